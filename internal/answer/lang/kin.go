package lang

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/kin.txt
var kinText string

//go:embed data/places.txt
var placesText string

// Near and Weak are what kinship of words counts for; the same stem is 1.
const (
	Near = 0.85
	Weak = 0.6
)

var kin = sync.OnceValue(func() map[string]map[string]float64 {
	m := map[string]map[string]float64{}
	link := func(a, b string, w float64) {
		if m[a] == nil {
			m[a] = map[string]float64{}
		}
		if m[a][b] < w {
			m[a][b] = w
		}
	}
	for _, line := range dataLines(kinText) {
		strong, weak, _ := strings.Cut(line, "|")
		s, w := stems(strong), stems(weak)
		for _, a := range s {
			for _, b := range s {
				link(a, b, Near)
			}
			for _, b := range w {
				link(a, b, Weak)
				link(b, a, Weak)
			}
		}
	}
	return m
})

func dataLines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

func stems(words string) []string {
	var out []string
	for _, w := range strings.Fields(words) {
		out = append(out, Stem(w))
	}
	return out
}

// Kinship tells how far word b can stand for word a, both as stems: 1 the same
// word, Near and Weak for kin, something between for words of one root
// ("resign", "resignation"), 0 for strangers.
func Kinship(a, b string) float64 {
	if a == b {
		return 1
	}
	if w := kin()[a][b]; w > 0 {
		return w
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) >= 4 && strings.HasPrefix(long, short) && len(long)-len(short) <= 5 {
		return 0.9
	}
	if len(short) >= 7 && long[:6] == short[:6] && len(long)-len(short) <= 4 {
		return 0.7
	}
	return 0
}

// Kin lists the stems that can stand for a stem, in no order.
func Kin(stem string) map[string]float64 { return kin()[stem] }

// place is one way of naming a place: folded words and the place they mean.
type place struct {
	words   []string
	capital string // the exact spelling it needs, "" for any
	id      string
}

var places = sync.OnceValue(func() map[string][]place {
	m := map[string][]place{}
	for _, line := range dataLines(placesText) {
		names := strings.Fields(line)
		for _, n := range names {
			p := place{words: strings.Split(strings.ToLower(n), "_"), id: names[0]}
			if n != strings.ToLower(n) {
				p.capital = n
			}
			m[p.words[0]] = append(m[p.words[0]], p)
		}
	}
	return m
})

var placeKinds = sync.OnceValue(func() map[string]string {
	m, kind := map[string]string{}, ""
	for line := range strings.Lines(placesText) {
		if k, ok := strings.CutPrefix(strings.TrimSpace(line), "#kind "); ok {
			kind = k
		} else if f := strings.Fields(line); len(f) > 0 && f[0][0] != '#' {
			m[f[0]] = kind
		}
	}
	return m
})

// PlaceKind is "country", "continent", "state" (or province) or "city" for the
// id of a place.
func PlaceKind(id string) string { return placeKinds()[id] }

// PlaceAt is the country or region that toks[i:] begins by naming, by its name
// or by what its people are called, with the number of tokens; "" for none.
// Lower-case words count only where lower is set (questions are typed so).
func PlaceAt(toks []Token, i int, lower bool) (id string, n int) {
	if i > 0 && toks[i].Is("american", "americans", "african", "asian", "european") && toks[i-1].Is("south", "north", "latin", "central", "east", "west", "native") {
		return "", 0 // a part of the world, not the country
	}
	for _, p := range places()[toks[i].Lower] {
		if i+len(p.words) > len(toks) || len(p.words) <= n || !match(toks[i:], p.words) {
			continue
		}
		if i+1 < len(toks) && toks[i+1].Text == "$" {
			continue // US$
		}
		if p.capital != "" && toks[i].Text != p.capital || !lower && !toks[i].Capital() {
			continue
		}
		id, n = p.id, len(p.words)
	}
	return id, n
}
