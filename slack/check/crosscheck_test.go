//go:build secondtier

// Package check holds the bot's own fake of Slack against an emulator that others
// wrote: the calls of the bot, made with the bot's client and in the bot's shape,
// must come out alike in both, but for the differences listed in known.
package check

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"secondsource/bot/slackfake"
)

const (
	anybody = "emulate takes any token for that of its first user, without scopes"
	noBotID = "emulate leaves out whose app a post is"
)

// side is one of the two Slacks, with what the calls so far have left there.
type side struct {
	name, url   string
	api         *slack.Client
	wire        *wire
	ana, ben    string // ben is in no channel
	news        string // the bot and ana are in it
	elsewhere   string // public, without the bot
	secret      string // private, without the bot
	asked       string // ana's post in news, which the bot answers
	post, reply string // the bot's: at the top level, and in the thread of asked
	dm          string
}

// wire notes the last answer as it came.
type wire struct {
	bearer bool // show the token of a form in the header too
	status int
	body   []byte
}

func (w *wire) Do(r *http.Request) (*http.Response, error) {
	if w.bearer && r.Header.Get("Authorization") == "" && r.Body != nil {
		form, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(form))
		if args, err := url.ParseQuery(string(form)); err == nil && args.Get("token") != "" {
			r.Header.Set("Authorization", "Bearer "+args.Get("token"))
		}
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	w.status = answer.StatusCode
	if w.body, err = io.ReadAll(answer.Body); err != nil {
		return nil, err
	}
	answer.Body = io.NopCloser(bytes.NewReader(w.body))
	return answer, nil
}

func TestCrossCheck(t *testing.T) {
	ctx, end := context.WithTimeout(t.Context(), 2*time.Minute)
	defer end()
	emulate, fake := emulated(ctx, t), faked(t)
	all := append(steps(), rendered(t)...)
	seen := map[string]bool{}
	differs := func(key, format string, args ...any) {
		seen[key] = true
		said := fmt.Sprintf(format, args...)
		if why, ok := known[key]; ok {
			t.Logf("known: %s: %s\n\t%s", key, said, why)
			return
		}
		t.Errorf("DIFFERS: %s: %s", key, said)
	}
	for _, st := range all {
		theirs, ours := run(ctx, t, emulate, st), run(ctx, t, fake, st)
		if theirs.status == http.StatusNotFound {
			method, _, _ := strings.Cut(st.name, ",")
			differs(st.name+": absent", "emulate has no %s; the fake says %s", method, ours.outcome())
			continue
		}
		if theirs.outcome() != ours.outcome() {
			differs(st.name+": outcome", "emulate says %s, the fake says %s", theirs.outcome(), ours.outcome())
			continue
		}
		t.Logf("alike: %s: %s", st.name, ours.outcome())
		for _, field := range append(st.fields, st.values...) {
			a, b := at(theirs.body, field), at(ours.body, field)
			if typeOf(a) != typeOf(b) {
				differs(st.name+": "+field, "emulate has %s, the fake has %s", typeOf(a), typeOf(b))
			} else if slices.Contains(st.values, field) && a != b {
				differs(st.name+": "+field, "emulate has %v, the fake has %v", a, b)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		if !seen[key] {
			t.Errorf("GONE: %s: no longer a difference; take it off the list", key)
		}
	}
	t.Logf("%d calls compared, %d known differences", len(all), len(known))
}

// TestShape fails when the bot's own options are no longer those of this test.
func TestShape(t *testing.T) {
	source, err := os.ReadFile("../../bot/post.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"map[string]any{metaClaim: claim, metaState: state, metaPart: part, metaParts: parts}",
		"slack.MsgOptionText(m.text, false), slack.MsgOptionBlocks(m.blocks...),",
		"slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(), slack.MsgOptionLinkNames(false),",
		"slack.GetConversationRepliesParameters{ChannelID: r.Channel, Timestamp: r.Thread, Oldest: oldest, Cursor: cursor, Limit: 200, IncludeAllMetadata: true}",
		"slack.GetConversationHistoryParameters{ChannelID: r.Channel, Oldest: oldest, Cursor: cursor, Limit: 200, IncludeAllMetadata: true}",
		"slack.OpenConversationParameters{Users: []string{person}}",
	} {
		if !bytes.Contains(source, []byte(want)) {
			t.Errorf("bot/post.go no longer has %q: bring crosscheck_test.go in line with it", want)
		}
	}
}

// result is how a call came out.
type result struct {
	status int
	body   any
	err    error
}

func (r result) outcome() string {
	switch {
	case at(r.body, "ok") == true && r.err == nil:
		return "ok"
	case at(r.body, "ok") == false:
		return fmt.Sprint(at(r.body, "error"))
	}
	return fmt.Sprintf("HTTP %d (%v)", r.status, r.err)
}

func run(ctx context.Context, t *testing.T, s *side, st step) result {
	t.Helper()
	s.wire.status, s.wire.body = 0, nil
	err := st.do(ctx, s)
	r := result{status: s.wire.status, err: err}
	if json.Unmarshal(s.wire.body, &r.body) != nil && r.status == http.StatusOK {
		t.Errorf("%s: %s answered %q", st.name, s.name, s.wire.body)
	}
	return r
}

// at is what stands at a path of names and indexes, nil if nothing; "#" is how
// many there are.
func at(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			v = in[name]
		case []any:
			if name == "#" {
				return len(in)
			}
			k, err := strconv.Atoi(name)
			if err != nil || k >= len(in) {
				return nil
			}
			v = in[k]
		default:
			return nil
		}
	}
	return v
}

