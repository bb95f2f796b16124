package answer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"secondsource/internal/answer/lang"
)

// datesIn finds the dates in a sentence that answer "when".
func (ev *evidence) datesIn(d *document, i int, c coverage) []finding {
	s := &d.sents[i]
	if f, ok := ev.lifespanIn(d, i, c); ok {
		return []finding{f}
	}
	if len(s.dates) == 0 || ev.localShare(c) < 0.5 && !ev.coreLocal(d, i, c) || ev.q.verb == nil && !ev.lastWord(c) {
		return nil
	}
	ok, verbAt, verbM := ev.verbHolds(d, i)
	if !ok {
		return nil
	}
	if verbM < lang.Near && c.score < 0.85 {
		return nil // a day of a deed that is only near to it
	}
	d.tags(ev.tag, i)
	if ev.q.subject >= 0 && verbAt >= 0 && strings.HasPrefix(d.sents[i].toks[verbAt].Tag, "VB") && !ev.namesHere(d, i, c) && !ev.doerHere(d, i) {
		return nil // "When did NAME land?" is not answered by when others did
	}
	if ev.deedOfOther(d, i, verbAt) {
		return nil
	}
	if verbAt >= 0 && negated(s.toks, verbAt) && !ev.q.denies() {
		return nil // what has not happened has no day
	}
	ahead := ev.unreal(d, i, verbAt)
	if ahead && !ev.planned(d, i, verbAt) || ev.otherSubject(d, i, verbAt) {
		return nil
	}
	var best *finding
	for _, x := range s.dates {
		if ev.inQuestion(x) || ev.gone(d, x) || ev.yetToCome(d, x) || ev.inLifespan(d, i, x) || ofThePage(s.toks, x) {
			continue
		}
		score := c.score * ev.dateNear(d, i, c, x, verbAt) * dateDetail(x)
		if ev.q.past && verbAt >= 0 {
			if stage := d.stageOf(ev.tag, i, verbAt); stage == "planned" {
				score *= 0.8
			} else if stage == "" && !(verbAt > 0 && s.toks[verbAt-1].Is("made", "took", "held", "gave")) {
				score *= 0.92 // a noun, not a deed: "the launch window"
			}
		}
		if superseded(d.sents[i].toks, x.First) {
			score *= 0.75
		}
		if best != nil && score <= best.score {
			continue
		}
		f := finding{doc: d, sent: i, from: min(i, c.from), first: x.First, last: x.Last, score: score, kind: askDate, date: x}
		f.written = d.text(i, x.First, x.Last)
		f.value = dateKey(x, f.written)
		f.voice = ev.voiceOf(d, i, x.First)
		f.stage = d.stageOf(ev.tag, i, max(verbAt, 0))
		f.exact, f.ahead = verbM == 1, ahead
		if ev.q.past && !ahead && f.stage == "planned" {
			f.stage = "" // "after announcing her resignation on Thursday" looks back on a Thursday
		}
		f.named = ev.namesHere(d, i, c)
		best = &f
	}
	if best == nil {
		return nil
	}
	return []finding{*best}
}

// deedOfOther: the deed, told as a noun, is that of somebody else than the one
// asked about: "after NAME's resignation in July".
func (ev *evidence) deedOfOther(d *document, i, at int) bool {
	if ev.q.subject < 0 || at < 2 {
		return false
	}
	s := &d.sents[i]
	k := at
	for k > 0 && (strings.HasPrefix(s.toks[k].Tag, "NN") || strings.HasPrefix(s.toks[k].Tag, "JJ")) {
		k--
	}
	if k == at || s.toks[k].Lower != "'s" {
		return false
	}
	return slices.ContainsFunc(s.names, func(n lang.Name) bool { return n.Last == k-1 && d.person(i, n) && !ev.namesSubject(s, n) })
}

// denies: the question itself asks about what was not done.
func (q *query) denies() bool {
	return q.asks("not", "never", "didn't", "doesn't", "isn't", "wasn't", "hasn't", "won't", "weren't", "aren't", "don't")
}

// superseded: the date is what was once planned: "were to start in May".
func superseded(toks []lang.Token, at int) bool {
	for k := max(0, at-8); k < at; k++ {
		if toks[k].Is("originally", "previously", "initially") || toks[k].Is("was", "were") && k+1 < at && toks[k+1].Is("to") || toks[k].Is("had") && k+2 < at && toks[k+1].Is("been") && toks[k+2].Is("scheduled", "due", "expected", "set", "planned") {
			return true
		}
	}
	return false
}

// gone: what is to come is asked for, and the date lay in the past when the
// article was written.
func (ev *evidence) gone(d *document, x lang.Date) bool {
	pub, ok := d.article.PublishedAt()
	if !ev.q.ahead || x.Year == 0 {
		return false
	}
	return ok && x.Year < pub.Year()
}

// yetToCome: what happened is asked for, and the year lay ahead when the article
// was written.
func (ev *evidence) yetToCome(d *document, x lang.Date) bool {
	pub, ok := d.article.PublishedAt()
	return ok && ev.q.past && x.Year > pub.Year()
}

// aside is where a question turns to what its event is about: "on the antenna"
// of "the press conference on the antenna". The words from there on may stand
// elsewhere in the article.
func (q *query) aside() int {
	seen := false
	for k, t := range q.toks {
		if seen && t.Is("on", "about", "over", "regarding", "concerning") {
			return k
		}
		for _, x := range q.terms {
			seen = seen || x.pos == k && !x.light() && !x.verb
		}
	}
	return len(q.toks)
}

