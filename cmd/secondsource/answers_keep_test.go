package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/journal"
	"secondsource/internal/store"
)

// shelf is articles by their ids.
type shelf map[string]corpus.Article

func (s shelf) Article(_ context.Context, id string) (corpus.Article, error) {
	if a, ok := s[id]; ok {
		return a, nil
	}
	return corpus.Article{}, corpus.ErrNotFound
}

const weirText = "The weir at Ostrel will close on 12 January. The repair will cost 4.2 million crowns."

// readByModel is a question with how a model answered it.
func readByModel() (answer.Question, answer.Answer) {
	q := answer.Question{
		Text:  "and how much will it cost?",
		Asked: answer.Asked{Surface: "thread", Person: "U1", Conversation: "T1/C1/1.0"},
		Trace: &answer.Trace{
			At: time.Date(2025, 11, 3, 12, 0, 0, 0, time.UTC), Question: "and how much will it cost?",
			Understood: "how much will the repair of the weir cost?", Language: "en",
			Passages: []answer.TracePassage{{Article: "weir", Start: 0, End: len(weirText)}, {Article: "gone", Start: 0, End: 4}, {Article: "weir", Start: 3, End: 9999}},
			Model:    "small-7b", Host: "models.example", Prompts: []string{"read-1"}, In: 900, Out: 60, Cost: 0.25,
			Claims:  []answer.TraceClaim{{Text: "It costs 4.2 million.", Value: "4.2 million", Passage: 1, Quote: "4.2 million crowns", Fate: answer.Reworded, Reason: "shorter than what is said"}},
			Took:    []answer.StepTook{{Step: "gather", Took: time.Millisecond}, {Step: "read", Took: time.Second}},
			Verdict: answer.Answered, Answer: "4.2 million crowns [1].",
		},
	}
	quote := weirText[45:]
	a := answer.Answer{
		Question: q.Text, Verdict: answer.Answered, Answer: "4.2 million crowns [1].", Mode: "model", Model: "small-7b",
		Citations: []answer.Citation{{N: 1, Article: "weir", Quote: quote, Start: 45, End: len(weirText)}},
	}
	return q, a
}

