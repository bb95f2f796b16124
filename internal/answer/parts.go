package answer

import (
	"regexp"
	"strconv"
	"strings"

	"secondsource/internal/answer/lang"
)

// Questions that ask two things: "Who is the governor, and how old is she?"

// joint is where one question ends and another begins.
var joint = regexp.MustCompile(`(?i)(?:,?\s+and\s+|\?\s*(?:and\s+)?|;\s*)((?:how|who|when|where|why|what|which)\s+\w)`)

// partsAtMost is how many questions are answered in one: what is behind the last
// is read with it.
const partsAtMost = 4

// splitQuestion divides a text into the questions it asks. A part without a
// name of its own is asked about the first part's names.
func splitQuestion(text string) []string {
	var parts []string
	start := 0
	for _, m := range joint.FindAllStringSubmatchIndex(text, -1) {
		if len(parts) == partsAtMost-1 {
			break
		}
		if m[2] >= len(text) || !asks(text[start:m[0]]) || !asks(text[m[2]:]) {
			continue
		}
		parts = append(parts, strings.TrimSpace(text[start:m[0]]))
		start = m[2]
	}
	if rest := strings.TrimSpace(text[start:]); rest != "" {
		parts = append(parts, rest)
	}
	if len(parts) < 2 {
		return []string{text}
	}
	names := namesOf(parts[0])
	for k := 1; k < len(parts); k++ {
		parts[k] = withNames(parts[k], names)
	}
	return parts
}

// asks: a text has a question word or an auxiliary and something besides.
func asks(text string) bool {
	toks := lang.Tokenize(text, 0)
	if len(toks) < 3 {
		return false
	}
	for k, t := range toks {
		if wh[t.Lower] || k == 0 && aux[t.Lower] {
			return true
		}
	}
	return false
}

// namesOf is the last run of capitalised words of a question that stands
// behind its first word.
func namesOf(text string) string {
	toks := lang.Tokenize(text, 0)
	name := ""
	for _, n := range lang.Names(toks, func(string) bool { return false }) {
		if n.First > 0 {
			name = text[toks[n.First].Start:toks[n.Last].End]
		}
	}
	return name
}

var pointers = regexp.MustCompile(`(?i)\b(he|she|it|they|him|her|them|there)\b`)

// withNames puts the first part's name where a later part only points to it,
// or behind it where it names nothing.
func withNames(part, name string) string {
	if name == "" || namesOf(part) != "" {
		return part
	}
	if at := pointers.FindStringIndex(part); at != nil {
		return part[:at[0]] + name + part[at[1]:]
	}
	return strings.TrimRight(part, "? ") + " in " + name + "?"
}

// merge adds a part's answer to the whole, its citations numbered on.
func merge(whole *Answer, part Answer) {
	shift := len(whole.Citations)
	renumber := func(ns []int) []int {
		out := make([]int, len(ns))
		for k, n := range ns {
			out[k] = n + shift
		}
		return out
	}
	remark := func(text string) string {
		return mark.ReplaceAllStringFunc(text, func(m string) string {
			n, err := strconv.Atoi(m[1 : len(m)-1])
			if err != nil {
				return m
			}
			return "[" + strconv.Itoa(n+shift) + "]"
		})
	}
	if whole.Answer != "" {
		whole.Answer += "\n"
	}
	whole.Answer += remark(part.Answer)
	for _, c := range part.Citations {
		c.N += shift
		whole.Citations = append(whole.Citations, c)
	}
	for _, c := range part.Claims {
		c.Tellings = append([]Telling{}, c.Tellings...)
		for k := range c.Tellings {
			c.Tellings[k].Citation += shift
		}
		whole.Claims = append(whole.Claims, c)
	}
	for _, c := range part.Caveats {
		c.Citations, c.Text = renumber(c.Citations), remark(c.Text)
		whole.Caveats = append(whole.Caveats, c)
	}
	whole.Nearest = append(whole.Nearest, part.Nearest...)
}

// together is the verdict on a question of several parts.
func together(verdicts []Verdict) Verdict {
	said, silent, disputed, unknown := 0, 0, false, 0
	for _, v := range verdicts {
		switch v {
		case NotFound:
			silent++
		case Unknown:
			unknown++
		default:
			said++
			disputed = disputed || v == Disputed
		}
	}
	switch {
	case silent == len(verdicts):
		return NotFound
	case unknown > 0 && said == 0 && silent == 0:
		return Unknown
	case disputed:
		return Disputed
	case silent > 0 || unknown > 0:
		return Partial
	}
	return Answered
}
