package answer

// Follow-ups: questions that leave out what the question before them said,
// made whole again. "And in Peru?" is a question only beside another one.

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
)

// Bounds of what is read of a conversation: a longer text is no follow-up and
// nothing to follow up on.
const (
	fragmentWords = 12   // words of one without a verb
	followupLimit = 300  // bytes of a follow-up
	earlierLimit  = 1000 // bytes of an earlier question
)

// wholeQuestion gives a question of a conversation as it is to be understood:
// what it leaves out is taken from the earlier turns. A question that stands by
// itself comes back as it is, but for words of thanks before it, and rewritten is
// false. One that leans on what was said before, and of which it can't be told
// what it means, is lost: it comes back as it is and is not to be searched for.
// translated tells that it was asked in a language whose verbs need no pronoun.
func wholeQuestion(text string, earlier []Turn, translated bool, tagger *lang.Tagger) (whole string, rewritten, lost bool) {
	if len(text) > followupLimit || !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
		return text, false, false
	}
	if isCourtesy(text) {
		return text, false, true
	}
	asked := withoutCourtesy(text)
	f := readFollowup(asked, tagger)
	f.translated = translated
	switch {
	case f.measuresItself() && f.continued:
		return asSentence("what is " + f.text), true, false
	case len(earlier) == 0 && !f.pointsBack(tagger):
		return asked, false, false
	case len(earlier) > 0:
		t := readTalk(earlier, translated, tagger)
		if whole, ok := t.complete(f); ok && !sameWording(whole, text) {
			return whole, true, false
		}
	}
	if f.pointsBack(tagger) || len(earlier) > 0 && f.onlyDeed() {
		return text, false, true
	}
	return asked, false, false
}

// complete tries the ways of leaving something out, the plainest first.
func (t *talk) complete(f *followup) (string, bool) {
	a := t.last()
	switch {
	case a == nil || len(f.toks) == 0:
		return "", false
	case f.asksSource():
		return whoSays(a), true
	case f.asksAgain():
		return a.text + "?", true
	}
	if bare, ok := f.bareWord(); ok {
		return a.askBare(bare)
	}
	if f.asksBefore() {
		return t.before(f)
	}
	if f.isFragment() {
		return a.swap(f)
	}
	if whole, points := f.resolve(t); points {
		return whole, whole != ""
	}
	return f.fill(a)
}

// followup is a question as it was typed, read for what it leaves out.
type followup struct {
	text      string // without what only joins it to the question before, and without its question mark
	toks      []lang.Token
	names     []nameAt
	continued bool // it opens with "and", "what about": it goes on from the question before
	corrects  bool // it takes back a part of the question before: "no, in …", "I meant …"
	marked    bool // it ends with a question mark

	translated bool // from a language whose verbs need no pronoun
}

var (
	joiners  = regexp.MustCompile(`(?i)^(?:(?:and|but|or|also|same for)\b[,:]?\s+|(?:what|how)(?:\s+about|\s+of)\s+)`)
	trailing = regexp.MustCompile(`(?i)[\s,]+(?:please|too|as well|though|exactly)$`)
	joiner   = regexp.MustCompile(`(?i)^(?:and|but|or|also|what about|how about|what of)$`)
	manyOf   = regexp.MustCompile(`(?i)^how many (\pL+(?: \pL+)?)$`)
)

func readFollowup(text string, tagger *lang.Tagger) *followup {
	text = tidy(text)
	f := &followup{marked: strings.HasSuffix(text, "?")}
	text = strings.TrimRight(text, "?!. ")
	text, f.corrects = withoutOpeners(text)
	for at := joiners.FindStringIndex(text); at != nil; at = joiners.FindStringIndex(text) {
		text, f.continued = text[at[1]:], true
	}
	if about, ok := strings.CutSuffix(text, " then"); ok && f.continued && !asks(about+" ?") {
		text = about // "what about Peru then"
	}
	text = trailing.ReplaceAllString(text, "")
	if owner, ok := strings.CutSuffix(text, "'s"); ok && f.continued {
		text = owner // "and Peru's?"
	}
	if joiner.MatchString(text) {
		text, f.continued = "", true
	}
	if m := manyOf.FindStringSubmatch(text); m != nil && onlyNouns(m[1], tagger) {
		text, f.continued = m[1], true // "how many women"
	}
	f.text = text
	f.toks, f.names = readNames(f.text, tagger)
	return f
}

