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
	if s.model == nil || !foreign && (s.whole != asked || len(s.Earlier) == 0 || !leans(asked)) {
		return
	}
	turns := make([]prompts.Turn, len(s.Earlier))
	for k, t := range s.Earlier {
		turns[k] = prompts.Turn{Question: t.Question, Answer: t.Answer}
	}
	p, err := prompts.Whole(asked, archiveLanguage, turns)
	if err != nil {
		return
	}
	s.doing("reading the question")
	ended := e.steps(s)
	reply, err := s.complete(ctx, p)
	ended(Asking)
	if err != nil {
		return
	}
	made := questionIn(reply.Text)
	switch {
	case made == "":
	case foreign && translationHolds(made, asked, s.whole, s.Earlier), !foreign && rewritingHolds(made, asked, s.Earlier):
		s.whole = made
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

// ofRules is the share of the rules' translation that a model's must have: the
// rules have other words for the same, and fewer of them.
const ofRules = 1.0 / 3

// translationHolds: a translation by a model asks what was asked: it has the same
// figures, names and question word, denies what is denied, and has some of what the
// translation by rule has. It is shown as what was understood.
func translationHolds(made, asked, byRule string, earlier []Turn) bool {
	m, a, r := lang.Tokenize(made, 0), lang.Tokenize(asked, 0), lang.Tokenize(byRule, 0)
	known := [][]lang.Token{a, r}
	for _, t := range earlier {
		known = append(known, lang.Tokenize(t.Question, 0), lang.Tokenize(t.Answer, 0))
	}
	for k := range m {
		t := &m[k]
		named := t.Kind == lang.Word && t.Capital() && !lang.SentenceStart(m, k) && lang.Month(t.Lower) == 0 && lang.Weekday(t.Lower) == 0
		if (named || t.Kind == lang.Number) && !anyHas(known, func(o *lang.Token) bool { return o.Lower == t.Lower }) {
			return false
		}
	}
	shared, all := 0, 0
	for k := range r {
		t := &r[k]
		has := slices.ContainsFunc(m, func(o lang.Token) bool {
			return o.Lower == t.Lower || o.Stem == t.Stem && t.Stem != "" || lang.Kinship(t.Stem, o.Stem) >= lang.Near
		})
		if (t.Kind == lang.Number || t.Kind == lang.Word && t.Capital() && !lang.SentenceStart(r, k)) && !has {
			return false
		}
		if t.Kind == lang.Word && !lang.Function(t.Lower) && !aux[t.Lower] {
			all++
			if has {
				shared++
			}
		}
	}
	return denies(m) == denies(r) && keepsQuestionWord(m, r) && float64(shared) >= ofRules*float64(all)
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
