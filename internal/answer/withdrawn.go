package answer

// "Is NAME running?" is answered with no by who ruled himself out.

import "secondsource/internal/answer/lang"

// taking are verbs of taking part, which who pulls out does not.
var taking = stemSet("run stand compete bid race campaign seek join takepart participate contest")

// withdrawn finds that the one whom the question makes take part has pulled
// out.
func (ev *evidence) withdrawn(d *document, i int, c coverage) (finding, bool) {
	if ev.q.verb == nil || !taking[ev.q.verb.stem] || c.score < 0.5 {
		return finding{}, false
	}
	toks := d.tags(ev.tag, i)
	for k := range toks {
		if !pullsOut(toks, k) || negated(toks, k) || conditional(toks, k) || wished(toks, k) {
			continue
		}
		for n := range ev.q.ents {
			e := &ev.q.ents[n]
			if e.place != "" || e.pos > ev.q.verb.pos {
				continue
			}
			if _, last := e.span(d, &d.sents[i]); last >= 0 && last < k && adjacent(toks, last+1, k) {
				return finding{doc: d, sent: i, from: min(i, c.from), first: k, last: k, score: 0.5 + 0.5*c.score, kind: askYesNo, whole: true, polar: -1, value: "no", exact: true, stage: "done", voice: ev.voiceOf(d, i, k)}, true
			}
		}
	}
	return finding{}, false
}

// pullsOut: at token k somebody leaves a contest: "pulled out", "withdrew",
// "ruled herself out".
func pullsOut(toks []lang.Token, k int) bool {
	switch toks[k].Stem {
	case "pullout", "dropout", "withdraw", "bowout", "standasid", "stepasid":
		return true
	}
	return k+2 < len(toks) && toks[k].Stem == "rule" && toks[k+1].Is("himself", "herself", "themselves", "itself") && toks[k+2].Is("out")
}
