package bot_test

// Scenarios: who says what where, and what each person then sees. Each script in
// testdata/scenarios runs against a Slack of its own, over real WebSockets.

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"secondsource/bot"
	"secondsource/bot/slackfake"
	"secondsource/internal/answer"
	"secondsource/internal/journal"
)

func TestScenarios(t *testing.T) {
	scripts, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, script := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(script), ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(script)
			if err != nil {
				t.Fatal(err)
			}
			play(t, string(text))
		})
	}
}

// patience is how long a script waits for what must come.
const patience = 10 * time.Second

// stage is one script's Slack, newsroom and bot.
type stage struct {
	t    *testing.T
	fake *slackfake.Server
	room *newsroom
	log  *journal.Memory
	opt  bot.Options

	bot   *bot.Bot
	stop  context.CancelFunc
	ended chan error

	root string // the last thread's first post
	post string // the last post of somebody
	line string
}

func play(t *testing.T, script string) {
	s := &stage{t: t, room: &newsroom{}, log: journal.NewMemory()}
	s.opt = bot.Options{
		BotToken: "xoxb-fake", AppToken: "xapp-fake", Workers: 2, Soon: 150 * time.Millisecond, Pace: time.Millisecond, Pause: 5 * time.Millisecond, Grace: time.Second, Limit: 5 * time.Second, Connections: 2,
	}
	s.opt.Answered = s.room.keep
	options := slackfake.Options{Strict: true, MessageEvents: true, Echo: true, RetryAfter: 2 * time.Second, MayPing: func(string) bool { return false }}
	lines := strings.Split(script, "\n")
	for len(lines) > 0 { // settings stand at the top
		if !s.setting(lines[0], &options) {
			break
		}
		lines = lines[1:]
	}
	s.fake = slackfake.New(options)
	defer s.fake.Close()
	s.opt.APIURL = s.fake.URL()
	for _, name := range []string{"una", "oskar", "mara"} {
		s.fake.AddUser(name, name, slackfake.Member)
	}
	s.fake.AddUser("gustav", "gustav", slackfake.Guest)
	s.fake.AddUser("stella", "stella", slackfake.Stranger)
	everybody := []string{"una", "oskar", "mara", "gustav", "stella"}
	s.fake.AddChannel("CNEWS", "news", false, append(everybody, slackfake.BotUser)...)
	s.fake.AddChannel("CDESK", "desk", true, "una", "oskar", slackfake.BotUser)
	s.fake.AddChannel("CELSEWHERE", "elsewhere", false, everybody...)
	s.start()
	defer func() { s.end() }()
	for n, line := range lines {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		s.line = fmt.Sprintf("line %d: %s", n+1, line)
		s.do(line)
		if t.Failed() {
			return
		}
	}
	if problems := s.fake.Problems(); len(problems) > 0 {
		t.Errorf("Slack complains:\n%s", strings.Join(problems, "\n"))
	}
}

func (s *stage) setting(line string, o *slackfake.Options) bool {
	name, value, ok := strings.Cut(line, "=")
	if !ok || strings.HasPrefix(line, "#") {
		return strings.HasPrefix(line, "#") || strings.TrimSpace(line) == ""
	}
	value = strings.TrimSpace(value)
	switch strings.TrimSpace(name) {
	case "follow ups":
		s.opt.FollowUps = value == "yes"
	case "private stays here":
		s.opt.PrivateHere = value == "yes"
	case "stays here":
		s.opt.HereChannels = strings.Fields(value)
	case "channels":
		s.opt.Channels = strings.Fields(value)
	case "people":
		s.opt.People = strings.Fields(value)
	case "teams":
		s.opt.Teams = strings.Fields(value)
	case "strangers":
		s.opt.Strangers = value == "yes"
	case "guests":
		s.opt.Guests = value == "yes"
	case "per person":
		s.opt.PerPerson, _ = strconv.Atoi(value)
	case "workers":
		s.opt.Workers, _ = strconv.Atoi(value)
	case "duplicate every":
		o.DuplicateEvery, _ = strconv.Atoi(value)
	case "soon":
		s.opt.Soon, _ = time.ParseDuration(value)
	case "strict":
		o.Strict = value == "yes"
	case "again":
		s.opt.Again, _ = time.ParseDuration(value)
	case "limit":
		s.opt.Limit, _ = time.ParseDuration(value)
	default:
		return false
	}
	return true
}

