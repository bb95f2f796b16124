package retrieval

import (
	"time"

	"secondsource/corpus"
)

// Options tune a library. The zero value is ready to use.
type Options struct {
	// Split cuts an article into the passages that are searched; nil means
	// Split. An index on disk is not made again when only this changes.
	Split func(*corpus.Article) []Passage
	// Ranking holds the constants of the score; nil means DefaultRanking.
	Ranking *Ranking
	// Embedder makes the vectors by which passages are searched for their
	// meaning; nil means that words alone are searched.
	Embedder Embedder
	// Remote says that the Embedder sends texts to another machine. Then a
	// query that must stay Here is searched for by words alone, and an article
	// that Withhold holds back, which it tells of the whole article, is not
	// embedded: it is found by its words. A nil Withhold holds nothing back.
	Remote   bool
	Withhold func(*corpus.Article) bool
	// Patience is how long one search waits for the Embedder; after that it goes
	// on by words, and so do those of the next half minute without waiting. 0
	// means as long as it takes.
	Patience time.Duration
	// Vectors is where vectors are kept; nil means in memory only, for this
	// library. They are read in the background, and it must stay open for as
	// long as the library.
	Vectors Vectors
	// Progress is told what is being done to the index, and how many of how
	// many articles are done; nil means silence.
	Progress func(stage string, done, total int)
	// Warn is told what the user should know of how the library was opened,
	// and once when vectors cannot be used, by the search that wanted them;
	// nil means silence.
	Warn func(text string)
	// Wait is how long to wait for another process; 0 means 5 seconds, less
	// than 0 not at all.
	Wait time.Duration
}

// Ranking are the constants of the score. The zero value is not useful:
// DefaultRanking is what a library uses.
type Ranking struct {
	K1    float64 // how soon a repeated word stops to count
	B     float64 // how much a long passage is held back, 0 to 1
	Title float64 // what a word of the title counts beside one of the text

	// Where words and meaning are searched together (fusion.go):
	Meaning float64 // the share of the meaning in the score, 0 to 1
	Depth   int     // how many of the best of each are held against each other; 0 means 100
	Enough  float64 // the share of the question's words, by weight, that the best passage must have for words to count in full; 0: none
}

// DefaultRanking has the constants that most systems have. They were held
// against others on three collections: docs/decisions/0004-own-bm25.md.
var DefaultRanking = Ranking{K1: 1.2, B: 0.75, Title: 0.2, Meaning: 0.5, Depth: 100, Enough: 0.6}

func (o Options) split() func(*corpus.Article) []Passage {
	if o.Split != nil {
		return o.Split
	}
	return Split
}

func (o Options) ranking() Ranking {
	if o.Ranking != nil {
		return *o.Ranking
	}
	return DefaultRanking
}

// withhold is what must not be given to the embedder; nil: nothing.
func (o Options) withhold() func(*corpus.Article) bool {
	if !o.Remote {
		return nil
	}
	return o.Withhold
}

// progress reports one stage.
func (o Options) progress(stage string, total int) func(done int) {
	if o.Progress == nil {
		return func(int) {}
	}
	return func(done int) { o.Progress(stage, done, max(total, done)) }
}

func (o Options) warn(text string) {
	if o.Warn != nil {
		o.Warn(text)
	}
}
