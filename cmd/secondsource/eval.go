package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"secondsource/internal/answer"
	"secondsource/internal/eval"
)

func (a *app) evalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure answers and search against gold",
		Args:  needsSubcommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usagef("eval what? See %s --help", cmd.CommandPath())
		},
		SuggestionsMinimumDistance: 2,
	}
	cmd.AddCommand(a.evalGoldCommand(), a.evalRetrievalCommand(), a.evalRAMDocsCommand(), a.evalChecksCommand(), a.evalDisagreementsCommand())
	return cmd
}

// goldRun is one call of `eval gold`.
type goldRun struct {
	*app
	source   source
	json     bool
	curve    bool
	pointing bool
	min, max int
	alarms   int
}

func (a *app) evalGoldCommand() *cobra.Command {
	g := goldRun{app: a}
	cmd := &cobra.Command{
		Use:   "gold FILE",
		Short: "Grade the answers to gold questions",
		Long: `Grade the answers to gold questions, one JSON object a line, with what any
honest answer must show. A line's "earlier" lists what is asked before it in the
same conversation. Prints a row a question and the totals. The exit status is 1
where fewer than --min pass or more than --wrong are wrong: shown as an answer
and not to be trusted, which is worse than failing.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return g.run(cmd.Context(), args[0]) },
	}
	g.source.flags(cmd)
	a.modelFlags(cmd)
	cmd.Flags().BoolVar(&g.pointing, "pointing", false, "answer with a hostile model that claims every figure and name of every passage to be the answer")
	cmd.Flags().BoolVar(&g.json, "json", false, "print one JSON line a question")
	cmd.Flags().BoolVar(&g.curve, "curve", false, "print how passes and wrong answers move with the line between answering and silence")
	cmd.Flags().IntVar(&g.min, "min", -1, "fail where fewer than this many pass")
	cmd.Flags().IntVar(&g.max, "wrong", -1, "fail where more than this many are wrong")
	cmd.Flags().IntVar(&g.alarms, "alarms", -1, "fail where more than this many raise a conflict that is none")
	return cmd
}

func (g *goldRun) run(ctx context.Context, path string) error {
	golds, engine, lib, err := g.openGold(ctx, path, g.source)
	if err != nil {
		return err
	}
	if g.curve {
		return errors.Join(g.printCurve(ctx, golds, lib), lib.Close())
	}
	if g.pointing {
		opt := g.options(nil, false)
		opt.Model = eval.Pointer{}
		engine = answer.New(lib, opt)
	}
	var fates fates
	report, err := eval.RunGold(ctx, golds, inConversation(engine, &fates), lib.Article, nil)
	if err := errors.Join(err, lib.Close()); err != nil {
		return err
	}
	if !g.json && (g.pointing || g.model.reads()) {
		if _, err := fmt.Fprintln(g.out, fates.String()); err != nil {
			return err
		}
	}
	write := report.WriteTable
	if g.json {
		write = report.WriteJSON
	}
	if err := write(g.out); err != nil {
		return err
	}
	return g.judge(report)
}

// inConversation asks an engine behind the turns of a conversation. fates, which
// may be nil, counts what became of a model's claims.
func inConversation(engine *answer.Engine, fates *fates) eval.Asker {
	return func(ctx context.Context, question string, earlier []answer.Turn) (answer.Answer, error) {
		var trace answer.Trace
		a, err := engine.Ask(ctx, answer.Question{Text: question, Earlier: earlier, Trace: &trace})
		if fates != nil {
			fates.count(a, trace)
		}
		return a, err
	}
}

// fates is what became of all that a model said.
type fates struct {
	answers, byModel        int
	kept, reworded, dropped int
	in, out                 int // tokens
}

func (f *fates) count(a answer.Answer, t answer.Trace) {
	f.answers++
	if a.Mode == "model" {
		f.byModel++
	}
	for _, c := range t.Claims {
		switch c.Fate {
		case answer.Kept:
			f.kept++
		case answer.Reworded:
			f.reworded++
		case answer.Dropped:
			f.dropped++
		}
	}
	f.in, f.out = f.in+t.In, f.out+t.Out
}

func (f *fates) String() string {
	all := f.kept + f.reworded + f.dropped
	return fmt.Sprintf("the model: %d of %d answers made with it; of its %d claims %d kept, %d in the article's words, %d dropped (%d %%); tokens %d in, %d out",
		f.byModel, f.answers, all, f.kept, f.reworded, f.dropped, 100*f.dropped/max(all, 1), f.in, f.out)
}

// openGold reads gold questions and opens the articles that they are asked of,
// with all their vectors: what is measured is what all of them give.
func (a *app) openGold(ctx context.Context, path string, from source) ([]eval.Gold, *answer.Engine, library, error) {
	if err := from.check(); err != nil {
		return nil, nil, nil, err
	}
	golds, err := readGold(path)
	if err != nil {
		return nil, nil, nil, err
	}
	engine, lib, err := a.engine(ctx, from)
	if err != nil {
		return nil, nil, nil, err
	}
	show := a.stages()
	if _, err := lib.Embed(ctx, func(done, total int) { show("embedding passages", done, total) }); err != nil {
		return nil, nil, nil, errors.Join(fmt.Errorf("embedding the articles: %w", err), lib.Close())
	}
	return golds, engine, lib, nil
}

// printCurve grades the questions with the line between answering and silence
// at several places: below it a passage is not shown as an answer.
func (g *goldRun) printCurve(ctx context.Context, golds []eval.Gold, lib library) error {
	fmt.Fprintln(g.out, "line  pass  wrong  of")
	for line := 50; line <= 90; line += 5 {
		engine := answer.New(lib, answer.Options{AcceptFrom: float64(line) / 100})
		report, err := eval.RunGold(ctx, golds, inConversation(engine, nil), lib.Article, nil)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(g.out, "0.%d  %4d  %5d  %d\n", line, report.Passed, report.Wrong, len(golds)); err != nil {
			return err
		}
	}
	return nil
}

// judge holds the totals against the thresholds.
func (g *goldRun) judge(r eval.Report) error {
	switch {
	case r.Passed < g.min:
		return fmt.Errorf("%d of %d pass, and --min asks for %d", r.Passed, len(r.Results), g.min)
	case g.max >= 0 && r.Wrong > g.max:
		return fmt.Errorf("%d of %d are wrong, and --wrong allows %d", r.Wrong, len(r.Results), g.max)
	case g.alarms >= 0 && r.Alarms > g.alarms:
		return fmt.Errorf("%d of %d raise a conflict that is none, and --alarms allows %d", r.Alarms, len(r.Results), g.alarms)
	}
	return nil
}

func readGold(path string) ([]eval.Gold, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening the gold questions: %w", err)
	}
	defer file.Close()
	golds, err := eval.ReadGold(file)
	if err != nil {
		return nil, fmt.Errorf("gold questions in %s: %w", path, err)
	}
	return golds, nil
}
