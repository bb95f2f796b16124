package term

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

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
	if understood := inline(a.Understood); understood != "" {
		p.block(p.dim, "", "Understood as: "+understood)
	}
	text := inline(a.Answer)
	if text == "" {
		text = "The articles do not say."
	}
	p.block(p.bold, "", text)
	p.caveats(a.Caveats, o.All)
	p.table(a)
	p.quotes(a)
	p.nearest("Not an answer, but the closest the corpus has:", a.Nearest)
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
		values[i] = said(c)
		column = max(column, ansi.StringWidth(values[i]))
	}
	column = min(column, p.width/2-4)
	for i, c := range a.Claims {
		left := p.wrap(values[i], p.width-column)
		var right []string
		for _, t := range c.Tellings {
			right = append(right, p.wrap(teller(a, t), column+4)...)
		}
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

// said is a claim in its own words or, where it has none, its value as the
// first telling has it.
func said(c answer.Claim) string {
	text := strings.TrimRight(inline(c.Text), ". ")
	if text == "" && len(c.Tellings) > 0 {
		text = inline(c.Tellings[0].Hedge + " " + c.Tellings[0].AsWritten)
	}
	return text
}

// teller names who tells a claim and when, whom it names, how far what it tells
// has come, and whose story it shares.
func teller(a answer.Answer, t answer.Telling) string {
	mark := fmt.Sprintf("[%d]", t.Citation)
	c, ok := citation(a, t.Citation)
	if !ok {
		return mark
	}
	who := outlet(c) + ", " + day(c.Published) + " " + mark
	if source := named(t); source != "" {
		who += ", citing " + source
	}
	if t.AsOf != "" && day(t.AsOf) != day(c.Published) {
		who += " (as of " + asOf(t.AsOf) + ")"
	}
	if t.Stage == "planned" || t.Stage == "announced" {
		who += ", as " + t.Stage
	}
	if first := sharedOrigin(a, c); first > 0 {
		who += fmt.Sprintf(", one origin with [%d]", first)
	}
	return who
}

// sharedOrigin is the first citation of another article with the same origin
// that stands before c, 0 for none.
func sharedOrigin(a answer.Answer, c answer.Citation) int {
	for _, o := range a.Citations {
		if o.N < c.N && o.Origin != "" && o.Origin == c.Origin && o.Article != c.Article {
			return o.N
		}
	}
	return 0
}

// asOf is the day that a telling speaks of, as a reader writes it.
func asOf(date string) string {
	if d := day(date); d != undated {
		return d
	}
	return inline(date)
}

// named is the source that a telling names, "" when it names none.
func named(t answer.Telling) string {
	if t.Attribution != "" {
		return inline(t.Attribution)
	}
	return inline(t.Speaker)
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
		p.quote(p.plain, lead, inline(c.Quote), written(a, c.N))
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

// nearest writes, under a heading, what is closest to what was not found.
func (p *page) nearest(heading string, near []answer.Near) {
	if len(near) == 0 {
		return
	}
	p.gap()
	p.line(p.heading, heading)
	for i, n := range near {
		if i > 0 {
			p.gap()
		}
		p.quote(p.dim, "    ", inline(n.Quote), nil)
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
		s += "; " + humanize.Comma(int64(a.Searched.Undated)) + " undated"
	}
	if a.Mode == "model" && a.Model != "" {
		s += "; read by the model " + inline(a.Model)
		if a.SentTo == "" {
			s += ", on this machine"
		}
	}
	if a.SentTo != "" {
		s += "; question and articles' text were sent to " + inline(a.SentTo)
	}
	return s + "."
}

// pasteLine is the answer as a sourced sentence, from the answer's own fields:
// every claim with who says it, of values that replaced one another the latest
// alone. "" where nothing is claimed.
func pasteLine(a answer.Answer) string {
	claims := a.Claims
	if len(claims) > 1 && has(a, answer.Changed) && !has(a, answer.Conflict) && !has(a, answer.Scope) {
		claims = claims[:1]
	}
	var parts []string
	for _, c := range claims {
		if s := sourced(a, c); s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return capital(strings.Join(parts, "; ")) + "."
}

func has(a answer.Answer, kind answer.CaveatKind) bool {
	return slices.ContainsFunc(a.Caveats, func(c answer.Caveat) bool { return c.Kind == kind })
}

// sourced is one claim with who says it: the source that the first article
// names, or the outlets themselves, two of them where two origins tell it.
func sourced(a answer.Answer, c answer.Claim) string {
	if len(c.Tellings) == 0 {
		return ""
	}
	first, ok := citation(a, c.Tellings[0].Citation)
	if !ok {
		return ""
	}
	what := said(c) + ","
	if verbatim(c, first) {
		what = "“" + innerQuotes.Replace(what) + "”"
	}
	if source := named(c.Tellings[0]); source != "" {
		return fmt.Sprintf("%s according to %s (%s, %s)", what, source, outlet(first), day(first.Published))
	}
	if second, ok := otherOrigin(a, c, first); ok {
		return fmt.Sprintf("%s %s and %s report", what, dated(first), dated(second))
	}
	return fmt.Sprintf("%s %s reports", what, dated(first))
}

// innerQuotes writes quotation marks within a quotation as a newsroom does.
var innerQuotes = strings.NewReplacer("“", "‘", "”", "’", `"`, "'")

func dated(c answer.Citation) string { return fmt.Sprintf("%s (%s)", outlet(c), day(c.Published)) }

// verbatim tells that a claim is a sentence in the article's own words.
func verbatim(c answer.Claim, cited answer.Citation) bool {
	switch c.Kind {
	case "yes_no", "statement", "reason", "manner":
		return strings.Contains(inline(cited.Quote), said(c))
	}
	return false
}

// otherOrigin is a citation of the claim whose article is of another origin
// and outlet than the first.
func otherOrigin(a answer.Answer, c answer.Claim, first answer.Citation) (answer.Citation, bool) {
	for _, t := range c.Tellings[1:] {
		other, ok := citation(a, t.Citation)
		if ok && other.Origin != first.Origin && outlet(other) != outlet(first) {
			return other, true
		}
	}
	return answer.Citation{}, false
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
