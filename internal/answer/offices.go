package answer

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// officeIn finds who holds an office: "Norwegian President NAME", "NAME, the
// governor of …", "the regional governor of PLACE, NAME".
func (ev *evidence) officeIn(d *document, i int, c coverage) []finding {
	q := ev.q
	if len(q.terms) == 0 || q.asks("before", "after", "until", "predecessor", "successor") {
		return nil // another holder than the text's own present one
	}
	s := &d.sents[i]
	toks := d.tags(ev.tag, i)
	head := q.officeHead()
	if made := ev.makerIn(d, i, c); made != nil {
		return made
	}
	var out []finding
	for _, n := range s.names {
		p, title := s.splitTitle(n)
		for k := p.first; k < p.last; k++ {
			if ev.officeTerm(toks[k].Stem) {
				title.last, p.first = k, k+1
			}
		}
		if p.last < p.first || !d.holder(i, n, p) || p.first == p.last && ev.officeKin(toks[p.last].Stem) || ev.titleIn(toks[n.First:n.Last+1]) {
			continue
		}
		at, ok := ev.officeAt(d, i, n, p, title, head)
		if !ok || n.First > 0 && title.last < title.first && toks[n.First-1].Is("for", "in", "at", "from") {
			continue // "the MP for PLACE has been minister"
		}
		if !ev.officeWords(d, i, at, p, c) {
			continue
		}
		placed := ev.officeOwner(d, i, at, p, c) * ev.officePlace(d, i, at, p)
		if placed == 0 || ev.otherOffice(toks, at) {
			continue
		}
		past := wasOffice(toks, at)
		if past && !q.asks("former", "previous", "ex") {
			continue
		}
		f := finding{doc: d, sent: i, from: min(i, c.from), first: p.first, last: p.last, score: (0.6 + 0.4*c.score) * placed, kind: askPerson}
		f.written = d.text(i, p.first, p.last)
		f.value = lang.Fold(f.written)
		f.voice = ev.voiceOf(d, i, p.first)
		if planned(toks, at) || conditional(toks, min(at, p.first)) {
			f.stage = "planned"
		}
		if leaves(toks, p) {
			f.stage = "left"
		}
		out = append(out, f)
	}
	return out
}

// officeTerm: the stem is one of the words of the office asked for.
func (ev *evidence) officeTerm(stem string) bool {
	for _, t := range ev.q.terms {
		if t.stem == stem {
			return true
		}
	}
	return false
}

// officeKin: the word is near to one of the office's: "Defense" is nobody's name.
func (ev *evidence) officeKin(stem string) bool {
	return slices.ContainsFunc(ev.q.terms, func(t term) bool { return lang.Kinship(t.stem, stem) >= lang.Near })
}

// officeHead is the noun of the office: the last term before a preposition.
func (q *query) officeHead() *term {
	best := &q.terms[0]
	for k := range q.terms {
		t := &q.terms[k]
		if k > 0 && t.pos != best.pos+1 {
			break
		}
		best = t
	}
	return best
}

// heads are the verbs of leading a body, with the titles of those who do.
var heads = map[string]string{
	"heads": "head chief director president chair chairman chairwoman leader boss ceo director-general secretary-general commissioner", "leads": "leader head chief president chair chairman chairwoman captain",
	"runs": "head chief director president boss ceo manager", "manages": "manager", "chairs": "chair chairman chairwoman chairperson", "coaches": "coach", "edits": "editor", "directs": "director", "governs": "governor",
}

// splitTitle divides a name into its title ("Norwegian President") and the
// bare name, without "of PLACE" behind it.
func (s *sentence) splitTitle(n lang.Name) (p, title span) {
	first, last := n.First, n.Last
	for first < last && (lang.IsTitle(s.toks[first].Lower) || s.placeAt(first) != "" || s.toks[first].Is("of", "the", "-", "–")) {
		first++
	}
	for k := first; k < last; k++ { // "Lee County Sheriff NAME"
		if lang.IsTitle(s.toks[k].Lower) && s.toks[k].Capital() && !bodyWords[s.toks[k+1].Lower] {
			first = k + 1
		}
	}
	for k := first + 1; k < last; k++ {
		if s.toks[k].Is("of") {
			last = k - 1
			break
		}
	}
	return span{first, last}, span{n.First, first - 1}
}

