package answer

// Why and how: sentences that give a reason or a manner.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// causeWeight: how plainly a word of reason says why.
func causeWeight(toks []lang.Token, k int) float64 {
	t := &toks[k]
	next := ""
	if k+1 < len(toks) {
		next = toks[k+1].Lower
	}
	switch {
	case t.Is("after") && k > 0 && toks[k-1].Is("named", "called", "looking", "look", "looks", "looked"):
		return 0
	case t.Is("because", "citing", "caused", "cause", "blamed", "attributed", "attributing", "driven", "prompted", "reason", "reasons", "triggered", "sparked", "prompting", "owing", "fearing"):
		return 1
	case t.Is("due", "thanks") && next == "to", t.Is("result", "response", "light") && next == "of" || t.Is("response") && next == "to", t.Is("fear", "fears") && (next == "of" || next == "that" || next == "over"):
		return 1
	case t.Is("so", "order") && (next == "that" || next == "to"), t.Is("avoid", "prevent"):
		return 0.9
	case t.Is("after", "following", "amid", "since", "as", "over", "linked", "led"):
		return 0.75
	case t.Is("with", "by", "through", "using", "via") && k+1 < len(toks):
		return 0.3
	}
	return 0
}

func mannerWeight(toks []lang.Token, k int) float64 {
	t := &toks[k]
	if t.Is("by", "through", "using", "via", "with") && k+1 < len(toks) {
		if toks[k+1].Tag == "VBG" || !t.Is("by") {
			return 1
		}
		return 0.8
	}
	return 0.8 * causeWeight(toks, k)
}

// reasonsIn finds sentences that say why or how.
func (ev *evidence) reasonsIn(d *document, i int, c coverage) []finding {
	if c.score < 0.5 {
		return nil
	}
	toks := d.tags(ev.tag, i)
	told, cause := ev.causalOf(d, i)
	effect, _ := ev.q.effect()
	if told == effectTold || effect != "" && !ev.saysEffect(&d.sents[i], false) {
		return nil
	}
	best, at := 0.0, -1
	for k := range toks {
		if effect != "" && told != causeTold && causes[toks[k].Stem] {
			continue // something else was caused
		}
		w := causeWeight(toks, k)
		if effect != "" && w < 0.5 {
			continue // "by" and "with" give no cause of their own
		}
		if ev.q.kind == askManner {
			w = mannerWeight(toks, k)
		}
		if k > 3 && !ev.leadsTo(c, k) {
			if w < 0.9 {
				continue
			}
			w *= 0.6 // it may be the reason for something else
		}
		if w > best {
			best, at = w, k
		}
	}
	ok, v, m := ev.verbHolds(d, i)
	if told == causeTold && ev.saysEffect(&d.sents[i], true) {
		ok, m, v = true, max(m, lang.Near), cause
		best, at = 1, cause
	}
	if v >= 0 && !strings.HasPrefix(toks[v].Tag, "VB") && !participleAt(toks, v) {
		m *= 0.8
		if at > v && hasMark(toks, v, at, ",") {
			return nil // the clause of the reason is another one
		}
	}
	if ev.otherSubject(d, i, v) || v >= 0 && negated(toks, v) && !ev.q.asks("not", "didn't", "doesn't", "isn't", "wasn't", "can't", "couldn't", "won't", "hasn't", "aren't", "don't", "weren't", "haven't", "wouldn't") {
		return nil
	}
	if best == 0 || !ok && ev.localShare(c) < 0.8 || ok && m < 0.75 && !(best >= 0.9 && ev.localShare(c) >= 0.6 && m > 0.5) || ev.q.kind == askManner && ev.q.verb == nil {
		return nil
	}
	if share := ev.localShare(c); share < 0.6 && !(ev.q.verb != nil && m == 1 && share >= 0.25 && c.score >= 0.7) {
		return nil
	}
	f := finding{doc: d, sent: i, from: min(i, c.from), first: at, last: at, score: c.score * (0.6 + 0.4*best) * (0.8 + 0.2*m), kind: ev.q.kind, whole: true}
	f.voice = ev.voiceOf(d, i, at)
	f.value = reasonKey(d, i, at)
	return []finding{f}
}

// reasonKey is the normal form of the reason that begins at a token, of the whole
// sentence where next to nothing follows.
func reasonKey(d *document, i, at int) string {
	var words []string
	for _, t := range d.sents[i].toks[at:] {
		if t.Kind != lang.Mark && !lang.Function(t.Lower) {
			words = append(words, t.Stem)
		}
	}
	if len(words) < 3 {
		return sentenceKey(d, i)
	}
	return strings.Join(words, " ")
}

// participleAt: a form in -ed behind an auxiliary, whatever its tag: "was
// “scrubbed”".
func participleAt(toks []lang.Token, v int) bool {
	k := v - 1
	if k > 0 && toks[k].Kind == lang.Mark {
		k--
	}
	return k >= 0 && strings.HasSuffix(toks[v].Lower, "ed") && aux[toks[k].Lower]
}

// leadsTo: what was asked about stands before a word that only may give a
// reason ("after", "to").
func (ev *evidence) leadsTo(c coverage, k int) bool {
	before, all := 0.0, 0.0
	for n, t := range ev.q.terms {
		if c.local[n] < 0 {
			continue
		}
		all += t.weight
		if c.local[n] < k {
			before += t.weight
		}
	}
	return all > 0 && before >= 0.6*all
}
