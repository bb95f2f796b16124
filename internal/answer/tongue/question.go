package tongue

// A Spanish question as an English one. Spanish puts the subject behind the
// verb, English between its two parts: "¿Cuándo renunció NAME?", "When did NAME
// resign?"

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
)

// asker reads one question.
type asker struct {
	text   string
	toks   []lang.Token
	words  []word
	bare   bool // typed without accents
	depth  int
	main   string // the last verb that was read, by its infinitive
	of     string // what "de" between two names is where it belongs to the verb: "about"
	adverb string // "still", "already": said before the verb
	crowd  bool   // "gente": one in Spanish, many in English

	nominalAt int // a word that is a noun here, whatever verb it may be
}

func (q *asker) at(k int) *word {
	if k < 0 || k >= len(q.words) {
		return &word{}
	}
	return &q.words[k]
}

var (
	// joint is where a text asks a second question.
	joint = regexp.MustCompile(`(?i)(?:,?\s+y\s+(?:a\s+|de\s+|en\s+|desde\s+)?|;\s*)(?:cu[aá]nt[oa]s?|qui[eé]n(?:es)?|cuándo|dónde|por qué|cómo|qué|cu[aá]l(?:es)?)\s`)
	// filler opens a question without asking anything.
	filler = regexp.MustCompile(`(?i)^(?:(?:por favor|oye|hola|buenos días|buenas tardes|disculpa|perdón),?\s+|(?:me )?(?:puedes|podrías|puede|podría) (?:decir(?:me)?|explicar(?:me)?|contar(?:me)?)\s+|dime\s+|dígame\s+|quiero saber\s+|quisiera saber\s+|sabes\s+|se sabe\s+|alguien sabe\s+)`)
)

// Question is a Spanish question in English. What it does not know goes over as
// it is.
func Question(text string) string {
	if en, ok := wholeIn(text); ok {
		return en + "?"
	}
	var out []string
	for _, part := range divided(text) {
		if en := translate(part); en != "" {
			if len(out) > 0 && !strings.HasPrefix(strings.ToLower(en), "and ") {
				en = "and " + lowerFirst(en)
			}
			out = append(out, en)
		}
	}
	if len(out) == 0 {
		return text
	}
	en := upperFirst(strings.Join(out, " "))
	if strings.ContainsAny(text, "?¿") {
		en += "?"
	}
	return en
}

// divided are the questions of a text; what stands before an inverted mark is
// put behind its question.
func divided(text string) []string {
	var parts []string
	for seg := range strings.SplitSeq(text, "?") {
		if before, asked, ok := strings.Cut(seg, "¿"); ok {
			seg = asked
			if before = strings.Trim(before, " ,.:;"); before != "" && !filler.MatchString(before+" ") && !strings.ContainsAny(before, ".") {
				if strings.EqualFold(before, "y") {
					seg = "y " + strings.TrimSpace(seg)
				} else {
					if first, _, _ := strings.Cut(before, " "); prepositions[strings.ToLower(first)] {
						before = lowerFirst(before)
					}
					seg += " " + before
				}
			}
		}
		start := 0
		for _, m := range joint.FindAllStringIndex(seg, -1) {
			if m[0] > 0 && strings.TrimSpace(seg[start:m[0]]) != "" {
				parts = append(parts, strings.Trim(seg[start:m[0]], " ,;"))
				start = m[0]
			}
		}
		if rest := strings.Trim(seg[start:], " ,;."); rest != "" {
			parts = append(parts, rest)
		}
	}
	return parts
}

func translate(text string) string {
	lead := ""
	if rest, ok := cutFold(text, "y "); ok {
		text, lead = strings.TrimSpace(rest), "and "
	}
	text = filler.ReplaceAllString(text, "")
	return lead + tidied(ask(text).whole())
}

