package lang

import "strings"

// Hedge says how sure the text is of a figure.
type Hedge struct {
	Text  string // as written: "at least", "roughly"
	Bound int    // -1: the figure is an upper bound; +1: a lower bound; 0: neither
	About bool   // an approximation
}

var hedges = []struct {
	words string
	bound int
	about bool
}{
	{"at least", 1, false}, {"no fewer than", 1, false}, {"no less than", 1, false}, {"a minimum of", 1, false}, {"more than", 1, false}, {"over", 1, false},
	{"upwards of", 1, false}, {"well over", 1, false}, {"well more than", 1, false}, {"just over", 1, true}, {"above", 1, false}, {"exceeding", 1, false},
	{"up to", -1, false}, {"as many as", -1, false}, {"as much as", -1, false}, {"as high as", -1, false}, {"at most", -1, false}, {"no more than", -1, false},
	{"fewer than", -1, false}, {"less than", -1, false}, {"under", -1, false}, {"just under", -1, true}, {"a maximum of", -1, false}, {"not more than", -1, false}, {"below", -1, false},
	{"about", 0, true}, {"around", 0, true}, {"roughly", 0, true}, {"approximately", 0, true}, {"nearly", 0, true}, {"almost", 0, true}, {"some", 0, true},
	{"an estimated", 0, true}, {"estimated", 0, true}, {"close to", 0, true}, {"near", 0, true}, {"or so", 0, true}, {"approaching", 0, true}, {"in the region of", 0, true}, {"circa", 0, true},
	{"just about", 0, true}, {"perhaps", 0, true}, {"possibly", 0, true},
}

// hedgeBefore reads the hedge that stands before (or, "or so", behind) q.
func hedgeBefore(toks []Token, q Quantity) (Hedge, int) {
	best, first := Hedge{}, q.First
	for _, h := range hedges {
		w := strings.Fields(h.words)
		at := q.First - len(w)
		if at >= 0 && toks[at].Is("the", "a") && len(w) > 1 {
			continue
		}
		if h.words == "up to" && at > 0 && toks[at-1].Is("got", "get", "gets", "rose", "went", "climbed", "shot", "up") {
			continue // "got up to 43 degrees" is no limit
		}
		if at >= 0 && match(toks[at:q.First], w) && at < first {
			best = Hedge{Text: h.words, Bound: h.bound, About: h.about}
			first = at
		}
	}
	return best, first
}

func match(toks []Token, words []string) bool {
	for i, w := range words {
		if toks[i].Lower != w {
			return false
		}
	}
	return true
}
