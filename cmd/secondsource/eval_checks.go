package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"secondsource/internal/answer"
	"secondsource/internal/eval"
	"secondsource/retrieval"
)

// checksRun is one call of `eval checks`.
type checksRun struct {
	*app
	source   source
	json     bool
	min, max int
}

func (a *app) evalChecksCommand() *cobra.Command {
	c := checksRun{app: a}
	cmd := &cobra.Command{
		Use:   "checks FILE",
		Short: "Grade the checks of gold claims",
		Long: `Grade the checks of gold claims, one JSON object a line, with the verdicts that
an honest check may come to. Prints a row a claim and the totals. The exit status
is 1 where fewer than --min pass or more than --wrong are wrong: said to be
supported or contradicted and not so, which is worse than failing.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0]) },
	}
	c.source.flags(cmd)
	cmd.Flags().BoolVar(&c.json, "json", false, "print one JSON line a claim")
	cmd.Flags().IntVar(&c.min, "min", -1, "fail where fewer than this many pass")
	cmd.Flags().IntVar(&c.max, "wrong", -1, "fail where more than this many are wrong")
	return cmd
}

func (c *checksRun) run(ctx context.Context, path string) error {
	if err := c.source.check(); err != nil {
		return err
	}
	golds, err := readChecks(path)
	if err != nil {
		return err
	}
	engine, lib, err := c.engine(ctx, c.source)
	if err != nil {
		return err
	}
	check := func(ctx context.Context, claim string) (answer.Check, error) {
		return checkOf(ctx, engine, claim, retrieval.Filter{})
	}
	report, err := eval.RunChecks(ctx, golds, check)
	if err := errors.Join(err, lib.Close()); err != nil {
		return err
	}
	write := report.WriteTable
	if c.json {
		write = report.WriteJSON
	}
	if err := write(c.out); err != nil {
		return err
	}
	switch {
	case report.Passed < c.min:
		return fmt.Errorf("%d of %d pass, and --min asks for %d", report.Passed, len(report.Results), c.min)
	case c.max >= 0 && report.Wrong > c.max:
		return fmt.Errorf("%d of %d are wrong, and --wrong allows %d", report.Wrong, len(report.Results), c.max)
	}
	return nil
}

func readChecks(path string) ([]eval.GoldCheck, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening the gold claims: %w", err)
	}
	defer file.Close()
	golds, err := eval.ReadChecks(file)
	if err != nil {
		return nil, fmt.Errorf("gold claims in %s: %w", path, err)
	}
	return golds, nil
}
