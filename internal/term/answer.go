package term

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"secondsource/internal/answer"
)

// sampleNote stands under everything that is drawn from the sample.
const sampleNote = "SAMPLE: these articles and outlets are made up to try the program; do not publish from them."

// shownCaveats is how many caveats are shown before the rest is folded.
const shownCaveats = 3

// Answer writes one answer: what it says, what to know before using it, who
// says what, the quotes, what was searched, and a line ready to paste.
func Answer(w io.Writer, a answer.Answer, o Options) error {
	p := newPage(o)
	said := inline(a.Answer)
	if said == "" {
		said = "The articles do not say."
	}
	p.block(p.bold, "", said)
	p.caveats(a.Caveats, o.All)
	p.table(a)
	p.quotes(a)
	p.nearest(a.Nearest)
	p.gap()
	p.block(p.dim, "", searched(a))
	if line := pasteLine(a); line != "" {
		p.gap()
		p.line(p.dim, pasteTitle(o.Sample))
		p.line(p.plain, line)
	}
	if o.Sample {
		p.gap()
		p.block(p.warn, "", sampleNote)
	}
	return p.writeTo(w)
}

// pasteTitle stands above the line ready to paste, which is not wrapped: a
// terminal copies it as one line.
func pasteTitle(sample bool) string {
	if sample {
		return "As a sourced line (of the sample, not for publication):"
	}
	return "As a sourced line, to paste:"
}

// caveats writes the first three; a conflict is never folded.
func (p *page) caveats(all []answer.Caveat, unfold bool) {
	if len(all) == 0 {
		return
	}
	p.gap()
	folded := 0
	for i, c := range all {
		if i >= shownCaveats && !unfold && c.Kind != answer.Conflict {
			folded++
			continue
		}
		text := inline(c.Text)
		if text == "" {
			text = strings.ReplaceAll(inline(string(c.Kind)), "_", " ")
		}
		style := p.warn
		if c.Kind == answer.Conflict {
			style = p.alarm
		}
		p.block(style, "  ! ", text+marks(text, c.Citations))
	}
	if folded > 0 {
		p.line(p.dim, fmt.Sprintf("    and %d more: --all", folded))
	}
}

