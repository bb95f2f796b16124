package answer

// Holding a model's claims against the passages, one by one.

import (
	"cmp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// proposedFrom is how well a value that the rules found must fit the question for
// a model's pointing to it to be enough (docs/calibration.md).
const proposedFrom = 0.65

// Why a claim is dropped, for the journal.
const (
	noPassage   = "there is no passage of that number"
	noQuote     = "the quote does not stand in that passage"
	elsewhere   = "the quote stands in another passage than the one named"
	unprintable = "it has control characters"
	noValue     = "the value does not stand in the quote"
	unfit       = "the value stands in the quote, and fits the question too little"
	wrongYes    = "the quote does not say yes or no as the claim does"
	otherFact   = "the rules find nothing in the sentence that answers the question"
)

// placed is a claim whose quote was found: sentences first to last of the
// document.
type placed struct {
	proposal
	doc         *document
	first, last int
}

// place finds the claim's quote; why it can't, else.
func (r *desk) place(p proposal) (placed, string) {
	if p.Quote.unprintable() || p.Value.unprintable() {
		return placed{}, unprintable
	}
	n := int(p.Passage)
	if n < 1 || n > len(r.xs) {
		return placed{}, noPassage
	}
	x := &r.xs[n-1]
	at := placesOf(x.text, string(p.Quote))
	if len(at) == 0 {
		for k := range r.xs {
			if k != n-1 && len(placesOf(r.xs[k].text, string(p.Quote))) > 0 {
				return placed{}, elsewhere
			}
		}
		return placed{}, noQuote
	}
	pl := placed{proposal: p, doc: x.doc, first: x.sentence(at[0].start), last: x.sentence(at[0].end - 1)}
	for _, a := range at[1:] { // the words stand there more than once: where the value is
		if first := x.sentence(a.start); !pl.hasValue(pl.first) && pl.hasValue(first) {
			pl.first, pl.last = first, x.sentence(a.end-1)
		}
	}
	return pl, ""
}

// hasValue: the value stands in the sentence, as it is written there.
func (p *placed) hasValue(sent int) bool {
	return len(placesOf(p.doc.sentence(sent), string(p.Value))) > 0
}

// sentence is the text of a sentence.
func (d *document) sentence(i int) string {
	return d.article.Text[d.sents[i].Start:d.sents[i].End]
}

// check holds every claim against the passages and lifts what it points to.
func (r *desk) check(reply proposals) {
	for _, p := range reply.Claims {
		fate, why := r.checkOne(p)
		r.s.trace.Claims = append(r.s.trace.Claims, TraceClaim{
			Text: string(p.Text), Value: string(p.Value), Passage: int(p.Passage), Quote: string(p.Quote), Fate: fate, Reason: why,
		})
	}
}

// checkOne decides on one claim.
func (r *desk) checkOne(p proposal) (Fate, string) {
	pl, why := r.place(p)
	if why != "" {
		return Dropped, why
	}
	pl.Text = field(unmarked(string(p.Text)))
	wrong := r.ev.faultOf(string(pl.Text), pl.cited())
	if p.Text.unprintable() {
		wrong = fault{why: unprintable}
	}
	if wrong.grave {
		return Dropped, wrong.why
	}
	switch told, why := r.point(pl, wrong); {
	case told:
		r.held = true
	default:
		if why != unfit && why != otherFact {
			return Dropped, why
		}
		f, ok := r.inOtherWords(pl)
		if !ok {
			r.closest(pl)
			return Dropped, why
		}
		r.otherwise = append(r.otherwise, f)
		return Reworded, why
	}
	if wrong.why != "" {
		return Reworded, wrong.why
	}
	return Kept, ""
}

// closest keeps a sentence that the model points to as one that is close to an
// answer: where it speaks of what was asked about.
func (r *desk) closest(p placed) {
	c := r.ev.cover(p.doc, p.first)
	if len(r.pointed) < nearShown && c.score >= nearWordsFrom && r.ev.entsHold(p.doc, p.first, c) && !p.doc.sents[p.first].note {
		r.pointed = append(r.pointed, closeBy{d: p.doc, i: p.first})
	}
}

// cited is the claim's quote, in whole sentences, as a citation.
func (p *placed) cited() []Citation {
	s := p.doc.sents
	a := &p.doc.article
	return []Citation{{Publisher: a.Publisher, Byline: a.Byline, Published: a.Published, Quote: a.Text[s[p.first].Start:s[p.last].End]}}
}

// point lifts the findings that the claim points to: those of its sentences with
// its value, and those of other articles that say the same in the same words,
// with whatever value.
func (r *desk) point(p placed, wrong fault) (told bool, why string) {
	why = otherFact
	var lead *finding
	for k := range r.found {
		f := &r.found[k]
		if f.doc != p.doc || f.sent < p.first || f.sent > p.last || f.unknown {
			continue
		}
		if !f.tells(string(p.Value), string(p.Text)) {
			if why = noValue; f.kind == askYesNo {
				why = wrongYes
			}
			continue
		}
		if f.score < proposedFrom {
			if !told {
				why = unfit
			}
			continue
		}
		f.lift(r.ev.accept)
		if wrong.why == "" {
			f.words = string(p.Text)
		}
		lead, told = f, true
	}
	if !told {
		if why == otherFact && !p.valueStands() {
			why = noValue
		}
		return false, why
	}
	r.alongside(lead)
	return true, ""
}

// lift makes a finding that a model points to one that answers.
func (f *finding) lift(accept float64) {
	f.proposed = true
	f.score = max(f.score, accept+0.01)
}

// alongside lifts what other articles say in the same words as a finding that was
// lifted: a copy is a copy, and a copy with another value is a disagreement that
// must not be hidden.
func (r *desk) alongside(lead *finding) {
	own := sentenceKey(lead.doc, lead.sent)
	for k := range r.found {
		f := &r.found[k]
		if f.doc != lead.doc && !f.unknown && f.kind == lead.kind && f.score >= proposedFrom && alike(own, sentenceKey(f.doc, f.sent)) {
			f.lift(r.ev.accept)
		}
	}
}

// valueStands: the value stands in the sentences, as it is written there.
func (p *placed) valueStands() bool {
	if p.Value == "" {
		return true
	}
	for i := p.first; i <= p.last; i++ {
		if p.hasValue(i) {
			return true
		}
	}
	v := lang.Tokenize(string(p.Value), 0)
	for _, m := range lang.Quantities(v, lang.Dates(v)) {
		for i := p.first; i <= p.last; i++ {
			if slices.ContainsFunc(p.doc.sents[i].quants, func(o lang.Quantity) bool { return o.Value == m.Value && o.Dim == m.Dim }) {
				return true
			}
		}
	}
	return false
}

// tells: a value as a model wrote it is the finding's own. Where the model left
// the value out, its sentence must have it.
func (f *finding) tells(value, text string) bool {
	toks := lang.Tokenize(cmp.Or(value, text), 0)
	switch f.kind {
	case askQuantity, askDuration:
		for _, m := range lang.Quantities(toks, lang.Dates(toks)) {
			if m.Value == f.quant.Value && m.High == f.quant.High && m.Vague == f.quant.Vague {
				return true
			}
		}
		return false
	case askDate:
		for _, x := range lang.Dates(toks) {
			if sameDate(f.date, x) || lang.Fold(cmp.Or(value, text)) == lang.Fold(f.written) {
				return true
			}
		}
		return lang.Fold(value) == lang.Fold(f.written)
	case askPerson, askPlace:
		if f.isSentence() {
			return true
		}
		v := " " + strings.Join(strings.Fields(lang.Fold(cmp.Or(value, text))), " ") + " "
		own := " " + strings.Join(strings.Fields(f.value), " ") + " "
		if value == "" {
			return strings.Contains(v, own)
		}
		return strings.Contains(v, own) || strings.Contains(own, v) || lastOf(strings.TrimSpace(v)) == lastOf(strings.TrimSpace(own))
	case askYesNo:
		word := strings.Trim(lang.Fold(value), " .!")
		return f.polar > 0 && (word == "yes" || word == "si" || word == "true") || f.polar < 0 && (word == "no" || word == "false")
	}
	return true
}
