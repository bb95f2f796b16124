package main

// What doctor says of the search by meaning: the embedder that is set, and the
// vectors that are kept.

import (
	"context"
	"errors"
	"fmt"

	"github.com/dustin/go-humanize"

	"secondsource/internal/store"
	"secondsource/retrieval"
)

// setting tells which embedder is set.
func (e *examination) setting() {
	const what = "embedder"
	if e.embedder == nil {
		e.found(what, true, "none: passages are found by their words alone", "To find them in other words too, unset "+varEmbedder+", and ingest.")
		return
	}
	is := e.embedder.Model().Name
	if api, ok := e.embedder.(*apiEmbedder); ok {
		is += ", by the API on this machine"
		if host := api.server.Host(); host != "" {
			is = e.embedder.Model().Name + ", by the API of " + host + ": questions and passages go there"
		}
	}
	e.found(what, true, is, "")
}

// vectors examines what is kept of the embedder that is set, and of others.
func (e *examination) vectors(ctx context.Context, s *store.Store, index retrieval.IndexState) {
	set := ""
	if e.embedder != nil {
		if err := e.recall(ctx, s, false); err != nil {
			e.found("embedded", false, err.Error(), "")
			return
		}
		set = e.embedder.Model().String()
		e.embedded(ctx, s, index)
	}
	const what = "other vectors"
	models, err := s.VectorModels(ctx)
	if err != nil {
		e.found(what, false, err.Error(), "")
		return
	}
	for _, m := range models {
		if m.Model == set {
			continue
		}
		todo := "They are used again when that embedder is set."
		if set != "" {
			todo += " To be rid of them: secondsource ingest --forget-others PATH…"
		}
		e.found(what, true, fmt.Sprintf("%s of %s, about %s", humanize.Comma(int64(m.Vectors)), m.Model, humanize.IBytes(uint64(m.Bytes()))), todo)
	}
}

// embedded reads all vectors of the embedder, one after the other, and says how
// many passages have a sound one. Which passages there are is known of a whole
// index only.
func (e *examination) embedded(ctx context.Context, s *store.Store, index retrieval.IndexState) {
	const what = "embedded"
	var passages map[retrieval.TextHash]int
	total := 0
	if index == retrieval.IndexCurrent {
		var err error
		if passages, total, err = e.passages(ctx, s); err != nil {
			e.found(what, false, err.Error(), "")
			return
		}
	}
	model, kept, have := e.embedder.Model(), 0, 0
	err := s.LoadVectors(ctx, model.String(), model.Dimensions, func(text retrieval.TextHash, _ []float32) error {
		if text == retrieval.HashText(knownText) {
			return nil // of no passage
		}
		kept++
		have += passages[text]
		return nil
	})
	var damaged retrieval.DamagedVectors
	switch {
	case errors.As(err, &damaged):
		e.found(what, false, err.Error(), "The next ingest, of any path, makes all vectors anew. Until then passages are found by their words alone.")
	case err != nil:
		e.found(what, false, err.Error(), "")
	case index != retrieval.IndexCurrent:
		e.found(what, true, humanize.Comma(int64(kept))+" vectors are kept; of how many passages is known once the index is whole", "")
	case have < total:
		todo := "The next ingest, of any path, embeds the rest. Until then they are found by their words alone."
		if e.searching().Remote && len(e.model.notTagged) > 0 {
			todo += " Articles with a tag of " + varModelNotTagged + " stay as they are."
		}
		e.found(what, true, fmt.Sprintf("%s of %s passages", humanize.Comma(int64(have)), humanize.Comma(int64(total))), todo)
	default:
		e.found(what, true, fmt.Sprintf("%s of %s passages", humanize.Comma(int64(have)), humanize.Comma(int64(total))), "")
	}
}

// passages counts the passages by the text that their vectors are of. The
// index is whole, so that opening it changes nothing.
func (e *examination) passages(ctx context.Context, s *store.Store) (count map[retrieval.TextHash]int, total int, err error) {
	lib, err := retrieval.Open(ctx, e.dataDir, s, retrieval.Options{Wait: -1})
	if err != nil {
		return nil, 0, err
	}
	texts, _, err := lib.Texts()
	count = make(map[retrieval.TextHash]int, len(texts))
	for _, text := range texts {
		count[text]++
	}
	return count, len(texts), errors.Join(err, lib.Close())
}