// holder: the bare name can be a person.
func (d *document) holder(i int, n lang.Name, p span) bool {
	s := &d.sents[i]
	toks := s.toks
	for k := p.first; k <= p.last; k++ {
		if bodyWords[toks[k].Lower] || lang.Month(toks[k].Lower) > 0 || d.sents[i].placeAt(k) != "" && p.first == p.last {
			return false
		}
	}
	return p.last > p.first || d.surname(toks[p.last].Lower) || p.first > n.First
}

// officeAt finds the office's noun beside the name: in its title, right
// before it, or in an apposition behind it.
func (ev *evidence) officeAt(d *document, i int, n lang.Name, p, title span, head *term) (int, bool) {
	toks := d.sents[i].toks
	is := func(k int) bool {
		if ev.q.leads != "" {
			return k >= 0 && k < len(toks) && toks[k].Kind == lang.Word && slices.Contains(strings.Fields(ev.q.leads), toks[k].Lower)
		}
		return k >= 0 && k < len(toks) && toks[k].Kind == lang.Word && (toks[k].Stem == head.stem || lang.Kinship(head.stem, toks[k].Stem) >= lang.Near && !strings.HasSuffix(toks[k].Lower, "ial"))
	}
	for k := title.first; k <= title.last; k++ {
		if is(k) {
			return k, true
		}
	}
	for k := p.first - 1; k >= max(0, p.first-3); k-- {
		if is(k) && quietBetween(toks, k+1, p.first) {
			return k, true
		}
	}
	// "the governor of PLACE, NAME"
	if p.first >= 3 && toks[p.first-1].Text == "," {
		for k := p.first - 2; k >= max(0, p.first-9); k-- {
			if toks[k].Kind == lang.Mark && toks[k].Text != "'" && toks[k].Text != "’" {
				break
			}
			if is(k) && k+1 < p.first && toks[k+1].Is("of", "for", "in") {
				return k, true
			}
		}
	}
	// "The mediator in the talks is NAME", "… will be NAME"
	if k := p.first - 1; k > 1 && (toks[k].Is("is", "was", "became", "be")) {
		for k > 1 && (aux[toks[k-1].Lower] || toks[k-1].Is("to")) {
			k--
		}
		for j := k - 1; j >= max(0, k-9) && toks[j].Kind != lang.Mark && !strings.HasPrefix(toks[j].Tag, "VB"); j-- {
			if is(j) {
				return j, true
			}
		}
	}
	// "NAME, the prime minister", "NAME is the governor", "NAME became president"
	start := p.last + 1
	if start >= len(toks) {
		return 0, false
	}
	link := toks[start].Text == "," || toks[start].Text == "(" || toks[start].Is("is", "was", "became", "becomes", "as")
	if !link && !(toks[start].Is("has", "will", "took", "would") && start+1 < len(toks)) {
		return 0, false
	}
	for k := start + 1; k < len(toks) && k <= start+10; k++ {
		if toks[k].Kind == lang.Mark && toks[k].Text != "’" && toks[k].Text != "-" {
			break
		}
		if k > start+1 && toks[start].Text == "," && (toks[k].Is("who", "said", "of", "and") || strings.HasPrefix(toks[k].Tag, "VB")) {
			break
		}
		if is(k) {
			return k, true
		}
	}
	return 0, false
}

func quietBetween(toks []lang.Token, a, b int) bool {
	for k := a; k < b; k++ {
		if toks[k].Kind == lang.Mark && toks[k].Text != "," || strings.HasPrefix(toks[k].Tag, "VB") || toks[k].Is("of", "and", "to", "by", "with", "against") {
			return false
		}
	}
	return true
}

