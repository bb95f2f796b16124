package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/model"
	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

// vectorServer speaks the embeddings of the API and remembers what it was sent.
// A vector counts words, as retrievaltest.Words does.
type vectorServer struct {
	mu         sync.Mutex
	dimensions int
	other      bool // it has another model behind the name
	down       bool
	before     func(r *http.Request, texts []string)
	heard      []string
}

func (s *vectorServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Input      []string `json:"input"`
		Dimensions int      `json:"dimensions"`
		Format     string   `json:"encoding_format"`
	}
	err := json.NewDecoder(r.Body).Decode(&asked)
	s.mu.Lock()
	before, down := s.before, s.down
	words := retrievaltest.Words{Dimensions: max(s.dimensions, asked.Dimensions)}
	if s.other {
		words.Synonyms = map[string]string{"the": "left", "ferry": "quay", "when": "tide", "was": "in"}
	}
	s.heard = append(s.heard, asked.Input...)
	s.mu.Unlock()
	if err != nil || down || !strings.HasSuffix(r.URL.Path, "/embeddings") {
		http.Error(w, "no", http.StatusNotImplemented)
		return
	}
	if before != nil {
		before(r, asked.Input)
	}
	list, err := words.Embed(r.Context(), asked.Input)
	if err != nil {
		return // whoever asked is gone
	}
	var data []map[string]any
	for i, v := range list {
		one := map[string]any{"object": "embedding", "index": i, "embedding": v}
		if asked.Format == "base64" {
			var b []byte
			for _, x := range v {
				u := math.Float32bits(x)
				b = append(b, byte(u), byte(u>>8), byte(u>>16), byte(u>>24))
			}
			one["embedding"] = b // json writes bytes in base64
		}
		data = append(data, one)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"object": "list", "data": data})
}

// take gives the texts that it was sent since, but for those that are of no
// article and no question: the known one, and the one that dimensions are
// learned by.
func (s *vectorServer) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	heard := slices.DeleteFunc(s.heard, func(text string) bool { return text == knownText || text == "(no text)" })
	s.heard = nil
	return heard
}

func (s *vectorServer) set(change func(*vectorServer)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

// sentTo brings every request to a server, whatever address it is for.
type sentTo struct{ host string }

func (to sentTo) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Host = to.host
	return http.DefaultTransport.RoundTrip(r)
}

// elsewhere is an address of another machine.
const elsewhere = "http://vectors.example/v1"

