package term_test

import (
	"bytes"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"secondsource/internal/answer"
	"secondsource/internal/term"
)

// weighed is a claim with an item of every verdict.
func weighed() answer.Check {
	told := func(n int, written, who string) []answer.Telling {
		return []answer.Telling{{Citation: n, AsWritten: written, Attribution: who}}
	}
	return answer.Check{
		Claim: "On Saturday the harbour master, Ana Ruiz, counted 330,000 crates, 12 of them empty, and “the cranes will never run again”.", Verdict: answer.Contradicted,
		Items: []answer.CheckItem{
			{Kind: "date", Text: "Saturday", Verdict: answer.ClaimNotFound, Day: "2025-04-12"},
			{Kind: "person", Text: "Ana Ruiz", Verdict: answer.ClaimIsSupported, Note: answer.NoteSpelling, Supporting: told(2, "Union officials", "")},
			{Kind: "quantity", Text: "330,000", Verdict: answer.WeaklySupported, Reason: answer.ReasonHedged, Supporting: told(1, "330,000", "the port authority")},
			{Kind: "quantity", Text: "12", Verdict: answer.InDispute, Supporting: told(1, "330,000", ""), Contradicting: told(2, "310,000", "")},
			{Kind: "quotation", Text: "the cranes will never run again", Verdict: answer.Contradicted, Note: answer.NoteSpeaker, Contradicting: told(2, "310,000", "")},
			{Kind: "speaker", Text: "the port", Verdict: answer.ClaimIsSupported, Supporting: told(1, post.Quote, "")},
		},
		Citations: []answer.Citation{post, gazette},
		Nearest:   []answer.Near{{Article: "u7", Quote: "The harbour is forty years old.", End: 31}, {Article: "gazette-0413", Title: "Harbour strike enters its second week", Quote: "The harbour master has been in office for nine years."}},
		Searched:  answer.Searched{Articles: 1240, Newest: "2025-04-14T10:00:00Z", Undated: 3},
	}
}

func renderedCheck(t *testing.T, c answer.Check, o term.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := term.Check(&b, c, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCheckGolden(t *testing.T) {
	golden(t, "check", renderedCheck(t, weighed(), term.Options{Sample: true}))
	golden(t, "check-colour", renderedCheck(t, weighed(), term.Options{Color: true, Width: 60}))
	for _, line := range bytes.Split(renderedCheck(t, weighed(), term.Options{}), []byte("\n")) {
		if w := ansi.StringWidth(string(line)); w > 80 {
			t.Errorf("%d columns: %s", w, line)
		}
	}
}

func TestCheckVerdictsInWords(t *testing.T) {
	item := func(v answer.CheckVerdict) answer.CheckItem { return answer.CheckItem{Text: "12", Verdict: v} }
	for want, c := range map[string]answer.Check{
		"Nothing to check":                     {Verdict: answer.ClaimNotFound},
		"Supported:":                           {Verdict: answer.ClaimIsSupported, Items: []answer.CheckItem{item(answer.ClaimIsSupported)}},
		"Weaker:":                              {Verdict: answer.WeaklySupported, Items: []answer.CheckItem{item(answer.WeaklySupported)}},
		"Not found: the articles do not say.":  {Verdict: answer.ClaimNotFound, Items: []answer.CheckItem{item(answer.ClaimNotFound)}},
		"Not found: the articles do not say a": {Verdict: answer.ClaimNotFound, Items: []answer.CheckItem{item(answer.ClaimNotFound), item(answer.ClaimIsSupported)}},
		"Disputed:":                            {Verdict: answer.InDispute, Items: []answer.CheckItem{item(answer.InDispute)}},
		"Contradicted:":                        {Verdict: answer.Contradicted, Items: []answer.CheckItem{item(answer.Contradicted)}},
	} {
		if got := renderedCheck(t, c, term.Options{}); !bytes.HasPrefix(got, []byte(want)) {
			t.Errorf("%s: %s", want, got)
		}
	}
}

// TestCheckShowsNoControls: no text brings a control character to the terminal.
func TestCheckShowsNoControls(t *testing.T) {
	bad := "a\x1b[31mred\x1b]0;title\x07 \u009b2J\u202e"
	c := answer.Check{
		Claim: bad, Verdict: answer.Contradicted,
		Items:     []answer.CheckItem{{Text: bad, Verdict: answer.Contradicted, Contradicting: []answer.Telling{{Citation: 1, AsWritten: bad, Attribution: bad}, {Citation: 7}}}},
		Citations: []answer.Citation{{N: 1, Article: bad, Title: bad, Publisher: bad, Quote: bad}}, Nearest: []answer.Near{{Article: bad, Title: bad, Quote: bad}},
	}
	if r, shown := hidden(string(renderedCheck(t, c, term.Options{}))); shown {
		t.Errorf("shows %U", r)
	}
}
