package main

// Many people at once: duplicates, rate limits, lost connections and a kill -9
// in the middle. "make load" runs the long form and prints its table; go test
// runs a short one that holds what does not depend on time.

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/bot/slackfake"
)

// loadPlan says what a load consists of.
type loadPlan struct {
	mentions, dms, commands int           // the questions; at most one DM and one command a person
	during                  time.Duration // over which they are spread
	lose                    time.Duration // between lost connections: asked to leave and dropped in turn
	kill                    time.Duration // when the process is killed
	burst                   int           // questions asked at once, right before it
	limited                 int           // one in so many posts is answered 429
	wait                    time.Duration // that a 429 asks for
	sample                  time.Duration // between two looks at the process
	settle, limit           time.Duration // quiet for so long is the end; waited for at most
	embedder                string
}

const (
	loadPeople   = 50
	loadChannels = 12
	oneInTwenty  = 20 // events that come twice
	oneInFifty   = 50
)

var (
	fullLoad = loadPlan{
		mentions: 200, dms: 50, commands: 50, during: 2 * time.Minute,
		lose: 20 * time.Second, kill: 63 * time.Second, burst: 8, limited: oneInFifty, wait: 2 * time.Second,
		sample: time.Second, settle: 4 * time.Second, limit: time.Minute, embedder: embedderMiniLM,
	}
	shortLoad = loadPlan{
		mentions: 26, dms: 8, commands: 6, during: 8 * time.Second,
		lose: 5 * time.Second, kill: 3 * time.Second, burst: 6, limited: oneInTwenty, wait: time.Second,
		sample: 200 * time.Millisecond, settle: time.Second, limit: 40 * time.Second, embedder: embedderNone,
	}
)

// TestLoad holds that under load every question is answered exactly once. With
// SECONDSOURCE_LOAD=full it also holds the targets that need time.
func TestLoad(t *testing.T) {
	full := os.Getenv("SECONDSOURCE_LOAD") == "full"
	plan := shortLoad
	if full {
		plan = fullLoad
	}
	l := newLoad(t, plan)
	l.run()
	c := l.count()
	for _, problem := range append(c.problems, l.fake.Problems()...) {
		t.Error(problem)
	}
	table, missed := l.table(c)
	if !full {
		t.Log("\n" + table)
		return
	}
	fmt.Print("\n", table, "\n")
	for _, m := range missed {
		t.Error("missed: " + m)
	}
}

// asked is a question and where its answer belongs.
type asked struct {
	kind    string // mention, DM or command
	user    string
	channel string
	text    string
	command string
	ts      string // of the post, once it is there
}

const (
	byMention = "mention"
	byDM      = "DM"
	byCommand = "command"
)

// moment is something that happens at a time of the load.
type moment struct {
	at time.Duration
	do func()
}

// load is one run.
type load struct {
	t       testing.TB
	plan    loadPlan
	fake    *slackfake.Server
	data    string
	moments []moment
	asked   []*asked // in the order of their moments

	nearKill   chan struct{} // closed when posts begin to hang, before the kill
	beforeKill int           // posts of the bot then
	atKill     int           // claims that were open
	lives      []*life
	resent     int // old events that came again after the restart
	faults     int
	losses     int
	underway   time.Duration // from the kill to a connection
	quiet      time.Duration // from the last question to the end
	wire       *wire
}

func newLoad(t testing.TB, plan loadPlan) *load {
	l := &load{t: t, plan: plan, data: t.TempDir(), nearKill: make(chan struct{}), wire: &wire{}}
	articles, err := filepath.Abs("../../corpus/sample/articles")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := l.program("ingest", articles); err != nil {
		t.Fatalf("ingest: %v\n%s", err, out)
	}
	l.fake = slackfake.New(slackfake.Options{
		Strict: true, Limits: true, RetryAfter: 3 * time.Second, DuplicateEvery: oneInTwenty, Logf: l.wire.note,
	})
	t.Cleanup(l.fake.Close)
	for k := range loadPeople {
		l.fake.AddUser(person(k), fmt.Sprintf("person%d", k), slackfake.Member)
	}
	for c := range loadChannels {
		members := []string{slackfake.BotUser}
		for k := range loadPeople {
			if isIn(k, c) {
				members = append(members, person(k))
			}
		}
		l.fake.AddChannel(channelOf(c), fmt.Sprintf("desk%d", c), c%3 == 0, members...)
	}
	l.schedule(rand.New(rand.NewPCG(20251129, 3)))
	return l
}

