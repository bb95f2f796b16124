package tongue

// A Spanish sentence read as English, word by word: every token keeps its place
// in the text, so that what is found is quoted as the article has it.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// Gloss gives the tokens of a Spanish text as English ones: words in their
// English, inflected, numbers and dates as English writes them. Start and End
// stay those of the Spanish text; several tokens may share a word, and small
// words may have none.
func Gloss(toks []lang.Token, marks Marks) []lang.Token {
	g := glosser{toks: toks, words: cut(toks, marks, false)}
	out := make([]lang.Token, 0, len(toks)+8)
	for i := range g.words {
		out = g.emit(out, i)
	}
	return out
}

type glosser struct {
	toks   []lang.Token
	words  []word
	chosen []reading // of the words so far
}

// emit adds the English tokens of word i.
func (g *glosser) emit(out []lang.Token, i int) []lang.Token {
	w := &g.words[i]
	r := g.choose(i)
	g.chosen = append(g.chosen, r)
	en := w.en
	if w.kind == open {
		en = r.inflected()
	}
	en = g.mended(i, en)
	if en == "" {
		return out
	}
	if w.kind == unknown || en == g.toks[w.first].Text && w.first == w.last {
		t := g.toks[w.first]
		t.End = g.toks[w.last].End
		if w.kind == unknown {
			t.Kind = lang.Word // a number of two readings is none
		}
		return append(out, t)
	}
	if w.kind != name && g.toks[w.first].Capital() {
		en = strings.ToUpper(en[:1]) + en[1:]
	}
	toks := lang.Tokenize(en, 0)
	if w.digits > 1 && len(toks) > 0 { // "1", ",", "5" "millones"
		out = append(out, spanned(toks[:1], g.toks[w.first:w.first+w.digits])...)
		if len(toks) == 1 {
			return out
		}
		return append(out, spanned(toks[1:], g.toks[w.first+w.digits:w.last+1])...)
	}
	return append(out, spanned(toks, g.toks[w.first:w.last+1])...)
}

// spanned puts English tokens where the Spanish ones stand, one by one; the
// last reaches to their end.
func spanned(en, es []lang.Token) []lang.Token {
	for k := range en {
		at := es[min(k, len(es)-1)]
		en[k].Start, en[k].End = at.Start, at.End
	}
	if n := len(en); n > 0 {
		en[n-1].End = es[len(es)-1].End
	}
	return en
}

func (g *glosser) word(i int) *word {
	if i < 0 || i >= len(g.words) {
		return &word{}
	}
	return &g.words[i]
}

// choose picks the reading of word i that its neighbours allow.
func (g *glosser) choose(i int) reading {
	var before reading
	if i > 0 {
		before = g.chosen[i-1]
	}
	return choose(g.words[i].rs, g.word(i-1), before)
}

// nominal: after the word before a noun or adjective is expected.
func nominal(w *word, r reading) bool {
	if w.kind == figure {
		return true
	}
	return w.kind == open && (r.class == adjective || r.class == function && determiners[w.folded] || r.class == function && prepositions[w.folded])
}

var (
	determiners  = wordSet("el la los las un una unos unas su sus este esta estos estas ese esa esos esas aquel aquella aquellos aquellas mi tu nuestro nuestra nuestros nuestras del al cada ningun otro otra otros otras cuantos cuantas cuanto cuanta")
	articles     = wordSet("el la los las un una del al")
	prepositions = wordSet("a de en con sin por para sobre entre desde hasta contra hacia durante mediante ante bajo tras segun salvo excepto del al")
	verbal       = wordSet("se no le les me te nos que quien quienes lo ya nunca")
)

// choose picks one of some readings by the word before.
func choose(rs []reading, before *word, as reading) reading {
	if len(rs) == 0 {
		return reading{}
	}
	want := func(ok func(r reading) bool) (reading, bool) {
		for _, r := range rs {
			if ok(r) {
				return r, true
			}
		}
		return reading{}, false
	}
	if r, ok := want(func(r reading) bool { return r.class == noun }); ok && as.class == function && articles[before.folded] {
		return r // "la tarde"
	}
	if r, ok := want(func(r reading) bool { return r.class == function }); ok {
		return r
	}
	if before.folded == "se" {
		if r, ok := want(func(r reading) bool { return r.self && r.tense.finite() }); ok {
			return r
		}
	}
	if as.class == verb && as.es == "haber" || as.class == verb && (as.es == "ser" || as.es == "estar") {
		if r, ok := want(func(r reading) bool { return r.class == verb && r.tense == participial }); ok {
			return r
		}
	}
	order := []func(reading) bool{
		func(r reading) bool { return r.class == verb && r.tense.finite() && !r.self },
		func(r reading) bool { return r.class == noun || r.class == person || r.class == fallen },
	}
	if nominal(before, as) || before.es == "" {
		order[0], order[1] = order[1], order[0]
	}
	if before.kind == figure {
		order = append([]func(reading) bool{func(r reading) bool { return r.class == fallen }}, order...)
	} else if !verbal[before.folded] && !nominal(before, as) && as.class != noun && as.class != person && before.kind != name {
		order[0], order[1] = order[1], order[0]
	}
	for _, ok := range append(order, func(r reading) bool { return !r.self }) {
		if r, found := want(ok); found {
			return r
		}
	}
	return rs[0]
}

