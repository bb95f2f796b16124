package minilm_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"secondsource/retrieval/minilm"
)

// TestReference holds the model against ids and vectors that other programs
// made of the published weights (testdata/README.md). MINILM_REFERENCE names
// another file of the same form, to be held against as well.
func TestReference(t *testing.T) {
	files := []string{"testdata/reference.jsonl"}
	if more := os.Getenv("MINILM_REFERENCE"); more != "" {
		files = append(files, more)
	}
	weights, err := os.ReadFile("model.bin")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		reference, err := minilm.ReadReference(f)
		if err != nil || len(reference) == 0 {
			t.Fatalf("%s: %d texts, %v", file, len(reference), err)
		}
		for _, plain := range []bool{false, true} {
			got, err := minilm.Measure(weights, reference, plain)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s, plain=%v: cosine least %.6f, mean %.6f", file, plain, got.Least, got.Mean)
			if got.SameIDs != len(reference) || got.Least < 0.995 {
				t.Errorf("%s, plain=%v: %d of %d texts have the reference's ids, the least cosine is %.6f", file, plain, got.SameIDs, len(reference), got.Least)
			}
		}
	}
}

func TestDamagedWeights(t *testing.T) {
	weights, err := os.ReadFile("model.bin")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty":         nil,
		"another file":  []byte("not a model at all, but a text of some length"),
		"cut off":       weights[:len(weights)/2],
		"one byte more": append(weights[:len(weights):len(weights)], 0),
	} {
		if _, err := minilm.Open(data).Embed(context.Background(), []string{"a"}); err == nil || !strings.Contains(err.Error(), "go generate") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCancel stops an embedding that would take minutes.
func TestCancel(t *testing.T) {
	e := minilm.New()
	if _, err := e.Embed(context.Background(), []string{"unpack"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if v, err := e.Embed(ctx, texts(2000, 200)); !errors.Is(err, context.DeadlineExceeded) || v != nil {
		t.Errorf("%d vectors, %v", len(v), err)
	}
	// What it held is free again.
	if _, err := e.Embed(context.Background(), texts(5, 30)); err != nil {
		t.Error(err)
	}
}

// TestMeaning is the model's sense: a paraphrase is nearer than a sentence that
// shares a word.
func TestMeaning(t *testing.T) {
	v, err := minilm.New().Embed(context.Background(), []string{
		"How many boats sank in the storm?",
		"The gale sent eleven vessels to the bottom.",
		"Many children learn to swim at school.",
	})
	if err != nil {
		t.Fatal(err)
	}
	if near, far := dot(v[0], v[1]), dot(v[0], v[2]); near < 0.4 || near <= far {
		t.Errorf("paraphrase %.3f, same words %.3f", near, far)
	}
}

func dot(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
