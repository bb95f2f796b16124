package answer

// Whether a finding speaks of what a claim speaks of: its words, its names in
// their roles, its day.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// What each word and each name of a claim must be accounted for at least.
const (
	accountLeast = 0.5
	accountName  = 0.5
)

// accounts: the sentence, or what stands close around it, has all that the
// claim says besides the item.
func (ev *evidence) accounts(f *finding) bool {
	c := ev.cover(f.doc, f.sent)
	for k, t := range ev.q.terms {
		if t.light() || t.weight < 0.4 {
			continue
		}
		if c.terms[k] < accountLeast && !ev.counts(f, t) {
			return false
		}
	}
	for k := range ev.q.ents {
		if c.ents[k] < accountName || ev.q.ents[k].otherName(f.sentence()) {
			return false
		}
	}
	return true
}

// counts: the word is the noun that is counted, or the verb of dying, which
// the finding's own phrase stands for.
func (ev *evidence) counts(f *finding, t term) bool {
	if f.kind != askQuantity {
		return false
	}
	h, unit := ev.q.head(), lang.Stem(f.unit)
	return h != nil && t.pos == h.pos || ev.q.measure != "" && ev.q.inFocus(t) || deathWords[t.stem] && deathWords[unit] || t.stem == people && personal[unit]
}

// otherName: where the sentence has the entity's last word, another name stands
// in the place of its first ones: "North Bank Park" for "South Bank Park".
func (e *entity) otherName(s *sentence) bool {
	other := false
	for k := range s.toks {
		if len(e.words) < 2 || !sameWord(s.toks[k].Lower, e.last()) {
			continue
		}
		extra, missing := false, false
		for _, w := range e.words[:len(e.words)-1] {
			found := false
			for j := max(0, k-5); j < k; j++ {
				found = found || sameWord(s.toks[j].Lower, w) || kinName(s.toks[j].Lower, w)
			}
			missing = missing || !found
		}
		for j := k - 1; j >= 0 && s.toks[j].Kind == lang.Word && s.toks[j].Capital(); j-- {
			t := &s.toks[j]
			extra = extra || !slices.Contains(e.words, t.Lower) && !lang.IsTitle(t.Lower) && !lang.Function(t.Lower)
		}
		if !missing || !extra {
			return false
		}
		other = true
	}
	return other
}

// rolesHold: who does it and whom it is done to stand as the claim has them.
func (ev *evidence) rolesHold(f *finding) bool {
	q := ev.q
	if q.office || f.kind == askQuantity && q.measure != "" {
		return true
	}
	if !ev.namesIn(f) {
		return false
	}
	if q.verb == nil || q.infinitive() {
		return true // "gave them 30 days to leave": who leaves is not who gave
	}
	s := f.sentence()
	_, v := ev.inSentence(s, q.verb)
	if v < 0 || v >= len(s.toks) || !strings.HasPrefix(f.doc.tags(ev.tag, f.sent)[v].Tag, "VB") {
		return true // "the death toll of the storm" has no subject and no object
	}
	turned := passiveVerb(q.toks, q.verb.pos) != passiveVerb(s.toks, v)
	for k := range q.ents {
		e := &q.ents[k]
		if q.placed(e) {
			continue
		}
		first, last := e.span(f.doc, s)
		before := (e.pos < q.verb.pos) != turned
		if first >= 0 && (before && first > v || !before && last < v) {
			return false
		}
	}
	return true
}

// placed: a preposition of place stands before the name: where, not who.
func (q *query) placed(e *entity) bool {
	at := e.pos - 1
	if q.at(at) == "the" {
		at--
	}
	return slices.Contains([]string{"in", "at", "near", "from", "on", "across", "off", "within", "around", "into", "onto", "over", "through"}, q.at(at))
}

// predicate is the token where the clause's subject ends: its verb, or "is".
func (q *query) predicate() int {
	if q.verb != nil {
		return q.verb.pos
	}
	return slices.IndexFunc(q.toks, func(t lang.Token) bool { return aux[t.Lower] })
}

// namesIn: the sentence has the claim's names, or a pronoun for one that the
// sentence before it has: of a deed all of them, of a value who does it.
func (ev *evidence) namesIn(f *finding) bool {
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		if f.kind != askYesNo && (ev.q.placed(e) || e.pos > ev.q.predicate()) {
			continue
		}
		if (f.kind == askQuantity || f.kind == askDuration) && ev.q.verb != nil && !f.doc.titled(e.last()) {
			if e.in(f.doc, f.sentence()) < 0.5 && ev.namesRival(f) {
				return false
			}
			continue // "the plane", "the blaze" may stand for a thing's name
		}
		if first, _ := e.span(f.doc, f.sentence()); first >= 0 || e.in(f.doc, f.sentence()) >= 0.95 {
			continue
		}
		if f.sent == 0 || !f.sentence().anaphoric() || e.in(f.doc, &f.doc.sents[f.sent-1]) == 0 {
			return false
		}
	}
	return true
}

