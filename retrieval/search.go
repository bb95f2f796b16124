package retrieval

// Searching: by words, by meaning, or by both.

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// defaultLimit is how many hits a search gives that asks for no number.
const defaultLimit = 50

// Search returns the passages that answer to the query, best first: those that
// have words of it, and with an embedder those that are nearest to it in
// meaning. When the embedder fails or is too slow, words alone are searched,
// which is a warning.
func (l *Library) Search(ctx context.Context, q Query) ([]Hit, error) {
	hits, err := l.search(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err) // without the query, which may be private
	}
	return hits, nil
}

func (l *Library) search(ctx context.Context, q Query) ([]Hit, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	if l.meaning != nil {
		l.meaning.inUse.RLock()
		defer l.meaning.inUse.RUnlock()
	}
	f, err := l.find(ctx, q)
	if err != nil {
		return nil, err
	}
	n, err := l.near(ctx, q)
	if err != nil {
		return nil, err
	}
	switch {
	case n == nil:
		return f.hits(f.best(limit), nil), nil
	case q.By == ByMeaning:
		best, err := n.best(ctx, f, limit)
		return f.hits(best, n), err
	}
	best, err := l.fused(ctx, f, n, limit)
	return f.hits(best, n), err
}

// found is what a search looks at, and what its words score.
type found struct {
	table    *table
	selected *selection
	sums     []float64 // BM25 by document number
	all      float64   // that of a passage with each word of the query once
}

// find scores all passages by the words of the query.
func (l *Library) find(ctx context.Context, q Query) (*found, error) {
	terms := terms(l.index.analyzer, q.Text)
	f := &found{}
	err := l.index.use(func(v *view) (err error) {
		f.table, f.selected = v.table, l.selected.of(q.Filter, l.rows, v.table)
		f.sums, f.all, err = v.words(ctx, terms, l.ranking)
		return err
	})
	return f, err
}

// best are the selected passages that share a word with the query, best first.
func (f *found) best(limit int) []scored {
	best := ranking{table: f.table, limit: limit}
	for number, sum := range f.sums {
		if sum > 0 && f.selected.has(number) {
			best.offer(scored{number, sum})
		}
	}
	return best.sorted()
}

// hits tells all that is known of what was found; n may be nil.
func (f *found) hits(list []scored, n *near) []Hit {
	hits := make([]Hit, len(list))
	for i, s := range list {
		hits[i] = Hit{Passage: f.table.records[s.number], Score: s.score, Words: f.sums[s.number]}
		if n != nil {
			hits[i].Meaning, _ = n.cosine(s.number)
		}
	}
	return hits
}

// near tells how near passages are to a question in meaning.
type near struct {
	question []float32
	table    *table
	kept     *vectors
	fresh    map[TextHash]float64 // of texts that were embedded for this question
	until    time.Time            // how long the embedder is waited for; zero: as long as it takes
}

// near embeds the query; nil when it is searched for by words only.
func (l *Library) near(ctx context.Context, q Query) (*near, error) {
	m := l.meaning
	if m == nil || m.mustStay(q) || q.By == ByWords || strings.TrimSpace(q.Text) == "" {
		return nil, nil
	}
	until := m.until()
	var question []float32
	embed := func() (err error) {
		question, err = m.questionVector(ctx, until, q.Text)
		return err
	}
	if err := m.learn(ctx, embed); err != nil {
		return nil, m.trouble(ctx, err)
	}
	kept, err := m.vectors(ctx)
	if err != nil || kept == nil {
		return nil, err
	}
	if err := embed(); err != nil { // once: it is remembered
		return nil, m.trouble(ctx, err)
	}
	return &near{question: question, table: m.table, kept: kept, until: until}, nil
}

// cosine is that of the question and a passage; false when it has no vector.
func (n *near) cosine(number int) (float64, bool) {
	if v := n.kept.of(number); v != nil {
		return cosine(n.question, v), true
	}
	c, ok := n.fresh[n.table.texts[number]]
	return c, ok
}

// best are the selected passages that are nearest to the question.
func (n *near) best(ctx context.Context, f *found, limit int) ([]scored, error) {
	kept, err := n.kept.nearest(ctx, n.question, f.selected, limit)
	if err != nil || len(n.fresh) == 0 {
		return kept, err
	}
	best := ranking{table: f.table, limit: limit}
	for _, s := range kept {
		best.offer(s)
	}
	for text, c := range n.fresh {
		for _, number := range n.kept.passages[text] {
			if f.selected.has(number) && n.kept.of(number) == nil {
				best.offer(scored{number, c})
			}
		}
	}
	return best.sorted(), nil
}

// maxFresh is how many texts are embedded for a question: what a reporter waits
// for beside a vector that is kept.
const maxFresh = 8

// freshen embeds those of the best by words that have no vector yet. The
// vectors are remembered for a while but not kept: else what a question finds
// would hang on what was asked before. It is false when that failed.
func (l *Library) freshen(ctx context.Context, n *near, words []scored) (bool, error) {
	seen := make(map[TextHash]bool)
	var hashes []TextHash
	var texts []string
	for _, s := range words {
		hash := n.table.texts[s.number]
		if seen[hash] || n.kept.of(s.number) != nil {
			continue
		}
		p := n.table.records[s.number]
		article, err := l.meaningTexts(ctx, p.Article)
		if err != nil {
			return false, err
		}
		if article == nil {
			continue
		}
		seen[hash] = true
		hashes, texts = append(hashes, hash), append(texts, article[s.number])
		if len(texts) == maxFresh {
			break
		}
	}
	list, err := l.meaning.textVectors(ctx, n.until, texts)
	if err != nil {
		return false, l.meaning.trouble(ctx, err)
	}
	n.fresh = make(map[TextHash]float64, len(list))
	for i, v := range list {
		n.fresh[hashes[i]] = cosine(n.question, v)
	}
	return true, nil
}

// meaningTexts are the texts that the vectors of an article's passages are of,
// by document number; nil for an article that is withheld.
func (l *Library) meaningTexts(ctx context.Context, id string) (map[int]string, error) {
	a, err := l.articles.article(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("reading article %q: %w", id, err)
	}
	if l.withhold != nil && l.withhold(&a) {
		return nil, nil
	}
	t, numbers := l.meaning.table, l.meaning.byArticle[id]
	passages := make([]Passage, len(numbers))
	for i, number := range numbers {
		passages[i] = t.records[number]
	}
	out := make(map[int]string, len(numbers))
	err = guard(func() error { // offsets of another text may lie outside of it
		for i, text := range searchable(&a, passages) {
			out[numbers[i]] = meaningText(a.Title, text)
			if HashText(out[numbers[i]]) != t.texts[numbers[i]] {
				return fmt.Errorf("%w: passage %d of article %q is not of its text", errDamaged, i, id)
			}
		}
		return nil
	})
	return out, l.index.tell(err)
}
