package corpus

import (
	"cmp"
	"slices"
)

// Grouper groups copies among the articles added to it. The zero value is
// ready to use; it is not safe for concurrent use.
type Grouper struct {
	articles []*Article
	parent   []int
	holders  map[uint64][]int // fingerprint: articles that have it
	why      [][]Link
}

// Add compares an article with those added before, and keeps it. Its Origin
// and Why are set by Resolve.
func (g *Grouper) Add(a *Article) {
	if g.holders == nil {
		g.holders = make(map[uint64][]int)
	}
	n := len(g.articles)
	g.articles, g.parent, g.why = append(g.articles, a), append(g.parent, n), append(g.why, nil)
	s := storyOf(a)
	prints := winnow(s.runs)
	for _, other := range Candidates(prints, func(hash uint64) []int { return g.holders[hash] }) {
		g.link(n, other, s)
	}
	for _, h := range prints {
		if holders := g.holders[h]; len(holders) <= MaxHolders {
			g.holders[h] = append(holders, n)
		}
	}
}

// link joins article n with another where they are copies.
func (g *Grouper) link(n, other int, s *story) {
	t := storyOf(g.articles[other])
	there, ok := compare(s, t)
	if !ok {
		return
	}
	back, _ := compare(t, s)
	g.why[n], g.why[other] = append(g.why[n], there), append(g.why[other], back)
	g.parent[g.root(n)] = g.root(other)
}

func (g *Grouper) root(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// Resolve sets Origin and Why of every article added.
func (g *Grouper) Resolve() {
	groups := make(map[int][]*Article)
	for i, a := range g.articles {
		a.Why = g.why[i]
		slices.SortFunc(a.Why, func(x, y Link) int { return cmp.Compare(x.Article, y.Article) })
		groups[g.root(i)] = append(groups[g.root(i)], a)
	}
	for _, group := range groups {
		head := Head(group)
		for _, a := range group {
			a.Origin = head
		}
	}
}

// Head is the id that names a group of copies: that of the earliest dated
// article, or of equals the smallest id. The group must not be empty.
func Head(group []*Article) string {
	return slices.MinFunc(group, func(a, b *Article) int {
		ta, datedA := a.PublishedAt()
		tb, datedB := b.PublishedAt()
		switch {
		case datedA && !datedB:
			return -1
		case datedB && !datedA:
			return 1
		}
		return cmp.Or(ta.Compare(tb), cmp.Compare(a.ID, b.ID))
	}).ID
}
