package answer

import (
	"context"
	"fmt"
	"strings"
	"time"

	"secondsource/internal/answer/lang"
	"secondsource/retrieval"
)

// Options tunes an Engine. The zero value is ready to use.
type Options struct {
	Now        func() time.Time // the clock; nil means time.Now
	StaleAfter time.Duration    // support older than this is marked stale; 0 means never

	// AcceptFrom is how well a passage must fit a question, from 0 to 1, to be
	// shown as its answer; 0 means the calibrated value (docs/calibration.md).
	AcceptFrom float64

	// Dropped, when set, is told of each answer that Verify refused and that
	// was therefore not shown.
	Dropped func(question string, why error)

	// Took, when set, is told how long each step of an answer took.
	Took func(s Step, took time.Duration)
}

// Step is a part of the work on an answer.
type Step string

// The steps of an answer, in order.
const (
	Gathering Step = "gather"  // search, and read what was found
	Finding   Step = "find"    // find the values that may answer
	Comparing Step = "compare" // align the tellings, hold them against each other
)

// steps returns a function that tells of the step that ends when it is called.
func (o *Options) steps() func(Step) {
	if o.Took == nil {
		return func(Step) {}
	}
	last := time.Now()
	return func(s Step) {
		now := time.Now()
		o.Took(s, now.Sub(last))
		last = now
	}
}

// Engine answers questions from a Library. It is safe for concurrent use.
type Engine struct {
	lib    Library
	opt    Options
	tagger *lang.Tagger
	docs   *documentCache
}

// New returns an engine over lib.
func New(lib Library, opt Options) *Engine {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.AcceptFrom == 0 {
		opt.AcceptFrom = acceptFrom
	}
	return &Engine{lib: lib, opt: opt, tagger: lang.NewTagger(), docs: newDocumentCache(documentsKept)}
}

// Question is one question as a surface received it.
type Question struct {
	Text   string
	Filter retrieval.Filter

	Earlier  []Turn             // the conversation it is asked in, oldest first
	Here     bool               // it and the articles must not leave this machine
	Progress func(doing string) // when set, is told what is being done: "reading 8 passages"
	Trace    *Trace             // when set, is filled with how the answer came about
}

// Turn is an earlier question of a conversation, with its answer.
type Turn struct {
	Question string // as it was understood, a whole question
	Answer   string // as it was shown, with its marks
}

// Ask answers q. It returns an error only when the library fails or ctx ends;
// an empty corpus or a question that cannot be understood is an Answer.
func (e *Engine) Ask(ctx context.Context, q Question) (Answer, error) {
	began := e.opt.Now()
	a := Answer{
		Question: q.Text, Verdict: NotFound, Claims: []Claim{}, Caveats: []Caveat{}, Citations: []Citation{}, Nearest: []Near{},
		Mode: "extractive",
	}
	text := strings.TrimSpace(q.Text)
	o, err := e.lib.Overview(ctx, q.Filter)
	if err != nil {
		return a, fmt.Errorf("counting the corpus: %w", err)
	}
	a.Searched = Searched{Articles: o.Articles, Embedded: o.Embedded, Passages: o.Passages, Newest: o.Newest, Undated: o.Undated}
	if text != "" && o.Passages > 0 {
		if err := e.answer(ctx, text, q.Filter, &a); err != nil {
			return a, fmt.Errorf("answering: %w", err) // without the question, which may be private
		}
	}
	if a.Verdict == NotFound {
		a.Answer = "The articles do not say."
		if o.Articles == 0 {
			a.Answer = "There are no articles to answer from."
		}
	}
	a.ElapsedMS = e.opt.Now().Sub(began).Milliseconds()
	return a, ctx.Err()
}

// answer answers each part of a question and puts the answers together.
func (e *Engine) answer(ctx context.Context, text string, f retrieval.Filter, a *Answer) error {
	parts := splitQuestion(text)
	if len(parts) == 1 {
		return e.answerOne(ctx, text, f, a)
	}
	whole := *a
	var verdicts []Verdict
	for k, p := range parts {
		one := *a
		if err := e.answerOne(ctx, p, f, &one); err != nil {
			return err
		}
		verdicts = append(verdicts, one.Verdict)
		if one.Verdict == NotFound {
			one.Answer = "On the " + ordinal(k) + " part of the question the articles say nothing."
		}
		merge(&whole, one)
	}
	whole.Verdict = together(verdicts)
	if whole.Verdict == NotFound {
		whole.Answer = ""
	}
	orderCaveats(whole.Caveats)
	*a = whole
	return nil
}

// ordinal names a part of a question.
func ordinal(k int) string {
	if k < 3 {
		return [...]string{"first", "second", "third"}[k]
	}
	return "last"
}

// answerOne answers a question in the first of its readings that finds an
// answer.
func (e *Engine) answerOne(ctx context.Context, text string, f retrieval.Filter, a *Answer) error {
	qs := readings(text, e.tagger)
	for k, q := range qs {
		one := *a
		if err := e.answerAs(ctx, q, f, &one); err != nil {
			return err
		}
		if one.Verdict != NotFound || k == len(qs)-1 {
			*a = one
			return nil
		}
	}
	return nil
}

// answerAs reads, compares and composes.
func (e *Engine) answerAs(ctx context.Context, q *query, f retrieval.Filter, a *Answer) error {
	ended := e.opt.steps()
	ev, err := e.gather(ctx, q, f)
	if err != nil {
		return err
	}
	if len(q.terms)+len(q.ents) == 0 {
		return nil
	}
	ended(Gathering)
	found := ev.find()
	ended(Finding)
	shown, unknown := ev.choose(ev.tellings(found))
	var d difference
	if len(shown) > 0 {
		d = ev.relate(shown)
	}
	ended(Comparing)
	blank := *a
	c := newComposer(ev, a)
	switch {
	case unknown != nil && unknown.silences(shown):
		c.unknown(unknown)
	case len(shown) > 0:
		c.compose(shown, d)
		c.caveats(shown, d, e.opt.Now(), e.opt.StaleAfter)
	default:
		if a.Nearest, err = e.nearest(ctx, ev); err != nil {
			return err
		}
	}
	if err := Verify(a, ev.text); err != nil {
		if e.opt.Dropped != nil {
			e.opt.Dropped(q.text, err)
		}
		*a = blank
		a.Nearest, err = e.nearest(ctx, ev)
		return err
	}
	return nil
}

// unknown writes that the articles say that it is not known.
func (c *composer) unknown(g *group) {
	cl, ns := c.claim(g)
	c.answer.Verdict = Unknown
	c.answer.Claims = []Claim{cl}
	c.answer.Answer = "The articles say that this is not known: " + quotedText(cl.Text) + " " + marks(ns)
	c.caveats([]*group{g}, difference{}, time.Time{}, 0)
}

func (ev *evidence) text(id string) (string, bool) {
	if d := ev.byID(id); d != nil {
		return d.article.Text, true
	}
	return "", false
}
