package main

// The embedder behind an OpenAI-compatible API: what a vector of its model is
// told by, and what holds that vectors of two models are never mixed.

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"secondsource/internal/model"
	"secondsource/internal/store"
	"secondsource/retrieval"
)

// askPatience is how long a search waits for the embedding server; embedWithin
// is how long the embedding of a batch may take, with all that a rate limit
// makes it wait.
const (
	varDimensions = "SECONDSOURCE_EMBEDDING_DIMENSIONS"

	askPatience = 3 * time.Second
	embedWithin = 2 * time.Minute
)

// knownText is the text whose vector is kept with those of the passages, to see
// that the server still has the model that made them; leastSame is the least
// cosine of its vector now and then. Two models, or two builds of one that are
// not to be mixed, are far below; what a server rounds differs by a thousandth.
const (
	knownText = "The ferry left the quay when the tide was in."
	leastSame = 0.97
)

// apiEmbedder embeds by a server. The name of its model does not tell which
// server it is: the same model elsewhere makes the same vectors.
type apiEmbedder struct {
	server *model.Client
	asked  int // dimensions that the server is asked for; 0: the model's own

	mu         sync.Mutex
	dimensions int                                    // 0: not known yet
	known      []float32                              // the vector of knownText that is kept; nil: none is
	keep       func(context.Context, []float32) error // keeps the one that comes; nil: it is not to be
	held       bool                                   // against known, or kept
}

// newAPIEmbedder returns the embedder of a server. It calls nothing.
func newAPIEmbedder(server *model.Client, dimensions string) (*apiEmbedder, error) {
	switch {
	case server == nil:
		return nil, fmt.Errorf("%s is %q, and where that API is, is not set: set %s (for Ollama on this machine http://localhost:11434/v1), or for OpenAI %s",
			varEmbedder, embedderAPI, varBaseURL, varAPIKey)
	case server.EmbeddingModel() == "":
		return nil, fmt.Errorf("%s is %q: set %s to the name of the model that is to embed", varEmbedder, embedderAPI, varEmbeddingModel)
	}
	asked := 0
	if dimensions != "" {
		var err error
		if asked, err = strconv.Atoi(dimensions); err != nil || asked < 1 || asked > 65536 {
			return nil, fmt.Errorf("%s is %q: it must be a number that the model can give, or empty for its own", varDimensions, dimensions)
		}
	}
	// Who asks a question waits for askPatience only.
	return &apiEmbedder{server: server.Within(embedWithin), asked: asked, dimensions: asked}, nil
}

// Model names the model and what is done with a text before it: not the server.
func (e *apiEmbedder) Model() retrieval.Model {
	e.mu.Lock()
	defer e.mu.Unlock()
	m := retrieval.Model{Name: e.server.EmbeddingModel(), Revision: "api-" + model.EmbeddingRevision, Dimensions: e.dimensions}
	if e.asked > 0 {
		m.Revision += "-shortened"
	}
	return m
}

// Embed asks the server. The first time it also asks for the vector of
// knownText, where one is kept or is to be, and refuses to go on with another
// model than the one that made what is kept.
func (e *apiEmbedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if len(texts) == 0 {
		return nil, ctx.Err()
	}
	e.mu.Lock()
	known, keep, dimensions := e.known, e.keep, e.dimensions
	hold := !e.held && (known != nil || keep != nil)
	e.mu.Unlock()
	n := len(texts)
	if hold {
		texts = append(texts[:n:n], knownText)
	}
	list, _, err := e.server.Embed(ctx, texts, e.asked)
	if err != nil {
		return nil, err
	}
	if got := len(list[0]); dimensions != 0 && got != dimensions {
		return nil, e.anotherModel(fmt.Sprintf("vectors of %d dimensions, where those that are kept have %d", got, dimensions))
	}
	if hold && known != nil {
		if same := dot(known, list[n]); same < leastSame {
			return nil, e.anotherModel(fmt.Sprintf("another vector for a known text than the one that is kept (their cosine is %.2f)", same))
		}
	}
	e.mu.Lock()
	e.dimensions = len(list[0])
	e.mu.Unlock()
	if hold && known == nil {
		if err := keep(ctx, list[n]); err != nil {
			return nil, err
		}
	}
	e.mu.Lock()
	e.held = e.held || hold
	e.mu.Unlock()
	return list[:n], nil
}

// anotherModel is the error for vectors that are not to be mixed with what is
// kept, with what to do.
func (e *apiEmbedder) anotherModel(gave string) error {
	return fmt.Errorf("the server gave %s: another model seems to stand behind the name %s now. "+
		"Bring the earlier one back, or give the new one a name of its own in %s; or forget the earlier vectors (%s=%s, then ingest --forget-others)",
		gave, e.server.EmbeddingModel(), varEmbeddingModel, varEmbedder, embedderMiniLM)
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

// recall tells the embedder what is kept of its model, so that it need not ask
// the server how many dimensions that has, and can tell it from another. With
// keep, the vector of knownText is kept before those of passages are.
func (e *apiEmbedder) recall(ctx context.Context, s *store.Store, keep bool) error {
	m := e.Model()
	if m.Dimensions == 0 {
		var err error
		if m.Dimensions, err = s.Dimensions(ctx, m.Prefix()); err != nil {
			return err
		}
	}
	hash := retrieval.HashText(knownText)
	known, err := s.Vector(ctx, m.String(), m.Dimensions, hash)
	var damaged retrieval.DamagedVectors
	if err != nil && !errors.As(err, &damaged) { // a damaged one is made anew with all the others
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.dimensions, e.known, e.keep, e.held = m.Dimensions, known, nil, false
	if keep {
		e.keep = func(ctx context.Context, v []float32) error {
			m := e.Model()
			return s.SaveVectors(ctx, m.String(), m.Dimensions, []retrieval.TextHash{hash}, [][]float32{v})
		}
	}
	return nil
}