func (s *stage) start() {
	b, err := bot.New(s.room, s.log, s.opt)
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s.bot, s.stop, s.ended = b, stop, make(chan error, 1)
	go func() { s.ended <- b.Run(ctx) }()
	s.wait("a connection", func() bool { return b.Ready() })
}

func (s *stage) end() {
	s.stop()
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("the bot ended with %v", err)
		}
	case <-time.After(patience):
		s.t.Errorf("the bot does not end")
	}
}

var steps = []struct {
	pattern *regexp.Regexp
	do      func(s *stage, m []string)
}{
	{regexp.MustCompile(`^(\w+) mentions it in #(\w+): ?(.*)$`), func(s *stage, m []string) { s.post = s.fake.Mention(m[1], channelID(m[2]), m[3]); s.root = s.post }},
	{regexp.MustCompile(`^(\w+) mentions it in the thread in #(\w+): (.*)$`), func(s *stage, m []string) { s.post = s.fake.Mention(m[1], channelID(m[2]), m[3], s.root) }},
	{regexp.MustCompile(`^(\w+) mentions it in the thread of its last message in #(\w+): (.*)$`), func(s *stage, m []string) {
		all := s.ofBot(m[1], "#"+m[2])
		s.root = all[len(all)-1].TS
		s.post = s.fake.Mention(m[1], channelID(m[2]), m[3], s.root)
	}},
	{regexp.MustCompile(`^(\w+) says in #(\w+): (.*)$`), func(s *stage, m []string) { s.post = s.fake.Say(m[1], channelID(m[2]), m[3]) }},
	{regexp.MustCompile(`^(\w+) says in the thread in #(\w+): (.*)$`), func(s *stage, m []string) { s.post = s.fake.Say(m[1], channelID(m[2]), m[3], s.root) }},
	{regexp.MustCompile(`^(\w+) writes to it: (.*)$`), func(s *stage, m []string) { s.post = s.fake.DM(m[1], m[2]) }},
	{regexp.MustCompile(`^(\w+) writes in the thread of its last message: (.*)$`), func(s *stage, m []string) {
		all := s.ofBot(m[1], "their DM")
		s.root = all[len(all)-1].TS
		s.post = s.fake.DMThread(m[1], s.root, m[2])
	}},
	{regexp.MustCompile(`^(\w+) has in the assistant the status: (.*)$`), func(s *stage, m []string) {
		s.wait("the status", func() bool { return slices.Contains(s.fake.Statuses(slackfake.DMChannel(m[1]), s.root), m[2]) })
	}},
	{regexp.MustCompile(`^(\w+) has no status in the assistant$`), func(s *stage, m []string) {
		s.quiet()
		s.is("the status", s.fake.Status(slackfake.DMChannel(m[1]), s.root), "")
	}},
	{regexp.MustCompile(`^(\w+) deletes it in their DM$`), func(s *stage, m []string) { s.fake.Delete(m[1], slackfake.DMChannel(m[1]), s.post) }},
	{regexp.MustCompile(`^(\w+) opens the assistant$`), func(s *stage, m []string) { s.root = s.fake.OpenAssistant(m[1]) }},
	{regexp.MustCompile(`^(\w+) writes in the assistant: (.*)$`), func(s *stage, m []string) { s.post = s.fake.DMThread(m[1], s.root, m[2]) }},
	{regexp.MustCompile(`^(\w+) is offered (\d+) prompts$`), func(s *stage, m []string) {
		s.wait("prompts", func() bool { return fmt.Sprint(len(s.fake.Prompts(slackfake.DMChannel(m[1]), s.root))) == m[2] })
	}},
	{regexp.MustCompile(`^(\w+) commands in #(\w+): (/\w+) ?(.*)$`), func(s *stage, m []string) { s.fake.Slash(m[1], channelID(m[2]), m[3], m[4]) }},
	{regexp.MustCompile(`^(\w+) deletes it in #(\w+)$`), func(s *stage, m []string) { s.fake.Delete(m[1], channelID(m[2]), s.post) }},
	{regexp.MustCompile(`^(\w+) presses \[(.*)\] in (.*)$`), (*stage).press},
	{regexp.MustCompile(`^(\w+) sees in (.*?): (.*)$`), func(s *stage, m []string) {
		s.wait("it", func() bool { return strings.Contains(s.view(m[1], m[2]), m[3]) })
	}},
	{regexp.MustCompile(`^(\w+) sees a link in (.*?): (.*)$`), func(s *stage, m []string) {
		s.wait("the link", func() bool { return slices.Contains(s.links(m[1], m[2]), m[3]) })
	}},
	{regexp.MustCompile(`^(\w+) sees no link in (.*?): (.*)$`), func(s *stage, m []string) {
		s.quiet()
		for _, link := range s.links(m[1], m[2]) {
			if u, err := url.Parse(link); err != nil || u.Host == m[3] {
				s.fail("a link to %s", link)
			}
		}
	}},
	{regexp.MustCompile(`^(\w+) does not see in (.*?): (.*)$`), func(s *stage, m []string) {
		s.quiet()
		if strings.Contains(s.view(m[1], m[2]), m[3]) {
			s.fail("seen:\n%s", s.view(m[1], m[2]))
		}
	}},
	{regexp.MustCompile(`^(\w+) sees (\d+) messages of it in (.*), at once$`), func(s *stage, m []string) {
		s.is("how many they are", fmt.Sprint(len(s.ofBot(m[1], m[3]))), m[2])
	}},
	{regexp.MustCompile(`^(\w+) sees that the last message of it in (.*) was never changed$`), func(s *stage, m []string) {
		all := s.ofBot(m[1], m[2])
		s.is("how often it was changed", fmt.Sprint(all[len(all)-1].Edited), "0")
	}},
	{regexp.MustCompile(`^(\w+) sees (\d+) messages of it in (.*)$`), func(s *stage, m []string) {
		s.quiet()
		if got := fmt.Sprint(len(s.ofBot(m[1], m[3]))); got != m[2] {
			s.fail("%s messages:\n%s", got, s.view(m[1], m[3]))
		}
	}},
	{regexp.MustCompile(`^it is quiet$`), func(s *stage, _ []string) { s.quiet() }},
	{regexp.MustCompile(`^the newsroom waits$`), func(s *stage, _ []string) { s.room.hold() }},
	{regexp.MustCompile(`^the newsroom goes on$`), func(s *stage, _ []string) { s.room.release() }},
	{regexp.MustCompile(`^the newsroom panics$`), func(s *stage, _ []string) { s.room.set(func(r *newsroom) { r.panics = true }) }},
	{regexp.MustCompile(`^the newsroom is well again$`), func(s *stage, _ []string) { s.room.set(func(r *newsroom) { r.panics, r.broken = false, false }) }},
	{regexp.MustCompile(`^Slack refuses (\S+) with (\S+)$`), func(s *stage, m []string) { s.fake.Fail(m[1], 1, slackfake.Fault{Error: m[2]}) }},
	{regexp.MustCompile(`^the newsroom fails$`), func(s *stage, _ []string) { s.room.set(func(r *newsroom) { r.broken = true }) }},
	{regexp.MustCompile(`^it has been asked (\d+) times( in all)?$`), func(s *stage, m []string) {
		if m[2] != "" {
			s.quiet()
		}
		s.wait("that many questions", func() bool { return fmt.Sprint(s.room.count()) == m[1] })
	}},
	{regexp.MustCompile(`^the newsroom tells that it is (.*)$`), func(s *stage, m []string) {
		s.wait("somebody to tell", func() bool { return s.room.tell(m[1]) })
	}},
	{regexp.MustCompile(`^“(.*)” came with: (.*)$`), func(s *stage, m []string) {
		s.question(m[1], func(q *answer.Question) { s.is("what it came with", knew(q), m[2]) })
	}},
	{regexp.MustCompile(`^“(.*)” (must stay here|may be sent)$`), func(s *stage, m []string) {
		s.question(m[1], func(q *answer.Question) {
			s.is("whether it must stay here", fmt.Sprint(q.Here), fmt.Sprint(m[2] == "must stay here"))
		})
	}},
	{regexp.MustCompile(`^all questions (must stay here|may be sent)$`), func(s *stage, m []string) {
		for _, q := range s.room.all() {
			s.is("whether "+q.Text+" must stay here", fmt.Sprint(q.Here), fmt.Sprint(m[1] == "must stay here"))
		}
	}},
	{regexp.MustCompile(`^kept are: (.*)$`), func(s *stage, m []string) {
		s.quiet()
		s.is("what is kept", s.room.keeps(), m[1])
	}},
	{regexp.MustCompile(`^it restarts$`), func(s *stage, _ []string) { s.end(); s.start() }},
	{regexp.MustCompile(`^it is killed and starts again$`), (*stage).kill},
	{regexp.MustCompile(`^Slack drops the connections$`), func(s *stage, _ []string) {
		s.fake.Drop()
		s.wait("connections", func() bool { return s.fake.Connections() == 2 })
	}},
	{regexp.MustCompile(`^Slack refreshes a connection$`), func(s *stage, _ []string) {
		s.fake.Disconnect("refresh_requested")
		s.wait("connections", func() bool { return s.fake.Connections() == 2 })
	}},
	{regexp.MustCompile(`^Slack sends the last event again$`), func(s *stage, _ []string) { all := s.fake.Events(); s.fake.Duplicate(all[len(all)-1]) }},
	{regexp.MustCompile(`^Slack was called with (\S+) once$`), func(s *stage, m []string) {
		s.quiet()
		s.is("how often it was", fmt.Sprint(s.fake.Calls(m[1])), "1")
	}},
	{regexp.MustCompile(`^Slack was called with (\S+)$`), func(s *stage, m []string) {
		s.wait("a call", func() bool { return s.fake.Calls(m[1]) > 0 })
	}},
	{regexp.MustCompile(`^Slack takes (\S+) and answers (\d+)$`), func(s *stage, m []string) {
		status, _ := strconv.Atoi(m[2])
		s.fake.Fail(m[1], 1, slackfake.Fault{Status: status, Done: true})
	}},
	{regexp.MustCompile(`^Slack answers (\S+) with (\d+) for (\d+) calls$`), func(s *stage, m []string) {
		status, _ := strconv.Atoi(m[2])
		calls, _ := strconv.Atoi(m[3])
		fault := slackfake.Fault{Status: status}
		if status == http.StatusTooManyRequests {
			fault.RetryAfter = 1
		}
		s.fake.Fail(m[1], calls, fault)
	}},
}

