package main

// A plain scan in place of the index, until the index is there.

import (
	"context"
	"sort"
	"strings"

	"secondsource/corpus"
	"secondsource/retrieval"
)

type scan struct{ articles map[string]corpus.Article }

func newScan(_ context.Context, as []corpus.Article) (*scan, error) {
	l := &scan{map[string]corpus.Article{}}
	for _, a := range as {
		l.articles[a.ID] = a
	}
	return l, nil
}
func (l *scan) Close() error { return nil }
func (l *scan) Search(_ context.Context, q retrieval.Query) ([]retrieval.Hit, error) {
	var hits []retrieval.Hit
	for _, a := range l.articles {
		ss := a.Sentences()
		for i, s := range ss {
			n := 0.0
			low := strings.ToLower(a.Text[s.Start:s.End])
			for _, w := range strings.Fields(strings.ToLower(q.Text)) {
				if strings.Contains(low, strings.Trim(w, "?")) {
					n += float64(len(w))
				}
			}
			if n > 0 {
				hits = append(hits, retrieval.Hit{Passage: retrieval.Passage{Article: a.ID, Ordinal: i, Start: s.Start, End: s.End}, Score: n})
			}
		}
	}
	sort.Slice(hits, func(i, j int) bool { return hits[i].Score > hits[j].Score })
	return hits[:min(len(hits), max(q.Limit, 50))], nil
}
func (l *scan) Article(_ context.Context, id string) (corpus.Article, error) {
	a, ok := l.articles[id]
	if !ok {
		return a, corpus.ErrNotFound
	}
	return a, nil
}
func (l *scan) Overview(context.Context, retrieval.Filter) (retrieval.Overview, error) {
	return retrieval.Overview{Articles: len(l.articles)}, nil
}
func (l *scan) Frequency(context.Context, string) (int, error) { return 1, nil }
func (l *scan) List(context.Context, retrieval.Filter) ([]corpus.Article, error) {
	var as []corpus.Article
	for _, a := range l.articles {
		as = append(as, a)
	}
	return as, nil
}