func typeOf(v any) string {
	switch v.(type) {
	case nil:
		return "nothing"
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a string"
	case bool:
		return "a bool"
	}
	return "a number"
}

// rendered posts what the bot draws, file by file.
func rendered(t *testing.T) (all []step) {
	files, err := filepath.Glob("../../bot/testdata/rendered/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Log("no bot/testdata/rendered/*.json: only a message of this test's own is posted")
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var messages []struct {
			Text   string       `json:"text"`
			Blocks slack.Blocks `json:"blocks"`
		}
		if err := json.Unmarshal(raw, &messages); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for k, m := range messages {
			all = append(all, step{
				name: fmt.Sprintf("chat.postMessage, %s, %d", filepath.Base(file), k),
				do: func(ctx context.Context, s *side) error {
					_, _, err := s.api.PostMessageContext(ctx, s.news, content(m.Text, m.Blocks.BlockSet...), metadata("done"), slack.MsgOptionTS(s.asked))
					return err
				},
				fields: []string{"ts", "message.ts", "message.thread_ts"}, values: []string{"message.text", "message.blocks.#", "message.metadata.event_payload.claim"},
			})
		}
	}
	return all
}

func client(s *side, token string) *slack.Client {
	return slack.New(token, slack.OptionAPIURL(s.url), slack.OptionHTTPClient(s.wire))
}

func faked(t *testing.T) *side {
	server := slackfake.New(slackfake.Options{})
	t.Cleanup(server.Close)
	s := &side{name: "the fake", wire: &wire{}, ana: "UANA", ben: "UBEN", news: "CNEWS", elsewhere: "CELSE", secret: "CSECRET"}
	s.url = server.URL()
	s.api = client(s, "xoxb-fake")
	server.AddUser(s.ana, "ana", slackfake.Member)
	server.AddUser(s.ben, "ben", slackfake.Member)
	server.AddChannel(s.news, "news", false, s.ana, slackfake.BotUser)
	server.AddChannel(s.elsewhere, "elsewhere", false, s.ana, s.ben)
	server.AddChannel(s.secret, "secret", true, s.ana, s.ben)
	s.asked = server.Say(s.ana, s.news, "who won?")
	return s
}

// emulated starts emulate in Node, and makes of its workspace the one that faked
// makes.
func emulated(ctx context.Context, t *testing.T) *side {
	node := exec.CommandContext(ctx, "node", "emulate.mjs")
	node.Stderr = os.Stderr
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatalf("starting emulate (slack/check/run installs it): %v", err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = node.Wait()
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	var started struct {
		URL    string   `json:"url"`
		Scopes []string `json:"scopes"`
	}
	if err != nil || json.Unmarshal(line, &started) != nil {
		t.Fatalf("starting emulate (slack/check/run installs it): %v %q", err, line)
	}
	t.Logf("emulate grants the manifest's scopes: %s", strings.Join(started.Scopes, " "))
	// emulate reads the token in the header alone; Slack, and the fake, also as the
	// argument that slack-go sends.
	s := &side{name: "emulate", wire: &wire{bearer: true}}
	s.url = started.URL + "/api/"
	s.api = client(s, "xoxb-fake")

	admin := client(s, "xoxp-admin")
	must := func(what string, err error) {
		if err != nil {
			t.Fatalf("setting up emulate: %s: %v %s", what, err, s.wire.body)
		}
	}
	people, err := admin.GetUsersContext(ctx)
	must("users.list", err)
	for _, p := range people {
		switch p.Name {
		case "ana":
			s.ana = p.ID
		case "ben":
			s.ben = p.ID
		}
	}
	channels, _, err := admin.GetConversationsContext(ctx, &slack.GetConversationsParameters{Types: []string{"public_channel", "private_channel"}, Limit: 100})
	must("conversations.list", err)
	for _, c := range channels {
		switch c.Name {
		case "news":
			s.news = c.ID
		case "elsewhere":
			s.elsewhere = c.ID
		case "secret":
			s.secret = c.ID
		}
	}
	must("conversations.kick", admin.KickUserFromConversationContext(ctx, s.news, s.ben))
	_, err = admin.InviteUsersToConversationContext(ctx, s.news, "UBOT")
	must("conversations.invite", err)
	_, s.asked, err = admin.PostMessageContext(ctx, s.news, slack.MsgOptionText("who won?", false))
	must("chat.postMessage", err)
	return s
}