// inflected is the English of a reading in its form.
func (r reading) inflected() string {
	switch {
	case r.class == verb:
		return r.conjugated()
	case (r.class == noun || r.class == person) && r.plural:
		return plural(r.en)
	}
	return r.en
}

func (r reading) conjugated() string {
	if rest, ok := strings.CutPrefix(r.en, "be"); ok && (rest == "" || rest[0] == ' ') {
		return strings.TrimSpace(r.be() + rest)
	}
	switch r.tense {
	case present:
		if r.plural {
			return r.en
		}
		return third(r.en)
	case preterite, imperfect, pastSubjunctive:
		return past(r.en)
	case future:
		return "will " + r.en
	case conditional:
		return "would " + r.en
	case gerundial:
		return gerund(r.en)
	case participial:
		return participle(r.en)
	}
	return r.en
}

// be is the form of "be" for a reading's tense.
func (r reading) be() string {
	switch r.tense {
	case present:
		return map[bool]string{false: "is", true: "are"}[r.plural]
	case preterite, imperfect, pastSubjunctive:
		return map[bool]string{false: "was", true: "were"}[r.plural]
	case future:
		return "will be"
	case conditional:
		return "would be"
	case gerundial:
		return "being"
	case participial:
		return "been"
	}
	return "be"
}

// mended is the English of word i where its neighbours give it another sense.
func (g *glosser) mended(i int, en string) string {
	w, before, next := &g.words[i], g.word(i-1), g.word(i+1)
	counted := before.kind == figure
	switch w.es {
	case "«":
		return "“"
	case "»":
		return "”"
	case "unos", "unas":
		if next.kind == figure {
			return "about"
		}
	case "hasta":
		if next.kind == figure && next.en != "" && digits(next.en[:1]) {
			return "up to"
		}
	case "por":
		if next.folded == "hora" || next.folded == "segundo" {
			return "per"
		}
	case "metro", "metros":
		if counted {
			return plural("meter")
		}
	case "mañana":
		if before.folded == "la" || before.folded == "esta" {
			return "morning"
		}
	case "años", "año":
		if counted && g.isAge(i) {
			return en + " old"
		}
	case "de":
		if before.kind == name && next.kind == name && g.toks[w.first-1].Capital() && !institutions[before.folded] {
			return "de" // inside a name
		}
	case "la", "las", "los":
		if before.folded == "de" && next.kind == name && g.word(i-2).kind == name {
			return w.es
		}
	}
	switch {
	case w.kind != open:
	case before.folded == "segun" && g.chosen[i].class == verb:
		return "" // "según informó NAME": according to NAME
	case w.folded == "no" && g.deniedVerb(i) > 0:
		return "" // said with the verb
	case g.chosen[i].class == verb && g.chosen[i].tense.finite():
		return g.finite(i, en)
	}
	return en
}

// deniedVerb is the word that "no" at word i denies: the verb behind it, 0 for
// none.
func (g *glosser) deniedVerb(i int) int {
	k := i + 1
	for k < len(g.words) && clitics[g.words[k].folded] {
		k++
	}
	if k < len(g.words) && g.words[k].kind == open && choose(g.words[k].rs, g.word(i), reading{class: function}).tense.finite() {
		return k
	}
	return 0
}

// clitics are the small words that stand between "no" and its verb.
var clitics = wordSet("se le les me te nos lo la los las")

// finite is a verb with what stands before it: "no se conoce", is not known.
func (g *glosser) finite(i int, en string) string {
	r, k, passive := g.chosen[i], i-1, false
	for k >= 0 && clitics[g.words[k].folded] && g.chosen[k].en == "" || k >= 0 && clitics[g.words[k].folded] && k > 0 && g.words[k-1].folded == "no" {
		passive = passive || g.words[k].folded == "se"
		k--
	}
	if next := g.word(i + 1); outcome[r.es] && hasParticiple(next.rs) {
		r = reading{class: verb, en: "be", es: "ser", tense: r.tense, plural: r.plural}
		en = r.conjugated()
	}
	denied := k >= 0 && g.words[k].folded == "no"
	if passive = passive && !r.self && r.en != "be" && r.en != "have"; passive {
		r = reading{class: verb, en: "be " + participle(r.en), tense: r.tense, plural: r.plural}
		en = r.conjugated()
	}
	if !denied {
		return en
	}
	first, rest, _ := strings.Cut(en, " ")
	switch first {
	case "is", "are", "was", "were", "will", "would", "has", "have", "had", "can", "could":
		return strings.TrimSpace(first + " not " + rest)
	}
	if r.tense == present {
		return map[bool]string{false: "does not ", true: "do not "}[r.plural] + r.en
	}
	return "did not " + r.en
}

func hasParticiple(rs []reading) bool {
	for _, r := range rs {
		if r.class == verb && r.tense == participial {
			return true
		}
	}
	return false
}

// isAge: "de 47 años" of a person, between commas or with "de edad".
func (g *glosser) isAge(i int) bool {
	next := g.word(i + 1)
	if next.folded == "de" && g.word(i+2).folded == "edad" {
		return true
	}
	of := g.word(i - 2)
	return of.folded == "de" && (next.kind == mark || next.es == "") && (g.word(i-3).es == "," || g.word(i-3).kind == name || g.word(i-3).kind == open && g.chosen[i-3].class == person)
}
