package answer

// Checking a sentence that is about to be published: each thing in it that can
// be right or wrong is held against the articles by itself.

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Check is what every surface renders of a claim, and what `check --json`
// prints. Its rules are Answer's: quotes are the articles' own bytes, and what
// is said stands either in the claim or in a quote.
type Check struct {
	Claim     string       `json:"claim"`
	Verdict   CheckVerdict `json:"verdict"` // the worst of the items'
	Items     []CheckItem  `json:"items"`   // in the claim's order
	Citations []Citation   `json:"citations"`
	Nearest   []Near       `json:"nearest"` // what is closest to an item that was not found, and no evidence
	Searched  Searched     `json:"searched"`
	Mode      string       `json:"mode"`  // "extractive"
	Model     string       `json:"model"` // "" in extractive mode
	ElapsedMS int64        `json:"elapsed_ms"`
}

// CheckVerdict says how a claim, or one item of it, fared.
type CheckVerdict string

// The verdicts on a claim, the worst first: a claim is as good as its worst
// item. What is contradicted or disputed is known to be in question; what is
// not found may be wrong altogether; what is weaker is right in part.
const (
	Contradicted     CheckVerdict = "contradicted" // the articles say another value, and none says this one
	InDispute        CheckVerdict = "disputed"     // some say it, others what cannot be right beside it
	ClaimNotFound    CheckVerdict = "not_found"    // the corpus does not say
	WeaklySupported  CheckVerdict = "weaker"       // what is said falls short of the claim: see CheckItem.Reason
	ClaimIsSupported CheckVerdict = "supported"    // an article says so
)

var checkOrder = []CheckVerdict{Contradicted, InDispute, ClaimNotFound, WeaklySupported, ClaimIsSupported}

// CheckReason says in which way what is said falls short of a claim.
type CheckReason string

// The reasons of a weaker item.
const (
	ReasonHedged   CheckReason = "hedged"   // the articles give an approximation or a limit
	ReasonOlder    CheckReason = "older"    // a later article says otherwise
	ReasonNarrower CheckReason = "narrower" // it is said of a part, a place or a group only
	ReasonPlanned  CheckReason = "planned"  // the claim says done, the articles say it is to come
	ReasonAlleged  CheckReason = "alleged"  // the articles report it as an allegation
	ReasonDenied   CheckReason = "denied"   // somebody in the articles denies it
	ReasonWording  CheckReason = "wording"  // the quoted words differ a little, or whose they are cannot be told
)

// CheckNote is something to know of an item besides its verdict.
type CheckNote string

// The notes on an item.
const (
	NoteSpelling   CheckNote = "spelling"   // the articles write the name otherwise
	NoteUnresolved CheckNote = "unresolved" // which day is meant cannot be told
	NoteChanged    CheckNote = "changed"    // older articles gave another value
	NoteUnknown    CheckNote = "unknown"    // the articles say that it is not known
	NoteAnonymous  CheckNote = "anonymous"  // whoever says it is not named
	NoteSpeaker    CheckNote = "speaker"    // the articles give the words to somebody else, or to nobody
)

// CheckItem is one thing in a claim that can be right or wrong: Text is the
// claim from byte Start to byte End.
type CheckItem struct {
	Kind          string       `json:"kind"` // quantity, duration, date, person, quotation, speaker, deed
	Text          string       `json:"text"`
	Start         int          `json:"start"`
	End           int          `json:"end"`
	Verdict       CheckVerdict `json:"verdict"`
	Reason        CheckReason  `json:"reason"` // of a weaker item, else ""
	Note          CheckNote    `json:"note"`
	Value         string       `json:"value"` // normal form, as in Claim
	Unit          string       `json:"unit"`
	Of            string       `json:"of"`  // what is counted, or the office, in the claim's words
	Day           string       `json:"day"` // the calendar day that a weekday or "yesterday" was taken for
	Supporting    []Telling    `json:"supporting"`
	Contradicting []Telling    `json:"contradicting"`
}

