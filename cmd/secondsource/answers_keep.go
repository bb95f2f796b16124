package main

// Keeping answers in the journal, with how each came about.

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/journal"
)

// keeping says how answers are kept.
type keeping struct {
	answers time.Duration // so long; 0: for ever
	private bool          // the private ones too
}

// readKeeping reads the settings of what is kept.
func readKeeping(get func(name, otherwise string) string) (keeping, error) {
	days, err := strconv.Atoi(get(varKeepAnswers, "90"))
	if err != nil || days < 0 || days > 36500 {
		return keeping{}, fmt.Errorf("%s is %q: it must be a number of days, or 0 to keep them for ever", varKeepAnswers, get(varKeepAnswers, ""))
	}
	private, err := strconv.ParseBool(get(varKeepPrivate, "false"))
	if err != nil {
		return keeping{}, fmt.Errorf("%s is %q: it must be true or false", varKeepPrivate, get(varKeepPrivate, ""))
	}
	return keeping{answers: time.Duration(days) * day, private: private}, nil
}

// forgetOld forgets the answers that are kept no longer. What fails is left to
// the next time.
func (k keeping) forgetOld(ctx context.Context, r journal.Records) error {
	if k.answers == 0 {
		return nil
	}
	_, err := r.Forget(ctx, time.Now().Add(-k.answers))
	return err
}

// tend forgets, until ctx ends, what is kept no longer; also the private answers
// where they are not kept any more.
func (k keeping) tend(ctx context.Context, r journal.Records, failed func(error)) {
	if !k.private {
		if _, err := r.ForgetPrivate(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
	}
	if k.answers > 0 {
		journal.ForgetDaily(ctx, r, k.answers, failed)
	}
}

// recorder keeps answers. One without records keeps none.
type recorder struct {
	records journal.Records
	keeping
}

// recorder keeps the answers over the articles of a data directory; of others it
// stores nothing.
func (a *app) recorder(lib library) recorder {
	if of, ok := lib.(stored); ok {
		return recorder{of.store.Records(), a.keep}
	}
	return recorder{}
}

// keep keeps an answer that was given in Slack. What cannot be kept is logged,
// without its text.
func (d *desk) keep(ctx context.Context, q answer.Question, a answer.Answer) {
	if d.store == nil {
		return
	}
	from, err := newest(ctx, d.store)
	if err == nil {
		err = recorder{d.store.Records(), d.app.keep}.keep(ctx, from, q, a)
	}
	if err != nil {
		d.log.Error("keeping an answer", "surface", q.Asked.Surface, "err", err)
	}
}

// tend forgets, until ctx ends, the answers that are kept no longer.
func (d *desk) tend(ctx context.Context) {
	if d.store != nil {
		d.app.keep.tend(ctx, d.store.Records(), func(err error) { d.log.Error("forgetting old answers", "err", err) })
	}
}

// articles are those that an answer is drawn from.
type articles interface {
	Article(ctx context.Context, id string) (corpus.Article, error)
}

// keep keeps an answer to a question that somebody asked, with what q.Trace tells
// of it. Nothing of a private one is kept unless the settings say so.
func (r recorder) keep(ctx context.Context, from articles, q answer.Question, a answer.Answer) error {
	if r.records == nil || q.Asked.Surface == "" || q.Asked.Private && !r.private {
		return nil
	}
	_, err := r.records.Add(ctx, recordOf(ctx, from, q, a))
	return err
}

// recordOf is an answer as the journal keeps it.
func recordOf(ctx context.Context, from articles, q answer.Question, a answer.Answer) journal.Record {
	var t answer.Trace
	if q.Trace != nil {
		t = *q.Trace
	}
	if t.At.IsZero() {
		t.At = time.Now()
	}
	r := journal.Record{
		At: t.At, Surface: q.Asked.Surface, Private: q.Asked.Private, Person: q.Asked.Person, Conversation: q.Asked.Conversation,
		Question: q.Text, Understood: cmp.Or(t.Understood, a.Understood, q.Text), Language: cmp.Or(t.Language, a.Language),
		Verdict: string(a.Verdict), Answer: a.Answer, Stays: a.Stays,
		Mode: a.Mode, Model: cmp.Or(t.Model, a.Model), Host: cmp.Or(t.Host, a.SentTo), Prompts: t.Prompts, TokensIn: t.In, TokensOut: t.Out, Cost: t.Cost,
		Fallback: t.Fallback,
	}
	for _, c := range a.Citations {
		r.Cited = append(r.Cited, journal.RecordCitation{N: c.N, RecordPassage: journal.RecordPassage{Article: c.Article, Start: c.Start, End: c.End, Hash: journal.HashText(c.Quote)}, Quote: c.Quote})
	}
	for _, p := range t.Passages {
		kept := journal.RecordPassage{Article: p.Article, Start: p.Start, End: p.End}
		if text, _, err := standing(ctx, from, p.Article, p.Start, p.End); err == nil {
			kept.Hash = journal.HashText(text)
		}
		r.Passages = append(r.Passages, kept)
	}
	for _, c := range t.Claims {
		r.Claims = append(r.Claims, journal.RecordClaim{Text: c.Text, Value: c.Value, Passage: c.Passage, Quote: c.Quote, Fate: string(c.Fate), Reason: c.Reason})
	}
	for _, s := range t.Took {
		r.Took = append(r.Took, journal.RecordStep{Step: string(s.Step), Took: s.Took})
	}
	return r
}

// standing is what stands in an article from byte start to end; "" where it has
// no such bytes.
func standing(ctx context.Context, from articles, id string, start, end int) (text, status string, err error) {
	article, err := from.Article(ctx, id)
	if err != nil || start < 0 || start > end || end > len(article.Text) {
		return "", article.Status, err
	}
	return article.Text[start:end], article.Status, nil
}

// traced is the other way round: how an answer of the journal came about.
func traced(r journal.Record) answer.Trace {
	t := answer.Trace{
		At: r.At.Local(), Question: r.Question, Understood: r.Understood, Language: r.Language,
		Model: r.Model, Host: r.Host, Prompts: slices.Clone(r.Prompts), In: r.TokensIn, Out: r.TokensOut, Cost: r.Cost,
		Fallback: r.Fallback, Verdict: answer.Verdict(r.Verdict), Answer: r.Answer,
	}
	for _, c := range r.Claims {
		t.Claims = append(t.Claims, answer.TraceClaim{Text: c.Text, Value: c.Value, Passage: c.Passage, Quote: c.Quote, Fate: answer.Fate(c.Fate), Reason: c.Reason})
	}
	for _, s := range r.Took {
		t.Took = append(t.Took, answer.StepTook{Step: answer.Step(s.Step), Took: s.Took})
	}
	return t
}
