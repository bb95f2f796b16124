package eval_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/eval"
)

// shelf is a corpus of two invented articles.
var shelf = map[string]string{
	"a1": "The harbour authority counted about 330,000 crates on Thursday. The ferry resumes on Dec. 14, said Mayor Ana Ruiz.",
	"b2": "Some three dozen boats and half a million euros (500 000) were lost. “Nobody told us anything,” the mayor said.",
}

func lookUp(_ context.Context, id string) (corpus.Article, error) {
	text, ok := shelf[id]
	if !ok {
		return corpus.Article{}, corpus.ErrNotFound
	}
	return corpus.Article{ID: id, Text: text}, nil
}

// cite quotes one sentence of the shelf.
func cite(n int, id, quote string) answer.Citation {
	start := strings.Index(shelf[id], quote)
	return answer.Citation{N: n, Article: id, Publisher: "Harbour Post", Published: "2025-11-28T09:30:00-03:00", Quote: quote, Start: start, End: start + len(quote)}
}

// crates is an answer that keeps every rule.
func crates() answer.Answer {
	return answer.Answer{
		Question: "how many crates are in the harbour?", Verdict: answer.Answered, Answer: "About 330,000, says [1].",
		Claims: []answer.Claim{{
			Text: "about 330,000 crates", Kind: "quantity", Value: "330000", Unit: "crates", Origins: 1,
			Tellings: []answer.Telling{{Citation: 1, AsWritten: "330,000", Hedge: "about"}},
		}},
		Caveats:   []answer.Caveat{{Kind: answer.SingleSource, Text: "Only one article says so.", Citations: []int{1}}},
		Citations: []answer.Citation{cite(1, "a1", "The harbour authority counted about 330,000 crates on Thursday.")},
	}
}

// notFound is the honest silence.
func notFound() answer.Answer {
	return answer.Answer{Question: "how many crates sank in 1999?", Verdict: answer.NotFound, Answer: "The corpus does not say how many crates sank in 1999."}
}

func change(a answer.Answer, how func(*answer.Answer)) answer.Answer { how(&a); return a }

func TestGrade(t *testing.T) {
	gold := eval.Gold{ID: "crates", Question: "q", Verdict: []answer.Verdict{answer.Answered}}
	with := func(how func(*eval.Gold)) eval.Gold { g := gold; how(&g); return g }
	tests := []struct {
		name   string
		gold   eval.Gold
		answer answer.Answer
		failed string // the first check that fails begins so; "" when it passes
		wrong  bool
	}{
		{"all holds", with(func(g *eval.Gold) {
			g.Must, g.Cite = [][]string{{"0.33 million", "330,000"}}, [][]string{{"zz", "a"}}
			g.Caveats, g.CaveatsNot = [][]answer.CaveatKind{{answer.Scope, answer.SingleSource}}, []answer.CaveatKind{answer.Conflict}
		}), crates(), "", false},
		{"silence fails and is not wrong", gold, notFound(), "verdict: not_found, not answered", false},
		{"must", with(func(g *eval.Gold) { g.Must = [][]string{{"330,000"}, {"boats"}} }), crates(), "must: none of [\"boats\"]", false},
		{"none of the musts is wrong", with(func(g *eval.Gold) { g.Must = [][]string{{"500"}, {"boats"}} }), crates(), "must: none of", true},
		{"must_not", with(func(g *eval.Gold) { g.MustNot = []string{"330,000"} }), crates(), "must_not: \"330,000\"", true},
		{"cite", with(func(g *eval.Gold) { g.Cite = [][]string{{"b", "c"}} }), crates(), "cite: no article b or c", false},
		{"caveats", with(func(g *eval.Gold) { g.Caveats = [][]answer.CaveatKind{{answer.Unattributed}} }), crates(), "caveats: no unattributed", false},
		{"caveats_not", with(func(g *eval.Gold) { g.CaveatsNot = []answer.CaveatKind{answer.SingleSource} }), crates(), "caveats_not: single_source", false},
		{"an answer where there is none", with(func(g *eval.Gold) { g.Verdict = []answer.Verdict{answer.NotFound, answer.Unknown} }), crates(), "verdict: answered", true},
		{"an answer where the articles conflict", with(func(g *eval.Gold) { g.Verdict = []answer.Verdict{answer.Disputed} }), crates(), "verdict: answered", true},
		{"unknown where the articles say", gold, change(crates(), func(a *answer.Answer) { a.Verdict = answer.Unknown }), "verdict: unknown", true},
		{"typographic quotes are folded", with(func(g *eval.Gold) { g.Must = [][]string{{"harbour's 330,000"}} }),
			change(crates(), func(a *answer.Answer) { a.Claims[0].Text = "the harbour’s 330,000 crates" }), "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := eval.Grade(context.Background(), test.gold, test.answer, lookUp)
			first := strings.Join(r.Failed, "; ")
			if !strings.HasPrefix(first, test.failed) || (first == "") != (test.failed == "") {
				t.Errorf("failed %q, want %q first", first, test.failed)
			}
			if r.Pass != (test.failed == "") || r.Wrong != test.wrong {
				t.Errorf("pass %v wrong %v (%q), want wrong %v", r.Pass, r.Wrong, r.Why, test.wrong)
			}
		})
	}
}

