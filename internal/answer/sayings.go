package answer

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// assertionsIn finds sentences that say yes or no to the question.
func (ev *evidence) assertionsIn(d *document, i int, c coverage) []finding {
	q := ev.q
	if len(q.terms) == 0 {
		return nil
	}
	toks := d.tags(ev.tag, i)
	if f, ok := ev.withdrawn(d, i, c); ok {
		return []finding{f}
	}
	v, near := -1, false
	anti := ev.opposite(&d.sents[i], c)
	if q.verb != nil && !q.askState() {
		ok, at, m := ev.verbHolds(d, i)
		if !ok || m < 0.8 || m < 0.9 && saying[toks[at].Stem] {
			return nil
		}
		near = m < 1
		v = ev.ownVerb(d, i, at)
		if !strings.HasPrefix(toks[v].Tag, "VB") && !q.askState() {
			if v = issuing(toks, v); v < 0 {
				return nil // "passage" does not say that it passed
			}
		}
	}
	for k, t := range q.terms {
		if k != anti && c.terms[k] < 0.5 && t.weight > 0.4 {
			return nil // a yes must have said all of it
		}
	}
	if ev.localShare(c) < 0.6 && anti < 0 || anti >= 0 && !ev.besideOpposite(c, anti) {
		return nil
	}
	if !ev.allNamed(d, i, c, anti) {
		return nil
	}
	f := finding{doc: d, sent: i, from: min(i, c.from), first: max(v, 0), last: max(v, 0), score: c.score, kind: askYesNo, whole: true, polar: 1, value: "yes"}
	at := v
	if at < 0 {
		for k := range c.local {
			at = max(at, c.local[k])
		}
	}
	if ev.otherSubject(d, i, v) || partly(&d.sents[i], at) {
		return nil
	}
	if anti >= 0 {
		f.score, f.exact = ev.withOpposite(c, anti), true
	}
	if (negated(toks, at) || q.askState() && copulaDenied(toks)) != (anti >= 0) {
		f.polar, f.value = -1, "no"
	}
	if (near || ev.kinObject(c)) && f.polar > 0 {
		return nil // kin is not enough to say yes: scorched is not destroyed
	}
	f.voice = ev.voiceOf(d, i, at)
	f.stage = d.stageOf(ev.tag, i, at)
	if q.verb == nil || q.askState() {
		f.stage = "" // a state, not a deed: "safe to drink"
	} else if f.stage != "planned" && d.irrealis(ev.tag, i, at) {
		f.stage = "planned"
	}
	if f.stage == "planned" && wished(toks, at) || !ev.rolesTold(&f, v) {
		return nil
	}
	if conditional(toks, at) || at >= 2 && (toks[at-1].Is("can", "may", "might", "could") || toks[at-2].Is("can", "may", "might", "could")) {
		return nil
	}
	return []finding{f}
}

// kinObject: what the question has behind its verb stands in the sentence only
// as something near to it: a crew is not astronauts.
func (ev *evidence) kinObject(c coverage) bool {
	for k, t := range ev.q.terms {
		if ev.q.verb != nil && !t.verb && !t.light() && !t.descr && t.weight > 0.4 && t.pos > ev.q.verb.pos && c.local[k] >= 0 && c.terms[k] < 0.9 {
			return true
		}
	}
	return false
}

var wishes = wordSet("hope hopes hoped wish wishes want wants wanted urge urges urged call calls called calling seek seeks seeking sought aim aims consider considers considering mull mulls weigh weighs weighing demand demands threaten threatens threatened support supports proposal proposed could may might if expected expect expects likely favourite favorite poised")

// wished: somebody wants it, or only may do it: that is no plan.
func wished(toks []lang.Token, at int) bool {
	for k := max(0, at-6); k < at; k++ {
		if wishes[toks[k].Lower] {
			return true
		}
	}
	return false
}

func conditional(toks []lang.Token, at int) bool {
	for k := max(0, at-10); k < at; k++ {
		if toks[k].Is("if", "whether", "unless", "should", "would") {
			return true
		}
	}
	return false
}

