package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/journal"
	"secondsource/internal/store"
	"secondsource/internal/term"
)

// looking is one call of `answers`.
type looking struct {
	*app
	json    bool
	private bool
	limit   int
	before  int64
}

func (a *app) answersCommand() *cobra.Command {
	l := looking{app: a}
	cmd := &cobra.Command{
		Use:   "answers",
		Short: "List the answers that were given, and show where one came from",
		Long: `List the answers that were given over the articles in the data directory, newest
first: when and where, the verdict, what read the articles, and how many of a
model's claims were kept. "answers show N" prints one in full: the question as
it was asked and understood, where the text went, the passages, and each claim
with what became of it and why.

Answers are kept for ` + varKeepAnswers + ` days (90; 0: for ever). Private
ones are kept only with ` + varKeepPrivate + `=true, and shown only with --private.
With --sample or --in nothing is kept.`,
		Example: `  secondsource answers --limit 5
  secondsource answers show 12
  secondsource answers --json --limit 0 > answers.jsonl`,
		SuggestionsMinimumDistance: 2,

		Args: needsSubcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return l.list(cmd.Context()) },
	}
	cmd.PersistentFlags().BoolVar(&l.json, "json", false, "print one JSON line an answer, with all that is kept of it")
	cmd.PersistentFlags().BoolVar(&l.private, "private", false, "private answers too")
	cmd.Flags().IntVar(&l.limit, "limit", 20, "list at most this many (0: all)")
	cmd.Flags().Int64Var(&l.before, "before", 0, "list only those with a lower number than this")
	cmd.AddCommand(&cobra.Command{
		Use:     "show N",
		Short:   "Show answer N in full, with how it came about",
		Example: "  secondsource answers show 12",
		Args:    args(cobra.ExactArgs(1)),
		RunE:    func(cmd *cobra.Command, args []string) error { return l.show(cmd.Context(), args[0]) },
	})
	return cmd
}

func (l *looking) list(ctx context.Context) error {
	if l.limit < 0 {
		return usagef("--limit %d: it must be 0 (all) or more", l.limit)
	}
	if l.before < 0 {
		return usagef("--before %d: it must be the number of an answer", l.before)
	}
	s, err := l.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := s.Records().List(ctx, journal.Selection{Private: l.private, Before: l.before, Limit: l.limit})
	if err != nil {
		return err
	}
	var rows []term.Recorded
	for _, r := range list {
		if l.json {
			if err := writeJSON(l.out, r); err != nil {
				return err
			}
			continue
		}
		rows = append(rows, recorded(r))
	}
	if l.json {
		return nil
	}
	return term.Records(l.out, rows, l.look(source{}))
}

// open opens the data directory for reading what was answered.
func (l *looking) open(ctx context.Context) (*store.Store, error) {
	if err := l.configure(); err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, l.dataDir)
	return s, l.explain(err)
}

// recorded is an answer of the journal, to be shown without its passages.
func recorded(r journal.Record) term.Recorded {
	asked := answer.Asked{Surface: r.Surface, Person: r.Person, Conversation: r.Conversation, Private: r.Private}
	return term.Recorded{Number: r.Number, Asked: asked, Mode: r.Mode, Trace: traced(r), LeftOut: r.LeftOut}
}

func (l *looking) show(ctx context.Context, which string) error {
	number, err := strconv.ParseInt(which, 10, 64)
	if err != nil || number < 1 {
		return usagef("%q is no number of an answer; list them with: secondsource answers", which)
	}
	s, err := l.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := s.Records().Get(ctx, number)
	switch {
	case errors.Is(err, journal.ErrNoRecord):
		return hintedError{fmt.Errorf("there is no answer %d", number), "List those that are kept with: secondsource answers"}
	case err != nil:
		return err
	case r.Private && !l.private:
		return hintedError{fmt.Errorf("answer %d is private", number), "Add --private to see it."}
	}
	now, err := newest(ctx, s)
	if err != nil {
		return err
	}
	shown, err := shownRecord(ctx, now, r)
	if err != nil {
		return err
	}
	if l.json {
		return writeJSON(l.out, shown)
	}
	return term.Record(l.out, shown.recorded(), l.look(source{}))
}

// nowStored are the articles of a store at one revision.
type nowStored struct {
	*store.Store
	revision string
}

// newest are the articles as they are now.
func newest(ctx context.Context, s *store.Store) (nowStored, error) {
	revision, err := s.Revision(ctx)
	return nowStored{s, revision}, err
}

// Article is an article as it is at the revision.
func (s nowStored) Article(ctx context.Context, id string) (corpus.Article, error) {
	return s.Store.Article(ctx, id, s.revision)
}

// recordShown is an answer as it is shown: of its passages also what became of
// them. It is what `answers show --json` prints.
type recordShown struct {
	journal.Record
	Cited    []citedShown   `json:"cited"`
	Passages []passageShown `json:"passages"`
}

type citedShown struct {
	journal.RecordCitation
	Note string `json:"note"`
}

type passageShown struct {
	journal.RecordPassage
	Text string `json:"text"` // as it is in the article now; "" where that was changed
	Note string `json:"note"`
}

// shownRecord looks up what became of the passages of an answer.
func shownRecord(ctx context.Context, now articles, r journal.Record) (recordShown, error) {
	shown := recordShown{Record: r, Cited: []citedShown{}, Passages: []passageShown{}}
	for _, c := range r.Cited {
		_, note, err := sinceThen(ctx, now, c.RecordPassage)
		if err != nil {
			return shown, err
		}
		shown.Cited = append(shown.Cited, citedShown{c, note})
	}
	for _, p := range r.Passages {
		text, note, err := sinceThen(ctx, now, p)
		if err != nil {
			return shown, err
		}
		shown.Passages = append(shown.Passages, passageShown{p, text, note})
	}
	return shown, nil
}

// sinceThen is the text of a passage as it is now, "" where it is not what it
// was, and what became of it and of its article.
func sinceThen(ctx context.Context, now articles, p journal.RecordPassage) (text, note string, err error) {
	text, status, err := standing(ctx, now, p.Article, p.Start, p.End)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		return "", "The article is no longer there.", nil
	case err != nil:
		return "", "", err
	case journal.HashText(text) != p.Hash:
		text, note = "", "The article was changed since: something else stands there now."
	}
	if status != "" {
		note += " The article is marked as " + status + "."
	}
	return text, note, nil
}

// recorded is the same for the terminal.
func (s recordShown) recorded() term.Recorded {
	r := recorded(s.Record)
	for _, c := range s.Cited {
		r.Cited = append(r.Cited, term.RecordedPassage{N: c.N, Article: c.Article, Start: c.Start, End: c.End, Text: c.Quote, Note: c.Note})
	}
	for i, p := range s.Passages {
		r.Read = append(r.Read, term.RecordedPassage{N: i + 1, Article: p.Article, Start: p.Start, End: p.End, Text: p.Text, Note: p.Note})
	}
	return r
}
