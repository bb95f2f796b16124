package term_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"secondsource/internal/answer"
	"secondsource/internal/term"
)

// byModel is an answer that a model read, with claims of every fate.
func byModel() term.Recorded {
	return term.Recorded{
		Number: 12, Asked: answer.Asked{Surface: "thread", Person: "U7", Conversation: "T1/C1/1.0"}, Mode: "model",
		Trace: answer.Trace{
			At:       time.Date(2025, 4, 14, 9, 5, 0, 0, time.UTC),
			Question: "and how many of them are empty?", Understood: "how many crates on the quay are empty?", Language: "en",
			Model: "small-7b", Host: "models.example", Prompts: []string{"whole-1", "read-1"}, In: 2140, Out: 212, Cost: 0.00042,
			Claims: []answer.TraceClaim{
				{Text: "No crate is empty.", Value: "0", Passage: 99, Quote: "None of them was empty.", Fate: answer.Dropped, Reason: "there is no passage 99"},
				{Text: "The port authority counted 330,000 crates.", Value: "330000", Passage: 1, Quote: "about 330,000", Fate: answer.Reworded, Reason: "“about” was lost"},
				{Text: "Union officials count 310,000 crates.", Value: "310000", Passage: 2, Quote: "Union officials count 310,000 crates.", Fate: answer.Kept},
			},
			Took:    []answer.StepTook{{Step: "gather", Took: 812 * time.Microsecond}, {Step: "read", Took: 2345 * time.Millisecond}, {Step: "check", Took: 41500 * time.Microsecond}},
			Verdict: answer.Disputed, Answer: "The articles disagree: about 330,000 [1] or 310,000 [2].",
		},
		LeftOut: 3,
		Cited: []term.RecordedPassage{
			{N: 1, Article: "post-0412", Start: 40, End: 120, Text: post.Quote},
			{N: 2, Article: "gazette-0413", Start: 0, End: 37, Text: gazette.Quote, Note: "The article was changed since: these words no longer stand there."},
		},
		Read: []term.RecordedPassage{
			{N: 1, Article: "post-0412", Start: 40, End: 400, Text: post.Quote + " Nobody knew on Sunday who had ordered them to stop."},
			{N: 2, Article: "gazette-0413", Start: 0, End: 37, Note: "The article was changed since."},
		},
	}
}

// extracted is an answer without a model, to a private question.
func extracted() term.Recorded {
	return term.Recorded{
		Number: 7, Asked: answer.Asked{Surface: "dm", Private: true}, Mode: "extractive",
		Trace: answer.Trace{At: time.Date(2025, 4, 13, 23, 59, 0, 0, time.UTC), Question: "how old is the harbour master?", Verdict: answer.NotFound,
			Answer: "The articles do not say.", Took: []answer.StepTook{{Step: "gather", Took: 90 * time.Second}}},
	}
}

func renderedRecord(t *testing.T, r term.Recorded, o term.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := term.Record(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func renderedRecords(t *testing.T, o term.Options, rows ...term.Recorded) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := term.Records(&b, rows, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRecordGolden(t *testing.T) {
	golden(t, "record", renderedRecord(t, byModel(), term.Options{}))
	golden(t, "record_colour", renderedRecord(t, byModel(), term.Options{Color: true, Width: 60}))
	golden(t, "record_extractive", renderedRecord(t, extracted(), term.Options{}))
	fallen := extracted()
	fallen.Trace.Model, fallen.Trace.Fallback = "small-7b", "the model did not answer within 20 s"
	golden(t, "records", renderedRecords(t, term.Options{}, byModel(), extracted(), fallen))
	golden(t, "records_none", renderedRecords(t, term.Options{}))
	for _, shown := range [][]byte{renderedRecord(t, byModel(), term.Options{}), renderedRecords(t, term.Options{}, byModel(), extracted())} {
		for _, line := range bytes.Split(shown, []byte("\n")) {
			if w := ansi.StringWidth(string(line)); w > 80 {
				t.Errorf("%d columns: %s", w, line)
			}
		}
	}
}

// TestRecordShowsNoControls: no text of a model, an asker or an article brings a
// control character to the terminal.
func TestRecordShowsNoControls(t *testing.T) {
	bad := "a\x1b[31mred\x1b]0;title\x07 \u009b2J\u202e"
	passage := []term.RecordedPassage{{N: 1, Article: bad, Text: bad, Note: bad}}
	r := term.Recorded{
		Asked: answer.Asked{Surface: bad, Person: bad, Conversation: bad},
		Trace: answer.Trace{
			Question: bad, Understood: bad + bad, Language: bad, Model: bad, Host: bad, Prompts: []string{bad}, Fallback: bad,
			Verdict: answer.Verdict(bad), Answer: bad, Took: []answer.StepTook{{Step: answer.Step(bad)}},
			Claims: []answer.TraceClaim{{Text: bad, Value: bad, Quote: bad, Reason: bad, Fate: answer.Fate(bad)}},
		},
		Cited: passage, Read: passage,
	}
	for _, shown := range [][]byte{renderedRecord(t, r, term.Options{}), renderedRecords(t, term.Options{}, r)} {
		if c, found := hidden(string(shown)); found {
			t.Errorf("shows %U", c)
		}
	}
}