func sentenceKey(d *document, i int) string {
	var b strings.Builder
	for _, t := range d.sents[i].toks {
		if t.Kind != lang.Mark {
			b.WriteString(t.Stem)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// statementsIn finds what somebody said, or what is said of a thing.
func (ev *evidence) statementsIn(d *document, i int, c coverage) []finding {
	q := ev.q
	switch {
	case q.define:
		return ev.definedIn(d, i, c)
	case q.people:
		return ev.peopleIn(d, i, c)
	}
	ok, v, _ := ev.verbHolds(d, i)
	if !ok || ev.localShare(c) < 0.6 {
		return nil
	}
	if ev.unreal(d, i, v) || q.keyword && ev.absentNames(d, i) > 1 {
		return nil
	}
	f := finding{doc: d, sent: i, from: min(i, c.from), first: max(0, v), last: max(0, v), score: c.score, kind: askStatement, whole: true, value: sentenceKey(d, i), voice: ev.voiceOf(d, i, v)}
	return []finding{f}
}

// absentNames counts the names of the question that the sentence lacks.
func (ev *evidence) absentNames(d *document, i int) int {
	n := 0
	for k := range ev.q.ents {
		if ev.q.ents[k].in(d, &d.sents[i]) < 0.85 {
			n++
		}
	}
	return n
}

// spokenIn: the sentence gives words of the speaker who was asked for, on
// what was asked about.
func (ev *evidence) spokenIn(d *document, i int, c coverage) []finding {
	q := ev.q
	who := q.speakerEntity()
	if who == nil {
		return nil
	}
	v := ev.voiceOf(d, i, firstQuoted(&d.sents[i]))
	name := v.speaker
	if name == "" {
		name = v.attribution
	}
	words := foldedWords(lang.Tokenize(name, 0))
	if len(words) == 0 || !sameSpeaker(words, who) {
		return nil
	}
	topic, total := 0.0, 0.0
	for k, t := range q.terms {
		if saying[t.stem] || t.light() {
			continue
		}
		topic += c.terms[k] * t.weight
		total += t.weight
	}
	for k := range q.ents {
		if &q.ents[k] != who {
			topic += c.ents[k] * q.ents[k].weight
			total += q.ents[k].weight
		}
	}
	if total > 0 && !ev.onTopic(d, i, who, c) {
		return nil
	}
	share := 1.0
	if total > 0 {
		share = topic / total
	}
	if share < speakerTopic {
		return nil
	}
	f := finding{doc: d, sent: i, from: min(i, v.from), score: 0.5 + 0.5*share, kind: askStatement, whole: true, voice: v, value: sentenceKey(d, i)}
	if firstQuoted(&d.sents[i]) >= 0 {
		f.score += 0.05
	}
	return []finding{f}
}

// onTopic: a word of what was asked about stands in the sentence or right
// before it; where only names were given, one of them does.
func (ev *evidence) onTopic(d *document, i int, who *entity, c coverage) bool {
	topical := false
	for k, t := range ev.q.terms {
		topical = topical || c.local[k] >= 0 && c.terms[k] == 1 && !saying[t.stem] && !t.light() && t.weight > 0.4
	}
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		if e == who || topical && c.ents[k] >= inBefore {
			continue
		}
		if c.ents[k] < 0.5 || e.place == "" && e.in(d, &d.sents[i]) == 0 && ev.aboutOther(d, i) {
			return false
		}
	}
	words, close := false, 0
	for k, t := range ev.q.terms {
		if saying[t.stem] || t.light() {
			continue
		}
		words = true
		if c.local[k] >= 0 {
			return true
		}
		if c.terms[k] >= inBefore*lang.Near {
			close++
		}
	}
	if words {
		return close >= 2
	}
	for k := range ev.q.ents {
		if &ev.q.ents[k] != who && c.ents[k] >= 0.8 {
			return true
		}
	}
	return false
}

// aboutOther: the sentence names a person who is none of the question's.
func (ev *evidence) aboutOther(d *document, i int) bool {
	for _, n := range d.sents[i].names {
		if d.person(i, n) && !ev.isAsked(d, i, span{n.First, n.Last}) {
			return true
		}
	}
	return false
}

// speakerTopic: a speaker's words answer when they account for this share of
// what was asked about.
const speakerTopic = 0.34

// peopleIn answers "who are the X": a sentence that has the noun and names at
// least two people.
func (ev *evidence) peopleIn(d *document, i int, c coverage) []finding {
	if c.score < 0.7 || ev.localShare(c) < 0.6 {
		return nil
	}
	n := 0
	for _, name := range d.sents[i].names {
		if name.Last > name.First && d.person(i, name) {
			n++
		}
	}
	if n < 2 {
		return nil
	}
	return []finding{{doc: d, sent: i, from: min(i, c.from), score: min(1, c.score*(0.8+0.05*float64(n))), kind: askStatement, whole: true, value: sentenceKey(d, i), voice: ev.voiceOf(d, i, 0)}}
}

func firstQuoted(s *sentence) int {
	for k, in := range s.quoted {
		if in {
			return k
		}
	}
	return -1
}

// speakerEntity is whose words are asked for: the name nearest before the
// verb of saying.
func (q *query) speakerEntity() *entity {
	verb := len(q.toks)
	for k, t := range q.toks {
		if saying[t.Stem] && strings.HasPrefix(t.Tag, "VB") {
			verb = k
			break
		}
	}
	var best *entity
	for k := range q.ents {
		if q.ents[k].pos < verb && (best == nil || q.ents[k].pos > best.pos) {
			best = &q.ents[k]
		}
	}
	return best
}

func sameSpeaker(words []string, e *entity) bool {
	if e.place != "" {
		return false
	}
	for _, w := range words {
		if w == e.last() {
			return true
		}
	}
	return initials(words) == e.last() && len(words) > 1
}

// definedIn: "X is a …", "X, a …" tell what or who X is.
func (ev *evidence) definedIn(d *document, i int, c coverage) []finding {
	q := ev.q
	if q.sort > 0 {
		return ev.kindIn(d, i, c)
	}
	if len(q.terms) > 0 && q.asks("of", "for", "'s") {
		return ev.attributeIn(d, i, c)
	}
	toks := d.tags(ev.tag, i)
	if q.verb != nil && q.verb.stem == naming && q.asks("after", "for") {
		return ev.namedFor(d, i, c)
	}
	end := -1
	for k := range toks {
		for _, e := range q.ents {
			if e.place == "" && toks[k].Lower == e.last() && e.matchAt(d, &d.sents[i], k) >= 0.9 {
				end = k
			}
		}
		if len(q.ents) == 0 && len(q.terms) > 0 && toks[k].Stem == q.terms[len(q.terms)-1].stem {
			end = k
		}
		if end != k || k+2 >= len(toks) {
			continue
		}
		next := k + 1
		w := 0.0
		switch {
		case toks[next].Is("is", "are", "was", "were") && (toks[next+1].Tag == "DT" || toks[next+1].Is("an", "a", "the")):
			w = 1
		case toks[next].Text == "," && toks[next+1].Is("a", "an", "the"):
			w = 0.9
		case toks[next].Is("is", "are", "was", "were") && strings.HasPrefix(toks[next+1].Tag, "VBN"):
			w = 0.6
		}
		if w > 0 && c.score >= 0.6 && ev.localShare(c) >= 0.6 {
			return []finding{{doc: d, sent: i, from: i, first: k, last: k, score: c.score * (0.5 + 0.5*w), kind: askStatement, whole: true, value: sentenceKey(d, i), voice: ev.voiceOf(d, i, k)}}
		}
	}
	return ev.attributeIn(d, i, c)
}

// namedFor answers "what is X named after": the sentence says it of X.
func (ev *evidence) namedFor(d *document, i int, c coverage) []finding {
	toks := d.sents[i].toks
	for k := 0; k+1 < len(toks); k++ {
		if toks[k].Is("named") && toks[k+1].Is("after", "for") && c.score >= 0.6 && ev.localShare(c) >= 0.6 && ev.allHere(d, i) {
			return []finding{{doc: d, sent: i, from: min(i, c.from), first: k, last: k, score: c.score, kind: askStatement, whole: true, value: sentenceKey(d, i), voice: ev.voiceOf(d, i, k)}}
		}
	}
	return nil
}

// allHere: the sentence names all that the question names.
func (ev *evidence) allHere(d *document, i int) bool {
	for k := range ev.q.ents {
		if ev.q.ents[k].in(d, &d.sents[i]) < 0.85 {
			return false
		}
	}
	return true
}

// timely nouns have a duration for their value.
var timely = stemSet("period duration time term sentence length deadline wait delay interval lifetime lifespan limit notice window")

// attributeIn answers "what is the X of Y": the sentence has all of X, and Y
// is what it, or the text around it, speaks of. A figure that follows X is the
// value; without one the sentence is.
func (ev *evidence) attributeIn(d *document, i int, c coverage) []finding {
	q := ev.q
	s := &d.sents[i]
	of := -1
	for k, t := range q.toks {
		if t.Is("of", "for", "in", "'s") && of < 0 && k > 1 {
			of = k
		}
	}
	if of < 0 || c.score < 0.6 {
		return nil
	}
	own := q.at(of) == "'s"
	last, n := -1, 0
	for k, t := range q.terms {
		if t.pos < of != own {
			if c.local[k] < 0 || c.terms[k] < lang.Near {
				return nil
			}
			n++
			last = max(last, c.local[k])
		} else if c.terms[k] < inBefore2 {
			return nil
		}
	}
	if n == 0 {
		return nil
	}
	for _, m := range s.quants {
		if m.Dim != lang.Count && slices.ContainsFunc(q.terms, func(t term) bool { return t.stem == s.toks[m.Last].Stem }) {
			continue // "1 pound" is not what the pound is worth
		}
		if m.Dim == lang.Time && !slices.ContainsFunc(q.terms, func(t term) bool { return timely[t.stem] || events[t.stem] }) {
			continue
		}
		if m.First > last && m.First-last <= 14 && !m.Ordinal && !hasMark(s.toks, last, m.First, ";", ":") {
			np := span{m.Last + 1, m.Last}
			if m.Dim == lang.Count {
				np = nounPhrase(d.tags(ev.tag, i), m)
			}
			f := ev.figure(d, i, c, m, np, c.score)
			f.kind = askQuantity
			if m.Dim == lang.Time {
				f.kind = askDuration
			}
			return []finding{f}
		}
	}
	return []finding{{doc: d, sent: i, from: min(i, c.from), score: c.score * 0.85, kind: askStatement, whole: true, value: sentenceKey(d, i), voice: ev.voiceOf(d, i, 0)}}
}
