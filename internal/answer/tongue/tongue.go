// Package tongue carries questions and articles from one language into
// another: it tells in which language a text is, turns a question in Spanish
// into one in English that the engine reads, and reads a Spanish text word by
// word as if it were English, its numbers and dates included. It has rules of
// grammar and a wordbook of general news; what it does not know goes over as it
// is, as names and figures do. It is no translator of prose: nothing that it
// makes is shown as what an article says.
package tongue

import (
	"strings"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
)

// Language is the code of a language, as answers give it.
type Language string

// The languages that questions are answered in and articles are read in.
const (
	English Language = "en"
	Spanish Language = "es"
)

// tell-tale words: what only one language writes in lower case, folded.
var (
	spanishWords = wordSet("el la los las del al un una unos unas de en y que con por para se su sus es son fue fueron era eran ha han hay estan esta lo le les como mas pero sobre entre desde hasta cuando donde segun tras este estos estas ese esa muy ya sin porque tambien")
	spanishOnly  = wordSet("el los las del una unos unas fue fueron eran han hay estan cuando donde segun cual cuales cuanto cuanta cuantos cuantas quien quienes muy porque tambien y sido habia esta")
	spanishAsks  = wordSet("cual cuales cuando cuanto cuanta cuantos cuantas donde quien quienes que como")
	englishWords = wordSet("the of in is are was were did does do who what when where why how which many much and to for on at by from with has have had will would be been his her their its it that this there not can could should")
	// otherWords are of the languages that are nearest to Spanish.
	otherWords = wordSet("o os do da dos das em no na nos nas nao foi quem quando uma um sao ao pelo pela il della dei che di chi perche sono nel gli alla le les des est et qui quel quelle quand ou combien du au dans pour une els amb dels qui quan i per hi")
)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// Of is the language of a question: Spanish only where its own words say so,
// whatever it names; English otherwise, which every other language is taken
// for.
func Of(question string) Language {
	toks := lang.Tokenize(question, 0)
	c := count(toks)
	switch {
	case c.opensEnglish, c.english > c.spanish:
		return English
	case strings.ContainsAny(question, "¿¡"):
		return Spanish
	case c.other > c.only:
		return English
	case c.asks && c.english == 0 && c.spanish+c.only > 0:
		return Spanish
	case c.only > 0 && c.spanish >= 2 && 3*c.spanish >= c.words && c.english*3 <= c.spanish:
		return Spanish
	}
	return English
}

// telling counts the tell-tale words of a text.
type telling struct {
	words, spanish, only, english, other int
	asks, opensEnglish                   bool // it opens with a Spanish question word, an English one
}

// count looks at words in lower case and at the first, as names say nothing.
func count(toks []lang.Token) telling {
	var c telling
	seen := 0
	for k := range toks {
		t := &toks[k]
		if t.Kind != lang.Word {
			continue
		}
		seen++
		if t.Capital() && seen > 1 {
			continue
		}
		c.words++
		if seen == 1 {
			c.opensEnglish = englishWords[t.Lower] && !spanishWords[t.Lower]
		}
		if seen <= 2 && spanishAsks[t.Lower] && opensQuestion(toks, k, seen) {
			c.asks = true
		}
		if spanishWords[t.Lower] || spanishOnly[t.Lower] {
			c.spanish++
		}
		if spanishOnly[t.Lower] {
			c.only++
		}
		if englishWords[t.Lower] {
			c.english++
		}
		if otherWords[t.Lower] {
			c.other++
		}
	}
	return c
}

// opensQuestion: the question word is the first, or behind a preposition.
func opensQuestion(toks []lang.Token, k, seen int) bool {
	return seen == 1 || k > 0 && toks[k-1].Is("y", "a", "en", "de", "por", "con", "desde", "hasta", "para", "contra", "sobre", "segun")
}

// A text of some length is Spanish when this share of its words are of the
// commonest Spanish ones, and few of the commonest English.
const (
	spanishShare = 0.2
	englishShare = 0.08
	sampled      = 4000 // bytes that are looked at
)

// OfText is the language of an article: Spanish or, as every other, English.
func OfText(text string) Language {
	if len(text) > sampled {
		cut := sampled
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	words, es, en := 0, 0, 0
	for f := range strings.FieldsSeq(text) {
		w := lang.Fold(strings.Trim(f, ".,;:!?¿¡()\"'“”«»—–"))
		if w == "" {
			continue
		}
		words++
		if spanishWords[w] {
			es++
		}
		if englishWords[w] {
			en++
		}
	}
	if words >= 8 && float64(es) >= spanishShare*float64(words) && float64(en) <= englishShare*float64(words) {
		return Spanish
	}
	return English
}
