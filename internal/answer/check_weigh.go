package answer

// Weighing an item: what each article says to it, and what follows from all.

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
	"secondsource/retrieval"
)

// weighing is one claim being held against the articles.
type weighing struct {
	engine  *Engine
	reading *reading
	filter  retrieval.Filter
	base    *evidence // what the whole claim finds
	answer  *Answer   // its citations are the check's
	comp    *composer
	told    map[int][]*finding // by where an item starts: what supports it
}

// gather searches for the claim as a whole, for its quotations, and for whoever
// holds an office that it gives to somebody.
func (w *weighing) gather(ctx context.Context) error {
	ev, err := w.engine.gather(ctx, understand(w.reading.text, w.engine.tagger), w.filter)
	if err != nil {
		return err
	}
	for k := range w.reading.items {
		it := &w.reading.items[k]
		look := it.text
		switch {
		case it.kind == itemPerson && it.asks != "":
			look = it.asks
		case it.kind != itemQuotation:
			continue
		}
		more, err := w.engine.gather(ctx, understand(look, w.engine.tagger), w.filter)
		if err != nil {
			return err
		}
		for _, d := range more.docs {
			if ev.byID(d.article.ID) == nil {
				ev.rank[d.article.ID] = len(ev.rank)
				ev.docs = append(ev.docs, d)
			}
		}
	}
	w.base, w.comp = ev, newComposer(ev, w.answer)
	return nil
}

// ask is the evidence on one question about the claim, over the articles that
// the claim found.
func (w *weighing) ask(ctx context.Context, q *query) (*evidence, error) {
	ev := &evidence{
		q: q, tag: w.base.tag, accept: w.base.accept, docs: w.base.docs, rank: w.base.rank, passages: w.base.passages,
		kin: map[string]map[string]float64{}, helds: map[*document]*held{},
	}
	ev.findNames()
	return ev, w.engine.weigh(ctx, q, w.filter)
}

func (w *weighing) text(id string) (string, bool) {
	if w.base == nil {
		return "", false
	}
	return w.base.text(id)
}

// weighAll weighs the items, dates last: a figure may bring its day with it.
// It returns what is closest to those that were not found.
func (w *weighing) weighAll(ctx context.Context) ([]Near, error) {
	var near []Near
	for _, dates := range []bool{false, true} {
		for k := range w.reading.items {
			it := &w.reading.items[k]
			if dates != (it.kind == itemDate) || it.kind == itemSpeaker || it.ofSaying() {
				continue
			}
			n, err := w.weigh(ctx, it)
			if err != nil {
				return nil, err
			}
			near = append(near, n...)
		}
	}
	w.settleSpeakers()
	return near, nil
}

// weigh holds an item against the evidence on it, and returns what is closest
// where it is not found.
func (w *weighing) weigh(ctx context.Context, it *item) ([]Near, error) {
	if it.kind == itemQuotation {
		if w.weighQuotation(it); it.verdict != ClaimNotFound {
			return nil, nil
		}
		return w.engine.nearest(ctx, w.base)
	}
	q := w.reading.question(it, w.engine.tagger)
	if q == nil || len(q.terms)+len(q.ents) == 0 {
		return nil, nil
	}
	ev, err := w.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	found := ev.find()
	if q.office {
		found = ev.tellings(found)
	}
	speaking := w.speaking(ev, it, found)
	bearings := w.alongside(it)
	for _, f := range speaking {
		bearings = append(bearings, w.hold(ev, it, f, speaking))
	}
	if q.office {
		bearings = append(bearings, w.sinceThen(ev, it, found, bearings)...)
	}
	bearings = onePerArticle(bearings)
	if w.saidAnyway(ev, it, found) {
		bearings = slices.DeleteFunc(bearings, func(b bearing) bool { return b.stance == saysOther })
	}
	if w.settle(it, bearings); it.verdict != ClaimNotFound {
		return nil, nil
	}
	if _, unknown := ev.choose(found); unknown != nil && it.kind != itemDeed && it.note == "" {
		it.note = NoteUnknown
	}
	return w.engine.nearest(ctx, ev)
}

// stance is how what one article says stands to an item.
type stance int

const (
	silent    stance = iota // it does not say, or says something else
	says                    // it says so
	fallsShy                // it says so in a weaker way
	saysOther               // it says what cannot be right beside it
)

// bearing is one finding held against an item.
type bearing struct {
	f      *finding
	stance stance
	reason CheckReason
}

// speaking are the findings that speak of what the item speaks of.
func (w *weighing) speaking(ev *evidence, it *item, found []finding) []*finding {
	var out []*finding
	for k := range found {
		f := &found[k]
		if !f.unknown && f.score >= ev.accept*rivalShare && ev.accounts(f) && w.numbersHold(it, f) && w.whenHolds(it, f) && ev.rolesHold(f) {
			out = append(out, f)
		}
	}
	return out
}

