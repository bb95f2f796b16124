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
	thread thread
	json   bool
	all    bool

	engine   *answer.Engine
	lib      library
	within   retrieval.Filter
	recorder recorder
}

func (a *app) askCommand() *cobra.Command {
	ask := asking{app: a}
	cmd := &cobra.Command{
		Use:   "ask [QUESTION | -]",
		Short: "Answer a question from the articles",
		Long: `Answer a question from the articles, with the passages that say so.
With "-" it reads one question a line from standard input; a question that
fails is reported, the rest goes on, and the exit status is 1 at the end.
With --thread a follow-up ("and on Saturday?") is read with what was asked
before in the thread of that name; "answers" lists what was answered.`,
		Example: `  secondsource ask "how many people crossed on Friday?"
  secondsource ask --thread border "and on Saturday?"
  secondsource ask --thread border --forget
  secondsource ask --since 2025-11-01 --publisher OUTLET "who is the governor?"
  secondsource ask --json - < questions.txt`,
		RunE: func(cmd *cobra.Command, words []string) error {
			if !ask.thread.forget {
				if err := args(cobra.MinimumNArgs(1))(cmd, words); err != nil {
					return err
				}
			}
			question := strings.Join(words, " ")
			if err := ask.thread.check(cmd, ask.source, question); err != nil {
				return err
			}
			if ask.thread.forget {
				return ask.forgetThread(cmd.Context())
			}
			return ask.run(cmd.Context(), question)
		},
	}
	ask.source.flags(cmd)
	ask.filter.flags(cmd)
	ask.thread.flags(cmd)
	a.modelFlags(cmd)
	cmd.Flags().BoolVar(&ask.json, "json", false, "print the answer as JSON, one line a question")
	cmd.Flags().BoolVar(&ask.all, "all", false, "print every caveat, not only the first three")
	return cmd
}

func (ask *asking) run(ctx context.Context, question string) error {
	if err := ask.source.check(); err != nil {
		return err
	}
	var err error
	if ask.within, err = ask.filter.parse(); err != nil {
		return err
	}
	if strings.TrimSpace(question) == "" {
		return usagef("the question is empty")
	}
	if ask.engine, ask.lib, err = ask.app.engine(ctx, ask.source); err != nil {
		return err
	}
	defer ask.lib.Close()
	ask.recorder = ask.thread.recorder(ask.app, ask.lib)
	if question == "-" {
		return ask.lines(ctx)
	}
	q, found, err := ask.answer(ctx, question)
	if err != nil {
		return err
	}
	if err := ask.print(found); err != nil {
		return err
	}
	ask.keep(ctx, q, found)
	return nil
}

// answer answers one question, and shows meanwhile what is being done.
func (ask *asking) answer(ctx context.Context, text string) (q answer.Question, found answer.Answer, err error) {
	if q, err = newQuestion(text, ask.within); err != nil {
		return q, found, err
	}
	if q.Earlier, err = ask.thread.earlier(ctx, ask.recorder); err != nil {
		return q, found, err
	}
	q.Trace = new(answer.Trace)
	q.Asked = answer.Asked{Surface: "terminal", Conversation: ask.thread.conversation()}
	doing := ask.doing(ask.json)
	defer doing.Wipe()
	q.Progress = doing.Show
	found, err = ask.engine.Ask(ctx, q)
	return q, found, err
}

// keep keeps an answer that was printed. What cannot be kept is told, and
// nothing of the answer is lost.
func (ask *asking) keep(ctx context.Context, q answer.Question, found answer.Answer) {
	if err := ask.recorder.keep(ctx, ask.lib, q, found); err != nil && ctx.Err() == nil {
		ask.warn("the answer is not kept in the journal: %v", err)
	}
}

// lines answers one question a line of standard input, in order.
func (ask *asking) lines(ctx context.Context) error {
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
		q, found, err := ask.answer(ctx, question)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failed++
			err = ask.printFailure(question, err)
		default:
			if err = ask.printOne(question, found); err == nil {
				ask.keep(ctx, q, found)
			}
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

// newQuestion is a question as the engine takes it; it refuses what is none.
func newQuestion(text string, f retrieval.Filter) (answer.Question, error) {
	if len(text) > maxQuestion {
		return answer.Question{}, fmt.Errorf("the question is %d bytes long; ask in fewer than %d", len(text), maxQuestion)
	}
	return answer.Question{Text: strings.ToValidUTF8(text, "�"), Filter: f}, nil
}

// answerTo asks one question.
func answerTo(ctx context.Context, engine *answer.Engine, question string, f retrieval.Filter) (answer.Answer, error) {
	q, err := newQuestion(question, f)
	if err != nil {
		return answer.Answer{}, err
	}
	return engine.Ask(ctx, q)
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
