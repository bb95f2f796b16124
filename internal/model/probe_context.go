package model

// What servers tell of a model beyond the API, each in its own place: vLLM and
// llama.cpp in their list of models, llama.cpp in /props, Ollama in /api/ps and
// /api/show.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// listedModel is one of the models that a server lists. Numbers are of tokens;
// what is missing or no number is 0.
type listedModel struct {
	ID            string `json:"id"`
	MaxModelLen   count  `json:"max_model_len"`  // vLLM
	ContextLength count  `json:"context_length"` // OpenRouter
	ContextWindow count  `json:"context_window"` // Groq
	Meta          struct {
		Trained count `json:"n_ctx_train"` // llama.cpp: what the model could, not what the server gives it
	} `json:"meta"`
}

// count is a number of tokens, 0 for what is none.
type count int

func (n *count) UnmarshalJSON(data []byte) error {
	var number float64
	if json.Unmarshal(data, &number) == nil && number > 0 && number < 1e9 {
		*n = count(number)
	}
	return nil
}

// listing is what the server lists of the model; nil when it does not list it.
// Ollama lists "name:latest" for what is called by its name.
func (p *probing) listing() *listedModel {
	for i, m := range p.listed {
		if m.ID == p.cfg.Model || m.ID == p.cfg.Model+":latest" {
			return &p.listed[i]
		}
	}
	return nil
}

// context finds how much the model can read at a time.
func (p *probing) context(ctx context.Context) {
	const what = "model context"
	n, trained := p.told(ctx)
	p.report.Context = n
	switch {
	case n > 0 && trained > n:
		p.found(what, true, fmt.Sprintf("%d tokens; the model was made for %d", n, trained), "")
	case n > 0:
		p.found(what, true, fmt.Sprintf("%d tokens", n), "")
	case trained > 0:
		p.found(what, true, fmt.Sprintf("the model was made for %d tokens; how many the server gives it is not told", trained), "")
	default:
		p.found(what, true, "not told", "")
	}
}

// told asks in all the places. A server that knows none of them is not at fault.
func (p *probing) told(ctx context.Context) (n, trained int) {
	if m := p.listing(); m != nil {
		if n = int(max(m.MaxModelLen, m.ContextLength, m.ContextWindow)); n > 0 {
			return n, 0
		}
		trained = int(m.Meta.Trained)
	}
	above := strings.TrimSuffix(p.cfg.BaseURL, "/v1")
	var props struct {
		Settings struct {
			Context count `json:"n_ctx"`
		} `json:"default_generation_settings"`
	}
	if p.get(ctx, above+"/props", &props) == nil && props.Settings.Context > 0 {
		return int(props.Settings.Context), trained
	}
	n, made := p.ollama(ctx, above)
	return n, max(trained, made)
}

// ollama tells how much of a model Ollama has loaded, and for how much it was
// made. Ollama cuts longer prompts off without a word.
func (p *probing) ollama(ctx context.Context, above string) (n, trained int) {
	var loaded struct {
		Models []struct {
			Name    string `json:"name"`
			Context count  `json:"context_length"`
		} `json:"models"`
	}
	if p.get(ctx, above+"/api/ps", &loaded) != nil {
		return 0, 0
	}
	for _, m := range loaded.Models {
		if m.Name == p.cfg.Model || m.Name == p.cfg.Model+":latest" {
			n = int(m.Context)
		}
	}
	var shown struct {
		Info map[string]json.RawMessage `json:"model_info"`
	}
	asked, err := json.Marshal(map[string]string{"model": p.cfg.Model})
	if err != nil || p.send(ctx, http.MethodPost, above+"/api/show", asked, &shown) != nil {
		return n, 0
	}
	for name, value := range shown.Info {
		var made count
		if strings.HasSuffix(name, ".context_length") && json.Unmarshal(value, &made) == nil {
			trained = int(made)
		}
	}
	return n, trained
}

// errNotThere: the server has nothing at that address.
var errNotThere = errors.New("nothing at this address")

func (p *probing) get(ctx context.Context, url string, into any) error {
	return p.send(ctx, http.MethodGet, url, nil, into)
}

// send is a call that go-openai does not know, by the same way.
func (p *probing) send(ctx context.Context, method, url string, body []byte, into any) error {
	missing := false
	err := p.call(ctx, func(ctx context.Context) error {
		req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
		if err != nil {
			return err
		}
		if body != nil {
			req.Header.Set("Content-Type", "application/json")
		}
		resp, err := p.http.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			return err
		}
		missing = resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusMethodNotAllowed
		if resp.StatusCode != http.StatusOK {
			return &openai.RequestError{HTTPStatusCode: resp.StatusCode, Body: text}
		}
		return json.Unmarshal(text, into)
	})
	if err != nil && missing {
		return errors.Join(errNotThere, err)
	}
	return err
}
