package answer

// Figures of a claim held against those of the articles.

import (
	"math"
	"strings"

	"secondsource/internal/answer/lang"
)

func (w *weighing) holdFigure(ev *evidence, it *item, f *finding, b *bearing) {
	if f.kind != askQuantity && f.kind != askDuration {
		return
	}
	if it.asks != "" && !ev.agedBy(f) || it.asks == "" && !ev.ownFigure(f) {
		return
	}
	if h := ev.q.head(); (ev.q.measure == populationStem || ev.q.verb == nil && h != nil && h.stem == people) && !ev.peopleOf(f) {
		return
	}
	rel := figureStance(it.quant, f.quant)
	planned := it.clause.done && f.stage == "planned" && !ev.q.infinitive()
	switch {
	case rel == says && planned:
		b.stance, b.reason = fallsShy, ReasonPlanned
	case rel == says && it.asks == "" && it.quant.Dim == lang.Count && w.anotherPlace(ev, f):
		b.stance, b.reason = fallsShy, ReasonNarrower
	case rel == says:
		b.stance = says
	case rel == fallsShy:
		b.stance, b.reason = fallsShy, ReasonHedged
	case rel == saysOther && !planned && w.sameCount(ev, f):
		b.stance = saysOther
	}
}

// agedBy: the age stands beside the name: "NAME, 59", "NAME is 59",
// "59-year-old NAME"; or the sentence names nobody else.
func (ev *evidence) agedBy(f *finding) bool {
	s := f.sentence()
	if len(ev.q.ents) == 0 {
		return false
	}
	last, others := ev.q.ents[0].last(), false
	for k := max(0, f.quant.First-4); k < f.quant.First; k++ {
		if s.toks[k].Lower == last {
			return true
		}
	}
	for _, n := range s.names {
		mine := s.toks[n.Last].Lower == last
		if mine && n.First > f.quant.Last && n.First-f.quant.Last <= 4 {
			return true
		}
		others = others || !mine && s.placeAt(n.First) == ""
	}
	return !others && (len(s.names) > 0 || s.anaphoric())
}

// ownFigure: of a sentence with several figures of a kind, this one is not
// another's: between it and the claim's name before it stands no other name.
func (ev *evidence) ownFigure(f *finding) bool {
	s := f.sentence()
	figures := 0
	for _, m := range s.quants {
		if m.Dim == f.quant.Dim && !m.Ordinal && !m.Label {
			figures++
		}
	}
	if figures < 2 {
		return true
	}
	mine, other, place := -1, -1, false
	for _, n := range s.names {
		if n.Last >= f.quant.First || saysAt(s.toks, n) {
			continue
		}
		if ev.mentions(f.doc, f.sent, n) || ev.isAsked(f.doc, f.sent, span{n.First, n.Last}) {
			mine, place = n.Last, s.placeAt(n.Last) != ""
		}
	}
	for _, n := range s.names {
		if n.Last < f.quant.First && n.First > mine && !saysAt(s.toks, n) && (s.placeAt(n.Last) != "") == place {
			other = n.Last
		}
	}
	return mine < 0 || other < mine
}

// reach is what a figure as written admits.
func reach(m lang.Quantity) (low, high float64) {
	step, slack := roundTo(m.Value), 0.0
	switch {
	case m.Vague:
		return m.Value, m.Value * 10
	case m.Hedge.About && step > 0:
		slack = min(max(step/2, 0.03*m.Value), 0.1*m.Value)
	case m.Hedge.About:
		slack = 0.03 * math.Abs(m.Value)
	case m.Hedge.Bound == 0 && m.Value >= 1e5 && step >= m.Value/100:
		slack = step / 2 // "18.5 million" is rounded without saying so
	}
	low, high = m.Value-0.99*slack, m.High+0.99*slack // 15 and 16 million do not meet
	switch {
	case m.Hedge.Bound > 0:
		high = math.Inf(1)
	case m.Hedge.Bound < 0:
		low = 0
	}
	return low, high
}

// Limits of what a claim with an open end is said by: "at least 40" by 60, not
// by 4,000; and how far two figures may be apart and be the same one.
const (
	mostOver   = 1.5
	leastUnder = 0.5
	level      = 0.005
)

// figureStance tells how a figure of an article stands to one of a claim: it
// says so where everything that it admits makes the claim right.
func figureStance(c, f lang.Quantity) stance {
	if c.Dim != f.Dim || (c.Dim == lang.Money || c.Dim == lang.Temperature) && c.Unit != f.Unit {
		return silent
	}
	slack := 0.0
	if c.Unit != f.Unit && c.Dim != lang.Count && c.Dim != lang.Percent {
		slack = 0.02
		scaled(&c)
		scaled(&f)
	}
	cl, ch := reach(c)
	fl, fh := reach(f)
	cl, ch = cl*(1-slack), ch*(1+slack)
	same := math.Abs(c.Value-f.Value) <= max(level, slack)*math.Abs(c.Value) && math.Abs(c.High-f.High) <= max(level, slack)*math.Abs(c.High)
	ranges := c.High > c.Value && f.High > f.Value && !c.Vague && !f.Vague
	switch {
	case ranges && same:
		return says
	case ranges, c.Hedge.Bound < 0 && f.Hedge.Bound < 0 && !same:
		return saysOther // one range is not the other, nor one limit
	case (fh < cl || fl > ch) && (c.Vague || f.Vague):
		return silent
	case fh < cl || fl > ch:
		return saysOther
	case c.Hedge.Bound > 0 && f.Hedge.Bound > 0 && f.Value > c.Value && !same, strictBound(c) && same && !strictBound(f):
		return fallsShy // another limit; "more than 40" where the article has 40
	case fl >= cl && fh <= ch && (c.Hedge.Bound > 0 && f.Value > c.Value*mostOver || c.Hedge.Bound < 0 && f.Value < c.Value*leastUnder):
		return silent
	case fl >= cl && fh <= ch:
		return says
	case f.Vague && !c.Vague, same, f.Hedge.Bound == 0:
		return fallsShy
	}
	return silent
}

