package eval

// RAMDocs: questions with documents of their own that state several answers,
// true and false, or none (Wang et al., "Retrieval-Augmented Generation with
// Conflicting Evidence", 2025, arXiv:2504.13079). The paper asks for the true
// ones alone, which no reader could tell from the documents; here all that they
// state is to be shown, each with its quote: that is what this program promises.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime/debug"
	"slices"
	"strings"

	"secondsource/corpus"
	"secondsource/internal/answer"
)

// RAMQuestion is one question with the documents that it is asked of.
type RAMQuestion struct {
	ID       int // the line of the file, counted from 1
	Question string
	Articles []corpus.Article // ids "q12-3": the third document of line 12
	Stated   []string         // the distinct answers that the documents state, true or false
	Digit    bool             // an answer that is held to be true has a digit
}

// ramLine is a line of the file. Other keys are left unread.
type ramLine struct {
	Question  string        `json:"question"`
	Documents []ramDocument `json:"documents"`
	Gold      []string      `json:"gold_answers"`
}

type ramDocument struct {
	Text   string `json:"text"`
	Type   string `json:"type"`   // "correct", "misinfo" or "noise"
	Answer string `json:"answer"` // "unknown" where the document states none
}

// unstated is the answer of a document that states none.
const unstated = "unknown"

// maxRAMLine bounds one line; a longer one is an error.
const maxRAMLine = 4 << 20

