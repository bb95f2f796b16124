package eval_test

// Vectors for the archives of BenchmarkScale, made up from those of real
// passages.

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"secondsource/corpus"
	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/minilm"
)

// madeUpNoise is the length of what is added to the vector of a real passage:
// the cosine of what comes out with it is 0.8. Vectors from anywhere would be
// near to no question, and an answer would never look at what a sentence means.
const madeUpNoise = 0.75

// realVectors are those of the passages of real articles, by the real model.
func realVectors(b *testing.B, articles []corpus.Article) [][]float32 {
	model := &recorder{Embedder: minilm.New()}
	lib, err := retrieval.NewMemoryWith(b.Context(), articles, retrieval.Options{Embedder: model})
	if err != nil {
		b.Fatal(err)
	}
	defer lib.Close()
	if _, err := lib.Embed(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	return model.made
}

// recorder remembers what its embedder made.
type recorder struct {
	retrieval.Embedder
	made [][]float32
}

func (r *recorder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	made, err := r.Embedder.Embed(ctx, texts)
	r.made = append(r.made, made...)
	return made, err
}

// keepMadeUp keeps a vector of each passage of an archive under the name of the
// real model, and says how many passages there are and how long that took.
func keepMadeUp(b *testing.B, data string, like [][]float32) (passages int, took time.Duration) {
	s, err := store.Open(b.Context(), data)
	if err != nil {
		b.Fatal(err)
	}
	model := &madeUp{Embedder: minilm.New(), like: like, random: rand.New(rand.NewPCG(5, 6))}
	lib, err := retrieval.Open(b.Context(), data, s, retrieval.Options{Embedder: model, Vectors: s})
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if passages, err = lib.Embed(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	took = time.Since(start)
	if err := lib.Close(); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return passages, took
}

// madeUp passes for its embedder and returns vectors near to any of like.
type madeUp struct {
	retrieval.Embedder
	like   [][]float32
	random *rand.Rand
}

func (m *madeUp) Embed(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i := range out {
		real := m.like[m.random.IntN(len(m.like))]
		v := make([]float32, len(real))
		each := madeUpNoise / math.Sqrt(float64(len(v)))
		sum := 0.0
		for k, x := range real {
			y := float64(x) + each*m.random.NormFloat64()
			sum += y * y
			v[k] = float32(y)
		}
		for k := range v {
			v[k] = float32(float64(v[k]) / math.Sqrt(sum))
		}
		out[i] = v
	}
	return out, nil
}
