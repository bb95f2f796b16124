package answer

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

// ErrUnsupported is what Verify returns, wrapped, for an answer that says
// more than its citations.
var ErrUnsupported = errors.New("the answer says more than its citations")

var mark = regexp.MustCompile(`\[(\d+)\]`)

// Verify holds the rules that every answer keeps: quotes are the article's own
// bytes, every [n] has its citation and every citation is used, every number,
// date and name stands in a quote (or in a citation's publisher, byline or
// date), and not_found cites nothing. text gives an article's stored text.
func Verify(a *Answer, text func(id string) (string, bool)) error {
	for _, c := range a.Citations {
		t, ok := text(c.Article)
		if !ok || c.Start < 0 || c.End > len(t) || c.Start >= c.End || t[c.Start:c.End] != c.Quote {
			return fmt.Errorf("%w: citation %d is not the text of %s", ErrUnsupported, c.N, c.Article)
		}
	}
	for _, n := range a.Nearest {
		t, ok := text(n.Article)
		if !ok || n.Start < 0 || n.End > len(t) || n.Start >= n.End || t[n.Start:n.End] != n.Quote {
			return fmt.Errorf("%w: the nearest passage is not the text of %s", ErrUnsupported, n.Article)
		}
	}
	if a.Verdict == NotFound {
		if len(a.Citations)+len(a.Claims) > 0 {
			return fmt.Errorf("%w: not_found with a claim or a citation", ErrUnsupported)
		}
		return nil
	}
	if err := verifyMarks(a); err != nil {
		return err
	}
	g := groundOf(a.Citations, func(c Citation) reader {
		t, _ := text(c.Article)
		return readerOf(t)
	})
	g.in = wordingOf(a.Language).language
	parts := []string{a.Answer}
	for _, c := range a.Claims {
		parts = append(parts, c.Text, c.Value, c.Place)
		for _, t := range c.Tellings {
			parts = append(parts, t.AsWritten, t.Speaker, t.Attribution)
		}
	}
	for _, c := range a.Caveats {
		parts = append(parts, c.Text)
	}
	for _, p := range parts {
		if word := g.missing(p); word != "" {
			return fmt.Errorf("%w: %q stands in no citation", ErrUnsupported, word)
		}
	}
	return nil
}

func verifyMarks(a *Answer) error {
	used := map[int]bool{}
	for _, m := range mark.FindAllStringSubmatch(a.Answer, -1) {
		n, _ := strconv.Atoi(m[1])
		if n < 1 || n > len(a.Citations) {
			return fmt.Errorf("%w: [%d] has no citation", ErrUnsupported, n)
		}
		used[n] = true
	}
	for i, c := range a.Citations {
		if c.N != i+1 || !used[c.N] {
			return fmt.Errorf("%w: citation %d is not used", ErrUnsupported, c.N)
		}
	}
	return nil
}

// ground is what the citations say: their words, figures and dates.
type ground struct {
	words   map[string]bool
	figures []lang.Quantity
	dates   []lang.Date
	spanish bool            // a quote is in Spanish
	in      tongue.Language // the language of the answer
}

// reader is how a text is read: its language, and how it writes numbers.
type reader struct {
	language tongue.Language
	marks    tongue.Marks
}

func readerOf(text string) reader { return reader{tongue.OfText(text), tongue.MarksOf(text)} }

func newGround(cites []Citation) *ground {
	return groundOf(cites, func(Citation) reader { return reader{language: tongue.English} })
}

// groundOf reads each quote as its article is read: "1.234" of a Spanish one is
// no 1.234.
func groundOf(cites []Citation, readAs func(Citation) reader) *ground {
	g := &ground{words: map[string]bool{}, in: tongue.English}
	add := func(text string, as reader) {
		for _, t := range lang.Tokenize(text, 0) {
			g.words[t.Lower] = true
		}
		toks := tokens(text, 0, as.language, as.marks)
		ds := lang.Dates(toks)
		g.dates = append(g.dates, ds...)
		g.figures = append(g.figures, lang.Quantities(toks, ds)...)
		g.spanish = g.spanish || as.language == tongue.Spanish
	}
	for _, c := range cites {
		add(c.Quote, readAs(c))
		for _, part := range []string{c.Publisher, c.Byline, publishedWords(c.Published)} {
			add(part, reader{language: tongue.English})
		}
	}
	return g
}

// publishedWords writes a citation's date the ways an answer may.
func publishedWords(published string) string {
	if len(published) < len(time.DateOnly) {
		return ""
	}
	t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)])
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}

// missing is the first figure, date or name of a text that the ground lacks.
func (g *ground) missing(text string) string {
	text = mark.ReplaceAllString(text, "")
	toks := lang.Tokenize(text, 0)
	dates := lang.Dates(toks)
	inDate := map[int]bool{}
	for _, d := range dates {
		for k := d.First; k <= d.Last; k++ {
			inDate[k] = true
		}
	}
	for k, t := range toks {
		if g.words[t.Lower] || inDate[k] && g.hasDate(dates, k) {
			continue
		}
		if t.Kind == lang.Number && !g.hasFigure(t.Text) {
			return t.Text
		}
		if t.Kind == lang.Word && t.Capital() && !lang.SentenceStart(toks, k) && !afterColon(toks, k) {
			return t.Text
		}
	}
	if g.spanish || g.in == tongue.Spanish {
		return g.missingDate(text)
	}
	return ""
}

// missingDate is the first date in Spanish words, whose months are written
// small, that the ground lacks.
func (g *ground) missingDate(text string) string {
	toks := tongue.Gloss(lang.Tokenize(text, 0), tongue.Unsaid)
	dates := lang.Dates(toks)
	for _, d := range dates {
		said := text[toks[d.First].Start:toks[d.Last].End]
		if d.Month == 0 || g.hasDate(dates, d.First) {
			continue
		}
		for _, t := range lang.Tokenize(said, 0) {
			if !g.words[t.Lower] && t.Kind != lang.Mark && !t.Is("de", "del", "el") {
				return said
			}
		}
	}
	return ""
}

// afterColon: the word opens a part of the composed answer.
func afterColon(toks []lang.Token, k int) bool { return k > 0 && toks[k-1].Text == ":" }

func (g *ground) hasDate(dates []lang.Date, k int) bool {
	for _, d := range dates {
		if k < d.First || k > d.Last {
			continue
		}
		for _, x := range g.dates {
			if x.Day == d.Day && x.Month == d.Month && (d.Year == 0 || x.Year == d.Year) {
				return true
			}
		}
	}
	return false
}

func (g *ground) hasFigure(text string) bool {
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	if own, ok := tongue.Unsaid.Figure(text); g.in == tongue.Spanish && ok {
		v = own // 330.000, as Spanish writes it
	} else if g.in == tongue.Spanish && err == nil {
		return false // "1,234" is two numbers to two readers
	}
	if err != nil {
		return len(strings.TrimLeft(text, "0123456789-:.")) > 0
	}
	for _, q := range g.figures {
		if q.Value == v || q.High == v {
			return true
		}
	}
	return false
}
