package answer

// "The state", "nationwide", "in the region": which place a text means that it
// named before.

import "secondsource/internal/answer/lang"

// placeNouns are the words that point back to a place, with its kind.
var placeNouns = map[string]string{
	"state": "state", "statewide": "state", "province": "state", "country": "country", "nation": "country", "nationwide": "country", "continent": "continent", "region": "continent",
}

// definiteReach is how many sentences back the place may have been named.
const definiteReach = 8

// resolvePlaces adds to each sentence the places that it means by "the state",
// "the country" and the like: the last of its kind that the article named, when
// that sentence named no other of the kind.
func (d *document) resolvePlaces() {
	type mention struct {
		id   string
		sent int
		two  bool
	}
	last := map[string]mention{}
	for _, p := range d.title.places {
		kind := lang.PlaceKind(p.id)
		m := last[kind]
		last[kind] = mention{p.id, 0, m.id != "" && m.id != p.id}
	}
	for i := range d.sents {
		s := &d.sents[i]
		named := s.places
		for k := range s.toks {
			kind := placeNouns[s.toks[k].Lower]
			if kind == "" || !s.pointsTo(k) {
				continue
			}
			if m := last[kind]; m.id != "" && !m.two && i-m.sent <= definiteReach && !s.hasPlace(m.id) && !hasKind(named, kind) {
				s.places = append(s.places, placeRef{id: m.id, first: k, last: k, back: true})
			}
		}
		for _, p := range named {
			kind := lang.PlaceKind(p.id)
			m := last[kind]
			last[kind] = mention{p.id, i, m.sent == i && i > 0 && m.id != "" && m.id != p.id}
		}
	}
}

func hasKind(places []placeRef, kind string) bool {
	for _, p := range places {
		if lang.PlaceKind(p.id) == kind {
			return true
		}
	}
	return false
}

// pointsTo: the noun at a token stands for a place named before: "the state",
// "the entire country", but not "the state of emergency" or "the State
// Department".
func (s *sentence) pointsTo(k int) bool {
	t := &s.toks[k]
	if t.Capital() || k+1 < len(s.toks) && (s.toks[k+1].Is("of", "-") || s.toks[k+1].Capital()) {
		return false
	}
	if t.Is("nationwide", "statewide") {
		return true
	}
	if k > 1 && s.toks[k-1].Is("entire", "whole") {
		k--
	}
	return k > 0 && s.toks[k-1].Is("the") && (t.Lower != "region" || k > 1 && s.toks[k-2].Is("in", "across", "throughout"))
}
