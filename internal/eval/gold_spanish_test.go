package eval_test

import (
	"context"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/eval"
)

// Figures of Spanish articles are read as Spanish writes them, and only so.
func TestBrokenReadsSpanishFigures(t *testing.T) {
	text := "La empresa perdió 1,5 millones de euros y evacuó a 330 mil vecinos."
	for value, holds := range map[string]bool{"1500000": true, "330000": true, "15000000": false, "1.5": false, "330": false} {
		a := answer.Answer{
			Verdict: answer.Answered, Answer: "“1,5 millones de euros” [1].",
			Claims:    []answer.Claim{{Text: "1,5 millones de euros", Value: value, Tellings: []answer.Telling{{Citation: 1, AsWritten: "1,5 millones de euros"}}}},
			Citations: []answer.Citation{{N: 1, Article: "a", Quote: text, Start: 0, End: len(text)}},
		}
		broken := eval.Broken(context.Background(), a, func(context.Context, string) (corpus.Article, error) {
			return corpus.Article{ID: "a", Text: text}, nil
		})
		if (len(broken) == 0) != holds {
			t.Errorf("%s: %s", value, strings.Join(broken, "; "))
		}
	}
}
