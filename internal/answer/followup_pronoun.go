package answer

// Follow-ups that point to what the question before named: "how old is she?",
// "how many of them died?", "who was arrested there?"

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// resolve puts what the pronouns mean in their place: of each kind the first, as
// the others then mean the same. points tells that there is one to be resolved;
// where one of them can't be, whole is "".
func (f *followup) resolve(t *talk) (whole string, points bool) {
	a := t.last()
	if f.onlyAux() {
		return "", true
	}
	text, end := "", 0
	done := map[pointer]bool{}
	for i := 0; i < len(f.toks); i++ {
		kind := pointerKind(&f.toks[i])
		if done[kind] || kind == pointsElse && len(done) > 0 {
			continue
		}
		by, last := f.meant(i, t)
		if by == "" {
			if f.pointsAt(i) && kind != pointsElse {
				return "", true
			}
			continue
		}
		done[kind] = true
		text += f.text[end:f.toks[i].Start] + by
		end = f.toks[last].End
		if noun := a.countedNoun(); noun != "" && f.countsNothing() && i > 2 && len(done) == 1 { // "how many did she win"
			text = f.text[:f.toks[1].End] + " " + noun + text[f.toks[1].End:]
		}
		i = last
	}
	if len(done) == 0 {
		return "", false
	}
	return sinceBecome(text + f.text[end:]), true
}

// onlyAux: "did he?", of which the deed is not told again.
func (f *followup) onlyAux() bool {
	return aux[f.toks[0].Lower] && !slices.ContainsFunc(f.toks, func(t lang.Token) bool { return !aux[t.Lower] && pointerKind(&t) == pointsElse })
}

// pointer is what a pronoun may stand for.
type pointer int

const (
	pointsElse pointer = iota
	pointsPerson
	pointsThing
	pointsSeveral
	pointsPlace
)

func pointerKind(t *lang.Token) pointer {
	switch {
	case t.Is("he", "she", "him", "his", "her", "hers"):
		return pointsPerson
	case t.Is("it", "its"):
		return pointsThing
	case t.Is("they", "them", "their", "theirs"):
		return pointsSeveral
	case t.Is("there"):
		return pointsPlace
	}
	return pointsElse
}

// meant is what stands for the pronoun at a token, and the last token that it
// takes the place of; "" where there is none, or its meaning can't be told.
func (f *followup) meant(i int, t *talk) (by string, last int) {
	a := t.last()
	tok := &f.toks[i]
	owner := f.owns(i)
	if f.inQuotes(i) {
		return "", i // somebody's words
	}
	switch {
	case tok.Is("he", "she", "him", "his", "her", "hers"):
		if f.ownAntecedent(i, owner) {
			return "", i
		}
		by = t.person(f, i)
	case tok.Is("it", "its"):
		if f.expletive(i) || f.ownAntecedent(i, owner) {
			return "", i
		}
		by = a.thing()
	case tok.Is("of") && i > 1 && i+1 < len(f.toks) && f.toks[i-1].Is("many") && f.toks[i+1].Is("them", "these", "those"):
		return a.countedThings(), i + 1
	case tok.Is("they", "them", "their", "theirs"):
		if f.ownAntecedent(i, owner) {
			return "", i
		}
		by = a.several()
	case tok.Is("there"):
		return f.there(i, a), i
	case tok.Is("the"):
		return f.theSame(i, a)
	case tok.Is("then"):
		if len(a.q.when) == 1 && i == len(f.toks)-1 && !f.toks[0].Is("what") {
			return a.cut(a.dateFrom(a.q.when[0]), a.q.when[0].Last), i
		}
		return "", i
	case tok.Is("that", "this") && i+1 < len(f.toks):
		return f.thatOne(i, a)
	}
	if by != "" && owner {
		by += "'s"
	}
	return by, i
}

// owns: the pronoun stands for an owner: "her daughter".
func (f *followup) owns(i int) bool {
	t := &f.toks[i]
	if t.Is("his", "its", "their") {
		return true
	}
	if !t.Is("her") || i+1 >= len(f.toks) {
		return false
	}
	next := &f.toks[i+1]
	return strings.HasPrefix(next.Tag, "NN") || strings.HasPrefix(next.Tag, "JJ")
}

