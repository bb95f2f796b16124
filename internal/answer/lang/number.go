package lang

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Quantity is a number as the text has it: tokens First to Last, without its
// hedge, with the currency or per-cent sign and the scale that belong to it.
type Quantity struct {
	First, Last int     // tokens, inclusive
	Value       float64 // the number; the lower end of a range
	High        float64 // the upper end of a range, else Value
	Summed      bool    // a time of several units: "one year and one day"
	Unit        string  // "people"-like nouns are not units: "USD", "%", "km", "mph", "day", "year-old", … or ""
	Dim         Dim     // what the unit measures
	Vague       bool    // "dozens", "thousands": an order of magnitude, no figure
	Ordinal     bool    // "third", "2nd"
	Hyphen      bool    // an adjective: "322-foot", "10-day"
	Label       bool    // part of a name: "Flight 200", "Category 3"
	Hedge       Hedge
	HedgeFirst  int // first token of the hedge, or First
}

// Dim is what a unit measures.
type Dim string

// The dimensions that questions ask for.
const (
	Count       Dim = ""
	Money       Dim = "money"
	Percent     Dim = "percent"
	Time        Dim = "duration"
	Length      Dim = "length"
	Speed       Dim = "speed"
	Mass        Dim = "mass"
	Volume      Dim = "volume"
	Area        Dim = "area"
	Temperature Dim = "temperature"
	Age         Dim = "age"
)

var small = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// fractions that stand behind a whole number: "25½".
var fractions = map[rune]float64{'½': 0.5, '¼': 0.25, '¾': 0.75, '⅓': 1.0 / 3, '⅔': 2.0 / 3}

var ordinals = map[string]float64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12,
}

var scales = map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
	"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}

var vagueWords = map[string]float64{
	"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2e6, "billions": 2e9, "tens": 20,
}

var currencies = map[string]string{
	"$": "USD", "us$": "USD", "usd": "USD", "usd$": "USD", "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "¥": "JPY", "₹": "INR",
	"c$": "CAD", "a$": "AUD", "r$": "BRL",
}

var currencyWords = map[string]string{
	"dollar": "USD", "dollars": "USD", "pounds": "GBP", "euro": "EUR", "euros": "EUR", "yen": "JPY", "yuan": "CNY", "rupees": "INR", "pesos": "peso", "francs": "CHF", "cents": "cent",
	"yuans": "CNY", "renminbi": "CNY", "rupee": "INR", "peso": "peso", "franc": "CHF", "cent": "cent", "pence": "penny", "crown": "crown", "crowns": "crown", "krona": "crown", "kronor": "crown", "krone": "crown", "kroner": "crown",
	"koruna": "crown", "zloty": "PLN", "zlotys": "PLN", "lira": "lira", "liras": "lira", "ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB", "shekels": "ILS", "shekel": "ILS", "dirhams": "dirham", "dirham": "dirham",
	"riyals": "riyal", "riyal": "riyal", "dinars": "dinar", "dinar": "dinar", "reais": "BRL", "baht": "THB", "rupiah": "IDR", "ringgit": "MYR", "forints": "HUF", "forint": "HUF", "hryvnia": "UAH", "hryvnias": "UAH", "naira": "NGN",
	"shilling": "shilling", "shillings": "shilling", "florin": "florin", "florins": "florin", "guilder": "guilder", "guilders": "guilder", "escudos": "escudo", "peseta": "peseta", "pesetas": "peseta", "marks": "mark", "drachmas": "drachma", "thalers": "thaler", "ducats": "ducat", "rand": "ZAR", "won": "KRW", "soles": "PEN",
}

type unit struct {
	name   string
	dim    Dim
	factor float64 // to the dimension's base: metres, seconds, grams, litres, km/h, square metres
}

