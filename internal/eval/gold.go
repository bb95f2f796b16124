package eval

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"secondsource/corpus"
	"secondsource/internal/answer"
)

// Gold is one question with what any honest answer to it must show. A list of
// lists means: of every inner list at least one. An empty list asks nothing.
type Gold struct {
	ID         string                `json:"id"`
	Earlier    []string              `json:"earlier"` // asked before it, in order, in the same conversation
	Question   string                `json:"question"`
	Verdict    []answer.Verdict      `json:"verdict"`     // the verdict is one of these
	Must       [][]string            `json:"must"`        // stands in the answer's or a claim's text
	MustNot    []string              `json:"must_not"`    // stands in neither
	Cite       [][]string            `json:"cite"`        // beginnings of ids of cited articles
	Caveats    [][]answer.CaveatKind `json:"caveats"`     // present
	CaveatsNot []answer.CaveatKind   `json:"caveats_not"` // absent
}

// maxGoldLine bounds one line of a gold file; a longer one is an error.
const maxGoldLine = 1 << 20

// ReadGold reads one question a line. An error names the line. Keys that Gold
// does not have are left unread, so that a file may carry notes of its own.
func ReadGold(r io.Reader) ([]Gold, error) {
	var golds []Gold
	seen := map[string]int{}
	err := numberedLines(r, maxGoldLine, "line %d", func(n int, line []byte) error {
		var g Gold
		if err := json.Unmarshal(line, &g); err != nil {
			return fmt.Errorf("not a gold question: %w", err)
		}
		if err := g.check(); err != nil {
			return err
		}
		if first, ok := seen[g.ID]; ok {
			return fmt.Errorf("the id %q is taken by line %d", g.ID, first)
		}
		seen[g.ID] = n
		golds = append(golds, g)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(golds) == 0 {
		return nil, errors.New("no gold question in it: one JSON object a line is expected")
	}
	return golds, nil
}

func (g Gold) check() error {
	switch {
	case g.ID == "":
		return errors.New(`no "id"`)
	case g.Question == "":
		return fmt.Errorf(`%s has no "question"`, g.ID)
	case len(g.Verdict) == 0:
		return fmt.Errorf(`%s has no "verdict"`, g.ID)
	}
	for _, v := range g.Verdict {
		if !slices.Contains(verdicts, v) {
			return fmt.Errorf("%s: no such verdict: %q", g.ID, v)
		}
	}
	for _, k := range slices.Concat(append(slices.Clone(g.Caveats), g.CaveatsNot)...) {
		if !slices.Contains(caveatKinds, k) {
			return fmt.Errorf("%s: no such caveat: %q", g.ID, k)
		}
	}
	return nil
}

var verdicts = []answer.Verdict{answer.Answered, answer.Disputed, answer.Unknown, answer.Partial, answer.NotFound}

var caveatKinds = []answer.CaveatKind{
	answer.Conflict, answer.Scope, answer.Changed, answer.Stage, answer.Spelling, answer.SingleSource,
	answer.SameOrigin, answer.Unattributed, answer.Anonymous, answer.Hedged, answer.Undated, answer.Stale,
	answer.Corrected, answer.Withdrawn, answer.ExtractiveFallback,
}

// Articles finds an article by its id; corpus.ErrNotFound for an unknown one.
type Articles func(ctx context.Context, id string) (corpus.Article, error)

// Asker answers one question of a conversation.
type Asker func(ctx context.Context, question string, earlier []answer.Turn) (answer.Answer, error)

// Result is how one question fared.
type Result struct {
	ID       string         `json:"id"`
	Question string         `json:"question"`
	Whole    string         `json:"understood,omitempty"` // the question as it was answered, where that differs
	Verdict  answer.Verdict `json:"verdict"`              // "" when asking failed
	Answer   string         `json:"answer"`
	Pass     bool           `json:"pass"`
	Wrong    bool           `json:"wrong"`
	Alarm    bool           `json:"alarm"`  // raises a conflict where the gold forbids one
	Failed   []string       `json:"failed"` // each check that did not hold, in words
	Why      []string       `json:"why"`    // why it counts as wrong

	// Of a question that has an answer and was answered with silence: the
	// closest passages show an article that the gold cites, and something of
	// what a right answer must have.
	Missed      bool `json:"missed"`
	NearArticle bool `json:"near_article"`
	NearValue   bool `json:"near_value"`
}

// Report is the outcome of a gold file.
type Report struct {
	Results []Result
	Passed  int
	Wrong   int
	Alarms  int // conflicts raised falsely
}

// RunGold asks every question in order and grades the answers; each, when not
// nil, is called after every question. A question that cannot be answered
// because asking fails counts as failed, not as wrong. Questions that share
// the beginning of a conversation share its answers. The error is ctx's.
func RunGold(ctx context.Context, golds []Gold, ask Asker, articles Articles, each func(Result)) (Report, error) {
	var report Report
	c := conversations{ask: ask, said: map[string]answer.Turn{}}
	for _, g := range golds {
		a, err := c.answer(ctx, g)
		if ctx.Err() != nil {
			return report, ctx.Err()
		}
		result := Result{ID: g.ID, Question: g.Question, Failed: []string{}, Why: []string{}}
		if err != nil {
			result.Failed = append(result.Failed, "error: "+err.Error())
		} else {
			result = Grade(ctx, g, a, articles)
		}
		if result.Pass {
			report.Passed++
		}
		if result.Wrong {
			report.Wrong++
		}
		if result.Alarm {
			report.Alarms++
		}
		report.Results = append(report.Results, result)
		if each != nil {
			each(result)
		}
	}
	return report, nil
}

// conversations answers questions, each behind those asked before it.
type conversations struct {
	ask  Asker
	said map[string]answer.Turn // by all questions up to it
}

func (c conversations) answer(ctx context.Context, g Gold) (answer.Answer, error) {
	var earlier []answer.Turn
	so := ""
	for _, question := range g.Earlier {
		so += question + "\n"
		turn, ok := c.said[so]
		if !ok {
			a, err := c.ask(ctx, question, earlier)
			if err != nil {
				return answer.Answer{}, fmt.Errorf("before it, %q: %w", question, err)
			}
			turn = turnOf(a)
			c.said[so] = turn
		}
		earlier = append(earlier, turn)
	}
	a, err := c.ask(ctx, g.Question, earlier)
	if err == nil {
		c.said[so+g.Question+"\n"] = turnOf(a)
	}
	return a, err
}

// turnOf is an answered question as those after it see it.
func turnOf(a answer.Answer) answer.Turn {
	return answer.Turn{Question: cmp.Or(a.Understood, a.Question), Answer: a.Answer, Asked: a.Question, Stays: a.Stays}
}
