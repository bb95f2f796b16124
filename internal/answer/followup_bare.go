package answer

// Follow-ups that are a question word alone: "since when?", "why?", "how many?"
// They ask it of what the question before them told or asked.

import (
	"regexp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

var (
	bareWord = regexp.MustCompile(`(?i)^(?:(since when|until when|till when|from when|by when|when|why|how come|where|how long|for how long|how often|how many|how much|how|who|by whom|of what|from what)(?: (?:exactly|precisely))?` +
		`|(when|where|why|how) (?:is|was|did|does|has|will) (?:that|this|it)(?: (?:happen|happened|occur|be|been|so|take place))?)$`)
	bareSize = regexp.MustCompile(`(?i)^how (\pL+)$`)
)

// bareWord is the question word that a follow-up consists of, folded.
func (f *followup) bareWord() (string, bool) {
	if m := bareWord.FindStringSubmatch(f.text); m != nil {
		return lang.Fold(m[1] + m[2]), true
	}
	if m := bareSize.FindStringSubmatch(f.text); m != nil && howMuch[lang.Fold(m[1])] != nil {
		return "how " + lang.Fold(m[1]), true
	}
	return "", false
}

// askBare asks a question word of the question's clause.
func (a *askedBefore) askBare(word string) (string, bool) {
	if word == "how come" {
		word = "why"
	}
	text := ""
	size, _ := strings.CutPrefix(word, "how ")
	switch {
	case word == "who":
		text = a.bareWho()
	case word == "by whom":
		text = a.byWhom()
	case word == "of what", word == "from what":
		text = a.bareCause()
	case word == "how many":
		text = a.bareCount()
	case word == "how much":
		if a.toks[0].Is("did", "does", "do", "will") && a.q.verb != nil && moneyWords[a.q.verb.stem] {
			text = word + " " + a.lowered()
		}
	case howMuch[size] != nil:
		if about := a.about(); about != "" {
			text = word + " is " + about
		}
	default:
		text = a.adverb(word)
	}
	if text == "" {
		return "", false
	}
	return asSentence(text), true
}

// lowered is the question with its first letter small.
func (a *askedBefore) lowered() string {
	return strings.ToLower(a.toks[0].Text) + a.text[a.toks[0].End:]
}

// from is the question's text from a token on.
func (a *askedBefore) from(k int) string {
	if k >= len(a.toks) {
		return ""
	}
	return a.text[a.toks[k].Start:]
}

// about is whom or what the question is about: the person in its answer, else
// the one name in it.
func (a *askedBefore) about() string {
	if who := a.person(func(string) bool { return false }); who != "" {
		return who
	}
	return a.thing()
}

// adverb asks when, where, why or how long of the clause.
func (a *askedBefore) adverb(word string) string {
	if strings.HasSuffix(word, "when") && len(a.q.when) == 1 {
		if timeless := a.reread(a.replaced(a.dateFrom(a.q.when[0]), a.q.when[0].Last, "")); timeless != nil {
			a = timeless
		}
	}
	first := &a.toks[0]
	if word == "since when" && slices.ContainsFunc(a.toks, func(t lang.Token) bool { return t.Is("did", "was", "were") || t.Tag == "VBD" }) {
		word = "when" // what is over has no since
	}
	switch {
	case isItTrue.MatchString(a.text):
		return word + " was it that " + isItTrue.ReplaceAllString(a.text, "$1")
	case aux[first.Lower]:
		return a.adverbOfWhether(word)
	case first.Is("when", "where", "why") && len(a.toks) > 2:
		return word + " " + a.from(1)
	case first.Is("since", "until") && len(a.toks) > 3 && a.toks[1].Is("when"):
		return word + " " + a.from(2)
	case first.Is("how") && len(a.toks) > 2 && aux[a.toks[1].Lower]:
		return word + " " + a.from(1)
	case first.Is("who"):
		return a.adverbOfWho(word)
	case first.Is("how") && len(a.toks) > 3 && a.toks[1].Is("many") && a.countedNoun() != "":
		return a.adverbOfCount(word)
	case first.Is("what") && len(a.toks) > 3 && a.toks[1].Is("did", "does", "will"):
		return a.withObject(word, 1, "that")
	}
	return ""
}

var holdsOffice = regexp.MustCompile(`(?i)^is ([\pL\pM'’.\- ]+?) (?:still |now |currently |really )*(the [\pL\- ]+.*)$`)

// adverbOfWhether asks it of a question whether; of whether somebody holds an
// office, since when.
func (a *askedBefore) adverbOfWhether(word string) string {
	m := holdsOffice.FindStringSubmatch(a.text)
	if m != nil && len(a.names) > 0 && a.names[0].first == 1 && slices.ContainsFunc(a.toks, func(t lang.Token) bool { return lang.IsTitle(t.Lower) }) {
		return ofTenure(word, m[1], m[2])
	}
	return word + " " + a.lowered()
}

// adverbOfWho asks it of the person who answers "who": of an office, since when
// and how long it is held.
func (a *askedBefore) adverbOfWho(word string) string {
	who := a.who()
	if who == "" || len(a.toks) < 3 {
		return ""
	}
	second := &a.toks[1]
	if a.q.office {
		return a.inOffice(word, who)
	}
	if strings.HasSuffix(word, "long") {
		return "" // a deed lasts no time
	}
	switch {
	case aux[second.Lower] && a.q.object:
		return a.withObject(word, 1, who)
	case second.Is("did", "does", "do"):
		return ""
	case aux[second.Lower]: // "who was arrested", "who will lead"
		return word + " " + second.Lower + " " + who + " " + a.from(2)
	case second.Tag == "VBZ":
		return word + " does " + who + " " + baseOfThird(second.Text) + " " + a.from(2)
	case second.Tag == "VBD":
		return word + " was it that " + who + " " + a.from(1)
	}
	return ""
}

// inOffice asks since when, or how long, somebody has held the office of the
// question.
func (a *askedBefore) inOffice(word, who string) string {
	office := a.from(2)
	if a.q.leads != "" {
		title, _, _ := strings.Cut(a.q.leads, " ")
		office = "the " + title + " of " + a.from(2)
	}
	return ofTenure(word, who, office)
}

func ofTenure(word, who, office string) string {
	switch word {
	case "when", "since when", "from when":
		return "When did " + who + " become " + office
	case "how long", "for how long":
		return word + " has " + who + " been " + office
	}
	return ""
}

// baseOfThird is the base of a verb in its third person: "leads", "carries".
func baseOfThird(verb string) string {
	lower := strings.ToLower(verb)
	switch {
	case lower == "has":
		return "have"
	case strings.HasSuffix(lower, "ies") && len(lower) > 4:
		return lower[:len(lower)-3] + "y"
	case strings.HasSuffix(lower, "ches") || strings.HasSuffix(lower, "shes") || strings.HasSuffix(lower, "sses") || strings.HasSuffix(lower, "xes") || strings.HasSuffix(lower, "oes"):
		return lower[:len(lower)-2]
	}
	return strings.TrimSuffix(lower, "s")
}

// adverbOfCount asks it of what was counted: "how many people were killed"
// becomes "when were people killed".
func (a *askedBefore) adverbOfCount(word string) string {
	noun := a.countedNoun()
	k := a.q.focus[len(a.q.focus)-1].pos + 1
	if k >= len(a.toks) {
		return ""
	}
	t := &a.toks[k]
	switch {
	case aux[t.Lower] && k+1 < len(a.toks) && a.subjectAt(k+1):
		return a.withObject(word, k, noun)
	case aux[t.Lower]:
		return word + " " + t.Lower + " " + noun + " " + a.from(k+1)
	case t.Tag == "VBD" || t.Tag == "VBN":
		return word + " was it that " + noun + " " + a.from(k)
	case t.Tag == "VBP" || t.Tag == "VB":
		return word + " do " + noun + " " + a.from(k)
	}
	return ""
}

// subjectAt: what stands at a token, behind an auxiliary, does something.
func (a *askedBefore) subjectAt(k int) bool {
	t := &a.toks[k]
	return t.Tag == "DT" || t.Tag == "PRP$" || t.Tag == "PRP" || strings.HasPrefix(t.Tag, "NN") || a.isName(k)
}

// withObject is the clause from an auxiliary on, with its object back behind
// the verb: "when did the ferry carry passengers". "" where something stands
// there already.
func (a *askedBefore) withObject(word string, auxAt int, object string) string {
	if a.q.verb == nil && len(a.q.verbs) == 0 {
		return a.sayingObject(word, auxAt, object)
	}
	return a.insert(word, auxAt, a.q.verb.pos, object)
}

// sayingObject is withObject where the verb is one of saying, which a query
// does not keep as its verb.
func (a *askedBefore) sayingObject(word string, auxAt int, object string) string {
	for k := auxAt + 1; k < len(a.toks); k++ {
		if saying[a.toks[k].Stem] && strings.HasPrefix(a.toks[k].Tag, "VB") {
			return a.insert(word, auxAt, k, object)
		}
	}
	return ""
}

func (a *askedBefore) insert(word string, auxAt, verb int, object string) string {
	if verb <= auxAt+1 || verb >= len(a.toks) || verb+1 < len(a.toks) && !a.closesClause(verb+1) {
		return ""
	}
	return word + " " + a.cut(auxAt, verb) + " " + object + " " + a.from(verb+1)
}

// closesClause: what stands at a token is no object of the verb before it.
func (a *askedBefore) closesClause(k int) bool {
	t := &a.toks[k]
	return t.Tag == "IN" || t.Tag == "TO" || strings.HasPrefix(t.Tag, "RB") || t.Kind == lang.Mark || wh[t.Lower]
}

// bareWho asks for the names of those who were counted.
func (a *askedBefore) bareWho() string {
	if a.countedNoun() == "" || !a.toks[0].Is("how") || !personal[a.q.focus[len(a.q.focus)-1].stem] {
		return ""
	}
	k := a.q.focus[len(a.q.focus)-1].pos + 1
	if k >= len(a.toks) || aux[a.toks[k].Lower] && (k+1 >= len(a.toks) || a.subjectAt(k+1)) {
		return ""
	}
	rest := a.from(k)
	if a.toks[k].Is("were") {
		rest = "was" + rest[len("were"):]
	} else if a.toks[k].Is("are") {
		rest = "is" + rest[len("are"):]
	} else if !aux[a.toks[k].Lower] && a.toks[k].Tag != "VBD" && a.toks[k].Tag != "VBN" {
		return ""
	}
	return "who " + rest
}

// byWhom asks who did what the question, in the passive, says was done.
func (a *askedBefore) byWhom() string {
	passive, be := false, false
	for _, t := range a.toks {
		passive = passive || be && (t.Tag == "VBN" || t.Tag == "VBD")
		be = be || t.Is("is", "are", "was", "were", "been", "be")
	}
	switch {
	case !passive:
		return ""
	case aux[a.toks[0].Lower]:
		return "by whom " + a.lowered()
	case a.toks[0].Is("when", "where", "why"):
		return "by whom " + a.from(1)
	}
	return ""
}

// bareCause asks of what the person died whose death the question asks about.
func (a *askedBefore) bareCause() string {
	died := slices.ContainsFunc(a.toks, func(t lang.Token) bool { return t.Is("die", "died", "dead", "death") })
	if who := a.person(func(string) bool { return false }); died && who != "" {
		return "what did " + who + " die of"
	}
	return ""
}

// bareCount counts those of whom the question asks whether, or who.
func (a *askedBefore) bareCount() string {
	first := &a.toks[0]
	switch {
	case first.Is("who") && len(a.toks) > 2 && a.toks[1].Is("was", "were", "is", "are") && a.q.passive:
		return "how many people " + map[bool]string{true: "were", false: "are"}[a.toks[1].Is("was", "were")] + " " + a.from(2)
	case first.Is("who") && len(a.toks) > 1 && a.toks[1].Tag == "VBD" && !a.q.office && !aux[a.toks[1].Lower] && (len(a.toks) == 2 || a.closesClause(2)):
		return "how many people " + a.from(1)
	case first.Is("were", "are", "have", "did"):
		return a.countPlural()
	}
	return ""
}

// countPlural counts the plural noun that a question whether is about: "were
// people killed", "are there casualties", "did the fire destroy homes".
func (a *askedBefore) countPlural() string {
	k := 1
	if k < len(a.toks) && a.toks[k].Is("there") {
		k++
	}
	if k < len(a.toks) && a.toks[k].Is("any") {
		k++
	}
	first := k
	for k < len(a.toks) && (strings.HasPrefix(a.toks[k].Tag, "JJ") || strings.HasPrefix(a.toks[k].Tag, "NN")) && !a.isName(k) {
		k++
	}
	plural := func(k int) bool { return a.toks[k].Tag == "NNS" || a.toks[k].Is("people") }
	if k > first && plural(k-1) {
		noun := a.cut(first, k-1)
		switch {
		case a.toks[0].Is("did") && k < len(a.toks):
			return "" // "did people leave": the base form does not stand alone
		case a.toks[1].Is("there"):
			return "how many " + noun + " " + a.toks[0].Lower + " there " + a.from(k)
		}
		return "how many " + noun + " " + a.toks[0].Lower + " " + a.from(k)
	}
	if !a.toks[0].Is("did") || a.q.verb == nil {
		return ""
	}
	object := a.q.verb.pos + 1
	if object < len(a.toks) && a.toks[object].Is("any") {
		object++
	}
	if object >= len(a.toks) || !plural(object) || a.isName(object) {
		return ""
	}
	return "how many " + a.toks[object].Text + " " + strings.ToLower(a.toks[0].Text) + " " + a.cut(1, a.q.verb.pos) + " " + a.from(object+1)
}
