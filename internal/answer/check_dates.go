package answer

// Days and deeds of a claim held against those of the articles.

import (
	"slices"
	"strings"
	"time"

	"secondsource/internal/answer/lang"
)

func (w *weighing) holdDate(ev *evidence, it *item, f *finding, b *bearing) {
	if f.kind != askDate || f.date.Weekday == 0 && f.date.Month == 0 && f.date.Relative != "" && !dayWord(f.date) {
		return
	}
	same, other := dayOf(it, f)
	planned := f.stage == "planned" && it.clause.done && !ev.q.infinitive()
	switch {
	case same && planned:
		b.stance, b.reason = fallsShy, ReasonPlanned
	case same:
		b.stance = says
	case other && !planned && (it.clause.ahead || ev.q.verb == nil || f.stage == "done") && firmDay(it, f) && (ev.q.verb != nil || w.ofEvent(ev, it, f)):
		b.stance = saysOther
	}
}

func dayWord(x lang.Date) bool {
	return slices.Contains([]string{"yesterday", "today", "tonight", "tomorrow"}, x.Relative)
}

// nearby is how far from the day that a weekday of a claim was taken for an
// article's day may lie to speak of the same time.
const nearby = 10 * 24 * time.Hour

// firmDay: the article names the day on which it happened, and not one before
// or after which it did, nor another week's Friday.
func firmDay(it *item, f *finding) bool {
	if t, ok := resolved(f); it.day != "" && (!ok || t.Sub(it.when).Abs() > nearby) {
		return false
	}
	return f.first == 0 || !f.sentence().toks[f.first-1].Is("before", "after", "until", "since", "by", "from", "through", "to", "of")
}

// ofEvent: the claim says when something takes place, and the article has the
// day right beside what it is: "the Dec. 14 runoff".
func (w *weighing) ofEvent(ev *evidence, it *item, f *finding) bool {
	toks := w.reading.doc.sents[it.clause.sent].toks
	if !slices.ContainsFunc(it.clause.own, func(k int) bool { return passing[toks[k].Stem] && strings.HasPrefix(toks[k].Tag, "VB") }) {
		return false
	}
	c := ev.cover(f.doc, f.sent)
	for k := range ev.q.terms {
		if c.local[k] < 0 || min(abs(c.local[k]-f.last), abs(f.first-c.local[k])) > 4 {
			return false
		}
	}
	return len(ev.q.terms) > 0
}

// dayOf compares a claim's date with a finding's: same when the finding lies
// within what the claim says; other when it can't be that.
func dayOf(it *item, f *finding) (same, other bool) {
	c, x := it.date, f.date
	if c.Year > 0 || c.Month > 0 && (c.Day > 0 || c.Weekday == 0 && c.Relative == "") {
		return calendar(c, f)
	}
	if it.when.IsZero() {
		return false, false
	}
	if t, ok := resolved(f); ok {
		return t.Equal(it.when), !t.Equal(it.when)
	}
	if x.Month > 0 && x.Day > 0 && x.Year == 0 {
		same = x.Month == int(it.when.Month()) && x.Day == it.when.Day()
		return same, !same
	}
	return false, false
}

// calendar compares a claim's calendar date, as much of it as is said.
func calendar(c lang.Date, f *finding) (same, other bool) {
	x := f.date
	switch {
	case c.Until > 0 && x.Until > 0:
		same = c.Year == x.Year && c.Until == x.Until
		return same, !same
	case x.Until > 0 || c.Until > 0:
		return false, false // a year of a range is not the range
	}
	if t, ok := resolved(f); ok {
		x = lang.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	} else if pub, dated := f.doc.article.PublishedAt(); dated && x.Year == 0 && x.Month > 0 && abs(int(pub.Month())-x.Month) <= 5 {
		x.Year = pub.Year() // "in September", of an article of October
	}
	for _, p := range [][2]int{{c.Year, x.Year}, {c.Month, x.Month}, {c.Day, x.Day}} {
		switch {
		case p[0] == 0:
		case p[1] == 0:
			return false, false // the article says less
		case p[0] != p[1]:
			return false, true
		}
	}
	return true, false
}

