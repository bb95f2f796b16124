package answer

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// placesIn finds the places that answer "where": a name behind a preposition
// of place, near the verb.
func (ev *evidence) placesIn(d *document, i int, c coverage) []finding {
	s := &d.sents[i]
	ok, v, m := ev.verbHolds(d, i)
	if !ok {
		return ev.locatedIn(d, i, c)
	}
	if ev.localShare(c) < 0.5 {
		return nil
	}
	toks := d.tags(ev.tag, i)
	if ev.unreal(d, i, v) || ev.q.past && v >= 0 && !strings.HasPrefix(toks[v].Tag, "VB") {
		return nil
	}
	anchor := v
	for k := range c.local {
		if anchor < 0 && c.local[k] >= 0 {
			anchor = c.local[k]
		}
	}
	var best *finding
	for _, n := range s.names {
		if n.First == 0 || holds(c.local, n) || ev.isAsked(d, i, span{n.First, n.Last}) || d.person(i, n) || lang.Month(toks[n.First].Lower) > 0 {
			continue
		}
		k := n.First - 1
		for k > 0 && (toks[k].Tag == "DT" || strings.HasPrefix(toks[k].Tag, "JJ") || strings.HasPrefix(toks[k].Tag, "NN") && !toks[k].Capital()) {
			k--
		}
		if !toks[k].Is("in", "at", "near", "on", "off", "into", "to", "from", "over", "across", "outside", "along", "through", "around", "of", "toward", "towards") || n.First-k > 5 {
			continue
		}
		if toks[k].Is("of") && (k == 0 || !compass[toks[k-1].Lower] && !locative[toks[k-1].Stem]) {
			continue // "the launch of NAME" says of what
		}
		w := near(anchor, n.First)
		if toks[k].Is("of", "from", "to") && !(k > 0 && compass[toks[k-1].Lower]) {
			w *= 0.8
		}
		if inLeadIn(toks, n, anchor) {
			w *= leadIn
		}
		score := c.score * w * (0.8 + 0.2*m)
		if best != nil && score <= best.score {
			continue
		}
		first := site(toks, k, n.First)
		last := s.withRegion(n)
		f := finding{doc: d, sent: i, from: min(i, c.from), first: first, last: last, score: score, kind: askPlace}
		f.written = d.text(i, first, last)
		f.value = lang.Fold(f.written)
		f.voice = ev.voiceOf(d, i, n.First)
		f.stage = d.stageOf(ev.tag, i, max(v, 0))
		best = &f
	}
	if best == nil {
		return nil
	}
	return []finding{*best}
}

// locative nouns lead to a place by "of": "the city of NAME".
var locative = stemSet("city town village state province coast island islands district port region county suburb part edge outskirts capital shore shores waters area off outside inside middle center centre heart")

// holds: the name itself has one of the words that were asked about: it can't
// be the answer to them.
func holds(local []int, n lang.Name) bool {
	for _, k := range local {
		if k >= n.First && k <= n.Last {
			return true
		}
	}
	return false
}

// site widens a place to the thing that stands in it: "a castle in PLACE".
func site(toks []lang.Token, prep, name int) int {
	if prep < 1 || !toks[prep].Is("in", "of", "on", "near") || !strings.HasPrefix(toks[prep-1].Tag, "NN") {
		return name
	}
	k := prep - 1
	for k > 0 && (strings.HasPrefix(toks[k-1].Tag, "JJ") || strings.HasPrefix(toks[k-1].Tag, "NN")) {
		k--
	}
	if k > 1 && toks[k-1].Tag == "DT" && toks[k-2].Is("at", "in", "on", "near", "inside", "outside") {
		return k - 1
	}
	return name
}

