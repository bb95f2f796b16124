// Package model talks to language models over the OpenAI API: OpenAI itself,
// Ollama, vLLM, llama.cpp or a gateway. It is the only package that imports
// go-openai. Nothing here judges what a model says.
//
// Servers that speak this API differ in what they take. A Client asks in the way
// that is best, sees what is refused, asks in the next best way, and stays with
// what worked (manner.go). Beneath go-openai stands a chain of RoundTrippers
// that tries again, limits and waits (transport.go). An error names the server's
// host and what is wrong, in words that an editor may read; it never holds the
// key, nor anything that a server said, as servers repeat prompts and keys.
package model

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Config says which server and which models. Only BaseURL is needed, and a name
// for what is used.
type Config struct {
	BaseURL        string // the API's root: "https://api.openai.com/v1"; a query in it is sent with every call
	Key            string `json:"-"` // sent as a bearer token; "" for servers that want none
	Model          string // for chat
	EmbeddingModel string

	Timeout    time.Duration // of one call, with its retries; 0: 20 s
	Concurrent int           // calls at a time, the others wait; 0: 4
	PriceIn    float64       // of a million tokens, in any currency
	PriceOut   float64

	HTTP http.RoundTripper // beneath all; nil: the network. For tests
}

// Format prints the configuration without its key and the URL's secrets.
func (c Config) Format(s fmt.State, _ rune) {
	host := ""
	if u, err := url.Parse(c.BaseURL); err == nil {
		host = u.Host
	}
	fmt.Fprintf(s, "model %q, embedding model %q at %s", c.Model, c.EmbeddingModel, host)
}

// What a Config leaves open.
const (
	defaultTimeout    = 20 * time.Second
	defaultConcurrent = 4
)

// Client calls one server. It is safe for concurrent use.
type Client struct {
	cfg   Config // without the key and the URL's secrets: they stand in sender alone
	keyed bool   // there is a key
	root  *url.URL

	sender *sender // beneath the chain: what has the key
	api    *openai.Client
	http   *http.Client // over the same chain as api, for what go-openai has no call for

	encoding encoding // how it writes vectors

	mu     sync.Mutex
	manner manner // how it wants to be asked, as far as is known
}

// New returns a client. It calls nothing. Its errors say what is wrong with the
// configuration; they hold nothing of the key or the URL.
func New(cfg Config) (*Client, error) {
	root, err := parseRoot(cfg.BaseURL)
	if err != nil {
		return nil, err
	}
	if strings.ContainsFunc(cfg.Key, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return nil, errors.New("the key holds a space, a line end or a letter that no key has: copy it again")
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = defaultTimeout
	}
	if cfg.Concurrent == 0 {
		cfg.Concurrent = defaultConcurrent
	}
	s := &sender{network: cfg.HTTP, key: func() string { return "" }, query: root.RawQuery, user: root.User}
	if key := cfg.Key; key != "" {
		s.key = func() string { return key }
	}
	root.RawQuery, root.User = "", nil
	cfg.Key, cfg.BaseURL = "", root.String()
	if s.network == nil {
		s.network = network(isLocal(root.Hostname()), cfg.Concurrent)
	}
	c := &Client{cfg: cfg, root: root, keyed: s.key() != "" || s.user != nil, sender: s}
	c.connect()
	return c, nil
}

// connect gives the client its chain, with places of its own.
func (c *Client) connect() {
	c.http = &http.Client{Transport: chain(c.sender, c.cfg.Concurrent), CheckRedirect: asItIs}
	settings := openai.DefaultConfig("")
	settings.BaseURL, settings.HTTPClient = c.cfg.BaseURL, c.http
	c.api = openai.NewClientWithConfig(settings)
}

func parseRoot(base string) (*url.URL, error) {
	const like = "it must be like https://api.openai.com/v1 or http://localhost:11434/v1"
	if base == "" {
		return nil, errors.New("there is no base URL: " + like)
	}
	u, err := url.Parse(base)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.Fragment != "" || u.Opaque != "" {
		return nil, errors.New("the base URL is none: " + like)
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	return u, nil
}

// Model is the name of the model for chat, "" when none is named.
func (c *Client) Model() string { return c.cfg.Model }

// EmbeddingModel is the name of the model for embeddings, "" when none is named.
func (c *Client) EmbeddingModel() string { return c.cfg.EmbeddingModel }

// Host is where what is sent goes to: a host name, "" for this machine.
func (c *Client) Host() string {
	switch {
	case c.Local():
		return ""
	case isLocal(c.root.Hostname()):
		return ollamaCloud
	}
	return c.root.Hostname()
}

// Local tells whether what is sent stays on this machine: the URL is "localhost",
// in 127.0.0.0/8 or ::1. A name that resolves to such an address does not count,
// as it can resolve to another one tomorrow; nor does a model that Ollama here
// passes on to its cloud. What else a server passes on is not known here.
func (c *Client) Local() bool {
	return isLocal(c.root.Hostname()) && !inCloud(c.cfg.Model) && !inCloud(c.cfg.EmbeddingModel)
}

// Encrypted tells whether what is sent goes over TLS.
func (c *Client) Encrypted() bool { return c.root.Scheme == "https" }

// ollamaCloud is where Ollama runs models whose tag ends in "cloud".
const ollamaCloud = "ollama.com"

func inCloud(model string) bool {
	model = strings.ToLower(model)
	return strings.HasSuffix(model, ":cloud") || strings.HasSuffix(model, "-cloud")
}

func isLocal(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// call makes one call to the server, or several that belong together, within
// Config.Timeout, and puts its error into words. Every call goes through it:
// go-openai's own errors repeat what the server said.
func (c *Client) call(ctx context.Context, do func(context.Context) error) error {
	within, end := context.WithTimeout(ctx, c.cfg.Timeout)
	defer end()
	if err := do(within); err != nil {
		return c.explain(within, err)
	}
	return nil
}
