package corpus

import (
	"cmp"
	"maps"
	"slices"
)

const (
	// MaxHolders is how many articles may have a hash before it is taken for
	// boilerplate. Whoever keeps fingerprints need not keep more than one
	// holder above it.
	MaxHolders = 24

	maxCandidates = 8    // compared with one article
	minSampled    = 0.01 // of an article's fingerprint that a copy shares
)

// Candidates returns the articles that may be copies of the one with this
// fingerprint, the likeliest first, at most eight: copies share more of it
// than stories with the same background do. holders returns who has a hash, in
// any order. Hashes with more than MaxHolders holders do not count, unless
// most are such: then the story itself is one that many carried.
func Candidates[T cmp.Ordered](prints []uint64, holders func(hash uint64) []T) []T {
	hits, common := make(map[T]int), make(map[T]int)
	held, wide := 0, 0
	for _, h := range prints {
		all := holders(h)
		count := hits
		if len(all) > MaxHolders {
			count = common
			wide++
		}
		if len(all) > 0 {
			held++
		}
		for _, id := range all[:min(len(all), MaxHolders+1)] {
			count[id]++
		}
	}
	if 2*wide > held {
		for id, n := range common {
			hits[id] += n
		}
	}
	least := min(len(prints), max(2, int(minSampled*float64(len(prints)))))
	maps.DeleteFunc(hits, func(_ T, n int) bool { return n < least })
	ids := slices.SortedFunc(maps.Keys(hits), func(a, b T) int {
		return cmp.Or(cmp.Compare(hits[b], hits[a]), cmp.Compare(a, b))
	})
	return ids[:min(len(ids), maxCandidates)]
}
