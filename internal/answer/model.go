package answer

import (
	"context"

	"secondsource/prompts"
)

// Model is a language model that reads passages and proposes claims. What it
// says is never shown unchecked. It is safe for concurrent use.
type Model interface {
	// Name is the model's name, as readers are told it.
	Name() string
	// Host is where what it is sent goes to: a host name, "" for this machine.
	Host() string
	// Complete returns the model's reply to a prompt. The reply may be anything:
	// cut off, empty, no JSON at all. An error says that there is no reply, in
	// words that an editor may read; it holds no key and nothing of the prompt.
	// It returns soon after ctx ends.
	Complete(ctx context.Context, p prompts.Prompt) (Reply, error)
}

// Reply is what a model returned.
type Reply struct {
	Text    string
	In, Out int     // tokens, as the server counts them; 0 where it does not say
	Cost    float64 // at the prices that were set; 0 without
}
