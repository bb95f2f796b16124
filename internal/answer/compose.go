package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

// composer turns groups into an Answer: it numbers citations and writes text
// that uses only what the citations say.
type composer struct {
	ev     *evidence
	answer *Answer
	say    *wording
	byID   map[string]int // quote → citation number
}

const (
	tellingsShown = 4   // citations for one claim
	quoteBytes    = 700 // a quote grows over several sentences up to this
)

func newComposer(ev *evidence, a *Answer) *composer {
	return &composer{ev: ev, answer: a, say: wordingOf(a.Language), byID: map[string]int{}}
}

// cite adds the finding's quote and returns its number.
func (c *composer) cite(f *finding) int {
	start, end := f.quote()
	key := fmt.Sprintf("%s:%d:%d", f.doc.article.ID, start, end)
	f.hush(start, end)
	if n, ok := c.byID[key]; ok {
		return n
	}
	a := &f.doc.article
	n := len(c.answer.Citations) + 1
	c.answer.Citations = append(c.answer.Citations, Citation{
		N: n, Article: a.ID, Title: a.Title, Publisher: a.Publisher, Byline: a.Byline, Published: a.Published, URL: a.URL,
		Origin: f.origin(), Quote: a.Text[start:end], Start: start, End: end,
	})
	c.byID[key] = n
	return n
}

// hush forgets a speaker whom the quote had no room to name.
func (f *finding) hush(start, end int) {
	quote := f.doc.article.Text[start:end]
	if !strings.Contains(quote, f.voice.attribution) {
		f.voice.attribution = ""
	}
	if !strings.Contains(quote, f.voice.speaker) {
		f.voice.speaker = ""
	}
}

// quote is the stretch of text that a finding rests on: its sentence, with
// the ones before it that name what it speaks of, and a quotation whole.
func (f *finding) quote() (start, end int) {
	from := f.from
	if f.voice.speaker != "" || f.voice.attribution != "" {
		from = min(from, f.voice.from)
	}
	to := f.sent
	s := f.doc.sents
	if to+1 < len(s) && f.opensQuote() && s[to+1].Paragraph == s[to].Paragraph && s[to+1].End-s[to].Start <= quoteBytes && s[to].End-s[to].Start < 160 {
		to++
	}
	if to > f.sent && !f.doc.unbroken(f.sent, to) {
		to = f.sent
	}
	if f.voice.from > to {
		to = f.voice.from
	}
	for from < f.sent && (s[to].End-s[from].Start > quoteBytes || !f.doc.unbroken(from, to)) {
		from++
	}
	return s[from].Start, s[to].End
}

// unbroken: no marked span (a heading, a caption, a prompt) stands between
// two sentences.
func (d *document) unbroken(from, to int) bool {
	for _, sp := range d.article.Spans {
		if sp.Start < d.sents[to].End && sp.End > d.sents[from].Start {
			return false
		}
	}
	return true
}

// tellers picks the findings of a group that are cited: one an article, each
// origin once before any twice, and the newest always.
func (g *group) tellers() []*finding {
	var first, again []*finding
	seen := map[string]bool{}
	for _, f := range g.all {
		if seen[f.origin()] {
			again = append(again, f)
			continue
		}
		seen[f.origin()] = true
		first = append(first, f)
	}
	out := append(first, again...)
	if len(out) > tellingsShown {
		newest := slices.MaxFunc(out, func(a, b *finding) int { return cmp.Compare(day(a), day(b)) })
		out = out[:tellingsShown]
		if day(newest) > latestOf(out) {
			out[tellingsShown-1] = newest
		}
	}
	return out
}

// latestOf is the newest day of some tellings, "" when none is dated.
func latestOf(found []*finding) string {
	best := ""
	for _, f := range found {
		best = max(best, day(f))
	}
	return best
}

// claim adds a group as a claim and returns it with its citation numbers.
func (c *composer) claim(g *group) (Claim, []int) {
	cl := Claim{Kind: string(g.lead.kind), Value: g.lead.value, Unit: g.lead.unit, Of: g.lead.of, Period: tidy(g.lead.period), Origins: g.origins()}
	var ns []int
	for _, f := range g.tellers() {
		n := c.cite(f)
		if slices.Contains(ns, n) {
			continue
		}
		ns = append(ns, n)
		as := day(f)
		if f.spoken {
			f.voice.speaker, f.voice.attribution = "", "" // who speaks is the value itself
		}
		cl.Tellings = append(cl.Tellings, Telling{
			Citation: n, AsWritten: f.told(), Hedge: f.hedge(), Speaker: f.voice.speaker,
			Attribution: f.voice.attribution, Stage: f.stage, AsOf: as,
		})
	}
	if g.lead.kind == askPerson || g.lead.kind == askPlace {
		cl.Value = tidy(g.lead.written)
	}
	if g.lead.whole && g.lead.kind != askPerson {
		cl.Value = strings.TrimSpace(map[bool]string{true: g.lead.value}[g.lead.kind == askYesNo])
	}
	if g.lead.unknown {
		cl.Value = ""
	}
	cl.Text = g.lead.phrase()
	for _, e := range c.ev.q.ents {
		if e.place != "" && cl.Place == "" {
			cl.Place = placeIn(g.lead, e.place)
		}
	}
	return cl, ns
}

