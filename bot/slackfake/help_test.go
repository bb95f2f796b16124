package slackfake_test

// A client by hand: the fake must not be tested through a library that it was
// shaped to.

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"secondsource/bot/slackfake"
)

// workspace is a fake with Ana (member) and Gil (guest) in #news with the bot,
// and #desk, private, where Ana is alone.
func workspace(t *testing.T, opts slackfake.Options) *slackfake.Server {
	t.Helper()
	s := slackfake.New(opts)
	t.Cleanup(s.Close)
	s.AddUser("UANA", "ana", slackfake.Member)
	s.AddUser("UGIL", "gil", slackfake.Guest)
	s.AddUser("UEVE", "eve", slackfake.Stranger)
	s.AddChannel("CNEWS", "news", false, "UANA", "UGIL", slackfake.BotUser)
	s.AddChannel("COPEN", "open", false, "UANA")
	s.AddChannel("CDESK", "desk", true, "UANA")
	return s
}

// answer is what the tests read of a reply.
type answer struct {
	Status     int
	RetryAfter string
	Raw        string

	OK       bool      `json:"ok"`
	Error    string    `json:"error"`
	TS       string    `json:"ts"`
	URL      string    `json:"url"`
	Messages []message `json:"messages"`
	Members  []string  `json:"members"`
	Channel  any       `json:"channel"`
	Metadata struct {
		Messages []string `json:"messages"`
		Next     string   `json:"next_cursor"`
	} `json:"response_metadata"`
}

type message struct {
	Text     string `json:"text"`
	TS       string `json:"ts"`
	ThreadTS string `json:"thread_ts"`
	Metadata *struct {
		EventType string `json:"event_type"`
	} `json:"metadata"`
}

// call posts a form with the bot's token; pairs are names and values.
func call(t *testing.T, s *slackfake.Server, method string, pairs ...string) answer {
	t.Helper()
	form := url.Values{"token": {"xoxb-fake"}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r, err := http.PostForm(s.URL()+method, form)
	return read(t, r, err)
}

func postJSON(t *testing.T, to, token, body string) answer {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, to, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	reply, err := http.DefaultClient.Do(r)
	return read(t, reply, err)
}

func read(t *testing.T, r *http.Response, err error) answer {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(r.Body); err != nil {
		t.Fatal(err)
	}
	a := answer{Status: r.StatusCode, RetryAfter: r.Header.Get("Retry-After")}
	a.Raw = strings.ReplaceAll(body.String(), `\u0026`, "&")
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// frame is a message of Socket Mode.
type frame struct {
	Type        string `json:"type"`
	Reason      string `json:"reason"`
	Connections int    `json:"num_connections"`
	EnvelopeID  string `json:"envelope_id"`
	Attempt     int    `json:"retry_attempt"`
	RetryReason string `json:"retry_reason"`
	Payload     struct {
		EventID     string          `json:"event_id"`
		ResponseURL string          `json:"response_url"`
		TriggerID   string          `json:"trigger_id"`
		Command     string          `json:"command"`
		Text        string          `json:"text"`
		Message     json.RawMessage `json:"message"`
		Container   struct {
			Ephemeral bool `json:"is_ephemeral"`
		} `json:"container"`
		Actions []struct {
			ID    string `json:"action_id"`
			Value string `json:"value"`
			Block string `json:"block_id"`
		} `json:"actions"`
		Event struct {
			Type        string `json:"type"`
			Subtype     string `json:"subtype"`
			Text        string `json:"text"`
			TS          string `json:"ts"`
			DeletedTS   string `json:"deleted_ts"`
			ChannelType string `json:"channel_type"`
			Tab         string `json:"tab"`
			Thread      struct {
				TS string `json:"thread_ts"`
			} `json:"assistant_thread"`
		} `json:"event"`
	} `json:"payload"`
}

// connect opens a connection of Socket Mode and reads the hello.
func connect(t *testing.T, s *slackfake.Server) *websocket.Conn {
	t.Helper()
	open := postJSON(t, s.URL()+"apps.connections.open", "xapp-fake", "")
	if !open.OK {
		t.Fatalf("apps.connections.open: %+v", open)
	}
	ws, _, err := websocket.DefaultDialer.Dial(open.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	if hello := next(t, ws); hello.Type != "hello" {
		t.Fatalf("the first message is %+v, want a hello", hello)
	}
	return ws
}

func next(t *testing.T, ws *websocket.Conn) frame {
	t.Helper()
	_ = ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	var f frame
	if err := ws.ReadJSON(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func ack(t *testing.T, ws *websocket.Conn, f frame, payload ...any) {
	t.Helper()
	message := map[string]any{"envelope_id": f.EnvelopeID}
	if len(payload) > 0 {
		message["payload"] = payload[0]
	}
	if err := ws.WriteJSON(message); err != nil {
		t.Fatal(err)
	}
}

func wait(t *testing.T, s *slackfake.Server, cond func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.Wait(ctx, cond); err != nil {
		t.Fatalf("%v; problems: %q", err, s.Problems())
	}
}

// clock is a workspace's clock that the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}
