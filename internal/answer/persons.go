package answer

import (
	"strings"

	"secondsource/internal/answer/lang"
)

func (q *query) asks(words ...string) bool {
	for _, t := range q.toks {
		if t.Is(words...) {
			return true
		}
	}
	return false
}

// contest verbs hold both ways: who runs against A is whom A faces.
var contest = stemSet("run face rival oppose compete against versus battle challenge")

// personsIn finds who does what the question's verb says.
func (ev *evidence) personsIn(d *document, i int, c coverage) []finding {
	q := ev.q
	if p, got := ev.filler(d, i); got {
		c.score = 0.6 + 0.4*c.score // it says the verb in other words
		return []finding{ev.personAt(d, i, c, p, p.first-1, 1)}
	}
	if ev.localShare(c) < 0.5 && !ev.coreLocal(d, i, c) {
		return nil
	}
	ok, v, m := ev.verbHolds(d, i)
	if p, got := ev.recipient(d, i); got && !ok && ev.localShare(c) >= 0.5 {
		ok, v, m = true, p.first-1, lang.Near
		for v > 0 && !giving[d.sents[i].toks[v].Lower] {
			v--
		}
	}
	if !ok {
		return nil
	}
	if p, got := ev.namesake(d, i); got {
		return []finding{ev.personAt(d, i, c, p, v, m)}
	}
	toks := d.tags(ev.tag, i)
	rival := q.verb != nil && contest[q.verb.stem]
	if v < 0 || !rival && !strings.HasPrefix(toks[v].Tag, "VB") {
		return nil
	}
	if saying[q.verb.stem] && !deeds[q.verb.stem] && (q.verb.stem != written || q.asks("that")) {
		return ev.saysIn(d, i, c)
	}
	if ev.unreal(d, i, v) || negated(toks, v) {
		return nil
	}
	p, ok := ev.doer(d, i, v)
	if to, got := ev.recipient(d, i); got {
		p, ok = to, true
	}
	if q.object && !rival {
		p, ok = ev.doneTo(d, i, v)
		if q.trail != "" && (v+1 >= len(toks) || toks[v+1].Lower != q.trail) {
			return nil
		}
	}
	if rival {
		p, ok = ev.rival(d, i, v, c)
	}
	if ok && !q.object && !rival && ev.doneElse(d, i, v, c) {
		return nil
	}
	if !ok {
		return nil
	}
	return []finding{ev.personAt(d, i, c, p, v, m)}
}

// personAt is the finding of who is named at tokens p, by the verb at token v
// that fits the question's as far as m.
func (ev *evidence) personAt(d *document, i int, c coverage, p span, v int, m float64) finding {
	f := finding{doc: d, sent: i, from: min(i, c.from), first: p.first, last: p.last, score: c.score * (0.7 + 0.3*m), kind: askPerson}
	f.written = d.text(i, p.first, p.last)
	f.value = lang.Fold(f.written)
	f.voice = ev.voiceOf(d, i, v)
	f.stage = d.stageOf(ev.tag, i, v)
	f.exact = m == 1
	return f
}

var naming = lang.Stem("name")

// namesake is whose name it bears: "its name is a nod to NAME", "in honor of
// NAME".
func (ev *evidence) namesake(d *document, i int) (span, bool) {
	if ev.q.verb == nil || ev.q.verb.stem != naming || ev.q.trail != "after" && ev.q.trail != "for" {
		return span{}, false
	}
	toks := d.sents[i].toks
	for k := 0; k+2 < len(toks); k++ {
		switch {
		case toks[k].Is("nod", "tribute", "homage", "salute") && toks[k+1].Is("to"), toks[k].Is("honor", "honour", "memory", "recognition") && toks[k+1].Is("of"):
			return d.nameFrom(i, k+2)
		case toks[k].Is("honors", "honours", "honoring", "honouring", "commemorates", "commemorating"):
			return d.nameFrom(i, k+1)
		}
	}
	return span{}, false
}

// nameFrom is the name that begins at a token or right behind an article and a
// title.
func (d *document) nameFrom(i, k int) (span, bool) {
	for _, n := range d.sents[i].names {
		if p, _ := d.sents[i].splitTitle(n); n.First >= k && n.First <= k+2 && p.last >= p.first {
			return p, true
		}
	}
	return span{}, false
}

var replacing = stemSet("replace succeed takeover")

