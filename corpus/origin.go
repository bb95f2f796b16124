package corpus

// One story in several copies: exact, lightly edited, or rewritten.

import "slices"

// The limits were set on real articles; docs of the package's tests print what
// they link. Two independent stories on one event share at most two or three
// runs; a rewritten wire story shares a dozen and more.
const (
	minShared      = 8    // runs shared by a rewritten copy, at least
	rewrittenShare = 0.03 // of the shorter article's runs
	editedShare    = 0.50
	exactShare     = 0.97
	maxPrints      = 256 // aimed at: hashes kept of one article
)

// Fingerprint is a sample of the article's runs of words that any other
// article with the same passages samples alike (winnowing: Schleimer, Wilkerson
// and Aiken, 2003). It is sorted, without repeats, and the same on every
// machine. Two copies of a story share hashes of it; what shares none is not
// worth comparing.
func Fingerprint(a *Article) []uint64 {
	return winnow(runsOf(a))
}

// winnow keeps the smallest hash of every window of runs. The window grows
// with the article, so that few hashes are kept; the sample of a larger window
// is a part of that of a smaller one, so long and short articles can be held
// against each other.
func winnow(runs []run) []uint64 {
	window := max(1, 2*len(runs)/maxPrints)
	var out []uint64
	for i := 0; i+window <= len(runs); i++ {
		smallest := runs[i].hash
		for _, r := range runs[i+1 : i+window] {
			smallest = min(smallest, r.hash)
		}
		out = append(out, smallest)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Compare says whether a and b are copies of one story, and how that is known;
// the link is the one that a keeps. It is symmetric but for the direction of
// the link.
func Compare(a, b *Article) (Link, bool) {
	return compare(a, b, runsOf(a), runsOf(b), nil)
}

// compare is Compare with the runs at hand, and with those left out that are
// boilerplate.
func compare(a, b *Article, runsA, runsB []run, common func(uint64) bool) (Link, bool) {
	inB := make(map[uint64]bool, len(runsB))
	for _, r := range runsB {
		inB[r.hash] = true
	}
	seen := make(map[uint64]bool)
	var example run
	for _, r := range runsA {
		if !inB[r.hash] || seen[r.hash] || common != nil && common(r.hash) {
			continue
		}
		if len(seen) == 0 {
			example = r
		}
		seen[r.hash] = true
	}
	shorter := min(len(runsA), len(runsB))
	kind := kindOf(len(seen), shorter, max(len(runsA), len(runsB)))
	if kind == "" {
		return Link{}, false
	}
	return Link{Article: b.ID, Kind: kind, Shared: len(seen), Example: oneLine(a.Text[example.start:example.end])}, true
}

func kindOf(shared, shorter, longer int) string {
	part := float64(shared) / float64(max(1, shorter))
	switch {
	case shared == 0:
		return ""
	case part >= exactShare && float64(shared) >= exactShare*float64(longer):
		return "exact"
	case part >= editedShare:
		return "edited"
	case shared >= minShared && part >= rewrittenShare:
		return "rewritten"
	}
	return ""
}

// GroupOrigins sets Origin and Why of every article: the group's head is its
// earliest dated article, or the one of the smallest id.
func GroupOrigins(articles []Article) {
	var g Grouper
	for i := range articles {
		g.Add(&articles[i])
	}
	g.Resolve()
}
