package answer

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

var caveatOrder = []CaveatKind{Conflict, Scope, Changed, Stage, Spelling, SingleSource, SameOrigin, Unattributed, Anonymous, Hedged, Undated, Stale, Corrected, Withdrawn, ExtractiveFallback}

// caveats adds what an honest desk would: ordered by the harm of missing it.
func (c *composer) caveats(shown []*group, d difference, now time.Time, staleAfter time.Duration) {
	c.differences(shown, d)
	c.support(shown)
	c.sourcing(shown)
	c.dating(now, staleAfter)
	orderCaveats(c.answer.Caveats)
}

// orderCaveats puts what would do the most harm if missed first.
func orderCaveats(caveats []Caveat) {
	slices.SortStableFunc(caveats, func(a, b Caveat) int {
		return cmp.Compare(slices.Index(caveatOrder, a.Kind), slices.Index(caveatOrder, b.Kind))
	})
}

func (c *composer) add(kind CaveatKind, text string, ns []int) {
	c.answer.Caveats = append(c.answer.Caveats, Caveat{Kind: kind, Text: text, Citations: ns})
}

// all are the numbers of every citation.
func (c *composer) all() []int {
	var ns []int
	for _, x := range c.answer.Citations {
		ns = append(ns, x.N)
	}
	return ns
}

func (c *composer) differences(shown []*group, d difference) {
	if text := d.told(c.say); text != "" {
		c.add(d.kind(), text, c.all())
	}
	for _, g := range shown {
		if g.aside && d.rel != relScope {
			c.add(Scope, c.say.aside, c.numbers(g))
			break
		}
	}
	for _, g := range shown {
		if g.lead.ahead && d.rel != relStage {
			c.add(Stage, c.say.ahead, c.numbers(g))
		}
		c.stages(g)
		if g.lead.kind == askPerson && len(g.spellings()) > 0 {
			c.add(Spelling, fill(c.say.spellings, strings.Join(append([]string{tidy(g.lead.written)}, g.spellings()...), ", ")), c.numbers(g))
		}
	}
}

// kind is the caveat that tells of the difference.
func (d difference) kind() CaveatKind {
	return map[relation]CaveatKind{relConflict: Conflict, relChanged: Changed, relStage: Stage, relScope: Scope}[d.rel]
}

// told says what the difference is, for a reader who must decide what to print.
func (d difference) told(say *wording) string {
	texts := map[relation]map[cause]string{relConflict: say.conflict, relChanged: say.changed, relScope: say.scope, relStage: {"": say.stage}}[d.rel]
	if text := texts[d.why]; text != "" {
		return text
	}
	return texts[""]
}

// numbers are the citations of one group.
func (c *composer) numbers(g *group) []int {
	var ns []int
	for _, f := range g.tellers() {
		if n := c.cite(f); !slices.Contains(ns, n) {
			ns = append(ns, n)
		}
	}
	slices.Sort(ns)
	return ns
}

// stages: one article tells it as done, another as planned.
func (c *composer) stages(g *group) {
	k := g.lead.kind
	if k != askYesNo && k != askDate && k != askQuantity {
		return
	}
	planned, done := []int{}, []int{}
	for _, f := range g.tellers() {
		if f.ahead || f.stage == "planned" && k != askQuantity {
			planned = append(planned, c.cite(f))
		} else {
			done = append(done, c.cite(f))
		}
	}
	switch {
	case len(planned) > 0 && len(done) > 0:
		c.add(Stage, fill(c.say.doneAndPlanned, marks(done), marks(planned)), append(done, planned...))
	case len(planned) > 0 && k == askYesNo:
		c.add(Stage, c.say.onlyPlanned, planned)
	}
}

// support: how many independent origins stand behind the answer.
func (c *composer) support(shown []*group) {
	articles, origins := map[string]bool{}, map[string]bool{}
	for _, x := range c.answer.Citations {
		articles[x.Article] = true
		origins[x.Origin] = true
	}
	switch {
	case len(articles) == 1:
		c.add(SingleSource, c.say.singleSource, c.all())
	case len(origins) == 1:
		c.add(SameOrigin, c.say.sameOrigin, c.all())
	}
}

// sourcing: who stands behind figures and claims.
func (c *composer) sourcing(shown []*group) {
	if k := shown[0].lead.kind; k == askPerson || k == askPlace || k == askDate {
		return // offices, places and days are no claims that want a source
	}
	var silent, anonymous, hedged []int
	attributed := false
	for _, g := range shown {
		for _, f := range g.tellers() {
			n := c.cite(f)
			figure := f.kind == askQuantity || f.kind == askDuration && false
			switch {
			case f.voice.anonymous:
				anonymous = append(anonymous, n)
				attributed = true
			case f.voice.attribution != "" || f.voice.speaker != "":
				attributed = true
			case figure:
				silent = append(silent, n)
			}
			if f.quant.Hedge.Text != "" && (figure || f.kind == askDuration) {
				hedged = append(hedged, n)
			}
		}
	}
	if len(silent) > 0 && !attributed {
		c.add(Unattributed, c.say.unsourced[min(len(silent), len(c.say.unsourced))-1], silent)
	} else if len(silent) > 0 {
		c.add(Unattributed, fill(one(silent, c.say.silentOne, c.say.silentMore), marks(silent)), silent)
	}
	if len(anonymous) > 0 {
		c.add(Anonymous, c.say.anonymous, anonymous)
	}
	if len(hedged) > 0 {
		c.add(Hedged, c.say.hedged, hedged)
	}
}

// one is the wording for one article, or that for several.
func one(ns []int, single, several string) string {
	if len(ns) == 1 {
		return single
	}
	return several
}

// dating: articles without a date, too old, corrected.
func (c *composer) dating(now time.Time, staleAfter time.Duration) {
	var undated, stale, corrected []int
	for _, x := range c.answer.Citations {
		d := c.ev.byID(x.Article)
		if d == nil {
			continue
		}
		t, ok := d.article.PublishedAt()
		switch {
		case !ok:
			undated = append(undated, x.N)
		case staleAfter > 0 && now.Sub(t) > staleAfter:
			stale = append(stale, x.N)
		}
		if d.article.Status == "corrected" {
			corrected = append(corrected, x.N)
		}
	}
	if len(undated) > 0 {
		c.add(Undated, fill(one(undated, c.say.undatedOne, c.say.undatedMore), marks(undated)), undated)
	}
	if len(stale) > 0 && len(stale)+len(undated) == len(c.answer.Citations) {
		c.add(Stale, c.say.stale, stale)
	}
	if len(corrected) > 0 {
		c.add(Corrected, fill(one(corrected, c.say.correctedOne, c.say.correctedMore), marks(corrected)), corrected)
	}
}

func (ev *evidence) byID(id string) *document {
	for _, d := range ev.docs {
		if d.article.ID == id {
			return d
		}
	}
	return nil
}
