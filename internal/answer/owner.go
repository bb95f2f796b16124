package answer

// Whose office it is: the body or the place that an office is tied to.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

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
			if (!sameWord(s.toks[t].Lower, e.last()) || e.matchAt(d, s, t) < 0.85) && acronym(s.toks, t, e.words) == 0 {
				continue
			}
			if t+1 < len(s.toks) && s.toks[t+1].Capital() && s.toks[t].Capital() && bodyWords[s.toks[t+1].Lower] && !ev.officeTerm(s.toks[t+1].Stem) {
				continue // a part of it: "Boeing Commercial Airplanes"
			}
			before := t < at && min(at, p.first)-t <= 6 && quietBetween(s.toks, t+1, min(at, p.first)) && !hasMark(s.toks, t+1, min(at, p.first), ",")
			inside := t < at && t >= min(at, p.first)-6 && t > p.last
			behind := behindOf(s.toks, at, t) || behindOf(s.toks, p.last, t)
			if behind && t+1 < len(s.toks) && s.toks[t+1].Lower == "'s" && ev.q.at(e.pos+len(e.words)) != "'s" {
				return 0 // "chair of the WHO's committee" leads the committee
			}
			tied = tied || before || inside || behind
		}
		if tied || ev.ownerElsewhere(d, s.toks[p.last].Lower, e) {
			continue
		}
		surely *= ev.ownerAbove(d, i, at, p, k, c)
	}
	return surely
}

// behindOf: the token t belongs to the name that "of", "at" or "for" leads to
// right behind token k.
func behindOf(toks []lang.Token, k, t int) bool {
	return t > k+1 && t-k <= 6 && toks[k+1].Is("of", "at", "for") && quietBetween(toks, k+2, t) && !hasMark(toks, k+2, t, ",")
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
		if n.First < at && n.Last >= at { // "Harrow Lines CEO, NAME"
			k := n.First
			if !lang.IsTitle(s.toks[k].Lower) && !ev.officeTerm(s.toks[k].Stem) && !ev.wordOfEnt(s.toks[k].Lower) && s.placeAt(k) == "" {
				return true
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

// ownerElsewhere: the same article has "BODY TITLE NAME" with this surname.
func (ev *evidence) ownerElsewhere(d *document, surname string, e *entity) bool {
	for j := range d.sents {
		o := &d.sents[j]
		for _, n := range o.names {
			if o.toks[n.Last].Lower != surname || n.First == n.Last {
				continue
			}
			for k := n.First; k < n.Last; k++ {
				if o.toks[k].Lower == e.last() && !bodyWords[o.toks[k+1].Lower] {
					return true // and not "Boeing Commercial Airplanes CEO NAME"
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
	if ev.ofThing(s, at) {
		return 0
	}
	low, high := min(at, p.first)-4, max(at, p.last)+5
	rival := false
	for _, pl := range s.places {
		if pl.last < low || pl.first > high || !s.tied(pl, at, p) {
			continue
		}
		if pl.id == want && !s.bodyOf(pl, at) {
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

// ofThing: the office is that of something which is no place: "the lab's
// president", "president of diagnostics".
func (ev *evidence) ofThing(s *sentence, at int) bool {
	thing := func(k int) bool {
		t := &s.toks[k]
		return strings.HasPrefix(t.Tag, "NN") && !t.Capital() && !locative[t.Stem] && !countries[t.Lower] && !ev.officeTerm(t.Stem)
	}
	if start := officeStart(s.toks, at); start > 1 && s.toks[start-1].Lower == "'s" && thing(start-2) {
		return true
	}
	if at+2 >= len(s.toks) || !s.toks[at+1].Is("of") || slices.ContainsFunc(s.places, func(p placeRef) bool { return p.first > at && p.first <= at+4 }) {
		return false
	}
	k := at + 2
	for k+1 < len(s.toks) && (s.toks[k].Tag == "DT" || strings.HasPrefix(s.toks[k].Tag, "JJ")) {
		k++
	}
	return thing(k)
}

// countries are the nouns by which a text speaks of a place that it has named.
var countries = wordSet("country nation state republic kingdom territory government people federation union world")

// bodyOf: the place stands in the name of a body that the office belongs to:
// "president of the American Ferry Association".
func (s *sentence) bodyOf(pl placeRef, at int) bool {
	return slices.ContainsFunc(s.names, func(n lang.Name) bool {
		return pl.first > at && n.First <= pl.first && n.Last > pl.last && bodyWords[s.toks[n.Last].Lower] && !locative[s.toks[n.Last].Stem]
	})
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
