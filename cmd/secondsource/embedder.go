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
// first.
func (a *app) embed(ctx context.Context, s *store.Store) error {
	if a.embedder == nil {
		return nil
	}
	lib, err := retrieval.Open(ctx, a.dataDir, s, a.indexing(s))
	if err != nil {
		return err
	}
	embedded, total := 0, 0
	show := a.stages()
	_, err = lib.Embed(ctx, func(done, of int) {
		embedded, total = done, of
		show("embedding passages", done, of)
	})
	err = errors.Join(err, lib.Close())
	if err != nil && total > 0 {
		return hintedError{err, fmt.Sprintf("All articles can be asked about, by their words. By meaning too: %d of the %d passages that were left.\nThe same command goes on from there.", embedded, total)}
	}
	return err
}
