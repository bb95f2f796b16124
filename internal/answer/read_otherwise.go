package answer

// A sentence that says of what was asked about something that the model takes for
// the answer, in other words than the question's.

import (
	"slices"

	"secondsource/internal/answer/lang"
)

// inOtherWords is the claim's sentence as what the articles say instead. It has
// all the question's names and nouns itself, and where a value was asked for, the
// claim's value stands where one that answers would: only the verb is another. It
// is shown as it stands, beside that the articles do not say it in the question's
// words: whether the words mean the same is for the reader to judge, since no rule
// can tell a paraphrase from its opposite.
func (r *desk) inOtherWords(p placed) (finding, bool) {
	ev, d, i := r.ev, p.doc, p.first
	s := &d.sents[i]
	q := ev.q
	switch q.kind {
	case askYesNo, askPerson, askPlace:
		return finding{}, false // without the verb, nothing tells who did it, to whom or where
	}
	if p.last != i || s.note || q.speaker || len(q.quote) > 0 || q.office || q.define || len(q.ents) == 0 || mark.MatchString(d.sentence(i)) || turned(s.toks) {
		return finding{}, false
	}
	c := ev.cover(d, i)
	if !ev.entsHold(d, i, c) || !ev.ranksHold(d, i, c) || !ev.saysAll(d, i, c) || !ev.valueFits(p, i, c) {
		return finding{}, false
	}
	f := finding{doc: d, sent: i, from: i, last: len(s.toks) - 1, score: c.score, kind: askStatement, whole: true, proposed: true, otherwise: true}
	f.value = sentenceKey(d, i)
	f.voice = ev.voiceOf(d, i, 0)
	return f, true
}

// turned: a word of the sentence denies, doubts or plans something, and without
// the question's verb it can't be told what.
func turned(toks []lang.Token) bool {
	return slices.ContainsFunc(turning, func(t turn) bool { return t.kind != limit && t.in(toks) })
}

// saysAll: the sentence itself has every name, noun and time of the question, and
// its verb as well where no value is asked for.
func (ev *evidence) saysAll(d *document, i int, c coverage) bool {
	for k := range ev.q.ents {
		if ev.q.ents[k].in(d, &d.sents[i]) < 0.85 {
			return false
		}
	}
	valued := ev.q.kind != askReason && ev.q.kind != askManner && ev.q.kind != askStatement
	for k, t := range ev.q.terms {
		if !(t.verb && valued) && !t.light() && !t.descr && (c.local[k] < 0 || c.terms[k] < lang.Near) {
			return false
		}
	}
	return c.when >= float64(len(ev.q.when))
}

// valueFits: the claim's value is of the kind that was asked for, and stands where
// it may answer.
func (ev *evidence) valueFits(p placed, i int, c coverage) bool {
	d, s := p.doc, &p.doc.sents[i]
	v := lang.Tokenize(string(p.Value), 0)
	switch ev.q.kind {
	case askQuantity, askDuration:
		for _, want := range lang.Quantities(v, lang.Dates(v)) {
			if slices.ContainsFunc(s.quants, func(m lang.Quantity) bool {
				return m.Value == want.Value && m.High == want.High && ev.figureFits(d, i, m, c)
			}) {
				return true
			}
		}
		return false
	case askDate:
		for _, want := range lang.Dates(v) {
			if slices.ContainsFunc(s.dates, func(x lang.Date) bool { return sameDate(x, want) && !ev.inQuestion(x) && !ev.ofAnother(d, i, x) }) {
				return true
			}
		}
		return false
	}
	return true
}

// figureFits: the figure counts or measures what is asked for.
func (ev *evidence) figureFits(d *document, i int, m lang.Quantity, c coverage) bool {
	toks := d.tags(ev.tag, i)
	m, fits := ev.dimFits(d, i, m)
	if m.Ordinal || m.Label || m.Vague || !fits || ev.otherMeasure(toks, m) || comparand(toks, m) || ev.perPiece(toks, m) || ev.absent(d, i, c) {
		return false
	}
	np := nounPhrase(toks, m)
	if np.last < np.first {
		np = inherited(&d.sents[i], m, np)
	}
	fit, _, _ := ev.headFits(d, i, m, np)
	return fit > 0 && ev.paired(d, i, m) && ev.placeFits(d, i, m, np) && ev.whenFits(d, i, m, c) && ev.ownerFits(d, i, m) &&
		!ev.otherThing(d, i, m) && !ev.otherPoint(d, i, m) && ev.narrowed(d, i, m, np) == 1
}
