package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"secondsource/internal/eval"
)

// casesRun is one call of `eval disagreements`.
type casesRun struct {
	*app
	json                             bool
	min                              int
	minPrecision, minRecall, perKind float64
}

func (a *app) evalDisagreementsCommand() *cobra.Command {
	r := casesRun{app: a}
	cmd := &cobra.Command{
		Use:   "disagreements FILE",
		Short: "Count the conflicts raised, missed and raised falsely",
		Long: `Count the conflicts raised, missed and raised falsely, on small cases: each is a
question asked of a few articles of its own, which contradict each other or only
seem to. Prints a row a case, as eval gold does, and by kind of difference how
many of the conflicts raised are some (precision) and how many of those there
are were raised (recall). The exit status is 1 where a threshold is not met.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().BoolVar(&r.json, "json", false, "print one JSON line a case")
	cmd.Flags().IntVar(&r.min, "min", -1, "fail where fewer than this many pass")
	cmd.Flags().Float64Var(&r.minPrecision, "min-precision", 0, "fail where the precision over all kinds is less, from 0 to 1")
	cmd.Flags().Float64Var(&r.minRecall, "min-recall", 0, "fail where the recall over all kinds is less, from 0 to 1")
	cmd.Flags().Float64Var(&r.perKind, "per-kind", 0, "fail where the precision or the recall of any kind is less, from 0 to 1")
	return cmd
}

func (r *casesRun) run(ctx context.Context, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening the cases: %w", err)
	}
	defer file.Close()
	cases, err := eval.ReadCases(file)
	if err != nil {
		return fmt.Errorf("cases in %s: %w", path, err)
	}
	report, err := eval.RunCases(ctx, cases, askDocuments)
	if err != nil {
		return err
	}
	write := report.WriteTable
	if r.json {
		write = report.WriteJSON
	}
	if err := write(r.out); err != nil {
		return err
	}
	return r.judge(report)
}

// judge holds the totals against the thresholds.
func (r *casesRun) judge(report eval.CaseReport) error {
	all := report.All
	switch {
	case all.Passed < r.min:
		return fmt.Errorf("%d of %d pass, and --min asks for %d", all.Passed, all.Cases, r.min)
	case all.Precision() < r.minPrecision:
		return fmt.Errorf("the precision of conflict is %.2f, and --min-precision asks for %g", all.Precision(), r.minPrecision)
	case all.Recall() < r.minRecall:
		return fmt.Errorf("the recall of conflict is %.2f, and --min-recall asks for %g", all.Recall(), r.minRecall)
	}
	for _, kind := range report.Kinds {
		if t := report.ByKind[kind]; t.Precision() < r.perKind || t.Recall() < r.perKind {
			return fmt.Errorf("%s: precision %.2f, recall %.2f, and --per-kind asks for %g", kind, t.Precision(), t.Recall(), r.perKind)
		}
	}
	return nil
}
