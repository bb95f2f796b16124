package answer

// "The town", "the airline": what a text calls a thing that it named before and
// said what it is.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// definiteFit is how surely "the town" means the one asked about, in a text that
// calls nothing else a town.
const definiteFit = 0.75

// describe raises the match of each sentence that means name k of the question
// by a noun: row is the match of each sentence.
func (ev *evidence) describe(d *document, e *entity, row []match) {
	if e.place != "" || e.title || d.roundup {
		return
	}
	kinds := map[string]bool{} // nouns that the text uses for it
	others := map[string]bool{}
	first := -1
	for i := range d.sents {
		if row[i].m >= 0.85 && first < 0 {
			first = i
		}
		ev.kindsIn(d, i, e, row[i].m >= 0.85, kinds, others)
	}
	for noun := range others {
		delete(kinds, noun)
	}
	if len(kinds) == 0 {
		return
	}
	for i := first + 1; i < len(d.sents); i++ {
		if row[i].m > 0 {
			continue
		}
		if k := d.sents[i].definite(kinds); k >= 0 {
			row[i] = match{definiteFit, k}
		}
	}
}

// kindsIn notes the nouns by which sentence i says what the entity is, and what
// any other name is: "NAME is a town in …", "NAME, an airline, …".
func (ev *evidence) kindsIn(d *document, i int, e *entity, has bool, kinds, others map[string]bool) {
	s := &d.sents[i]
	for _, n := range s.names {
		start, w := definedAt(s.toks, n.Last+1)
		if w == 0 {
			continue
		}
		toks := d.tags(ev.tag, i)
		end := nounRun(toks, start)
		if end < start || toks[end].Capital() {
			continue
		}
		if has && (sameWord(toks[n.Last].Lower, e.last()) || e.words[0] == toks[n.First].Lower) {
			kinds[toks[end].Stem] = true
		} else {
			others[toks[end].Stem] = true
		}
	}
}

// definite is the token of a noun of kinds behind "the" or "this" that stands
// for something named before, -1 for none: not "the city of NAME".
func (s *sentence) definite(kinds map[string]bool) int {
	for k := 1; k < len(s.toks); k++ {
		t := &s.toks[k]
		if !kinds[t.Stem] || t.Capital() || strings.HasSuffix(t.Lower, "s") && !strings.HasSuffix(t.Stem, "s") || !s.toks[k-1].Is("the", "this") {
			continue
		}
		if k+1 < len(s.toks) && (s.toks[k+1].Is("of", "in") || s.toks[k+1].Kind == lang.Word && s.toks[k+1].Capital()) {
			continue
		}
		return k
	}
	return -1
}
