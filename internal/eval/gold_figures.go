package eval

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// figures is the numbers and dates that a text has, in normal form.
type figures struct {
	numbers  []float64
	dates    []date
	months   map[time.Month]bool
	weekdays map[time.Weekday]bool
}

// date is a day of a month; year is 0 where the text has none.
type date struct {
	year  int
	month time.Month
	day   int
}

// number is one number as it stands in a text. Each reading is the values it
// stands for: "330.000" reads as 330 or as 330,000, "5m" as 5 or as 5,000,000.
type number struct {
	text     string
	readings [][]float64
	word     bool   // written in words
	next     string // the words that follow, up to the sentence's end
}

// add takes in every reading of every number and every date of a text.
func (f *figures) add(text string) {
	dates, rest := datesIn(text)
	f.dates = append(f.dates, dates...)
	for _, text := range []string{text, rest} {
		for _, n := range numbersIn(text) {
			f.numbers = append(f.numbers, slices.Concat(n.readings...)...)
		}
		f.addCalendar(text)
	}
	for _, d := range dates {
		f.months[d.month] = true
	}
}

// addPublished takes in a publication date: its day, and its year as a number.
func (f *figures) addPublished(published string) {
	if len(published) < len(time.DateOnly) {
		return
	}
	t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)])
	if err != nil {
		return
	}
	f.dates = append(f.dates, date{t.Year(), t.Month(), t.Day()})
	f.numbers = append(f.numbers, float64(t.Year()))
	f.addCalendar(t.Format("Monday January"))
}

func (f *figures) addCalendar(text string) {
	if f.months == nil {
		f.months, f.weekdays = map[time.Month]bool{}, map[time.Weekday]bool{}
	}
	for w := range words(text) {
		if m, ok := monthOf(w.text); ok {
			f.months[m] = true
		}
		if d, ok := weekdayOf(w.text); ok {
			f.weekdays[d] = true
		}
	}
}

// missing lists the numbers and dates of text that f does not have.
func (f *figures) missing(text string) []string {
	var lost []string
	dates, rest := datesIn(text)
	for _, d := range dates {
		if !f.hasDate(d) {
			lost = append(lost, "the date "+d.String())
		}
	}
	for _, n := range numbersIn(rest) {
		if !f.hasNumber(n) {
			lost = append(lost, "the number "+n.text)
		}
	}
	for w := range words(rest) {
		if m, ok := monthOf(w.text); ok && m != time.May && m != time.March && !f.months[m] {
			lost = append(lost, "the month "+w.text)
		}
		if d, ok := weekdayOf(w.text); ok && !f.weekdays[d] {
			lost = append(lost, "the weekday "+w.text)
		}
	}
	return lost
}

func (f *figures) hasDate(d date) bool {
	return slices.ContainsFunc(f.dates, func(have date) bool {
		if have.month != d.month || have.day != d.day {
			return false
		}
		return d.year == 0 || d.year == have.year || have.year == 0 && f.has(float64(d.year))
	})
}

func (f *figures) hasNumber(n number) bool {
	if n.word && (n.readings[0][0] < 2 || countsArticles(n.next)) {
		return true
	}
	return slices.ContainsFunc(n.readings, func(values []float64) bool {
		return !slices.ContainsFunc(values, func(v float64) bool { return !f.has(v) })
	})
}

func (f *figures) has(v float64) bool {
	return slices.ContainsFunc(f.numbers, func(have float64) bool {
		return have == v || math.Abs(have-v) <= 1e-9*math.Max(math.Abs(have), math.Abs(v))
	})
}

func (d date) String() string {
	s := fmt.Sprintf("%d %s", d.day, d.month)
	if d.year != 0 {
		s += " " + strconv.Itoa(d.year)
	}
	return s
}

