package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// WriteJSON writes one line a question.
func (r Report) WriteJSON(w io.Writer) error { return writeLines(w, r.Results) }

// writeLines writes one JSON object a line.
func writeLines[T any](w io.Writer, results []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, result := range results {
		if err := enc.Encode(result); err != nil {
			return err
		}
	}
	return nil
}

// state is what a row of a table begins with.
func state(pass, wrong bool) string {
	switch {
	case wrong:
		return "WRONG"
	case !pass:
		return "fail"
	}
	return "pass"
}

// WriteTable writes a row a question, what failed beneath it, and the totals.
func (r Report) WriteTable(w io.Writer) error {
	var b strings.Builder
	width := 0
	for _, result := range r.Results {
		width = max(width, utf8.RuneCountInString(result.ID))
	}
	for _, result := range r.Results {
		fmt.Fprintf(&b, "%-5s  %-*s  %-9s  %s\n", state(result.Pass, result.Wrong), width, result.ID, result.Verdict, asked(result))
		for _, failed := range result.Failed {
			fmt.Fprintf(&b, "%*s- %s\n", width+9, "", failed)
		}
		for _, why := range result.Why {
			if !slices.Contains(result.Failed, why) {
				fmt.Fprintf(&b, "%*s- wrong: %s\n", width+9, "", why)
			}
		}
		if !result.Pass && result.Answer != "" {
			fmt.Fprintf(&b, "%*s  said: %s\n", width+9, "", result.Answer)
		}
	}
	missed, article, value := r.nearest()
	if missed > 0 {
		fmt.Fprintf(&b, "\nof %d answered with silence, the closest passages show the article for %d, the value for %d\n", missed, article, value)
	}
	fmt.Fprintf(&b, "\n%d of %d pass, %d wrong, %d false alarms\n", r.Passed, len(r.Results), r.Wrong, r.Alarms)
	_, err := io.WriteString(w, b.String())
	return err
}

// asked is the question as it was asked and, of a follow-up, as it was answered.
func asked(r Result) string {
	if r.Whole == "" {
		return r.Question
	}
	return r.Question + "  =  " + r.Whole
}

// nearest counts the questions that were missed, and what stood close.
func (r Report) nearest() (missed, article, value int) {
	for _, result := range r.Results {
		if result.Missed {
			missed++
		}
		if result.NearArticle {
			article++
		}
		if result.NearValue {
			value++
		}
	}
	return missed, article, value
}
