package store

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
