package answer

// Sentences that say that what is asked is not known.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

var notKnown = [][]string{
	{"unclear"}, {"unknown"}, {"not", "clear"}, {"not", "known"}, {"no", "clear"}, {"not", "yet", "clear"}, {"not", "yet", "known"}, {"not", "immediately", "clear"}, {"not", "immediately", "known"},
	{"yet", "to", "be", "determined"}, {"not", "been", "determined"}, {"under", "investigation"}, {"not", "been", "released"}, {"not", "been", "disclosed"}, {"not", "disclosed"}, {"undisclosed"},
	{"no", "official", "figure"}, {"no", "exact"}, {"no", "precise"}, {"not", "released"}, {"not", "sure"}, {"unsure"}, {"uncertain"}, {"unconfirmed"}, {"not", "been", "confirmed"}, {"no", "figure"},
	{"not", "specify"}, {"not", "say"}, {"not", "saying"}, {"has", "n't", "said"}, {"isn't", "clear"}, {"isn't", "known"}, {"wasn't", "clear"}, {"not", "been", "announced"}, {"not", "yet", "announced"}, {"not", "announced"},
	{"yet", "to", "announce"}, {"still", "being", "investigated"}, {"nobody", "knows"}, {"no", "one", "knows"}, {"don't", "know"}, {"do", "not", "know"}, {"does", "not", "know"}, {"doesn't", "know"}, {"remains", "to", "be", "seen"}, {"undetermined"}, {"not", "immediately", "available"}, {"not", "available"}, {"declined", "to", "say"},
	{"not", "been", "identified"}, {"not", "identified"}, {"not", "yet", "identified"}, {"not", "been", "made", "public"}, {"not", "provide"}, {"not", "yet", "been"}, {"didn't", "say"}, {"didn't", "specify"}, {"hasn't", "announced"}, {"hasn't", "said"}, {"not", "know", "exactly"}, {"too", "early", "to"}, {"anyone", "'s", "guess"}, {"no", "reliable"}, {"nobody", "can", "say"}, {"no", "one", "can", "say"},
}

// unknownIn: the sentence says that what is asked is not known.
func (ev *evidence) unknownIn(d *document, i int, c coverage) (finding, bool) {
	if ev.q.kind == askStatement && !ev.q.define {
		return finding{}, false
	}
	s := &d.sents[i]
	at, end := -1, -1
	for j := range s.toks {
		for _, p := range notKnown {
			if phraseAt(s.toks[j:], p) && (at < j || j+len(p)-1 > end) {
				at, end = j, j+len(p)-1
			}
		}
	}
	if at < 0 || c.score < unknownFrom || ev.localShare(c) < 0.5 {
		return finding{}, false
	}
	for _, e := range c.ents {
		if e < entFrom {
			return finding{}, false
		}
	}
	if ok, v, m := ev.verbHolds(d, i); !ok || m < lang.Near || v >= 0 && v < at-14 {
		return finding{}, false
	}
	if h := ev.q.head(); h != nil && ev.q.measure == "" && h.stem != people && len(ev.q.dims) == 0 {
		m, _ := ev.inSentence(s, h)
		if ev.q.which && ev.restHere(c, h) {
			m = lang.Near // "what animal carries it": "the main carrier is unknown"
		}
		if _, persons := s.stems[people]; m < lang.Weak && !(persons && personal[h.stem]) {
			return finding{}, false
		}
	}
	if ev.q.verb == nil && otherDeed(d.tags(ev.tag, i), at) {
		return finding{}, false
	}
	if ev.q.measure != "" && !ev.says(s, ev.q.measure) {
		return finding{}, false
	}
	u := unsaidAt(d.tags(ev.tag, i), at, end)
	if !ev.sameAsking(s, at) || !ev.unsaidIsAsked(d, i, u) {
		return finding{}, false
	}
	return finding{doc: d, sent: i, from: min(i, c.from), first: at, last: at, score: c.score, kind: ev.q.kind, whole: true, unknown: true, voice: ev.voiceOf(d, i, at)}, true
}