// ReadRAMDocs reads one question a line. An error names the file and the line,
// and what is missing there.
func ReadRAMDocs(name string, r io.Reader) ([]RAMQuestion, error) {
	var questions []RAMQuestion
	err := numberedLines(r, maxRAMLine, strings.ReplaceAll(name, "%", "%%")+":%d", func(n int, line []byte) error {
		q, err := readRAMLine(n, line)
		questions = append(questions, q)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(questions) == 0 {
		return nil, fmt.Errorf("%s: no question in it: one JSON object a line is expected", name)
	}
	return questions, nil
}

func readRAMLine(n int, line []byte) (RAMQuestion, error) {
	var l ramLine
	if err := json.Unmarshal(line, &l); err != nil {
		return RAMQuestion{}, fmt.Errorf("not a question of RAMDocs: %w", err)
	}
	switch {
	case strings.TrimSpace(l.Question) == "":
		return RAMQuestion{}, errors.New(`no "question"`)
	case len(l.Documents) == 0:
		return RAMQuestion{}, errors.New(`no "documents"`)
	case len(l.Gold) == 0:
		return RAMQuestion{}, errors.New(`no "gold_answers"`)
	}
	q := RAMQuestion{ID: n, Question: l.Question}
	var stated []ramAnswer
	for i, d := range l.Documents {
		if err := d.check(); err != nil {
			return RAMQuestion{}, fmt.Errorf("document %d: %w", i+1, err)
		}
		a, err := d.article(fmt.Sprintf("q%d-%d", n, i+1))
		if err != nil {
			return RAMQuestion{}, fmt.Errorf("document %d: %w", i+1, err)
		}
		q.Articles = append(q.Articles, a)
		one := readRAMAnswer(d.Answer)
		if d.Type == "noise" || d.Answer == unstated || slices.ContainsFunc(stated, one.same) {
			continue
		}
		stated = append(stated, one)
		q.Stated = append(q.Stated, d.Answer)
	}
	q.Digit = slices.ContainsFunc(l.Gold, hasDigit)
	return q, nil
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func (d ramDocument) check() error {
	switch {
	case strings.TrimSpace(d.Text) == "":
		return errors.New(`no "text"`)
	case d.Type != "correct" && d.Type != "misinfo" && d.Type != "noise":
		return fmt.Errorf(`"type" is %q, not "correct", "misinfo" or "noise"`, d.Type)
	case d.Type != "noise" && strings.TrimSpace(d.Answer) == "":
		return errors.New(`no "answer"`)
	}
	return nil
}

// article is the document as `--in` would read it from a file. Some are pieces
// of a PDF, with NUL bytes, for which a file would be refused.
func (d ramDocument) article(id string) (corpus.Article, error) {
	line, err := json.Marshal(map[string]string{"id": id, "text": strings.ReplaceAll(d.Text, "\x00", "�")})
	if err != nil {
		return corpus.Article{}, err
	}
	articles, err := corpus.Parse(id+".jsonl", line)
	if err != nil {
		return corpus.Article{}, err
	}
	return articles[0], nil
}

// RAMAsker answers a question from these articles and no others.
type RAMAsker func(ctx context.Context, articles []corpus.Article, question string) (answer.Answer, error)

// RAMResult is how one question fared, in figures alone: the documents are not
// ours to print.
type RAMResult struct {
	ID      int            `json:"id"`
	Digit   bool           `json:"digit"`
	Stated  int            `json:"stated"`  // distinct answers that the documents state
	Covered int            `json:"covered"` // those of them that are shown with a quote that has them
	Shown   int            `json:"shown"`   // claims
	Right   int            `json:"right"`   // claims that show one that is stated
	Exact   bool           `json:"exact"`   // all of them, and nothing else
	Verdict answer.Verdict `json:"verdict"` // "" when asking failed
}

// RAMTotals adds results up.
type RAMTotals struct {
	Questions int `json:"questions"`
	Stated    int `json:"stated"`
	Covered   int `json:"covered"`
	Shown     int `json:"shown"`
	Right     int `json:"right"`
	Exact     int `json:"exact"`
}

// Coverage is the share of the stated answers that are shown.
func (t RAMTotals) Coverage() float64 { return share(t.Covered, t.Stated) }

// Precision is the share of the claims that show a stated answer; 0 of none.
func (t RAMTotals) Precision() float64 { return share(t.Right, t.Shown) }

// ExactShare is the share of the questions with all answers and nothing else.
func (t RAMTotals) ExactShare() float64 { return share(t.Exact, t.Questions) }

func share(part, whole int) float64 { return float64(part) / float64(max(1, whole)) }

func (t *RAMTotals) add(r RAMResult) {
	t.Questions++
	t.Stated += r.Stated
	t.Covered += r.Covered
	t.Shown += r.Shown
	t.Right += r.Right
	if r.Exact {
		t.Exact++
	}
}

// RAMReport is the outcome of a file: all of it, and the questions whose answer
// has a digit.
type RAMReport struct {
	Results    []RAMResult
	Digit, All RAMTotals
	Failures   []error // of questions that could not be asked
}

// RunRAMDocs asks every question of its own documents, in order, and grades
// what is shown; progress, when not nil, is called after each. A question that
// cannot be asked, or whose asking panics, counts as one for which nothing is
// shown, and the rest goes on. The error is ctx's.
func RunRAMDocs(ctx context.Context, questions []RAMQuestion, ask RAMAsker, progress func(done, total int)) (RAMReport, error) {
	var report RAMReport
	for i, q := range questions {
		a, err := askOne(ctx, q, ask)
		if ctx.Err() != nil {
			return report, ctx.Err()
		}
		if err != nil {
			a = answer.Answer{}
			report.Failures = append(report.Failures, fmt.Errorf("the question of line %d: %w", q.ID, err))
		}
		r := GradeRAMDocs(q, a)
		report.Results = append(report.Results, r)
		report.All.add(r)
		if r.Digit {
			report.Digit.add(r)
		}
		if progress != nil {
			progress(i+1, len(questions))
		}
	}
	return report, nil
}

// askOne turns a panic into an error that says where it was.
func askOne(ctx context.Context, q RAMQuestion, ask RAMAsker) (a answer.Answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return ask(ctx, q.Articles, q.Question)
}

// WriteTable writes the totals.
func (r RAMReport) WriteTable(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-6s%10s%8s%9s%10s%7s%7s%11s%7s\n", "", "questions", "stated", "covered", "coverage", "shown", "right", "precision", "exact")
	for _, row := range []struct {
		name string
		t    RAMTotals
	}{{"digit", r.Digit}, {"all", r.All}} {
		t := row.t
		fmt.Fprintf(&b, "%-6s%10d%8d%9d%10.3f%7d%7d%11.3f%7.3f\n",
			row.name, t.Questions, t.Stated, t.Covered, t.Coverage(), t.Shown, t.Right, t.Precision(), t.ExactShare())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes one line a question, and the totals.
func (r RAMReport) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	for _, result := range r.Results {
		if err := enc.Encode(result); err != nil {
			return err
		}
	}
	type sums struct {
		RAMTotals
		Coverage  float64 `json:"coverage"`
		Precision float64 `json:"precision"`
	}
	totals := map[string]sums{}
	for name, t := range map[string]RAMTotals{"digit": r.Digit, "all": r.All} {
		totals[name] = sums{t, thousandths(t.Coverage()), thousandths(t.Precision())}
	}
	return enc.Encode(map[string]map[string]sums{"totals": totals})
}

func thousandths(v float64) float64 { return math.Round(v*1000) / 1000 }
