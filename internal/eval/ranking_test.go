package eval_test

// The constants of the score against each other, on a BEIR collection:
//
//	RANK_ON=DIR go test ./internal/eval -run '^$' -bench Ranking -benchtime 1x -timeout 1h
//
// The documents are embedded once, which takes some minutes for thousands.

import (
	"context"
	"fmt"
	"os"
	"testing"

	"secondsource/internal/eval"
	"secondsource/retrieval"
	"secondsource/retrieval/minilm"
	"secondsource/retrieval/retrievaltest"
)

func BenchmarkRanking(b *testing.B) {
	collection := rankedCollection(b)
	for _, k1 := range []float64{0.6, 0.9, 1.2, 1.5} {
		for _, bias := range []float64{0.3, 0.4, 0.55, 0.75} {
			b.Run(fmt.Sprintf("k1=%.1f,b=%.2f", k1, bias), func(b *testing.B) {
				rank(b, collection, eval.BeirOptions{Ranking: &retrieval.Ranking{K1: k1, B: bias}})
			})
		}
	}
}

func BenchmarkRankingFused(b *testing.B) {
	collection := rankedCollection(b)
	opt := eval.BeirOptions{Embedder: minilm.New(), Vectors: &retrievaltest.Vectors{}}
	for _, depth := range []int{50, 100, 200} {
		for _, share := range []float64{0.3, 0.4, 0.5, 0.6} {
			b.Run(fmt.Sprintf("depth=%d,meaning=%.1f", depth, share), func(b *testing.B) {
				ranking := retrieval.DefaultRanking
				ranking.Depth, ranking.Meaning = depth, share
				opt.Ranking = &ranking
				rank(b, collection, opt)
			})
		}
	}
}

func rankedCollection(b *testing.B) eval.Collection {
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
	return collection
}

// rank reports the score of the last way of searching: both, where there is
// an embedder.
func rank(b *testing.B, collection eval.Collection, opt eval.BeirOptions) {
	for range b.N {
		score, err := collection.Score(context.Background(), opt)
		if err != nil {
			b.Fatal(err)
		}
		last := score.By[len(score.By)-1]
		b.ReportMetric(last.NDCG10, "nDCG@10")
		b.ReportMetric(last.Recall10, "recall@10")
	}
}
