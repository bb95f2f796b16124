package store

// Reading: articles as they were at a revision, and what changed since one.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"secondsource/corpus"
)

// Revision is the newest revision; "" when nothing is stored.
func (s *Store) Revision(ctx context.Context) (string, error) {
	r, err := s.newest(ctx)
	return r.String(), reading(err)
}

func (s *Store) newest(ctx context.Context) (revision, error) {
	return scanRevision(s.db.QueryRowContext(ctx, newestRevision))
}

const newestRevision = "SELECT number, token FROM revisions ORDER BY number DESC LIMIT 1"

// scanRevision reads the newest revision.
func scanRevision(row scanner) (r revision, err error) {
	err = row.Scan(&r.number, &r.token)
	if errors.Is(err, sql.ErrNoRows) {
		return revision{}, nil
	}
	return r, err
}

// Has says whether the revision is one of this store's.
func (s *Store) Has(ctx context.Context, at string) (bool, error) {
	r, err := parseRevision(at)
	if err != nil {
		return false, nil
	}
	if r == (revision{}) {
		return true, nil
	}
	var found bool
	err = s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM revisions WHERE number = ? AND token = ?)", r.number, r.token).Scan(&found)
	return found, reading(err)
}

// Pending counts the articles that changed after a revision.
func (s *Store) Pending(ctx context.Context, after string) (n int, err error) {
	r, err := parseRevision(after)
	if err != nil {
		return 0, err
	}
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM articles WHERE revision > ?", r.number).Scan(&n)
	return n, reading(err)
}

// Changed returns about limit articles that changed after a revision, oldest
// change first, and the revision that a reader of them has then seen: always
// whole revisions, at least one. It is after itself when nothing changed.
func (s *Store) Changed(ctx context.Context, after string, limit int) ([]corpus.Article, string, error) {
	from, err := parseRevision(after)
	if err != nil {
		return nil, after, err
	}
	to, err := s.reach(ctx, from, limit)
	if err != nil || to == from {
		return nil, after, reading(err)
	}
	rows, err := s.db.QueryContext(ctx, `SELECT `+whole+`
		WHERE v.version = a.version AND a.revision > ? AND a.revision <= ? ORDER BY a.revision, a.number`, from.number, to.number)
	if err != nil {
		return nil, after, reading(err)
	}
	out, err := collect(rows, scanWhole)
	return out, to.String(), reading(err)
}

