package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"secondsource/internal/model"
	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/minilm"
)

// The embedders that varEmbedder can name.
const (
	embedderMiniLM = "minilm"
	embedderAPI    = "api"
	embedderNone   = "none"
)

// newEmbedder returns the embedder that is set; nil for none. server may be nil.
func newEmbedder(get func(name, otherwise string) string, server *model.Client) (retrieval.Embedder, error) {
	switch name := get(varEmbedder, embedderMiniLM); name {
	case embedderMiniLM:
		return minilm.New(), nil
	case embedderAPI:
		e, err := newAPIEmbedder(server, get(varDimensions, ""))
		if err != nil {
			return nil, err // and no *apiEmbedder in the interface
		}
		return e, nil
	case embedderNone:
		return nil, nil
	default:
		return nil, fmt.Errorf("%s is %q: it must be %q, the sentence model in this program, %q, a model behind an OpenAI-compatible API, or %q, to search by words alone",
			varEmbedder, name, embedderMiniLM, embedderAPI, embedderNone)
	}
}

// recall tells an embedder behind an API what is kept of its model; with keep,
// what it embeds next is to be kept too.
func (a *app) recall(ctx context.Context, s *store.Store, keep bool) error {
	e, ok := a.embedder.(*apiEmbedder)
	if !ok {
		return nil
	}
	if err := e.recall(ctx, s, keep); err != nil {
		return fmt.Errorf("reading what is kept of %s: %w", e.Model().Name, err)
	}
	return nil
}

// embed makes the vectors that the stored articles lack, the newest articles'
// first, and removes those that are of no use any more.
func (a *app) embed(ctx context.Context, s *store.Store) error {
	if a.embedder == nil {
		return nil
	}
	done, total := 0, 0
	show := a.stages()
	err := func() error {
		if err := a.recall(ctx, s, true); err != nil {
			return err
		}
		lib, err := retrieval.Open(ctx, a.dataDir, s, a.indexing(s))
		if err != nil {
			return err
		}
		// It can take an hour: new articles are not to wait for it.
		if err = lib.Detach(); err == nil {
			_, err = lib.Embed(ctx, func(now, of int) {
				done, total = now, of
				show("embedding passages", now, of)
			})
		}
		if err == nil {
			a.prune(ctx, s, lib)
		}
		return errors.Join(err, lib.Close())
	}()
	if err == nil {
		return nil
	}
	hint := "All articles can be asked about. "
	if total > 0 {
		hint += fmt.Sprintf("Of the %d passages that were left, %d are embedded; the rest are found by their words alone.", total, done)
	} else {
		hint += "Their passages are not all embedded; the rest are found by their words alone."
	}
	return hintedError{err, hint + "\nThe same command goes on with the rest."}
}

// prune removes the vectors of texts that no passage has any more. When that
// fails, nothing is lost but space: the next ingest tries again.
func (a *app) prune(ctx context.Context, s *store.Store, lib *retrieval.Library) {
	texts, revision, err := lib.Texts()
	if err == nil {
		keep := map[retrieval.TextHash]bool{retrieval.HashText(knownText): true}
		for _, text := range texts {
			keep[text] = true
		}
		_, err = s.PruneVectors(ctx, a.embedder.Model().String(), revision, keep)
	}
	if err != nil && ctx.Err() == nil {
		a.warn("all passages are embedded; vectors of earlier versions could not be removed: %v", err)
	}
}

// forgetOthers removes the vectors of all models but that of the embedder that
// is set.
func (a *app) forgetOthers(ctx context.Context, s *store.Store) error {
	models, err := s.VectorModels(ctx)
	if err != nil {
		return err
	}
	for _, m := range models {
		if m.Model == a.embedder.Model().String() { // its dimensions are known: all was just embedded
			continue
		}
		if err := s.ForgetVectors(ctx, m.Model); err != nil {
			return err
		}
		a.warn("the %d vectors of %s are removed: what comes next takes their space", m.Vectors, m.Model)
	}
	return nil
}

// embedAgain is after how long serve goes on with embedding that failed: a
// server is busy or down for minutes, not for seconds.
const embedAgain = time.Minute

// embed makes the vectors that a library of the desk lacks, for as long as it is
// the desk's. What has none yet is found by its words.
func (d *desk) embed(ctx context.Context, lib library) {
	for {
		_, err := lib.Embed(ctx, nil)
		if err == nil || !d.has(lib) || ctx.Err() != nil {
			return
		}
		d.log.Warn("embedding passages; it goes on later", "err", err, "after", embedAgain)
		select {
		case <-ctx.Done():
			return
		case <-time.After(embedAgain):
		}
	}
}

// has says whether the library is the one that is asked now.
func (d *desk) has(lib library) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now != nil && d.now.lib == lib
}
