package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"secondsource/corpus"
	"secondsource/corpus/sample"
	"secondsource/internal/answer"
	"secondsource/internal/store"
	"secondsource/retrieval"
)

// source says which articles a command works over: the data directory's, the
// built-in sample's, or those of files, which are then not stored.
type source struct {
	sample bool
	in     []string
}

func (s *source) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&s.sample, "sample", false, "use the built-in sample articles, storing nothing")
	cmd.Flags().StringArrayVar(&s.in, "in", nil, "use the articles in this file or folder, storing nothing (repeatable)")
}

func (s *source) check() error {
	if s.sample && len(s.in) > 0 {
		return usagef("--sample and --in are two different sets of articles: give one of them")
	}
	return nil
}

// filter holds the flags that narrow a search.
type filter struct {
	since, until string
	publishers   []string
}

func (f *filter) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.since, "since", "", "only articles from this day on (YYYY-MM-DD); undated ones are left out")
	cmd.Flags().StringVar(&f.until, "until", "", "only articles up to this day, the whole of it (YYYY-MM-DD)")
	cmd.Flags().StringArrayVar(&f.publishers, "publisher", nil, "only articles of this publisher (repeatable)")
}

func (f *filter) parse() (retrieval.Filter, error) {
	since, err := parseDay("--since", f.since)
	if err != nil {
		return retrieval.Filter{}, err
	}
	until, err := parseDay("--until", f.until)
	if err != nil {
		return retrieval.Filter{}, err
	}
	if !since.IsZero() && !until.IsZero() && until.Before(since) {
		return retrieval.Filter{}, usagef("--until %s is before --since %s", f.until, f.since)
	}
	return retrieval.Filter{Since: since, Until: until, Publishers: f.publishers}, nil
}

func parseDay(flag, value string) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, value); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usagef("%s %q is not a date: write it as 2025-11-28", flag, value)
}

// library is the articles that a command works over; closing it gives the data
// directory back.
type library interface {
	answer.Library
	answer.Lister
	Embed(ctx context.Context, progress func(done, total int)) (embedded int, err error)
	Close() error
}

// engine opens the articles and puts the engine over them.
func (a *app) engine(ctx context.Context, from source) (engine *answer.Engine, lib library, err error) {
	if err := a.configure(); err != nil {
		return nil, nil, err
	}
	switch {
	case from.sample:
		lib, err = a.sampleLibrary(ctx)
	case len(from.in) > 0:
		lib, err = a.fileLibrary(ctx, from.in)
	default:
		lib, err = a.storedLibrary(ctx)
	}
	if err != nil {
		return nil, nil, err
	}
	return answer.New(lib, a.options(func(err error) { a.warn("%v", err) }, false)), lib, nil
}

func (a *app) sampleLibrary(ctx context.Context) (library, error) {
	articles, err := sample.Articles()
	if err != nil {
		return nil, fmt.Errorf("reading the built-in sample: %w", err)
	}
	corpus.GroupOrigins(articles)
	opt := a.searching()
	opt.Vectors = sample.Vectors{}
	return retrieval.NewMemoryWith(ctx, articles, opt)
}

func (a *app) fileLibrary(ctx context.Context, paths []string) (library, error) {
	articles, errs := corpus.Collect(ctx, paths)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for _, err := range errs {
		a.warn("left out: %v", err)
	}
	if len(articles) == 0 {
		return nil, hintedError{
			fmt.Errorf("no article could be read from %s", strings.Join(paths, ", ")),
			"Articles are files that end in " + strings.Join(corpus.Endings(), ", ") + ".",
		}
	}
	corpus.GroupOrigins(articles)
	return retrieval.NewMemoryWith(ctx, articles, a.searching())
}

// stored is the library of a data directory, with the store that it reads.
type stored struct {
	*retrieval.Library
	store *store.Store
}

func (s stored) Close() error { return errors.Join(s.Library.Close(), s.store.Close()) }

// storedLibrary opens the data directory, bringing its index up to date where
// it is not.
func (a *app) storedLibrary(ctx context.Context) (library, error) {
	s, err := store.Open(ctx, a.dataDir)
	if err != nil {
		return nil, a.explain(err)
	}
	newest, err := s.Revision(ctx)
	if err == nil && newest == "" {
		err = a.explain(store.ErrNoStore)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := a.recall(ctx, s, false); err != nil {
		return nil, errors.Join(a.explain(err), s.Close())
	}
	lib, err := retrieval.Open(ctx, a.dataDir, s, a.indexing(s))
	if err != nil {
		return nil, errors.Join(a.explain(err), s.Close())
	}
	return stored{lib, s}, nil
}

// index brings the search index to what is stored.
func (a *app) index(ctx context.Context, s *store.Store) error {
	return retrieval.Update(ctx, a.dataDir, s, a.indexing(s))
}

// searching says by what to search.
func (a *app) searching() retrieval.Options {
	opt := retrieval.Options{Embedder: a.embedder, Warn: func(text string) { a.warn("%s", text) }}
	if e, ok := a.embedder.(*apiEmbedder); ok {
		opt.Patience, opt.Remote = askPatience, !e.server.Local()
		opt.Withhold = func(article *corpus.Article) bool { return article.HasTag(a.model.notTagged...) }
	}
	return opt
}

// indexing is searching what is stored; the user sees what is done to the
// index.
func (a *app) indexing(s *store.Store) retrieval.Options {
	opt := a.searching()
	opt.Progress, opt.Vectors = a.stages(), s
	return opt
}

// explain adds what to do to the errors of the data directory.
func (a *app) explain(err error) error {
	switch {
	case errors.Is(err, store.ErrNoStore):
		return hintedError{
			fmt.Errorf("no articles are stored in %s yet", a.dataDir),
			"Read some in with: secondsource ingest PATH…\nOr try the built-in ones: add --sample. (" + varData + " names the data directory.)",
		}
	case errors.Is(err, context.Canceled):
		return hintedError{err, "What was counted is stored; the same command goes on from there."}
	case errors.Is(err, syscall.ENOSPC):
		return hintedError{err, "The disk of " + a.dataDir + " is full: free some space and run the command again. What was counted is stored."}
	}
	return err
}