// TestGradeNearest: what stands close is told of, where an answer was missed,
// and makes nothing pass.
func TestGradeNearest(t *testing.T) {
	near := func(quote string) answer.Answer {
		return change(notFound(), func(a *answer.Answer) { a.Nearest = []answer.Near{{Article: "a1", Quote: quote}} })
	}
	gold := eval.Gold{ID: "crates", Question: "q", Verdict: []answer.Verdict{answer.Answered}, Must: [][]string{{"330,000"}}, Cite: [][]string{{"a"}}}
	tests := []struct {
		name                   string
		gold                   eval.Gold
		answer                 answer.Answer
		missed, article, value bool
	}{
		{"the value", gold, near("The harbour authority counted about 330,000 crates on Thursday."), true, true, true},
		{"the article alone", gold, near("The ferry resumes on Dec. 14, said Mayor Ana Ruiz."), true, true, false},
		{"nothing", gold, notFound(), true, false, false},
		{"answered", gold, crates(), false, false, false},
		{"silence was right", eval.Gold{ID: "x", Question: "q", Verdict: []answer.Verdict{answer.NotFound}}, near("The ferry resumes on Dec. 14"), false, false, false},
	}
	for _, test := range tests {
		r := eval.Grade(context.Background(), test.gold, test.answer, lookUp)
		if r.Missed != test.missed || r.NearArticle != test.article || r.NearValue != test.value {
			t.Errorf("%s: %+v", test.name, r)
		}
		if r.Missed && r.Pass {
			t.Errorf("%s: it passes", test.name)
		}
	}
}

