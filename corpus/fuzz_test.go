package corpus_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"secondsource/corpus"
)

// fataler is what a test and a rapid check have in common.
type fataler interface{ Fatalf(string, ...any) }

// holds checks what is true of every article that was read or marked.
func holds(t fataler, a corpus.Article) {
	if !utf8.ValidString(a.Text) || !norm.NFC.IsNormalString(a.Text) || strings.ContainsAny(a.Text, "\r\x00") {
		t.Fatalf("text is not as it is stored: %q", a.Text)
	}
	if a.ID == "" || a.Origin != a.ID {
		t.Fatalf("id %q, origin %q", a.ID, a.Origin)
	}
	if _, ok := a.PublishedAt(); a.Published != "" && !ok {
		t.Fatalf("published %q is no date", a.Published)
	}
	for _, field := range []string{a.Title, a.Byline, a.Publisher, a.Agency, a.Dateline} {
		if strings.ContainsAny(field, "\n\x1b") || field != strings.TrimSpace(field) {
			t.Fatalf("a field is not one line: %q", field)
		}
	}
	at := 0
	for _, s := range a.Spans {
		if s.Start < at || s.End <= s.Start || s.End > len(a.Text) || !boundary(a.Text, s.Start) || !boundary(a.Text, s.End) || s.Kind == "" {
			t.Fatalf("span %+v after byte %d in %q", s, at, a.Text)
		}
		at = s.End
	}
	holdsSentences(t, a)
	corpus.Fingerprint(&a)
}

func holdsSentences(t fataler, a corpus.Article) {
	at, paragraph := 0, 0
	for _, s := range a.Sentences() {
		if s.Start < at || s.End <= s.Start || s.End > len(a.Text) || !boundary(a.Text, s.Start) || !boundary(a.Text, s.End) {
			t.Fatalf("sentence %+v after byte %d in %q", s, at, a.Text)
		}
		if text := a.Text[s.Start:s.End]; text != strings.TrimSpace(text) {
			t.Fatalf("white space at the ends of %q", text)
		}
		if s.Paragraph != paragraph && s.Paragraph != paragraph+1 {
			t.Fatalf("paragraph %d after %d", s.Paragraph, paragraph)
		}
		for _, span := range a.Spans {
			if s.Start < span.End && span.Start < s.End {
				t.Fatalf("sentence %+v reaches into span %+v", s, span)
			}
		}
		at, paragraph = s.End, s.Paragraph
	}
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

func fuzzFormat(f *testing.F, name string, seeds ...string) {
	for _, s := range append(seeds, wire, "\ufeff"+rewrite, "El caf\xe9 cerr\xf3.", "\xff\xfea\x00b\x00") {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		articles, err := corpus.Parse(name, data)
		if err == nil && len(articles) == 0 && !strings.HasSuffix(name, "l") {
			t.Fatal("neither an article nor an error")
		}
		for _, a := range articles {
			holds(t, a)
		}
	})
}

func FuzzParseText(f *testing.F) { fuzzFormat(f, "a.txt") }
func FuzzParseMarkdown(f *testing.F) {
	fuzzFormat(f, "a.md", "---\ntitle: x\ndate: 2031-01-02\n---\n# x\n\n* a\n\n| a | b |\n|--|--|\n| c | d |\n")
}
func FuzzParseHTML(f *testing.F) { fuzzFormat(f, "a.html", page, "<p>a<br>b<table><tr><td>c") }
func FuzzParseLines(f *testing.F) {
	fuzzFormat(f, "a.jsonl", `{"id":"a","text":"One two.","published":"2031-01-02","x":{"y":[1]}}`+"\n\n{", `{"id":1e9,"text":"\u0000"}`, `{"text":"\ud800"}`)
}

func FuzzMark(f *testing.F) {
	for _, s := range []string{
		wire, rewrite, "date 2031-02-03 Head\n\n" + story, "By Ann Example\n\nReuters, CNN\n\n" + story, story + "\nSource: X\nWritten By Y\n___\n",
		"Video Ad Feedback 02:41 - Source: CNN", "“a.” ‘b’ \"c. '' d", "Read more", "é\u0301 . … ?!", "Photo: É", "(CNN) X", "A — B",
	} {
		f.Add(s, "")
		f.Add(s, "Old bridge to close")
	}
	f.Fuzz(func(t *testing.T, text, title string) {
		if !utf8.ValidString(text) || !utf8.ValidString(title) || strings.IndexByte(text, 0) >= 0 {
			return
		}
		a := corpus.Article{ID: "x", Origin: "x", Title: oneLine(strings.ReplaceAll(title, "\x1b", "")), Text: corpus.Normalise(text)}
		corpus.Mark(&a)
		holds(t, a)
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"Feb. 4, 2026, 8:01 a.m. ET", "2025-11-28T09:30:00+01:00", "4 de febrero de 2026", "28/11/2025", "99:99 PM EDT, May 1, 2031"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if date, ok := corpus.ParseDate(s); ok {
			if _, ok := (&corpus.Article{Published: date}).PublishedAt(); !ok {
				t.Fatalf("ParseDate(%q) = %q, which is no date", s, date)
			}
		}
	})
}

func TestNormaliseIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once := corpus.Normalise(text)
		if twice := corpus.Normalise(once); twice != once {
			t.Fatalf("%q becomes %q, and then %q", text, once, twice)
		}
	})
}

// TestMarkAnyPage makes pages of the parts that pages are made of.
func TestMarkAnyPage(t *testing.T) {
	parts := append(strings.Split(wire+"\n\n"+witness, "\n\n"), "Read more", "By Ann Example", "date 2031-02-03", "What next?", "CNN —", "___",
		"Sign up for our newsletter here. It is free.", "Source: Altiplano Wire", "The pier on Monday. Ann Example/AP", "North: 12", "", " ", "\u200b")
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom(parts), 1, 12).Draw(t, "lines")
		a := corpus.Article{ID: "x", Origin: "x", Text: corpus.Normalise(strings.Join(lines, rapid.SampledFrom([]string{"\n", "\n\n", " "}).Draw(t, "between")))}
		corpus.Mark(&a)
		holds(t, a)
	})
}
