package store

import (
	"context"
	"database/sql"
)

// transaction is an SQL transaction that prepares each statement once: a batch
// runs the same few for every article, and parsing one takes longer than
// running it.
type transaction struct {
	*sql.Tx
	prepared map[string]*sql.Stmt
}

func (s *Store) begin(ctx context.Context) (*transaction, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	return &transaction{Tx: tx, prepared: make(map[string]*sql.Stmt)}, err
}

// prepare returns the statement of a query; it is closed with the transaction.
func (t *transaction) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := t.prepared[query]; ok {
		return stmt, nil
	}
	stmt, err := t.PrepareContext(ctx, query)
	if err == nil {
		t.prepared[query] = stmt
	}
	return stmt, err
}

// exec runs a statement that returns nothing.
func (t *transaction) exec(ctx context.Context, query string, args ...any) error {
	stmt, err := t.prepare(ctx, query)
	if err == nil {
		_, err = stmt.ExecContext(ctx, args...)
	}
	return err
}

// row runs a query for one row.
func (t *transaction) row(ctx context.Context, query string, args ...any) scanner {
	stmt, err := t.prepare(ctx, query)
	if err != nil {
		return failed{err}
	}
	return stmt.QueryRowContext(ctx, args...)
}

// numbers runs a query for numbers of articles.
func (t *transaction) numbers(ctx context.Context, query string, args ...any) ([]int64, error) {
	stmt, err := t.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(row scanner) (n int64, err error) {
		err = row.Scan(&n)
		return n, err
	})
}

// failed is a row that could not be asked for.
type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// transact runs write in a transaction of its own, one at a time in this process.
func (s *Store) transact(ctx context.Context, write func(*transaction) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := write(tx); err != nil {
		return err
	}
	return tx.Commit()
}
