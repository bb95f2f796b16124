package model_test

// Conversations with the API, recorded once (record/run) and replayed here: what
// is sent is held byte for byte, and what came back is read again.

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
	"gopkg.in/dnaeon/go-vcr.v4/pkg/recorder"

	"secondsource/internal/model"
)

var record = flag.String("record", "", "record the conversations with the server at this `URL` again; record/run starts one")

func TestReplay(t *testing.T) {
	for _, c := range []struct {
		shape   string
		context int
		talk    func(t *testing.T, as func(name string) *model.Client)
	}{
		{"openai", 0, thinks},
		{"ollama", 4096, func(*testing.T, func(string) *model.Client) {}},
	} {
		t.Run(c.shape, func(t *testing.T) {
			talk := func(t *testing.T) {
				network := tape(t, c.shape)
				as := func(name string) *model.Client {
					base := "http://localhost:11434"
					if *record != "" {
						base = strings.TrimSpace(*record)
					}
					return client(t, base, func(c *model.Config) {
						c.HTTP, c.Model, c.EmbeddingModel, c.PriceIn, c.PriceOut = network, name, "embedder", 1, 2
					})
				}
				report := as("reader").Probe(t.Context())
				for _, f := range report.Findings {
					if !f.OK {
						t.Errorf("%s: %s", f.What, f.Is)
					}
				}
				if len(report.Findings) != 7 || report.Context != c.context {
					t.Errorf("%d tokens of context, findings %+v", report.Context, report.Findings)
				}
				asks(t, as)
				c.talk(t, as)
			}
			if *record != "" {
				talk(t)
				return
			}
			synctest.Test(t, talk)
		})
	}
}

// asks is what every server is asked.
func asks(t *testing.T, as func(name string) *model.Client) {
	for _, c := range []struct {
		model, question string
		in, out         int
		want            error
	}{
		{"reader", "How many crates are on the quay?", 61, 6, nil},
		{"reader", "How many are there, asked at a rush?", 64, 6, nil}, // refused once with 429
		{"gone", "How many crates are on the quay?", 0, 0, model.ErrNoModel},
		{"reader", "How many are there in a whole archive?", 0, 0, model.ErrTooLong},
	} {
		q := question()
		q.User = c.question
		reply, err := as(c.model).Chat(t.Context(), q)
		if !errors.Is(err, c.want) || reply.In != c.in || reply.Out != c.out || reply.Cost != float64(c.in+2*c.out)/1e6 {
			t.Errorf("%s: %+v, %v; want %v", c.question, reply, err, c.want)
		}
		if err == nil && (reply.Text != `{"crates":12}` || reply.Mode != "json_schema") {
			t.Errorf("%s: %+v", c.question, reply)
		}
	}
}

// thinks asks a model that wants neither max_tokens nor a temperature.
func thinks(t *testing.T, as func(name string) *model.Client) {
	reply, err := as("thinker").Chat(t.Context(), question())
	if err != nil || reply.Text != `{"crates":12}` {
		t.Errorf("%+v, %v", reply, err)
	}
}

// tape replays a cassette, or records it.
func tape(t *testing.T, shape string) http.RoundTripper {
	mode := recorder.ModeReplayOnly
	if *record != "" {
		mode = recorder.ModeRecordOnly
	}
	r, err := recorder.New(filepath.Join("testdata", "cassettes", shape), recorder.WithMode(mode), recorder.WithSkipRequestLatency(true),
		recorder.WithMatcher(sameRequest), recorder.WithHook(withoutSecrets, recorder.BeforeSaveHook))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Stop(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// sameRequest compares what counts: what is asked where.
func sameRequest(r *http.Request, was cassette.Request) bool {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return false
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	_, path, _ := strings.Cut(was.URL, recordedHost)
	return r.Method == was.Method && r.URL.RequestURI() == path && string(body) == was.Body
}

const recordedHost = "http://model.example"

// withoutSecrets leaves out of a cassette the key, and what differs from one
// recording to the next without meaning anything.
func withoutSecrets(i *cassette.Interaction) error {
	_, path, ok := strings.Cut(strings.TrimPrefix(i.Request.URL, "http://"), "/")
	if !ok {
		return fmt.Errorf("the URL %s", i.Request.URL)
	}
	i.Request.URL, i.Request.Host, i.Request.Headers = recordedHost+"/"+path, "", http.Header{}
	kept := http.Header{}
	for _, name := range []string{"Content-Type", "Retry-After"} {
		if value := i.Response.Headers.Get(name); value != "" {
			kept.Set(name, value)
		}
	}
	i.Response.Headers, i.Response.Duration = kept, 0
	return nil
}
