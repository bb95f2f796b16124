package slackfake_test

// The Web API, what people see of it, faults and rate limits.

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"secondsource/bot/slackfake"
)

func TestPostUpdateDelete(t *testing.T) {
	s := workspace(t, slackfake.Options{Now: newClock().Now})
	root := s.Say("UANA", "CNEWS", "who won?")
	posted := call(t, s, "chat.postMessage", "channel", "CNEWS", "thread_ts", root, "text", "wait",
		"blocks", "["+section("wait")+"]", "metadata", `{"event_type":"kept","event_payload":{"n":1}}`, "unfurl_links", "false")
	seen := s.Seen("UGIL", "CNEWS", root)
	if len(seen) != 2 || seen[1].ThreadTS != root || seen[1].User != slackfake.BotUser ||
		*seen[1].UnfurlLinks || seen[1].UnfurlMedia != nil || seen[1].Blocks[0].BlockID == "" {
		t.Fatalf("seen: %+v", seen)
	}
	if len(s.Seen("UGIL", "CNEWS")) != 1 {
		t.Error("a reply stands at the top level")
	}
	if got := call(t, s, "chat.update", "channel", "CNEWS", "ts", posted.TS, "text", "done"); !got.OK {
		t.Fatalf("%+v", got)
	}
	m := s.Seen("UGIL", "CNEWS", root)[1]
	if m.Edited != 1 || len(m.Blocks) != 0 || m.Metadata == nil || slackfake.Plain(m) != "done" {
		t.Errorf("updated: %+v", m)
	}
	replies := call(t, s, "conversations.replies", "channel", "CNEWS", "ts", root, "include_all_metadata", "1")
	if len(replies.Messages) != 2 || replies.Messages[1].Metadata.EventType != "kept" || replies.Messages[0].ThreadTS != root {
		t.Errorf("replies: %+v", replies)
	}
	call(t, s, "chat.delete", "channel", "CNEWS", "ts", posted.TS)
	if seen := s.Seen("UGIL", "CNEWS", root); len(seen) != 1 {
		t.Errorf("after deletion: %+v", seen)
	}
}

// TestThreadIsGone: a reply to a deleted message stands in the channel.
func TestThreadIsGone(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	root := s.Say("UANA", "CNEWS", "who won?")
	s.Delete("UANA", "CNEWS", root)
	call(t, s, "chat.postMessage", "channel", "CNEWS", "thread_ts", root, "text", "late")
	if seen := s.Seen("UANA", "CNEWS"); len(seen) != 1 || seen[0].ThreadTS != "" {
		t.Errorf("seen: %+v", seen)
	}
}

func TestWhoSees(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	s.Say("UANA", "CNEWS", "public")
	s.Say("UANA", "COPEN", "open")
	s.Say("UANA", "CDESK", "private")
	call(t, s, "chat.postEphemeral", "channel", "CNEWS", "user", "UANA", "text", "for ana")
	call(t, s, "chat.postMessage", "channel", "UANA", "text", "direct")
	tests := []struct{ user, channel, want string }{
		{"UANA", "CNEWS", "public|for ana"},
		{"UGIL", "CNEWS", "public"},
		{"UGIL", "COPEN", ""},
		{"UGIL", "CDESK", ""},
		{"UANA", "CDESK", "private"},
		{"UEVE", "CNEWS", ""},
		{"UANA", slackfake.DMChannel("UANA"), "direct"},
		{"UGIL", slackfake.DMChannel("UANA"), ""},
	}
	for _, test := range tests {
		var texts []string
		for _, m := range s.Seen(test.user, test.channel) {
			texts = append(texts, m.Text)
		}
		if got := strings.Join(texts, "|"); got != test.want {
			t.Errorf("%s in %s sees %q, want %q", test.user, test.channel, got, test.want)
		}
	}
	if got := len(s.Everything()); got != 5 {
		t.Errorf("%d messages, want 5", got)
	}
}

