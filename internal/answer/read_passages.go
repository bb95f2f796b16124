package answer

// Which passages a model is given to read: whole sentences, the likeliest first,
// within a budget.

import (
	"cmp"
	"slices"
	"strings"

	"secondsource/corpus"
	"secondsource/prompts"
)

const (
	excerptsRead  = 10  // passages that a model is given at most
	excerptWindow = 2   // sentences on each side of one that may answer
	fenceBytes    = 120 // that a passage's fence takes, with outlet and day
)

// excerpt is a stretch of an article that a model reads: sentences first to last
// of the document, without what is marked between them.
type excerpt struct {
	doc         *document
	first, last int
	text        string
	folded      folded // the text, in which quotes are looked for
	at          []int  // where each sentence begins in text
}

// excerpts are the passages for one question, in the order of their numbers.
// withheld: an article would have had one and may not be sent.
func (ev *evidence) excerpts(found []finding, tokens int, forbidden func(*corpus.Article) bool) (out []excerpt, withheld bool) {
	left := int(float64(tokens) * bytesPerToken)
	for _, w := range ev.windows(found) {
		if len(out) == excerptsRead || left <= 0 {
			break
		}
		if forbidden(&w.doc.article) {
			withheld = true
			continue
		}
		if slices.ContainsFunc(out, func(o excerpt) bool { return o.doc == w.doc && o.first <= w.last && w.first <= o.last }) {
			continue
		}
		x := w.doc.excerpt(w.first, w.last, left-fenceBytes)
		if x.text == "" || slices.ContainsFunc(out, func(o excerpt) bool { return o.folded.text == x.folded.text }) {
			continue // a copy says nothing new; what is claimed from one is looked for in the other
		}
		left -= len(x.text) + fenceBytes
		out = append(out, x)
	}
	return out, withheld
}

// windows are the stretches to read, likeliest first: around what may answer,
// and then what search found.
func (ev *evidence) windows(found []finding) []excerpt {
	best := make([]*finding, 0, len(found))
	for k := range found {
		best = append(best, &found[k])
	}
	slices.SortStableFunc(best, func(a, b *finding) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(ev.rank[a.doc.article.ID], ev.rank[b.doc.article.ID]), cmp.Compare(a.sent, b.sent))
	})
	var out []excerpt
	for _, f := range best[:min(len(best), 2*excerptsRead)] {
		out = append(out, excerpt{doc: f.doc, first: max(0, min(f.from, f.sent-excerptWindow)), last: min(len(f.doc.sents)-1, f.sent+excerptWindow)})
	}
	var hits []excerpt
	for _, h := range ev.hits {
		d := ev.byID(h.Article)
		if d == nil {
			continue
		}
		first, last := -1, -1
		for i := range d.sents {
			if d.sents[i].Start < h.End && d.sents[i].End > h.Start {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
		if first >= 0 {
			hits = append(hits, excerpt{doc: d, first: first, last: last})
		}
	}
	return interleaved(out, hits)
}

// interleaved takes in turn two of the first and one of the second: rules and
// search err in different ways.
func interleaved(a, b []excerpt) []excerpt {
	var out []excerpt
	for len(a)+len(b) > 0 {
		n := min(2, len(a))
		out = append(out, a[:n]...)
		a = a[n:]
		if len(b) > 0 {
			out = append(out, b[0])
			b = b[1:]
		}
	}
	return out
}

// excerpt lays sentences out, as many as go into a number of bytes.
func (d *document) excerpt(first, last, most int) excerpt {
	x := excerpt{doc: d, first: first, last: first - 1}
	var b strings.Builder
	for i := first; i <= last; i++ {
		s := &d.sents[i]
		joint := " "
		switch {
		case i == first:
			joint = ""
		case s.Paragraph != d.sents[i-1].Paragraph:
			joint = "\n"
		}
		text := d.stretch(i, i)
		if b.Len()+len(joint)+len(text) > most {
			break
		}
		b.WriteString(joint)
		x.at = append(x.at, b.Len())
		b.WriteString(text)
		x.last = i
	}
	x.text = b.String()
	x.folded = fold(x.text)
	return x
}

// sentence is the sentence that a byte of the excerpt's text stands in.
func (x *excerpt) sentence(at int) int {
	k, exact := slices.BinarySearch(x.at, at)
	if !exact {
		k--
	}
	return x.first + max(k, 0)
}

// passage is the excerpt as a prompt has it.
func (x *excerpt) passage() prompts.Passage {
	return prompts.Passage{Outlet: x.doc.article.Publisher, Published: publishedDay(&x.doc.article), Text: x.text}
}

func publishedDay(a *corpus.Article) string {
	if t, ok := a.PublishedAt(); ok {
		return t.Format("2006-01-02")
	}
	return ""
}
