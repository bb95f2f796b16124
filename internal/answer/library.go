package answer

import (
	"context"

	"secondsource/corpus"
	"secondsource/retrieval"
)

// Library is the corpus as the engine sees it; *retrieval.Library is one.
type Library interface {
	// Search returns the best passages, best first.
	Search(ctx context.Context, q retrieval.Query) ([]retrieval.Hit, error)
	// Article returns one article whole; corpus.ErrNotFound for an unknown id.
	Article(ctx context.Context, id string) (corpus.Article, error)
	// Overview counts what a search with this filter looks at.
	Overview(ctx context.Context, f retrieval.Filter) (retrieval.Overview, error)
	// Frequency is the number of passages whose text has the word, after the
	// same analysis as the text (stemmed); 0 for a stop word.
	Frequency(ctx context.Context, word string) (int, error)
	// Meaning returns how near each of the texts is to the question in meaning,
	// a cosine from -1 to 1, or 0 where that may not be asked of a text; nil
	// where the library searches by words alone, as for a question that must
	// stay here.
	Meaning(ctx context.Context, q retrieval.Query, of []retrieval.Excerpt) ([]float64, error)
}
