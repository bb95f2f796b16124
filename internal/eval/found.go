package eval

// Search on gold questions: whether an article that answers stands among the
// first that are found.

import (
	"context"
	"slices"

	"secondsource/retrieval"
)

// FoundScore is how often one way of searching has an article that the gold
// cites among the first one, three and ten articles that it finds.
type FoundScore struct {
	By        string   `json:"by"` // "words", "meaning" or "both"
	Questions int      `json:"questions"`
	First     int      `json:"first"`
	Three     int      `json:"three"`
	Ten       int      `json:"ten"`
	Missed    []string `json:"missed"` // ids of the questions that have none among the first three
}

// Searcher finds passages; *retrieval.Library is one.
type Searcher interface {
	Search(ctx context.Context, q retrieval.Query) ([]retrieval.Hit, error)
}

// Found searches with every gold question that cites an article, in each of
// the ways that there are with or without an embedder.
func Found(ctx context.Context, golds []Gold, lib Searcher, embedder bool) ([]FoundScore, error) {
	var scores []FoundScore
	for _, w := range waysOf(embedder) {
		score := FoundScore{By: w.name, Missed: []string{}}
		for _, g := range golds {
			if len(g.Cite) == 0 {
				continue
			}
			rank, err := firstCited(ctx, g, lib, w.by)
			if err != nil {
				return nil, err
			}
			score.Questions++
			score.First += among(rank, 1)
			score.Three += among(rank, 3)
			score.Ten += among(rank, 10)
			if among(rank, 3) == 0 {
				score.Missed = append(score.Missed, g.ID)
			}
		}
		scores = append(scores, score)
	}
	return scores, nil
}

// among is 1 for a rank, counted from 0, that is one of the first n.
func among(rank, n int) int {
	if rank >= 0 && rank < n {
		return 1
	}
	return 0
}

// firstCited is the rank of the first article that the gold cites, -1 for none.
func firstCited(ctx context.Context, g Gold, lib Searcher, by retrieval.By) (int, error) {
	hits, err := lib.Search(ctx, retrieval.Query{Text: g.Question, Limit: beirFetch, By: by})
	if err != nil {
		return -1, err
	}
	var articles []string
	for _, h := range hits {
		if !slices.Contains(articles, h.Article) {
			articles = append(articles, h.Article)
		}
	}
	return slices.IndexFunc(articles, func(id string) bool {
		return slices.ContainsFunc(g.Cite, func(any []string) bool { return named(id, any) })
	}), nil
}
