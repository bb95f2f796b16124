package main

// The bot as its operator runs it: a process over an archive on disk, in a fake
// Slack, through ingests, kills, restarts and outages. The outlets, places and
// people of the articles are made up.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"secondsource/bot/slackfake"
)

// What the archive says, and a question for it.
const (
	weirAsked = "how much will the repair of the weir cost?"
	weirQuote = "The repair of the weir will cost 4.2 million crowns, said Ilva Brenn, who heads the water board."
	weirFrom  = "Harbour Post, 3 Nov 2025"
	lampAsked = "how many street lamps will Torv replace?"
	lampQuote = "The town will replace 830 street lamps before spring, mayor Jonna Reik said on Friday."
	millAsked = "who will run the old paper mill?"
	millQuote = "A cooperative of 40 weavers will run the old paper mill, said Osk Tamber, its treasurer."
)

var (
	weirArticle = article("Weir at Ostrel to close for repairs", "Harbour Post", "2025-11-03",
		"The weir at Ostrel will close on 12 January, the water board said on Monday.", weirQuote,
		"Boats will be lifted around the weir by a crane on the left bank.")
	lampArticle = article("New light for Torv", "Torv Echo", "2025-10-17", lampQuote, "The lamps on Mill Street come first.")
	millArticle = article("Weavers move into the paper mill", "Torv Echo", "2025-11-05", millQuote, "The first looms arrive in May.")
)

func article(title, publisher, date string, paragraphs ...string) string {
	return fmt.Sprintf("---\ntitle: %s\npublisher: %s\ndate: %s\nlanguage: en\n---\n\n# %s\n\n%s\n", title, publisher, date, title, strings.Join(paragraphs, "\n\n"))
}

// archive is a data directory with articles.
func archive(t testing.TB, articles ...string) (data string) {
	data = t.TempDir()
	ingest(t, data, articles...)
	return data
}

// ingest reads articles in by a process of its own.
func ingest(t testing.TB, data string, articles ...string) {
	t.Helper()
	dir := t.TempDir()
	for k, text := range articles {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("article-%d-%d.md", len(text), k)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := program(t, nil, data, "ingest", dir).CombinedOutput(); err != nil {
		t.Fatalf("ingest: %v\n%s", err, out)
	}
}

// workspace is a Slack in which Una can ask in #news.
func workspace(t testing.TB) *slackfake.Server {
	fake := slackfake.New(slackfake.Options{Strict: true, MessageEvents: true, Echo: true, RetryAfter: 3 * time.Second})
	t.Cleanup(func() {
		for _, problem := range fake.Problems() {
			t.Errorf("Slack complains: %s", problem)
		}
		fake.Close()
	})
	fake.AddUser("una", "una", slackfake.Member)
	fake.AddChannel("CNEWS", "news", false, "una", slackfake.BotUser)
	return fake
}

// answers are the bot's posts that Una sees in a channel, or in a thread of it.
func answers(fake *slackfake.Server, channel string, thread ...string) (posts []string) {
	for _, m := range fake.Seen("una", channel, thread...) {
		if m.User == slackfake.BotUser {
			posts = append(posts, slackfake.Plain(m))
		}
	}
	return posts
}

var requestsDone = regexp.MustCompile(`(?m)^secondsource_requests_total\{.*\} (\d+)$`)

// awaitDone waits until this process has done n requests: what it does for them
// it has done then.
func (s *served) awaitDone(n int) {
	s.t.Helper()
	s.await(fmt.Sprintf("%d requests to be done", n), 30*time.Second, func() bool {
		done := 0
		_, metrics := s.get("/metrics")
		for _, m := range requestsDone.FindAllStringSubmatch(metrics, -1) {
			k, _ := strconv.Atoi(m[1])
			done += k
		}
		return done >= n
	})
}

// holdOnly holds that a thread has one answer of the bot, with these texts.
func holdOnly(t testing.TB, posts []string, texts ...string) {
	t.Helper()
	if len(posts) != 1 {
		t.Fatalf("%d answers, want one: %q", len(posts), posts)
	}
	for _, text := range texts {
		if !strings.Contains(posts[0], text) {
			t.Errorf("the answer lacks %q:\n%s", text, posts[0])
		}
	}
}

// holdNone holds that none of the texts stands in what is for operators.
func holdNone(t testing.TB, where, text string, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
			t.Errorf("%s has %q:\n%s", where, secret, text)
		}
	}
}

