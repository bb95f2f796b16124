package answer

// Figures that the text gives for a part of what was asked, or for something
// beside it: they fit less.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// unitName: what looks like a name is the unit of a number: "the 16GB version".
func (s *sentence) unitName(n lang.Name) bool {
	return n.First > 0 && s.toks[n.First-1].Kind == lang.Number && s.toks[n.First-1].End == s.toks[n.First].Start
}

// placeNear lowers a figure that stands far from the place asked for in its
// sentence: the place may belong to something else.
func (ev *evidence) placeNear(s *sentence, m lang.Quantity) float64 {
	for _, e := range ev.q.ents {
		if e.place == "" || !s.hasPlace(e.place) {
			continue
		}
		away := 1 << 30
		for _, p := range s.places {
			if p.id == e.place {
				away = min(away, abs(p.first-m.Last), abs(m.First-p.last))
			}
		}
		if away > 14 {
			return 0.7
		}
	}
	return 1
}

// anaphoric: "the two cases", "one case … the other": figures that point back
// or pick out are no counts of the whole.
func anaphoric(toks []lang.Token, m lang.Quantity) float64 {
	if m.HedgeFirst > 0 && toks[m.HedgeFirst-1].Is("the", "these", "those", "both", "other", "another") && m.Value < 13 {
		return 0.75
	}
	if m.Value <= 12 && m.Last+2 < len(toks) && toks[m.Last+1].Is("of") && toks[m.Last+2].Is("the", "these", "those", "its", "their", "them") {
		return 0.6
	}
	if m.Value == 1 && m.Dim == lang.Count && toks[m.First].Lower == "one" {
		return 0.75
	}
	return 1
}

// narrowed lowers a figure that the text gives for a part of what was asked:
// another subject stands nearer to it, or a place within it is named.
func (ev *evidence) narrowed(d *document, i int, m lang.Quantity, np span) float64 {
	s := &d.sents[i]
	end := m.Last
	if np.first > m.Last {
		end = max(end, np.last)
	}
	if ev.describesAsked(s, m) {
		return 1
	}
	if outOf(s.toks, end) && slices.ContainsFunc(s.places, func(p placeRef) bool { return p.first > end && ev.asked(p.id) }) {
		return 0.5 // "281, out of about 800 in PLACE"
	}
	for _, n := range s.names {
		if ev.isAsked(d, i, span{n.First, n.Last}) || ev.mentions(d, i, n) || ev.ownsAsked(s, n) || ev.shortFor(s, n) || s.unitName(n) {
			continue
		}
		if whose(s.toks, n, m) || ev.anotherPerson(d, i, n, m) {
			return 0.5
		}
		before := n.Last < m.HedgeFirst && m.HedgeFirst-n.Last <= 7 && !(prepositional(s.toks, n.First) && s.toks[n.Last+1].Tag != "VBG") && !hasMark(s.toks, n.Last+1, m.HedgeFirst, ";", "”") && !saysAt(s.toks, n) && lang.Month(s.toks[n.First].Lower) == 0
		behind := n.First > end && n.First-end <= 5 && placeWord(s.toks, n.First) && lang.Month(s.toks[n.First].Lower) == 0 && !(hasMark(s.toks, end+1, n.First, ",") && saysAt(s.toks, n))
		if before || behind {
			if m.Dim == lang.Money {
				return 0.6 // the price of the thing that is named there
			}
			return 0.75
		}
	}
	return 1
}

// otherQualified is what a figure keeps when the word that qualifies what is
// counted goes with another figure of the same things.
const otherQualified = 0.7

// qualified holds a figure that is one of several of the same things against
// the words of the question that say which: of "840 people in all-economy
// class, or 555 in three" the economy goes with the first.
func (ev *evidence) qualified(d *document, i int, c coverage, m lang.Quantity, np span) float64 {
	s := &d.sents[i]
	out := 1.0
	for k, t := range ev.q.terms {
		at := c.local[k]
		if at < 0 || t.verb || t.light() || t.weight <= 0.4 || ev.q.inFocus(t) || at >= m.First && at <= max(m.Last, np.last) {
			continue
		}
		away, reach := behindFigure, 7
		if ev.q.toks[t.pos].Kind == lang.Number {
			away, reach = besideFigure, 12 // which model it is stands on either side
		}
		for _, o := range s.quants {
			if reach == 7 && at < o.First && at < m.First {
				continue // what stands before both is of both
			}
			if o.First == m.First || o.Dim != m.Dim || o.Ordinal || o.Label || away(o, at) > reach || away(m, at) <= 2*away(o, at) {
				continue
			}
			if op := nounPhrase(s.toks, o); m.Dim == lang.Count && (op.last < op.first || np.last < np.first || !sameThings(&s.toks[op.last], &s.toks[np.last])) {
				continue
			}
			if reach > 7 {
				return otherQualified * otherQualified
			}
			out = otherQualified
		}
		if reach > 7 && out < 1 && away(m, at) <= reach {
			out = 1 // its model is named beside it
		}
	}
	if ev.subjectOfOther(d, i, m) {
		return otherQualified
	}
	return out
}

