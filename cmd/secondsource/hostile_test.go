package main

// The whole way to a model that is broken on purpose: what is asked is answered,
// in the time that is set, and nothing of what the model said is shown.

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"secondsource/internal/answer"
)

// chatReply writes a reply as an OpenAI-compatible server does.
func chatReply(w http.ResponseWriter, content string) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"id": "x", "object": "chat.completion", "model": "hostile",
		"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]string{"role": "assistant", "content": content}}},
		"usage":   map[string]int{"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
	})
}

const lies = "987654 undocumented migrants live in Chile"

// lying is a reply whose claim is invented.
var lying = `{"claims":[{"text":"` + lies + `.","value":"987654","passage":1,"quote":"` + lies + `.","stage":"","hedge":"","attribution":""}],"summary":"` + lies + `."}`

func TestHostileServers(t *testing.T) {
	faults := map[string]http.HandlerFunc{
		"lies":                  func(w http.ResponseWriter, _ *http.Request) { chatReply(w, lying) },
		"killed in the middle":  func(w http.ResponseWriter, _ *http.Request) { startReply(w); panic(http.ErrAbortHandler) },
		"one byte now and then": func(w http.ResponseWriter, r *http.Request) { startReply(w); <-r.Context().Done() },
		"no byte at all":        func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"a full queue": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"broken": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"ten megabytes": func(w http.ResponseWriter, _ *http.Request) {
			chatReply(w, strings.Repeat(lies+". ", 10<<20/len(lies)))
		},
		"a page instead of JSON": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>"+lies+"</html>") },
		"an error that tells the key": func(w http.ResponseWriter, r *http.Request) {
			http.Error(w, r.Header.Get("Authorization")+lies, http.StatusUnauthorized)
		},
		"no choice":        func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"choices":[]}`) },
		"an empty reply":   func(w http.ResponseWriter, _ *http.Request) { chatReply(w, "") },
		"escape sequences": func(w http.ResponseWriter, _ *http.Request) { chatReply(w, "\x1b[2J\x1b]0;"+lies+"\x07") },
		"moved to another server": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://elsewhere.example/v1", http.StatusTemporaryRedirect)
		},
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	running := make(chan struct{}, 4)
	for name, fault := range faults {
		wg.Go(func() {
			running <- struct{}{}
			defer func() { <-running }()
			var asked atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				_, _ = io.Copy(io.Discard, r.Body) // else it is not seen when the caller is gone
				fault(w, r)
			}))
			defer server.Close()
			cmd := program(t, nil, t.TempDir(), "ask", "--sample", "--json", "how many undocumented migrants are in Chile?")
			cmd.Env = append(cmd.Env, "OPENAI_BASE_URL="+server.URL+"/v1", "OPENAI_MODEL=hostile", "OPENAI_API_KEY=sk-not-to-be-shown", "SECONDSOURCE_MODEL_TIMEOUT=6")
			var warned strings.Builder
			cmd.Stderr = &warned
			out, err := cmd.Output()
			server.CloseClientConnections()
			if err != nil {
				t.Errorf("%s: %v: %s", name, err, warned.String())
				return
			}
			var a answer.Answer
			if err := json.Unmarshal(out, &a); err != nil {
				t.Errorf("%s: %v", name, err)
				return
			}
			if a.Verdict != answer.Answered || a.Mode != "extractive" || !hasKind(a, answer.ExtractiveFallback) || len(a.Citations) == 0 {
				t.Errorf("%s: %s", name, out)
			}
			if all := string(out) + warned.String(); strings.Contains(all, lies) || strings.Contains(all, "987654") || strings.Contains(all, "sk-not-to-be-shown") || strings.Contains(all, "\x1b") {
				t.Errorf("%s: shows what it must not: %s", name, all)
			}
			if asked.Load() == 0 {
				t.Errorf("%s: the server was never asked", name)
			}
		})
	}
}

// startReply sends the beginning of a reply.
func startReply(w http.ResponseWriter) {
	fmt.Fprint(w, `{"id":"x","choices":[{"message":{"content":"{`)
	w.(http.Flusher).Flush()
}

func hasKind(a answer.Answer, kind answer.CaveatKind) bool {
	for _, c := range a.Caveats {
		if c.Kind == kind {
			return true
		}
	}
	return false
}
