package bot

// What the buttons under an answer show: its passages, its caveats, who says what,
// and what it rests on.

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"secondsource/internal/answer"
)

// passages are the paragraphs that the quotes of an answer stand in, with the
// quotes in bold.
func (b *Bot) passages(ctx context.Context, a answer.Answer) []message {
	const head = "The passages of this answer"
	p := headed(head)
	for _, c := range a.Citations {
		text, err := b.room.Passage(ctx, c.Article, c.Start, c.End)
		before, after, within := strings.Cut(text, c.Quote)
		if err != nil || !within {
			p.add(quoted(c)...)
			continue
		}
		p.add(line(numbered(mark(c.N), c)...))
		for _, run := range paragraph(before, c.Quote, after) {
			p.add(slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: run}))
		}
	}
	return p.messages(head)
}

// paragraph is a text with a part of it in bold, as one run of elements or, where
// it is long, as several.
func paragraph(before, quote, after string) (runs [][]slack.RichTextSectionElement) {
	size := maxPiece
	for k, part := range []string{before, quote, after} {
		draw := plain
		if k == 1 {
			draw = bold
		}
		if part == "" {
			continue
		}
		for _, piece := range pieces(part, maxPiece) {
			if size+len(piece) > maxPiece {
				runs, size = append(runs, nil), 0
			}
			runs[len(runs)-1] = append(runs[len(runs)-1], draw(piece))
			size += len(piece)
		}
	}
	return runs
}

// allCaveats are the caveats of an answer, none folded.
func allCaveats(a answer.Answer) []message {
	const head = "What to know before using this answer"
	p := headed(head)
	all, _ := folded(a, true)
	for _, c := range all {
		p.add(lines(warning + c)...)
	}
	return p.messages(head)
}

// whoSaysWhat is the table of who tells which value.
func whoSaysWhat(a answer.Answer) []message {
	const head = "Who says what"
	p := headed(head)
	told := map[string]answer.Citation{} // by origin: the citation that told it first
	for _, c := range a.Claims {
		value := tidy(c.Text)
		if value == "" && len(c.Tellings) > 0 {
			value = tidy(c.Tellings[0].AsWritten)
		}
		p.add(line(bold(short(value, maxPiece))))
		for _, t := range c.Tellings {
			if elements := teller(a, t, value, told); elements != nil {
				p.add(line(elements...))
			}
		}
	}
	return p.messages(head)
}

// teller is who tells a value, in whose mouth, when, and whether it is a copy of
// another's story.
func teller(a answer.Answer, t answer.Telling, value string, told map[string]answer.Citation) []slack.RichTextSectionElement {
	k := slices.IndexFunc(a.Citations, func(c answer.Citation) bool { return c.N == t.Citation })
	if k < 0 {
		return nil
	}
	c := a.Citations[k]
	rest := ""
	if t.Attribution != "" {
		rest += ", citing " + short(tidy(t.Attribution), maxName)
	}
	if hedge := tidy(t.Hedge); hedge != "" && !strings.Contains(strings.ToLower(value), strings.ToLower(hedge)) {
		rest += ", “" + short(hedge, maxName) + "”"
	}
	if t.Stage == "planned" {
		rest += ", as planned"
	}
	switch first, ok := told[c.Origin]; {
	case !ok:
		told[c.Origin] = c
	case first.N == c.N:
	case first.Article == c.Article:
		rest += " (the same article as " + mark(first.N) + ")"
	default:
		rest += " (the same story as " + mark(first.N) + ")"
	}
	return []slack.RichTextSectionElement{plain("• " + mark(c.N) + " "), linked(provenance(c.Publisher, c.Published), c.URL, c.Quote), plain(rest)}
}

// restsOn lists what an answer, named by a noun phrase, rests on.
func restsOn(what string, a answer.Answer) []message {
	if len(a.Citations) == 0 {
		return []message{note(what + " rests on no article: I found none that answers.")}
	}
	type article struct {
		answer.Citation
		numbers string
	}
	var articles []article
	origins, outlets, at := map[string]int{}, map[string]bool{}, map[string]int{}
	for _, c := range a.Citations {
		k, ok := at[c.Article]
		if !ok {
			k = len(articles)
			at[c.Article] = k
			articles = append(articles, article{Citation: c})
			origins[c.Origin]++
			outlets[tidy(c.Publisher)] = true
		}
		articles[k].numbers += mark(c.N)
	}
	head := short(tidy(what), maxName) + " rests on " + spread(len(articles), outlets, len(origins))
	p := headed(head)
	for _, c := range articles {
		p.add(line(append(numbered(c.numbers, c.Citation), copies(origins[c.Origin])...)...))
	}
	return p.messages(escape(head))
}

// spread tells how many articles there are, by how many outlets, and of how many
// origins: copies of one story are of one. Stories of one outlet have different
// origins and are no second source, so it is told how many outlets there are.
func spread(articles int, outlets map[string]bool, origins int) string {
	out := count(articles, "article")
	if articles == 1 {
		return out
	}
	delete(outlets, "") // of those without, nobody knows
	if len(outlets) > 0 {
		out += " by " + count(len(outlets), "outlet")
	}
	return out + "; " + count(origins, "origin") + ", copies counted once"
}

// copies says that an article is one of several of one origin.
func copies(n int) []slack.RichTextSectionElement {
	if n < 2 {
		return nil
	}
	return []slack.RichTextSectionElement{plain(fmt.Sprintf(" · one of %d copies of one story", n))}
}

// headed are pages that begin with a heading.
func headed(head string) *pages {
	var p pages
	p.add(line(bold(head)))
	return &p
}