// filler is who comes in the place of the one asked about: "NAME's post will be
// filled by NAME".
func (ev *evidence) filler(d *document, i int) (span, bool) {
	if ev.q.verb == nil || !replacing[ev.q.verb.stem] || ev.q.object {
		return span{}, false
	}
	s := &d.sents[i]
	toks := s.toks
	for k := 1; k+3 < len(toks); k++ {
		if toks[k].Lower != "'s" || !(posts[toks[k+1].Lower] || toks[k+1].Is("position", "seat", "place", "duties")) || !ev.wordOfEnt(toks[k-1].Lower) {
			continue
		}
		for j := k + 2; j+1 < len(toks) && j < k+9; j++ {
			if toks[j].Is("filled", "taken") && toks[j+1].Is("by") {
				return ev.nameAfter(d, i, j+2)
			}
		}
	}
	return span{}, false
}

// doer is the name of who does the verb at token v: its subject, the agent
// behind "by", or with verbs that hold both ways the other party.
func (ev *evidence) doer(d *document, i, v int) (span, bool) {
	s := &d.sents[i]
	toks := s.toks
	passive := false
	for k := v - 1; k >= max(0, v-3); k-- {
		passive = passive || toks[v].Tag == "VBN" && toks[k].Is("was", "were", "been", "be", "is", "are", "being")
	}
	if toks[v].Tag == "VBN" && !passive && v+1 < len(toks) && toks[v+1].Is("by") {
		passive = true
	}
	if passive && !ev.q.passive {
		if ev.objectBehind(d, i, v) {
			return span{}, false // "A was replaced by B, who lost to C" does not say who replaced C
		}
		for k := v + 1; k < len(toks) && k < v+8; k++ {
			if toks[k].Is("and", "but", "or") {
				break // "was sacked and replaced by NAME"
			}
			if toks[k].Is("by") {
				if end := roleAt(toks, k+1); end > 0 {
					return span{k + 1, end}, true
				}
				return ev.nameAfter(d, i, k+1)
			}
		}
		return span{}, false
	}
	var best span
	found := false
	for _, n := range s.names {
		p, _ := s.splitTitle(n)
		if p.last < p.first || p.last >= v || ev.isAsked(d, i, p) || !quietVerbs(toks, p.last+1, v) || !nameOfActor(s, p) {
			continue
		}
		if !d.person(i, n) && !adjacent(toks, p.last+1, v) {
			continue
		}
		best, found = p, true
	}
	if found {
		return s.together(best), true
	}
	// Nobody is named: "the top official resigned".
	a, b, ok := subjectOf(toks, s.quoted, v)
	if ok && b < v && v-b <= 3 && !isPronoun(toks[a:b+1]) && b > a && personal[toks[b].Stem] || ok && b < v && b > a && lang.IsTitle(toks[b].Lower) {
		return span{a, b}, true
	}
	return span{}, false
}

// objectBehind: whom the question makes it be done to stands behind the passive
// verb at token v, and so is not the one it was done to.
func (ev *evidence) objectBehind(d *document, i, v int) bool {
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		if e.place != "" || ev.q.verb == nil || e.pos < ev.q.verb.pos || e.pos-ev.q.verb.pos > 2 {
			continue
		}
		if first, _ := e.span(d, &d.sents[i]); first > v {
			return true
		}
	}
	return false
}

// doneTo is the name of whom the verb at token v is done to: behind it, or before
// it where it is passive and no other is named who does it. Of "was sacked and
// replaced by NAME" that is not the one who comes.
func (ev *evidence) doneTo(d *document, i, v int) (span, bool) {
	toks := d.tags(ev.tag, i)
	if ev.q.trail != "" {
		return ev.nameAfter(d, i, v+1)
	}
	if saidPassive(toks, v) || toks[v].Tag == "VBN" && v+1 < len(toks) && toks[v+1].Is("by") {
		for k := v + 1; k < len(toks) && k <= v+8 && !toks[k].Is("and", "but"); k++ {
			if !toks[k].Is("by") {
				continue
			}
			if by, ok := d.nameFrom(i, k+1); ok && !ev.isAsked(d, i, by) {
				return span{}, false
			}
		}
		p, ok := d.personBefore(i, v)
		for ok && p.first > 1 && (toks[p.first-1].Is("by") || toks[p.first-2].Is("by")) {
			p, ok = d.personBefore(i, p.first-1) // "sacked by NAME and replaced"
		}
		return p, ok && !ev.isAsked(d, i, p)
	}
	p, ok := ev.nameAfter(d, i, v+1)
	for ok && p.first > v+1 && toks[p.first-1].Is("of", "in", "at", "from", "near") {
		next, more := ev.nameAfter(d, i, p.last+1) // "the mayor of PLACE, NAME"
		if !more {
			break
		}
		p = next
	}
	for k := v + 1; ok && k < p.first; k++ {
		finite := toks[k].Tag == "VBD" || toks[k].Tag == "VBZ" || toks[k].Tag == "VBP" || toks[k].Tag == "MD"
		if finite || handovers[toks[k].Stem] && strings.HasPrefix(toks[k].Tag, "VB") || toks[k].Text == ";" {
			return span{}, false // "sacked the minister and replaced him with NAME"
		}
	}
	return p, ok
}

