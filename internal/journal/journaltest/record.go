package journaltest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"secondsource/internal/journal"
)

// RunRecords holds a journal of answers against what journal.Records promises;
// open returns an empty one, and closes it with the test.
func RunRecords(t *testing.T, open func(t *testing.T) journal.Records) {
	tests := []struct {
		name string
		run  func(*testing.T, journal.Records)
	}{
		{"kept whole", testKeptWhole},
		{"listed", testListed},
		{"private apart", testPrivateApart},
		{"a conversation", testConversation},
		{"forgotten", testRecordsForgotten},
		{"a conversation forgotten", testConversationForgotten},
		{"private ones forgotten", testPrivateForgotten},
		{"numbers are not given again", testNumbers},
		{"whatever a model says", testAnyText},
		{"too many of all", testTooMany},
		{"records are the caller's", testRecordsCallersOwn},
		{"many at once", testManyAtOnce},
		{"a cancelled context", testRecordsCancelled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// read is an answer by a model, with all that is kept of one.
func read() journal.Record {
	cited := journal.RecordPassage{Article: "ferry", Start: 20, End: 58, Hash: journal.HashText("The ferry line will close in April.")}
	return journal.Record{
		At: noon, Surface: "thread", Person: "U1", Conversation: "T1/C1/1.0",
		Question: "and when?", Understood: "when does the ferry line close?", Language: "en",
		Verdict: "answered", Answer: "In April [1].", Stays: true,
		Cited:    []journal.RecordCitation{{N: 1, RecordPassage: cited, Quote: "The ferry line will close in April."}},
		Passages: []journal.RecordPassage{cited, {Article: "quay", End: 9, Hash: "00"}},
		Mode:     "model", Model: "small-7b", Host: "models.example", Prompts: []string{"whole-1", "read-1"}, TokensIn: 1200, TokensOut: 80, Cost: 0.0125,
		Claims: []journal.RecordClaim{
			{Text: "It closes in April.", Value: "April", Passage: 1, Quote: "will close in April", Fate: journal.Kept},
			{Text: "It closes in May.", Value: "May", Passage: 2, Quote: "in May", Fate: journal.Dropped, Reason: "the quote does not stand in passage 2"},
		},
		Fallback: "none", Took: []journal.RecordStep{{Step: "gather", Took: 1234567}, {Step: "read", Took: 2 * time.Second}},
	}
}

// asked is an answer to one question of a conversation.
func asked(conversation, question string) journal.Record {
	return journal.Record{At: noon, Surface: "terminal", Conversation: conversation, Question: question, Answer: "re: " + question}
}

func add(t *testing.T, j journal.Records, r journal.Record) int64 {
	t.Helper()
	number, err := j.Add(context.Background(), r)
	if err != nil {
		t.Fatalf("keeping %q: %v", r.Question, err)
	}
	return number
}

// expectListed holds which answers a selection lists, by their questions.
func expectListed(t *testing.T, j journal.Records, which journal.Selection, want ...string) {
	t.Helper()
	list, err := j.List(context.Background(), which)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range list {
		got = append(got, r.Question)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v lists %q, want %q", which, got, want)
	}
}

// everything lists all that is kept.
var everything = journal.Selection{Private: true}

func testKeptWhole(t *testing.T, j journal.Records) {
	given := read()
	given.Number = 77
	number := add(t, j, given)
	if number != 1 {
		t.Errorf("the first has the number %d", number)
	}
	want := read()
	want.Number = number
	got, err := j.Get(context.Background(), number)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if got.At.Location() != time.UTC {
		t.Errorf("at a time in %v", got.At.Location())
	}
	list, err := j.List(context.Background(), journal.Selection{})
	if diff := cmp.Diff([]journal.Record{want}, list); err != nil || diff != "" {
		t.Errorf("listed: %v\n%s", err, diff)
	}
	for _, number := range []int64{-1, 0, 2, math.MaxInt64} {
		if _, err := j.Get(context.Background(), number); !errors.Is(err, journal.ErrNoRecord) {
			t.Errorf("%d: %v", number, err)
		}
	}
}

func testListed(t *testing.T, j journal.Records) {
	expectListed(t, j, journal.Selection{})
	for _, q := range []string{"a", "b", "c", "d"} {
		add(t, j, asked("", q))
	}
	expectListed(t, j, journal.Selection{}, "d", "c", "b", "a")
	expectListed(t, j, journal.Selection{Limit: 2}, "d", "c")
	expectListed(t, j, journal.Selection{Before: 3}, "b", "a")
	expectListed(t, j, journal.Selection{Before: 4, Limit: 2}, "c", "b")
	expectListed(t, j, journal.Selection{Before: 1})
}

func testPrivateApart(t *testing.T, j journal.Records) {
	private := asked("T1/D1", "b")
	private.Private, private.Surface, private.Person = true, "dm", "U1"
	add(t, j, asked("", "a"))
	number := add(t, j, private)
	add(t, j, asked("", "c"))
	expectListed(t, j, journal.Selection{}, "c", "a")
	expectListed(t, j, everything, "c", "b", "a")
	expectListed(t, j, journal.Selection{Private: true, Before: 3, Limit: 1}, "b")
	got, err := j.Get(context.Background(), number)
	if err != nil || !got.Private || got.Question != "b" || number != 2 {
		t.Errorf("answer %d is %+v, %v", number, got, err)
	}
	expectTurns(t, j, "T1/D1", 6, "b")
}

// expectTurns holds a conversation's last turns, by their questions.
func expectTurns(t *testing.T, j journal.Records, conversation string, limit int, want ...string) {
	t.Helper()
	turns, err := j.Turns(context.Background(), conversation, limit)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, turn := range turns {
		got = append(got, turn.Question)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q: the last %d turns are %q, want %q", conversation, limit, got, want)
	}
}

func testConversation(t *testing.T, j journal.Records) {
	for _, q := range []string{"a", "b", "c"} {
		add(t, j, asked("terminal:desk", q))
		add(t, j, asked("terminal:desk2", "other "+q))
		add(t, j, asked("", "alone "+q))
	}
	add(t, j, read())
	expectTurns(t, j, "terminal:desk", 6, "a", "b", "c")
	expectTurns(t, j, "terminal:desk", 2, "b", "c")
	expectTurns(t, j, "terminal:desk", 0)
	expectTurns(t, j, "terminal:", 6)
	expectTurns(t, j, "", 6)
	turns, err := j.Turns(context.Background(), "T1/C1/1.0", 6)
	want := []journal.Turn{{Question: "when does the ferry line close?", Answer: "In April [1].", Asked: "and when?", Stays: true}}
	if diff := cmp.Diff(want, turns); err != nil || diff != "" {
		t.Errorf("a question is not as it was understood: %v\n%s", err, diff)
	}
}

func testRecordsForgotten(t *testing.T, j journal.Records) {
	for minutes, q := range []string{"0", "1", "2", "3"} {
		r := asked("terminal:desk", q)
		r.At, r.Private = after(minutes), minutes%2 == 1
		add(t, j, r)
	}
	for _, step := range []struct{ before, want int }{{0, 0}, {2, 2}, {2, 0}} {
		if n, err := j.Forget(context.Background(), after(step.before)); err != nil || n != step.want {
			t.Errorf("%d were forgotten, %v; want %d", n, err, step.want)
		}
	}
	expectListed(t, j, everything, "3", "2")
	expectTurns(t, j, "terminal:desk", 6, "2", "3")
	if _, err := j.Get(context.Background(), 1); !errors.Is(err, journal.ErrNoRecord) {
		t.Errorf("what was forgotten is there: %v", err)
	}
}

func testConversationForgotten(t *testing.T, j journal.Records) {
	private := asked("terminal:desk", "b")
	private.Private = true
	for _, r := range []journal.Record{asked("terminal:desk", "a"), private, asked("terminal:other", "c"), asked("", "d")} {
		add(t, j, r)
	}
	for _, step := range []struct {
		conversation string
		want         int
	}{{"", 0}, {"terminal", 0}, {"terminal:desk", 2}, {"terminal:desk", 0}} {
		if n, err := j.ForgetConversation(context.Background(), step.conversation); err != nil || n != step.want {
			t.Errorf("%q: %d were forgotten, %v; want %d", step.conversation, n, err, step.want)
		}
	}
	expectListed(t, j, everything, "d", "c")
}

func testPrivateForgotten(t *testing.T, j journal.Records) {
	for i, q := range []string{"a", "b", "c", "d"} {
		r := asked("terminal:desk", q)
		r.Private = i%2 == 1
		add(t, j, r)
	}
	for _, want := range []int{2, 0} {
		if n, err := j.ForgetPrivate(context.Background()); err != nil || n != want {
			t.Errorf("%d were forgotten, %v; want %d", n, err, want)
		}
	}
	expectListed(t, j, everything, "c", "a")
}

func testNumbers(t *testing.T, j journal.Records) {
	add(t, j, asked("", "a"))
	private := asked("", "b")
	private.Private = true
	last := add(t, j, private)
	if n, err := j.Forget(context.Background(), after(1)); err != nil || n != 2 {
		t.Fatalf("%d forgotten, %v", n, err)
	}
	if number := add(t, j, asked("", "c")); number != last+1 {
		t.Errorf("after %d were given, the next is %d", last, number)
	}
}

// testAnyText: whatever stands in a record, it is kept bounded, as valid UTF-8,
// and without control characters.
func testAnyText(t *testing.T, j journal.Records) {
	const huge = 10 << 20
	for name, text := range map[string]string{
		"10 MB":              strings.Repeat("a", huge),
		"10 MB of runes":     strings.Repeat("né", huge/3),
		"control characters": "red \x1b[31m, a bell \a, NUL \x00, \u009b2J\r\nand a tab\t",
		"no UTF-8":           "cut \xc3, \xff\xfe" + strings.Repeat("\x80", 4<<10),
	} {
		given := spoken(text)
		given.Conversation = name
		r, err := j.Get(context.Background(), add(t, j, given))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		size := 0
		for _, kept := range textsOf(r) {
			size += len(kept)
			if i := strings.IndexFunc(kept, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 || !utf8.ValidString(kept) || kept == "" {
				t.Errorf("%s: kept as %.80q", name, kept)
			}
		}
		if size > 1<<17 {
			t.Errorf("%s: %d bytes are kept", name, size)
		}
		if len(text) > huge/2 && !strings.HasSuffix(r.Claims[0].Text, "…") {
			t.Errorf("%s: nothing tells that the text was cut off", name)
		}
	}
	given := read()
	given.Cost = math.Inf(1)
	if r, err := j.Get(context.Background(), add(t, j, given)); err != nil || r.Cost != 0 {
		t.Errorf("an endless cost: %v, %v", r.Cost, err)
	}
}

// spoken is a record in which all that a model or an asker says is text.
func spoken(text string) journal.Record {
	passage := journal.RecordPassage{Article: text, Hash: text}
	return journal.Record{
		At: noon, Surface: text, Person: text, Question: text, Understood: text, Language: text, Verdict: text, Answer: text,
		Mode: text, Model: text, Host: text, Fallback: text, Prompts: []string{text}, Took: []journal.RecordStep{{Step: text}},
		Passages: []journal.RecordPassage{passage}, Cited: []journal.RecordCitation{{RecordPassage: passage, Quote: text}},
		Claims: []journal.RecordClaim{{Text: text, Value: text, Quote: text, Fate: text, Reason: text}},
	}
}

func textsOf(r journal.Record) []string {
	return []string{
		r.Surface, r.Person, r.Question, r.Understood, r.Language, r.Verdict, r.Answer, r.Mode, r.Model, r.Host, r.Fallback, r.Prompts[0], r.Took[0].Step,
		r.Passages[0].Article, r.Passages[0].Hash, r.Cited[0].Article, r.Cited[0].Hash, r.Cited[0].Quote,
		r.Claims[0].Text, r.Claims[0].Value, r.Claims[0].Quote, r.Claims[0].Fate, r.Claims[0].Reason,
	}
}

// testTooMany: of too many claims those that were shown are kept.
func testTooMany(t *testing.T, j journal.Records) {
	given := asked("", "a")
	const all = 5000
	for i := range all {
		c := journal.RecordClaim{Text: fmt.Sprint(i), Fate: journal.Dropped}
		switch i {
		case 3000:
			c.Fate = journal.Kept
		case 4000:
			c.Fate = journal.Reworded
		}
		given.Claims = append(given.Claims, c)
		given.Prompts, given.Took = append(given.Prompts, "read-1"), append(given.Took, journal.RecordStep{})
		given.Passages, given.Cited = append(given.Passages, journal.RecordPassage{}), append(given.Cited, journal.RecordCitation{})
	}
	r, err := j.Get(context.Background(), add(t, j, given))
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, c := range r.Claims {
		if c.Fate != journal.Dropped {
			shown = append(shown, c.Text)
		}
	}
	if !slices.Equal(shown, []string{"3000", "4000"}) || len(r.Claims)+r.LeftOut != all {
		t.Errorf("%q of the shown are kept; %d claims and %d left out of %d", shown, len(r.Claims), r.LeftOut, all)
	}
	if n := max(len(r.Claims), len(r.Prompts), len(r.Took), len(r.Passages), len(r.Cited)); n > 100 {
		t.Errorf("%d of one kind are kept", n)
	}
}

func testRecordsCallersOwn(t *testing.T, j journal.Records) {
	spoil := func(r journal.Record) {
		r.Prompts[0], r.Claims[0].Text, r.Passages[0].Article, r.Cited[0].Quote, r.Took[0].Step = "spoilt", "spoilt", "spoilt", "spoilt", "spoilt"
	}
	given := read()
	number := add(t, j, given)
	spoil(given)
	list, err := j.List(context.Background(), journal.Selection{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d are listed, %v", len(list), err)
	}
	spoil(list[0])
	want := read()
	want.Number = number
	got, err := j.Get(context.Background(), number)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func testManyAtOnce(t *testing.T, j journal.Records) {
	const many = 24
	numbers := make([]int64, many)
	var group sync.WaitGroup
	for i := range many {
		group.Go(func() {
			r := asked("terminal:desk", fmt.Sprint(i))
			r.Private = i%2 == 0
			numbers[i], _ = j.Add(context.Background(), r)
		})
	}
	group.Wait()
	slices.Sort(numbers)
	for i, n := range numbers {
		if n != int64(i+1) {
			t.Fatalf("the numbers are %d", numbers)
		}
	}
	if list, err := j.List(context.Background(), everything); err != nil || len(list) != many {
		t.Errorf("%d are listed, %v", len(list), err)
	}
}

func testRecordsCancelled(t *testing.T, j journal.Records) {
	add(t, j, asked("terminal:desk", "a"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	number, adding := j.Add(ctx, asked("terminal:desk", "b"))
	_, getting := j.Get(ctx, 1)
	list, listing := j.List(ctx, everything)
	turns, turning := j.Turns(ctx, "terminal:desk", 6)
	old, forgetting := j.Forget(ctx, after(1))
	private, hiding := j.ForgetPrivate(ctx)
	gone, ending := j.ForgetConversation(ctx, "terminal:desk")
	if number != 0 || len(list) > 0 || len(turns) > 0 || old+private+gone != 0 {
		t.Errorf("they return %d, %v, %v, %d, %d, %d", number, list, turns, old, private, gone)
	}
	for name, err := range map[string]error{
		"adding": adding, "getting": getting, "listing": listing, "turning": turning, "forgetting": forgetting, "hiding": hiding, "ending": ending,
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	expectListed(t, j, everything, "a")
}
