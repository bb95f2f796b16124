package eval

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"secondsource/corpus"
	"secondsource/internal/answer"
)

// Broken names every rule for answers that a does not keep; empty means that
// it keeps them all:
//   - a citation's quote is, byte for byte, its article's text;
//   - numbers, dates, quotations and names in the answer, a claim or a caveat
//     stand in a quote that it cites, or in that citation's publisher, byline
//     or date (names may be the question's own);
//   - every [n] has its citation, and every citation is used;
//   - not_found has no claim and cites nothing; anything else cites something.
func Broken(ctx context.Context, a answer.Answer, articles Articles) []string {
	broken := brokenQuotes(ctx, a, articles)
	broken = append(broken, brokenMarks(a)...)
	broken = append(broken, brokenTellings(a)...)
	broken = append(broken, brokenWords(a)...)
	switch {
	case a.Verdict == answer.NotFound && len(a.Citations)+len(a.Claims) > 0:
		broken = append(broken, fmt.Sprintf("not_found has %d claims and %d citations", len(a.Claims), len(a.Citations)))
	case a.Verdict != answer.NotFound && len(a.Citations) == 0:
		broken = append(broken, string(a.Verdict)+" cites nothing")
	}
	return broken
}

func brokenQuotes(ctx context.Context, a answer.Answer, articles Articles) []string {
	var broken []string
	check := func(what, id, quote string, start, end int) {
		article, err := articles(ctx, id)
		switch {
		case errors.Is(err, corpus.ErrNotFound):
			broken = append(broken, fmt.Sprintf("%s: no article %q", what, id))
		case err != nil:
			broken = append(broken, fmt.Sprintf("%s: article %q: %v", what, id, err))
		case quote == "":
			broken = append(broken, what+": an empty quote")
		case start < 0 || end > len(article.Text) || start > end || article.Text[start:end] != quote:
			broken = append(broken, fmt.Sprintf("%s: the quote is not bytes %d to %d of %s", what, start, end, id))
		}
	}
	for _, c := range a.Citations {
		check(fmt.Sprintf("[%d]", c.N), c.Article, c.Quote, c.Start, c.End)
	}
	for i, n := range a.Nearest {
		check(fmt.Sprintf("nearest %d", i+1), n.Article, n.Quote, n.Start, n.End)
	}
	return broken
}

var mark = regexp.MustCompile(`\[(\d+)\]`)

func marks(text string) []int {
	var ns []int
	for _, m := range mark.FindAllStringSubmatch(text, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			ns = append(ns, n)
		}
	}
	return ns
}

func brokenMarks(a answer.Answer) []string {
	var broken []string
	have, used := map[int]bool{}, map[int]bool{}
	for _, c := range a.Citations {
		if have[c.N] {
			broken = append(broken, fmt.Sprintf("two citations are [%d]", c.N))
		}
		have[c.N] = true
	}
	use := func(where string, ns []int) {
		for _, n := range ns {
			if !have[n] {
				broken = append(broken, fmt.Sprintf("%s has [%d], and there is no such citation", where, n))
			}
			used[n] = true
		}
	}
	use("the answer", marks(a.Answer))
	for _, c := range a.Claims {
		use("a claim", marks(c.Text))
		use("a claim", told(c))
	}
	for _, c := range a.Caveats {
		use("a caveat", marks(c.Text))
		use("a caveat", c.Citations)
	}
	for _, c := range a.Citations {
		if !used[c.N] {
			broken = append(broken, fmt.Sprintf("nothing uses [%d]", c.N))
		}
	}
	return broken
}

// told is the numbers of the citations that tell the claim.
func told(c answer.Claim) []int {
	ns := make([]int, len(c.Tellings))
	for i, t := range c.Tellings {
		ns[i] = t.Citation
	}
	return ns
}

func brokenTellings(a answer.Answer) []string {
	var broken []string
	for _, claim := range a.Claims {
		if len(claim.Tellings) == 0 {
			broken = append(broken, fmt.Sprintf("nobody tells the claim %q", claim.Text))
		}
		for _, t := range claim.Tellings {
			for _, c := range a.Citations {
				if c.N == t.Citation && !strings.Contains(squash(c.Quote), squash(t.AsWritten)) {
					broken = append(broken, fmt.Sprintf("%q is not written so in [%d]", t.AsWritten, c.N))
				}
			}
		}
	}
	return broken
}

// squash folds quotation marks and writes any white space as one space.
func squash(s string) string { return strings.Join(strings.Fields(fold(s)), " ") }

func brokenWords(a answer.Answer) []string {
	var broken []string
	check := func(where, text string, cited []int) {
		if strings.TrimSpace(text) == "" {
			return
		}
		ground := groundOf(a, cited)
		for _, lost := range ground.missing(text) {
			broken = append(broken, fmt.Sprintf("%s has %s, and nothing it cites has it", where, lost))
		}
	}
	all := make([]int, len(a.Citations))
	for i, c := range a.Citations {
		all[i] = c.N
	}
	check("the answer", a.Answer, all)
	for _, c := range a.Claims {
		check("a claim", c.Text, told(c))
		check("a claim's value", c.Value, told(c))
	}
	for _, c := range a.Caveats {
		check("the caveat "+string(c.Kind), c.Text, slices.Concat(c.Citations, marks(c.Text)))
	}
	return broken
}

// ground is what a text may lean on: the quotes it cites, who published them,
// who wrote them and when, and the names that the question itself brought.
type ground struct {
	quotes  string // folded, white space squashed
	words   map[string]bool
	figures figures
}

func groundOf(a answer.Answer, cited []int) ground {
	var quotes, names []string
	g := ground{words: map[string]bool{}}
	for _, c := range a.Citations {
		if slices.Contains(cited, c.N) {
			quotes = append(quotes, c.Quote)
			names = append(names, c.Publisher, c.Byline)
			g.figures.addPublished(c.Published)
		}
	}
	names = append(names, a.Question, a.Understood)
	g.figures.add(strings.Join(quotes, "\n"))
	for _, c := range a.Citations {
		if slices.Contains(cited, c.N) {
			g.figures.add(c.Publisher + "\n" + c.Byline)
		}
	}
	if a.Verdict == answer.NotFound {
		g.figures.add(a.Question)
		quotes = append(quotes, a.Question)
	}
	g.quotes = squash(strings.Join(quotes, "\n"))
	for w := range words(strings.Join(append(quotes, names...), "\n")) {
		g.words[w.text] = true
	}
	return g
}

// missing lists the numbers, dates, quotations and names of text that have no
// ground.
func (g ground) missing(text string) []string {
	text = mark.ReplaceAllString(text, " ")
	lost := g.figures.missing(text)
	for _, q := range quotations(text) {
		if !strings.Contains(g.quotes, q) {
			lost = append(lost, fmt.Sprintf("the quotation %q", q))
		}
	}
	for w := range words(text) {
		if w.first || !unicode.IsUpper([]rune(w.text)[0]) || isCalendar(w.text) {
			continue
		}
		if !g.words[w.text] && !slices.Contains(lost, "the name "+w.text) {
			lost = append(lost, "the name "+w.text)
		}
	}
	return lost
}

var quoted = regexp.MustCompile(`"([^"]*)"`)

// quotations is what stands between quotation marks, without the punctuation
// that the sentence around it puts inside them.
func quotations(text string) []string {
	var all []string
	for _, m := range quoted.FindAllStringSubmatch(squash(text), -1) {
		if q := strings.Trim(m[1], " ,.;:…"); q != "" {
			all = append(all, q)
		}
	}
	return all
}
