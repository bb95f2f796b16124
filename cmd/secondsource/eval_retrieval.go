package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"secondsource/internal/eval"
)

// retrievalRun is one call of `eval retrieval`.
type retrievalRun struct {
	*app
	json bool
}

func (a *app) evalRetrievalCommand() *cobra.Command {
	r := retrievalRun{app: a}
	cmd := &cobra.Command{
		Use:   "retrieval DIR",
		Short: "Measure search on a judged collection in BEIR's layout",
		Long: `Measure search on a judged collection: a folder with corpus.jsonl, queries.jsonl
and qrels, as BEIR has them. Documents are searched whole: by words, by meaning
(their first 256 tokens), and by both. Embedding takes some minutes for thousands
of documents; SECONDSOURCE_EMBEDDER=none leaves it out.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().BoolVar(&r.json, "json", false, "print one line of JSON")
	return cmd
}

func (r *retrievalRun) run(ctx context.Context, dir string) error {
	if err := r.configure(); err != nil {
		return err
	}
	score, err := eval.Retrieval(ctx, dir, eval.BeirOptions{Embedder: r.embedder, Progress: r.stages()})
	if err != nil {
		return fmt.Errorf("measuring search on %s: %w", dir, err)
	}
	if r.json {
		return writeJSON(r.out, score)
	}
	fmt.Fprintf(r.out, "%d documents, %d queries\nindexing   %s\n", score.Documents, score.Queries, score.Indexing.Round(time.Millisecond))
	if score.Embedder != "" {
		fmt.Fprintf(r.out, "embedding  %s, %s\n", score.Embedding.Round(time.Second), score.Embedder)
	}
	_, err = fmt.Fprintf(r.out, "\n%-9s%10s%12s%15s%8s\n", "by", "nDCG@10", "recall@10", "a search: p50", "p95")
	for _, by := range score.By {
		_, err = fmt.Fprintf(r.out, "%-9s%10.4f%12.4f%15s%8s\n", by.By, by.NDCG10, by.Recall10, milliseconds(by.P50), milliseconds(by.P95))
	}
	return err
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}
