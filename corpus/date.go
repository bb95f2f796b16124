package corpus

// Dates as articles state them. Only a full date counts (day, month and year);
// nothing is completed from a clock, and a date that can be read in two ways
// is not read. A parser for every language was left out for its price: merely
// linking go-dateparser v1.4.7 costs every start 0.3 s and 95 MB.

import (
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a date, with or without a time of day, that fills s. It
// returns YYYY-MM-DD, or RFC 3339 where s states a time and its zone. The
// months may be English or Spanish.
func ParseDate(s string) (string, bool) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\u00a0", " "))
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700"} {
		if t, err := time.Parse(layout, s); err == nil && plausibleYear(t.Year()) {
			return t.Format(time.RFC3339), true
		}
	}
	date, n, ok := matchDate(s)
	return date, ok && n == len(s)
}

const (
	monthWord = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|` +
		`enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)`
	weekday = `(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+|(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),?\s+)?`
	clock   = `(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?\s?m\b\.?)?`
	zone    = `(?:\s*(z\b|gmt|utc|[ecmp][sd]?t\b|bst\b|cest\b|cet\b)|\s*([+-]\d{2}):?(\d{2})\b)?`
)

// Groups of reDate: 1-4 clock and 5-7 zone that stand before the date; 8 month,
// 9 day, 10 year · 11 day, 12 month, 13 year · 14-16 ISO · 17-19 with slashes;
// 20-23 clock and 24-26 zone after it.
var reDate = pattern(`(?i)^(?:` + clock + zone + `,?\s+(?:on\s+)?)?` + weekday + `(?:` +
	`(` + monthWord + `)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b|` +
	`(\d{1,2})(?:st|nd|rd|th|º)?\s+(?:de\s+)?(` + monthWord + `)\.?,?\s+(?:del?\s+)?(\d{4})\b|` +
	`(\d{4})-(\d{2})-(\d{2})(?:\b|T)|` +
	`(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b)` +
	`(?:[,T]?\s*(?:at\s+|a las\s+|[-–|·]\s*)?` + clock + zone + `)?`)

// matchDate reads the date that s starts with, and how many bytes it takes.
func matchDate(s string) (date string, length int, ok bool) {
	m := reDate().FindStringSubmatchIndex(s)
	if m == nil {
		return "", 0, false
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	day, ok := dayOf(group)
	if !ok {
		return "", 0, false
	}
	return withClock(day, group), m[1], true
}

// dayOf is the calendar day that the groups of reDate state.
func dayOf(group func(int) string) (time.Time, bool) {
	switch {
	case group(8) != "":
		return calendarDay(group(10), monthNumber(group(8)), group(9))
	case group(12) != "":
		return calendarDay(group(13), monthNumber(group(12)), group(11))
	case group(14) != "":
		return calendarDay(group(14), number(group(15)), group(16))
	}
	first, second := number(group(17)), number(group(18))
	switch {
	case first == second || first > 12:
		return calendarDay(group(19), second, group(17))
	case second > 12:
		return calendarDay(group(19), first, group(18))
	}
	return time.Time{}, false // 04/05/2024 is April in one country and May in another
}

func calendarDay(year string, month int, day string) (time.Time, bool) {
	y, d := number(year), number(day)
	t := time.Date(y, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	if !plausibleYear(y) || t.Day() != d || int(t.Month()) != month {
		return time.Time{}, false
	}
	return t, true
}

// plausibleYear keeps counts and codes from being read as years: newspapers
// begin in 1600.
func plausibleYear(y int) bool { return y >= 1600 && y < 2200 }

// withClock adds the time of day where both it and its zone are stated.
func withClock(day time.Time, group func(int) string) string {
	at := 1
	if group(1) == "" {
		at = 20
	}
	plain := day.Format(time.DateOnly)
	if group(at) == "" {
		return plain
	}
	hour, minute, second := number(group(at)), number(group(at+1)), 0
	if s := group(at + 2); s != "" {
		second = number(s)
	}
	if half := strings.ToLower(group(at + 3)); half != "" {
		if hour < 1 || hour > 12 {
			return plain
		}
		hour %= 12
		if half[0] == 'p' {
			hour += 12
		}
	}
	if hour > 23 || minute > 59 || second > 59 {
		return plain
	}
	offset, ok := zoneOffset(day, strings.ToLower(group(at+4)), group(at+5), group(at+6))
	if !ok {
		return plain
	}
	t := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, second, 0, time.FixedZone("", offset*60))
	return t.Format(time.RFC3339)
}

// zoneOffset is the offset from UTC, in minutes, of a named zone on that day,
// or of one stated in hours and minutes.
func zoneOffset(day time.Time, name, hours, minutes string) (int, bool) {
	if hours != "" {
		h, m := number(hours[1:]), number(minutes)
		if h > 14 || m > 59 {
			return 0, false
		}
		if hours[0] == '-' {
			return -(h*60 + m), true
		}
		return h*60 + m, true
	}
	switch name {
	case "":
		return 0, false
	case "z", "gmt", "utc":
		return 0, true
	case "bst", "cet":
		return 60, true
	case "cest":
		return 120, true
	}
	offset := map[byte]int{'e': -300, 'c': -360, 'm': -420, 'p': -480}[name[0]]
	if name[1] == 'd' || name[1] == 't' && americanSummer(day) {
		offset += 60
	}
	return offset, true
}

// americanSummer says whether daylight time holds in the United States by
// noon of that day: from the second Sunday of March to the first of November,
// as since 2007 (before: from the first Sunday of April to the last of
// October).
func americanSummer(day time.Time) bool {
	from, to := sunday(day.Year(), time.March, 2), sunday(day.Year(), time.November, 1)
	if day.Year() < 2007 {
		from, to = sunday(day.Year(), time.April, 1), sunday(day.Year(), time.November, 1).AddDate(0, 0, -7)
	}
	return !day.Before(from) && day.Before(to)
}

// sunday is the nth Sunday of a month.
func sunday(year int, month time.Month, nth int) time.Time {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, (7-int(first.Weekday()))%7+7*(nth-1))
}

// monthNumber reads an English or Spanish month name, whole or shortened.
func monthNumber(word string) int {
	word = strings.ToLower(word)
	for i, names := range [12][]string{
		{"jan", "ene"}, {"feb"}, {"mar"}, {"apr", "abr"}, {"may"}, {"jun"},
		{"jul"}, {"aug", "ago"}, {"sep", "set"}, {"oct"}, {"nov"}, {"dec", "dic"},
	} {
		for _, name := range names {
			if strings.HasPrefix(word, name) {
				return i + 1
			}
		}
	}
	return 0
}

// number reads digits; the patterns let nothing else come here.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

var reMonth = pattern(`(?i)^` + monthWord + `$`)
