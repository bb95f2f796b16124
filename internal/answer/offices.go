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
			if ev.officeTerm(toks[k].Stem) || ev.q.leads != "" && slices.Contains(strings.Fields(ev.q.leads), toks[k].Lower) {
				title.last, p.first = k, k+1
			}
		}
		if p.last < p.first || !d.holder(i, n, p) || p.first == p.last && ev.officeKin(toks[p.last].Stem) || ev.titleIn(toks[n.First:n.Last+1]) {
			continue
		}
		at, ok := ev.officeAt(d, i, n, p, title, head)
		if !ok || !toks[p.first].Capital() || n.First > 0 && title.last < title.first && toks[n.First-1].Is("for", "in", "at", "from") {
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

// ownerAbove is how near the body must have been named: in the sentence, the
// one before, or in the headline and throughout.
const ownerAbove = 0.6

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
