package answer

import (
	"cmp"
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// Where answering ends and silence begins. docs/calibration.md has the curve.
const (
	acceptFrom  = 0.70 // a finding below this is no answer
	rivalShare  = 0.82 // another value is shown when it fits at least this share as well as the best
	reasonShare = 0.88 // the same for reasons, which are whole sentences
	exactShare  = 0.72 // the same for one that stands with the question's own verb and noun
)

// group is one value with every finding that tells it.
type group struct {
	lead  *finding // the best telling
	all   []*finding
	score float64
	aside bool // newer than another, and does not take its place
}

// origins counts the independent origins of a group's tellings.
func (g *group) origins() int {
	seen := map[string]bool{}
	for _, f := range g.all {
		seen[f.origin()] = true
	}
	return len(seen)
}

// latest is the newest date among the tellings, "" when none is dated.
func (g *group) latest() string {
	return latestOf(g.all)
}

// day is the calendar day of a finding's article, "" when not known.
func day(f *finding) string { return publishedDay(&f.doc.article) }

// tellings are the findings with whom else they bring in, and each with the
// origin of what it tells.
func (ev *evidence) tellings(found []finding) []finding {
	found = append(found, ev.successors(found)...)
	ev.credited(found)
	return found
}

// groups gathers findings into values, best first. One article tells one
// value once.
func (ev *evidence) groups(found []finding, from float64) []*group {
	order := make([]*finding, 0, len(found))
	for k := range found {
		if found[k].score >= from {
			order = append(order, &found[k])
		}
	}
	slices.SortStableFunc(order, func(a, b *finding) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(ev.rank[a.doc.article.ID], ev.rank[b.doc.article.ID]), cmp.Compare(a.sent, b.sent), cmp.Compare(a.first, b.first))
	})
	var out []*group
	for _, f := range order {
		g := ev.groupOf(out, f)
		if g == nil {
			out = append(out, &group{lead: f, all: []*finding{f}, score: f.score})
			continue
		}
		if !g.has(f.doc) {
			g.all = append(g.all, f)
		} else {
			g.fuller(f)
		}
	}
	for _, g := range out {
		g.leadDone()
		g.leadExact()
		g.leadReal()
		g.score += 0.02 * float64(min(g.origins(), 4)-1)
	}
	slices.SortStableFunc(out, func(a, b *group) int { return cmp.Compare(b.score, a.score) })
	return out
}

// leadDone lets what is told as done speak before what is only planned.
func (g *group) leadDone() {
	if g.lead.kind != askYesNo || g.lead.stage != "planned" {
		return
	}
	slices.SortStableFunc(g.all, func(a, b *finding) int {
		pa, pb := a.stage == "planned", b.stage == "planned"
		switch {
		case pa == pb:
			return 0
		case pb:
			return -1
		}
		return 1
	})
	g.lead = g.all[0]
}

// leadReal lets a telling of what happened speak before any of what was
// planned, and of who holds an office before any of who left it.
func (g *group) leadReal() {
	if g.lead.kind == askPerson && g.lead.stage == "planned" { // who left an office did come to hold it
		for _, f := range g.all {
			if f.gone {
				g.lead = f
			}
		}
	}
	if !g.lead.behind() {
		return
	}
	for _, f := range g.all {
		if !f.behind() {
			g.lead, g.score = f, f.score
			return
		}
	}
}

// leadExact lets the telling speak that gives the whole date.
func (g *group) leadExact() {
	if g.lead.kind != askDate {
		return
	}
	for _, f := range g.all {
		if dateDetail(f.date) > dateDetail(g.lead.date) && f.score >= g.score*rivalShare {
			g.lead = f
		}
	}
	slices.SortStableFunc(g.all, func(a, b *finding) int { return cmp.Compare(dateDetail(b.date), dateDetail(a.date)) })
}

func (g *group) has(d *document) bool { return g.in(d) != nil }

func (ev *evidence) groupOf(groups []*group, f *finding) *group {
	for _, g := range groups {
		if sameValue(g.lead, f) {
			return g
		}
	}
	return nil
}

