package answer

// What a figure counts or measures, held against what is asked for.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// counted is the coverage with the noun that is counted, and the verb where
// the figure's own phrase says it, held as well accounted for as they fit.
func (ev *evidence) counted(c coverage, fit float64, verbSaid bool) float64 {
	q := ev.q
	sum, total := 0.0, 0.0
	for k, e := range q.ents {
		sum += c.ents[k] * e.weight
		total += e.weight
	}
	h := q.head()
	for k, t := range q.terms {
		m := c.terms[k]
		if h != nil && t.pos == h.pos && q.measure == "" {
			m = max(m, fit)
		}
		if verbSaid && (q.verb != nil && t.pos == q.verb.pos || deathWords[t.stem]) {
			m = max(m, fit)
		}
		sum += m * t.weight
		total += t.weight
	}
	total += float64(len(q.when))
	if total == 0 {
		return c.score
	}
	return (sum + c.when) / total
}

// besides is the share of the question's words, those that are counted left
// out, that the sentence itself has: of "people without power" it must have
// the power, or the headline must.
func (ev *evidence) besides(d *document, c coverage) float64 {
	inHeadline := func(t term) bool { _, ok := d.title.stems[t.stem]; return ok }
	sum, total := 0.0, 0.0
	for k, t := range ev.q.terms {
		if ev.q.inFocus(t) || t.light() || t.descr || ev.q.measure != "" {
			continue
		}
		total += t.weight
		if c.local[k] >= 0 || c.local[k] == leant || inHeadline(t) {
			sum += c.terms[k] * t.weight
		}
	}
	if total == 0 {
		return 1
	}
	return sum / total
}

// notQuite: "just shy of a Category 5", "could reach Category 4".
func notQuite(toks []lang.Token, at int) bool {
	for k := max(0, at-12); k < at; k++ {
		if toks[k].Is("shy", "short", "below", "could", "may", "might", "potentially", "almost", "nearly", "forecast", "expected", "than") {
			return true
		}
	}
	return false
}

// gradesIn finds "Category 3", "magnitude 6.1".
func (ev *evidence) gradesIn(d *document, i int, c coverage, ok bool) []finding {
	if !ok {
		return nil
	}
	s := &d.sents[i]
	for _, m := range s.quants {
		if m.First == 0 || s.toks[m.First-1].Stem != ev.q.grade || notQuite(s.toks, m.First-1) {
			continue
		}
		f := ev.figure(d, i, c, m, span{m.Last + 1, m.Last}, c.score)
		f.first, f.quant.HedgeFirst = m.First-1, m.First-1
		f.written = d.text(i, m.First-1, m.Last)
		return []finding{f}
	}
	return nil
}

// extents are the words that say along which side a length is measured.
var extents = map[string][]string{
	"long": {"long", "length"}, "tall": {"tall", "high", "height"}, "high": {"high", "tall", "height"}, "wide": {"wide", "width", "wingspan", "diameter"}, "deep": {"deep", "depth"},
	"length": {"long", "length"}, "height": {"tall", "high", "height"}, "width": {"wide", "width", "wingspan"}, "depth": {"deep", "depth"},
}

// otherMeasure: the length that stands there is another than the one asked
// for: a "79-metre wingspan" does not say how long.
func (ev *evidence) otherMeasure(toks []lang.Token, m lang.Quantity) bool {
	if m.Dim != lang.Length {
		return false
	}
	if m.Hyphen && ev.q.asks("far") {
		return true // an adjective of size is no distance
	}
	var want []string
	for _, t := range ev.q.toks {
		if w, ok := extents[t.Lower]; ok {
			want = w
		}
	}
	if want == nil {
		return false
	}
	if slices.Contains(want, "tall") && !slices.Contains(want, "long") && (m.Unit == "mile" || m.Unit == "kilometre") {
		return true
	}
	if slices.Contains(want, "deep") && !slices.ContainsFunc(toks, func(t lang.Token) bool { return slices.Contains(want, t.Lower) || strings.HasPrefix(t.Stem, "deep") }) {
		return true // how deep must be said
	}
	for k := m.Last; k <= m.Last+2 && k < len(toks); k++ {
		for _, w := range strings.Split(toks[k].Lower, "-") {
			_, extent := extents[w]
			if (extent || w == "wingspan" || w == "diameter" || w == "radius") && !slices.Contains(want, w) {
				return true
			}
		}
	}
	return false
}

