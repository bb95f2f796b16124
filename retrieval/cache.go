package retrieval

import (
	"context"

	"secondsource/corpus"
)

// cacheSize is how many articles are kept: those of a few questions on one
// event, some megabytes.
const cacheSize = 256

// cache gives the articles of a source as they were at one revision, and keeps
// those that were asked for last.
type cache struct {
	src  Source
	at   string
	kept *lru[string, corpus.Article]
}

func newCache(src Source, at string) *cache {
	return &cache{src: src, at: at, kept: newLRU[string, corpus.Article](cacheSize)}
}

func (c *cache) article(ctx context.Context, id string) (corpus.Article, error) {
	if a, ok := c.kept.get(id); ok {
		return a, nil
	}
	a, err := c.src.Article(ctx, id, c.at)
	if err != nil {
		return corpus.Article{}, err
	}
	c.kept.put(id, a)
	return a, nil
}
