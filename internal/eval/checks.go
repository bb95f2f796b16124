package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"secondsource/internal/answer"
)

// GoldCheck is one claim with the verdicts that an honest check of it may come
// to, and optionally those of items in it.
type GoldCheck struct {
	ID      string                `json:"id"`
	Claim   string                `json:"claim"`
	Verdict []answer.CheckVerdict `json:"verdict"`
	Items   []struct {
		Text    string                `json:"text"` // the claim's words
		Verdict []answer.CheckVerdict `json:"verdict"`
	} `json:"items"`
}

var checkVerdicts = []answer.CheckVerdict{
	answer.Contradicted, answer.InDispute, answer.ClaimNotFound, answer.WeaklySupported, answer.ClaimIsSupported,
}

// ReadChecks reads one claim a line. An error names the line.
func ReadChecks(r io.Reader) ([]GoldCheck, error) {
	var golds []GoldCheck
	seen := map[string]bool{}
	err := numberedLines(r, maxGoldLine, "line %d", func(_ int, line []byte) error {
		var g GoldCheck
		if err := json.Unmarshal(line, &g); err != nil {
			return fmt.Errorf("not a gold claim: %w", err)
		}
		if err := g.check(); err != nil {
			return err
		}
		if seen[g.ID] {
			return fmt.Errorf("the id %q is taken", g.ID)
		}
		seen[g.ID] = true
		golds = append(golds, g)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(golds) == 0 {
		return nil, errors.New("no gold claim in it: one JSON object a line is expected")
	}
	return golds, nil
}

func (g GoldCheck) check() error {
	switch {
	case g.ID == "":
		return errors.New(`no "id"`)
	case g.Claim == "":
		return fmt.Errorf(`%s has no "claim"`, g.ID)
	case len(g.Verdict) == 0:
		return fmt.Errorf(`%s has no "verdict"`, g.ID)
	}
	all := slices.Clone(g.Verdict)
	for _, it := range g.Items {
		if !strings.Contains(g.Claim, it.Text) {
			return fmt.Errorf("%s: the item %q does not stand in the claim", g.ID, it.Text)
		}
		all = append(all, it.Verdict...)
	}
	for _, v := range all {
		if !slices.Contains(checkVerdicts, v) {
			return fmt.Errorf("%s: no such verdict: %q", g.ID, v)
		}
	}
	return nil
}

// CheckResult is how one claim fared. Wrong is a claim that was said to be
// supported or contradicted and must not be: worse than failing.
type CheckResult struct {
	ID      string              `json:"id"`
	Claim   string              `json:"claim"`
	Verdict answer.CheckVerdict `json:"verdict"` // "" when checking failed
	Pass    bool                `json:"pass"`
	Wrong   bool                `json:"wrong"`
	Failed  []string            `json:"failed"` // what did not hold, in words
}

// CheckReport is the outcome of a file of gold claims.
type CheckReport struct {
	Results []CheckResult
	Passed  int
	Wrong   int
}

// Checker checks one claim.
type Checker func(ctx context.Context, claim string) (answer.Check, error)

// RunChecks checks every claim in order. The error is ctx's.
func RunChecks(ctx context.Context, golds []GoldCheck, check Checker) (CheckReport, error) {
	var report CheckReport
	for _, g := range golds {
		c, err := check(ctx, g.Claim)
		if ctx.Err() != nil {
			return report, ctx.Err()
		}
		result := CheckResult{ID: g.ID, Claim: g.Claim, Failed: []string{}}
		if err != nil {
			result.Failed = append(result.Failed, "error: "+err.Error())
		} else {
			result = GradeCheck(g, c)
		}
		if result.Pass {
			report.Passed++
		}
		if result.Wrong {
			report.Wrong++
		}
		report.Results = append(report.Results, result)
	}
	return report, nil
}

// GradeCheck holds a check against what it may come to.
func GradeCheck(g GoldCheck, c answer.Check) CheckResult {
	r := CheckResult{ID: g.ID, Claim: g.Claim, Verdict: c.Verdict, Failed: []string{}}
	r.hold("the claim", c.Verdict, g.Verdict)
	for _, want := range g.Items {
		i := slices.IndexFunc(c.Items, func(it answer.CheckItem) bool { return it.Text == want.Text })
		if i < 0 {
			r.Failed = append(r.Failed, fmt.Sprintf("%q is no item", want.Text))
			continue
		}
		r.hold(fmt.Sprintf("%q", want.Text), c.Items[i].Verdict, want.Verdict)
	}
	r.Pass = len(r.Failed) == 0
	return r
}

func (r *CheckResult) hold(what string, got answer.CheckVerdict, want []answer.CheckVerdict) {
	if slices.Contains(want, got) {
		return
	}
	r.Failed = append(r.Failed, fmt.Sprintf("%s is %s, not %v", what, got, want))
	r.Wrong = r.Wrong || got == answer.ClaimIsSupported || got == answer.Contradicted
}

// WriteJSON writes one line a claim.
func (r CheckReport) WriteJSON(w io.Writer) error { return writeLines(w, r.Results) }

// WriteTable writes a row a claim, what failed beneath it, and the totals.
func (r CheckReport) WriteTable(w io.Writer) error {
	var b strings.Builder
	width := 0
	for _, result := range r.Results {
		width = max(width, utf8.RuneCountInString(result.ID))
	}
	for _, result := range r.Results {
		fmt.Fprintf(&b, "%-5s  %-*s  %-12s  %s\n", state(result.Pass, result.Wrong), width, result.ID, result.Verdict, result.Claim)
		for _, failed := range result.Failed {
			fmt.Fprintf(&b, "%*s- %s\n", width+9, "", failed)
		}
	}
	fmt.Fprintf(&b, "\n%d of %d pass, %d wrong\n", r.Passed, len(r.Results), r.Wrong)
	_, err := io.WriteString(w, b.String())
	return err
}
