package eval

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var numberToken = regexp.MustCompile(`\d{1,3}(?:,\d{3})+(?:\.\d+)?\b|\b\d{1,3}(?:\.\d{3})+,\d+\b|\b\d+,\d{1,2}\b|\b\d{1,3}(?:[ \x{a0}\x{2009}\x{202f}]\d{3})+\b|\d{1,3}(?:\.\d{3})+\b|\d+(?:\.\d+)?|\pL+`)

var smallNumbers = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]float64{
	"hundred": 1e2, "dozen": 12, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"mil": 1e3, "millón": 1e6, "millones": 1e6, // of Spanish articles
	"mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "m": 1e6, "k": 1e3,
}

// looseScales also mean something else: "5m" may be five metres.
var looseScales = []string{"m", "k"}

// halves writes fractions out, so that "25½" is 25.5.
var halves = strings.NewReplacer("½", ".5", "¼", ".25", "¾", ".75")

// oneAndAHalf and halfA are durations whose number has no figure of its own.
var (
	oneAndAHalf = regexp.MustCompile(`\ban? (second|minute|hour|day|week|month|year|decade) and a half\b`)
	halfA       = regexp.MustCompile(`\bhalf an? (second|minute|hour|day|week|month|year|decade)\b`)
)

// numbersIn finds the numbers of a text, in digits and in words.
func numbersIn(text string) []number {
	text = halves.Replace(strings.ToLower(fold(text)))
	text = halfA.ReplaceAllString(oneAndAHalf.ReplaceAllString(text, "1.5 $1"), "0.5 $1")
	p := numberParser{text: text, tokens: numberToken.FindAllStringIndex(text, -1)}
	var found []number
	for p.at < len(p.tokens) {
		start := p.at
		readings, ok := p.number()
		if !ok {
			p.at = start + 1
			continue
		}
		from, to := p.tokens[start][0], p.tokens[p.at-1][1]
		next, _, _ := strings.Cut(text[to:], ". ")
		found = append(found, number{
			text: text[from:to], readings: readings, next: next,
			word: !strings.ContainsAny(text[from:to], "0123456789"),
		})
	}
	return found
}

// numberParser reads numbers off the tokens of a text.
type numberParser struct {
	text   string
	tokens [][]int
	at     int
}

func (p *numberParser) token() string {
	if p.at >= len(p.tokens) {
		return ""
	}
	return p.text[p.tokens[p.at][0]:p.tokens[p.at][1]]
}

// near tells that only white space or one hyphen parts the token from the one
// before it, as within "twenty-five" and "55bn".
func (p *numberParser) near() bool {
	if p.at == 0 || p.at >= len(p.tokens) {
		return false
	}
	between := strings.Trim(p.text[p.tokens[p.at-1][1]:p.tokens[p.at][0]], " \u00a0\u2009\u202f\n")
	return between == "" || between == "-"
}

// number reads the number at the current token, moving past it.
func (p *numberParser) number() ([][]float64, bool) {
	token := p.token()
	switch {
	case token[0] >= '0' && token[0] <= '9':
		p.at++
		return p.scaled(digitReadings(token)), true
	case token == "half" || token == "a" || token == "an":
		return p.article(token)
	}
	return p.inWords()
}

// digitReadings is what a number in digits may stand for: groups of three are
// one number, or a decimal, or numbers beside each other ("in 14 300 people").
func digitReadings(token string) [][]float64 {
	if whole, decimals, ok := strings.Cut(token, ","); ok && (len(decimals) < 3 || strings.Contains(whole, ".")) {
		return decimalComma(whole, decimals)
	}
	plain := strings.ReplaceAll(token, ",", "")
	var readings [][]float64
	if v, err := strconv.ParseFloat(plain, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		readings = append(readings, []float64{v}) // what is too large is infinite, everywhere
	}
	parts := strings.FieldsFunc(plain, func(r rune) bool { return r == '.' || r == ' ' || r > 127 })
	if len(parts) > 1 && len(parts[len(parts)-1]) == 3 {
		if v, err := strconv.ParseFloat(strings.Join(parts, ""), 64); err == nil {
			readings = append(readings, []float64{v})
		}
		if !strings.Contains(plain, ".") {
			readings = append(readings, separate(parts))
		}
	}
	return readings
}