// ask cuts a question into its words, each in the sense that it has there.
func ask(text string) *asker {
	toks := lang.Tokenize(text, 0)
	q := &asker{text: text, toks: toks, bare: !strings.ContainsAny(text, "áéíóúñÁÉÍÓÚÑ")}
	q.words = cut(toks, MarksOf(text), q.bare)
	q.readIdioms()
	q.readSenses()
	return q
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

// whole is the question in English.
func (q *asker) whole() string {
	i, prep := 0, ""
	if p := q.at(0); prepositions[p.folded] && p.folded != "segun" && q.asks(1) && !(p.folded == "por" && q.at(1).folded == "que") {
		prep, i = p.folded, 1
	}
	w := q.at(i).folded
	switch {
	case !q.asks(i):
		return q.polar()
	case w == "por" || w == "porque":
		if w == "por" {
			i++
		}
		return q.inverted("why", i+1)
	case strings.HasPrefix(w, "cuant"):
		return q.howMany(prep, i)
	case strings.HasPrefix(w, "quien"):
		return q.who(prep, i+1)
	case w == "cuando":
		return q.inverted(map[string]string{"desde": "since when", "hasta": "until when"}[prep]+map[bool]string{true: "when"}[prep != "desde" && prep != "hasta"], i+1)
	case w == "donde" || w == "adonde":
		if w == "adonde" || prep == "a" {
			q.goes(i + 1)
		}
		return q.where(prep, i+1)
	case w == "como":
		return q.how(i + 1)
	case strings.HasPrefix(w, "cual"):
		return q.which(prep, i)
	}
	return q.what(prep, i)
}

// asks: a question word stands at word k.
func (q *asker) asks(k int) bool {
	w := q.at(k)
	if k > 0 && !prepositions[q.at(k-1).folded] {
		return false
	}
	switch w.folded {
	case "cuanto", "cuanta", "cuantos", "cuantas", "quien", "quienes", "cual", "cuales", "cuando", "donde", "adonde", "como", "que", "porque":
		return true
	case "por":
		return q.at(k+1).folded == "que"
	}
	return false
}

// inverted is a question whose word is no subject: "When did SUBJECT VERB REST".
// A subject may also stand before the verb.
func (q *asker) inverted(wh string, i int) string {
	v, ok := q.verbAt(i)
	if !ok {
		if np, n, _ := q.nounPhrase(i); n > 0 {
			if v, ok := q.verbAt(i + n); ok {
				return join(wh, v.asked(np), q.rest(i+n+v.n))
			}
		}
		return join(wh, q.rest(i))
	}
	if v.there {
		np, n, many := q.anyOf(i+v.n, v.denied)
		return join(wh, q.there(v, many), np, q.rest(i+v.n+n))
	}
	return join(wh, q.aboutSubject(i, v, true))
}

// aboutSubject is a verb at word i around its subject, and the rest; splits tells
// whether two names beside each other may be subject and object.
func (q *asker) aboutSubject(i int, v verbGroup, splits bool) string {
	i += v.n
	what, m := q.isSomething(i, &v)
	if m == 0 {
		what, m = q.ownObject(i)
	}
	subject, n := q.subjectOr(i+m, &v)
	if n > 1 && splits && m == 0 && q.objectless(i, n, v) {
		subject, n, _ = q.shorter(i, n)
	}
	return join(v.asked(join(subject, q.adverb)), what, q.rest(i+m+n))
}

// there is "is there" or "are there", in the group's tense.
func (q *asker) there(v verbGroup, many bool) string {
	v.passive, v.perfect = false, false
	v.plural = many
	if v.denied {
		v.denied = false
		return v.asked("there") + " no"
	}
	return v.asked("there")
}

// subject reads the subject behind a verb; an adverb between the two stays
// behind it.
func (q *asker) subject(i int, v verbGroup) (string, int) {
	if w := q.at(i); w.kind == open && w.folded == "a" {
		return "", 0
	}
	np, n, _ := q.nounPhrase(i)
	if n > 0 && q.at(i+n).es == "," && q.at(i+n+1).kind == name { // "la ministra, NAME,"
		who, m, _ := q.nounPhrase(i + n + 1)
		if np, n = join(np, who), n+1+m; q.at(i+n).es == "," {
			n++
		}
		return np, n
	}
	if n == 0 && q.at(i).kind == open && len(q.at(i).rs) > 0 && q.at(i).rs[0].class == function && !prepositions[q.at(i).folded] && !determiners[q.at(i).folded] {
		if np, n, _ = q.nounPhrase(i + 1); n > 0 {
			return join(np, q.at(i).rs[0].en), n + 1
		}
	}
	return np, n
}

// who reads "quién VERB …", "a quién VERB SUBJECT".
func (q *asker) who(prep string, i int) string {
	v, ok := q.verbAt(i)
	if !ok {
		return join("who", q.rest(i))
	}
	switch prep {
	case "":
		if v.es == "suceder" {
			q.withObject(&v)
		}
		rest := q.rest(i + v.n)
		if v.en == "be" && rest == "" && !v.passive {
			return "who " + v.asked(map[bool]string{true: "they", false: "he"}[v.plural])
		}
		return join("who", v.told(), rest)
	case "a":
		prep = ""
		q.withObject(&v)
	case "con":
		switch v.en {
		case "marry":
			prep = ""
		case "be married":
			prep = "a"
		}
	}
	np, n := q.subject(i+v.n, v)
	switch {
	case n == 0 && prep == "" && v.plural && !v.passive && !toWhom[v.en]:
		v.passive, v.plural, v.object = true, false, ""
		return join("who", v.told(), q.rest(i+v.n)) // "¿a quién detuvieron?"
	case n == 0:
		if np = q.dropped(&v); np == "it" {
			np = "he"
		}
	}
	return join("who", v.asked(np), q.rest(i+v.n+n), stranded[prep])
}

// stranded are prepositions at the end of an English question.
var stranded = map[string]string{"a": "to", "de": "of", "con": "with", "por": "by", "para": "for", "contra": "against", "sobre": "about", "en": "in", "hacia": "toward", "desde": "from", "ante": "before", "entre": "between"}

// goes takes "fue" at word k, which "ser" and "ir" share, for a form of "ir".
func (q *asker) goes(k int) {
	for _, r := range q.at(k).rs {
		if r.es == "ser" && r.tense == preterite {
			r.en, r.es = "go", "ir"
			q.words[k].rs = []reading{r}
			return
		}
	}
}

func (q *asker) where(prep string, i int) string {
	s := q.inverted("where", i)
	if prep == "de" || prep == "desde" {
		s += " from"
	}
	return s
}

// how reads "cómo …" and "cómo se llama NAME".
func (q *asker) how(i int) string {
	if q.at(i).folded == "se" && strings.HasPrefix(q.at(i+1).folded, "llama") {
		np, n, _ := q.nounPhrase(i + 2)
		if n == 0 {
			return join("what is his name", q.rest(i+2))
		}
		return join("what is the name of", np, q.rest(i+2+n))
	}
	return q.inverted("how", i)
}

// which reads "cuál es NOUN", "cuál de los NOUN VERB".
func (q *asker) which(prep string, i int) string {
	v, ok := q.verbAt(i + 1)
	if ok && v.en == "be" && !v.passive && !v.there {
		np, n := q.subjectOr(i+1+v.n, &v)
		return join("what", v.asked(np), q.rest(i+1+v.n+n), stranded[prep])
	}
	if ok {
		return q.whatVerb(prep, "which", v, i+1)
	}
	return q.whichNoun("which", prep, i+1)
}

// what reads "qué VERB", "qué NOUN VERB".
func (q *asker) what(prep string, i int) string {
	k := i + 1
	switch next := q.at(k).folded; {
	case next == "edad" && (q.at(k+1).folded == "tiene" || q.at(k+1).folded == "tenia"):
		return q.howOld(k + 1)
	case next == "tan":
		adj, n := q.glossed(k+1), 2
		if q.at(k+1).folded == "lejos" {
			q.of = "from"
		}
		return q.inverted("how "+adj, k+n)
	case next == "distancia" && prep == "a":
		q.of = "from"
		return q.inverted("how far", k+1)
	case next == "mas":
		if v, ok := q.verbAt(k + 1); ok {
			return q.whatVerb(prep, "what else", v, k+1)
		}
	case next == "hora" && prep == "a":
		return q.inverted("when", k+1)
	}
	if v, ok := q.verbAt(k); ok && !q.nounBeforeVerb(k) {
		if prep == "para" {
			return q.inverted("why", k)
		}
		return q.whatVerb(prep, "what", v, k)
	}
	return q.whichNoun("which", prep, k)
}

// nounBeforeVerb: word k can be a verb, and is a noun, as a verb follows: "qué
// vacuna se usa".
func (q *asker) nounBeforeVerb(k int) bool {
	_, ok := nounOf(q.at(k).rs, false)
	if !ok || prepositions[q.at(k+1).folded] || articles[q.at(k+1).folded] {
		return false
	}
	_, ok = q.verbAt(k + 1)
	return ok
}

// causing are verbs whose subject "qué" is rather than their object.
var causing = wordSet("causar provocar ocasionar originar pasar ocurrir suceder acontecer producir desencadenar desatar generar impedir motivar")

func (q *asker) whatVerb(prep, wh string, v verbGroup, i int) string {
	if v.es == "decir" || v.es == "opinar" || v.es == "pensar" || v.es == "contar" {
		q.of = "about"
	}
	if v.en == "be" && !v.passive && !v.there && !v.going {
		np, n := q.subjectOr(i+v.n, &v)
		return join(wh, v.asked(np), q.rest(i+v.n+n), stranded[prep])
	}
	np, n := q.subject(i+v.n, v)
	if prep == "" && (causing[strings.TrimSuffix(v.es, " a")] || n == 0 && !v.plural && !v.passive && (accusative(v.object) || !v.byPerson())) {
		if v.es == "suceder a" && v.object == "" {
			v.es, v.en, q.main = "suceder", "happen", "suceder"
		}
		rest := q.rest(i + v.n)
		if v.en == "happen" && strings.HasPrefix(rest, "with ") {
			rest = "to " + strings.TrimPrefix(rest, "with ")
		}
		return join(wh, v.told(), rest)
	}
	if n == 0 && v.passive && prep == "" {
		return join(wh, v.told(), q.rest(i+v.n))
	}
	if n == 0 {
		np = q.dropped(&v)
	}
	return join(wh, v.asked(np), q.rest(i+v.n+n), stranded[prep])
}

// doers are nouns that "which" asks for as the one who does it.
var doers = wordSet("company country party airline government team group candidate person organization firm agency state club bank union city minister president judge player actor writer scientist woman man politician lawmaker prosecutor")

// whichNoun reads "qué NOUN VERB": the noun does it, or another behind the verb.
func (q *asker) whichNoun(wh, prep string, i int) string {
	np, n, many := q.nounPhrase(i)
	if n == 0 {
		return join("what", q.rest(i))
	}
	if prep == "en" {
		wh = "in " + wh
	} else if prep != "" && prep != "a" {
		wh = stranded[prep] + " " + wh
	}
	k := i + n
	v, ok := q.verbAt(k)
	if !ok {
		return join(wh, np, q.rest(k))
	}
	subject, m, subjectMany := q.nounPhrase(k + v.n)
	r, _ := nounOf(q.at(i).rs, many)
	marked := q.at(k+v.n).folded == "a" || q.at(k+v.n).folded == "al"
	bare := m == 0 && !marked && !v.passive && r.class != person && !accusative(v.object) // its subject was dropped
	object := prep != "" || v.plural != many && m > 0 || m > 0 && q.definite(k+v.n) && subjectMany == v.plural && !doers[r.en] && r.class != person && !v.there
	switch {
	case v.there:
		return join(wh, np, q.there(v, many), q.rest(k+v.n))
	case object && m > 0:
		return join(wh, np, v.asked(subject), q.rest(k+v.n+m))
	case prep == "a" && v.plural && !v.passive && (r.class == person || r.class == fallen) && v.en != "be":
		v.passive, v.plural = true, many // "¿a qué ministro detuvieron?"
		return join(wh, np, v.told(), q.rest(k+v.n))
	case object || v.plural != many && !v.passive && v.en != "be", bare && (wanting[v.es] || v.byPerson() && !doers[r.en]):
		subject := q.dropped(&v)
		return join(wh, np, v.asked(subject), q.rest(k+v.n))
	}
	return join(wh, np, v.told(), q.rest(k+v.n))
}

// polar is a question for yes or no, or no question at all.
func (q *asker) polar() string {
	if w := q.at(0).folded; w == "ya" || w == "todavia" || w == "aun" {
		if v, ok := q.verbAt(1); ok && !v.there {
			q.adverb = map[bool]string{true: "already", false: "still"}[w == "ya"]
			return q.aboutSubject(1, v, false)
		}
	}
	if v, ok := q.verbAt(0); ok {
		if v.there {
			np, n, many := q.anyOf(v.n, v.denied)
			return join(q.there(v, many), np, q.rest(v.n+n))
		}
		if rest := v.n; v.en == "be" && !v.passive && (q.at(rest).folded == "cierto" || q.at(rest).folded == "verdad") && q.at(rest+1).folded == "que" {
			return join("is it true that", q.statement(rest+2))
		}
		return q.aboutSubject(0, v, false)
	}
	if np, n, _ := q.nounPhrase(0); n > 0 && strings.Contains(q.text+"?", "?") {
		if v, ok := q.verbAt(n); ok {
			return join(v.asked(np), q.rest(n+v.n))
		}
	}
	return q.rest(0)
}

// statement is a clause whose subject may stand behind its verb.
func (q *asker) statement(i int) string {
	if v, ok := q.verbAt(i); ok && !v.there {
		np, n := q.subjectOr(i+v.n, &v)
		return join(np, v.told(), q.rest(i+v.n+n))
	}
	return q.rest(i)
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// lowerFirst writes the first word small, unless it is a name's.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}