func TestServeAnswersInThread(t *testing.T) {
	t.Parallel()
	fake, data := workspace(t), archive(t, weirArticle, lampArticle)
	s := startServe(t, fake, data)
	weir := fake.Mention("una", "CNEWS", weirAsked)
	s.awaitDone(1)
	for _, event := range fake.Events() {
		fake.Duplicate(event)
	}
	lamp := fake.Mention("una", "CNEWS", lampAsked)
	s.awaitDone(2)
	holdOnly(t, answers(fake, "CNEWS", weir), weirQuote, weirFrom)
	holdOnly(t, answers(fake, "CNEWS", lamp), lampQuote, "Torv Echo, 17 Oct 2025")
	if posts := answers(fake, "CNEWS"); len(posts) > 0 {
		t.Errorf("outside the threads: %q", posts)
	}
	if _, metrics := s.get("/metrics"); !strings.Contains(metrics, `secondsource_requests_total{outcome="answered",surface="mention"} 2`) {
		t.Errorf("not two mentions are counted:\n%s", metrics)
	}
}

// Articles that another process reads in are answered from soon after, and no
// question that is asked meanwhile is lost. Each question has a channel of its
// own, so that it need not wait for the pace of another.
func TestServeReadsNewArticles(t *testing.T) {
	t.Parallel()
	fake, data := workspace(t), archive(t, weirArticle)
	s := startServe(t, fake, data)
	var all []struct{ channel, thread string }
	ask := func() {
		channel := fmt.Sprintf("C%d", len(all))
		fake.AddChannel(channel, strings.ToLower(channel), false, "una", slackfake.BotUser)
		all = append(all, struct{ channel, thread string }{channel, fake.Mention("una", channel, millAsked)})
	}
	ask()
	s.awaitDone(1)
	if posts := answers(fake, "C0", all[0].thread); len(posts) != 1 || strings.Contains(posts[0], "40 weavers") {
		t.Fatalf("before the ingest: %q", posts)
	}
	ingest(t, data, millArticle)
	since := time.Now()
	known := func() bool {
		for _, a := range all {
			if posts := answers(fake, a.channel, a.thread); len(posts) > 0 && strings.Contains(posts[0], millQuote) {
				return true
			}
		}
		return false
	}
	for next := since; !known(); time.Sleep(10 * time.Millisecond) {
		switch now := time.Now(); {
		case now.Sub(since) > 15*time.Second:
			t.Fatalf("not answered from the new article after 15 s:\n%s", s.log())
		case now.After(next):
			ask()
			next = now.Add(25 * time.Millisecond)
		}
	}
	t.Logf("answered from the new article %v after the ingest, at question %d", time.Since(since).Round(10*time.Millisecond), len(all))
	s.awaitDone(len(all))
	for _, a := range all {
		if posts := answers(fake, a.channel, a.thread); len(posts) != 1 || !strings.Contains(posts[0], "the articles") && !strings.Contains(posts[0], "The articles") {
			t.Errorf("in %s: %q", a.channel, posts)
		}
	}
}

// Whenever it is killed, a question has one answer after the next start.
func TestServeKilled(t *testing.T) {
	t.Parallel()
	long := time.Minute // longer than it lives
	for _, test := range []struct {
		name, method  string
		fault         slackfake.Fault
		working, wait int // questions that hang in the call, and others that wait
		posted        int // answers to the first that stand when it is killed
	}{
		{"at work", "users.info", slackfake.Fault{Delay: long, Status: 500}, 4, 5, 0},
		{"before the post", "chat.postMessage", slackfake.Fault{Delay: long, Status: 500}, 1, 0, 0},
		{"after the post", "chat.postMessage", slackfake.Fault{Delay: long, Done: true}, 1, 0, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			fake, data := workspace(t), archive(t, weirArticle)
			s := startServe(t, fake, data)
			fake.Fail(test.method, test.working, test.fault)
			var threads []string
			ask := func(n int) {
				for range n {
					threads = append(threads, fake.Mention("una", "CNEWS", weirAsked))
				}
			}
			ask(test.working)
			s.await("the calls", 20*time.Second, func() bool { return fake.Calls(test.method) >= test.working })
			ask(test.wait)
			s.await("acks, and the post", 20*time.Second, func() bool {
				return len(fake.Acks()) >= len(fake.Events()) && len(answers(fake, "CNEWS", threads[0])) >= test.posted
			})
			s.kill()
			if n := len(answers(fake, "CNEWS", threads[0])); n != test.posted {
				t.Fatalf("%d answers at the kill, want %d", n, test.posted)
			}
			s = startServe(t, fake, data)
			s.awaitDone(len(threads))
			for _, thread := range threads {
				holdOnly(t, answers(fake, "CNEWS", thread), weirQuote)
			}
		})
	}
}

