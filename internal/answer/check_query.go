package answer

// From an item of a claim to the question that it answers: the clause without
// the item is what is asked about.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// question is the item as what is asked for, nil where the clause cannot be
// asked about.
func (r *reading) question(it *item, tagger *lang.Tagger) *query {
	if it.asks != "" {
		return understand(it.asks, tagger)
	}
	kept := r.kept(it)
	q := asked(r.doc.sents[it.clause.sent].toks, kept)
	if q == nil {
		return nil
	}
	switch it.kind {
	case itemQuantity, itemDuration:
		r.askFigure(q, it, func(k int) int { return slices.Index(kept, k) })
	case itemDate:
		q.kind = askDate
	default:
		q.kind = askYesNo
	}
	q.collect(-1)
	q.when = nil
	q.dropPassing()
	q.pickVerb()
	q.past, q.ahead = it.clause.done, it.clause.ahead
	q.pickSubject()
	return q
}

// kept are the tokens of the item's clause that the question is made of: the
// item itself, other figures, dates and what leads to them are left out.
func (r *reading) kept(it *item) []int {
	s := &r.doc.sents[it.clause.sent]
	out := map[int]bool{}
	for k := range r.items {
		o := &r.items[k]
		if o.clause == nil || o.clause.sent != it.clause.sent || o.kind != itemDate && o.kind != itemQuantity && o.kind != itemDuration {
			continue
		}
		last := o.last
		if o.kind != itemDate && o.first != it.first && o.first > 0 && s.toks[o.first-1].Tag == "IN" {
			last = max(last, o.np.last) // a phrase of its own: "after 45 days", "in 12 counties"
		}
		for n := o.first; n <= last; n++ {
			out[n] = true
		}
	}
	var kept []int
	for _, k := range append(slices.Clone(it.clause.given), it.clause.own...) {
		if !out[k] {
			kept = append(kept, k)
		}
	}
	return kept
}

// asked is a query of some tokens of a sentence. A word that opens the
// sentence loses its capital unless more than its place gives it one, and a
// title before a name loses it too: it is no part of the name.
func asked(toks []lang.Token, kept []int) *query {
	q := &query{}
	var words []string
	for _, k := range kept {
		t := toks[k]
		opens := k == 0 && t.Kind == lang.Word && !properStart(toks)
		title := lang.IsTitle(t.Lower) && k+1 < len(toks) && toks[k+1].Capital() && toks[k+1].Kind == lang.Word
		if opens || title {
			t.Text = strings.ToLower(t.Text)
		}
		q.toks = append(q.toks, t)
		words = append(words, t.Text)
	}
	q.text = strings.Join(words, " ")
	again := lang.Tokenize(q.text, 0)
	if len(again) != len(q.toks) || len(again) == 0 {
		return nil
	}
	for k := range again {
		if again[k].Lower != q.toks[k].Lower {
			return nil
		}
		q.toks[k].Start, q.toks[k].End = again[k].Start, again[k].End
	}
	return q
}

// properStart: the first word is a name by more than its place: a place, an
// acronym, or the first of a longer name, be that a number.
func properStart(toks []lang.Token) bool {
	t := &toks[0]
	if id, _ := lang.PlaceAt(toks, 0, false); id != "" {
		return true
	}
	if len(t.Text) > 1 && t.Text == strings.ToUpper(t.Text) {
		return true
	}
	if len(toks) > 1 && toks[1].Kind == lang.Number && t.Capital() {
		return true
	}
	return len(toks) > 1 && toks[1].Capital() && toks[1].Kind == lang.Word && !lang.Function(t.Lower) || t.Tag == "NNP" && !lang.IsTitle(t.Lower)
}

// askFigure makes the query ask for a figure like the item's. at gives a token
// of the claim's sentence its place in the query, -1 for none.
func (r *reading) askFigure(q *query, it *item, at func(int) int) {
	s := &r.doc.sents[it.clause.sent]
	q.kind = askQuantity
	if it.kind == itemDuration {
		q.kind = askDuration
	}
	if it.of != "" && it.np.last < it.np.first {
		q.grade = s.toks[it.first].Stem
		return
	}
	if it.quant.Dim != lang.Count {
		q.dims = []lang.Dim{it.quant.Dim}
		r.measured(q, it)
		return
	}
	for k := it.np.first; k <= it.np.last; k++ {
		if t := &s.toks[k]; t.Kind == lang.Word && !lang.Function(t.Lower) && at(k) >= 0 {
			q.focus = append(q.focus, term{word: t.Lower, stem: t.Stem, pos: at(k)})
		}
	}
	if len(q.focus) > 0 {
		if r.peoples(q, it) {
			q.setMeasure("population", nil, measures["population"].of)
		}
		return
	}
	if r.measured(q, it); q.measure != "" {
		return
	}
	// "the number of cases rose to 400"
	for k := it.first - 1; k > 0; k-- {
		if !s.toks[k-1].Is("of") || at(k) < 0 {
			continue
		}
		for n := k; n < it.first && at(n) >= 0 && (strings.HasPrefix(s.toks[n].Tag, "NN") || strings.HasPrefix(s.toks[n].Tag, "JJ")); n++ {
			q.focus = append(q.focus, term{word: s.toks[n].Lower, stem: s.toks[n].Stem, pos: at(n)})
		}
		if len(q.focus) == 0 {
			q.focus = []term{{word: s.toks[k].Lower, stem: s.toks[k].Stem, pos: at(k)}}
		}
		return
	}
}

