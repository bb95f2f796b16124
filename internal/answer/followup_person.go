package answer

// Whom "he" and "she" mean in a conversation. A pronoun that could mean two
// people means nobody: an answer about the wrong one is worse than none.

import (
	"regexp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

// turnsBack bounds how far back a pronoun reaches.
const turnsBack = 4

// talk is a conversation, read for what a follow-up may take from it.
type talk struct {
	asked      []*askedBefore // the questions of its last turns, the last first
	sexes      map[string]sex // by surname, as the questions called them
	translated bool           // the follow-up comes from a language whose verbs need no pronoun
	tagger     *lang.Tagger
}

type sex int

const (
	unknownSex sex = iota
	she
	he
)

// readTalk reads the last turns. Those that could not be told themselves, and
// words of thanks, are passed over; a text that is no question ends it.
func readTalk(earlier []Turn, translated bool, tagger *lang.Tagger) *talk {
	t := &talk{sexes: map[string]sex{}, translated: translated, tagger: tagger}
	for k := len(earlier) - 1; k >= 0 && k >= len(earlier)-turnsBack-1; k-- {
		if _, _, lost := wholeQuestion(said(earlier[k]), nil, false, tagger); lost {
			continue
		}
		a := readAsked(earlier[k], tagger)
		if a == nil || len(t.asked) == turnsBack {
			break
		}
		t.asked = append(t.asked, a)
	}
	for _, turn := range earlier {
		t.learnSexes(turn)
	}
	return t
}

// said is a turn's question in English, where it was not understood.
func said(turn Turn) string {
	question, _ := followUpInEnglish(turn.Question)
	return question
}

// last is the question that a follow-up goes on from, nil for none.
func (t *talk) last() *askedBefore {
	if len(t.asked) == 0 {
		return nil
	}
	return t.asked[0]
}

var sexOf = map[string]sex{
	"he": he, "him": he, "his": he, "mr": he, "mr.": he, "sir": he, "lord": he, "king": he, "prince": he, "chairman": he, "spokesman": he, "congressman": he, "councilman": he,
	"she": she, "her": she, "hers": she, "mrs": she, "mrs.": she, "ms": she, "ms.": she, "dame": she, "lady": she, "queen": she, "princess": she, "chairwoman": she, "spokeswoman": she, "congresswoman": she,
}

// learnSexes takes from a turn whom a pronoun was understood as, and the titles
// that tell it.
func (t *talk) learnSexes(turn Turn) {
	if len(turn.Question) > earlierLimit || len(turn.Asked) > earlierLimit {
		return
	}
	toks, names := readNames(turn.Question, t.tagger)
	for _, n := range names {
		if n.first > 0 && lang.IsTitle(toks[n.first-1].Lower) {
			t.learn(toks[n.last].Lower, sexOf[toks[n.first-1].Lower])
		}
	}
	if turn.Asked == "" || tongue.Of(turn.Asked) != tongue.English {
		return
	}
	asked := lang.Tokenize(turn.Asked, 0)
	called := unknownSex
	for k := range asked {
		if s := sexOf[asked[k].Lower]; s != unknownSex && !lang.IsTitle(asked[k].Lower) {
			called = s
			break
		}
	}
	var new []nameAt
	for _, n := range names {
		if !slices.ContainsFunc(asked, func(o lang.Token) bool { return o.Lower == toks[n.last].Lower }) {
			new = append(new, n)
		}
	}
	if len(new) == 1 {
		t.learn(toks[new[0].last].Lower, called)
	}
}

func (t *talk) learn(surname string, s sex) {
	if s != unknownSex {
		t.sexes[surname] = s
	}
}

// sexCalled is what a pronoun says of the one whom it means.
func (t *talk) sexCalled(pronoun *lang.Token) sex {
	s := sexOf[pronoun.Lower]
	if t.translated && s == he {
		return unknownSex // a verb alone, in Spanish
	}
	return s
}

// fits: a name can be that of one who is called so.
func (t *talk) fits(name string, called sex) bool {
	known := t.sexOfName(name)
	return known == unknownSex || called == unknownSex || known == called
}

func (t *talk) sexOfName(name string) sex {
	toks := lang.Tokenize(name, 0)
	if len(toks) == 0 {
		return unknownSex
	}
	return t.sexes[toks[len(toks)-1].Lower]
}

// person is whom the pronoun at token i of a follow-up means, "" where it can't
// be told: the one who answered, else who was asked about, in the last turn that
// knows of anybody who can be meant.
func (t *talk) person(f *followup, i int) string {
	called := t.sexCalled(&f.toks[i])
	for k, a := range t.asked {
		who := a.who()
		switch {
		case who == "" && a.asksWho() && a.answered():
			return "" // several are told, or nobody by name
		case who != "" && t.fits(who, called) && !(called != unknownSex && t.anyOther(a, f, called)):
			return who
		}
		found := slices.DeleteFunc(slices.Clone(a.named(f.ends)), func(n nameAt) bool { return !t.fits(a.cut(n.first, n.last), called) })
		if known := slices.DeleteFunc(slices.Clone(found), func(n nameAt) bool { return t.sexOfName(a.cut(n.first, n.last)) != called }); called != unknownSex && len(known) == 1 {
			found = known
		}
		switch len(found) {
		case 0:
			continue
		case 1:
			return a.cut(found[0].first, found[0].last)
		}
		return t.decide(f, i, k, found)
	}
	return ""
}

// anyOther: the question names one who is known to be called so, and its answer
// is not.
func (t *talk) anyOther(a *askedBefore, f *followup, called sex) bool {
	return t.sexOfName(a.who()) != called && slices.ContainsFunc(a.named(f.ends), func(n nameAt) bool {
		return t.sexOfName(a.cut(n.first, n.last)) == called
	})
}

// decide chooses between several of one question: the one to whom it was done,
// where the follow-up asks what was done to somebody, else the one who was
// spoken of before.
func (t *talk) decide(f *followup, i, turn int, found []nameAt) string {
	a := t.asked[turn]
	if f.doneTo(i, a) {
		for _, n := range found {
			if n.first != a.q.subject {
				return a.cut(n.first, n.last)
			}
		}
	}
	for _, before := range t.asked[min(turn+1, len(t.asked)):] {
		who := before.person(f.ends)
		for _, n := range found {
			if name := a.cut(n.first, n.last); who != "" && sameSurname(who, name) {
				return name
			}
		}
		if who != "" {
			return ""
		}
	}
	return ""
}

// doneTo: the follow-up asks of the pronoun, in the passive, what the question
// before asked in the active: "did X fire Y", "why was he fired".
func (f *followup) doneTo(i int, a *askedBefore) bool {
	if i == 0 || !f.toks[i-1].Is("was", "were", "is", "been") || i+1 >= len(f.toks) || a.q.subject < 0 {
		return false
	}
	return slices.ContainsFunc(a.toks[a.q.subject:], func(t lang.Token) bool { return t.Stem == f.toks[i+1].Stem })
}

// sameSurname: two names end alike.
func sameSurname(a, b string) bool {
	x, y := lang.Tokenize(a, 0), lang.Tokenize(b, 0)
	return len(x) > 0 && len(y) > 0 && x[len(x)-1].Lower == y[len(y)-1].Lower
}

var beforeThem = regexp.MustCompile(`(?i)^who (?:was|is|came|held (?:it|that|the (?:office|job|post|position))) (?:(?:it|that|there|in (?:office|charge)) )?before (?:him|her|that|them|this)$`)

// asksBefore: the question asks who held an office before.
func (f *followup) asksBefore() bool { return beforeThem.MatchString(f.text) }

// before asks whom the holder of the office followed.
func (t *talk) before(f *followup) (string, bool) {
	a := t.last()
	who := a.who()
	if !a.q.office || who == "" || len(a.toks) < 3 {
		return "", false
	}
	return asSentence("who did " + who + " replace as " + strings.TrimPrefix(a.from(2), "the ")), true
}
