package answer

import (
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"secondsource/internal/answer/lang"
)

// relation is how the values that are shown stand to each other.
type relation string

const (
	relNone     relation = ""
	relScope    relation = "scope"    // they differ because they tell of different things
	relStage    relation = "stage"    // planned in one, done in the other
	relChanged  relation = "changed"  // a later one took the place of an earlier one
	relConflict relation = "conflict" // they cannot all be right
)

// difference is a relation with what makes it one.
type difference struct {
	rel relation
	why cause
}

// cause is what makes values differ, where the texts show it.
type cause string

const (
	becausePeriod  cause = "period"  // other years or months are spoken of
	becausePlace   cause = "place"   // other places
	becauseGroup   cause = "group"   // other people or things are counted
	becauseCounted cause = "counted" // counted up to other days
	becauseBounds  cause = "bounds"  // a bound, a range or a word of magnitude holds the other figure
	becauseFalls   cause = "falls"   // a count that only grows is lower in the newer telling
	becauseWords   cause = "words"   // one speaker's different words
	becauseCopy    cause = "copy"    // one story in two copies, and one of them was changed
	becauseVoices  cause = "voices"  // one article gives both, in two mouths
	becauseTold    cause = "told"    // the texts themselves tell of the change
)

// relate compares the groups pairwise and, where the newest value replaced
// older ones, puts it first.
func (ev *evidence) relate(shown []*group) difference {
	var worst difference
	if len(shown) < 2 {
		return worst
	}
	switch shown[0].lead.kind {
	case askReason, askManner, askPlace:
		return worst
	case askStatement:
		if ev.q.speaker && distinctOrigins(shown) {
			return difference{relScope, becauseWords}
		}
		return worst
	}
	for i := range shown {
		for j := i + 1; j < len(shown); j++ {
			if d := ev.compare(shown[i], shown[j]); severity[d.rel] > severity[worst.rel] {
				worst = d
			}
		}
	}
	if worst.rel == relChanged || worst.rel == relScope || worst.rel == relStage {
		setAside(shown)
		sort.SliceStable(shown, func(a, b int) bool {
			if ga, gb := shown[a].lead.behind(), shown[b].lead.behind(); ga != gb {
				return gb
			}
			if shown[a].aside != shown[b].aside {
				return shown[b].aside
			}
			return shown[a].latest() > shown[b].latest()
		})
	}
	return worst
}

// setAside marks the newer figures that do not take the place of an older one:
// a limit that the older one keeps, and a lower count of what only grows.
func setAside(shown []*group) {
	if k := shown[0].lead.kind; k != askQuantity && k != askDuration {
		return
	}
	for _, g := range shown {
		for _, o := range shown {
			if o.latest() != "" && o.latest() < g.latest() && !o.lead.part && (fills(g, o) || falls(g, o)) {
				g.aside = true
			}
		}
	}
}

var severity = map[relation]int{relNone: 0, relScope: 1, relStage: 2, relChanged: 3, relConflict: 4}

func distinctOrigins(shown []*group) bool {
	seen := map[string]bool{}
	for _, g := range shown {
		for _, f := range g.all {
			seen[f.origin()] = true
		}
	}
	return len(seen) > 1
}

// compare tells how two values of one question stand to each other.
func (ev *evidence) compare(a, b *group) difference {
	switch a.lead.kind {
	case askQuantity, askDuration:
		return ev.compareFigures(a, b)
	case askDate:
		return ev.compareDates(a, b)
	case askPerson:
		return ev.comparePersons(a, b)
	case askYesNo:
		return ev.compareAssertions(a, b)
	}
	return difference{}
}

