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
	// Progress is told what is being done to the index, and how many of how
	// many articles are done; nil means silence.
	Progress func(stage string, done, total int)
	// Warn is told what the user should know of how the library was opened;
	// nil means silence.
	Warn func(text string)
	// Wait is how long to wait for another process; 0 means 5 seconds, less
	// than 0 not at all.
	Wait time.Duration
}

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
