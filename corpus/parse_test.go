package corpus_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"secondsource/corpus"
)

// one parses a file that holds one article.
func one(t *testing.T, name, data string) corpus.Article {
	t.Helper()
	articles, err := corpus.Parse(name, []byte(data))
	if err != nil || len(articles) != 1 {
		t.Fatalf("Parse(%q) gave %d articles and error %v, want one and none", name, len(articles), err)
	}
	return articles[0]
}

// fields is an article without what is derived from its text.
func fields(a corpus.Article) corpus.Article {
	a.Spans, a.Why, a.Origin = nil, nil, ""
	return a
}

func TestParseText(t *testing.T) {
	const body = "The harbor board voted on Monday to dredge the channel. Work begins in May."
	a := one(t, "in/2031/harbor.vote.txt", "\ufeff"+strings.ReplaceAll(body, ". ", ".\r\n\r\n")+"\r")
	want := corpus.Article{ID: "harbor.vote", Text: "The harbor board voted on Monday to dredge the channel.\n\nWork begins in May.\n"}
	if diff := cmp.Diff(want, fields(a)); diff != "" {
		t.Error(diff)
	}
	if a.Origin != a.ID {
		t.Errorf("Origin = %q, want its own id", a.Origin)
	}
}

func TestParseEncodings(t *testing.T) {
	const text = "El alcalde dijo que el café “sigue abierto” en Logroño, señaló la mañana del lunes."
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	little, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	bare, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String("The mayor said the bridge would reopen on Friday.")
	for _, tt := range []struct{ name, data, want string }{
		{"UTF-8", text, text},
		{"UTF-8 with a mark", "\ufeff" + text, text},
		{"decomposed", strings.ReplaceAll(text, "é", "e\u0301"), text},
		{"windows-1252", latin, text},
		{"UTF-16 with a mark", little, text},
		{"UTF-16 without", bare, "The mayor said the bridge would reopen on Friday."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "a.txt", tt.data).Text; got != tt.want {
				t.Errorf("text = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ name, file, data, want string }{
		{"empty", "a.txt", "", "no text"},
		{"blank", "a.txt", " \n\t\n", "no text"},
		{"NUL bytes", "a.txt", "It is\x00 a program, not a text at all.", "NUL"},
		{"no encoding", "a.txt", "“Broken” \xff\xfe\x81 text", "save it as UTF-8"},
		{"damaged UTF-8", "a.txt", "He said “yes” and left\x93", "byte 26"},
		{"unknown ending", "a.pdf", "x", `".pdf"`},
		{"no ending", "notes", "x", "no ending"},
		{"front matter", "a.md", "---\ntitle: [open\n---\nText of it.", "front matter"},
		{"status", "a.md", "---\nstatus: embargoed\n---\nText of it.", `"embargoed"`},
		{"only markup", "a.md", "---\ntitle: x\n---\n\n<div></div>\n", "no text"},
		{"empty page", "a.html", "<html><body></body></html>", "no story"},
		{"no page", "a.html", "", "no text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			articles, err := corpus.Parse(tt.file, []byte(tt.data))
			var re *corpus.ReadError
			if !errors.As(err, &re) || len(articles) != 0 {
				t.Fatalf("got %d articles and error %v, want a *ReadError", len(articles), err)
			}
			if re.Path != tt.file || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want it to name %q and %q", err, tt.file, tt.want)
			}
		})
	}
}

func TestParseMarkdown(t *testing.T) {
	a := one(t, "ferry.md", `---
title: Ferry fares rise
authors: [Transport reporter, Night desk]
date: 2031-03-04
Publisher: Harbor Gazette
lang: en
tags: {beat: transport, pages: [3, 4]}
---

# Ferry fares rise

Fares on the *north* line go up by **12 percent**, the [port authority](https://example.org) said.
The line carries 4,000 people a day &amp; more in summer\*.

- Adults: 4.20
- Children: 2.10

> "We held out for years," the director said.

| Year | Fare |
|------|------|
| 2030 | 3.75 |
`)
	want := corpus.Article{
		ID: "ferry", Title: "Ferry fares rise", Byline: "Transport reporter, Night desk", Publisher: "Harbor Gazette",
		Published: "2031-03-04", Language: "en", Meta: map[string]json.RawMessage{"tags": json.RawMessage(`{"beat":"transport","pages":[3,4]}`)},
		Text: "Ferry fares rise\n\n" +
			"Fares on the north line go up by 12 percent, the port authority said. The line carries 4,000 people a day & more in summer*.\n\n" +
			"Adults: 4.20\nChildren: 2.10\n\n" +
			"\"We held out for years,\" the director said.\n\n" +
			"Year | Fare\n2030 | 3.75\n",
	}
	if diff := cmp.Diff(want, fields(a)); diff != "" {
		t.Error(diff)
	}
	if got := spansOf(a); len(got) != 1 || got[0] != "headline: Ferry fares rise" {
		t.Errorf("spans = %q, want the headline alone", got)
	}
}

func TestParseMarkdownWithoutFrontMatter(t *testing.T) {
	a := one(t, "plain.md", "A council vote is due.\n\n---\n\nIt was put off twice.\n")
	if want := "A council vote is due.\n\n___\n\nIt was put off twice.\n"; a.Text != want {
		t.Errorf("text = %q, want %q", a.Text, want)
	}
}

