package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"secondsource/bot"
)

func (a *app) serveCommand() *cobra.Command {
	var from source
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer in Slack",
		Long: `Answer in Slack: mentions, DMs and slash commands, by Socket Mode, which needs no
address of your own. It needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the
environment or in .env; docs/slack.md installs the app line by line.

It runs until it is told to stop (Ctrl-C, SIGTERM), finishes what it is working
on, and leaves what waits for the next start. Articles that are ingested
meanwhile are answered from within seconds.`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), from) },
	}
	from.flags(cmd)
	a.modelFlags(cmd)
	return cmd
}

// refreshEvery is how often serve looks for articles that came in.
const refreshEvery = 2 * time.Second

func (a *app) serve(ctx context.Context, from source) error {
	if err := from.check(); err != nil {
		return err
	}
	if err := a.configure(); err != nil {
		return err
	}
	opt := a.slack
	opt.Sample = from.sample
	opt.PrivateHere, opt.HereChannels = !a.model.dms, a.model.notIn
	opt.Limit = max(time.Minute, a.model.within+30*time.Second) // the answer without a model is still to be told
	opt.Log = slog.New(slog.NewJSONHandler(a.err, nil))
	if a.model.reads() {
		opt.Log.Info("a model reads for answers", "model", a.model.client.Model(), "sent_to", cmp.Or(a.model.client.Host(), "this machine"), "encrypted", a.model.client.Encrypted())
	}
	d, err := a.openDesk(ctx, from, opt.Log)
	if err != nil {
		return err
	}
	defer d.close()
	opt.Answered = d.keep
	b, err := bot.New(d, d.journal, opt)
	if err != nil {
		return withTokens(err)
	}
	listener, err := net.Listen("tcp", a.listen)
	if err != nil {
		return hintedError{fmt.Errorf("listening for health checks on %s: %w", a.listen, err), "Set " + varListen + " to a free address."}
	}
	operations := &http.Server{Handler: b.Operations(), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = operations.Serve(listener) }()
	defer operations.Close()
	opt.Log.Info("health checks", "address", listener.Addr().String())
	go d.watch(ctx)
	go d.tend(ctx)
	return withTokens(b.Run(ctx))
}

// withTokens adds to an error of the tokens where they come from.
func withTokens(err error) error {
	if errors.Is(err, bot.ErrTokens) {
		return hintedError{err, "docs/slack.md tells where both come from; they stand in the environment or in .env."}
	}
	return err
}
