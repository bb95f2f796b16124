package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"secondsource/internal/answer"
	"secondsource/internal/model"
	"secondsource/prompts"
)

// restsFor is how long a model that could not be reached is not asked again: nobody
// else is to wait for it in vain.
const restsFor = 30 * time.Second

// reader is a language model as the engine calls it.
type reader struct {
	client *model.Client
	failed func(error) // is told of each failure in full
	rests  bool        // after a failure it is not asked for a while: others ask as well

	mu    sync.Mutex
	until time.Time // it rests
}

func (r *reader) Name() string { return r.client.Model() }

func (r *reader) Host() string { return r.client.Host() }

func (r *reader) Complete(ctx context.Context, p prompts.Prompt) (answer.Reply, error) {
	if r.resting() {
		return answer.Reply{}, errResting
	}
	got, err := r.client.Chat(ctx, model.Request{System: p.System, User: p.User, SchemaName: p.Name, Schema: p.Schema, MaxTokens: p.MaxTokens})
	var failure *model.Error
	if errors.As(err, &failure) {
		r.failed(failure)
		err = failure.Kind // hosts and numbers are for the log, not for who asked
		r.rest(err)
	}
	return answer.Reply{Text: got.Text, In: got.In, Out: got.Out, Cost: got.Cost}, err
}

// errResting: the model is not asked, since it failed a moment ago.
var errResting = errors.New("the model did not answer a moment ago")

func (r *reader) resting() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Now().Before(r.until)
}

// rest lets a model rest whose server is not there, or too slow.
func (r *reader) rest(err error) {
	if !r.rests || !errors.Is(err, model.ErrUnreachable) && !errors.Is(err, model.ErrTimeout) && !errors.Is(err, model.ErrBusy) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.until = time.Now().Add(restsFor)
}

// options is how the engine answers. failed is told when the model fails: the
// answer is made without it. rests: many ask, and none is to wait in vain for what
// another waited for.
func (a *app) options(failed func(error), rests bool) answer.Options {
	opt := answer.Options{StaleAfter: a.staleAfter}
	if e, ok := a.embedder.(*apiEmbedder); ok {
		opt.EmbedsAt = e.server.Host()
	}
	if a.chosen.offered && a.model.reads() {
		opt.Model = &reader{client: a.model.client, failed: failed, rests: rests}
		opt.ModelWithin, opt.ReadTokens, opt.NotTagged = a.model.within, a.model.tokens, slices.Clone(a.model.notTagged)
	}
	return opt
}