// sinceThen: the articles name somebody else as who holds the office now.
func (w *weighing) sinceThen(ev *evidence, it *item, found []finding, have []bearing) []bearing {
	shown, _ := ev.choose(found)
	if len(shown) == 0 || !slices.ContainsFunc(have, func(b bearing) bool { return b.stance == says }) {
		return nil
	}
	ev.relate(shown) // the newest first
	var out []bearing
	for _, f := range shown[0].all {
		b := bearing{f: f}
		if w.holdPerson(it, f, &b); b.stance == says {
			return nil
		}
		out = append(out, bearing{f: f, stance: saysOther})
	}
	return out
}

// alongside: what supports a figure on the claim's day supports the day too.
func (w *weighing) alongside(it *item) []bearing {
	var out []bearing
	for k := range w.reading.items {
		o := &w.reading.items[k]
		if it.kind != itemDate || o.clause != it.clause || o.kind != itemQuantity && o.kind != itemDuration || o.asks != "" || o.verdict != ClaimIsSupported {
			continue
		}
		for _, f := range w.told[o.start] {
			out = append(out, bearing{f: f.onDay(it), stance: says})
		}
	}
	return out
}

// saidAnyway: nothing supports the item, and yet a sentence on it has its value,
// in a role or on a day that could not be matched: then other values do not
// speak against it.
func (w *weighing) saidAnyway(ev *evidence, it *item, found []finding) bool {
	anyway := false
	for k := range found {
		f := &found[k]
		if f.unknown || f.score < ev.accept*rivalShare || !ev.accounts(f) {
			continue
		}
		b := w.hold(ev, it, f, []*finding{f})
		if b.stance != says && b.stance != fallsShy {
			continue
		}
		if w.whenHolds(it, f) && ev.rolesHold(f) && w.numbersHold(it, f) {
			return false // it counts by itself
		}
		anyway = true
	}
	return anyway
}

// onDay is a finding as what tells the item's day: where its sentence names the
// day, in those words.
func (f *finding) onDay(it *item) *finding {
	g := *f
	g.kind, g.quant, g.whole = askDate, lang.Quantity{}, true
	for _, x := range f.sentence().dates {
		if same, _ := dayOf(it, &finding{doc: f.doc, sent: f.sent, date: x}); same {
			g.written, g.whole = f.doc.text(f.sent, x.First, x.Last), false
		}
	}
	return &g
}

// hold tells how one of the findings that speak of an item stands to it.
func (w *weighing) hold(ev *evidence, it *item, f *finding, all []*finding) bearing {
	b := bearing{f: f}
	top := 0.0
	for _, o := range all {
		top = max(top, o.score)
	}
	switch it.kind {
	case itemQuantity, itemDuration:
		w.holdFigure(ev, it, f, &b)
	case itemDate:
		w.holdDate(ev, it, f, &b)
	case itemPerson:
		w.holdPerson(it, f, &b)
	default:
		w.holdDeed(ev, it, f, &b)
	}
	firm := f.score >= ev.accept && f.score >= top*rivalShare
	switch {
	case b.stance == saysOther && (!firm || hasValue(it, f)):
		b.stance = silent
	case (b.stance == says || b.stance == fallsShy) && !firm:
		// A like value that fits much worse is told of something less.
		if b.stance = silent; f.score < top*rivalShare && top >= ev.accept && it.kind != itemPerson && it.kind != itemDeed {
			b.stance, b.reason = fallsShy, ReasonNarrower
		}
	case b.stance == says && f.alleged():
		b.stance, b.reason = fallsShy, ReasonAlleged
	}
	return b
}

// onePerArticle keeps of each article what it says best: that it is so rather
// than a weaker way of it, and either rather than another value, for the other
// figures of an article that says so are about something else.
func onePerArticle(bearings []bearing) []bearing {
	rank := map[stance]int{says: 0, fallsShy: 1, saysOther: 2}
	at := map[*document]int{}
	var out []bearing
	for _, b := range bearings {
		if b.stance == silent {
			continue
		}
		k, ok := at[b.f.doc]
		if !ok {
			at[b.f.doc] = len(out)
			out = append(out, b)
			continue
		}
		if c := cmp.Compare(rank[b.stance], rank[out[k].stance]); c < 0 || c == 0 && b.f.score > out[k].f.score {
			out[k] = b
		}
	}
	slices.SortStableFunc(out, func(a, b bearing) int { return cmp.Compare(b.f.score, a.f.score) })
	return out
}

// sides are the findings for an item, those that fall short of it, and those
// against it.
type sides struct {
	yes, shy, no []*finding
	reason       CheckReason // of the first that falls short
}

