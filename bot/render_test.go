package bot

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"secondsource/internal/answer"
)

var noon = time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)

func long(citations int, quote string) answer.Answer {
	a := answer.Answer{Verdict: answer.Disputed, Answer: "The articles disagree: 45 days [1]; 44 days [2].", Searched: answer.Searched{Articles: 2310, Newest: "2026-02-01T11:20:00Z"}}
	for n := 1; n <= citations; n++ {
		a.Citations = append(a.Citations, answer.Citation{N: n, Article: fmt.Sprintf("a%d", n), Title: "Mayor resigns", Publisher: "Lowmere Bugle", Published: "2026-01-31", URL: "https://bugle.example/mayor", Quote: quote})
	}
	for k := range 6 {
		a.Caveats = append(a.Caveats, answer.Caveat{Kind: answer.Hedged, Text: fmt.Sprintf("Caveat %d.", k), Citations: []int{1}})
	}
	a.Caveats = append(a.Caveats, answer.Caveat{Kind: answer.Conflict, Text: "These two disagree.", Citations: []int{1, 2}})
	return a
}

func TestAnswerKeepsWithinTheLimitsAndLosesNothing(t *testing.T) {
	quote := strings.Repeat("The mayor said that the bridge would open in May. ", 40)
	messages := renderAnswer(long(40, quote), drawing{now: noon})
	if len(messages) < 2 {
		t.Fatalf("a long answer is divided, not in %d", len(messages))
	}
	for n := range 40 {
		want := fmt.Sprintf("[%d] ", n+1)
		if got := strings.Count(textOf(t, messages), want); got < 1 {
			t.Errorf("citation %s is lost", want)
		}
	}
	if got := strings.Count(textOf(t, messages), "The mayor said"); got != 40*40 {
		t.Errorf("%d sentences of quotes of %d are left", got, 40*40)
	}
	for k, m := range messages {
		size := 0
		for _, b := range m.blocks {
			size += sizeOf(t, b)
		}
		if len(m.blocks) > 50 || size > 13_000 || m.text == "" {
			t.Errorf("message %d has %d blocks of %d characters and the text %q", k, len(m.blocks), size, m.text)
		}
	}
}

func TestConflictIsNeverFolded(t *testing.T) {
	m := renderAnswer(long(2, "Fine."), drawing{now: noon})[0]
	for _, want := range []string{"The articles disagree", "Caveat 2", "These two disagree.", "3 more caveats", "newest 40 min ago", "2,310 articles", "no model wrote this"} {
		if !strings.Contains(textOf(t, []message{m}), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	for _, want := range []string{"The articles disagree", "These two disagree."} {
		if !strings.Contains(m.text, want) {
			t.Errorf("the plain text has no %q: %s", want, m.text)
		}
	}
}

// TestNothingFromOutsidePings: what an article, a person or a model writes can't
// make a mention, a link, a date or a format.
func TestNothingFromOutsidePings(t *testing.T) {
	evil := "<!everyone> <@U1> <!date^1^{date}|x> <https://evil.example|click> *bold* @here `code`"
	a := long(1, evil)
	a.Answer = evil + " [1]"
	a.Caveats[0].Text = evil
	a.Citations[0].Title, a.Citations[0].Publisher, a.Citations[0].URL = evil, evil, "javascript:alert(1)"
	a.Understood, a.Mode, a.Model, a.SentTo, a.Searched.Newest = evil, byModel, evil, evil, evil
	a.Nearest = []answer.Near{{Title: evil, Quote: evil}}
	for _, m := range append(renderAnswer(a, drawing{now: noon}), note(evil)) {
		if strings.Contains(m.text, "<") {
			t.Errorf("markup in the plain text: %s", m.text)
		}
		for _, b := range m.blocks {
			inert(t, b)
			if bytes, _ := json.Marshal(b); strings.Contains(string(bytes), "javascript:") || strings.Contains(string(bytes), `"type":"broadcast"`) || strings.Contains(string(bytes), `"type":"user"`) {
				t.Errorf("a live element: %s", bytes)
			}
		}
	}
}

// inert: small print is plain text, in which Slack acts on nothing.
func inert(t *testing.T, b slack.Block) {
	t.Helper()
	c, ok := b.(*slack.ContextBlock)
	if !ok {
		return
	}
	for _, e := range c.ContextElements.Elements {
		if o, ok := e.(*slack.TextBlockObject); !ok || o.Type != slack.PlainTextType || o.Emoji != nil && *o.Emoji {
			t.Errorf("the small print can be acted on: %+v", e)
		}
	}
}

// TestWhyNoModelReadIsNeverFolded: it may be by somebody's will, in whole or for a
// part of the articles.
func TestWhyNoModelReadIsNeverFolded(t *testing.T) {
	const why = "What is asked in private stays on this machine."
	for _, sentTo := range []string{"", "models.example"} {
		a := long(2, "Fine.")
		a.Caveats, a.SentTo = append(a.Caveats, answer.Caveat{Kind: answer.ExtractiveFallback, Text: why}), sentTo
		m := renderAnswer(a, drawing{now: noon})
		if !strings.Contains(textOf(t, m), "⚠ "+why) || !strings.Contains(m[0].text, "⚠ "+why) {
			t.Errorf("sent to %q: it is not told why no model read: %s", sentTo, m[0].text)
		}
	}
}

func TestWhereTextWentIsToldWhoeverAnswered(t *testing.T) {
	for _, c := range []struct {
		mode, sentTo string
		want, not    []string
	}{
		{byModel, "models.example", []string{"read by the model reader-1", "text was sent to models.example", "The articles disagree, as a model read them"}, []string{"no model wrote this"}},
		{byModel, "", []string{"read by the model reader-1"}, []string{"text was sent"}},
		{"extractive", "models.example", []string{"no model wrote this", "text was sent to models.example"}, []string{"read by"}},
		{"extractive", "", []string{"no model wrote this"}, []string{"read by", "text was sent"}},
	} {
		a := long(2, "Fine.")
		a.Mode, a.Model, a.SentTo = c.mode, "reader-1", c.sentTo
		text := textOf(t, renderAnswer(a, drawing{now: noon}))
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s, sent to %q: %q is not told", c.mode, c.sentTo, want)
			}
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%s, sent to %q: %q is told", c.mode, c.sentTo, not)
			}
		}
	}
}