func TestPages(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	for _, text := range []string{"a", "b", "c"} {
		s.Say("UANA", "CNEWS", text)
	}
	first := call(t, s, "conversations.history", "channel", "CNEWS", "limit", "2")
	second := call(t, s, "conversations.history", "channel", "CNEWS", "limit", "2", "cursor", first.Metadata.Next)
	got := ""
	for _, m := range append(first.Messages, second.Messages...) {
		got += m.Text
	}
	if got != "cba" || second.Metadata.Next != "" {
		t.Errorf("got %q, then %q", got, second.Metadata.Next)
	}
	since := call(t, s, "conversations.history", "channel", "CNEWS", "oldest", first.Messages[1].TS)
	if len(since.Messages) != 1 || since.Messages[0].Text != "c" {
		t.Errorf("since b: %+v", since.Messages)
	}
	if members := call(t, s, "conversations.members", "channel", "CNEWS").Members; len(members) != 3 {
		t.Errorf("members: %q", members)
	}
}

func TestJSONCall(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	got := postJSON(t, s.URL()+"chat.postMessage", "xoxb-fake",
		`{"channel":"CNEWS","text":"hello","blocks":[`+section("hello")+`],"unfurl_links":false}`)
	if !got.OK || len(s.Seen("UANA", "CNEWS")[0].Blocks) != 1 {
		t.Errorf("%+v", got)
	}
	if got := postJSON(t, s.URL()+"chat.postMessage", "xoxb-fake", `[]`); got.Error != "json_not_object" {
		t.Errorf("%+v", got)
	}
}

// TestReplies holds the fields of the other replies that clients read.
func TestReplies(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	root := s.Say("UANA", "CNEWS", "who won?")
	reply := s.Say("UANA", "CNEWS", "well?", root)
	tests := []struct {
		method string
		args   []string
		want   []string
	}{
		{"auth.test", nil, []string{`"user_id":"UBOT"`, `"bot_id":"BBOT"`, `"team_id":"T1"`}},
		{"users.info", []string{"user", "UGIL"}, []string{`"is_restricted":true`, `"team_id":"T1"`}},
		{"users.info", []string{"user", "UEVE"}, []string{`"is_stranger":true`, `"team_id":"T2"`}},
		{"users.info", []string{"user", "UBOT"}, []string{`"is_bot":true`}},
		{"conversations.info", []string{"channel", "CNEWS"}, []string{`"is_member":true`, `"is_channel":true`, `"is_ext_shared":false`}},
		{"conversations.info", []string{"channel", "COPEN"}, []string{`"is_member":false`}},
		{"conversations.open", []string{"users", "UANA"}, []string{`"id":"DUANA"`, `"already_open":false`}},
		{"conversations.open", []string{"users", "UANA"}, []string{`"already_open":true`}},
		{"conversations.info", []string{"channel", "DUANA"}, []string{`"is_im":true`, `"user":"UANA"`}},
		{"chat.getPermalink", []string{"channel", "CNEWS", "message_ts", reply}, []string{"/archives/CNEWS/p", "?thread_ts=" + root}},
		{"conversations.history", []string{"channel", "CNEWS"}, []string{`"reply_count":1`}},
	}
	for _, test := range tests {
		got := call(t, s, test.method, test.args...)
		for _, want := range test.want {
			if !got.OK || !strings.Contains(got.Raw, want) {
				t.Errorf("%s %q: no %s in %s", test.method, test.args, want, got.Raw)
			}
		}
	}
}