// officeWords: what else the office is called stands beside it: "prime" of
// "prime minister", "foreign", "security".
func (ev *evidence) officeWords(d *document, i, at int, p span, c coverage) bool {
	head := ev.q.officeHead()
	s := &d.sents[i]
	near := func(t term) bool {
		for k := max(0, min(at, p.first)-7); k < len(s.toks) && k <= max(at, p.last)+9; k++ {
			if lang.Kinship(t.stem, s.toks[k].Stem) >= 0.9 {
				return true
			}
		}
		return false
	}
	for k, t := range ev.q.terms {
		if t.pos == head.pos || t.light() || t.stem == "current" || t.stem == "new" || t.stem == "former" {
			continue
		}
		if !near(t) && !(t.pos > head.pos && c.terms[k] >= ownerAbove) {
			return false
		}
	}
	for k, e := range ev.q.ents {
		if e.place != "" {
			continue
		}
		if e.in(d, s) == 0 && c.ents[k] < ownerAbove {
			return false
		}
	}
	return true
}

// officeOwner tells how surely the office is that of the body which the
// question names ("of Boeing"): 1 where it stands tied to the office, before
// it, inside the title, or behind "of", "at", "for"; less where the text only
// points back to it ("the city's police chief"), or speaks of it and names no
// other; 0 otherwise.
func (ev *evidence) officeOwner(d *document, i, at int, p span, c coverage) float64 {
	s := &d.sents[i]
	surely := 1.0
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		if e.place != "" || ev.q.at(e.pos-1) == "with" {
			continue
		}
		tied := false
		for t := range s.toks {
			if !sameWord(s.toks[t].Lower, e.last()) || e.matchAt(d, s, t) < 0.85 {
				continue
			}
			if t+1 < len(s.toks) && s.toks[t+1].Capital() && s.toks[t].Capital() && bodyWords[s.toks[t+1].Lower] && !ev.officeTerm(s.toks[t+1].Stem) {
				continue // a part of it: "Boeing Commercial Airplanes"
			}
			before := t < at && min(at, p.first)-t <= 6 && quietBetween(s.toks, t+1, min(at, p.first)) && !hasMark(s.toks, t+1, min(at, p.first), ",")
			inside := t < at && t >= min(at, p.first)-6 && t > p.last
			behind := t > at && t-max(at, min(p.last, t)) <= 6 && (s.toks[at+1].Is("of", "at", "for") || p.last+1 < len(s.toks) && s.toks[p.last+1].Is("of", "at", "for"))
			tied = tied || before || inside || behind
		}
		if tied || ev.ownerElsewhere(d, s.toks[p.last].Lower, e) {
			continue
		}
		surely *= ev.ownerAbove(d, i, at, p, k, c)
	}
	return surely
}

// ownerAbove: the body named is not tied to the office in its sentence: how
// surely the text around it makes it the one.
func (ev *evidence) ownerAbove(d *document, i, at int, p span, k int, c coverage) float64 {
	s := &d.sents[i]
	if c.ents[k] < ownerAbove || d.roundup || ev.otherOwner(d, i, at, p) || !d.person(i, lang.Name{First: p.first, Last: p.last}) {
		return 0
	}
	if ev.ownedElsewhere(s.toks[p.last].Lower, s.toks[at].Stem) {
		return 0
	}
	start := officeStart(s.toks, at)
	if start > 0 && (s.toks[start-1].Lower == "'s" && start > 1 && !s.toks[start-2].Capital() || s.toks[start-1].Is("its", "their")) {
		return 0.95
	}
	if len(s.places)+len(s.names) > 3 && c.ents[k] < 1 {
		return 0 // too many are named to tell whose office it is
	}
	return 0.85
}

// ownedElsewhere: some article ties this office of the person to a body or a
// place that was not asked about.
func (ev *evidence) ownedElsewhere(surname, office string) bool {
	for _, d := range ev.docs {
		for i := range d.sents {
			s := &d.sents[i]
			if !s.hasWord(surname) {
				continue
			}
			for _, n := range s.names {
				if s.toks[n.Last].Lower != surname {
					continue
				}
				p, _ := s.splitTitle(n)
				for at := max(0, n.First-6); at < len(s.toks) && at < n.Last+9; at++ {
					if s.toks[at].Stem == office && ev.otherOwner(d, i, at, p) {
						return true
					}
				}
			}
		}
	}
	return false
}

// ownerAbove is how near the body must have been named: in the sentence, the
// one before, or in the headline and throughout.
const ownerAbove = 0.6