var counted = regexp.MustCompile(`(?i)^\W*(?:\pL+\W+){0,3}?(?:articles?|sources?|origins?|outlets?|reports?|stor(?:y|ies)|accounts?|copies|copy|citations?|figures?|values?|dates?|versions?|names?|spellings?|answers?|of (?:them|these|those))\b`)

// countsArticles tells that a number word counts what was read ("three
// articles"), which the answer may say without a quote for it.
func countsArticles(next string) bool { return counted.MatchString(next) }

const monthNames = `(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|` +
	`enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)`

var (
	isoDate    = regexp.MustCompile(`(?:\b(\d{4})|-)-(\d{2})-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?\b`)
	isoMonth   = regexp.MustCompile(`\b(\d{4})-(0[1-9]|1[0-2])\b`)
	monthFirst = regexp.MustCompile(`\b(` + monthNames + `)\.?\s+(\d{1,2}(?:st|nd|rd|th)?\b(?:(?:\s*[-–—]\s*|\s*,\s*|\s+to\s+|\s+and\s+|\s+through\s+|\s+or\s+)\d{1,2}(?:st|nd|rd|th)?\b)*)(?:,?\s+(\d{4})\b)?`)
	dayFirst   = regexp.MustCompile(`\b(\d{1,2}(?:st|nd|rd|th)?(?:(?:\s*[-–—]\s*|\s*,\s*|\s+to\s+|\s+and\s+|\s+or\s+)\d{1,2}(?:st|nd|rd|th)?)*)\s+(?:of\s+|de\s+)?(` + monthNames + `)\b\.?(?:,?(?:\s+de)?\s+(\d{4})\b)?`)
	digits     = regexp.MustCompile(`\d+`)
)

// datesIn finds the days named in a text, ISO 8601's short forms ("--12-14",
// "2025-12") included, and returns the text without them.
func datesIn(text string) ([]date, string) {
	var dates []date
	cut := func(re *regexp.Regexp, year, month, days int) {
		text = re.ReplaceAllStringFunc(text, func(s string) string {
			m := re.FindStringSubmatch(s)
			found := datesOf(m[year], m[month], m[days])
			if len(found) == 0 {
				return s
			}
			dates = append(dates, found...)
			return " ; "
		})
	}
	cut(isoDate, 1, 2, 3)
	text = isoMonth.ReplaceAllStringFunc(text, func(s string) string {
		m, _ := strconv.Atoi(s[len("2006-"):])
		return time.Month(m).String() + " " + s[:len("2006")]
	})
	cut(monthFirst, 3, 1, 2)
	cut(dayFirst, 3, 2, 1)
	return dates, text
}

// datesOf is the days, "" where a part is none that a calendar has.
func datesOf(year, month, days string) []date {
	m, ok := monthOf(month)
	if n, err := strconv.Atoi(month); err == nil && n >= 1 && n <= 12 {
		m, ok = time.Month(n), true
	}
	if !ok {
		return nil
	}
	y, _ := strconv.Atoi(year) // "" where the text has no year
	var dates []date
	for _, s := range digits.FindAllString(days, -1) {
		if d, err := strconv.Atoi(s); err == nil && d >= 1 && d <= 31 {
			dates = append(dates, date{y, m, d})
		}
	}
	return dates
}

var spanishMonths = map[string]time.Month{
	"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7,
	"agosto": 8, "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
}

// monthOf reads a month's name or its usual short form; "may" and "march"
// without a capital are other words.
func monthOf(s string) (time.Month, bool) {
	if m, ok := spanishMonths[s]; ok {
		return m, true
	}
	if s == "Sept" {
		return time.September, true
	}
	for m := time.January; m <= time.December; m++ {
		if s == m.String() || s == m.String()[:3] {
			return m, true
		}
	}
	return 0, false
}

func weekdayOf(s string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if s == d.String() {
			return d, true
		}
	}
	return 0, false
}

func isCalendar(s string) bool {
	_, month := monthOf(s)
	_, weekday := weekdayOf(s)
	return month || weekday
}
