package eval_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/eval"
	"secondsource/retrieval"
)

// askAlone asks a question of the given articles and nothing else.
func askAlone(ctx context.Context, articles []corpus.Article, question string) (a answer.Answer, err error) {
	lib, err := retrieval.NewMemory(ctx, articles)
	if err != nil {
		return a, err
	}
	a, err = answer.New(lib, answer.Options{}).Ask(ctx, answer.Question{Text: question})
	return a, errors.Join(err, lib.Close())
}

// TestDisagreements holds the comparison of sources to the set of
// disagreements: conflicts found, and none raised falsely, of every kind.
func TestDisagreements(t *testing.T) {
	file, err := os.Open("testdata/disagreements.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, err := eval.ReadCases(file)
	if err != nil {
		t.Fatal(err)
	}
	report, err := eval.RunCases(t.Context(), cases, askAlone)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range report.Kinds {
		if k := report.ByKind[kind]; k.Precision() < 0.9 || k.Recall() < 0.9 {
			t.Errorf("%s: %d conflicts raised of %d, %d falsely", kind, k.Right, k.Right+k.Missed, k.False)
		}
	}
	if all := report.All; all.Passed < 142 || all.Precision() < 0.9 || all.Recall() < 0.9 {
		t.Errorf("%d of %d pass, conflict: precision %.2f, recall %.2f", all.Passed, all.Cases, all.Precision(), all.Recall())
	}
	if t.Failed() {
		var b strings.Builder
		if err := report.WriteTable(&b); err != nil {
			t.Error(err)
		}
		t.Log(b.String())
	}
}

func TestReadCases(t *testing.T) {
	article := `"articles":[{"id":"a","text":"Two people came."}]`
	for _, c := range []struct{ name, line, want string }{
		{"no kind", `{"id":"x","question":"q","verdict":["answered"],` + article + `}`, `no "kind"`},
		{"no article", `{"id":"x","question":"q","verdict":["answered"],"kind":"figure"}`, `no "articles"`},
		{"a conflict that is not disputed", `{"id":"x","question":"q","verdict":["answered"],"kind":"figure","conflict":true,` + article + `}`, "a conflict is what is disputed"},
		{"an article without a text", `{"id":"x","question":"q","verdict":["answered"],"kind":"figure","articles":[{"id":"a"}]}`, "without an id or a text"},
		{"no JSON", `{`, "line 1: not a case"},
		{"nothing", "", "no case in it"},
		{"twice the id", `{"id":"x","question":"q","verdict":["answered"],"kind":"figure",` + article + "}\n" + `{"id":"x","question":"q","verdict":["answered"],"kind":"figure",` + article + `}`, "line 2: the id"},
	} {
		_, err := eval.ReadCases(strings.NewReader(c.line))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want it to say %q", c.name, err, c.want)
		}
	}
}
