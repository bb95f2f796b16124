package answer

// One question while it is being answered: whether a model may read for it, how
// long, and what came of that.

import (
	"context"
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

	model    Model     // nil: nobody reads for this question
	lang     string    // the question's language, "" for the archive's own
	until    time.Time // the model is given up then
	within   time.Duration
	sent     bool     // something went to the model
	embedsAt string   // the other machine that it is embedded on; "" when that is done here
	kept     bool     // something that is shown was read by the model
	fallback []string // why, or in what, the answer was made without it, for readers
	trace    *Trace   // never nil
}

// asking begins a question.
func (e *Engine) asking(q Question) *asking {
	s := &asking{Question: q, whole: strings.TrimSpace(q.Text), trace: q.Trace, until: time.Now().Add(e.opt.ModelWithin * 19 / 20), within: e.opt.ModelWithin} // the rest is for composing
	s.whole, s.lang = inEnglish(s.whole)
	s.whole, _ = wholeQuestion(s.whole, q.Earlier, e.tagger)
	if s.trace == nil {
		s.trace = &Trace{}
	}
	if !q.Here && s.whole != "" {
		s.embedsAt = e.opt.EmbedsAt
	}
	*s.trace = Trace{At: e.opt.Now(), Question: q.Text}
	switch {
	case e.opt.Model == nil, q.ByRule:
	case q.Here && e.opt.Model.Host() != "":
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

// finish writes into an answer how it was made.
func (s *asking) finish(a *Answer) {
	a.Mode = "extractive"
	if s.kept {
		a.Mode, a.Model = "model", s.model.Name()
	}
	if a.SentTo = s.embedsAt; s.sent {
		a.SentTo = s.model.Host()
	}
	if a.Understood = ""; s.whole != strings.TrimSpace(s.Text) {
		a.Understood = s.whole
	}
	if len(s.fallback) > 0 {
		a.Caveats = append(a.Caveats, Caveat{Kind: ExtractiveFallback, Text: wordingOf(a.Language).withoutModel(s.fallback), Citations: []int{}})
		orderCaveats(a.Caveats)
	}
	t := s.trace
	t.Understood, t.Language, t.Verdict, t.Answer = s.whole, a.Language, a.Verdict, a.Answer
	t.Host, t.Fallback = a.SentTo, strings.Join(s.fallback, " ")
}

// complete asks the model, within what is left of the time for this answer.
func (s *asking) complete(ctx context.Context, prompt prompts.Prompt) (Reply, error) {
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
