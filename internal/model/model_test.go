package model_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"secondsource/internal/model"
)

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct{ base, key, want string }{
		{"", "", "no base URL"},
		{"api.example.org/v1", "", "the base URL is none"},
		{"localhost:11434/v1", "", "the base URL is none"},
		{"ftp://example.org", "", "the base URL is none"},
		{"http:///v1", "", "the base URL is none"},
		{"http://user:hunter2@exa mple.org/v1", "", "the base URL is none"},
		{"https://example.org/v1", "sk-hunter2\n", "the key holds"},
		{"https://example.org/v1", "“sk-hunter2”", "the key holds"},
	} {
		_, err := model.New(model.Config{BaseURL: c.base, Key: c.key})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s, %q: %v, want %q", c.base, c.key, err, c.want)
		}
	}
}

func TestHost(t *testing.T) {
	for _, c := range []struct{ base, model, want string }{
		{"http://localhost:11434/v1", "m", ""},
		{"http://LocalHost/v1", "m", ""},
		{"http://127.0.0.1:8080", "m", ""},
		{"http://127.9.8.7:8080/v1/", "m", ""},
		{"http://[::1]:8080/v1", "m", ""},
		{"http://[::ffff:127.0.0.1]/v1", "m", ""},
		{"http://localhost:11434/v1", "gpt-oss:120b-cloud", "ollama.com"},
		{"http://localhost:11434/v1", "kimi:cloud", "ollama.com"},
		{"http://0.0.0.0:8080/v1", "m", "0.0.0.0"},
		{"http://192.168.1.5:8080/v1", "m", "192.168.1.5"},
		{"http://localhost.example.org/v1", "m", "localhost.example.org"},
		{"http://127.0.0.1.example.org/v1", "m", "127.0.0.1.example.org"},
		{"http://127.1/v1", "m", "127.1"},
		{"https://user:pass@api.example.org:8443/v1?key=1", "m", "api.example.org"},
	} {
		m, err := model.New(model.Config{BaseURL: c.base, Model: c.model})
		if err != nil {
			t.Fatal(err)
		}
		if m.Host() != c.want || m.Local() != (c.want == "") {
			t.Errorf("%s, %s: host %q, local %v; want %q", c.base, c.model, m.Host(), m.Local(), c.want)
		}
	}
}

// TestSecrets: the key, and a password or a query in the URL, reach the server
// and nothing else: no error, no dump of the client or its configuration.
func TestSecrets(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, a heard, _ int) {
		refuses(w, http.StatusBadRequest, a.Header.Get("Authorization")+" "+a.URL.String())
	})
	base := strings.Replace(s.URL, "http://", "http://desk:hunter2@", 1) + "/v1?api-version=7&token=hunter3"
	for _, key := range []string{"", testKey} {
		cfg := model.Config{BaseURL: base, Key: key, Model: "reader"}
		c, err := model.New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Chat(t.Context(), question())
		if err == nil {
			t.Fatal("no error")
		}
		var failure *model.Error
		if !errors.As(err, &failure) {
			t.Fatalf("%T", err)
		}
		asJSON, _ := json.Marshal(cfg)
		settings := struct{ Config model.Config }{cfg}
		for _, text := range []string{
			err.Error(), fmt.Sprintf("%#v", failure), fmt.Sprintf("%v %+v %#v", cfg, cfg, cfg), fmt.Sprintf("%+v", settings),
			fmt.Sprintf("%v %+v %#v", c, c, c),
		} {
			for _, secret := range []string{testKey, "hunter2", "hunter3"} {
				if strings.Contains(text, secret) {
					t.Errorf("%q is shown: %s", secret, text)
				}
			}
		}
		if strings.Contains(string(asJSON), testKey) {
			t.Errorf("the key is shown: %s", asJSON)
		}
		a := s.requests()[len(s.requests())-1]
		if a.URL.Query().Get("api-version") != "7" || a.URL.Query().Get("token") != "hunter3" || a.URL.Path != "/v1/chat/completions" {
			t.Errorf("asked at %s", a.URL)
		}
		if user, password, basic := a.BasicAuth(); key == "" && (!basic || user != "desk" || password != "hunter2") || key != "" && a.Header.Get("Authorization") != "Bearer "+testKey {
			t.Errorf("key %q: %q", key, a.Header.Get("Authorization"))
		}
	}
}

// TestLocalStaysLocal: "localhost" is connected to nothing but this machine, and
// not by way of a proxy.
func TestLocalStaysLocal(t *testing.T) {
	proxy := newServer(t, func(w http.ResponseWriter, _ heard, _ int) { says(w, "from the proxy") })
	t.Setenv("HTTP_PROXY", proxy.URL)
	s := newServer(t, func(w http.ResponseWriter, _ heard, _ int) { says(w, `{"crates":12}`) })
	reply, err := client(t, strings.Replace(s.URL, "127.0.0.1", "localhost", 1), nil).Chat(t.Context(), question())
	if err != nil || reply.Text != `{"crates":12}` || len(proxy.requests()) != 0 {
		t.Errorf("%+v, %v", reply, err)
	}
}

// TestNoOtherMachine: where "localhost" leads to another machine, nothing is
// sent there. The address is one for documentation (RFC 5737).
func TestNoOtherMachine(t *testing.T) {
	for local, want := range map[bool]bool{true: true, false: false} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // who may connect would not wait for it
		if local {
			ctx = t.Context()
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://192.0.2.1/", nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = model.Network(local, 1).RoundTrip(req)
		if errors.Is(err, model.ErrElsewhere) != want {
			t.Errorf("local %v: %v", local, err)
		}
	}
}
