package answer

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"secondsource/internal/answer/lang"
)

// figuresIn finds the figures of a sentence that answer "how many", "how
// much", "how long", "how old" and the like.
func (ev *evidence) figuresIn(d *document, i int, c coverage) []finding {
	s := &d.sents[i]
	if len(s.quants) == 0 {
		return nil
	}
	ok, verbAt, verbM := ev.verbHolds(d, i)
	toks := d.tags(ev.tag, i)
	if ev.q.grade != "" {
		return ev.gradesIn(d, i, c, ok)
	}
	var out []finding
	for _, m := range s.quants {
		m, fits := ev.dimFits(d, i, m)
		if m.Ordinal || m.Label || !fits || ev.otherMeasure(toks, m) {
			continue
		}
		np := nounPhrase(toks, m)
		if np.last < np.first {
			np = inherited(s, m, np)
		}
		fit, headAt, verbSaid := ev.headFits(d, i, m, np)
		if fit == 0 || !ok && !verbSaid {
			continue
		}
		if !ev.paired(d, i, m) || !ev.placeFits(d, i, m, np) || !ev.whenFits(d, i, m, c) || !ev.ownerFits(d, i, m) {
			continue
		}
		if ev.otherSubject(d, i, verbAt) || ev.otherThing(d, i, m) {
			continue
		}
		if ok && (ev.unreal(d, i, verbAt) || !verbSaid && (parted(s, m, np, verbAt) || ev.otherVerb(toks, m, np, verbAt))) {
			continue
		}
		near1 := near(verbAt, m.First)
		if headAt >= 0 {
			near1 = max(near1, near(headAt, m.First))
		}
		score := ev.counted(c, fit, verbSaid) * (0.55 + 0.25*fit + 0.2*near1*verbM)
		if m.Vague {
			score *= 0.85
		}
		score *= ev.narrowed(d, i, m, np) * anaphoric(toks, m) * ev.placeNear(s, m)
		out = append(out, ev.figure(d, i, c, m, np, score))
	}
	return out
}

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

