package tongue

// The wordbook: what Spanish words are in English, in all their forms.

import (
	_ "embed"
	"strings"
	"sync"

	"secondsource/internal/answer/lang"
)

//go:embed data/verbs.txt
var verbsText string

//go:embed data/nouns.txt
var nounsText string

//go:embed data/persons.txt
var personsText string

//go:embed data/adjectives.txt
var adjectivesText string

//go:embed data/function.txt
var functionText string

//go:embed data/phrases.txt
var phrasesText string

//go:embed data/places.txt
var placesText string

//go:embed data/numbers.txt
var numbersText string

//go:embed data/subjects.txt
var subjectsText string

//go:embed data/idioms.txt
var idiomsText string

//go:embed data/whole.txt
var wholeText string

// class is what a word is in its sentence.
type class uint8

const (
	verb class = iota
	noun
	person // a noun for somebody
	fallen // a noun for people that says what became of them: "muertos"
	adjective
	function
)

// reading is one way in which a Spanish word can be read.
type reading struct {
	class  class
	en     string // the English base, "" for a word that is left out
	es     string // the infinitive of a verb, without its pronoun
	tense  tense
	plural bool
	self   bool // a verb used with its pronoun: "reunirse"
}

// phrase is several words that mean something together.
type phrase struct {
	words []string // folded tokens
	en    string
	name  bool // a place or a body: written as it stands here
	small bool // it may stand in lower case
}

// wordbook holds every form of every word.
type wordbook struct {
	forms    map[string][]reading // as written, in lower case
	folded   map[string][]reading // without accents
	phrases  map[string][]phrase  // by first token
	numbers  map[string]float64   // value of a number word, folded
	scales   map[string]string    // "millones"
	vague    map[string]string
	months   map[string]string
	weekdays map[string]string
	spanish  map[string][]string // English stem → Spanish words, for searching
	idioms   map[string][]idiom  // by folded infinitive
	whole    map[string]string   // questions that no rule reads, folded

	does, suffers, is map[string]bool // what somebody does, undergoes, is
}

var book = sync.OnceValue(func() *wordbook {
	b := &wordbook{
		forms: map[string][]reading{}, folded: map[string][]reading{}, phrases: map[string][]phrase{},
		numbers: map[string]float64{}, scales: map[string]string{}, vague: map[string]string{}, months: map[string]string{}, weekdays: map[string]string{},
		spanish: map[string][]string{}, idioms: map[string][]idiom{}, whole: map[string]string{},
		does: map[string]bool{}, suffers: map[string]bool{}, is: map[string]bool{},
	}
	b.addFunctions()
	b.addVerbs()
	b.addPersons()
	b.addNouns()
	b.addAdjectives()
	b.addNumbers()
	b.addPhrases()
	b.addPlaces()
	b.addSubjects()
	b.addIdioms()
	return b
})

// SpanishFor are the Spanish words, in the forms that articles have them in, for
// the stem of an English one.
func SpanishFor(stem string) []string { return book().spanish[stem] }

// lines are the fields of the data lines of a text, comments left out.
func lines(text string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) > 0 && f[0][0] != '#' {
			out = append(out, f)
		}
	}
	return out
}

// pairs calls f for each "a=b" of a text, "_" written as a space.
func pairs(text string, f func(es, en string)) {
	for _, line := range lines(text) {
		for _, p := range line {
			if es, en, ok := strings.Cut(p, "="); ok {
				f(strings.ReplaceAll(es, "_", " "), strings.ReplaceAll(en, "_", " "))
			}
		}
	}
}

// add keeps a reading of a form; of equal ones the first is kept.
func (b *wordbook) add(es string, r reading) {
	for _, has := range b.forms[es] {
		if has.class == r.class && has.tense == r.tense && has.self == r.self && has.plural == r.plural {
			return
		}
	}
	b.forms[es] = append(b.forms[es], r)
	f := lang.Fold(es)
	b.folded[f] = append(b.folded[f], r)
}

// back notes a Spanish word to search an English one by.
func (b *wordbook) back(en string, es ...string) {
	for _, w := range strings.Fields(lang.Fold(en)) {
		if !lang.Function(w) {
			b.spanish[lang.Stem(w)] = append(b.spanish[lang.Stem(w)], es...)
		}
	}
}

func (b *wordbook) addFunctions() {
	pairs(functionText, func(es, en string) {
		b.add(es, reading{class: function, en: strings.TrimPrefix(en, "-")})
	})
}

