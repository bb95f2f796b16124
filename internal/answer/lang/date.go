package lang

import (
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date, a weekday or a relative day as the text has it.
// Parts that are not said are zero.
type Date struct {
	First, Last      int    // tokens, inclusive
	Year, Month, Day int    // a year before Christ is negative
	Until            int    // the year in which a range of years ends: "1840–1843", "the 1920s"
	Weekday          int    // 1 Monday … 7 Sunday, 0 not said
	Relative         string // "yesterday", "last week", … or ""
	Clock            string // a time of day: "6:40 p.m."
}

var months = func() map[string]int {
	m := map[string]int{"sept": 9, "sept.": 9}
	for i := time.January; i <= time.December; i++ {
		l := strings.ToLower(i.String())
		m[l], m[l[:3]], m[l[:3]+"."] = int(i), int(i), int(i)
	}
	return m
}()

var weekdays = map[string]int{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
	"mon.": 1, "tue.": 2, "tues.": 2, "wed.": 3, "thu.": 4, "thurs.": 4, "fri.": 5, "sat.": 6, "sun.": 7,
}

// Month is the number of a month's folded name or abbreviation, else 0.
// "may" and "march" need a capital, which the caller checks.
func Month(lower string) int { return months[lower] }

// Weekday is the number of a weekday's folded name, Monday 1, else 0.
func Weekday(lower string) int { return weekdays[lower] }

// Dates finds the dates of a tokenised text.
func Dates(toks []Token) []Date {
	var out []Date
	for i := 0; i < len(toks); {
		d, ok := dateAt(toks, i)
		if !ok {
			i++
			continue
		}
		out = append(out, d)
		i = d.Last + 1
	}
	return out
}

func dateAt(toks []Token, i int) (Date, bool) {
	t := &toks[i]
	switch {
	case t.Kind == Word && months[t.Lower] > 0 && t.Capital():
		return monthFirst(toks, i)
	case t.Kind == Number && eraAt(toks, i+1) != 0:
		return yearOfEra(toks, i)
	case t.Kind == Number && dayNumber(t.Text) > 0:
		return dayFirst(toks, i)
	case t.Kind == Number && len(t.Text) == 4:
		return yearAlone(toks, i)
	case t.Kind == Word && weekdays[t.Lower] > 0 && t.Capital():
		return weekdayFirst(toks, i)
	case t.Kind == Word:
		return relative(toks, i)
	}
	return Date{}, false
}

// monthFirst reads "December 14, 2025", "Dec. 14", "March 2020", "in May".
func monthFirst(toks []Token, i int) (Date, bool) {
	d := Date{First: i, Last: i, Month: months[toks[i].Lower]}
	j := i + 1
	if j < len(toks) && toks[j].Text == "." && toks[j].Start == toks[i].End && len(toks[i].Text) <= 4 {
		j++
	}
	if j < len(toks) && toks[j].Kind == Number {
		if n := dayNumber(toks[j].Text); n > 0 {
			d.Day, d.Last = n, j
			readYear(toks, j+1, &d)
			return d, true
		}
	}
	if readYear(toks, j, &d) {
		return d, true
	}
	// A bare "May" or "March" needs a preposition or a word of time before it.
	if toks[i].Is("may", "march") && !(i > 0 && toks[i-1].Is("in", "since", "until", "last", "next", "early", "late", "mid", "by", "of", "to", "this", "least", "from")) {
		return d, false
	}
	return d, true
}

// dayFirst reads "14 December", "the 14th of December 2025", "2025-11-28".
func dayFirst(toks []Token, i int) (Date, bool) {
	d := Date{First: i, Day: dayNumber(toks[i].Text)}
	j := i + 1
	if j < len(toks) && toks[j].Lower == "of" {
		j++
	}
	if j < len(toks) && toks[j].Kind == Word && toks[j].Capital() && months[toks[j].Lower] > 0 {
		d.Month, d.Last = months[toks[j].Lower], j
		readYear(toks, j+1, &d)
		return d, true
	}
	return d, false
}

func readYear(toks []Token, j int, d *Date) bool {
	if j < len(toks) && toks[j].Text == "," {
		j++
	}
	if j < len(toks) && toks[j].Kind == Number && len(toks[j].Text) == 4 {
		if y, err := strconv.Atoi(toks[j].Text); err == nil && y >= 1500 && y < 2200 {
			d.Year, d.Last = y, j
			return true
		}
	}
	return false
}

// yearAlone reads "in 2015", "since 2015", "(2003)", and "2025-11-28".
func yearAlone(toks []Token, i int) (Date, bool) {
	y, err := strconv.Atoi(toks[i].Text)
	if err != nil || y < 1500 || y > 2199 {
		return Date{}, false
	}
	d := Date{First: i, Last: i, Year: y}
	if i+4 < len(toks) && toks[i+1].Text == "-" && toks[i+3].Text == "-" && len(toks[i+2].Text) == 2 && len(toks[i+4].Text) == 2 {
		m, _ := strconv.Atoi(toks[i+2].Text)
		if day := dayNumber(toks[i+4].Text); day > 0 && m >= 1 && m <= 12 {
			d.Month, d.Day, d.Last = m, day, i+4
			return d, true
		}
	}
	if last, until := yearsEnd(toks, i, y); last > 0 {
		d.Last, d.Until = last, until
		return d, true
	}
	before := aboutYear(toks, i) || i > 0 && toks[i-1].Is("in", "since", "until", "by", "of", "from", "before", "after", "during", "early", "late", "mid", "to", "and", "(", "the", "through", "between")
	plural := i+1 < len(toks) && toks[i+1].Kind == Word && strings.HasSuffix(toks[i+1].Lower, "s") && !Function(toks[i+1].Lower)
	return d, before && !plural || !plural && y >= 1900 && y <= 2100
}

// weekdayFirst reads "Friday" and "Friday, Nov. 28".
func weekdayFirst(toks []Token, i int) (Date, bool) {
	d := Date{First: i, Last: i, Weekday: weekdays[toks[i].Lower]}
	j := i + 1
	if j < len(toks) && toks[j].Text == "," {
		j++
	}
	if j < len(toks) && toks[j].Kind == Word && toks[j].Capital() && months[toks[j].Lower] > 0 {
		if full, ok := monthFirst(toks, j); ok && full.Day > 0 {
			full.First, full.Weekday = i, d.Weekday
			return full, true
		}
	}
	return d, true
}

func relative(toks []Token, i int) (Date, bool) {
	d := Date{First: i, Last: i}
	if toks[i].Capital() && i > 0 && toks[i-1].Capital() && toks[i-1].Kind == Word {
		return d, false // "USA Today"
	}
	if toks[i].Is("yesterday", "today", "tomorrow", "tonight") {
		d.Relative = toks[i].Lower
		return d, true
	}
	if toks[i].Is("last", "next", "this") && i+1 < len(toks) {
		n := &toks[i+1]
		if n.Is("week", "month", "year", "weekend", "summer", "winter", "spring", "autumn", "fall") {
			d.Last, d.Relative = i+1, toks[i].Lower+" "+n.Lower
			return d, true
		}
		if weekdays[n.Lower] > 0 && n.Capital() {
			d.Last, d.Weekday, d.Relative = i+1, weekdays[n.Lower], toks[i].Lower+" "+n.Lower
			return d, true
		}
		if months[n.Lower] > 0 && n.Capital() {
			d.Last, d.Month, d.Relative = i+1, months[n.Lower], toks[i].Lower+" "+n.Lower
			return d, true
		}
	}
	return d, false
}

func dayNumber(s string) int {
	for _, e := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, e)
	}
	if len(s) > 2 {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 31 {
		return 0
	}
	return n
}

