package bot

// Taking work, doing it, and giving it up.

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
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
	before bool // it was accepted by an earlier process
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
	doubt    bool          // whether what stands for the answer is there
	status   status        // that was shown last; zero: none
	calling  chan struct{} // open while a status is on its way; nil: none is
	still    bool          // the status changes no more
	spoiled  bool          // what stands for the answer may yet be changed by a call that broke off

	activity activity
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
	j.settle()
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
	if r.Surface == onMention {
		b.threads.joined(r.Channel, r.Thread, r.Person)
	}
	b.opt.Log.Info("taken", "claim", c.ID, "surface", r.Surface, "channel", r.Channel)
	b.enqueue(ctx, c, r, false)
	return nil
}

// enqueue lets a claim wait for a worker, and tells who asked when it has to wait
// or can't. before: it was accepted before, and is not refused now.
func (b *Bot) enqueue(ctx context.Context, c journal.Claim, r *request, before bool) {
	life, cancel := context.WithCancel(ctx)
	j := &job{claim: c.ID, req: r, taken: c.Taken, before: before, ctx: life, cancel: cancel}
	b.jobs.add(j)
	ahead, full := b.queue.push(j, before)
	switch {
	case full != fits && r.Unsure:
		b.end(j, "busy")
	case full == laneFull:
		go b.turnAway(j, fmt.Sprintf("I am busy with your other questions in this channel, and %d of them wait. Please ask again when they are answered.", ahead))
	case full == queueFull:
		go b.turnAway(j, "I am busy: "+count(ahead, "question")+" waiting. Please ask again in a minute.")
	case r.Surface != onButton && !before: // a button is quick; of what was begun before, a status may stand
		time.AfterFunc(b.opt.Soon, func() { b.working(j, ahead) })
	}
}

// turnAway tells who asked, and nobody else, why there is no room. When that
// can't be told, the question waits after all.
func (b *Bot) turnAway(j *job, why string) {
	ctx, end := context.WithTimeout(j.ctx, sayWithin)
	defer end()
	var err error
	if j.req.commanded() {
		err = b.deliver(ctx, j, []message{note(why)})
	} else {
		err = b.whisper(ctx, j, note(why))
	}
	if err != nil {
		b.later(j, err)
		return
	}
	b.end(j, "busy")
}

// later lets a job wait again, after a while.
func (b *Bot) later(j *job, why error) {
	b.opt.Log.Warn("trying again later", "claim", j.claim, "tries", j.tries, "err", why)
	time.AfterFunc(b.opt.Again, func() { b.queue.push(j, true) })
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

// maxTries is how often work on a request begins while Slack can't be reached, or
// the process ends.
const maxTries = 120

// do does one job, and says why when it can't.
func (b *Bot) do(ctx context.Context, j *job) {
	tries, err := b.log.Begin(ctx, j.claim, b.opt.Now())
	switch {
	case err != nil && ctx.Err() == nil:
		b.later(j, err)
		return
	case err != nil:
		return // at the end: it stays open, for the next start
	case tries == 0: // done meanwhile
		b.let(j)
		return
	}
	j.tries = tries
	outcome, err := "", error(errTooOften)
	if tries <= maxTries {
		outcome, err = b.attempt(j)
	}
	switch {
	case j.ctx.Err() != nil && ctx.Err() == nil:
		outcome = "cancelled" // the question was deleted
		b.withdraw(ctx, j)
	case err == nil:
	case ctx.Err() != nil:
		return
	case errors.Is(err, errUnreachable) && tries < maxTries:
		b.later(j, err)
		return
	default:
		b.opt.Log.Error("failed", "claim", j.claim, "surface", j.req.Surface, "err", err)
		b.metrics.failures.Inc()
		why := "Something went wrong, and I could not answer."
		if errors.Is(err, context.DeadlineExceeded) {
			why = "This took too long, and I stopped."
		}
		outcome = "failed"
		err := b.say(j, why+" Please ask again; if it happens again, give this code to whoever runs Secondsource here: "+code(j.claim))
		if err != nil && tries < maxTries {
			b.later(j, err)
			return
		}
	}
	b.end(j, outcome)
}

// errTooOften: work on a request has begun so often that it is given up.
var errTooOften = errors.New("work on it has begun too often")

// attempt answers once. A panic is a failure of this request alone.
func (b *Bot) attempt(j *job) (outcome string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a panic of kind %T at %s", p, debug.Stack())
		}
	}()
	return b.answer(j.ctx, j)
}

// code is the beginning of a claim's id, by which the log finds it.
func code(claim string) string { return claim[:min(8, len(claim))] }

// let lets go of a job.
func (b *Bot) let(j *job) {
	b.jobs.remove(j)
	j.cancel()
}

// end marks a job as done. While the journal can't be written, it tries again.
func (b *Bot) end(j *job, outcome string) {
	defer b.let(j)
	j.mu.Lock()
	j.answered = true
	j.mu.Unlock()
	post, channel := j.part(0), ""
	if post != "" {
		channel = j.req.Channel
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := b.log.Finish(ctx, j.claim, outcome, channel, post, b.opt.Now()); err != nil {
		b.opt.Log.Error("finishing", "claim", j.claim, "err", err)
		time.AfterFunc(b.opt.Again, func() { b.end(j, outcome) })
		return
	}
	b.metrics.questions.WithLabelValues(j.req.Surface, outcome).Inc()
	b.metrics.took.Observe(b.opt.Now().Sub(j.taken).Seconds())
	b.opt.Log.Info("done", "claim", j.claim, "surface", j.req.Surface, "outcome", outcome)
}