func person(k int) string    { return fmt.Sprintf("U%03d", k) }
func channelOf(c int) string { return fmt.Sprintf("CDESK%02d", c) }
func isIn(k, c int) bool     { return (k+c)%3 != 0 }

func (l *load) program(args ...string) ([]byte, error) {
	cmd := program(l.t, nil, l.data, args...)
	cmd.Env = append(cmd.Env, "SECONDSOURCE_EMBEDDER="+l.plan.embedder)
	return cmd.CombinedOutput()
}

// schedule draws who asks what, where and when, and when Slack fails.
func (l *load) schedule(r *rand.Rand) {
	p := l.plan
	texts := goldQuestions(l.t)
	dms, commands := r.Perm(loadPeople), r.Perm(loadPeople)
	for k := range p.mentions {
		c, who := k%loadChannels, r.IntN(loadPeople)
		for !isIn(who, c) {
			who = r.IntN(loadPeople)
		}
		l.asked = append(l.asked, &asked{kind: byMention, user: person(who), channel: channelOf(c)})
	}
	for k := range p.dms {
		l.asked = append(l.asked, &asked{kind: byDM, user: person(dms[k]), channel: slackfake.DMChannel(person(dms[k]))})
	}
	for k := range p.commands {
		who, command := commands[k], "/ask"
		channel := slackfake.DMChannel(person(who))
		if k%5 != 0 {
			c := r.IntN(loadChannels)
			for !isIn(who, c) {
				c = r.IntN(loadChannels)
			}
			channel = channelOf(c)
		}
		if k%5 == 1 {
			command = "/sources"
		}
		l.asked = append(l.asked, &asked{kind: byCommand, user: person(who), channel: channel, command: command})
	}
	r.Shuffle(len(l.asked), func(i, j int) { l.asked[i], l.asked[j] = l.asked[j], l.asked[i] })

	posts, commanded, bursting := 0, 0, 0
	l.at(p.kill, l.hang)
	for k, q := range l.asked {
		q.text = texts[r.IntN(len(texts))]
		at := time.Duration((float64(k) + r.Float64()) / float64(len(l.asked)) * float64(p.during))
		if at >= p.kill && bursting < p.burst {
			at, bursting = p.kill, bursting+1
		}
		if q.kind == byCommand {
			if commanded++; commanded%p.limited == p.limited/2 {
				l.at(at, func() { l.fake.Fail(slackfake.ResponseURL, 1, slackfake.Fault{RetryAfter: p.wait}) })
			}
		} else if posts++; posts%p.limited == p.limited/2 {
			l.at(at, l.limit)
		}
		l.at(at, func() { l.ask(q) })
	}
	for at := p.lose; at < p.during; at += p.lose {
		l.at(at, l.lose)
	}
	slices.SortStableFunc(l.moments, func(a, b moment) int { return int(a.at - b.at) })
}

func (l *load) at(at time.Duration, do func()) { l.moments = append(l.moments, moment{at, do}) }

// goldQuestions are the questions about the built-in sample.
func goldQuestions(t testing.TB) (out []string) {
	file, err := os.ReadFile("../../corpus/sample/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		var q struct{ Question string }
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q.Question)
	}
	return out
}

func (l *load) ask(q *asked) {
	switch q.kind {
	case byMention:
		q.ts = l.fake.Mention(q.user, q.channel, q.text)
	case byDM:
		q.ts = l.fake.DM(q.user, q.text)
	default:
		l.fake.Slash(q.user, q.channel, q.command, q.text)
	}
}

const postMessage = "chat.postMessage"

func (l *load) limit() {
	l.faults++
	l.fake.Fail(postMessage, 1, slackfake.Fault{RetryAfter: l.plan.wait})
	l.fake.Fail("users.info", 1, slackfake.Fault{RetryAfter: l.plan.wait})
}

func (l *load) lose() {
	if l.losses++; l.losses%2 == 1 {
		l.fake.Disconnect("refresh_requested")
	} else {
		l.fake.Drop()
	}
}

// hang has the next posts appear without the bot hearing of it: the kill then
// falls between an answer and its note in the journal. The next process has to
// look for them, and is told to wait first.
func (l *load) hang() {
	l.beforeKill = l.posts()
	l.fake.Fail(postMessage, 2, slackfake.Fault{Done: true, Delay: 3 * time.Second})
	l.fake.Fail("conversations.replies", 1, slackfake.Fault{RetryAfter: l.plan.wait})
	close(l.nearKill)
}

// posts are the messages of the bot that are not for one person alone.
func (l *load) posts() (n int) {
	for _, m := range l.fake.Everything() {
		if m.User == slackfake.BotUser && !m.Ephemeral {
			n++
		}
	}
	return n
}

