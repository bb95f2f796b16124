package tongue

// The verb of a Spanish question with all that belongs to it, and how English
// says it: the part that goes before the subject and the part behind.

import "strings"

// verbGroup is a verb with its auxiliaries.
type verbGroup struct {
	n       int    // words
	es      string // the infinitive of the verb with meaning
	en      string // its English base
	tense   tense  // of the finite verb
	plural  bool
	denied  bool
	modal   string // "can", "must": instead of a tense
	perfect bool   // ha renunciado
	going   bool   // está investigando
	passive bool   // fue detenido, se suspendió
	there   bool   // hay
	tail    string // an infinitive behind: " to use"
	self    bool
	object  string // the small word for its object: "lo", "les"

	state    string // the adjective that somebody is said to be, in the masculine, folded
	feminine bool   // of a state or a participle
}

// modals take an infinitive without "to"; of the others "to" stands before it.
var modals = map[string][2]string{"poder": {"can", "could"}, "deber": {"must", "should"}, "soler": {"", ""}}

// verbAt reads the verb group that begins at word i.
func (q *asker) verbAt(i int) (v verbGroup, ok bool) {
	k, self := i, false
	if q.at(k).folded == "no" {
		v.denied = true
		k++
	}
	for clitics[q.at(k).folded] && q.finiteAt(k+1) != nil || clitics[q.at(k).folded] && clitics[q.at(k+1).folded] && q.finiteAt(k+2) != nil {
		if q.at(k).folded == "se" {
			self = true
		} else if !q.objectBefore(k) && objects[q.at(k).folded] {
			return v, false
		} else if objects[q.at(k).folded] {
			v.object = q.at(k).folded
		}
		k++
	}
	self = self && !accusative(v.object) // "se lo dio": to him
	r := q.finiteAt(k)
	if r == nil {
		return v, false
	}
	if self {
		for _, x := range q.at(k).rs {
			if x.self && x.tense == r.tense && x.plural == r.plural {
				r = &x
				break
			}
		}
	}
	v.es, v.en, v.tense, v.plural, v.self = r.es, r.en, r.tense, r.plural, r.self
	k = q.auxiliaries(k+1, &v)
	if self && v.self && (ofPeople[v.es] || v.tense == preterite && (v.es == "encontrar" || v.es == "hallar")) && q.thing(k) {
		if p := q.plain(k, r); p != nil {
			v.en, v.self, v.passive = p.en, false, true // "se entregó el avión"
		}
	}
	if self && !r.self && !v.passive && v.en != "be" && !v.there {
		v.passive = true
	}
	v.n = k - i
	q.main = v.es
	q.giveObject(k, &v)
	return v, true
}

// ofPeople are verbs that mean something of their own with a pronoun only where
// somebody does it.
var ofPeople = wordSet("entregar declarar presentar manifestar retirar tomar dedicar operar hacer poner comprometer unir sumar clasificar")

// thing: what stands at word k has an article and is nobody.
func (q *asker) thing(k int) bool {
	if !articles[q.at(k).folded] {
		return false
	}
	for k++; k < len(q.words); k++ {
		w := q.at(k)
		if r, ok := nounOf(w.rs, false); ok {
			return r.class == noun
		}
		if _, ok := q.adjectiveAt(k, ""); !ok {
			return w.kind == unknown || w.kind == name || w.kind == fixed
		}
	}
	return false
}

// plain is the verb of the last word before k without its pronoun.
func (q *asker) plain(k int, r *reading) *reading {
	for n := range q.at(k - 1).rs {
		x := &q.at(k - 1).rs[n]
		if x.class == verb && x.es == r.es && !x.self && x.tense == r.tense && x.plural == r.plural {
			return x
		}
	}
	return nil
}

// finiteAt is the finite verb at word k, nil for none.
func (q *asker) finiteAt(k int) *reading {
	w := q.at(k)
	if w.kind != open || determiners[w.folded] && w.folded != "este" && w.folded != "esta" {
		return nil
	}
	var best *reading
	for n := range w.rs {
		r := &w.rs[n]
		if r.class == function && w.folded != "esta" && w.folded != "este" {
			return nil
		}
		if r.class == verb && r.tense.finite() && (best == nil || best.self && !r.self) {
			best = r
		}
	}
	if best == nil && (w.folded == "esta" || w.folded == "este") {
		return q.esta(k)
	}
	return best
}