func (s *stage) do(line string) {
	for _, step := range steps {
		if m := step.pattern.FindStringSubmatch(line); m != nil {
			step.do(s, m)
			return
		}
	}
	s.t.Fatalf("%s: not understood", s.line)
}

// question is the newest question of a text, once it is asked.
func (s *stage) question(text string, do func(q *answer.Question)) {
	s.wait("the question", func() bool { return s.room.last(text) != nil })
	if q := s.room.last(text); q != nil {
		do(q)
	}
}

func (s *stage) is(what, got, want string) {
	s.t.Helper()
	if got != want {
		s.fail("%s is %s", what, got)
	}
}

func channelID(name string) string { return "C" + strings.ToUpper(name) }

// where reads "#news", "the thread in #news", "their DM", "the assistant".
func (s *stage) where(person, place string) []slackfake.Message {
	switch {
	case place == "their DM":
		return s.fake.Seen(person, slackfake.DMChannel(person))
	case place == "the assistant":
		return s.fake.Seen(person, slackfake.DMChannel(person), s.root)
	case strings.HasPrefix(place, "the thread in #"):
		return s.fake.Seen(person, channelID(strings.TrimPrefix(place, "the thread in #")), s.root)
	}
	return s.fake.Seen(person, channelID(strings.TrimPrefix(place, "#")))
}