// Resolve gives the calendar day that d means in a text published on pub:
// a weekday is the latest one on or before that day (or, when the text looks
// ahead, the next one after it), a date without a year is the nearest one.
// ok is false when the text does not say enough.
func (d Date) Resolve(pub time.Time, dated, ahead bool) (t time.Time, ok bool) {
	if d.Year > 0 && d.Month > 0 && d.Day > 0 {
		return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC), true
	}
	if !dated {
		return t, false
	}
	pub = time.Date(pub.Year(), pub.Month(), pub.Day(), 0, 0, 0, 0, time.UTC)
	switch {
	case d.Month > 0 && d.Day > 0:
		best := time.Time{}
		for y := pub.Year() - 1; y <= pub.Year()+1; y++ {
			c := time.Date(y, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
			if best.IsZero() || c.Sub(pub).Abs() < best.Sub(pub).Abs() {
				best = c
			}
		}
		return best, true
	case d.Weekday > 0 && d.Month == 0:
		delta := (int(pub.Weekday()+6)%7 + 1 - d.Weekday + 7) % 7
		if ahead || strings.HasPrefix(d.Relative, "next") {
			return pub.AddDate(0, 0, (7-delta)%7), true
		}
		return pub.AddDate(0, 0, -delta), true
	case d.Relative == "yesterday":
		return pub.AddDate(0, 0, -1), true
	case d.Relative == "today" || d.Relative == "tonight":
		return pub, true
	case d.Relative == "tomorrow":
		return pub.AddDate(0, 0, 1), true
	}
	return t, false
}
