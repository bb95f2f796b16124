package bot

// What people read: one good example of each thing that the bot sends, held in
// testdata/rendered as Slack is sent it. docs/pictures/draw makes pictures of the
// files. The articles are made up: no such outlet, town or person exists.

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/internal/journal"
)

var update = flag.Bool("update", false, "write testdata/rendered anew, instead of comparing")

// TestRendered lets the bot do each thing and compares what it sends with the
// files. Only the network is not real.
func TestRendered(t *testing.T) {
	want := map[string]bool{}
	for _, r := range renderings {
		want[r.name+".json"] = true
		t.Run(r.name, func(t *testing.T) {
			d := newDesk(t)
			r.does(d)
			compare(t, r.name, d.sent())
		})
	}
	files, err := filepath.Glob("testdata/rendered/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !want[filepath.Base(f)] {
			t.Errorf("%s is of no rendering any more: delete it", f)
		}
	}
}

// renderings are the things that the bot sends, by the names of their files.
var renderings = []struct {
	name string
	does func(d *desk)
}{
	{"answered", func(d *desk) { d.mention(whyResigned) }},
	{"answered_figure", func(d *desk) { d.mention(peopleOnSkarholm) }},
	{"disputed", func(d *desk) { d.mention(ferryStops) }},
	{"unknown", func(d *desk) { d.mention(causeOfCracks) }},
	{"partial", func(d *desk) { d.mention(peopleAndAge) }},
	{"not_found", func(d *desk) { d.mention(lighthouse) }},
	{"long_folded", func(d *desk) { d.mention(bridgeCost) }},
	{"by_model", func(d *desk) { d.mention(whoLeads) }},
	{"understood", func(d *desk) { d.mention(andFerry) }},
	{"stays_here", func(d *desk) { d.ask(whoQuit) }},
	{"hostile", func(d *desk) { d.mention(carsADay) }},
	{"sample", func(d *desk) { d.bot.opt.Sample = true; d.mention(peopleOnSkarholm) }},
	{"private", func(d *desk) { d.ask(ferryStops) }},
	{"private_restarted", func(d *desk) { d.tries = 2; d.ask(peopleOnSkarholm) }},
	{"shared", func(d *desk) { d.after(ferryStops, pressShare); d.only(0) }},
	{"shared_note", func(d *desk) { d.after(ferryStops, pressShare); d.only(1) }},
	{"shared_long", func(d *desk) { d.after(bridgeCost, pressShare); d.only(0) }},
	{"kept", func(d *desk) { d.after(ferryStops, pressKeep) }},
	{"passages", func(d *desk) { d.after(ferryStops, pressPassages) }},
	{"who_says_what", func(d *desk) { d.after(bridgeCost, pressWho) }},
	{"all_caveats", func(d *desk) { d.after(bridgeCost, pressCaveats) }},
	{"own_sources", func(d *desk) { d.after(bridgeCost, pressSources) }},
	{"sources_page", func(d *desk) { d.sources("Quay Bridge") }},
	{"sources_last_page", func(d *desk) { d.press(pressMore, "10 Quay Bridge") }},
	{"sources_none", func(d *desk) { d.sources("walrus") }},
	{"empty_question", func(d *desk) { d.mention("") }},
	{"working", func(d *desk) { d.bot.working(d.job(onMention, ferryStops), 0) }},
	{"queued", func(d *desk) { d.bot.working(d.job(onMention, ferryStops), 6) }},
	{"progress", func(d *desk) { d.doing(ferryStops, "reading 8 passages"); d.only(1) }},
	{"busy", (*desk).overrun},
	{"failed", func(d *desk) { d.fails("a question that breaks") }},
	{"too_long", func(d *desk) { d.fails("a question that takes too long") }},
}

// compare holds what was sent against its file, or writes it.
func compare(t *testing.T, name string, sent []post) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(sent); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "rendered", name+".json")
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: write it with -update", err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s is rendered otherwise now: look at what `go test ./bot -run Rendered -update` changes. It is\n%s", name, b.Bytes())
	}
}

// post is what Slack is sent of a message.
type post struct {
	Text   string          `json:"text"`
	Blocks json.RawMessage `json:"blocks"`
}

// legible is JSON with "<", ">" and "&" as they are.
var legible = strings.NewReplacer(`\\`, `\\`, `\u003c`, "<", `\u003e`, ">", `\u0026`, "&")

// claimID stands for every claim's number, which is drawn at random.
const claimID = "3f9c01d2a4b87e65"

