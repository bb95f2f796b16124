// Package bot is the assistant in Slack: it receives events and commands,
// passes questions to the newsroom's engine, and draws answers as Slack blocks.
// It is the only package that imports a Slack client.
//
// The way of a question: an envelope arrives over Socket Mode (socket.go), is
// read into a request (events.go), claimed in the journal and acknowledged
// (take in work.go), waits in a fair queue (queue.go), is answered by a worker
// (ask.go), with what was asked before in its conversation (conversation.go) and
// what is being done shown meanwhile (progress.go), and posted at Slack's pace
// (post.go). What is claimed and not finished is worked on again after a crash; what
// is finished is never posted twice.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"secondsource/internal/answer"
	"secondsource/internal/journal"
)

// Newsroom is what the bot asks: the engine over the newsroom's articles. Its
// methods are called side by side.
type Newsroom interface {
	// Ask answers a question, in the conversation that it is asked in. An error
	// means that it could not be worked on, not that the articles do not say.
	Ask(ctx context.Context, q answer.Question) (answer.Answer, error)
	// Sources lists the articles on a topic, best first, all of them newest first
	// with an empty one.
	Sources(ctx context.Context, topic string) ([]answer.SourceRow, error)
	// Passage is the paragraph of an article that holds the bytes start to end.
	Passage(ctx context.Context, article string, start, end int) (string, error)
}

// Options are the bot's settings; the zero value of each is usable where it says
// so.
type Options struct {
	BotToken, AppToken string // xoxb-…, xapp-…: needed
	APIURL             string // Slack's Web API, ending in "/"; "": Slack's own

	Ask, Sources string // the slash commands, with their slash; "": /ask, /sources

	Channels, People, Teams []string // who may ask, by id; empty: everybody
	Guests, Strangers       bool     // guests, and people of other organisations, may ask too
	FollowUps               bool     // follow a thread without a mention while one person is in it

	// What stays on this machine, with the article text that it would be answered
	// from, whatever model reads for others: see answer.Question.Here.
	PrivateHere  bool     // what only one person sees: DMs, the agent view, commands
	HereChannels []string // what is asked in these channels, by id

	Workers     int           // questions worked on at a time; 0: 4
	Waiting     int           // questions that may wait; 0: 200
	PerPerson   int           // of them for one person in one channel; 0: 5
	Connections int           // Socket Mode connections side by side; 0: 2
	Soon        time.Duration // what is ready by then is posted without a status before; 0: 1.5 s
	Limit       time.Duration // the engine is given up then; 0: 60 s
	Keep        time.Duration // how long finished claims are kept; 0: 48 h
	Pace        time.Duration // between two posts in one channel; 0: 1.1 s
	Pause       time.Duration // before a call that failed is made again, doubled each time; 0: 250 ms
	Again       time.Duration // when Slack can't be reached, work begins again then; 0: 15 s
	Grace       time.Duration // at the end, for what is being worked on; 0: 10 s
	Sample      bool          // the articles are the built-in sample

	// Answered, when set, is told of each answer that somebody was shown, once it
	// was delivered, and of a private one again when it is shared, then as one that
	// is not private. The question's Trace tells how the answer came about. Of a
	// question that was deleted meanwhile it is told nothing.
	Answered func(ctx context.Context, q answer.Question, a answer.Answer)

	Now func() time.Time // nil: time.Now
	Log *slog.Logger     // nil: none. Ids and outcomes, never text
}

