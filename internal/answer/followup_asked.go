package answer

// An earlier question of a conversation, read for what a follow-up may take
// from it.

import (
	"slices"
	"strings"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
)

// askedBefore is an earlier question with its answer.
type askedBefore struct {
	text   string // without its question mark
	toks   []lang.Token
	q      *query
	names  []nameAt
	answer string
	tagger *lang.Tagger
}

// nameAt is a name in a question.
type nameAt struct {
	first, last int // its tokens
	sort        nameSort
}

// nameSort is what a name looks to be the name of. A question alone does not
// always tell.
type nameSort int

const (
	anyName    nameSort = iota // one word that says nothing of itself: "Falk", "Airbus"
	personName                 // looks like a person's
	thingName                  // a body, a ship, a storm
	placeLike                  // stands where a place does
	placeName                  // is known to be a place
)

// readAsked reads an earlier turn, nil where there is no question in it.
func readAsked(t Turn, tagger *lang.Tagger) *askedBefore {
	text := strings.TrimRight(tidy(strings.ToValidUTF8(t.Question, " ")), "?!. ")
	if rest, ok := unsaid(text); ok {
		text = strings.TrimRight(rest, "?!. ")
	}
	if text == "" || len(text) > earlierLimit || !asks(text+" ?") {
		return nil
	}
	a := &askedBefore{text: text, answer: strings.ToValidUTF8(t.Answer, " "), tagger: tagger}
	a.toks, a.names = readNames(text, tagger)
	if len(a.toks) == 0 {
		return nil
	}
	if a.q = understand(text, tagger); a.q.text == text {
		a.toks = a.q.toks // with the tags of its verbs mended
		a.sortObjects()
	} else {
		a.q = &query{text: text, toks: a.toks, kind: askYesNo, subject: -1} // it is understood as another question
	}
	return a
}

// sortObjects judges anew the names behind a verb that was taken for a noun: "did
// Falk fire NAME".
func (a *askedBefore) sortObjects() {
	for k := range a.names {
		n := &a.names[k]
		if n.sort != thingName || n.first == 0 || !a.isVerb(n.first-1) {
			continue
		}
		a.toks[n.first-1].Tag = "VB"
		n.sort = sortOf(a.toks, *n, "")
	}
}

// reread is the question after a change in its text.
func (a *askedBefore) reread(text string) *askedBefore {
	return readAsked(Turn{Question: text, Answer: a.answer}, a.tagger)
}

// readNames reads a text's tokens and the names among them.
func readNames(text string, tagger *lang.Tagger) ([]lang.Token, []nameAt) {
	q := &query{text: text, toks: lang.Tokenize(text, 0), subject: -1}
	tagger.Tag(q.toks)
	q.readTitles()
	q.collect(q.firstWh())
	var out []nameAt
	for _, e := range q.ents {
		if e.pos == 0 && fragmentPreps[q.toks[0].Lower] && len(e.words) == 1 {
			continue // "Since when"
		}
		n := nameAt{first: e.pos, last: min(e.pos+len(e.words), len(q.toks)) - 1}
		if e.title {
			if s := q.titleAt(e.pos); s != nil {
				n.first, n.last = s.first, s.last
			}
			n.sort = thingName
		} else {
			n.sort = sortOf(q.toks, n, e.place)
		}
		out = append(out, n)
	}
	slices.SortStableFunc(out, func(a, b nameAt) int { return a.first - b.first })
	return q.toks, out
}

// sortOf judges a name by its words and by what stands before it.
func sortOf(toks []lang.Token, n nameAt, place string) nameSort {
	if place != "" {
		return placeName
	}
	var before *lang.Token
	if n.first > 0 {
		before = &toks[n.first-1]
	}
	if before != nil && lang.IsTitle(before.Lower) && !before.Is("the") {
		return personName
	}
	if before != nil && before.Is("in", "at", "near") {
		return placeLike
	}
	words := toks[n.first : n.last+1]
	for _, t := range words {
		if t.Kind == lang.Number || bodyWords[t.Lower] || numeral(t.Lower) != "" && t.Text == strings.ToUpper(t.Text) {
			return thingName
		}
	}
	if before != nil && (before.Is("the") || before.Tag == "NN" && !before.Is("of")) {
		return thingName
	}
	if before != nil && before.Is("of") && n.first > 1 && lang.IsTitle(toks[n.first-2].Lower) {
		return placeLike // "the mayor of NAME"
	}
	switch {
	case len(words) > 1 && len(words) < 5:
		return personName
	case len(words) == 1 && words[0].Text == strings.ToUpper(words[0].Text) && utf8.RuneCountInString(words[0].Text) > 1:
		return thingName // an acronym
	}
	return anyName
}

