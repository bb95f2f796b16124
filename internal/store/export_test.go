package store

import (
	"context"
	"io/fs"
)

// Pragma sets a pragma for all that the store does from now on.
func Pragma(s *Store, pragma string) error {
	s.db.SetMaxOpenConns(1)
	_, err := s.db.Exec("PRAGMA " + pragma)
	return err
}

// Check runs SQLite's own check of the file.
func Check(s *Store) (verdict string, err error) {
	err = s.db.QueryRow("PRAGMA integrity_check").Scan(&verdict)
	return verdict, err
}

// Earlier makes a store in dir as a program did that knew the migrations up to
// a version.
func Earlier(ctx context.Context, dir string, version int) (*Store, error) {
	s, err := connect(dir)
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	for i, file := range files[:version] {
		if err := s.migrateTo(ctx, file, i+1); err != nil {
			return nil, err
		}
	}
	return s, nil
}
