package store

// The journal: claims of what came in, found by any of their keys.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"secondsource/internal/journal"
)

// Journal is the journal that is kept in the store. Each of its writes is a
// transaction of its own, begun as a write: what it reads first, such as that a
// key is not known, no other process can change before it is done.
func (s *Store) Journal() journal.Journal { return claims{s} }

// claims is a store as a journal.
type claims struct{ *Store }

// Take claims the work that the keys name. When they name several claims, it is
// that of the first key that is known.
func (s claims) Take(ctx context.Context, c journal.Claim, now time.Time) (claim journal.Claim, taken bool, err error) {
	const doing = "taking a claim"
	fresh, err := journal.NewClaim(c, now)
	if err != nil {
		return journal.Claim{}, false, fmt.Errorf("%s: %w", doing, err)
	}
	err = s.write(ctx, doing, func(tx *transaction) error {
		number, unknown, err := findKeys(ctx, tx, fresh.Keys)
		if err != nil {
			return err
		}
		taken = number == 0
		switch {
		case taken:
			number, err = insertClaim(ctx, tx, &fresh)
		case len(unknown) > 0:
			err = tx.exec(ctx, "UPDATE journal_claims SET changed = ? WHERE number = ?", now.UnixMicro(), number)
		}
		if err != nil {
			return err
		}
		for _, key := range unknown {
			if err := tx.exec(ctx, "INSERT INTO journal_keys (key, claim) VALUES (?, ?)", key, number); err != nil {
				return err
			}
		}
		claim, err = scanClaim(tx.row(ctx, "SELECT "+claimColumns+" FROM journal_claims c WHERE c.number = ?", number))
		return err
	})
	if err != nil {
		return journal.Claim{}, false, err
	}
	return claim, taken, nil
}

// findKeys returns the number of the claim that the first known key names, 0
// when none is known, and the keys that are not.
func findKeys(ctx context.Context, tx *transaction, keys []string) (number int64, unknown []string, err error) {
	for _, key := range keys {
		var claim int64
		err := tx.row(ctx, "SELECT claim FROM journal_keys WHERE key = ?", key).Scan(&claim)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			unknown = append(unknown, key)
		case err != nil:
			return 0, nil, err
		case number == 0:
			number = claim
		}
	}
	return number, unknown, nil
}

