package minilm_test

// How fast the model is, as a share of what the products of matrices that it
// consists of take alone, in the same run:
//
//	go test ./retrieval/minilm -run '^$' -bench . -benchtime 2s

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/viterin/vek"
	"github.com/viterin/vek/vek32"

	"secondsource/retrieval/minilm"
)

// textOf makes a text of so many tokens, the two marks at its ends included.
func textOf(random *rand.Rand, tokens int) string {
	common := strings.Fields("the a of to in and on for with by from at as that it is was said year people city report water light house road")
	words := make([]string, tokens-2)
	for i := range words {
		words[i] = common[random.IntN(len(common))]
	}
	return strings.Join(words, " ")
}

func texts(n, tokens int) []string {
	random := rand.New(rand.NewPCG(1, 2))
	out := make([]string, n)
	for i := range out {
		out[i] = textOf(random, tokens)
	}
	return out
}

func BenchmarkEmbed(b *testing.B) {
	for _, job := range []struct {
		name         string
		many, tokens int
	}{{"passages-of-200-by-32", 32, 200}, {"passage-of-200", 1, 200}, {"question-of-15", 1, 15}} {
		e := minilm.New()
		in := texts(job.many, job.tokens)
		ctx := context.Background()
		if _, err := e.Embed(ctx, in); err != nil { // unpacks the weights
			b.Fatal(err)
		}
		b.Run(job.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Embed(ctx, in); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(job.many*job.tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
		b.Run(job.name+"/products-alone", func(b *testing.B) {
			products := newProducts(job.tokens)
			if job.many == 1 {
				for b.Loop() {
					products.run()
				}
			} else {
				b.RunParallel(func(p *testing.PB) {
					products := newProducts(job.tokens)
					for p.Next() {
						products.run()
					}
				})
			}
			n := job.tokens * b.N
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

// products are the multiplications of one text's way through the model, on
// matrices of the shapes that the model gives to vek.
type products struct {
	tokens                                int
	x, dst, keys, queries, values, scores []float32
	weights                               [72][]float32
}

func newProducts(tokens int) *products {
	const head = 32
	columns := (tokens + 31) / 32 * 32
	p := &products{tokens: tokens, x: noise(tokens * 384), dst: noise(tokens * 384), keys: noise(tokens * head), queries: noise(head * columns),
		values: noise(head * tokens), scores: noise(tokens * columns)}
	for i := range p.weights {
		p.weights[i] = noise(384 * 384)
	}
	return p
}

func noise(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = rand.Float32() - 0.5
	}
	return out
}

func (p *products) run() {
	for _, w := range p.weights {
		vek32.MatMul_Into(p.dst, p.x, w, 384)
	}
	weighted := p.dst[:len(p.queries)]
	for range 6 * 12 {
		vek32.MatMul_Into(p.scores, p.keys, p.queries, 32)
		vek32.MatMul_Into(weighted, p.values, p.scores, p.tokens)
	}
}

func BenchmarkPlain(b *testing.B) {
	vek.SetAcceleration(false)
	defer vek.SetAcceleration(true)
	e := minilm.New()
	in := texts(1, 15)
	if _, err := e.Embed(context.Background(), in); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.Embed(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(15*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
