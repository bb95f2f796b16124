package answer

// A model reads the passages and proposes; what it proposes is checked here. It
// may point to a value that the rules found in the same sentence and were not sure
// of, and pick the sentence that says it. Values, hedges, speakers, dates and
// disagreements are read from the articles by rule, whatever a model says of them
// (docs/decisions/0015-a-model-proposes.md).

import (
	"context"
	"errors"
	"strings"

	"github.com/dustin/go-humanize"

	"secondsource/corpus"
	"secondsource/prompts"
)

// For readers: why an answer was made without the model.
const (
	whyHere    = "This answer was made without the model, because what was asked must stay on this machine."
	whyHeld    = "There are articles that must not be sent to the model: they were read without it."
	whyLate    = "The model did not answer in time, so this answer was made without it."
	whyNoReply = "The model could not be asked, so this answer was made without it"
	whyBroken  = "What the model replied could not be read, so this answer was made without it."
	whyNothing = "The model found no answer in the passages; this one was found without it."
	whyDropped = "Nothing that the model said could be confirmed from the articles, so this answer was made without it."
	whyPointed = "The model points to a passage that is not found to answer the question: it stands under what is closest."
	whyOther   = "The model takes something else for the answer, which could not be confirmed, so this answer was made without it."
	whyBudget  = "The question leaves no room for passages in what may be sent to the model, so this answer was made without it."
)

// read lets the model read for one question. The desk that it returns has the view
// with what was proposed, as far as that holds: the same view where nothing does.
func (e *Engine) read(ctx context.Context, s *asking, question string, v view) (*desk, error) {
	r := &desk{ev: v.ev, found: v.found, s: s, view: v}
	if s.model == nil || ctx.Err() != nil {
		return r, ctx.Err()
	}
	if err := r.choose(question, e.forbidden(s)); err != nil || len(r.xs) == 0 {
		return r, err
	}
	ended := e.steps(s)
	s.doing("reading " + amount(len(r.xs), "passage"))
	reply, why := r.ask(ctx, question)
	ended(Asking)
	if why != "" {
		s.fall(why)
		return r, ctx.Err()
	}
	s.doing("checking " + amount(len(reply.Claims), "quote"))
	r.check(reply)
	ended(Checking)
	with := view{ev: v.ev, found: r.found, proposed: true, summary: string(reply.Summary)}
	with.weigh()
	ended(Comparing)
	if why := r.against(len(reply.Claims), with, v); why != "" {
		s.fall(why)
		return r, nil
	}
	if len(reply.Claims) == 0 {
		s.kept = true // both find nothing
		return r, nil
	}
	r.view = with
	return r, nil
}

// choose chooses the passages, within what may still be sent for this question.
func (r *desk) choose(question string, forbidden func(*corpus.Article) bool) error {
	bare, err := prompts.Read(question, r.s.language(), nil)
	if err != nil {
		return err
	}
	withheld := false
	r.xs, withheld = r.ev.excerpts(r.found, r.s.share()-tokensOf(bare), forbidden)
	switch {
	case withheld:
		r.s.fall(whyHeld)
	case len(r.xs) == 0 && len(r.ev.docs) > 0:
		r.s.fall(whyBudget)
	}
	for _, x := range r.xs {
		r.s.trace.Passages = append(r.s.trace.Passages, TracePassage{Article: x.doc.article.ID, Start: x.doc.sents[x.first].Start, End: x.doc.sents[x.last].End})
	}
	return nil
}

// against is why the answer is to be made without the model, "" where it is not.
func (r *desk) against(claims int, with, without view) string {
	switch {
	case claims == 0 && !without.answers():
		return ""
	case claims == 0:
		return whyNothing
	case !r.held && len(r.pointed) > 0 && !without.answers():
		r.ev.pointed = r.pointed
		return whyPointed
	case !r.held:
		return whyDropped
	case !with.byModel() || !with.keeps(without):
		return whyOther
	}
	return ""
}

// byModel: something that is shown was read by the model.
func (v *view) byModel() bool {
	for _, g := range v.shown {
		for _, f := range g.all {
			if f.proposed {
				return true
			}
		}
	}
	return false
}

// keeps: all that was shown without the model is shown with it, and a conflict
// still is one: what the rules found is not lost because a model is silent on it.
func (v *view) keeps(without view) bool {
	if without.unknown != nil && v.unknown == nil && len(v.shown) == 0 || without.diff.rel == relConflict && v.diff.rel != relConflict {
		return false
	}
	for _, g := range without.shown {
		if v.ev.groupOf(v.shown, g.lead) == nil {
			return false
		}
	}
	return true
}

// desk is one reply of a model and the passages that it was given.
type desk struct {
	view    // what is to be told
	ev      *evidence
	found   []finding // with what the model points to lifted
	xs      []excerpt
	s       *asking
	held    bool // some claim that answers stands in the passages
	claims  []judged
	pointed []closeBy // sentences that it points to and that are not found to answer
}

// ask asks the model, once more where its reply can't be read and there is time.
// why is for readers, "" where there is a reply.
func (r *desk) ask(ctx context.Context, question string) (reply proposals, why string) {
	passages := make([]prompts.Passage, len(r.xs))
	for k := range r.xs {
		passages[k] = r.xs[k].passage()
	}
	p, err := prompts.Read(question, r.s.language(), passages)
	if err != nil {
		return proposals{}, whyBroken
	}
	for again := false; ; again = true {
		raw, err := r.s.complete(ctx, p)
		if err != nil {
			return proposals{}, r.s.whyNot(err)
		}
		reply, err = readReply(raw.Text)
		if err == nil && !r.unquoted(reply) {
			return reply, ""
		}
		if again || !r.s.early() {
			break
		}
		wrong := []string{"The reply was no JSON object with a list of claims."}
		if err == nil {
			wrong = []string{`No "quote" stands in the passage that "passage" names. Copy each quote character for character from one passage.`}
		}
		if p, err = prompts.Repair(p, wrong); err != nil {
			return proposals{}, whyBroken
		}
	}
	if len(reply.Claims) == 0 {
		return proposals{}, whyBroken
	}
	return reply, ""
}

// whyNot is why there is no reply, for readers.
func (s *asking) whyNot(err error) string {
	switch {
	case errors.Is(err, errBudget):
		return whyBudget
	case errors.Is(err, context.DeadlineExceeded), s.timeLeft() <= 0:
		return whyLate
	}
	return whyNoReply + ": " + tidy(err.Error()) + "."
}

// unquoted: none of the claims has a quote that stands in its passage.
func (r *desk) unquoted(reply proposals) bool {
	for _, c := range reply.Claims {
		if _, why := r.place(c); why == "" {
			return false
		}
	}
	return len(reply.Claims) > 0
}

// amount writes how many there are of something that takes an s.
func amount(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(int64(n)) + " " + noun + "s"
}

// early: less than half of the time for the model is gone.
func (s *asking) early() bool { return s.timeLeft() > s.within/2 }

// language is the language of the question by name, "" for the archive's own.
func (s *asking) language() string {
	return strings.TrimSpace(languageNames[s.lang])
}

var languageNames = map[string]string{"es": "Spanish"}
