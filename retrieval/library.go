package retrieval

import (
	"context"
	"errors"
	"fmt"

	"secondsource/corpus"
)

// Library is a set of articles and the index over their passages. It is safe
// for concurrent use.
type Library struct {
	index    *index
	articles articles
	ranking  Ranking
	meaning  *meaning                   // nil: words only
	withhold func(*corpus.Article) bool // what must not be given to the embedder; nil: nothing
	revision string                     // of the source; "" in memory

	rows     []row // all articles
	selected selections
}

// articles gives articles whole; corpus.ErrNotFound for an unknown id.
type articles interface {
	article(ctx context.Context, id string) (corpus.Article, error)
}

// memory is a set of articles that is held in memory.
type memory map[string]*corpus.Article

func (m memory) article(_ context.Context, id string) (corpus.Article, error) {
	if a, ok := m[id]; ok {
		return *a, nil
	}
	return corpus.Article{}, corpus.ErrNotFound
}

// memoryBatch is how many articles an index in memory takes at a time: each
// step becomes a segment, and few large ones are searched faster.
const memoryBatch = 2000

// NewMemory returns a library over articles that lives in memory. The articles
// must have different ids and must not be changed afterwards.
func NewMemory(ctx context.Context, list []corpus.Article) (*Library, error) {
	return NewMemoryWith(ctx, list, Options{})
}

// NewMemoryWith is NewMemory with options.
func NewMemoryWith(ctx context.Context, list []corpus.Article, opt Options) (*Library, error) {
	x, err := newMemoryIndex(opt.split())
	if err != nil {
		return nil, fmt.Errorf("making an index in memory: %w", err)
	}
	held := make(memory, len(list))
	l := &Library{index: x, articles: held, ranking: opt.ranking(), withhold: opt.withhold()}
	for i := range list {
		a := &list[i]
		if _, twice := held[a.ID]; twice {
			return nil, errors.Join(fmt.Errorf("two articles have the id %q", a.ID), x.close())
		}
		held[a.ID] = a
		l.rows = append(l.rows, newRow(*a))
	}
	for from := 0; from < len(list); from += memoryBatch {
		to := min(from+memoryBatch, len(list))
		if err := x.apply(ctx, change{articles: list[from:to]}); err != nil {
			return nil, errors.Join(fmt.Errorf("indexing in memory: %w", err), x.close())
		}
	}
	if err := l.startMeaning(ctx, opt); err != nil {
		return nil, errors.Join(err, x.close())
	}
	return l, nil
}

// list reads the listing of a source's articles.
func (l *Library) list(ctx context.Context, src Source, at string) error {
	rows, err := src.List(ctx, at)
	if err != nil {
		return err
	}
	for _, a := range rows {
		l.rows = append(l.rows, newRow(a))
	}
	return nil
}

// Close gives back what the library holds. It stops Embed, and waits for
// searches under way; the library must not be used afterwards.
func (l *Library) Close() error {
	if l.meaning != nil {
		l.meaning.close()
	}
	return l.index.close()
}

// Article returns one article whole; corpus.ErrNotFound for an unknown id.
func (l *Library) Article(ctx context.Context, id string) (corpus.Article, error) {
	return l.articles.article(ctx, id)
}

// List returns the articles that pass the filter without their text, in any
// order.
func (l *Library) List(_ context.Context, f Filter) ([]corpus.Article, error) {
	var out []corpus.Article
	for _, r := range l.rows {
		if f.matches(r) {
			out = append(out, r.Article)
		}
	}
	return out, nil
}

// Overview counts what a search with this filter looks at.
func (l *Library) Overview(ctx context.Context, f Filter) (Overview, error) {
	var s *selection
	err := l.index.use(func(v *view) error {
		s = l.selected.of(f, l.rows, v.table)
		return nil
	})
	if err != nil {
		return Overview{}, fmt.Errorf("counting passages: %w", err)
	}
	o := s.overview
	if l.meaning != nil {
		kept, err := l.meaning.vectors(ctx)
		if err != nil {
			return Overview{}, fmt.Errorf("counting vectors: %w", err)
		}
		o.Embedded = kept.count(s)
	}
	return o, nil
}

// Frequency is the number of passages whose text has the word, after the same
// analysis as the text; 0 for a stop word. Of a word that is several terms
// ("left-wing") it is that of the rarest.
func (l *Library) Frequency(ctx context.Context, word string) (int, error) {
	rarest := -1
	err := l.index.use(func(v *view) error {
		for _, t := range terms(l.index.analyzer, word) {
			n, err := v.count(ctx, t.term)
			if err != nil {
				return err
			}
			if rarest < 0 || n < rarest {
				rarest = n
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("counting passages with %q: %w", word, err)
	}
	return max(0, rarest), nil
}