// placeIn is the place's name as the quote has it, "" when it does not.
func placeIn(f *finding, id string) string {
	for _, p := range f.sentence().places {
		if p.id == id {
			return f.doc.text(f.sent, p.first, p.last)
		}
	}
	return ""
}

// hedge is the article's word for an approximation or a limit.
func (f *finding) hedge() string {
	if f.doc.language == tongue.English || f.quant.Hedge.Text == "" {
		return f.quant.Hedge.Text
	}
	return strings.ToLower(f.doc.text(f.sent, f.quant.HedgeFirst, f.quant.First-1))
}

// told is the value as the article writes it.
func (f *finding) told() string {
	if f.isSentence() {
		return f.doc.stretch(f.sent, f.sent)
	}
	return f.written
}

// isSentence: what is told is the whole sentence, as it stands.
func (f *finding) isSentence() bool { return f.whole && (f.kind != askPerson || f.unknown) }

// phrase is the value in the article's own words, ready to stand in a
// sentence: "roughly 1,200 stranded passengers".
func (f *finding) phrase() string {
	switch {
	case f.isSentence():
		return f.verbatim()
	case f.kind == askQuantity || f.kind == askDuration:
		first, last := f.quant.HedgeFirst, f.last
		if f.kind == askDuration && f.quant.Dim == lang.Time {
			last = f.quant.Last
		}
		text := tidy(f.doc.text(f.sent, first, last))
		if lang.SentenceStart(f.sentence().toks, first) && first < f.quant.First {
			r, n := utf8.DecodeRuneInString(text)
			text = string(unicode.ToLower(r)) + text[n:]
		}
		if f.period != "" {
			text += " (" + tidy(f.period) + ")"
		}
		return text
	default:
		return tidy(f.written)
	}
}

func marks(ns []int) string {
	var b strings.Builder
	for _, n := range ns {
		fmt.Fprintf(&b, "[%d]", n)
	}
	return b.String()
}

// compose writes the answer for the groups that are shown.
func (c *composer) compose(shown []*group, d difference) {
	a := c.answer
	var parts []part
	for _, g := range shown {
		cl, ns := c.claim(g)
		a.Claims = append(a.Claims, cl)
		parts = append(parts, part{g: g, text: cl.Text, ns: ns})
	}
	a.Verdict = Answered
	if d.rel == relConflict {
		a.Verdict = Disputed
	}
	switch {
	case c.ev.q.says:
		a.Answer = c.whoSays(parts, d)
	case shown[0].lead.whole && shown[0].lead.kind != askPerson:
		a.Answer = c.sentences(parts)
		if d.rel == relConflict {
			a.Answer = c.say.disagree + " " + a.Answer
		}
	case len(parts) == 1 || d.rel == relNone:
		a.Answer = c.single(parts)
	default:
		a.Answer = c.sideBySide(parts, d)
	}
}

type part struct {
	g    *group
	text string
	ns   []int
}

// sentences gives whole sentences of the articles, one after the other.
func (c *composer) sentences(parts []part) string {
	var out []string
	for _, p := range parts {
		text := p.text
		if p.g.lead.kind == askYesNo {
			lead := c.say.yes
			if p.g.lead.polar < 0 {
				lead = c.say.no
			} else if p.g.planned() {
				lead = fill(c.say.planned, c.told(p))
			}
			text = lead + quotedText(text)
			out = append(out, text+" "+marks(p.ns)+".")
			continue
		}
		out = append(out, quotedText(text)+" "+marks(p.ns))
	}
	return strings.Join(out, "\n")
}

// planned: none of the tellings says that it is done.
func (g *group) planned() bool {
	for _, f := range g.all {
		if f.stage != "planned" {
			return false
		}
	}
	return true
}

// single writes one value, or several that do not quarrel.
func (c *composer) single(parts []part) string {
	var out []string
	for k, p := range parts {
		text := c.say.foreign(p.text, p.g.lead)
		if k == 0 {
			text = capital(text)
		}
		out = append(out, text+c.spelled(p)+p.dated(c.say)+" "+marks(p.ns))
	}
	tail := ""
	if len(parts) == 1 {
		tail = c.according(parts[0])
	}
	return strings.Join(out, "; ") + tail + "."
}

