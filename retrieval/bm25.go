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

// words are the BM25 scores of all passages for the terms, by document number,
// and that of a passage which would have each of the terms once.
func (v *view) words(ctx context.Context, terms []queryTerm, r Ranking) (sums []float64, all float64, err error) {
	sums = make([]float64, len(v.records))
	for _, t := range terms {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		once, err := v.addField(ctx, sums, t, fieldText, &v.text, 1, r)
		if err != nil {
			return nil, 0, err
		}
		all += once
		if _, err := v.addField(ctx, sums, t, fieldTitle, &v.title, r.Title, r); err != nil {
			return nil, 0, err
		}
	}
	return sums, all, nil
}

// addField adds what one term in one field counts, and returns what it counts
// in a passage of mean length that has it once.
func (v *view) addField(ctx context.Context, sums []float64, t queryTerm, name string, stats *fieldStats, weight float64, r Ranking) (once float64, err error) {
	if weight == 0 || stats.passages == 0 {
		return 0, nil
	}
	postings, err := v.reader.TermFieldReader(ctx, t.term, name, true, false, false)
	if err != nil {
		return 0, err
	}
	defer postings.Close()
	found := float64(postings.Count())
	idf := math.Log(1 + (float64(stats.passages)-found+0.5)/(found+0.5))
	once = weight * idf * float64(t.count)
	weight = once * (r.K1 + 1)
	mean := stats.meanLength()
	var posting blevesearch.TermFieldDoc
	for {
		p, err := postings.Next(posting.Reset())
		if err != nil || p == nil {
			return once, err
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