// compareFigures: two figures for what was asked.
func (ev *evidence) compareFigures(a, b *group) difference {
	qa, qb := a.lead.quant, b.lead.quant
	if stand(qa, qb) != contrary {
		switch {
		case falls(a, b):
			return difference{relScope, becauseFalls}
		case apart(a, b) && qa.Value != qb.Value && !fills(a, b) && !sideBySide(a, b):
			return difference{relChanged, ""}
		}
		return difference{relScope, becauseBounds}
	}
	if corrects(a.lead, qb) || corrects(b.lead, qa) {
		return difference{relChanged, becauseTold}
	}
	if why := ev.scoped(a, b); why != "" {
		return difference{relScope, why}
	}
	if fa, fb := inOneArticle(a, b); fa != nil && a.otherVoice(fb) {
		if otherGroups(fa, fb) {
			return difference{relScope, becauseGroup}
		}
		return ev.clash(a, b)
	}
	if a.lead.ahead != b.lead.ahead && !apart(a, b) {
		return difference{relStage, ""}
	}
	if oneMouth(a, b) {
		return difference{relScope, becauseGroup}
	}
	if !apart(a, b) {
		return ev.clash(a, b)
	}
	if between(a, b) <= sameNews && (ev.over(a, b) || ev.oneDay(a, b) && !runs(a.lead) && !runs(b.lead)) && !ev.elapsed(a, b) {
		return difference{relConflict, copied(a, b)} // what is over does not change with the next day's paper
	}
	if falls(a, b) {
		return difference{relScope, becauseFalls}
	}
	return difference{relChanged, copied(a, b)}
}

// corrects: the sentence takes another figure back: "18 dogs, not 81".
func corrects(f *finding, other lang.Quantity) bool {
	s := f.sentence()
	for _, m := range s.quants {
		if m.Value == other.Value && m.First > 1 && s.toks[m.First-1].Is("not") {
			return true
		}
	}
	return false
}

// fills: the older figure is exact and the newer one only a limit that it
// keeps: "more than 100" after 115 is no change.
func fills(a, b *group) bool {
	newer, older := a.lead.quant, b.lead.quant
	if a.latest() < b.latest() {
		newer, older = older, newer
	}
	return open(newer) && !open(older) && newer.Value <= older.Value && counts(a.lead, growing) && counts(b.lead, growing)
}

// growing nouns and verbs: their count only goes up.
var growing = stemSet("die dead death fatality kill toll perish casualty lives case infection infect injure injured wounded hurt destroy arrest")

// falls: a count of the dead that only grows is lower in the newer telling.
func falls(a, b *group) bool {
	if !apart(a, b) || !counts(a.lead, deathWords) || !counts(b.lead, deathWords) {
		return false
	}
	newer, older := a.lead.quant, b.lead.quant
	if a.latest() < b.latest() {
		newer, older = older, newer
	}
	return newer.High < 0.9*older.Value
}

// over: what is asked for was fixed once: a sum that was paid, how long a
// thing that is over lasted, how tall it is.
func (ev *evidence) over(a, b *group) bool {
	switch a.lead.quant.Dim {
	case lang.Count:
		return ev.q.verb != nil && (ev.q.past || ev.q.toks[ev.q.verb.pos].Tag == "VBD") && between(a, b) <= sameWeek && ev.done(a.lead) && ev.done(b.lead)
	case lang.Money:
		return ev.q.past && ev.q.verb != nil && !estimated[ev.q.verb.stem]
	case lang.Time:
		return ev.q.past && ev.q.verb != nil && (ev.q.asks("long") || lasting[ev.q.verb.stem]) && a.lead.stage != "planned" && b.lead.stage != "planned"
	case lang.Length:
		return ev.q.asks("tall", "high", "long", "wide", "deep", "height", "length", "width", "depth")
	}
	return false
}

// elapsed: the two durations lie as far apart as the days on which they were
// told: something that goes on is told twice.
func (ev *evidence) elapsed(a, b *group) bool {
	qa, qb := a.lead.quant, b.lead.quant
	if qa.Dim != lang.Time {
		return false
	}
	days := math.Abs(qa.Value*lang.Factor(qa.Unit)-qb.Value*lang.Factor(qb.Unit)) / lang.Factor("day")
	return math.Abs(days-float64(between(a, b))) <= 1.5
}

// sameWeek is how many days apart two articles may be and still count the same.
const sameWeek = 7

// done: the sentence tells it as over, in the simple past, and nothing in it
// says that the count goes on.
func (ev *evidence) done(f *finding) bool {
	if runs(f) {
		return false
	}
	past := false
	for _, t := range f.doc.tags(ev.tag, f.sent) {
		switch {
		case t.Is("has", "have", "so", "now", "already", "since", "risen", "rose", "climbed", "grown", "grew", "revised", "updated", "initially", "preliminary", "yet", "still"):
			return false
		case t.Tag == "VBD":
			past = true
		}
	}
	return past
}

