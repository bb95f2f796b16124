package bot

// Answers by a response URL, which a slash command or a button brings.

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// How often, and for how long, Slack takes a response URL.
const (
	urlUses  = 5
	urlLasts = 29 * time.Minute
)

var errUsedUp = errors.New("the response URL is used up")

// respond answers by the response URL: privately, in the place of what stands
// there when replace is set.
func (b *Bot) respond(ctx context.Context, j *job, m message, replace bool) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.uses >= urlUses || b.opt.Now().Sub(j.req.At) > urlLasts {
		return errUsedUp
	}
	off, doubt := false, false
	err := b.call(ctx, noTurn, func() error {
		if j.uses >= urlUses {
			return errUsedUp
		}
		j.uses++
		blocks := m.blocks
		if doubt && !replace {
			blocks = append([]slack.Block{contextLine("Slack did not confirm this at first: you may see it twice.")}, m.blocks...)
		}
		err := slack.PostWebhookCustomHTTPContext(ctx, j.req.ResponseURL, b.http, &slack.WebhookMessage{
			Text: m.text, Blocks: &slack.Blocks{BlockSet: blocks}, ResponseType: slack.ResponseTypeEphemeral, ReplaceOriginal: replace, UnfurlLinks: &off, UnfurlMedia: &off,
		})
		if err == nil {
			return nil
		}
		doubt = !rateLimited(err)
		return hiding{err, j.req.ResponseURL}
	})
	var status slack.StatusCodeError
	if errors.As(err, &status) && status.Code == http.StatusNotFound {
		return errUsedUp // by an earlier process
	}
	return err
}

// hiding is an error whose text does not tell a secret: whoever has a response URL
// can post with it.
type hiding struct {
	error
	secret string
}

func (h hiding) Error() string {
	return strings.ReplaceAll(h.error.Error(), h.secret, "the response URL")
}
func (h hiding) Unwrap() error { return h.error }

// respondAll shows an answer to who gave the command. What the URL takes no more
// goes to their DM.
func (b *Bot) respondAll(ctx context.Context, j *job, messages []message) error {
	j.mu.Lock()
	j.answered = true
	j.mu.Unlock()
	for k, m := range messages {
		err := b.respond(ctx, j, m, false)
		if errors.Is(err, errUsedUp) {
			return b.bySelf(ctx, j.req.Person, messages[k:])
		}
		if err != nil {
			return fmt.Errorf("answering by the response URL: %w", err)
		}
	}
	return nil
}
