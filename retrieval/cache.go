package retrieval

import (
	"container/list"
	"context"
	"sync"

	"secondsource/corpus"
)

// cacheSize is how many articles are kept: those of a few questions on one
// event, some megabytes.
const cacheSize = 256

// cache gives the articles of a source as they were at one revision, and keeps
// those that were asked for last.
type cache struct {
	src Source
	at  string

	mu     sync.Mutex
	byID   map[string]*list.Element
	recent *list.List // of corpus.Article, the last asked for in front
}

func newCache(src Source, at string) *cache {
	return &cache{src: src, at: at, byID: make(map[string]*list.Element), recent: list.New()}
}

func (c *cache) article(ctx context.Context, id string) (corpus.Article, error) {
	c.mu.Lock()
	if e, ok := c.byID[id]; ok {
		defer c.mu.Unlock()
		c.recent.MoveToFront(e)
		return e.Value.(corpus.Article), nil
	}
	c.mu.Unlock()
	a, err := c.src.Article(ctx, id, c.at)
	if err != nil {
		return corpus.Article{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byID[id]; !ok {
		c.byID[id] = c.recent.PushFront(a)
	}
	if c.recent.Len() > cacheSize {
		oldest := c.recent.Back()
		delete(c.byID, c.recent.Remove(oldest).(corpus.Article).ID)
	}
	return a, nil
}
