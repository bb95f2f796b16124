package main

// The articles as serve has them open.

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"secondsource/internal/answer"
	"secondsource/internal/journal"
	"secondsource/internal/store"
	"secondsource/retrieval"
)

// desk is the newsroom that the bot asks: the engine over the articles, which is
// opened again when articles come in. What is being answered goes on with the
// articles that it began with: two indexes, in two folders, take turns.
type desk struct {
	app     *app
	log     *slog.Logger
	dir     string // of the index that serve keeps for itself; "" for what is not stored
	store   *store.Store
	lock    *flock.Flock // on dir: held by one process at a time; nil without one
	journal journal.Journal

	mu  sync.Mutex
	now *opened // nil: they could not be opened
	old *opened // which the last questions before are still answered from
}

// opened is the articles as they were at one revision.
type opened struct {
	lib      library
	engine   *answer.Engine
	revision string
	dir      int // of the two that take turns
	users    sync.WaitGroup
	stop     context.CancelFunc // of its embedding
}

// openDesk opens the articles. serve has an index of its own beside the one that
// the other commands share, so that an ingest need not wait for it nor it for an
// ingest.
func (a *app) openDesk(ctx context.Context, from source, log *slog.Logger) (*desk, error) {
	if from.sample || len(from.in) > 0 {
		engine, lib, err := a.engine(ctx, from)
		if err != nil {
			return nil, err
		}
		return &desk{app: a, log: log, journal: journal.NewMemory(), now: &opened{lib: lib, engine: engine}}, nil
	}
	s, err := store.Open(ctx, a.dataDir)
	if err != nil {
		return nil, a.explain(err)
	}
	d := &desk{app: a, log: log, dir: filepath.Join(a.dataDir, "serve"), store: s, journal: s.Journal()}
	if err := os.MkdirAll(d.folder(1), 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("making a folder for the index of serve: %w", err), s.Close())
	}
	if err := d.alone(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := d.refresh(ctx); err != nil {
		return nil, errors.Join(a.explain(err), s.Close())
	}
	return d, nil
}

// alone makes sure that no other serve works on the same claims: what the one is
// answering, the other would answer again.
func (d *desk) alone() error {
	d.lock = flock.New(filepath.Join(d.dir, "serve.lock"))
	switch got, err := d.lock.TryLock(); {
	case err != nil:
		return fmt.Errorf("locking %s: %w", d.lock.Path(), err)
	case !got:
		return hintedError{fmt.Errorf("another serve is running over the articles in %s", d.app.dataDir), "Stop it first, or give this one another " + varData + " and another Slack app."}
	}
	return nil
}

// folder is where one of the two indexes is.
func (d *desk) folder(k int) string {
	if k == 0 {
		return d.dir
	}
	return filepath.Join(d.dir, "second")
}

// refresh opens the articles as they are stored now. While questions are still
// answered from the articles before the last, it leaves that to its next call. It
// is called by one goroutine at a time.
func (d *desk) refresh(ctx context.Context) error {
	revision, err := d.store.Revision(ctx)
	if err != nil {
		return fmt.Errorf("reading the revision: %w", err)
	}
	if revision == "" {
		return store.ErrNoStore
	}
	d.mu.Lock()
	now, busy := d.now, d.old != nil
	d.mu.Unlock()
	if busy || now != nil && now.revision == revision {
		return nil
	}
	if err := d.app.recall(ctx, d.store, true); err != nil {
		return err
	}
	next, err := d.open(ctx, revision, now)
	if err != nil {
		return err
	}
	life, stop := context.WithCancel(ctx)
	next.stop = stop
	d.mu.Lock()
	d.now, d.old = next, now
	d.mu.Unlock()
	go d.embed(life, next.lib)
	if now != nil {
		now.stop() // what it lacks, the next one embeds
		go d.retire(now)
	}
	return nil
}

// open opens the articles in the folder that is not in use.
func (d *desk) open(ctx context.Context, revision string, now *opened) (*opened, error) {
	next := &opened{revision: revision}
	if now != nil {
		next.dir = 1 - now.dir
	}
	opt := d.app.searching()
	opt.Vectors = d.store
	opt.Warn = func(text string) { d.log.Warn(text) }
	lib, err := retrieval.Open(ctx, d.folder(next.dir), d.store, opt)
	if err != nil {
		return nil, fmt.Errorf("opening the index: %w", err)
	}
	next.lib = lib
	next.engine = answer.New(lib, d.app.options(func(err error) { d.log.Warn("answering without the model", "err", err) }, true))
	return next, nil
}

// retire closes what nobody asks any more, once the last has his answer.
func (d *desk) retire(o *opened) {
	o.users.Wait()
	if err := o.lib.Close(); err != nil {
		d.log.Error("closing an index", "err", err)
	}
	d.mu.Lock()
	d.old = nil
	d.mu.Unlock()
}

// use is the articles as they are open now, until done is called.
func (d *desk) use() (o *opened, done func(), err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.now == nil {
		return nil, nil, errNotOpen
	}
	d.now.users.Add(1)
	return d.now, d.now.users.Done, nil
}

// watch looks for articles that came in until ctx ends.
func (d *desk) watch(ctx context.Context) {
	if d.store == nil {
		return
	}
	tick := time.NewTicker(refreshEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := d.refresh(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("reading new articles in", "err", err)
		}
	}
}

func (d *desk) close() {
	d.mu.Lock()
	now := d.now
	d.now = nil
	d.mu.Unlock()
	if now != nil {
		_ = now.lib.Close()
	}
	if d.store != nil {
		_ = d.store.Close()
	}
	if d.lock != nil {
		_ = d.lock.Unlock()
	}
}

// errNotOpen: the index could not be opened; the log says why.
var errNotOpen = errors.New("the articles are not open")

func (d *desk) Ask(ctx context.Context, q answer.Question) (answer.Answer, error) {
	o, done, err := d.use()
	if err != nil {
		return answer.Answer{}, err
	}
	defer done()
	return o.engine.Ask(ctx, q)
}

func (d *desk) Sources(ctx context.Context, topic string) ([]answer.SourceRow, error) {
	o, done, err := d.use()
	if err != nil {
		return nil, err
	}
	defer done()
	if m := d.app.model; !m.dms || len(m.notIn) > 0 { // a command is seen by one person, in whatever channel
		return o.engine.SourcesHere(ctx, topic, retrieval.Filter{}, 0)
	}
	return o.engine.Sources(ctx, topic, retrieval.Filter{}, 0)
}

// Passage is the paragraph around the bytes start to end of an article.
func (d *desk) Passage(ctx context.Context, id string, start, end int) (string, error) {
	o, done, err := d.use()
	if err != nil {
		return "", err
	}
	defer done()
	article, err := o.engine.Show(ctx, id)
	if err != nil {
		return "", err
	}
	if start < 0 || end > len(article.Text) || start > end {
		return "", fmt.Errorf("article %s has no bytes %d to %d: it was changed", id, start, end)
	}
	from, to := 0, len(article.Text)
	if k := strings.LastIndex(article.Text[:start], "\n"); k >= 0 {
		from = k + 1
	}
	if k := strings.Index(article.Text[end:], "\n"); k >= 0 {
		to = end + k
	}
	return article.Text[from:to], nil
}
