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
and qrels, as BEIR has them. Documents are searched whole.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().BoolVar(&r.json, "json", false, "print one line of JSON")
	return cmd
}

func (r *retrievalRun) run(ctx context.Context, dir string) error {
	score, err := eval.Retrieval(ctx, dir, eval.BeirOptions{Progress: r.stages()})
	if err != nil {
		return fmt.Errorf("measuring search on %s: %w", dir, err)
	}
	if r.json {
		return writeJSON(r.out, score)
	}
	_, err = fmt.Fprintf(r.out, `%d documents, %d queries
nDCG@10    %.4f
recall@10  %.4f
a search   %s (p50), %s (p95)
indexing   %s
`, score.Documents, score.Queries, score.NDCG10, score.Recall10,
		score.P50.Round(10*time.Microsecond), score.P95.Round(10*time.Microsecond), score.Indexing.Round(time.Millisecond))
	return err
}
