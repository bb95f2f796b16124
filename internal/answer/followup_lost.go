package answer

// What only a conversation makes a question: a text that leans on what was said
// before it, and words that ask nothing.

import (
	"regexp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

const thanked = `(?:many thanks|thanks|thank you|thx|cheers)(?: (?:so much|very much|a lot|again|for (?:that|this|the (?:answer|help|info))))?`

var (
	// greets opens a text without asking anything.
	greets = regexp.MustCompile(`(?i)^(?:` + thanked + `|so|ok|okay|well|then|great|perfect|nice|cool|right|good|alright|hi|hello|hey|please)\b(?:[,:.!;]+\s*|\s+)`)
	// takesBack opens a correction.
	takesBack = regexp.MustCompile(`(?i)^(?:(?:no|nope|sorry|pardon|actually|oops|wait|rather)\b(?:[,:.!;]+\s*|\s+)|(?:i|we)(?: only| just)? (?:mean|meant)\b(?: to (?:say|ask))?[,:]?\s+)`)
	// tookBack ends one.
	tookBack = regexp.MustCompile(`(?i)[\s,]+(?:i mean|i meant|sorry|actually|instead|rather)$`)
	courtesy = regexp.MustCompile(`(?i)^(?:(?:` + thanked + `|ok|okay|great|perfect|nice|cool|good|alright|hi|hello|hey|bye|goodbye|got it|i see|never mind|no|yes|yeah|and|that's all|that is all)[\s,.!:;]*)+$`)
)

// isCourtesy: a text asks nothing: "thanks", "ok, great".
func isCourtesy(text string) bool {
	return len(text) <= followupLimit && courtesy.MatchString(strings.TrimRight(tidy(text), "?!. "))
}

// withoutCourtesy is a question without the thanks and greetings before it. What
// is no question behind them is left as it is: it may be a name.
func withoutCourtesy(text string) string {
	rest := tidy(text)
	for at := opening(rest); at > 0; at = opening(rest) {
		rest = rest[at:]
	}
	first := lang.Tokenize(rest, 0)
	if rest == tidy(text) || len(first) == 0 || !wh[first[0].Lower] && !aux[first[0].Lower] || strings.HasPrefix(strings.ToLower(tidy(text)), "so ") {
		return text
	}
	return rest
}

// opening is where what greets, thanks or takes back ends at a text's start.
func opening(text string) int {
	at := greets.FindStringIndex(text)
	if at == nil {
		at = takesBack.FindStringIndex(text)
	}
	if at == nil {
		return 0
	}
	return at[1]
}

// withoutOpeners takes from a text's ends what greets and what takes back.
func withoutOpeners(text string) (rest string, corrects bool) {
	for rest = text; ; {
		at := opening(rest)
		if at == 0 || at == len(rest) || isTitled(rest[:at], rest[at:]) {
			break
		}
		corrects = corrects || takesBack.MatchString(rest)
		rest = rest[at:]
	}
	if short := tookBack.ReplaceAllString(rest, ""); short != rest && short != "" {
		rest, corrects = short, true
	}
	return rest, corrects
}

// isTitled: an opening is written as the beginning of a title: "No Time for …".
func isTitled(opening, rest string) bool {
	words := lang.Tokenize(opening, 0)
	if len(words) == 0 || words[len(words)-1].Kind == lang.Mark || !words[0].Capital() || words[0].Is("i", "we") {
		return false
	}
	next := lang.Tokenize(rest, 0)
	return len(words) > 1 && words[len(words)-1].Capital() || len(next) > 0 && next[0].Capital()
}

// onlyNouns: words of which none is a verb, or belongs to no phrase.
func onlyNouns(text string, tagger *lang.Tagger) bool {
	toks := lang.Tokenize(text, 0)
	tagger.Tag(toks)
	return !slices.ContainsFunc(toks, func(t lang.Token) bool {
		return aux[t.Lower] || lang.Function(t.Lower) || t.Tag == "VBD" || t.Tag == "VBN" || t.Tag == "VBZ"
	})
}

// rests are questions after what was just said, in so many words.
var rests = regexp.MustCompile(`(?i)^(?:(?:who|what|where|when|which|why|how|any(?:one|body|thing|where)) else|which (?:one|ones)|what kind|what sort|how so|why not|why so \pL+|what for|(?:by|for|in|at|to|from|with|of) how (?:much|many|long|\pL+)|what do you mean|what does (?:that|this|it) mean|(?:tell me )?more|go on|tell me more about (?:that|this|it)|(?:are|were) there (?:any )?(?:others|more)|any (?:others|more)|(?:in|on|at|for|to|from|by|with|of|about|against|under|during) (?:what|which|whom)(?: \pL+)?)$`)

// pointsBack: the text is no question without what was said before it.
func (f *followup) pointsBack(tagger *lang.Tagger) bool {
	switch {
	case len(f.toks) == 0:
		return f.continued || f.corrects
	case f.measuresItself():
		return false
	case f.asksSource(), f.asksAgain(), rests.MatchString(f.text):
		return true
	}
	if _, ok := f.bareWord(); ok {
		return true
	}
	if f.isFragment() {
		return f.hangs(tagger)
	}
	if len(f.toks) < 5 && len(f.names) == 0 && f.countsNothing() {
		return true // "how many died"
	}
	for i := range f.toks {
		if f.pointsAt(i) {
			return true
		}
	}
	return false
}

// onlyDeed: a question of which only the deed is told: "who was arrested", "what
// happened", "how many people died". Behind another question it is one about the
// same matter.
func (f *followup) onlyDeed() bool {
	if len(f.toks) > 6 || len(f.names) > 0 || len(lang.Dates(f.toks)) > 0 {
		return false
	}
	if f.countsOther() {
		return true
	}
	if len(f.toks) < 2 || !f.toks[0].Is("who", "what") {
		return false
	}
	return !slices.ContainsFunc(f.toks[1:], func(t lang.Token) bool {
		particle := t.Tag == "RP" || t.Tag == "IN" || ordinals[t.Lower] // "took over", "came second"
		return t.Kind != lang.Word || !strings.HasPrefix(t.Tag, "VB") && !aux[t.Lower] && !particle
	})
}

// hangs: a text without a verb is part of a question, and not a search for some
// words.
func (f *followup) hangs(tagger *lang.Tagger) bool {
	switch first := &f.toks[0]; {
	case f.corrects:
		return true
	case f.continued:
		return !f.searches() && (f.marked || !first.Capital() || len(f.toks) == 1)
	case fragmentPreps[first.Lower]:
		return !first.Is("about") && (len(f.toks) < 5 || len(f.pieces(tagger)) > 0)
	}
	return len(f.names) == 0 // a time alone
}

// searches: words without a verb that can be searched for by themselves: a name
// with more than one word beside it, or many words.
func (f *followup) searches() bool {
	words := 0
	for k := range f.toks {
		if t := &f.toks[k]; t.Kind == lang.Word && !lang.Function(t.Lower) && !f.inName(k) {
			words++
		}
	}
	return words > 3 || words > 1 && (len(f.names) > 0 || slices.ContainsFunc(f.toks, func(t lang.Token) bool { return t.Kind == lang.Number }))
}

// pointsAt: the token at i stands for something that the text does not name.
func (f *followup) pointsAt(i int) bool {
	t := &f.toks[i]
	if f.inQuotes(i) || f.inName(i) || f.told(i) || f.translated && f.ownedByLater(i) {
		return false
	}
	switch {
	case t.Is("he", "she", "him", "his", "her", "hers"):
		return !f.ownAntecedent(i, f.owns(i))
	case t.Is("it", "its"):
		return !f.expletive(i) && !f.ownAntecedent(i, f.owns(i))
	case t.Is("they", "them", "their", "theirs"):
		return !f.ownAntecedent(i, f.owns(i))
	case t.Is("these", "those"):
		return i > 0 && f.toks[i-1].Is("of") && i+1 == len(f.toks)
	case t.Is("there"):
		return f.placeless(i)
	case t.Is("that", "this"):
		return len(f.names) == 0 && f.standsAlone(i)
	}
	return false
}

// ownedByLater: the owner stands behind what is owned, as Spanish has it: "why
// did their crew leave the ship".
func (f *followup) ownedByLater(i int) bool {
	return f.owns(i) && (slices.ContainsFunc(f.toks[i:], func(t lang.Token) bool { return t.Is("the") }) || slices.ContainsFunc(f.names, func(n nameAt) bool { return n.first > i }))
}

// told: what a pronoun means stands before it, in a clause that is no question:
// "the bridge: when will it open", "if the dam breaks will it flood".
func (f *followup) told(i int) bool {
	if wh[f.toks[0].Lower] || aux[f.toks[0].Lower] {
		return slices.ContainsFunc(f.toks[:i], func(t lang.Token) bool { return t.Is(":", ";", "and", ",") || t.Text == "?" || t.Text == "." }) && f.wordBefore(i)
	}
	return f.nounBefore(i)
}

// wordBefore: a word with meaning stands before a token.
func (f *followup) wordBefore(i int) bool {
	return slices.ContainsFunc(f.toks[1:max(i, 1)], func(t lang.Token) bool { return t.Kind != lang.Mark && !lang.Function(t.Lower) && !wh[t.Lower] })
}

// nounBefore: a noun or a name stands before a token.
func (f *followup) nounBefore(i int) bool {
	for k := range f.toks[:i] {
		if f.nounAt(k) && !(k == 0 && (wh[f.toks[0].Lower] || aux[f.toks[0].Lower])) {
			return true
		}
	}
	return false
}

// standsAlone: "that" is what is asked about: "is that true", "why did that
// happen"; it does not open a clause or point to a noun.
func (f *followup) standsAlone(i int) bool {
	if i == 0 || i > 3 {
		return false
	}
	if i+1 == len(f.toks) {
		return !strings.HasPrefix(f.toks[i-1].Tag, "NN")
	}
	next := &f.toks[i+1]
	return aux[f.toks[i-1].Lower] && !strings.HasPrefix(next.Tag, "NN") && !strings.HasPrefix(next.Tag, "JJ") && next.Kind == lang.Word && !next.Capital() && next.Tag != "CD" ||
		aux[f.toks[i-1].Lower] && i+2 == len(f.toks) && strings.HasPrefix(next.Tag, "JJ")
}
