package answer

// What two figures count, where the texts say that they do not count the same.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// scoped tells what the texts set the two values apart by, "" for nothing.
func (ev *evidence) scoped(a, b *group) cause {
	fa, fb := a.lead, b.lead
	switch {
	case fa.period != fb.period:
		return becausePeriod
	case ev.otherPlaces(fa, fb):
		return becausePlace
	case otherGroups(fa, fb):
		return becauseGroup
	case otherCount(fa, fb), (fa.countsDown() || fb.countsDown()) && (a.latest() == "" || a.latest() != b.latest()):
		return becauseCounted
	}
	return ""
}

// otherPlaces: each figure's sentence ties it to a place of its own, or one
// says that it is a part: "in X alone".
func (ev *evidence) otherPlaces(a, b *finding) bool {
	pa, pb := ev.whereabouts(a), ev.whereabouts(b)
	if len(pa) > 0 && len(pb) > 0 && !overlap(pa, pb) {
		return true
	}
	if a.quant.Value > b.quant.Value {
		a, pa, b, pb = b, pb, a, pa
	}
	return len(pa) > 0 && len(pb) == 0 || a.part && !b.part || a.alone() || b.inAll()
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// whereabouts are the names that follow "in", "at", "across" and the like
// close to the figure, the question's own left out, by their last word.
func (ev *evidence) whereabouts(f *finding) []string {
	s := f.sentence()
	var out []string
	for _, n := range s.names {
		if n.First == 0 || !s.toks[n.First-1].Is("in", "at", "across", "throughout", "within", "around") && !(s.toks[n.First-1].Is("the") && n.First > 1 && s.toks[n.First-2].Is("in", "at", "across", "throughout", "within")) {
			continue
		}
		if n.First-f.last > 8 || f.first-n.Last > 6 || ev.mentions(f.doc, f.sent, n) || parts(s.toks, f.first, n.First) {
			continue
		}
		if lang.Month(s.toks[n.First].Lower) > 0 || lang.Weekday(s.toks[n.First].Lower) > 0 {
			continue
		}
		out = append(out, s.toks[n.Last].Lower)
	}
	return out
}

// inAll: the figure is said to be of the whole: "in all", "taken together".
func (f *finding) inAll() bool {
	s := f.sentence()
	for k := max(0, f.first-8); k < len(s.toks) && k <= f.last+10; k++ {
		if s.toks[k].Is("altogether", "nationwide", "overall", "statewide", "together") || k > 0 && s.toks[k].Is("all", "total") && s.toks[k-1].Is("in") {
			return true
		}
	}
	return false
}

// alone: the figure is said to be a part of a whole: "in Lee County alone",
// "of them".
func (f *finding) alone() bool {
	s := f.sentence()
	for k := max(0, f.first-8); k < len(s.toks) && k <= f.last+10; k++ {
		if s.toks[k].Is("alone") {
			return true
		}
		if s.toks[k].Is("them", "those") && k > f.last && k <= f.last+3 && s.toks[k-1].Is("of") {
			return true
		}
	}
	return false
}

// otherGroups: what is counted is narrowed in two ways: "confirmed cases" and
// "suspected cases".
func otherGroups(a, b *finding) bool {
	na, nb := a.narrowing(), b.narrowing()
	if len(na) == 0 || len(nb) == 0 {
		return false
	}
	for _, w := range na {
		for _, x := range nb {
			if lang.Kinship(w, x) >= lang.Near {
				return false
			}
		}
	}
	return true
}

// narrowing are the stems that stand before the noun that is counted.
func (f *finding) narrowing() []string {
	words := strings.Fields(lang.Fold(f.of))
	if len(words) < 2 {
		return nil
	}
	var out []string
	for _, w := range words[:len(words)-1] {
		if !lang.Function(w) && !vagueAdjectives[w] {
			out = append(out, lang.Stem(w))
		}
	}
	return out
}

// vagueAdjectives do not say which ones are counted.
var vagueAdjectives = wordSet("more other new additional further total many local different separate such innocent")

// countsDown: the figure is how long it is until something, which depends on the
// day of saying: "103 days left", "two weeks to go".
func (f *finding) countsDown() bool {
	if f.quant.Dim != lang.Time {
		return false
	}
	s := f.sentence()
	if s.hasWord("countdown") {
		return true
	}
	for k := f.quant.Last + 1; k < len(s.toks) && k <= f.quant.Last+3; k++ {
		if s.toks[k].Is("left", "remaining", "until", "till", "away") || s.toks[k].Is("go") && s.toks[k-1].Is("to") {
			return true
		}
	}
	return false
}

// otherCount: the texts say up to which day, or from when, each counted.
func otherCount(a, b *finding) bool {
	da, okA := a.countedTo()
	db, okB := b.countedTo()
	return okA && okB && da != db
}

// countedTo is the day that a sentence counts to: "as of 11 March", "by
// Monday".
func (f *finding) countedTo() (string, bool) {
	s := f.sentence()
	pub, dated := f.doc.article.PublishedAt()
	for _, d := range s.dates {
		if d.First == 0 {
			continue
		}
		p := s.toks[d.First-1]
		upTo := p.Is("by", "until", "till", "through", "since", "to") || p.Is("of") && d.First > 1 && s.toks[d.First-2].Is("as")
		if !upTo {
			continue
		}
		if t, ok := d.Resolve(pub, dated, false); ok {
			return t.Format("2006-01-02"), true
		}
		return f.doc.text(f.sent, d.First, d.Last), true
	}
	return "", false
}
