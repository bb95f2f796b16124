package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/eval"
	"secondsource/retrieval"
)

// ramdocsRun is one call of `eval ramdocs`.
type ramdocsRun struct {
	*app
	json                      bool
	minCoverage, minPrecision float64
}

func (a *app) evalRAMDocsCommand() *cobra.Command {
	r := ramdocsRun{app: a}
	cmd := &cobra.Command{
		Use:   "ramdocs FILE",
		Short: "Count which of the answers that documents state are shown",
		Long: `Count which of the answers that documents state are shown, on questions of
RAMDocs: each is asked of its own few documents, which state several answers,
true and false, or none.

Prints, for the questions whose answer has a digit and for all: coverage (of the
answers stated, those shown with a quote), precision (of those shown, those
stated) and how many questions have all of them and nothing else. The exit
status is 1 where the questions with a digit have less than --min-coverage or
--min-precision.

Documents are searched by words alone, whatever embedder is set: among so few,
meaning finds nothing more, and reading them would take most of the time.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().BoolVar(&r.json, "json", false, "print one JSON line a question, in figures alone, and the totals")
	cmd.Flags().Float64Var(&r.minCoverage, "min-coverage", 0, "fail where coverage on the questions with a digit is less, from 0 to 1")
	cmd.Flags().Float64Var(&r.minPrecision, "min-precision", 0, "fail where precision on the questions with a digit is less, from 0 to 1")
	return cmd
}

func (r *ramdocsRun) run(ctx context.Context, path string) error {
	for flag, min := range map[string]float64{"--min-coverage": r.minCoverage, "--min-precision": r.minPrecision} {
		if !(min >= 0 && min <= 1) {
			return usagef("%s %g is no share: it is from 0 to 1", flag, min)
		}
	}
	questions, err := readRAMDocs(path)
	if err != nil {
		return err
	}
	show := r.stages()
	report, err := eval.RunRAMDocs(ctx, questions, askDocuments, func(done, total int) { show("asking questions", done, total) })
	if err != nil {
		return err
	}
	for _, failure := range report.Failures {
		r.warn("%v", failure)
	}
	write := report.WriteTable
	if r.json {
		write = report.WriteJSON
	}
	if err := write(r.out); err != nil {
		return err
	}
	if failed := len(report.Failures); failed > 0 {
		return fmt.Errorf("%d of %d questions could not be asked", failed, len(questions))
	}
	return r.judge(report.Digit)
}

// judge holds the totals against the thresholds.
func (r *ramdocsRun) judge(t eval.RAMTotals) error {
	switch {
	case t.Coverage() < r.minCoverage:
		return fmt.Errorf("coverage with a digit is %.3f (%d of %d), and --min-coverage asks for %g", t.Coverage(), t.Covered, t.Stated, r.minCoverage)
	case t.Precision() < r.minPrecision:
		return fmt.Errorf("precision with a digit is %.3f (%d of %d), and --min-precision asks for %g", t.Precision(), t.Right, t.Shown, r.minPrecision)
	}
	return nil
}

// askDocuments asks one question of articles that are kept for it alone.
func askDocuments(ctx context.Context, articles []corpus.Article, question string) (a answer.Answer, err error) {
	corpus.GroupOrigins(articles)
	lib, err := retrieval.NewMemory(ctx, articles)
	if err != nil {
		return a, err
	}
	a, err = answerTo(ctx, answer.New(lib, answer.Options{}), question, retrieval.Filter{})
	return a, errors.Join(err, lib.Close())
}

func readRAMDocs(path string) ([]eval.RAMQuestion, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening the questions of RAMDocs: %w", err)
	}
	defer file.Close()
	return eval.ReadRAMDocs(path, file)
}
