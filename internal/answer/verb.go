package answer

import (
	"strings"

	"secondsource/internal/answer/lang"
)

func (q *query) readTense(w int) {
	for i, t := range q.toks {
		switch {
		case t.Is("did", "was", "were", "had", "has", "have", "didn't", "wasn't", "hasn't") && q.at(i+1) != "to":
			q.past = true
		case t.Is("will", "would", "won't") || t.Is("going", "supposed", "due", "scheduled", "expected") && q.at(i+1) == "to" && !q.past || q.kind == askDate && t.Is("next", "upcoming") && q.at(i-1) == "the":
			q.ahead = true
		case i == w+1 && t.Tag == "VBD":
			q.past = true
		}
	}
	if q.ahead {
		q.past = false
	}
}

// findVerb picks the verb that carries the question's meaning.
func (q *query) findVerb(w int) {
	inFocus := map[int]bool{}
	for _, f := range q.focus {
		if q.measure == "" {
			inFocus[f.pos] = true
		}
	}
	q.fixVerb()
	clause := q.sideClause()
	for i := range q.terms {
		t := &q.terms[i]
		if t.pos > clause {
			continue
		}
		if !t.verb || strings.HasSuffix(t.word, "wide") || inFocus[t.pos] || t.light() && !q.obtains(t) || t.stem == "hold" && (q.kind == askDate || q.kind == askPlace) || saying[t.stem] && q.speaker {
			continue
		}
		if q.kind == askYesNo && q.toks[0].Is("is", "are", "was", "were") && q.describes(t.pos) {
			t.verb = false
			continue
		}
		q.verbs = append(q.verbs, *t)
	}
	for i := range q.verbs {
		// "the attempt to launch was called off": the infinitive is not what
		// is asked about.
		if q.verb == nil || q.at(q.verb.pos-1) == "to" && q.at(q.verbs[i].pos-1) != "to" && q.subjectInfinitive(q.verb.pos, q.verbs[i].pos) {
			q.verb = &q.verbs[i]
		}
	}
}

// obtains: a verb that says little elsewhere is what is asked about: "when does
// NAME get its first ship", "when did NAME become mayor".
func (q *query) obtains(t *term) bool {
	if q.kind == askDate && t.stem == "become" {
		return true
	}
	return q.kind == askDate && t.stem == "get" && t.pos+2 < len(q.toks) && q.toks[t.pos+1].Is("a", "an", "its", "his", "her", "their", "the", "first")
}

// describes: a participle before its noun: "a sexually transmitted disease".
func (q *query) describes(pos int) bool {
	if q.toks[pos].Tag != "VBN" || pos+1 >= len(q.toks) || !strings.HasPrefix(q.toks[pos+1].Tag, "NN") || q.toks[pos+1].Capital() {
		return false
	}
	for k := pos - 1; k > 1; k-- {
		if q.toks[k].Is("a", "an", "the") {
			return true
		}
		if !strings.HasPrefix(q.toks[k].Tag, "RB") && !strings.HasPrefix(q.toks[k].Tag, "JJ") {
			return false
		}
	}
	return false
}

// sideClause is where a question how something was turns to when that was: "Was
// the captain on the bridge when the ship ran aground?"
func (q *query) sideClause() int {
	if q.kind == askYesNo && len(q.toks) > 0 && q.toks[0].Is("was", "were", "is", "are") {
		for k, t := range q.toks {
			if k > 2 && t.Is("when", "while") {
				return k
			}
		}
	}
	return len(q.toks)
}

// subjectInfinitive: the infinitive belongs to the subject and stands before
// the main verb, as an auxiliary before both shows.
func (q *query) subjectInfinitive(inf, verb int) bool {
	for k := 0; k < inf; k++ {
		if q.toks[k].Is("was", "were", "is", "are", "did", "has", "have") {
			return verb > inf && q.kind != askDuration && q.kind != askQuantity
		}
	}
	return false
}