// TestRecordAndBack: what is kept of an answer tells all that its trace told.
func TestRecordAndBack(t *testing.T) {
	ctx := context.Background()
	q, a := readByModel()
	records := journal.NewMemoryRecords()
	r := recorder{records: records}
	if err := r.keep(ctx, shelf{"weir": {Text: weirText}}, q, a); err != nil {
		t.Fatal(err)
	}
	kept, err := records.Get(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	back := traced(kept)
	back.At = back.At.UTC()
	back.Passages = q.Trace.Passages // which are shown apart
	if diff := cmp.Diff(*q.Trace, back); diff != "" {
		t.Errorf("the trace is another:\n%s", diff)
	}
	got := answer.Asked{Surface: kept.Surface, Person: kept.Person, Conversation: kept.Conversation, Private: kept.Private}
	if diff := cmp.Diff(q.Asked, got); diff != "" {
		t.Errorf("asked otherwise:\n%s", diff)
	}
	for name, test := range map[string]struct {
		now  shelf
		want []string // of each passage, then of the citation: its text and what became of it
	}{
		"as it was": {shelf{"weir": {Text: weirText}, "gone": {Text: "gone"}}, []string{weirText + "|", "|changed since", "|", "|"}},
		"changed":   {shelf{"weir": {Text: "Today: " + weirText, Status: "corrected"}}, []string{"|changed since, marked as corrected", "|no longer there", "|marked as corrected", "|changed since, marked as corrected"}},
		"gone":      {shelf{}, []string{"|no longer there", "|no longer there", "|no longer there", "|no longer there"}},
	} {
		shown, err := shownRecord(ctx, test.now, kept)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range shown.Passages {
			got = append(got, p.Text+"|"+inShort(p.Note))
		}
		if got = append(got, "|"+inShort(shown.Cited[0].Note)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// inShort is a note by the words that matter.
func inShort(note string) string {
	var found []string
	for _, words := range []string{"changed since", "no longer there", "marked as corrected"} {
		if strings.Contains(note, words) {
			found = append(found, words)
		}
	}
	return strings.Join(found, ", ")
}

// TestRecordWithoutTrace: an answer of which nothing was traced is kept with what
// it says itself.
func TestRecordWithoutTrace(t *testing.T) {
	q, a := readByModel()
	q.Trace, a.SentTo, a.Understood = nil, "models.example", "how much will the repair cost?"
	r := recordOf(context.Background(), shelf{}, q, a)
	if r.Question != q.Text || r.Understood != a.Understood || r.Model != a.Model || r.Host != a.SentTo || r.Verdict != "answered" || r.Answer != a.Answer || len(r.Cited) != 1 || time.Since(r.At) > time.Hour {
		t.Errorf("kept as %+v", r)
	}
}

// TestWhatIsNotKept: nothing of a private question reaches the disk unless the
// settings say so, nor of a question that nobody asked.
func TestWhatIsNotKept(t *testing.T) {
	ctx := context.Background()
	for _, test := range []struct {
		name    string
		asked   answer.Asked
		keeping keeping
		want    bool
	}{
		{"private", answer.Asked{Surface: "dm", Private: true}, keeping{}, false},
		{"private, and set to be kept", answer.Asked{Surface: "dm", Private: true}, keeping{private: true}, true},
		{"in a channel", answer.Asked{Surface: "mention"}, keeping{}, true},
		{"asked by nobody", answer.Asked{}, keeping{private: true}, false},
	} {
		dir := t.TempDir()
		s, err := store.Create(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		q, a := readByModel()
		const mark = "quillfeather"
		test.asked.Person, test.asked.Conversation = mark, mark
		q.Asked, q.Text, a.Answer, a.Citations[0].Quote, q.Trace.Understood, q.Trace.Claims[0].Quote = test.asked, mark, mark, mark, mark, mark
		if err := (recorder{s.Records(), test.keeping}).keep(ctx, shelf{}, q, a); err != nil {
			t.Fatal(err)
		}
		if files := holding(t, dir, mark); len(files) > 0 != test.want {
			t.Errorf("%s: it stands in %q while the program runs", test.name, files)
		}
		list, err := s.Records().List(ctx, journal.Selection{Private: true})
		if err != nil || len(list) == 1 != test.want {
			t.Errorf("%s: %d are listed, %v", test.name, len(list), err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if files := holding(t, dir, mark); len(files) > 0 != test.want {
			t.Errorf("%s: it stands in %q afterwards", test.name, files)
		}
	}
}

// TestPrivateNoMore: private answers are forgotten when they are not kept any
// more, and old ones by their age.
func TestPrivateNoMore(t *testing.T) {
	for _, test := range []struct {
		keeping keeping
		want    []string
	}{
		{keeping{private: true}, []string{"new, private", "old, private", "new", "old"}},
		{keeping{}, []string{"new", "old"}},
		{keeping{private: true, answers: 90 * day}, []string{"new, private", "new"}},
		{keeping{answers: 90 * day}, []string{"new"}},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		s, err := store.Create(ctx, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		for _, question := range []string{"old", "new", "old, private", "new, private"} {
			r := journal.Record{Question: question, Private: strings.Contains(question, "private"), At: time.Now()}
			if strings.Contains(question, "old") {
				r.At = r.At.Add(-91 * day)
			}
			if _, err := s.Records().Add(ctx, r); err != nil {
				t.Fatal(err)
			}
		}
		ended := make(chan struct{})
		tended := &counting{Records: s.Records(), did: make(chan struct{}, 9)}
		go func() {
			defer close(ended)
			test.keeping.tend(ctx, tended, func(err error) { t.Errorf("%+v: %v", test.keeping, err) })
		}()
		if test.keeping.answers > 0 {
			<-tended.did
		} else {
			<-ended
		}
		list, err := s.Records().List(ctx, journal.Selection{Private: true})
		var got []string
		for _, r := range list {
			got = append(got, r.Question)
		}
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%+v leaves %q, %v; want %q", test.keeping, got, err, test.want)
		}
		cancel()
		<-ended
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// counting tells when it has forgotten old answers.
type counting struct {
	journal.Records
	did chan struct{}
}

func (c *counting) Forget(ctx context.Context, before time.Time) (int, error) {
	defer func() { c.did <- struct{}{} }()
	return c.Records.Forget(ctx, before)
}

// TestEarlierTurns: a follow-up is read with the last questions of its own thread.
func TestEarlierTurns(t *testing.T) {
	ctx := context.Background()
	records := journal.NewMemoryRecords()
	r := recorder{records: records}
	desk, other := thread{name: "desk"}, thread{name: "other"}
	for i := range 9 {
		for _, in := range []thread{desk, other, {}} {
			q := answer.Question{Text: fmt.Sprintf("%s %d?", in.name, i), Asked: answer.Asked{Surface: "terminal", Conversation: in.conversation()}}
			if err := r.keep(ctx, shelf{}, q, answer.Answer{Answer: fmt.Sprint(i)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := desk.earlier(ctx, r)
	want := []answer.Turn{{Question: "desk 3?", Answer: "3", Asked: "desk 3?"}, {Question: "desk 4?", Answer: "4", Asked: "desk 4?"}, {Question: "desk 5?", Answer: "5", Asked: "desk 5?"}, {Question: "desk 6?", Answer: "6", Asked: "desk 6?"}, {Question: "desk 7?", Answer: "7", Asked: "desk 7?"}, {Question: "desk 8?", Answer: "8", Asked: "desk 8?"}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if got, err := (&thread{}).earlier(ctx, recorder{}); len(got) > 0 || err != nil {
		t.Errorf("without a thread: %+v, %v", got, err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := desk.earlier(stopped, r); !errors.Is(err, context.Canceled) {
		t.Errorf("what cannot be read is an error: %v", err)
	}
}
