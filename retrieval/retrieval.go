// Package retrieval finds the passages of the corpus that may answer a
// question. It ranks; it does not judge.
//
// Split cuts an article into passages: runs of whole sentences, of about the
// length that one question is answered in. A Library is a set of articles and
// the index over their passages: NewMemory makes one of a few articles at hand,
// Open one of a data directory, whose index is kept on disk and made again
// whenever it is not what the articles say. Both rank alike, to the bit: BM25
// over words that are stemmed and freed of accents, ties by article and
// ordinal, with filters that are applied before the cut. With an Embedder the
// meaning of a passage counts as much as its words do; Embed makes the vectors
// for that, and a passage that has none yet is found by its words.
//
// A library's articles never change. It shows them as they were when it was
// opened; what is ingested meanwhile is seen by the next one.
package retrieval

import "time"

// Passage is a run of whole sentences of one article: bytes Start to End of
// its text.
type Passage struct {
	Article string // the article's id
	Ordinal int    // counted from 0 within the article
	Start   int
	End     int
}

// Filter narrows a search before the cut. A filter on dates leaves articles
// without a date out; Overview counts them.
type Filter struct {
	Since      time.Time // zero: no limit; inclusive
	Until      time.Time // zero: no limit; inclusive, a date means the whole day
	Publishers []string  // any of these, compared without case; empty: all
}

// Query is what is searched for.
type Query struct {
	Text   string
	Limit  int // at most this many hits; 0 means 50
	Filter Filter
	By     By
	Here   bool // Text must not leave this machine: with an embedder that is Remote it is searched for by words
}

// Excerpt is a text that an article has: a sentence, or one under its headline.
type Excerpt struct {
	Article string // the article's id
	Text    string
}

// By is how to search. A library without an Embedder searches by words,
// whatever it is asked.
type By int

const (
	ByBoth    By = iota // by words and meaning, fused
	ByWords             // by words alone
	ByMeaning           // by the vectors alone: passages without one are not found
)

// Hit is a passage with its score, higher is better. Hits of equal score are
// ordered by article id and ordinal.
type Hit struct {
	Passage
	Score   float64 // what hits are ordered by; compares only with those of the same search
	Words   float64 // BM25; 0 when no word is shared
	Meaning float64 // cosine of the question's vector and the passage's, -1 to 1; 0 without a vector or when words alone were searched
}

// Overview counts what a search looks at.
type Overview struct {
	Articles int    // that pass the filter
	Passages int    // of those
	Embedded int    // passages that have a vector which is kept
	Newest   string // the newest article's date, as Article.Published; "" when none is dated
	Undated  int    // articles without a date: left out when the filter has dates, else only counted
}
