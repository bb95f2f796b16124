package main

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"secondsource/internal/answer"
	"secondsource/internal/journal"
	"secondsource/internal/store"
)

const (
	earlierTurns = 6   // that a follow-up is read with
	maxThread    = 100 // bytes of a thread's name
)

// thread is the conversation that questions in the terminal belong to: its
// earlier questions stand in the journal.
type thread struct {
	name   string // "" for none
	forget bool
}

func (t *thread) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.name, "thread", "", "keep a conversation of this name: a follow-up is read with what was asked in it before")
	cmd.Flags().BoolVar(&t.forget, "forget", false, "with --thread: forget that conversation")
}

// check refuses what cannot be meant. A conversation over articles that are not
// stored lasts as long as questions are read from standard input.
func (t *thread) check(cmd *cobra.Command, from source, question string) error {
	named := cmd.Flags().Changed("thread")
	if !named && !t.forget {
		return nil
	}
	elsewhere := "--in"
	if from.sample {
		elsewhere = "--sample"
	}
	switch stored := !from.sample && len(from.in) == 0; {
	case !named:
		return usagef("--forget: which conversation? Name it with --thread")
	case strings.TrimSpace(t.name) == "" || len(t.name) > maxThread || strings.ContainsFunc(t.name, unicode.IsControl) || strings.ToValidUTF8(t.name, "") != t.name:
		return usagef("--thread %q: a name is one line of at most %d letters", t.name, maxThread)
	case t.forget && question != "":
		return usagef("--forget takes no question: it forgets the conversation")
	case t.forget && !stored:
		return usagef("--thread keeps its questions in the data directory; leave out %s", elsewhere)
	case !stored && question != "-":
		return usagef(`--thread keeps its questions in the data directory; leave out %s, or ask with "-", which keeps them while it reads`, elsewhere)
	}
	return nil
}

// conversation is its name in the journal.
func (t *thread) conversation() string {
	if t.name == "" {
		return ""
	}
	return "terminal:" + t.name
}

// recorder is where the answers of this call are kept: in memory those of a
// conversation over articles that are not stored.
func (t *thread) recorder(a *app, lib library) recorder {
	r := a.recorder(lib)
	if r.records == nil && t.name != "" {
		r.records = journal.NewMemoryRecords()
	}
	return r
}

// earlier is what was asked before, oldest first.
func (t *thread) earlier(ctx context.Context, r recorder) ([]answer.Turn, error) {
	if t.name == "" {
		return nil, nil
	}
	turns, err := r.records.Turns(ctx, t.conversation(), earlierTurns)
	if err != nil {
		return nil, fmt.Errorf("reading what was asked before in the thread %q: %w", t.name, err)
	}
	var earlier []answer.Turn
	for _, turn := range turns {
		earlier = append(earlier, answer.Turn(turn))
	}
	return earlier, nil
}

// forgetThread forgets a conversation.
func (ask *asking) forgetThread(ctx context.Context) error {
	if err := ask.configure(); err != nil {
		return err
	}
	s, err := store.Open(ctx, ask.dataDir)
	if err != nil {
		return ask.explain(err)
	}
	defer s.Close()
	n, err := s.Records().ForgetConversation(ctx, ask.thread.conversation())
	if err != nil {
		return err
	}
	if ask.json {
		return writeJSON(ask.out, struct {
			Thread    string `json:"thread"`
			Forgotten int    `json:"forgotten"`
		}{ask.thread.name, n})
	}
	_, err = fmt.Fprintf(ask.out, "%d answers of the thread %q are forgotten\n", n, ask.thread.name)
	return err
}
