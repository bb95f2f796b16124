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
	if n == nil {
		if p.prep != "" && placePreps[p.prep] && !slices.ContainsFunc(a.names, func(n nameAt) bool { return n.sort == placeName || n.sort == placeLike }) {
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
		return n.sort != placeName && (n.sort == anyName || p.name.sort == anyName)
	})
}

// sameMake: two names share a word, as those of ships, storms and models do:
// "Artemis I", "Artemis II".
func (a *askedBefore) sameMake(n nameAt, p piece) bool {
	return p.toks[p.name.first].Lower == a.toks[n.first].Lower && n.last > n.first
}

// swapNoun puts a noun in the place of what the question counts, measures, asks
// the holder of or is about.
func (a *askedBefore) swapNoun(p piece) string {
	definite := p.toks[0].Is("the")
	words := p.toks
	if definite {
		words = p.toks[1:]
	}
	if p.prep != "" || len(words) == 0 || len(words) > 3 || slices.ContainsFunc(words, func(t lang.Token) bool { return t.Kind != lang.Word || lang.Function(t.Lower) }) {
		return ""
	}
	head := &words[len(words)-1]
	noun := p.text[words[0].Start-p.toks[0].Start:]
	switch {
	case state[head.Lower] || strings.HasSuffix(head.Lower, "ed"):
		if a.countedNoun() != "" {
			return a.countState(noun)
		}
	case a.countedNoun() != "" && head.Tag == "NNS":
		return a.countOther(noun)
	case a.q.office:
		if definite && lang.IsTitle(head.Lower) {
			return a.swapOffice(noun)
		}
	case a.q.measure != "":
		if definite {
			return a.swapMeasure(noun, head)
		}
	case definite && measures[head.Lower].dims == nil && !slices.ContainsFunc(a.toks, func(t lang.Token) bool { return t.Stem == head.Stem }):
		if s := a.definiteLike(head); s != nil {
			return a.replaced(s.first, s.last, "the "+noun)
		}
	}
	return ""
}

// definites are the phrases with "the" and no name: "the new bridge".
func (a *askedBefore) definites() []span {
	var out []span
	for k := range a.toks {
		if !a.toks[k].Is("the") {
			continue
		}
		last := k
		for last+1 < len(a.toks) && (strings.HasPrefix(a.toks[last+1].Tag, "NN") || strings.HasPrefix(a.toks[last+1].Tag, "JJ")) && !a.isName(last+1) && !a.isVerb(last+1) {
			last++
		}
		if last > k && (last+1 == len(a.toks) || !a.isName(last+1)) {
			out = append(out, span{k, last})
		}
	}
	return out
}

// definiteLike is the one of the question's definite phrases that another noun
// takes the place of: an office that of an office. Nil where none, or several.
func (a *askedBefore) definiteLike(head *lang.Token) *span {
	var found []span
	for _, s := range a.definites() {
		if lang.IsTitle(a.toks[s.last].Lower) == lang.IsTitle(head.Lower) {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return &found[0]
}

// state are words for those to whom something happened, used as nouns: "the
// dead"; other such words end in "ed".
var state = wordSet("dead missing hurt sick ill homeless unemployed hospitalised")

// countState counts those of another state: "the injured".
func (a *askedBefore) countState(participle string) string {
	noun := a.q.focus[len(a.q.focus)-1]
	be := -1
	for k := noun.pos + 1; k < len(a.toks); k++ {
		if a.toks[k].Is("is", "are", "was", "were") && k+1 < len(a.toks) && (a.toks[k+1].Tag == "VBN" || a.toks[k+1].Tag == "VBD" || state[a.toks[k+1].Lower]) {
			be = k + 1
		}
	}
	switch {
	case be > 0:
		return a.replaced(be, be, participle)
	case a.q.verb != nil && a.q.verb.pos == noun.pos+1: // "how many people died in"
		return a.replaced(a.q.verb.pos, a.q.verb.pos, "were "+participle)
	}
	where := strings.Join(a.placed(true), " ")
	for _, n := range a.names {
		if where == "" && (n.sort == thingName || n.first == a.q.subject && n.sort == anyName) {
			where = "in " + a.phrase(n)
		}
	}
	if where == "" {
		return ""
	}
	return "How many " + a.countedNoun() + " were " + participle + " " + where
}

// countOther counts something else. A noun that says what the counted ones are
// of stays: "confirmed flu cases" become "flu deaths".
func (a *askedBefore) countOther(noun string) string {
	focus := a.q.focus
	first, last := focus[0].pos, focus[len(focus)-1].pos
	kept := ""
	for k := last - 1; k >= first && strings.HasPrefix(a.toks[k].Tag, "NN") && !strings.Contains(noun, " "); k-- {
		kept = a.toks[k].Text + " " + kept
	}
	return a.replaced(first, last, kept+noun)
}

// swapOffice asks for the holder of another office.
func (a *askedBefore) swapOffice(noun string) string {
	for _, s := range a.definites() {
		if lang.IsTitle(a.toks[s.last].Lower) {
			return a.replaced(s.first+1, s.last, noun)
		}
	}
	return ""
}

// isName: the token belongs to a name.
func (a *askedBefore) isName(k int) bool {
	return slices.ContainsFunc(a.names, func(n nameAt) bool { return n.first <= k && k <= n.last })
}

// swapMeasure asks for another measure of the same thing.
func (a *askedBefore) swapMeasure(noun string, head *lang.Token) string {
	if _, ok := measures[head.Lower]; !ok {
		return ""
	}
	for k, t := range a.toks {
		if t.Stem == a.q.measure {
			return a.replaced(k, k, noun)
		}
	}
	return ""
}
