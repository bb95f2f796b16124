package retrieval

// Embedding what a library has: batch by batch, each kept before the next.

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// embedBatch is how many texts are embedded at a time. What is done after each
// is kept, so that a batch is the most that is ever done twice: two or three
// seconds' work of the default model. Small batches cost it nothing; other
// processors are to have enough to do.
const embedBatch = 32

// Embed makes the vectors that are missing and keeps them, those of the newest
// article first and of articles without a date last. progress, which may be
// nil, is told how many of the passages that lacked a vector are done; searches
// meanwhile use what there is. It returns how many passages it embedded, and
// when ctx ends ctx's error: what was done is kept, and the next Embed does
// the rest. Vectors that were found damaged are thrown away and made anew; when
// they could not be read for another reason, that is the error, and they stay.
// Closing the library stops it like the end of ctx.
func (l *Library) Embed(ctx context.Context, progress func(done, total int)) (embedded int, err error) {
	m := l.meaning
	if m == nil {
		return 0, nil
	}
	if m.life.Err() != nil {
		return 0, errClosed
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(m.life, cancel)()
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	kept, err := m.renewed(ctx)
	if err != nil {
		return 0, err
	}
	job := embedding{library: l, kept: kept, progress: progress}
	if job.progress == nil {
		job.progress = func(int, int) {}
	}
	err = job.run(ctx)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return job.done, err
}

// Detach gives the index on disk back while the library stays open, so that
// other processes may add articles to it meanwhile. What is left is what it
// takes to embed: Embed, Texts, Article and List. A search fails. It is called
// before anything else uses the library.
func (l *Library) Detach() error {
	l.index.onDamage = nil // what lies there is no longer this library's to judge
	return l.index.close()
}

// Texts returns for each passage the hash of the text that its vector is of,
// and the revision of the source of which they are: what a store needs to know
// which vectors are of use still. It does not need an embedder.
func (l *Library) Texts() (texts []TextHash, revision string, err error) {
	var t *table
	if l.meaning != nil {
		t = l.meaning.table
	} else if err := l.index.use(func(v *view) error { t = v.table; return nil }); err != nil {
		return nil, "", fmt.Errorf("listing passages: %w", err)
	}
	for _, text := range t.texts {
		if text != (TextHash{}) { // else it was deleted
			texts = append(texts, text)
		}
	}
	return texts, l.revision, nil
}

// embedding is one run of Embed.
type embedding struct {
	library     *Library
	kept        *vectors
	progress    func(done, total int)
	done, total int // passages

	hashes []TextHash // the next batch
	texts  []string
}

func (e *embedding) run(ctx context.Context) error {
	missing, err := e.missing(ctx)
	if err != nil {
		return err
	}
	e.progress(0, e.total)
	for _, of := range missing {
		texts, err := e.library.meaningTexts(ctx, of.article)
		if err != nil {
			return err
		}
		if texts == nil { // missing leaves it out: once more, as this is where it would go
			continue
		}
		for _, number := range of.numbers {
			e.hashes = append(e.hashes, e.kept.table.texts[number])
			e.texts = append(e.texts, texts[number])
			if len(e.texts) == embedBatch {
				if err := e.batch(ctx); err != nil {
					return err
				}
			}
		}
	}
	return e.batch(ctx)
}

// lacking are passages of one article, by document number.
type lacking struct {
	article string
	numbers []int
}

// missing lists one passage for each text without a vector, in the order in
// which they are embedded, and counts all that have such a text. What is
// withheld is left out; a text that another article has as well is that one's to
// give.
func (e *embedding) missing(ctx context.Context) ([]lacking, error) {
	rows := slices.Clone(e.library.rows)
	slices.SortFunc(rows, func(a, b row) int {
		if a.dated != b.dated {
			if a.dated {
				return -1
			}
			return 1
		}
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.ID, b.ID))
	})
	seen := make(map[TextHash]bool)
	var out []lacking
	for _, r := range rows {
		of := lacking{article: r.ID}
		if held, err := e.withheld(ctx, r.ID); err != nil {
			return nil, err
		} else if held {
			continue
		}
		for _, number := range e.library.meaning.byArticle[r.ID] {
			text := e.kept.table.texts[number]
			if seen[text] || e.kept.of(number) != nil {
				continue
			}
			seen[text] = true
			of.numbers = append(of.numbers, number)
			e.total += len(e.kept.passages[text])
		}
		if len(of.numbers) > 0 {
			out = append(out, of)
		}
	}
	return out, nil
}

// withheld says whether an article that lacks a vector may not be embedded.
func (e *embedding) withheld(ctx context.Context, id string) (bool, error) {
	l := e.library
	lacks := func(number int) bool { return e.kept.of(number) == nil }
	if l.withhold == nil || !slices.ContainsFunc(l.meaning.byArticle[id], lacks) {
		return false, nil
	}
	a, err := l.articles.article(ctx, id)
	if err != nil {
		return false, fmt.Errorf("reading article %q: %w", id, err)
	}
	return l.withhold(&a), nil
}

// batch embeds and keeps what was gathered.
func (e *embedding) batch(ctx context.Context) error {
	if len(e.texts) == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	m := e.library.meaning
	list, err := m.embed(ctx, e.texts)
	if err != nil {
		return err
	}
	// What is made is kept, also when ctx ends now.
	ctx = context.WithoutCancel(ctx)
	if m.store != nil {
		if err := m.store.SaveVectors(ctx, m.model().String(), m.model().Dimensions, e.hashes, list); err != nil {
			return fmt.Errorf("after %d of %d passages: %w", e.done, e.total, err)
		}
	}
	if err := e.kept.add(ctx, e.hashes, list); err != nil {
		return err
	}
	for _, hash := range e.hashes {
		e.done += len(e.kept.passages[hash])
	}
	e.hashes, e.texts = nil, nil
	e.progress(e.done, e.total)
	return nil
}
