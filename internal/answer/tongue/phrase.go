package tongue

// Noun phrases and what else stands in a question, put in the order of English.

import "strings"

// nounPhrase reads the noun phrase that begins at word i: its English, the
// words it takes, whether it is a plural. n is 0 where none begins.
func (q *asker) nounPhrase(i int) (en string, n int, many bool) {
	k := i
	var before, after []string // the head's adjectives
	det, head := "", ""
	if w := q.at(k); w.kind == open && determiners[w.folded] && w.folded != "al" && w.folded != "del" && q.finiteAt(k) == nil {
		det = w.rs[0].en
		if w.folded == "su" || w.folded == "sus" {
			det = q.whose(k+1, det)
		}
		many = strings.HasSuffix(w.folded, "s")
		k++
	}
	for {
		w := q.at(k)
		if w.kind == figure && head == "" && !isDate(w.en) {
			before = append(before, w.en)
			many = true
			k++
			continue
		}
		r, ok := q.adjectiveAt(k, head)
		if !ok {
			break
		}
		before = append(before, r.en)
		many = many || r.plural
		k++
	}
	if head, k = q.head(k, &many, len(before) > 0 || det != ""); head == "" {
		if det == "" || len(before) == 0 {
			return "", 0, false
		}
		return join(det, strings.Join(before, " ")), k - i, many // "el primero"
	}
	for {
		r, ok := q.adjectiveAt(k, head)
		if !ok {
			break
		}
		after = append([]string{r.inflected()}, after...)
		k++
	}
	if field, n := q.field(k); n > 0 && len(after) == 0 {
		head, k = field+" "+head, k+n // "transport minister"
	}
	if head == "county" && q.at(k).folded == "de" && q.at(k+1).kind == name && (det == "the" || det == "" && q.at(i-1).folded == "del") {
		name, end := q.head(k+1, new(bool), true) // "el condado de Lee": Lee County
		det, head, k = "", name+" County", end
	}
	en = join(det, strings.Join(before, " "), strings.Join(after, " "), head)
	more, m := q.complements(k)
	return join(en, more), k + m - i, many
}

// field is what an office before word k is for, "de Transporte", as English puts
// it before the office.
func (q *asker) field(k int) (string, int) {
	if !offices[q.at(k-1).folded] || q.at(k).folded != "de" {
		return "", 0
	}
	r, ok := nounOf(q.at(k+1).rs, false)
	if !ok || r.class != noun || q.at(k+2).folded == "de" || q.at(k+2).folded == "y" {
		return "", 0
	}
	return r.en, 2
}

// head is the noun or the name at word k; several names beside each other are
// one, and a name behind a noun belongs to it.
func (q *asker) head(k int, many *bool, begun bool) (string, int) {
	w := q.at(k)
	var out []string
	switch w.kind {
	case open:
		if prev := q.at(k - 1).folded; determiners[prev] && strings.HasSuffix(prev, "s") {
			*many = true
		}
		r, ok := nounOf(w.rs, *many)
		if !ok || q.finiteAt(k) != nil && !begun && k > 0 && k != q.nominalAt && !q.asks(k-1) && !nominal(q.at(k-1), reading{class: function}) {
			return "", k
		}
		*many = *many || r.plural
		out = append(out, r.inflected())
		k++
	case fixed:
		if !q.nominalPhrase(w) {
			return "", k
		}
		out = append(out, w.en)
		k++
	case unknown:
		out = append(out, q.original(w))
		k++
	case name:
	default:
		return "", k
	}
	for q.at(k).kind == name || len(out) > 0 && q.at(k).kind == figure && q.at(k-1).kind == name || q.inTitle(k, len(out)) {
		w := q.at(k)
		if w.kind == open {
			out = append(out, q.original(w))
		} else if out = append(out, w.en); w.kind == name {
			*many = *many || strings.HasSuffix(w.en, "States")
		}
		k++
	}
	return strings.Join(out, " "), k
}

// inTitle: a small word between two words of a name: "Luis de la Fuente".
func (q *asker) inTitle(k, sofar int) bool {
	prev := k - 1
	if articles[q.at(k).folded] && q.at(prev).folded == "de" {
		prev--
	}
	if sofar == 0 || q.at(prev).kind != name || q.at(k).kind != open || !wordSet("de del la las los y e")[q.at(k).folded] {
		return false
	}
	next := q.at(k + 1)
	if q.at(k).folded == "de" && q.ofVerb(k) {
		return false
	}
	if q.at(k).folded == "de" && next.kind == open && articles[next.folded] {
		next = q.at(k + 2)
	}
	return next.kind == name && q.at(k).folded != "y" && !q.place(next) && !q.place(q.at(prev))
}

// place: the book has the name as a place's.
func (q *asker) place(w *word) bool { return book().phrases[w.folded] != nil }

// nounOf is the noun among some readings: of "dosis", which is one and many,
// the number that is asked for.
func nounOf(rs []reading, many bool) (best reading, ok bool) {
	for _, r := range rs {
		if r.class == function {
			return reading{}, false
		}
		if (r.class == noun || r.class == person || r.class == fallen) && (!ok || r.en == best.en && r.plural == many && best.plural != many) {
			best, ok = r, true
		}
	}
	return best, ok
}

