package term_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/term"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden holds what was rendered against testdata/NAME.golden.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (rewrite with -update):\n%s", path, diff)
	}
}

func cite(n int, article, publisher, published, title, quote string) answer.Citation {
	return answer.Citation{N: n, Article: article, Publisher: publisher, Published: published, Title: title, Origin: article, Quote: quote, End: len(quote)}
}

var post = cite(1, "post-0412", "Harbour Post", "2025-04-12T08:30:00+02:00", "Crates pile up as cranes stand still",
	"The port authority put the number of crates on the quay at about 330,000 on Saturday morning, the highest since the terminal opened, and said that it could not tell when the cranes would run again.")

var gazette = cite(2, "gazette-0413", "Quay Gazette", "2025-04-13", "Harbour strike enters its second week",
	"Union officials count 310,000 crates.")

func answered() answer.Answer {
	return answer.Answer{
		Question: "how many crates are on the quay?", Verdict: answer.Answered, Mode: "extractive",
		Answer: "About 330,000, says [1].",
		Claims: []answer.Claim{{Text: "about 330,000 crates are on the quay", Kind: "quantity", Value: "330000", Unit: "crates", Origins: 1,
			Tellings: []answer.Telling{{Citation: 1, AsWritten: "330,000", Hedge: "about", Attribution: "the port authority"}}}},
		Caveats: []answer.Caveat{
			{Kind: answer.SingleSource, Text: "One article says it.", Citations: []int{1}},
			{Kind: answer.Hedged, Text: "“About” stands before the figure.", Citations: []int{1}},
			{Kind: answer.Stale, Text: "The article is older than the limit set.", Citations: []int{1}},
			{Kind: answer.Undated, Text: "And a fourth."}, {Kind: answer.Corrected, Text: "And a fifth."},
		},
		Citations: []answer.Citation{post},
		Searched:  answer.Searched{Articles: 1240, Passages: 9000, Newest: "2025-04-14T10:00:00Z", Undated: 3},
	}
}

func disputed() answer.Answer {
	a := answered()
	a.Verdict, a.Answer = answer.Disputed, "The articles disagree: about 330,000 [1] or 310,000 [2]."
	a.Claims = append(a.Claims, answer.Claim{Text: "310,000 crates", Kind: "quantity", Value: "310000", Origins: 1,
		Tellings: []answer.Telling{{Citation: 2, AsWritten: "310,000", Speaker: "union officials", AsOf: "2025-04-09"}}})
	conflict := answer.Caveat{Kind: answer.Conflict, Text: "The two figures cannot both be right.", Citations: []int{1, 2}}
	a.Caveats = []answer.Caveat{conflict, conflict, conflict, conflict, a.Caveats[0]}
	a.Citations = append(a.Citations, gazette)
	return a
}

// changed is a figure that a later one replaced, told in the article's words.
func changed() answer.Answer {
	a := disputed()
	a.Verdict, a.Answer = answer.Answered, "330,000 (12 April 2025) [1]; earlier: 310,000 [2]."
	a.Caveats = []answer.Caveat{{Kind: answer.Changed, Text: "The figure was raised since.", Citations: []int{1, 2}}}
	a.Claims[0].Kind, a.Claims[0].Text = "statement", `the highest "since the terminal opened"`
	a.Citations[0].Quote = `Crates stood at 330,000, the highest "since the terminal opened".`
	return a
}

func silent() answer.Answer {
	return answer.Answer{
		Question: "how old is the harbour master?", Verdict: answer.NotFound, Answer: "The articles do not say how old the harbour master is.",
		Nearest:  []answer.Near{{Article: "u7", Quote: "The harbour is forty years old.", End: 31}, {Article: "gazette-0413", Title: "Harbour strike enters its second week", Quote: "The harbour master has been in office for nine years.", End: 53}},
		Searched: answer.Searched{Articles: 1},
	}
}

func unknown() answer.Answer {
	bare := cite(1, "u7", "", "", "", "It was not clear on Sunday who had ordered the cranes to stop.")
	bare.Byline = "staff reporter"
	return answer.Answer{
		Question: "who stopped the cranes?", Verdict: answer.Unknown, Answer: "It is not known, says [1].",
		Claims: []answer.Claim{{Text: "it was not clear who had ordered the cranes to stop.", Kind: "statement", Origins: 1,
			Tellings: []answer.Telling{{Citation: 1, AsWritten: "not clear"}}}},
		Caveats:   []answer.Caveat{{Kind: answer.Undated, Citations: []int{1}}},
		Citations: []answer.Citation{bare}, Searched: answer.Searched{Articles: 2, Newest: "2025-04-13", Undated: 1},
	}
}

// agreed is told by two origins, neither of which names a source.
func agreed() answer.Answer {
	a := answered()
	a.Caveats = nil
	a.Claims[0].Tellings[0].Attribution = ""
	a.Claims[0].Tellings = append(a.Claims[0].Tellings, answer.Telling{Citation: 2, AsWritten: "310,000"})
	a.Citations = append(a.Citations, gazette)
	return a
}

func partial() answer.Answer {
	a := answered()
	a.Verdict, a.Caveats = answer.Partial, nil
	a.Answer = "About 330,000 crates [1]; how many of them are empty is not said."
	a.Mode, a.Model = "model", "small-1"
	return a
}

// followUp is answered as another question than was typed.
func followUp() answer.Answer {
	a := agreed()
	a.Question, a.Understood = "and on the quay?", "How many crates are on the quay?"
	return a
}

