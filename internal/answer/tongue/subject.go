package tongue

// Spanish drops its subjects and puts objects before the verb as small words.
// English has pronouns in both places; to whom they point, the conversation must
// say.

import "strings"

// addSubjects reads of whom verbs and adjectives speak.
func (b *wordbook) addSubjects() {
	sets := map[string]map[string]bool{"does": b.does, "suffers": b.suffers, "is": b.is}
	for _, f := range lines(subjectsText) {
		for _, w := range f[1:] {
			sets[f[0]][w] = true
		}
	}
}

// objects are the small words for whom or what something is done to.
var objects = wordSet("lo la los las le les")

// accusative: the object is no one that something is only given or told to.
func accusative(object string) bool { return objects[object] && object != "le" && object != "les" }

// objectBefore: a small word at k is an object, and no article before a noun that
// another verb follows: "la ayuda no llegó".
func (q *asker) objectBefore(k int) bool {
	w := q.at(k).folded
	if !objects[w] {
		return false
	}
	if _, ok := nounOf(q.at(k+1).rs, false); !ok || !articles[w] {
		return true
	}
	for j := k + 2; j < len(q.words); j++ {
		if q.finiteAt(j) != nil {
			return false
		}
	}
	return true
}

// enclitic is the object at the end of an infinitive: "sustituirla".
func enclitic(w *word, r *reading) string {
	s, ok := strings.CutPrefix(w.es, r.es)
	if s = strings.TrimPrefix(s, "se"); ok && objects[s] {
		return s
	}
	return ""
}

// subjectOr reads the subject behind a verb; where there is none, it is the
// pronoun for the one that Spanish drops.
func (q *asker) subjectOr(i int, v *verbGroup) (string, int) {
	np, n := q.subject(i, *v)
	switch {
	case n == 0 && v.impersonal() && q.somebodyAt(i):
		v.passive, v.plural = true, strings.HasSuffix(q.at(i+1).folded, "s")
		np, n, _ = q.nounPhrase(i + 1)
		if q.at(i).folded == "al" {
			np = "the " + np
		}
		return np, n + 1 // "cuándo encontraron a la niña": she was found
	case n == 0:
		return q.dropped(v), 0
	case v.impersonal() && q.single(i, n):
		v.passive, v.plural = true, false
		return np, n // "dónde encontraron el cuerpo": it was found
	case q.isObject(i, n, *v):
		return q.dropped(v), 0 // "cuándo firmó el acuerdo"
	}
	if w := q.at(i + n); w.folded == "a" || w.folded == "al" {
		q.upon(i+n+1, v)
	}
	return np, n
}

// dropped is the pronoun for a verb's dropped subject. Of "lo detuvieron" nobody
// in particular is the subject: he was arrested.
func (q *asker) dropped(v *verbGroup) string {
	main := v.en != "be" && !strings.HasPrefix(v.en, "be ")
	if v.plural && v.object != "" && main && !v.self && !v.passive && !(toWhom[v.en] && !accusative(v.object)) {
		v.passive = true
		return v.undergoer()
	}
	if v.passive && v.object != "" {
		return v.undergoer() // "¿de qué se le acusa?"
	}
	somebody := v.byPerson()
	switch {
	case v.state != "":
		somebody = book().is[v.state] || book().suffers[v.es]
	case v.passive:
		somebody = book().suffers[v.es]
	}
	switch {
	case v.plural:
		return "they"
	case somebody && v.feminine:
		return "she"
	case somebody:
		return "he"
	}
	return "it"
}

// undergoer makes the verb's object its subject.
func (v *verbGroup) undergoer() string {
	who := v.pronoun()
	v.plural = who == "them"
	v.object = ""
	return map[string]string{"him": "he", "her": "she", "them": "they", "it": "it"}[who]
}

// pronoun is the verb's object in English.
func (v verbGroup) pronoun() string {
	somebody := book().suffers[strings.TrimSuffix(v.es, " a")]
	switch {
	case v.object == "":
		return ""
	case v.object == "los" || v.object == "las" || v.object == "les":
		return "them"
	case v.object == "le", v.object == "lo" && somebody:
		return "him"
	case v.object == "la" && somebody:
		return "her"
	}
	return "it"
}

// toWhom are verbs that need "to" before the one who is told.
var toWhom = wordSet("happen say announce explain propose occur belong suggest return deliver report")

