package answer

// What stands in brackets behind a name: "NAME (5 January 1884 – 11 November
// 1959)" tells when NAME was born and died, and nothing else.

import "secondsource/internal/answer/lang"

// lifespan is a bracket with the dates of somebody's birth, death or both.
type lifespan struct {
	open, end  int // the brackets' tokens
	born, died int // indexes in the sentence's dates, -1 for none
}

var dashes = wordSet("- – — −")

// lifespans finds the brackets of a sentence that hold a beginning and an end.
func (s *sentence) lifespans() []lifespan {
	var out []lifespan
	for k := 1; k < len(s.toks); k++ {
		if s.toks[k].Text != "(" {
			continue
		}
		end := k + 1
		for end < len(s.toks) && s.toks[end].Text != ")" && end-k < 40 {
			end++
		}
		if l := (lifespan{open: k, end: end, born: -1, died: -1}); s.readLifespan(&l) {
			out = append(out, l)
			k = end
		}
	}
	return out
}

// readLifespan tells which dates of a bracket are the beginning and the end: a
// word says so ("born", "d."), or the side of the dash does.
func (s *sentence) readLifespan(l *lifespan) bool {
	dash := -1
	for k := l.open + 1; k < l.end; k++ {
		if dashes[s.toks[k].Lower] && !s.insideDate(k) {
			dash = k
		}
	}
	for n, x := range s.dates {
		if x.First <= l.open || x.Last >= l.end || x.Year == 0 {
			continue
		}
		said := ""
		for k := x.First - 1; k > l.open && k >= x.First-4 && said == "" && !dashes[s.toks[k].Lower]; k-- {
			said = lifeWords[s.toks[k].Lower]
		}
		switch {
		case said == "born" || said == "" && dash > x.Last:
			if l.born < 0 {
				l.born = n
			}
		case said == "died" || said == "" && dash >= 0:
			if l.died < 0 {
				l.died = n
			}
		}
		if x.Until > 0 && dash < 0 && x.Until-x.Year > 9 && x.First == l.open+1 && x.Last == l.end-1 {
			l.born, l.died = n, n // "(1884–1959)" is read as one date
		}
	}
	return l.born >= 0 || l.died >= 0
}

var lifeWords = map[string]string{"born": "born", "b": "born", "b.": "born", "died": "died", "d": "died", "d.": "died"}

func (s *sentence) insideDate(k int) bool {
	for _, x := range s.dates {
		if x.First <= k && k <= x.Last {
			return true
		}
	}
	return false
}

// lifeOf: the bracket stands behind the name of the entity, with no verb and no
// other person's name that it would belong to between.
func (e *entity) lifeOf(d *document, i int, l lifespan) bool {
	s := &d.sents[i]
	for k := l.open - 1; k >= 0 && k >= l.open-16; k-- {
		t := &s.toks[k]
		if sameWord(t.Lower, e.last()) && e.matchAt(d, s, k) >= 0.85 {
			return true
		}
		if t.Text == ")" {
			for k > 0 && s.toks[k].Text != "(" { // another bracket between: "NAME (also NAME) (1884–1959)"
				k--
			}
			continue
		}
		stop := t.Text == ";" || t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP" ||
			t.Is("of", "and", "with", "by", "to") && k > 0 && !s.toks[k-1].Capital()
		if stop {
			return false
		}
	}
	return false
}

// lifeAsked is which end of a life the question asks for and nothing more:
// "born", "died" or "".
func (q *query) lifeAsked() string {
	asked := ""
	for _, t := range q.terms {
		switch {
		case birthWords[t.stem]:
			asked = "born"
		case endWords[t.stem]:
			asked = "died"
		case timeNouns[t.word] || t.light() || t.descr:
		default:
			return ""
		}
	}
	return asked
}

var (
	birthWords = stemSet("born bear birth birthday birthdate")
	endWords   = stemSet("die died death")
	// spans are the verbs whose dates a bracket behind a name may give.
	spans = stemSet("born bear birth die death live reign rule serve run last exist found establish form open close publish operate air broadcast occur hold happen take")
)

