package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/internal/answer"
	"secondsource/internal/term"
	"secondsource/retrieval"
)

// maxQuestion bounds a question in bytes: what is longer is no question.
const maxQuestion = 4000

// asking is one call of `ask`.
type asking struct {
	*app
	source source
	filter filter
	json   bool
	all    bool
}

func (a *app) askCommand() *cobra.Command {
	ask := asking{app: a}
	cmd := &cobra.Command{
		Use:   "ask [QUESTION | -]",
		Short: "Answer a question from the articles",
		Long: `Answer a question from the articles, with the passages that say so.
With "-" it reads one question a line from standard input; a question that
fails is reported, the rest goes on, and the exit status is 1 at the end.`,
		Example: `  secondsource ask "how many people crossed on Friday?"
  secondsource ask --since 2025-11-01 --publisher OUTLET "who is the governor?"
  secondsource ask --json - < questions.txt`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return ask.run(cmd.Context(), args) },
	}
	ask.source.flags(cmd)
	ask.filter.flags(cmd)
	cmd.Flags().BoolVar(&ask.json, "json", false, "print the answer as JSON, one line a question")
	cmd.Flags().BoolVar(&ask.all, "all", false, "print every caveat, not only the first three")
	return cmd
}

func (ask *asking) run(ctx context.Context, args []string) error {
	if err := ask.source.check(); err != nil {
		return err
	}
	f, err := ask.filter.parse()
	if err != nil {
		return err
	}
	question := strings.Join(args, " ")
	if strings.TrimSpace(question) == "" {
		return usagef("the question is empty")
	}
	engine, lib, err := ask.engine(ctx, ask.source)
	if err != nil {
		return err
	}
	defer lib.Close()
	if question == "-" {
		return ask.lines(ctx, engine, f)
	}
	found, err := answerTo(ctx, engine, question, f)
	if err != nil {
		return err
	}
	return ask.print(found)
}

// lines answers one question a line of standard input, in order.
func (ask *asking) lines(ctx context.Context, engine *answer.Engine, f retrieval.Filter) error {
	asked, failed := 0, 0
	for line, err := range readLines(ctx, ask.in) {
		if err != nil {
			return fmt.Errorf("reading questions from standard input: %w", err)
		}
		question := strings.TrimSpace(line)
		if question == "" {
			continue
		}
		asked++
		found, err := answerTo(ctx, engine, question, f)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failed++
			err = ask.printFailure(question, err)
		default:
			err = ask.printOne(question, found)
		}
		if err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d questions failed", failed, asked)
	}
	return ctx.Err()
}

// readLines yields the lines of in until it ends, fails, or ctx ends: waiting
// for a line must not keep the program from stopping.
func readLines(ctx context.Context, in io.Reader) iter.Seq2[string, error] {
	type read struct {
		line string
		err  error
	}
	lines := make(chan read)
	go func() {
		defer close(lines)
		buffered := bufio.NewReader(in)
		for {
			line, err := buffered.ReadString('\n')
			select {
			case lines <- read{line, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return func(yield func(string, error) bool) {
		for {
			select {
			case <-ctx.Done():
				return
			case r, ok := <-lines:
				if !ok || errors.Is(r.err, io.EOF) {
					if r.line != "" {
						yield(r.line, nil)
					}
					return
				}
				if !yield(r.line, r.err) || r.err != nil {
					return
				}
			}
		}
	}
}

// answerTo asks one question, refusing what is none.
func answerTo(ctx context.Context, engine *answer.Engine, question string, f retrieval.Filter) (answer.Answer, error) {
	if len(question) > maxQuestion {
		return answer.Answer{}, fmt.Errorf("the question is %d bytes long; ask in fewer than %d", len(question), maxQuestion)
	}
	return engine.Ask(ctx, answer.Question{Text: strings.ToValidUTF8(question, "�"), Filter: f})
}

// print writes one answer.
func (ask *asking) print(found answer.Answer) error {
	if ask.json {
		return writeJSON(ask.out, found)
	}
	o := ask.look(ask.source)
	o.All = ask.all
	return term.Answer(ask.out, found, o)
}

// printOne writes one answer of several.
func (ask *asking) printOne(question string, found answer.Answer) error {
	if !ask.json {
		if _, err := fmt.Fprintf(ask.out, "> %s\n\n", question); err != nil {
			return err
		}
	}
	if err := ask.print(found); err != nil || ask.json {
		return err
	}
	_, err := fmt.Fprintln(ask.out)
	return err
}

// printFailure tells of a question that could not be answered.
func (ask *asking) printFailure(question string, failure error) error {
	ask.warn("%q: %v", shorten(question), failure)
	if !ask.json {
		return nil
	}
	return writeJSON(ask.out, struct {
		Question string `json:"question"`
		Error    string `json:"error"`
	}{question, failure.Error()})
}

// shorten keeps a question that is none from filling the screen.
func shorten(question string) string {
	if runes := []rune(question); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return question
}