func TestBroken(t *testing.T) {
	say := func(text string) answer.Answer {
		return change(crates(), func(a *answer.Answer) { a.Answer = text })
	}
	both := func(text string) answer.Answer {
		return change(say(text), func(a *answer.Answer) {
			a.Citations = append(a.Citations,
				cite(2, "a1", "The ferry resumes on Dec. 14, said Mayor Ana Ruiz."), cite(3, "b2", "Some three dozen boats and half a million euros (500 000) were lost."),
				cite(4, "b2", "“Nobody told us anything,” the mayor said."))
			a.Caveats = append(a.Caveats, answer.Caveat{Kind: answer.Hedged, Text: "Four articles.", Citations: []int{2, 3, 4}})
		})
	}
	tests := []struct {
		name   string
		answer answer.Answer
		broken string // stands in what is broken; "" when nothing is
	}{
		{"kept", crates(), ""},
		{"silence", notFound(), ""},
		{"normal forms", both("330 000, or 0.33 million, or 330 thousand; 36 boats; €500,000, 0.5 million [1]"), ""},
		{"dates", both("December 14; 14 December 2025; Dec. 14; as of Nov 28, 2025; on Thursday [1]"), ""},
		{"short ISO dates", both("--12-14 or 2025-12 [2]"), ""},
		{"another ISO day", both("--12-15 [2]"), "the date 15 December"},
		{"another ISO month", both("2025-10 [2]"), "the month October"},
		{"counts of articles", both("Four articles say 330,000, and all three of them agree; two other newspapers' reports do not [1]"), ""},
		{"publisher and question", both("Harbour Post counted 330,000 in the Harbour [1]"), ""},
		{"quotation", both("The mayor said, \"Nobody told us anything.\" [4]"), ""},
		{"another number", say("About 331,000 [1]"), "the answer has the number 331,000"},
		{"another scale", say("About 330 million [1]"), "the number 330 million"},
		{"a number in words", say("There are seventeen cranes [1]"), "the number seventeen"},
		{"another day", both("The ferry resumes on December 15 [2]"), "the date 15 December"},
		{"another year", both("The ferry resumes on December 14, 2031 [2]"), "the date 14 December 2031"},
		{"another weekday", say("330,000 on Friday-week, or on Monday [1]"), "the weekday Monday"},
		{"another month", say("330,000 in October [1]"), "the month October"},
		{"another name", say("About 330,000, says Maria Lopez [1]"), "the name Maria"},
		{"an invented quotation", both("The mayor said “somebody told us” [4]"), "the quotation \"somebody told us\""},
		{"a mark without citation", say("About 330,000 [2]"), "[2], and there is no such citation"},
		{"no claim's value elsewhere", change(crates(), func(a *answer.Answer) { a.Claims[0].Value = "31" }), "a claim's value has the number 31"},
		{"a caveat's number", change(crates(), func(a *answer.Answer) { a.Caveats[0].Text = "Another says 12." }), "the caveat single_source has the number 12"},
		{"an unused citation", change(crates(), func(a *answer.Answer) {
			a.Citations = append(a.Citations, cite(2, "a1", "The ferry resumes on Dec. 14, said Mayor Ana Ruiz."))
		}), "nothing uses [2]"},
		{"not as written", change(crates(), func(a *answer.Answer) { a.Claims[0].Tellings[0].AsWritten = "330 thousand" }), "\"330 thousand\" is not written so in [1]"},
		{"a quote that drifted", change(crates(), func(a *answer.Answer) { a.Citations[0].Start++ }), "the quote is not bytes"},
		{"a quote out of bounds", change(crates(), func(a *answer.Answer) { a.Citations[0].End = 1 << 30 }), "the quote is not bytes"},
		{"an unknown article", change(crates(), func(a *answer.Answer) { a.Citations[0].Article = "zz" }), "no article \"zz\""},
		{"silence that cites", change(crates(), func(a *answer.Answer) { a.Verdict = answer.NotFound }), "not_found has 1 claims and 1 citations"},
		{"an answer without citations", answer.Answer{Verdict: answer.Answered, Answer: "Yes."}, "answered cites nothing"},
		{"a near miss that is not the text", change(notFound(), func(a *answer.Answer) {
			a.Nearest = []answer.Near{{Article: "a1", Quote: "crates", Start: 0, End: 6}}
		}), "nearest 1: the quote is not bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			broken := strings.Join(eval.Broken(context.Background(), test.answer, lookUp), "; ")
			if !strings.Contains(broken, test.broken) || (broken == "") != (test.broken == "") {
				t.Errorf("broken: %q, want %q", broken, test.broken)
			}
		})
	}
}

func TestReadGold(t *testing.T) {
	tests := []struct{ name, file, err string }{
		{"fine", `{"id":"a","question":"q?","verdict":["answered"],"note":"mine"}` + "\n\n" + `{"id":"b","question":"q?","verdict":["unknown"]}`, ""},
		{"empty", " \n", "no gold question"},
		{"not JSON", `{"id":"a","question":"q?","verdict":["answered"]}` + "\nhello", "line 2: not a gold question"},
		{"no verdict", `{"id":"a","question":"q?"}`, `line 1: a has no "verdict"`},
		{"no such verdict", `{"id":"a","question":"q?","verdict":["yes"]}`, `no such verdict: "yes"`},
		{"no such caveat", `{"id":"a","question":"q?","verdict":["answered"],"caveats":[["stageing"]]}`, `no such caveat: "stageing"`},
		{"one id twice", `{"id":"a","question":"q?","verdict":["answered"]}` + "\n" + `{"id":"a","question":"r?","verdict":["answered"]}`, `line 2: the id "a" is taken by line 1`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := eval.ReadGold(strings.NewReader(test.file))
			if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("error %v, want %q", err, test.err)
			}
		})
	}
}

