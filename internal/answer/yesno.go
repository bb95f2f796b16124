package answer

// When a sentence says yes or no: who does it and to whom, or what a thing is.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// holderQuestion turns a question whether somebody holds an office ("Is NAME
// still the mayor of PLACE?") into the one who does, which tells of all who did.
// holder is the last word of the name, "" where the question asks for no holder.
func holderQuestion(text string) (question, holder string) {
	toks := lang.Tokenize(text, 0)
	if len(toks) < 4 || !toks[0].Is("is", "isn't") {
		return text, ""
	}
	k := 1
	for k < len(toks) && toks[k].Kind == lang.Word && toks[k].Capital() {
		k++
	}
	if k == 1 || k >= len(toks) {
		return text, ""
	}
	name := toks[k-1].Lower
	if id, n := lang.PlaceAt(toks, 1, false); id != "" && n == k-1 {
		return text, ""
	}
	for k < len(toks) && toks[k].Is("still", "now", "currently", "the", "a", "an", "really") {
		k++
	}
	for j := k; j < len(toks) && j < k+4 && toks[j].Kind == lang.Word && !ranks[toks[j].Stem]; j++ {
		if toks[j].Is("of", "to", "in", "at", "for", "running", "a") {
			break
		}
		if lang.IsTitle(toks[j].Lower) {
			return "Who is the " + strings.TrimRight(text[toks[k].Start:], "? ") + "?", name
		}
	}
	return text, ""
}

// rolesTold: the sentence tells the deed of the one that the question asks of,
// and of the one it was done to; or says of the thing itself what it is.
func (ev *evidence) rolesTold(f *finding, v int) bool {
	if ev.q.askState() || v < 0 {
		return ev.stateTold(f)
	}
	d, s := f.doc, f.sentence()
	toks := d.tags(ev.tag, f.sent)
	turned := ev.q.askPassive() != saidPassive(toks, v)
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		if ev.q.placed(e) || ev.q.ofOtherVerb(e) {
			continue
		}
		first, last := e.span(d, s)
		before := e.pos < ev.q.verb.pos
		switch {
		case first < 0 && before && !s.anaphoric() && (e.place != "" || !ev.described(s)) && !ev.definite(f, k, v) && !(ev.hold(d).about[k] >= 0.5 && pronounDoes(toks, s.quoted, v)):
			return false
		case first < 0 && !before && e.place == "" && e.pos-ev.q.verb.pos <= 2 && !objectPronoun(toks, v):
			return false
		case first < 0:
			continue
		case before && !turned && first > v && ev.definite(f, k, v):
			continue
		case before != turned && first > v, before == turned && last < v:
			return false // it is done to whom the question makes do it, or the reverse
		case before && !turned && !ev.does(toks, s, first, last, v), before && turned && !ev.q.askPassive() && !agent(toks, v, first):
			return false
		case !before && !turned && e.pos-ev.q.verb.pos <= 2 && !directObject(toks, v, first):
			return false
		}
	}
	if toks[v].Tag == "VBG" && !ev.q.verbIng() && (v == 0 || !copulas[toks[v-1].Lower]) {
		return false // "the deadline for calling an election"
	}
	for _, w := range ev.q.when {
		if matchWhen(d, f.sent, w) < 1 {
			return false
		}
	}
	for k := max(0, v-4); k < v; k++ {
		if toks[k].Is("rather", "instead", "without", "before", "until", "unless", "than") {
			return false
		}
	}
	return true
}

// ofOtherVerb: another verb of the question stands between its own and the
// name: of "pull out of the race to replace NAME".
func (q *query) ofOtherVerb(e *entity) bool {
	for _, t := range q.verbs {
		if t.pos > q.verb.pos && t.pos < e.pos {
			return true
		}
	}
	return false
}

// pronounDoes: the subject of the verb at a token, or of the one that leads to
// it, is a pronoun: "he declined to throw".
func pronounDoes(toks []lang.Token, quoted []bool, v int) bool {
	for k := v; k >= 0 && k > v-8; k-- {
		if toks[k].Tag == "VBD" || toks[k].Tag == "VBZ" || toks[k].Tag == "VBP" {
			a, b, ok := subjectOf(toks, quoted, k)
			return ok && isPronoun(toks[a:b+1])
		}
	}
	return false
}

// agent: "by" stands right behind the verb, and the name right behind it.
func agent(toks []lang.Token, v, first int) bool {
	for k := v + 1; k < first && k <= v+4; k++ {
		if toks[k].Is("by") {
			return first-k <= 5
		}
	}
	return false
}

// objectPronoun: "fired him".
func objectPronoun(toks []lang.Token, v int) bool {
	return v+1 < len(toks) && toks[v+1].Is("him", "her", "it", "them", "his", "its", "their")
}

// directObject: between the verb and the name stand no other thing and no other
// verb: "fired finance minister NAME", not "won 137 votes and NAME".
func directObject(toks []lang.Token, v, first int) bool {
	for k := v + 1; k < first; k++ {
		if toks[k].Kind == lang.Number || toks[k].Is("and", "but", "while", "as", "after", "before") || strings.HasPrefix(toks[k].Tag, "VB") || toks[k].Tag == "NNS" {
			return false
		}
	}
	return true
}

// verbIng: the question itself has its verb in -ing.
func (q *query) verbIng() bool { return strings.HasSuffix(q.verb.word, "ing") }

