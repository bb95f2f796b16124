package retrieval

import (
	"cmp"
	"container/heap"
	"slices"
)

// scored is a passage by its document number.
type scored struct {
	number int
	score  float64
}

// ranking keeps the best of the passages that it is offered: a heap with the
// least of them in front. Sorting all that have one common word of a question
// would take longer than finding them.
type ranking struct {
	table *table
	limit int
	kept  []scored
}

// offer takes a passage if it is better than the least that is kept.
func (r *ranking) offer(s scored) {
	switch {
	case len(r.kept) < r.limit:
		heap.Push(r, s)
	case r.compare(s, r.kept[0]) < 0:
		r.kept[0] = s
		heap.Fix(r, 0)
	}
}

// compare orders by score, best first, then by article and ordinal.
func (r *ranking) compare(a, b scored) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	x, y := &r.table.records[a.number], &r.table.records[b.number]
	return cmp.Or(cmp.Compare(x.Article, y.Article), cmp.Compare(x.Ordinal, y.Ordinal))
}

// least is the score of the last that is kept, and whether the ranking is full.
func (r *ranking) least() (score float64, full bool) {
	if len(r.kept) < r.limit {
		return 0, false
	}
	return r.kept[0].score, true
}

// sorted are those that are kept, best first. The ranking is done with then.
func (r *ranking) sorted() []scored {
	slices.SortFunc(r.kept, r.compare)
	return r.kept
}

// The methods of heap.Interface; the worst is the least.

func (r *ranking) Len() int           { return len(r.kept) }
func (r *ranking) Less(i, j int) bool { return r.compare(r.kept[i], r.kept[j]) > 0 }
func (r *ranking) Swap(i, j int)      { r.kept[i], r.kept[j] = r.kept[j], r.kept[i] }
func (r *ranking) Push(s any)         { r.kept = append(r.kept, s.(scored)) }

func (r *ranking) Pop() any {
	last := r.kept[len(r.kept)-1]
	r.kept = r.kept[:len(r.kept)-1]
	return last
}