func sidesOf(bearings []bearing) sides {
	var s sides
	for _, b := range bearings {
		switch b.stance {
		case says:
			s.yes = append(s.yes, b.f)
		case fallsShy:
			s.reason = cmp.Or(s.reason, b.reason)
			s.shy = append(s.shy, b.f)
		case saysOther:
			s.no = append(s.no, b.f)
		}
	}
	if len(s.no) > 0 { // "hundreds" is not the value that others give
		s.shy = slices.DeleteFunc(s.shy, func(f *finding) bool { return f.quant.Vague })
	}
	if s.reason == ReasonDenied {
		s.no, s.shy = append(s.no, s.shy...), nil
	}
	if len(s.yes) > 0 {
		s.shy = nil
	}
	return s
}

// settle decides what the articles' stances come to. A later value than the
// claim's makes it older, an earlier one is history, unless the claim itself
// says of which day it speaks.
func (w *weighing) settle(it *item, bearings []bearing) {
	s := sidesOf(bearings)
	dated := it.asks == "" && w.datesItself(it)
	with := append(s.yes, s.shy...)
	slices.SortStableFunc(with, func(a, b *finding) int { return cmp.Compare(it.apart(a), it.apart(b)) })
	switch {
	case len(with)+len(s.no) == 0:
		return
	case it.kind == itemDate && s.reason == ReasonPlanned && len(s.yes) == 0 && len(s.no) > 0:
		it.verdict = Contradicted // planned for then, done at another time
	case len(with) > 0 && len(s.no) > 0 && !dated && newer(s.no, with):
		it.verdict, it.reason = WeaklySupported, ReasonOlder
	case len(with) > 0 && len(s.no) > 0 && (dated || !newer(with, s.no)):
		it.verdict = InDispute
	case len(s.yes) > 0:
		it.verdict = ClaimIsSupported
	case len(s.shy) > 0:
		it.verdict, it.reason = WeaklySupported, s.reason
	case s.reason == ReasonDenied:
		it.verdict, it.reason = WeaklySupported, s.reason
	default:
		it.verdict = Contradicted
	}
	if len(s.no) > 0 && (it.verdict == ClaimIsSupported || it.verdict == WeaklySupported && it.reason != ReasonOlder && it.reason != ReasonDenied) {
		it.note = NoteChanged
	}
	w.record(it, with, s.no)
}

// apart is 0 for a finding of the item's very figure, else 1: "at least 96" is
// shown by what has 96 before what has 115.
func (it *item) apart(f *finding) int {
	if it.quant.Value == f.quant.Value && it.quant.Unit == f.quant.Unit {
		return 0
	}
	return 1
}

// datesItself: the claim says of which day it speaks, so that what another
// article says of that day is no later value.
func (w *weighing) datesItself(it *item) bool {
	for k := range w.reading.items {
		if o := &w.reading.items[k]; o.kind == itemDate && o != it && it.clause == o.clause {
			return true
		}
	}
	return false
}

// newer: the newest of a is of a later day than every one of b, and all that
// are compared are dated.
func newer(a, b []*finding) bool {
	undated := func(f *finding) bool { return day(f) == "" }
	newestA, newestB := (&group{all: a}).latest(), (&group{all: b}).latest()
	return !slices.ContainsFunc(b, undated) && newestA != "" && newestA > newestB
}

// record cites both sides, and notes what is to be known of them.
func (w *weighing) record(it *item, with, against []*finding) {
	it.supporting, it.contradicting = w.tell(with), w.tell(against)
	w.told[it.start] = with
	if it.note != "" || len(with) == 0 {
		return
	}
	switch {
	case it.kind == itemPerson && misspelled(it, with):
		it.note = NoteSpelling
	case !slices.ContainsFunc(with, func(f *finding) bool { return !f.voice.anonymous }):
		it.note = NoteAnonymous
	}
}

// tell cites findings: one an article, each origin once before any twice.
func (w *weighing) tell(found []*finding) []Telling {
	out := []Telling{}
	seen := map[int]bool{}
	for _, f := range (&group{all: found}).tellers() {
		n := w.comp.cite(f)
		if seen[n] {
			continue
		}
		seen[n] = true
		stage := f.stage
		if stage != "planned" && stage != "done" {
			stage = ""
		}
		out = append(out, Telling{
			Citation: n, AsWritten: w.asWritten(f, n), Hedge: f.quant.Hedge.Text, Speaker: f.voice.speaker, Attribution: f.voice.attribution,
			Stage: stage, AsOf: day(f),
		})
	}
	return out
}

// asWritten is what a finding says in the article's words; where the quote had
// no room for all of it, what stands there.
func (w *weighing) asWritten(f *finding, n int) string {
	told, quote := f.told(), w.answer.Citations[n-1].Quote
	if strings.Contains(quote, told) {
		return told
	}
	return quote
}