func TestRunGold(t *testing.T) {
	golds := []eval.Gold{
		{ID: "crates", Question: "how many crates?", Verdict: []answer.Verdict{answer.Answered}, Must: [][]string{{"330,000"}}},
		{ID: "silence", Question: "how many crates sank?", Verdict: []answer.Verdict{answer.NotFound}},
		{ID: "broken", Question: "fail", Verdict: []answer.Verdict{answer.Answered}},
	}
	ask := func(_ context.Context, q string, _ []answer.Turn) (answer.Answer, error) {
		if q == "fail" {
			return answer.Answer{}, errors.New("the index is gone")
		}
		return crates(), nil
	}
	var seen []string
	report, err := eval.RunGold(context.Background(), golds, ask, lookUp, func(r eval.Result) { seen = append(seen, r.ID) })
	if err != nil || report.Passed != 1 || report.Wrong != 1 || strings.Join(seen, " ") != "crates silence broken" {
		t.Fatalf("passed %d, wrong %d, seen %q, error %v", report.Passed, report.Wrong, seen, err)
	}
	var table, lines bytes.Buffer
	if err := errors.Join(report.WriteTable(&table), report.WriteJSON(&lines)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"pass   crates", "WRONG  silence", "- wrong: an answer where there is none", "- error: the index is gone", "1 of 3 pass, 1 wrong"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, table.String())
		}
	}
	var first eval.Result
	if err := json.NewDecoder(&lines).Decode(&first); err != nil || first.ID != "crates" || !first.Pass {
		t.Errorf("first line %+v, error %v", first, err)
	}
}

func TestRunGoldInConversation(t *testing.T) {
	golds := []eval.Gold{
		{ID: "south", Earlier: []string{"how many crates?"}, Question: "and in the south?", Verdict: []answer.Verdict{answer.Answered}},
		{ID: "again", Earlier: []string{"how many crates?", "and in the south?"}, Question: "who says so?", Verdict: []answer.Verdict{answer.Answered}},
		{ID: "alone", Question: "how many crates?", Verdict: []answer.Verdict{answer.Answered}},
		{ID: "behind a failure", Earlier: []string{"fail"}, Question: "and in the south?", Verdict: []answer.Verdict{answer.Answered}},
	}
	var heard []string
	ask := func(_ context.Context, q string, earlier []answer.Turn) (answer.Answer, error) {
		said := q
		for k := len(earlier) - 1; k >= 0; k-- {
			said = earlier[k].Question + " > " + said
		}
		heard = append(heard, said)
		a := crates()
		if a.Question = q; len(earlier) > 0 {
			a.Understood = "whole: " + q
		}
		if q == "fail" {
			return a, errors.New("the index is gone")
		}
		return a, nil
	}
	report, err := eval.RunGold(context.Background(), golds, ask, lookUp, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"how many crates?", "how many crates? > and in the south?", // asked once, though two conversations open with them
		"how many crates? > whole: and in the south? > who says so?", "how many crates?", "fail",
	}
	if !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	if r := report.Results[0]; r.Whole != "whole: and in the south?" {
		t.Errorf("understood as %q", r.Whole)
	}
	if r := report.Results[3]; r.Pass || len(r.Failed) != 1 || !strings.Contains(r.Failed[0], `"fail"`) {
		t.Errorf("behind a failure: %+v", r)
	}
	var table bytes.Buffer
	if err := report.WriteTable(&table); err != nil || !strings.Contains(table.String(), "and in the south?  =  whole: and in the south?") {
		t.Errorf("error %v, table:\n%s", err, table.String())
	}
}
