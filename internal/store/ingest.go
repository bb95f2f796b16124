package store

import (
	"context"
	"errors"
	"time"

	"secondsource/corpus"
)

// Progress is how far an ingestion is. Done counts bytes that were read;
// Stored counts articles that are on the disk, whatever happens next.
type Progress struct {
	Done, Total int64 // bytes
	Stored      int   // articles, those included that were there already
	Refused     int
}

// IngestOptions tune an ingestion. The zero value is ready to use.
type IngestOptions struct {
	Now      func() time.Time // the clock; nil means time.Now
	Progress func(Progress)   // called from one goroutine at a time; nil means silence
	Batch    int              // articles a transaction; 0 means 64
}

// Summary is what an ingestion did. What it counts is on the disk.
type Summary struct {
	New       int       `json:"new"`
	Changed   int       `json:"changed"`
	Unchanged int       `json:"unchanged"`
	Refused   []Refusal `json:"refused"`
	Skipped   int       `json:"skipped"` // files in folders whose ending is not one that can be read
	Took      Took      `json:"-"`
}

// Took is the time that the stages of an ingestion took. Reading goes on while
// the rest is written, so that they add up to more than the whole.
type Took struct {
	Reading time.Duration // files read, articles marked
	Writing time.Duration // articles, on the disk
	Origins time.Duration // copies found
}

// Refusal is a file, or a line of one, that gave no article, and why.
type Refusal struct {
	Path   string `json:"path"`
	Line   int    `json:"line,omitempty"`
	Reason string `json:"reason"`
}

// defaultBatch keeps a commit short enough to lose little to Ctrl-C and long
// enough that the disk is not waited for at every article.
const defaultBatch = 64

// Ingest reads the articles under paths into the store. A file that cannot be
// read does not end it. When ctx ends, or the store cannot be written, the
// summary tells what was stored by then, and the error why it stopped; the
// same call again takes up where it was left, for what is stored is unchanged.
func Ingest(ctx context.Context, s *Store, paths []string, opt IngestOptions) (Summary, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Progress == nil {
		opt.Progress = func(Progress) {}
	}
	if opt.Batch <= 0 {
		opt.Batch = defaultBatch
	}
	listing := corpus.List(paths)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches := make(chan batch, 1)
	go func() {
		defer close(batches)
		readBatches(ctx, listing, opt.Batch, batches)
	}()
	in := ingestion{store: s, opt: opt, total: listing.Bytes}
	in.summary.Skipped = listing.Skipped
	in.summary.Refused = []Refusal{}
	for b := range batches {
		if err := in.take(ctx, b); err != nil {
			return in.summary, err
		}
	}
	return in.summary, ctx.Err()
}

// batch is what one transaction stores, and what was refused meanwhile.
type batch struct {
	articles []corpus.Article
	refused  []Refusal
	done     int64 // bytes read when it was full
	reading  time.Duration
}

// readBatches reads ahead of the writing, until ctx ends.
func readBatches(ctx context.Context, listing corpus.Listing, size int, out chan<- batch) {
	var b batch
	start := time.Now()
	send := func() bool {
		b.reading = time.Since(start)
		select {
		case out <- b:
			b, start = batch{done: b.done}, time.Now()
			return true
		case <-ctx.Done():
			return false
		}
	}
	for article, err := range listing.Read(ctx, func(done int64) { b.done = done }) {
		var refused *corpus.ReadError
		switch {
		case errors.As(err, &refused):
			b.refused = append(b.refused, Refusal{Path: refused.Path, Line: refused.Line, Reason: refused.Err.Error()})
		case err != nil:
			return
		default:
			b.articles = append(b.articles, article)
		}
		if len(b.articles)+len(b.refused) >= size && !send() {
			return
		}
	}
	b.done = listing.Bytes
	send()
}

// ingestion is one call of Ingest.
type ingestion struct {
	store   *Store
	opt     IngestOptions
	total   int64
	summary Summary
}

// take stores a batch and reports it.
func (in *ingestion) take(ctx context.Context, b batch) error {
	sum := &in.summary
	sum.Refused = append(sum.Refused, b.refused...)
	start := time.Now()
	outcomes, origins, err := in.store.putTimed(ctx, b.articles, in.opt.Now())
	if err != nil {
		return err
	}
	sum.Took.Reading += b.reading
	sum.Took.Origins += origins
	sum.Took.Writing += time.Since(start) - origins
	for _, o := range outcomes {
		switch o {
		case New:
			sum.New++
		case Changed:
			sum.Changed++
		case Unchanged:
			sum.Unchanged++
		}
	}
	in.opt.Progress(Progress{
		Done: b.done, Total: in.total,
		Stored: sum.New + sum.Changed + sum.Unchanged, Refused: len(sum.Refused),
	})
	return nil
}
