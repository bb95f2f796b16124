package answer

// Follow-ups without a verb: "and in Peru?", "on Friday?", "what about the
// injured?" Each part takes the place of its like in the question before.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// piece is a part of a fragment: a preposition, where it has one, and what
// stands behind it.
type piece struct {
	prep string
	text string // with its article, without the preposition
	toks []lang.Token
	name *nameAt // what it names, its tokens those of toks
	date bool

	event string // what is called by a name: "the NAME fire"
}

// swap puts each part of a fragment into the question; one that has no place
// there spoils it.
func (a *askedBefore) swap(f *followup) (string, bool) {
	if f.measuresItself() {
		return asSentence("what is " + f.text), true
	}
	pieces := f.pieces(a.tagger)
	if len(pieces) == 0 {
		return "", false
	}
	for _, p := range pieces {
		text := ""
		switch {
		case p.date:
			text = a.swapTime(p)
		case p.event != "":
			text = a.swapNamed(p)
		case p.people():
			text = a.swapPeople(p)
		case p.name != nil:
			text = a.swapName(p)
		default:
			text = a.swapNoun(p)
		}
		if text == "" {
			return "", false
		}
		if a = a.reread(text); a == nil {
			return "", false
		}
	}
	return asSentence(a.text), true
}

// measuresItself: "the population of NAME" needs nothing of another question.
func (f *followup) measuresItself() bool {
	if len(f.names) == 0 || !f.toks[0].Is("the") {
		return false
	}
	for k := 1; k+1 < len(f.toks) && k < 4; k++ {
		if f.toks[k+1].Is("of", "in") {
			_, ok := measures[f.toks[k].Lower]
			return ok
		}
	}
	return false
}

// pieces divides a fragment before each preposition. A part that is neither one
// name, nor one time, nor words without any, spoils it.
func (f *followup) pieces(tagger *lang.Tagger) []piece {
	var out []piece
	start := 0
	inName := func(k int) bool {
		return slices.ContainsFunc(f.names, func(n nameAt) bool { return n.first < k && k <= n.last })
	}
	for k := 1; k <= len(f.toks); k++ {
		if k < len(f.toks) && (!fragmentPreps[f.toks[k].Lower] || inName(k)) {
			continue
		}
		p, ok := readPiece(cut(f.text, f.toks, start, k-1), tagger)
		if !ok {
			return nil
		}
		out = append(out, p)
		start = k
	}
	return out
}

func readPiece(text string, tagger *lang.Tagger) (piece, bool) {
	toks, names := readNames(text, tagger)
	p := piece{text: text, toks: toks}
	if len(toks) > 0 && fragmentPreps[toks[0].Lower] {
		p.prep = toks[0].Lower
		if len(toks) == 1 {
			return p, false
		}
		p.text = text[toks[1].Start:]
		p.toks = toks[1:]
	}
	shift := len(toks) - len(p.toks)
	if ds := lang.Dates(toks); len(ds) > 0 {
		p.date = ds[0].Last == len(toks)-1 && !slices.ContainsFunc(toks[shift:ds[0].First], func(t lang.Token) bool { return !timePreps[t.Lower] })
		return p, p.date
	}
	if len(names) > 1 || len(p.toks) == 0 {
		return p, false
	}
	if len(names) == 1 && names[0].last+1 == len(toks)-1 && names[0].first == shift+1 && toks[shift].Is("the") && strings.HasPrefix(toks[len(toks)-1].Tag, "NN") {
		p.event = p.text
		return p, true
	}
	if len(names) == 1 {
		n := names[0]
		if n.last != len(toks)-1 || n.sort == placeName && slices.ContainsFunc(toks[shift:n.first], func(t lang.Token) bool { return !t.Is("the") && !compass[t.Lower] }) {
			return p, false // "the Chilean economy" is no name, "fire season Chile" is a search
		}
		n.first, n.last = n.first-shift, n.last-shift
		p.name = &n
		p.text = properCase(p.text, n.sort)
	}
	return p, true
}