// personal nouns are counted as people.
var personal = stemSet("people resident inhabitant man woman child citizen migrant immigrant refugee worker employee student teacher soldier troop officer passenger survivor victim patient customer visitor tourist guest member voter protester demonstrator activist prisoner inmate civilian evacuee crew adult kid national traveler family player fan spectator volunteer nurse doctor astronaut others individual")

// anybody: nouns that say no more than people.
var anybody = stemSet("people resident inhabitant citizen others individual victim person survivor passenger")

var deathWords = stemSet("die dead death fatality kill toll perish casualty lives")

// headFits holds the noun that a figure counts against the noun asked for:
// how well it fits, where, and whether the phrase itself says the verb ("two
// deaths" says "died").
func (ev *evidence) headFits(d *document, i int, m lang.Quantity, np span) (fit float64, at int, verbSaid bool) {
	q := ev.q
	toks := d.sents[i].toks
	h := q.head()
	if q.measure == "" && (h == nil || len(q.dims) > 0 && (q.kind == askDuration || m.Dim != lang.Count)) {
		if h != nil {
			if _, _, unit := lang.UnitDim(h.word); unit {
				return ev.unitFits(m, h), m.Last, false
			}
			return ev.headNear(d, i, m, h), m.First, false
		}
		return 1, m.First, false
	}
	if q.measure != "" && len(q.dims) > 0 {
		return ev.measureFits(d, i, m)
	}
	if h == nil {
		return 0, 0, false // "the total": of what, the question does not say
	}
	if at, ok := ev.fateFits(toks, m, np); ok {
		return 1, at, true
	}
	death := q.measure == "toll" || deathWords[h.stem] || q.verb != nil && deathWords[q.verb.stem]
	if death && ev.countsThose(toks, np) {
		if at, ok := deathPhrase(toks, m, np); ok {
			return 1, at, true
		}
	}
	best := 0.0
	for k := np.first; k <= np.last; k++ {
		for n, f := range q.focus {
			if n < len(q.focus)-1 && q.measure == "" && q.at(f.pos+1) != "and" && q.at(f.pos+1) != "or" {
				continue
			}
			w := lang.Kinship(f.stem, toks[k].Stem)
			if personal[f.stem] && f.stem != h.stem && q.measure == "" {
				continue
			}
			if k < np.last && w < 1 {
				w = 0
			}
			if w > best {
				best, at = w, k
			}
		}
	}
	if best < lang.Weak && np.last >= np.first {
		head := toks[np.last]
		persons := personal[head.Stem] || d.sents[i].placeAt(np.last) != "" && strings.HasSuffix(head.Lower, "s")
		if persons && h.stem == people || head.Stem == people && anybody[h.stem] {
			best, at = lang.Weak, np.last
		}
	}
	if q.measure == populationStem {
		best, at = ev.populationFits(d, i, m, np, best, at)
		return best, at, false
	}
	if best < lang.Weak && q.measure == "" && (np.last < np.first || toks[np.last].Stem == "more") {
		// "the number of cases rose to 400", "cases: 400"
		for k := m.First - 1; k >= 0 && k >= m.First-14; k-- {
			if w := lang.Kinship(h.stem, toks[k].Stem); w >= lang.Near && (m.First-k <= 8 && risesTo(toks, k, m.HedgeFirst) || numberOf(toks, k, m.HedgeFirst)) {
				return w, k, false
			}
		}
	}
	if best < lang.Weak {
		return 0, 0, false
	}
	return best, at, false
}

