package main

import (
	"context"
	"time"

	"secondsource/bot"
)

// inSlack examines the tokens and what they allow. Without tokens there is
// nothing to look at, and nothing broken: the terminal needs none.
func (e *examination) inSlack(ctx context.Context) {
	if e.slack.BotToken == "" && e.slack.AppToken == "" {
		e.found("Slack", true, "not set up", "")
		return
	}
	ctx, end := context.WithTimeout(ctx, 20*time.Second)
	defer end()
	for _, f := range bot.Examine(ctx, e.slack) {
		e.found(f.What, f.OK, f.Is, f.Do)
	}
}