// reach is how far Changed goes: as many revisions as have together no more
// than limit articles that did not change again, and at least one.
func (s *Store) reach(ctx context.Context, from revision, limit int) (revision, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT r.number, r.token, (SELECT count(*) FROM articles a WHERE a.revision = r.number)
		FROM revisions r WHERE r.number > ? ORDER BY r.number`, from.number)
	if err != nil {
		return from, err
	}
	defer rows.Close()
	to, sum := from, 0
	for rows.Next() {
		var r revision
		var n int
		if err := rows.Scan(&r.number, &r.token, &n); err != nil {
			return from, err
		}
		if sum > 0 && sum+n > limit {
			return to, nil
		}
		to, sum = r, sum+n
	}
	return to, rows.Err()
}

// Article returns an article as it was at a revision; corpus.ErrNotFound for
// an id that was not there then.
func (s *Store) Article(ctx context.Context, id, at string) (corpus.Article, error) {
	r, err := parseRevision(at)
	if err != nil {
		return corpus.Article{}, err
	}
	row := s.db.QueryRowContext(ctx, `SELECT `+whole+`
		WHERE a.id = ? AND v.revision <= ? ORDER BY v.version DESC LIMIT 1`, id, r.number)
	a, err := scanWhole(row)
	if errors.Is(err, sql.ErrNoRows) {
		return corpus.Article{}, corpus.ErrNotFound
	}
	if err != nil {
		return corpus.Article{}, reading(err)
	}
	a.Why, err = s.links(ctx, id)
	return a, reading(err)
}

// List returns the articles as they were at a revision, without their text, in
// any order.
func (s *Store) List(ctx context.Context, at string) ([]corpus.Article, error) {
	r, err := parseRevision(at)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.QueryContext(ctx, `SELECT `+listed+`
		FROM articles a JOIN versions v ON v.article = a.number
		WHERE v.version = CASE WHEN a.revision <= ?1 THEN a.version
			ELSE (SELECT max(w.version) FROM versions w WHERE w.article = a.number AND w.revision <= ?1) END`, r.number)
	if err != nil {
		return nil, reading(err)
	}
	out, err := collect(rows, scanListed)
	return out, reading(err)
}

// Version is one version of an article.
type Version struct {
	Number   int    // counted from 1
	Hash     string // corpus.Article.Hash
	Ingested time.Time
	Revision string // Article at it gives this version whole
}

// Versions lists the versions of an article, oldest first; corpus.ErrNotFound
// for an unknown id.
func (s *Store) Versions(ctx context.Context, id string) ([]Version, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT v.version, v.hash, v.ingested, r.number, r.token
		FROM articles a JOIN versions v ON v.article = a.number JOIN revisions r ON r.number = v.revision
		WHERE a.id = ? ORDER BY v.version`, id)
	if err != nil {
		return nil, reading(err)
	}
	out, err := collect(rows, func(row scanner) (v Version, err error) {
		var ingested string
		var r revision
		if err := row.Scan(&v.Number, &v.Hash, &ingested, &r.number, &r.token); err != nil {
			return v, err
		}
		v.Revision = r.String()
		v.Ingested, err = time.Parse(time.RFC3339, ingested)
		return v, err
	})
	if err == nil && len(out) == 0 {
		return nil, corpus.ErrNotFound
	}
	return out, reading(err)
}

// links are the reasons why an article shares its origin, by the other's id.
func (s *Store) links(ctx context.Context, id string) ([]corpus.Link, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT b.id, l.kind, l.shared, l.example
		FROM articles a JOIN links l ON l.article = a.number JOIN articles b ON b.number = l.other
		WHERE a.id = ? ORDER BY b.id`, id)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(row scanner) (l corpus.Link, err error) {
		err = row.Scan(&l.Article, &l.Kind, &l.Shared, &l.Example)
		return l, err
	})
}

// listed are the columns that a listing shows.
const listed = `a.id, a.origin, v.title, v.byline, v.publisher, v.agency, v.dateline, v.published, v.url, v.language, v.status`

// whole is what scanWhole reads, of every version.
const whole = listed + `, v.spans, v.metadata, t.text
	FROM articles a JOIN versions v ON v.article = a.number
	JOIN texts t ON t.article = v.article AND t.version = v.version`

// scanner is a row of either kind.
type scanner interface{ Scan(...any) error }

func listedFields(a *corpus.Article) []any {
	return []any{&a.ID, &a.Origin, &a.Title, &a.Byline, &a.Publisher, &a.Agency, &a.Dateline, &a.Published, &a.URL, &a.Language, &a.Status}
}

func scanListed(row scanner) (a corpus.Article, err error) {
	err = row.Scan(listedFields(&a)...)
	return a, err
}

func scanWhole(row scanner) (corpus.Article, error) {
	var a corpus.Article
	var spans, meta []byte
	if err := row.Scan(append(listedFields(&a), &spans, &meta, &a.Text)...); err != nil {
		return a, err
	}
	var err error
	if a.Spans, err = decodeSpans(spans); err != nil {
		return a, fmt.Errorf("the spans of article %s: %w", a.ID, err)
	}
	if err := json.Unmarshal(meta, &a.Meta); err != nil {
		return a, fmt.Errorf("the metadata of article %s: %w", a.ID, err)
	}
	return a, nil
}

// collect reads all rows and closes them.
func collect[T any](rows *sql.Rows, scan func(scanner) (T, error)) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// reading wraps an error of a query.
func reading(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("reading %s: %w", FileName, explain(err))
}