// gets are the verbs of questions after who has a prize, giving those that say
// to whom it went.
var (
	gets   = stemSet("win award receive get earn clinch take give")
	giving = wordSet("went goes gone awarded given presented handed granted")
)

// doneElse: what it was done to stands on the wrong side of the verb: "NAME has
// helped since the fires began" does not say who began them.
func (ev *evidence) doneElse(d *document, i, v int, c coverage) bool {
	toks := d.tags(ev.tag, i)
	for k, t := range ev.q.terms {
		if t.verb || t.light() || t.pos <= ev.q.verb.pos {
			continue
		}
		if c.local[k] < 0 {
			return false
		}
		return !saidPassive(toks, v) && c.local[k] < v && !toks[max(v-1, 0)].Is("to") && !relative(toks, c.local[k], v)
	}
	return false
}

// relative: "the fire that NAME started": the object comes first.
func relative(toks []lang.Token, object, v int) bool {
	for k := object + 1; k < v; k++ {
		if toks[k].Is("that", "which", "whom", "who") {
			return true
		}
	}
	return false
}

// recipient is to whom something went: "the prize was awarded to NAME".
func (ev *evidence) recipient(d *document, i int) (span, bool) {
	if ev.q.verb == nil || !gets[ev.q.verb.stem] || ev.q.object {
		return span{}, false
	}
	toks := d.sents[i].toks
	for k := range toks {
		if !giving[toks[k].Lower] {
			continue
		}
		for j := k + 1; j < len(toks) && j <= k+4; j++ {
			if toks[j].Is("to") {
				if p, ok := ev.nameAfter(d, i, j+1); ok && p.first <= j+3 {
					return p, true
				}
			}
		}
	}
	return span{}, false
}

// roleAt: a person named by an office alone begins at token k: "the governor
// of …". It returns the phrase's last token, 0 for none.
func roleAt(toks []lang.Token, k int) int {
	if k+1 < len(toks) && toks[k].Is("the", "a", "an") && lang.IsTitle(toks[k+1].Lower) && !toks[k+1].Capital() {
		return phraseEnd(toks, k)
	}
	return 0
}

// together widens a name to the list that it ends: "A, B and C".
func (s *sentence) together(p span) span {
	for n := len(s.names) - 1; n >= 0; n-- {
		o, _ := s.splitTitle(s.names[n])
		if o.last >= p.first || o.last < o.first || p.first-o.last > 3 {
			continue
		}
		joined := true
		for k := o.last + 1; k < p.first; k++ {
			joined = joined && (s.toks[k].Is("and") || s.toks[k].Text == ",")
		}
		if !joined || o.first == o.last {
			break
		}
		p.first = o.first
	}
	return p
}

// rival is the other party of a contest: the person nearest to the verb in a
// sentence that names the one asked about.
func (ev *evidence) rival(d *document, i, v int, c coverage) (span, bool) {
	s := &d.sents[i]
	var best span
	away := 12
	for k := range ev.q.ents {
		if ev.q.ents[k].place == "" && ev.q.ents[k].in(d, s) == 0 && !(c.ents[k] >= inBefore && s.hasPronoun()) {
			return best, false
		}
	}
	for _, n := range s.names {
		p, _ := s.splitTitle(n)
		if p.last < p.first || ev.isAsked(d, i, p) || !d.person(i, n) || parts(s.toks, v, p.first) {
			continue
		}
		if w := min(abs(p.first-v), abs(v-p.last)); w < away {
			best, away = p, w
		}
	}
	return best, away < 12
}

