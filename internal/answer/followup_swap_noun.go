package answer

// Follow-ups that are a noun: "and the injured?", "and women?", "and the
// governor?"

import (
	"regexp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

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
	case a.countedNoun() != "" && byAgeOrSex[head.Lower]:
		return a.countAmong(noun)
	case a.countedNoun() != "" && head.Tag == "NNS":
		return a.countOther(noun)
	case a.q.office:
		if definite && (lang.IsTitle(head.Lower) || len(head.Text) < 5 && head.Text == strings.ToUpper(head.Text)) {
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
		return a.holderOf(noun, head)
	}
	return ""
}

// holderOf asks who has a part in what a question after somebody names: "who
// commands X", "and the pilot?"
func (a *askedBefore) holderOf(noun string, head *lang.Token) string {
	agent := lang.IsTitle(head.Lower) || personal[head.Stem] || makers[head.Stem].deeds != nil || roleEnding.MatchString(head.Lower)
	if !a.toks[0].Is("who") || !agent || len(a.names) != 1 || a.names[0].sort == personName {
		return ""
	}
	return "Who is the " + noun + " of " + a.phrase(a.names[0])
}

// roleEnding is of nouns for those who have a part in something.
var roleEnding = regexp.MustCompile(`(?:er|or|ist|ian|man|woman|lot|eer|ant|ain|ee)$`)

// byAgeOrSex are nouns for some of any group of people.
var byAgeOrSex = wordSet("women men girls boys children kids minors adults teenagers babies infants seniors females males")

// countAmong counts some of those whom the question counts. What happened to them
// can't be put beside it; of people without a description nothing is lost.
func (a *askedBefore) countAmong(noun string) string {
	focus := a.q.focus
	if last := focus[len(focus)-1]; len(focus) == 1 && a.toks[last.pos].Is("people", "persons") {
		return a.replaced(last.pos, last.pos, noun)
	}
	if a.q.verb != nil || len(a.q.when) > 0 {
		return ""
	}
	return "How many " + a.countedThings() + " are " + noun
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
