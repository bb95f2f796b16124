package answer

// A question made whole, or put into the archive's language, by a model. What the
// rules can do themselves is not asked of it, and what it returns is held against
// what was asked: a question that asks for something else is not answered.

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
	"secondsource/prompts"
)

// archiveLanguage is the language that questions are put into, by name.
const archiveLanguage = "English"

// questionBytes bounds what a model may make of a question.
const questionBytes = 600

// wholeByModel lets the model read a question that the rules can't read alone: a
// follow-up that they could not make whole, and one in another language.
func (e *Engine) wholeByModel(ctx context.Context, s *asking) {
	asked := strings.TrimSpace(s.Text)
	foreign := s.lang != ""
	if s.model == nil || !foreign && (s.whole != asked || len(s.Earlier) == 0 || isCourtesy(asked) || !s.lost && !leans(asked)) {
		return
	}
	earlier := s.mayGo()
	if foreign && len(earlier) == 0 && !untranslated(s.whole, asked) || !foreign && len(earlier) == 0 {
		return // the rules read it, or nobody can
	}
	p, err := wholePrompt(asked, earlier, s.left/3)
	if err != nil {
		return
	}
	s.doing("reading the question")
	ended := e.steps(s)
	reply, err := s.complete(ctx, p)
	ended(Asking)
	if err != nil {
		s.unread = s.whyNot(err)
		return
	}
	made := questionIn(reply.Text)
	switch s.unread = whyBroken; {
	case made == "":
	case foreign && translationHolds(made, asked, s.whole, earlier), !foreign && rewritingHolds(made, asked, earlier) && followsFrom(made, asked, earlier):
		s.whole, s.unread = made, ""
		_, _, s.lost = wholeQuestion(made, nil, false, e.tagger)
	}
}

// wholePrompt asks for a whole question, with as many of the turns, the last ones,
// as some tokens have room for.
func wholePrompt(asked string, earlier []Turn, tokens int) (p prompts.Prompt, err error) {
	turns := make([]prompts.Turn, len(earlier))
	for k, t := range earlier {
		turns[k] = prompts.Turn{Question: t.Question, Answer: t.Answer}
	}
	for {
		p, err = prompts.Whole(asked, archiveLanguage, turns)
		if err != nil || len(turns) == 0 || tokensOf(p) <= tokens {
			return p, err
		}
		turns = turns[1:]
	}
}

// leans: a question names nothing of its own, or points to something.
func leans(text string) bool { return namesOf(text) == "" || pointers.MatchString(text) }

// questionIn is the question of a model's reply, "" where it has none.
func questionIn(reply string) string {
	at := strings.IndexByte(reply, '{')
	if at < 0 || len(reply) > replyBytes {
		return ""
	}
	var r struct {
		Question field `json:"question"`
	}
	if json.NewDecoder(strings.NewReader(reply[at:])).Decode(&r) != nil || len(r.Question) > questionBytes || r.Question.unprintable() {
		return ""
	}
	return tidy(string(r.Question))
}

// translationHolds: a translation by a model asks what was asked. It has all that
// the rules could translate, figures and names in their order, the same question
// word, denials and words of time and measure; besides, it has no more words with a
// meaning of their own than the rules left as they were. Where the rules lack too
// many of its words, the others are not to be trusted either. It is shown as what
// was understood.
func translationHolds(made, asked, byRule string, earlier []Turn) bool {
	m, a, r := lang.Tokenize(made, 0), lang.Tokenize(asked, 0), lang.Tokenize(byRule, 0)
	known := [][]lang.Token{a, r}
	for _, t := range earlier {
		known = append(known, lang.Tokenize(t.Question, 0), lang.Tokenize(t.Answer, 0))
	}
	spare, sure := 0, tongue.Sure(asked)
	for k := range r {
		t := &r[k]
		switch {
		case !ownMeaning(t):
		case slices.ContainsFunc(m, func(o lang.Token) bool { return sameMeaning(t, &o) }):
		case t.Kind == lang.Word && !t.Capital() && (!sure || anyHas([][]lang.Token{a}, func(o *lang.Token) bool { return o.Lower == t.Lower })):
			spare++ // the rules do not know it, or know too little of the question
		default:
			return false
		}
	}
	for k := range m {
		t := &m[k]
		if !ownMeaning(t) || slices.ContainsFunc(r, func(o lang.Token) bool { return sameMeaning(t, &o) }) {
			continue
		}
		if t.Kind == lang.Number || properName(m, k) {
			if !anyHas(known, func(o *lang.Token) bool { return o.Lower == t.Lower }) {
				return false
			}
			continue
		}
		if spare--; spare < 0 {
			return false
		}
	}
	return denies(m) == denies(r) && keepsQuestionWord(m, r) && sameTurns(m, r, slices.Concat(turningPoints, smallPoints)...) && inOrder(m, r)
}