// restHere: the sentence itself has every word of the question but the noun h.
func (ev *evidence) restHere(c coverage, h *term) bool {
	n := 0
	for k, t := range ev.q.terms {
		if t.pos == h.pos || t.light() {
			continue
		}
		if c.local[k] < 0 || c.terms[k] < 1 {
			return false
		}
		n++
	}
	return n > 1
}

// otherDeed: "unclear how many have crossed": what is unclear has a verb of
// its own, which a question without one did not ask about.
func otherDeed(toks []lang.Token, at int) bool {
	for k := at; k < len(toks) && k < at+9; k++ {
		if !toks[k].Is("many", "much") {
			continue
		}
		for j := k + 1; j < len(toks) && j < k+5; j++ {
			if strings.HasPrefix(toks[j].Tag, "VB") && !aux[toks[j].Lower] && !light[toks[j].Stem] {
				return true
			}
		}
	}
	return false
}

// says: the sentence has the stem.
func (ev *evidence) says(s *sentence, stem string) bool {
	m, _ := ev.inSentence(s, &term{stem: stem})
	return m == 1
}

// unknownFrom: how far a sentence that says "unclear" must account for the
// question.
const unknownFrom = 0.55

// sameAsking: what is unclear is of the kind that was asked: "unclear how
// many" for a number, "unclear why" for a reason.
func (ev *evidence) sameAsking(s *sentence, at int) bool {
	for j := max(0, at-10); j < len(s.toks) && j < at+12; j++ {
		t := &s.toks[j]
		switch ev.q.kind {
		case askQuantity, askDuration:
			if ev.asksFigure(t) {
				return true
			}
		case askDate:
			if t.Is("when", "date", "time", "day", "soon") {
				return true
			}
		case askPerson:
			if t.Is("who", "whom", "name", "names", "identity", "identities", "identified") {
				return true
			}
		case askPlace:
			if t.Is("where", "which", "location", "place", "whereabouts") {
				return true
			}
		case askReason:
			if t.Is("why", "cause", "reason", "caused", "motive", "what", "started", "sparked") {
				return true
			}
		case askYesNo:
			if t.Is("whether", "if") || s.toks[at].Is("undisclosed") || t.Is("disclosed") && j > at {
				return true
			}
		case askManner:
			if t.Is("how", "what", "cause", "caused") {
				return true
			}
		default:
			return !clauseBehind(s.toks, at)
		}
		if ev.q.which && t.Is("what", "name", "named") {
			return true
		}
	}
	return ev.q.which && s.toks[at].Is("unknown")
}

// clauseBehind: what is not known is told in a clause: "not known whether it …".
func clauseBehind(toks []lang.Token, at int) bool {
	for k := at + 1; k < len(toks) && k <= at+4; k++ {
		if toks[k].Is("whether", "if", "why", "how", "when", "where") {
			return true
		}
	}
	return false
}

// asksFigure: a word that asks for a figure of the dimension asked for.
func (ev *evidence) asksFigure(t *lang.Token) bool {
	if len(ev.q.dims) == 0 {
		return ev.q.measure != "" && t.Stem == ev.q.measure || t.Is("many", "number", "numbers", "figure", "figures", "toll", "total", "count", "extent")
	}
	switch ev.q.dims[0] {
	case lang.Age:
		return t.Is("age", "ages", "old")
	case lang.Money:
		return t.Is("much", "cost", "costs", "price", "worth", "value", "amount", "damage", "total", "bill")
	case lang.Time:
		return t.Is("long", "many", "duration")
	case lang.Percent:
		return t.Is("percentage", "rate", "share", "proportion", "much", "many")
	}
	return t.Is("far", "big", "large", "size", "much", "fast", "high", "deep", "extent", "heavy")
}

func phraseAt(toks []lang.Token, p []string) bool {
	if len(toks) < len(p) {
		return false
	}
	for i, w := range p {
		if toks[i].Lower != w {
			return false
		}
	}
	return true
}
