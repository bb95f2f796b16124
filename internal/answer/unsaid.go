package answer

// What a sentence says to be unknown: that, and not something else in the
// sentence, must be what is asked.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// ignorance is what a sentence says to be unknown: a clause with a question word
// ("unclear how many people died"), or what the words that say so stand by:
// "the cause of the fire is under investigation", "has not disclosed the sum".
type ignorance struct {
	span
	asking int // the question word, -1 for none
}

var askingWords = wordSet("who whom whose what which when where why how whether if")

// unsaidAt reads what is unknown from the words that say so, at tokens at to end.
func unsaidAt(toks []lang.Token, at, end int) ignorance {
	for k := end + 1; k < len(toks) && k <= end+5; k++ {
		if askingWords[toks[k].Lower] {
			return ignorance{span{k, clauseEnd(toks, k)}, k}
		}
		if toks[k].Kind == lang.Mark && toks[k].Text != "," && !quoteMarks[toks[k].Text] || strings.HasPrefix(toks[k].Tag, "NN") && !toks[k].Is("idea", "word", "information", "details", "fact") {
			break
		}
	}
	u := ignorance{span{at, clauseEnd(toks, end)}, -1}
	if !knows(toks, at, end) {
		u.first = clauseStart(toks, at)
	}
	return u
}

// knows: the subject is who does not know or tell: "the agency has not disclosed
// it", "officials are unsure"; else it is what is unknown.
func knows(toks []lang.Token, at, end int) bool {
	for k := at; k <= end; k++ {
		if toks[k].Is("sure", "unsure", "know", "knows", "say", "saying", "said", "announce", "specify", "provide", "didn't") {
			return true
		}
		if toks[k].Is("been", "being", "clear", "unclear", "known", "unknown", "no") {
			return false
		}
	}
	for k := at - 1; k >= max(0, at-3); k-- {
		switch {
		case toks[k].Is("has", "have", "had", "did", "does", "do"):
			return true
		case aux[toks[k].Lower]:
			return false
		}
	}
	return false
}

// clauseEnd is the last token of the clause that token k stands in.
func clauseEnd(toks []lang.Token, k int) int {
	from := k
	for k+1 < len(toks) {
		t := &toks[k+1]
		if t.Kind == lang.Mark && !quoteMarks[t.Text] && t.Text != "-" && t.Text != "’" && t.Text != "'" {
			break
		}
		if k > from && t.Is("after", "before", "when", "while", "because", "although", "though", "but", "since", "which") {
			break
		}
		if t.Is("that") && k > from && !(k-from <= 4 && toks[from].Is("how", "which")) {
			break
		}
		k++
	}
	return k
}

// clauseStart is the first token of the clause whose verb stands before token
// at; an aside between commas does not begin one.
func clauseStart(toks []lang.Token, at int) int {
	k, bare := at, true
	for k > 0 {
		t := &toks[k-1]
		if t.Kind == lang.Mark && !quoteMarks[t.Text] && t.Text != "-" && t.Text != "’" && t.Text != "'" {
			if t.Text != "," || !bare {
				break
			}
			open := k - 2
			for open > 0 && toks[open].Text != "," {
				open--
			}
			if open == 0 {
				break
			}
			k, bare = open, false // "the cause, which nobody saw, is"
			continue
		}
		if t.Is("but", "although", "though", "while", "because", "said", "says") || t.Is("that") && k > 1 && strings.HasPrefix(toks[k-2].Tag, "VB") {
			break
		}
		bare = bare && (aux[t.Lower] || strings.HasPrefix(t.Tag, "RB") || strings.HasPrefix(t.Tag, "VB"))
		k--
	}
	return k
}

// unsaidIsAsked: what is unknown is what is asked: it has the question's verb, or what
// is counted or asked about, and no other thing in its place.
func (ev *evidence) unsaidIsAsked(d *document, i int, u ignorance) bool {
	q := ev.q
	toks := d.tags(ev.tag, i)
	if q.define {
		return ev.unsaidWho(d, i, u)
	}
	if q.verb != nil && !u.elliptic(toks) && ev.kinIn(toks, u.span, q.verb) < lang.Near {
		return false
	}
	if (q.kind == askQuantity || q.kind == askDuration) && q.head() != nil && len(q.dims) == 0 && q.measure == "" {
		return ev.countIsAsked(toks, u) && (q.verb != nil || ev.thingsIn(d, i, u))
	}
	return ev.thingsIn(d, i, u)
}

// elliptic: the clause is no more than its question word: "it is unclear why".
func (u ignorance) elliptic(toks []lang.Token) bool {
	return u.asking >= 0 && u.last-u.asking <= 1 && !strings.HasPrefix(toks[u.last].Tag, "VB")
}

