package answer

// Questions after a measure: "what is the population of …", "ian death toll".

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// bare measures say that something is counted, not what: the measure or the
// noun behind them does, as in "total population", "number of passengers".
var bareMeasures = wordSet("number total")

// readMeasure reads a measure in the tokens from i on, as far as end allows.
func (q *query) readMeasure(i int, end func(*lang.Token) bool) bool {
	for ; i < len(q.toks); i++ {
		t := &q.toks[i]
		if m, ok := measures[t.Lower]; ok {
			if !bareMeasures[t.Lower] {
				q.setMeasure(t.Lower, m.dims, m.of)
				return true
			}
			if q.readNumberOf(i) {
				return true
			}
		}
		if end(t) {
			return false
		}
	}
	return false
}

// readNumberOf reads "number of NOUN", "total NOUNS" as "how many NOUNS"; the
// bare measure stands at token i.
func (q *query) readNumberOf(i int) bool {
	of := q.at(i+1) == "of"
	if !of && q.at(i) != "total" {
		return false
	}
	q.readFocus(i + 1)
	h := q.head()
	if h == nil {
		return false
	}
	m, measured := measures[h.word]
	switch {
	case measured && !bareMeasures[h.word]: // "total estimated cost"
		q.setMeasure(h.word, m.dims, m.of)
		return true
	case !measured && sums[h.stem]:
		q.kind, q.which, q.dims = askQuantity, false, []lang.Dim{lang.Money}
		return true
	case !measured && (of || strings.HasSuffix(q.toks[h.pos].Tag, "S")):
		q.kind, q.which = askQuantity, false
		return true
	}
	q.focus = nil
	return false
}

func (q *query) setMeasure(word string, dims []lang.Dim, of string) {
	q.kind, q.dims, q.measure, q.which = askQuantity, dims, lang.Stem(word), false
	q.focus = nil
	if len(dims) == 1 && dims[0] == lang.Time {
		q.kind = askDuration
	}
	for _, w := range strings.Fields(of) {
		q.focus = append(q.focus, term{word: w, stem: lang.Stem(w)})
	}
}
