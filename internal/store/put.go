package store

// Writing: a batch of articles is one transaction.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"secondsource/corpus"
)

// Outcome is what became of an article that was put.
type Outcome string

const (
	New       Outcome = "new"       // its id was not known
	Changed   Outcome = "changed"   // its id was known with another content: a new version
	Unchanged Outcome = "unchanged" // it is stored as it is
)

// Put stores articles as of the time at, all or none of them, and groups them
// with the copies that are already there. It returns what became of each, in
// order. When it returns without an error, they are on the disk.
//
// An article that is known with the same content but other marked spans (a
// better reading of the same file) is marked anew and counts as unchanged.
func (s *Store) Put(ctx context.Context, articles []corpus.Article, at time.Time) ([]Outcome, error) {
	outcomes, _, err := s.putTimed(ctx, articles, at)
	return outcomes, err
}

// putTimed is Put, and tells how long it took to find copies.
func (s *Store) putTimed(ctx context.Context, articles []corpus.Article, at time.Time) ([]Outcome, time.Duration, error) {
	start := time.Now()
	prepared, err := prepareAll(ctx, articles)
	if err != nil {
		return nil, 0, err
	}
	w := writer{at: at.UTC().Format(time.RFC3339), origins: time.Since(start)}
	s.mu.Lock()
	defer s.mu.Unlock()
	outcomes, err := s.put(ctx, &w, prepared)
	if err != nil {
		return nil, 0, fmt.Errorf("storing in %s: %w", FileName, explain(err))
	}
	return outcomes, w.origins, nil
}

// prepared is an article with what is derived from it, ready to be stored.
type prepared struct {
	*corpus.Article
	hash        string
	spans, meta []byte
	prints      []uint64
}

func prepareAll(ctx context.Context, articles []corpus.Article) ([]prepared, error) {
	out := make([]prepared, len(articles))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range articles {
		group.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			out[i], err = prepare(&articles[i])
			return err
		})
	}
	return out, group.Wait()
}

func prepare(a *corpus.Article) (prepared, error) {
	meta, err := json.Marshal(a.Meta)
	if err != nil {
		return prepared{}, fmt.Errorf("the metadata of article %s: %w", a.ID, err)
	}
	return prepared{
		Article: a, hash: a.Hash(),
		spans: encodeSpans(a.Spans), meta: meta, prints: corpus.Fingerprint(a),
	}, nil
}

// put is the transaction.
func (s *Store) put(ctx context.Context, w *writer, articles []prepared) ([]Outcome, error) {
	tx, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	w.tx = tx
	outcomes := make([]Outcome, len(articles))
	for i := range articles {
		if outcomes[i], err = w.article(ctx, &articles[i]); err != nil {
			return nil, fmt.Errorf("article %s: %w", articles[i].ID, err)
		}
	}
	if len(w.touched) == 0 {
		return outcomes, nil
	}
	start := time.Now()
	err = s.groupOrigins(ctx, tx, w.touched, w.revision)
	w.origins += time.Since(start)
	if err != nil {
		s.prints = printIndex{} // it may have what is now rolled back: read it again
		return nil, fmt.Errorf("finding copies: %w", err)
	}
	if err := tx.Commit(); err != nil {
		s.prints = printIndex{}
		return nil, err
	}
	return outcomes, nil
}

// writer is one transaction that stores articles.
type writer struct {
	tx       *transaction
	at       string
	revision revision  // of this transaction; made when something changes
	touched  []touched // what is new, changed or marked anew
	origins  time.Duration
}

// touched is an article that was written, by its number.
type touched struct {
	number  int64
	known   bool // it was there before
	article *prepared
}

// touch notes that an article was written; of one that is in the batch twice,
// only the last counts.
func (w *writer) touch(t touched) {
	w.touched = slices.DeleteFunc(w.touched, func(earlier touched) bool { return earlier.number == t.number })
	w.touched = append(w.touched, t)
}

// article stores one article if it is not stored as it is.
func (w *writer) article(ctx context.Context, a *prepared) (Outcome, error) {
	var number int64
	var version int
	var hash, spans string
	err := w.tx.row(ctx, `SELECT a.number, a.version, v.hash, v.spans
		FROM articles a JOIN versions v ON v.article = a.number AND v.version = a.version
		WHERE a.id = ?`, a.ID).Scan(&number, &version, &hash, &spans)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return New, w.insert(ctx, a)
	case err != nil:
		return "", err
	case hash != a.hash:
		return Changed, w.update(ctx, a, number, version+1)
	case spans != string(a.spans):
		return Unchanged, w.remark(ctx, a, number, version)
	}
	return Unchanged, nil
}

// stamp returns the revision of this transaction.
func (w *writer) stamp(ctx context.Context) (int64, error) {
	var err error
	if w.revision == (revision{}) {
		w.revision, err = nextRevision(ctx, w.tx)
	}
	return w.revision.number, err
}

func (w *writer) insert(ctx context.Context, a *prepared) error {
	rev, err := w.stamp(ctx)
	if err != nil {
		return err
	}
	var number int64
	err = w.tx.row(ctx, "INSERT INTO articles (id, version, origin, revision) VALUES (?, 1, ?, ?) RETURNING number",
		a.ID, a.ID, rev).Scan(&number)
	if err != nil {
		return err
	}
	w.touch(touched{number: number, article: a})
	return w.version(ctx, a, number, 1)
}

func (w *writer) update(ctx context.Context, a *prepared, number int64, version int) error {
	rev, err := w.stamp(ctx)
	if err != nil {
		return err
	}
	if err := w.tx.exec(ctx, "UPDATE articles SET version = ?, revision = ? WHERE number = ?", version, rev, number); err != nil {
		return err
	}
	w.touch(touched{number: number, known: true, article: a})
	return w.version(ctx, a, number, version)
}

func (w *writer) remark(ctx context.Context, a *prepared, number int64, version int) error {
	rev, err := w.stamp(ctx)
	if err != nil {
		return err
	}
	if err := w.tx.exec(ctx, "UPDATE articles SET revision = ? WHERE number = ?", rev, number); err != nil {
		return err
	}
	w.touch(touched{number: number, known: true, article: a})
	return w.tx.exec(ctx, "UPDATE versions SET spans = ? WHERE article = ? AND version = ?", string(a.spans), number, version)
}

func (w *writer) version(ctx context.Context, a *prepared, number int64, version int) error {
	err := w.tx.exec(ctx, `INSERT INTO versions (article, version, revision, ingested, hash, title, byline,
		publisher, agency, dateline, published, url, language, status, metadata, spans)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		number, version, w.revision.number, w.at, a.hash, a.Title, a.Byline,
		a.Publisher, a.Agency, a.Dateline, a.Published, a.URL, a.Language, a.Status,
		string(a.meta), string(a.spans))
	if err != nil {
		return err
	}
	return w.tx.exec(ctx, "INSERT INTO texts (article, version, text) VALUES (?, ?, ?)", number, version, a.Text)
}
