package corpus

// Where sentences end in news text, beyond what Punkt was trained on.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one run of non-blank bytes of a paragraph.
type word struct {
	para
	text string
}

// breaks returns the offsets in body, ascending, at which a sentence ends and
// another follows. A break stands after the last byte of a sentence.
func breaks(body string) []int {
	if !strings.ContainsAny(body, ".!?…") {
		return nil
	}
	ends := proposed(body)
	var out []int
	first := 0     // the sentence's first word
	quote := false // inside straight double quotes
	words := wordsOf(body)
	for i, w := range words {
		out = append(out, glued(w)...)
		if strings.Count(w.text, `"`)%2 == 1 {
			quote = !quote
		}
		if i+1 == len(words) {
			break
		}
		j := i + 1
		if closesAlone(words[j].text, quote) { // `result. '' Boeing`
			continue
		}
		last := i
		if i > 0 && closesAlone(w.text, !quote) {
			last = i - 1
		}
		if !mayEnd(words[last].text) && !(last < i && mayEnd(words[last].text+`"`)) {
			continue
		}
		before := neighbours{name: last > first && isTitleCase(words[last-1].text), first: last == first}
		if isBreak(words[last], words[j], before, ends[words[last].end] || last < i) {
			out, first = append(out, w.end), j
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wordsOf splits body at white space.
func wordsOf(body string) []word {
	var out []word
	start := -1
	for i, r := range body {
		space := unicode.IsSpace(r)
		if space && start >= 0 {
			out = append(out, word{para{start, i}, body[start:i]})
			start = -1
		} else if !space && start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, word{para{start, len(body)}, body[start:]})
	}
	return out
}

// closesAlone says whether a word is nothing but a closing quotation mark, as
// tokenised text has them; a straight one closes what stands open.
func closesAlone(w string, open bool) bool {
	switch w {
	case "''", "”", "’’", ")", "»":
		return true
	case `"`:
		return open
	}
	return false
}

// mayEnd says whether a sentence can end with this word.
func mayEnd(w string) bool { return endsSentence(w) }

// isBreak decides whether a sentence ends between two words, where Punkt
// proposed it or not.
func isBreak(left, right word, before neighbours, punktSays bool) bool {
	next := strings.TrimLeft(right.text, openers+"-–—•◾")
	first, _ := utf8.DecodeRuneInString(next)
	core := strings.TrimRight(left.text, closers)
	switch {
	case next == "" || strings.TrimLeft(right.text, ".…") == "":
		return punktSays && !dash(right.text)
	case unicode.IsLower(first) && !innerCapital(next):
		return false
	case strings.HasSuffix(core, "!") || strings.HasSuffix(core, "?"):
		return true
	case strings.HasSuffix(core, "..") || strings.HasSuffix(core, "…"):
		return !dash(right.text)
	}
	stem := strings.TrimLeft(strings.TrimSuffix(core, "."), openers)
	switch verdict := abbreviation(stem, next, before); verdict {
	case joins:
		return false
	case ends:
		return true
	}
	return punktSays
}

// dash says whether a word is a dash: what follows belongs to the sentence.
func dash(w string) bool { return strings.Trim(w, "-–—") == "" }

// innerCapital says whether a word starts small and goes on with a capital, as
// product names do at a sentence's start.
func innerCapital(w string) bool {
	for i, r := range w {
		if i > 0 && unicode.IsUpper(r) {
			return i <= 3
		}
	}
	return false
}

// longestWord is what can be two sentences without a space between; longer
// runs are data.
const longestWord = 200

// glued finds ends inside a word, where a page lost the space between two
// sentences: `charities.“If`, `week.The`.
func glued(w word) []int {
	if len(w.text) > longestWord {
		return nil
	}
	var out []int
	for i := 1; i+1 < len(w.text); i++ {
		if c := w.text[i]; c != '.' && c != '!' && c != '?' {
			continue
		}
		before, rest := w.text[:i], w.text[i+1:]
		closed := len(rest) - len(strings.TrimLeft(rest, "”’\")"))
		after := rest[closed:]
		if strings.HasPrefix(after, "“") {
			after = strings.TrimPrefix(after, "“")
		} else if closed == 0 && strings.ContainsAny(rest, ".@/") {
			continue // an address, or initials
		}
		if lowerWord(before) && capitalised(after) {
			out = append(out, w.start+i+1+closed)
		}
	}
	return out
}

// lowerWord says whether s ends in three small letters at least.
func lowerWord(s string) bool {
	n := 0
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.IsLower(r) {
			break
		}
		n, s = n+1, s[:len(s)-size]
	}
	return n >= 3 && !strings.ContainsAny(s, ".@/:")
}

// capitalised says whether s starts with a capital and goes on small.
func capitalised(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	return unicode.IsUpper(first) && (unicode.IsLower(second) || second == '\'' || second == '’' || size == len(s))
}

// isTitleCase says whether a word starts with a capital.
func isTitleCase(w string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, openers))
	return unicode.IsUpper(r)
}
