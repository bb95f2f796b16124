package answer

import (
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
	if ev.q.verb == nil && ev.besides(d, c) < 0.45 && !ev.givenTo(d, i) || ev.absent(d, i, c) {
		return nil
	}
	if ev.q.grade != "" {
		return ev.gradesIn(d, i, c, ok)
	}
	var out []finding
	for _, m := range s.quants {
		m, fits := ev.dimFits(d, i, m)
		if m.Ordinal || m.Label || !fits || ev.otherMeasure(toks, m) || comparand(toks, m) || ev.perPiece(toks, m) {
			continue
		}
		np := nounPhrase(toks, m)
		if np.last < np.first {
			np = inherited(s, m, np)
		}
		if ev.otherState(toks, m, np) || ev.withinTime(toks, m) {
			continue
		}
		fit, headAt, verbSaid := ev.headFits(d, i, m, np)
		otherwise := !verbSaid && fit > 0 && ev.saidOtherwise(d, i, m)
		verbSaid = verbSaid || otherwise
		if fit == 0 || !ok && !verbSaid || ev.aboutDeath() && !verbSaid && !verbAtIs(toks, verbAt) {
			continue
		}
		if !ev.paired(d, i, m) || !ev.placeFits(d, i, m, np) || !ev.whenFits(d, i, m, c) || !ev.ownerFits(d, i, m) {
			continue
		}
		if ev.otherSubject(d, i, verbAt) || ev.otherThing(d, i, m) || ev.otherPoint(d, i, m) {
			continue
		}
		ahead := ok && ev.unreal(d, i, verbAt)
		if ahead && !ev.planned(d, i, verbAt) || ok && (!verbSaid && (parted(s, m, np, verbAt) || ev.otherVerb(toks, m, np, verbAt))) {
			continue
		}
		near1 := near(verbAt, m.First)
		if headAt >= 0 {
			near1 = max(near1, near(headAt, m.First))
		}
		said := verbM
		if otherwise {
			said = max(said, lang.Near)
		}
		score := ev.counted(c, fit, verbSaid) * (0.55 + 0.25*fit + 0.2*near1*said)
		if m.Vague {
			score *= 0.85
		}
		part := false
		if ev.q.measure != populationStem { // whose own phrase says whose it is
			narrowed := ev.narrowed(d, i, m, np) * ev.qualified(d, i, c, m, np)
			part = narrowed < 1
			score *= narrowed * anaphoric(toks, m) * ev.placeNear(s, m)
		}
		f := ev.figure(d, i, c, m, np, score)
		if f.period != "" && m.Vague && ev.elsewhen(d, i, c) {
			continue
		}
		if f.ahead = ahead; ahead {
			f.stage = "planned"
		} else if f.stage == "planned" && ev.q.past {
			f.stage = ""
			if f.ahead = ev.q.verb == nil && foretold(toks, m); f.ahead {
				f.stage = "planned"
			}
		}
		f.part, f.exact = part, fit == 1 && (ev.q.verb == nil || verbM == 1 || otherwise) && ev.countsAll(s, c)
		out = append(out, f)
	}
	return out
}

// foretold: "will" or "expected to" stands before the figure with no other
// clause between.
func foretold(toks []lang.Token, m lang.Quantity) bool {
	for k := m.HedgeFirst - 1; k >= 0 && toks[k].Text != ";" && !toks[k].Is("but", "which", "who"); k-- {
		if toks[k].Is("will", "would", "expected", "scheduled", "planned") {
			return true
		}
		if toks[k].Tag == "VBD" && !sayVerb[toks[k].Stem] {
			return false
		}
	}
	return false
}

// givenTo: a figure stands right behind the one that was asked about: "NAME with
// 105 votes", "NAME got 105 votes".
func (ev *evidence) givenTo(d *document, i int) bool {
	s := &d.sents[i]
	for k := range ev.q.ents {
		_, last := ev.q.ents[k].span(d, s)
		if ev.q.ents[k].place != "" || last < 0 {
			continue
		}
		for _, m := range s.quants {
			if away := m.HedgeFirst - last; away > 0 && away <= 3 && !hasMark(s.toks, last, m.HedgeFirst, ",", ";", ":") {
				return true
			}
		}
	}
	return false
}

// absent: a word of the question besides what is counted stands nowhere near:
// the dead of a fire are not those of a plague.
func (ev *evidence) absent(d *document, i int, c coverage) bool {
	for k := range ev.q.ents {
		if e := &ev.q.ents[k]; e.place == "" && e.in(d, &d.sents[i]) >= 0.85 {
			return false // its name tells which it is
		}
	}
	for k, t := range ev.q.terms {
		if !t.verb && !t.light() && !t.descr && !ev.q.inFocus(t) && t.weight > 0.4 && c.terms[k] == 0 {
			return true
		}
	}
	return false
}

// aboutDeath: the dead are counted, by a verb.
func (ev *evidence) aboutDeath() bool {
	return ev.q.verb != nil && deathWords[ev.q.verb.stem] && ev.q.measure == ""
}

