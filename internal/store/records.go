package store

// The answers that were given: each a row in JSON, the private ones in a table
// of their own.

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"secondsource/internal/journal"
)

// Records is the journal of answers that is kept in the store.
func (s *Store) Records() journal.Records { return records{s} }

// records is a store as a journal of answers.
type records struct{ *Store }

// The tables of answers.
const (
	openAnswers    = "answers"
	privateAnswers = "private_answers"
)

// Add keeps an answer.
func (s records) Add(ctx context.Context, given journal.Record) (number int64, err error) {
	r := journal.NewRecord(given)
	table := openAnswers
	if r.Private {
		table = privateAnswers
	}
	err = claims(s).write(ctx, "keeping an answer", func(tx *transaction) error {
		if err := tx.row(ctx, "UPDATE answer_numbers SET last = last + 1 RETURNING last").Scan(&number); err != nil {
			return err
		}
		r.Number = number
		data, err := json.Marshal(r)
		if err != nil {
			return err
		}
		return tx.exec(ctx, "INSERT INTO "+table+" (number, at, conversation, record) VALUES (?, ?, ?, ?)",
			number, r.At.UnixMicro(), r.Conversation, string(data))
	})
	if err != nil {
		return 0, err
	}
	return number, nil
}

// Get is the answer of a number.
func (s records) Get(ctx context.Context, number int64) (journal.Record, error) {
	found, err := s.newest(ctx, true, "number = ?2", 1, number)
	if err == nil && len(found) == 0 {
		return journal.Record{}, fmt.Errorf("finding answer %d: %w", number, journal.ErrNoRecord)
	}
	if err != nil {
		return journal.Record{}, err
	}
	return found[0], nil
}

// List lists answers, newest first.
func (s records) List(ctx context.Context, which journal.Selection) ([]journal.Record, error) {
	before := which.Before
	if before == 0 {
		before = math.MaxInt64
	}
	return s.newest(ctx, which.Private, "number < ?2", which.Limit, before)
}

// Turns are the last of a conversation, oldest first.
func (s records) Turns(ctx context.Context, conversation string, limit int) ([]journal.Turn, error) {
	if conversation == "" || limit <= 0 {
		return nil, nil
	}
	list, err := s.newest(ctx, true, inConversation+"?2", limit, conversation)
	if err != nil {
		return nil, err
	}
	return journal.TurnsOf(list), nil
}

// inConversation is the condition that an index is kept for.
const inConversation = "conversation <> '' AND conversation = "

// newest are the newest answers of which a condition on arg, ?2, holds, at most
// limit, all with 0. Each table is read by its index, and no further.
func (s records) newest(ctx context.Context, private bool, condition string, limit int, arg any) ([]journal.Record, error) {
	query := "SELECT number, record FROM " + openAnswers + " WHERE " + condition
	if private {
		query += " UNION ALL SELECT number, record FROM " + privateAnswers + " WHERE " + condition
	}
	if limit <= 0 {
		limit = -1 // SQLite's word for no limit
	}
	rows, err := s.db.QueryContext(ctx, query+" ORDER BY number DESC LIMIT ?1", limit, arg)
	if err != nil {
		return nil, reading(ended(ctx, err))
	}
	list, err := collect(rows, scanRecord)
	return list, reading(ended(ctx, err))
}

func scanRecord(row scanner) (r journal.Record, err error) {
	var number int64
	var data []byte
	if err := row.Scan(&number, &data); err != nil {
		return r, err
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("answer %d in the journal: %w", number, err)
	}
	return r, nil
}

// Forget removes the answers from before a time.
func (s records) Forget(ctx context.Context, before time.Time) (int, error) {
	return s.remove(ctx, "at < ?", before.UnixMicro(), openAnswers, privateAnswers)
}

// ForgetPrivate removes the private answers.
func (s records) ForgetPrivate(ctx context.Context) (int, error) {
	return s.remove(ctx, "?", true, privateAnswers)
}

// ForgetConversation removes the answers of a conversation.
func (s records) ForgetConversation(ctx context.Context, conversation string) (int, error) {
	return s.remove(ctx, inConversation+"?", conversation, openAnswers, privateAnswers)
}

// remove removes the answers of which a condition on arg holds. Their texts are
// gone from the file, and from the log beside it as Journal's Finish does it.
func (s records) remove(ctx context.Context, condition string, arg any, tables ...string) (int, error) {
	var removed int64
	err := claims(s).write(ctx, "forgetting answers", func(tx *transaction) error {
		for _, table := range tables {
			result, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE "+condition, arg)
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			removed += n
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	claims(s).emptyLog(ctx)
	return int(removed), nil
}