// peoples: the clause says no more than how many people a place has.
func (r *reading) peoples(q *query, it *item) bool {
	place := false
	for k := range q.toks {
		t := &q.toks[k]
		if id, _ := lang.PlaceAt(q.toks, k, false); id != "" || t.Kind == lang.Word && t.Capital() {
			place = true
			continue
		}
		if t.Kind == lang.Word && !lang.Function(t.Lower) && !aux[t.Lower] && !settling[t.Stem] {
			return false
		}
	}
	return place && it.np.first == it.np.last && it.quant.Value >= 100
}

var settling = stemSet("people resident inhabitant home live reside country nation state city town population")

// measured: a noun that stands for a figure goes with it: "the death toll", "a
// population of".
func (r *reading) measured(q *query, it *item) {
	for k := range q.toks {
		t := &q.toks[k]
		m, ok := measures[t.Lower]
		if !ok || t.Is("number", "total", "value", "fine", "range", "share") || !strings.HasPrefix(t.Tag, "NN") {
			continue
		}
		if len(m.dims) == 0 && it.quant.Dim != lang.Count || len(m.dims) > 0 && !slices.Contains(m.dims, it.quant.Dim) {
			continue
		}
		kind := q.kind
		q.setMeasure(t.Lower, m.dims, m.of)
		q.kind = kind
		if it.quant.Dim != lang.Count {
			q.dims = []lang.Dim{it.quant.Dim}
		}
		return
	}
}

// passing verbs say no more than that something is or takes place.
var passing = stemSet("hold")

// dropPassing takes out words that an article may well do without.
func (q *query) dropPassing() {
	q.terms = slices.DeleteFunc(q.terms, func(t term) bool {
		return t.verb && passing[t.stem] || q.measure == populationStem && settling[t.stem]
	})
}

// pickVerb takes the clause's first verb with meaning.
func (q *query) pickVerb() {
	for i := range q.terms {
		t := &q.terms[i]
		if !t.verb || q.measure == "" && q.inFocus(*t) || t.light() || aux[t.word] {
			continue
		}
		tag, before := q.toks[t.pos].Tag, q.at(t.pos-1)
		if tag == "VB" && lang.Stem(before) == "be" {
			continue // "is home to"
		}
		if tag == "VBN" && t.pos+1 < len(q.toks) && strings.HasPrefix(q.toks[t.pos+1].Tag, "NN") && (before == "the" || before == "a") {
			continue // "the planned visit"
		}
		q.verbs = append(q.verbs, *t)
	}
	if len(q.verbs) > 0 {
		q.verb = &q.verbs[0]
	}
}

// infinitive: the verb is "to leave" in the claim already: that an article has
// it so does not make it less done than the claim does.
func (q *query) infinitive() bool { return q.verb != nil && q.at(q.verb.pos-1) == "to" }

// pickSubject notes the name that does what the verb says, in a clause that is
// no passive.
func (q *query) pickSubject() {
	q.subject = -1
	if q.verb == nil || passiveVerb(q.toks, q.verb.pos) {
		return
	}
	for _, e := range q.ents {
		if end := e.pos + len(e.words); end <= q.verb.pos && adjacent(q.toks, end, q.verb.pos) {
			q.subject = e.pos
		}
	}
}

// passiveVerb: "was signed", "have been killed".
func passiveVerb(toks []lang.Token, v int) bool {
	if toks[v].Tag != "VBN" && toks[v].Tag != "VBD" {
		return false
	}
	for k := v - 1; k >= max(0, v-4); k-- {
		if toks[k].Is("was", "were", "been", "be", "is", "are", "being") {
			return true
		}
		if !strings.HasPrefix(toks[k].Tag, "RB") && !aux[toks[k].Lower] {
			return false
		}
	}
	return false
}
