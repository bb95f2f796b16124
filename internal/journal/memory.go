package journal

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Memory is a Journal that ends with its process: for tests, and for a bot over
// the sample. It is safe for concurrent use.
type Memory struct {
	mu    sync.Mutex
	byID  map[string]*Claim
	byKey map[string]*Claim
	order []*Claim // as they were taken
}

// NewMemory returns an empty journal.
func NewMemory() *Memory {
	return &Memory{byID: make(map[string]*Claim), byKey: make(map[string]*Claim)}
}

// Take claims the work that the keys name.
func (m *Memory) Take(ctx context.Context, c Claim, now time.Time) (Claim, bool, error) {
	fresh, err := NewClaim(c, now)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return Claim{}, false, fmt.Errorf("taking a claim: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var claim *Claim
	var unknown []string
	for _, key := range fresh.Keys {
		if known := m.byKey[key]; known == nil {
			unknown = append(unknown, key)
		} else if claim == nil {
			claim = known
		}
	}
	taken := claim == nil
	switch {
	case taken:
		claim = &fresh
		m.byID[claim.ID] = claim
		m.order = append(m.order, claim)
	case len(unknown) > 0:
		claim.Keys = append(claim.Keys, unknown...)
		claim.Changed = kept(now)
	}
	for _, key := range unknown {
		m.byKey[key] = claim
	}
	return clone(claim), taken, nil
}

// Begin notes that work on an open claim begins.
func (m *Memory) Begin(ctx context.Context, id string, now time.Time) (attempts int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	claim, err := m.claim(ctx, id)
	if err != nil {
		return 0, fmt.Errorf("beginning work on claim %q: %w", id, err)
	}
	if claim.State == Done {
		return 0, nil
	}
	claim.Attempts++
	claim.Changed = kept(now)
	return claim.Attempts, nil
}

// Finish marks a claim as done.
func (m *Memory) Finish(ctx context.Context, id, outcome, channel, post string, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	claim, err := m.claim(ctx, id)
	if err != nil {
		return fmt.Errorf("finishing claim %q: %w", id, err)
	}
	if claim.State == Done {
		return nil
	}
	claim.State, claim.Payload = Done, nil
	claim.Outcome, claim.Channel, claim.Post = outcome, channel, post
	claim.Changed = kept(now)
	return nil
}

// Unfinished lists the open claims, oldest first.
func (m *Memory) Unfinished(ctx context.Context) ([]Claim, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("listing unfinished claims: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var open []Claim
	for _, claim := range m.order {
		if claim.State == Open {
			open = append(open, clone(claim))
		}
	}
	slices.SortStableFunc(open, func(a, b Claim) int { return a.Taken.Compare(b.Taken) })
	return open, nil
}

// Find is the claim that a key names.
func (m *Memory) Find(ctx context.Context, key string) (Claim, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	claim := m.byKey[key]
	if err := cmp.Or(ctx.Err(), missing(claim)); err != nil {
		return Claim{}, fmt.Errorf("finding the claim of %q: %w", key, err)
	}
	return clone(claim), nil
}

// Answered tells whether a claim of this conversation is done and has a post.
func (m *Memory) Answered(ctx context.Context, conversation string) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, fmt.Errorf("looking for an answer in %q: %w", conversation, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.ContainsFunc(m.order, func(c *Claim) bool {
		return c.Conversation == conversation && c.State == Done && c.Post != ""
	}), nil
}

// Forget removes the claims that are done and were last changed before a time.
func (m *Memory) Forget(ctx context.Context, before time.Time) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("forgetting claims: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	had := len(m.order)
	m.order = slices.DeleteFunc(m.order, func(c *Claim) bool {
		if c.State != Done || !c.Changed.Before(kept(before)) {
			return false
		}
		delete(m.byID, c.ID)
		for _, key := range c.Keys {
			delete(m.byKey, key)
		}
		return true
	})
	return had - len(m.order), nil
}

// claim is the claim of an id; the caller holds the lock.
func (m *Memory) claim(ctx context.Context, id string) (*Claim, error) {
	claim := m.byID[id]
	return claim, cmp.Or(ctx.Err(), missing(claim))
}

func missing(claim *Claim) error {
	if claim == nil {
		return ErrNoClaim
	}
	return nil
}

// clone is a claim that is the caller's own.
func clone(c *Claim) Claim {
	out := *c
	out.Keys, out.Payload = slices.Clone(c.Keys), slices.Clone(c.Payload)
	return out
}
