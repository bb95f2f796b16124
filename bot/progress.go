package bot

// What is seen while an answer is worked on: a status, which tells what is being
// done, and whose place the answer takes.

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// status is what stands while an answer is worked on: as a post, and as Slack sets
// it behind the app's name.
type status struct{ post, set string }

var reading = doing("reading the articles")

// doing is the status of something that is being done: "reading 8 passages".
func doing(what string) status {
	what = short(tidy(what), maxName)
	return status{capital(what) + "…", "is " + what + "…"}
}

// queued is the status of a question that others go before.
func queued(ahead int) status {
	return status{
		fmt.Sprintf("Your question is number %d in the queue; the answer will come here.", ahead+1),
		fmt.Sprintf("has %s before yours…", count(ahead, "question")),
	}
}

// activity is what the newsroom last said that it is doing. It has a lock of its
// own, so that who tells it does not wait for Slack.
type activity struct {
	mu   sync.Mutex
	last status
}

func (a *activity) set(s status) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last = s
}

func (a *activity) get() status {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.last
}

// working tells who asked that it takes longer: in a thread of a DM as Slack's own
// status, else as the post that the answer will take the place of.
func (b *Bot) working(j *job, ahead int) {
	s := reading
	if now := j.activity.get(); now != (status{}) {
		s = now
	} else if ahead >= b.opt.Workers {
		s = queued(ahead)
	}
	j.mu.Lock()
	idle := j.answered || j.req.Unsure || j.ctx.Err() != nil
	j.mu.Unlock()
	if idle {
		return
	}
	// A post that is on its way is waited for, also when the question is deleted.
	ctx, end := context.WithTimeout(context.WithoutCancel(j.ctx), 10*time.Second)
	defer end()
	var err error
	if j.req.ResponseURL != "" {
		err = b.respond(ctx, j, note(s.post), false)
	} else if err = b.show(ctx, j, s); err == nil {
		err = b.follow(ctx, j) // what was told meanwhile
	}
	if err != nil && ctx.Err() == nil {
		b.opt.Log.Warn("telling that it takes longer", "claim", j.claim, "err", err)
	}
}

// show puts up a status, or another in the place of what stands for the answer, and
// tries that once.
func (b *Bot) show(ctx context.Context, j *job, s status) error {
	standing, begun := j.showing(s)
	if !begun {
		return nil
	}
	post, err := b.setStatus(ctx, j, s, standing)
	doubt := err != nil && b.inDoubt(err)
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case j.inDM():
	case standing != "":
		j.spoiled = doubt // it may yet come, over the answer
	default:
		j.standing, j.doubt = post, doubt
	}
	j.status, j.still = s, err != nil
	close(j.calling)
	j.calling = nil
	return err
}

// showing begins to show a status, where it may change, and returns the post that
// stands for the answer. The answer waits for what is begun, and then takes its
// place; after an answer nothing is begun.
func (j *job) showing(s status) (standing string, begun bool) {
	j.settle()
	defer j.mu.Unlock()
	if j.answered || j.still || j.status == s || j.ctx.Err() != nil {
		return "", false
	}
	j.calling = make(chan struct{})
	return j.standing, true
}

// settle takes the job's lock, once no status is on its way.
func (j *job) settle() {
	j.mu.Lock()
	for j.calling != nil {
		calling := j.calling
		j.mu.Unlock()
		<-calling
		j.mu.Lock()
	}
}

// setStatus makes the call that shows a status, and returns the post of a new one.
func (b *Bot) setStatus(ctx context.Context, j *job, s status, standing string) (post string, err error) {
	options := []slack.MsgOption{content(note(s.post)), metadata(j.claim, metaWorking, 0, 0, message{})}
	switch {
	case j.inDM():
		return "", b.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{ChannelID: j.req.Channel, ThreadTS: j.req.Thread, Status: s.set})
	case standing != "":
		_, _, _, err = b.api.UpdateMessageContext(ctx, j.req.Channel, standing, options...)
		return standing, err
	}
	if err := b.pace.wait(ctx, j.req.Channel); err != nil {
		return "", err
	}
	if j.req.Thread != "" {
		options = append(options, slack.MsgOptionTS(j.req.Thread))
	}
	_, post, err = b.api.PostMessageContext(ctx, j.req.Channel, options...)
	return post, err
}

// inDM: it is worked on in a thread of a DM, where Slack has a status of its own.
func (j *job) inDM() bool { return j.req.direct() && j.req.Thread != "" }

// inDoubt: Slack may have done, or may yet do, what it was asked.
func (b *Bot) inDoubt(err error) bool {
	_, again := b.retryIn(err, 0)
	return again && !rateLimited(err)
}

// tellWithin is how long the answer waits at most for a change of the status that
// is on its way.
const tellWithin = 3 * time.Second

// statusPaces is how many times slower than posts a status changes: Slack counts
// changes of all posts of the workspace together, and answers need theirs.
const statusPaces = 3

// telling returns a function that is told what is being done on a request, and
// does not wait for Slack. What it is told last is shown in the place of the status
// that stands, until end is called. What is done for a command is not told:
// nothing can take the place of what its response URL was sent.
func (b *Bot) telling(j *job) (tell func(what string), end func()) {
	if j.req.ResponseURL != "" {
		return nil, func() {}
	}
	ctx, end := context.WithCancel(j.ctx)
	changed := make(chan struct{}, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-changed:
			}
			if err := b.follow(ctx, j); err != nil && ctx.Err() == nil {
				b.opt.Log.Warn("telling what is being done", "claim", j.claim, "err", err)
			}
		}
	}()
	return func(what string) {
		j.activity.set(doing(what))
		select {
		case changed <- struct{}{}:
		default:
		}
	}, end
}

// follow shows what is being done, at its turn, where a status stands.
func (b *Bot) follow(ctx context.Context, j *job) error {
	j.settle()
	shown, none := j.status, status{}
	j.mu.Unlock()
	if now := j.activity.get(); shown == none || now == none || now == shown {
		return nil // it may be quick; else working tells it
	}
	turn := "all posts"
	if j.inDM() {
		turn = j.req.Channel
	}
	if err := b.statuses.wait(ctx, turn); err != nil {
		return err
	}
	calling, end := context.WithTimeout(context.WithoutCancel(ctx), tellWithin)
	defer end()
	return b.show(calling, j, j.activity.get())
}