// headNear: "how much rain": the noun, or its kin, stands near the figure.
func (ev *evidence) headNear(d *document, i int, m lang.Quantity, h *term) float64 {
	best := 0.0
	for k := max(0, m.First-12); k < len(d.sents[i].toks) && k <= m.Last+8; k++ {
		best = max(best, lang.Kinship(h.stem, d.sents[i].toks[k].Stem))
	}
	if best < lang.Weak {
		return 0
	}
	return best
}

// countsThose: where only some people are asked for ("firefighters"), the
// phrase must count those and not people at large.
func (ev *evidence) countsThose(toks []lang.Token, np span) bool {
	h := ev.q.head()
	if ev.q.measure != "" || deathWords[h.stem] || h.stem == people || h.stem == lang.Stem("victims") {
		return true
	}
	return np.last >= np.first && lang.Kinship(h.stem, toks[np.last].Stem) >= lang.Near
}

// unitFits: "how many days" wants days, "how many hours" not years.
func (ev *evidence) unitFits(m lang.Quantity, h *term) float64 {
	name, dim, ok := lang.UnitDim(h.word)
	if !ok {
		return 0.8
	}
	if m.Unit == name {
		return 1
	}
	if dim == lang.Time && m.Dim == lang.Time {
		return 0.5
	}
	return 0
}

// measureFits: "the cost", "the speed" must be near the figure, or what is
// measured must.
func (ev *evidence) measureFits(d *document, i int, m lang.Quantity) (fit float64, at int, verbSaid bool) {
	toks := d.sents[i].toks
	for k := range toks {
		w := lang.Kinship(ev.q.measure, toks[k].Stem)
		if w >= lang.Weak && k < m.First && m.First-k < 14 || w >= lang.Weak && k > m.Last && k-m.Last < 5 {
			if w > fit {
				fit, at = w, k
			}
		}
	}
	switch m.Dim {
	case lang.Money:
		if at := ev.pricedAt(toks, m); at >= 0 && prices[ev.q.measure] {
			return lang.Near, at, false
		}
	case lang.Percent:
		share := ev.q.measure == lang.Stem("share") || ev.q.measure == lang.Stem("percentage") || ev.q.measure == lang.Stem("proportion")
		if share && m.Last+1 < len(toks) && toks[m.Last+1].Is("of") {
			fit = max(fit, 0.8)
			if !ev.sharesOf(toks, m.Last+2) {
				fit = 0
			}
		}
	case lang.Age, lang.Speed, lang.Temperature:
		fit = max(fit, 0.8)
	case lang.Length, lang.Mass:
		fit = max(fit, lang.Weak)
	}
	if m.Dim != lang.Money && sizes[ev.q.measure] && ev.pricedAt(toks, m) >= 0 {
		fit = max(fit, lang.Near) // "a 500-acre park"
	}
	return fit, at, false
}

// sizes are the measures that a figure before a thing gives.
var sizes = stemSet("size area length height")

// prices are the measures that a sum before a thing gives: "a $40 million
// bridge" tells its cost.
var prices = stemSet("worth value cost price")

// pricedAt is the token of what was asked about right behind a sum, -1 for none.
func (ev *evidence) pricedAt(toks []lang.Token, m lang.Quantity) int {
	from := m.Last + 1
	if from < len(toks) && toks[from].Text == "(" { // the same sum in other money
		for from < len(toks) && toks[from].Text != ")" {
			from++
		}
		from++
	}
	for k := from; k < len(toks) && k <= from+3 && strings.HasPrefix(toks[k].Tag, "NN"); k++ {
		for _, t := range ev.q.terms {
			if !t.verb && !t.light() && lang.Kinship(t.stem, toks[k].Stem) >= lang.Near {
				return k
			}
		}
	}
	return -1
}

