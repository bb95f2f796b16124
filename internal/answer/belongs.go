package answer

// To whom, where and when a figure belongs: the near misses are refused here.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// otherThing: a price that the sentence gives before it names what was asked
// about is the price of something else.
func (ev *evidence) otherThing(d *document, i int, m lang.Quantity) bool {
	if m.Dim != lang.Money || ev.q.verb == nil || !moneyWords[ev.q.verb.stem] || len(ev.q.ents) != 1 {
		return false
	}
	e := &ev.q.ents[0]
	s := &d.sents[i]
	if e.in(d, s) == 0 && ev.namesThing(d, i) {
		return true
	}
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

// otherPoint: a distance from one thing is asked for, and the text measures it
// from another: "40,000 miles past the moon" is not how far from Earth.
func (ev *evidence) otherPoint(d *document, i int, m lang.Quantity) bool {
	if m.Dim != lang.Length || !ev.q.asks("from") {
		return false
	}
	toks := d.sents[i].toks
	for k := range ev.q.ents {
		if e := &ev.q.ents[k]; ev.q.at(e.pos-1) == "from" && !measuredFrom(toks, e) {
			return true // from where it is measured must be said
		}
	}
	for k := m.Last + 1; k < len(toks) && k <= m.Last+3; k++ {
		if !toks[k].Is("from", "past", "beyond", "off", "above", "below", "behind", "of", "north", "south", "east", "west") {
			continue
		}
		for j := k + 1; j < len(toks) && j <= k+6 && toks[j].Kind != lang.Mark && !toks[j].Is("and"); j++ {
			for _, t := range ev.q.terms {
				if t.pos > 1 && toks[j].Stem == t.stem && ev.q.asks("from") && ev.q.behindFrom(t.pos) {
					return false
				}
			}
			for _, e := range ev.q.ents {
				if ev.q.at(e.pos-1) == "from" && (toks[j].Lower == e.last() || e.place != "" && d.sents[i].placeAt(j) == e.place) {
					return false
				}
			}
		}
		return true
	}
	return false
}

// measuredFrom: the text has "from NAME" or "NAME to".
func measuredFrom(toks []lang.Token, e *entity) bool {
	for k := range toks {
		if sameWord(toks[k].Lower, e.last()) && (k > 0 && toks[k-1].Is("from") || k > 1 && toks[k-2].Is("from") || k+1 < len(toks) && toks[k+1].Is("to", "and") || k > 0 && toks[k-1].Is("between", "to") || k > 1 && toks[k-1].Is("of") && compass[toks[k-2].Lower]) {
			return true
		}
	}
	return false
}

// behindFrom: the question has the word behind "from".
func (q *query) behindFrom(pos int) bool {
	for k := 0; k < pos; k++ {
		if q.toks[k].Is("from") {
			return true
		}
	}
	return false
}

// namesThing: the sentence names something that is no person, place, speaker
// or word of the question.
func (ev *evidence) namesThing(d *document, i int) bool {
	s := &d.sents[i]
	for _, n := range s.names {
		if s.unitName(n) {
			continue
		}
		if s.placeAt(n.First) == "" && !d.person(i, n) && !ev.mentions(d, i, n) && !saysAt(s.toks, n) && !d.covers(n, s) {
			return true
		}
	}
	return false
}

// covers: the headline has the name too: it is what the article is about.
func (d *document) covers(n lang.Name, s *sentence) bool {
	_, ok := d.title.stems[s.toks[n.Last].Stem]
	return ok
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
		if o.Dim == m.Dim && !o.Ordinal && !o.Label && abs(o.First-m.First) <= 12 {
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
	for k := len(figures) - 1; k > 0; k-- { // only those that one "and" joins
		if !joinedFigures(s.toks, figures[k-1], figures[k]) {
			figures, at = figures[k:], at-k
			break
		}
	}
	if at < 0 || len(figures) < 2 || len(names) < len(figures) {
		return true
	}
	n := names[len(names)-len(figures)+at]
	return ev.isAsked(d, i, span{n.First, n.Last}) || ev.mentions(d, i, n)
}

// otherState: "two people dead" counts the dead, who were not asked for.
func (ev *evidence) otherState(toks []lang.Token, m lang.Quantity, np span) bool {
	if len(ev.q.fatesAsked()) > 0 {
		return ev.otherFate(toks, m, np)
	}
	if np.last < np.first || !toks[np.last].Is("dead", "injured", "wounded", "missing", "homeless") {
		return false
	}
	stem := toks[np.last].Stem
	for _, t := range append(append([]term{}, ev.q.terms...), ev.q.focus...) {
		if lang.Kinship(t.stem, stem) >= lang.Weak {
			return false
		}
	}
	return true
}

// otherVerb: the figure is the object of, or the phrase itself says, another
// verb than the one asked for: "killing 58 people and injuring hundreds".
func (ev *evidence) otherVerb(toks []lang.Token, m lang.Quantity, np span, verb int) bool {
	if ev.q.verb == nil || verb < 0 || np.first <= verb && verb <= np.last {
		return false // "announced 10,000 job cuts" are cut
	}
	if np.last >= np.first && toks[np.last].Is("dead", "injured", "wounded", "missing", "homeless") && len(ev.q.fatesAsked()) == 0 {
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

// joinedFigures: two figures stand in one list: "1,600 and 400 jobs".
func joinedFigures(toks []lang.Token, a, b int) bool {
	for k := a + 1; k < b; k++ {
		if strings.HasPrefix(toks[k].Tag, "VB") || toks[k].Is("while", "but", "whereas") || toks[k].Text == ";" {
			return false
		}
	}
	return true
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
	for k := n.Last + 1; k < len(toks) && k <= n.Last+3; k++ {
		if sayVerb[toks[k].Stem] {
			return true // "NAME said", "NAME officials said"
		}
		if (!strings.HasPrefix(toks[k].Tag, "NN") || toks[k].Capital()) && !toks[k].Is("has", "have", "had", "also") {
			break
		}
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
		if toks[k].Text == ":" || toks[k].Text == ";" || toks[k].Text == "—" || toks[k].Is("but", "while", "although") {
			return true
		}
	}
	return false
}

// placeFits: a figure that the text ties to another place is not this
// place's: "Norway's 5 million residents".
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
			behind = behind || p.first > end && p.first-end <= 3 && s.toks[p.first-1].Is("to") && ev.q.placed(&e)
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
		if slices.ContainsFunc(d.sents[i].dates, func(x lang.Date) bool { return x.First > m.Last && x.First-m.Last <= 5 && sameDate(w, x) }) {
			continue // its own date stands behind it
		}
		for _, x := range d.sents[i].dates {
			away := min(abs(x.First-m.Last), abs(m.First-x.Last))
			if away <= 4 && (comparable(w, x) && !sameDate(w, x) || otherDay(d, w, x)) {
				return false
			}
		}
	}
	return true
}

// otherDay: a whole date was asked for, and the text's own, placed by the
// article's, is another one.
func otherDay(d *document, w, x lang.Date) bool {
	pub, dated := d.article.PublishedAt()
	want, okW := w.Resolve(pub, false, false)
	have, okX := x.Resolve(pub, dated, false)
	return okW && okX && !want.Equal(have)
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
	if m.First >= 2 && s.toks[m.First-1].Text == "," && s.toks[m.First-2].Capital() {
		return ev.wordOfEnt(s.toks[m.First-2].Lower) // "NAME, 49, …" is of that NAME
	}
	if othersAge(d.tags(ev.tag, i), m) {
		return false
	}
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
		return len(s.toks) > 0 && s.toks[0].Is("he", "she", "it", "the")
	}
	for _, e := range ev.q.ents {
		if e.place == "" && s.toks[nearest.Last].Lower == e.last() {
			return true
		}
	}
	return false
}

// relatives are nouns of people by whom they belong to.
var relatives = stemSet("son daughter child baby father mother parent wife husband spouse partner fiance brother sister sibling twin grandson granddaughter grandfather grandmother grandparent nephew niece uncle aunt cousin friend neighbor colleague girlfriend boyfriend")

// othersAge: the age is that of somebody who is not named: "a 12-year-old girl",
// "her son, 12", "the 73-year-old king met NAME".
func othersAge(toks []lang.Token, m lang.Quantity) bool {
	k := m.HedgeFirst - 1
	for k > 0 && (toks[k].Kind == lang.Mark || aux[toks[k].Lower] || toks[k].Is("who", "aged", "age", "now", "only", "just")) {
		k--
	}
	if k >= 0 && relatives[toks[k].Stem] && k < m.HedgeFirst-1 {
		return true
	}
	if !m.Hyphen && m.Unit != "year-old" || m.HedgeFirst == 0 || m.Last+1 >= len(toks) || !strings.HasPrefix(toks[m.Last+1].Tag, "NN") && !strings.HasPrefix(toks[m.Last+1].Tag, "JJ") {
		return false
	}
	if toks[m.HedgeFirst-1].Is("a", "an") {
		return m.HedgeFirst < 2 || toks[m.HedgeFirst-2].Kind != lang.Mark && !toks[m.HedgeFirst-2].Is("is", "was", "became", "as", "be", "being", "like")
	}
	for k := m.Last + 1; k < len(toks) && toks[k].Kind != lang.Mark && !toks[k].Capital(); k++ {
		if strings.HasPrefix(toks[k].Tag, "VB") && toks[k].Tag != "VBG" {
			return m.HedgeFirst < 2 // it begins the sentence, and its noun does the deed
		}
	}
	return false
}
