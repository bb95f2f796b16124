package eval_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"secondsource/internal/answer"
	"secondsource/internal/eval"
)

func TestReadChecks(t *testing.T) {
	golds, err := eval.ReadChecks(strings.NewReader("\n" + `{"id":"a","claim":"12 boats sank.","verdict":["supported"],"items":[{"text":"12","verdict":["supported"]}]}` + "\n"))
	if err != nil || len(golds) != 1 || golds[0].Items[0].Text != "12" {
		t.Fatalf("%+v %v", golds, err)
	}
	for name, bad := range map[string]string{
		"no gold claim":        "",
		"line 1: not":          "{",
		`no "id"`:              `{"claim":"c","verdict":["weaker"]}`,
		`has no "claim"`:       `{"id":"a","verdict":["weaker"]}`,
		`has no "verdict"`:     `{"id":"a","claim":"c"}`,
		"no such verdict":      `{"id":"a","claim":"c","verdict":["maybe"]}`,
		"stand in the claim":   `{"id":"a","claim":"c","verdict":["weaker"],"items":[{"text":"12"}]}`,
		`the id "a" is taken`:  `{"id":"a","claim":"c","verdict":["weaker"]}` + "\n" + `{"id":"a","claim":"c","verdict":["weaker"]}`,
		"line 2: not a gold c": `{"id":"a","claim":"c","verdict":["weaker"]}` + "\n{",
	} {
		if _, err := eval.ReadChecks(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRunChecks(t *testing.T) {
	golds, err := eval.ReadChecks(strings.NewReader(`
{"id":"right","claim":"12 boats sank.","verdict":["supported"],"items":[{"text":"12","verdict":["supported"]}]}
{"id":"silent","claim":"13 boats sank.","verdict":["contradicted"]}
{"id":"wrong","claim":"14 boats sank.","verdict":["not_found","weaker"]}
{"id":"item","claim":"12 boats sank in May.","verdict":["supported"],"items":[{"text":"May","verdict":["supported"]}]}
{"id":"broken","claim":"15 boats sank.","verdict":["supported"]}`))
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[string]answer.CheckVerdict{"12": answer.ClaimIsSupported, "13": answer.ClaimNotFound, "14": answer.Contradicted}
	check := func(_ context.Context, claim string) (answer.Check, error) {
		v, ok := verdicts[claim[:2]]
		if !ok {
			return answer.Check{}, errors.New("no index")
		}
		return answer.Check{Claim: claim, Verdict: v, Items: []answer.CheckItem{{Text: claim[:2], Verdict: v}}}, nil
	}
	report, err := eval.RunChecks(t.Context(), golds, check)
	if err != nil || report.Passed != 1 || report.Wrong != 1 {
		t.Fatalf("%+v %v", report, err)
	}
	var table, lines bytes.Buffer
	if err := errors.Join(report.WriteTable(&table), report.WriteJSON(&lines)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"pass   right", "fail   silent", "WRONG  wrong", `"May" is no item`, "error: no index", "1 of 5 pass, 1 wrong"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, table.String())
		}
	}
	if n := strings.Count(lines.String(), "\n"); n != 5 {
		t.Errorf("%d lines:\n%s", n, lines.String())
	}
}
