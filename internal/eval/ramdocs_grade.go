package eval

// What of the answers that documents state is shown.

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"secondsource/internal/answer"
)

// GradeRAMDocs holds an answer against what the question's documents state.
//
// A stated answer is covered when a claim shows it and the quote of one of the
// claim's tellings has it too. A claim shows it
//   - of a quantity, a duration or a date: when the claim's value has the same
//     figures, however they are written (3,559 people is 3559; $2 million is
//     2,000,000 dollars; July 4, 1990 is 4 July 1990). A date may say more than
//     the stated one (4 July 1990 shows 1990), never less. Units are not
//     compared; hedges ("about") and what stands in brackets count for nothing;
//   - of a whole sentence, which has no value: when the sentence has the stated
//     answer's words as one run, or, where it is nothing but figures, those;
//   - of anything else: when value and answer are the same words. A longer or
//     shorter form of a name is another answer, though a reader would know it.
//
// Words are compared as SQuAD compares them (Rajpurkar et al., 2016): lower
// case, without punctuation, articles and more than one space.
//
// Every claim counts as shown, also one that says that it is not known; a claim
// is right when it shows a stated answer.
func GradeRAMDocs(q RAMQuestion, a answer.Answer) RAMResult {
	r := RAMResult{ID: q.ID, Digit: q.Digit, Stated: len(q.Stated), Shown: len(a.Claims), Verdict: a.Verdict}
	right := make([]bool, len(a.Claims))
	for _, text := range q.Stated {
		stated, covered := readRAMAnswer(text), false
		for i, c := range a.Claims {
			if stated.shownBy(c, a.Citations) {
				right[i], covered = true, true
			}
		}
		if covered {
			r.Covered++
		}
	}
	for _, ok := range right {
		if ok {
			r.Right++
		}
	}
	r.Exact = r.Covered == r.Stated && r.Right == r.Shown
	return r
}

// ramAnswer is a stated answer, or a claim's value, as it is compared.
type ramAnswer struct {
	words   string   // as SQuAD compares them
	dates   []date   // days, and months of a year, whose day is 0
	numbers []number // years alone are among them
	spans   []string // decades and years before Christ: "1880s", "112bc"
	figure  bool     // it is nothing but figures, with units or hedges
}

var (
	bracketed  = regexp.MustCompile(`\([^()]*\)`)
	shortRange = regexp.MustCompile(`\b(\d\d)(\d\d)\s*[-–—]\s*(\d\d)\b(-\d)?`)
	yearSpan   = regexp.MustCompile(`\b(\d{1,4})(?:['’]?(s)\b|\s*\b([Bb])\.?[Cc]\b\.?)`)
	ofMonth    = regexp.MustCompile(`\b(` + monthNames + `)\.?,?\s+(?:of\s+)?(\d{4})\b`)
)

func readRAMAnswer(text string) ramAnswer {
	a := ramAnswer{words: squadWords(text)}
	rest := rangesInFull(bracketed.ReplaceAllString(text, " "))
	rest = yearSpan.ReplaceAllStringFunc(rest, func(s string) string {
		m := yearSpan.FindStringSubmatch(s)
		end := "bc"
		if m[2] != "" {
			end = "s"
		}
		a.spans = append(a.spans, m[1]+end)
		return " ; "
	})
	a.dates, rest = datesIn(rest)
	rest = ofMonth.ReplaceAllStringFunc(rest, func(s string) string {
		m := ofMonth.FindStringSubmatch(s)
		for _, d := range datesOf(m[2], m[1], "1") {
			a.dates = append(a.dates, date{year: d.year, month: d.month})
		}
		return " ; "
	})
	a.numbers = numbersIn(rest)
	a.figure = hasDigit(text) && a.figures() > 0 && !namesSomething(rest)
	return a
}

// opening are words that stand before a figure with a capital and name nothing.
var opening = strings.Fields("About Around Approximately Circa Nearly Almost Some Over Under Between From Until Since Early Late Mid Spring Summer Fall Autumn Winter The")

// namesSomething: a word stands with a capital that is neither of the calendar
// nor one that opens what is said.
func namesSomething(rest string) bool {
	for w := range words(rest) {
		if unicode.IsUpper([]rune(w.text)[0]) && !isCalendar(w.text) && !(w.first && slices.Contains(opening, w.text)) {
			return true
		}
	}
	return false
}

