package model

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dustin/go-humanize/english"
)

// Finding is one thing that Probe looked at.
type Finding struct {
	What string
	OK   bool   // false: answers with this model will not work
	Is   string // what was found
	Do   string // what to do, where something is to be done
}

// Report is what Probe found.
type Report struct {
	Findings []Finding
	Context  int // tokens that the model can read and write at a time; 0: not told
}

// probing is one Probe.
type probing struct {
	*Client
	report Report
	listed []listedModel
}

// Probe tries what the server can do, by a few short calls that hold no article
// and no question. It stops at the first thing without which nothing else works.
func (c *Client) Probe(ctx context.Context) Report {
	p := &probing{Client: c}
	if !p.server(ctx) {
		return p.report
	}
	if c.cfg.Model != "" && p.chats(ctx) {
		p.shapes(ctx)
		p.streams(ctx)
		p.context(ctx)
	}
	if c.cfg.EmbeddingModel != "" {
		p.embeds(ctx)
	}
	return p.report
}

func (p *probing) found(what string, ok bool, is, do string) {
	p.report.Findings = append(p.report.Findings, Finding{what, ok, is, do})
}

// server asks for the list of models, which needs no model to be named. A server
// without a list is one that can be reached.
func (p *probing) server(ctx context.Context) bool {
	const what = "model server"
	var list struct {
		Data []listedModel `json:"data"`
	}
	err := p.get(ctx, p.cfg.BaseURL+"/models", &list)
	p.listed = list.Data
	switch {
	case errors.Is(err, ErrRefused):
		p.found(what, false, err.Error(), keyHint)
		return false
	case errors.Is(err, ErrUnreachable) && !errors.Is(err, errNotThere), errors.Is(err, ErrTimeout), errors.Is(err, context.Canceled):
		p.found(what, false, err.Error(), "Check OPENAI_BASE_URL, and that the server runs.")
		return false
	case err != nil:
		p.found(what, true, p.root.Host+" answers; it lists no models", "")
	default:
		p.found(what, true, p.root.Host+" answers; it lists "+english.Plural(len(p.listed), "model", ""), "")
	}
	return true
}

const keyHint = "Set OPENAI_API_KEY to a key of this server, with credit left."

// chats holds one plain call, which tells of the key and the model as well.
func (p *probing) chats(ctx context.Context) bool {
	_, err := p.Chat(ctx, Request{User: "Reply with the one word: ready", MaxTokens: 20})
	switch {
	case errors.Is(err, ErrRefused):
		p.found("model key", false, err.Error(), keyHint)
		return false
	case errors.Is(err, ErrNoModel):
		p.found("model", false, err.Error(), "Set OPENAI_MODEL to one that it has"+p.some()+".")
		return false
	case errors.Is(err, ErrTimeout):
		p.found("model", false, err.Error(), "A server may load a model at its first call: try again. Else take a smaller model, or set SECONDSOURCE_MODEL_TIMEOUT higher.")
		return false
	case err != nil:
		p.found("model", false, err.Error(), "See the server's own log.")
		return false
	}
	switch {
	case !p.keyed:
		p.found("model key", true, "none is set, and none is asked for", "")
	case p.root.Scheme == "http" && !p.Local():
		p.found("model key", true, "accepted; it is sent unencrypted, as are questions and articles", "Give the server a certificate, and OPENAI_BASE_URL https://.")
	default:
		p.found("model key", true, "accepted", "")
	}
	is := p.cfg.Model + " chats"
	if len(p.listed) > 0 && p.listing() == nil {
		is += ", though the server does not list it"
	}
	p.found("model", true, is, "")
	return true
}

// some names some of the models that the server lists, as text for a terminal.
func (p *probing) some() string {
	const most, longest = 8, 60
	var names []string
	for _, m := range p.listed {
		name := strings.Map(func(r rune) rune {
			if r <= ' ' || r > '~' {
				return -1
			}
			return r
		}, m.ID)
		if name != "" && len(name) <= longest && len(names) < most {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return ": " + strings.Join(names, ", ")
}

// shapes finds out how an object of a schema is to be asked for. The question
// itself asks for prose: who heeds the schema alone replies with the object.
func (p *probing) shapes(ctx context.Context) {
	const what = "model JSON"
	reply, err := p.Chat(ctx, Request{
		User: "Which colour has a clear sky at noon?", SchemaName: "colour", MaxTokens: 60,
		Schema: []byte(`{"type":"object","additionalProperties":false,"required":["colour"],"properties":{"colour":{"type":"string"}}}`),
	})
	var is map[string]any
	switch {
	case err != nil:
		p.found(what, false, err.Error(), "See the server's own log.")
	case json.Unmarshal([]byte(reply.Text), &is) != nil:
		p.found(what, false, "the model replies with something else than the object that it is asked for ("+reply.Mode+")", "Take another model, or a server that holds replies to a JSON schema.")
	case is["colour"] == nil:
		p.found(what, true, reply.Mode+", though the reply did not fit the schema", "Expect many answers without the model: it does not keep to the form that it is given.")
	default:
		p.found(what, true, reply.Mode, "")
	}
}

// streams tries a stream. Answers need none, as no unchecked word is shown.
func (p *probing) streams(ctx context.Context) {
	const what = "model stream"
	request, extras := p.known().request(p.cfg.Model, Request{User: "Reply with the one word: ready", MaxTokens: 20})
	parts := 0
	err := p.call(ctx, func(ctx context.Context) error {
		stream, err := p.api.CreateChatCompletionStream(withExtras(ctx, extras), request)
		if err != nil {
			return err
		}
		defer stream.Close()
		for {
			_, err := stream.Recv()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			parts++
		}
	})
	if err != nil || parts == 0 {
		p.found(what, true, "does not work; answers need none", "")
		return
	}
	p.found(what, true, "works; answers need none", "")
}

func (p *probing) embeds(ctx context.Context) {
	const what = "embeddings"
	vectors, _, err := p.Embed(ctx, []string{"The sky is clear at noon."}, 0)
	switch {
	case errors.Is(err, ErrNoModel):
		p.found(what, false, err.Error(), "Set OPENAI_EMBEDDING_MODEL to one that it has"+p.some()+".")
	case err != nil:
		p.found(what, false, err.Error(), "Check OPENAI_EMBEDDING_MODEL: not every server has embeddings.")
	default:
		p.found(what, true, fmt.Sprintf("%s gives vectors of %d dimensions", p.cfg.EmbeddingModel, len(vectors[0])), "")
	}
}
