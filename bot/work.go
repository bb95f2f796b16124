package bot

// Taking work, doing it, and giving it up.

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"secondsource/internal/journal"
)

// job is one claim that is being worked on.
type job struct {
	claim  string
	req    *request
	tries  int  // how often work on it has begun, with this time
	blind  bool // an earlier answer can't be looked for
	taken  time.Time
	ctx    context.Context
	cancel context.CancelFunc

	mu       sync.Mutex
	standing string         // the post that stands for the answer, while it is worked on
	parts    map[int]string // the posts of the answer, by part
	of       int            // how many parts an earlier process divided it into
	uses     int            // of the response URL
	answered bool
	doubt    bool // whether what stands for the answer is there
}

// posted notes where a part of the answer stands.
func (j *job) posted(part int, post string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.parts == nil {
		j.parts = map[int]string{}
	}
	j.parts[part] = post
	if part == 0 {
		j.standing = ""
	}
}

func (j *job) part(k int) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.parts[k]
}

// takeBack returns all posts of the job, which are its no more.
func (j *job) takeBack() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	posts := slices.Collect(maps.Values(j.parts))
	if j.standing != "" {
		posts = append(posts, j.standing)
	}
	j.parts, j.standing = nil, ""
	return posts
}

// sure notes that the request is said to the app.
func (j *job) sure() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.req.Unsure = false
}

// lane is what takes its turn in the queue: one person in one channel.
func (j *job) lane() string { return j.req.Channel + ":" + j.req.Person }

// jobs are those that wait or are worked on, by the post that asked.
type jobs struct {
	mu sync.Mutex
	by map[string]*job
}

func postKey(channel, post string) string { return "post:" + channel + ":" + post }

func (s *jobs) add(j *job) {
	if j.req.Post == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil {
		s.by = map[string]*job{}
	}
	s.by[postKey(j.req.Channel, j.req.Post)] = j
}

func (s *jobs) remove(j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.by, postKey(j.req.Channel, j.req.Post))
}

func (s *jobs) find(channel, post string) *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.by[postKey(channel, post)]
}

// take claims a request in the journal and puts it in the queue. What was claimed
// before, as another delivery of the same, is left alone. An error means that
// the request is not safe yet.
func (b *Bot) take(ctx context.Context, r *request, keys []string) error {
	if r == nil {
		return nil
	}
	if r.Surface == onThread && !b.follows(ctx, r) {
		return nil // people talk to each other
	}
	r.At = b.opt.Now()
	c, fresh, err := b.log.Take(ctx, journal.Claim{
		Keys: keys, Surface: r.Surface, Conversation: r.conversation(), Person: r.Person, Private: r.private(), Payload: r.payload(),
	}, b.opt.Now())
	if err != nil {
		return fmt.Errorf("claiming in the journal: %w", err)
	}
	if !fresh {
		b.metrics.repeats.Inc()
		return nil
	}
	b.opt.Log.Info("taken", "claim", c.ID, "surface", r.Surface, "channel", r.Channel)
	b.enqueue(ctx, c, r, false)
	return nil
}

// enqueue lets a claim wait for a worker, and tells who asked when it has to wait
// or can't. before: it was accepted before, and is not refused now.
func (b *Bot) enqueue(ctx context.Context, c journal.Claim, r *request, before bool) {
	life, cancel := context.WithCancel(ctx)
	j := &job{claim: c.ID, req: r, taken: c.Taken, ctx: life, cancel: cancel}
	b.jobs.add(j)
	ahead, full := b.queue.push(j, before)
	if full != fits {
		go func() {
			defer b.jobs.remove(j)
			if r.Unsure {
				b.finish(j, "busy", "")
				return
			}
			why := "I am busy: " + count(ahead, "question") + " waiting. Please ask again in a minute."
			if full == laneFull {
				why = "I am busy with your other questions in this channel, and " + fmt.Sprint(ahead) + " of them wait. Please ask again when they are answered."
			}
			b.say(j, why)
			b.finish(j, "busy", "")
		}()
		return
	}
	if r.Surface == onButton {
		return // quick, and silent until it is there
	}
	time.AfterFunc(b.opt.Soon, func() { b.working(j, ahead) })
}

