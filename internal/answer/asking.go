package answer

// One question while it is being answered: whether a model may read for it, how
// long, and what came of that.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"secondsource/corpus"
	"secondsource/prompts"
)

const (
	modelWithin = 20 * time.Second
	readTokens  = 6000
)

// asking is a question on its way through the engine.
type asking struct {
	Question
	whole string // the question as understood
	lost  bool   // it can't be told what the question refers to: nothing is searched for

	model    Model     // nil: nobody reads for this question
	lang     string    // the question's language, "" for the archive's own
	until    time.Time // the model is given up then
	within   time.Duration
	sent     bool     // something went to the model
	embedsAt string   // the other machine that it is embedded on; "" when that is done here
	kept     bool     // something that is shown was read by the model
	left     int      // tokens that may still be sent for this question
	parts    int      // of the question, that are still to be answered
	fallback []string // why, or in what, the answer was made without it, for readers
	unread   string   // why the model did not make the question whole
	trace    *Trace   // never nil
}

// asking begins a question.
func (e *Engine) asking(q Question) *asking {
	s := &asking{Question: q, whole: strings.TrimSpace(q.Text), trace: q.Trace, until: time.Now().Add(e.opt.ModelWithin * 19 / 20), within: e.opt.ModelWithin, left: e.opt.ReadTokens, parts: 1} // the rest of the time is for composing
	s.whole, s.lang = followUpInEnglish(s.whole)
	whole, rewritten, lost := wholeQuestion(s.whole, q.Earlier, s.lang != "", e.tagger)
	if s.whole, s.lost = whole, lost; rewritten && slices.ContainsFunc(q.Earlier, func(t Turn) bool { return t.Stays }) {
		s.Here = true // it repeats what must not leave
	}
	if s.trace == nil {
		s.trace = &Trace{}
	}
	if !s.Here && s.whole != "" {
		s.embedsAt = e.opt.EmbedsAt
	}
	*s.trace = Trace{At: e.opt.Now(), Question: q.Text}
	switch {
	case e.opt.Model == nil, q.ByRule:
	case s.Here && e.opt.Model.Host() != "":
		s.fall(whyHere)
	default:
		s.model = e.opt.Model
		s.trace.Model = e.opt.Model.Name()
	}
	return s
}

// timeLeft is how long the model still has.
func (s *asking) timeLeft() time.Duration { return time.Until(s.until) }

// doing tells who waits what is being done.
func (s *asking) doing(what string) {
	if s.Progress != nil {
		s.Progress(what)
	}
}

// fall notes why an answer is made without the model.
func (s *asking) fall(why string) {
	if !slices.Contains(s.fallback, why) {
		s.fallback = append(s.fallback, why)
	}
}

// stays: the answer rests on what must not leave this machine: it was asked for
// here, or cites an article that is not to be sent.
func (e *Engine) stays(ctx context.Context, s *asking, a *Answer) (bool, error) {
	if s.Here || len(e.opt.NotTagged) == 0 {
		return s.Here, nil
	}
	for _, c := range a.Citations {
		article, err := e.lib.Article(ctx, c.Article)
		if err != nil {
			return false, fmt.Errorf("reading what is cited: %w", err)
		}
		if article.HasTag(e.opt.NotTagged...) {
			return true, nil
		}
	}
	return false, nil
}

// mayGo are the turns that a model on another machine may be told.
func (s *asking) mayGo() []Turn {
	if s.model == nil || s.model.Host() == "" {
		return s.Earlier
	}
	return slices.DeleteFunc(slices.Clone(s.Earlier), func(t Turn) bool { return t.Stays })
}

// finish writes into an answer how it was made.
func (s *asking) finish(a *Answer) {
	a.Mode = "extractive"
	if s.kept {
		a.Mode, a.Model = "model", s.model.Name()
	}
	if a.SentTo = s.embedsAt; s.sent {
		a.SentTo = s.model.Host()
	}
	if a.Understood = ""; !s.lost && s.whole != strings.TrimSpace(s.Text) {
		a.Understood = s.whole
	}
	if s.unread != "" && !s.kept && len(s.fallback) == 0 {
		s.fall(s.unread)
	}
	if len(s.fallback) > 0 {
		a.Caveats = append(a.Caveats, Caveat{Kind: ExtractiveFallback, Text: wordingOf(a.Language).withoutModel(s.fallback), Citations: []int{}})
		orderCaveats(a.Caveats)
	}
	t := s.trace
	t.Understood, t.Language, t.Verdict, t.Answer = s.whole, a.Language, a.Verdict, a.Answer
	t.Host, t.Fallback = a.SentTo, strings.Join(s.fallback, " ")
}

// errBudget: a prompt is longer than what may still be sent for the question.
var errBudget = errors.New("more than may be sent for one question")

// bytesPerToken is of English text with names, counted low: a server's own count
// is not known before.
const bytesPerToken = 3.2

// tokensOf is about how many tokens a prompt has.
func tokensOf(p prompts.Prompt) int {
	return int(float64(len(p.System)+len(p.User)+len(p.Schema)) / bytesPerToken)
}

// share is how many tokens the part of the question that is being answered may
// send.
func (s *asking) share() int { return s.left / max(s.parts, 1) }

// complete asks the model, within what is left of the time and of the tokens for
// this answer.
func (s *asking) complete(ctx context.Context, prompt prompts.Prompt) (Reply, error) {
	n := tokensOf(prompt)
	if n > s.left {
		return Reply{}, errBudget
	}
	s.left -= n
	ctx, end := context.WithDeadline(ctx, s.until)
	defer end()
	s.sent = true
	s.trace.Prompts = append(s.trace.Prompts, prompt.Name)
	reply, err := s.model.Complete(ctx, prompt)
	s.trace.In += reply.In
	s.trace.Out += reply.Out
	s.trace.Cost += reply.Cost
	return reply, err
}

// steps returns a function that is told of each step when it ends.
func (e *Engine) steps(s *asking) func(Step) {
	last := time.Now()
	return func(step Step) {
		now := time.Now()
		took := now.Sub(last)
		last = now
		if e.opt.Took != nil {
			e.opt.Took(step, took)
		}
		for k := range s.trace.Took {
			if s.trace.Took[k].Step == step {
				s.trace.Took[k].Took += took
				return
			}
		}
		s.trace.Took = append(s.trace.Took, StepTook{step, took})
	}
}

// forbidden tells of an article whether it must not be sent to the model.
func (e *Engine) forbidden(s *asking) func(*corpus.Article) bool {
	if s.model == nil || s.model.Host() == "" || len(e.opt.NotTagged) == 0 {
		return func(*corpus.Article) bool { return false }
	}
	return func(a *corpus.Article) bool { return a.HasTag(e.opt.NotTagged...) }
}
