package main

import (
	"context"
	"errors"
	"slices"

	"secondsource/internal/answer"
	"secondsource/internal/model"
	"secondsource/prompts"
)

// reader is a language model as the engine calls it.
type reader struct {
	client *model.Client
	failed func(error) // is told of each failure in full
}

func (r reader) Name() string { return r.client.Model() }

func (r reader) Host() string { return r.client.Host() }

func (r reader) Complete(ctx context.Context, p prompts.Prompt) (answer.Reply, error) {
	got, err := r.client.Chat(ctx, model.Request{System: p.System, User: p.User, SchemaName: p.Name, Schema: p.Schema, MaxTokens: p.MaxTokens})
	var failure *model.Error
	if errors.As(err, &failure) {
		r.failed(failure)
		err = failure.Kind // hosts and numbers are for the log, not for who asked
	}
	return answer.Reply{Text: got.Text, In: got.In, Out: got.Out, Cost: got.Cost}, err
}

// options is how the engine answers. failed is told when the model fails: the
// answer is made without it.
func (a *app) options(failed func(error)) answer.Options {
	opt := answer.Options{StaleAfter: a.staleAfter}
	if e, ok := a.embedder.(*apiEmbedder); ok {
		opt.EmbedsAt = e.server.Host()
	}
	if a.chosen.offered && a.model.reads() {
		opt.Model = reader{client: a.model.client, failed: failed}
		opt.ModelWithin, opt.ReadTokens, opt.NotTagged = a.model.within, a.model.tokens, slices.Clone(a.model.notTagged)
	}
	return opt
}