// whichIn finds the names of the kind of thing asked for: "which crossing" is
// answered by a name that ends in, or is followed or explained by, "crossing".
func (ev *evidence) whichIn(d *document, i int, c coverage) []finding {
	s := &d.sents[i]
	h := ev.q.head()
	if h == nil {
		return nil
	}
	ok, v, m := ev.verbHolds(d, i)
	switch {
	case !ok && ev.q.whichSaid():
		m = 0.4 // who speaks is known
	case !ok:
		m = 0.1
	}
	if ev.unreal(d, i, v) {
		return nil
	}
	var out []finding
	for _, n := range s.names {
		if ev.isAsked(d, i, span{n.First, n.Last}) || ev.q.whichSaid() && !ev.speaks(d, i, n) {
			continue
		}
		w, end := ev.kindOf(s, n, h)
		if w == 0 && ev.namedAfterKind(s, n) {
			w, end = lang.Near, n.Last
		}
		if w == 0 && ok && m >= lang.Near && ev.inRole(d, i, n, v) {
			w, end = lang.Weak, n.Last
			c.score = ev.scoreWith(c, h.pos, lang.Weak) // its place in the sentence says that it is one
		} else if w == 0 || ev.anotherKind(d, i, n, end) {
			continue
		}
		score := c.score * (0.6 + 0.2*w + 0.2*m)
		f := finding{doc: d, sent: i, from: min(i, c.from), first: n.First, last: end, score: score, kind: askPlace}
		f.written = d.text(i, n.First, end)
		f.value = lang.Fold(d.text(i, n.First, n.Last))
		f.voice = ev.voiceOf(d, i, n.First)
		out = append(out, f)
	}
	return out
}

// inRole: the name stands where the question has its "which company": as the
// subject of the verb, or as its object, and is no person and no place.
func (ev *evidence) inRole(d *document, i int, n lang.Name, v int) bool {
	s := &d.sents[i]
	h := ev.q.head()
	if ev.q.verb == nil || v < 0 || !bodies[h.stem] || !strings.HasPrefix(s.toks[v].Tag, "VB") || d.person(i, n) || s.placeAt(n.First) != "" || lang.Month(s.toks[n.First].Lower) > 0 || lang.Weekday(s.toks[n.First].Lower) > 0 || negated(s.toks, v) {
		return false
	}
	if h.pos+1 == ev.q.verb.pos { // "which company bought …"
		return n.Last < v && adjacent(s.toks, n.Last+1, v)
	}
	return n.First > v && n.First-v <= 3 && (n.First == v+1 || s.toks[n.First-1].Is("the", "at", "for", "with", "by", "from", "to"))
}

// bodies are nouns for what people form to do business, play or teach.
var bodies = stemSet("company firm chain airline carrier bank team club brand retailer maker manufacturer studio label newspaper magazine broadcaster network university college school agency charity party union group organization publisher operator supplier outlet")

// whichSaid: the question asks which of a kind said something.
func (q *query) whichSaid() bool {
	h := q.head()
	return h != nil && h.pos+1 < len(q.toks) && sayVerb[q.toks[h.pos+1].Stem]
}

// speaks: the sentence gives the words of the one named.
func (ev *evidence) speaks(d *document, i int, n lang.Name) bool {
	v := ev.voiceOf(d, i, firstQuoted(&d.sents[i]))
	words := foldedWords(lang.Tokenize(v.attribution+" "+v.speaker, 0))
	return slices.Contains(words, d.sents[i].toks[n.Last].Lower)
}

// namedAfterKind: the name begins with the noun before the one that asks:
// "Radio NAME" for a radio station.
func (ev *evidence) namedAfterKind(s *sentence, n lang.Name) bool {
	f := ev.q.focus
	return len(f) > 1 && n.Last > n.First && !ev.q.toks[f[len(f)-2].pos].Capital() && s.toks[n.First].Stem == f[len(f)-2].stem
}