// sharesOf: "30% of the firefighters": the noun behind "of" is one that was
// asked about.
func (ev *evidence) sharesOf(toks []lang.Token, from int) bool {
	for k := from; k < len(toks) && k < from+6; k++ {
		for _, t := range ev.q.terms {
			if !t.verb && lang.Kinship(t.stem, toks[k].Stem) >= lang.Near {
				return true
			}
		}
		for _, e := range ev.q.ents {
			if toks[k].Lower == e.last() {
				return true
			}
		}
	}
	return false
}

// risesTo: between a noun and its figure stand only words that lead from one
// to the other: "of", "to", "at", "reached", "stood at".
func risesTo(toks []lang.Token, from, to int) bool {
	for k := from + 1; k < to; k++ {
		t := &toks[k]
		if t.Kind == lang.Mark && t.Text != "," && t.Text != ":" && t.Text != "-" {
			return false
		}
		if t.Is("of", "to", "at", "now", "has", "have", "had", "is", "was", "were", "from", "in", "the", "by", "as", "a", "since", "across", "nationwide", "so", "far", "on") || strings.HasPrefix(t.Tag, "VB") || strings.HasPrefix(t.Tag, "RB") || t.Kind == lang.Word && t.Capital() || lang.Month(t.Lower) > 0 || t.Kind == lang.Number {
			continue
		}
		return false
	}
	return true
}

// numberOf: "the number of people killed in the crash has risen to 23": what
// stands between belongs to what is counted, up to a verb that gives the figure.
func numberOf(toks []lang.Token, head, figure int) bool {
	of := head+1 < len(toks) && toks[head+1].Is("of") && strings.HasSuffix(toks[head].Tag, "S")
	if !of && (head < 2 || !toks[head-1].Is("of") || !toks[head-2].Is("number", "total", "count")) {
		return false
	}
	for k := head + 1; k < figure; k++ {
		if toks[k].Kind == lang.Mark || toks[k].Is("and", "but", "while", "which", "who") {
			return false
		}
	}
	last := figure - 1
	for last > head && toks[last].Is("to", "at", "now", "already", "by", "more", "than", "about", "nearly", "over", "least", "almost", "around") {
		last--
	}
	return toks[last].Is("was", "is", "were", "are", "stood", "stands", "reached", "reaches", "rose", "risen", "climbed", "grown", "grew", "increased", "fallen", "fell", "totalled", "exceeded")
}

// deathPhrase: "96 dead", "two deaths", "killed six people", "the toll has
// risen to more than 100".
func deathPhrase(toks []lang.Token, m lang.Quantity, np span) (int, bool) {
	if np.last >= np.first && deathWords[toks[np.last].Stem] {
		return np.last, true
	}
	if np.last >= np.first && !personal[toks[np.last].Stem] {
		return 0, false
	}
	for k := m.First - 1; k >= 0 && k >= m.First-10; k-- {
		if (toks[k].Stem == "toll" || toks[k].Stem == "death" || toks[k].Lower == "dead" || toks[k].Lower == "fatalities") && k < m.HedgeFirst-1 {
			return k, risesTo(toks, k, m.HedgeFirst)
		}
		if toks[k].Is("killed", "killing", "kills", "kill", "claimed") && m.HedgeFirst-k <= 3 {
			return k, true
		}
	}
	end := max(np.last, m.Last)
	for k := end + 1; k < len(toks) && k <= end+5; k++ {
		if toks[k].Is("died", "killed", "dead", "perished", "die", "dying") {
			return k, !strings.HasPrefix(toks[k].Lower, "kill") || k > 0 && toks[k-1].Tag != "TO"
		}
		if toks[k].Kind == lang.Mark || toks[k].Is("and", "injured") {
			break
		}
	}
	return 0, false
}

var (
	people         = lang.Stem("people")
	populationStem = lang.Stem("population")
)