// Check holds a claim against the articles. It returns an error only when the
// library fails or ctx ends; a text that claims nothing is a Check without
// items.
func (e *Engine) Check(ctx context.Context, q Question) (Check, error) {
	began := e.opt.Now()
	c := Check{Claim: q.Text, Verdict: ClaimNotFound, Items: []CheckItem{}, Citations: []Citation{}, Nearest: []Near{}, Mode: "extractive"}
	o, err := e.lib.Overview(ctx, q.Filter)
	if err != nil {
		return c, fmt.Errorf("counting the corpus: %w", err)
	}
	c.Searched = Searched{Articles: o.Articles, Embedded: o.Embedded, Passages: o.Passages, Newest: o.Newest, Undated: o.Undated}
	if strings.TrimSpace(q.Text) != "" && utf8.ValidString(q.Text) {
		if err := e.check(ctx, q, o.Passages > 0, &c); err != nil {
			return c, fmt.Errorf("checking %q: %w", strings.TrimSpace(q.Text), err)
		}
	}
	c.ElapsedMS = e.opt.Now().Sub(began).Milliseconds()
	return c, ctx.Err()
}

// check reads the claim, gathers what the corpus has on it, and weighs its
// items one by one.
func (e *Engine) check(ctx context.Context, q Question, searched bool, c *Check) error {
	r := readClaim(q.Text, e.tagger, e.opt.Now())
	if len(r.items) == 0 {
		return nil
	}
	w := &weighing{engine: e, reading: r, filter: q.Filter, answer: &Answer{}, told: map[int][]*finding{}}
	var near []Near
	if searched {
		if err := w.gather(ctx); err != nil {
			return err
		}
		var err error
		if near, err = w.weighAll(ctx); err != nil {
			return err
		}
	}
	for k := range r.items {
		c.Items = append(c.Items, r.items[k].told())
	}
	c.Citations = append(c.Citations, w.answer.Citations...)
	c.Nearest = append(c.Nearest, distinct(near, c.Citations)...)
	c.Verdict = worst(c.Items)
	if err := VerifyCheck(c, w.text); err != nil {
		if e.opt.Dropped != nil {
			e.opt.Dropped(q.Text, err)
		}
		c.silence()
	}
	return nil
}

// silence takes back all that a check says of its items.
func (c *Check) silence() {
	for k := range c.Items {
		it := &c.Items[k]
		it.Verdict, it.Reason, it.Note, it.Supporting, it.Contradicting = ClaimNotFound, "", "", []Telling{}, []Telling{}
	}
	c.Verdict, c.Citations, c.Nearest = ClaimNotFound, []Citation{}, []Near{}
}

// worst is the verdict on a claim: that of its worst item, not_found without
// any.
func worst(items []CheckItem) CheckVerdict {
	for _, v := range checkOrder {
		for k := range items {
			if items[k].Verdict == v {
				return v
			}
		}
	}
	return ClaimNotFound
}

// distinct leaves of the closest passages one an article, at most nearShown,
// and none that is cited.
func distinct(near []Near, cited []Citation) []Near {
	seen := map[string]bool{}
	for _, c := range cited {
		seen[fmt.Sprintf("%s:%d", c.Article, c.Start)] = true
	}
	var out []Near
	for _, n := range near {
		at := fmt.Sprintf("%s:%d", n.Article, n.Start)
		if seen[at] || seen[n.Article] || len(out) == nearShown {
			continue
		}
		seen[at], seen[n.Article] = true, true
		out = append(out, n)
	}
	return out
}

// told is an item as it is told.
func (it *item) told() CheckItem {
	out := CheckItem{
		Kind: it.kind, Text: it.text, Start: it.start, End: it.end, Verdict: it.verdict, Reason: it.reason, Note: it.note,
		Value: it.value, Unit: it.unit, Of: it.of, Day: it.day, Supporting: it.supporting, Contradicting: it.contradicting,
	}
	if out.Supporting == nil {
		out.Supporting = []Telling{}
	}
	if out.Contradicting == nil {
		out.Contradicting = []Telling{}
	}
	return out
}
