package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"secondsource/corpus"
	"secondsource/internal/answer"
)

// Case is one question asked of a few articles of its own: a way in which
// sources differ, or a harmless twin that only looks like it.
type Case struct {
	Gold
	Kind     string        `json:"kind"` // "figure", "successor", "copy", …
	Twin     bool          `json:"twin"`
	Conflict bool          `json:"conflict"` // an honest desk says that the sources contradict each other
	Articles []CaseArticle `json:"articles"`
}

// CaseArticle is one article of a case; what is not said is left out.
type CaseArticle struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Published string `json:"published"`
	Status    string `json:"status"`
	Text      string `json:"text"`
}

// maxCaseLine bounds one line of a file of cases.
const maxCaseLine = 4 << 20

// ReadCases reads one case a line. An error names the line.
func ReadCases(r io.Reader) ([]Case, error) {
	var cases []Case
	seen := map[string]bool{}
	err := numberedLines(r, maxCaseLine, "line %d", func(_ int, line []byte) error {
		var c Case
		if err := json.Unmarshal(line, &c); err != nil {
			return fmt.Errorf("not a case: %w", err)
		}
		if err := errors.Join(c.Gold.check(), c.check()); err != nil {
			return err
		}
		if seen[c.ID] {
			return fmt.Errorf("the id %q is taken by an earlier line", c.ID)
		}
		seen[c.ID] = true
		cases = append(cases, c)
		return nil
	})
	if err == nil && len(cases) == 0 {
		err = errors.New("no case in it: one JSON object a line is expected")
	}
	return cases, err
}

func (c Case) check() error {
	switch {
	case c.Kind == "":
		return fmt.Errorf(`%s has no "kind"`, c.ID)
	case len(c.Articles) == 0:
		return fmt.Errorf(`%s has no "articles"`, c.ID)
	case c.Conflict != slices.Equal(c.Verdict, []answer.Verdict{answer.Disputed}):
		return fmt.Errorf("%s: a conflict is what is disputed, and nothing else", c.ID)
	}
	for _, a := range c.Articles {
		if a.ID == "" || strings.TrimSpace(a.Text) == "" {
			return fmt.Errorf("%s: an article without an id or a text", c.ID)
		}
	}
	return nil
}

// stories are the case's articles as a reader of files gives them.
func (c Case) stories() []corpus.Article {
	var out []corpus.Article
	for _, a := range c.Articles {
		story := corpus.Article{ID: a.ID, Title: a.Title, Publisher: a.Publisher, Published: a.Published, Status: a.Status, Text: corpus.Normalise(a.Text)}
		corpus.Mark(&story)
		out = append(out, story)
	}
	corpus.GroupOrigins(out)
	return out
}

// CaseTotals counts how the cases of one kind, or all, fared.
type CaseTotals struct {
	Cases, Passed, Wrong int
	Right                int // conflicts raised that are some
	False                int // conflicts raised that are none
	Missed               int // conflicts not raised
}

// Precision is the share of the conflicts raised that are some; 1 when none was.
func (t CaseTotals) Precision() float64 { return rate(t.Right, t.Right+t.False) }

// Recall is the share of the conflicts that were raised; 1 when there is none.
func (t CaseTotals) Recall() float64 { return rate(t.Right, t.Right+t.Missed) }

func rate(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

func (t *CaseTotals) add(c Case, r Result, raised bool) {
	t.Cases++
	if r.Pass {
		t.Passed++
	}
	if r.Wrong {
		t.Wrong++
	}
	switch {
	case raised && c.Conflict:
		t.Right++
	case raised:
		t.False++
	case c.Conflict:
		t.Missed++
	}
}

// CaseReport is the outcome of a file of cases.
type CaseReport struct {
	Report
	Kinds  []string // in the order of the file
	ByKind map[string]*CaseTotals
	All    CaseTotals
}

// Documents answers a question from the given articles alone.
type Documents func(ctx context.Context, articles []corpus.Article, question string) (answer.Answer, error)

// RunCases asks every case of its own articles, in order, and grades the
// answers. The error is ctx's, or the first case's that could not be asked.
func RunCases(ctx context.Context, cases []Case, ask Documents) (CaseReport, error) {
	report := CaseReport{ByKind: map[string]*CaseTotals{}}
	for _, c := range cases {
		stories := c.stories()
		a, err := ask(ctx, stories, c.Question)
		if err != nil {
			return report, fmt.Errorf("%s: %w", c.ID, err)
		}
		result := Grade(ctx, c.Gold, a, func(_ context.Context, id string) (corpus.Article, error) {
			for _, s := range stories {
				if s.ID == id {
					return s, nil
				}
			}
			return corpus.Article{}, corpus.ErrNotFound
		})
		raised := slices.ContainsFunc(a.Caveats, func(v answer.Caveat) bool { return v.Kind == answer.Conflict })
		report.add(c, result, raised)
	}
	return report, nil
}

func (r *CaseReport) add(c Case, result Result, raised bool) {
	if r.ByKind[c.Kind] == nil {
		r.ByKind[c.Kind] = &CaseTotals{}
		r.Kinds = append(r.Kinds, c.Kind)
	}
	r.ByKind[c.Kind].add(c, result, raised)
	r.All.add(c, result, raised)
	r.Results = append(r.Results, result)
	r.Passed, r.Wrong = r.All.Passed, r.All.Wrong
}

// WriteTable writes a row a case, and the totals by kind.
func (r CaseReport) WriteTable(w io.Writer) error {
	if err := r.Report.WriteTable(w); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%-14s %5s %5s %5s %9s %9s %6s\n", "kind", "cases", "pass", "wrong", "precision", "recall", "")
	for _, k := range r.Kinds {
		r.ByKind[k].write(w, k)
	}
	return r.All.write(w, "all")
}

func (t CaseTotals) write(w io.Writer, name string) error {
	_, err := fmt.Fprintf(w, "%-14s %5d %5d %5d %9.2f %9.2f   %d raised of %d, %d falsely\n", name, t.Cases, t.Passed, t.Wrong, t.Precision(), t.Recall(), t.Right, t.Right+t.Missed, t.False)
	return err
}