func (s *stage) ofBot(person, place string) []slackfake.Message {
	var out []slackfake.Message
	for _, m := range s.where(person, place) {
		if m.BotID != "" {
			out = append(out, m)
		}
	}
	return out
}

func (s *stage) view(person, place string) string {
	var b strings.Builder
	for _, m := range s.where(person, place) {
		fmt.Fprintf(&b, "%s\n(notified: %s)\n", slackfake.Plain(m), m.Text)
	}
	return b.String()
}

// links are the targets of the links that somebody sees.
func (s *stage) links(person, place string) (targets []string) {
	var in func(elements []slackfake.Element)
	in = func(elements []slackfake.Element) {
		for _, e := range elements {
			if e.URL != "" {
				targets = append(targets, e.URL)
			}
			in(e.Elements)
		}
	}
	for _, m := range s.ofBot(person, place) {
		for _, b := range m.Blocks {
			in(b.Elements)
		}
	}
	return targets
}

func (s *stage) press(m []string) {
	s.wait("the button", func() bool { return strings.Contains(s.view(m[1], m[3]), "["+m[2]+"]") })
	all := s.ofBot(m[1], m[3])
	for k := len(all) - 1; k >= 0; k-- {
		for _, b := range all[k].Blocks {
			for _, e := range b.Elements {
				if e.Type == "button" && e.Text.Text == m[2] {
					s.fake.Click(m[1], all[k], e.ActionID)
					return
				}
			}
		}
	}
}

