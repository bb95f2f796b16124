package bot

// Posting at Slack's pace, once.

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// The metadata of a post: the claim that it answers, which part of how many it
// is, whether it is the answer or stands for it while that is worked on, and the
// post that asked, where others may ask on, with whether a follow-up that repeats
// the answer must stay on this machine. After a crash or a call without an
// answer the post is looked for by it.
const (
	metaType    = "secondsource_answer"
	metaClaim   = "claim"
	metaState   = "state"
	metaPart    = "part"
	metaParts   = "parts"
	metaAsked   = "asked"
	metaStays   = "stays"
	metaWorking = "working"
	metaDone    = "done"
)

func metadata(claim, state string, part, parts int, m message) slack.MsgOption {
	payload := map[string]any{metaClaim: claim, metaState: state, metaPart: part, metaParts: parts}
	if m.asked != "" {
		payload[metaAsked], payload[metaStays] = m.asked, m.stays
	}
	return slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metaType, EventPayload: payload})
}

func content(m message) slack.MsgOption {
	return slack.MsgOptionCompose(
		slack.MsgOptionText(m.text, false), slack.MsgOptionBlocks(m.blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(), slack.MsgOptionLinkNames(false),
	)
}

// deliver shows the messages of an answer to those who may see it: in the thread,
// in the DM, or to the one who gave the command.
func (b *Bot) deliver(ctx context.Context, j *job, messages []message) error {
	if j.req.commanded() {
		return b.respondAll(ctx, j, messages)
	}
	return b.publish(ctx, j, j.req.Thread, messages)
}

// publish posts messages in the request's channel; the first takes the place of
// what was posted while the answer was worked on. What is posted already, by an
// earlier try, is not posted again.
func (b *Bot) publish(ctx context.Context, j *job, thread string, messages []message) error {
	j.mu.Lock()
	j.answered = true // from here on no status is shown any more
	j.mu.Unlock()
	j.settle()
	doubt := j.doubt
	j.doubt = false
	j.mu.Unlock()
	if doubt { // what stands for the answer may be there
		if err := b.look(ctx, j, thread); err != nil {
			b.opt.Log.Warn("looking for a status that was posted", "claim", j.claim, "err", err)
		}
	}
	for k, m := range messages {
		j.mu.Lock()
		standing, spoiled, done := j.standing, j.spoiled, j.parts[k]
		j.mu.Unlock()
		options := []slack.MsgOption{content(m), metadata(j.claim, metaDone, k, len(messages), m)}
		post, err := done, error(nil)
		switch {
		case done != "":
		case k == 0 && standing != "":
			post = standing
			if !spoiled {
				err = b.call(ctx, j.req.Channel, func() error {
					_, _, _, err := b.api.UpdateMessageContext(ctx, j.req.Channel, standing, options...)
					return err
				})
			}
			if spoiled || slackSays(err) != "" && !errors.Is(err, errUnreachable) { // it can't be changed any more
				if post, err = b.postOnce(ctx, j, k, thread, options); err == nil {
					b.remove(ctx, j, standing)
				}
			}
		default:
			post, err = b.postOnce(ctx, j, k, thread, options)
		}
		if err != nil {
			return fmt.Errorf("posting part %d of %d: %w", k+1, len(messages), err)
		}
		j.posted(k, post)
		if thread == "" {
			thread = goesOn(j.req, post, len(messages))
		}
	}
	return nil
}

// postOnce posts one part of an answer. When a call ended so that the post may
// be there all the same, it is looked for before it is posted again.
func (b *Bot) postOnce(ctx context.Context, j *job, part int, thread string, options []slack.MsgOption) (post string, err error) {
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	doubt := false
	err = b.call(ctx, j.req.Channel, func() error {
		if doubt {
			if b.look(ctx, j, thread) != nil {
				return err // of the call before
			}
			if post = j.part(part); post != "" {
				return nil
			}
		}
		_, post, err = b.api.PostMessageContext(context.WithoutCancel(ctx), j.req.Channel, options...)
		doubt = err != nil && !rateLimited(err)
		return err
	})
	return post, err
}

// goesOn is the thread for the rest of an answer of several messages: the first
// message's own, in a channel.
func goesOn(r *request, post string, messages int) string {
	if messages > 1 && !r.direct() {
		return post
	}
	return ""
}

// sayWithin is how long telling something in plain words may take.
const sayWithin = 2 * time.Minute

// say tells who asked something in plain words, where the answer would be.
func (b *Bot) say(j *job, text string) error {
	ctx, end := context.WithTimeout(context.WithoutCancel(j.ctx), sayWithin)
	defer end()
	if j.req.Surface == onButton {
		return b.whisper(ctx, j, note(text))
	}
	j.mu.Lock()
	if len(j.parts) > 0 { // a part of the answer stands: this comes after it
		j.parts, j.standing = nil, ""
	}
	j.mu.Unlock()
	return b.deliver(ctx, j, []message{note(text)})
}

// whisper shows messages to one person alone, in the channel or thread where the
// button stands.
func (b *Bot) whisper(ctx context.Context, j *job, messages ...message) error {
	for _, m := range messages {
		options := []slack.MsgOption{content(m)}
		if j.req.Thread != "" {
			options = append(options, slack.MsgOptionTS(j.req.Thread))
		}
		channel := j.req.Channel
		if !j.req.direct() {
			channel = noTurn // nobody else sees it
		}
		err := b.call(ctx, channel, func() error {
			if j.req.direct() {
				_, _, err := b.api.PostMessageContext(ctx, j.req.Channel, options...)
				return err
			}
			_, err := b.api.PostEphemeralContext(ctx, j.req.Channel, j.req.Person, options...)
			return err
		})
		if slackSays(err) != "" && j.req.ResponseURL != "" { // not a member of the channel
			err = b.respond(ctx, j, m, false)
		}
		if err != nil {
			return fmt.Errorf("telling one person: %w", err)
		}
	}
	return nil
}

// bySelf posts messages in somebody's DM.
func (b *Bot) bySelf(ctx context.Context, person string, messages []message) error {
	var dm *slack.Channel
	err := b.call(ctx, noTurn, func() (err error) {
		dm, _, _, err = b.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{person}})
		return err
	})
	if err != nil {
		return fmt.Errorf("opening a DM: %w", err)
	}
	for _, m := range messages {
		err := b.call(ctx, dm.ID, func() error {
			_, _, err := b.api.PostMessageContext(ctx, dm.ID, content(m))
			return err
		})
		if err != nil {
			return fmt.Errorf("posting in a DM: %w", err)
		}
	}
	return nil
}

