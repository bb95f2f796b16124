package term

import (
	"fmt"
	"io"
	"strings"

	"secondsource/internal/answer"
)

// Article writes one article whole: what is known of it, its origin and why,
// and its text, in which the marked parts are set in ‹angle marks› with their
// kind, and dimmed where there is colour.
func Article(w io.Writer, a answer.Article, o Options) error {
	p := newPage(o)
	title := inline(a.Title)
	if title == "" {
		title = "(no title)"
	}
	p.block(p.bold, "", title)
	for _, f := range []struct{ name, value string }{
		{"id", a.ID}, {"publisher", a.Publisher}, {"agency", a.Agency}, {"byline", a.Byline},
		{"dateline", a.Dateline}, {"published", published(a)}, {"language", a.Language}, {"status", a.Status}, {"url", a.URL},
	} {
		if f.value != "" {
			p.block(p.plain, p.dim.Render(fmt.Sprintf("%-10s ", f.name)), inline(f.value))
		}
	}
	p.origin(a)
	p.gap()
	for line := range strings.SplitSeq(strings.TrimRight(p.marked(a), "\n"), "\n") {
		p.WriteString(strings.Join(p.wrap(line, 0), "\n") + "\n")
	}
	if o.Sample {
		p.gap()
		p.block(p.warn, "", sampleNote)
	}
	return p.writeTo(w)
}

func published(a answer.Article) string {
	if a.Published == "" {
		return "not known"
	}
	return a.Published
}

// origin tells whether the article is a source of its own, and why not.
func (p *page) origin(a answer.Article) {
	lead := p.dim.Render(fmt.Sprintf("%-10s ", "origin"))
	switch {
	case len(a.Why) == 0:
		p.block(p.plain, lead, "its own")
		return
	case a.Origin == a.ID:
		p.block(p.plain, lead, "its own; others share it")
	default:
		p.block(p.plain, lead, inline(a.Origin))
	}
	for _, l := range a.Why {
		why := fmt.Sprintf("%s is %s", inline(l.Article), relation(l.Kind))
		if l.Shared > 0 {
			why += fmt.Sprintf(": %s shared", plural(l.Shared, "run")+" of six words")
		}
		if l.Example != "" {
			why += fmt.Sprintf(", as in “%s”", inline(l.Example))
		}
		p.block(p.dim, strings.Repeat(" ", 11), why)
	}
}

func relation(kind string) string {
	switch kind {
	case "exact":
		return "the same text"
	case "edited":
		return "an edited copy"
	case "rewritten":
		return "a rewrite of one story"
	case "credit":
		return "credited to the same report"
	}
	return inline(kind)
}

// marked is the text with its marked parts set off.
func (p *page) marked(a answer.Article) string {
	var b strings.Builder
	end := 0
	for _, s := range a.Spans {
		if s.Start < end || s.End > len(a.Text) || s.End < s.Start {
			continue
		}
		b.WriteString(clean(a.Text[end:s.Start]))
		part := "‹" + inline(string(s.Kind)) + ": " + clean(a.Text[s.Start:s.End]) + "›"
		for i, line := range strings.Split(part, "\n") {
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString(p.dim.Render(line))
		}
		end = s.End
	}
	b.WriteString(clean(a.Text[end:]))
	return b.String()
}