const page = `<!doctype html><html lang="en-GB"><head><title>Mill closes | Valley Post</title>
<link rel="canonical" href="https://valley.example/mill">
<meta property="og:site_name" content="Valley Post"><meta name="author" content="https://valley.example/people/7">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],
"headline":"Paper mill closes after 90 years","author":[{"@type":"Person","name":"Business reporter"}],
"datePublished":"2031-02-03T17:05:00+01:00","publisher":{"@type":"Organization","name":"The Valley Post"}}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Paper mill closes after 90 years</h1>
<p>The paper mill at Lower Fell will close in June, its owner said on Monday,<br>and 214 people lose their jobs.</p>
<script>track()</script><h2>A slow decline</h2>
<p>Orders fell by a third in two years, the owner said, and the price of power doubled in the same time, which the mill could not pass on to its customers.</p>
<ul><li>Paper: 40,000 tons</li><li>Board: 8,000 tons</li></ul>
<p>The union said it had been told an hour before the announcement, and that it would ask for a meeting with the regional government this week.</p>
</article><footer>Contact us</footer></body></html>`

func TestParseHTML(t *testing.T) {
	a := one(t, "mill.html", page)
	want := corpus.Article{
		ID: "mill", Title: "Paper mill closes after 90 years", Byline: "Business reporter", Publisher: "The Valley Post",
		Published: "2031-02-03T17:05:00+01:00", URL: "https://valley.example/mill", Language: "en-GB",
	}
	got := fields(a)
	got.Text = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, part := range []string{
		"said on Monday,\nand 214 people lose their jobs.\n\nA slow decline\n\nOrders fell",
		"\nPaper: 40,000 tons\nBoard: 8,000 tons\n\nThe union said",
	} {
		if !strings.Contains(a.Text, part) {
			t.Errorf("text lacks %q:\n%s", part, a.Text)
		}
	}
	for _, rest := range []string{"Home", "track", "Contact us", "<"} {
		if strings.Contains(a.Text, rest) {
			t.Errorf("text has %q:\n%s", rest, a.Text)
		}
	}
}

func TestParseHTMLInItsOwnCharset(t *testing.T) {
	latin, _ := charmap.ISO8859_1.NewEncoder().String(strings.Replace(page, "<head>", `<head><meta charset="iso-8859-1">`, 1))
	latin = strings.ReplaceAll(latin, "Lower Fell", "Lower F\xe8ll")
	if a := one(t, "mill.html", latin); !strings.Contains(a.Text, "Lower Fèll") {
		t.Errorf("the page's own charset was not used:\n%s", a.Text)
	}
}

func TestParseLines(t *testing.T) {
	articles, err := corpus.Parse("wire.jsonl", []byte(`{"id":"a1","title":"Dam holds","text":"The dam held overnight, engineers said.","published":"2031-05-06","source":"desk","n": [1, 2]}

not json
{"id":7,"text":"The second gate opened at noon on Tuesday.","title":null,"published":"soon","status":"KILLED"}
{"id":"a3","text":""}
{"id":"a4","text":["x"]}
null
{"text":"A text without any id of its own."}
`))
	want := []corpus.Article{
		{ID: "a1", Title: "Dam holds", Text: "The dam held overnight, engineers said.", Published: "2031-05-06",
			Meta: map[string]json.RawMessage{"source": json.RawMessage(`"desk"`), "n": json.RawMessage(`[1,2]`)}},
		{ID: "7", Text: "The second gate opened at noon on Tuesday.", Status: "withdrawn",
			Meta: map[string]json.RawMessage{"published": json.RawMessage(`"soon"`)}},
		{Text: "A text without any id of its own."},
	}
	got := make([]corpus.Article, len(articles))
	for i := range articles {
		got[i] = fields(articles[i])
	}
	if len(got) == 3 {
		want[2].ID = got[2].ID
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(got) == 3 && len(got[2].ID) != 16 {
		t.Errorf("id %q, want 16 hex digits", got[2].ID)
	}
	for _, line := range []string{"wire.jsonl, line 3: it is not a JSON object", "line 5: there is no text", `line 6: "text" is not a string`, "line 7: it is not a JSON object"} {
		if err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("error %v lacks %q", err, line)
		}
	}
}

func TestHash(t *testing.T) {
	a := one(t, "a.jsonl", `{"id":"a","text":"The same text as before.","byline":"Desk","k":1}`)
	derived := a
	derived.Spans, derived.Origin, derived.Why = nil, "other", []corpus.Link{{Article: "b"}}
	if a.Hash() != derived.Hash() {
		t.Error("the hash depends on what is derived")
	}
	for name, line := range map[string]string{
		"text":     `{"id":"a","text":"The same text as before!","byline":"Desk","k":1}`,
		"byline":   `{"id":"a","text":"The same text as before.","byline":"","k":1}`,
		"field":    `{"id":"a","text":"The same text as before.","publisher":"Desk","k":1}`,
		"metadata": `{"id":"a","text":"The same text as before.","byline":"Desk","k":2}`,
	} {
		if b := one(t, "a.jsonl", line); b.Hash() == a.Hash() {
			t.Errorf("another %s has the same hash", name)
		}
	}
}