// esta is "está" typed without its accent: no noun follows that it could point
// to.
func (q *asker) esta(k int) *reading {
	next := q.at(k + 1)
	if !q.bare || q.at(k).folded != "esta" || next.kind == open && !determiners[next.folded] && !prepositions[next.folded] && !q.isParticiple(k+1) {
		return nil
	}
	return &reading{class: verb, en: "be", es: "estar", tense: present}
}

func (q *asker) isParticiple(k int) bool { return q.form(k, participial) != nil }

// form is the reading of word k as one form of a verb, nil for none.
func (q *asker) form(k int, t tense) *reading {
	w := q.at(k)
	for n := range w.rs {
		if w.rs[n].class == verb && w.rs[n].tense == t && !w.rs[n].self {
			return &w.rs[n]
		}
	}
	for n := range w.rs {
		if w.rs[n].class == verb && w.rs[n].tense == t {
			return &w.rs[n]
		}
	}
	return nil
}

// auxiliaries reads on from word k behind a finite verb: participle, gerund,
// infinitive.
func (q *asker) auxiliaries(k int, v *verbGroup) int {
	take := func(r *reading) {
		v.es, v.en, v.self = r.es, r.en, r.self
		v.feminine = feminine(q.at(k).folded)
		k++
	}
	if v.es == "seguir" && v.object == "" {
		return q.still(k, v)
	}
	for q.at(k).folded == "ya" {
		k++
	}
	if v.es == "haber" {
		if r := q.form(k, participial); r != nil && strings.HasSuffix(q.at(k).folded, "o") {
			v.perfect = true
			take(r)
			v.feminine = false
			if v.es == "seguir" && v.object == "" {
				return q.still(k, v)
			}
		} else if w := q.at(k - 1).folded; w == "ha" || w == "han" {
			return k
		}
	}
	if v.es == "hay" || v.es == "haber" {
		v.there, v.en = true, "be"
		return k
	}
	if r := q.form(k, participial); r != nil && outcome[v.es] {
		v.passive = true
		take(r)
		return k
	}
	if v.es == "ser" || v.es == "estar" {
		if a, ok := stateOf(q.at(k).rs); ok && v.es == "estar" {
			v.en, v.state, v.feminine = "be "+a, masculine(q.at(k).folded), feminine(q.at(k).folded)
			return k + 1
		}
		if r := q.form(k, participial); r != nil && (v.es == "ser" || q.at(k+1).kind != mark || q.at(k+1).es == "") && v.en == "be" {
			v.passive = true
			take(r)
		} else if r := q.form(k, gerundial); r != nil {
			v.going = true
			take(r)
		}
	}
	return q.infinitives(k, v)
}

// still reads on behind a form of "seguir": "sigue vivo", "sigue investigando",
// "sigue en la cárcel". With nothing behind it and its subject it is to go on.
func (q *asker) still(k int, v *verbGroup) int {
	w := q.at(k)
	v.en = "be still"
	if r := q.form(k, gerundial); r != nil {
		if r.en != "be" {
			v.es, v.en = r.es, "be still "+gerund(r.en)
		}
		return k + 1
	}
	if a, ok := stateOf(w.rs); ok && !determiners[w.folded] {
		v.en, v.state, v.feminine = "be still "+a, masculine(w.folded), feminine(w.folded)
		return k + 1
	}
	if r := q.form(k, participial); r != nil {
		v.es, v.en, v.state, v.feminine = r.es, "be still "+participle(r.en), masculine(w.folded), feminine(w.folded)
		return k + 1
	}
	_, n, _ := q.nounPhrase(k)
	switch next := q.at(k + n); {
	case w.folded == "a" || w.folded == "al":
		v.en = "follow"
	case next.kind == mark || next.es == "":
		v.en = "continue"
	}
	return k
}

// outcome are verbs that say with a participle what became of somebody:
// "resultaron heridos", "quedó destruido".
var outcome = wordSet("resultar quedar")

// stateOf is the adjective that a word is besides a participle: "abierto".
func stateOf(rs []reading) (string, bool) {
	for _, r := range rs {
		if r.class == adjective {
			return r.en, true
		}
	}
	return "", false
}

