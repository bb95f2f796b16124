package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"secondsource/corpus"
	"secondsource/internal/store"
)

// ingestion is one call of `ingest`.
type ingestion struct {
	*app
	json   bool
	others bool
}

func (a *app) ingestCommand() *cobra.Command {
	in := ingestion{app: a}
	cmd := &cobra.Command{
		Use:   "ingest PATH…",
		Short: "Read articles into the data directory",
		Long: `Read articles from files and folders into the data directory, and index them:
then they can be asked about. Last, the sentence model reads them, newest first, so
that they are found in other words too. What is there unchanged stays; of what
changed, earlier versions are kept. It can be stopped at any moment: what was
counted is kept, and the same command goes on.
The exit status is 1 where a path could not be read, or nothing in any of them.

Formats: ` + strings.Join(corpus.Endings(), ", ") + ` (one article a line).`,
		Example: "  secondsource ingest archive/ today.jsonl",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE:    func(cmd *cobra.Command, args []string) error { return in.run(cmd.Context(), args) },
	}
	cmd.Flags().BoolVar(&in.json, "json", false, "print the summary as one line of JSON")
	cmd.Flags().BoolVar(&in.others, "forget-others", false, "remove what other embedders than the one that is set have made (doctor lists it)")
	return cmd
}

func (in *ingestion) run(ctx context.Context, paths []string) error {
	if err := in.configure(); err != nil {
		return err
	}
	if in.others && in.embedder == nil {
		return usagef("--forget-others keeps what the embedder has made that is set, and %s is %s: set one", varEmbedder, embedderNone)
	}
	s, err := store.Create(ctx, in.dataDir)
	if err != nil {
		return in.explain(err)
	}
	if err := in.keep.forgetOld(ctx, s.Records()); err != nil {
		in.warn("old answers could not be forgotten: %v", err)
	}
	summary, err := in.store(ctx, s, paths)
	if err == nil {
		err = in.index(ctx, s)
	}
	if printErr := in.print(summary); printErr != nil {
		return errors.Join(err, printErr, s.Close())
	}
	if err != nil {
		return in.explain(errors.Join(err, s.Close()))
	}
	// Now they can be asked about; what follows finds them in other words too.
	err = in.embed(ctx, s)
	if err == nil && in.others {
		err = in.forgetOthers(ctx, s)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	return unread(summary, paths)
}

func (in *ingestion) store(ctx context.Context, s *store.Store, paths []string) (store.Summary, error) {
	var bar *progressbar.ProgressBar
	summary, err := store.Ingest(ctx, s, paths, store.IngestOptions{Progress: func(p store.Progress) {
		if bar == nil {
			bar = in.bar("reading", p.Total, progressbar.OptionShowBytes(true))
		}
		bar.Describe(fmt.Sprintf("%d articles stored", p.Stored))
		_ = bar.Set64(p.Done) // what cannot be drawn is no failure of the work
	}})
	if bar != nil {
		_ = bar.Exit()
	}
	return summary, err
}

// print tells what was stored, and what was not and why.
func (in *ingestion) print(s store.Summary) error {
	for _, r := range s.Refused {
		where := r.Path
		if r.Line > 0 {
			where += fmt.Sprintf(", line %d", r.Line)
		}
		in.warn("refused: %s: %s", where, r.Reason)
	}
	if s.Skipped > 0 {
		in.warn("%d files skipped: they end in none of %s", s.Skipped, strings.Join(corpus.Endings(), ", "))
	}
	if in.json {
		return writeJSON(in.out, s)
	}
	_, err := fmt.Fprintf(in.out, "%d new, %d changed, %d unchanged, %d refused\n", s.New, s.Changed, s.Unchanged, len(s.Refused))
	return err
}

// unread is the error for paths of which nothing came.
func unread(s store.Summary, paths []string) error {
	stored := s.New + s.Changed + s.Unchanged
	named := slices.ContainsFunc(s.Refused, func(r store.Refusal) bool { return r.Line == 0 && slices.Contains(paths, r.Path) })
	switch {
	case stored == 0:
		return hintedError{
			fmt.Errorf("no article was found in %s", strings.Join(paths, ", ")),
			"Articles are files that end in " + strings.Join(corpus.Endings(), ", ") + ".",
		}
	case named:
		return errors.New("not all of the paths could be read; the rest is stored")
	}
	return nil
}