// told are the words for what an answer tells, as a newsroom speaks of it.
const told = `(?:numbers?|figures?|counts?|totals?|claims?|data|information|info|quotes?|statements?|estimates?|answers?|reports?)`

var (
	source = regexp.MustCompile(`(?i)^(?:who (?:says|said|reports|reported|claims|told you|is saying)(?: (?:so|that|this|it))?` +
		`|says who|says which (?:article|outlet|paper)|according to (?:who|whom)|on whose word|from whom` +
		`|(?:(?:what|who|where)(?:'s|’s| is| are| was) )?(?:the|your) sources?(?: (?:for|of|behind) (?:that|this|it|(?:that|this|the|these|those) ` + told + `))?|sources?` +
		`|where (?:does|did|do) (?:that|this|(?:that|this|the|these|those) ` + told + `) come from|where(?:'s|’s| is) (?:that|this|(?:that|this|the) ` + told + `) from` +
		`|where (?:did|do) you (?:get|have) (?:that|this|it)(?: from)?|how do you know(?: (?:that|this))?)$`)

	doubt = regexp.MustCompile(`(?i)^(?:(?:are|is) (?:you|that|this|it) (?:really |quite |so |still )?(?:sure|certain|true|right|correct|confirmed)(?: about (?:that|this|it))?` +
		`|you sure|sure|really|certain)$`)
)

// asksSource: the question asks who stands behind the answer before it.
func (f *followup) asksSource() bool { return source.MatchString(f.text) }

// asksAgain: the question doubts the answer before it, which is then looked up
// once more.
func (f *followup) asksAgain() bool { return doubt.MatchString(f.text) }

// isFragment: the text has no verb of its own, and is more than a search for
// some words: it goes on from a question, or is a name, a place or a time alone.
func (f *followup) isFragment() bool {
	first := f.toks[0].Lower
	if len(f.toks) > fragmentWords {
		return false
	}
	dates := lang.Dates(f.toks)
	for k := range f.toks {
		if slices.ContainsFunc(dates, func(d lang.Date) bool { return d.First <= k && k <= d.Last }) {
			continue // "in May"
		}
		if !f.inName(k) && (f.toks[k].Is(clauseWords...) || strings.HasPrefix(f.toks[k].Tag, "VBZ") || f.toks[k].Tag == "VBP" || f.toks[k].Tag == "MD" || wh[f.toks[k].Lower] || aux[f.toks[k].Lower]) {
			return false
		}
	}
	return f.continued || f.corrects || fragmentPreps[first] && len(f.toks) > 1 || f.marked && f.alone()
}

// clauseWords are pronouns, which no fragment has.
var clauseWords = strings.Fields("i you he she it we they me him her us them his its their who")

func (f *followup) inName(k int) bool {
	return slices.ContainsFunc(f.names, func(n nameAt) bool { return n.first <= k && k <= n.last })
}

// alone: the text is one name or one time and nothing besides.
func (f *followup) alone() bool {
	if len(f.names) == 1 {
		return f.names[0].first <= 1 && f.names[0].last == len(f.toks)-1 && (f.names[0].first == 0 || f.toks[0].Is("the"))
	}
	ds := lang.Dates(f.toks)
	return len(ds) == 1 && ds[0].First == 0 && ds[0].Last == len(f.toks)-1
}

// sameWording: two texts differ in nothing but their spaces, case and marks.
func sameWording(a, b string) bool {
	plain := func(s string) string { return lang.Fold(strings.Trim(tidy(s), "?!. ")) }
	return plain(a) == plain(b)
}

// asSentence writes a question made of parts as one is written.
func asSentence(s string) string { return capital(strings.TrimRight(tidy(s), "?!. ")) + "?" }
