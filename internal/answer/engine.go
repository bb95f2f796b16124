package answer

import (
	"context"
	"time"

	"secondsource/retrieval"
)

// Options tunes an Engine. The zero value is ready to use.
type Options struct {
	Now        func() time.Time // the clock; nil means time.Now
	StaleAfter time.Duration    // support older than this is marked stale; 0 means never
}

// Engine answers questions from a Library. It is safe for concurrent use.
type Engine struct {
	lib Library
	opt Options
}

// New returns an engine over lib.
func New(lib Library, opt Options) *Engine {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	return &Engine{lib: lib, opt: opt}
}

// Question is one question as a surface received it.
type Question struct {
	Text   string
	Filter retrieval.Filter
}

// Ask answers q. It returns an error only when the library fails or ctx ends;
// an empty corpus or a question that cannot be understood is an Answer.
func (e *Engine) Ask(ctx context.Context, q Question) (Answer, error) {
	return Answer{Question: q.Text, Verdict: NotFound}, ctx.Err()
}
