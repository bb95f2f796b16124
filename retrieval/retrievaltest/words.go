// Package retrievaltest has what an embedder and a store of vectors are tested
// with: the suites TestEmbedder and TestVectors, which every implementation
// runs, and fakes that pass them, for tests of what uses one.
package retrievaltest

import (
	"context"
	"hash/fnv"
	"math"
	"strings"
	"unicode"

	"secondsource/retrieval"
)

// Words is a fake embedder: the vector of a text counts its words, each in the
// dimension of its hash. Texts that share words are near each other, and so are
// those whose words are said to mean the same. The zero value is ready to use;
// it must not be changed once it is in use.
type Words struct {
	Name       string            // of the model; "" means "words"
	Dimensions int               // 0 means 256
	Synonyms   map[string]string // a word in lower case, and the word that it counts as
	// Before is called with the texts of each call before they are embedded, by
	// whichever goroutine calls: to count, to block, and to fail with what it
	// returns.
	Before func(ctx context.Context, texts []string) error
}

// Model names the fake.
func (w *Words) Model() retrieval.Model {
	m := retrieval.Model{Name: w.Name, Revision: "1", Dimensions: w.Dimensions}
	if m.Name == "" {
		m.Name = "words"
	}
	if m.Dimensions == 0 {
		m.Dimensions = 256
	}
	return m
}

// Embed returns ctx's error, Before's, or a vector for each text.
func (w *Words) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if w.Before != nil {
		if err := w.Before(ctx, texts); err != nil {
			return nil, err
		}
	}
	out := make([][]float32, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out[i] = w.vector(text)
	}
	return out, ctx.Err()
}

func (w *Words) vector(text string) []float32 {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		words = []string{""}
	}
	counts := make([]float64, w.Model().Dimensions)
	for _, word := range words {
		if same, ok := w.Synonyms[word]; ok {
			word = same
		}
		h := fnv.New32a()
		h.Write([]byte(word))
		counts[h.Sum32()%uint32(len(counts))]++
	}
	length := 0.0
	for _, n := range counts {
		length += n * n
	}
	length = math.Sqrt(length)
	v := make([]float32, len(counts))
	for i, n := range counts {
		v[i] = float32(n / length)
	}
	return v
}