// byAPI is an embedder that asks s at an address.
func byAPI(t *testing.T, s *vectorServer, address, dimensions string) *apiEmbedder {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	at, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	c, err := model.New(model.Config{BaseURL: address, EmbeddingModel: "near-1", HTTP: sentTo{at.Host}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := newAPIEmbedder(c, dimensions)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestAPIEmbedder(t *testing.T) {
	retrievaltest.TestEmbedder(t, byAPI(t, &vectorServer{}, elsewhere, ""))
	retrievaltest.TestEmbedder(t, byAPI(t, &vectorServer{dimensions: 16}, elsewhere, ""))
	wide := byAPI(t, &vectorServer{dimensions: 16}, elsewhere, "3072")
	if m := wide.Model(); m.String() != "near-1@api-1-shortened/3072" {
		t.Errorf("the model is %s before anything was embedded", m)
	}
	retrievaltest.TestEmbedder(t, wide)
}

// TestInterruptedAPIEmbedding: what is kept of each batch is not asked for again.
func TestInterruptedAPIEmbedding(t *testing.T) {
	s := fleet(t, 70)
	server := &vectorServer{dimensions: 3072}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	calls := 0
	server.before = func(r *http.Request, _ []string) {
		if calls++; calls == 3 {
			cancel()
			<-r.Context().Done()
		}
	}
	status, said := embedInto(ctx, t, s, byAPI(t, server, elsewhere, ""))
	if status != exitFailed || !strings.Contains(said, "Of the 70 passages that were left, ") {
		t.Errorf("exit status %d, %q", status, said)
	}
	server.set(func(s *vectorServer) { s.before = nil })
	server.take()
	e := byAPI(t, server, elsewhere, "")
	kept, err := s.CountVectors(t.Context(), "near-1@api-1/3072")
	if err != nil || kept < 2 || kept > 69 {
		t.Fatalf("%d vectors are kept, %v", kept, err)
	}
	if status, said := embedInto(t.Context(), t, s, e); status != exitDone {
		t.Errorf("exit status %d, %q", status, said)
	}
	if rest := len(server.take()); rest != 70-(kept-1) { // one is of the known text
		t.Errorf("%d texts were sent where %d vectors were kept", rest, kept)
	}
	findsByMeaning(t, s, e, 70)
}

// findsByMeaning holds that a question finds every passage by its vector.
func findsByMeaning(t *testing.T, s *store.Store, e retrieval.Embedder, passages int) {
	t.Helper()
	l, err := retrieval.Open(t.Context(), s.Dir(), s, retrieval.Options{Embedder: e, Vectors: s})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	hits, err := l.Search(t.Context(), retrieval.Query{Text: "boat 7 of the fleet", By: retrieval.ByMeaning, Limit: 100})
	if err != nil || len(hits) != passages || hits[0].Article != "007" {
		t.Errorf("%d hits by meaning, %v", len(hits), err)
	}
}

// TestSwitchingEmbedders: there and back nothing is embedded twice, and each
// prunes its own vectors alone.
func TestSwitchingEmbedders(t *testing.T) {
	s := fleet(t, 40)
	var own []string
	minilm := func() retrieval.Embedder {
		return &retrievaltest.Words{Before: func(_ context.Context, texts []string) error {
			own = append(own, texts...)
			return nil
		}}
	}
	server := &vectorServer{dimensions: 3072}
	for i, c := range []struct {
		embedder    retrieval.Embedder
		own, theirs int // texts that are embedded by each
	}{
		{minilm(), 40, 0},
		{byAPI(t, server, elsewhere, ""), 0, 40},
		{minilm(), 0, 0},
		{byAPI(t, server, "https://gateway.example/v1", ""), 0, 0}, // the same model elsewhere
		{minilm(), 0, 0},
	} {
		own = nil
		status, said := embedInto(t.Context(), t, s, c.embedder)
		if theirs := server.take(); status != exitDone || len(own) != c.own || len(theirs) != c.theirs {
			t.Errorf("%d: exit status %d, %d and %d embedded, %q", i, status, len(own), len(theirs), said)
		}
		findsByMeaning(t, s, c.embedder, 40)
		server.take()
	}
}

// TestAnotherModelIsRefused: one that has other dimensions than what is kept, and
// one that has as many, in a later process and in this one; nothing of it is
// kept, and a search goes on by words.
func TestAnotherModelIsRefused(t *testing.T) {
	for name, change := range map[string]func(*vectorServer){
		"dimensions":   func(s *vectorServer) { s.dimensions = 300 },
		"a known text": func(s *vectorServer) { s.other = true },
	} {
		t.Run(name, func(t *testing.T) {
			s := fleet(t, 3)
			server := &vectorServer{}
			first := byAPI(t, server, elsewhere, "")
			if status, said := embedInto(t.Context(), t, s, first); status != exitDone {
				t.Fatalf("exit status %d, %q", status, said)
			}
			server.set(change)
			more := corpus.Article{ID: "late", Text: "A late boat came in at night."}
			corpus.Mark(&more)
			if _, err := s.Put(t.Context(), []corpus.Article{more}, time.Unix(1, 0)); err != nil {
				t.Fatal(err)
			}
			for _, e := range []*apiEmbedder{byAPI(t, server, elsewhere, ""), first} {
				status, said := embedInto(t.Context(), t, s, e)
				if status != exitFailed || !strings.Contains(said, name) || !strings.Contains(said, "another model seems to stand behind the name near-1") {
					t.Errorf("exit status %d, %q", status, said)
				}
				if n, err := s.CountVectors(t.Context(), "near-1@api-1/256"); err != nil || n != 3+1 {
					t.Errorf("%d vectors are kept, %v", n, err)
				}
			}
			if models, err := s.VectorModels(t.Context()); err != nil || len(models) != 1 {
				t.Errorf("vectors of %v are kept, %v", models, err)
			}
		})
	}
}

// TestNothingLeavesThatMustStay: a server on another machine is sent neither a
// question that must stay nor anything of a tagged article, by whatever way; one
// on this machine may read both.
func TestNothingLeavesThatMustStay(t *testing.T) {
	const question = "how many crates of mackerel are in the vault"
	tagged := corpus.Article{
		ID: "vault", Title: "The vault", Text: "The vault holds 41 crates of mackerel, the keeper said. Nobody else knows it.",
		Meta: map[string]json.RawMessage{"tags": json.RawMessage(`["Harbour", "EMBARGO"]`)},
	}
	free := corpus.Article{ID: "quay", Title: "The quay", Text: "The quay has 17 crates of herring, the harbour master said. They are for sale."}
	for _, address := range []string{elsewhere, "http://127.0.0.1:1/v1"} {
		server := &vectorServer{}
		s := storeOf(t, tagged, free)
		a := &app{config: config{dataDir: s.Dir(), embedder: byAPI(t, server, address, ""), model: modelConfig{notTagged: []string{"embargo"}}}}
		if err := a.embed(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		lib, err := a.storedLibrary(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		engine := answer.New(lib, a.options(nil, false))
		ask := func(q answer.Question) answer.Answer {
			t.Helper()
			got, err := engine.Ask(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		if got := ask(answer.Question{Text: "how many crates of herring are at the quay?"}); !strings.Contains(got.Answer, "17") {
			t.Errorf("%s: answered %q", address, got.Answer)
		}
		// What is closest to these, though it does not answer, is held against them
		// sentence by sentence.
		for _, q := range []answer.Question{
			{Text: "when were the vault's crates of mackerel weighed?"},
			{Text: "when were the crates of herring at the quay weighed by sardines?", Here: true},
		} {
			got := ask(q)
			if len(got.Nearest) == 0 {
				t.Errorf("%s: nothing is near %q: %+v", address, q.Text, got)
			}
			if want := address == elsewhere && !q.Here; (got.SentTo == "vectors.example") != want {
				t.Errorf("%s: %q is said to be sent to %q", address, q.Text, got.SentTo)
			}
		}
		if got := ask(answer.Question{Text: question + "?", Here: true}); !strings.Contains(got.Answer, "41") {
			t.Errorf("%s: answered %q", address, got.Answer)
		}
		if rows, err := engine.SourcesHere(t.Context(), "sardines and crates", retrieval.Filter{}, 0); err != nil || len(rows) == 0 {
			t.Errorf("%s: sources %+v, %v", address, rows, err)
		}
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
		sent := server.take()
		heard := strings.Join(sent, "\n")
		local := address != elsewhere
		if slices.Contains(sent, "The vault\nThe vault holds 41 crates of mackerel, the keeper said.") != local {
			t.Errorf("%s: the tagged article's sentence was sent by itself: %v", address, !local)
		}
		for _, secret := range []string{question, "weighed by sardines", "sardines and crates", "41 crates", "Nobody else knows it"} {
			if strings.Contains(heard, secret) != local {
				t.Errorf("%s was sent %q: %v", address, secret, !local)
			}
		}
		for _, open := range []string{"crates of herring are at the quay", "17 crates", "when were the vault's crates of mackerel weighed"} {
			if !strings.Contains(heard, open) {
				t.Errorf("%s was not sent %q", address, open)
			}
		}
	}
}

// hanging is a network that takes a request and never replies.
type hanging struct{ calls atomic.Int32 }

func (h *hanging) RoundTrip(r *http.Request) (*http.Response, error) {
	h.calls.Add(1)
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// TestAHangingServer: a question of several parts, each of which is searched for
// in more than one way, waits three seconds in all, and is answered.
func TestAHangingServer(t *testing.T) {
	network := &hanging{}
	c, err := model.New(model.Config{BaseURL: elsewhere, EmbeddingModel: "near-1", HTTP: network})
	if err != nil {
		t.Fatal(err)
	}
	e, err := newAPIEmbedder(c, "")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a := &app{streams: streams{err: file}, config: config{embedder: e}}
	articles := []corpus.Article{{ID: "quay", Text: "The quay has 17 crates of herring, the harbour master said. The harbour master is Ada Voss."}}
	corpus.Mark(&articles[0])
	lib, err := retrieval.NewMemoryWith(t.Context(), articles, a.searching())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	engine := answer.New(lib, answer.Options{})
	if _, err := engine.Sources(t.Context(), "", retrieval.Filter{}, 0); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		got, err := engine.Ask(t.Context(), answer.Question{Text: "How many crates of herring are at the quay and who is the harbour master?"})
		if took := time.Since(began); err != nil || took != askPatience || !strings.Contains(got.Answer, "17") {
			t.Errorf("after %s: %+v, %v", took, got, err)
		}
	})
	said, err := os.ReadFile(file.Name())
	if err != nil || network.calls.Load() != 1 || string(said) != "secondsource: searching by words only: near-1 gave no vector within 3s\n" {
		t.Errorf("%d calls, %q, %v", network.calls.Load(), said, err)
	}
}

// failing is a library that fails to embed some times.
type failing struct {
	library
	times, calls int
}

func (f *failing) Embed(context.Context, func(done, total int)) (int, error) {
	if f.calls++; f.calls <= f.times {
		return 0, errors.New("the server is busy")
	}
	return 0, nil
}

// TestServeGoesOnEmbedding after a server that was busy, for as long as the
// library is the one that is asked.
func TestServeGoesOnEmbedding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		lib := &failing{times: 3}
		d := &desk{now: &opened{lib: lib}, log: slog.New(slog.DiscardHandler)}
		d.embed(t.Context(), lib)
		if took := time.Since(began); lib.calls != 4 || took != 3*embedAgain {
			t.Errorf("%d calls in %s", lib.calls, took)
		}
		old := &failing{times: 3}
		d.embed(t.Context(), old)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		lib = &failing{times: 3}
		d.now = &opened{lib: lib}
		d.embed(ctx, lib)
		if old.calls != 1 || lib.calls != 1 {
			t.Errorf("of a library that was replaced %d calls, after the end %d", old.calls, lib.calls)
		}
	})
}

// TestAPIScripts runs the commands with a server that a script can bend.
func TestAPIScripts(t *testing.T) {
	servers := &sync.Map{} // by working directory
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/api",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			s := &vectorServer{}
			server := httptest.NewServer(s)
			env.Defer(server.Close)
			servers.Store(env.WorkDir, s)
			env.Setenv("API", server.URL)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "sql": sqlite,
			"server": func(ts *testscript.TestScript, not bool, args []string) {
				s, _ := servers.Load(ts.Getenv("WORK"))
				s.(*vectorServer).obey(ts, not, args)
			},
		},
	})
}

// obey is the command of a script: server heard N, [!] server heard TEXT, server
// forget, server down, server up, server dimensions N.
func (s *vectorServer) obey(ts *testscript.TestScript, not bool, args []string) {
	switch what := args[0]; {
	case what == "heard":
		heard := s.take()
		if n, err := strconv.Atoi(args[1]); err == nil {
			if len(heard) != n {
				ts.Fatalf("it was sent %d texts: %q", len(heard), heard)
			}
			return
		}
		if strings.Contains(strings.Join(heard, "\n"), args[1]) == not {
			ts.Fatalf("it was sent %q", heard)
		}
	case what == "down" || what == "up":
		s.set(func(s *vectorServer) { s.down = what == "down" })
	case what == "forget":
		s.take()
	case what == "dimensions":
		n, err := strconv.Atoi(args[1])
		ts.Check(err)
		s.set(func(s *vectorServer) { s.dimensions = n })
	default:
		ts.Fatalf("server %s", fmt.Sprint(args))
	}
}
