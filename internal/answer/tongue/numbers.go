package tongue

// Numbers as Spanish writes them.

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"secondsource/internal/answer/lang"
)

func (b *wordbook) addNumbers() {
	english := map[string]float64{}
	for k, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six twenty-seven twenty-eight twenty-nine thirty") {
		english[w] = float64(k)
	}
	for k, w := range strings.Fields("forty fifty sixty seventy eighty ninety") {
		english[w] = float64(40 + 10*k)
	}
	for _, f := range lines(numbersText) {
		for _, p := range f[1:] {
			es, en, _ := strings.Cut(p, "=")
			folded := lang.Fold(es)
			switch f[0] {
			case "number":
				b.numbers[folded] = english[en]
			case "scale":
				b.scales[folded] = en
			case "vague":
				b.vague[folded] = en
			case "month":
				b.months[folded] = en
			case "weekday":
				b.weekdays[folded] = en
			}
		}
	}
	b.numbers["cien"], b.numbers["ciento"] = 100, 100
	for stem, v := range map[string]float64{"doscient": 200, "trescient": 300, "cuatrocient": 400, "quinient": 500, "seiscient": 600, "setecient": 700, "novecient": 900, "ochocient": 800} {
		b.numbers[stem+"os"], b.numbers[stem+"as"] = v, v
	}
}

// Marks is how a text parts the digits of its numbers. Spain and most of South
// America write 1.234,5, Mexico and Central America 1,234.5.
type Marks uint8

// The ways of writing numbers.
const (
	Unsaid Marks = iota // the text does not show it, or shows both
	Comma               // a comma before decimals
	Point               // a point before decimals
)

var (
	commaShown = regexp.MustCompile(`\d\.\d{3}\.\d{3}|\d\.\d{3},\d|(?:^|[^\d.,])\d+,\d{1,2}(?:[^\d.,]|[.,]\D|[.,]?$)`)
	pointShown = regexp.MustCompile(`\d,\d{3},\d{3}|\d,\d{3}\.\d|(?:^|[^\d.,])\d+\.\d{1,2}(?:[^\d.,]|[.,]\D|[.,]?$)`)
	clock      = regexp.MustCompile(`(?i)\blas? \d{1,2}[.,:]\d{2}|\d{1,2}[.,:]\d{2} ?h`)
)

// MarksOf tells how a text parts its digits, times of day left out.
func MarksOf(text string) Marks {
	text = clock.ReplaceAllString(text, " ")
	comma, point := commaShown.MatchString(text), pointShown.MatchString(text)
	switch {
	case comma && !point:
		return Comma
	case point && !comma:
		return Point
	}
	return Unsaid
}

// Figure reads a number that Spanish writes in digits. ok is false for what is
// no number, and for what two countries read as two: "1,234" is 1.234 to some
// and 1234 to others, and is read only where the text shows how it writes.
func (m Marks) Figure(s string) (v float64, ok bool) {
	s = strings.NewReplacer("\u00a0", "", "\u202f", "", "\u2009", "", " ", "").Replace(s)
	points, commas := strings.Count(s, "."), strings.Count(s, ",")
	switch {
	case points == 0 && commas == 0:
		return number(s)
	case points > 0 && commas > 0 && strings.LastIndex(s, ",") > strings.LastIndex(s, "."): // 1.234,5
		whole, decimals, _ := strings.Cut(s, ",")
		return grouped(whole, ".", decimals)
	case points > 0 && commas > 0: // 1,234.5
		whole, decimals, _ := strings.Cut(s, ".")
		return grouped(whole, ",", decimals)
	case points > 1:
		return grouped(s, ".", "")
	case commas > 1:
		return grouped(s, ",", "")
	}
	whole, rest, comma := strings.Cut(s, ",")
	if !comma {
		whole, rest, _ = strings.Cut(s, ".")
	}
	switch {
	case len(rest) != 3 || whole == "0" || len(whole) > 3:
		return number(whole + "." + rest)
	case comma && m == Comma:
		return number(whole + "." + rest)
	case comma && m == Point, !comma && m != Point:
		return number(whole + rest)
	}
	return 0, false
}

// grouped reads a number whose digits stand in groups of three.
func grouped(whole, mark, decimals string) (float64, bool) {
	groups := strings.Split(whole, mark)
	if len(groups) < 2 || !digits(groups[0]) || len(groups[0]) > 3 {
		return 0, false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 || !digits(g) {
			return 0, false
		}
	}
	if decimals != "" {
		decimals = "." + decimals
	}
	return number(strings.Join(groups, "") + decimals)
}

func number(s string) (float64, bool) {
	if s == "" || strings.Trim(s, "0123456789.") != "" || strings.Count(s, ".") > 1 {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v <= mostDigits
}

// mostDigits bounds the numbers that are read, as in package lang.
const mostDigits = 1e15

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Figure writes a number in digits as the language does.
func (l Language) Figure(v float64) string {
	s := inEnglish(v)
	if l == Spanish {
		s = strings.NewReplacer(",", ".", ".", ",").Replace(s)
	}
	return s
}

// inEnglish writes a number as English does: 1,234.5.
func inEnglish(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, decimals, _ := strings.Cut(s, ".")
	if len(whole) > 3 {
		for k := len(whole) - 3; k > 0; k -= 3 {
			whole = whole[:k] + "," + whole[k:]
		}
	}
	if decimals != "" {
		return whole + "." + decimals
	}
	return whole
}

// Month is a month's Spanish name.
func Month(m time.Month) string {
	for es, en := range book().months {
		if en == m.String() && es != "setiembre" {
			return es
		}
	}
	return ""
}

// digitsAt is the number in digits at token i, as it is written, with all the
// tokens that belong to it: "1", ",", "5" is one.
func digitsAt(toks []lang.Token, i int) (s string, n int) {
	if toks[i].Kind != lang.Number {
		return "", 0
	}
	s, n = toks[i].Text, 1
	for i+n+1 < len(toks) && toks[i+n].Text == "," && toks[i+n].Start == toks[i+n-1].End && toks[i+n+1].Kind == lang.Number && toks[i+n+1].Start == toks[i+n].End {
		s += "," + toks[i+n+1].Text
		n += 2
	}
	return s, n
}

// wordsAt reads the number in words at token i: "treinta y tres", "mil
// doscientos". A lone "un" or "una" is none, as it may be an article.
func wordsAt(toks []lang.Token, i int) (v float64, n int) {
	b := book()
	total, part := 0.0, 0.0
	k := i
	for ; k < len(toks); k++ {
		w := toks[k].Lower
		if x, ok := b.numbers[w]; ok && fits(part, x) {
			part += x
			continue
		}
		if w == "mil" && part < 1000 && total == 0 {
			total, part = math.Max(part, 1)*1000, 0
			continue
		}
		if w == "y" && k > i && part >= 30 && math.Mod(part, 10) == 0 && k+1 < len(toks) {
			if x, ok := b.numbers[toks[k+1].Lower]; ok && x > 0 && x < 10 {
				continue
			}
		}
		break
	}
	if k == i || k == i+1 && toks[i].Is("un", "una", "uno") {
		return 0, 0
	}
	return total + part, k - i
}

// fits: the number word can go on what was read: "ciento" "veinte".
func fits(part, x float64) bool {
	switch {
	case part == 0:
		return true
	case x == 0:
		return false
	case part >= 100 && math.Mod(part, 100) == 0:
		return x < 100
	}
	return part >= 30 && math.Mod(part, 10) == 0 && x < 10
}
