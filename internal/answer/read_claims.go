package answer

// Holding a model's claims against the passages, one by one.

import (
	"cmp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

// proposedFrom is how well a value that the rules found must fit the question for
// a model's pointing to it to be enough (docs/decisions/0015-a-model-proposes.md).
const proposedFrom = 0.65

// Why a claim is dropped, or shown in other words than its own, for the journal.
const (
	noPassage   = "there is no passage of that number"
	noQuote     = "the quote does not stand in that passage"
	elsewhere   = "the quote stands in another passage than the one named"
	unprintable = "it has control characters"
	noValue     = "the value does not stand in the quote"
	unfit       = "the value stands in the quote, and fits the question too little"
	wrongYes    = "the quote does not say yes or no as the claim does"
	notDone     = "the quote tells it as planned, the claim as done"
	otherFact   = "the rules do not find that the sentence answers the question with this value"
	notUsed     = "the answer was made without the model"
	outdone     = "other values answer better"
	foreign     = "it is in another language than the answer's or the quote's"
	notQuoted   = "its hedge or attribution does not stand in the quote"
	unchecked   = "the time for the model was over"
	composed    = "another wording is shown"
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
	if len(strings.Fields(string(p.Quote))) < 2 {
		return placed{}, noQuote // a single word stands everywhere
	}
	x := &r.xs[n-1]
	at := x.folded.places(string(p.Quote))
	if len(at) == 0 {
		for k := range r.xs {
			if k != n-1 && len(r.xs[k].folded.places(string(p.Quote))) > 0 {
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
	return len(fold(p.doc.stretch(sent, sent)).places(string(p.Value))) > 0
}

// judged is a claim with where it stands and what is wrong with it.
type judged struct {
	placed
	dropped string // why it is not shown; "" where it may be
	wrong   string // why it is not shown in its own words
}

// check holds every claim against the passages and lifts what it points to.
func (r *desk) check(reply proposals) {
	for _, p := range reply.Claims {
		if r.s.timeLeft() <= 0 {
			r.claims = append(r.claims, judged{placed: placed{proposal: p}, dropped: unchecked})
			continue
		}
		r.claims = append(r.claims, r.checkOne(p))
	}
}

// checkOne decides on one claim.
func (r *desk) checkOne(p proposal) judged {
	pl, why := r.place(p)
	if why != "" {
		return judged{placed: placed{proposal: p}, dropped: why}
	}
	pl.Text = field(unmarked(string(p.Text)))
	wrong := r.faultIn(&pl)
	j := judged{placed: pl, wrong: wrong.why}
	if wrong.grave {
		j.dropped = wrong.why
		return j
	}
	if j.dropped = r.point(pl, wrong); j.dropped == "" {
		r.held = true
		return j
	}
	if j.dropped == unfit || j.dropped == otherFact {
		r.closest(pl)
	}
	return j
}

// faultIn is what is wrong with what a claim says besides its value.
func (r *desk) faultIn(p *placed) fault {
	switch {
	case p.Text.unprintable():
		return fault{why: unprintable}
	case r.s.lang != "" || p.doc.language != tongue.English:
		return fault{why: foreign} // its words can't be held against the quote's
	}
	f, _, _ := r.ev.faultOf(string(p.Text), p.cited())
	for _, part := range []field{p.Hedge, p.Attribution} {
		if f.why == "" && part != "" && len(fold(p.text()).places(string(part))) == 0 {
			f.why = notQuoted
		}
	}
	return f
}

// text is the claim's quote, in whole sentences.
func (p *placed) text() string {
	return p.doc.stretch(p.first, p.last)
}

// settle writes down what became of each claim. words is the sentence of the model
// that is shown, "" for none; without, that the answer was made without it.
func (r *desk) settle(words string, without bool) {
	for k := range r.claims {
		j := &r.claims[k]
		fate, why := Kept, ""
		switch {
		case j.dropped != "":
			fate, why = Dropped, j.dropped
		case without:
			fate, why = Dropped, notUsed
		case !r.shows(&j.placed):
			fate, why = Dropped, outdone
		case words == "" || words != strings.TrimRight(string(j.Text), " ."):
			fate, why = Reworded, cmp.Or(j.wrong, composed)
		}
		if len(r.s.trace.Claims) < claimsTraced || fate != Dropped {
			r.s.trace.Claims = append(r.s.trace.Claims, TraceClaim{
				Text: string(j.Text), Value: string(j.Value), Passage: int(j.Passage), Quote: string(j.Quote), Fate: fate, Reason: why,
			})
		}
	}
}

// claimsTraced is how many dropped claims of one answer are kept for the journal.
const claimsTraced = 100

// shows: what the claim points to is shown.
func (r *desk) shows(p *placed) bool {
	for _, g := range r.shown {
		for _, f := range g.all {
			if f.proposed && f.doc == p.doc && f.sent >= p.first && f.sent <= p.last {
				return true
			}
		}
	}
	return false
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
	a := &p.doc.article
	return []Citation{{Publisher: a.Publisher, Byline: a.Byline, Published: a.Published, Quote: p.text()}}
}

// point lifts the findings that the claim points to: those of its sentences with
// its value, and those of other articles that say the same in the same words,
// with whatever value.
func (r *desk) point(p placed, wrong fault) (why string) {
	why = otherFact
	var lead *finding
	for k := range r.found {
		f := &r.found[k]
		if f.doc != p.doc || f.sent < p.first || f.sent > p.last || f.unknown {
			continue
		}
		switch {
		case !f.tells(string(p.Value), string(p.Text)):
			if f.kind == askYesNo {
				why = wrongYes
			}
		case p.Stage == "done" && f.stage == "planned":
			why = notDone
		case f.score < proposedFrom, f.score < r.ev.accept && !r.ev.saysAll(f):
			why = unfit
		default:
			f.lift(r.ev.accept)
			if wrong.why == "" {
				f.words = string(p.Text)
			}
			lead = f
		}
	}
	switch {
	case lead != nil:
		r.alongside(lead)
		return ""
	case why == otherFact && r.ev.q.kind != askYesNo && !p.valueStands():
		return noValue
	}
	return why
}

// saysAll: the finding's sentence itself has every name, noun and time of the
// question.
func (ev *evidence) saysAll(f *finding) bool {
	c := ev.cover(f.doc, f.sent)
	for k := range ev.q.ents {
		if ev.q.ents[k].in(f.doc, f.sentence()) < 0.85 {
			return false
		}
	}
	for k, t := range ev.q.terms {
		if !t.verb && !t.light() && !t.descr && (c.local[k] < 0 || c.terms[k] < lang.Near) {
			return false
		}
	}
	return c.when >= float64(len(ev.q.when))
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
