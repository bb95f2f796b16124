package answer

// What caused a thing, and not what the thing caused.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// effect is the noun or name of which a question asks what caused it: "what
// started the fire", "what is the cause of the fire". It returns the stem, and
// the folded word; both "" where the question asks otherwise.
func (q *query) effect() (stem, word string) {
	if q.kind != askReason {
		return "", ""
	}
	from := -1
	for k := 1; k < len(q.toks) && from < 0; k++ {
		t := &q.toks[k]
		switch {
		case t.Is("cause", "causes", "trigger", "origin") && q.at(k+1) == "of" && q.asks("what"):
			from = k + 2
		case causes[t.Stem] && strings.HasPrefix(t.Tag, "VB") && (q.toks[k-1].Is("what") || aux[q.at(k-1)] && k > 1 && q.toks[k-2].Is("what")):
			from = k + 1
		case t.Is("led", "leads") && q.at(k+1) == "to" && q.toks[k-1].Is("what"):
			from = k + 2
		}
	}
	if from < 0 {
		return "", ""
	}
	for k := from; k < len(q.toks); k++ {
		t := &q.toks[k]
		if t.Tag == "IN" || t.Tag == "TO" || t.Kind == lang.Mark || strings.HasPrefix(t.Tag, "VB") && stem != "" {
			break
		}
		if strings.HasPrefix(t.Tag, "NN") || t.Capital() {
			stem, word = t.Stem, t.Lower
		}
	}
	return stem, word
}

// causality is what a sentence says of the cause of the thing asked about.
type causality int

const (
	causeUntold causality = iota
	causeTold             // something caused it
	effectTold            // it caused something
)

// causalOf tells which of two things caused the other, for the thing whose cause
// is asked for. It returns the token that says what caused it.
func (ev *evidence) causalOf(d *document, i int) (causality, int) {
	stem, word := ev.q.effect()
	if stem == "" {
		return causeUntold, -1
	}
	toks := d.tags(ev.tag, i)
	is := func(k int) bool {
		t := &toks[k]
		if t.Is("it", "they", "them") {
			return true
		}
		return (t.Lower == word || lang.Kinship(stem, t.Stem) >= lang.Near) && !(k+1 < len(toks) && strings.HasPrefix(toks[k+1].Tag, "NN"))
	}
	told := causeUntold
	for v := range toks {
		if !causes[toks[v].Stem] && !toks[v].Is("led", "leads", "resulted") {
			continue
		}
		before, behind := argumentBefore(toks, v, is), argumentBehind(toks, v, is)
		switch {
		case toks[v].Is("cause") && v+1 < len(toks) && toks[v+1].Is("of") && behind:
			return causeTold, v
		case !strings.HasPrefix(toks[v].Tag, "VB"):
		case askedAgain(toks, v):
			told = effectTold // "what caused the fire" asks it once more
		case v+1 < len(toks) && toks[v+1].Is("by") || v+2 < len(toks) && saidPassive(toks, v) && toks[v+2].Is("by"):
			if before {
				return causeTold, v
			}
			if behind {
				told = effectTold
			}
		case behind && !toks[v].Is("resulted") && !saidPassive(toks, v) && (!toks[v].Is("led", "leads") || toks[v+1].Is("to")):
			return causeTold, v
		case before && !behind && hasObject(toks, v) && !toks[v].Is("resulted") || before && v+1 < len(toks) && toks[v].Is("resulted") && toks[v+1].Is("in"):
			told = effectTold
		}
	}
	return told, -1
}

// askedAgain: the verb at token v stands in a question: "unsure what started it".
func askedAgain(toks []lang.Token, v int) bool {
	k := v - 1
	for k > 0 && (aux[toks[k].Lower] || strings.HasPrefix(toks[k].Tag, "RB")) {
		k--
	}
	return k >= 0 && toks[k].Is("what", "who", "whatever", "how")
}

// saysEffect: the sentence has the thing whose cause is asked for, by the
// question's own word where exact.
func (ev *evidence) saysEffect(s *sentence, exact bool) bool {
	stem, _ := ev.q.effect()
	_, ok := s.stems[stem]
	if ok || exact {
		return ok
	}
	for o := range s.stems {
		if lang.Kinship(stem, o) >= lang.Near {
			return true
		}
	}
	return s.pointsBack() || s.anaphoric()
}

// argumentBefore: the thing is the subject of the verb at token v, or the noun
// that its participle describes; what a preposition leads to, and an aside
// between commas, may stand between.
func argumentBefore(toks []lang.Token, v int, is func(int) bool) bool {
	bare := true
	for k := v - 1; k >= 0 && k >= v-24; k-- {
		t := &toks[k]
		switch {
		case is(k):
			return true
		case t.Text == "," && bare:
			for k--; k > 0 && toks[k].Text != ","; k-- {
			}
		case t.Kind == lang.Mark && t.Text != "-" && !quoteMarks[t.Text], t.Is("and", "but", "while", "when"):
			return false
		case strings.HasPrefix(t.Tag, "NN"):
			bare = false
			for k > 0 && (toks[k-1].Tag == "DT" || toks[k-1].Tag == "CD" || strings.HasPrefix(toks[k-1].Tag, "NN") || strings.HasPrefix(toks[k-1].Tag, "JJ")) {
				k--
			}
			if k == 0 || toks[k-1].Tag != "IN" {
				return false
			}
		}
	}
	return false
}

// argumentBehind: the thing is the object of the verb at token v, or what "by"
// and "of" lead to behind it.
func argumentBehind(toks []lang.Token, v int, is func(int) bool) bool {
	for k := v + 1; k < len(toks) && k <= v+10; k++ {
		if is(k) {
			return true
		}
		t := &toks[k]
		if t.Kind == lang.Mark && t.Text != "-" && !quoteMarks[t.Text] || t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "MD" || t.Tag == "IN" && !t.Is("by", "of") && k > v+1 {
			return false
		}
	}
	return false
}

// hasObject: a noun phrase follows the verb at token v.
func hasObject(toks []lang.Token, v int) bool {
	k := v + 1
	if k < len(toks) && (toks[k].Is("to") || strings.HasPrefix(toks[k].Tag, "RB")) {
		k++
	}
	if k >= len(toks) {
		return false
	}
	t := &toks[k]
	return t.Tag == "DT" || t.Tag == "PRP$" || t.Tag == "CD" || t.Kind == lang.Number || strings.HasPrefix(t.Tag, "NN") || strings.HasPrefix(t.Tag, "JJ") || t.Is("at", "about", "more", "nearly") && k+1 < len(toks) && (toks[k+1].Is("least") || toks[k+1].Kind == lang.Number || toks[k+1].Text == "$")
}
