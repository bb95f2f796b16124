package model_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"secondsource/internal/model"
)

// kind is a kind of server: what it answers at each address, chat aside.
type kind map[string]string

// probed is a server of that kind; chat answers its chat.
func probed(t *testing.T, is kind, chat func(w http.ResponseWriter, a heard)) string {
	return newServer(t, func(w http.ResponseWriter, a heard, _ int) {
		if body, ok := is[a.URL.Path]; ok {
			_, _ = w.Write([]byte(body))
		} else if a.URL.Path == "/v1/chat/completions" {
			chat(w, a)
		} else {
			http.NotFound(w, a.Request)
		}
	}).URL
}

// obliging chats, keeps to schemas, and streams.
func obliging(w http.ResponseWriter, a heard) {
	switch {
	case a.Header.Get("Accept") == "text/event-stream":
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, "data: {\"choices\":[{\"delta\":{\"content\":\"Ready\"}}]}\n\ndata: [DONE]\n\n")
	case a.Format.Type != "":
		says(w, `{"colour":"blue"}`)
	default:
		says(w, "Ready")
	}
}

func TestProbe(t *testing.T) {
	listed := kind{"/v1/models": `{"data":[{"id":"reader"},{"id":"other"}]}`}
	for _, c := range []struct {
		name    string
		is      kind
		chat    func(w http.ResponseWriter, a heard)
		set     func(*model.Config)
		context int
		want    string // what was found, a line each; ! before what is broken
	}{
		{"all works", kind{"/v1/models": `{"data":[{"id":"reader","max_model_len":8192}]}`, "/v1/embeddings": `{"data":[{"embedding":[0.6,0.8],"index":0}]}`}, obliging,
			func(c *model.Config) { c.EmbeddingModel = "vectors" }, 8192, `
model server: HOST answers; it lists 1 model
model key: accepted
model: reader chats
model JSON: json_schema
model stream: works; answers need none
model context: 8192 tokens
embeddings: vectors gives vectors of 2 dimensions`},
		{"llama.cpp", kind{"/v1/models": `{"data":[{"id":"file.gguf","meta":{"n_ctx_train":131072}}]}`, "/props": `{"default_generation_settings":{"n_ctx":4096}}`}, obliging,
			func(c *model.Config) { c.Key = ""; c.Model = "file.gguf" }, 4096, `
model server: HOST answers; it lists 1 model
model key: none is set, and none is asked for
model: file.gguf chats
model JSON: json_schema
model stream: works; answers need none
model context: 4096 tokens; the model was made for 131072`},
		{"no list, no stream, nothing told", kind{"/v1/models": `no`}, func(w http.ResponseWriter, a heard) {
			if a.Header.Get("Accept") == "text/event-stream" {
				refuses(w, http.StatusBadRequest, "no streams")
				return
			}
			obliging(w, a)
		}, nil, 0, `
model server: HOST answers; it lists no models
model key: accepted
model: reader chats
model JSON: json_schema
model stream: does not work; answers need none
model context: not told`},
		{"an alias", kind{"/v1/models": `{"data":[{"id":"other","context_length":"many"}]}`}, obliging, nil, 0, `
model server: HOST answers; it lists 1 model
model key: accepted
model: reader chats, though the server does not list it
model JSON: json_schema
model stream: works; answers need none
model context: not told`},
		{"a model that is not there", listed, func(w http.ResponseWriter, _ heard) { refuses(w, 404, "The model does not exist") }, nil, 0, `
model server: HOST answers; it lists 2 models
!model: the model's server does not have the model (HOST: status 404) → Set OPENAI_MODEL to one that it has: other, reader.`},
		{"a wrong key", listed, func(w http.ResponseWriter, _ heard) { refuses(w, 401, "Incorrect API key: "+testKey) }, nil, 0, `
model server: HOST answers; it lists 2 models
!model key: the model's server refuses the key (HOST: status 401) → Set OPENAI_API_KEY to a key of this server, with credit left.`},
		{"a model without JSON", listed, func(w http.ResponseWriter, a heard) {
			if a.Header.Get("Accept") == "text/event-stream" {
				obliging(w, a)
				return
			}
			says(w, "Blue.")
		}, nil, 0, `
model server: HOST answers; it lists 2 models
model key: accepted
model: reader chats
!model JSON: the model replies with something else than the object that it is asked for (fenced JSON) → Take another model, or a server that holds replies to a JSON schema.
model stream: works; answers need none
model context: not told`},
		{"no model named", listed, obliging, func(c *model.Config) { c.Model = "" }, 0, `
model server: HOST answers; it lists 2 models`},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := probed(t, c.is, c.chat)
			report := client(t, base, c.set).Probe(t.Context())
			var b strings.Builder
			for _, f := range report.Findings {
				b.WriteString("\n")
				if !f.OK {
					b.WriteString("!")
				}
				b.WriteString(f.What + ": " + f.Is)
				if !f.OK {
					b.WriteString(" → " + f.Do)
				}
			}
			got := strings.ReplaceAll(b.String(), strings.TrimPrefix(base, "http://"), "HOST")
			if got != c.want || report.Context != c.context {
				t.Errorf("context %d, found%s\nwant %d,%s", report.Context, got, c.context, c.want)
			}
		})
	}
}

// TestProbeOfNothing: where there is no server, that is all that is found.
func TestProbeOfNothing(t *testing.T) {
	refused := tripper(func(*http.Request) (*http.Response, error) { return nil, http.ErrSchemeMismatch })
	for name, c := range map[string]*model.Client{
		"not a model server": client(t, newServer(t, func(w http.ResponseWriter, a heard, _ int) { http.NotFound(w, a.Request) }).URL, nil),
		"nothing":            client(t, "https://models.example", func(c *model.Config) { c.HTTP = refused }),
	} {
		report := c.Probe(t.Context())
		if last := report.Findings[len(report.Findings)-1]; last.OK || last.Do == "" {
			t.Errorf("%s: %+v", name, report.Findings)
		}
	}
}

// TestProbeShowsNoFalseNames: what a server calls its models is shown on a
// terminal.
func TestProbeShowsNoFalseNames(t *testing.T) {
	list, err := json.Marshal(map[string]any{"data": []any{
		map[string]any{"id": "good"}, map[string]any{"id": "\x1b[2Jbad\n"}, map[string]any{"id": strings.Repeat("long", 40)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	base := probed(t, kind{"/v1/models": string(list)}, func(w http.ResponseWriter, _ heard) { refuses(w, 404, "no model") })
	report := client(t, base, nil).Probe(t.Context())
	if f := report.Findings[len(report.Findings)-1]; f.Do != "Set OPENAI_MODEL to one that it has: [2Jbad, good." {
		t.Errorf("%q", f.Do)
	}
}