func TestAssistant(t *testing.T) {
	clock := newClock()
	s := workspace(t, slackfake.Options{Now: clock.Now})
	dm, thread := slackfake.DMChannel("UANA"), s.OpenAssistant("UANA")
	status := func(text string) {
		t.Helper()
		if got := call(t, s, "assistant.threads.setStatus", "channel_id", dm, "thread_ts", thread, "status", text); !got.OK {
			t.Fatalf("%+v", got)
		}
	}
	call(t, s, "assistant.threads.setSuggestedPrompts", "channel_id", dm, "thread_ts", thread, "prompts", `[{"title":"t","message":"m"}]`)
	call(t, s, "assistant.threads.setTitle", "channel_id", dm, "thread_ts", thread, "title", "The vote")
	if p := s.Prompts(dm, thread); len(p) != 1 || p[0] != (slackfake.Prompt{Title: "t", Message: "m"}) {
		t.Errorf("prompts: %+v", p)
	}
	if got := s.Title(dm, thread); got != "The vote" {
		t.Errorf("title %q", got)
	}
	status("reads")
	if got := s.Status(dm, thread); got != "reads" {
		t.Errorf("status %q", got)
	}
	call(t, s, "chat.postMessage", "channel", dm, "thread_ts", thread, "text", "done")
	if got := s.Status(dm, thread); got != "" {
		t.Errorf("status %q after a post", got)
	}
	status("reads on")
	clock.Advance(2 * time.Minute)
	if got := s.Status(dm, thread); got != "" {
		t.Errorf("status %q after two minutes", got)
	}
	if got := s.Statuses(dm, thread); len(got) != 2 {
		t.Errorf("statuses %q", got)
	}
}

func TestFaults(t *testing.T) {
	s := workspace(t, slackfake.Options{Strict: true})
	post := func() answer { return call(t, s, "chat.postMessage", "channel", "CNEWS", "text", "x") }
	tests := []struct {
		name   string
		fault  slackfake.Fault
		status int
		code   string
		after  string
		posts  int
	}{
		{"limited", slackfake.Fault{RetryAfter: 1500 * time.Millisecond}, http.StatusTooManyRequests, "ratelimited", "2", 0},
		{"broken", slackfake.Fault{Status: http.StatusBadGateway}, http.StatusBadGateway, "", "", 0},
		{"an error", slackfake.Fault{Error: "fatal_error"}, http.StatusOK, "fatal_error", "", 0},
		{"slow", slackfake.Fault{Delay: time.Millisecond}, http.StatusOK, "", "", 1},
		{"done, then lost", slackfake.Fault{Status: http.StatusGatewayTimeout, Done: true}, http.StatusGatewayTimeout, "", "", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := len(s.Seen("UANA", "CNEWS"))
			s.Fail("chat.postMessage", 2, test.fault)
			for range 2 {
				if got := post(); got.Status != test.status || got.Error != test.code || got.RetryAfter != test.after {
					t.Errorf("got %+v", got)
				}
			}
			if got := len(s.Seen("UANA", "CNEWS")) - before; got != 2*test.posts {
				t.Errorf("%d posts, want %d", got, 2*test.posts)
			}
			if got := post(); !got.OK {
				t.Errorf("after the faults: %+v", got)
			}
		})
	}
	if got := s.Calls("chat.postMessage"); got != 15 {
		t.Errorf("%d calls, want 15", got)
	}
	if got := s.Problems(); len(got) != 0 {
		t.Errorf("problems %q", got)
	}
}

func TestLimits(t *testing.T) {
	clock := newClock()
	s := workspace(t, slackfake.Options{Limits: true, Now: clock.Now})
	post := func() answer { return call(t, s, "chat.postMessage", "channel", "CNEWS", "text", "x") }
	for range 5 {
		if got := post(); !got.OK {
			t.Fatalf("%+v", got)
		}
	}
	clock.Advance(2 * time.Second)
	if got := post(); got.Status != http.StatusTooManyRequests || got.RetryAfter != "3" {
		t.Errorf("beyond the limit: %+v", got)
	}
	clock.Advance(3 * time.Second)
	if got := post(); !got.OK {
		t.Errorf("after the pause: %+v", got)
	}
}
