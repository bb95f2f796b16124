package minilm

import (
	"context"
	"os"
	"testing"

	"secondsource/corpus"
	"secondsource/retrieval"
)

// BenchmarkPassages embeds the passages of real articles as `ingest` does:
//
//	SCALE_FROM=DIR go test ./retrieval/minilm -run '^$' -bench Passages -benchtime 3x
func BenchmarkPassages(b *testing.B) {
	from := os.Getenv("SCALE_FROM")
	if from == "" {
		b.Skip("SCALE_FROM names no folder of articles")
	}
	articles, errs := corpus.Collect(b.Context(), []string{from})
	if len(articles) == 0 {
		b.Fatalf("no articles in %s: %v", from, errs)
	}
	model := &counting{Embedder: New()}
	if _, err := model.Embedder.Embed(b.Context(), []string{"unpacks the weights"}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		lib, err := retrieval.NewMemoryWith(b.Context(), articles, retrieval.Options{Embedder: model})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := lib.Embed(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		if err := lib.Close(); err != nil {
			b.Fatal(err)
		}
	}
	seconds := b.Elapsed().Seconds()
	b.ReportMetric(float64(model.texts)/float64(b.N), "passages")
	b.ReportMetric(float64(model.tokens)/float64(model.texts), "tokens/passage")
	b.ReportMetric(float64(model.texts)/seconds, "passages/s")
	b.ReportMetric(float64(model.tokens)/seconds, "tokens/s")
}

// counting counts what its model reads.
type counting struct {
	*Embedder
	texts, tokens int
}

func (c *counting) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	for _, text := range texts {
		c.texts++
		c.tokens += len(c.pieces().encode(text))
	}
	return c.Embedder.Embed(ctx, texts)
}
