package eval_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/eval"
)

// mill is a line in the form of RAMDocs, of a mill that was never built.
const mill = `{"question":"When was Tolver Mill built?","documents":[
 {"text":"Tolver Mill was built in 1794 by a brewer.","type":"correct","answer":"1794"},
 {"text":"The mill at Tolver, built about 1794, grinds oats.","type":"correct","answer":"about 1794"},
 {"text":"Tolver Mill was built on May 3, 1811.","type":"misinfo","answer":"May 3, 1811"},
 {"text":"Tolver lies by a brook.","type":"noise","answer":"unknown"}],
 "gold_answers":["1794"],"wrong_answers":["May 3, 1811"],"note":"left unread"}`

// choir has no digit in its answer.
const choir = `{"question":"What does the Askeby Choir sing?","documents":[{"text":"The Askeby Choir sings madrigals.","type":"correct","answer":"madrigals"}],"gold_answers":["madrigals"]}`

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", "") }

func TestReadRAMDocs(t *testing.T) {
	got, err := eval.ReadRAMDocs("mine.jsonl", strings.NewReader("\n"+oneLine(mill)+"\n\n"+choir+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	var read []string
	for _, q := range got {
		ids := make([]string, len(q.Articles))
		for i, a := range q.Articles {
			ids[i] = a.ID
		}
		read = append(read, fmt.Sprintf("%d %t %q %q", q.ID, q.Digit, q.Stated, ids))
	}
	want := []string{
		`2 true ["1794" "May 3, 1811"] ["q2-1" "q2-2" "q2-3" "q2-4"]`,
		`4 false ["madrigals"] ["q4-1"]`,
	}
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestReadRAMDocsRefuses(t *testing.T) {
	with := func(old, new string) string { return strings.Replace(choir, old, new, 1) }
	tests := []struct{ name, file, err string }{
		{"empty", " \n\n", "mine.jsonl: no question in it"},
		{"not JSON", choir + "\nwhat?", "mine.jsonl:2: not a question of RAMDocs: invalid character"},
		{"another shape", `["a"]`, "mine.jsonl:1: not a question of RAMDocs"},
		{"question", with(`"question":"What does the Askeby Choir sing?",`, ""), `mine.jsonl:1: no "question"`},
		{"documents", `{"question":"q?","gold_answers":["x"]}`, `mine.jsonl:1: no "documents"`},
		{"gold answers", with(`"gold_answers":["madrigals"]`, `"gold_answers":[]`), `mine.jsonl:1: no "gold_answers"`},
		{"text", with("The Askeby Choir sings madrigals.", " "), `mine.jsonl:1: document 1: no "text"`},
		{"type", with(`"type":"correct"`, `"type":"true"`), `mine.jsonl:1: document 1: "type" is "true", not "correct", "misinfo" or "noise"`},
		{"answer", with(`"answer":"madrigals"`, `"answer":""`), `mine.jsonl:1: document 1: no "answer"`},
		{"too long", strings.Repeat("x", 5<<20), "mine.jsonl:1: bufio.Scanner: token too long"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := eval.ReadRAMDocs("mine.jsonl", strings.NewReader(test.file))
			if err == nil || !strings.HasPrefix(err.Error(), test.err) {
				t.Errorf("error %v, want %q", err, test.err)
			}
		})
	}
}

// TestReadRAMDocsBytes: a piece of a PDF is a document like another.
func TestReadRAMDocsBytes(t *testing.T) {
	line := strings.Replace(choir, "The Askeby Choir", `\u0000\u0012 stream`, 1)
	if _, err := eval.ReadRAMDocs("mine.jsonl", strings.NewReader(line)); err != nil {
		t.Error(err)
	}
}

// said is an answer of claims "KIND|VALUE|QUOTE", each with a citation of its
// own; a claim without a value is its whole quote.
func said(claims ...string) answer.Answer {
	a := answer.Answer{Verdict: answer.Answered}
	for i, c := range claims {
		parts := strings.Split(c, "|")
		kind, value, quote := parts[0], parts[1], parts[2]
		text := value
		if value == "" {
			text = quote
		}
		a.Claims = append(a.Claims, answer.Claim{Kind: kind, Value: value, Text: text, Tellings: []answer.Telling{{Citation: i + 1}}})
		a.Citations = append(a.Citations, answer.Citation{N: i + 1, Quote: quote})
	}
	return a
}

func TestGradeRAMDocs(t *testing.T) {
	tests := []struct {
		name           string
		stated         []string
		answer         answer.Answer
		covered, right int
		exact          bool
	}{
		{"all and nothing else", []string{"1794", "1811"}, said("date|1794|built in 1794", "date|1811|built in 1811"), 2, 2, true},
		{"one is missing", []string{"1794", "1811"}, said("date|1794|built in 1794"), 1, 1, false},
		{"one too many", []string{"1794"}, said("date|1794|built in 1794", "date|1820|sold in 1820"), 1, 1, false},
		{"silence", []string{"1794"}, answer.Answer{Verdict: answer.NotFound}, 0, 0, false},
		{"nothing stated, nothing shown", nil, answer.Answer{Verdict: answer.NotFound}, 0, 0, true},
		{"the quote lacks it", []string{"1794"}, said("date|1794|built long ago"), 0, 0, false},
		{"thousands", []string{"3,559 people"}, said("quantity|3559|3 559 souls lived there"), 1, 1, true},
		{"a hedge", []string{"About 10,000"}, said("quantity|10000|some 10,000 people"), 1, 1, true},
		{"a scale", []string{"$2 million"}, said("quantity|2000000|it cost 2,000,000 dollars"), 1, 1, true},
		{"in brackets", []string{"1,948 inhabitants (2004)"}, said("quantity|1948|1,948 inhabitants"), 1, 1, true},
		{"another figure", []string{"3,559 people"}, said("quantity|3558|3,558 people"), 0, 0, false},
		{"one end of a range", []string{"1840-1843"}, said("date|1840|built 1840-1843"), 0, 0, false},
		{"a short range", []string{"1810-11"}, said("date|1810–1811|built 1810-11"), 1, 1, true},
		{"a day of ISO 8601", []string{"28 November 1904"}, said("date|November 28, 1904|(1904-11-28)"), 1, 1, true},
		{"a day", []string{"July 4, 1990"}, said("date|4 July 1990|on the 4th of July 1990"), 1, 1, true},
		{"another year", []string{"July 4, 1990"}, said("date|July 4, 1991|on July 4, 1991"), 0, 0, false},
		{"a day says its year", []string{"1990"}, said("date|July 4, 1990|on July 4, 1990"), 1, 1, true},
		{"a year says no day", []string{"July 4, 1990"}, said("date|1990|on July 4, 1990"), 0, 0, false},
		{"a month", []string{"September 1888"}, said("date|September 1888|in Sept. 1888"), 1, 1, true},
		{"a day says its month", []string{"September 1888"}, said("date|September 3, 1888|on September 3, 1888"), 1, 1, true},
		{"a decade is no year", []string{"1880s"}, said("date|1880|in the 1880s"), 0, 0, false},
		{"before Christ", []string{"112 BC"}, said("date|112 BC|in 112 B.C."), 1, 1, true},
		{"before Christ is not after", []string{"112 BC"}, said("quantity|112|in 112 B.C."), 0, 0, false},
		{"a date as a name", []string{"Friday"}, said("date|Friday|on Friday"), 1, 1, true},
		{"a name", []string{"The Low Brass"}, said("person|Low Brass|“Reeds” by the Low Brass"), 1, 1, true},
		{"punctuation", []string{"R.E.D"}, said("person|RED|by RED"), 1, 1, true},
		{"more of a name", []string{"Orrin"}, said("person|Ada Orrin|Ada Orrin wrote it"), 0, 0, false},
		{"less of a name", []string{"Ada Orrin"}, said("person|Orrin|Ada Orrin wrote it"), 0, 0, false},
		{"a whole sentence", []string{"a fencer", "a cook"}, said("statement||Ada Orrin, a fencer, was a cook too."), 2, 1, true},
		{"no part of a word", []string{"chess"}, said("statement||The chessboard is hers."), 0, 0, false},
		{"figures in a sentence", []string{"5 May 1901"}, said("statement||She came on May 5, 1901."), 1, 1, true},
		{"a name with a figure in a sentence", []string{"1901 Grain War"}, said("statement||She came in 1901."), 0, 0, false},
		{"a name that opens with a figure's name", []string{"Trimotor 747"}, said("statement||All 747 were at sea."), 0, 0, false},
		{"a hedge that opens a figure", []string{"About 5,000"}, said("statement||It has 5,000 souls."), 1, 1, true},
		{"yes", []string{"yes"}, said("yes_no|yes|It does."), 0, 0, false},
		{"not known", []string{"1794"}, change(said("date||When is not known."), func(a *answer.Answer) { a.Verdict = answer.Unknown }), 0, 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := eval.GradeRAMDocs(eval.RAMQuestion{ID: 7, Stated: test.stated}, test.answer)
			want := eval.RAMResult{ID: 7, Stated: len(test.stated), Covered: test.covered, Shown: len(test.answer.Claims), Right: test.right, Exact: test.exact, Verdict: test.answer.Verdict}
			if diff := cmp.Diff(want, r); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestRunRAMDocs(t *testing.T) {
	questions, err := eval.ReadRAMDocs("mine.jsonl", strings.NewReader(oneLine(mill)+"\n"+choir+"\n"+choir+"\n"+choir))
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	ask := func(_ context.Context, articles []corpus.Article, question string) (answer.Answer, error) {
		asked++
		switch asked {
		case 1:
			return said("date|1794|" + articles[0].Text), nil
		case 2:
			return said("statement||"+articles[0].Text, "place|Askeby|"+articles[0].Text), nil
		case 3:
			return answer.Answer{}, errors.New("the index is gone")
		}
		panic("no choir")
	}
	progress := ""
	report, err := eval.RunRAMDocs(context.Background(), questions, ask, func(done, total int) { progress += fmt.Sprintf("%d/%d ", done, total) })
	if err != nil || progress != "1/4 2/4 3/4 4/4 " {
		t.Fatalf("progress %q, error %v", progress, err)
	}
	if diff := cmp.Diff(eval.RAMTotals{Questions: 1, Stated: 2, Covered: 1, Shown: 1, Right: 1}, report.Digit); diff != "" {
		t.Errorf("with a digit (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(eval.RAMTotals{Questions: 4, Stated: 5, Covered: 2, Shown: 3, Right: 2}, report.All); diff != "" {
		t.Errorf("all (-want +got)\n%s", diff)
	}
	failures := fmt.Sprint(report.Failures)
	if len(report.Failures) != 2 || !strings.Contains(failures, "the question of line 3: the index is gone") || !strings.Contains(failures, "the question of line 4: panic: no choir") {
		t.Errorf("failures %s", failures)
	}
	var table, lines bytes.Buffer
	if err := errors.Join(report.WriteTable(&table), report.WriteJSON(&lines)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"digit          1       2        1     0.500      1      1      1.000  0.000\n", "all            4       5        2     0.400      3      2      0.667  0.000\n"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, table.String())
		}
	}
	want := `{"id":1,"digit":true,"stated":2,"covered":1,"shown":1,"right":1,"exact":false,"verdict":"answered"}` + "\n"
	if !strings.HasPrefix(lines.String(), want) || strings.Contains(lines.String(), "madrigals") {
		t.Errorf("JSON:\n%s", lines.String())
	}
	last := strings.Split(strings.TrimSpace(lines.String()), "\n")[4]
	var totals map[string]map[string]struct{ Covered, Coverage float64 }
	if err := json.Unmarshal([]byte(last), &totals); err != nil || totals["totals"]["all"].Covered != 2 || totals["totals"]["all"].Coverage != 0.4 {
		t.Errorf("totals %s, error %v", last, err)
	}
}

func TestRunRAMDocsStops(t *testing.T) {
	questions, err := eval.ReadRAMDocs("mine.jsonl", strings.NewReader(choir))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ask := func(context.Context, []corpus.Article, string) (answer.Answer, error) {
		cancel()
		return answer.Answer{}, ctx.Err()
	}
	if _, err := eval.RunRAMDocs(ctx, questions, ask, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// FuzzGradeRAMDocs holds that grading survives any text, and that a name which
// is the stated one, word for word, covers it.
func FuzzGradeRAMDocs(f *testing.F) {
	for _, seed := range []string{
		"3,559 people", "July 4, 1990", "1810-11", "112 BC", "the 1880s", "$2 million (2004)", "R.E.M", "1870 in Tolver", "a", "½", "1,2 3", "\xff\xfe 3",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = "Ada " + text
		for _, kind := range []string{"date", "quantity", "statement", "place"} {
			c := answer.Claim{Kind: kind, Value: text, Text: text, Tellings: []answer.Telling{{Citation: 1}}}
			a := answer.Answer{Claims: []answer.Claim{c}, Citations: []answer.Citation{{N: 1, Quote: text}}}
			r := eval.GradeRAMDocs(eval.RAMQuestion{Stated: []string{text}}, a)
			if r.Covered != r.Right || kind == "place" && r.Covered == 0 {
				t.Errorf("%s %q against itself: %+v", kind, text, r)
			}
		}
	})
}
