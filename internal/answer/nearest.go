package answer

// What is closest when nothing answers: the sentences that are nearest to the
// question in meaning and have most of its words. Meaning ranks here; it never
// answers, as a paraphrase cannot be told from its opposite by it
// (docs/decisions/0011-meaning-does-not-answer.md).

import (
	"cmp"
	"context"
	"slices"

	"secondsource/retrieval"
)

// To be shown as the closest, a sentence must account for the share nearFrom of
// the question by its words, or be as near to it in meaning as nearMeaning. Of
// several, those come first that are nearest in meaning; what a sentence has of
// the question's words beyond nearWordsFrom counts for half.
const (
	nearFrom      = 0.45
	nearMeaning   = 0.36
	nearWordsFrom = 0.3
	nearWords     = 0.5

	nearShown = 2 // of different articles
	nearRead  = 4 // sentences that are embedded to find them
)

// passageAt is a passage that search found, with how near it is to the
// question in meaning.
type passageAt struct {
	start, end int
	meaning    float64
}

// notePassages keeps the passages of a search.
func (ev *evidence) notePassages(hits []retrieval.Hit) {
	ev.hits = append(ev.hits, hits...)
	for _, h := range hits {
		if h.Meaning > 0 {
			ev.passages[h.Article] = append(ev.passages[h.Article], passageAt{h.Start, h.End, h.Meaning})
		}
	}
}

// passageMeaning is the meaning of the passage that a sentence stands in.
func (ev *evidence) passageMeaning(d *document, i int) float64 {
	for _, p := range ev.passages[d.article.ID] {
		if at := d.sents[i].Start; p.start <= at && at < p.end {
			return p.meaning
		}
	}
	return 0
}

// closeBy is a sentence that is close to the question.
type closeBy struct {
	d       *document
	i       int
	words   float64 // coverage by words
	meaning float64 // nearness in meaning, 0 where it is not known
}

func (c *closeBy) score() float64 {
	return c.meaning + nearWords*max(0, c.words-nearWordsFrom)
}

// text is the sentence under its headline, without which few sentences say what
// they are about.
func (c *closeBy) text() string {
	return c.d.article.Title + "\n" + c.d.stretch(c.i, c.i)
}

// nearest are the sentences that come closest without answering.
func (e *Engine) nearest(ctx context.Context, ev *evidence) ([]Near, error) {
	var all []closeBy
	for _, d := range ev.docs {
		for i := range d.sents {
			if d.sents[i].note {
				continue
			}
			c := ev.cover(d, i)
			one := closeBy{d: d, i: i, words: c.score, meaning: 0.9 * ev.passageMeaning(d, i)}
			if one.words >= nearFrom && ev.localShare(c) > 0 || one.meaning >= nearMeaning {
				all = append(all, one)
			}
		}
	}
	byScore := func(a, b closeBy) int { return cmp.Compare(b.score(), a.score()) }
	slices.SortStableFunc(all, byScore)
	if err := e.readClosely(ctx, ev, all[:min(len(all), nearRead)]); err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, byScore)
	all = append(slices.Clone(ev.pointed), all...)
	out := []Near{}
	seen := map[string]bool{}
	for _, c := range all {
		if len(out) == nearShown {
			break
		}
		if seen[c.d.article.ID] {
			continue
		}
		seen[c.d.article.ID] = true
		s := &c.d.sents[c.i]
		a := &c.d.article
		out = append(out, Near{
			Article: a.ID, Title: a.Title, Publisher: a.Publisher, Published: a.Published, URL: a.URL,
			Quote: a.Text[s.Start:s.End], Start: s.Start, End: s.End,
		})
	}
	return out, nil
}

// readClosely measures some sentences by themselves: half of their nearness is
// then their own, half their passage's.
func (e *Engine) readClosely(ctx context.Context, ev *evidence, some []closeBy) error {
	texts := make([]retrieval.Excerpt, len(some))
	for k := range some {
		texts[k] = retrieval.Excerpt{Article: some[k].d.article.ID, Text: some[k].text()}
	}
	if len(texts) == 0 {
		return nil
	}
	own, err := e.lib.Meaning(ctx, retrieval.Query{Text: ev.q.text, Here: ev.q.here}, texts)
	if err != nil || own == nil {
		return err
	}
	for k := range some {
		c := &some[k]
		c.meaning = (own[k] + ev.passageMeaning(c.d, c.i)) / 2
	}
	return nil
}
