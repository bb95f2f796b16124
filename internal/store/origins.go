package store

// Origins: which articles are copies of one story, kept up as articles come
// in. Fingerprints propose, corpus.Compare decides, links remember why, and a
// group is what links hold together.

import (
	"context"
	"database/sql"
	"slices"

	"secondsource/corpus"
)

// groupOrigins brings links and origins up to date after articles were
// written in tx.
func (s *Store) groupOrigins(ctx context.Context, tx *transaction, written []touched, rev revision) error {
	if err := s.readPrints(ctx, tx); err != nil {
		return err
	}
	g := grouping{tx: tx, prints: &s.prints, moved: make(map[int64]bool)}
	for _, t := range written {
		if err := g.unlink(ctx, t); err != nil {
			return err
		}
	}
	for _, t := range written {
		if err := g.link(ctx, t); err != nil {
			return err
		}
		s.prints.add(map[int64][]uint64{t.number: t.article.prints})
		err := tx.exec(ctx, "INSERT OR REPLACE INTO fingerprints (article, revision, hashes) VALUES (?, ?, ?)",
			t.number, rev.number, encodeHashes(t.article.prints))
		if err != nil {
			return err
		}
	}
	s.prints.seen = rev.number
	return g.regroup(ctx)
}

// readPrints reads the fingerprints that are not yet in memory: all of them at
// first, later those that another process has written.
func (s *Store) readPrints(ctx context.Context, tx *transaction) error {
	rows, err := tx.QueryContext(ctx, "SELECT article, hashes, revision FROM fingerprints WHERE revision > ?", s.prints.seen)
	if err != nil {
		return err
	}
	defer rows.Close()
	found := make(map[int64][]uint64)
	seen := s.prints.seen
	for rows.Next() {
		var number, rev int64
		var hashes sql.RawBytes
		if err := rows.Scan(&number, &hashes, &rev); err != nil {
			return err
		}
		found[number] = decodeHashes(hashes)
		seen = max(seen, rev)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	s.prints.add(found)
	s.prints.seen = seen
	return nil
}

// grouping is the work on origins of one transaction.
type grouping struct {
	tx     *transaction
	prints *printIndex
	moved  map[int64]bool // articles whose group may have changed
}

// unlink takes away what linked an earlier version of the article; those that
// it was grouped with may part.
func (g *grouping) unlink(ctx context.Context, t touched) error {
	if !t.known {
		return nil
	}
	others, err := g.tx.numbers(ctx, "SELECT number FROM articles WHERE origin = (SELECT origin FROM articles WHERE number = ?)", t.number)
	if err != nil {
		return err
	}
	for _, n := range others {
		g.moved[n] = true
	}
	back := "DELETE FROM links WHERE other = ?1 AND article IN (SELECT other FROM links WHERE article = ?1)"
	if err := g.tx.exec(ctx, back, t.number); err != nil {
		return err
	}
	return g.tx.exec(ctx, "DELETE FROM links WHERE article = ?", t.number)
}

// link compares an article with those that share fingerprints with it.
func (g *grouping) link(ctx context.Context, t touched) error {
	candidates := corpus.Candidates(t.article.prints, func(hash uint64) []int64 {
		return g.prints.holders(hash, corpus.MaxHolders+1, t.number)
	})
	for _, other := range candidates {
		b, err := g.current(ctx, other)
		if err != nil {
			return err
		}
		there, ok := corpus.Compare(t.article.Article, &b)
		if !ok {
			continue
		}
		back, _ := corpus.Compare(&b, t.article.Article)
		if err := g.save(ctx, t.number, other, there); err != nil {
			return err
		}
		if err := g.save(ctx, other, t.number, back); err != nil {
			return err
		}
		g.moved[t.number], g.moved[other] = true, true
	}
	return nil
}

// current is the current version of an article, as far as Compare reads it.
func (g *grouping) current(ctx context.Context, number int64) (corpus.Article, error) {
	row := g.tx.row(ctx, `SELECT `+whole+` WHERE v.version = a.version AND a.number = ?`, number)
	return scanWhole(row)
}

func (g *grouping) save(ctx context.Context, article, other int64, l corpus.Link) error {
	return g.tx.exec(ctx, "INSERT OR REPLACE INTO links (article, other, kind, shared, example) VALUES (?, ?, ?, ?, ?)",
		article, other, l.Kind, l.Shared, l.Example)
}

// regroup finds the groups of the articles that moved, and names each after
// its head.
func (g *grouping) regroup(ctx context.Context) error {
	done := make(map[int64]bool)
	for _, n := range sorted(g.moved) {
		if done[n] {
			continue
		}
		group, err := g.group(ctx, n)
		if err != nil {
			return err
		}
		if err := g.name(ctx, group); err != nil {
			return err
		}
		for _, member := range group {
			done[member] = true
		}
	}
	return nil
}

// group is what links hold together with an article, itself included.
func (g *grouping) group(ctx context.Context, number int64) ([]int64, error) {
	group := []int64{number}
	in := map[int64]bool{number: true}
	for i := 0; i < len(group); i++ {
		others, err := g.tx.numbers(ctx, "SELECT other FROM links WHERE article = ?", group[i])
		if err != nil {
			return nil, err
		}
		for _, n := range others {
			if !in[n] {
				in[n] = true
				group = append(group, n)
			}
		}
	}
	return group, nil
}

// name sets the origin of a group to its head's id.
func (g *grouping) name(ctx context.Context, group []int64) error {
	members := make([]*corpus.Article, len(group))
	for i, n := range group {
		members[i] = &corpus.Article{}
		err := g.tx.row(ctx, `SELECT a.id, v.published
			FROM articles a JOIN versions v ON v.article = a.number AND v.version = a.version
			WHERE a.number = ?`, n).Scan(&members[i].ID, &members[i].Published)
		if err != nil {
			return err
		}
	}
	head := corpus.Head(members)
	for _, n := range group {
		if err := g.tx.exec(ctx, "UPDATE articles SET origin = ?1 WHERE number = ?2 AND origin <> ?1", head, n); err != nil {
			return err
		}
	}
	return nil
}

func sorted(set map[int64]bool) []int64 {
	out := make([]int64, 0, len(set))
	for n := range set {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