var units = func() map[string]unit {
	m := map[string]unit{}
	add := func(dim Dim, factor float64, name, words string) {
		for _, w := range strings.Fields(words) {
			m[w] = unit{name, dim, factor}
		}
	}
	add(Time, 1, "second", "second seconds sec secs")
	add(Time, 60, "minute", "minute minutes min mins")
	add(Time, 3600, "hour", "hour hours hr hrs")
	add(Time, 86400, "day", "day days")
	add(Time, 604800, "week", "week weeks fortnight")
	add(Time, 2629800, "month", "month months")
	add(Time, 31557600, "year", "year years yr yrs")
	add(Time, 315576000, "decade", "decade decades")
	add(Length, 0.0254, "inch", "inch inches")
	add(Length, 0.3048, "foot", "foot feet ft")
	add(Length, 0.9144, "yard", "yard yards")
	add(Length, 1609.344, "mile", "mile miles")
	add(Length, 1852, "nautical mile", "nm")
	add(Length, 0.001, "millimetre", "mm millimeter millimeters millimetre millimetres")
	add(Length, 0.01, "centimetre", "cm centimeter centimeters centimetre centimetres")
	add(Length, 1, "metre", "meter meters metre metres")
	add(Length, 1000, "kilometre", "km kms kilometer kilometers kilometre kilometres")
	add(Speed, 1.609344, "mph", "mph")
	add(Speed, 1, "km/h", "kph kmh km/h")
	add(Speed, 1.852, "knot", "knot knots")
	add(Mass, 1e6, "tonne", "ton tons tonne tonnes")
	add(Mass, 453.59237, "pound", "pound lb lbs")
	add(Mass, 1000, "kilogram", "kg kilo kilos kilogram kilograms")
	add(Mass, 28.35, "ounce", "ounce ounces oz")
	add(Volume, 3.785, "gallon", "gallon gallons")
	add(Volume, 1, "litre", "litre litres liter liters")
	add(Volume, 158.987, "barrel", "barrel barrels")
	add(Area, 4046.86, "acre", "acre acres")
	add(Area, 10000, "hectare", "hectare hectares")
	add(Temperature, 1, "degree", "degree degrees")
	add(Percent, 1, "%", "percent pct")
	return m
}()

// Factor converts a unit to its dimension's base; 1 when it has none.
func Factor(name string) float64 {
	if f, ok := factors[name]; ok {
		return f
	}
	return 1
}

var factors = func() map[string]float64 {
	m := map[string]float64{}
	for _, u := range units {
		m[u.name] = u.factor
		if u.dim == Length { // metres in a second, as km/h
			m[u.name+" per second"], m[u.name+" per minute"] = u.factor*3.6, u.factor*0.06
		}
	}
	return m
}()

// UnitDim is what a folded word measures when it is a unit, else Count.
func UnitDim(word string) (name string, dim Dim, ok bool) {
	u, ok := units[word]
	return u.name, u.dim, ok
}

// Quantities finds the numbers of a tokenised text, dates left out.
func Quantities(toks []Token, dates []Date) []Quantity {
	taken := make([]bool, len(toks))
	for _, d := range dates {
		for i := d.First; i <= d.Last; i++ {
			taken[i] = true
		}
	}
	var out []Quantity
	for i := 0; i < len(toks); {
		if taken[i] {
			i++
			continue
		}
		q, ok := quantityAt(toks, taken, i)
		if !ok {
			i++
			continue
		}
		q.Hedge, q.HedgeFirst = hedgeBefore(toks, q)
		if q.High > q.Value && !q.Vague && i > 0 && toks[i-1].Lower == "between" {
			q.HedgeFirst = i - 1
		}
		q.Label = label(toks, q)
		i = q.Last + 1
		if n := len(out) - 1; n >= 0 && goesOn(toks, out[n], q) {
			out[n].Summed = true
			out[n].Value += q.Value * factors[q.Unit] / factors[out[n].Unit]
			out[n].High, out[n].Last = out[n].Value, q.Last
			continue
		}
		out = append(out, q)
	}
	return out
}

// goesOn: the second time adds to the first: "one year and one day".
func goesOn(toks []Token, a, b Quantity) bool {
	if a.Dim != Time || b.Dim != Time || a.Vague || b.Vague || a.Hyphen || b.Hyphen || factors[b.Unit] >= factors[a.Unit] || b.Value*factors[b.Unit] >= factors[a.Unit] {
		return false
	}
	between := toks[a.Last+1 : b.First]
	return len(between) == 0 || len(between) == 1 && (between[0].Lower == "and" || between[0].Text == ",") || len(between) == 2 && between[0].Text == "," && between[1].Lower == "and"
}

