package corpus

// Words that end in a period without ending a sentence.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// periodSays is what a word with a period says about the sentence's end.
type periodSays int

const (
	unsure periodSays = iota
	joins             // the sentence goes on
	ends              // it ends
)

// neighbours is what stands before a word.
type neighbours struct {
	name  bool // a word with a capital
	first bool // nothing: the word begins the sentence
}

// abbreviation judges the period after stem, before the word next (without its
// opening quotes).
func abbreviation(stem, next string, before neighbours) periodSays {
	lower := strings.ToLower(stem)
	if i := strings.LastIndexAny(lower, "-–—(/:"); i >= 0 {
		lower = lower[i+1:]
	}
	nextDigit := next[0] >= '0' && next[0] <= '9'
	capital := lower != stem
	switch {
	case alwaysTitle[lower] && capital, alwaysJoins[lower]:
		return joins
	case beforeDigits[lower]:
		if nextDigit {
			return joins
		}
		if starter(next) || !capital {
			return ends // "He said no." is a sentence
		}
		return unsure
	case lower == "a.m" || lower == "p.m" || lower == "am" || lower == "pm":
		if afterClock(next) || nextDigit {
			return joins
		}
		return ends
	case mayClose[lower] && (capital || smallToo[lower]), dotted(lower):
		if starter(next) {
			return ends
		}
		return joins
	case initial(stem):
		if starter(next) && !before.name {
			return ends
		}
		return joins
	case stem != "" && stem[len(stem)-1] >= '0' && stem[len(stem)-1] <= '9':
		if before.first && len(stem) <= 2 {
			return joins // "1. What changes"
		}
		return ends
	}
	n := utf8.RuneCountInString(lower)
	if n > 4 || n > 2 && !capital && !smallToo[lower] || starter(next) {
		return ends
	}
	return unsure
}

// initial says whether stem is one capital, or capitals with periods.
func initial(stem string) bool {
	r, size := utf8.DecodeRuneInString(stem)
	return size == len(stem) && unicode.IsUpper(r)
}

// dotted says whether a word is made of letters with periods: "u.s", "d.c",
// "j.r.r".
func dotted(lower string) bool {
	parts := strings.Split(lower, ".")
	if len(parts) < 2 {
		return false
	}
	for _, part := range parts {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || !unicode.IsLetter([]rune(part)[0]) {
			return false
		}
	}
	return true
}

// starter says whether a word, capitalised as it stands, is one that starts
// sentences and is hardly ever a part of a name.
func starter(next string) bool {
	if !isTitleCase(next) {
		return false
	}
	w := strings.ToLower(strings.TrimRight(next, ",.:;"+closers))
	if base, _, found := strings.Cut(strings.ReplaceAll(w, "’", "'"), "'"); found {
		w = base
	}
	return sentenceStarters[w]
}

// afterClock says whether a word goes on after "5 p.m.": a zone, a day, a
// month.
func afterClock(next string) bool {
	w := strings.ToLower(strings.TrimRight(next, ".,;:"+closers))
	switch w {
	case "et", "est", "edt", "ct", "cst", "cdt", "mt", "mst", "mdt", "pt", "pst", "pdt", "gmt", "utc", "bst", "cet", "cest", "hst",
		"eastern", "central", "mountain", "pacific", "local", "greenwich":
		return true
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return monthNumber(w) > 0 && reMonth().MatchString(w)
}

var alwaysTitle = set("mr mrs ms mx dr prof gov govs sen sens rep reps gen lt col maj capt cmdr cpl sgt adm brig pvt supt insp det rev fr hon pres amb atty " +
	"messrs mme mlle sra srta dra lic ing gral")

var alwaysJoins = set("vs viz cf e.g i.e")

var beforeDigits = set("no nos jan feb mar apr jun jul aug sep sept oct nov dec fig figs vol pp art sec approx ca")

var mayClose = set("st ste mt sr inc corp co cos ltd llc plc bros jr esq ph.d phd m.d u.s u.k u.n e.u etc ave blvd rd ft al dept univ assn bldg " +
	"ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo")

// smallToo are abbreviations without a capital too.
var smallToo = set("ft etc al approx est dept min max hrs mins lbs sq")

var sentenceStarters = set("a about according after all although among an and another any anyone are as asked at because before both but by can despite did do does during each " +
	"earlier even every everyone few first five following for four from had has have he her here his how however i if in instead it its last later like many meanwhile more moreover " +
	"most much my nearly neither nevertheless no nobody none nor not nothing now of officials on once one only or other others our over people perhaps police sadly several she since " +
	"six so some soon still such ten that the their then there these they this those though three through thus to today two under unlike until we were what when where whether " +
	"which while who whoever why with within without yes yesterday yet you your")

func set(words string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
