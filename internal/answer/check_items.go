package answer

// The items of a claim: figures, dates, office-holders, quotations, deeds.

import (
	"slices"
	"time"

	"secondsource/internal/answer/lang"
)

// The kinds of items: those of questions, and three of their own.
const (
	itemQuantity  = string(askQuantity)
	itemDuration  = string(askDuration)
	itemDate      = string(askDate)
	itemPerson    = string(askPerson)
	itemQuotation = "quotation"
	itemSpeaker   = "speaker"
	itemDeed      = "deed"
)

// item is one thing of a claim that can be right or wrong.
type item struct {
	kind       string
	text       string
	start, end int
	clause     *clause
	first      int // its tokens in the sentence
	last       int

	quant  lang.Quantity
	np     span // what is counted
	date   lang.Date
	when   time.Time // the day it was taken for; zero where that cannot be told
	asks   string    // a question of its own: "Who is the mayor of …?", "How old is …?"
	placed bool      // of a person: the office names whose it is
	was    bool      // of a person: the claim speaks of the past
	who    []string  // folded words of the person or the speaker
	named  bool      // of a quotation: its speaker is named, not described
	serves []int     // of a speaker: the items that are said to be theirs; of a day of saying: the speaker

	value, unit, of, day      string
	verdict                   CheckVerdict
	reason                    CheckReason
	note                      CheckNote
	supporting, contradicting []Telling
}

// newItem is an item of tokens first to last of a sentence.
func (r *reading) newItem(sent int, kind string, first, last int) item {
	toks := r.doc.sents[sent].toks
	it := item{kind: kind, first: first, last: last, start: toks[first].Start, end: toks[last].End, np: span{0, -1}, verdict: ClaimNotFound}
	it.text = r.text[it.start:it.end]
	return it
}

// add makes an item of tokens of the clause's sentence.
func (r *reading) add(c *clause, kind string, first, last int) *item {
	it := r.newItem(c.sent, kind, first, last)
	it.clause = c
	r.items = append(r.items, it)
	return &r.items[len(r.items)-1]
}

// readClause makes items of the figures, dates and office-holders of a clause;
// what a clause without a value tells is one item, the deed.
func (r *reading) readClause(c *clause, now time.Time, quoted bool) {
	s := &r.doc.sents[c.sent]
	before, persons := len(r.items), 0
	if !c.negated {
		r.readFigures(c)
	}
	r.readDates(c, now)
	valued := slices.ContainsFunc(r.items[before:], func(it item) bool { return it.asks == "" })
	aged := len(r.items) > before
	for _, n := range s.names {
		if slices.Contains(c.own, n.Last) && r.readOffice(c, n) {
			persons++
		}
	}
	if valued || !r.tells(c, persons > 0 || aged, quoted) {
		return
	}
	first, last := 0, len(c.own)-1
	for first < last && (s.toks[c.own[first]].Kind == lang.Mark || s.toks[c.own[first]].Is("and", "but", "while")) {
		first++
	}
	for last > first && s.toks[c.own[last]].Kind == lang.Mark {
		last--
	}
	if c.own[last] == c.own[first] || r.broken(s, c.own[last]) {
		return
	}
	it := r.add(c, itemDeed, c.own[first], c.own[last])
	it.value = "yes"
	if c.negated {
		it.value = "no"
	}
}

// broken: the clause breaks off at token k, for what it goes on with is quoted:
// "caused a “…”". The quotation is checked with the names around it.
func (r *reading) broken(s *sentence, k int) bool {
	return k+1 < len(s.toks) && s.quoted[k+1] && slices.Contains([]string{"DT", "IN", "TO", "PRP$"}, s.toks[k].Tag)
}

