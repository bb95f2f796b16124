package corpus

// One story in several copies: exact, lightly edited, or rewritten.

import (
	"slices"
	"strings"
	"time"
)

// The limits were set by reading every pair that shares runs among real
// articles on running stories. Independent stories on one event share none or
// one; the rewrite of a wire story 15 of 311, all through the text and under
// much the same lead. What one outlet repeats as background shares up to 60,
// but in one block and under another lead, or weeks later.
const (
	editedPart    = 0.50 // of the shorter article's runs, under the same lead
	editedAnyLead = 0.75 // of them, under any
	exactPart     = 0.97 // of the longer one's
	rewrittenPart = 0.03 // of the shorter one's
	minShared     = 8    // runs, for anything but an exact copy
	minCredited   = 4    // runs in two quarters, where one article credits the other's publisher
	sameLead      = 0.30 // of the lead's words in common
	minSpread     = 3    // quarters of either text with shared runs
	maxApart      = 7 * 24 * time.Hour

	leadTokens = 60  // words that count as the lead
	maxPrints  = 256 // hashes of one article aimed at
)

// Fingerprint is a sample of the article's runs of words that any other
// article with the same passages samples alike (winnowing: Schleimer, Wilkerson
// and Aiken, 2003). It is sorted, without repeats, and the same on every
// machine. Two articles that share none of it are no copies of each other.
func Fingerprint(a *Article) []uint64 {
	return winnow(storyOf(a).runs)
}

// winnow keeps the smallest hash of every window of runs. The window grows
// with the article, so that few hashes are kept; the sample of a larger window
// is a part of that of a smaller one, so that long and short articles can be
// held against each other.
func winnow(runs []run) []uint64 {
	window := max(1, 2*len(runs)/maxPrints)
	var out []uint64
	var rising []int // runs of the window that are smaller than all after them
	for i, r := range runs {
		for len(rising) > 0 && runs[rising[len(rising)-1]].hash >= r.hash {
			rising = rising[:len(rising)-1]
		}
		rising = append(rising, i)
		if rising[0] <= i-window {
			rising = rising[1:]
		}
		if i+1 >= window {
			out = append(out, runs[rising[0]].hash)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Compare says whether a and b are copies of one story, and how that is known.
// The link is the one that a keeps; Compare(b, a) gives b's.
func Compare(a, b *Article) (Link, bool) {
	return compare(storyOf(a), storyOf(b))
}

// compare is Compare of stories.
func compare(a, b *story) (Link, bool) {
	o := overlapOf(a, b)
	if o.shared == 0 {
		return Link{}, false
	}
	link := Link{Article: b.article.ID, Shared: o.shared, Example: oneLine(a.article.Text[o.example.start:o.example.end])}
	shorter, longer := min(len(a.runs), len(b.runs)), max(len(a.runs), len(b.runs))
	part := float64(o.shared) / float64(shorter)
	sameStart := leadsAgree(a, b)
	together := sameStart && closeInTime(a.article, b.article)
	switch {
	case float64(o.shared) >= exactPart*float64(longer):
		link.Kind = "exact"
	case o.shared >= minShared && (part >= editedAnyLead || part >= editedPart && sameStart):
		link.Kind = "edited"
	case o.shared >= minShared && part >= rewrittenPart && o.spread >= minSpread && together:
		link.Kind = "rewritten"
	case o.shared >= minCredited && o.spread >= 2 && together && credits(a.article, b.article) != "":
		link.Kind, link.Example = "credit", credits(a.article, b.article)
	default:
		return Link{}, false
	}
	return link, true
}

// overlap is what two stories share.
type overlap struct {
	shared  int // different runs
	spread  int // quarters of the text with shared runs, in the story where they are more
	example run // the first of a's longest passage that b has too
}

func overlapOf(a, b *story) overlap {
	shared := make(map[uint64]bool)
	var o overlap
	longest := 0
	for _, passage := range a.sharedPassages(b) {
		for _, r := range passage {
			shared[r.hash] = true
		}
		if len(passage) > longest {
			longest, o.example = len(passage), passage[0]
		}
	}
	o.shared = len(shared)
	o.spread = max(a.spread(shared), b.spread(shared))
	return o
}

// sharedPassages returns the stretches of a's runs that b has too.
func (a *story) sharedPassages(b *story) [][]run {
	has := make(map[uint64]bool, len(b.runs))
	for _, r := range b.runs {
		has[r.hash] = true
	}
	var out [][]run
	start := 0
	for i, r := range a.runs {
		if has[r.hash] {
			continue
		}
		if i > start {
			out = append(out, a.runs[start:i])
		}
		start = i + 1
	}
	if start < len(a.runs) {
		out = append(out, a.runs[start:])
	}
	return out
}

// spread counts the quarters of the story that have any of these runs.
func (a *story) spread(shared map[uint64]bool) int {
	var quarters [4]bool
	n := 0
	for i, r := range a.runs {
		if q := 4 * i / len(a.runs); shared[r.hash] && !quarters[q] {
			quarters[q] = true
			n++
		}
	}
	return n
}

// leadsAgree says whether the two stories begin with much the same words.
func leadsAgree(a, b *story) bool {
	wordsA, wordsB := a.lead(), b.lead()
	shared := 0
	for w := range wordsA {
		if wordsB[w] {
			shared++
		}
	}
	return float64(shared) >= sameLead*float64(max(1, min(len(wordsA), len(wordsB))))
}

// closeInTime says whether one of the two can be a copy of the other by their
// dates; an unknown date does not speak against it.
func closeInTime(a, b *Article) bool {
	ta, okA := a.PublishedAt()
	tb, okB := b.PublishedAt()
	return !okA || !okB || ta.Sub(tb).Abs() <= maxApart
}

// credits returns the credit by which one article names the other's publisher
// as its origin, or "".
func credits(a, b *Article) string {
	for _, pair := range [2][2]string{{a.Agency, b.Publisher}, {b.Agency, a.Publisher}} {
		if pair[0] != "" && strings.EqualFold(strings.TrimPrefix(pair[0], "The "), strings.TrimPrefix(pair[1], "The ")) {
			return pair[0]
		}
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
