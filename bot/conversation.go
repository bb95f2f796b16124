package bot

// What was asked and answered before in a conversation, so that "and in Peru?"
// can be understood: bounded, in memory, and never from one conversation in
// another. What was said in private stays with the person it was said to.

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"secondsource/internal/answer"
)

const (
	turnsAtMost  = 6                // that a follow-up is read with
	talksAtMost  = 1000             // conversations that are remembered
	talkFor      = 24 * time.Hour   // after its last question a conversation is forgotten
	talkPause    = 30 * time.Minute // in a DM outside of threads, what was asked longer ago is another conversation
	maxTurn      = 2000             // of a question or an answer that is remembered
	recallWithin = 5 * time.Second  // a follow-up waits so long for what came before it
)

// turn is a question of a conversation, with its answer.
type turn struct {
	post, reply string // the question's post, which turns are in order of, and the answer's
	answer.Turn
}

func newTurn(post, reply, question, text string, stays bool) turn {
	return turn{post, reply, answer.Turn{Question: short(tidy(question), maxTurn), Answer: short(text, maxTurn), Stays: stays}}
}

// talk names the conversation that a request belongs to: a thread, of a DM with
// its person, and the DM itself. "": it has none. A command has none, since only
// the one who gave it sees what came of it, in a channel where others speak too.
func (r *request) talk() string {
	switch r.Surface {
	case onMention, onThread:
		return r.Channel + ":" + r.Thread
	case onDM:
		return r.Channel + ":" + r.Thread + ":" + r.Person
	}
	return ""
}

// begins: it is the first post of its thread.
func (r *request) begins() bool { return r.Thread != "" && r.Thread == r.Post }

// talks are the conversations that are remembered.
type talks struct {
	now func() time.Time

	mu    sync.Mutex
	by    map[string]*talk
	order []string
}

type talk struct {
	turns []turn // oldest first
	whole bool   // what an earlier process answered is among them
	at    time.Time
}

func newTalks(now func() time.Time) *talks { return &talks{now: now, by: map[string]*talk{}} }

// of is the conversation of a request, made if need be; the lock is held.
func (t *talks) of(r *request) *talk {
	key := r.talk()
	if t.by[key] == nil {
		t.by[key] = &talk{whole: r.begins()}
		t.order = append(t.order, key)
		if len(t.order) > talksAtMost {
			delete(t.by, t.order[0])
			t.order = t.order[1:]
		}
	}
	t.by[key].at = t.now()
	return t.by[key]
}

// add remembers turns of a request's conversation, unless ctx ended: then the
// question was deleted.
func (t *talks) add(ctx context.Context, r *request, turns ...turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if r.talk() == "" || ctx.Err() != nil {
		return
	}
	t.of(r).add(turns)
}

// recalled adds what an earlier process answered in a request's conversation.
func (t *talks) recalled(r *request, turns []turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	in := t.of(r)
	in.add(turns)
	in.whole = true
}

func (in *talk) add(turns []turn) {
	for _, x := range turns {
		if !slices.ContainsFunc(in.turns, func(old turn) bool { return old.post == x.post }) {
			in.turns = append(in.turns, x)
		}
	}
	slices.SortFunc(in.turns, func(a, b turn) int { return strings.Compare(a.post, b.post) })
	if extra := len(in.turns) - turnsAtMost; extra > 0 {
		in.turns = slices.Delete(in.turns, 0, extra)
	}
}

func (t *talks) isWhole(r *request) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	in := t.by[r.talk()]
	return r.begins() || in != nil && in.whole
}

// before are the turns of its conversation that came before a request.
func (t *talks) before(r *request) (out []answer.Turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	since := ""
	if r.Thread == "" {
		since = stamp(timeOf(r.Post).Add(-talkPause))
	}
	for _, x := range append(t.root(r), t.turns(r.talk())...) {
		if x.post >= since && x.post < r.Post {
			out = append(out, x.Turn)
		}
	}
	return out[max(0, len(out)-turnsAtMost):]
}

