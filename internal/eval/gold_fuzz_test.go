package eval_test

import (
	"context"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/eval"
)

// FuzzBroken holds that grading survives any text, and that an answer which
// repeats its quote word for word lacks no ground.
func FuzzBroken(f *testing.F) {
	for _, seed := range []string{
		"About 330,000 crates, or 0.33 million, were counted on Dec. 14, 2025.", "half a million; two hundred and fifty thousand; a dozen dozen",
		"14 300 people in 2022-2023, $50-60 billion, 5m, 330.000, 1.234.567", "on 28 de noviembre, Nov. 14-16, 2025-12-01, --12-14 and 2025-12",
		"“Nobody told us,” said Ana Ruiz. \"What", "[1] [99999999999999999999] [", "twenty-", "1,2,3", "\xff\xfe 3\x00 million",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		article := func(context.Context, string) (corpus.Article, error) { return corpus.Article{Text: text}, nil }
		a := answer.Answer{
			Verdict: answer.Answered, Answer: text, Citations: []answer.Citation{{N: 1, Quote: text, End: len(text)}},
			Claims: []answer.Claim{{Text: text, Value: text, Tellings: []answer.Telling{{Citation: 1, AsWritten: text}}}},
		}
		for _, broken := range eval.Broken(context.Background(), a, article) {
			if strings.Contains(broken, "nothing it cites has it") || strings.Contains(broken, "not written so") {
				t.Errorf("%q against itself: %s", text, broken)
			}
		}
	})
}
