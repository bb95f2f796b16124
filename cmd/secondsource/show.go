package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/internal/answer"
	"secondsource/internal/term"
	"secondsource/retrieval"
)

// showing is one call of `show`.
type showing struct {
	*app
	source source
	json   bool
}

func (a *app) showCommand() *cobra.Command {
	s := showing{app: a}
	cmd := &cobra.Command{
		Use:               "show ID",
		Short:             "Show an article, its marked parts, its origin and why",
		Args:              args(cobra.ExactArgs(1)),
		RunE:              func(cmd *cobra.Command, args []string) error { return s.run(cmd.Context(), args[0]) },
		ValidArgsFunction: s.complete,
	}
	s.source.flags(cmd)
	cmd.Flags().BoolVar(&s.json, "json", false, "print the article as one line of JSON")
	return cmd
}

func (s *showing) run(ctx context.Context, id string) error {
	if err := s.source.check(); err != nil {
		return err
	}
	engine, lib, err := s.engine(ctx, s.source)
	if err != nil {
		return err
	}
	defer lib.Close()
	article, err := engine.Show(ctx, id)
	if err != nil {
		return explainUnknown(err)
	}
	if s.json {
		return writeJSON(s.out, article)
	}
	return term.Article(s.out, article, s.look(s.source))
}

// explainUnknown adds the ids that may be meant to the error for an unknown one.
func explainUnknown(err error) error {
	var unknown *answer.UnknownArticle
	switch {
	case !errors.As(err, &unknown):
		return err
	case len(unknown.Closest) == 0:
		return hintedError{err, "List the articles and their ids with: secondsource sources"}
	}
	return hintedError{err, fmt.Sprintf("Did you mean %s?", strings.Join(unknown.Closest, " or "))}
}

// complete offers the ids of the articles, with their titles, to the shell.
func (s *showing) complete(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 || s.source.check() != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	engine, lib, err := s.engine(cmd.Context(), s.source)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	defer lib.Close()
	rows, err := engine.Sources(cmd.Context(), "", retrieval.Filter{}, 0)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var ids []string
	for _, row := range rows {
		if strings.HasPrefix(row.ID, prefix) {
			ids = append(ids, row.ID+"\t"+strings.Join(strings.Fields(row.Title), " "))
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}
