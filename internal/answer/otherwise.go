package answer

// Turns of phrase that say the question's verb without it: a purchase for a sum
// is what was paid, a loss of jobs is jobs cut, days in office are how long
// somebody lasted.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

var (
	paying  = stemSet("pay cost spend charge")
	trading = stemSet("buy purchase acquire sell order")
	tenures = stemSet("last serve hold stay remain spend")
)

// saidOtherwise: the words around a figure say what the question's verb says.
func (ev *evidence) saidOtherwise(d *document, i int, m lang.Quantity) bool {
	if ev.q.verb == nil {
		return false
	}
	toks := d.tags(ev.tag, i)
	switch verb := ev.q.verb.stem; {
	case m.Dim == lang.Money && paying[verb]:
		return traded(toks, m) || ev.inNoun(toks, m) || ev.pricedAt(toks, m) >= 0
	case m.Dim == lang.Time && tenures[verb]:
		return ev.inOffice(toks, m)
	case m.Dim == lang.Count:
		k := m.HedgeFirst - 1
		return k > 0 && toks[k].Is("of") && lang.Kinship(verb, toks[k-1].Stem) >= lang.Weak
	}
	return false
}

// traded: "bought it for SUM", "a contract to purchase twenty jets for SUM".
func traded(toks []lang.Token, m lang.Quantity) bool {
	k := m.HedgeFirst - 1
	for k > 0 && (toks[k].Tag == "DT" || strings.HasPrefix(toks[k].Tag, "RB")) {
		k--
	}
	if k < 1 || !toks[k].Is("for", "at") {
		return false
	}
	return slices.ContainsFunc(toks[:k], func(t lang.Token) bool { return trading[t.Stem] && strings.HasPrefix(t.Tag, "VB") })
}

// inNoun: "SUM in insured losses": the question's own noun tells what it is of.
func (ev *evidence) inNoun(toks []lang.Token, m lang.Quantity) bool {
	if m.Last+1 >= len(toks) || !toks[m.Last+1].Is("in") {
		return false
	}
	for k := m.Last + 2; k < len(toks) && k < m.Last+7 && toks[k].Kind != lang.Mark; k++ {
		for _, t := range ev.q.terms {
			if !t.verb && !t.light() && t.stem == toks[k].Stem {
				return true
			}
		}
	}
	return false
}

// inOffice: "44 days in office", "45 days into the job", where an office or a
// post was asked about, or nothing but a person.
func (ev *evidence) inOffice(toks []lang.Token, m lang.Quantity) bool {
	for _, t := range ev.q.terms {
		unit := false
		if _, _, ok := lang.UnitDim(t.word); ok {
			unit = true
		}
		if !unit && !t.verb && !t.light() && !lang.IsTitle(t.word) && !posts[t.word] && !ev.q.titled(t.pos) {
			return false
		}
	}
	for k := m.Last + 1; k+1 < len(toks) && k <= m.Last+2; k++ {
		if toks[k].Is("in", "into", "on", "as") {
			for j := k + 1; j < len(toks) && j <= k+3; j++ {
				if posts[toks[j].Lower] || lang.IsTitle(toks[j].Lower) && toks[k].Is("as") {
					return true
				}
			}
		}
	}
	return false
}

// withinTime: "the third leader in just over three years": a span in which
// something came about is not how long it lasts.
func (ev *evidence) withinTime(toks []lang.Token, m lang.Quantity) bool {
	return m.Dim == lang.Time && m.HedgeFirst > 0 && toks[m.HedgeFirst-1].Is("in", "within") && (ev.q.verb == nil || tenures[ev.q.verb.stem])
}

// posts are words for an office that somebody holds.
var posts = wordSet("office job post power role premiership presidency tenure")

// titled: the word belongs to an office's name: "prime" of "prime minister".
func (q *query) titled(pos int) bool { return lang.IsTitle(q.at(pos + 1)) }