// people: the piece names those of a country: "Chileans".
func (p *piece) people() bool {
	t := &p.toks[len(p.toks)-1]
	if p.name == nil || p.name.sort != placeName || p.prep != "" || !strings.HasSuffix(t.Lower, "s") {
		return false
	}
	singular := lang.Tokenize(capital(strings.TrimSuffix(t.Lower, "s")), 0)
	of, _ := lang.PlaceAt(p.toks, len(p.toks)-1, true)
	same, _ := lang.PlaceAt(singular, 0, true)
	return of != "" && of == same
}

// swapPeople counts those of another country. What describes the counted ones
// stays: "undocumented migrants" become "undocumented Peruvians".
func (a *askedBefore) swapPeople(p piece) string {
	if a.countedNoun() == "" || !personal[a.q.head().stem] {
		return ""
	}
	noun := a.q.focus[len(a.q.focus)-1].pos
	if noun > 0 && a.isName(noun) {
		return ""
	}
	return a.replaced(noun, noun, strings.Join(strings.Fields(capital(p.text)), " "))
}

// properCase writes a place that was typed small as names are written.
func properCase(text string, sort nameSort) string {
	if sort != placeName || text != strings.ToLower(text) {
		return text
	}
	words := strings.Fields(text)
	for k, w := range words {
		switch {
		case len(words) == 1 && len(w) < 4:
			words[k] = strings.ToUpper(w)
		case w != "the" && w != "of" && w != "and":
			words[k] = capital(w)
		}
	}
	return strings.Join(words, " ")
}

// swapTime puts another time in the place of the question's, or adds it.
func (a *askedBefore) swapTime(p piece) string {
	prep := p.prep
	d := lang.Dates(lang.Tokenize(p.text, 0))
	if prep == "" && len(d) > 0 {
		switch {
		case d[0].Relative != "":
		case d[0].Weekday > 0 || d[0].Day > 0:
			prep = "on"
		default:
			prep = "in"
		}
	}
	when := strings.TrimSpace(prep + " " + p.text)
	if len(a.q.when) > 1 {
		return "" // from one to another
	}
	if len(a.q.when) == 1 {
		return a.replaced(a.dateFrom(a.q.when[0]), a.q.when[0].Last, when)
	}
	if a.q.kind == askDate {
		return "" // when was it on Friday
	}
	return a.text + " " + when
}

// swapName puts a name in the place of its like.
func (a *askedBefore) swapName(p piece) string {
	n := a.like(p)
	if text := a.swapEvent(p, n); text != "" {
		return text
	}
	if n == nil {
		if p.prep == "" && p.name.sort == placeName {
			p.prep = "in"
		}
		if p.prep != "" && placePreps[p.prep] && !slices.ContainsFunc(a.names, func(n nameAt) bool { return n.sort == placeName || n.sort == placeLike || a.calledByPlace(n) }) {
			return a.text + " " + p.prep + " " + p.text
		}
		return ""
	}
	first, last := n.first, n.last
	if n.sort == placeName && last+1 < len(a.toks) && a.adjective(*n) {
		return a.ofPlace(*n, p.text)
	}
	bare := last+1 == len(a.toks) || !strings.HasPrefix(a.toks[last+1].Tag, "NN") || a.isVerb(last+1)
	for first > 0 && (a.toks[first-1].Is("the") && bare || a.toks[first-1].Kind == lang.Word && lang.IsTitle(a.toks[first-1].Lower) && n.sort == personName) && !a.inFocus(first-1) {
		first--
	}
	return a.replaced(first, last, p.text)
}

// swapEvent puts a place where an event stood that was called by its own: "in the
// NAME fire" becomes "in PLACE", as the fire of one place is not in another.
func (a *askedBefore) swapEvent(p piece, like *nameAt) string {
	if p.name.sort != placeName && !placePreps[p.prep] {
		return ""
	}
	for k := range a.names {
		n := &a.names[k]
		first, last := a.around(*n)
		if !a.calledByPlace(*n) || first == 0 || !placePreps[a.toks[first-1].Lower] || like != nil && like != n {
			continue
		}
		prep := p.prep
		if prep == "" {
			prep = "in"
		}
		return a.replaced(first-1, last, prep+" "+p.text)
	}
	return ""
}

