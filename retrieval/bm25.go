package retrieval

// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009),
// over bleve's postings. Sums are made in the order of the question's terms
// and from numbers that do not hang on how the index is cut into segments:
// the same passages give the same scores, to the bit, in memory and on disk.

import (
	"cmp"
	"context"
	"math"
	"slices"
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

// scored is a passage by its document number.
type scored struct {
	number int
	score  float64
}

// score gives every passage that has one of the terms its score, in the order
// of document numbers; keep says which may be shown.
func (v *view) score(ctx context.Context, terms []queryTerm, r Ranking, keep func(number int) bool) ([]scored, error) {
	sums := make([]float64, len(v.records))
	for _, t := range terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := v.addField(ctx, sums, t, fieldText, v.text, 1, r); err != nil {
			return nil, err
		}
		if err := v.addField(ctx, sums, t, fieldTitle, v.title, r.Title, r); err != nil {
			return nil, err
		}
	}
	var out []scored
	for number, sum := range sums {
		if sum > 0 && keep(number) {
			out = append(out, scored{number, sum})
		}
	}
	return out, nil
}

// addField adds what one term in one field counts.
func (v *view) addField(ctx context.Context, sums []float64, t queryTerm, name string, stats fieldStats, weight float64, r Ranking) error {
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
	for {
		p, err := postings.Next(nil)
		if err != nil {
			return err
		}
		if p == nil {
			return nil
		}
		number := p.ID.Value()
		length := v.records[number].textTerms
		if name == fieldTitle {
			length = v.records[number].titleTerms
		}
		tf := float64(p.Freq)
		sums[number] += weight * tf / (tf + r.K1*(1-r.B+r.B*float64(length)/mean))
	}
}

// best are the first limit by score, ties by article and ordinal.
func (v *view) best(found []scored, limit int) []Hit {
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), v.compare(a.number, b.number))
	})
	found = found[:min(limit, len(found))]
	hits := make([]Hit, len(found))
	for i, f := range found {
		hits[i] = Hit{Passage: v.records[f.number].Passage, Score: f.score}
	}
	return hits
}

func (v *view) compare(a, b int) int {
	x, y := &v.records[a], &v.records[b]
	return cmp.Or(cmp.Compare(x.Article, y.Article), cmp.Compare(x.Ordinal, y.Ordinal))
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
