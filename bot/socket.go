package bot

// Socket Mode: connections that are opened again whenever they end, for days.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// connect keeps one connection open until ctx ends. Several run side by side, so
// that Slack has one while it refreshes another. It gives up when Slack refuses
// the token.
func (b *Bot) connect(ctx, working context.Context, number int, giveUp context.CancelCauseFunc) {
	wait := time.Second
	for ctx.Err() == nil {
		client := socketmode.New(b.api, socketmode.OptionLog(log.New(io.Discard, "", 0)))
		life, end := context.WithCancel(ctx)
		done := make(chan struct{})
		open := false
		go func() {
			defer close(done)
			for {
				select {
				case <-life.Done():
					return
				case e := <-client.Events:
					if e.Type == socketmode.EventTypeConnectionError { // it would wait for minutes by itself
						b.opt.Log.Warn("no connection to Slack", "connection", number, "err", e.Data)
						end()
					}
					open = b.received(working, life, client, e, open)
				}
			}
		}()
		err := client.RunContext(life)
		end()
		<-done
		if open {
			b.closed()
			wait = time.Second
		}
		if ctx.Err() != nil {
			return
		}
		if refused := refusedTokens(err); errors.Is(refused, ErrTokens) {
			giveUp(fmt.Errorf("opening a connection with SLACK_APP_TOKEN: %w", refused))
			return
		}
		b.opt.Log.Warn("socket ended", "connection", number, "err", err, "again_in", wait.String())
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		wait = min(2*wait, 30*time.Second)
	}
}

// received handles one event of a connection, which lasts as long as life, and
// returns whether it is open.
func (b *Bot) received(ctx, life context.Context, client *socketmode.Client, e socketmode.Event, open bool) bool {
	switch e.Type {
	case socketmode.EventTypeHello:
		if !open {
			b.opt.Log.Info("connected")
			b.connected(1)
		}
		return true
	case socketmode.EventTypeConnecting: // again: Slack's "disconnect" the client handles itself
		if open {
			b.closed()
		}
		return false
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeSlashCommand, socketmode.EventTypeInteractive:
		began := b.opt.Now()
		if err := b.handle(ctx, e); err != nil {
			b.opt.Log.Error("claiming an event", "err", err) // not acknowledged: Slack sends it again
			return open
		}
		if e.Request != nil {
			if err := client.AckCtx(life, e.Request.EnvelopeID, nil); err != nil {
				b.opt.Log.Warn("acknowledging", "err", err)
			}
		}
		b.metrics.ack.Observe(b.opt.Now().Sub(began).Seconds())
	}
	return open
}

// handle claims what an event asks for. It returns an error when that is not
// safely in the journal.
func (b *Bot) handle(ctx context.Context, e socketmode.Event) error {
	switch data := e.Data.(type) {
	case slackevents.EventsAPIEvent:
		id := eventID(data)
		switch inner := data.InnerEvent.Data.(type) {
		case *slackevents.AppMentionEvent:
			r, keys := b.mentioned(id, inner)
			return b.take(ctx, r, keys)
		case *slackevents.MessageEvent:
			if inner.SubType == "message_deleted" {
				b.deleted(ctx, inner)
				return nil
			}
			r, keys := b.messaged(id, inner)
			return b.take(ctx, r, keys)
		case *slackevents.AssistantThreadStartedEvent:
			go b.suggest(ctx, inner.AssistantThread.ChannelID, inner.AssistantThread.ThreadTimeStamp, inner.AssistantThread.UserID)
		case *slackevents.AppHomeOpenedEvent:
			if inner.Tab == "messages" {
				go b.suggest(ctx, inner.Channel, "", inner.User)
			}
		}
	case slack.SlashCommand:
		r, keys := b.commanded(data)
		return b.take(ctx, r, keys)
	case slack.InteractionCallback:
		r, keys := b.pressed(data)
		return b.take(ctx, r, keys)
	}
	return nil
}

// eventID is the id of an event, by which Slack names its retries too.
func eventID(e slackevents.EventsAPIEvent) string {
	if c, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok {
		return c.EventID
	}
	return ""
}

// closed notes that an open connection is open no more.
func (b *Bot) closed() {
	b.connected(-1)
	b.metrics.reconnects.Inc()
}

func (b *Bot) connected(change int) {
	b.mu.Lock()
	b.up += change
	up := b.up
	b.mu.Unlock()
	b.metrics.sockets.Set(float64(up))
}

// Ready tells whether a connection to Slack is open.
func (b *Bot) Ready() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.up > 0
}