// does: the name at tokens first to last belongs to the subject of the verb: no
// other name stands as a subject between them.
func (ev *evidence) does(toks []lang.Token, s *sentence, first, last, v int) bool {
	if saidPassive(toks, v) && last > v {
		return true
	}
	if v > 1 && toks[v-1].Is("to") { // "A defeated B to win": A wins
		for k := v - 2; k > last; k-- {
			if toks[k].Tag == "VBD" || toks[k].Tag == "VBZ" || toks[k].Tag == "VBP" {
				v = k
				break
			}
		}
		if toks[v-1].Is("to") {
			return false
		}
	}
	a, b, ok := subjectOf(toks, s.quoted, v)
	if !ok || isPronoun(toks[a:b+1]) || first <= b && last >= a {
		return true
	}
	if first > b && first <= b+4 && toks[b+1].Text == "," {
		return true // "the minister, NAME, resigned"
	}
	for _, n := range s.names {
		if n.First >= a && n.Last <= b && (n.Last+1 > b || toks[n.Last+1].Lower != "'s") {
			return false // another name is the subject
		}
	}
	return true
}

// definite: the subject of the verb is "the two brewers", and the sentence
// before it names whom that means.
func (ev *evidence) definite(f *finding, k, v int) bool {
	s := f.sentence()
	toks := f.doc.tags(ev.tag, f.sent)
	a, b, ok := subjectOf(toks, s.quoted, v)
	if !ok || f.sent == 0 || !toks[a].Is("the", "both", "these") || ev.hold(f.doc).ents[k][f.sent-1].m < 0.85 {
		return false
	}
	for _, n := range s.names {
		if n.First >= a && n.Last <= b {
			return false
		}
	}
	return true
}

// askPassive: "Was NAME fined", "Has NAME been sacked".
func (q *query) askPassive() bool {
	if q.verb == nil || len(q.toks) == 0 {
		return false
	}
	been := q.toks[0].Is("was", "were", "is", "are", "wasn't", "weren't", "isn't", "aren't") || q.asks("been", "being")
	tag := q.toks[q.verb.pos].Tag
	return been && (tag == "VBN" || tag == "VBD") && !strings.HasSuffix(q.verb.word, "ing")
}

// saidPassive: the verb at a token is done to its subject: "was sacked", "the
// minister, sacked in May".
func saidPassive(toks []lang.Token, v int) bool {
	if toks[v].Tag != "VBN" && toks[v].Tag != "VBD" {
		return false
	}
	for k := v - 1; k >= max(0, v-4); k-- {
		if toks[k].Is("was", "were", "been", "be", "is", "are", "being", "got") {
			return true
		}
		if toks[k].Is("has", "have", "had") {
			return false
		}
		if !strings.HasPrefix(toks[k].Tag, "RB") && !aux[toks[k].Lower] {
			break
		}
	}
	return toks[v].Tag == "VBN" && (v+1 >= len(toks) || toks[v+1].Kind == lang.Mark || toks[v+1].Tag == "IN" || toks[v+1].Tag == "TO")
}

var copulas = wordSet("is was are were be been being remain remains remained stay stays stayed became becomes seems isn't wasn't aren't weren't")

// stateTold: a copula stands between what is asked about and what it is said to
// be, close to both.
func (ev *evidence) stateTold(f *finding) bool {
	d, s := f.doc, f.sentence()
	toks := d.tags(ev.tag, f.sent)
	for _, t := range toks {
		if t.Is("only", "despite", "except", "unless", "nearly", "almost") {
			return false
		}
	}
	subject := ev.subjectAt(d, f.sent)
	pred := -1
	for k, t := range ev.q.terms {
		if at := ev.hold(d).terms[k][f.sent]; at.m > 0 && !t.light() {
			pred = max(pred, at.tok)
		}
	}
	if anti := ev.opposite(s, ev.cover(d, f.sent)); anti >= 0 {
		pred = max(pred, ev.oppositeAt(s, anti))
	}
	for k := range toks {
		if !copulas[toks[k].Lower] || k <= subject || k-subject > 9 || pred >= 0 && (pred <= k || pred-k > 9) {
			continue
		}
		return true
	}
	return false
}

// subjectAt is the last token of what the question asks of, in a sentence: the
// first of its names and words that the sentence has, or a pronoun.
func (ev *evidence) subjectAt(d *document, i int) int {
	s := &d.sents[i]
	at, pos := len(s.toks), len(ev.q.toks)
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		if _, last := e.span(d, s); last >= 0 && !ev.q.placed(e) && e.pos < pos {
			at, pos = last, e.pos
		}
	}
	for k, t := range ev.q.terms {
		if row := ev.hold(d).terms[k][i]; row.m > 0 && t.pos < pos && !t.descr {
			at, pos = row.tok, t.pos
		}
	}
	if s.anaphoric() {
		at = min(at, 0)
	}
	return at
}

// oppositeAt is the token of the opposite of a term, -1 for none.
func (ev *evidence) oppositeAt(s *sentence, term int) int {
	t := ev.q.terms[term]
	for _, o := range opposites[t.stem] {
		if k, ok := s.stems[o]; ok {
			return k
		}
	}
	for k, w := range s.toks {
		for _, n := range negations {
			if w.Lower == n+t.word || t.word == n+w.Lower && len(w.Lower) > 2 {
				return k
			}
		}
	}
	return -1
}
