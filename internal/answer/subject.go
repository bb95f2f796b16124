package answer

// Whose deed a sentence tells, and of which of two alike.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// otherOne: the sentence names another of a numbered series, and not this one:
// "Artemis 2" for "Artemis I".
func (e *entity) otherOne(s *sentence) bool {
	mine := inDigits(e.last())
	if len(e.words) < 2 || mine == "" || len(mine) > 2 {
		return false
	}
	base, other := e.words[len(e.words)-2], false
	if s.anaphoric() {
		return false // "It is thinner than NAME 3"
	}
	for k := 1; k < len(s.toks); k++ {
		if s.toks[k-1].Lower != base {
			continue
		}
		switch n := inDigits(s.toks[k].Lower); {
		case n == mine:
			return false
		case n != "":
			other = true
		}
	}
	return other
}

// outside: the sentence names the place only to leave it out: "outside the U.S.",
// "none in PLACE".
func (s *sentence) outside(place string) bool {
	out := false
	for _, p := range s.places {
		if p.id != place {
			continue
		}
		out = false
		for k := max(0, p.first-3); k < p.first; k++ {
			if s.toks[k].Is("outside", "except", "excluding", "besides", "beyond", "none", "not") {
				out = true
			}
		}
		if !out {
			return false
		}
	}
	return out
}

var implicative = stemSet("prompt force lead cause help manage begin start continue come get compel oblige use go make go proceed drive")

// implied: the verb before "to" says that what follows happened.
func implied(toks []lang.Token, to int) bool {
	for k := to - 1; k >= max(0, to-4); k-- {
		if strings.HasPrefix(toks[k].Tag, "VB") {
			return implicative[toks[k].Stem] && toks[k].Tag != "VB"
		}
	}
	return false
}

// irrealis: something about token at says that it has not happened, or only
// might: a conditional, a hope, an infinitive of purpose.
func (d *document) irrealis(t *lang.Tagger, i, at int) bool {
	toks := d.tags(t, i)
	for j := max(0, at-6); j < at; j++ {
		if toks[j].Kind == lang.Mark && toks[j].Text != "," && toks[j].Text != "-" && toks[j].Text != "“" {
			continue
		}
		if toks[j].Is("if", "should", "would", "could", "may", "might", "will", "whether", "likely", "unless", "can", "to", "favorite", "favourite", "expected", "hopes", "hope", "wants", "plans", "planned", "must", "considering", "considers", "poised", "mulling", "weighing", "potential", "potentially", "possible", "future", "upcoming", "won't", "going") {
			if toks[j].Is("to") && (j+1 != at && !(j+2 == at && strings.HasPrefix(toks[j+1].Tag, "RB")) || implied(toks, j)) {
				continue // a preposition, or "forced them to leave"
			}
			return true
		}
	}
	return false
}

// unreal: the question asks for what happened, and the sentence has its verb
// only as something hoped for, planned or supposed. A verb that the question
// itself has so ("… days to leave") is left alone.
func (ev *evidence) unreal(d *document, i, at int) bool {
	q := ev.q
	if !q.past || at < 0 || q.verb == nil || q.at(q.verb.pos-1) == "to" || strings.HasSuffix(q.verb.word, "ing") {
		return false
	}
	toks := d.tags(ev.tag, i)
	if at > 0 && toks[at-1].Is("to") && implied(toks, at-1) {
		return false
	}
	bare := toks[at].Tag == "VB" || toks[at].Tag == "VBP"
	return bare && toks[at].Lower == lang.Lemma(toks[at].Lower) || d.irrealis(ev.tag, i, at)
}

// namesHere: the sentence itself names what the question names, or points back
// to it with a pronoun or with the word that describes it: "the ferry".
func (ev *evidence) namesHere(d *document, i int, c coverage) bool {
	s := &d.sents[i]
	if s.anaphoric() || ev.described(s) {
		return true
	}
	for k, t := range ev.q.terms {
		if !t.verb && c.local[k] > 0 && s.toks[c.local[k]-1].Is("the") && (t.descr || ev.leanOn(c)) {
			return true
		}
	}
	for k := range ev.q.ents {
		if ev.q.ents[k].in(d, s) < 0.85 {
			return false
		}
	}
	return true
}

// doerHere: the sentence names the one whom the question makes the doer.
func (ev *evidence) doerHere(d *document, i int) bool {
	for k := range ev.q.ents {
		if e := &ev.q.ents[k]; e.pos == ev.q.subject {
			return e.in(d, &d.sents[i]) >= 0.85
		}
	}
	return false
}

// leanOn: the text right before accounts for every name.
func (ev *evidence) leanOn(c coverage) bool {
	for _, m := range c.ents {
		if m < inBefore {
			return false
		}
	}
	return true
}

// planned: the sentence tells the verb at a token as a plan or an announcement,
// without an if or a not.
func (ev *evidence) planned(d *document, i, at int) bool {
	if at < 0 || d.stageOf(ev.tag, i, at) != "planned" {
		return false
	}
	toks := d.tags(ev.tag, i)
	return !conditional(toks, at) && !negated(toks, at)
}

// otherSubject: the question names who does it, and right before the verb the
// sentence names somebody else.
func (ev *evidence) otherSubject(d *document, i, v int) bool {
	if ev.q.subject < 0 || v < 0 {
		return false
	}
	s := &d.sents[i]
	toks := d.tags(ev.tag, i)
	if !strings.HasPrefix(toks[v].Tag, "VB") || toks[v].Tag == "VBN" && v > 0 && toks[v-1].Is("was", "were", "been", "be", "is", "are") {
		return false
	}
	k := v - 1
	for k > 0 && (aux[toks[k].Lower] || strings.HasPrefix(toks[k].Tag, "RB")) {
		k--
	}
	relative := k > 0 && toks[k].Is("who", "which")
	for n := len(s.names) - 1; n >= 0; n-- {
		name := s.names[n]
		if name.Last+1 < v && (numeral(toks[name.Last+1].Lower) != "" || toks[name.Last+1].Kind == lang.Number) {
			name.Last++
		}
		if relative && name.Last < k || !relative && name.Last < v && adjacent(toks, name.Last+1, v) {
			return !ev.namesSubject(s, name)
		}
	}
	return false
}

// namesSubject: the name is the one that the question makes the doer. What is
// numbered otherwise is another: "Artemis I" is not "Artemis II".
func (ev *evidence) namesSubject(s *sentence, n lang.Name) bool {
	for _, e := range ev.q.ents {
		if e.pos != ev.q.subject {
			continue
		}
		if otherNumber(s.toks[n.First:n.Last+1], e.words) {
			return false
		}
		if acronym(s.toks, n.First, e.words) > 0 {
			return true
		}
		for k := n.First; k <= n.Last; k++ {
			if slices.Contains(e.words, s.toks[k].Lower) || e.place != "" && s.placeAt(k) == e.place {
				return true
			}
		}
	}
	return false
}

// otherNumber: both names are numbered, and not alike.
func otherNumber(name []lang.Token, words []string) bool {
	mine := ""
	for _, t := range name {
		if n := inDigits(t.Lower); n != "" {
			mine = n
		}
	}
	for _, w := range words {
		if n := inDigits(w); n != "" && mine != "" && n != mine {
			return true
		}
	}
	return false
}

// inDigits is a word that is a number, Roman ones in digits; "" for others.
func inDigits(word string) string {
	if numbered(word) {
		return word
	}
	return numeral(word)
}
