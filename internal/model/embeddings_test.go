package model_test

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"secondsource/internal/model"
)

// asked is the body of one request for vectors.
type asked struct {
	Input      []string `json:"input"`
	Model      string   `json:"model"`
	Format     string   `json:"encoding_format"`
	Dimensions *int     `json:"dimensions"`
}

// embeddings is a server of vectors: that of a text tells its length in bytes
// and its first byte. Its fields bend what it does.
type embeddings struct {
	reads   int // texts longer than this are refused; 0: none
	inputs  int // requests of more texts are refused; 0: none
	refusal func(w http.ResponseWriter)
	numbers bool // writes no base64
	bend    func([]map[string]any) []map[string]any

	mu       sync.Mutex
	requests []asked
}

func (e *embeddings) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var a asked
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = json.Unmarshal(body, &a)
	}
	if err != nil || r.URL.Path != "/v1/embeddings" {
		http.Error(w, fmt.Sprintf("%s: %v", r.URL.Path, err), http.StatusTeapot)
		return
	}
	e.mu.Lock()
	e.requests = append(e.requests, a)
	e.mu.Unlock()
	long := slices.ContainsFunc(a.Input, func(text string) bool { return e.reads > 0 && len(text) > e.reads })
	if long || e.inputs > 0 && len(a.Input) > e.inputs || slices.Contains(a.Input, "") {
		e.refusal(w)
		return
	}
	width := 3
	if a.Dimensions != nil {
		width = *a.Dimensions
	}
	data := []map[string]any{}
	for i, text := range a.Input {
		v := make([]float32, width)
		v[0], v[1] = float32(len(text)), float32(text[0])
		one := map[string]any{"object": "embedding", "index": i, "embedding": v}
		if a.Format == "base64" && !e.numbers {
			one["embedding"] = inBase64(v)
		}
		data = append(data, one)
	}
	slices.Reverse(data) // the order is the index's to tell
	if e.bend != nil {
		data = e.bend(data)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{
		"object": "list", "data": data, "model": a.Model, "usage": map[string]int{"prompt_tokens": 10, "total_tokens": 10},
	})
}

func (e *embeddings) take() []asked {
	e.mu.Lock()
	defer e.mu.Unlock()
	taken := e.requests
	e.requests = nil
	return taken
}

func inBase64(v []float32) string {
	var b []byte
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return base64.StdEncoding.EncodeToString(b)
}

// refusing answers with a status and OpenAI's shape of an error.
func refusing(status int, says string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"message": says, "type": "invalid_request_error", "code": nil}})
	}
}

