package bot

// Follow-ups without a mention: in a thread where the app answered, and only while
// one person alone is talking to it.

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"secondsource/internal/answer"
)

// threads knows who takes part in the threads that the app answered in: who wrote
// there, and whom they spoke to.
type threads struct {
	mu    sync.Mutex
	by    map[string]map[string]bool // channel:thread → people
	order []string
}

const threadsAtMost = 2000

func newThreads() *threads { return &threads{by: map[string]map[string]bool{}} }

// joined notes that people take part in a thread, and that the thread is one of
// the app's.
func (t *threads) joined(channel, thread string, people ...string) {
	if thread == "" {
		return
	}
	key := channel + ":" + thread
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.by[key] == nil {
		t.by[key] = map[string]bool{}
		t.order = append(t.order, key)
		if len(t.order) > threadsAtMost {
			delete(t.by, t.order[0])
			t.order = t.order[1:]
		}
	}
	for _, p := range people {
		t.by[key][p] = true
	}
}

// heard notes that people take part in a thread, if it is one of the app's, and
// returns how many do: 0 when it is not known.
func (t *threads) heard(channel, thread string, people ...string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	in := t.by[channel+":"+thread]
	if len(in) == 0 {
		return 0
	}
	for _, p := range people {
		in[p] = true
	}
	return len(in)
}

// follows tells whether a post in a thread without a mention may be said to the
// app: it is when one person alone takes part. After a restart it marks the
// request as unsure, since who takes part must be asked of Slack.
func (b *Bot) follows(ctx context.Context, r *request) bool {
	if !b.opt.FollowUps {
		return false
	}
	if n := b.threads.heard(r.Channel, r.Thread, r.Person); n > 0 {
		return n == 1
	}
	answered, err := b.log.Answered(ctx, r.conversation())
	r.Unsure = true
	return err == nil && answered
}

// alone asks Slack who takes part in a thread, and tells whether that is the
// person of the request alone.
func (b *Bot) alone(ctx context.Context, r *request) (bool, error) {
	messages, err := b.around(ctx, &request{Channel: r.Channel, Thread: r.Thread})
	if err != nil {
		return false, err
	}
	b.talks.recalled(r, b.turnsIn(messages))
	people := []string{r.Person}
	for _, m := range messages {
		people = append(people, mentionedIn(m.Text, b.me.UserID)...)
		if m.BotID == "" && m.User != "" && m.User != b.me.UserID {
			people = append(people, m.User)
		}
	}
	b.threads.joined(r.Channel, r.Thread, people...)
	return b.threads.heard(r.Channel, r.Thread) == 1, nil
}

// deleted gives up the question that somebody deleted, or forgets it where it is
// answered.
func (b *Bot) deleted(_ context.Context, e *slackevents.MessageEvent) {
	if j := b.jobs.find(e.Channel, e.DeletedTimeStamp); j != nil {
		j.cancel()
	}
	b.talks.deleted(e.Channel, e.DeletedTimeStamp)
}

const (
	suggestions   = 4  // prompts that Slack shows
	suggestFrom   = 24 // of the newest articles
	suggestWithin = 4 * time.Second
	offeredFor    = time.Minute // the same prompts are offered
)

// suggest offers questions about what is new in the articles, in a conversation
// that somebody opened.
func (b *Bot) suggest(ctx context.Context, channel, thread, person string) {
	if why, err := b.refused(ctx, &request{Channel: channel, Person: person}); err != nil || why != "" || person == "" {
		return
	}
	params := slack.AssistantThreadsSetSuggestedPromptsParameters{Title: "New in the articles", ChannelID: channel, ThreadTS: thread, Prompts: b.prompts(ctx)}
	if len(params.Prompts) == 0 {
		return
	}
	if err := b.call(ctx, noTurn, func() error { return b.api.SetAssistantThreadsSuggestedPromptsContext(ctx, params) }); err != nil {
		b.opt.Log.Warn("suggesting questions", "err", err)
	}
}

// prompts are questions about the newest articles. Only what is answered is
// offered.
func (b *Bot) prompts(ctx context.Context) (out []slack.AssistantThreadsPrompt) {
	b.offers.Lock()
	defer b.offers.Unlock()
	if b.opt.Now().Sub(b.offered) < offeredFor {
		return b.offer
	}
	newest, err := b.room.Sources(ctx, "")
	if err != nil {
		b.opt.Log.Warn("listing what is new", "err", err)
		return nil
	}
	defer func() { b.offer, b.offered = out, b.opt.Now() }()
	ctx, end := context.WithTimeout(ctx, suggestWithin)
	defer end()
	origins := map[string]bool{}
	for _, row := range newest[:min(len(newest), suggestFrom)] {
		title := strings.TrimRight(tidy(row.Title), " .…")
		if title == "" || strings.HasSuffix(title, "?") || row.Origin != "" && origins[row.Origin] {
			continue
		}
		origins[row.Origin] = true
		question := "What happened: " + short(title, 150) + "?"
		a, err := b.room.Ask(ctx, answer.Question{Text: question, Here: true, ByRule: true}) // nobody asked
		if err != nil {
			break
		}
		if a.Verdict == answer.Answered || a.Verdict == answer.Disputed {
			out = append(out, slack.AssistantThreadsPrompt{Title: short(title, 60), Message: question})
		}
		if len(out) == suggestions {
			break
		}
	}
	return out
}