// nominalPhrase: a phrase of the book that stands for a thing.
func (q *asker) nominalPhrase(w *word) bool {
	first, _, _ := strings.Cut(w.en, " ")
	return !adverbial[first]
}

var adverbial = wordSet("against in because thanks according before after from despite besides instead within outside near far under around through along off beside about so still for at more less almost percent aboard homeless last next")

// adjectiveAt is the adjective at word k; behind a head also a participle.
func (q *asker) adjectiveAt(k int, head string) (reading, bool) {
	w := q.at(k)
	if w.kind != open {
		return reading{}, false
	}
	for _, r := range w.rs {
		if r.class == function {
			return reading{}, false
		}
	}
	_, isNoun := nounOf(w.rs, false)
	for _, r := range w.rs {
		if r.class == adjective && (head != "" || !isNoun || q.nounFollows(k+1)) {
			return r, true
		}
	}
	if head != "" && q.finiteAt(k) == nil {
		if r := q.form(k, participial); r != nil && !(q.at(k+1).folded == "por" || q.at(k+1).folded == "en") {
			return *r, true
		}
	}
	return reading{}, false
}

// nounFollows: a noun or a name stands at word k.
func (q *asker) nounFollows(k int) bool {
	w := q.at(k)
	if w.kind == unknown || w.kind == fixed && q.nominalPhrase(w) {
		return true
	}
	_, ok := nounOf(w.rs, false)
	return ok
}

// complements reads what "de" and "y" hang on a noun: "de la policía", "de
// lanzar Artemis 1", "y sus hijos".
func (q *asker) complements(i int) (en string, n int) {
	k := i
	var out []string
	for {
		w := q.at(k)
		switch {
		case q.ofVerb(k):
			return strings.Join(out, " "), k - i
		case w.folded == "de" || w.folded == "del":
			if r := q.form(k+1, infinitive); r != nil && w.folded == "de" {
				object, m, _ := q.nounPhrase(k + 2)
				out = append(out, "to", r.en, object)
				k += 2 + m
				continue
			}
			if d := q.at(k + 1); d.kind == figure {
				out = append(out, "of", d.en)
				k += 2
				continue
			}
			np, m, _ := q.bareNounPhrase(k + 1)
			if m == 0 {
				return strings.Join(out, " "), k - i
			}
			if w.folded == "del" && !strings.HasSuffix(np, " County") {
				np = "the " + np
			}
			out = append(out, "of", np)
			k += 1 + m
		case joining[w.folded] != "" && !q.opensClause(k+1):
			np, m, _ := q.bareNounPhrase(k + 1)
			if m == 0 {
				return strings.Join(out, " "), k - i
			}
			out = append(out, joining[w.folded], np)
			k += 1 + m
		default:
			return strings.Join(out, " "), k - i
		}
	}
}

var joining = map[string]string{"y": "and", "e": "and", "o": "or", "u": "or"}

// bareNounPhrase is a noun phrase without complements of its own, which its
// caller reads.
func (q *asker) bareNounPhrase(i int) (string, int, bool) {
	q.depth++
	defer func() { q.depth-- }()
	if q.depth > 12 {
		return "", 0, false
	}
	return q.nounPhrase(i)
}

// opensClause: word k begins a clause of its own.
func (q *asker) opensClause(k int) bool {
	_, ok := q.verbAt(k)
	return ok && q.at(k).folded != "la" && q.at(k).folded != "las"
}

// rest is what is left of a question from word i on, in English.
func (q *asker) rest(i int) string {
	var out []string
	for k := i; k < len(q.words); {
		w := q.at(k)
		if w.kind == mark {
			if w.es == "," {
				out = append(out, ",")
			} else if strings.Contains(`"“”%$€£`, w.es) {
				out = append(out, w.es)
			}
			k++
			continue
		}
		if w.kind == figure && isDate(w.en) {
			if k > 0 && (q.at(k-1).folded == "el") {
				out = out[:max(0, len(out)-1)]
			}
			out = append(out, w.en)
			k++
			continue
		}
		if en, n := q.infinitiveAt(k); n > 0 {
			out = append(out, en)
			k += n
			continue
		}
		if np, n, _ := q.nounPhrase(k); n > 0 && !q.opensClause(k) {
			out = append(out, np)
			k += n
			continue
		}
		if v, ok := q.verbAt(k); ok {
			out = append(out, v.told())
			k += v.n
			continue
		}
		out = append(out, q.glossed(k))
		k++
	}
	return tidied(strings.Join(out, " "))
}