// untranslated: the rules left a word of the question as it was, which is no name.
func untranslated(byRule, asked string) bool {
	a, r := lang.Tokenize(asked, 0), lang.Tokenize(byRule, 0)
	return slices.ContainsFunc(r, func(t lang.Token) bool {
		return t.Kind == lang.Word && !t.Capital() && !lang.Function(t.Lower) && slices.ContainsFunc(a, func(o lang.Token) bool { return o.Lower == t.Lower })
	})
}

// followsFrom: a whole question has its names in the order of the last question
// before it that has any of them, and the words that turn a question round that
// the follow-up and that question have.
func followsFrom(made, asked string, earlier []Turn) bool {
	m, a := lang.Tokenize(made, 0), lang.Tokenize(asked, 0)
	for _, t := range slices.Backward(earlier) {
		q := lang.Tokenize(t.Question, 0)
		if !slices.ContainsFunc(m, func(o lang.Token) bool {
			return o.Kind == lang.Word && ownMeaning(&o) && anyHas([][]lang.Token{q}, func(p *lang.Token) bool { return p.Lower == o.Lower })
		}) {
			continue
		}
		return inOrder(m, q) && sameTurns(m, slices.Concat(q, a), turningPoints...)
	}
	return true
}

// sameMeaning: a word is the other, in some form, or as near to it as a word of the
// same meaning; not its opposite.
func sameMeaning(a, b *lang.Token) bool {
	if a.Lower == b.Lower || a.Stem == b.Stem && a.Stem != "" {
		return true
	}
	return a.Kind == lang.Word && b.Kind == lang.Word && lang.Kinship(a.Stem, b.Stem) >= lang.Near && !slices.Contains(opposites[a.Stem], b.Stem) && !slices.Contains(opposites[b.Stem], a.Stem)
}

// ownMeaning: a figure, or a word that is not only grammar.
func ownMeaning(t *lang.Token) bool {
	return t.Kind == lang.Number || t.Kind == lang.Word && !lang.Function(t.Lower) && !aux[t.Lower] && !wh[t.Lower]
}

// properName: the word at a token is a name by its capital.
func properName(toks []lang.Token, k int) bool {
	t := &toks[k]
	return t.Kind == lang.Word && t.Capital() && !lang.SentenceStart(toks, k) && lang.Month(t.Lower) == 0 && lang.Weekday(t.Lower) == 0
}

// turningPoints are words that turn what is asked round: a question has them as the
// one that it was made of. A translation has the same small ones as well.
var (
	turningPoints = strings.Fields("before after until since more less fewer most least without against")
	smallPoints   = strings.Fields("by for from than")
)

func sameTurns(a, b []lang.Token, words ...string) bool {
	for _, w := range words {
		if slices.ContainsFunc(a, func(t lang.Token) bool { return t.Is(w) }) != slices.ContainsFunc(b, func(t lang.Token) bool { return t.Is(w) }) {
			return false
		}
	}
	return true
}

// inOrder: the names of a question stand in the other's order: who does it and who
// it is done to are told by that.
func inOrder(a, b []lang.Token) bool {
	names := func(toks []lang.Token) (out []string) {
		for k := range toks {
			if properName(toks, k) {
				out = append(out, toks[k].Lower)
			}
		}
		return out
	}
	rest := names(b)
	for _, name := range names(a) {
		k := slices.Index(rest, name)
		if k < 0 {
			if slices.Contains(names(b), name) {
				return false
			}
			continue
		}
		rest = rest[k+1:]
	}
	return true
}

// anyHas: one of several texts has a word for which is holds.
func anyHas(texts [][]lang.Token, is func(*lang.Token) bool) bool {
	for _, toks := range texts {
		for k := range toks {
			if is(&toks[k]) {
				return true
			}
		}
	}
	return false
}
