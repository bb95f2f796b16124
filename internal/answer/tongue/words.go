package tongue

// A text cut into words that the wordbook knows: phrases, places, dates and
// numbers whole.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// kind is what a stretch of a text is.
type kind uint8

const (
	mark    kind = iota
	figure       // a number, a date
	name         // somebody or something named: goes over as it is, places in their English name
	fixed        // a phrase with its English
	open         // a word with readings
	unknown      // a word that the book lacks
)

// word is one of these, of tokens first to last.
type word struct {
	first, last int
	digits      int // how many tokens its digits take: "1", ",", "5"
	kind        kind
	es          string // as written, in lower case
	folded      string
	en          string // of a figure, a name, a phrase; of an unknown word its guess
	rs          []reading
}

// cutter cuts a text.
type cutter struct {
	b     *wordbook
	toks  []lang.Token
	marks Marks
	bare  bool // the text has no accents: a word may lack those it needs
}

// cut divides a text into words.
func cut(toks []lang.Token, marks Marks, bare bool) []word {
	c := cutter{book(), toks, marks, bare}
	var out []word
	for i := 0; i < len(toks); {
		w := c.at(i)
		out = append(out, w)
		i = w.last + 1
	}
	return out
}

// at is the word that begins at token i.
func (c *cutter) at(i int) word {
	t := &c.toks[i]
	w := word{first: i, last: i, es: strings.ToLower(t.Text), folded: t.Lower, en: t.Text}
	if c.dateAt(&w) || c.phraseAt(&w) || c.numberAt(&w) {
		return w
	}
	if t.Kind == lang.Mark {
		return w
	}
	w.kind = unknown
	if t.Kind == lang.Number {
		w.kind = figure
		return w
	}
	if c.named(i) {
		w.kind = name
		return w
	}
	w.rs = c.b.forms[w.es]
	if w.rs == nil || c.bare && c.b.folded[w.folded] != nil {
		w.rs = c.b.folded[w.folded]
	}
	if w.rs != nil {
		w.kind = open
		return w
	}
	if rs := guess(w.es); rs != nil {
		w.kind, w.rs = open, rs
	}
	return w
}

// institutions are nouns that texts write with a capital, as parts of a name
// that has its English: "Ministerio", "Congreso".
var institutions = wordSet("ministerio ministro ministra presidente presidenta presidencia gobierno estado congreso senado camara parlamento asamblea policia fiscalia tribunal corte universidad hospital banco instituto consejo comision ejercito partido alcaldia ayuntamiento municipalidad gobernador gobernadora secretaria departamento agencia organizacion asociacion fundacion federacion comite oficina aeropuerto iglesia guerra dia nacional internacional federal general central supremo suprema mundial")

// named: the word at token i is a name's: a capital inside a sentence, or at
// its beginning before another or where the book does not know it.
func (c *cutter) named(i int) bool {
	t := &c.toks[i]
	if !t.Capital() {
		return false
	}
	_, known := c.b.folded[t.Lower]
	if known && c.portfolio(i) {
		return false
	}
	if !c.opens(i) {
		return !known || !institutions[t.Lower] || i > 0 && c.toks[i-1].Capital() && !institutions[c.toks[i-1].Lower]
	}
	if !known {
		return !adverbLike(t.Lower) || i+1 < len(c.toks) && c.toks[i+1].Capital()
	}
	next := i+1 < len(c.toks) && c.toks[i+1].Kind == lang.Word && c.toks[i+1].Capital()
	return next && !c.grammatical(t.Lower)
}

// offices are words that a field of government follows, often with a capital:
// "ministra de Transporte".
var offices = wordSet("ministro ministra ministerio viceministro viceministra exministro exministra secretario secretaria consejero consejera concejal concejala director directora comision departamento")

// portfolio: token i is such a field.
func (c *cutter) portfolio(i int) bool {
	if i < 2 || c.toks[i-1].Lower != "de" || !offices[c.toks[i-2].Lower] {
		return false
	}
	for _, r := range c.b.folded[c.toks[i].Lower] {
		if r.class == noun {
			return true
		}
	}
	return false
}

// opens: token i is the first of a sentence or a quotation.
func (c *cutter) opens(i int) bool {
	return lang.SentenceStart(c.toks, i) || i > 0 && (c.toks[i-1].Text == "¿" || c.toks[i-1].Text == "¡" || c.toks[i-1].Text == "«")
}

// adverbLike words open sentences without being names: "Afortunadamente".
func adverbLike(folded string) bool { return strings.HasSuffix(folded, "mente") }

// grammatical: the word may stand before a name at a sentence's start without
// being part of it: a function word, a verb, a title.
func (c *cutter) grammatical(folded string) bool {
	for _, r := range c.b.folded[folded] {
		if r.class == function || r.class == verb || r.class == person {
			return true
		}
	}
	return institutions[folded]
}

// dateAt reads "14 de diciembre de 2025", "diciembre de 2025", "el viernes".
func (c *cutter) dateAt(w *word) bool {
	i, day := w.first, ""
	if c.toks[i].Kind == lang.Number && len(c.toks[i].Text) <= 2 && c.is(i+1, "de") && c.month(i+2) != "" {
		day, i = c.toks[i].Text+" ", i+2
	} else if c.is(i, "primero") && c.is(i+1, "de") && c.month(i+2) != "" {
		day, i = "1 ", i+2
	}
	m := c.month(i)
	if m == "" {
		return c.weekdayAt(w)
	}
	w.kind, w.en, w.last = figure, day+m, i
	y := i + 1
	if c.is(y, "de") || c.is(y, "del") {
		y++
	}
	if y < len(c.toks) && c.toks[y].Kind == lang.Number && len(c.toks[y].Text) == 4 && digits(c.toks[y].Text) {
		w.en, w.last = w.en+" "+c.toks[y].Text, y
	}
	return true
}

