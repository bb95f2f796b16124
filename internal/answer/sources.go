package answer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"secondsource/corpus"
	"secondsource/retrieval"
)

// Article is one article whole, as `show` prints it.
type Article = corpus.Article

// SourceRow is one article of a source list: who wrote about it, when, and
// from which origin. It has everything of the article but its text.
type SourceRow struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Byline    string `json:"byline"`
	Publisher string `json:"publisher"`
	Agency    string `json:"agency"`
	Dateline  string `json:"dateline"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Language  string `json:"language"`
	Status    string `json:"status"`
	Origin    string `json:"origin"` // rows of one origin are one source, however many outlets carry it
}

// Lister is what a Library has besides, so that the corpus can be listed.
type Lister interface {
	// List returns the articles that pass the filter, in any order.
	List(ctx context.Context, f retrieval.Filter) ([]corpus.Article, error)
}

// Of what a search finds, an article belongs on the list when a passage of it
// has at least the share aboutIt of what the best passage has by its words, below
// which articles merely use one of them, and does not stray from what is meant;
// or when it is nearly as near in meaning as the nearest one, and near at all.
const (
	aboutIt    = 0.3
	strayBelow = 0.3 // cosines
	aboutMeant = 0.75
	leastMeant = 0.4
)

// searchDepth is how many passages are read to find a list of articles.
const searchDepth = 400

// Sources lists the articles on what query asks for, best first, or with an
// empty query all that pass the filter, newest first and the undated last.
// At most limit rows; 0 means all of them.
func (e *Engine) Sources(ctx context.Context, query string, f retrieval.Filter, limit int) ([]SourceRow, error) {
	return e.sources(ctx, retrieval.Query{Text: query, Filter: f}, limit)
}

// SourcesHere is Sources for a query that must not leave this machine.
func (e *Engine) SourcesHere(ctx context.Context, query string, f retrieval.Filter, limit int) ([]SourceRow, error) {
	return e.sources(ctx, retrieval.Query{Text: query, Filter: f, Here: true}, limit)
}

func (e *Engine) sources(ctx context.Context, q retrieval.Query, limit int) ([]SourceRow, error) {
	var rows []SourceRow
	var err error
	if strings.TrimSpace(q.Text) == "" {
		rows, err = e.everySource(ctx, q.Filter)
	} else {
		rows, err = e.sourcesOn(ctx, q)
	}
	if err != nil {
		return nil, fmt.Errorf("listing sources: %w", err)
	}
	if limit > 0 && len(rows) > limit {
		rows = rows[:limit]
	}
	return rows, nil
}

func (e *Engine) everySource(ctx context.Context, f retrieval.Filter) ([]SourceRow, error) {
	articles, err := e.list(ctx, f)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(articles, newestFirst)
	rows := make([]SourceRow, len(articles))
	for i := range articles {
		rows[i] = rowOf(&articles[i])
	}
	return rows, nil
}

func (e *Engine) list(ctx context.Context, f retrieval.Filter) ([]corpus.Article, error) {
	lister, ok := e.lib.(Lister)
	if !ok {
		return nil, errors.New("this library cannot list its articles")
	}
	return lister.List(ctx, f)
}

func (e *Engine) sourcesOn(ctx context.Context, q retrieval.Query) ([]SourceRow, error) {
	q.Limit = searchDepth
	hits, err := e.lib.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	words, meaning := 0.0, 0.0
	for _, hit := range hits {
		words, meaning = max(words, hit.Words), max(meaning, hit.Meaning)
	}
	rows, seen := []SourceRow{}, map[string]bool{}
	for _, hit := range hits {
		said := hit.Words > 0 && hit.Words >= aboutIt*words && (hit.Meaning == 0 || hit.Meaning >= strayBelow)
		meant := hit.Meaning >= max(leastMeant, aboutMeant*meaning)
		if seen[hit.Article] || !said && !meant {
			continue
		}
		seen[hit.Article] = true
		article, err := e.lib.Article(ctx, hit.Article)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", hit.Article, err)
		}
		rows = append(rows, rowOf(&article))
	}
	return rows, nil
}

func rowOf(a *corpus.Article) SourceRow {
	return SourceRow{
		ID: a.ID, Title: a.Title, Byline: a.Byline, Publisher: a.Publisher, Agency: a.Agency, Dateline: a.Dateline,
		Published: a.Published, URL: a.URL, Language: a.Language, Status: a.Status, Origin: a.Origin,
	}
}

// newestFirst orders articles by date, the undated last, ties by id.
func newestFirst(a, b corpus.Article) int {
	dateA, okA := a.PublishedAt()
	dateB, okB := b.PublishedAt()
	switch {
	case okA != okB && okA:
		return -1
	case okA != okB:
		return 1
	}
	return cmp.Or(dateB.Compare(dateA), strings.Compare(a.ID, b.ID))
}

// UnknownArticle is the error of Show for an id that no article has. It is
// corpus.ErrNotFound to errors.Is.
type UnknownArticle struct {
	ID      string
	Closest []string // ids that look like it, at most three, the closest first
}

func (e *UnknownArticle) Error() string { return fmt.Sprintf("no article has the id %q", e.ID) }

// Unwrap lets errors.Is find corpus.ErrNotFound.
func (e *UnknownArticle) Unwrap() error { return corpus.ErrNotFound }

// Show returns one article whole; *UnknownArticle for an unknown id.
func (e *Engine) Show(ctx context.Context, id string) (Article, error) {
	article, err := e.lib.Article(ctx, id)
	if !errors.Is(err, corpus.ErrNotFound) {
		return article, err
	}
	unknown := &UnknownArticle{ID: id}
	if articles, err := e.list(ctx, retrieval.Filter{}); err == nil {
		unknown.Closest = closest(id, articles)
	}
	return Article{}, unknown
}

// closest finds the ids that begin with id, or else differ from it by a few
// letters: what was meant, when it was cut short or mistyped.
func closest(id string, articles []corpus.Article) []string {
	type candidate struct {
		id   string
		away int
	}
	var near []candidate
	for _, a := range articles {
		away := editDistance(strings.ToLower(id), strings.ToLower(a.ID))
		if id != "" && strings.HasPrefix(a.ID, id) {
			away = 0
		}
		if away <= max(2, len(id)/3) {
			near = append(near, candidate{a.ID, away})
		}
	}
	slices.SortFunc(near, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.away, b.away), strings.Compare(a.id, b.id))
	})
	var ids []string
	for _, c := range near[:min(3, len(near))] {
		if c.away <= near[0].away+2 {
			ids = append(ids, c.id)
		}
	}
	return ids
}

// editDistance is Levenshtein's: how many bytes to insert, delete or replace.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
