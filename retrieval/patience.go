package retrieval

// What a search asks of an embedder that may be slow, down, or on another
// machine: how long it waits for it, and what it may not be told.

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// restAfter is for how long no search asks an embedder that failed one: a
// question is searched for in several ways, and is not to wait for each.
const restAfter = 30 * time.Second

// errResting is why a search does not ask the embedder.
var errResting = errors.New("it failed less than half a minute ago")

// mustStay says whether the embedder may not be told of a query.
func (m *meaning) mustStay(q Query) bool { return m.remote && q.Here }

// until is when a search that begins now has waited enough for the embedder;
// zero without a limit.
func (m *meaning) until() time.Time {
	if m.patience == 0 {
		return time.Time{}
	}
	return time.Now().Add(m.patience)
}

// embedBy embeds for a search, which waits until then.
func (m *meaning) embedBy(ctx context.Context, until time.Time, texts []string) ([][]float32, error) {
	if until.IsZero() {
		return m.embed(ctx, texts)
	}
	m.mu.Lock()
	resting := time.Now().Before(m.resting)
	m.mu.Unlock()
	if resting {
		return nil, errResting
	}
	soon, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	list, err := m.embed(soon, texts)
	if err == nil || ctx.Err() != nil {
		return list, err
	}
	m.mu.Lock()
	m.resting = time.Now().Add(restAfter)
	m.mu.Unlock()
	if soon.Err() != nil {
		return nil, fmt.Errorf("%s gave no vector within %s", m.model().Name, m.patience)
	}
	return nil, err
}