// fixVerb mends the tagger's reading of "did SUBJECT VERB …", where a verb in
// its base form is often taken for a noun.
func (q *query) fixVerb() {
	do := -1
	for i, t := range q.toks {
		if t.Is("did", "does", "do", "didn't", "doesn't", "don't", "can", "can't", "could", "couldn't", "will", "won't", "would", "should", "must", "has", "have", "had") {
			do = i
			break
		}
	}
	if do < 0 || do+2 >= len(q.toks) || aux[q.at(do+1)] {
		return
	}
	if do == 1 && q.toks[0].Is("who", "what") && strings.HasPrefix(q.toks[do+1].Tag, "VB") && !q.toks[do].Is("did", "does", "do") {
		return // "who will fill the post": no subject stands between
	}
	at, end := q.baseVerb(do+1), len(q.toks)
	if last := q.lastToken(); last > do+2 && q.at(last-1) != "to" && (q.toks[last].Is("have", "get") || at >= 0 && at < last && q.loneVerb(do+1, last)) {
		at = last // "what does the camera have", "did the brewer NAME's Own lose"
	}
	if at < 0 || at >= end {
		return
	}
	for k := range q.terms {
		t := &q.terms[k]
		if t.pos == at {
			t.verb = true
			if t.word == "found" { // "did they found": no form of "find"
				t.stem = lang.Stem("founded")
			}
		} else if t.pos > do && t.pos < at {
			t.verb = false
		}
	}
}

// lastToken is the question's last word.
func (q *query) lastToken() int {
	last := len(q.toks) - 1
	for last > 0 && q.toks[last].Kind == lang.Mark {
		last--
	}
	return last
}

// loneVerb: of the words from token a to last the last alone is a verb.
func (q *query) loneVerb(a, last int) bool {
	for k := a; k < last; k++ {
		if strings.HasPrefix(q.toks[k].Tag, "VB") && !q.toks[k].Capital() {
			return false
		}
	}
	return (q.toks[last].Tag == "VB" || q.toks[last].Tag == "VBP") && !q.toks[last].Capital() && !light[q.toks[last].Stem]
}

// beforeVerb are the adverbs that may stand between a subject and its verb.
var beforeVerb = wordSet("first finally ever also already actually really initially eventually originally once twice recently just still then only never")