// insertClaim stores a claim without its keys.
func insertClaim(ctx context.Context, tx *transaction, c *journal.Claim) (number int64, err error) {
	err = tx.row(ctx, `INSERT INTO journal_claims (id, surface, conversation, person, private, state,
		outcome, channel, post, attempts, taken, changed, payload)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
		c.ID, c.Surface, c.Conversation, c.Person, c.Private, string(c.State),
		c.Outcome, c.Channel, c.Post, c.Attempts, c.Taken.UnixMicro(), c.Changed.UnixMicro(), c.Payload).Scan(&number)
	return number, err
}

// Begin notes that work on an open claim begins.
func (s claims) Begin(ctx context.Context, id string, now time.Time) (attempts int, err error) {
	err = s.write(ctx, fmt.Sprintf("beginning work on claim %q", id), func(tx *transaction) error {
		open, err := isOpen(ctx, tx, id)
		if err != nil || !open {
			return err
		}
		return tx.row(ctx, `UPDATE journal_claims SET attempts = attempts + 1, changed = ?
			WHERE id = ? RETURNING attempts`, now.UnixMicro(), id).Scan(&attempts)
	})
	if err != nil {
		return 0, err
	}
	return attempts, nil
}

// Finish marks a claim as done. Its payload is gone from the file, and from the
// log beside it unless another process reads or writes just then: the next
// Finish or Forget makes up for that.
func (s claims) Finish(ctx context.Context, id, outcome, channel, post string, now time.Time) error {
	err := s.write(ctx, fmt.Sprintf("finishing claim %q", id), func(tx *transaction) error {
		open, err := isOpen(ctx, tx, id)
		if err != nil || !open {
			return err
		}
		return tx.exec(ctx, `UPDATE journal_claims SET state = 'done', outcome = ?, channel = ?, post = ?,
			changed = ?, payload = NULL WHERE id = ?`, outcome, channel, post, now.UnixMicro(), id)
	})
	if err == nil {
		s.emptyLog(ctx)
	}
	return err
}

// emptyLog moves what stands in SQLite's write-ahead log into the file and cuts
// the log off, as it still has what secure_delete overwrote in the file. It does
// not wait for others that read or write; what fails is left to the next call.
func (s claims) emptyLog(ctx context.Context) {
	ctx = context.WithoutCancel(ctx) // so that the connection is given back as it was
	s.mu.Lock()
	defer s.mu.Unlock()
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return
	}
	defer conn.Close()
	var patience int
	if err := conn.QueryRowContext(ctx, "PRAGMA busy_timeout").Scan(&patience); err != nil {
		return
	}
	_, _ = conn.ExecContext(ctx, "PRAGMA busy_timeout = 0")
	_, _ = conn.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	_, _ = conn.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout = %d", patience))
}

// isOpen tells whether a claim is yet to be done; journal.ErrNoClaim when there
// is none of that id.
func isOpen(ctx context.Context, tx *transaction, id string) (open bool, err error) {
	err = tx.row(ctx, "SELECT state = 'open' FROM journal_claims WHERE id = ?", id).Scan(&open)
	if errors.Is(err, sql.ErrNoRows) {
		return false, journal.ErrNoClaim
	}
	return open, err
}

// Unfinished lists the open claims, oldest first.
func (s claims) Unfinished(ctx context.Context) ([]journal.Claim, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT "+claimColumns+" FROM journal_claims c WHERE c.state = 'open' ORDER BY c.taken, c.number")
	if err != nil {
		return nil, reading(ended(ctx, err))
	}
	open, err := collect(rows, scanClaim)
	return open, reading(ended(ctx, err))
}

// Find is the claim that a key names.
func (s claims) Find(ctx context.Context, key string) (journal.Claim, error) {
	claim, err := scanClaim(s.db.QueryRowContext(ctx, "SELECT "+claimColumns+`
		FROM journal_keys k JOIN journal_claims c ON c.number = k.claim WHERE k.key = ?`, key))
	if errors.Is(err, sql.ErrNoRows) {
		return journal.Claim{}, fmt.Errorf("finding the claim of %q: %w", key, journal.ErrNoClaim)
	}
	return claim, reading(ended(ctx, err))
}

// Answered tells whether a claim of this conversation is done and has a post.
func (s claims) Answered(ctx context.Context, conversation string) (answered bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM journal_claims
		WHERE conversation = ? AND state = 'done' AND post <> '')`, conversation).Scan(&answered)
	return answered, reading(ended(ctx, err))
}

// Forget removes the claims that are done and were last changed before a time.
func (s claims) Forget(ctx context.Context, before time.Time) (int, error) {
	var removed int64
	err := s.write(ctx, "forgetting claims", func(tx *transaction) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM journal_claims WHERE state = 'done' AND changed < ?", before.UnixMicro())
		if err != nil {
			return err
		}
		removed, err = result.RowsAffected() // the keys, which go with them, are not counted
		return err
	})
	if err != nil {
		return 0, err
	}
	s.emptyLog(ctx)
	return int(removed), nil
}

// write runs a write of the journal in a transaction of its own.
func (s claims) write(ctx context.Context, doing string, write func(*transaction) error) error {
	err := s.transact(ctx, write)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, journal.ErrNoClaim):
		return fmt.Errorf("%s: %w", doing, err)
	}
	return fmt.Errorf("%s in %s: %w", doing, FileName, explain(ended(ctx, err)))
}

// claimColumns are what scanClaim reads, of journal_claims as c.
const claimColumns = `c.id, c.surface, c.conversation, c.person, c.private, c.state,
	c.outcome, c.channel, c.post, c.attempts, c.taken, c.changed, c.payload,
	(SELECT json_group_array(k.key ORDER BY k.number) FROM journal_keys k WHERE k.claim = c.number)`

func scanClaim(row scanner) (c journal.Claim, err error) {
	var taken, changed int64
	var keys []byte
	err = row.Scan(&c.ID, &c.Surface, &c.Conversation, &c.Person, &c.Private, &c.State,
		&c.Outcome, &c.Channel, &c.Post, &c.Attempts, &taken, &changed, &c.Payload, &keys)
	if err != nil {
		return journal.Claim{}, err
	}
	if err := json.Unmarshal(keys, &c.Keys); err != nil {
		return journal.Claim{}, fmt.Errorf("the keys of claim %s: %w", c.ID, err)
	}
	c.Taken, c.Changed = time.UnixMicro(taken).UTC(), time.UnixMicro(changed).UTC()
	return c, nil
}
