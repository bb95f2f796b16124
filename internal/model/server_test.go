package model_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"secondsource/internal/model"
)

// heard is a request as a server sees it.
type heard struct {
	*http.Request
	Model               string
	Messages            []struct{ Role, Content string }
	Temperature         *float64
	Seed                *int
	MaxTokens           int `json:"max_tokens"`
	MaxCompletionTokens int `json:"max_completion_tokens"`
	Format              struct {
		Type       string
		Schema     json.RawMessage
		JSONSchema struct {
			Name   string
			Strict bool
			Schema json.RawMessage
		} `json:"json_schema"`
	} `json:"response_format"`
}

// prompt is all that the model was told.
func (a heard) prompt() string {
	var b strings.Builder
	for _, m := range a.Messages {
		b.WriteString(m.Role + ": " + m.Content + "\n")
	}
	return b.String()
}

// server is a model server that does what a test wants, and keeps what it was
// asked.
type server struct {
	*httptest.Server
	mu   sync.Mutex
	seen []heard
}

// newServer starts a server; n counts requests from 1.
func newServer(t *testing.T, reply func(w http.ResponseWriter, a heard, n int)) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := heard{Request: r}
		if body, err := io.ReadAll(r.Body); err == nil && len(body) > 0 {
			if err := json.Unmarshal(body, &a); err != nil {
				t.Errorf("%s: a body that is no JSON: %v", r.URL.Path, err)
			}
		}
		s.mu.Lock()
		s.seen = append(s.seen, a)
		n := len(s.seen)
		s.mu.Unlock()
		reply(w, a, n)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *server) requests() []heard {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]heard(nil), s.seen...)
}

const testKey = "sk-very-secret-0123"

// client returns a client of a server, as set.
func client(t *testing.T, base string, set func(*model.Config)) *model.Client {
	t.Helper()
	cfg := model.Config{BaseURL: base + "/v1", Key: testKey, Model: "reader"}
	if set != nil {
		set(&cfg)
	}
	c, err := model.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// says replies with a text, as OpenAI does.
func says(w http.ResponseWriter, text string) { repliesWith(w, text, "stop", 100, 20) }

func repliesWith(w http.ResponseWriter, text, finish string, in, out int) {
	writeJSON(w, http.StatusOK, map[string]any{
		"id": "chatcmpl-1", "object": "chat.completion", "model": "reader",
		"choices": []any{map[string]any{"index": 0, "finish_reason": finish, "message": map[string]any{"role": "assistant", "content": text}}},
		"usage":   map[string]any{"prompt_tokens": in, "completion_tokens": out, "total_tokens": in + out},
	})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// refuses replies with an error in OpenAI's form.
func refuses(w http.ResponseWriter, status int, message string) {
	writeJSON(w, status, map[string]any{"error": map[string]any{"message": message, "type": "invalid_request_error", "param": nil, "code": nil}})
}

// question is what most tests ask.
func question() model.Request {
	return model.Request{
		System: "You read articles.", User: "How many crates are on the quay?", SchemaName: "crates", MaxTokens: 300,
		Schema: []byte(`{"type":"object", "additionalProperties":false, "required":["crates"], "properties":{"crates":{"type":"integer"}}}`),
	}
}

// pipes is a network within the test, so that its clock is that of synctest.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

// overPipes starts a server for the rest of a synctest bubble, and returns the
// network that leads to it.
func overPipes(t *testing.T, handler http.HandlerFunc) http.RoundTripper {
	p := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	s := &http.Server{Handler: handler}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = s.Serve(p)
	}()
	network := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		here, there := net.Pipe()
		select {
		case p.conns <- there:
			return here, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}}
	t.Cleanup(func() {
		network.CloseIdleConnections()
		close(p.done)
		_ = s.Close()
		<-served
	})
	return network
}

// tripper is a network that a test answers itself.
type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// response is what a tripper returns.
func response(r *http.Request, status int, header http.Header, body string) *http.Response {
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

const aReply = `{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"crates\":12}"}}],"usage":{"prompt_tokens":10,"completion_tokens":5}}`
