package answer

// How many people live somewhere: the phrases that say so.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// populationFits: a number of people is a population where its phrase says
// whose it is ("home to 900 people"), or where it follows the noun itself ("the
// population in 2010 was 900"). fit and at are how, and where, the noun behind
// the figure fits.
func (ev *evidence) populationFits(d *document, i int, m lang.Quantity, np span, fit float64, at int) (float64, int) {
	toks := d.sents[i].toks
	if perUnit(toks, m, np) || ofSome(toks, m, np) {
		return 0, 0
	}
	if fit >= lang.Weak && ev.settled(d, i, m, np) {
		return fit, at
	}
	if k := populationBefore(toks, m); k >= 0 && ev.thatPopulation(d, i, k) {
		return 1, k
	}
	return 0, 0
}

// settled: the phrase says that the people counted live there: "Norway's 5
// million people", "home to", "a country of", "residing in the city", or the
// census counted them.
func (ev *evidence) settled(d *document, i int, m lang.Quantity, np span) bool {
	toks := d.sents[i].toks
	if m.HedgeFirst > 1 && toks[m.HedgeFirst-1].Lower == "'s" && toks[m.HedgeFirst-2].Capital() && m.Value >= 100 {
		return true
	}
	for k := max(0, m.HedgeFirst-4); k < m.HedgeFirst; k++ {
		joint := k+1 < len(toks) && toks[k+1].Is("of", "to", "with")
		if joint && toks[k].Is("home", "country", "nation", "city", "town", "state", "population", "island", "capital", "village", "region", "county", "province", "archipelago", "community") || toks[k].Stem == populationStem {
			return true
		}
	}
	return toks[np.last].Is("inhabitants") || residing(toks, np.last+1) || censused(toks, m.HedgeFirst, np.last)
}

// residing: the people counted "reside in" or "live in" the place, told in the
// same clause from token k on.
func residing(toks []lang.Token, k int) bool {
	for ; k+1 < len(toks) && toks[k].Text != ";"; k++ {
		if toks[k].Is("residing", "living", "resided") && toks[k+1].Is("in", "within", "on") {
			return true
		}
	}
	return false
}

// censused: "as of the census of 2010, there were N people", "the census
// counted N people in the town".
func censused(toks []lang.Token, figure, noun int) bool {
	counted := figure >= 2 && toks[figure-1].Is("were", "was") && toks[figure-2].Is("there") ||
		noun+2 < len(toks) && toks[noun+1].Is("in") && toks[noun+2].Is("the")
	if !counted {
		return false
	}
	for k := 0; k < figure; k++ {
		if toks[k].Is("census", "censuses") {
			return true
		}
	}
	return false
}

// perUnit: "900 people per square mile", "900/km²" are no count of them.
func perUnit(toks []lang.Token, m lang.Quantity, np span) bool {
	end := max(m.Last, np.last)
	for _, k := range []int{m.Last + 1, end + 1} {
		if k < len(toks) && (toks[k].Is("per") || toks[k].Text == "/") {
			return true
		}
	}
	return false
}

// subgroups make a population that of some of the people only.
var subgroups = wordSet("rural urban male female working student prison adult black white native minority immigrant wild breeding animal bird fish")

// ofSome: what stands behind the figure makes it a count of some of the people
// ("255 male"), or is the next entry of a table that has lost its lines.
func ofSome(toks []lang.Token, m lang.Quantity, np span) bool {
	if m.Last+1 < len(toks) && subgroups[toks[m.Last+1].Lower] {
		return true
	}
	for k := np.first; k <= np.last; k++ {
		if toks[k].Kind == lang.Number || toks[k].Stem == populationStem && k > np.first {
			return true
		}
	}
	return false
}

// populationBefore is the token of "population" that a figure follows, -1 for
// none: only quiet words and years stand between: "the population as of 2010
// was N", "a population of N", "Population: N".
func populationBefore(toks []lang.Token, m lang.Quantity) int {
	for k := m.HedgeFirst - 1; k >= max(0, m.HedgeFirst-14); k-- {
		if toks[k].Stem != populationStem {
			continue
		}
		if k > 0 && subgroups[toks[k-1].Lower] || comparedFrom(toks, k) {
			return -1
		}
		for j := k + 1; j < m.HedgeFirst; j++ {
			if !leadsTo(&toks[j]) {
				return -1
			}
		}
		return k
	}
	return -1
}

// comparedFrom: the population at token k is what another is held against: "a
// change from its 2011 population of N", "more than the population of N".
func comparedFrom(toks []lang.Token, k int) bool {
	for k--; k >= 0 && (toks[k].Kind == lang.Number || toks[k].Is("its", "the", "a", "their", "total", "census", "estimated", "previous")); k-- {
	}
	return k >= 0 && toks[k].Is("from", "than")
}

// leadsTo: the word may stand between a noun and the figure that tells how
// many.
func leadsTo(t *lang.Token) bool {
	switch {
	case t.Kind == lang.Mark:
		return t.Text == ":" || t.Text == "," || t.Text == "(" || t.Text == ")"
	case t.Kind == lang.Number:
		return len(t.Text) == 4 && (t.Text[0] == '1' || t.Text[0] == '2')
	case t.Is("density", "growth", "increase", "increased", "decrease", "decreased", "change", "rank", "fell", "grew", "rose", "dropped"):
		return false
	case t.Is("of", "was", "is", "were", "has", "had", "been", "at", "to", "in", "as", "on", "the", "a", "an", "around", "about", "by", "for", "this", "its", "and"):
		return true
	}
	return t.Capital() || strings.HasPrefix(t.Tag, "NN") || strings.HasPrefix(t.Tag, "VB") || strings.HasPrefix(t.Tag, "RB") || t.Tag == "JJ"
}

// thatPopulation: the population at token k is nobody else's: "the population
// of NAME" names the one asked for, and where the sentence has that, no other
// population of it counts.
func (ev *evidence) thatPopulation(d *document, i, k int) bool {
	own, named := ev.populationOf(d, i, k)
	if named {
		return own
	}
	for j, t := range d.sents[i].toks {
		if j == k || t.Stem != populationStem {
			continue
		}
		if own, named := ev.populationOf(d, i, j); named && own {
			return false
		}
	}
	return true
}

// populationOf: the noun at token k has "of NAME" behind it, and the name is
// one of the question's own.
func (ev *evidence) populationOf(d *document, i, k int) (own, named bool) {
	s := &d.sents[i]
	if k+1 >= len(s.toks) || !s.toks[k+1].Is("of", "in") {
		return false, false
	}
	for _, n := range s.names {
		if n.First >= k+2 && n.First <= k+4 {
			return ev.mentions(d, i, n), true
		}
	}
	return false, false
}
