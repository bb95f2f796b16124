package retrieval

import (
	"container/list"
	"sync"
)

// lru keeps what was asked for last. It is safe for concurrent use.
type lru[K comparable, V any] struct {
	limit int // how many are kept

	mu     sync.Mutex
	byKey  map[K]*list.Element
	recent *list.List // of entry[K, V], the last asked for in front
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

func newLRU[K comparable, V any](limit int) *lru[K, V] {
	return &lru[K, V]{limit: limit, byKey: make(map[K]*list.Element), recent: list.New()}
}

func (c *lru[K, V]) get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		var none V
		return none, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(entry[K, V]).value, true
}

// put keeps a value, unless there is one under its key.
func (c *lru[K, V]) put(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok {
		return
	}
	c.byKey[key] = c.recent.PushFront(entry[K, V]{key, value})
	if c.recent.Len() > c.limit {
		oldest := c.recent.Back()
		delete(c.byKey, c.recent.Remove(oldest).(entry[K, V]).key)
	}
}
