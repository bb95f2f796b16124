package eval_test

// The constants of the score against each other, on a BEIR collection:
//
//	RANK_ON=DIR go test ./internal/eval -run '^$' -bench Ranking -benchtime 1x

import (
	"context"
	"fmt"
	"os"
	"testing"

	"secondsource/internal/eval"
	"secondsource/retrieval"
)

func BenchmarkRanking(b *testing.B) {
	dir := os.Getenv("RANK_ON")
	if dir == "" {
		dir = writeCollection(b, map[string]string{
			"corpus.jsonl": harbourDocuments, "queries.jsonl": harbourQueries, "qrels.tsv": "q1\td1\t1\nq2\td3\t1\n",
		})
	}
	collection, err := eval.LoadCollection(dir)
	if err != nil {
		b.Fatal(err)
	}
	for _, k1 := range []float64{0.6, 0.9, 1.2, 1.5} {
		for _, bias := range []float64{0.3, 0.4, 0.55, 0.75} {
			b.Run(fmt.Sprintf("k1=%.1f,b=%.2f", k1, bias), func(b *testing.B) {
				ranking := retrieval.Ranking{K1: k1, B: bias}
				for range b.N {
					score, err := collection.Score(context.Background(), eval.BeirOptions{Ranking: &ranking})
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(score.NDCG10, "nDCG@10")
					b.ReportMetric(score.Recall10, "recall@10")
				}
			})
		}
	}
}
