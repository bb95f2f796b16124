package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/spf13/cobra"

	"secondsource/bot"
	"secondsource/internal/answer"
	"secondsource/internal/journal"
	"secondsource/internal/store"
	"secondsource/retrieval"
)

func (a *app) serveCommand() *cobra.Command {
	var from source
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer in Slack",
		Long: `Answer in Slack: mentions, DMs and slash commands, by Socket Mode, which needs no
address of your own. It needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the
environment or in .env; docs/slack.md installs the app line by line.

It runs until it is told to stop (Ctrl-C, SIGTERM), finishes what it is working
on, and leaves what waits for the next start. Articles that are ingested
meanwhile are answered from within seconds.`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), from) },
	}
	from.flags(cmd)
	a.modelFlags(cmd)
	return cmd
}

// refreshEvery is how often serve looks for articles that came in.
const refreshEvery = 2 * time.Second

func (a *app) serve(ctx context.Context, from source) error {
	if err := from.check(); err != nil {
		return err
	}
	if err := a.configure(); err != nil {
		return err
	}
	opt := a.slack
	opt.Sample = from.sample
	opt.PrivateHere, opt.HereChannels = !a.model.dms, a.model.notIn
	opt.Log = slog.New(slog.NewJSONHandler(a.err, nil))
	d, err := a.openDesk(ctx, from, opt.Log)
	if err != nil {
		return err
	}
	defer d.close()
	opt.Answered = d.keep
	b, err := bot.New(d, d.journal, opt)
	if err != nil {
		return withTokens(err)
	}
	listener, err := net.Listen("tcp", a.listen)
	if err != nil {
		return hintedError{fmt.Errorf("listening for health checks on %s: %w", a.listen, err), "Set " + varListen + " to a free address."}
	}
	operations := &http.Server{Handler: b.Operations(), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = operations.Serve(listener) }()
	defer operations.Close()
	opt.Log.Info("health checks", "address", listener.Addr().String())
	go d.watch(ctx)
	go d.tend(ctx)
	return withTokens(b.Run(ctx))
}

// withTokens adds to an error of the tokens where they come from.
func withTokens(err error) error {
	if errors.Is(err, bot.ErrTokens) {
		return hintedError{err, "docs/slack.md tells where both come from; they stand in the environment or in .env."}
	}
	return err
}

// desk is the newsroom that the bot asks: the engine over the articles, which is
// opened again when articles come in.
type desk struct {
	app     *app
	log     *slog.Logger
	dir     string // of the index that serve keeps for itself; "" for what is not stored
	store   *store.Store
	lock    *flock.Flock // on dir: held by one process at a time; nil without one
	journal journal.Journal

	mu       sync.RWMutex
	lib      library
	engine   *answer.Engine
	revision string
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
		return &desk{app: a, log: log, journal: journal.NewMemory(), lib: lib, engine: engine}, nil
	}
	s, err := store.Open(ctx, a.dataDir)
	if err != nil {
		return nil, a.explain(err)
	}
	d := &desk{app: a, log: log, dir: filepath.Join(a.dataDir, "serve"), store: s, journal: s.Journal()}
	if err := os.MkdirAll(d.dir, 0o700); err != nil {
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

// refresh opens the articles as they are stored now.
func (d *desk) refresh(ctx context.Context) error {
	revision, err := d.store.Revision(ctx)
	if err != nil {
		return fmt.Errorf("reading the revision: %w", err)
	}
	if revision == "" {
		return store.ErrNoStore
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if revision == d.revision && d.lib != nil {
		return nil
	}
	if d.lib != nil {
		if err := d.lib.Close(); err != nil {
			return fmt.Errorf("closing the index: %w", err)
		}
		d.lib = nil
	}
	if err := d.app.recall(ctx, d.store, true); err != nil {
		return err
	}
	opt := d.app.searching()
	opt.Vectors = d.store
	opt.Warn = func(text string) { d.log.Warn(text) }
	lib, err := retrieval.Open(ctx, d.dir, d.store, opt)
	if err != nil {
		return fmt.Errorf("opening the index: %w", err)
	}
	d.lib, d.revision = lib, revision
	d.engine = answer.New(lib, d.app.options(func(err error) { d.log.Warn("answering without the model", "err", err) }))
	go d.embed(ctx, lib)
	return nil
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
	defer d.mu.Unlock()
	if d.lib != nil {
		_ = d.lib.Close()
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
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.lib == nil {
		return answer.Answer{}, errNotOpen
	}
	return d.engine.Ask(ctx, q)
}

func (d *desk) Sources(ctx context.Context, topic string) ([]answer.SourceRow, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.lib == nil {
		return nil, errNotOpen
	}
	if m := d.app.model; !m.dms || len(m.notIn) > 0 { // a command is seen by one person, in whatever channel
		return d.engine.SourcesHere(ctx, topic, retrieval.Filter{}, 0)
	}
	return d.engine.Sources(ctx, topic, retrieval.Filter{}, 0)
}

// Passage is the paragraph around the bytes start to end of an article.
func (d *desk) Passage(ctx context.Context, id string, start, end int) (string, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.lib == nil {
		return "", errNotOpen
	}
	article, err := d.engine.Show(ctx, id)
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
