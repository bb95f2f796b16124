package answer

import (
	"context"
	"fmt"
	"slices"
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

	// Model reads the passages, when set; what it says is checked before it is
	// shown. Without one, and for what must stay here, answers are extractive.
	Model       Model
	ModelWithin time.Duration // how long a model may take for one answer, all its calls together; 0 means 20 s
	ReadTokens  int           // how many tokens of prompt one answer may send; 0 means 6000
	NotTagged   []string      // articles with one of these tags are not sent to a model on another machine

	// EmbedsAt is the host that questions are sent to, to be embedded for the
	// search; "" when that is done on this machine.
	EmbedsAt string

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
	Asking    Step = "ask"     // wait for a model
	Checking  Step = "check"   // hold what it said against the passages
	Comparing Step = "compare" // align the tellings, hold them against each other
)

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
	if opt.ModelWithin == 0 {
		opt.ModelWithin = modelWithin
	}
	if opt.ReadTokens == 0 {
		opt.ReadTokens = readTokens
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
	ByRule   bool               // no model is to read for it, wherever it is: nobody waits for the answer
	Trace    *Trace             // when set, is filled with how the answer came about
	Asked    Asked              // by whom and where, for the journal alone
}

// Turn is an earlier question of a conversation, with its answer.
type Turn struct {
	Question string // as it was understood, a whole question
	Answer   string // as it was shown, with its marks
	Asked    string // the question as it was typed; "" where that is not known
	Stays    bool   // Answer.Stays
}

// Ask answers q. It returns an error only when the library fails or ctx ends;
// an empty corpus, a question that cannot be understood or a model that fails is
// an Answer.
func (e *Engine) Ask(ctx context.Context, q Question) (Answer, error) {
	began := e.opt.Now()
	a := Answer{
		Question: q.Text, Verdict: NotFound, Claims: []Claim{}, Caveats: []Caveat{}, Citations: []Citation{}, Nearest: []Near{},
		Mode: "extractive",
	}
	s := e.asking(q)
	a.Language = s.answeredIn()
	o, err := e.lib.Overview(ctx, q.Filter)
	if err != nil {
		return a, fmt.Errorf("counting the corpus: %w", err)
	}
	a.Searched = Searched{Articles: o.Articles, Embedded: o.Embedded, Passages: o.Passages, Newest: o.Newest, Undated: o.Undated}
	if s.whole != "" && o.Passages > 0 {
		e.wholeByModel(ctx, s)
	}
	if s.whole != "" && o.Passages > 0 && !s.lost {
		s.doing("searching " + amount(o.Articles, "article"))
		if err := e.answer(ctx, s, &a); err != nil {
			return a, fmt.Errorf("answering: %w", err) // without the question, which may be private
		}
	}
	if a.Verdict == NotFound {
		a.Answer = wordingOf(a.Language).silent
		if s.lost {
			a.Answer, a.Lost = wordingOf(a.Language).whyLost(s.whole), true
			s.embedsAt = ""
		} else if o.Articles == 0 {
			a.Answer = wordingOf(a.Language).noArticles
		}
	}
	if a.Stays, err = e.stays(ctx, s, &a); err != nil {
		return a, err
	}
	s.finish(&a)
	a.ElapsedMS = e.opt.Now().Sub(began).Milliseconds()
	return a, ctx.Err()
}

// answer answers each part of a question and puts the answers together.
func (e *Engine) answer(ctx context.Context, s *asking, a *Answer) error {
	parts := splitQuestion(s.whole)
	if len(parts) == 1 {
		return e.answerOne(ctx, s, s.whole, a)
	}
	whole := *a
	s.parts = len(parts)
	var verdicts []Verdict
	for k, p := range parts {
		one := *a
		if err := e.answerOne(ctx, s, p, &one); err != nil {
			return err
		}
		verdicts = append(verdicts, one.Verdict)
		if one.Verdict == NotFound {
			one.Answer = wordingOf(a.Language).part[min(k, 3)]
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

// answerOne answers a question in the first of its readings that finds an
// answer.
func (e *Engine) answerOne(ctx context.Context, s *asking, text string, a *Answer) error {
	var seen view
	for _, q := range readings(text, e.tagger) {
		v, err := e.view(ctx, s, q)
		if err != nil {
			return err
		}
		if seen = v; v.answers() {
			break
		}
	}
	if seen.blank() {
		return nil
	}
	r, err := e.read(ctx, s, text, seen)
	s.parts--
	if err != nil {
		return err
	}
	if r.proposed {
		words, err := e.tell(text, r.view, a)
		if err == nil {
			s.kept = true
			r.settle(words, false)
			return nil
		}
		s.fall(whyDropped)
	}
	r.settle("", true)
	if seen.answers() {
		if _, err := e.tell(text, seen, a); err == nil {
			return nil
		}
	}
	a.Nearest, err = e.nearest(ctx, seen.ev)
	return err
}

// view is what the articles have on one reading of a question.
type view struct {
	ev       *evidence
	found    []finding
	shown    []*group
	unknown  *group
	diff     difference
	proposed bool // with what a model proposed
	summary  string
}

// answers: there is something to tell.
func (v *view) answers() bool {
	return len(v.shown) > 0 || v.unknown != nil
}

// blank: the question has no word to search for.
func (v *view) blank() bool { return v.ev == nil || len(v.ev.q.terms)+len(v.ev.q.ents) == 0 }

// view reads and compares what the articles have on q.
func (e *Engine) view(ctx context.Context, s *asking, q *query) (view, error) {
	ended := e.steps(s)
	q.here = s.Here
	ev, err := e.gather(ctx, q, s.Filter)
	if err != nil {
		return view{}, err
	}
	v := view{ev: ev}
	if v.blank() {
		return v, nil
	}
	ended(Gathering)
	v.found = ev.find()
	ended(Finding)
	v.weigh()
	ended(Comparing)
	return v, nil
}

// weigh chooses what is shown of what was found, and compares it.
func (v *view) weigh() {
	v.shown, v.unknown = v.ev.choose(v.ev.tellings(slices.Clone(v.found)))
	v.diff = difference{}
	if v.unknown != nil && v.unknown.silences(v.shown) {
		v.shown = nil
		return
	}
	v.unknown = nil
	if len(v.shown) > 0 {
		v.diff = v.ev.relate(v.shown)
	}
}

// tell composes an answer; words is the sentence of a model in it, "" for none.
// When it would say more than its citations, a is left as it was.
func (e *Engine) tell(question string, v view, a *Answer) (words string, err error) {
	one := *a
	c := newComposer(v.ev, &one)
	if v.unknown != nil {
		c.unknown(v.unknown)
	} else {
		c.compose(v.shown, v.diff)
		words = c.reword(v)
		c.caveats(v.shown, v.diff, e.opt.Now(), e.opt.StaleAfter)
	}
	if err := Verify(&one, v.ev.text); err != nil {
		if e.opt.Dropped != nil {
			e.opt.Dropped(question, err)
		}
		return "", err
	}
	*a = one
	return words, nil
}

// unknown writes that the articles say that it is not known.
func (c *composer) unknown(g *group) {
	cl, ns := c.claim(g)
	c.answer.Verdict = Unknown
	c.answer.Claims = []Claim{cl}
	c.answer.Answer = c.say.unknown + quotedText(cl.Text) + " " + marks(ns)
	c.caveats([]*group{g}, difference{}, time.Time{}, 0)
}

func (ev *evidence) text(id string) (string, bool) {
	if d := ev.byID(id); d != nil {
		return d.article.Text, true
	}
	return "", false
}
