package answer

// Which name is the place that "where" and "which" ask for.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// withRegion is the last token of a place with the country or region behind its
// comma: "Havana, Cuba". A list of countries stays a list.
func (s *sentence) withRegion(n lang.Name) int {
	next := n.Last + 2
	if next >= len(s.toks) || s.toks[n.Last+1].Text != "," || s.placeAt(n.Last) != "" && s.placeAt(n.First) != "" {
		return n.Last
	}
	for _, p := range s.places {
		if p.first == next && s.toks[next].Capital() && standsAlone(s.toks[p.last+1:]) {
			return p.last
		}
	}
	return n.Last
}

// standsAlone: what follows shows that the place before was no adjective.
func standsAlone(rest []lang.Token) bool {
	return len(rest) == 0 || rest[0].Kind == lang.Mark && rest[0].Text != "-" || !strings.HasPrefix(rest[0].Tag, "NN") && !strings.HasPrefix(rest[0].Tag, "JJ")
}

var subordinates = wordSet("after before while when since as although though having following")

// inLeadIn: the name stands in a clause that leads up to the verb's own: "After
// forming off PLACE, the storm made landfall".
func inLeadIn(toks []lang.Token, n lang.Name, verb int) bool {
	if len(toks) == 0 || verb < 0 || !subordinates[toks[0].Lower] && toks[0].Tag != "VBG" {
		return false
	}
	for k := range toks[:verb] {
		if toks[k].Text == "," && n.Last < k {
			return true
		}
	}
	return false
}

// leadIn is how much a place counts for that stands in such a clause.
const leadIn = 0.6

// compass: "southwest of PLACE" tells where as "near PLACE" does.
var compass = wordSet("north south east west northeast northwest southeast southwest north-east north-west south-east south-west")

var locating = stemSet("locate located situate situated")

// locatedIn answers "where is X located" by "X is a NOUN in PLACE".
func (ev *evidence) locatedIn(d *document, i int, c coverage) []finding {
	if ev.q.verb == nil || !locating[ev.q.verb.stem] || len(ev.q.verbs) > 1 {
		return nil
	}
	s := &d.sents[i]
	toks := d.tags(ev.tag, i)
	for k := range toks {
		if !ev.askedEnds(d, i, k) {
			continue
		}
		start, w := definedAt(toks, k+1)
		if w < 1 {
			continue
		}
		in := kindEnd(toks, start) + 1
		if in <= start || in >= len(toks) || !toks[in].Is("in", "on", "at", "near") {
			continue
		}
		for _, n := range s.names {
			if n.First <= in || n.First > in+3 || d.person(i, n) || lang.Month(toks[n.First].Lower) > 0 {
				continue
			}
			last := s.withRegion(n)
			f := finding{doc: d, sent: i, from: i, first: n.First, last: last, score: 0.6 + 0.3*c.score, kind: askPlace, stage: "done", voice: ev.voiceOf(d, i, n.First)}
			f.written = d.text(i, n.First, last)
			f.value = lang.Fold(f.written)
			return []finding{f}
		}
	}
	return nil
}

// anotherKind: the name is none of the kind asked for, whatever noun stands
// beside it: a person where no person is asked for, a plural that only is part
// of a name ("United States" for a state), a noun that goes on to another noun
// ("NAME flight director"), or a name without the one that the question has
// before its noun ("which Apollo flight").
func (ev *evidence) anotherKind(d *document, i int, n lang.Name, end int) bool {
	toks := d.sents[i].toks
	h := ev.q.head()
	if end == n.Last && d.sents[i].placeAt(end) != "" && toks[end].Lower != h.word && lang.Kinship(h.stem, toks[end].Stem) >= lang.Near {
		return true
	}
	if end > n.Last && personal[h.stem] {
		return true // "Crew-12 astronauts" names nobody
	}
	if end > n.Last && end+1 < len(toks) && strings.HasPrefix(toks[end+1].Tag, "NN") && !toks[end+1].Capital() {
		return true
	}
	if n.First > 0 && lang.Kinship(h.stem, toks[n.First-1].Stem) >= lang.Near && d.person(i, n) && !personal[h.stem] && !lang.IsTitle(h.word) {
		return true
	}
	for _, f := range ev.q.focus[:len(ev.q.focus)-1] {
		if !personal[h.stem] && !lang.IsTitle(h.word) && ev.q.toks[f.pos].Capital() && d.sents[i].placeAt(n.First) == "" && !ev.q.place(f.pos) && !hasToken(toks[max(0, n.First-4):min(len(toks), n.Last+8)], f.word) {
			return true
		}
	}
	return false
}

// place: the word at a token of the question names a country or region.
func (q *query) place(pos int) bool {
	id, _ := lang.PlaceAt(q.toks, pos, true)
	return id != ""
}

func hasToken(toks []lang.Token, lower string) bool {
	for k := range toks {
		if toks[k].Lower == lower {
			return true
		}
	}
	return false
}