func (o *Options) defaults() {
	set := func(n *int, v int) {
		if *n == 0 {
			*n = v
		}
	}
	during := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	set(&o.Workers, 4)
	set(&o.Waiting, 200)
	set(&o.PerPerson, 5)
	set(&o.Connections, 2)
	during(&o.Soon, 1500*time.Millisecond)
	during(&o.Limit, time.Minute)
	during(&o.Keep, 48*time.Hour)
	during(&o.Pace, 1100*time.Millisecond)
	during(&o.Grace, 10*time.Second)
	during(&o.Pause, 250*time.Millisecond)
	during(&o.Again, 15*time.Second)
	if o.Ask == "" {
		o.Ask = "/ask"
	}
	if o.Sources == "" {
		o.Sources = "/sources"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
}

// Bot is one running assistant.
type Bot struct {
	opt  Options
	room Newsroom
	log  journal.Journal
	api  *slack.Client
	http *http.Client
	me   slack.AuthTestResponse

	queue    *queue
	jobs     jobs
	shown    *shown
	talks    *talks
	threads  *threads
	people   *people
	pace     *pace // of posts, by channel
	statuses *pace // of changes of a status
	metrics  *Metrics

	offers  sync.Mutex // held while prompts are tried, one at a time
	offer   []slack.AssistantThreadsPrompt
	offered time.Time

	mu sync.Mutex
	up int // Socket Mode connections that are open
}

// ErrTokens: the tokens are missing, revoked or of the wrong kind.
var ErrTokens = errors.New("the Slack tokens are missing, revoked or of the wrong kind: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-")

// ErrChannel: what is named as a channel is none.
var ErrChannel = errors.New("SECONDSOURCE_MODEL_NOT_IN names channels by their ids, which begin with C, G or D and stand at the end of a channel's details in Slack")

var channelID = regexp.MustCompile(`^[CGD][A-Z0-9]+$`)

// IsChannel tells whether a text is the id of a channel in Slack.
func IsChannel(id string) bool { return channelID.MatchString(id) }

// New returns a bot. It talks to Slack first when Run is called.
func New(room Newsroom, log journal.Journal, opt Options) (*Bot, error) {
	opt.defaults()
	if !hasPrefix(opt.BotToken, "xoxb-") || !hasPrefix(opt.AppToken, "xapp-") {
		return nil, ErrTokens
	}
	for _, id := range opt.HereChannels {
		if !IsChannel(id) { // nothing would stay here for it
			return nil, fmt.Errorf("%w: %q is none", ErrChannel, id)
		}
	}
	client := &http.Client{Timeout: 15 * time.Second}
	b := &Bot{
		opt: opt, room: room, log: log, http: client, api: slackClient(opt, client),
		queue: newQueue(opt.Waiting, opt.PerPerson), shown: newShown(opt.Now), talks: newTalks(opt.Now), threads: newThreads(),
		pace: newPace(opt.Pace, opt.Now), statuses: newPace(statusPaces*opt.Pace, opt.Now), metrics: newMetrics(),
	}
	b.people = newPeople(b.api, opt.Now, b.call)
	b.metrics.waiting = b.queue.waiting
	return b, nil
}

// slackClient calls Slack as the options say, by an HTTP client.
func slackClient(opt Options, client *http.Client) *slack.Client {
	options := []slack.Option{slack.OptionAppLevelToken(opt.AppToken), slack.OptionHTTPClient(client)}
	if opt.APIURL != "" {
		options = append(options, slack.OptionAPIURL(opt.APIURL))
	}
	return slack.New(opt.BotToken, options...)
}

// Run serves until ctx ends, then finishes what is being worked on, for at most
// Options.Grace, and hands back what waits: it stays claimed, and the next start
// works on it. It returns an error when Slack refuses the tokens.
func (b *Bot) Run(ctx context.Context) error {
	me, err := b.greet(ctx)
	if err != nil || me == nil {
		return err
	}
	b.me = *me
	b.opt.Log.Info("serving", "team", me.TeamID, "bot", me.UserID)

	ctx, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	if err := b.resume(working); err != nil {
		return err
	}
	var workers, sockets sync.WaitGroup
	for range b.opt.Workers {
		workers.Go(func() { b.work(working) })
	}
	for k := range b.opt.Connections {
		sockets.Go(func() { b.connect(ctx, working, k, giveUp) })
	}
	sockets.Go(func() { b.tend(ctx) })
	<-ctx.Done()
	sockets.Wait()
	b.queue.close()
	ended := make(chan struct{})
	go func() { workers.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(b.opt.Grace):
	}
	if cause := context.Cause(ctx); errors.Is(cause, ErrTokens) {
		return cause
	}
	return nil
}

// greet asks Slack who the bot is there, as often as it takes to reach Slack. It
// returns nil when ctx ends before.
func (b *Bot) greet(ctx context.Context) (*slack.AuthTestResponse, error) {
	for try := 0; ; try++ {
		me, err := b.api.AuthTestContext(ctx)
		if err == nil {
			return me, nil
		}
		wait, again := b.retryIn(err, try)
		switch {
		case ctx.Err() != nil:
			return nil, nil
		case !again:
			return nil, refusedTokens(err)
		}
		b.opt.Log.Warn("Slack can't be reached", "err", err, "again_in", wait.String())
		select {
		case <-ctx.Done():
			return nil, nil
		case <-time.After(wait):
		}
	}
}

// tend forgets old claims, what old answers rest on and old conversations, at once
// and from time to time.
func (b *Bot) tend(ctx context.Context) {
	tick := time.NewTicker(10 * time.Minute)
	defer tick.Stop()
	for {
		if _, err := b.log.Forget(ctx, b.opt.Now().Add(-b.opt.Keep)); err != nil && ctx.Err() == nil {
			b.opt.Log.Error("forgetting old claims", "err", err)
		}
		b.shown.forget()
		b.talks.forget()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func hasPrefix(s, prefix string) bool { return len(s) > len(prefix) && s[:len(prefix)] == prefix }

// refusedTokens says what to do about an error of auth.test.
func refusedTokens(err error) error {
	says := slackSays(err)
	switch says {
	case "":
		return fmt.Errorf("asking Slack who the bot is: %w", err)
	case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type":
		return fmt.Errorf("%w: Slack says %s", ErrTokens, says)
	}
	return fmt.Errorf("the bot is refused by Slack: %s", says)
}