// inQuotes: the token stands inside quotation marks.
func (f *followup) inQuotes(i int) bool {
	open := false
	for _, t := range f.toks[:i] {
		if quoteMarks[t.Text] {
			open = !open
		}
	}
	return open
}

// ownAntecedent: the follow-up itself names what the pronoun can mean: "did the
// mayor say that she would go". What is done to a pronoun by the only one named
// before it is done to somebody else.
func (f *followup) ownAntecedent(i int, owner bool) bool {
	if owner && slices.ContainsFunc(f.names, func(n nameAt) bool { return n.first > i }) && !f.toks[i].Is("his", "her") {
		return true // "how many of its bookings did NAME lose"
	}
	begin := f.clause(i)
	phrases, inside := 0, false
	for k := begin; k < i; k++ {
		noun := f.nounAt(k) || k == begin && k > 0 && aux[f.toks[k-1].Lower] && f.subjectWord(k)
		if noun && !inside {
			phrases++
		}
		inside = noun
	}
	for _, n := range f.names {
		if n.last < begin {
			phrases++ // "which of NAME's ships did it sink"
		}
	}
	if f.toks[i].Is("they", "them", "their", "theirs") && i > 0 && !aux[f.toks[i-1].Lower] && f.pluralBefore(i) {
		return true // "how many lost their homes"
	}
	if phrases == 0 {
		return false
	}
	object := !owner && i > 0 && (strings.HasPrefix(f.toks[i-1].Tag, "VB") || f.toks[i-1].Tag == "IN" || f.toks[i-1].Tag == "TO") &&
		!f.toks[i].Is("he", "she", "they") && (i+1 == len(f.toks) || !strings.HasPrefix(f.toks[i+1].Tag, "VB") && f.toks[i+1].Tag != "MD")
	return !object || phrases > 1
}

// clause is the token before i at which a clause's subject may stand: behind
// its auxiliary or verb; i where there is none.
func (f *followup) clause(i int) int {
	for k := range f.toks[:i] {
		if aux[f.toks[k].Lower] || strings.HasPrefix(f.toks[k].Tag, "VB") {
			return k + 1
		}
	}
	return i
}

func (f *followup) nounAt(k int) bool {
	t := &f.toks[k]
	return strings.HasPrefix(t.Tag, "NN") || t.Capital() && t.Kind == lang.Word || t.Kind == lang.Number && k > 0 && f.toks[k-1].Is("the", "first", "last")
}

// subjectWord: a word right behind an auxiliary that is its subject, whatever
// the tagger takes an unknown word for.
func (f *followup) subjectWord(k int) bool {
	t := &f.toks[k]
	return t.Kind == lang.Word && !lang.Function(t.Lower) && !aux[t.Lower] && aux[f.toks[k-1].Lower] && f.toks[k-1].Is("did", "does", "do")
}

// pluralBefore: several are named, or asked for, before a token.
func (f *followup) pluralBefore(i int) bool {
	return slices.ContainsFunc(f.toks[:i], func(t lang.Token) bool { return t.Is("many", "who", "people") || t.Tag == "NNS" || t.Tag == "NNPS" })
}

