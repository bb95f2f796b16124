package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

// Exit statuses, as documented for scripts.
const (
	exitDone   = 0 // whatever the verdict
	exitFailed = 1
	exitUsage  = 2
)

// streams are the three standard ones: results go to out, progress, warnings
// and errors to err.
type streams struct{ in, out, err *os.File }

// app is what every command is given.
type app struct {
	streams
	config
	chosen modelFlags
	env    func(name string) (value string, ok bool)
}

// usageError is a wrong call of a command: exit status 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// hintedError is an error with what to do about it.
type hintedError struct {
	error
	hint string
}

func (e hintedError) Unwrap() error { return e.error }

// run reads the configuration, runs the command that args name, and returns
// the exit status.
func run(ctx context.Context, args []string, std streams, env func(string) (string, bool)) int {
	a := &app{streams: std, env: env}
	root := a.rootCommand()
	root.SetArgs(args)
	return a.report(root.ExecuteContext(ctx))
}

// configure reads and checks the settings. Commands that need none (help,
// version) do not fail for a wrong one.
func (a *app) configure() (err error) {
	a.config, err = readConfig(a.env, a.chosen)
	return err
}

// report prints an error with what to do about it, and picks the exit status.
func (a *app) report(err error) int {
	if err == nil {
		return exitDone
	}
	what := err.Error()
	if errors.Is(err, context.Canceled) {
		what = "stopped"
	}
	fmt.Fprintf(a.err, "secondsource: %s\n", what)
	var hinted hintedError
	if errors.As(err, &hinted) {
		fmt.Fprintln(a.err, hinted.hint)
	}
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// warn tells the user something that does not stop the command.
func (a *app) warn(format string, args ...any) {
	fmt.Fprintf(a.err, "secondsource: "+format+"\n", args...)
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "secondsource",
		Short: "Answers from the newsroom's own articles, with quotes and caveats",
		Long: `Secondsource answers a reporter's questions from the newsroom's own articles:
word for word, dated, and with what is uncertain. Nothing is shown that a named
article does not say, and no disagreement is hidden.

Try it on the built-in sample:
  secondsource ask --sample "how long will the emergency last?"
Then read your own articles in, and ask:
  secondsource ingest FOLDER
  secondsource ask "…"`,
		SilenceErrors:              true,
		SilenceUsage:               true,
		Args:                       needsSubcommand,
		SuggestionsMinimumDistance: 2,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w; see %s --help", err, cmd.CommandPath())
	})
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(a.askCommand(), a.checkCommand(), a.sourcesCommand(), a.showCommand(), a.ingestCommand(), a.answersCommand(), a.evalCommand(), a.doctorCommand(), a.serveCommand(), a.versionCommand())
	return root
}

// needsSubcommand refuses a word that is no command, naming what may be meant.
func needsSubcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("%s has no command %q; did you mean %q?", cmd.CommandPath(), args[0], near[0])
	}
	return usagef("%s has no command %q; see %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())
}

// args checks a command's arguments, and says how it is called when they are
// wrong.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usagef("%w; usage: %s", err, cmd.UseLine())
		}
		return nil
	}
}
