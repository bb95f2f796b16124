package answer

// "When was X established" is answered by "X was launched in 1990" too, where X
// itself is what was launched: the verbs of beginning are kin for what begins
// with them, and for nothing else that a sentence may have launched.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

var (
	foundings = stemSet("establish founded create form")
	begins    = stemSet("establish founded create form launch begin start open constitute")
	buildings = stemSet("build construct erect")
	rises     = stemSet("build construct erect complete finish")
)

// kinDeeds are the verbs that may stand for the question's own, nil for none.
func (q *query) kinDeeds() map[string]bool {
	switch {
	case q.verb == nil || len(q.verbs) > 1:
		return nil
	case foundings[q.verb.stem]:
		return begins
	case buildings[q.verb.stem]:
		return rises
	}
	return nil
}

// foundedIn is the date of such a verb, whose subject is what the question
// names and which has no object of its own.
func (ev *evidence) foundedIn(d *document, i int, c coverage) []finding {
	deeds := ev.q.kinDeeds()
	s := &d.sents[i]
	if deeds == nil || len(s.dates) == 0 {
		return nil
	}
	toks := d.tags(ev.tag, i)
	for v := range toks {
		if !deeds[toks[v].Stem] || toks[v].Tag != "VBN" && toks[v].Tag != "VBD" || !ev.subjectAsked(d, i, c, v) {
			continue
		}
		for _, x := range s.dates {
			if x.First <= v || !bareBetween(toks, v+1, x.First) || ev.inQuestion(x) {
				continue
			}
			f := finding{doc: d, sent: i, from: min(i, c.from), first: x.First, last: x.Last, score: kinDeed * dateDetail(x), kind: askDate, date: x, stage: "done", named: true, voice: ev.voiceOf(d, i, x.First)}
			f.written = d.text(i, x.First, x.Last)
			f.value = dateKey(x, f.written)
			return []finding{f}
		}
	}
	return nil
}

// kinDeed is how surely another verb of beginning tells.
const kinDeed = 0.85

// better is the finding that fits better of the two readings of a sentence.
func better(a, b []finding) []finding {
	if len(a) == 0 || len(b) > 0 && b[0].score > a[0].score {
		return b
	}
	return a
}

// subjectAsked: right before the verb, forms of "be", adverbs and brackets
// aside, stands what the question names, a pronoun for it where the sentence
// before names it, or "which" behind the noun that defines it.
func (ev *evidence) subjectAsked(d *document, i int, c coverage, v int) bool {
	toks := d.sents[i].toks
	k := v - 1
	for k >= 0 && (toks[k].Is("was", "were", "been", "be", "is", "are", "had", "has") || strings.HasPrefix(toks[k].Tag, "RB") || toks[k].Is("first")) {
		k--
	}
	if k >= 0 && toks[k].Text == ")" {
		for k > 0 && toks[k].Text != "(" {
			k--
		}
		k--
	}
	if k < 0 {
		return false
	}
	if ev.askedEnds(d, i, k) {
		return true
	}
	if toks[k].Is("which", "that") {
		for j := k - 1; j >= 0; j-- {
			if ev.askedEnds(d, i, j) {
				start, w := definedAt(toks, j+1)
				return w == 1 && start < k
			}
		}
	}
	if k > 1 || !toks[k].Is("it", "they") {
		return false
	}
	for n := range ev.q.ents {
		if c.ents[n] < inBefore {
			return false
		}
	}
	return true
}

// bareBetween: between a verb and its date stand only prepositions, adverbs and
// "operating": nothing that was begun instead.
func bareBetween(toks []lang.Token, a, b int) bool {
	if b-a > 6 {
		return false
	}
	for k := a; k < b; k++ {
		t := &toks[k]
		if !t.Is("in", "on", "by", "at", "the", "operating", "operations", "operation", "work", "early", "late", "about", "around", "year") && !strings.HasPrefix(t.Tag, "RB") {
			return false
		}
	}
	return true
}
