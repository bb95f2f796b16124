package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/internal/answer"
	"secondsource/internal/model"
	"secondsource/prompts"
)

// modelOf reads the settings of a model.
func modelOf(settings map[string]string, flags modelFlags) (modelConfig, error) {
	return readModel(flags.over(func(name, otherwise string) string {
		if value := settings[name]; value != "" {
			return value
		}
		return otherwise
	}))
}

func TestModelSettings(t *testing.T) {
	type settings = map[string]string
	for _, c := range []struct {
		name     string
		settings settings
		flags    modelFlags
		reads    bool
		model    string
		host     string
		dms      bool
	}{
		{"nothing", nil, modelFlags{}, false, "", "", true},
		{"OpenAI", settings{varAPIKey: "sk-1", varModel: "m"}, modelFlags{}, true, "m", "api.openai.com", false},
		{"a key alone", settings{varAPIKey: "sk-1"}, modelFlags{}, false, "", "api.openai.com", false},
		{"here", settings{varBaseURL: "http://localhost:11434/v1", varModel: "m"}, modelFlags{}, true, "m", "", true},
		{"here, and no direct messages", settings{varBaseURL: "http://localhost:11434/v1", varModel: "m", varModelDMs: "false"}, modelFlags{}, true, "m", "", false},
		{"elsewhere, and direct messages", settings{varBaseURL: "https://models.example/v1", varModel: "m", varModelDMs: "true"}, modelFlags{}, true, "m", "models.example", true},
		{"by flags", nil, modelFlags{name: "m", baseURL: "http://127.0.0.1:1/v1"}, true, "m", "", true},
		{"another model", settings{varAPIKey: "sk-1", varModel: "m"}, modelFlags{name: "n"}, true, "n", "api.openai.com", false},
		{"another server", settings{varAPIKey: "sk-1", varModel: "m"}, modelFlags{baseURL: "https://models.example/v1"}, true, "m", "models.example", false},
		{"none", settings{varAPIKey: "sk-1", varModel: "m"}, modelFlags{none: true}, false, "", "api.openai.com", false},
		{"none, and it would be nowhere", settings{varModel: "m"}, modelFlags{none: true}, false, "", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := modelOf(c.settings, c.flags)
			if err != nil {
				t.Fatal(err)
			}
			name, host := "", ""
			if m.client != nil {
				name, host = m.client.Model(), m.client.Host()
			}
			if m.reads() != c.reads || name != c.model || host != c.host || m.dms != c.dms {
				t.Errorf("reads %v, %q at %q, direct messages %v", m.reads(), name, host, m.dms)
			}
			if m.within != 20*time.Second || m.tokens != 6000 {
				t.Errorf("within %s, %d tokens", m.within, m.tokens)
			}
		})
	}
}

func TestModelSettingsWritten(t *testing.T) {
	m, err := modelOf(map[string]string{
		varModelTimeout: "7.5", varModelTokens: "1900", varModelNotIn: "C01AB, G02CD", varModelNotTagged: " legal,under embargo ,",
	}, modelFlags{})
	if err != nil || m.within != 7500*time.Millisecond || m.tokens != 1900 ||
		!slices.Equal(m.notIn, []string{"C01AB", "G02CD"}) || !slices.Equal(m.notTagged, []string{"legal", "under embargo"}) {
		t.Errorf("%+v, %v", m, err)
	}
}

// TestModelSettingsRefused: what is wrong is named, and no secret with it.
func TestModelSettingsRefused(t *testing.T) {
	type settings = map[string]string
	for _, c := range []struct {
		settings settings
		want     string
	}{
		{settings{varModel: "m"}, `OPENAI_MODEL is "m", and where that model is, is not set: set OPENAI_BASE_URL`},
		{settings{varEmbeddingModel: "e"}, `OPENAI_EMBEDDING_MODEL is "e"`},
		{settings{varBaseURL: "localhost:11434/v1?token=hunter2", varModel: "m"}, "OPENAI_BASE_URL: the base URL is none"},
		{settings{varAPIKey: "sk hunter2", varModel: "m"}, "OPENAI_API_KEY: the key holds"},
		{settings{varModelTimeout: "soon"}, `SECONDSOURCE_MODEL_TIMEOUT is "soon": it must be a number from 0.1 to 3600, seconds`},
		{settings{varModelTimeout: "0"}, "SECONDSOURCE_MODEL_TIMEOUT"},
		{settings{varModelTimeout: "NaN"}, "SECONDSOURCE_MODEL_TIMEOUT"},
		{settings{varModelCalls: "2.5"}, `SECONDSOURCE_MODEL_CALLS is "2.5": it must be a whole number`},
		{settings{varModelTokens: "10"}, "SECONDSOURCE_MODEL_TOKENS"},
		{settings{varModelPriceIn: "-1"}, "SECONDSOURCE_MODEL_PRICE_IN"},
		{settings{varModelPriceOut: "free"}, "SECONDSOURCE_MODEL_PRICE_OUT"},
		{settings{varModelDMs: "sometimes"}, `SECONDSOURCE_MODEL_DMS is "sometimes"`},
		{settings{varModelNotIn: "#newsroom"}, `SECONDSOURCE_MODEL_NOT_IN has "#newsroom"`},
	} {
		_, err := modelOf(c.settings, modelFlags{})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v: %v, want %q", c.settings, err, c.want)
		}
	}
}