var articleWord = regexp.MustCompile(`\b(?:a|an|the)\b`)

func squadWords(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	return strings.Join(strings.Fields(articleWord.ReplaceAllString(text, " ")), " ")
}

// rangesInFull writes "1810-11" as "1810-1811"; "2025-12" is a month, and
// "1904-11-28" a day.
func rangesInFull(text string) string {
	return shortRange.ReplaceAllStringFunc(text, func(s string) string {
		m := shortRange.FindStringSubmatch(s)
		if m[3] <= m[2] || m[4] != "" {
			return s
		}
		return m[1] + m[2] + "-" + m[1] + m[3]
	})
}

func (a ramAnswer) figures() int { return len(a.dates) + len(a.numbers) + len(a.spans) }

// same: two stated answers are one.
func (a ramAnswer) same(b ramAnswer) bool {
	if a.figure && b.figure {
		return a.said(b, false) && b.said(a, false)
	}
	return a.words == b.words
}

// shownBy: the claim shows it, and one of its tellings' quotes has it.
func (a ramAnswer) shownBy(c answer.Claim, citations []answer.Citation) bool {
	has := a.wordsIn
	shown := false
	switch {
	case strings.TrimSpace(c.Value) == "" || c.Kind == "yes_no":
		if a.figure {
			has = a.figuresIn
		}
		shown = has(c.Text)
	case c.Kind == "quantity" || c.Kind == "duration" || c.Kind == "date":
		if a.figures() > 0 {
			has = a.figuresIn
			shown = a.said(readRAMAnswer(c.Value), c.Kind == "date")
			break
		}
		shown = a.words == squadWords(c.Value)
	default:
		shown = a.words == squadWords(c.Value)
	}
	return shown && slices.ContainsFunc(citations, func(q answer.Citation) bool {
		return slices.Contains(told(c), q.N) && has(q.Quote)
	})
}

// said: b has the same figures; its dates may say more where more is allowed.
func (a ramAnswer) said(b ramAnswer, more bool) bool {
	if a.figures() != b.figures() {
		return false
	}
	for _, d := range a.dates {
		if !slices.ContainsFunc(b.dates, func(x date) bool { return x == d || more && d.within(x) }) {
			return false
		}
	}
	for _, n := range a.numbers {
		year := func(x date) bool { return more && n.is(float64(x.year)) }
		if !slices.ContainsFunc(b.numbers, n.equals) && !slices.ContainsFunc(b.dates, year) {
			return false
		}
	}
	return !slices.ContainsFunc(a.spans, func(s string) bool { return !slices.Contains(b.spans, s) })
}

// within: all that d says, x says too.
func (d date) within(x date) bool {
	return d.month == x.month && (d.year == 0 || d.year == x.year) && (d.day == 0 || d.day == x.day)
}

// is: the number can be read as v.
func (n number) is(v float64) bool {
	return slices.ContainsFunc(n.readings, func(values []float64) bool { return len(values) == 1 && values[0] == v })
}

// equals: the numbers can be read as one.
func (n number) equals(m number) bool {
	return slices.ContainsFunc(n.readings, func(a []float64) bool {
		return slices.ContainsFunc(m.readings, func(b []float64) bool { return slices.Equal(a, b) })
	})
}

// wordsIn: the text has the words as one run.
func (a ramAnswer) wordsIn(text string) bool {
	return a.words != "" && strings.Contains(" "+squadWords(text)+" ", " "+a.words+" ")
}

// figuresIn: the text has all the figures.
func (a ramAnswer) figuresIn(text string) bool {
	var f figures
	f.add(rangesInFull(text))
	for _, d := range a.dates {
		if d.day != 0 && !f.hasDate(d) || d.day == 0 && !(f.months[d.month] && f.has(float64(d.year))) {
			return false
		}
	}
	for _, n := range a.numbers {
		if !slices.ContainsFunc(n.readings, func(values []float64) bool { return !slices.ContainsFunc(values, f.lacks) }) {
			return false
		}
	}
	return !slices.ContainsFunc(a.spans, func(s string) bool { return !slices.Contains(readRAMAnswer(text).spans, s) })
}

func (f *figures) lacks(v float64) bool { return !f.has(v) }