// unsaidWho: who or what somebody is, is unknown: "the identity of NAME is not
// known", "nobody knows who NAME is".
func (ev *evidence) unsaidWho(d *document, i int, u ignorance) bool {
	toks := d.tags(ev.tag, i)
	if u.asking >= 0 {
		for k := u.asking; k <= u.last; k++ {
			if strings.HasPrefix(toks[k].Tag, "VB") && !aux[toks[k].Lower] || toks[k].Is("be") {
				return false
			}
		}
		return toks[u.asking].Is("who", "what", "which") && ev.thingsIn(d, i, u)
	}
	nouns, ents := ev.things()
	for _, t := range nouns {
		if ev.kinIn(toks, u.span, t) < lang.Near {
			return false
		}
	}
	for _, e := range ents {
		if !ev.entIn(d, i, u.span, e) {
			return false
		}
	}
	return len(nouns)+len(ents) > 0
}

// things are the nouns that the question is about, what is counted left out, and
// its names.
func (ev *evidence) things() (nouns []*term, ents []*entity) {
	for k := range ev.q.terms {
		if t := &ev.q.terms[k]; !t.verb && !t.light() && !t.descr && (!ev.q.inFocus(*t) || len(ev.q.dims) > 0) && t.weight > 0.4 {
			nouns = append(nouns, t)
		}
	}
	for k := range ev.q.ents {
		ents = append(ents, &ev.q.ents[k])
	}
	return nouns, ents
}

// unsaidNouns name what is unknown of a thing, and no thing.
var unsaidNouns = wordSet("number numbers figure figures total count detail details information time date day name names identity identities cause reason motive amount extent way idea word")

// thingsIn: what is unknown has a thing that the question is about, or points
// back to one, or at least has no other.
func (ev *evidence) thingsIn(d *document, i int, u ignorance) bool {
	toks := d.tags(ev.tag, i)
	nouns, ents := ev.things()
	for _, t := range nouns {
		if ev.kinIn(toks, u.span, t) >= lang.Near {
			return true
		}
	}
	if len(nouns) == 0 && slices.ContainsFunc(ents, func(e *entity) bool { return ev.entIn(d, i, u.span, e) }) {
		return true
	}
	for k := u.first; k <= u.last; k++ {
		t := &toks[k]
		if t.Is("it", "they", "them", "he", "she", "him", "its", "their", "his", "this", "these", "those") || t.Is("that") && k > u.first {
			return true
		}
		if strings.HasPrefix(t.Tag, "NN") && !t.Capital() && !personal[t.Stem] && !lang.IsTitle(t.Lower) && !bodyWords[t.Lower] && !unsaidNouns[t.Lower] && ev.kinAt(t) < lang.Weak {
			return false
		}
	}
	return true
}

// kinAt is how near kin a token is to any word of the question.
func (ev *evidence) kinAt(t *lang.Token) float64 {
	best := 0.0
	for _, w := range append(slices.Clone(ev.q.terms), ev.q.focus...) {
		best = max(best, lang.Kinship(w.stem, t.Stem))
	}
	return best
}

// kinIn is how well some tokens have a word of the question, or its kin.
func (ev *evidence) kinIn(toks []lang.Token, p span, t *term) float64 {
	best := 0.0
	for k := p.first; k <= p.last && k < len(toks); k++ {
		best = max(best, lang.Kinship(t.stem, toks[k].Stem))
		if other := ev.renamed[t.stem]; other != "" && other == toks[k].Stem {
			best = max(best, renamedFit)
		}
	}
	return best
}

// entIn: some tokens have the name.
func (ev *evidence) entIn(d *document, i int, p span, e *entity) bool {
	s := &d.sents[i]
	for k := p.first; k <= p.last && k < len(s.toks); k++ {
		if e.place != "" && s.placeAt(k) == e.place || e.place == "" && sameWord(s.toks[k].Lower, e.last()) && e.matchAt(d, s, k) >= 0.85 {
			return true
		}
	}
	return false
}

// countIsAsked: it is the number of those that are asked for: of "unclear how
// many residents left" it is not that of the birds.
func (ev *evidence) countIsAsked(toks []lang.Token, u ignorance) bool {
	h := ev.q.head()
	from := -1
	for k := u.first; k < u.last && from < 0; k++ {
		if toks[k].Is("many") || toks[k].Is("of", "for") && k > 0 && toks[k-1].Is("number", "numbers", "figure", "figures", "total", "count", "toll") {
			from = k + 1
		}
	}
	if from < 0 {
		return true
	}
	for k := from; k <= u.last && k < from+5; k++ {
		t := &toks[k]
		if strings.HasPrefix(t.Tag, "VB") && t.Tag != "VBN" && t.Tag != "VBG" || t.Tag == "MD" || aux[t.Lower] {
			return true // "unclear how many have left"
		}
		if !strings.HasPrefix(t.Tag, "NN") {
			continue
		}
		for k < u.last && strings.HasPrefix(toks[k+1].Tag, "NN") {
			k++ // the last noun is counted
		}
		t = &toks[k]
		return lang.Kinship(h.stem, t.Stem) >= lang.Weak || anybody[h.stem] && personal[t.Stem] && h.stem == people || t.Stem == people && personal[h.stem]
	}
	return true
}