func embedder(t *testing.T, e *embeddings) *model.Client {
	t.Helper()
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	c, err := model.New(model.Config{BaseURL: server.URL + "/v1", EmbeddingModel: "near-1"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// holds complains when a vector is not that of a text of n bytes that begins so.
func holds(t *testing.T, v []float32, n int, first byte) {
	t.Helper()
	length := math.Hypot(float64(n), float64(first))
	if len(v) < 2 || math.Abs(float64(v[0])-float64(n)/length) > 1e-6 || math.Abs(float64(v[1])-float64(first)/length) > 1e-6 {
		t.Errorf("vector %v is not that of %d bytes from %q on", v, n, first)
	}
}

// TestEmbedInOrder: many texts in several requests, in a server's own order and
// in both ways of writing numbers; each gets its own vector, of length 1.
func TestEmbedInOrder(t *testing.T) {
	var texts []string
	for i := range 250 {
		texts = append(texts, strings.Repeat(string(rune('a'+i%26)), i+1))
	}
	for _, numbers := range []bool{false, true} {
		e := &embeddings{numbers: numbers}
		c := embedder(t, e)
		for range 2 {
			vectors, tokens, err := c.Embed(t.Context(), texts, 0)
			if err != nil || len(vectors) != len(texts) || tokens != 30 {
				t.Fatalf("%d vectors, %d tokens, %v", len(vectors), tokens, err)
			}
			for i, v := range vectors {
				holds(t, v, i+1, texts[i][0])
			}
		}
		sent := e.take()
		want := 6
		if numbers {
			want++ // once it is asked in vain for base64
		}
		if len(sent) != want || sent[0].Model != "near-1" || sent[0].Dimensions != nil || len(sent[0].Input) > 96 {
			t.Errorf("%d requests, the first %.80v", len(sent), sent[0])
		}
	}
}

// TestEmbedSmallBatches: long texts fill a request by their length.
func TestEmbedSmallBatches(t *testing.T) {
	e := &embeddings{}
	texts := slices.Repeat([]string{strings.Repeat("tide ", 4000)}, 30)
	if _, _, err := embedder(t, e).Embed(t.Context(), texts, 0); err != nil {
		t.Fatal(err)
	}
	for _, a := range e.take() {
		if n := len(strings.Join(a.Input, "")); n > 160_000 {
			t.Errorf("a request has %d bytes of text", n)
		}
	}
}

// TestEmbedOddTexts: what servers refuse or cannot read is sent as something that
// they can.
func TestEmbedOddTexts(t *testing.T) {
	e := &embeddings{refusal: refusing(http.StatusBadRequest, "'$.input' is invalid.")}
	_, _, err := embedder(t, e).Embed(t.Context(), []string{"", " \n", "quay \xff", strings.Repeat("é", 40_000)}, 0)
	if err != nil {
		t.Fatal(err)
	}
	got := e.take()[0].Input
	if got[0] != "(no text)" || got[1] != "(no text)" || got[2] != "quay \ufffd" || got[3] != strings.Repeat("é", 16<<10) {
		t.Errorf("sent %.20q, the last of %d bytes", got, len(got[3]))
	}
	if list, n, err := embedder(t, e).Embed(t.Context(), nil, 0); len(list) != 0 || n != 0 || err != nil || len(e.take()) != 0 {
		t.Errorf("no texts: %v, %d, %v", list, n, err)
	}
}

// TestEmbedCutsWhatIsTooLong: a text is halved until the server takes it, whatever
// its way of refusing, and to the same length in whatever company it is sent.
func TestEmbedCutsWhatIsTooLong(t *testing.T) {
	for name, refusal := range map[string]func(http.ResponseWriter){
		"OpenAI":     refusing(400, "This model's maximum context length is 8192 tokens, however you requested 10001 tokens."),
		"TEI":        refusing(413, "Input validation error: `inputs` must have less than 512 tokens. Given: 600"),
		"Ollama":     refusing(400, "the input length exceeds the context length"),
		"old server": func(w http.ResponseWriter) { http.Error(w, "Payload Too Large", http.StatusRequestEntityTooLarge) },
	} {
		t.Run(name, func(t *testing.T) {
			e := &embeddings{reads: 300, refusal: refusal}
			c := embedder(t, e)
			long := "ab" + strings.Repeat("é", 999) // 2,000 bytes: 250 are the first half of a half that fit
			for _, texts := range [][]string{{long}, {"quay", long, "pier"}, {"quay", "pier", "mole", "dock", long}} {
				vectors, _, err := c.Embed(t.Context(), texts, 0)
				if err != nil || len(vectors) != len(texts) {
					t.Fatalf("%d vectors, %v", len(vectors), err)
				}
				holds(t, vectors[slices.Index(texts, long)], 250, 'a')
				if texts[0] == "quay" {
					holds(t, vectors[0], 4, 'q')
				}
			}
			for _, a := range e.take() {
				for _, text := range a.Input {
					if strings.ContainsRune(text, '\ufffd') {
						t.Fatalf("a character was cut through: %q", text[len(text)-4:])
					}
				}
			}
		})
	}
}

// TestEmbedGivesUp: a server that finds everything too long is asked a bounded
// number of times; one that takes few texts at a time gets few.
func TestEmbedGivesUp(t *testing.T) {
	e := &embeddings{reads: 1, refusal: refusing(400, "maximum context length is 0 tokens")}
	_, _, err := embedder(t, e).Embed(t.Context(), []string{strings.Repeat("x", 100_000)}, 0)
	if n := len(e.take()); !errors.Is(err, model.ErrTooLong) || n > 12 {
		t.Errorf("%d requests, %v", n, err)
	}
	e = &embeddings{inputs: 4, refusal: refusing(400, "batch size 32 is too large")}
	vectors, _, err := embedder(t, e).Embed(t.Context(), slices.Repeat([]string{"quay"}, 32), 0)
	if err != nil || len(vectors) != 32 {
		t.Errorf("%d vectors, %v", len(vectors), err)
	}
}

// TestEmbedRefusesBadReplies: each error names the server and what was wrong, and
// nothing that the server or the caller said.
func TestEmbedRefusesBadReplies(t *testing.T) {
	set := func(v ...any) func([]map[string]any) []map[string]any {
		return func(data []map[string]any) []map[string]any {
			data[len(data)-1]["embedding"] = v
			return data
		}
	}
	nan := float32(math.NaN())
	for want, e := range map[string]*embeddings{
		"2 vectors for 3 texts":      {bend: func(data []map[string]any) []map[string]any { return data[1:] }},
		"4 vectors for 3 texts":      {bend: func(data []map[string]any) []map[string]any { return append(data, data[0]) }},
		"the index 1":                {bend: func(data []map[string]any) []map[string]any { data[2]["index"] = 1; return data }},
		"the index 3":                {bend: func(data []map[string]any) []map[string]any { data[2]["index"] = 3; return data }},
		"a vector has 2 dimensions":  {bend: set(1, 2), numbers: true},
		"a vector has the length 0":  {bend: set(0, 0, 0), numbers: true},
		"a vector has NaN as its":    {bend: set(inBase64([]float32{1, nan, 1}))},
		"a vector has +Inf as its":   {bend: set(inBase64([]float32{float32(math.Inf(1)), 1, 1}))},
		"not what this API replies":  {bend: set("mackerel", 2, 3), numbers: true},
		"what this API replies":      {bend: func(data []map[string]any) []map[string]any { data[0]["embedding"] = "mackerel!"; return data }},
		"a vector has 0 dimensions,": {bend: set(), numbers: true},
		"a vector for each of its":   {bend: set([]int{1, 2}, []int{2, 3}), numbers: true},
	} {
		// inBase64's own value stands for the whole vector.
		if bend := e.bend; !e.numbers {
			e.bend = func(data []map[string]any) []map[string]any {
				data = bend(data)
				if list, ok := data[len(data)-1]["embedding"].([]any); ok {
					data[len(data)-1]["embedding"] = list[0]
				}
				return data
			}
		}
		_, _, err := embedder(t, e).Embed(t.Context(), []string{"sardine", "sardine", "sardine"}, 0)
		if !errors.Is(err, model.ErrBadReply) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "127.0.0.1") ||
			strings.Contains(err.Error(), "sardine") || strings.Contains(err.Error(), "mackerel") {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// TestEmbedDimensions: a number that is asked for is sent, and held.
func TestEmbedDimensions(t *testing.T) {
	e := &embeddings{}
	vectors, _, err := embedder(t, e).Embed(t.Context(), []string{"quay"}, 3072)
	if err != nil || len(vectors[0]) != 3072 || *e.take()[0].Dimensions != 3072 {
		t.Errorf("%d vectors, %v", len(vectors), err)
	}
	holds(t, vectors[0], 4, 'q')
	deaf := &embeddings{bend: func(data []map[string]any) []map[string]any {
		data[0]["embedding"] = inBase64([]float32{1, 0, 0})
		return data
	}}
	if _, _, err := embedder(t, deaf).Embed(t.Context(), []string{"quay"}, 8); err == nil || !strings.Contains(err.Error(), "3 dimensions, and 8 were asked for") {
		t.Errorf("a server that does not listen: %v", err)
	}
	cannot := &embeddings{reads: 1, refusal: refusing(400, "Model does not support matryoshka representation, changing output dimensions will lead to poor results.")}
	if _, _, err := embedder(t, cannot).Embed(t.Context(), []string{"quay"}, 8); err == nil || !strings.Contains(err.Error(), "leave their number to the model") {
		t.Errorf("a model that cannot: %v", err)
	}
}

// TestEmbedNeedsAModel, and ends with its context.
func TestEmbedNeedsAModel(t *testing.T) {
	c, err := model.New(model.Config{BaseURL: "http://127.0.0.1:1/v1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Embed(t.Context(), []string{"quay"}, 0); !errors.Is(err, model.ErrNoModel) {
		t.Errorf("without a model: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := embedder(t, &embeddings{}).Embed(ctx, []string{"quay"}, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("a ctx that has ended: %v", err)
	}
}
