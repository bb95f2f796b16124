package retrieval

// The inverted index: bleve keeps and merges the postings, in memory or on
// disk; what is scored and how is ours (bm25.go).
//
// A passage's whole record is the id under which bleve knows it, so that a
// search reads no stored field and the index can be listed without the
// articles.

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	blevesearch "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"

	"secondsource/corpus"
)

// The fields that are searched.
const (
	fieldText  = "text"
	fieldTitle = "title"
)

// record is what the index knows of one passage.
type record struct {
	Passage
	textTerms, titleTerms int      // lengths of the two fields after analysis
	text                  TextHash // of what its vector is of
}

// key is the bleve id of a record: the article's id, NUL, and the numbers.
func (r record) key() string {
	return fmt.Sprintf("%s\x00%x,%x,%x,%x,%x,%x", r.Article, r.Ordinal, r.Start, r.End, r.textTerms, r.titleTerms, r.text)
}

// parseKey reads what key wrote.
func parseKey(key string) (record, error) {
	end := strings.LastIndexByte(key, 0) // an id may have one as well
	fields := strings.Split(key[end+1:], ",")
	if end < 0 || len(fields) != 6 {
		return record{}, fmt.Errorf("%w: passage key %q", errDamaged, key)
	}
	var n [5]int
	for i := range n {
		v, err := strconv.ParseInt(fields[i], 16, 63)
		if err != nil {
			return record{}, fmt.Errorf("%w: passage key %q", errDamaged, key)
		}
		n[i] = int(v)
	}
	text, err := hex.DecodeString(fields[5])
	if err != nil || len(text) != len(TextHash{}) {
		return record{}, fmt.Errorf("%w: passage key %q", errDamaged, key)
	}
	return record{
		Passage:   Passage{Article: key[:end], Ordinal: n[0], Start: n[1], End: n[2]},
		textTerms: n[3], titleTerms: n[4],
		text: TextHash(text),
	}, nil
}

// index is a bleve index and the analysis that its postings were made with.
type index struct {
	bleve    bleve.Index
	analyzer analysis.Analyzer
	split    func(*corpus.Article) []Passage
	onDamage func()       // told once when the index turns out to be damaged; may be nil
	onClose  func() error // what closing it closes besides; may be nil

	mu     sync.RWMutex // held for reading while a view is used
	view   *view        // nil when the index has changed since
	closed bool
	stuck  bool // bleve does not answer
}

// newIndex wraps a bleve index that was just made or opened.
func newIndex(b bleve.Index, split func(*corpus.Article) []Passage) (*index, error) {
	analyzer, err := newAnalyzer()
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return &index{bleve: b, analyzer: analyzer, split: split}, nil
}

// newMemoryIndex returns an empty index that lives in memory. (bleve's own
// NewMemOnly is another kind of index.)
func newMemoryIndex(split func(*corpus.Article) []Passage) (*index, error) {
	b, err := bleve.NewUsing("", bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, err
	}
	return newIndex(b, split)
}

// bleveFolder is where in the index's folder bleve keeps its files, and
// boltTimeout how long it waits for a lock of its own, which it does for ever
// by itself: ours is held by then, so this one is free.
const (
	bleveFolder = "bleve"
	boltTimeout = "5s"
)

// newDiskIndex returns an empty index in dir, where none must be.
func newDiskIndex(dir string, split func(*corpus.Article) []Passage) (*index, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	b, err := bleve.NewUsing(filepath.Join(dir, bleveFolder), bleve.NewIndexMapping(), scorch.Name, scorch.Name,
		map[string]any{"bolt_timeout": boltTimeout})
	if err != nil {
		return nil, err
	}
	return newIndex(b, split)
}

// openDiskIndex opens the index in dir.
func openDiskIndex(dir string, split func(*corpus.Article) []Passage, readOnly bool) (*index, error) {
	b, err := bleve.OpenUsing(filepath.Join(dir, bleveFolder),
		map[string]any{"bolt_timeout": boltTimeout, "read_only": readOnly})
	if err != nil {
		return nil, err
	}
	return newIndex(b, split)
}

// change is a step that the index takes at once: articles that are to be found
// as they are now, and the revision of the source that it then has.
type change struct {
	articles []corpus.Article
	revision string // "" leaves it as it is
}

// revisionKey is where bleve keeps the revision, beside the postings.
var revisionKey = []byte("secondsource:revision")

// apply takes a step. Passages of an earlier version of the articles are
// replaced.
func (x *index) apply(ctx context.Context, c change) error {
	old, err := x.keysOf(c.articles)
	if err != nil {
		return err
	}
	documents, err := x.documents(ctx, c.articles)
	if err != nil {
		return err
	}
	batch := x.bleve.NewBatch()
	for _, key := range old {
		batch.Delete(key)
	}
	for _, d := range documents {
		if err := batch.IndexAdvanced(d); err != nil {
			return err
		}
	}
	if c.revision != "" {
		batch.SetInternal(revisionKey, []byte(c.revision))
	}
	if err := x.commit(batch); err != nil {
		return err
	}
	x.forget()
	return nil
}

