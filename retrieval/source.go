package retrieval

import (
	"context"

	"secondsource/corpus"
)

// Source is where a library on disk has its articles from. Articles are never
// taken away, and a source remembers what an article was at each of its
// revisions: a library shows the articles as they were at the revision that
// its index has, whatever is written meanwhile. A revision is a name without
// meaning here; "" is that of the empty source. *store.Store is a Source.
type Source interface {
	// Revision is the newest one.
	Revision(ctx context.Context) (string, error)
	// Has says whether the revision is one of this source's.
	Has(ctx context.Context, revision string) (bool, error)
	// Pending counts the articles that changed after a revision.
	Pending(ctx context.Context, after string) (int, error)
	// Changed returns about limit articles that changed after a revision,
	// oldest change first, and the revision that has then been seen; it is
	// after itself when nothing changed.
	Changed(ctx context.Context, after string, limit int) (changed []corpus.Article, upTo string, err error)
	// Article returns an article as it was at a revision; corpus.ErrNotFound
	// for an id that was not there then.
	Article(ctx context.Context, id, at string) (corpus.Article, error)
	// List returns all articles as they were at a revision, without text.
	List(ctx context.Context, at string) ([]corpus.Article, error)
}