// kindOf tells whether a name is one of the kind h: the noun is its last
// word, stands behind it, or before its "of".
func (ev *evidence) kindOf(s *sentence, n lang.Name, h *term) (w float64, end int) {
	toks := s.toks
	is := func(k int) float64 {
		if k < 0 || k >= len(toks) || toks[k].Kind != lang.Word || !strings.HasPrefix(toks[k].Tag, "NN") {
			return 0
		}
		x := lang.Kinship(h.stem, toks[k].Stem)
		if x < lang.Near {
			return 0
		}
		return x
	}
	if n.Last > n.First {
		if w := is(n.Last); w > 0 {
			return w, n.Last
		}
	}
	for k := n.Last + 1; k < len(toks) && k <= n.Last+2; k++ {
		if toks[k].Kind == lang.Mark {
			break
		}
		if w := is(k); w > 0 {
			return w, k
		}
	}
	for k := n.First; k < n.Last && h.word == ev.q.toks[h.pos].Text; k++ { // "Hurricane NAME", "Foreign Minister NAME"
		if w := is(k); w > 0 {
			return w, n.Last
		}
	}
	if before := n.First - 1; before > 0 {
		if toks[before].Is("the") && toks[before].Capital() {
			before--
		}
		if w := is(before); w > 0 { // "the outlet The NAME", "astronauts NAME, NAME and NAME"
			if toks[before].Tag == "NNS" {
				return w, listEnd(toks, s, n)
			}
			return w, n.Last
		}
	}
	if n.First >= 2 && toks[n.First-1].Is("of", "called", "named") {
		if w := is(n.First - 2); w > 0 {
			return w, n.Last
		}
	}
	if n.First >= 2 && toks[n.First-1].Is("was", "is", "were") && !strings.HasPrefix(toks[n.First-2].Tag, "IN") { // "the song played was NAME"
		for k := 0; k < n.First-1 && k < 3; k++ {
			if w := is(k); w > 0 && (k == 0 || toks[k-1].Tag == "DT" || strings.HasPrefix(toks[k-1].Tag, "JJ")) {
				return w * 0.95, n.Last
			}
		}
	}
	if n.First >= 4 && toks[n.First-1].Text == "," { // "the governor of PLACE, NAME"
		for k := n.First - 2; k > 0 && k >= n.First-7 && toks[k].Kind != lang.Mark; k-- {
			if w := is(k); w > 0 && toks[k+1].Is("of", "for", "in") {
				return w * 0.95, n.Last
			}
		}
	}
	// "three districts: NAME, NAME and NAME", "cities such as NAME"
	if end := listed(toks, s, n, is); end >= 0 {
		return 0.95, end
	}
	// "NAME, a company that …"
	if n.Last+1 < len(toks) && (toks[n.Last+1].Text == "," || toks[n.Last+1].Is("is", "was", "became", "becomes")) {
		for k := n.Last + 2; k < len(toks) && k < n.Last+8; k++ {
			if toks[k].Kind == lang.Mark || toks[k].Tag == "IN" {
				break
			}
			if w := is(k); w > 0 {
				return w * 0.95, n.Last
			}
		}
	}
	return 0, 0
}

// listed: the name opens a list that a noun of the kind announces. It returns
// the last token of the list, -1 for none.
func listed(toks []lang.Token, s *sentence, n lang.Name, is func(int) float64) int {
	open := n.First - 1
	if open < 1 || !(toks[open].Text == ":" || toks[open].Is("including", "as", "namely", "like")) {
		return -1
	}
	for k := open - 1; k >= max(0, open-8); k-- {
		if is(k) == 0 {
			continue
		}
		return listEnd(toks, s, n)
	}
	return -1
}

// listEnd is the last token of the list of names that one opens.
func listEnd(toks []lang.Token, s *sentence, n lang.Name) int {
	end := n.Last
	for _, m := range s.names {
		if m.First > end && m.First-end <= 3 && hasMark(toks, end+1, m.First, ",") || m.First > end && m.First-end <= 3 && toks[m.First-1].Is("and", "or") {
			end = m.Last
		}
	}
	return end
}