// run lets the load happen, with the kill and the restart, until it is quiet.
func (l *load) run() {
	l.begin()
	driven := make(chan struct{})
	go func() {
		defer close(driven)
		for start, k := time.Now(), 0; k < len(l.moments); k++ {
			time.Sleep(time.Until(start.Add(l.moments[k].at)))
			l.moments[k].do()
		}
	}()
	<-l.nearKill
	first := l.lives[0]
	first.s.await("a post near the kill", 10*time.Second, func() bool { return l.posts() > l.beforeKill })
	first.end()
	killed := time.Now()
	first.s.kill()
	l.atKill = strings.Count(first.s.log(), `"msg":"taken"`) - strings.Count(first.s.log(), `"msg":"done"`)
	acks := l.fake.Acks()
	l.begin()
	l.underway = time.Since(killed)
	for k := len(acks) - 1; k >= 0 && l.resent < 5; k-- {
		if acks[k].EventID != "" {
			l.fake.Duplicate(acks[k].EventID)
			l.resent++
		}
	}
	<-driven
	l.settle()
	l.lives[1].end()
	l.lives[1].s.stop()
}

func (l *load) begin() {
	s := startServe(l.t, l.fake, l.data, "SECONDSOURCE_EMBEDDER="+l.plan.embedder)
	l.lives = append(l.lives, watch(s, l.plan.sample))
}

// settle waits until all is answered and nothing happens any more.
func (l *load) settle() {
	began := time.Now()
	var since time.Time
	before := ""
	for time.Since(began) < l.plan.limit {
		now := fmt.Sprint(len(l.fake.Everything()), len(l.fake.Acks()), l.fake.Calls(postMessage))
		if now != before || l.lives[1].waiting() > 0 || len(l.count().never) > 0 {
			since, before = time.Now(), now
		}
		if time.Since(since) >= l.plan.settle {
			l.quiet = since.Sub(began)
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	l.quiet = l.plan.limit
}

// wire hears what the fake sends: Slack does not say which command an
// acknowledgement is for.
type wire struct {
	mu       sync.Mutex
	sent     int      // envelopes
	commands []string // their envelopes, in the order of the commands
}

func (w *wire) note(format string, args ...any) {
	if !strings.HasPrefix(format, "slackfake: sending") {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent++
	if args[0] == "slash_commands" {
		w.commands = append(w.commands, args[1].(string))
	}
}

func (w *wire) envelopes() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent
}

// command is the envelope of the k-th command, "" if it was not sent.
func (w *wire) command(k int) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if k >= len(w.commands) {
		return ""
	}
	return w.commands[k]
}

// life is one process, and what was seen of it while it lived.
type life struct {
	s      *served
	ending chan struct{}
	ended  chan struct{}

	mu      sync.Mutex
	rss     []int // kB
	most    float64
	metrics map[string]float64 // as last read
}

func watch(s *served, every time.Duration) *life {
	w := &life{s: s, ending: make(chan struct{}), ended: make(chan struct{})}
	w.look()
	go func() {
		defer close(w.ended)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-w.ending:
				return
			case <-tick.C:
				w.look()
			}
		}
	}()
	return w
}

func (w *life) look() {
	_, body := w.s.get("/metrics")
	metrics := map[string]float64{}
	for line := range strings.Lines(body) {
		name, value, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "secondsource_"), "} ")
		if value == "" {
			name, value, _ = strings.Cut(name, " ")
		}
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			metrics[name] = n
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(metrics) > 0 {
		w.metrics = metrics
	}
	w.most = max(w.most, metrics["waiting"])
	if kB := residentSize(w.s.cmd.Process.Pid); kB > 0 {
		w.rss = append(w.rss, kB)
	}
}

// end looks a last time and looks no more.
func (w *life) end() {
	close(w.ending)
	<-w.ended
	w.look()
}

func (w *life) waiting() float64 {
	w.look()
	return w.metric("waiting")
}

// metric sums what was last read of a metric, over those of its labels that
// contain with.
func (w *life) metric(name string, with ...string) (sum float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for key, value := range w.metrics {
		base, labels, _ := strings.Cut(key, "{")
		if base == name && (len(with) == 0 || strings.Contains(labels, with[0])) {
			sum += value
		}
	}
	return sum
}

// residentSize is a process's VmRSS in kB, 0 where there is no /proc.
func residentSize(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	fields := strings.Fields(after)
	if len(fields) == 0 {
		return 0
	}
	kB, _ := strconv.Atoi(fields[0])
	return kB
}