// quiet waits until nothing is being worked on and every envelope was acknowledged.
func (s *stage) quiet() {
	s.wait("quiet", func() bool {
		acked := map[string]bool{}
		for _, a := range s.fake.Acks() {
			acked[a.EventID] = true
		}
		for _, e := range s.fake.Events() {
			if !acked[e] {
				return false
			}
		}
		open, err := s.log.Unfinished(context.Background())
		return err == nil && len(open) == 0
	})
}

// kill ends the bot as a crash does: what it holds is lost, what it claimed is not.
func (s *stage) kill(_ []string) {
	s.room.set(func(r *newsroom) { r.dead = true })
	s.stop()
	s.room.release()
	<-s.ended
	s.room.set(func(r *newsroom) { r.dead = false })
	s.start()
}

func (s *stage) wait(what string, cond func() bool) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for !cond() {
		if time.Now().After(deadline) {
			s.fail("%s did not come", what)
			return
		}
		ctx, end := context.WithTimeout(context.Background(), 20*time.Millisecond)
		_ = s.fake.Wait(ctx, cond)
		end()
	}
}

func (s *stage) fail(format string, args ...any) {
	s.t.Helper()
	var all strings.Builder
	for _, m := range s.fake.Everything() {
		fmt.Fprintf(&all, "  %s in %s thread %s for %q: %s\n", m.User, m.Channel, m.ThreadTS, m.To, strings.ReplaceAll(slackfake.Plain(m), "\n", " / "))
	}
	s.t.Errorf("%s\n%s\n%s", s.line, fmt.Sprintf(format, args...), all.String())
}