func (c *cutter) is(i int, folded string) bool { return i < len(c.toks) && c.toks[i].Lower == folded }

// month is the English month at a token; with a capital it may be a name.
func (c *cutter) month(i int) string {
	if i >= len(c.toks) || c.toks[i].Capital() && !(i > 1 && c.toks[i-1].Lower == "de" && c.toks[i-2].Kind == lang.Number) {
		return ""
	}
	return c.b.months[c.toks[i].Lower]
}

// weekdayAt reads a weekday with its article; before a date it says nothing
// more.
func (c *cutter) weekdayAt(w *word) bool {
	i := w.first
	if c.is(i, "el") || c.is(i, "este") {
		i++
	}
	if i >= len(c.toks) || c.toks[i].Capital() || c.b.weekdays[c.toks[i].Lower] == "" {
		return false
	}
	day := c.b.weekdays[c.toks[i].Lower]
	w.kind, w.en, w.last = figure, day, i
	rest := word{first: i + 1, last: i + 1}
	if rest.first < len(c.toks) && c.toks[rest.first].Kind == lang.Number && c.dateAt(&rest) {
		w.en, w.last = rest.en, rest.last
	}
	if c.is(w.last+1, "pasado") {
		w.en, w.last = "last "+day, w.last+1
	} else if c.is(w.last+1, "proximo") {
		w.en, w.last = "next "+day, w.last+1
	}
	return true
}

// phraseAt finds the longest phrase or place that begins at w. A place inside
// a longer name is the name's: "Mauricio" of a person.
func (c *cutter) phraseAt(w *word) bool {
	var best *phrase
	for k := range c.b.phrases[w.folded] {
		p := &c.b.phrases[w.folded][k]
		if best != nil && len(best.words) >= len(p.words) || !c.match(w.first, p.words) {
			continue
		}
		if last := w.first + len(p.words) - 1; !p.name && c.toks[last].Capital() && last > w.first && w.first > 1 && c.toks[w.first-1].Lower == "de" && c.toks[w.first-2].Capital() {
			continue // inside a name: "Valle de la Luna"
		}
		if p.name && (!c.toks[w.first].Capital() && !c.bare || c.inName(w.first, w.first+len(p.words)-1)) {
			continue
		}
		best = p
	}
	if best == nil {
		return false
	}
	w.kind, w.en, w.last = fixed, best.en, w.first+len(best.words)-1
	if best.name {
		w.kind = name
	}
	return true
}

func (c *cutter) match(i int, words []string) bool {
	if i+len(words) > len(c.toks) {
		return false
	}
	for k, x := range words {
		if c.toks[i+k].Lower != x {
			return false
		}
	}
	return true
}

// inName: a word with a capital that is no place and opens no sentence stands
// right beside the tokens.
func (c *cutter) inName(first, last int) bool {
	other := func(k int) bool {
		if k < 0 || k >= len(c.toks) || c.toks[k].Kind != lang.Word || !c.toks[k].Capital() {
			return false
		}
		return c.b.phrases[c.toks[k].Lower] == nil && !institutions[c.toks[k].Lower]
	}
	return last == first && (other(first-1) && !c.opens(first-1) || other(last+1))
}

// numberAt reads a number in digits or words, with "mil" behind digits, and
// writes it as English does. One that cannot be read safely is no number.
func (c *cutter) numberAt(w *word) bool {
	if s, n := digitsAt(c.toks, w.first); n > 0 {
		w.kind, w.last, w.digits, w.en = figure, w.first+n-1, n, s
		if n == 1 && len(s) == 4 && digits(s) || strings.ContainsAny(s, ":") {
			return true // a year; a time of day
		}
		v, ok := c.marks.Figure(s)
		switch {
		case ok && clockTime(s) && w.first > 0 && c.toks[w.first-1].Is("las", "la"):
			w.en = strings.NewReplacer(".", ":", ",", ":").Replace(s)
		case ok:
			w.en = inEnglish(v)
		case digits(s[:1]) && digits(s[len(s)-1:]):
			w.kind = unknown // "1,234": whose?
		}
		c.scaled(w)
		return true
	}
	if v, n := wordsAt(c.toks, w.first); n > 0 && !c.toks[w.first].Capital() {
		w.kind, w.last, w.en = figure, w.first+n-1, inEnglish(v)
		c.scaled(w)
		return true
	}
	return false
}

// scaled takes the scale behind a number: "330 mil", "1,5 millones de".
func (c *cutter) scaled(w *word) {
	for w.last+1 < len(c.toks) {
		s := c.b.scales[c.toks[w.last+1].Lower]
		if s == "" || s == "dozen" || s == "hundred" {
			return
		}
		w.last++
		if w.en += " " + s; c.is(w.last+1, "de") && s != "thousand" {
			w.last++
		}
	}
}

func clockTime(s string) bool {
	h, m, ok := strings.Cut(strings.ReplaceAll(s, ",", "."), ".")
	return ok && len(h) <= 2 && len(m) == 2
}
