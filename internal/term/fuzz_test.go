package term_test

import (
	"bytes"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/term"
)

// FuzzShown holds that no text, at any width, brings a control character to
// the terminal.
func FuzzShown(f *testing.F) {
	f.Add("a\x1b[31mred\x1b]0;title\x07", 40)
	f.Add("\x1b\x1b[[0m\u009b2J\u202e", -3)
	f.Add("one two\n\nthree\xff", 1)
	f.Fuzz(func(t *testing.T, text string, width int) {
		c := answer.Citation{N: 1, Article: text, Publisher: text, Published: text, Title: text, Quote: text}
		a := answer.Answer{
			Answer: text, Citations: []answer.Citation{c}, Nearest: []answer.Near{{Article: text, Quote: text}},
			Caveats: []answer.Caveat{{Text: text, Citations: []int{1}}},
			Claims:  []answer.Claim{{Text: text, Tellings: []answer.Telling{{Citation: 1, AsWritten: text, Attribution: text}}}, {Text: text}},
		}
		whole := answer.Article{ID: text, Title: text, Text: text, Spans: []corpus.Span{{Kind: "byline", End: len(text) / 2}}}
		var b bytes.Buffer
		for _, err := range []error{
			term.Answer(&b, a, term.Options{Width: width}), term.Article(&b, whole, term.Options{Width: width}),
			term.Sources(&b, []answer.SourceRow{{ID: text, Title: text, Publisher: text}}, term.Options{Width: width}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if r, shown := hidden(b.String()); shown {
			t.Errorf("%q shows %U", text, r)
		}
	})
}