// expletive: an "it" that stands for nothing: "is it true that", "how long does
// it take to", "how far is it from".
func (f *followup) expletive(i int) bool {
	rest := f.toks[i+1:]
	be := i > 0 && f.toks[i-1].Is("is", "was", "isn't", "wasn't", "be")
	if be && i > 1 && f.toks[i-2].Is("far") {
		return slices.ContainsFunc(rest, func(t lang.Token) bool { return t.Is("to", "until", "before") }) // "how far is it from the pad to the hangar"
	}
	if be && i > 1 && f.toks[i-2].Is("time", "day", "date", "year", "hot", "cold", "warm", "windy") {
		return true
	}
	if i > 1 && f.toks[i-2].Is("hot", "cold", "warm", "windy", "late", "dark") {
		return true // "how hot did it get"
	}
	if len(rest) == 0 {
		return false
	}
	if be && rest[0].Is("called", "named") && len(rest) > 1 {
		return true // "why is it called the Moon"
	}
	if i > 1 && f.toks[i-1].Is("is", "was") && f.toks[0].Is("what") && slices.ContainsFunc(rest, func(t lang.Token) bool { return t.Is("like") }) && len(rest) > 1 {
		return true // "what is it like on the hill"
	}
	if len(rest) > 1 && rest[0].Is("is", "was", "will", "has") && slices.ContainsFunc(rest, func(t lang.Token) bool { return t.Is("raining", "rain", "snowing", "snow", "that", "to") }) {
		return true // "it is raining"
	}
	if be && rest[0].Capital() || rest[0].Is("rain", "raining", "snow", "snowing") {
		return true
	}
	later := func(words ...string) bool {
		return slices.ContainsFunc(rest, func(t lang.Token) bool { return t.Is(words...) })
	}
	return be && later("that", "who", "to", "whether", "if", "since", "until") || rest[0].Is("take", "takes", "cost", "costs", "require", "need") && later("to")
}

// ends: one of the follow-up's own names ends with the word.
func (f *followup) ends(lower string) bool {
	return slices.ContainsFunc(f.names, func(n nameAt) bool { return f.toks[n.last].Lower == lower })
}

// placeless: the "there" at a token is a place that the follow-up does not name,
// and not that of "there is".
func (f *followup) placeless(i int) bool {
	be := func(k int) bool {
		return k >= 0 && k < len(f.toks) && (aux[f.toks[k].Lower] || f.toks[k].Is("been", "here", "out", "'s"))
	}
	return !be(i-1) && !be(i+1) && i > 0 && !slices.ContainsFunc(f.names, func(n nameAt) bool { return n.sort == placeName || n.sort == placeLike })
}

// there is the place that was asked about, with its preposition; of a question
// after a place that names none, the place of its answer.
func (f *followup) there(i int, a *askedBefore) string {
	if !f.placeless(i) {
		return ""
	}
	for k := len(a.names) - 1; k >= 0; k-- {
		n := a.names[k]
		first, last := a.around(n)
		if first > 0 && placePreps[a.toks[first-1].Lower] && n.sort != personName {
			return a.cut(first-1, last)
		}
		if n.sort == placeName || n.sort == placeLike {
			return "in " + a.cut(n.first, n.last)
		}
	}
	if !a.toks[0].Is("where") {
		return ""
	}
	said, rest, ok := strings.Cut(a.answer, "[")
	said = strings.TrimSpace(said)
	if !ok || strings.Contains(rest, ";") || strings.ContainsAny(said, ":;“\"") || said == "" || len(strings.Fields(said)) > 6 {
		return "" // several places, or a sentence
	}
	if first, _, _ := strings.Cut(said, " "); placePreps[strings.ToLower(first)] {
		return strings.ToLower(first) + said[len(first):]
	}
	return "in " + said
}

// theSame: "the mayor", after a question who the mayor of some place is.
func (f *followup) theSame(i int, a *askedBefore) (string, int) {
	if !a.q.office || len(f.names) > 0 || i+1 >= len(f.toks) || !lang.IsTitle(f.toks[i+1].Lower) || i+2 < len(f.toks) && f.toks[i+2].Is("of", "in", "at") {
		return "", i
	}
	for _, s := range a.definites() {
		if s.last == s.first+1 && a.toks[s.last].Lower == f.toks[i+1].Lower {
			return a.who(), i + 1
		}
	}
	return "", i
}

// thatOne: "that ferry", of a question that names "the ferry Aurelia".
func (f *followup) thatOne(i int, a *askedBefore) (string, int) {
	noun := &f.toks[i+1]
	if !strings.HasPrefix(noun.Tag, "NN") || noun.Capital() {
		return "", i
	}
	for _, n := range a.names {
		first, last := a.around(n)
		for k := first; k <= last; k++ {
			if a.toks[k].Stem == noun.Stem && (k < n.first || k > n.last) {
				return a.cut(first, last), i + 1
			}
		}
	}
	return "", i
}