// commitLimit is how long bleve may take to write a batch: some hundred times
// what it takes.
const commitLimit = 5 * time.Minute

// commit gives bleve a batch. bleve waits for a goroutine of its own to write
// it, and for ever when that one has died of a damaged file: after commitLimit
// the index is given up.
func (x *index) commit(batch *bleve.Batch) error {
	done := make(chan error, 1)
	go func() { done <- guard(func() error { return x.bleve.Batch(batch) }) }()
	limit := time.NewTimer(commitLimit)
	defer limit.Stop()
	select {
	case err := <-done:
		return err
	case <-limit.C:
		x.stuck = true
		return fmt.Errorf("%w: nothing was written for %s", errDamaged, commitLimit)
	}
}

// maxSegments is how many pieces an index may be in before it is joined: every
// word of a question is looked up in each.
const maxSegments = 8

// compact joins the segments of an index on disk when they are many, and says
// whether it did.
func (x *index) compact(ctx context.Context) (bool, error) {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return false, err
	}
	s, ok := advanced.(*scorch.Scorch)
	if !ok {
		return false, nil
	}
	if n, ok := s.StatsMap()["num_root_filesegments"].(uint64); ok && n <= maxSegments {
		return false, nil
	}
	return true, guard(func() error { return s.ForceMerge(ctx, &mergeplan.SingleSegmentMergePlanOptions) })
}

// documents are the passages of the articles, analysed on all processors.
func (x *index) documents(ctx context.Context, articles []corpus.Article) ([]*document.Document, error) {
	perArticle := make([][]*document.Document, len(articles))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range articles {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			perArticle[i] = x.analyse(&articles[i])
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var out []*document.Document
	for _, d := range perArticle {
		out = append(out, d...)
	}
	return out, nil
}

// analyse makes the bleve documents of one article.
func (x *index) analyse(a *corpus.Article) []*document.Document {
	passages := x.split(a)
	texts := searchable(a, passages)
	out := make([]*document.Document, len(passages))
	title := newField(fieldTitle, a.Title, x.analyzer) // read only from here on: one serves all
	for i, p := range passages {
		text := newField(fieldText, texts[i], x.analyzer)
		r := record{
			Passage: p, textTerms: text.AnalyzedLength(), titleTerms: title.AnalyzedLength(),
			text: HashText(meaningText(a.Title, texts[i])),
		}
		d := document.NewDocument(r.key())
		d.AddField(text)
		if r.titleTerms > 0 {
			d.AddField(title)
		}
		out[i] = d
	}
	return out
}

// field is a text field that is analysed when it is made: its length is a part
// of the document's id, and bleve would otherwise do it only after that.
type field struct{ *document.TextField }

// Analyze does nothing: newField did it.
func (field) Analyze() {}

func newField(name, text string, analyzer analysis.Analyzer) field {
	f := document.NewTextFieldCustom(name, nil, []byte(text), blevesearch.IndexField, analyzer)
	f.Analyze()
	return field{f}
}

// keysOf lists the keys under which the articles are indexed now.
func (x *index) keysOf(articles []corpus.Article) ([]string, error) {
	if n, err := x.bleve.DocCount(); err != nil || n == 0 {
		return nil, err
	}
	reader, err := x.reader()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	var out []string
	for i := range articles {
		keys, err := keysOfArticle(reader, articles[i].ID)
		if err != nil {
			return nil, err
		}
		out = append(out, keys...)
	}
	return out, nil
}

// keysOfArticle may list keys that were deleted already; deleting them again
// does nothing.
func keysOfArticle(reader blevesearch.IndexReader, id string) ([]string, error) {
	dict, err := reader.FieldDictPrefix("_id", []byte(id+"\x00"))
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var out []string
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return out, err
		}
		if r, err := parseKey(entry.Term); err == nil && r.Article == id {
			out = append(out, strings.Clone(entry.Term))
		}
	}
}

func (x *index) reader() (blevesearch.IndexReader, error) {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	return advanced.Reader()
}

// state is the revision that the last step had; "" when there was none.
func (x *index) state() (string, error) {
	revision, err := x.bleve.GetInternal(revisionKey)
	return string(revision), err
}

// close gives the index back. It waits for searches under way, and does
// nothing the second time.
func (x *index) close() error {
	x.forget()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	var err error
	if !x.stuck { // closing would wait as well
		err = x.bleve.Close()
	}
	if x.onClose != nil {
		err = errors.Join(err, x.onClose())
	}
	return err
}

// guard calls f and turns a panic, which is what bleve answers a damaged file
// with, into an error.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errDamaged, r)
		}
	}()
	return f()
}
