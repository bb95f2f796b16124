package answer

import (
	"container/list"
	"context"
	"sync"
)

// documentsKept is how many articles are kept in their analysed form: about
// 100 kB each.
const documentsKept = 512

// documentCache keeps the articles that were read last.
type documentCache struct {
	mu    sync.Mutex
	limit int
	byID  map[string]*list.Element
	order *list.List // of *document, the last used first
}

func newDocumentCache(limit int) *documentCache {
	return &documentCache{limit: limit, byID: map[string]*list.Element{}, order: list.New()}
}

// get returns the document when it was read from this very text and status.
func (c *documentCache) get(id, text, status string) *document {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.byID[id]
	if !ok {
		return nil
	}
	d := el.Value.(*document)
	if d.article.Text != text || d.article.Status != status {
		return nil
	}
	c.order.MoveToFront(el)
	return d
}

func (c *documentCache) put(d *document) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if el, ok := c.byID[d.article.ID]; ok {
		el.Value = d
		c.order.MoveToFront(el)
		return
	}
	c.byID[d.article.ID] = c.order.PushFront(d)
	if c.order.Len() > c.limit {
		oldest := c.order.Back()
		delete(c.byID, oldest.Value.(*document).article.ID)
		c.order.Remove(oldest)
	}
}

// document returns the article, read.
func (e *Engine) document(ctx context.Context, id string) (*document, error) {
	a, err := e.lib.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	if d := e.docs.get(id, a.Text, a.Status); d != nil && d.article.Origin == a.Origin && d.article.Published == a.Published {
		return d, nil
	}
	d := read(a)
	e.docs.put(d)
	return d, nil
}
