package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"secondsource/internal/eval"
)

// retrievalRun is one call of `eval retrieval`.
type retrievalRun struct {
	*app
	source  source
	json    bool
	queries int
	min     float64
}

func (a *app) evalRetrievalCommand() *cobra.Command {
	r := retrievalRun{app: a}
	cmd := &cobra.Command{
		Use:   "retrieval DIR|GOLD",
		Short: "Measure search on a judged collection, or on gold questions",
		Long: `Measure search, by words, by meaning and by both.

On a folder with corpus.jsonl, queries.jsonl and qrels, as BEIR has them:
documents are searched whole (by meaning, their first 256 tokens). Embedding
takes some minutes for thousands of documents; SECONDSOURCE_EMBEDDER=none leaves
it out.

On a file of gold questions: how often an article that the gold cites is among
the first that are found in the articles stored, or in those of --in or --sample.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args[0]) },
	}
	r.source.flags(cmd)
	cmd.Flags().BoolVar(&r.json, "json", false, "print JSON: one line, or of gold questions one line a way of searching")
	cmd.Flags().IntVar(&r.queries, "queries", 0, "search a small part of a collection, with so many of its queries")
	cmd.Flags().Float64Var(&r.min, "min", 0, "fail when the last way of searching has a lower nDCG@10, or fewer questions with an article among the first three")
	return cmd
}

func (r *retrievalRun) run(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("measuring search on %s: %w", path, err)
	}
	if !info.IsDir() {
		return r.gold(ctx, path)
	}
	if r.source.sample || len(r.source.in) > 0 {
		return usagef("--sample and --in go with a file of gold questions; the folder %s brings its own documents", path)
	}
	return r.collection(ctx, path)
}

// gold searches with gold questions.
func (r *retrievalRun) gold(ctx context.Context, path string) error {
	golds, _, lib, err := r.openGold(ctx, path, r.source)
	if err != nil {
		return err
	}
	defer lib.Close()
	scores, err := eval.Found(ctx, golds, lib, r.embedder != nil)
	if err != nil {
		return err
	}
	if !r.json {
		fmt.Fprintf(r.out, "%-9s%7s%7s%7s   of   not among the first three\n", "by", "first", "three", "ten")
	}
	for _, s := range scores {
		if r.json {
			err = writeJSON(r.out, s)
		} else {
			_, err = fmt.Fprintf(r.out, "%-9s%7d%7d%7d%5d   %s\n", s.By, s.First, s.Three, s.Ten, s.Questions, strings.Join(s.Missed, " "))
		}
		if err != nil {
			return err
		}
	}
	if last := scores[len(scores)-1]; float64(last.Three) < r.min {
		return fmt.Errorf("by %s, %d of %d questions have an article among the first three, and --min asks for %g", last.By, last.Three, last.Questions, r.min)
	}
	return nil
}

// collection searches a collection in BEIR's layout.
func (r *retrievalRun) collection(ctx context.Context, dir string) error {
	if err := r.configure(); err != nil {
		return err
	}
	score, err := eval.Retrieval(ctx, dir, eval.BeirOptions{Embedder: r.embedder, Queries: r.queries, Progress: r.stages()})
	if err != nil {
		return fmt.Errorf("measuring search on %s: %w", dir, err)
	}
	if err := r.print(score); err != nil {
		return err
	}
	if last := score.By[len(score.By)-1]; last.NDCG10 < r.min {
		return fmt.Errorf("by %s, nDCG@10 is %.4f, and --min asks for %g", last.By, last.NDCG10, r.min)
	}
	return nil
}

func (r *retrievalRun) print(score eval.RetrievalScore) error {
	if r.json {
		return writeJSON(r.out, score)
	}
	fmt.Fprintf(r.out, "%d documents, %d queries\nindexing   %s\n", score.Documents, score.Queries, score.Indexing.Round(time.Millisecond))
	if score.Embedder != "" {
		fmt.Fprintf(r.out, "embedding  %s, %s\n", score.Embedding.Round(time.Second), score.Embedder)
	}
	_, err := fmt.Fprintf(r.out, "\n%-9s%10s%12s%15s%8s\n", "by", "nDCG@10", "recall@10", "a search: p50", "p95")
	for _, by := range score.By {
		_, err = fmt.Fprintf(r.out, "%-9s%10.4f%12.4f%15s%8s\n", by.By, by.NDCG10, by.Recall10, milliseconds(by.P50), milliseconds(by.P95))
	}
	return err
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}
