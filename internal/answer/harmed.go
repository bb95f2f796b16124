package answer

// What became of the people that a figure counts: the dead are not the injured,
// nor the injured the missing.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// fates are the words that tell what became of somebody, each with its fate.
var fates = fateWords(map[string]string{
	"dead":      "die dies died dying dead death deaths kill kills killed killing fatality fatalities perish perished drown drowned toll",
	"hurt":      "injure injures injured injuring injury injuries wound wounds wounded wounding hurt hurts hurting",
	"missing":   "missing unaccounted",
	"displaced": "homeless displace displaces displaced displacing",
	"evacuated": "evacuate evacuated evacuating",
	"rescued":   "rescue rescues rescued rescuing",
	"held":      "arrest arrests arrested arresting detain detains detained detaining",
})

func fateWords(lists map[string]string) map[string]string {
	m := map[string]string{}
	for fate, words := range lists {
		for _, w := range strings.Fields(words) {
			m[w] = fate
		}
	}
	return m
}

// fatesAsked are the fates that the question counts: its verb's, else those of
// the noun that is counted, else those of its other words.
func (q *query) fatesAsked() []string {
	var out []string
	note := func(pos int) {
		if f := fates[q.at(pos)]; f != "" && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	if q.verb != nil {
		note(q.verb.pos)
		for k := q.verb.pos + 1; len(out) > 0 && k+1 < len(q.toks) && k <= q.verb.pos+3; k++ {
			if q.toks[k].Is("or", "and") {
				note(k + 1) // "killed or injured"
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	if q.measure == "toll" {
		return []string{"dead"}
	}
	for _, t := range q.focus {
		note(t.pos)
	}
	if len(out) == 0 {
		for _, t := range q.terms {
			note(t.pos)
		}
	}
	return out
}

// otherFate: the figure's own phrase tells of another fate than the one asked
// for: "caused the death of seven people and left 23 injured".
func (ev *evidence) otherFate(toks []lang.Token, m lang.Quantity, np span) bool {
	asked := ev.q.fatesAsked()
	if len(asked) == 0 {
		return false
	}
	said, _ := fatesOf(toks, m, np)
	return len(said) > 0 && !overlap(asked, said)
}

// fateFits: people are asked for by their fate, and the figure's own phrase
// counts people and tells it: "23 were injured", "left 23 injured". It returns
// the token that tells it.
func (ev *evidence) fateFits(toks []lang.Token, m lang.Quantity, np span) (int, bool) {
	asked := ev.q.fatesAsked()
	if len(asked) == 0 || m.Dim != lang.Count {
		return 0, false
	}
	h := ev.q.head()
	if fates[h.word] == "" && !ev.countsThose(toks, np) {
		return 0, false
	}
	for k := np.first; k <= np.last; k++ {
		if t := &toks[k]; strings.HasPrefix(t.Tag, "NN") && fates[t.Lower] == "" && !personal[t.Stem] {
			return 0, false
		}
	}
	said, at := fatesOf(toks, m, np)
	return at, overlap(asked, said)
}

// fatesOf are the fates that a figure's own phrase tells, with the token of the
// first: before it ("killed 7", "the death of 7", "the dead are now 7"), else
// behind it ("7 dead", "7 people in the hotel were killed or injured").
func fatesOf(toks []lang.Token, m lang.Quantity, np span) ([]string, int) {
	if k := fateBefore(toks, m, np); k >= 0 {
		return []string{fates[toks[k].Lower]}, k
	}
	k := fateBehind(toks, m)
	if k < 0 {
		return nil, 0
	}
	out := []string{fates[toks[k].Lower]}
	if k+2 < len(toks) && toks[k+1].Is("or", "and") && fates[toks[k+2].Lower] != "" {
		out = append(out, fates[toks[k+2].Lower])
	}
	return out, k
}

func fateBefore(toks []lang.Token, m lang.Quantity, np span) int {
	k := m.HedgeFirst - 1
	for k > 0 && (toks[k].Tag == "DT" || strings.HasPrefix(toks[k].Tag, "RB") || toks[k].Is("some", "about", "further")) {
		k--
	}
	if k < 0 {
		return -1
	}
	switch t := &toks[k]; {
	case fates[t.Lower] != "" && strings.HasPrefix(t.Tag, "VB") && !passiveAt(toks, k) && !t.Is("died", "die", "dies"):
		return k
	case t.Is("of") && k > 0 && fates[toks[k-1].Lower] != "" && strings.HasPrefix(toks[k-1].Tag, "NN") && !toks[k-1].Is("toll"):
		return k - 1
	}
	if np.last >= np.first && !personal[toks[np.last].Stem] {
		return -1
	}
	for k := m.First - 1; k >= max(0, m.First-14); k-- {
		if fates[toks[k].Lower] != "" && totalled(toks, k, m.HedgeFirst) {
			return k
		}
	}
	return -1
}

// fateBehind is the word behind a figure that tells what became of those it
// counts, -1 for none: the first verb or adjective of its clause.
func fateBehind(toks []lang.Token, m lang.Quantity) int {
	for k := m.Last + 1; k < len(toks) && k <= m.Last+9; k++ {
		t := &toks[k]
		if fates[t.Lower] != "" {
			compound := strings.HasPrefix(t.Tag, "NN") && k+1 < len(toks) && strings.HasPrefix(toks[k+1].Tag, "NN") && !toks[k+1].Capital()
			if compound {
				return -1 // "seven death certificates"
			}
			return k
		}
		verb := strings.HasPrefix(t.Tag, "VB") && !aux[t.Lower] && !t.Is("been", "left", "reported", "confirmed", "feared", "believed", "presumed", "found", "listed", "declared", "pronounced")
		if verb || t.Kind == lang.Mark && t.Text != "-" || t.Kind == lang.Number || t.Is("and", "or", "but", "while", "when", "after", "as", "which", "because", "since", "to", "with") {
			return -1
		}
		if t.Is("who", "that") && k > m.Last+1 && !personal[toks[k-1].Stem] {
			return -1
		}
	}
	return -1
}

// totalled: the word at a token counts people by their fate, and a verb leads
// from it to the figure: "the dead in the fire are now nine", "the number of
// people killed stands at nine".
func totalled(toks []lang.Token, k, figure int) bool {
	t := &toks[k]
	next := k + 1
	switch {
	case next >= figure || strings.HasPrefix(toks[next].Tag, "NN") && !t.Is("toll"):
		return false // "the death rate"
	case t.Is("toll", "deaths", "fatalities", "injuries", "arrests"):
	case k > 0 && toks[k-1].Is("the", "of", "those") || numberedBy(toks, k):
		if t.Is("death", "injury", "fatality") {
			return false
		}
	default:
		return false
	}
	return risesTo(toks, k, figure) || givenAs(toks, k, figure)
}

// numberedBy: "the number of people killed": a number is made of those at a token.
func numberedBy(toks []lang.Token, k int) bool {
	for k--; k > 0 && (personal[toks[k].Stem] || aux[toks[k].Lower] || toks[k].Is("who", "those", "confirmed", "feared", "reported")); k-- {
	}
	return k > 0 && toks[k].Is("of") && toks[k-1].Is("number", "total", "count", "toll")
}

// givenAs: from what is counted at a token one clause leads to the figure, which
// stands right behind its verb.
func givenAs(toks []lang.Token, from, figure int) bool {
	for k := from + 1; k < figure; k++ {
		if toks[k].Kind == lang.Mark && toks[k].Text != "-" || toks[k].Kind == lang.Number || toks[k].Is("and", "but", "while", "which", "who", "that", "when") {
			return false
		}
	}
	last := figure - 1
	for last > from && (toks[last].Is("to", "at", "by", "more", "than", "about") || strings.HasPrefix(toks[last].Tag, "RB")) {
		last--
	}
	return last > from && toks[last].Is("is", "was", "are", "were", "be", "been", "stood", "stands", "stand", "reached", "reaches", "reach", "rose", "risen", "rises", "climbed", "climbs", "grown", "grew", "increased", "jumped", "fallen", "fell", "totalled", "totaled", "exceeded", "exceeds", "number", "numbered")
}