// resolved is the calendar day that a finding's date means in its article.
func resolved(f *finding) (time.Time, bool) {
	pub, dated := f.doc.article.PublishedAt()
	return f.date.Resolve(pub, dated, f.stage == "planned")
}

func (w *weighing) holdDeed(ev *evidence, it *item, f *finding, b *bearing) {
	toks := f.sentence().toks
	if f.kind != askYesNo || ev.q.verb != nil && (f.first >= len(toks) || !strings.HasPrefix(toks[f.first].Tag, "VB")) {
		return // "leaders" do not say that somebody leads
	}
	want := 1
	if it.clause.negated {
		want = -1
	}
	planned := f.stage == "planned" && it.clause.done
	switch {
	case ev.q.verb == nil && !it.clause.negated && f.polar < 0, ev.q.verb == nil && it.clause.negated && !f.denies():
		return // of what is said without a verb, only the same can be told
	case ev.q.verb == nil && it.clause.negated:
		b.stance = says
	case f.polar == want && planned && want > 0:
		b.stance, b.reason = fallsShy, ReasonPlanned
	case f.polar == want && want > 0 && w.inPart(f):
		b.stance, b.reason = fallsShy, ReasonNarrower
	case f.polar == want:
		b.stance = says
	case f.polar < 0 && f.denied():
		b.stance, b.reason = fallsShy, ReasonDenied
	case f.stage != "planned" && (want < 0 || f.refused()):
		b.stance = saysOther
	}
}

// denies: the sentence has a "not" or a "never".
func (f *finding) denies() bool {
	return slices.ContainsFunc(f.sentence().toks, func(t lang.Token) bool { return t.Is("not", "never", "n't") || strings.HasSuffix(t.Lower, "n't") })
}

// refused: the "not" stands right before the verb: "without power, causing
// floods" does not say that nothing was caused.
func (f *finding) refused() bool {
	toks := f.sentence().toks
	for k := max(0, f.first-3); k < f.first && k < len(toks); k++ {
		if toks[k].Is("not", "never", "n't", "refused", "failed", "declined", "cannot") || strings.HasSuffix(toks[k].Lower, "n't") {
			return true
		}
	}
	return false
}

// partWords tell that something is said of a part, areas of which one.
var (
	partWords = wordSet("part parts partial partially portion portions some several few most half only third quarter section sections certain")
	areas     = stemSet("district state county province region city town area village municipality neighborhood island zone")
)

// inPart: behind the verb the sentence says that it is so of a part only, in
// words that the claim does not have: "in three districts", "parts of".
func (w *weighing) inPart(f *finding) bool {
	s := f.sentence()
	for k := f.first; k < len(s.toks) && k < f.first+18; k++ {
		t := &s.toks[k]
		if t.Text == ";" || t.Is("but", "while") {
			return false
		}
		if w.claims(t) {
			continue
		}
		part := partWords[t.Lower] && k+1 < len(s.toks) && (s.toks[k+1].Is("of") || t.Is("only") || areas[s.toks[k+1].Stem])
		if part || areas[t.Stem] && k > f.first+1 && (s.toks[k-1].Kind == lang.Number || s.toks[k-1].Tag == "CD") {
			return true
		}
	}
	return false
}

var denials = wordSet("denied denies deny denying rejected rejects dismissed dismisses disputed disputes")

// denied: the sentence says that somebody denies it.
func (f *finding) denied() bool {
	return slices.ContainsFunc(f.sentence().toks, func(t lang.Token) bool { return denials[t.Lower] })
}

var allegedWords = wordSet("allegedly alleged alleges allege alleging accused accuses accusing reportedly suspected purportedly rumored rumoured apparently unconfirmed")

// alleged: close to what is said stands a word that makes it somebody's
// allegation.
func (f *finding) alleged() bool {
	toks := f.sentence().toks
	for k := max(0, f.first-8); k < len(toks) && k <= f.last+2; k++ {
		if allegedWords[toks[k].Lower] {
			return true
		}
	}
	return false
}