// officeStart is the first token of the office's noun phrase: "police" of "the
// city's police chief".
func officeStart(toks []lang.Token, at int) int {
	for at > 0 && toks[at-1].Kind == lang.Word && toks[at-1].Lower != "'s" && toks[at-1].Capital() == toks[at].Capital() && (strings.HasPrefix(toks[at-1].Tag, "NN") || strings.HasPrefix(toks[at-1].Tag, "JJ")) {
		at--
	}
	return at
}

// otherOwner: another body's name stands tied to the office.
func (ev *evidence) otherOwner(d *document, i, at int, p span) bool {
	s := &d.sents[i]
	start := officeStart(s.toks, at)
	for _, n := range s.names {
		if n.First <= p.last && n.Last >= p.first {
			for k := n.First; k < p.first; k++ { // "Harrow Lines CEO NAME"
				if !lang.IsTitle(s.toks[k].Lower) && !ev.officeTerm(s.toks[k].Stem) && !ev.wordOfEnt(s.toks[k].Lower) {
					return true
				}
			}
			continue
		}
		if ev.mentions(d, i, n) {
			continue
		}
		before := n.Last < at && n.Last >= start-2 && quietBetween(s.toks, n.Last+1, at)
		behind := n.First > at && at+1 < len(s.toks) && s.toks[at+1].Is("of", "at", "for") && n.First <= at+3
		behindName := n.First > p.last && p.last+1 < len(s.toks) && s.toks[p.last+1].Is("of", "at", "for") && n.First <= p.last+3
		if before || behind || behindName {
			return true
		}
	}
	return false
}

// wordOfEnt: the word stands in a name of the question.
func (ev *evidence) wordOfEnt(lower string) bool {
	return slices.ContainsFunc(ev.q.ents, func(e entity) bool { return slices.Contains(e.words, lower) })
}

// otherOffice: the words before it make it another office than the one asked
// for: "deputy fire chief", "lieutenant governor".
func (ev *evidence) otherOffice(toks []lang.Token, at int) bool {
	for k := max(0, at-3); k < at; k++ {
		if toks[k].Is("deputy", "vice", "assistant", "associate", "shadow", "junior", "lieutenant", "lt", "lt.", "under") && !ev.q.asks(toks[k].Lower) && quietBetween(toks, k, at) {
			return true
		}
	}
	return false
}

// ownerElsewhere: the same article has "BODY TITLE NAME" with this surname.
func (ev *evidence) ownerElsewhere(d *document, surname string, e *entity) bool {
	for j := range d.sents {
		o := &d.sents[j]
		for _, n := range o.names {
			if o.toks[n.Last].Lower != surname || n.First == n.Last {
				continue
			}
			for k := n.First; k < n.Last; k++ {
				if o.toks[k].Lower == e.last() {
					return true
				}
			}
		}
	}
	return false
}

// officePlace tells how surely the office is the asked place's: 1 when the
// text ties them together, 0 when it ties it to another, between when only
// the article is about that place.
func (ev *evidence) officePlace(d *document, i, at int, p span) float64 {
	s := &d.sents[i]
	want := ""
	for _, e := range ev.q.ents {
		if e.place != "" {
			want = e.place
		}
	}
	if want == "" {
		return 1
	}
	low, high := min(at, p.first)-4, max(at, p.last)+5
	rival := false
	for _, pl := range s.places {
		if pl.last < low || pl.first > high || !s.tied(pl, at, p) {
			continue
		}
		if pl.id == want {
			return 1
		}
		rival = true
	}
	if rival {
		return 0
	}
	to, elsewhere := ev.ties(s.toks[p.first].Lower, s.toks[p.last].Lower, want)
	if !elsewhere && (to || s.onlyPlace(want)) {
		return 0.85
	}
	if ev.homeOf(d, s, want) && !elsewhere {
		return 0.8
	}
	// The same person is tied to the place elsewhere in this article.
	for j := range d.sents {
		o := &d.sents[j]
		for _, n := range o.names {
			if o.toks[n.Last].Lower != s.toks[p.last].Lower {
				continue
			}
			for _, pl := range o.places {
				if pl.id == want && o.tied(pl, n.First+n.Title-1, span{n.First + n.Title, n.Last}) {
					return 0.9
				}
			}
		}
	}
	return 0
}