// resume takes up what an earlier process claimed and did not finish.
func (b *Bot) resume(ctx context.Context) error {
	open, err := b.log.Unfinished(ctx)
	if err != nil {
		return fmt.Errorf("reading what is unfinished: %w", err)
	}
	for _, c := range open {
		r, err := readPayload(c.Payload)
		if err != nil {
			b.opt.Log.Error("a claim that cannot be read", "claim", c.ID, "err", err)
			if err := b.log.Finish(ctx, c.ID, "failed", "", "", b.opt.Now()); err != nil {
				return err
			}
			continue
		}
		b.enqueue(ctx, c, r, true)
	}
	return nil
}

// work does jobs until the queue is closed.
func (b *Bot) work(ctx context.Context) {
	for j := b.queue.pop(); j != nil; j = b.queue.pop() {
		b.do(ctx, j)
	}
}

// maxTries is how often work on a request begins while Slack can't be reached.
const maxTries = 40

// do does one job, and says why when it can't.
func (b *Bot) do(ctx context.Context, j *job) {
	defer j.cancel()
	defer b.jobs.remove(j)
	tries, err := b.log.Begin(ctx, j.claim, b.opt.Now())
	if err != nil {
		b.opt.Log.Error("beginning", "claim", j.claim, "err", err)
		return // it stays open, and is worked on at the next start
	}
	if tries == 0 {
		return // done meanwhile
	}
	j.tries = tries
	outcome, err := b.answer(j.ctx, j)
	switch {
	case j.ctx.Err() != nil && ctx.Err() == nil:
		outcome = "cancelled" // the question was deleted
		b.withdraw(ctx, j)
	case err == nil:
	case ctx.Err() != nil:
		return // at the end: it stays open, for the next start
	case errors.Is(err, errUnreachable) && tries < maxTries && j.ctx.Err() == nil:
		b.opt.Log.Warn("trying again later", "claim", j.claim, "tries", tries, "err", err)
		time.AfterFunc(b.opt.Again, func() { b.enqueue(ctx, journal.Claim{ID: j.claim, Taken: j.taken}, j.req, true) })
		return
	default:
		b.opt.Log.Error("failed", "claim", j.claim, "surface", j.req.Surface, "err", err)
		b.metrics.failures.Inc()
		why := "Something went wrong, and I could not answer. Please ask again; if it happens again, give the operator this code: " + code(j.claim)
		if errors.Is(err, context.DeadlineExceeded) {
			why = "This took too long, and I gave it up. Please ask again; if it happens again, give the operator this code: " + code(j.claim)
		}
		outcome = "failed"
		b.say(j, why)
	}
	b.finish(j, outcome, j.part(0))
}

// code is the beginning of a claim's id, by which the log finds it.
func code(claim string) string { return claim[:min(8, len(claim))] }

// finish marks a claim as done.
func (b *Bot) finish(j *job, outcome, post string) {
	j.mu.Lock()
	j.answered = true
	j.mu.Unlock()
	channel := ""
	if post != "" {
		channel = j.req.Channel
	}
	ctx, end := context.WithTimeout(context.Background(), 10*time.Second)
	defer end()
	if err := b.log.Finish(ctx, j.claim, outcome, channel, post, b.opt.Now()); err != nil {
		b.opt.Log.Error("finishing", "claim", j.claim, "err", err)
		return
	}
	b.metrics.questions.WithLabelValues(j.req.Surface, outcome).Inc()
	b.metrics.took.Observe(b.opt.Now().Sub(j.taken).Seconds())
	b.opt.Log.Info("done", "claim", j.claim, "surface", j.req.Surface, "outcome", outcome)
}
