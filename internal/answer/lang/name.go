package lang

import "strings"

// Name is a run of capitalised tokens that names somebody or something.
type Name struct {
	First, Last int // tokens, inclusive
	Title       int // leading tokens that are a title or an office ("President", "Gen.")
}

var nameLinks = set("de del la los las von van der den bin al el da di dos du le of y e ibn st")

// Titles stand before a person's name.
var titles = set(`mr mrs ms dr prof professor sir dame lord lady president vice prime minister chancellor king queen prince princess pope
senator sen sen. rep rep. representative congressman congresswoman governor gov gov. mayor secretary attorney general gen gen. colonel col col. captain capt capt. sergeant sgt sgt.
lieutenant lt lt. major commander admiral adm. chief sheriff judge justice ambassador director chairman chairwoman chair spokesman spokeswoman spokesperson administrator
ceo officer commissioner superintendent deputy foreign finance interior defense defence home health former ex-president then-president mr. mrs. ms. dr. prof. st.
councilman councillor bishop archbishop cardinal imam rabbi rev rev. coach analyst economist lawyer candidate forecaster scientist resident editor reporter correspondent premier police security meteorologist`)

// IsTitle reports whether a folded word may stand as a title before a name.
func IsTitle(lower string) bool { return titles[lower] }

// Names finds runs of capitalised words. proper tells whether the text writes
// a folded word as a name elsewhere: a single word at a sentence's start is a
// name only then.
func Names(toks []Token, proper func(lower string) bool) []Name {
	var out []Name
	for i := 0; i < len(toks); i++ {
		if !nameStart(toks, i, proper) {
			continue
		}
		n := Name{First: i, Last: i}
		for j := i + 1; j < len(toks); j++ {
			if namePart(&toks[j]) && !brokenBefore(toks, j) {
				n.Last = j
				continue
			}
			if linked(toks, j) {
				continue
			}
			break
		}
		for n.First+n.Title < n.Last && titles[toks[n.First+n.Title].Lower] {
			n.Title++
		}
		out = append(out, n)
		i = n.Last
	}
	return out
}

func nameStart(toks []Token, i int, proper func(string) bool) bool {
	t := &toks[i]
	if !namePart(t) || Function(t.Lower) && !(i+1 < len(toks) && namePart(&toks[i+1]) && i > 0) || Weekday(t.Lower) > 0 || monthAt(toks, i) {
		return false
	}
	if SentenceStart(toks, i) {
		next := i+1 < len(toks) && namePart(&toks[i+1])
		return next || proper(t.Lower)
	}
	return true
}

// monthAt: token i is a month's name in a date.
func monthAt(toks []Token, i int) bool {
	return Month(toks[i].Lower) > 0 && (i > 0 && (toks[i-1].Kind == Number || toks[i-1].Is("in", "since", "early", "late", "last", "next", "of", "until", "by", "mid")) || i+1 < len(toks) && toks[i+1].Kind == Number)
}

// SentenceStart reports whether token i opens a sentence or a quotation.
func SentenceStart(toks []Token, i int) bool {
	for j := i - 1; j >= 0; j-- {
		switch toks[j].Text {
		case "“", "\"", "‘", "'", "(", "''", "``", "”":
			continue
		case ".", "!", "?", ":", "—", "–":
			return true
		}
		return false
	}
	return true
}

func namePart(t *Token) bool {
	return t.Kind == Word && t.Capital() && t.Lower != "'s" && t.Lower != "i"
}

// brokenBefore: a capital after a mark begins another name.
func brokenBefore(toks []Token, j int) bool {
	if j > 1 && irish(toks, j-1) {
		return false
	}
	dash := toks[j-1].Text == "–" || toks[j-1].Text == "-"
	return toks[j-1].Kind == Mark && !(dash && toks[j-1].End == toks[j].Start && j > 1 && toks[j-2].End == toks[j-1].Start)
}

// irish: the apostrophe at token j belongs to a name: "O'Leary", "O' Leary".
func irish(toks []Token, j int) bool {
	return j > 0 && (toks[j].Text == "'" || toks[j].Text == "’") && (toks[j-1].Text == "O" || toks[j-1].Text == "D")
}

// linked: a lower-case joint ("de", "of") or a dash inside a name.
func linked(toks []Token, j int) bool {
	if j+1 >= len(toks) {
		return false
	}
	if irish(toks, j) {
		return namePart(&toks[j+1])
	}
	if toks[j].Text == "–" || toks[j].Text == "-" {
		return toks[j].Start == toks[j-1].End && toks[j+1].Start == toks[j].End && namePart(&toks[j+1])
	}
	if !nameLinks[toks[j].Lower] || toks[j].Kind != Word {
		return false
	}
	if namePart(&toks[j+1]) {
		return true
	}
	return nameLinks[toks[j+1].Lower] && toks[j+1].Kind == Word && j+2 < len(toks) && namePart(&toks[j+2])
}

// Bare is the name's tokens without its titles.
func (n Name) Bare(toks []Token) []Token { return toks[n.First+n.Title : n.Last+1] }

// Surname is the folded last word of the name.
func (n Name) Surname(toks []Token) string { return strings.TrimSuffix(toks[n.Last].Lower, ".") }