// root is the turn of a DM that a request's thread hangs on; the lock is held.
func (t *talks) root(r *request) []turn {
	if r.Surface != onDM || r.Thread == "" {
		return nil
	}
	dm := *r
	dm.Thread = ""
	for _, x := range t.turns(dm.talk()) {
		if x.post == r.Thread || x.reply == r.Thread {
			return []turn{x}
		}
	}
	return nil
}

func (t *talks) turns(key string) []turn {
	if in := t.by[key]; in != nil {
		return in.turns
	}
	return nil
}

// deleted forgets the turn whose question or answer was deleted.
func (t *talks) deleted(channel, post string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for key, in := range t.by {
		if strings.HasPrefix(key, channel+":") {
			in.turns = slices.DeleteFunc(in.turns, func(x turn) bool { return x.post == post || x.reply == post })
		}
	}
}

// forget drops the conversations that are too old.
func (t *talks) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.order = slices.DeleteFunc(t.order, func(key string) bool {
		old := t.now().Sub(t.by[key].at) > talkFor
		if old {
			delete(t.by, key)
		}
		return old
	})
}

// earlier is what was asked and answered before in the conversation of a request,
// oldest first.
func (b *Bot) earlier(ctx context.Context, r *request) []answer.Turn {
	if r.talk() == "" {
		return nil
	}
	if !b.talks.isWhole(r) {
		if err := b.recall(ctx, r); err != nil { // it is answered as it stands
			b.opt.Log.Warn("reading back what was asked before", "surface", r.Surface, "err", err)
		}
	}
	return b.talks.before(r)
}

// recall reads back from Slack what an earlier process answered in a conversation,
// where the journal knows of an answer there.
func (b *Bot) recall(ctx context.Context, r *request) error {
	ctx, end := context.WithTimeout(ctx, recallWithin)
	defer end()
	answered, err := b.log.Answered(ctx, r.conversation())
	if err != nil {
		return err
	}
	var turns []turn
	if answered {
		since := timeOf(r.Post).Add(-talkFor)
		if r.Thread == "" {
			since = timeOf(r.Post).Add(-talkPause)
		}
		messages, err := b.around(ctx, &request{Channel: r.Channel, Thread: r.Thread, At: since})
		if err != nil {
			return err
		}
		turns = b.turnsIn(messages)
	}
	b.talks.recalled(r, turns)
	return nil
}

// turnsIn are the questions among messages that the app answered: each of its
// answers names in its metadata the post that it answers. A post that was deleted
// is not among the messages, or has a subtype.
func (b *Bot) turnsIn(messages []slack.Message) (turns []turn) {
	asked := map[string]string{}
	for _, m := range messages {
		if spoken(m.SubType) && m.BotID == "" && m.User != "" && m.User != b.me.UserID {
			asked[m.Timestamp] = b.question(m.Text)
		}
	}
	for _, m := range messages {
		meta := m.Metadata.EventPayload
		post, _ := meta[metaAsked].(string)
		question, ok := asked[post]
		if !ok || m.User != b.me.UserID || m.Metadata.EventType != metaType || meta[metaState] != metaDone {
			continue
		}
		understood, text := readFallback(m.Text)
		stays, told := meta[metaStays].(bool)
		turns = append(turns, newTurn(post, m.Timestamp, cmp.Or(understood, question), text, stays || !told))
	}
	return turns
}

// here tells whether a question must stay on this machine: by the channel that it
// is asked in, or because only one person sees it.
func (b *Bot) here(r *request) bool {
	return b.opt.PrivateHere && r.private() || slices.Contains(b.opt.HereChannels, r.Channel)
}

// timeOf is when a post was made, by its time stamp.
func timeOf(post string) time.Time {
	seconds, _, _ := strings.Cut(post, ".")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(n, 0)
}

// stamp is the time stamp of posts from a time on.
func stamp(t time.Time) string { return fmt.Sprintf("%010d.000000", t.Unix()) }