func verbAtIs(toks []lang.Token, at int) bool {
	return at >= 0 && strings.HasPrefix(toks[at].Tag, "VB")
}

// countsAll: the sentence itself has every word of what is counted, and every
// place that was asked about.
func (ev *evidence) countsAll(s *sentence, c coverage) bool {
	for k, t := range ev.q.terms {
		if ev.q.inFocus(t) && (c.local[k] < 0 || c.terms[k] < 1) {
			return false
		}
	}
	for _, e := range ev.q.ents {
		if e.place != "" && !s.hasPlace(e.place) {
			return false
		}
	}
	return true
}

// perPiece: a sum or a count for each of something, "$1.14 per share", or what
// is wanting to something else.
func (ev *evidence) perPiece(toks []lang.Token, m lang.Quantity) bool {
	k := m.Last + 1
	if k < len(toks) && toks[k].Is("shy", "short") {
		return true // "7 mph shy of" is a gap
	}
	return k < len(toks) && toks[k].Is("per", "apiece") && !ev.q.asks("per", "each", "apiece")
}

// comparand: the figure is what another one is held against: "less than the
// three hours allowed", "compared with 40".
func comparand(toks []lang.Token, m lang.Quantity) bool {
	k := m.HedgeFirst - 1
	for k > 0 && toks[k].Is("the", "its", "their", "his", "her", "a", "an", "last", "previous") {
		k--
	}
	if k < 1 {
		return false
	}
	return toks[k].Is("than") || toks[k].Is("with", "to") && toks[k-1].Is("compared") || toks[k].Is("of") && toks[k-1].Is("instead") || toks[k].Is("not") && toks[k-1].Text == ","
}

// dimFits: the figure measures what is asked for. A bare number between
// commas behind a name is an age: "NAME, 59, …".
func (ev *evidence) dimFits(d *document, i int, m lang.Quantity) (lang.Quantity, bool) {
	if ev.q.kind == askDuration && len(ev.q.dims) == 0 {
		return m, m.Dim == lang.Time
	}
	if len(ev.q.dims) == 0 {
		if m.Dim == lang.Percent && ev.q.ofMany() {
			return m, true
		}
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
	if m.Last+1 >= len(s.toks) || !s.toks[m.Last+1].Is("in", "from", "at", "have", "has", "had", "were", "was", "are") || m.Dim != lang.Count {
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
	if m.Summed { // no text has the sum
		f.value, f.unit = lang.Fold(d.text(i, m.First, m.Last)), ""
	}
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
	f.period = ev.periodOf(d, i)
	return f
}

// periodOf is the year, with its month where it is said, that a sentence
// speaks of, when it is neither the article's own nor one that was asked for.
func (ev *evidence) periodOf(d *document, i int) string {
	pub, dated := d.article.PublishedAt()
	if slices.ContainsFunc(d.sents[i].dates, ev.inQuestion) {
		return ""
	}
	for _, x := range d.sents[i].dates {
		if x.Year == 0 || dated && x.Year == pub.Year() || ev.inQuestion(x) || x.First > 0 && d.sents[i].toks[x.First-1].Is("since", "until", "before", "after", "from", "than") || ev.ofAnother(d, i, x) || inBrackets(d.sents[i].toks, x) {
			continue
		}
		return d.text(i, x.First, x.Last)
	}
	return ""
}

// elsewhen: the sentence, which tells of another year, has nothing itself of what
// was asked about but what is counted: it tells of another event.
func (ev *evidence) elsewhen(d *document, i int, c coverage) bool {
	for k := range ev.q.ents {
		if ev.q.ents[k].in(d, &d.sents[i]) > 0 {
			return false
		}
	}
	for k, t := range ev.q.terms {
		if !t.verb && !t.light() && !ev.q.inFocus(t) && (c.local[k] >= 0 || c.local[k] == leant) {
			return false
		}
	}
	return true
}

// ofAnother: the year goes with a participle of its own: "built in 1903".
func (ev *evidence) ofAnother(d *document, i int, x lang.Date) bool {
	if x.First < 2 {
		return false
	}
	t := &d.tags(ev.tag, i)[x.First-2]
	return t.Tag == "VBN" && (ev.q.verb == nil || lang.Kinship(ev.q.verb.stem, t.Stem) < lang.Near)
}

// inBrackets: "NAME (1979-1990)": the years in brackets are those of the name
// before them.
func inBrackets(toks []lang.Token, x lang.Date) bool {
	return x.First > 1 && toks[x.First-1].Text == "(" && x.Last+1 < len(toks) && toks[x.Last+1].Text == ")" && toks[x.First-2].Kind == lang.Word && toks[x.First-2].Capital()
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

// nounPhrase is what stands behind a figure up to its noun: "stranded
// passengers" of "1,200 stranded passengers in …".
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
		noun := strings.HasPrefix(t.Tag, "NN") && !strings.HasSuffix(t.Lower, "wide")
		joint := j > i && j+1 < len(toks) && (t.Is("or", "and") || t.Text == ",") && adjectival(toks[j-1]) && adjectival(toks[j+1]) && !toks[j+1].Is("many", "several", "more", "other", "few") || t.Text == "/"
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
