package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/bot/slackfake"
	"secondsource/internal/journal"
)

// journalOf are the answers that the command lists, oldest first.
func journalOf(t *testing.T, data string, flags ...string) (list []journal.Record) {
	t.Helper()
	out, err := program(t, nil, data, append([]string{"answers", "--json", "--limit", "0"}, flags...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var r journal.Record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, r)
	}
	slices.Reverse(list)
	return list
}

// expectSurfaces holds on which surfaces the kept answers were given.
func expectSurfaces(t *testing.T, list []journal.Record, want ...string) {
	t.Helper()
	var got []string
	for _, r := range list {
		surface := r.Surface
		if r.Private {
			surface += ", private"
		}
		got = append(got, surface)
	}
	if !slices.Equal(got, want) {
		t.Errorf("kept are %q, want %q", got, want)
	}
}

// What is answered in a channel is kept with who asked, where, and what it cites;
// of what is answered in private nothing is, until it is shared.
func TestServeKeepsAnswers(t *testing.T) {
	t.Parallel()
	fake, data := workspace(t), archive(t, weirArticle, lampArticle, millArticle)
	s := startServe(t, fake, data)
	thread := fake.Mention("una", "CNEWS", weirAsked)
	s.awaitDone(1)
	fake.DM("una", lampAsked)
	s.awaitDone(2)
	fake.Slash("una", "CNEWS", "/ask", millAsked)
	s.awaitDone(3)
	list := journalOf(t, data, "--private")
	expectSurfaces(t, list, "mention")
	r := list[0]
	if r.Question != weirAsked || r.Person != "una" || !strings.Contains(r.Conversation, thread) || r.Verdict != "answered" || len(r.Cited) != 1 || r.Cited[0].Quote != weirQuote || r.Host != "" {
		t.Errorf("kept as %+v", r)
	}
	for _, m := range fake.Seen("una", "CNEWS") {
		if strings.Contains(slackfake.Plain(m), millQuote) {
			fake.Click("una", m, "share")
		}
	}
	s.awaitDone(4)
	list = journalOf(t, data, "--private")
	expectSurfaces(t, list, "mention", "command")
	if shared := list[len(list)-1]; shared.Question != millAsked || shared.Cited[0].Quote != millQuote {
		t.Errorf("kept as %+v", shared)
	}
	s.stop()
	if files := holding(t, data, "street lamps will torv"); len(files) > 0 {
		t.Errorf("the question of a DM stands in %q", files)
	}
}

// Where the settings say so, private answers are kept, apart from the others.
// When they do no more, they are forgotten with the next start.
func TestServeKeepsPrivateAnswers(t *testing.T) {
	t.Parallel()
	fake, data := workspace(t), archive(t, weirArticle, lampArticle)
	s := startServe(t, fake, data, "SECONDSOURCE_KEEP_PRIVATE=true")
	fake.Mention("una", "CNEWS", weirAsked)
	s.awaitDone(1)
	fake.DM("una", lampAsked)
	s.awaitDone(2)
	expectSurfaces(t, journalOf(t, data), "mention")
	expectSurfaces(t, journalOf(t, data, "--private"), "mention", "dm, private")
	s.stop()
	s = startServe(t, fake, data)
	s.await("the private answer to be forgotten", 20*time.Second, func() bool { return len(journalOf(t, data, "--private")) == 1 })
	s.stop()
	if files := holding(t, data, "street lamps will torv"); len(files) > 0 {
		t.Errorf("it still stands in %q", files)
	}
}
