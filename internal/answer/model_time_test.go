package answer_test

// However a model takes its time, the reader's answer is there within the limit:
// on a clock of the test's own, with a model that never replies to what it is
// asked first, second or third.

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/prompts"
	"secondsource/retrieval"
)

func TestAnswerWithinTheLimit(t *testing.T) {
	lib, err := retrieval.NewMemory(t.Context(), []corpus.Article{blaze, seagull})
	if err != nil {
		t.Fatal(err)
	}
	earlier := []answer.Turn{{Question: "How much did the repair of the quay cost?", Answer: "$4 million [1]."}}
	questions := map[string]answer.Question{
		"one part":       {Text: "How much did the repair of the quay cost?"},
		"four parts":     {Text: "How many boats were destroyed in the warehouse fire, and how much did the repair of the quay cost, and who founded the boatyard, and when did Irene Falk resign?"},
		"to be made one": {Text: "what would one pay for that again", Earlier: earlier},
		"to be put over": {Text: "¿Cuánto costó la reparación del muelle?"},
	}
	const limit = 20 * time.Second
	for name, q := range questions {
		for hangsFrom := range 4 {
			synctest.Test(t, func(t *testing.T) {
				m := &scripted{}
				m.reply = func(ctx context.Context, _ prompts.Prompt) (string, error) {
					if len(m.asked) > hangsFrom {
						<-ctx.Done()
						return "", ctx.Err()
					}
					time.Sleep(2 * time.Second) // on the test's clock
					return "no JSON", nil
				}
				began := time.Now()
				a, err := answer.New(lib, answer.Options{Now: time.Now, Model: m, ModelWithin: limit}).Ask(context.Background(), q)
				if err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); took > limit {
					t.Errorf("%s, hanging from call %d on: %s", name, hangsFrom, took)
				}
				if len(m.asked) == 0 || a.Answer == "" {
					t.Errorf("%s: asked %d times: %q", name, len(m.asked), a.Answer)
				}
			})
		}
	}
}