// dated adds to a day that only the article's date can place when that was.
func (p part) dated(say *wording) string {
	f := p.g.lead
	if f.kind != askDate || f.date.Month > 0 && f.date.Day > 0 || f.date.Weekday == 0 && f.date.Relative == "" && f.date.Year > 0 {
		return ""
	}
	if d := day(f); d != "" {
		return fill(say.articleOf, say.longDate(d))
	}
	return ""
}

// spelled adds the other spellings of a name.
func (c *composer) spelled(p part) string {
	if p.g.lead.kind != askPerson {
		return ""
	}
	others := p.g.spellings()
	if len(others) == 0 {
		return ""
	}
	return fill(c.say.spelled, strings.Join(others, ", "))
}

// spellings are the ways a group's tellings write the name that differ from
// the lead's in letters, not in how much of the name they give.
func (g *group) spellings() []string {
	lead := tidy(g.lead.written)
	var out []string
	for _, f := range g.tellers() {
		w := tidy(f.written)
		if w == lead || slices.Contains(out, w) || sameWords(w, lead) {
			continue
		}
		out = append(out, w)
	}
	return out
}

// sameWords: one name's words are all among the other's, letter for letter.
func sameWords(a, b string) bool {
	short, long := strings.Fields(a), strings.Fields(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	for _, w := range short {
		if !slices.Contains(long, w) {
			return false
		}
	}
	return true
}

// according names who says it, where one attribution stands in the quotes.
func (c *composer) according(p part) string {
	f := p.g.lead
	if f.voice.attribution == "" || f.kind != askQuantity && f.kind != askDuration && f.kind != askDate {
		return ""
	}
	who := tidy(f.voice.attribution)
	if len(who) > 90 || len(strings.Fields(who)) == 1 && strings.ToLower(who) == who && !anonymousWords[who] {
		return ""
	}
	if overlaps(f) {
		return ""
	}
	return c.say.according + c.say.foreignName(lowerArticle(who), f)
}

// overlaps: the attribution stands inside the value's own words.
func overlaps(f *finding) bool { return strings.Contains(f.phrase(), f.voice.attribution) }

func lowerArticle(s string) string {
	for _, w := range []string{"The ", "A ", "An ", "Some ", "Both ", "Officials", "Authorities", "Police"} {
		if strings.HasPrefix(s, w) {
			r, n := utf8.DecodeRuneInString(s)
			return string(unicode.ToLower(r)) + s[n:]
		}
	}
	return s
}

// sideBySide writes values that differ: the first sentence already tells it,
// with who says each and when.
func (c *composer) sideBySide(parts []part, d difference) string {
	var out []string
	for _, p := range parts {
		text := c.say.foreign(p.text, p.g.lead)
		if who := p.g.lead.voice.attribution; d.rel == relConflict && who != "" && !p.g.lead.spoken && !overlaps(p.g.lead) {
			text += c.say.according + c.say.foreignName(lowerArticle(tidy(who)), p.g.lead)
		}
		out = append(out, text+c.told(p)+" "+marks(p.ns))
	}
	switch d.rel {
	case relConflict:
		return c.say.disagreeing + strings.Join(out, "; ") + "."
	case relChanged:
		return capital(out[0]) + chain(c.say.earlier, out[1:len(out)-aside(parts)]) + chain(c.say.also, out[len(out)-aside(parts):]) + "."
	case relStage:
		return c.say.stages + strings.Join(out, "; ") + "."
	default:
		return c.say.differing + strings.Join(out, "; ") + "."
	}
}

// aside is how many parts, at the end, are set aside.
func aside(parts []part) int {
	n := 0
	for _, p := range parts {
		if p.g.aside {
			n++
		}
	}
	return n
}

// chain joins texts behind an opening, "" where there are none.
func chain(opening string, texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return opening + strings.Join(texts, "; ")
}

// told adds where and when the newest telling of a value stands.
func (c *composer) told(p part) string {
	var in []string
	if o := p.g.newest().doc.article.Publisher; o != "" {
		in = append(in, tidy(o))
	}
	if d := p.g.latest(); d != "" {
		in = append(in, c.say.longDate(d))
	}
	if len(in) == 0 {
		return ""
	}
	joint := ", "
	if last, _ := utf8.DecodeLastRuneInString(in[0]); unicode.IsDigit(last) {
		joint = c.say.ofDay // "Gazette 24, 14 February" would be two days
	}
	return " (" + strings.Join(in, joint) + ")"
}

// newest is the telling with the latest date, the lead where none has one.
func (g *group) newest() *finding {
	best := g.lead
	for _, f := range g.tellers() {
		if day(f) > day(best) {
			best = f
		}
	}
	return best
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