// swapNamed puts what is called by a name in the place of its like: "the NAME
// fire" in that of another fire.
func (a *askedBefore) swapNamed(p piece) string {
	kind := p.toks[len(p.toks)-1].Stem
	for _, n := range a.names {
		first, last := a.around(n)
		if a.calledByPlace(n) && a.toks[last].Stem == kind && (p.prep == "" || first > 0 && a.toks[first-1].Is(p.prep)) {
			return a.replaced(first, last, p.event)
		}
	}
	return ""
}

// calledByPlace: the name opens the phrase of what is called by it: "the NAME
// fire", which has its place already.
func (a *askedBefore) calledByPlace(n nameAt) bool {
	first, last := a.around(n)
	return last > n.last && n.sort != personName && a.toks[first].Is("the")
}

// adjective: a place stands before the noun that it describes: "the Chilean
// president".
func (a *askedBefore) adjective(n nameAt) bool {
	next := &a.toks[n.last+1]
	return strings.HasPrefix(next.Tag, "NN") && !next.Is("'s") && (n.first == 0 || a.toks[n.first-1].Tag != "IN")
}

// ofPlace takes a place from before its noun, and puts another behind it.
func (a *askedBefore) ofPlace(n nameAt, place string) string {
	end := n.last + 1
	for end+1 < len(a.toks) && strings.HasPrefix(a.toks[end+1].Tag, "NN") {
		end++
	}
	before, noun, rest := strings.TrimRight(a.text[:a.toks[n.first].Start], " "), a.cut(n.last+1, end), a.text[a.toks[end].End:]
	return before + " " + noun + " of " + place + rest
}

// like is the question's name that another one takes the place of, nil where
// none is, or it can't be told which.
func (a *askedBefore) like(p piece) *nameAt {
	pick := func(fits func(n *nameAt) bool) *nameAt {
		var found []*nameAt
		for k := range a.names {
			if fits(&a.names[k]) {
				found = append(found, &a.names[k])
			}
		}
		if len(found) == 1 {
			return found[0]
		}
		for _, n := range found { // of several, the one that is placed or done to alike
			if p.prep != "" && n.first > 0 && a.toks[n.first-1].Is(p.prep) {
				return n
			}
		}
		for _, n := range found {
			if p.prep == "" && n.first == a.q.subject {
				return n
			}
		}
		return nil
	}
	if p.prep == "of" {
		if n := pick(func(n *nameAt) bool { return n.first > 0 && a.toks[n.first-1].Is("of") }); n != nil {
			return n
		}
	}
	isPlace := func(n *nameAt) bool { return n.sort == placeLike || n.sort == placeName }
	if p.name.sort == placeName || placePreps[p.prep] {
		if n := pick(func(n *nameAt) bool { return n.sort == placeName && p.name.sort == placeName }); n != nil {
			return n
		}
		if n := pick(isPlace); n != nil {
			return n
		}
		if p.prep != "" || slices.ContainsFunc(a.names, func(n nameAt) bool { return isPlace(&n) }) {
			return nil
		}
	}
	if n := pick(func(n *nameAt) bool { return a.sameMake(*n, p) }); n != nil {
		return n
	}
	if n := pick(func(n *nameAt) bool { return n.sort == p.name.sort }); n != nil {
		return n
	}
	return pick(func(n *nameAt) bool { // a name of one word may be anybody's
		return n.sort != placeName && p.name.sort != placeName && (n.sort == anyName || p.name.sort == anyName)
	})
}

// sameMake: two names share a word, as those of ships, storms and models do:
// "Artemis I", "Artemis II".
func (a *askedBefore) sameMake(n nameAt, p piece) bool {
	return p.toks[p.name.first].Lower == a.toks[n.first].Lower && n.last > n.first
}