// lasting verbs tell how long something went on that is over.
var lasting = stemSet("last take spend run stay serve wait hold remain sit fly sail drive fight rule reign hide sleep survive live")

// estimated verbs speak of sums that are not final.
var estimated = stemSet("cost spend raise donate lose damage pledge collect cause claim owe gather")

// compareDates: two days for one event. A plan may move; what has happened
// does not.
func (ev *evidence) compareDates(a, b *group) difference {
	planA, planB := a.lead.stage == "planned", b.lead.stage == "planned"
	told := a.lead.stage == "done" && b.lead.stage == "done"
	if apart(a, b) && (!told || between(a, b) > sameNews) {
		return difference{relChanged, ""}
	}
	if planA != planB {
		return difference{relStage, ""}
	}
	if oneMouth(a, b) {
		return difference{relScope, becauseGroup}
	}
	return ev.clash(a, b)
}

// comparePersons: two people in one office, or two who did one deed.
func (ev *evidence) comparePersons(a, b *group) difference {
	if a.lead.gone != b.lead.gone || ev.handover(a, b) {
		return difference{relChanged, becauseTold}
	}
	if a.lead.spoken && b.lead.spoken {
		return ev.clash(a, b) // the same words came out of one mouth
	}
	if apart(a, b) {
		if ev.q.verb != nil && single[ev.q.verb.stem] && ev.q.past && between(a, b) <= sameNews/10 {
			return ev.clash(a, b)
		}
		return difference{relChanged, ""}
	}
	if !ev.q.office && !a.lead.spoken && (ev.q.verb == nil || !single[ev.q.verb.stem]) {
		return difference{} // many may do the same
	}
	if oneMouth(a, b) {
		return difference{relScope, becauseGroup}
	}
	return ev.clash(a, b)
}

// single verbs name a deed that one person or body does.
var single = stemSet("win elect name appoint choose found invent award nominate succeed replace own buy head lead chair write design build score found judge preside")

// compareAssertions: one says yes, the other no.
func (ev *evidence) compareAssertions(a, b *group) difference {
	yes, no := a, b
	if a.lead.polar < 0 {
		yes, no = b, a
	}
	switch {
	case !apart(a, b):
		if yes.planned() {
			return difference{relStage, ""}
		}
		return ev.clash(a, b)
	case yes.planned() || yes.latest() > no.latest() && !ev.oneDay(a, b):
		return difference{relChanged, ""} // not yet, and then it was
	case ev.q.past && yes.latest() < no.latest() && between(a, b) <= sameNews/3 || ev.oneDay(a, b):
		return ev.clash(a, b) // what was done is not undone by a later denial
	}
	return difference{relChanged, ""}
}

// sameNews is how many days apart two articles may be and still tell of one
// event as news.
const sameNews = 60

// clash: the values cannot both be right.
func (ev *evidence) clash(a, b *group) difference {
	if !a.elsewhere([]*group{b}) || !b.elsewhere([]*group{a}) {
		return difference{relConflict, becauseVoices}
	}
	return difference{relConflict, copied(a, b)}
}

// copied: a copy of the one's story tells the other value.
func copied(a, b *group) cause {
	for _, f := range a.all {
		for _, g := range b.all {
			if f.doc != g.doc && f.doc.origin() == g.doc.origin() {
				return becauseCopy
			}
		}
	}
	return ""
}

// oneMouth: the two values stand in the same articles, and nobody is named
// who holds the one against the other: they are about two things.
func oneMouth(a, b *group) bool {
	return (!a.elsewhere([]*group{b}) || !b.elsewhere([]*group{a})) && !twoVoices(a.lead, b.lead)
}

// twoVoices: the findings are told by two different speakers, of one thing.
func twoVoices(a, b *finding) bool {
	va, vb := a.voice.attribution, b.voice.attribution
	return va != "" && vb != "" && lang.Fold(va) != lang.Fold(vb) && (a.unit == b.unit || a.of == "" || b.of == "")
}