// sameValue: two findings tell one value.
func sameValue(a, b *finding) bool {
	if a.unknown != b.unknown || a.kind != b.kind {
		return false
	}
	if a.unknown {
		return true
	}
	switch a.kind {
	case askQuantity, askDuration:
		return sameFigure(a.quant, b.quant)
	case askDate:
		return sameDay(a, b)
	case askPerson:
		return samePerson(a, b) || a.spoken && b.spoken && sameTeller(a, b)
	case askPlace:
		return a.value == b.value || strings.Contains(" "+a.value+" ", " "+b.value+" ") || strings.Contains(" "+b.value+" ", " "+a.value+" ")
	case askYesNo:
		return a.polar == b.polar
	default:
		if a.phrasal || b.phrasal {
			return a.phrasal && b.phrasal && sameSort(a, b)
		}
		return alike(a.value, b.value)
	}
}

// sameFigure: the same number, or one that another rounds.
func sameFigure(a, b lang.Quantity) bool { return stand(a, b) == same }

// samePerson: one name in full or in part, or spelled a little differently.
func samePerson(a, b *finding) bool {
	wa, wb := strings.Fields(a.value), strings.Fields(b.value)
	if len(wa) == 0 || len(wb) == 0 {
		return false
	}
	la, lb := wa[len(wa)-1], wb[len(wb)-1]
	if la == lb {
		return len(wa) == 1 || len(wb) == 1 || kinName(wa[0], wb[0])
	}
	// Another spelling needs the same first name, or none.
	return kinName(la, lb) && len(wa) > 1 && len(wb) > 1 && kinName(wa[0], wb[0]) || !kinName(la, lb) && strings.Contains(" "+a.value+" ", " "+b.value+" ")
}

// alike: two sentences say nearly the same in the same words.
func alike(a, b string) bool {
	wa, wb := strings.Fields(a), strings.Fields(b)
	in := map[string]bool{}
	for _, w := range wa {
		in[w] = true
	}
	both := 0
	for _, w := range wb {
		if in[w] {
			both++
			delete(in, w)
		}
	}
	return float64(both) >= 0.6*float64(min(len(wa), len(wb)))
}

// choose decides what is shown: the groups that answer, the best first, and
// how they stand to one another.
func (ev *evidence) choose(found []finding) (shown []*group, unknown *group) {
	var values, silent []finding
	for _, f := range found {
		if f.unknown {
			silent = append(silent, f)
		} else {
			values = append(values, f)
		}
	}
	if gs := ev.groups(silent, unknownFrom); len(gs) > 0 {
		unknown = gs[0]
	}
	if ev.q.office {
		inOffice(values)
	}
	accept := ev.accept - ev.q.leniency()
	gs := ev.groups(values, accept*exactShare)
	gs = happened(gs)
	if len(gs) == 0 || gs[0].score < accept || gs[0].lead.behind() {
		return nil, unknown
	}
	if ev.q.kind == askDate && gs[0].score < ev.accept && !gs[0].lead.exact {
		return nil, unknown // less is enough only beside the question's own verb
	}
	top := gs[0]
	share := rivalShare
	if top.lead.kind == askReason || top.lead.kind == askManner {
		share = reasonShare
	}
	if ev.q.speaker {
		share = otherWords
		gs = spread(gs)
	}
	for _, g := range gs {
		if len(shown) == maxClaims {
			break
		}
		enough := g.lead.kind == askDate && g.score >= ev.accept // a date that answers is shown, however much better another fits
		if g.score < top.score*g.least(share) && !enough {
			continue
		}
		if ev.belongs(shown, g) {
			shown = append(shown, g)
		}
	}
	return ev.firmest(shown), unknown
}

// behind: a telling that is shown only beside another: a plan beside the deed,
// who has left an office beside who holds it.
func (f *finding) behind() bool { return f.ahead || f.gone }

// happened puts what happened before what was only planned, and who holds an
// office before who has left it, and leaves out plans that are newer than the
// deed: they are for another one.
func happened(gs []*group) []*group {
	slices.SortStableFunc(gs, func(a, b *group) int {
		switch {
		case a.lead.behind() == b.lead.behind():
			return 0
		case a.lead.behind():
			return 1
		}
		return -1
	})
	if len(gs) == 0 || gs[0].lead.behind() {
		return gs
	}
	return slices.DeleteFunc(gs, func(g *group) bool {
		return g.lead.ahead && (!g.lead.exact || g.latest() > gs[0].latest())
	})
}

