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
	if text := d.told(); text != "" {
		c.add(d.kind(), text, c.all())
	}
	for _, g := range shown {
		if g.aside && d.rel != relScope {
			c.add(Scope, "The newer figure that is also told does not take the place of the others: it is a limit that they keep, or counts a part.", c.numbers(g))
			break
		}
	}
	for _, g := range shown {
		if g.lead.ahead && d.rel != relStage {
			c.add(Stage, "A value is told as planned or announced, another as done.", c.numbers(g))
		}
		c.stages(g)
		if g.lead.kind == askPerson && len(g.spellings()) > 0 {
			c.add(Spelling, "The articles write the name in different ways: "+strings.Join(append([]string{tidy(g.lead.written)}, g.spellings()...), ", ")+".", c.numbers(g))
		}
	}
}

// kind is the caveat that tells of the difference.
func (d difference) kind() CaveatKind {
	return map[relation]CaveatKind{relConflict: Conflict, relChanged: Changed, relStage: Stage, relScope: Scope}[d.rel]
}

// told says what the difference is, for a reader who must decide what to print.
func (d difference) told() string {
	switch d.rel {
	case relConflict:
		switch d.why {
		case becauseCopy:
			return "These are copies of one story that do not agree: in one of them the value was changed."
		case becauseVoices:
			return "An article gives both, in different mouths, and does not say which is right."
		}
		return "The articles do not agree, and nothing in them says which is right."
	case relChanged:
		switch d.why {
		case becauseCopy:
			return "A later copy of one story has another value: the latest stands first, the older one is dated."
		case becauseTold:
			return "The articles tell of the change: the latest stands first, the older one is dated."
		}
		return "The value differs from one day to the next: the latest stands first, the older ones are dated."
	case relStage:
		return "A value is told as planned or announced, another as done."
	case relScope:
		return scopeTexts[d.why]
	}
	return ""
}

var scopeTexts = map[cause]string{
	becausePeriod:  "The values are given for different times, as the articles say: compare those before using one alone.",
	becausePlace:   "The values are given for different places, as the articles say: compare those before using one alone.",
	becauseGroup:   "The values count different groups or things, as the articles say: compare those before using one alone.",
	becauseCounted: "The values are counted up to, or down from, different days: each holds for the day on which it was said.",
	becauseBounds:  "The values can both be right as they are written, and they paint different pictures: a limit, a range or a rough word is no count.",
	becauseFalls:   "The newer figure is the lower one, and such a count only grows: they count different things, or one was corrected.",
	becauseWords:   "The articles quote different words; read them side by side before using one alone.",
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
		c.add(Stage, "Told as done by "+marks(done)+", as planned or announced by "+marks(planned)+".", append(done, planned...))
	case len(planned) > 0 && k == askYesNo:
		c.add(Stage, "Told only as planned or announced, not as done.", planned)
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
		c.add(SingleSource, "Only one article in the archive says this.", c.all())
	case len(origins) == 1:
		c.add(SameOrigin, "These articles are one story in several copies: they count as one source.", c.all())
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
		c.add(Unattributed, unsourced(len(silent)), silent)
	} else if len(silent) > 0 {
		c.add(Unattributed, marks(silent)+doNotSay(len(silent))+" where the figure comes from.", silent)
	}
	if len(anonymous) > 0 {
		c.add(Anonymous, "Whoever is quoted is not named.", anonymous)
	}
	if len(hedged) > 0 {
		c.add(Hedged, "The figure is given as an approximation or a limit, not as a count.", hedged)
	}
}

func doNotSay(n int) string {
	if n == 1 {
		return " does not say"
	}
	return " do not say"
}

func unsourced(n int) string {
	switch n {
	case 1:
		return "The article does not say where the figure comes from."
	case 2:
		return "Neither article says where the figure comes from."
	}
	return "None of the articles says where the figure comes from."
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
		c.add(Undated, "It is not known when "+marks(undated)+" was published.", undated)
	}
	if len(stale) > 0 && len(stale)+len(undated) == len(c.answer.Citations) {
		c.add(Stale, "The newest support is older than the limit that was set.", stale)
	}
	if len(corrected) > 0 {
		c.add(Corrected, "The article was corrected since: "+marks(corrected)+".", corrected)
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