// answeredBefore looks, when work begins again, for what an earlier process posted
// for this claim. It tells whether that is the whole answer; what only stands for
// it is taken over.
func (b *Bot) answeredBefore(ctx context.Context, j *job) (bool, error) {
	if j.tries < 2 || j.req.Post == "" {
		return false, nil
	}
	switch err := b.look(ctx, j, j.req.Thread); {
	case slackSays(err) == "thread_not_found":
		return true, nil // the question is gone
	case slackSays(err) == "missing_scope":
		j.blind = true
		b.opt.Log.Warn("an earlier answer can't be looked for", "claim", j.claim, "err", err)
		return false, nil
	case err != nil:
		return false, fmt.Errorf("looking for an earlier answer: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.of > 0 && len(j.parts) >= j.of, nil
}

// look notes the posts that are there for a claim.
func (b *Bot) look(ctx context.Context, j *job, thread string) error {
	where := *j.req
	where.Thread = thread
	messages, err := b.around(ctx, &where)
	if err != nil {
		return err
	}
	for _, m := range messages {
		meta := m.Metadata.EventPayload
		if m.Metadata.EventType != metaType || meta[metaClaim] != j.claim {
			continue
		}
		if meta[metaState] != metaDone {
			j.mu.Lock()
			j.standing = m.Timestamp
			j.mu.Unlock()
			continue
		}
		part, _ := meta[metaPart].(float64) // as JSON has numbers
		of, _ := meta[metaParts].(float64)
		j.posted(int(part), m.Timestamp)
		j.mu.Lock()
		j.of = int(of)
		j.mu.Unlock()
	}
	return nil
}

// pagesAtMost is how many pages of two hundred messages are read.
const pagesAtMost = 20

// around are the messages among which the answer to a request would be.
func (b *Bot) around(ctx context.Context, r *request) (messages []slack.Message, err error) {
	oldest, cursor := r.Post, ""
	if oldest == "" && !r.At.IsZero() {
		oldest = fmt.Sprintf("%d.000000", r.At.Add(-time.Minute).Unix())
	}
	for range pagesAtMost {
		err = b.call(ctx, noTurn, func() error {
			if r.Thread != "" {
				page, _, next, err := b.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{ChannelID: r.Channel, Timestamp: r.Thread, Oldest: oldest, Cursor: cursor, Limit: 200, IncludeAllMetadata: true})
				messages, cursor = append(messages, page...), next
				return err
			}
			history, err := b.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: r.Channel, Oldest: oldest, Cursor: cursor, Limit: 200, IncludeAllMetadata: true})
			if err == nil {
				messages, cursor = append(messages, history.Messages...), history.ResponseMetaData.NextCursor
			}
			return err
		})
		if err != nil || cursor == "" {
			break
		}
	}
	return messages, err
}