// Asked to end, it finishes what it is working on; what takes too long is left,
// whole, for the next start.
func TestServeStopped(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, method string
		fault        slackfake.Fault
		again        bool // it is the next start that answers
	}{
		{"a slow question", "users.info", slackfake.Fault{Delay: 2 * time.Second}, false},
		{"a slow post", "chat.postMessage", slackfake.Fault{Delay: 2 * time.Second, Done: true}, false},
		{"a hanging question", "users.info", slackfake.Fault{Delay: time.Minute, Status: 500}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			fake, data := workspace(t), archive(t, weirArticle)
			s := startServe(t, fake, data)
			fake.Fail(test.method, 1, test.fault)
			thread := fake.Mention("una", "CNEWS", weirAsked)
			s.await("the call", 20*time.Second, func() bool { return fake.Calls(test.method) > 0 })
			s.stop()
			if test.again {
				s = startServe(t, fake, data)
				s.awaitDone(1)
			}
			holdOnly(t, answers(fake, "CNEWS", thread), weirQuote)
			if !test.again {
				s = startServe(t, fake, data) // finds nothing to do
				lamp := fake.Mention("una", "CNEWS", lampAsked)
				s.awaitDone(1)
				holdOnly(t, answers(fake, "CNEWS", thread))
				holdOnly(t, answers(fake, "CNEWS", lamp))
			}
		})
	}
}

func TestServeHealth(t *testing.T) {
	t.Parallel()
	fake, data := workspace(t), archive(t, weirArticle)
	s := startServe(t, fake, data)
	opened := fake.Calls("apps.connections.open")
	fake.Fail("apps.connections.open", 4, slackfake.Fault{Status: http.StatusServiceUnavailable})
	fake.Drop()
	s.await("unreadiness", 20*time.Second, func() bool { status, _ := s.get("/readyz"); return status == http.StatusServiceUnavailable })
	if status, body := s.get("/healthz"); status != http.StatusOK || body != "ok" {
		t.Errorf("/healthz while Slack is away: %d %s", status, body)
	}
	thread := fake.Mention("una", "CNEWS", weirAsked) // waits with Slack
	s.await("readiness", 30*time.Second, func() bool { status, _ := s.get("/readyz"); return status == http.StatusOK })
	if n := fake.Calls("apps.connections.open") - opened; n < 3 {
		t.Errorf("ready after %d calls: Slack was not away", n)
	}
	s.awaitDone(1)
	holdOnly(t, answers(fake, "CNEWS", thread), weirQuote)
	_, metrics := s.get("/metrics")
	for _, want := range []string{"secondsource_sockets_open ", "secondsource_socket_reconnects_total ", `secondsource_requests_total{outcome="answered",surface="mention"} 1`, "secondsource_answering_seconds_count 1"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("/metrics lacks %q:\n%s", want, metrics)
		}
	}
	holdNone(t, "/metrics", metrics, "weir", "una", "Brenn", "crown", "Harbour", "CNEWS")
}