func (r *reading) readFigures(c *clause) {
	s := &r.doc.sents[c.sent]
	for _, m := range s.quants {
		if m.Ordinal || !slices.Contains(c.own, m.First) || !slices.Contains(c.own, m.Last) || r.noFigure(s, m) {
			continue
		}
		grade := m.First > 0 && grades[s.toks[m.First-1].Lower]
		if m.Label && !grade {
			continue
		}
		np := nounPhrase(s.toks, m)
		if m.Dim == lang.Count && m.Value == 1 && s.toks[m.First].Kind != lang.Number && (np.last < np.first || !personal[s.toks[np.last].Stem] && !deathWords[s.toks[np.last].Stem]) {
			continue // "one of them", "one problem was that …"
		}
		if !grade && np.last < np.first && named(s, m) {
			continue
		}
		m, age := r.ageOf(c, m)
		it := r.add(c, itemQuantity, m.HedgeFirst, m.Last)
		it.quant, it.np, it.value, it.unit = m, np, figureKey(m), m.Unit
		switch {
		case m.Dim == lang.Time:
			it.kind = itemDuration
		case age != "":
			it.asks = "How old is " + age + "?"
		}
		if grade {
			it.first, it.np = m.First-1, span{0, -1}
			it.start = s.toks[it.first].Start
			it.text = r.text[it.start:it.end]
			it.of = s.toks[it.first].Text
		} else if np.last >= np.first {
			it.of = r.doc.text(c.sent, np.first, np.last)
		}
	}
}

// named: a bare number behind a capitalised word is a part of its name, be it
// the first of the sentence.
func named(s *sentence, m lang.Quantity) bool {
	return m.Dim == lang.Count && m.First == m.Last && m.First > 0 && m.Value < 1000 && s.toks[m.First-1].Kind == lang.Word && s.toks[m.First-1].Capital()
}

// noFigure: a time of day, or "one day".
func (r *reading) noFigure(s *sentence, m lang.Quantity) bool {
	clock := m.Last+1 < len(s.toks) && s.toks[m.Last+1].Is("p.m.", "a.m.", "pm", "am", "p.m", "a.m", "o'clock")
	return clock || m.Dim == lang.Time && s.toks[m.First].Is("one") && m.HedgeFirst == m.First
}

// ageOf: "NAME, 59, …", "NAME is 59 years old", "the 59-year-old NAME": the
// name whose age it is, "" for none.
func (r *reading) ageOf(c *clause, m lang.Quantity) (lang.Quantity, string) {
	s := &r.doc.sents[c.sent]
	comma := m.Dim == lang.Count && m.First >= 2 && m.First == m.Last && m.Value < 115 && s.toks[m.First-1].Text == "," && s.toks[m.First-2].Capital() &&
		m.Last+1 < len(s.toks) && (s.toks[m.Last+1].Text == "," || s.toks[m.Last+1].Text == ".")
	if comma {
		first := m.First - 2
		for first > 0 && s.toks[first-1].Kind == lang.Word && s.toks[first-1].Capital() && !lang.IsTitle(s.toks[first-1].Lower) {
			first--
		}
		if s.placeAt(first) != "" {
			return m, "" // a list of places and numbers
		}
		m.Dim, m.Unit = lang.Age, "year-old"
		return m, r.doc.text(c.sent, first, m.First-2)
	}
	if m.Dim != lang.Age {
		return m, ""
	}
	best, away := "", 12
	for _, n := range s.names {
		if w := min(abs(n.First-m.Last), abs(m.First-n.Last)); w < away && s.placeAt(n.First) == "" {
			best, away = r.doc.text(c.sent, n.First, n.Last), w
		}
	}
	if best == "" && c.own[0] < m.First && s.toks[c.own[0]].Capital() && !lang.Function(s.toks[c.own[0]].Lower) {
		best = s.toks[c.own[0]].Text // a surname that opens the sentence
	}
	return m, best
}

func (r *reading) readDates(c *clause, now time.Time) {
	s := &r.doc.sents[c.sent]
	for _, x := range s.dates {
		if !slices.Contains(c.own, x.First) || !slices.Contains(c.own, x.Last) {
			continue
		}
		r.addDate(c, x, now)
	}
}

// addDate makes an item of a date; a weekday or a relative day is taken
// against now.
func (r *reading) addDate(c *clause, x lang.Date, now time.Time) {
	it := r.add(c, itemDate, x.First, x.Last)
	it.date = x
	it.value = dateKey(x, it.text)
	relative := x.Weekday > 0 && x.Day == 0 || x.Relative != ""
	if t, ok := x.Resolve(now, true, c.ahead); ok && (relative || x.Year > 0) {
		it.when = t
		if relative {
			it.day = t.Format(time.DateOnly)
		}
	} else if relative {
		it.note = NoteUnresolved
	}
}
