package answer

// Words that say the opposite: "closed" answers "was it open?" with no.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// opposites are pairs of words of which only one can hold at a time.
var opposites = func() map[string][]string {
	m := map[string][]string{}
	for _, pair := range strings.Fields(`open/closed open/shut safe/dangerous safe/hazardous alive/dead guilty/innocent convicted/acquitted legal/illegal allowed/banned allowed/forbidden
		permitted/prohibited accepted/rejected approved/rejected approved/blocked passed/failed won/lost present/absent available/unavailable online/offline full/empty public/private
		true/false cancelled/confirmed increased/decreased rise/fall rose/fell raised/lowered upheld/overturned granted/refused granted/denied released/detained freed/jailed
		add/cut add/remove create/cut create/destroy gain/lose hire/fire hire/dismiss hire/lay restore/lose arrive/depart arrive/leave enter/leave borrow/lend deposit/withdraw rescue/kill save/spend
		build/demolish import/export land/lift start/finish begin/end appoint/dismiss join/quit join/leave born/die survive/die expand/shrink strengthen/weaken widen/narrow buy/sell
		reopened/closed reopened/shut resumed/suspended complete/incomplete clear/blocked passable/impassable stable/critical`) {
		a, b, _ := strings.Cut(pair, "/")
		m[lang.Stem(a)] = append(m[lang.Stem(a)], lang.Stem(b))
		m[lang.Stem(b)] = append(m[lang.Stem(b)], lang.Stem(a))
	}
	return m
}()

// anotherDeed: the kin of the question's verb that the sentence has at a token
// is another deed than the one asked about: to add jobs is not to say so, and
// where the sentence has the very opposite, jobs were cut.
func (ev *evidence) anotherDeed(d *document, i int, t *lang.Token) bool {
	figure := ev.q.kind == askQuantity || ev.q.kind == askDuration || ev.q.kind == askPlace
	if ev.q.kind == askDate && t.Is("said", "say", "says", "told", "noted", "added", "confirmed", "warned", "reported") {
		return true
	}
	if figure && saying[t.Stem] && !saying[ev.q.verb.stem] && strings.HasPrefix(t.Tag, "VB") {
		return true
	}
	for _, o := range opposites[ev.q.verb.stem] {
		if _, ok := d.sents[i].stems[o]; ok {
			return true
		}
	}
	return false
}

// negations begin the opposite of many words: "unsafe", "disapproved".
var negations = []string{"un", "in", "im", "il", "ir", "dis", "non"}

// opposite is the question's term that the sentence does not have, and of which
// it has the opposite; -1 for none.
func (ev *evidence) opposite(s *sentence, c coverage) int {
	for k, t := range ev.q.terms {
		if c.local[k] >= 0 && c.terms[k] == 1 || t.light() {
			continue
		}
		if ev.oppositeAt(s, k) >= 0 {
			return k
		}
	}
	return -1
}

// askState: the question asks how a thing is, not what it did: "was it open",
// "is the water safe to drink".
func (q *query) askState() bool {
	return len(q.toks) > 0 && q.toks[0].Is("is", "are", "was", "were") && (q.verb == nil || lang.Lemma(q.verb.word) == q.verb.word && !strings.HasSuffix(q.verb.word, "ing") && !strings.HasSuffix(q.verb.word, "ed") && q.toks[q.verb.pos].Tag != "VBN")
}

// withOpposite is the coverage with the opposite taken for the word itself.
func (ev *evidence) withOpposite(c coverage, anti int) float64 {
	return ev.scoreWith(c, ev.q.terms[anti].pos, 1)
}

// scoreWith is the coverage with the word at a token of the question accounted
// for at least as far as m.
func (ev *evidence) scoreWith(c coverage, pos int, m float64) float64 {
	sum, total := c.when, float64(len(ev.q.when))
	for k, t := range ev.q.terms {
		total += t.weight
		if t.pos == pos {
			sum += max(c.terms[k], m) * t.weight
			continue
		}
		sum += c.terms[k] * t.weight
	}
	for k, e := range ev.q.ents {
		total += e.weight
		sum += c.ents[k] * e.weight
	}
	return sum / max(total, 1e-9)
}

