package retrieval

import (
	"errors"
	"fmt"

	blevesearch "github.com/blevesearch/bleve_index_api"
)

var errClosed = errors.New("the library is closed")

// view is the index at one moment: a reader of its postings, the records of
// its passages, and the numbers that BM25 needs of the whole. bleve's own are
// not used: its mean length is the number of different words in each segment,
// so that a score would hang on how the index happens to be cut into segments.
type view struct {
	*table
	reader blevesearch.IndexReader
	text   fieldStats
	title  fieldStats
}

// table lists the passages of a view by bleve's document number. It does not
// need the view's reader, and stays valid after it.
type table struct {
	records  []Passage  // those deleted have no Article
	texts    []TextHash // of what their vectors are of
	passages int        // without those deleted
}

// fieldStats are a field's numbers over all passages that have it.
type fieldStats struct {
	lengths  []int32 // in terms, by document number
	passages int
	terms    int
}

func (s *fieldStats) meanLength() float64 { return float64(s.terms) / float64(max(1, s.passages)) }

// add takes the length that the next document number has.
func (s *fieldStats) add(terms int) {
	s.lengths = append(s.lengths, int32(terms))
	if terms > 0 {
		s.passages++
		s.terms += terms
	}
}

// openView reads the records of all passages.
func openView(reader blevesearch.IndexReader) (*view, error) {
	v := &view{table: &table{}, reader: reader}
	ids, err := reader.DocIDReaderAll()
	if err != nil {
		return nil, err
	}
	defer ids.Close()
	for {
		id, err := ids.Next()
		if err != nil {
			return nil, err
		}
		if id == nil {
			return v, nil
		}
		key, err := reader.ExternalID(id)
		if err != nil {
			return nil, err
		}
		r, err := parseKey(key)
		if err != nil {
			return nil, err
		}
		v.add(id.Value(), r)
	}
}

// add takes the record of a document; the numbers come in order, those of
// deleted documents are left out.
func (v *view) add(number uint64, r record) {
	for uint64(len(v.records)) < number {
		v.records = append(v.records, Passage{})
		v.texts = append(v.texts, TextHash{})
		v.text.add(0)
		v.title.add(0)
	}
	v.records = append(v.records, r.Passage)
	v.texts = append(v.texts, r.text)
	v.text.add(r.textTerms)
	v.title.add(r.titleTerms)
	v.passages++
}

// use calls f with the index as it is now. The view is not valid after f.
func (x *index) use(f func(*view) error) error { return x.tell(x.tryUse(f)) }

// tell says of a damaged index that it is, so that it is made again.
func (x *index) tell(err error) error {
	if errors.Is(err, errDamaged) && x.onDamage != nil {
		x.onDamage()
		err = fmt.Errorf("%w: it is made again when the command is run again", err)
	}
	return err
}

func (x *index) tryUse(f func(*view) error) error {
	for {
		x.mu.RLock()
		if x.view != nil {
			defer x.mu.RUnlock()
			return guard(func() error { return f(x.view) })
		}
		x.mu.RUnlock()
		if err := x.refresh(); err != nil {
			return err
		}
	}
}

// warm reads what every search needs, so that an index that cannot be read is
// found out now and the first search is not slower than the next.
func (x *index) warm() error { return x.tryUse(func(*view) error { return nil }) }

// refresh opens a view when there is none.
func (x *index) refresh() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.view != nil {
		return nil
	}
	if x.closed {
		return errClosed
	}
	return guard(func() error {
		reader, err := x.reader()
		if err != nil {
			return err
		}
		v, err := openView(reader)
		if err != nil {
			return errors.Join(err, reader.Close())
		}
		x.view = v
		return nil
	})
}

// forget closes the view, so that the next use sees the index as it is then.
func (x *index) forget() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.view != nil {
		x.view.reader.Close()
		x.view = nil
	}
}