// scaled brings a figure to the base of its dimension.
func scaled(m *lang.Quantity) {
	k := lang.Factor(m.Unit)
	m.Value, m.High = m.Value*k, m.High*k
}

// strictBound: "more than 40" does not admit 40.
func strictBound(m lang.Quantity) bool {
	switch m.Hedge.Text {
	case "more than", "over", "above", "exceeding", "upwards of", "well over", "well more than", "fewer than", "less than", "under", "below":
		return true
	}
	return false
}

// sameCount: the figure counts what the claim counts, and all of it, so that
// two values cannot both be right.
func (w *weighing) sameCount(ev *evidence, f *finding) bool {
	s := f.sentence()
	if f.quant.Vague || f.period != "" && !strings.Contains(w.reading.text, f.period) {
		return false
	}
	if ev.localShare(ev.cover(f.doc, f.sent)) < 0.75 && f.unit == "" {
		return false
	}
	np := nounPhrase(s.toks, f.quant)
	if ev.narrowed(f.doc, f.sent, f.quant, np) < 1 || w.anotherPlace(ev, f) || anaphoric(s.toks, f.quant) < 1 {
		return false
	}
	if f.quant.Dim == lang.Time && !ev.lasts(f) || ev.q.measure == populationStem && !ev.peopled(f) {
		return false
	}
	if f.quant.Dim != lang.Count || ev.q.grade != "" {
		return true
	}
	if h := ev.q.head(); h != nil && f.unit != "" && ev.q.measure == "" {
		stem := lang.Stem(f.unit)
		if lang.Kinship(h.stem, stem) < lang.Near && !(deathWords[h.stem] && deathWords[stem]) {
			return false
		}
	}
	return np.last < np.first || !w.moreSaid(s, np)
}

// lasts: the verb that the length of time belongs to stands close to it, as a
// verb: "the last one in fifty years" does not say how long anything lasts.
func (ev *evidence) lasts(f *finding) bool {
	if ev.q.verb == nil {
		return true
	}
	toks := f.sentence().toks
	for k := max(0, f.quant.HedgeFirst-8); k < len(toks) && k <= f.quant.Last+4; k++ {
		if strings.HasPrefix(toks[k].Tag, "VB") && lang.Kinship(ev.q.verb.stem, toks[k].Stem) >= lang.Near {
			return true
		}
	}
	return false
}

// peopled: the sentence names the place itself whose people it counts.
func (ev *evidence) peopled(f *finding) bool {
	for k := range ev.q.ents {
		if first, _ := ev.q.ents[k].span(f.doc, f.sentence()); first < 0 || first > f.quant.First+6 {
			return false
		}
	}
	return true
}

// peopleOf: where the text that the finding leans on names several places, the
// one asked about stands right beside the figure: "the country of 18 million
// people" is not any that was named before.
func (ev *evidence) peopleOf(f *finding) bool {
	first, several := "", false
	for i := f.from; i <= f.sent; i++ {
		for _, p := range f.doc.sents[i].places {
			if first == "" {
				first = p.id
			}
			several = several || p.id != first
		}
	}
	for _, p := range f.sentence().places {
		near := p.last < f.quant.First && f.quant.First-p.last <= 4 || p.first > f.quant.Last && p.first-f.quant.Last <= 4
		if near && ev.asked(p.id) {
			return true
		}
	}
	return !several
}

// moreSaid: the phrase says more of what it counts than the claim does: "31
// injured passengers" are not the passengers.
func (w *weighing) moreSaid(s *sentence, np span) bool {
	for k := np.first; k < np.last; k++ {
		if t := &s.toks[k]; t.Kind == lang.Word && !lang.Function(t.Lower) && !w.claims(t) {
			return true
		}
	}
	return false
}

// anotherPlace: right behind the figure's phrase stands a place or a name that
// the claim does not have: "58 people in Lee County".
func (w *weighing) anotherPlace(ev *evidence, f *finding) bool {
	s := f.sentence()
	end := max(f.quant.Last, f.last)
	for _, n := range s.names {
		if n.First <= end || n.First-end > 6 || !placeWord(s.toks, n.First) && !s.toks[n.First-1].Is("of", "from") {
			continue
		}
		asked := ev.mentions(f.doc, f.sent, n) || ev.isAsked(f.doc, f.sent, span{n.First, n.Last}) || w.claims(&s.toks[n.Last])
		if !asked && !f.doc.person(f.sent, n) {
			return true
		}
	}
	return false
}