// marks are the citations that a text does not name itself.
func marks(text string, citations []int) string {
	var b strings.Builder
	for _, n := range citations {
		if mark := fmt.Sprintf("[%d]", n); !strings.Contains(text, mark) {
			b.WriteString(mark)
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return " " + b.String()
}

// table shows who says what, where there is more than one thing to say.
func (p *page) table(a answer.Answer) {
	if len(a.Claims) < 2 {
		return
	}
	p.gap()
	p.line(p.heading, "Who says what")
	values, column := make([]string, len(a.Claims)), 0
	for i, c := range a.Claims {
		values[i] = inline(said(c))
		column = max(column, ansi.StringWidth(values[i]))
	}
	column = min(column, p.width/2-4)
	for i, c := range a.Claims {
		var who []string
		for _, t := range c.Tellings {
			who = append(who, teller(a, t))
		}
		left := p.wrap(values[i], p.width-column)
		right := p.wrap(strings.Join(who, "; "), column+4)
		for row := range max(len(left), len(right)) {
			l, r := at(left, row), at(right, row)
			p.WriteString(strings.TrimRight("  "+p.bold.Render(l)+strings.Repeat(" ", max(0, column-ansi.StringWidth(l)))+"  "+r, " ") + "\n")
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// said is a claim in short: its value as the first telling has it, or its
// text where there is no value to write.
func said(c answer.Claim) string {
	if len(c.Tellings) == 0 {
		return strings.TrimRight(c.Text, ". ")
	}
	switch c.Kind {
	case "quantity", "date", "duration", "person", "place":
		if t := c.Tellings[0]; t.AsWritten != "" {
			if t.Hedge != "" && !strings.Contains(strings.ToLower(t.AsWritten), strings.ToLower(t.Hedge)) {
				return t.Hedge + " " + t.AsWritten
			}
			return t.AsWritten
		}
	}
	return strings.TrimRight(c.Text, ". ")
}

// teller names who tells a claim: the outlet, and whom it names.
func teller(a answer.Answer, t answer.Telling) string {
	who := fmt.Sprintf("[%d]", t.Citation)
	if c, ok := citation(a, t.Citation); ok {
		who = outlet(c) + " " + who
	}
	if source := named(t); source != "" {
		who += ", citing " + source
	}
	if t.AsOf != "" {
		who += " (as of " + inline(t.AsOf) + ")"
	}
	return who
}

// named is the source that a telling names, "" when it names none.
func named(t answer.Telling) string {
	if t.Speaker != "" {
		return inline(t.Speaker)
	}
	return inline(t.Attribution)
}

func citation(a answer.Answer, n int) (answer.Citation, bool) {
	i := slices.IndexFunc(a.Citations, func(c answer.Citation) bool { return c.N == n })
	if i < 0 {
		return answer.Citation{}, false
	}
	return a.Citations[i], true
}

// outlet names the article's publisher or, where it is not known, the article.
func outlet(c answer.Citation) string {
	if c.Publisher != "" {
		return inline(c.Publisher)
	}
	return "article " + inline(c.Article)
}

func (p *page) quotes(a answer.Answer) {
	for _, c := range a.Citations {
		p.gap()
		lead := fmt.Sprintf("[%d] ", c.N)
		values := written(a, c.N)
		p.lines(lead, p.wrap("“"+inline(c.Quote)+"”", len(lead)), func(line string) string {
			for _, v := range values {
				line = strings.Replace(line, v, p.bold.Render(v), 1)
			}
			return line
		})
		p.block(p.dim, strings.Repeat(" ", len(lead)), provenance(c.Publisher, c.Byline, c.Published, c.Title, c.Article))
	}
}

// written is the values that are told from one citation, as written there.
func written(a answer.Answer, n int) []string {
	var values []string
	for _, c := range a.Claims {
		for _, t := range c.Tellings {
			v := inline(t.AsWritten)
			if t.Citation == n && v != "" && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	return values
}

// provenance is the line under a quote: outlet, date, title and article id.
func provenance(publisher, byline, published, title, id string) string {
	source := inline(publisher)
	switch {
	case source == "" && byline != "":
		source = "by " + inline(byline)
	case source == "":
		source = "outlet not known"
	}
	parts := []string{source + ", " + day(published)}
	if title != "" {
		parts = append(parts, inline(title))
	}
	return strings.Join(append(parts, inline(id)), " · ")
}

func (p *page) nearest(near []answer.Near) {
	if len(near) == 0 {
		return
	}
	p.gap()
	p.line(p.heading, "Not an answer, but the closest the corpus has:")
	for _, n := range near {
		p.block(p.dim, "  - ", "“"+inline(n.Quote)+"”")
		source := inline(n.Article)
		if n.Title != "" {
			source = inline(n.Title) + " · " + source
		}
		p.block(p.dim, "    ", source)
	}
}

// searched tells what the answer is drawn from.
func searched(a answer.Answer) string {
	s := "Searched " + plural(a.Searched.Articles, "article")
	if a.Searched.Newest != "" {
		s += ", newest " + inline(strings.SplitN(a.Searched.Newest, "T", 2)[0])
	}
	if a.Searched.Undated > 0 {
		s += fmt.Sprintf("; %d undated", a.Searched.Undated)
	}
	if a.Mode == "model" && a.Model != "" {
		s += "; read by the model " + inline(a.Model)
	}
	return s + "."
}

// pasteLine is the answer as a sourced sentence, from the answer's own fields:
// every claim with who says it. "" where nothing is claimed.
func pasteLine(a answer.Answer) string {
	var parts []string
	for _, c := range a.Claims {
		if s := sourced(a, c); s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return capital(strings.Join(parts, "; ")) + "."
}

func sourced(a answer.Answer, c answer.Claim) string {
	if len(c.Tellings) == 0 {
		return ""
	}
	first := c.Tellings[0]
	cited, ok := citation(a, first.Citation)
	if !ok {
		return ""
	}
	what, when := inline(said(c)), day(cited.Published)
	if source := named(first); source != "" {
		return fmt.Sprintf("%s, according to %s (%s, %s)", what, source, outlet(cited), when)
	}
	return fmt.Sprintf("%s, %s reports (%s)", what, outlet(cited), when)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
