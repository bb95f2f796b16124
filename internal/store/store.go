// Package store keeps the truth: one SQLite file in the data directory with
// the articles in all their versions, what groups them into origins, and the
// vectors of their texts by the model that made them. All that is derived from
// it (the search index) can be made again from here. It also keeps the journal of
// what came in from Slack.
//
// A write is a transaction of whole articles, and what a call reports as
// stored is on the disk when it returns: a process that is killed at any
// moment loses nothing that it reported, and the next one needs no repair.
// Each write that changes an article makes a new revision. Readers remember the
// revision that they have seen and ask what changed since.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the "sqlite" driver, in Go
)

// FileName is the name of the SQLite file in a data directory.
const FileName = "secondsource.db"

// pragmas hold for every connection. FULL, so that a commit also outlives a
// power cut.
var pragmas = []string{
	"busy_timeout(10000)",
	"journal_mode(WAL)",
	"synchronous(FULL)",
	"foreign_keys(1)",
	"cache_size(-16000)",
	"secure_delete(1)", // what is dropped, as a private question is when it is answered, is overwritten
}

//go:embed migrations/*.sql
var migrations embed.FS

// Store is an open data directory. It is safe for concurrent use, also by
// several processes.
type Store struct {
	db  *sql.DB
	dir string

	mu     sync.Mutex // one write at a time, and the fingerprints seen so far
	prints printIndex
}

// Open opens the data directory dir. ErrNoStore when nothing was ever stored
// there; ErrNewer when a newer Secondsource wrote it.
func Open(ctx context.Context, dir string) (*Store, error) {
	_, err := os.Stat(filepath.Join(dir, FileName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w", dir, ErrNoStore)
	case err != nil:
		return nil, fmt.Errorf("opening the data directory: %w", err)
	}
	return open(ctx, dir)
}

// Create opens the data directory dir, and makes it when it is not there.
func Create(ctx context.Context, dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the data directory: %w", err)
	}
	// SQLite would let everybody read what may be under embargo.
	f, err := os.OpenFile(filepath.Join(dir, FileName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("making the data directory: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("making the data directory: %w", err)
	}
	return open(ctx, dir)
}

func open(ctx context.Context, dir string) (*Store, error) {
	path := filepath.Join(dir, FileName)
	s, err := connect(dir)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", path, explain(err)), s.Close())
	}
	return s, nil
}

// connect gives a store whose file is yet to be opened, at the first query, and
// brought to the schema of this program.
func connect(dir string) (*Store, error) {
	query := url.Values{"_txlock": {"immediate"}, "_pragma": pragmas}
	path := filepath.Join(dir, FileName)
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: escapePath(path), RawQuery: query.Encode()}).String())
	return &Store{db: db, dir: dir}, err
}

// escapePath keeps a path with "?", "#" or "%" in it whole in a URI.
func escapePath(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

// Close closes the store.
func (s *Store) Close() error { return s.db.Close() }

// Dir is the data directory.
func (s *Store) Dir() string { return s.dir }

// migrate brings the file to the schema of this program, one numbered file
// after the other, each in a transaction of its own.
func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	for {
		done, err := s.schemaVersion(ctx)
		switch {
		case err != nil:
			return err
		case done > len(files):
			return ErrNewer
		case done == len(files):
			return nil
		}
		if err := s.migrateTo(ctx, files[done], done+1); err != nil {
			return fmt.Errorf("bringing the schema to version %d: %w", done+1, err)
		}
	}
}

func (s *Store) schemaVersion(ctx context.Context) (version int, err error) {
	err = s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// migrateTo takes one step. Another process may have taken it meanwhile: then
// there is nothing left to do.
func (s *Store) migrateTo(ctx context.Context, file string, version int) error {
	script, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var now int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil || now >= version {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return tx.Commit()
}