// baseVerb is the verb of a question's clause whose subject begins at token
// i: the word behind a capitalised subject; else the first verb that has a
// subject before it; else the last word of the run.
func (q *query) baseVerb(i int) int {
	j := i
	for j < len(q.toks) && q.toks[j].Is("the", "a", "an", "his", "her", "their", "its") {
		j++
	}
	if n := q.titledName(j); n > j { // "did transport minister NAME resign"
		i, j = n, n
	}
	start := j
	for j < len(q.toks) && (q.toks[j].Capital() || q.toks[j].Kind == lang.Number || q.toks[j].Lower == "'s") {
		j++
	}
	subject := j
	for j > start && j < len(q.toks) && beforeVerb[q.toks[j].Lower] {
		j++
	}
	if j > subject && j < len(q.toks) && q.toks[j].Kind == lang.Word && q.toks[j].Tag != "IN" {
		return j
	}
	if j = subject; j > start && start > i && q.acronym(start, j) {
		i = start // "did the EU ban"
	}
	if j > start && start == i && q.at(j-1) != "'s" && j < len(q.toks) && q.toks[j].Kind == lang.Word && q.toks[j].Tag != "IN" && !strings.HasPrefix(q.toks[j].Tag, "NNS") {
		if q.toks[j].Tag != "NN" || j+1 >= len(q.toks) || q.toks[j+1].Tag != "VB" {
			return j
		}
		return j + 1
	}
	var run []int
	for k := j; k < len(q.toks); k++ {
		t := &q.toks[k]
		if t.Lower == "of" {
			if len(run) > 0 && strings.HasPrefix(q.toks[run[len(run)-1]].Tag, "VB") {
				break // "died of fever"
			}
			continue
		}
		if t.Text == "'" || t.Text == "’" {
			continue // "the nurses' union"
		}
		if t.Kind != lang.Word || t.Tag == "IN" || t.Tag == "TO" || t.Capital() && len(run) >= 2 || (t.Tag == "DT" || t.Tag == "PRP$") && k > j {
			break
		}
		if t.Capital() {
			continue
		}
		run = append(run, k)
	}
	if k := q.verbBehind(run, i); k > 0 {
		return k
	}
	if n := len(run); n > 0 && q.toks[run[n-1]].Is("have", "need", "get") && q.at(run[n-1]+1) == "to" {
		return run[n-1] // "how long does the board have to reply"
	}
	base := i > 0 && q.toks[i-1].Is("did", "does", "do", "didn't", "doesn't", "don't", "will", "can", "could", "would", "should", "must")
	for n, k := range run {
		if base && (q.toks[k].Tag == "VBZ" || n < len(run)-1 && q.toks[k].Tag == "VBG") {
			continue // "sirens": after "did" stands the bare verb
		}
		if (n > 0 || len(run) == 1) && strings.HasPrefix(q.toks[k].Tag, "VB") {
			return k
		}
	}
	for len(run) > 1 && q.toks[run[len(run)-1]].Is("back", "out", "off", "up", "down", "again", "home", "away", "together") {
		run = run[:len(run)-1]
	}
	if len(run) == 0 || len(run) == 1 && start == j && start == i {
		return -1
	}
	if base { // a plural is no bare verb: "will the program land astronauts"
		for n := len(run) - 1; n > 0; n-- {
			if q.toks[run[n]].Tag != "NNS" && q.toks[run[n]].Tag != "VBZ" {
				return run[n]
			}
		}
	}
	return run[len(run)-1]
}

// acronym: the subject from token a up to b is written in capitals alone.
func (q *query) acronym(a, b int) bool {
	return b == a+1 && len(q.toks[a].Text) > 1 && q.toks[a].Text == strings.ToUpper(q.toks[a].Text)
}

// titledName is where a name begins that is led by a title from token j on, j
// where there is none.
func (q *query) titledName(j int) int {
	for k := j; k < len(q.toks) && k < j+4; k++ {
		t := &q.toks[k]
		if t.Kind == lang.Word && t.Capital() {
			if k > j && lang.IsTitle(q.at(k-1)) {
				return k
			}
			return j
		}
		if t.Kind != lang.Word || lang.Function(t.Lower) {
			return j
		}
	}
	return j
}

// verbBehind is the verb at the end of a question whose subject is longer than
// its first run of words: "did the new bridge at PLACE open". 0 for none.
func (q *query) verbBehind(run []int, i int) int {
	if len(run) == 0 || q.toks[i].Tag != "DT" || q.at(run[len(run)-1]+1) == "" || q.toks[run[len(run)-1]+1].Tag != "IN" {
		return 0
	}
	last := len(q.toks) - 1
	for last > 0 && q.toks[last].Kind == lang.Mark {
		last--
	}
	if last <= run[len(run)-1]+2 || q.toks[last].Capital() || light[q.toks[last].Stem] || q.at(last-1) == "to" || !(q.toks[last].Tag == "VB" || q.toks[last].Tag == "VBP" || q.toks[last].Tag == "VBN" || q.toks[last].Tag == "NN" && q.toks[last-1].Capital()) {
		return 0
	}
	return last
}

// findSubject notes the name right behind an auxiliary: "did NAME send".
func (q *query) findSubject() {
	q.subject = -1
	for _, e := range q.ents {
		do := e.pos - 1
		if do > 0 && q.toks[do].Is("the") {
			do--
		}
		if e.pos > 0 && e.pos+len(e.words) < len(q.toks) && q.verb != nil && q.verb.pos > e.pos &&
			q.toks[do].Is("did", "does", "do", "has", "have", "had", "will") && q.verb.pos <= e.pos+len(e.words)+1 {
			q.subject = e.pos
		}
	}
}