// behindFigure is how far a word stands from a figure that it qualifies from
// behind; before it, it counts double.
func behindFigure(m lang.Quantity, at int) int {
	if at > m.Last {
		return at - m.Last
	}
	return 2 * (m.First - at)
}

func besideFigure(m lang.Quantity, at int) int {
	if at > m.Last {
		return at - m.Last
	}
	return m.First - at
}

// subjectOfOther: one that was asked about is the subject of a verb that gives
// another figure of the same dimension: "at $5, while NAME expected $4".
func (ev *evidence) subjectOfOther(d *document, i int, m lang.Quantity) bool {
	s := &d.sents[i]
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		_, last := e.span(d, s)
		if e.place != "" || last < m.Last || last+1 >= len(s.toks) || !strings.HasPrefix(s.toks[last+1].Tag, "VB") {
			continue
		}
		for _, o := range s.quants {
			if o.First > last && o.First-last <= 5 && o.Dim == m.Dim && !o.Ordinal {
				return true
			}
		}
	}
	return false
}

// sameThings: two nouns count the same: one stem, or both people.
func sameThings(a, b *lang.Token) bool {
	return a.Stem == b.Stem || personal[a.Stem] && personal[b.Stem]
}

// outOf: "281, out of about 800": the figure that ends at a token is a part.
func outOf(toks []lang.Token, end int) bool {
	k := end + 1
	if k < len(toks) && toks[k].Text == "," {
		k++
	}
	return k+1 < len(toks) && toks[k].Is("out") && toks[k+1].Is("of")
}

// prepositional: a preposition stands before the name at token k, an article
// between them or not.
func prepositional(toks []lang.Token, k int) bool {
	if k > 1 && toks[k-1].Tag == "DT" {
		k--
	}
	return k > 0 && toks[k-1].Tag == "IN"
}

// describesAsked: the figure stands as an adjective before a noun that was
// asked about, behind an article: "a 27-year contract", "a $40 million bridge".
func (ev *evidence) describesAsked(s *sentence, m lang.Quantity) bool {
	if m.HedgeFirst == 0 {
		return false
	}
	k := m.HedgeFirst - 1
	if s.toks[k].Is("us", "u.s.") && k > 0 {
		k--
	}
	return s.toks[k].Is("a", "an") && (m.Hyphen && ev.termAt(s, m.Last+1) || ev.pricedAt(s.toks, m) >= 0)
}

// termAt: the token is one of the question's nouns, or near kin.
func (ev *evidence) termAt(s *sentence, k int) bool {
	return k < len(s.toks) && slices.ContainsFunc(ev.q.terms, func(t term) bool {
		return !t.verb && !t.light() && lang.Kinship(t.stem, s.toks[k].Stem) >= lang.Near
	})
}

// ownsAsked: the name owns what was asked about: "Apple's iTunes".
func (ev *evidence) ownsAsked(s *sentence, n lang.Name) bool {
	if n.Last+2 >= len(s.toks) || s.toks[n.Last+1].Lower != "'s" {
		return false
	}
	for k := n.Last + 2; k < len(s.toks) && k <= n.Last+4; k++ {
		if ev.wordOfEnt(s.toks[k].Lower) {
			return true
		}
	}
	return false
}

// shortFor: the name stands in brackets behind one that was asked about:
// "Singapore Airlines (SIA)".
func (ev *evidence) shortFor(s *sentence, n lang.Name) bool {
	return n.First > 1 && s.toks[n.First-1].Text == "(" && ev.wordOfEnt(s.toks[n.First-2].Lower)
}

// anotherPerson: a person is asked about, and right before the figure stands
// another one.
func (ev *evidence) anotherPerson(d *document, i int, n lang.Name, m lang.Quantity) bool {
	if n.Last >= m.HedgeFirst || m.HedgeFirst-n.Last > 8 || !d.person(i, n) || saysAt(d.sents[i].toks, n) {
		return false
	}
	for _, e := range ev.q.ents {
		if e.place == "" && d.titled(e.last()) {
			return true
		}
	}
	return false
}

// whose: "NAME, which killed 30": the figure is what a relative clause says of
// the name.
func whose(toks []lang.Token, n lang.Name, m lang.Quantity) bool {
	for k := max(0, n.First-3); k < n.First; k++ {
		if sayVerb[toks[k].Stem] {
			return false // "told NAME that …"
		}
	}
	for k := n.Last + 1; k < m.HedgeFirst; k++ {
		if sayVerb[toks[k].Stem] {
			return false
		}
		if toks[k].Is("which", "who", "that") && k-n.Last <= 5 && m.HedgeFirst-k <= 6 {
			return true
		}
	}
	return false
}
