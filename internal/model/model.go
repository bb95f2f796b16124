// Package model talks to language models over the OpenAI API: OpenAI itself,
// Ollama, vLLM, llama.cpp or a gateway. It is the only package that imports
// go-openai. Nothing here judges what a model says.
package model

import (
	"errors"
	"net/http"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Config says which server and which models. Only BaseURL is needed, and a name
// for what is used.
type Config struct {
	BaseURL        string // ending in the API's root: "https://api.openai.com/v1"
	Key            string // sent as a bearer token; "" for servers that want none
	Model          string // for chat
	EmbeddingModel string

	Timeout    time.Duration // of one call, with its retries; 0: 20 s
	Concurrent int           // calls at a time; 0: 4
	PriceIn    float64       // of a million tokens, in any currency
	PriceOut   float64

	HTTP http.RoundTripper // beneath all; nil: http.DefaultTransport. For tests
}

// Client calls one server. It is safe for concurrent use.
type Client struct {
	cfg Config
	api *openai.Client
}

// New returns a client. It calls nothing.
func New(cfg Config) (*Client, error) {
	if cfg.BaseURL == "" {
		return nil, errors.New("no base URL")
	}
	c := openai.DefaultConfig(cfg.Key)
	c.BaseURL = cfg.BaseURL
	return &Client{cfg: cfg, api: openai.NewClientWithConfig(c)}, nil
}