func (b *wordbook) addVerbs() {
	for _, inf := range []string{"ser", "estar", "haber"} {
		for _, f := range conjugate(inf) {
			b.add(f.es, reading{class: verb, en: map[string]string{"ser": "be", "estar": "be", "haber": "have"}[inf], es: inf, tense: f.tense, plural: f.plural})
		}
	}
	pairs(verbsText, func(es, en string) {
		inf, self := strings.CutSuffix(es, "se")
		forms := conjugate(inf)
		for _, f := range forms {
			b.add(f.es, reading{class: verb, en: en, es: inf, tense: f.tense, plural: f.plural, self: self})
		}
		b.back(en, searched(forms)...)
	})
	for es, t := range map[string]tense{"hay": present, "hubo": preterite, "había": imperfect} {
		b.add(es, reading{class: verb, en: "be", es: "hay", tense: t})
	}
}

// searched are the forms of a verb that articles are searched by.
func searched(forms []form) []string {
	var out []string
	for _, f := range forms {
		switch f.tense {
		case infinitive, preterite, present, future, participial:
			out = append(out, f.es)
		}
	}
	return out
}

// addNoun adds a noun with its plural.
func (b *wordbook) addNoun(c class, es, en string) {
	many := plurals(es)
	b.add(es, reading{class: c, en: en})
	b.add(many, reading{class: c, en: en, plural: true})
	b.back(en, es, many)
}

func (b *wordbook) addNouns() {
	pairs(nounsText, func(es, en string) { b.addNoun(noun, es, en) })
}

func (b *wordbook) addPersons() {
	people, participles, _ := strings.Cut(personsText, "#dead\n")
	each := func(c class) func(es, en string) {
		return func(es, en string) {
			b.addNoun(c, es, en)
			for _, ending := range [][2]string{{"o", "a"}, {"or", "ora"}, {"al", "ala"}, {"án", "ana"}, {"ón", "ona"}, {"ín", "ina"}, {"és", "esa"}} {
				if s, ok := strings.CutSuffix(es, ending[0]); ok {
					b.addNoun(c, s+ending[1], en)
				}
			}
		}
	}
	pairs(people, each(person))
	pairs(participles, each(fallen))
}

func (b *wordbook) addAdjectives() {
	pairs(adjectivesText, func(es, en string) { b.addAdjective(es, en) })
}

func (b *wordbook) addAdjective(es, en string) {
	forms := inflected(es)
	for k, f := range forms {
		b.add(f, reading{class: adjective, en: en, plural: k%2 == 1})
	}
	b.back(en, forms...)
}

// inflected are the forms of an adjective: one and many, masculine and
// feminine.
func inflected(es string) []string {
	for _, ending := range [][2]string{{"o", "a"}, {"or", "ora"}, {"ón", "ona"}, {"án", "ana"}, {"ín", "ina"}, {"és", "esa"}, {"ol", "ola"}, {"uz", "uza"}} {
		if s, ok := strings.CutSuffix(es, ending[0]); ok && es != "mejor" && es != "peor" && es != "mayor" && es != "menor" && !strings.HasSuffix(es, "erior") {
			f := s + ending[1]
			return []string{es, plurals(es), f, plurals(f)}
		}
	}
	return []string{es, plurals(es)}
}

// plurals is the plural of a Spanish noun or adjective.
func plurals(es string) string {
	last := es[len(es)-1]
	switch {
	case strings.HasSuffix(es, "í"), strings.HasSuffix(es, "ú"):
		return es + "es"
	case strings.HasSuffix(es, "é"), strings.HasSuffix(es, "á"), strings.HasSuffix(es, "ó"):
		return es + "s"
	case vowel(last):
		return es + "s"
	case last == 'z':
		return es[:len(es)-1] + "ces"
	case last == 's' && !strings.HasSuffix(es, "és") && !strings.HasSuffix(es, "ís") && !strings.HasSuffix(es, "ás") && !strings.HasSuffix(es, "ús"), last == 'x':
		return es
	}
	for _, accent := range []string{"án", "én", "ín", "ón", "ún", "és", "ís", "ás", "ús"} {
		if s, ok := strings.CutSuffix(es, accent); ok {
			return s + lang.Fold(accent) + "es"
		}
	}
	return es + "es"
}

func (b *wordbook) addPhrases() {
	equals(phrasesText, func(es, en string) {
		b.addPhrase(es, en, false, true)
		b.back(en, strings.Fields(es)...)
	})
}

func (b *wordbook) addPhrase(es, en string, name, small bool) {
	var words []string
	for _, t := range lang.Tokenize(es, 0) {
		words = append(words, t.Lower)
	}
	b.phrases[words[0]] = append(b.phrases[words[0]], phrase{words: words, en: en, name: name, small: small})
}

func (b *wordbook) addPlaces() {
	for line := range strings.Lines(placesText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		names, people, _ := strings.Cut(line, " | ")
		es, en, _ := strings.Cut(names, " = ")
		for one := range strings.SplitSeq(es, ", ") {
			b.addPhrase(one, en, true, false)
			b.back(en, one)
		}
		if es, en, ok := strings.Cut(people, " = "); ok {
			for one := range strings.SplitSeq(es, ", ") {
				b.addAdjective(one, en)
			}
		}
	}
}
