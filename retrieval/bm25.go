package retrieval

// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009),
// over bleve's postings. Sums are made in the order of the question's terms
// and from numbers that do not hang on how the index is cut into segments:
// the same passages give the same scores, to the bit, in memory and on disk.

import (
	"context"
	"math"

	blevesearch "github.com/blevesearch/bleve_index_api"
)

// Ranking are the constants of the score. The zero value is not useful:
// DefaultRanking is what a library uses.
type Ranking struct {
	K1    float64 // how soon a repeated word stops to count
	B     float64 // how much a long passage is held back, 0 to 1
	Title float64 // what a word of the title counts beside one of the text
}

// DefaultRanking has the constants that most systems have. They were held
// against others on three collections: docs/decisions/0004-own-bm25.md.
var DefaultRanking = Ranking{K1: 1.2, B: 0.75, Title: 0.2}

// search gives every selected passage that has one of the terms its score, and
// returns the best of them: ties by article and ordinal.
func (v *view) search(ctx context.Context, terms []queryTerm, r Ranking, selected *selection, limit int) ([]Hit, error) {
	sums := make([]float64, len(v.records))
	for _, t := range terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := v.addField(ctx, sums, t, fieldText, &v.text, 1, r); err != nil {
			return nil, err
		}
		if err := v.addField(ctx, sums, t, fieldTitle, &v.title, r.Title, r); err != nil {
			return nil, err
		}
	}
	best := ranking{view: v, limit: limit}
	for number, sum := range sums {
		if sum > 0 && selected.has(number) {
			best.offer(scored{number, sum})
		}
	}
	return best.hits(), nil
}

// addField adds what one term in one field counts.
func (v *view) addField(ctx context.Context, sums []float64, t queryTerm, name string, stats *fieldStats, weight float64, r Ranking) error {
	if weight == 0 || stats.passages == 0 {
		return nil
	}
	postings, err := v.reader.TermFieldReader(ctx, t.term, name, true, false, false)
	if err != nil {
		return err
	}
	defer postings.Close()
	found := float64(postings.Count())
	idf := math.Log(1 + (float64(stats.passages)-found+0.5)/(found+0.5))
	weight *= idf * float64(t.count) * (r.K1 + 1)
	mean := stats.meanLength()
	var posting blevesearch.TermFieldDoc
	for {
		p, err := postings.Next(posting.Reset())
		if err != nil || p == nil {
			return err
		}
		number := p.ID.Value()
		tf := float64(p.Freq)
		sums[number] += weight * tf / (tf + r.K1*(1-r.B+r.B*float64(stats.lengths[number])/mean))
	}
}

// count is the number of passages whose text has the term.
func (v *view) count(ctx context.Context, term []byte) (int, error) {
	postings, err := v.reader.TermFieldReader(ctx, term, fieldText, false, false, false)
	if err != nil {
		return 0, err
	}
	defer postings.Close()
	return int(postings.Count()), nil
}