// The log tells ids and outcomes, also of what fails, and no text of anybody.
func TestServeLog(t *testing.T) {
	t.Parallel()
	fake, data := workspace(t), archive(t, weirArticle, lampArticle)
	s := startServe(t, fake, data)
	for k, fail := range []func(){
		func() {},
		func() { fake.Fail("users.info", 1, slackfake.Fault{Error: "access_denied"}) },
		func() { fake.Fail("chat.postMessage", 1, slackfake.Fault{Error: "invalid_blocks"}) },
		func() { fake.Fail("chat.postMessage", 1, slackfake.Fault{Status: http.StatusBadGateway}) },
	} {
		user := fmt.Sprintf("asker%d", k) // not known yet, so that users.info is called
		fake.AddUser(user, user, slackfake.Member)
		fake.AddChannel("CNEWS", "news", false, "una", user, slackfake.BotUser)
		fail()
		fake.Mention(user, "CNEWS", weirAsked)
		s.awaitDone(k + 1)
	}
	fake.Fail("apps.connections.open", 1, slackfake.Fault{Status: http.StatusServiceUnavailable})
	fake.Drop()
	ingest(t, data, millArticle)
	s.await("a new connection", 20*time.Second, func() bool { return fake.Connections() > 0 })
	fake.Fail(slackfake.ResponseURL, 3, slackfake.Fault{Status: http.StatusBadGateway})
	fake.Slash("una", "CNEWS", "/ask", weirAsked)
	s.await("the answer to be under way", 20*time.Second, func() bool { return fake.Calls(slackfake.ResponseURL) > 0 })
	fake.Close() // a log may tell that Slack is gone, and not by which address anybody can post as the bot
	s.await("the bot to give up", 30*time.Second, func() bool { return strings.Contains(s.log(), "connection refused") })
	s.stop()
	log := s.log()
	claims, failures := map[string]bool{}, 0
	for line := range strings.Lines(log) {
		var entry struct{ Time, Level, Msg, Claim, Outcome string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.Time == "" || entry.Msg == "" {
			t.Errorf("no line of a log: %q: %v", line, err)
		}
		if entry.Msg == "done" {
			claims[entry.Claim] = true
		}
		if entry.Msg == "failed" && entry.Claim != "" {
			failures++
		}
	}
	if len(claims) != 4 || claims[""] || failures != 2 {
		t.Errorf("%d claims are done and %d failed, want 4 and 2:\n%s", len(claims), failures, log)
	}
	holdNone(t, "the log", log, "weir", "repair", "Brenn", "crowns", "Harbour", "lamp", "xoxb", "xapp", "/response/")
}

// What is asked in a DM is answered there, and its text is nowhere else: not in
// the log, not in the metrics, and not on the disk once it is answered.
func TestServeKeepsPrivate(t *testing.T) {
	t.Parallel()
	const rare = "zyxomma"
	fake, data := workspace(t), archive(t, weirArticle)
	s := startServe(t, fake, data)
	fake.Fail("users.info", 1, slackfake.Fault{Delay: time.Second})
	fake.DM("una", weirAsked+" "+rare)
	s.await("the question to be worked on", 20*time.Second, func() bool { return fake.Calls("users.info") > 0 })
	if len(holding(t, data, rare)) == 0 {
		t.Error("a question that is worked on is not on the disk: a crash would lose it")
	}
	s.awaitDone(1)
	holdOnly(t, answers(fake, slackfake.DMChannel("una")), weirQuote)
	fake.DM("una", "why "+strings.Repeat(rare+" ", 900)+"?") // of several pages on the disk
	s.awaitDone(2)
	for _, m := range fake.Everything() {
		if m.Channel != slackfake.DMChannel("una") {
			t.Errorf("a post in %s: %s", m.Channel, slackfake.Plain(m))
		}
	}
	if files := holding(t, data, rare); len(files) > 0 {
		t.Errorf("answered, and still on the disk while it runs: %q", files)
	}
	_, metrics := s.get("/metrics")
	holdNone(t, "/metrics", metrics, rare, "weir", "una")
	s.stop()
	holdNone(t, "the log", s.log(), rare, "weir")
	if files := holding(t, data, rare); len(files) > 0 {
		t.Errorf("answered, and still on the disk: %q", files)
	}
}

// holding are the files under a folder that hold a word.
func holding(t testing.TB, dir, word string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // gone meanwhile
		}
		if text, err := os.ReadFile(path); err == nil && bytes.Contains(bytes.ToLower(text), []byte(word)) {
			files = append(files, filepath.Base(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// within runs a command that must end by itself, and returns what it said and
// its exit status.
func within(t testing.TB, limit time.Duration, cmd *exec.Cmd) (said string, status int) {
	t.Helper()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait() // the status says it
	if !late.Stop() {
		t.Fatalf("it does not end:\n%s", out.String())
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

func TestServeRefusesTokens(t *testing.T) {
	t.Parallel()
	data := archive(t, weirArticle)
	for _, test := range []struct {
		name, bot, app string
		want           []string
	}{
		{"none", "", "", []string{"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "docs/slack.md"}},
		{"one missing", "xoxb-fake", "", []string{"SLACK_APP_TOKEN", "docs/slack.md"}},
		{"swapped", "xapp-fake", "xoxb-fake", []string{"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "docs/slack.md"}},
		{"a bot token that Slack refuses", "xoxb-wrong", "xapp-fake", []string{"SLACK_BOT_TOKEN", "invalid_auth", "docs/slack.md"}},
		{"an app token that Slack refuses", "xoxb-fake", "xapp-wrong", []string{"SLACK_APP_TOKEN", "invalid_auth", "docs/slack.md"}},
	} {
		t.Run(test.name, func(t *testing.T) { // one after the other: of two over the same articles one does not start
			fake := slackfake.New(slackfake.Options{})
			defer fake.Close()
			cmd := program(t, fake, data, "serve")
			cmd.Env = append(cmd.Env, "SECONDSOURCE_LISTEN="+freeAddress(t), "SLACK_BOT_TOKEN="+test.bot, "SLACK_APP_TOKEN="+test.app)
			out, status := within(t, 10*time.Second, cmd)
			if status != exitFailed {
				t.Errorf("exit status %d:\n%s", status, out)
			}
			for _, want := range test.want {
				if !strings.Contains(out, want) {
					t.Errorf("it does not name %s:\n%s", want, out)
				}
			}
			holdNone(t, "the error", out, "xoxb-wrong", "xapp-wrong", "xoxb-fake", "xapp-fake")
		})
	}
}

func TestDoctorInSlack(t *testing.T) {
	t.Parallel()
	const scopes = "app_mentions:read,assistant:write,chat:write,commands,im:history,im:write,users:read"
	data := archive(t, weirArticle)
	for _, test := range []struct {
		name, scopes string
		env          []string
		status       int
		want         []string
	}{
		{"all well", scopes, nil, exitDone, []string{"ok      Slack team", slackfake.Team, "ok      Slack scopes", "ok      Socket Mode"}},
		{"a scope missing", strings.Replace(scopes, "chat:write,", "", 1), nil, exitFailed, []string{"BROKEN  Slack scopes", "chat:write (to answer)", "install the app again"}},
		{"a refused token", scopes, []string{"SLACK_BOT_TOKEN=xoxb-wrong"}, exitFailed, []string{"BROKEN  Slack tokens", "Slack refuses SLACK_BOT_TOKEN: invalid_auth"}},
		{"a refused app token", scopes, []string{"SLACK_APP_TOKEN=xapp-wrong"}, exitFailed, []string{"BROKEN  Socket Mode", "invalid_auth", "SLACK_APP_TOKEN"}},
		{"no Slack", scopes, []string{"SLACK_API_URL=http://" + freeAddress(t)}, exitFailed, []string{"can't be reached", "SLACK_API_URL"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			fake := slackfake.New(slackfake.Options{})
			defer fake.Close()
			// Slack names a token's scopes beside each answer; the fake does not.
			proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: strings.Split(fake.URL(), "/")[2]})
			proxy.ModifyResponse = func(res *http.Response) error { res.Header.Set("X-OAuth-Scopes", test.scopes); return nil }
			slack := httptest.NewServer(proxy)
			defer slack.Close()
			cmd := program(t, fake, data, "doctor")
			cmd.Env = append(append(cmd.Env, "SLACK_API_URL="+slack.URL+"/api/"), test.env...)
			out, status := within(t, 30*time.Second, cmd)
			if status != test.status {
				t.Errorf("exit status %d, want %d:\n%s", status, test.status, out)
			}
			for _, want := range test.want {
				if !strings.Contains(out, want) {
					t.Errorf("it does not say %q:\n%s", want, out)
				}
			}
		})
	}
}