// label: a bare number right behind a capitalised word that opens no sentence
// is part of a name.
func label(toks []Token, q Quantity) bool {
	if q.First == 0 || q.First != q.Last || toks[q.First].Kind != Number || q.Dim != Count || q.Value > 9999 || strings.ContainsAny(toks[q.First].Text, ",.") {
		return false
	}
	if q.First > 1 && toks[q.First-2].Is("in", "at", "from") && q.Last+1 < len(toks) && toks[q.Last+1].Kind == Word && !toks[q.Last+1].Capital() && !Function(toks[q.Last+1].Lower) {
		return false // "in Lowmere 900 workers"
	}
	p := &toks[q.First-1]
	return p.Kind == Word && p.Capital() && !SentenceStart(toks, q.First-1) && weekdays[p.Lower] == 0 && months[p.Lower] == 0
}

func quantityAt(toks []Token, taken []bool, i int) (Quantity, bool) {
	q := Quantity{First: i}
	if i > 0 && toks[i].Kind == Number && toks[i-1].End == toks[i].Start && (toks[i-1].Text == "." || toks[i-1].Kind != Mark) {
		return q, false // the end of "v1.2.3", not a number
	}
	j := i
	cur := currencies[toks[j].Lower]
	if cur != "" && toks[j].Kind == Word && j+1 < len(toks) && toks[j+1].Text == "$" {
		j++
	}
	if cur != "" {
		if j++; j >= len(toks) || toks[j].Kind != Number {
			return q, false
		}
		q.Unit, q.Dim = cur, Money
	}
	if readHalf(toks, i, &q) {
		return q, true
	}
	next, ok := readNumber(toks, taken, j, &q)
	if !ok {
		return q, false
	}
	readRange(toks, taken, &next, &q)
	q.Last = next - 1
	if !q.Ordinal {
		readUnit(toks, taken, &q)
	}
	return q, true
}

// readHalf reads "an hour and a half" and "half an hour".
func readHalf(toks []Token, i int, q *Quantity) bool {
	word := func(k int) string {
		if k < len(toks) {
			return toks[k].Lower
		}
		return ""
	}
	one := word(i) == "a" || word(i) == "an"
	switch {
	case one && word(i+2) == "and" && word(i+3) == "a" && word(i+4) == "half":
		q.Value, q.Last = 1.5, i+4
		i++
	case word(i) == "half" && (word(i+1) == "a" || word(i+1) == "an"):
		q.Value, q.Last = 0.5, i+2
		i += 2
	default:
		return false
	}
	u, ok := units[word(i)]
	if !ok || u.dim != Time {
		return false
	}
	q.Unit, q.Dim, q.High = u.name, u.dim, q.Value
	return true
}

// readNumber reads digits or words with their scale from token j on.
func readNumber(toks []Token, taken []bool, j int, q *Quantity) (next int, ok bool) {
	t := &toks[j]
	switch {
	case t.Kind == Number:
		v, ord, err := parseDigits(t.Text)
		if err != nil {
			return j, false
		}
		q.Value, q.Ordinal = v, ord
		j++
		if j < len(toks) && !taken[j] && toks[j].Kind == Word {
			glued := toks[j].Start == toks[j-1].End
			if s, ok := scales[toks[j].Lower]; ok && (glued || len(toks[j].Lower) > 2 || toks[j].Is("bn", "mn", "tn")) && (len(toks[j].Lower) > 1 || q.Dim == Money) {
				q.Value *= s
				j++
			} else if strings.HasPrefix(toks[j].Lower, "m-") || strings.HasPrefix(toks[j].Lower, "million-") {
				q.Value *= 1e6
			}
		}
	case vagueWords[t.Lower] > 0:
		return readVague(toks, j, q)
	default:
		return readWords(toks, j, q)
	}
	q.High = q.Value
	return j, true
}

// readVague reads "dozens", "tens of thousands of".
func readVague(toks []Token, j int, q *Quantity) (int, bool) {
	if toks[j].Lower == "tens" && !(j+2 < len(toks) && toks[j+1].Lower == "of" && vagueWords[toks[j+2].Lower] > 0) {
		return j, false
	}
	q.Vague, q.Value = true, vagueWords[toks[j].Lower]
	j++
	for j+1 < len(toks) && toks[j].Lower == "of" && vagueWords[toks[j+1].Lower] > 0 {
		q.Value *= vagueWords[toks[j+1].Lower] / 2
		j += 2
	}
	q.High = q.Value * 5
	return j, true
}