// namesRival: before the figure the sentence names something else than the claim
// does, neither a place nor a day.
func (ev *evidence) namesRival(f *finding) bool {
	s := f.sentence()
	for _, n := range s.names {
		if n.Last < f.quant.First && s.placeAt(n.First) == "" && lang.Month(s.toks[n.First].Lower) == 0 && lang.Weekday(s.toks[n.First].Lower) == 0 && !ev.mentions(f.doc, f.sent, n) && !saysAt(s.toks, n) {
			return true
		}
	}
	return false
}

// span is where a sentence first and last has the entity, -1 for nowhere.
func (e *entity) span(d *document, s *sentence) (first, last int) {
	first, last = -1, -1
	for k := range s.toks {
		has := e.place != "" && s.placeAt(k) == e.place || e.place == "" && sameWord(s.toks[k].Lower, e.last()) && e.matchAt(d, s, k) > 0.5
		if !has {
			continue
		}
		if first < 0 {
			first = k
		}
		last = k
	}
	return first, last
}

// whenHolds: a claim that dates what it tells is met by a sentence of that day
// only; the item's own date is what the finding is compared by.
func (w *weighing) whenHolds(it *item, f *finding) bool {
	if it.asks != "" {
		return true
	}
	for k := range w.reading.items {
		o := &w.reading.items[k]
		if o.kind == itemDate && o.start != it.start && o.clause == it.clause && !toldOn(o, f) {
			return false
		}
	}
	return true
}

// toldOn: the finding's sentence, or the one right before it, names the day;
// or the article is of that day.
func toldOn(o *item, f *finding) bool {
	for j := f.sent; j >= max(0, f.sent-1); j-- {
		for _, x := range f.doc.sents[j].dates {
			if same, _ := dayOf(o, &finding{doc: f.doc, sent: j, date: x}); same {
				return true
			}
		}
	}
	pub, ok := f.doc.article.PublishedAt()
	if !ok || namesOther(o, f) {
		return false
	}
	same, _ := dayOf(o, &finding{doc: f.doc, date: lang.Date{Year: pub.Year(), Month: int(pub.Month()), Day: pub.Day()}})
	return same
}

// namesOther: the finding's own sentence dates what it tells otherwise.
func namesOther(o *item, f *finding) bool {
	for _, x := range f.sentence().dates {
		if _, other := dayOf(o, &finding{doc: f.doc, sent: f.sent, date: x}); other {
			return true
		}
	}
	return false
}

// numbersHold: the numbers of the clause that are no items, as in names and
// times of day, stand in the sentence or beside it.
func (w *weighing) numbersHold(it *item, f *finding) bool {
	if it.asks != "" {
		return true
	}
	s := &w.reading.doc.sents[it.clause.sent]
	for _, k := range it.clause.own {
		if s.toks[k].Kind != lang.Number || w.reading.inItem(it.clause.sent, k) {
			continue
		}
		if !f.doc.beside(f.sent, f.sent, s.toks[k].Lower) {
			return false
		}
	}
	return true
}

// inItem: the token belongs to a figure or a date of the claim.
func (r *reading) inItem(sent, k int) bool {
	for n := range r.items {
		it := &r.items[n]
		if it.clause.sent == sent && it.first <= k && k <= it.last && (it.kind == itemQuantity || it.kind == itemDuration || it.kind == itemDate) {
			return true
		}
	}
	return false
}

// beside: the word stands in sentences a to b, or in the ones next to them.
func (d *document) beside(a, b int, lower string) bool {
	for i := max(0, a-1); i <= b+1 && i < len(d.sents); i++ {
		for k := range d.sents[i].toks {
			if sameWord(d.sents[i].toks[k].Lower, lower) {
				return true
			}
		}
	}
	return false
}

// hasValue: the sentence has the item's own value too, for something else or
// beside the one that was read in it: it does not speak against the item.
func hasValue(it *item, f *finding) bool {
	s := f.sentence()
	switch it.kind {
	case itemQuantity, itemDuration:
		for _, m := range s.quants {
			if st := figureStance(it.quant, m); m.Dim == it.quant.Dim && !m.Ordinal && (st == says || st == fallsShy) {
				return true
			}
		}
	case itemDate:
		for _, x := range s.dates {
			if same, _ := dayOf(it, &finding{doc: f.doc, sent: f.sent, date: x, stage: f.stage}); same {
				return true
			}
		}
	case itemPerson:
		for k := range s.toks {
			if s.toks[k].Lower == it.who[len(it.who)-1] {
				return true
			}
		}
	}
	return false
}

// claims: the claim has the word, or one of its kin.
func (w *weighing) claims(t *lang.Token) bool {
	for i := range w.reading.doc.sents {
		for o := range w.reading.doc.sents[i].stems {
			if lang.Kinship(o, t.Stem) >= lang.Near {
				return true
			}
		}
	}
	return false
}