// least is the share of the best fit from which the value is shown beside it.
func (g *group) least(share float64) float64 {
	if g.lead.exact && share == rivalShare {
		return exactShare
	}
	return share
}

// leniency: for some kinds a passage that fits a little less is still safe,
// because the answer must itself be of the kind asked for.
func (q *query) leniency() float64 {
	switch {
	case q.which:
		return 0.1
	case q.kind == askReason || q.kind == askManner:
		return 0.05 // the whole sentence is shown
	case q.kind == askDate:
		return 0.03 // a year or a month alone fits less and is no less safe
	}
	return 0
}

// inOffice marks who has left the office: told so, by that article and every
// older or undated one.
func inOffice(found []finding) {
	left := map[string]string{}
	for k := range found {
		if f := &found[k]; f.stage == "left" {
			surname := lastOf(f.value)
			left[surname] = max(left[surname], day(f), "0")
		}
	}
	for k := range found {
		gone := left[lastOf(found[k].value)]
		found[k].gone = gone != "" && day(&found[k]) <= gone
	}
}

// silences: "not known" is the answer where no value is shown, or only a vague
// or worse fitting one, unless a later article has the value.
func (g *group) silences(shown []*group) bool {
	if len(shown) == 0 {
		return true
	}
	if shown[0].lead.soft() || shown[0].lead.voice.estimates() {
		return true
	}
	for _, s := range shown {
		weak := s.lead.kind == askReason && s.score < reasonShare*g.score
		if said := g.latest(); said != "" && s.latest() > said && !weak {
			return false
		}
	}
	return shown[0].score < g.score*0.98
}

// otherWords: of one speaker's words, those on the question's topic are shown
// from this share of the best on.
const otherWords = 0.62

// spread puts the best statement of each origin before any second one.
func spread(gs []*group) []*group {
	var first, again []*group
	seen := map[string]bool{}
	for _, g := range gs {
		if seen[g.lead.origin()] {
			again = append(again, g)
			continue
		}
		seen[g.lead.origin()] = true
		first = append(first, g)
	}
	return append(first, again...)
}

const maxClaims = 5

// belongs: another value is worth showing beside those before it.
func (ev *evidence) belongs(shown []*group, g *group) bool {
	if len(shown) == 0 {
		return true
	}
	top := shown[0]
	switch top.lead.kind {
	case askQuantity, askDuration:
		return g.lead.quant.Dim == top.lead.quant.Dim && g.elsewhere(shown)
	case askDate:
		return g.elsewhere(shown) && (g.lead.exact || g.lead.named) && (g.lead.named || !top.lead.named)
	case askPerson:
		return g.elsewhere(shown) || g.lead.gone && g.lead.exact
	case askReason, askManner:
		return len(shown) < 2
	case askStatement:
		if top.lead.phrasal {
			return g.lead.phrasal && g.elsewhere(shown)
		}
		return ev.q.speaker || len(shown) < 2
	}
	return true
}

// elsewhere: the value is told by an article that tells none of the values
// already shown, or by another voice in it; otherwise one article's several
// figures are about several things.
func (g *group) elsewhere(shown []*group) bool {
	for _, f := range g.all {
		told := false
		for _, s := range shown {
			told = told || s.has(f.doc) && !s.otherVoice(f)
		}
		if !told {
			return true
		}
	}
	return false
}

// in is the group's telling in an article, nil when it has none there.
func (g *group) in(d *document) *finding {
	for _, f := range g.all {
		if f.doc == d {
			return f
		}
	}
	return nil
}

// firmest drops what is only planned, or a word of magnitude that a figure
// fills in, when something firm is there.
func (ev *evidence) firmest(shown []*group) []*group {
	firm := slices.ContainsFunc(shown, func(g *group) bool { return !g.lead.soft() })
	if !firm || len(shown) < 2 || ev.q.kind == askYesNo {
		return shown
	}
	return slices.DeleteFunc(shown, func(g *group) bool {
		if g.lead.quant.Vague {
			return slices.ContainsFunc(shown, func(o *group) bool {
				return !o.lead.soft() && stand(o.lead.quant, g.lead.quant) != contrary && !wide(o.lead.quant, g.lead.quant)
			})
		}
		return g.lead.soft()
	})
}

func (f *finding) soft() bool {
	return f.quant.Vague || f.kind == askPerson && f.stage == "planned"
}