func TestPassageLink(t *testing.T) {
	for _, c := range []struct{ url, quote, want string }{
		{"https://bugle.example/a?b=1#top", "Short one.", "https://bugle.example/a?b=1#:~:text=Short%20one."},
		{"https://bugle.example/a", "One two three four five six seven eight nine ten-eleven, twelve.", "https://bugle.example/a#:~:text=One%20two%20three%20four%20five,seven%20eight%20nine%20ten%2Deleven%2C%20twelve."},
		{"ftp://bugle.example/a", "Short.", ""},
		{"", "Short.", ""},
		{"https://bugle.example/" + strings.Repeat("a", 4000), "Short.", ""},
	} {
		if got := passageLink(c.url, c.quote); got != c.want {
			t.Errorf("%s: %s, want %s", c.url, got, c.want)
		}
	}
}

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{
		"&lt;b&gt; &amp; <https://a.example|a link> <@U1> <@U1|una> <!here>": "<b> & a link  una ",
		"5 &lt; 6": "5 < 6",
		"<open":    "<open",
	} {
		if got := unescape(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func textOf(t *testing.T, messages []message) string {
	t.Helper()
	var b strings.Builder
	for _, m := range messages {
		for _, block := range m.blocks {
			walk(block, func(s string) { b.WriteString(s + " ") })
			b.WriteString("\n")
		}
	}
	return b.String()
}

func sizeOf(t *testing.T, b slack.Block) int {
	n := 0
	walk(b, func(s string) { n += len(s) })
	return n
}

// walk gives each text of a block, as it is sent.
func walk(b slack.Block, each func(string)) {
	bytes, _ := json.Marshal(b)
	var v any
	_ = json.Unmarshal(bytes, &v)
	var in func(any)
	in = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				if s, ok := x.(string); ok && (k == "text" || k == "url") {
					each(s)
				} else {
					in(x)
				}
			}
		case []any:
			for _, x := range v {
				in(x)
			}
		}
	}
	in(v)
}

// FuzzDrawn: whatever stands in an article, what is sent is within Slack's limits,
// holds the quote whole, and has no markup that Slack would act on.
func FuzzDrawn(f *testing.F) {
	for _, seed := range []string{"", "<!everyone> *now* <@U1> <https://evil.example|here>", "a\x00b\nc", strings.Repeat("long ", 3000), "&lt;!here&gt;", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 50_000 {
			return
		}
		a := answer.Answer{
			Verdict: answer.Disputed, Answer: text, Citations: []answer.Citation{{N: 1, Article: text, Title: text, Publisher: text, Published: text, URL: "https://bugle.example/?q=" + text, Quote: text}},
			Caveats: []answer.Caveat{{Kind: answer.Conflict, Text: text, Citations: []int{1}}}, Nearest: []answer.Near{{Article: text, Title: text, Quote: text}},
			Understood: text, Mode: byModel, Model: text, SentTo: text,
		}
		for _, m := range append(renderAnswer(a, drawing{now: noon, asker: text}), allCaveats(a)...) {
			if len(m.blocks) > 50 {
				t.Errorf("%d blocks", len(m.blocks))
			}
			if strings.ContainsAny(m.text, "<>") {
				t.Errorf("the plain text has markup: %q", m.text)
			}
			size := 0
			for _, b := range m.blocks {
				size += sizeOf(t, b)
				inert(t, b)
			}
			if size > 13_000 {
				t.Errorf("%d characters in a message", size)
			}
		}
		if got := strings.Join(pieces(text, 100), ""); got != text {
			t.Errorf("divided, %q became %q", text, got)
		}
		if strings.ContainsAny(passageLink("https://bugle.example/a", text), " <>\"|") {
			t.Errorf("the link can be broken out of: %q", passageLink("https://bugle.example/a", text))
		}
	})
}

func FuzzUnescape(f *testing.F) {
	for _, seed := range []string{"<@U1|una> who is <#C1|news>?", "<https://a.example|b> &amp; <c", "<<>>", "&lt;!here&gt;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if plain := unescape(escape(text)); plain != text {
			t.Errorf("%q came back as %q", text, plain)
		}
		unescape(text)
	})
}