// lifespanIn answers "when was NAME born" from the bracket behind the name.
func (ev *evidence) lifespanIn(d *document, i int, c coverage) (finding, bool) {
	asked := ev.q.lifeAsked()
	if asked == "" {
		return finding{}, false
	}
	s := &d.sents[i]
	best, found := finding{}, false
	for _, l := range s.lifespans() {
		n := l.born
		if asked == "died" {
			n = l.died
		}
		if n < 0 || !ev.lifeOfAsked(d, i, l) {
			continue
		}
		x := s.dates[n]
		if l.born == l.died {
			x = endOf(s.toks, x, asked)
		}
		f := finding{doc: d, sent: i, from: min(i, c.from), first: x.First, last: x.Last, score: fromLifespan * dateDetail(x), kind: askDate, date: x, stage: "done", exact: true, named: true}
		f.written = d.text(i, x.First, x.Last)
		f.value = dateKey(x, f.written)
		if !found || f.score > best.score {
			best, found = f, true
		}
	}
	return best, found
}

// fromLifespan is how surely a bracket behind the name in full tells.
const fromLifespan = 0.95

// endOf is one end of a range of years that is a life.
func endOf(toks []lang.Token, x lang.Date, asked string) lang.Date {
	if asked == "died" && len(toks[x.Last].Text) == 4 {
		return lang.Date{First: x.Last, Last: x.Last, Year: x.Until}
	}
	if asked == "died" {
		return x
	}
	return lang.Date{First: x.First, Last: x.First, Year: x.Year}
}

// lifeOfAsked: the bracket is that of somebody whom the question names.
func (ev *evidence) lifeOfAsked(d *document, i int, l lifespan) bool {
	for k := range ev.q.ents {
		if e := &ev.q.ents[k]; e.place == "" && e.lifeOf(d, i, l) {
			return true
		}
	}
	return false
}

// inLifespan: the date is one end of somebody's life, told in brackets, and
// was not asked for.
func (ev *evidence) inLifespan(d *document, i int, x lang.Date) bool {
	s := &d.sents[i]
	for _, l := range s.lifespans() {
		if x.First < l.open || x.Last > l.end {
			continue
		}
		is := func(n int) bool { return n >= 0 && s.dates[n].First == x.First }
		switch {
		case ev.q.verb == nil:
			return true
		case birthWords[ev.q.verb.stem]:
			return !ev.lifeOfAsked(d, i, l) || is(l.died)
		case endWords[ev.q.verb.stem]:
			return !ev.lifeOfAsked(d, i, l) || is(l.born)
		}
		return !spans[ev.q.verb.stem]
	}
	return false
}

// ofThePage: the date is that of the page or of a note on it: "retrieved 9
// October 2017", "accessed on".
func ofThePage(toks []lang.Token, x lang.Date) bool {
	for k := x.First - 1; k >= 0 && k >= x.First-3; k-- {
		if toks[k].Is("retrieved", "accessed", "archived", "imported", "uploaded") {
			return true
		}
		if toks[k].Kind == lang.Word && !toks[k].Is("on", "in", "at") || toks[k].Text == "." {
			return false
		}
	}
	return false
}

// yearsAgree: the years of two dates can be one: the same, one range, or a year
// within the other's range.
func yearsAgree(a, b lang.Date) bool {
	switch {
	case a.Year == 0 || b.Year == 0:
		return true
	case a.Until > 0 && b.Until > 0:
		return a.Year == b.Year && a.Until == b.Until
	case a.Until > 0:
		return a.Year <= b.Year && b.Year <= a.Until
	case b.Until > 0:
		return b.Year <= a.Year && a.Year <= b.Until
	}
	return a.Year == b.Year
}

// fuller puts another telling of the same article in the place of one that
// tells the date less fully: the day rather than its year.
func (g *group) fuller(f *finding) {
	if f.kind != askDate {
		return
	}
	for k, o := range g.all {
		if o.doc == f.doc && dateDetail(f.date) > dateDetail(o.date) && f.score >= o.score*rivalShare {
			g.all[k] = f
			if g.lead == o {
				g.lead = f
			}
		}
	}
}