// objectIn is the verb's object as it stands behind it.
func (v verbGroup) objectIn() string {
	who := v.pronoun()
	switch {
	case who == "" || v.passive || v.there:
		return ""
	case v.en == "be" || strings.HasPrefix(v.en, "be "):
		return "" // "lo es"
	case v.en == "say" && v.object == "lo":
		return " so"
	case toWhom[v.en] && !accusative(v.object):
		return " to " + who
	}
	return " " + who
}

// impersonal: several do it, and who they are need not be said.
func (v verbGroup) impersonal() bool {
	return v.plural && v.object == "" && !v.passive && !v.self && !v.there && v.en != "be" && !strings.HasPrefix(v.en, "be ") && !toWhom[v.en] && !toward[v.es]
}

// somebodyAt: word k is an "a" before a person.
func (q *asker) somebodyAt(k int) bool {
	if w := q.at(k).folded; w != "a" && w != "al" {
		return false
	}
	for k++; determiners[q.at(k).folded]; k++ {
	}
	r, ok := nounOf(q.at(k).rs, false)
	return q.at(k).kind == name && !q.place(q.at(k)) || ok && r.class == person
}

// single: the n words at word i speak of one, and cannot be the subject of a
// verb of several.
func (q *asker) single(i, n int) bool {
	if w := q.at(i).folded; w != "el" && w != "la" {
		return false
	}
	for k := i + 1; k < i+n; k++ {
		if joining[q.at(k).folded] != "" {
			return false
		}
	}
	r, ok := nounOf(q.at(i+1).rs, false)
	return ok && !r.plural && r.class == noun && !bodies[r.en]
}

// isObject: the n words at word i are what is done, and whoever does it was
// dropped: a thing with its article behind a verb that wants an object, and no
// other behind it.
func (q *asker) isObject(i, n int, v verbGroup) bool {
	if !wanting[v.es] && !achieving[v.es] || v.passive || v.self || v.object != "" || v.there || !articles[q.at(i).folded] || q.verbBefore(i) == nil {
		return false
	}
	if _, more, _ := q.nounPhrase(i + n); more > 0 || q.somebodyAt(i+n) {
		return false
	}
	for k := i + 1; k < i+n; k++ {
		if r, ok := nounOf(q.at(k).rs, false); ok {
			return r.class == noun && !doers[r.en] && !bodies[r.en]
		}
	}
	return false
}

// achieving are verbs of which a thing is rather the object than the subject.
var achieving = wordSet("jugar firmar ganar perder cometer escribir anunciar aceptar rechazar apoyar heredar robar pintar componer ocupar proponer prometer pedir exigir negar confirmar criticar denunciar")

// bodies are nouns for those who act as people do.
var bodies = wordSet("company country party airline government team group organization firm agency state club bank union city court ministry parliament congress senate council commission committee board police army navy hospital university school museum church newspaper press department city_council embassy office presidency crown republic kingdom")

// giveObject settles what the verb's object is, with what stands behind it.
func (q *asker) giveObject(k int, v *verbGroup) {
	if w := q.at(k).folded; (w == "a" || w == "al") && (v.es != "suceder" || v.object == "") {
		q.upon(k+1, v)
	}
	if accusative(v.object) || v.object != "" && v.es == "ganar" {
		q.withObject(v)
	}
	if v.object != "" && q.named(k) {
		v.object = ""
	}
}

// byPerson: what the verb says is done by somebody.
func (v verbGroup) byPerson() bool {
	return book().does[v.es+map[bool]string{true: "se"}[v.self]]
}

// named: the one that a small word stands for is said again behind word k: "les
// dio a los vecinos".
func (q *asker) named(k int) bool {
	for ; k < len(q.words); k++ {
		if w := q.at(k).folded; (w == "a" || w == "al") && q.form(k+1, infinitive) == nil {
			if _, n, _ := q.nounPhrase(k + 1); n > 0 || w == "al" {
				return true
			}
		}
	}
	return false
}

// senses of verbs that are done to somebody: suceder without an object is to
// happen.
var upon = map[string]string{"suceder": "succeed", "ganar": "beat", "seguir": "follow"}

// upon gives the verb the sense that it has with somebody as its object, if
// somebody is named at word k.
func (q *asker) upon(k int, v *verbGroup) {
	for determiners[q.at(k).folded] {
		k++
	}
	r, ok := nounOf(q.at(k).rs, false)
	if q.at(k).kind == name || q.at(k).kind == fixed && q.nominalPhrase(q.at(k)) || ok && r.class != noun {
		q.withObject(v)
	}
}

func (q *asker) withObject(v *verbGroup) {
	if en := upon[v.es]; en != "" {
		v.en, v.es = en, v.es+" a"
		q.main = v.es
	}
}