func (s *sentence) hasPronoun() bool {
	for _, t := range s.toks {
		if t.Is("he", "she", "him", "her", "his", "hers") {
			return true
		}
	}
	return false
}

// parts: a sentence's joint stands between two tokens.
func parts(toks []lang.Token, a, b int) bool {
	for k := min(a, b); k < max(a, b); k++ {
		if toks[k].Text == ";" || toks[k].Text == ":" || toks[k].Text == "—" {
			return true
		}
	}
	return false
}

// adjacent: only auxiliaries and adverbs stand between a subject and its verb.
func adjacent(toks []lang.Token, a, b int) bool {
	for k := a; k < b; k++ {
		if !aux[toks[k].Lower] && !strings.HasPrefix(toks[k].Tag, "RB") {
			return false
		}
	}
	return true
}

// nameOfActor: a month or a bare country is no doer of deeds here.
func nameOfActor(s *sentence, p span) bool {
	for k := p.first; k <= p.last; k++ {
		if lang.Month(s.toks[k].Lower) > 0 {
			return false
		}
	}
	return true
}

// nameAfter is the first name from token k on that the question does not
// already have.
func (ev *evidence) nameAfter(d *document, i, k int) (span, bool) {
	s := &d.sents[i]
	for _, n := range s.names {
		p, _ := s.splitTitle(n)
		if p.last >= k && p.first < k && n.First >= k {
			p.first = k
		}
		if p.first < k || p.first > k+8 || p.last < p.first || ev.isAsked(d, i, p) || s.placeAt(p.first) != "" || !nameOfActor(s, p) {
			continue
		}
		return p, true
	}
	return span{}, false
}

// isAsked: the name is one of the question's own.
func (ev *evidence) isAsked(d *document, i int, p span) bool {
	toks := d.sents[i].toks
	for _, e := range ev.q.ents {
		if e.place != "" && d.sents[i].placeAt(p.first) == e.place && p.first == p.last {
			return true
		}
		if sameWord(toks[p.last].Lower, e.last()) || e.place == "" && acronym(toks, p.first, e.words) > 0 || e.title && e.within(toks[p.first:p.last+1]) {
			return true
		}
	}
	return false
}

// quietVerbs: between a subject and its verb stands no other finite verb,
// clauses between commas left out.
func quietVerbs(toks []lang.Token, a, b int) bool {
	depth := false
	for k := a; k < b; k++ {
		if toks[k].Text == "," || toks[k].Text == "–" || toks[k].Text == "—" {
			depth = !depth
			continue
		}
		if toks[k].Text == ";" || toks[k].Text == ":" || toks[k].Is("but", "while") {
			return false
		}
		if !depth && (toks[k].Tag == "VBD" || toks[k].Tag == "VBZ" || toks[k].Tag == "VBP") && !aux[toks[k].Lower] {
			return false
		}
	}
	return true
}

// saysIn: "who said that …".
func (ev *evidence) saysIn(d *document, i int, c coverage) []finding {
	v := ev.voiceOf(d, i, 0)
	if v.speaker == "" && v.attribution == "" {
		return nil
	}
	name := v.speaker
	if name == "" {
		name = v.attribution
	}
	f := finding{doc: d, sent: i, from: min(i, v.from), score: c.score, kind: askPerson, voice: v, whole: true, written: name, value: lang.Fold(name)}
	return []finding{f}
}

func negated(toks []lang.Token, v int) bool {
	for k := max(0, v-9); k < v; k++ {
		if toks[k].Is("dismissed", "rejected") && k+1 < len(toks) && (toks[k+1].Capital() || toks[k+1].Is("by", "from", "and")) {
			continue // somebody, not a claim
		}
		if toks[k].Is("wrong", "false", "untrue", "mistaken", "denied", "denies", "rejected", "rejects", "dismissed") {
			return true
		}
	}
	for k := max(0, v-4); k < v; k++ {
		if k > 0 && toks[k].Capital() {
			continue // in a name: "No Way Out"
		}
		if toks[k].Is("not", "never", "n't", "didn't", "hasn't", "won't", "doesn't", "wasn't", "weren't", "isn't", "aren't", "haven't", "cannot", "can't", "couldn't", "no", "nor", "refused", "refuses", "denied", "denies", "failed", "fails", "declined", "without", "nobody", "neither") {
			return true
		}
	}
	return false
}