// allNamed: the sentence has what a yes or a no is about: the one who is asked
// about by name, by a pronoun or by what it is; and where another name stands
// only in the text before it, every word of the question.
func (ev *evidence) allNamed(d *document, i int, c coverage, anti int) bool {
	s := &d.sents[i]
	missing, doers, here := false, 0, false
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		if e.place != "" {
			continue
		}
		local := e.in(d, s) >= 0.5
		if ev.q.verb != nil && e.pos < ev.q.verb.pos && !ev.q.toks[max(e.pos-1, 0)].Is("in", "at", "on", "near", "of") {
			doers++
			here = here || local
		}
		missing = missing || !local
	}
	if !missing {
		return true
	}
	if doers > 0 && !here && !s.anaphoric() && !ev.described(s) && !ev.leanOn(c) {
		return false // "Is NAME running …?" is not answered by what others do
	}
	for k, t := range ev.q.terms {
		if k != anti && !t.light() && !t.descr && c.local[k] == -1 && t.weight > 0.4 {
			return false
		}
	}
	return true
}

// described: "the ferry" for a ferry that the question names.
func (ev *evidence) described(s *sentence) bool {
	for _, t := range ev.q.terms {
		if k, ok := s.stems[t.stem]; ok && t.descr && k > 0 && s.toks[k-1].Is("the") {
			return true
		}
	}
	for _, e := range ev.q.ents {
		if len(e.words) < 2 || e.place != "" {
			continue
		}
		for k := 1; k < len(s.toks); k++ {
			if t := &s.toks[k]; s.toks[k-1].Is("the") && !t.Capital() && len(t.Lower) > 3 && slices.Contains(e.words, t.Lower) {
				return true // "the hurricane" for "Hurricane NAME"
			}
		}
	}
	return false
}

// ownVerb is the place of the verb, found at a token, that has the subject asked
// about: of "A has declared …, B has not issued a declaration" the one of B.
func (ev *evidence) ownVerb(d *document, i, at int) int {
	toks := d.sents[i].toks
	for k := at; k < len(toks); k++ {
		if toks[k].Stem != toks[at].Stem {
			continue
		}
		v := k
		if !strings.HasPrefix(toks[k].Tag, "VB") {
			v = issuing(toks, k)
		}
		if v >= 0 && !ev.otherSubject(d, i, v) {
			return k
		}
	}
	return at
}

// copulaDenied: the sentence says of what it speaks of that it is not: "the
// captain was not on the bridge when the ship ran aground".
func copulaDenied(toks []lang.Token) bool {
	for k := range toks {
		if toks[k].Is("isn't", "wasn't", "aren't", "weren't") {
			return true
		}
		if k > 0 && toks[k].Is("not", "never", "n't") && toks[k-1].Is("is", "was", "are", "were") {
			return true
		}
	}
	return false
}

// partly: a share stands right before the word: "85% contained" is neither a yes
// nor a no.
func partly(s *sentence, at int) bool {
	for _, m := range s.quants {
		if m.Dim == lang.Percent && m.Last < at && at-m.Last <= 2 && m.Value < 100 {
			return true
		}
	}
	return false
}

// issuing is the verb by which a noun is done, -1 for none: "issued" of "has
// not issued a declaration".
func issuing(toks []lang.Token, noun int) int {
	for k := noun - 1; k >= max(0, noun-8); k-- {
		if toks[k].Kind == lang.Mark {
			return -1
		}
		if strings.HasPrefix(toks[k].Tag, "VB") && !aux[toks[k].Lower] {
			if toks[k].Is("issued", "issue", "made", "make", "gave", "given", "give", "signed", "sign", "took", "taken", "take", "held", "hold", "filed", "file", "launched", "launch") {
				return k
			}
			return -1
		}
	}
	return -1
}

// besideOpposite: all else that was asked about stands in the sentence.
func (ev *evidence) besideOpposite(c coverage, anti int) bool {
	sum, total := 0.0, 0.0
	for k, t := range ev.q.terms {
		if k == anti || t.descr {
			continue
		}
		total += t.weight
		if c.local[k] >= 0 || c.local[k] == leant {
			sum += c.terms[k] * t.weight
		}
	}
	for k := range ev.q.ents {
		total += ev.q.ents[k].weight
		sum += c.ents[k] * ev.q.ents[k].weight
	}
	return total > 0 && sum >= 0.75*total
}
