package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/internal/term"
)

// listing is one call of `sources`.
type listing struct {
	*app
	source source
	filter filter
	json   bool
	limit  int
}

func (a *app) sourcesCommand() *cobra.Command {
	l := listing{app: a}
	cmd := &cobra.Command{
		Use:   "sources [QUERY]",
		Short: "List who in the corpus wrote about something, when, and from which origin",
		Long: `List who in the corpus wrote about something, when, and from which origin:
articles that share an origin are one source, however many outlets carry it.
Without a query it lists all articles, newest first.`,
		Example: `  secondsource sources "state of emergency"
  secondsource sources --since 2025-11-28 --json`,
		RunE: func(cmd *cobra.Command, args []string) error { return l.run(cmd.Context(), strings.Join(args, " ")) },
	}
	l.source.flags(cmd)
	l.filter.flags(cmd)
	cmd.Flags().BoolVar(&l.json, "json", false, "print one JSON line an article, without its text")
	cmd.Flags().IntVar(&l.limit, "limit", 0, "list at most this many (0: all)")
	return cmd
}

func (l *listing) run(ctx context.Context, query string) error {
	if err := l.source.check(); err != nil {
		return err
	}
	if l.limit < 0 {
		return usagef("--limit %d: it must be 0 (all) or more", l.limit)
	}
	f, err := l.filter.parse()
	if err != nil {
		return err
	}
	engine, lib, err := l.engine(ctx, l.source)
	if err != nil {
		return err
	}
	defer lib.Close()
	rows, err := engine.Sources(ctx, query, f, l.limit)
	if err != nil {
		return err
	}
	if !l.json {
		return term.Sources(l.out, rows, l.look(l.source))
	}
	for _, row := range rows {
		if err := writeJSON(l.out, row); err != nil {
			return err
		}
	}
	return nil
}
