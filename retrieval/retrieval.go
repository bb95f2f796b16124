// Package retrieval finds the passages of the corpus that may answer a
// question: passages that respect sentences, lexical search over them, and
// (with an embedder) vectors and fusion. It ranks; it does not judge.
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
}

// Hit is a passage with its score, higher is better. Hits of equal score are
// ordered by article id and ordinal.
type Hit struct {
	Passage
	Score float64
}

// Overview counts what a search looks at.
type Overview struct {
	Articles int    // that pass the filter
	Passages int    // of those
	Embedded int    // passages that have a vector
	Newest   string // the newest article's date, as Article.Published; "" when none is dated
	Undated  int    // articles without a date: left out when the filter has dates, else only counted
}