// cut is the text of some tokens.
func cut(text string, toks []lang.Token, first, last int) string {
	return text[toks[first].Start:toks[last].End]
}

func (a *askedBefore) cut(first, last int) string { return cut(a.text, a.toks, first, last) }

// replaced is the question with other words for some tokens.
func (a *askedBefore) replaced(first, last int, by string) string {
	return a.text[:a.toks[first].Start] + by + a.text[a.toks[last].End:]
}

// around widens a name to the phrase that it stands in: "the ferry Aurelia",
// "the Port Selby bridge".
func (a *askedBefore) around(n nameAt) (first, last int) {
	first, last = n.first, n.last
	for last+1 < len(a.toks) && strings.HasPrefix(a.toks[last+1].Tag, "NN") && !a.toks[last+1].Capital() && a.toks[last+1].Kind == lang.Word && !a.isVerb(last+1) {
		last++
	}
	k := first
	for k > 0 && (strings.HasPrefix(a.toks[k-1].Tag, "NN") || strings.HasPrefix(a.toks[k-1].Tag, "JJ")) && !a.toks[k-1].Capital() && !a.inFocus(k-1) {
		k--
	}
	if k > 0 && a.toks[k-1].Is("the", "a", "an") {
		return k - 1, last
	}
	if k < first && k > 0 && a.toks[k-1].Tag == "IN" {
		return k, last
	}
	return first, last
}

// isVerb: the token is a verb that carries meaning.
func (a *askedBefore) isVerb(k int) bool {
	return slices.ContainsFunc(a.q.verbs, func(t term) bool { return t.pos == k })
}

func (a *askedBefore) inFocus(k int) bool {
	return slices.ContainsFunc(a.q.focus, func(t term) bool { return t.pos == k })
}

// phrase is a name with the words that belong to it.
func (a *askedBefore) phrase(n nameAt) string { return a.cut(a.around(n)) }

// placed are the phrases of the question that say where and, if it is wanted,
// when: a preposition with a name or a date behind it.
func (a *askedBefore) placed(dates bool) []string {
	var out []string
	for _, n := range a.names {
		first, last := a.around(n)
		if first > 0 && placePreps[a.toks[first-1].Lower] && n.sort != personName {
			out = append(out, a.cut(first-1, last))
		}
	}
	for _, d := range a.q.when {
		if dates {
			out = append(out, a.cut(a.dateFrom(d), d.Last))
		}
	}
	return out
}

// dateFrom is the first token of what says when: "in early 2023".
func (a *askedBefore) dateFrom(d lang.Date) int {
	first := d.First
	for first > 0 && timePreps[a.toks[first-1].Lower] {
		first--
	}
	return first
}

// of is the end of a question after an office: " of Port Selby", "" where it
// has none.
func (a *askedBefore) of() string {
	for _, n := range a.names {
		first, last := a.around(n)
		if last == len(a.toks)-1 && first > 1 && a.toks[first-1].Is("of", "in") {
			return " " + a.cut(first-1, last)
		}
	}
	return ""
}

// countedNoun is what the question counts, "" where it counts nothing.
func (a *askedBefore) countedNoun() string {
	if a.q.kind != askQuantity || len(a.q.focus) == 0 || len(a.q.dims) > 0 || a.q.measure != "" {
		return ""
	}
	return a.cut(a.q.focus[0].pos, a.q.focus[len(a.q.focus)-1].pos)
}

var (
	placePreps    = wordSet("in on at near during after off aboard")
	timePreps     = wordSet("in on at by since until before after during the early late from of")
	fragmentPreps = wordSet("in on at near during for by from of to with against after before since until under about")
)