// readWords reads "twenty-one", "three hundred and fifty", "a million",
// "half a million", "third".
func readWords(toks []Token, j int, q *Quantity) (int, bool) {
	if v, ok := ordinals[toks[j].Lower]; ok {
		q.Value, q.High, q.Ordinal = v, v, true
		return j + 1, true
	}
	total, part, start := 0.0, 0.0, j
	seen := false
	if toks[j].Is("a", "an") && j+1 < len(toks) && scales[toks[j+1].Lower] >= 12 && len(toks[j+1].Lower) > 2 {
		part, seen = 1, true
		j++
	} else if toks[j].Lower == "half" && j+2 < len(toks) && toks[j+1].Is("a") && scales[toks[j+2].Lower] >= 12 {
		part, seen = 0.5, true
		j += 2
	}
	for ; j < len(toks); j++ {
		l := toks[j].Lower
		if v, ok := smallNumber(l); ok {
			part += v
			seen = true
			continue
		}
		if s := scales[l]; s > 0 && len(l) > 2 && seen {
			if s == 100 || s == 12 {
				part = math.Max(part, 1) * s
			} else {
				total += math.Max(part, 1) * s
				part = 0
			}
			continue
		}
		if l == "and" && seen && j > start && scales[toks[j-1].Lower] > 0 && j+1 < len(toks) {
			if _, ok := smallNumber(toks[j+1].Lower); ok {
				continue
			}
		}
		break
	}
	if !seen {
		return start, false
	}
	q.Value = total + part
	q.High = q.Value
	return j, true
}

func smallNumber(l string) (float64, bool) {
	if v, ok := small[l]; ok {
		return v, true
	}
	if tens, ones, ok := strings.Cut(l, "-"); ok {
		a, okA := small[tens]
		b, okB := small[ones]
		if okA && okB && a >= 20 && b < 10 {
			return a + b, true
		}
	}
	return 0, false
}

func parseDigits(s string) (v float64, ordinal bool, err error) {
	for _, e := range []string{"st", "nd", "rd", "th"} {
		if strings.HasSuffix(s, e) {
			s, ordinal = s[:len(s)-2], true
		}
	}
	if r, n := utf8.DecodeLastRuneInString(s); fractions[r] > 0 {
		v, err = strconv.ParseFloat(strings.ReplaceAll(s[:len(s)-n], ",", ""), 64)
		if err == nil && v != math.Trunc(v) {
			err = strconv.ErrSyntax // "3.25½" is no number, but two that ran together
		}
		return v + fractions[r], false, err
	}
	if len(s) > 1 && strings.Trim(s, "0") == "" {
		return 0, false, strconv.ErrSyntax // "000" is the end of a number that was torn apart
	}
	s = strings.NewReplacer(",", "", "\u00a0", "", "\u202f", "", "\u2009", "", " ", "").Replace(s)
	v, err = strconv.ParseFloat(s, 64)
	if err == nil && v > mostDigits {
		err = strconv.ErrRange // a float would not give its digits back
	}
	return v, ordinal, err
}

// mostDigits bounds the numbers that are read: all below are exact.
const mostDigits = 1e15

// readRange reads "to 20", "-20" and "and 20" after "between".
func readRange(toks []Token, taken []bool, next *int, q *Quantity) {
	j := *next
	if j+1 >= len(toks) || taken[j] || taken[j+1] || q.Vague || q.Ordinal {
		return
	}
	between := toks[j].Lower == "and" && q.First > 0 && toks[q.First-1].Lower == "between"
	if !between && !toks[j].Is("to", "-", "–") || toks[j].Is("to") && byAmount(toks, q.First) {
		return
	}
	k := j + 1
	if currencies[toks[k].Lower] != "" && k+1 < len(toks) {
		k++
	}
	var r Quantity
	r.Dim = q.Dim
	if toks[k].Kind != Number && small[toks[k].Lower] == 0 {
		return
	}
	end, ok := readNumber(toks, taken, k, &r)
	if !ok || r.Ordinal || r.Value <= q.Value && r.Value*1e3 <= q.Value {
		return
	}
	if r.Value > 1e3 && q.Value < 1e3 && r.Value/q.Value >= 1e3 { // "30 to 40 million"
		for _, s := range []float64{1e3, 1e6, 1e9} {
			if q.Value*s <= r.Value && q.Value*s*100 >= r.Value {
				q.Value *= s
				break
			}
		}
	}
	if r.Value > q.Value {
		q.High = r.Value
		*next = end
	}
}