// desk is a bot, and what it sent.
type desk struct {
	t     *testing.T
	bot   *Bot
	url   string
	tries int
	came  chan struct{}

	mu    sync.Mutex
	posts []post
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, tries: 1, came: make(chan struct{}, 100)}
	server := httptest.NewServer(http.HandlerFunc(d.serve))
	t.Cleanup(server.Close)
	d.url = server.URL
	b, err := New(madeUp{}, journal.NewMemory(), Options{
		BotToken: "xoxb-fake", AppToken: "xapp-fake", APIURL: server.URL + "/api/", Pace: time.Nanosecond, Soon: time.Hour, Now: func() time.Time { return noon },
	})
	if err != nil {
		t.Fatal(err)
	}
	d.bot = b
	return d
}

// serve is as much of Slack as takes a message.
func (d *desk) serve(w http.ResponseWriter, r *http.Request) {
	switch method := strings.TrimPrefix(r.URL.Path, "/api/"); method {
	case "users.info":
		fmt.Fprint(w, `{"ok":true,"user":{"id":"UMARA","real_name":"Mara Lund"}}`)
		return
	case "chat.postMessage", "chat.postEphemeral", "chat.update":
		d.keep(post{Text: r.FormValue("text"), Blocks: json.RawMessage(legible.Replace(r.FormValue("blocks")))})
	case "/response":
		var p post
		if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
			d.t.Errorf("what the response URL is sent: %v", err)
		}
		p.Blocks = json.RawMessage(legible.Replace(string(p.Blocks)))
		d.keep(p)
	default:
		d.t.Errorf("%s is called", method)
	}
	fmt.Fprint(w, `{"ok":true,"ts":"1769947200.000100","channel":"CNEWS","message_ts":"1769947200.000100"}`)
}

func (d *desk) keep(p post) {
	d.mu.Lock()
	d.posts = append(d.posts, p)
	d.mu.Unlock()
	d.came <- struct{}{}
}

func (d *desk) sent() []post {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.posts) == 0 {
		d.t.Fatal("nothing was sent")
	}
	return d.posts
}

func (d *desk) job(surface, text string) *job {
	j := &job{claim: claimID, tries: d.tries, ctx: d.t.Context(), req: &request{Surface: surface, Channel: "CNEWS", Person: "UMARA", Text: text, At: noon}}
	if !j.req.private() {
		j.req.Thread = "1769947100.000100"
	} else {
		j.req.ResponseURL = d.url + "/response"
	}
	return j
}

func (d *desk) do(j *job) {
	d.t.Helper()
	if _, err := d.bot.answer(d.t.Context(), j); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) mention(question string) { d.do(d.job(onMention, question)) }
func (d *desk) ask(question string)     { d.do(d.job(onAsk, question)) }
func (d *desk) sources(topic string)    { d.do(d.job(onSources, topic)) }

func (d *desk) press(action, value string) {
	j := d.job(onButton, "")
	j.req.Action, j.req.Value = action, value
	d.do(j)
}

// after presses a button under an answer, and keeps what came of it alone.
func (d *desk) after(question, action string) {
	d.ask(question)
	before := len(d.sent())
	d.press(action, claimID)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.posts = d.posts[before:]
}

// only keeps one of what was sent: the others are for other eyes.
func (d *desk) only(k int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.posts = d.posts[k : k+1]
}

// doing shows a status, and then what is being done.
func (d *desk) doing(question, what string) {
	j := d.job(onMention, question)
	d.bot.working(j, 0)
	if err := d.bot.show(d.t.Context(), j, doing(what)); err != nil {
		d.t.Fatal(err)
	}
}

// overrun asks once more than one person may have waiting.
func (d *desk) overrun() {
	for k := range 6 {
		if err := d.bot.take(d.t.Context(), d.job(onAsk, ferryStops).req, []string{fmt.Sprint("command:", k)}); err != nil {
			d.t.Fatal(err)
		}
	}
	<-d.came
}

// fails asks what cannot be answered.
func (d *desk) fails(question string) {
	if err := d.bot.take(d.t.Context(), d.job(onAsk, question).req, []string{"command:1"}); err != nil {
		d.t.Fatal(err)
	}
	j := d.bot.queue.pop()
	d.bot.do(d.t.Context(), j)
	d.mu.Lock()
	defer d.mu.Unlock()
	for k := range d.posts {
		d.posts[k].Text = strings.ReplaceAll(d.posts[k].Text, code(j.claim), code(claimID))
		d.posts[k].Blocks = bytes.ReplaceAll(d.posts[k].Blocks, []byte(code(j.claim)), []byte(code(claimID)))
	}
}
