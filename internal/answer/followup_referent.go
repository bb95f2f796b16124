package answer

// What the pronouns of a follow-up may mean: whom and what the questions before
// it, and their answers, speak of.

import (
	"regexp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// severalMore is an answer's end in which more stands beside the first value,
// and not as what held earlier.
var severalMore = regexp.MustCompile(`^(?:\[\d+\])+; [^:\[]*\[`)

// asksWho: the answer is somebody's name.
func (a *askedBefore) asksWho() bool {
	h := a.q.head()
	return a.toks[0].Is("who", "whom") && !a.q.define && !a.q.people || a.q.which && h != nil && (personal[h.stem] || lang.IsTitle(h.word))
}

// answered: the answer rests on articles.
func (a *askedBefore) answered() bool { return strings.Contains(a.answer, "[") }

// valueWords bounds an answer that is a name with what stands before it, and no
// sentence.
const valueWords = 8

// who is the person that the answer to a question after one is: the name that it
// opens with. "" for none, and for several between whom it does not decide.
func (a *askedBefore) who() string {
	if !a.asksWho() {
		return ""
	}
	said, rest, _ := strings.Cut(a.answer, "[")
	for _, end := range []string{"(", ", according to ", ", según "} {
		said, _, _ = strings.Cut(said, end)
	}
	said = tidy(said)
	if strings.ContainsAny(said, ":;“”\"«") || severalMore.MatchString("["+rest) || len(strings.Fields(said)) > valueWords {
		return "" // "The articles disagree: …"; "NAME [1]; NAME [2]"; somebody's words
	}
	toks := lang.Tokenize(said, 0)
	for _, n := range lang.Names(toks, func(string) bool { return true }) {
		bare := n.Bare(toks)
		if len(bare) == 0 || len(bare) > 6 || a.hasName(bare[len(bare)-1].Lower) || lang.Function(bare[0].Lower) {
			continue
		}
		return said[bare[0].Start:bare[len(bare)-1].End]
	}
	return ""
}

// hasName: one of the question's names has the word.
func (a *askedBefore) hasName(lower string) bool {
	return slices.ContainsFunc(a.names, func(n nameAt) bool {
		return slices.ContainsFunc(a.toks[n.first:n.last+1], func(t lang.Token) bool { return t.Lower == lower })
	})
}

// named are the names of the question that may be persons': those that look like
// one, else also those that say nothing of themselves. not tells of a surname
// that it is not meant.
func (a *askedBefore) named(not func(lower string) bool) []nameAt {
	for _, sorts := range [][]nameSort{{personName}, {personName, anyName}} {
		var found []nameAt
		for _, n := range a.names {
			if slices.Contains(sorts, n.sort) && !not(a.toks[n.last].Lower) {
				found = append(found, n)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// person is whom the question is about: who its answer is, else the one person
// that it names. "" where it can't be told.
func (a *askedBefore) person(not func(lower string) bool) string {
	if who := a.who(); who != "" {
		return who
	}
	if a.asksWho() && a.answered() {
		return "" // somebody else than whom it names
	}
	if found := a.named(not); len(found) == 1 {
		return a.cut(found[0].first, found[0].last)
	}
	return ""
}

// thing is what "it" means after the question: what it asks the meaning of, else
// the one thing that it names, else the one name that is no person's for sure,
// else the one place that it is about, else the one thing that it speaks of
// without a name. "" where it can't be told.
func (a *askedBefore) thing() string {
	for _, sorts := range [][]nameSort{{thingName}, {thingName, anyName}, {placeLike, placeName}} {
		var found []nameAt
		for _, n := range a.names {
			if slices.Contains(sorts, n.sort) && !(n.sort >= placeLike && (a.q.office || a.standsIn(n))) {
				found = append(found, n)
			}
		}
		switch {
		case len(found) == 1:
			return a.anyOf(found[0])
		case len(found) > 1:
			return ""
		}
	}
	if len(a.names) > 0 || a.verbMissed() {
		return ""
	}
	if a.q.define {
		return a.defined()
	}
	if ds := a.definites(); len(ds) == 1 && !lang.IsTitle(a.toks[ds[0].last].Lower) && a.toks[ds[0].last].Tag != "NNS" {
		return a.cut(ds[0].first, ds[0].last)
	}
	return a.unnamed()
}

// standsIn: a place only says where: "in Chile", "the fires in Chile".
func (a *askedBefore) standsIn(n nameAt) bool {
	first, _ := a.around(n)
	return first > 0 && placePreps[a.toks[first-1].Lower]
}

var ordinals = wordSet("first second third fourth fifth sixth last next latest newest oldest")

// anyOf is a name's phrase without what picks one of several: of "the first X"
// it gives "the X".
func (a *askedBefore) anyOf(n nameAt) string {
	first, last := a.around(n)
	if first+1 < n.first && ordinals[a.toks[first+1].Lower] {
		return a.cut(first, first) + " " + a.cut(first+2, last)
	}
	return a.cut(first, last)
}

// defined is what a question "what is X" asks about. Of several, that of which
// they are: after "what are the symptoms of X", it is X.
func (a *askedBefore) defined() string {
	if len(a.toks) < 3 || !a.toks[1].Is("is", "was", "are", "were") {
		return ""
	}
	first, last := 2, len(a.toks)-1
	for k := last; k > first; k-- {
		switch t := &a.toks[k]; {
		case t.Is("of") && a.toks[1].Is("are", "were") && k < last:
			first = k + 1
		case fragmentPreps[t.Lower], t.Kind == lang.Mark, aux[t.Lower], wh[t.Lower]:
			return "" // "the cause of the fire" may be both
		}
		if first > 2 {
			break
		}
	}
	if first == 2 && a.toks[1].Is("are", "were") {
		return ""
	}
	return a.plainNoun(first, last)
}

// unnamed is the one thing of which a question without a name speaks: what stands
// behind its auxiliary, or behind the verb of a question what or who.
func (a *askedBefore) unnamed() string {
	first := -1
	for k := range a.toks {
		if aux[a.toks[k].Lower] && k < 3 {
			first = k + 1
			break
		}
	}
	last := first
	switch {
	case first < 0 && a.toks[0].Is("who", "what") && len(a.toks) > 2 && len(a.toks) < 6:
		first, last = 2, len(a.toks)-1 // "what causes X"
	case first < 0 || first >= len(a.toks) || a.countedNoun() != "" || a.toks[0].Is("how") && a.toks[1].Is("many"):
		return ""
	default:
		for last+1 < len(a.toks) && a.nounAfter(last) {
			last++
		}
		for k := last + 1; k < len(a.toks); k++ {
			if t := &a.toks[k]; (t.Tag == "NN" || t.Tag == "NNP") && !a.isVerb(k) {
				return "" // another thing
			}
		}
	}
	return a.plainNoun(first, last)
}

// nounAfter: the phrase that reaches to token k goes on behind it.
func (a *askedBefore) nounAfter(k int) bool {
	next := &a.toks[k+1]
	if a.toks[k].Is("the", "a", "an") {
		return true
	}
	return next.Tag == "NN" && !a.isVerb(k+1) && !strings.HasSuffix(next.Lower, "ing") && k+2 < len(a.toks)
}

// verbMissed: an auxiliary has no verb, as one of the nouns is it: "does the
// fence stop X".
func (a *askedBefore) verbMissed() bool {
	do := -1
	for k := range a.toks {
		if do < 0 && a.toks[k].Is("do", "does", "did") {
			do = k
		} else if do >= 0 && (a.isVerb(k) || strings.HasPrefix(a.toks[k].Tag, "VB")) {
			return false
		}
	}
	return do >= 0
}

// plainNoun is a phrase of words with meaning, an article before it left aside.
// "" for several things, a person, and all that is no such phrase.
func (a *askedBefore) plainNoun(first, last int) string {
	k := first
	if k < last && a.toks[k].Is("the", "a", "an") {
		k++
	}
	if k > last || last-k > 3 || a.toks[last].Tag == "NNS" && !a.toks[1].Is("is", "was") || personal[a.toks[last].Stem] || lang.IsTitle(a.toks[last].Lower) {
		return ""
	}
	for _, t := range a.toks[k : last+1] {
		if t.Kind != lang.Word || lang.Function(t.Lower) {
			return ""
		}
	}
	return a.cut(first, last)
}

// several is what "they" means after the question: the people that it counts or
// asks for, else the one body that it names, else the things that it counts.
func (a *askedBefore) several() string {
	things := a.countedThings()
	if things != "" && !personal[a.q.head().stem] {
		if body := a.body(); body != "" {
			return body
		}
	}
	if things != "" {
		return "the " + things
	}
	if a.countedNoun() != "" && personal[a.q.head().stem] {
		return ""
	}
	if (a.q.people || a.q.define) && len(a.toks) > 3 && a.toks[1].Is("are", "were") && a.toks[2].Is("the") {
		return a.from(2)
	}
	return a.body()
}

// body is what "they" means after a question that counts nobody: the one body
// that it names.
func (a *askedBefore) body() string {
	var found []nameAt
	for _, n := range a.names {
		if first, _ := a.around(n); (n.sort == thingName || n.sort == anyName) && first == n.first {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return a.cut(found[0].first, found[0].last)
}

// countsDeed: those whom the question counts did something, or it was done to
// them, as the verb at token k says.
func (a *askedBefore) countsDeed(k int) bool {
	if k < len(a.toks) && aux[a.toks[k].Lower] {
		if k+1 < len(a.toks) && (a.subjectAt(k+1) || a.toks[k+1].Is("there")) {
			return false // "how many passengers did the ferry carry"
		}
		k++
	}
	return k < len(a.toks) && (a.isVerb(k) || a.toks[k].Tag == "VBN" || a.toks[k].Tag == "VBD")
}

// countedThings are the people or things that the question counts, with where: "the
// passengers of the ferry Aurelia". "" where it counts nothing.
func (a *askedBefore) countedThings() string {
	things := a.countedNoun()
	if things == "" {
		return ""
	}
	last := a.q.focus[len(a.q.focus)-1].pos
	if a.countsDeed(last + 1) {
		return "" // "people" alone would be more than those who died
	}
	for _, n := range a.names {
		f, l := a.around(n)
		switch {
		case f <= last:
		case placePreps[a.toks[f-1].Lower] && n.sort != personName:
			return things + " " + a.cut(f-1, l)
		case n.sort == thingName || n.sort == placeName || n.sort == placeLike:
			return things + " of " + a.cut(f, l)
		}
	}
	return things
}
