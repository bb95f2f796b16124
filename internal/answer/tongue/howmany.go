package tongue

// "Cuánto", "cuántos": how many, how much, how old, how long.

import "strings"

// howMany reads "cuántos NOUN …", "cuánto …".
func (q *asker) howMany(prep string, i int) string {
	w := q.at(i).folded
	next := q.at(i + 1).folded
	switch {
	case next == "anos" && q.at(i+2).folded == "tiene", next == "anos" && q.at(i+2).folded == "tenia":
		return q.howOld(i + 2)
	case next == "tiempo":
		return q.inverted("how long", i+2)
	case w == "cuanta" && next == "gente":
		q.crowd = true
		return q.counted(prep, "how many people", i+2)
	}
	if v, ok := q.verbAt(i + 1); ok && !q.nounBeforeVerb(i+1) {
		if s := q.amount(prep, v, i+1); s != "" {
			return s
		}
		if strings.HasSuffix(w, "s") {
			return q.counted(prep, "how many", i+1)
		}
		return q.inverted("how much", i+1)
	}
	if r, ok := fallenOf(q.at(i + 1).rs); ok && strings.HasSuffix(w, "s") {
		return q.casualties(r, i+2)
	}
	np, n, _ := q.nounPhrase(i + 1)
	if n == 0 {
		return join("how many", q.rest(i+1))
	}
	if strings.HasSuffix(w, "s") {
		return q.counted(prep, "how many "+np, i+1+n)
	}
	return q.counted(prep, "how much "+np, i+1+n)
}

// howOld reads "cuántos años tiene NAME"; i is the verb.
func (q *asker) howOld(i int) string {
	be := map[bool]string{true: "is", false: "was"}[q.at(i).folded == "tiene"]
	np, n, _ := q.nounPhrase(i + 1)
	if n == 0 {
		np = map[bool]string{true: "they", false: "he"}[strings.HasSuffix(q.at(i).folded, "n")]
	}
	return join("how old", be, np, q.rest(i+1+n))
}

// amount reads verbs with which English asks in another way: "cuánto mide".
func (q *asker) amount(prep string, v verbGroup, i int) string {
	switch v.es {
	case "durar", "tardar", "demorar":
		return q.inverted("how long", i)
	case "medir":
		np, n, _ := q.nounPhrase(i + v.n)
		return join("how tall", verbGroup{en: "be", tense: v.tense, plural: v.plural}.asked(np), q.rest(i+v.n+n))
	case "ganar":
		v.en = "earn"
		return join("how much", q.aboutSubject(i, v, false))
	case "ascender":
		if prep == "a" {
			np, n, _ := q.nounPhrase(i + v.n)
			return join("how much", verbGroup{en: "be", tense: v.tense, plural: v.plural}.asked(np), q.rest(i+v.n+n))
		}
	}
	return ""
}

func fallenOf(rs []reading) (reading, bool) {
	for _, r := range rs {
		if r.class == fallen {
			return r, true
		}
	}
	return reading{}, false
}

// casualties reads "cuántos muertos dejó SUBJECT", "cuántos heridos hay en
// PLACE": English counts people.
func (q *asker) casualties(r reading, i int) string {
	be := "were"
	v, ok := q.verbAt(i)
	if !ok {
		return join("how many people", be, r.en, q.rest(i))
	}
	if (v.tense == present) && r.en == "missing" {
		be = "are"
	}
	switch {
	case v.there:
		return join("how many people", be, r.en, q.rest(i+v.n))
	case v.es == "dejar" || v.es == "causar" || v.es == "provocar" || v.es == "ocasionar":
		np, n, _ := q.nounPhrase(i + v.n)
		if n > 0 {
			np = "in " + np
		}
		return join("how many people", be, r.en, np, q.rest(i+v.n+n))
	case v.en == "be" && !v.passive:
		return join("how many people", be, r.en, q.rest(i+v.n))
	}
	return q.counted("", "how many "+r.en+" people", i)
}

// counted goes on behind "how many NOUN": the noun is the subject, or another
// stands behind the verb.
func (q *asker) counted(prep, wh string, i int) string {
	several := strings.HasPrefix(wh, "how many")
	many := several && !q.crowd
	v, ok := q.verbAt(i)
	if !ok {
		if np, n, _ := q.nounPhrase(i); n > 0 {
			if v, ok := q.verbAt(i + n); ok { // the subject stands before the verb
				return join(wh, v.asked(np), q.rest(i+n+v.n))
			}
		}
		return join(wh, q.rest(i))
	}
	if v.there {
		return join(wh, q.there(v, several), q.rest(i+v.n))
	}
	np, n, npMany := q.nounPhrase(i + v.n)
	be := v.en == "be" || strings.HasPrefix(v.en, "be ")
	switch {
	case (prep == "por" || prep == "con") && q.isObject(i+v.n, n, v): // "por cuántos goles ganó el partido"
		return join(wh, v.asked(q.dropped(&v)), np, q.rest(i+v.n+n))
	case n > 0 && (v.plural != many || npMany == many && q.definite(i+v.n)) && v.plural == npMany || n > 0 && v.plural != many:
		return join(wh, v.asked(np), q.rest(i+v.n+n))
	case n == 0 && v.plural && !be && !v.passive && (prep == "a" || book().suffers[v.es]):
		v.passive, v.plural = true, several // "¿a cuántos detuvieron?": nobody says who did it
		return join(wh, v.told(), q.rest(i+v.n))
	case n == 0 && v.plural != many && !be:
		subject := q.dropped(&v)
		if subject == "it" && kinfolk[singular(strings.TrimPrefix(wh, "how many "))] {
			subject = "he"
		}
		return join(wh, v.asked(subject), q.rest(i+v.n))
	}
	if v.plural = v.plural || several; be && !v.passive {
		return join(wh, v.told(), q.rest(i+v.n))
	}
	return join(wh, v.told(), np, q.rest(i+v.n+n))
}

// definite: the noun phrase at word k begins with an article or a name.
func (q *asker) definite(k int) bool {
	w := q.at(k)
	return w.kind == name || articles[w.folded] && w.folded != "un" && w.folded != "una"
}

// singular is the singular of a plural with an s.
func singular(noun string) string { return strings.TrimSuffix(noun, "s") }
