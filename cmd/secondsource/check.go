package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/internal/answer"
	"secondsource/internal/term"
	"secondsource/retrieval"
)

// checking is one call of `check`.
type checking struct {
	*app
	source source
	filter filter
	json   bool
}

func (a *app) checkCommand() *cobra.Command {
	c := checking{app: a}
	cmd := &cobra.Command{
		Use:   "check [CLAIM | -]",
		Short: "Hold a sentence against the articles before it is published",
		Long: `Hold a sentence that is about to be published against the articles: each
number, date, office-holder and quotation in it by itself, or what it says as a
whole, with the passages that say so and those that say otherwise. With "-" it
reads one claim a line from standard input; a claim that fails is reported, the
rest goes on, and the exit status is 1 at the end.`,
		Example: `  secondsource check "About 330,000 crates are on the quay."
  secondsource check --sample --json "The emergency will last 30 days."
  secondsource check - < claims.txt`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	c.source.flags(cmd)
	c.filter.flags(cmd)
	cmd.Flags().BoolVar(&c.json, "json", false, "print the check as JSON, one line a claim")
	return cmd
}

func (c *checking) run(ctx context.Context, args []string) error {
	if err := c.source.check(); err != nil {
		return err
	}
	f, err := c.filter.parse()
	if err != nil {
		return err
	}
	claim := strings.Join(args, " ")
	if strings.TrimSpace(claim) == "" {
		return usagef("the claim is empty")
	}
	engine, lib, err := c.engine(ctx, c.source)
	if err != nil {
		return err
	}
	defer lib.Close()
	if claim == "-" {
		return c.lines(ctx, engine, f)
	}
	found, err := checkOf(ctx, engine, claim, f)
	if err != nil {
		return err
	}
	return c.print(found)
}

// lines checks one claim a line of standard input, in order.
func (c *checking) lines(ctx context.Context, engine *answer.Engine, f retrieval.Filter) error {
	checked, failed := 0, 0
	for line, err := range readLines(ctx, c.in) {
		if err != nil {
			return fmt.Errorf("reading claims from standard input: %w", err)
		}
		claim := strings.TrimSpace(line)
		if claim == "" {
			continue
		}
		checked++
		found, err := checkOf(ctx, engine, claim, f)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failed++
			err = c.printFailure(claim, err)
		default:
			err = c.printOne(claim, found)
		}
		if err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d claims failed", failed, checked)
	}
	return ctx.Err()
}

// checkOf checks one claim, refusing what is none.
func checkOf(ctx context.Context, engine *answer.Engine, claim string, f retrieval.Filter) (answer.Check, error) {
	if len(claim) > maxQuestion {
		return answer.Check{}, fmt.Errorf("the claim is %d bytes long; check fewer than %d at a time", len(claim), maxQuestion)
	}
	return engine.Check(ctx, answer.Question{Text: strings.ToValidUTF8(claim, "�"), Filter: f})
}

func (c *checking) print(found answer.Check) error {
	if c.json {
		return writeJSON(c.out, found)
	}
	return term.Check(c.out, found, c.look(c.source))
}

// printOne writes one check of several.
func (c *checking) printOne(claim string, found answer.Check) error {
	if !c.json {
		if _, err := fmt.Fprintf(c.out, "> %s\n\n", claim); err != nil {
			return err
		}
	}
	if err := c.print(found); err != nil || c.json {
		return err
	}
	_, err := fmt.Fprintln(c.out)
	return err
}

// printFailure tells of a claim that could not be checked.
func (c *checking) printFailure(claim string, failure error) error {
	c.warn("%q: %v", shorten(claim), failure)
	if !c.json {
		return nil
	}
	return writeJSON(c.out, struct {
		Claim string `json:"claim"`
		Error string `json:"error"`
	}{claim, failure.Error()})
}