// infinitives reads "podrán regresar", "va a cerrar", "intentaban usar".
func (q *asker) infinitives(k int, v *verbGroup) int {
	link := ""
	if l := q.at(k).folded; (l == "a" || l == "de" || l == "que") && q.form(k+1, infinitive) != nil {
		link = l
		k++
	}
	r := q.form(k, infinitive)
	if r == nil {
		if link != "" {
			k--
		}
		return k
	}
	if o := enclitic(q.at(k), r); o != "" {
		v.object = o
	}
	k++
	switch m, modal := modals[v.es]; {
	case modal:
		if v.tense != present && v.tense != future {
			m[0] = m[1]
		}
		v.modal, v.es, v.en = m[0], r.es, r.en
	case v.es == "ir" && link == "a":
		if v.tense == present {
			v.modal = "will"
		} else {
			v.modal = "would"
		}
		v.es, v.en = r.es, r.en
	case v.es == "tener" && link == "que":
		v.tail = " to " + r.en
	case v.es == "volver" && link == "a":
		v.es, v.en, v.tail = r.es, r.en, " again"
	case v.es == "dejar" && link == "de":
		v.en, v.tail = "stop", " "+gerund(r.en)
	case v.es == "llegar" && link == "a":
		v.es, v.en = r.es, r.en
	case v.es == "tratar" && link == "de":
		v.en, v.tail = "try", " to "+r.en
	case link != "" && v.es != "empezar" && v.es != "comenzar" && v.es != "negar":
		return k - 2 // "salió a comprar": its own phrase
	default:
		v.tail = " to " + r.en
	}
	if q.isParticiple(k) && (r.es == "ser" || r.es == "haber") {
		p := q.form(k, participial)
		v.passive, v.perfect = r.es == "ser", r.es == "haber"
		if v.tail != "" {
			v.tail += " " + participle(p.en)
		} else {
			v.es, v.en = p.es, p.en
		}
		k++
	}
	return k
}

// parts are what English puts before the subject and behind it, and the whole
// as it stands in a statement.
func (v verbGroup) parts() (lead, rest, plain string) {
	main, more := v.en, ""
	if after, ok := strings.CutPrefix(v.en, "be "); ok {
		main, more = "be", " "+after
	}
	var chain []string // each in the form that the one before asks for
	next := func(base string, f func(string) string) string { return f(base) }
	same := func(s string) string { return s }
	want := same
	if v.perfect {
		chain = append(chain, next("have", want))
		want = participle
	}
	if v.going {
		chain = append(chain, next("be", want))
		want = gerund
	}
	if v.passive && main != "be" {
		chain = append(chain, next("be", want))
		want = participle
	}
	behind := v.tail + v.objectIn()
	if v.tail == " again" {
		behind = v.objectIn() + v.tail
	}
	chain = append(chain, next(main, want)+more+behind)
	modal := v.modal
	switch {
	case modal != "":
	case v.tense == future:
		modal = "will"
	case v.tense == conditional:
		modal = "would"
	}
	if modal != "" {
		rest = strings.Join(chain, " ")
		return modal, rest, modal + v.not() + " " + rest
	}
	finite := reading{class: verb, en: chain[0], tense: v.tense, plural: v.plural}
	if len(chain) > 1 || main == "be" {
		lead, rest, _ = strings.Cut(finite.conjugated(), " ")
		if len(chain) > 1 {
			rest = strings.TrimSpace(rest + " " + strings.Join(chain[1:], " "))
		}
		return lead, rest, strings.TrimSpace(lead + v.not() + " " + rest)
	}
	lead = "did"
	if v.tense == present || v.tense == subjunctive {
		lead = map[bool]string{false: "does", true: "do"}[v.plural]
	}
	if v.denied {
		return lead, chain[0], lead + " not " + chain[0]
	}
	return lead, chain[0], finite.conjugated()
}

func (v verbGroup) not() string {
	if v.denied {
		return " not"
	}
	return ""
}

// asked is the verb in a question around its subject: "did NAME resign".
func (v verbGroup) asked(subject string) string {
	lead, rest, _ := v.parts()
	return join(lead, subject, strings.TrimSpace(v.not()), rest)
}

// told is the verb where its subject stands before it.
func (v verbGroup) told() string {
	_, _, plain := v.parts()
	return plain
}

// join puts the words together that are there.
func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}
