package slackfake_test

// Socket Mode: events, acks, retries, disconnections.

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"secondsource/bot/slackfake"
)

func TestEventAndAck(t *testing.T) {
	s := workspace(t, slackfake.Options{MessageEvents: true, RetryAfter: time.Minute})
	ws := connect(t, s)
	ts := s.Mention("UANA", "CNEWS", "who won?")
	mention, message := next(t, ws), next(t, ws)
	if e := mention.Payload.Event; e.Type != "app_mention" || e.Text != "<@UBOT> who won?" || e.TS != ts {
		t.Errorf("mention: %+v", e)
	}
	if e := message.Payload.Event; e.Type != "message" || e.ChannelType != "channel" || e.TS != ts {
		t.Errorf("message: %+v", e)
	}
	if mention.Payload.EventID == message.Payload.EventID {
		t.Error("two events have one id")
	}
	ack(t, ws, mention)
	wait(t, s, func() bool { return len(s.Acks()) == 1 })
	if got := s.Acks()[0]; got.EnvelopeID != mention.EnvelopeID || got.Type != "events_api" ||
		got.EventID != mention.Payload.EventID || got.Took <= 0 {
		t.Errorf("ack: %+v", got)
	}
	ack(t, ws, frame{EnvelopeID: "none"})
	ack(t, ws, message, "no payload is taken")
	wait(t, s, func() bool { return len(s.Problems()) == 2 })
}

// TestRetry: an event without an ack comes three times more, then no more; one
// ack ends it.
func TestRetry(t *testing.T) {
	s := workspace(t, slackfake.Options{RetryAfter: time.Millisecond})
	ws := connect(t, s)
	s.Mention("UANA", "CNEWS", "who won?")
	first := next(t, ws)
	for attempt := 1; attempt <= 3; attempt++ {
		again := next(t, ws)
		if again.Attempt != attempt || again.RetryReason != "timeout" || again.Payload.EventID != first.Payload.EventID ||
			again.EnvelopeID == first.EnvelopeID {
			t.Errorf("attempt %d: %+v", attempt, again)
		}
	}
	s.OpenAgent("UANA")
	if e := next(t, ws); e.Payload.Event.Type != "app_home_opened" || e.Payload.Event.Tab != "messages" {
		t.Errorf("after the last retry: %+v", e)
	}
}

func TestDropAndReconnect(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	ws := connect(t, s)
	s.Drop()
	var end *websocket.CloseError
	if _, _, err := ws.ReadMessage(); err == nil || errors.As(err, &end) && end.Code != websocket.CloseAbnormalClosure {
		t.Errorf("after Drop: %v, want no word", err)
	}
	wait(t, s, func() bool { return s.Connections() == 0 })
	s.DM("UANA", "are you there?")
	ws = connect(t, s)
	if e := next(t, ws).Payload.Event; e.ChannelType != "im" || e.Text != "are you there?" {
		t.Errorf("what waited: %+v", e)
	}
}

func TestDisconnect(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	first := connect(t, s)
	s.Disconnect("refresh_requested")
	if got := next(t, first); got.Type != "disconnect" || got.Reason != "refresh_requested" {
		t.Errorf("got %+v", got)
	}
	second := connect(t, s)
	s.DM("UANA", "hi")
	if e := next(t, second).Payload.Event; e.Text != "hi" {
		t.Errorf("the new connection got %+v", e)
	}
	if _, _, err := first.ReadMessage(); err == nil {
		t.Error("the old connection lives on")
	}
}

// TestConnections: an event goes to one connection, in turn.
func TestConnections(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	one, two := connect(t, s), connect(t, s)
	s.DM("UANA", "a")
	s.DM("UANA", "b")
	got := next(t, one).Payload.Event.Text + next(t, two).Payload.Event.Text
	if got != "ab" && got != "ba" {
		t.Errorf("got %q", got)
	}
}

func TestTicketIsForOnce(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	open := postJSON(t, s.URL()+"apps.connections.open", "xapp-fake", "")
	ws, _, err := websocket.DefaultDialer.Dial(open.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if _, _, err := websocket.DefaultDialer.Dial(open.URL, nil); err == nil {
		t.Error("a second connection by one ticket")
	}
}

func TestPing(t *testing.T) {
	s := workspace(t, slackfake.Options{PingEvery: time.Millisecond})
	ws := connect(t, s)
	pings := 0
	ws.SetPingHandler(func(string) error {
		if pings++; pings == 3 {
			s.DM("UANA", "enough")
		}
		return nil
	})
	next(t, ws)
	if pings < 3 {
		t.Errorf("%d pings", pings)
	}
}

func TestDuplicatesAndOrder(t *testing.T) {
	s := workspace(t, slackfake.Options{DuplicateEvery: 2})
	ws := connect(t, s)
	s.Reorder(func() {
		s.DM("UANA", "a")
		s.DM("UANA", "b")
	})
	s.Duplicate(s.Events()[0])
	var got []string
	for range 4 {
		got = append(got, next(t, ws).Payload.Event.Text)
	}
	if text := strings.Join(got, ""); text != "bbaa" {
		t.Errorf("got %s, want bbaa", text)
	}
}

func TestOversizedAck(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	ws := connect(t, s)
	s.Slash("UANA", "CNEWS", "/ask", "x")
	ack(t, ws, next(t, ws), map[string]string{"text": strings.Repeat("x", 20*1024)})
	wait(t, s, func() bool { return len(s.Problems()) == 1 })
	if len(s.Acks()) != 0 {
		t.Error("the ack was taken")
	}
}

func TestChangesOfMessages(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	ws := connect(t, s)
	dm := slackfake.DMChannel("UANA")
	ts := s.DM("UANA", "whoo won?")
	s.Edit("UANA", dm, ts, "who won?")
	s.Delete("UANA", dm, ts)
	s.Say("UANA", "CNEWS", "unheard without MessageEvents")
	thread := s.OpenAssistant("UANA", "CNEWS")
	s.DMThread("UANA", thread, "in the pane")
	var got []string
	for range 5 {
		e := next(t, ws).Payload.Event
		got = append(got, e.Type+" "+e.Subtype)
		if e.Subtype == "message_deleted" && e.DeletedTS != ts {
			t.Errorf("deleted_ts %s, want %s", e.DeletedTS, ts)
		}
	}
	want := "message |message message_changed|message message_deleted|assistant_thread_started |message "
	if text := strings.Join(got, "|"); text != want {
		t.Errorf("got %s\nwant %s", text, want)
	}
	if seen := s.Seen("UANA", dm, thread); len(seen) != 1 || seen[0].Text != "in the pane" {
		t.Errorf("seen: %+v", seen)
	}
}

// TestEcho: the bot hears of its own posts and changes where it hears of posts.
func TestEcho(t *testing.T) {
	s := workspace(t, slackfake.Options{Echo: true})
	ws := connect(t, s)
	call(t, s, "chat.postMessage", "channel", "CNEWS", "text", "unheard")
	posted := call(t, s, "chat.postMessage", "channel", "UANA", "text", "heard")
	call(t, s, "chat.update", "channel", slackfake.DMChannel("UANA"), "ts", posted.TS, "text", "changed")
	if e := next(t, ws).Payload.Event; e.Text != "heard" || e.ChannelType != "im" {
		t.Errorf("post: %+v", e)
	}
	if e := next(t, ws).Payload.Event; e.Subtype != "message_changed" {
		t.Errorf("change: %+v", e)
	}
}

func TestWaitEnds(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Wait(ctx, func() bool { return false }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