// withdraw takes back what was posted for a question that was deleted.
func (b *Bot) withdraw(ctx context.Context, j *job) {
	for _, post := range j.takeBack() {
		b.remove(ctx, j, post)
	}
}

// remove deletes a post of the app, if it can.
func (b *Bot) remove(ctx context.Context, j *job, post string) {
	if err := b.call(ctx, j.req.Channel, func() error {
		_, _, err := b.api.DeleteMessageContext(ctx, j.req.Channel, post)
		return err
	}); err != nil {
		b.opt.Log.Warn("taking back a post", "claim", j.claim, "err", err)
	}
}

// errUnreachable: Slack fails or does not answer, however often it is called.
var errUnreachable = errors.New("slack can't be reached")

// maxRetries is how often a call is tried again.
const maxRetries = 5

// call makes a call to Slack at the pace of a channel, and again when Slack asks
// to wait or fails.
func (b *Bot) call(ctx context.Context, channel string, do func() error) error {
	for try := 0; ; try++ {
		if err := b.pace.wait(ctx, channel); err != nil {
			return err
		}
		err := do()
		wait, again := b.retryIn(err, try)
		switch {
		case !again || ctx.Err() != nil:
			return err
		case try == maxRetries:
			return fmt.Errorf("%w: %w", errUnreachable, err)
		}
		b.metrics.apiErrors.WithLabelValues(kindOf(err)).Inc()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// retryIn tells whether a call that ended so is tried again, and when.
func (b *Bot) retryIn(err error, try int) (time.Duration, bool) {
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	switch {
	case err == nil, errors.Is(err, errUsedUp):
		return 0, false
	case errors.As(err, &limited):
		return limited.RetryAfter, true
	case errors.As(err, &status):
		return b.backoff(try), status.Code >= http.StatusInternalServerError
	}
	switch slackSays(err) {
	case "", "internal_error", "service_unavailable", "fatal_error", "ratelimited": // "": of the network, or of an answer that broke off
		return b.backoff(try), true
	}
	return 0, false
}

// slackSays is the code with which Slack refused a call, "" where it did not.
func slackSays(err error) string {
	var failed slack.SlackErrorResponse
	if errors.As(err, &failed) {
		return failed.Err
	}
	return ""
}

// rateLimited: Slack did not do what it was asked, and asks to wait.
func rateLimited(err error) bool {
	var limited *slack.RateLimitedError
	return errors.As(err, &limited)
}

// backoff is the pause before a call is made again.
func (b *Bot) backoff(try int) time.Duration { return time.Duration(1<<min(try, 4)) * b.opt.Pause }

func kindOf(err error) string {
	if rateLimited(err) {
		return "rate_limited"
	}
	return "failed"
}

// noTurn stands for the channel of a call that need not wait for others: it posts
// nothing that the channel sees.
const noTurn = ""

// pace keeps posts in one channel apart.
type pace struct {
	every time.Duration
	now   func() time.Time

	mu   sync.Mutex
	next map[string]time.Time
}

func newPace(every time.Duration, now func() time.Time) *pace {
	return &pace{every: every, now: now, next: map[string]time.Time{}}
}

// wait returns when the next post may go to a channel.
func (p *pace) wait(ctx context.Context, channel string) error {
	if channel == noTurn {
		return ctx.Err()
	}
	p.mu.Lock()
	now := p.now()
	at := p.next[channel]
	if at.Before(now) {
		at = now
	}
	p.next[channel] = at.Add(p.every)
	if len(p.next) > 10_000 {
		for c, t := range p.next {
			if t.Before(now) {
				delete(p.next, c)
			}
		}
	}
	p.mu.Unlock()
	if !at.After(now) {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(at.Sub(now)):
		return nil
	}
}
