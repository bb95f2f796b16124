package answer

// "Who says so?": the question before, answered with who stands behind each
// value: whom the article names, or that it names nobody.

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
)

const whoSaysOpens = "Who says"

// whoSays asks who stands behind the answer to a question. A colon keeps a
// question whole that can't be a clause as it stands.
func whoSays(a *askedBefore) string {
	lead := whoSaysOpens + ": "
	if !a.inverted() {
		lead = whoSaysOpens + " "
	}
	r, n := utf8.DecodeRuneInString(a.text)
	if wh[a.toks[0].Lower] || aux[a.toks[0].Lower] {
		return lead + string(unicode.ToLower(r)) + a.text[n:] + "?"
	}
	return lead + a.text + "?"
}

// inverted: the question has its auxiliary before its subject, as no clause has.
func (a *askedBefore) inverted() bool {
	if !wh[a.toks[0].Lower] {
		return true
	}
	if a.toks[0].Is("who") && len(a.toks) > 1 && a.toks[1].Is("is", "was") {
		return false
	}
	for k := 1; k < len(a.toks); k++ {
		if aux[a.toks[k].Lower] {
			return k+1 < len(a.toks) && a.subjectAt(k+1) && !a.toks[k+1].Is("there")
		}
		if strings.HasPrefix(a.toks[k].Tag, "VB") {
			return false
		}
	}
	return false
}

var saysOpening = regexp.MustCompile(`(?i)^who says(?::\s*|\s+)(?:(who|whom|whose|what|when|where|why|how|which|since when)\b|(.))`)

// unsaid is the question of whose answer another asks who says it; ok is false
// for any other question. Without a colon, "who says that" asks for a speaker.
func unsaid(text string) (question string, ok bool) {
	text = strings.TrimSpace(text)
	m := saysOpening.FindStringSubmatchIndex(text)
	if m == nil {
		return text, false
	}
	at := max(m[2], m[4])
	if m[2] < 0 && !strings.Contains(text[:at], ":") {
		return text, false
	}
	if !asks(text[at:] + " ?") {
		return text, false
	}
	return capital(text[at:]), true
}

// whoSays writes, for each value, who stands behind it in which article.
func (c *composer) whoSays(parts []part, d difference) string {
	var out []string
	if d.rel == relConflict {
		out = append(out, c.say.disagree)
	}
	for _, p := range parts {
		what := capital(c.say.foreign(p.text, p.g.lead))
		if p.g.lead.isSentence() {
			what = quotedText(p.text)
		}
		if p.g.lead.kind == askYesNo {
			lead := map[bool]string{true: c.say.no, false: c.say.yes}[p.g.lead.polar < 0]
			what = strings.TrimRight(lead, ": ") + ", " + what
		}
		out = append(out, what+": "+c.behind(p)+".")
	}
	if d.rel == relChanged {
		out = append(out, c.say.latestFirst)
	}
	return strings.Join(out, "\n")
}

// teller is one who stands behind a value, with the articles that name them.
type teller struct {
	name string
	in   []string
}

// behind names who stands behind one value: those whom the articles name, each
// with the articles that do, then the articles that name nobody.
func (c *composer) behind(p part) string {
	var named []*teller
	by := map[string]*teller{}
	silent := &teller{}
	seen := map[int]bool{}
	for _, f := range p.g.tellers() {
		n := c.cite(f)
		if seen[n] {
			continue
		}
		seen[n] = true
		name, key := c.tellerIn(f)
		t := by[key]
		switch {
		case name == "":
			t = silent
		case t == nil:
			t = &teller{name: name}
			by[key] = t
			named = append(named, t)
		case len(name) > len(t.name):
			t.name = name
		}
		t.in = append(t.in, c.articleOf(n))
	}
	var out []string
	for _, t := range named {
		out = append(out, t.name+c.say.according+c.inSeries(t.in))
	}
	switch len(silent.in) {
	case 0:
	case 1:
		out = append(out, silent.in[0]+c.say.says)
	default:
		out = append(out, c.inSeries(silent.in)+c.say.say)
	}
	return strings.Join(out, "; ")
}

// tellerIn is who says it in a finding's article, "" where it names nobody, and
// what two articles that name the same one have in common: the surname.
func (c *composer) tellerIn(f *finding) (name, key string) {
	name, key = tidy(f.voice.attribution), tidy(f.voice.speaker)
	if f.spoken {
		name, key = tidy(f.written), tidy(f.written)
	}
	if name == "" {
		name = key
	}
	if name == "" || isPronoun(lang.Tokenize(name, 0)) {
		return "", ""
	}
	if key == "" {
		key = name
	} else {
		key = lastOf(key)
	}
	name = c.say.foreignName(lowerArticle(name), f)
	if f.voice.anonymous {
		name += c.say.notNamed
	}
	return name, lang.Fold(key)
}

// articleOf is a citation's mark with its outlet and day.
func (c *composer) articleOf(n int) string {
	cited := c.answer.Citations[n-1]
	var in []string
	joint := ", "
	if cited.Publisher != "" {
		in = append(in, tidy(cited.Publisher))
		if last, _ := utf8.DecodeLastRuneInString(in[0]); unicode.IsDigit(last) {
			joint = c.say.ofDay // "Gazette 24, 14 February" would be two days
		}
	}
	if d := c.ev.byID(cited.Article); d != nil {
		if t, ok := d.article.PublishedAt(); ok {
			in = append(in, c.say.date(t))
		}
	}
	if len(in) == 0 {
		return marks([]int{n})
	}
	return marks([]int{n}) + " (" + strings.Join(in, joint) + ")"
}

// inSeries joins words as a sentence does.
func (c *composer) inSeries(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + c.say.and + words[len(words)-1]
}
