package answer

// Follow-ups that are sentences and still lack what the question before was
// about: "and how many were injured?"

import (
	"regexp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

var sinceOffice = regexp.MustCompile(`(?i)^since (?:when|what year) (?:is|was|has|had) ([\pL\pM'’.\- ]+?) (?:been )?(the [\pL\- ]+)$`)

// sinceBecome asks since when somebody has been something as when that was
// become, which is how articles tell it.
func sinceBecome(text string) string {
	m := sinceOffice.FindStringSubmatch(text)
	if m == nil {
		return asSentence(text)
	}
	return asSentence("When did " + m[1] + " become " + m[2])
}

// fill puts into a question without a name what the one before it was about:
// "and how many were injured?" counts the same people in the same place.
func (f *followup) fill(a *askedBefore) (string, bool) {
	if len(f.names) > 0 || f.pointsAnywhere() {
		return "", false
	}
	if f.countsNothing() {
		whole := f.countSame(a)
		return whole, whole != ""
	}
	switch {
	case f.countsOther(), f.onlyDeed():
		if where := f.where(a); where != "" {
			return asSentence(f.text + a.unnamedEvent() + where), true
		}
	case f.continued && f.asksOffice():
		if of := a.of(); of != "" {
			return asSentence(f.text + of), true
		}
	}
	return "", false
}

// countsOther: "how many homes were destroyed", and nothing that says where,
// when or by whom.
func (f *followup) countsOther() bool {
	if len(f.toks) < 4 || len(f.toks) > 8 || !f.toks[0].Is("how") || !f.toks[1].Is("many") || len(lang.Dates(f.toks)) > 0 {
		return false
	}
	verbs := 0
	for k := 2; k < len(f.toks); k++ {
		t := &f.toks[k]
		switch {
		case aux[t.Lower] || strings.HasPrefix(t.Tag, "VB"):
			verbs++
		case verbs > 0 || !strings.HasPrefix(t.Tag, "NN") && !strings.HasPrefix(t.Tag, "JJ"):
			return false
		}
	}
	return verbs > 0
}

// countsNothing: "how many were injured", without a noun that is counted.
func (f *followup) countsNothing() bool {
	return len(f.toks) > 2 && f.toks[0].Is("how") && f.toks[1].Is("many") && f.verbAt(2)
}

// countSame counts what the question before counted, where it did.
func (f *followup) countSame(a *askedBefore) string {
	noun, rest := a.countedNoun(), f.text[f.toks[1].End:]
	if last := f.toks[len(f.toks)-1].Tag; noun != "" && strings.HasPrefix(last, "NN") { // "how many are women"
		return asSentence("how many " + a.countedThings() + rest)
	}
	where := f.where(a)
	if noun == "" && where == "" {
		return ""
	}
	return asSentence("how many " + strings.TrimPrefix(noun+rest, " ") + where)
}

// unnamedEvent is what the question before is about, where that has no name, as
// " in the election"; "" where its place says it already.
func (a *askedBefore) unnamedEvent() string {
	ds := a.definites()
	if len(ds) != 1 || lang.IsTitle(a.toks[ds[0].last].Lower) || ds[0].first > 0 && placePreps[a.toks[ds[0].first-1].Lower] {
		return ""
	}
	return " in " + a.cut(ds[0].first, ds[0].last)
}

// where is where and when the question before asked about, as far as the
// follow-up does not say it: its places, and the event or thing that it names.
func (f *followup) where(a *askedBefore) string {
	out := ""
	placed := a.placed(len(lang.Dates(f.toks)) == 0)
	for _, n := range a.names {
		first, last := a.around(n)
		if n.sort != thingName && n.sort != placeName || first > 0 && placePreps[a.toks[first-1].Lower] || a.q.office {
			continue
		}
		out += " in " + a.cut(first, last)
	}
	for _, p := range placed {
		out += " " + p
	}
	return out
}

// asksOffice: "who is the governor", and nothing behind it.
func (f *followup) asksOffice() bool {
	n := len(f.toks)
	return n > 3 && n < 7 && f.toks[0].Is("who") && f.toks[1].Is("is", "was") && f.toks[2].Is("the") && lang.IsTitle(f.toks[n-1].Lower)
}

// verbAt: a verb stands at a token, and no noun that is counted before it.
func (f *followup) verbAt(k int) bool {
	return aux[f.toks[k].Lower] || strings.HasPrefix(f.toks[k].Tag, "VB") && !(k+1 < len(f.toks) && strings.HasPrefix(f.toks[k+1].Tag, "NN"))
}

// pointsAnywhere: a pronoun is left of which it can't be told what it means.
func (f *followup) pointsAnywhere() bool {
	return slices.ContainsFunc(f.toks, func(t lang.Token) bool {
		return t.Is("he", "she", "him", "his", "her", "they", "them", "their", "it", "its", "you", "i", "we")
	})
}