// TestReader: the engine's prompt goes to the model, and a failure is told in
// plain words to who asked, and in full to the log.
func TestReader(t *testing.T) {
	fails := false
	var told map[string]any
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if fails {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(body, &told)
		}
		if err != nil {
			t.Error(err)
		}
		_, _ = io.WriteString(w, `{"choices":[{"message":{"content":"{}"}}],"usage":{"prompt_tokens":10,"completion_tokens":4}}`)
	}))
	defer s.Close()
	m, err := modelOf(map[string]string{varBaseURL: s.URL + "/v1", varModel: "m", varModelPriceIn: "1", varModelPriceOut: "2"}, modelFlags{})
	if err != nil {
		t.Fatal(err)
	}
	var logged []error
	a := &app{config: config{model: m}, chosen: modelFlags{offered: true}}
	opt := a.options(func(err error) { logged = append(logged, err) }, false)
	prompt := prompts.Prompt{Name: "read-1", System: "rules", User: "question", Schema: []byte(`{"type":"object"}`), MaxTokens: 50}
	got, err := opt.Model.Complete(context.Background(), prompt)
	if want := (answer.Reply{Text: "{}", In: 10, Out: 4, Cost: 18e-6}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if told["model"] != "m" || told["max_tokens"] != 50.0 || opt.Model.Name() != "m" || opt.Model.Host() != "" || opt.ReadTokens != 6000 || opt.ModelWithin != 20*time.Second {
		t.Errorf("told %v, options %+v", told, opt)
	}
	fails = true
	_, err = opt.Model.Complete(context.Background(), prompt)
	if err == nil || err.Error() != "the model's server refuses the key" {
		t.Errorf("told %v", err)
	}
	if len(logged) != 1 || !strings.Contains(logged[0].Error(), strings.TrimPrefix(s.URL, "http://")+": status 401") {
		t.Errorf("logged %v", logged)
	}
	a.chosen.offered = false
	if opt := a.options(nil, false); opt.Model != nil {
		t.Error("a command without the flags reads with a model")
	}
}

// TestDoctorOfAModel runs doctor against a model on this machine, and against
// one that is elsewhere.
func TestDoctorOfAModel(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		switch {
		case err != nil:
			t.Error(err)
		case r.URL.Path == "/v1/models":
			_, _ = io.WriteString(w, `{"data":[{"id":"m","max_model_len":4096}]}`)
		case strings.Contains(string(body), "response_format"):
			_, _ = io.WriteString(w, `{"choices":[{"message":{"content":"{\"colour\":\"blue\"}"}}]}`)
		default:
			_, _ = io.WriteString(w, `{"choices":[{"message":{"content":"Ready"}}]}`)
		}
	}))
	defer s.Close()
	t.Chdir(t.TempDir())
	doctor := func(settings map[string]string, args ...string) (out string, status int) {
		t.Helper()
		file, err := os.Create(filepath.Join(t.TempDir(), "out"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		env := func(name string) (string, bool) { v, ok := settings[name]; return v, ok }
		status = run(t.Context(), append([]string{"doctor"}, args...), streams{in: os.Stdin, out: file, err: file}, env)
		text, err := os.ReadFile(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		return string(text), status
	}
	for _, c := range []struct {
		name     string
		settings map[string]string
		args     []string
		status   int
		want     []string
	}{
		{"none", nil, nil, 0, []string{"ok      model           none is set"}},
		{"a key alone", map[string]string{varAPIKey: "sk-1"}, nil, 0, []string{"model           none is named", "set OPENAI_MODEL to its name"}},
		{"here", map[string]string{varBaseURL: s.URL + "/v1", varModel: "m"}, []string{"--local"}, 0, []string{
			"what leaves     nothing: questions and article text stay on this machine", "model           m chats", "model JSON      json_schema",
			"model context   4096 tokens", "SECONDSOURCE_MODEL_TOKENS lets 6000 tokens be sent", "to 2596 or less",
		}},
		{"elsewhere", map[string]string{varAPIKey: "sk-1", varModel: "m", varModelNotIn: "C01", varModelNotTagged: "legal,embargo"}, []string{"--local"}, 0, []string{
			"questions and article text go to api.openai.com; those of direct messages do not, nor those of 1 channel; articles with any of 2 tags do not",
			"not tried, as it is on another machine",
		}},
		{"nobody there", map[string]string{varBaseURL: "http://127.0.0.1:1/v1", varModel: "m"}, nil, 1, []string{
			"BROKEN  model server    the model's server cannot be reached (127.0.0.1:1", "Check OPENAI_BASE_URL",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, status := doctor(c.settings, c.args...)
			if status != c.status {
				t.Errorf("exit status %d", status)
			}
			for _, want := range c.want {
				if !strings.Contains(out, want) {
					t.Errorf("doctor does not say %q:\n%s", want, out)
				}
			}
		})
	}
}

// TestModelRests: where many ask, a server that is not there is not waited for by
// each of them.
func TestModelRests(t *testing.T) {
	client, err := model.New(model.Config{BaseURL: "http://127.0.0.1:1/v1", Model: "absent", Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	for _, rests := range []bool{true, false} {
		failed := 0
		r := &reader{client: client, rests: rests, failed: func(error) { failed++ }}
		for range 3 {
			if _, err := r.Complete(t.Context(), prompts.Prompt{User: "?", MaxTokens: 5}); err == nil {
				t.Fatal("a model that is nowhere replied")
			}
		}
		if want := map[bool]int{true: 1, false: 3}[rests]; failed != want {
			t.Errorf("rests %v: the server was asked %d times, want %d", rests, failed, want)
		}
	}
}