// lastWord: the sentence has the noun that the question ends in: of "the
// maiden flight" it must have the flight.
func (ev *evidence) lastWord(c coverage) bool {
	at, pos := -1, -1
	end := ev.q.aside()
	for k, t := range ev.q.terms {
		if !t.light() && !timeNouns[t.word] && t.pos > pos && t.pos < end {
			at, pos = k, t.pos
		}
	}
	return at < 0 || c.local[at] >= 0 || c.local[at] == leant
}

func (ev *evidence) inQuestion(x lang.Date) bool {
	for _, w := range ev.q.when {
		if w.Year == x.Year && w.Month == x.Month && w.Day == x.Day && w.Weekday == x.Weekday && w.Relative == x.Relative {
			return true
		}
	}
	return false
}

// dateNear: the date stands by the words that were asked about: in their
// clause, close to them.
func (ev *evidence) dateNear(d *document, i int, c coverage, x lang.Date, verbAt int) float64 {
	toks := d.sents[i].toks
	best := 0.0
	at := func(k int) {
		if k < 0 {
			return
		}
		w := near(k, x.First)
		for j := k - 1; j >= max(0, k-2); j-- {
			if toks[j].Is("of", "before", "after", "since", "until", "following") && !(toks[j].Is("before", "after", "since", "until") && k+1 < len(toks) && aux[toks[k+1].Lower]) {
				w *= 0.85 // "the winner of the vote" is not the vote
				break
			}
		}
		for j := min(k, x.First); j < max(k, x.First); j++ {
			if toks[j].Text == ";" || toks[j].Is("but", "while", "although", "after", "before", "since", "until") {
				w *= 0.85
			}
		}
		best = max(best, w)
	}
	at(verbAt)
	if verbAt < 0 {
		for k := range c.local {
			if ev.q.terms[k].weight > 0.4 {
				at(c.local[k])
			}
		}
	}
	if best == 0 {
		best = 0.7
	}
	return best
}

// dateDetail: a calendar day says more than a weekday or a year alone.
func dateDetail(x lang.Date) float64 {
	switch {
	case x.Month > 0 && x.Day > 0:
		return 1
	case x.Month > 0:
		return 0.93
	case x.Weekday > 0:
		return 0.93
	case x.Year > 0:
		return 0.9
	}
	return 0.8
}

// dateKey is the normal form of a date, "December 14, 2025" with what is not
// said left out, or the words where they name no calendar day.
func dateKey(x lang.Date, written string) string {
	month := time.Month(x.Month).String()
	switch {
	case x.Month > 0 && x.Day > 0 && x.Year > 0:
		return fmt.Sprintf("%s %d, %d", month, x.Day, x.Year)
	case x.Month > 0 && x.Day > 0:
		return fmt.Sprintf("%s %d", month, x.Day)
	case x.Month > 0 && x.Year > 0:
		return fmt.Sprintf("%s %d", month, x.Year)
	case x.Month > 0:
		return month
	}
	return written
}

// sameDay: two findings' dates can mean one day, resolved against their
// articles' own dates where those are known.
func sameDay(a, b *finding) bool {
	ya, ma, da := a.calendar()
	yb, mb, db := b.calendar()
	if !yearsAgree(lang.Date{Year: ya, Until: a.date.Until}, lang.Date{Year: yb, Until: b.date.Until}) {
		return false
	}
	for _, p := range [][2]int{{ma, mb}, {da, db}} {
		if p[0] != 0 && p[1] != 0 && p[0] != p[1] {
			return false
		}
	}
	if a.date.Weekday > 0 && b.date.Weekday > 0 && (da == 0 || db == 0) {
		return a.date.Weekday == b.date.Weekday
	}
	return true // "September" and "Sept. 28", or what can't be placed: no quarrel
}

// calendar is the year, month and day that a finding's date means, what is not
// known zero.
func (f *finding) calendar() (year, month, day int) {
	d := f.date
	pub, dated := f.doc.article.PublishedAt()
	if t, ok := d.Resolve(pub, dated, f.stage == "planned"); ok {
		return t.Year(), int(t.Month()), t.Day()
	}
	year, month, day = d.Year, d.Month, d.Day
	if year == 0 && month > 0 && dated {
		year = pub.Year()
		switch ahead := f.stage == "planned"; {
		case ahead && month < int(pub.Month()):
			year++
		case !ahead && month > int(pub.Month()):
			year--
		}
	}
	return year, month, day
}

var planWords = wordSet("will would plan plans planned expected expect expects scheduled schedule set aims aim hopes hope intends intend proposed going due slated upcoming could may might announce announced announces announcing preparing prepares prepare seek seeks seeking vow vowed pledge pledged promised promise wants calls called urged warned threatens threatened poised ready signaled signalled")

// stageOf tells how far what stands at a token has come: "planned" where the
// sentence looks ahead to it, "done" where it is told as a fact.
func (d *document) stageOf(t *lang.Tagger, i, at int) string {
	toks := d.tags(t, i)
	if at < 0 || at >= len(toks) {
		return ""
	}
	for j := at; j >= max(0, at-5); j-- {
		if planWords[toks[j].Lower] && !(j == at && strings.HasPrefix(toks[j].Tag, "NN")) {
			return "planned"
		}
		if toks[j].Is("to") && j == at-1 && toks[at].Tag == "VB" {
			return "planned"
		}
		if toks[j].Text == ";" || toks[j].Text == "." {
			break
		}
	}
	switch toks[at].Tag {
	case "VBD", "VBN", "VBZ":
		return "done"
	}
	return ""
}
