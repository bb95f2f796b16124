// Package slackfake is a Slack for tests: a workspace with people and channels,
// the part of the Web API that a bot calls, and Socket Mode over real
// WebSockets, on a port of its own. A bot runs against it unchanged, in the
// same process or another, with its API URL set to [Server.URL].
//
// A test plays the people ([Server.Mention], [Server.DM], [Server.Slash],
// [Server.Click]), waits for what it hopes for ([Server.Wait]) and reads what a
// person would see ([Server.Seen], [Plain]):
//
//	slack := slackfake.New(slackfake.Options{Strict: true})
//	defer slack.Close()
//	slack.AddUser("UANA", "ana", slackfake.Member)
//	slack.AddChannel("CNEWS", "news", false, "UANA", slackfake.BotUser)
//	// … start the bot with SLACK_API_URL=slack.URL() …
//	ts := slack.Mention("UANA", "CNEWS", "who won?")
//	err := slack.Wait(ctx, func() bool { return len(slack.Seen("UANA", "CNEWS", ts)) > 1 })
//
// The fake knows no Slack client: it reads raw requests and refuses what Slack
// refuses, with Slack's error codes and limits.
package slackfake

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"
)

// The workspace and the app that the fake is installed with.
const (
	Team       = "T1"
	OtherTeam  = "T2" // the team of a [Stranger]
	App        = "A1"
	Bot        = "BBOT"
	BotUser    = "UBOT"
	teamDomain = "fake"
)

// Options say how the fake behaves. The zero value accepts "xoxb-fake" and
// "xapp-fake", keeps real time, and sends each event once.
type Options struct {
	// Now is the workspace's clock: timestamps, rate limits and the thirty
	// minutes of a response URL. Acks and retries go by real time. Default
	// time.Now.
	Now func() time.Time
	// BotToken and AppToken are what callers must show. Defaults "xoxb-fake"
	// and "xapp-fake".
	BotToken, AppToken string
	// Logf, if set, hears of each call, envelope and ack.
	Logf func(format string, args ...any)
	// Strict also records in Problems each call that was refused for what it
	// said (faults and rate limits aside).
	Strict bool
	// Limits answers 429 once a method's rate limit is exceeded.
	Limits bool
	// MessageEvents subscribes the app to the messages of channels. Direct
	// messages it always gets.
	MessageEvents bool
	// Echo sends the bot its own posts and edits as message events, as Slack
	// does where the app is subscribed to messages.
	Echo bool
	// RetryAfter is how long an event may stay without an ack before it is
	// sent again, three times at most; zero is never. Slack waits 3 seconds.
	RetryAfter time.Duration
	// PingEvery is the pause between WebSocket pings. Default 5 seconds.
	PingEvery time.Duration
	// DuplicateEvery sends every n-th event twice; zero is none.
	DuplicateEvery int
	// MayPing says whom a post of the bot may mention; nil is nobody.
	MayPing func(user string) bool
}

// Server is a running fake. Its methods may be called from any goroutine.
type Server struct {
	opts Options
	http *httptest.Server

	mu       sync.Mutex
	changed  chan struct{} // closed, and made anew, at each change
	closed   chan struct{}
	serving  sync.WaitGroup
	problems []string
	ids      map[string]int
	lastTS   int64 // microseconds

	users    map[string]*user
	channels map[string]*channel
	threads  map[place]*thread

	calls    map[string]int
	faults   map[string][]Fault
	recent   map[string][]time.Time
	response map[string]*responseURL

	socket socket
}

// New starts a fake on a free port of 127.0.0.1. Close it.
func New(opts Options) *Server {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.BotToken == "" {
		opts.BotToken = "xoxb-fake"
	}
	if opts.AppToken == "" {
		opts.AppToken = "xapp-fake"
	}
	if opts.PingEvery == 0 {
		opts.PingEvery = 5 * time.Second
	}
	s := &Server{
		opts:     opts,
		changed:  make(chan struct{}),
		closed:   make(chan struct{}),
		ids:      map[string]int{},
		users:    map[string]*user{},
		channels: map[string]*channel{},
		threads:  map[place]*thread{},
		calls:    map[string]int{},
		faults:   map[string][]Fault{},
		recent:   map[string][]time.Time{},
		response: map[string]*responseURL{},
		socket:   newSocket(),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("POST /response/{id}", s.serveResponse)
	mux.HandleFunc("GET /link", s.serveSocket)
	s.http = httptest.NewServer(mux)
	return s
}

// URL is the base of the Web API, ending in "/api/".
func (s *Server) URL() string { return s.http.URL + "/api/" }

// Close hangs up on every client and stops the server.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.closed:
		s.mu.Unlock()
		return
	default:
	}
	close(s.closed)
	s.socket.stop()
	s.mu.Unlock()
	s.http.CloseClientConnections()
	s.http.Close()
	s.serving.Wait()
}

// Problems lists what the bot did that Slack or a reader would mind: posts that
// ping people who must not be pinged, faulty acks, calls of methods that do not
// exist, and, with Options.Strict, every refused call. It also lists what the
// test itself asked for and could not be had.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

// Wait returns when cond holds, or with ctx's error. It asks at once, and again
// at each change of the fake; cond may call any method of the Server that only
// reads.
func (s *Server) Wait(ctx context.Context, cond func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if cond() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// The methods below are called with s.mu held.

func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) problemf(format string, args ...any) {
	problem := fmt.Sprintf(format, args...)
	s.problems = append(s.problems, problem)
	s.logf("problem: %s", problem)
	s.notify()
}

func (s *Server) logf(format string, args ...any) {
	if s.opts.Logf != nil {
		s.opts.Logf("slackfake: "+strings.TrimSuffix(format, "\n"), args...)
	}
}

// id is a fresh identifier: the prefix and a number.
func (s *Server) id(prefix string) string {
	s.ids[prefix]++
	return fmt.Sprintf("%s%04d", prefix, s.ids[prefix])
}

// ts is a fresh timestamp by the workspace's clock, later than all before it.
func (s *Server) ts() string {
	s.lastTS = max(s.lastTS+1, s.opts.Now().UnixMicro())
	return fmt.Sprintf("%d.%06d", s.lastTS/1e6, s.lastTS%1e6)
}