// homeOf: the sentence names no place, and its article is about this one.
func (ev *evidence) homeOf(d *document, s *sentence, want string) bool {
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		if e.place == want && len(s.places) == 0 && !d.roundup && !d.mostly(want) && (ev.hold(d).about[k] >= 0.5 || d.title.hasPlace(want)) {
			return true
		}
	}
	return false
}

// onlyPlace: the sentence names this place and no other.
func (s *sentence) onlyPlace(id string) bool {
	for _, p := range s.places {
		if p.id != id {
			return false
		}
	}
	return len(s.places) > 0
}

// ties: some article ties the person to the place, or to another one.
func (ev *evidence) ties(first, surname, want string) (to, elsewhere bool) {
	for _, d := range ev.docs {
		for j := range d.sents {
			o := &d.sents[j]
			for _, n := range o.names {
				if len(o.places) == 0 || o.toks[n.Last].Lower != surname && !kinName(o.toks[n.Last].Lower, surname) {
					continue
				}
				p, _ := o.splitTitle(n)
				if first != surname && p.first < p.last && !kinName(o.toks[p.first].Lower, first) {
					continue
				}
				for _, pl := range o.places {
					if o.tied(pl, p.first-1, p) {
						to = to || pl.id == want
						elsewhere = elsewhere || pl.id != want
					}
				}
			}
		}
	}
	return to, elsewhere && !to
}

// tied: a place belongs to an office: a demonym or a possessive before it, or
// "of PLACE" behind it, with nothing between that would part them.
func (s *sentence) tied(pl placeRef, at int, p span) bool {
	toks := s.toks
	first := min(at, p.first)
	if pl.last < first || pl.last < at {
		for k := pl.last + 1; k < min(at, p.first); k++ {
			if toks[k].Kind == lang.Mark && toks[k].Text != "-" || toks[k].Is("of", "in", "and", "to", "with", "by", "from", "for") {
				return false
			}
		}
		return min(at, p.first)-pl.last <= 6
	}
	if pl.first >= first && pl.last <= max(at, p.last) {
		return true
	}
	end := max(at, p.last)
	return pl.first > end && pl.first-end <= 4 && (toks[pl.first-1].Is("of", "the", "for", "in") || pl.first-end <= 2 && toks[pl.first-1].Text == ",") && (toks[end+1].Is("of", "for", "in") || toks[end+1].Text == ",")
}

// wasOffice: "former", "ex-", "then-", "late" stand before the office.
func wasOffice(toks []lang.Token, at int) bool {
	if at >= 2 && !toks[at].Capital() {
		for k := at - 1; k >= max(0, at-4); k-- {
			if toks[k].Is("was", "served", "were") && !toks[k+1].Is("elected", "appointed", "named", "chosen", "sworn", "re-elected", "made", "confirmed") {
				return true
			}
		}
	}
	for k := max(0, at-6); k <= at; k++ {
		if toks[k].Is("former", "ex", "then", "late", "ousted", "outgoing", "predecessor", "vice") || strings.HasPrefix(toks[k].Lower, "ex-") || strings.HasPrefix(toks[k].Lower, "then-") {
			return true
		}
	}
	return false
}

var departing = stemSet("fire sack dismiss resign quit oust replace stepdown succeed impeach")

// leaves: the sentence tells that the person gives the office up.
func leaves(toks []lang.Token, p span) bool {
	for k := range toks {
		near := k > p.last && k-p.last <= 12 || k < p.first && p.first-k <= 3
		down := toks[k].Is("down", "aside") && k > 0 && toks[k-1].Is("step", "steps", "stepped", "stepping", "stand", "stood", "standing")
		if near && (down || departing[toks[k].Stem] && strings.HasPrefix(toks[k].Tag, "VB")) {
			return true
		}
	}
	return false
}

// planned: a candidate, a nominee, one who would or will hold it.
func planned(toks []lang.Token, at int) bool {
	for k := max(0, at-4); k < len(toks) && k <= at+2; k++ {
		if toks[k].Is("candidate", "candidates", "nominee", "hopeful", "contender", "frontrunner", "would", "will", "elect", "next", "potential", "incoming", "be") {
			return true
		}
	}
	return false
}
