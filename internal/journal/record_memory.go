package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"
)

// MemoryRecords are Records that end with their process: for tests, and for a
// conversation over articles that are not stored. They are safe for concurrent
// use.
type MemoryRecords struct {
	mu   sync.Mutex
	last int64
	kept []keptRecord // as they were added
}

// keptRecord is a record in the form that no caller holds a part of.
type keptRecord struct {
	number       int64
	at           time.Time
	conversation string
	private      bool
	record       []byte // JSON
}

// NewMemoryRecords returns records without an answer.
func NewMemoryRecords() *MemoryRecords { return &MemoryRecords{} }

// Add keeps an answer.
func (m *MemoryRecords) Add(ctx context.Context, given Record) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("keeping an answer: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	r := NewRecord(given)
	r.Number = m.last + 1
	data, err := json.Marshal(r)
	if err != nil {
		return 0, fmt.Errorf("keeping an answer: %w", err)
	}
	m.last = r.Number
	m.kept = append(m.kept, keptRecord{r.Number, r.At, r.Conversation, r.Private, data})
	return r.Number, nil
}

// Get is the answer of a number.
func (m *MemoryRecords) Get(ctx context.Context, number int64) (Record, error) {
	found, err := m.newest(ctx, 1, func(k keptRecord) bool { return k.number == number })
	if err == nil && len(found) == 0 {
		err = ErrNoRecord
	}
	if err != nil {
		return Record{}, fmt.Errorf("finding answer %d: %w", number, err)
	}
	return found[0], nil
}

// List lists answers, newest first.
func (m *MemoryRecords) List(ctx context.Context, which Selection) ([]Record, error) {
	list, err := m.newest(ctx, which.Limit, func(k keptRecord) bool {
		return (which.Private || !k.private) && (which.Before == 0 || k.number < which.Before)
	})
	if err != nil {
		return nil, fmt.Errorf("listing answers: %w", err)
	}
	return list, nil
}

// Turns are the last of a conversation, oldest first.
func (m *MemoryRecords) Turns(ctx context.Context, conversation string, limit int) ([]Turn, error) {
	if conversation == "" || limit <= 0 {
		return nil, nil
	}
	list, err := m.newest(ctx, limit, func(k keptRecord) bool { return k.conversation == conversation })
	if err != nil {
		return nil, fmt.Errorf("reading a conversation: %w", err)
	}
	return TurnsOf(list), nil
}

// Forget removes the answers from before a time.
func (m *MemoryRecords) Forget(ctx context.Context, before time.Time) (int, error) {
	before = kept(before)
	return m.remove(ctx, func(k keptRecord) bool { return k.at.Before(before) })
}

// ForgetPrivate removes the private answers.
func (m *MemoryRecords) ForgetPrivate(ctx context.Context) (int, error) {
	return m.remove(ctx, func(k keptRecord) bool { return k.private })
}

// ForgetConversation removes the answers of a conversation.
func (m *MemoryRecords) ForgetConversation(ctx context.Context, conversation string) (int, error) {
	return m.remove(ctx, func(k keptRecord) bool { return conversation != "" && k.conversation == conversation })
}

// newest are the newest records of which is holds, at most limit, all with 0.
func (m *MemoryRecords) newest(ctx context.Context, limit int, is func(keptRecord) bool) ([]Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []Record
	for _, k := range slices.Backward(m.kept) {
		if !is(k) {
			continue
		}
		var r Record
		if err := json.Unmarshal(k.record, &r); err != nil {
			return nil, err
		}
		if list = append(list, r); len(list) == limit {
			break
		}
	}
	return list, nil
}

func (m *MemoryRecords) remove(ctx context.Context, is func(keptRecord) bool) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("forgetting answers: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	had := len(m.kept)
	m.kept = slices.DeleteFunc(m.kept, is)
	return had - len(m.kept), nil
}