func TestAnswer(t *testing.T) {
	tests := []struct {
		name    string
		answer  answer.Answer
		options term.Options
	}{
		{"answered", answered(), term.Options{}},
		{"answered_all", answered(), term.Options{All: true, Width: 60}},
		{"answered_narrow", answered(), term.Options{Width: 20}},
		{"answered_colour", answered(), term.Options{Color: true, Width: 200, Sample: true}},
		{"disputed", disputed(), term.Options{}},
		{"changed", changed(), term.Options{}},
		{"agreed", agreed(), term.Options{}},
		{"follow_up", followUp(), term.Options{Color: true}},
		{"unknown", unknown(), term.Options{Sample: true}},
		{"partial", partial(), term.Options{}},
		{"not_found", silent(), term.Options{}},
		{"empty", answer.Answer{}, term.Options{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := term.Answer(&b, test.answer, test.options); err != nil {
				t.Fatal(err)
			}
			golden(t, test.name, b.Bytes())
		})
	}
}

func TestSources(t *testing.T) {
	rows := []answer.SourceRow{
		{ID: "post-0412", Title: "Crates pile up as cranes stand still", Publisher: "Harbour Post", Agency: "Tide Wire", Published: "2025-04-12T08:30:00+02:00", Origin: "post-0412"},
		{ID: "gazette-0412", Publisher: "Quay Gazette", Published: "2025-04-12", Origin: "post-0412", Status: "corrected"},
		{ID: "u7", Byline: "staff reporter", Origin: "u7"},
	}
	for name, list := range map[string][]answer.SourceRow{"sources": rows, "sources_none": nil} {
		var b bytes.Buffer
		if err := term.Sources(&b, list, term.Options{Sample: true}); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
	}
}

func article() answer.Article {
	text := "Crates pile up\n\nBy staff reporter\n\nHARBOUR TOWN — The cranes stood still on Saturday, for the eighth day in a row, and nobody would say for how much longer.\n\nSupport us with\na small gift."
	return answer.Article{
		ID: "post-0412", Title: "Crates pile up", Publisher: "Harbour Post", Byline: "staff reporter", Published: "2025-04-12", Origin: "post-0411", Text: text,
		Spans: []corpus.Span{
			{Kind: "headline", Start: 0, End: 14}, {Kind: "byline", Start: 16, End: 33},
			{Kind: "furniture", Start: strings.Index(text, "Support"), End: len(text)},
		},
		Why: []corpus.Link{{Article: "post-0411", Kind: "rewritten", Shared: 14, Example: "the cranes stood still on Saturday"}},
	}
}

func TestArticle(t *testing.T) {
	for name, o := range map[string]term.Options{"article": {}, "article_colour": {Color: true, Width: 50, Sample: true}} {
		var b bytes.Buffer
		if err := term.Article(&b, article(), o); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
	}
}

// TestHostileText holds that text from articles moves no cursor, sets no
// colour and turns no writing round, wherever it stands.
func TestHostileText(t *testing.T) {
	const hostile = "a\x1b[31mred\x1b]0;title\x07\u202egnp.exe\u2066\x00\r\b\u009b2Jz\u200bend"
	c := cite(1, hostile, hostile, hostile, hostile, hostile)
	c.Byline = hostile
	a := answer.Answer{
		Answer: hostile, Caveats: []answer.Caveat{{Kind: hostile, Text: hostile, Citations: []int{1}}},
		Claims: []answer.Claim{
			{Kind: "date", Tellings: []answer.Telling{{Citation: 1, AsWritten: hostile, Hedge: hostile, Speaker: hostile, AsOf: hostile}}},
			{Text: hostile, Tellings: []answer.Telling{{Citation: 1, Attribution: hostile}}},
		},
		Citations: []answer.Citation{c}, Nearest: []answer.Near{{Article: hostile, Title: hostile, Quote: hostile}},
		Searched: answer.Searched{Newest: hostile}, Mode: "model", Model: hostile, SentTo: hostile,
	}
	row := answer.SourceRow{ID: hostile, Title: hostile, Byline: hostile, Publisher: hostile, Agency: hostile, Published: hostile, Status: hostile, Origin: hostile}
	whole := answer.Article{
		ID: hostile, Title: hostile, Publisher: hostile, Agency: hostile, Byline: hostile, Dateline: hostile, Published: hostile, Language: hostile,
		Status: hostile, URL: hostile, Origin: hostile, Text: hostile + "\n" + hostile, Spans: []corpus.Span{{Kind: hostile, Start: 0, End: len(hostile)}},
		Why: []corpus.Link{{Article: hostile, Kind: hostile, Example: hostile, Shared: 1}},
	}
	var b bytes.Buffer
	for _, err := range []error{
		term.Answer(&b, a, term.Options{}), term.Sources(&b, []answer.SourceRow{row}, term.Options{}), term.Article(&b, whole, term.Options{}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if r, shown := hidden(b.String()); shown {
		t.Errorf("%U is shown", r)
	}
}

// hidden finds a character that must not reach a terminal.
func hidden(text string) (rune, bool) {
	for _, r := range text {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return r, true
		}
	}
	return 0, false
}

// TestWidth holds that no line is wider than the terminal.
func TestWidth(t *testing.T) {
	long := disputed()
	long.Claims[0].Tellings[0].Attribution = strings.Repeat("a very long office of the harbour ", 5)
	long.Citations[1].Article = strings.Repeat("x", 120)
	for _, width := range []int{30, 47, 80, 300} {
		var b bytes.Buffer
		if err := term.Answer(&b, long, term.Options{Width: width, Color: true, All: true, Sample: true}); err != nil {
			t.Fatal(err)
		}
		text, _, _ := strings.Cut(b.String(), "As a sourced line")
		for line := range strings.Lines(text) {
			if w := ansi.StringWidth(strings.TrimRight(line, "\n")); w > min(width, 100) {
				t.Errorf("width %d: %d columns: %q", width, w, line)
			}
		}
	}
}