// gradesIn finds "Category 3", "magnitude 6.1".
func (ev *evidence) gradesIn(d *document, i int, c coverage, ok bool) []finding {
	if !ok {
		return nil
	}
	s := &d.sents[i]
	for _, m := range s.quants {
		if m.First == 0 || s.toks[m.First-1].Stem != ev.q.grade {
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

// otherThing: a price that the sentence gives before it names what was asked
// about is the price of something else.
func (ev *evidence) otherThing(d *document, i int, m lang.Quantity) bool {
	if m.Dim != lang.Money || ev.q.verb == nil || !moneyWords[ev.q.verb.stem] || len(ev.q.ents) != 1 {
		return false
	}
	e := &ev.q.ents[0]
	s := &d.sents[i]
	before, after := false, false
	for k := range s.toks {
		if !sameWord(s.toks[k].Lower, e.last()) {
			continue
		}
		before = before || k < m.First
		after = after || k > m.Last
	}
	return after && !before
}

// paired: with "respectively" the figures go to the names in their order.
func (ev *evidence) paired(d *document, i int, m lang.Quantity) bool {
	s := &d.sents[i]
	if _, ok := s.stems[lang.Stem("respectively")]; !ok {
		return true
	}
	var figures []int
	at := -1
	for _, o := range s.quants {
		if o.Dim == m.Dim && !o.Ordinal && abs(o.First-m.First) <= 12 {
			if o.First == m.First {
				at = len(figures)
			}
			figures = append(figures, o.First)
		}
	}
	var names []lang.Name
	for _, n := range s.names {
		if len(figures) > 0 && n.Last < figures[0] {
			names = append(names, n)
		}
	}
	if at < 0 || len(figures) < 2 || len(names) < len(figures) {
		return true
	}
	n := names[len(names)-len(figures)+at]
	return ev.isAsked(d, i, span{n.First, n.Last}) || ev.mentions(d, i, n)
}

// otherVerb: the figure is the object of, or the phrase itself says, another
// verb than the one asked for: "killing 58 people and injuring hundreds".
func (ev *evidence) otherVerb(toks []lang.Token, m lang.Quantity, np span, verb int) bool {
	if ev.q.verb == nil || verb < 0 {
		return false
	}
	if np.last >= np.first && toks[np.last].Is("dead", "injured", "wounded", "missing", "homeless") {
		return lang.Kinship(ev.q.verb.stem, toks[np.last].Stem) < lang.Weak
	}
	k := m.HedgeFirst - 1
	for k >= 0 && (toks[k].Tag == "DT" || strings.HasPrefix(toks[k].Tag, "RB")) {
		k--
	}
	if k < 0 || !strings.HasPrefix(toks[k].Tag, "VB") || aux[toks[k].Lower] || light[toks[k].Stem] || k == verb {
		return false
	}
	return lang.Kinship(ev.q.verb.stem, toks[k].Stem) < lang.Weak && verb > m.Last
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
	if m.Value == 1 && toks[m.First].Lower == "one" {
		return 0.75
	}
	return 1
}

// narrowed lowers a figure that the text gives for a part of what was asked:
// another subject stands nearer to it, or a place within it is named.
func (ev *evidence) narrowed(d *document, i int, m lang.Quantity, np span) float64 {
	s := &d.sents[i]
	if ev.q.measure == populationStem {
		return 1 // its phrase already says whose it is
	}
	end := m.Last
	if np.first > m.Last {
		end = max(end, np.last)
	}
	for _, n := range s.names {
		if ev.isAsked(d, i, span{n.First, n.Last}) || ev.mentions(d, i, n) {
			continue
		}
		if whose(s.toks, n, m) || ev.anotherPerson(d, i, n, m) {
			return 0.5
		}
		before := n.Last < m.HedgeFirst && m.HedgeFirst-n.Last <= 7 && !(n.First > 0 && s.toks[n.First-1].Tag == "IN") && !hasMark(s.toks, n.Last+1, m.HedgeFirst, ";", "”") && !saysAt(s.toks, n) && lang.Month(s.toks[n.First].Lower) == 0
		behind := n.First > end && n.First-end <= 5 && placeWord(s.toks, n.First) && lang.Month(s.toks[n.First].Lower) == 0
		if before || behind {
			return 0.75
		}
	}
	return 1
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

// mentions: the name is, or contains, one of the question's words.
func (ev *evidence) mentions(d *document, i int, n lang.Name) bool {
	toks := d.sents[i].toks
	for _, e := range ev.q.ents {
		all := true
		for k := n.First; k <= n.Last; k++ {
			all = all && slices.Contains(e.words, toks[k].Lower)
		}
		if all {
			return true
		}
	}
	for k := n.First; k <= n.Last; k++ {
		for _, e := range ev.q.ents {
			if toks[k].Lower == e.last() || e.place != "" && d.sents[i].placeAt(k) == e.place {
				return true
			}
		}
		for _, t := range ev.q.terms {
			if toks[k].Stem == t.stem {
				return true
			}
		}
	}
	return false
}

// placeWord: a word of place stands right before the name.
func placeWord(toks []lang.Token, first int) bool {
	for k := first - 1; k >= max(0, first-3); k-- {
		if toks[k].Is("in", "at", "near", "on", "around", "across", "outside", "along") {
			return true
		}
		if toks[k].Kind == lang.Mark || strings.HasPrefix(toks[k].Tag, "VB") {
			return false
		}
	}
	return false
}

// saysAt: the name is there because it says so: "according to NAME", "NAME said".
func saysAt(toks []lang.Token, n lang.Name) bool {
	if n.Last+1 < len(toks) && sayVerb[toks[n.Last+1].Stem] {
		return true
	}
	return n.First >= 2 && toks[n.First-1].Is("to", "the") && toks[max(0, n.First-2)].Is("according", "to") || n.First >= 1 && sayVerb[toks[n.First-1].Stem]
}

// parted: a colon, a semicolon, a dash or another figure stands between what
// is counted and the verb: they belong to two statements.
func parted(s *sentence, m lang.Quantity, np span, verb int) bool {
	if verb < 0 {
		return false
	}
	toks := s.toks
	for _, o := range s.quants {
		if o.First > m.Last && o.Last < verb && o.Dim == m.Dim && !o.Ordinal && hasMark(toks, m.Last, o.First, ",") {
			return true
		}
	}
	for k := min(verb, m.First); k < max(verb, m.Last); k++ {
		if toks[k].Text == ":" || toks[k].Text == ";" || toks[k].Text == "—" {
			return true
		}
	}
	return false
}

// dimFits: the figure measures what is asked for. A bare number between
// commas behind a name is an age: "NAME, 59, …".
func (ev *evidence) dimFits(d *document, i int, m lang.Quantity) (lang.Quantity, bool) {
	if ev.q.kind == askDuration && len(ev.q.dims) == 0 {
		return m, m.Dim == lang.Time
	}
	if len(ev.q.dims) == 0 {
		return m, m.Dim == lang.Count && !m.Hyphen
	}
	toks := d.sents[i].toks
	if slices.Contains(ev.q.dims, lang.Age) && m.Dim == lang.Count && m.First > 1 && (toks[m.First-1].Is("aged") || toks[m.First-1].Is("of") && toks[m.First-2].Is("age")) {
		m.Dim, m.Unit = lang.Age, "year-old"
	}
	if slices.Contains(ev.q.dims, lang.Age) && m.Dim == lang.Count && m.Value >= 10 && m.Value < 115 && m.First == m.Last && m.First >= 2 && m.Last+1 < len(toks) &&
		toks[m.First-1].Text == "," && toks[m.First-2].Capital() && (toks[m.Last+1].Text == "," || toks[m.Last+1].Text == ".") && toks[m.First].Kind == lang.Number {
		m.Dim, m.Unit = lang.Age, "year-old"
	}
	return m, slices.Contains(ev.q.dims, m.Dim)
}

// inherited: "4,300 jobs in France, 3,700 in Germany": a bare figure counts
// what the one before it counts.
func inherited(s *sentence, m lang.Quantity, np span) span {
	if m.Last+1 >= len(s.toks) || !s.toks[m.Last+1].Is("in", "from", "at") || m.Dim != lang.Count {
		return np
	}
	for k := len(s.quants) - 1; k >= 0; k-- {
		o := s.quants[k]
		if o.Last < m.First && o.Dim == lang.Count && m.First-o.Last < 14 {
			if p := nounPhrase(s.toks, o); p.last >= p.first {
				return p
			}
		}
	}
	return np
}

func (ev *evidence) figure(d *document, i int, c coverage, m lang.Quantity, np span, score float64) finding {
	f := finding{doc: d, sent: i, from: min(i, c.from), first: m.HedgeFirst, last: m.Last, score: score, kind: ev.q.kind, quant: m, unit: m.Unit}
	f.value = figureKey(m)
	f.written = d.text(i, m.First, m.Last)
	if np.last >= np.first {
		f.of = d.text(i, np.first, np.last)
		if np.first > m.Last {
			f.last = max(f.last, np.last)
		}
	}
	if m.Dim == lang.Count && f.of != "" {
		f.unit = headWord(d.sents[i].toks, np)
	}
	f.voice = ev.voiceOf(d, i, m.First)
	f.stage = d.stageOf(ev.tag, i, m.First)
	return f
}

// figureKey is the normal form of a figure: plain digits.
func figureKey(m lang.Quantity) string {
	v := strconv.FormatFloat(m.Value, 'f', -1, 64)
	if m.Vague {
		return ""
	}
	if m.High > m.Value {
		v += "-" + strconv.FormatFloat(m.High, 'f', -1, 64)
	}
	return v
}

// span is a run of tokens, empty when last < first.
type span struct{ first, last int }

// nounPhrase is what stands behind a figure up to its noun: "undocumented
// migrants" of "330,000 undocumented migrants in …".
func nounPhrase(toks []lang.Token, m lang.Quantity) span {
	i := m.Last + 1
	if i < len(toks) && toks[i].Lower == "of" {
		i++
		for i < len(toks) && toks[i].Is("the", "its", "their", "these", "those", "his", "her") {
			i++
		}
	}
	np := span{i, i - 1}
	for j := i; j < len(toks) && j < i+7; j++ {
		t := &toks[j]
		noun := strings.HasPrefix(t.Tag, "NN")
		joint := j > i && j+1 < len(toks) && (t.Is("or", "and") || t.Text == ",") && adjectival(toks[j-1]) && adjectival(toks[j+1]) || t.Text == "/"
		part := noun && lang.Weekday(t.Lower) == 0 || joint || strings.HasPrefix(t.Tag, "JJ") || t.Tag == "CD" || t.Tag == "VBN" || t.Tag == "VBD" && j == i && j+1 < len(toks) && strings.HasPrefix(toks[j+1].Tag, "NN") || t.Tag == "VBG" && np.last < np.first || t.Lower == "'s" || t.Tag == "RBR" || t.Lower == "more" || t.Kind == lang.Word && t.Capital()
		if t.Kind == lang.Mark && t.Text != "-" && !joint || !part || lang.Weekday(t.Lower) > 0 || lang.Month(t.Lower) > 0 && t.Capital() {
			break
		}
		if noun || t.Is("dead", "injured", "wounded", "missing", "homeless") || t.Kind == lang.Word && t.Capital() {
			np.last = j
		}
	}
	return np
}

func adjectival(t lang.Token) bool {
	return strings.HasPrefix(t.Tag, "JJ") || t.Tag == "VBN"
}

func headWord(toks []lang.Token, np span) string {
	if np.last < np.first {
		return ""
	}
	return toks[np.last].Lower
}

// personal nouns are counted as people.
var personal = stemSet("people resident inhabitant man woman child citizen migrant immigrant refugee worker employee student teacher soldier troop officer passenger survivor victim patient customer visitor tourist guest member voter protester demonstrator activist prisoner inmate civilian evacuee crew adult kid national traveler family player fan spectator volunteer nurse doctor astronaut others individual")

var deathWords = stemSet("die dead death fatality kill toll perish casualty lives")

var (
	people         = lang.Stem("people")
	populationStem = lang.Stem("population")
)

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
		if persons && h.stem == people || head.Stem == people && personal[h.stem] {
			best, at = lang.Weak, np.last
		}
	}
	if q.measure == populationStem && best > 0 && !ev.settled(d, i, m, np) {
		return 0, 0, false
	}
	if best < lang.Weak && q.measure == "" && (np.last < np.first || toks[np.last].Stem == "more") {
		// "the number of cases rose to 400", "cases: 400"
		for k := m.First - 1; k >= 0 && k >= m.First-8; k-- {
			if w := lang.Kinship(h.stem, toks[k].Stem); w >= lang.Near && risesTo(toks, k, m.HedgeFirst) {
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

// settled: a number of people is a population when the phrase says whose it
// is: "Chile's 18 million people", "home to", "a country of", "a population of".
func (ev *evidence) settled(d *document, i int, m lang.Quantity, np span) bool {
	toks := d.sents[i].toks
	if m.HedgeFirst > 1 && toks[m.HedgeFirst-1].Lower == "'s" && toks[m.HedgeFirst-2].Capital() && m.Value >= 100 {
		return true
	}
	for k := max(0, m.HedgeFirst-4); k < m.HedgeFirst; k++ {
		joint := k+1 < len(toks) && toks[k+1].Is("of", "to", "with")
		if joint && toks[k].Is("home", "country", "nation", "city", "town", "state", "population", "island", "capital", "village", "region", "county", "province", "archipelago", "community") || toks[k].Stem == "popul" {
			return true
		}
	}
	return toks[np.last].Is("inhabitants")
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
	return fit, at, false
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

// placeFits: a figure that the text ties to another place is not this
// place's: "Peru's 34 million residents".
func (ev *evidence) placeFits(d *document, i int, m lang.Quantity, np span) bool {
	s := &d.sents[i]
	end := m.Last
	if np.first > m.Last {
		end = max(end, np.last)
	}
	if ev.elsewherePlace(s, m, end) {
		return false
	}
	for _, e := range ev.q.ents {
		if e.place == "" {
			continue
		}
		for _, p := range s.places {
			if p.id == e.place || ev.asked(p.id) {
				continue
			}
			owns := p.last < m.First && m.HedgeFirst-p.last <= 2 && p.last+1 < len(s.toks) && s.toks[p.last+1].Lower == "'s"
			inside := p.first > m.Last && p.last <= end
			behind := p.first > end && p.first-end <= 3 && s.toks[p.first-1].Is("in", "of", "across", "within", "the", "throughout", "from") && !s.joined(p, e.place)
			if owns || inside && ev.q.measure == "" || behind {
				return false
			}
		}
	}
	return true
}

// joined: "in PLACE and OTHER", with no figure between the two.
func (s *sentence) joined(p placeRef, id string) bool {
	for _, o := range s.places {
		if o.id == id && o.first > p.last && o.first-p.last <= 4 {
			for _, q := range s.quants {
				if q.First > p.last && q.Last < o.first {
					return false
				}
			}
			return true
		}
	}
	return false
}

// elsewherePlace: the nearest place before the figure is another one, and the
// asked one stands apart from it: "FRANCE will lose 40, followed by SPAIN".
func (ev *evidence) elsewherePlace(s *sentence, m lang.Quantity, end int) bool {
	for _, e := range ev.q.ents {
		if e.place == "" || !s.hasPlace(e.place) {
			continue
		}
		before, after := "", false
		for _, p := range s.places {
			if p.last < m.HedgeFirst {
				before = p.id
			}
			if p.id == e.place && p.first > end && !hasMark(s.toks, end+1, p.first, ",", ";") {
				after = true
			}
		}
		if before != "" && before != e.place && !ev.asked(before) && !after {
			return true
		}
	}
	return false
}

// hasMark: one of the marks stands among tokens a to b, b not included.
func hasMark(toks []lang.Token, a, b int, marks ...string) bool {
	for k := max(a, 0); k < min(b, len(toks)); k++ {
		if slices.Contains(marks, toks[k].Text) {
			return true
		}
	}
	return false
}

// whenFits: a figure of another day or year than asked for does not answer.
func (ev *evidence) whenFits(d *document, i int, m lang.Quantity, c coverage) bool {
	for _, w := range ev.q.when {
		if matchWhen(d, i, w) == 0 {
			return false
		}
		for _, x := range d.sents[i].dates {
			away := min(abs(x.First-m.Last), abs(m.First-x.Last))
			if away <= 4 && comparable(w, x) && !sameDate(w, x) {
				return false
			}
		}
	}
	return true
}

// comparable: both say the same part of a date.
func comparable(a, b lang.Date) bool {
	return a.Year > 0 && b.Year > 0 || a.Month > 0 && b.Month > 0 || a.Weekday > 0 && b.Weekday > 0
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// ownerFits: an age belongs to the person it stands beside.
func (ev *evidence) ownerFits(d *document, i int, m lang.Quantity) bool {
	if m.Dim != lang.Age && !slices.Contains(ev.q.dims, lang.Age) || len(ev.q.ents) == 0 {
		return true
	}
	s := &d.sents[i]
	var nearest *lang.Name
	best := 1 << 30
	for k := range s.names {
		n := &s.names[k]
		if !d.person(i, *n) {
			continue
		}
		away := min(abs(n.First-m.Last), abs(m.First-n.Last))
		if away < best {
			best, nearest = away, n
		}
	}
	if nearest == nil {
		return len(s.toks) > 0 && s.toks[0].Is("he", "she", "the")
	}
	for _, e := range ev.q.ents {
		if e.place == "" && s.toks[nearest.Last].Lower == e.last() {
			return true
		}
	}
	return false
}

// agree tells whether two figures can both be right as they are hedged and
// rounded: 331,208 and "about 330,000" agree; "more than 100" and 130 do.
func agree(a, b lang.Quantity) bool {
	if a.Dim != b.Dim {
		return false
	}
	fa, fb := 1.0, 1.0
	if a.Unit != b.Unit && a.Dim != lang.Money && a.Dim != lang.Percent && a.Dim != lang.Count {
		fa, fb = lang.Factor(a.Unit), lang.Factor(b.Unit)
	} else if a.Dim == lang.Money && a.Unit != b.Unit {
		return false
	}
	lowA, highA := bounds(a)
	lowB, highB := bounds(b)
	lowA, highA, lowB, highB = lowA*fa, highA*fa, lowB*fb, highB*fb
	slack := 0.0
	if fa != fb {
		slack = 0.02 * math.Max(lowA, lowB)
	}
	return lowA <= highB+slack && lowB <= highA+slack
}

// bounds are the least and the most that a figure as written can mean.
func bounds(m lang.Quantity) (low, high float64) {
	low, high = m.Value, m.High
	if m.Vague {
		return m.Value, m.Value * 50
	}
	if step := roundTo(m.Value); m.Hedge.About && step > 0 {
		low, high = m.Value-math.Max(step/2, 0.03*m.Value), m.High+math.Max(step/2, 0.03*m.Value)
	} else if m.Value >= 1e5 && step >= m.Value/100 {
		low, high = m.Value-step/2, m.High+step/2 // "18.5 million" is rounded without saying so
	}
	switch {
	case m.Hedge.Bound > 0:
		high = m.High * 1.25
	case m.Hedge.Bound < 0:
		low = m.Value * 0.75
	}
	return low, high
}

// roundTo is the place a figure is rounded to: 10,000 for 330,000.
func roundTo(v float64) float64 {
	if v == 0 || v != math.Trunc(v) {
		return 0
	}
	step := 1.0
	for math.Mod(v, step*10) == 0 {
		step *= 10
	}
	return step
}