// infinitiveAt reads "para salir", "a usar", "sin pagar".
func (q *asker) infinitiveAt(k int) (string, int) {
	w := q.at(k)
	r := q.form(k+1, infinitive)
	if r == nil || w.kind != open {
		return "", 0
	}
	switch w.folded {
	case "para", "a":
		return "to " + r.en, 2
	case "en":
		if q.at(k-1).folded == "primero" || q.at(k-1).folded == "primera" || q.at(k-1).folded == "primeros" || q.at(k-1).folded == "ultimo" || q.at(k-1).folded == "ultima" {
			return "to " + r.en, 2 // "el primero en llegar"
		}
	case "sin", "de", "por", "al":
		return map[string]string{"sin": "without ", "de": "of ", "por": "for ", "al": "when "}[w.folded] + gerund(r.en), 2
	}
	return "", 0
}

// glossed is one word by itself.
func (q *asker) glossed(k int) string {
	w := q.at(k)
	switch w.kind {
	case unknown:
		return q.original(w)
	case open:
		switch w.folded {
		case "por":
			return q.because(k)
		case "de", "del":
			if q.ofVerb(k) {
				return q.of + map[bool]string{true: " the"}[w.folded == "del"]
			}
			if v := q.verbBefore(k); v != nil && v.en == "leave" {
				return strings.TrimPrefix(map[bool]string{true: "the", false: ""}[w.folded == "del"], " ")
			} else if v != nil && away[v.es] {
				return "from" + map[bool]string{true: " the", false: ""}[w.folded == "del"]
			}
		case "a", "al":
			if strings.HasSuffix(q.main, " a") || q.objectAt(k) || q.at(k+1).kind == name && !q.place(q.at(k+1)) && q.main != "" && !toward[q.main] {
				return strings.TrimPrefix(map[bool]string{true: "the", false: ""}[w.folded == "al"], " ")
			}
		}
		return choose(w.rs, q.at(k-1), reading{}).inflected()
	}
	return w.en
}

// because is "por": by whom, for what, of what.
func (q *asker) because(k int) string {
	switch p := q.form(k-1, participial); {
	case p != nil && blamed[p.es]:
		return "for"
	case p != nil && p.class == verb && q.at(k-1).kind == open && !fell(q.at(k-1).rs):
		return "by"
	case q.at(k-1).kind == fixed || fell(q.at(k-1).rs):
		return "from"
	}
	return "for"
}

func fell(rs []reading) bool {
	_, ok := fallenOf(rs)
	return ok
}

// blamed are verbs with which "por" says for what.
var blamed = wordSet("detener arrestar condenar multar acusar imputar juzgar investigar sancionar criticar procesar encarcelar premiar demandar")

// ofVerb: the "de" at word k belongs to the verb and not to the name before it:
// "qué dijo NAME de Liz Truss", "a qué distancia está NAME de Lima". A name with
// "de" inside has one word behind it.
func (q *asker) ofVerb(k int) bool {
	w := q.at(k)
	if q.of == "" || w.folded != "de" && w.folded != "del" || q.at(k-1).kind != name {
		return false
	}
	next, then := q.at(k+1), q.at(k+2)
	if articles[next.folded] {
		return q.of == "from" || then.kind != name
	}
	return q.of == "from" || next.kind != name || then.kind == name
}

// objectAt: the "a" at word k only marks a person as the verb's object.
func (q *asker) objectAt(k int) bool {
	v := q.verbBefore(k)
	if v == nil || toward[v.es] {
		return false
	}
	next := k + 1
	for determiners[q.at(next).folded] {
		next++
	}
	r, _ := nounOf(q.at(next).rs, false)
	return r.class == person || r.class == fallen && r.en != "" || q.at(next).kind == name
}

// verbBefore is the verb right before word k, nil for none.
func (q *asker) verbBefore(k int) *reading {
	for _, v := range []*reading{q.finiteAt(k - 1), q.form(k-1, infinitive), q.form(k-1, participial)} {
		if v != nil {
			return v
		}
	}
	return nil
}

// away are verbs whose "de" says where from.
var away = wordSet("venir regresar volver huir escapar escaparse fugar partir llegar retirar expulsar deportar caer separar trasladar evacuar")

// toward are verbs whose "a" says to whom or where to.
var toward = wordSet("pasar ocurrir suceder dar enviar vender pagar entregar ofrecer decir prometer conceder otorgar costar ir llegar viajar volver regresar subir bajar salir venir pertenecer trasladar mudar huir entrar asistir acudir donar prestar exportar mandar llevar traer")

// original is a word as it was typed.
func (q *asker) original(w *word) string {
	return q.text[q.toks[w.first].Start:q.toks[w.last].End]
}

func isDate(en string) bool {
	return strings.Trim(en, "0123456789") != en && strings.ContainsAny(en, "JFMASONDTW") || strings.HasSuffix(en, "day") || isMonth(en) || len(en) == 4 && digits(en) && (en[0] == '1' || en[0] == '2')
}

func isMonth(en string) bool {
	for _, m := range book().months {
		if strings.HasPrefix(en, m) {
			return true
		}
	}
	return false
}

func tidied(s string) string {
	return strings.TrimSpace(strings.NewReplacer(" ,", ",", "$ ", "$", " %", "%").Replace(strings.Join(strings.Fields(s), " ")))
}
