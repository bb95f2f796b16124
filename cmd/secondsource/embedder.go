package main

import (
	"context"
	"errors"
	"fmt"

	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/minilm"
)

// The embedders that varEmbedder can name.
const (
	embedderMiniLM = "minilm"
	embedderNone   = "none"
)

// newEmbedder returns the embedder of that name; nil for none.
func newEmbedder(name string) (retrieval.Embedder, error) {
	switch name {
	case embedderMiniLM:
		return minilm.New(), nil
	case embedderNone:
		return nil, nil
	}
	return nil, fmt.Errorf("%s is %q: it must be %q, the sentence model in this program, or %q, to search by words alone",
		varEmbedder, name, embedderMiniLM, embedderNone)
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
		keep := make(map[retrieval.TextHash]bool, len(texts))
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
		if m.Model == a.embedder.Model().String() {
			continue
		}
		if err := s.ForgetVectors(ctx, m.Model); err != nil {
			return err
		}
		a.warn("the %d vectors of %s are removed: what comes next takes their space", m.Vectors, m.Model)
	}
	return nil
}