// decimalComma reads "1,5" and "1.234,5" of a Spanish article; "1,5" may also
// be two numbers of a list.
func decimalComma(whole, decimals string) [][]float64 {
	var readings [][]float64
	if v, err := strconv.ParseFloat(strings.ReplaceAll(whole, ".", "")+"."+decimals, 64); err == nil {
		readings = append(readings, []float64{v})
	}
	return append(readings, separate([]string{whole, decimals}))
}

func separate(parts []string) []float64 {
	var values []float64
	for _, part := range parts {
		if v, err := strconv.ParseFloat(part, 64); err == nil {
			values = append(values, v)
		}
	}
	return values
}

// scaled multiplies the readings by the scale words that follow, and by the
// scale at the far end of a range ("50 to 60 million").
func (p *numberParser) scaled(readings [][]float64) [][]float64 {
	plain := readings
	if scale, ok := p.rangeScale(); ok {
		return append(times(readings, scale), plain...)
	}
	for p.near() {
		word := p.token()
		scale, ok := scales[word]
		if !ok {
			break
		}
		p.at++
		readings = times(readings, scale)
		if slices.Contains(looseScales, word) {
			return append(readings, plain...)
		}
	}
	return readings
}

var rangeEnd = regexp.MustCompile(`^\s*(?:-|–|—|to|or|and)\s*\$?(\d+(?:\.\d+)?)[\s-]*(\pL+)`)

func (p *numberParser) rangeScale() (float64, bool) {
	m := rangeEnd.FindStringSubmatch(p.text[p.tokens[p.at-1][1]:])
	if m == nil {
		return 0, false
	}
	scale, ok := scales[m[2]]
	return scale, ok
}

func times(readings [][]float64, scale float64) [][]float64 {
	var scaled [][]float64
	for _, values := range readings {
		values = slices.Clone(values)
		values[len(values)-1] *= scale
		scaled = append(scaled, values)
	}
	return scaled
}

// article reads "a hundred", "a dozen" and "half a million"; "a" before
// anything else is no number.
func (p *numberParser) article(token string) ([][]float64, bool) {
	value := 1.0
	if token == "half" {
		value = 0.5
		p.at++
		if next := p.token(); next != "a" && next != "an" {
			return nil, false
		}
	}
	p.at++
	scale, ok := scales[p.token()]
	if !ok || !p.near() || slices.Contains(looseScales, p.token()) {
		return nil, false
	}
	p.at++
	return p.scaled([][]float64{{value * scale}}), true
}

// inWords reads "three", "twenty-five", "two hundred and fifty thousand".
func (p *numberParser) inWords() ([][]float64, bool) {
	total, current, seen := 0.0, 0.0, false
	for p.at < len(p.tokens) && (!seen || p.near()) {
		word := p.token()
		small, isSmall := smallNumbers[word]
		scale, isScale := scales[word]
		switch {
		case isSmall && (!seen || fits(current, small)):
			current += small
		case slices.Contains(looseScales, word):
			return [][]float64{{total + current}}, seen
		case isScale && seen && scale <= 100:
			current *= scale
		case isScale && seen:
			total, current = total+current*scale, 0
		case word == "and" && seen && p.andGoesOn(total, current):
		default:
			return [][]float64{{total + current}}, seen
		}
		seen = true
		p.at++
	}
	return [][]float64{{total + current}}, seen
}

// fits tells that small can follow what was read: "twenty five", "hundred six".
func fits(current, small float64) bool {
	rest := int(current) % 100
	return rest == 0 && small < 100 && (current >= 100 || current == 0) || rest >= 20 && rest%10 == 0 && small < 10 && small > 0
}

// andGoesOn tells that an "and" joins a hundred or a thousand to what follows.
func (p *numberParser) andGoesOn(total, current float64) bool {
	if (total == 0 && current < 100) || p.at+1 >= len(p.tokens) {
		return false
	}
	next := numberParser{text: p.text, tokens: p.tokens, at: p.at + 1}
	small, ok := smallNumbers[next.token()]
	return ok && next.near() && fits(current, small)
}
