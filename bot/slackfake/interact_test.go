package slackfake_test

// Commands, clicks, response URLs, and how a message reads.

import (
	"net/http"
	"testing"
	"time"

	"secondsource/bot/slackfake"
)

func TestSlash(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	ws := connect(t, s)
	s.Slash("UANA", "COPEN", "/ask", "who won?")
	f := next(t, ws)
	if f.Type != "slash_commands" || f.Payload.Command != "/ask" || f.Payload.Text != "who won?" || f.Payload.TriggerID == "" {
		t.Errorf("%+v", f)
	}
	ack(t, ws, f, map[string]string{"text": "reading"})
	wait(t, s, func() bool { return len(s.Seen("UANA", "COPEN")) == 1 })
	postJSON(t, f.Payload.ResponseURL, "", `{"text":"for all","response_type":"in_channel"}`)
	seen := s.Seen("UANA", "COPEN")
	if len(seen) != 2 || !seen[0].Ephemeral || seen[0].To != "UANA" || seen[1].Ephemeral {
		t.Errorf("seen: %+v", seen)
	}
}

// TestResponseURL: five uses, thirty minutes, refusals of blocks as elsewhere.
func TestResponseURL(t *testing.T) {
	clock := newClock()
	s := workspace(t, slackfake.Options{Now: clock.Now})
	ws := connect(t, s)
	slash := func() string {
		s.Slash("UANA", "CNEWS", "/ask", "x")
		return next(t, ws).Payload.ResponseURL
	}
	link := slash()
	if got := postJSON(t, link, "", `{"blocks":[`+section(long(3001))+`]}`); got.Error != "invalid_blocks" {
		t.Errorf("%+v", got)
	}
	for range 4 {
		if got := postJSON(t, link, "", `{"text":"x"}`); !got.OK {
			t.Errorf("%+v", got)
		}
	}
	if got := postJSON(t, link, "", `{"text":"x"}`); got.Status != http.StatusNotFound || got.Error != "used_url" {
		t.Errorf("the sixth use: %+v", got)
	}
	link = slash()
	clock.Advance(30 * time.Minute)
	if got := postJSON(t, link, "", `{"text":"x"}`); got.Status != http.StatusNotFound || got.Error != "expired_url" {
		t.Errorf("after half an hour: %+v", got)
	}
	s.Fail(slackfake.ResponseURL, 1, slackfake.Fault{Status: http.StatusInternalServerError})
	if got := postJSON(t, slash(), "", `{"text":"x"}`); got.Status != http.StatusInternalServerError {
		t.Errorf("a fault: %+v", got)
	}
	if got := s.Calls(slackfake.ResponseURL); got != 8 {
		t.Errorf("%d uses, want 8", got)
	}
}

// TestClick: a button of a public and of an ephemeral message, whose answer
// first replaces and then deletes it.
func TestClick(t *testing.T) {
	blocks := "[" + section("Ready?") + "," + actions(button("go", "Go", `,"value":"v1"`)) + "]"
	for _, ephemeral := range []bool{false, true} {
		s := workspace(t, slackfake.Options{})
		ws := connect(t, s)
		if ephemeral {
			call(t, s, "chat.postEphemeral", "channel", "CNEWS", "user", "UANA", "blocks", blocks)
		} else {
			call(t, s, "chat.postMessage", "channel", "CNEWS", "blocks", blocks)
		}
		m := s.Seen("UANA", "CNEWS")[0]
		s.Click("UANA", m, "go")
		f := next(t, ws)
		if a := f.Payload.Actions[0]; f.Type != "interactive" || a.ID != "go" || a.Value != "v1" || a.Block != m.Blocks[1].BlockID {
			t.Errorf("%+v", f)
		}
		if f.Payload.Container.Ephemeral != ephemeral || (f.Payload.Message == nil) != ephemeral {
			t.Errorf("ephemeral %v: %+v", ephemeral, f.Payload)
		}
		postJSON(t, f.Payload.ResponseURL, "", `{"text":"gone","replace_original":true}`)
		if got := s.Seen("UANA", "CNEWS")[0]; slackfake.Plain(got) != "gone" || got.Ephemeral != ephemeral || got.Edited != 1 {
			t.Errorf("replaced: %+v", got)
		}
		s.Click("UANA", m, "go")
		if got := s.Problems(); len(got) != 1 {
			t.Errorf("a button that is gone was clicked: %q", got)
		}
		postJSON(t, f.Payload.ResponseURL, "", `{"text":"","metadata":{"event_type":"","event_payload":null},"delete_original":true}`)
		if got := s.Seen("UANA", "CNEWS"); len(got) != 0 {
			t.Errorf("after deletion: %+v", got)
		}
	}
}

// TestClickOfAPair: which of two feedback buttons is pressed is said by its value.
func TestClickOfAPair(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	ws := connect(t, s)
	pair := `[{"type":"context_actions","elements":[{"type":"feedback_buttons","action_id":"rate",
		"positive_button":{"text":{"type":"plain_text","text":"Good"},"value":"good"},
		"negative_button":{"text":{"type":"plain_text","text":"Bad"},"value":"bad"}}]}]`
	if got := call(t, s, "chat.postMessage", "channel", "CNEWS", "blocks", pair); !got.OK {
		t.Fatalf("%+v", got)
	}
	m := s.Seen("UANA", "CNEWS")[0]
	if got := slackfake.Plain(m); got != "[Good | Bad]" {
		t.Errorf("got %q", got)
	}
	s.Click("UANA", m, "rate", "bad")
	if a := next(t, ws).Payload.Actions[0]; a.ID != "rate" || a.Value != "bad" {
		t.Errorf("%+v", a)
	}
}

func TestPlain(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	blocks := `[{"type":"header","text":{"type":"plain_text","text":"Answer"}},
		{"type":"section","text":{"type":"mrkdwn","text":"*Yes*"},"fields":[{"type":"mrkdwn","text":"a"},{"type":"mrkdwn","text":"b"}],
		 "accessory":` + button("more", "More", "") + `},
		{"type":"context","elements":[{"type":"mrkdwn","text":"one"},{"type":"image","alt_text":"map","image_url":"u"}]},
		{"type":"divider"},
		{"type":"markdown","text":"**bold**"},
		{"type":"table","rows":[[{"type":"raw_text","text":"x"},null],[{"type":"raw_text","text":"y"},{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"z"}]}]}]]},
		` + actions(button("a", "Keep", ""), button("b", "Drop", "")) + `]`
	if got := call(t, s, "chat.postMessage", "channel", "CNEWS", "blocks", blocks); !got.OK {
		t.Fatalf("%+v", got)
	}
	want := "# Answer\n*Yes*\na\nb\n[More]\n(one · [image: map])\n---\n**bold**\n| x |  |\n| y | z |\n[Keep] [Drop]"
	if got := slackfake.Plain(s.Seen("UANA", "CNEWS")[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