// ownObject reads an object of the subject's own that stands before it: "abandonó
// su ruta el ferry".
func (q *asker) ownObject(i int) (string, int) {
	if w := q.at(i).folded; w != "su" && w != "sus" {
		return "", 0
	}
	if r, ok := nounOf(q.at(i+1).rs, false); ok && r.class == noun && q.at(i+2).kind == name { // "perdió su casa NAME"
		return "their " + r.inflected(), 2
	}
	np, n, _ := q.nounPhrase(i)
	next := q.at(i + n)
	if n == 0 || next.kind != name && next.folded != "el" && next.folded != "la" {
		return "", 0
	}
	if rest, ok := strings.CutPrefix(np, "their "); ok {
		np = "its " + rest
	}
	return np, n
}

// wanting are verbs that never go without an object.
var wanting = wordSet("comprar vender adquirir fundar visitar dejar abandonar dirigir presidir invadir conquistar crear")

// objectless: of n words that were read as the subject, all names, the last is
// the object, as the verb has no other: "compró NAME Pixar".
func (q *asker) objectless(i, n int, v verbGroup) bool {
	if !wanting[v.es] || v.passive || v.object != "" || q.at(i+n).kind == open || q.at(i+n).kind == unknown || q.at(i+n).kind == fixed {
		return false
	}
	for k := i; k < i+n; k++ {
		if q.at(k).kind != name {
			return false
		}
	}
	return true
}

// shorter is the noun phrase at word i without the last of its n names.
func (q *asker) shorter(i, n int) (string, int, bool) {
	var out []string
	for k := i; k < i+n-1; k++ {
		out = append(out, q.at(k).en)
	}
	return strings.Join(out, " "), n - 1, false
}

// appointing are verbs that make somebody something.
var appointing = wordSet("elegir reelegir nombrar designar coronar proclamar")

// ends: the question, or this clause of it, ends before word k.
func (q *asker) ends(k int) bool { return q.at(k).kind == mark }

// isSomething reads "es alcaldesa NAME", "sigue siendo médica": what somebody is
// said to be, before the subject. n is how many words it takes.
func (q *asker) isSomething(i int, v *verbGroup) (what string, n int) {
	w, next := q.at(i), q.at(i+1)
	made := v.passive && appointing[v.es] // "fue elegida presidenta"
	if !made && (v.passive || v.en != "be" && v.en != "be still") || v.there || w.kind != open || determiners[w.folded] || prepositions[w.folded] {
		return "", 0
	}
	if next.kind == open && !determiners[next.folded] && !prepositions[next.folded] && next.folded != "que" || next.kind == figure || next.kind == unknown {
		return "", 0
	}
	r, ok := nounOf(w.rs, v.plural)
	if a, is := stateOf(w.rs); is && !made && (!ok || r.class != person || book().is[masculine(w.folded)]) {
		v.state, v.feminine = masculine(w.folded), feminine(w.folded)
		return a, 1
	}
	if !ok || r.class != person {
		return "", 0
	}
	if next.folded == "de" || next.folded == "del" { // "es alcaldesa de Lima"
		if what, n, _ = q.nounPhrase(i); !q.ends(i + n) {
			return "", 0
		}
		v.state, v.feminine = "casado", feminine(w.folded)
		return what, n
	}
	v.state, v.feminine = "casado", feminine(w.folded)
	if what = r.inflected(); r.plural || made || titled(r.en) {
		return what, 1
	}
	return withArticle(what), 1
}

// feminine: the form of an adjective or participle is one for women.
func feminine(folded string) bool {
	return strings.HasSuffix(folded, "a") || strings.HasSuffix(folded, "as")
}

// masculine is the singular form in -o of an adjective.
func masculine(folded string) string {
	s := strings.TrimSuffix(folded, "s")
	if one, ok := strings.CutSuffix(s, "a"); ok {
		return one + "o"
	}
	return s
}

// kinfolk are those whom somebody has, and no place or body.
var kinfolk = wordSet("husband wife boyfriend girlfriend son daughter children father mother brother sister grandfather grandmother grandson granddaughter uncle aunt cousin nephew niece spouse")

// whose is "su" before the noun at word k: of somebody's family, in a question
// that names nobody, it is his or hers.
func (q *asker) whose(k int, their string) string {
	for n := range q.words {
		if q.words[n].kind == name {
			return their
		}
	}
	en := q.at(k).en
	if r, ok := nounOf(q.at(k).rs, false); ok {
		en = r.en
	}
	switch {
	case !kinfolk[en]:
		return their
	case en == "husband" || en == "boyfriend":
		return "her"
	}
	return "his"
}
