package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// revision names a state of the store: number grows by each write, token is
// random, so that a copy that was put back and written to since is not taken
// for the file that it replaced. Its zero value is the empty store.
type revision struct {
	number int64
	token  string
}

// String is "" for the empty store, else number and token: what the methods of
// Store take and give.
func (r revision) String() string {
	if r == (revision{}) {
		return ""
	}
	return fmt.Sprintf("%d-%s", r.number, r.token)
}

func parseRevision(s string) (revision, error) {
	if s == "" {
		return revision{}, nil
	}
	number, token, _ := strings.Cut(s, "-")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 || token == "" {
		return revision{}, fmt.Errorf("%q is not a revision", s)
	}
	return revision{n, token}, nil
}

// nextRevision makes the revision of a write under way.
func nextRevision(ctx context.Context, tx *transaction) (revision, error) {
	var random [8]byte
	rand.Read(random[:])
	r := revision{token: hex.EncodeToString(random[:])}
	err := tx.row(ctx, `INSERT INTO revisions (number, token)
		VALUES ((SELECT coalesce(max(number), 0) + 1 FROM revisions), ?) RETURNING number`, r.token).Scan(&r.number)
	return r, err
}