// otherVoice: an article that tells the group's value has another one told by
// another: by a second speaker, or about the same figure in a quotation where
// it speaks for itself.
func (g *group) otherVoice(f *finding) bool {
	own := g.in(f.doc)
	if twoVoices(own, f) || own.quoting() != f.quoting() && own.unit == f.unit && close(own.quant, f.quant) {
		return true
	}
	return own.voice.attribution == "" && slices.ContainsFunc(g.all, func(o *finding) bool { return o.doc != f.doc && twoVoices(o, f) })
}

// sideBySide: one article tells both values, in two voices.
func sideBySide(a, b *group) bool {
	fa, fb := inOneArticle(a, b)
	return fa != nil && a.otherVoice(fb)
}

// inOneArticle are the tellings of two values in one article, nil for none.
func inOneArticle(a, b *group) (fa, fb *finding) {
	for _, f := range a.all {
		if g := b.in(f.doc); g != nil {
			return f, g
		}
	}
	return nil, nil
}

// quoting: a speaker says it, in quotation marks.
func (f *finding) quoting() bool { return f.voice.quoted && f.voice.speaker != "" }

// close: two figures of one unit so near to each other that they measure one
// thing.
func close(a, b lang.Quantity) bool {
	return a.Dim == b.Dim && a.Unit == b.Unit && math.Abs(a.Value-b.Value) <= 0.1*math.Max(a.Value, b.Value)
}

// apart: the newest tellings of the two values are of different days.
func apart(a, b *group) bool {
	da, db := a.latest(), b.latest()
	return da != "" && db != "" && da != db
}

// between is how many days lie between the newest tellings of two values.
func between(a, b *group) int {
	ta, errA := time.Parse(time.DateOnly, a.latest())
	tb, errB := time.Parse(time.DateOnly, b.latest())
	if errA != nil || errB != nil {
		return 0
	}
	return int(math.Abs(ta.Sub(tb).Hours())) / 24
}

// oneDay: both values are told of one and the same day.
func (ev *evidence) oneDay(a, b *group) bool {
	for _, x := range a.lead.days() {
		for _, y := range b.lead.days() {
			if x.Equal(y) {
				return true
			}
		}
	}
	return false
}

// days are the calendar days that a finding's sentence names.
func (f *finding) days() []time.Time {
	pub, dated := f.doc.article.PublishedAt()
	var out []time.Time
	for _, d := range f.sentence().dates {
		if t, ok := d.Resolve(pub, dated, f.stage == "planned"); ok {
			out = append(out, t)
		}
	}
	return out
}

// running nouns and verbs: their count goes on after the event.
var running = stemSet("die dead death fatality kill toll perish casualty lives injure injured wound wounded hurt missing hospitalize hospitalise case infection infect evacuate displace homeless damage destroy power outage customer claim complaint vote signature donation raise donate")

// runs: the figure is of the kind that rises or falls from day to day.
func runs(f *finding) bool { return counts(f, running) }

// counts: one of the words stands by the figure.
func counts(f *finding, words map[string]bool) bool {
	s := f.sentence()
	for k := max(0, f.first-6); k < len(s.toks) && k <= f.last+6; k++ {
		if words[s.toks[k].Stem] {
			return true
		}
	}
	return false
}

// handover stems tell that one person takes another's place.
var handovers = stemSet("succeed replace successor predecessor resign retire sack dismiss oust")

// handover: some article tells that one of the two took the other's place.
func (ev *evidence) handover(a, b *group) bool {
	la, lb := lastOf(a.lead.value), lastOf(b.lead.value)
	for _, d := range ev.docs {
		for i := range d.sents {
			s := &d.sents[i]
			if s.hasWord(la) && s.hasWord(lb) && s.handsOver() {
				return true
			}
		}
	}
	return false
}

func (s *sentence) handsOver() bool {
	for k, t := range s.toks {
		if handovers[t.Stem] || t.Is("over") && k > 0 && s.toks[k-1].Is("took", "taken", "take", "takes", "taking") || t.Is("down") && k > 0 && s.toks[k-1].Is("stepped", "stepping", "steps", "step") {
			return true
		}
	}
	return false
}

func (s *sentence) hasWord(lower string) bool {
	return slices.ContainsFunc(s.toks, func(t lang.Token) bool { return t.Lower == lower })
}

func lastOf(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