// byAmount: "cut by $200 to $399": a step and where it leads, no range.
func byAmount(toks []Token, first int) bool {
	for k := first - 1; k >= 0 && k >= first-3; k-- {
		if toks[k].Lower == "by" {
			return k > 0 && toks[k-1].Kind == Word && !toks[k-1].Is("followed")
		}
		if currencies[toks[k].Lower] == "" && !toks[k].Is("us", "u.s.") {
			return false
		}
	}
	return false
}

// readUnit reads what follows the number: a unit, "-foot", "-year-old", "%".
func readUnit(toks []Token, taken []bool, q *Quantity) {
	j := q.Last + 1
	if j >= len(toks) || taken[j] {
		return
	}
	l := toks[j].Lower
	if l == "-" && j+1 < len(toks) { // "150-mile"
		parts := strings.Split(toks[j+1].Lower, "-")
		if u, ok := units[parts[0]]; ok && toks[j+1].Start == toks[j].End {
			q.Hyphen, q.Last, q.Unit, q.Dim = true, j+1, u.name, u.dim
			if len(parts) > 1 && parts[len(parts)-1] == "old" {
				q.Unit, q.Dim = "year-old", Age
			}
		} else if s, ok := scales[parts[0]]; ok && toks[j+1].Start == toks[j].End {
			q.Value, q.High, q.Last, q.Hyphen = q.Value*s, q.High*s, j+1, true
		}
		return
	}
	switch {
	case l == "%":
		q.Unit, q.Dim, q.Last = "%", Percent, j
	case l == "per" && j+1 < len(toks) && toks[j+1].Lower == "cent":
		q.Unit, q.Dim, q.Last = "%", Percent, j+1
	case q.Dim == Money:
	case currencyWords[l] != "":
		q.Unit, q.Dim, q.Last = currencyWords[l], Money, j
	case toks[j].Is("us", "u.s.", "canadian", "australian") && j+1 < len(toks) && currencyWords[toks[j+1].Lower] != "":
		q.Unit, q.Dim, q.Last = currencyWords[toks[j+1].Lower], Money, j+1
	case toks[j].Lower == "square" && j+1 < len(toks) && units[toks[j+1].Lower].dim == Length:
		q.Unit, q.Dim, q.Last = "square "+units[toks[j+1].Lower].name, Area, j+1
	case toks[j].Lower == "nautical" && j+1 < len(toks) && toks[j+1].Is("miles", "mile"):
		q.Unit, q.Dim, q.Last = "nautical mile", Length, j+1
	default:
		u, ok := units[l]
		if !ok || q.Vague && u.dim != Time {
			return
		}
		q.Unit, q.Dim, q.Last = u.name, u.dim, j
		readPerHour(toks, q)
		if q.Unit == "year" && q.Last+1 < len(toks) && toks[q.Last+1].Is("old", "-old", "of") &&
			(toks[q.Last+1].Lower != "of" || q.Last+2 < len(toks) && toks[q.Last+2].Lower == "age") {
			q.Unit, q.Dim, q.Last = "year-old", Age, q.Last+1
		}
	}
}

func readPerHour(toks []Token, q *Quantity) {
	j := q.Last + 1
	if q.Dim == Length && j+1 < len(toks) && toks[j].Is("per", "a") && (toks[j+1].Is("minute", "second")) {
		q.Dim, q.Last, q.Unit = Speed, j+1, q.Unit+" per "+toks[j+1].Lower
		return
	}
	if q.Dim == Length && j+1 < len(toks) && toks[j].Is("per", "an") && toks[j+1].Is("hour") {
		q.Dim, q.Last = Speed, j+1
		if q.Unit == "mile" {
			q.Unit = "mph"
		} else {
			q.Unit = "km/h"
		}
	}
}
