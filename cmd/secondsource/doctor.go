package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"secondsource/internal/store"
	"secondsource/retrieval"
)

// lowSpace is how much free space is too little to read articles in.
const lowSpace = 100 << 20

// finding is one thing that doctor looked at.
type finding struct {
	What string `json:"what"`
	OK   bool   `json:"ok"`
	Is   string `json:"is"`             // what was found
	Do   string `json:"todo,omitempty"` // what to do, where something is to be done
}

// examination is one call of `doctor`.
type examination struct {
	*app
	json     bool
	local    bool // not Slack
	findings []finding
}

func (a *app) doctorCommand() *cobra.Command {
	e := examination{app: a}
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the data directory, and say what to do",
		Long: `Check the settings, the data directory, the articles in it, their index, their
vectors, the free space and, where they are set, the language model and Slack. It changes nothing. The exit status is 1 where
something is broken; a data directory without articles is not.`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return e.run(cmd.Context()) },
	}
	cmd.Flags().BoolVar(&e.json, "json", false, "print one JSON line a finding")
	cmd.Flags().BoolVar(&e.local, "local", false, "look at this machine only, not at Slack or a model elsewhere")
	return cmd
}

func (e *examination) run(ctx context.Context) error {
	if err := e.configure(); err != nil {
		return err
	}
	e.setting()
	if e.directory() {
		e.articles(ctx)
	}
	e.languageModel(ctx)
	if !e.local {
		e.inSlack(ctx)
	}
	for _, f := range e.findings {
		if err := e.print(f); err != nil {
			return err
		}
	}
	for _, f := range e.findings {
		if !f.OK {
			return hintedError{fmt.Errorf("%s: %s", f.What, f.Is), f.Do}
		}
	}
	return nil
}

func (e *examination) found(what string, ok bool, is, do string) {
	e.findings = append(e.findings, finding{what, ok, is, do})
}

func (e *examination) print(f finding) error {
	if e.json {
		return writeJSON(e.out, f)
	}
	mark := "ok    "
	if !f.OK {
		mark = "BROKEN"
	}
	_, err := fmt.Fprintf(e.out, "%s  %-14s  %s\n", mark, f.What, f.Is)
	if err == nil && f.Do != "" {
		_, err = fmt.Fprintf(e.out, "%24s%s\n", "", f.Do)
	}
	return err
}

// directory examines the data directory itself; false when there is nothing in
// it to look at.
func (e *examination) directory() bool {
	const what = "data directory"
	info, err := os.Stat(e.dataDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.found(what, true, e.dataDir+" is not there yet", "Read articles in with: secondsource ingest PATH…")
		return false
	case err != nil:
		e.found(what, false, err.Error(), "Check "+varData+", and that this user may read the folder.")
		return false
	case !info.IsDir():
		e.found(what, false, e.dataDir+" is not a folder", "Set "+varData+" to a folder.")
		return false
	}
	if err := writable(e.dataDir); err != nil {
		e.found(what, false, err.Error(), "Give this user write permission to "+e.dataDir+", or set "+varData+" to another folder.")
		return false
	}
	e.found(what, true, e.dataDir, "")
	e.space()
	return true
}

// writable tries a file in the folder.
func writable(dir string) error {
	file, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return fmt.Errorf("nothing can be written to it: %w", err)
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

func (e *examination) space() {
	const what = "free space"
	free, err := freeSpace(e.dataDir)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return
	case err != nil:
		e.found(what, false, err.Error(), "Check that the disk is sound.")
	case free < lowSpace:
		e.found(what, false, humanize.IBytes(free), "Make room on the disk of "+e.dataDir+".")
	default:
		e.found(what, true, humanize.IBytes(free), "")
	}
}

// articles examines the store, what is in it, and its index.
func (e *examination) articles(ctx context.Context) {
	const what = "articles"
	s, err := store.Open(ctx, e.dataDir)
	if errors.Is(err, store.ErrNoStore) {
		e.found(what, true, "none yet", "Read some in with: secondsource ingest PATH…")
		return
	}
	if err != nil {
		e.found(what, false, err.Error(), "")
		return
	}
	defer s.Close()
	n, err := s.Pending(ctx, "")
	if err != nil {
		e.found(what, false, err.Error(), "Put back a copy of "+e.dataDir+", or move it away and ingest again.")
		return
	}
	e.found(what, true, humanize.Comma(int64(n)), "")
	e.vectors(ctx, s, e.index(ctx, s))
}

// index examines the search index. None of its states is broken: the next
// command that needs it mends it.
func (e *examination) index(ctx context.Context, s *store.Store) retrieval.IndexState {
	const what = "search index"
	state, err := retrieval.Inspect(ctx, e.dataDir, s)
	switch {
	case err != nil:
		e.found(what, false, err.Error(), "")
	case state == retrieval.IndexCurrent:
		e.found(what, true, string(state), "")
	case state == retrieval.IndexBusy:
		e.found(what, true, "being written by another process", "")
	default:
		e.found(what, true, string(state), "The next ask or ingest makes it whole.")
	}
	return state
}
