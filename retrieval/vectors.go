package retrieval

// The vectors of a library's passages: chromem-go holds and searches them, in
// memory. Nothing is ever taken out of a collection, as that races with a
// search; what chromem-go cannot do, filters and ties, is done beside it over
// the same vectors, which are in memory once.

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/philippgille/chromem-go"
	"golang.org/x/sync/errgroup"
)

// vectors are those of a table's passages, as far as they are there. A nil
// pointer has none. It is safe for concurrent use.
type vectors struct {
	dimensions int
	table      *table
	passages   map[TextHash][]int // by the text that they have, by document number

	mu         sync.RWMutex
	collection *chromem.Collection // a document for each different text, by its hash in hex
	held       []held              // the same vectors, as they came: those next to each other are so in memory as well
	at         []int               // where in held the vector of a passage is, by document number; -1 where there is none
	embedded   int                 // passages that have one
}

// held is a vector and the passages that it is of, by document number.
type held struct {
	vector   []float32
	passages []int
}

func newVectors(dimensions int, t *table) (*vectors, error) {
	noText := func(context.Context, string) ([]float32, error) {
		return nil, errors.New("vectors come from the library's embedder")
	}
	collection, err := chromem.NewDB().CreateCollection("passages", nil, noText)
	if err != nil {
		return nil, err
	}
	k := &vectors{
		dimensions: dimensions, table: t, collection: collection,
		passages: make(map[TextHash][]int, t.passages),
		at:       make([]int, len(t.records)),
	}
	for number := range k.at {
		k.at[number] = -1
	}
	for number, text := range t.texts {
		if text != (TextHash{}) { // else it was deleted
			k.passages[text] = append(k.passages[text], number)
		}
	}
	return k, nil
}

// wants says whether a passage has the text.
func (k *vectors) wants(text TextHash) bool { return len(k.passages[text]) > 0 }

// add takes the vectors of texts that are wanted: all of them at once, so that
// no search sees a part, or none.
func (k *vectors) add(ctx context.Context, texts []TextHash, list [][]float32) error {
	sound := make([][]float32, len(list))
	for i, v := range list {
		var err error
		if sound[i], err = unit(v, k.dimensions); err != nil {
			return err
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for i, text := range texts {
		err := k.collection.AddDocument(ctx, chromem.Document{ID: hex.EncodeToString(text[:]), Embedding: sound[i]})
		if err != nil {
			return err
		}
		k.hold(held{sound[i], k.passages[text]})
	}
	return nil
}

// hold takes a vector, or replaces it.
func (k *vectors) hold(h held) {
	if at := k.at[h.passages[0]]; at >= 0 {
		k.held[at] = h
		return
	}
	for _, number := range h.passages {
		k.at[number] = len(k.held)
	}
	k.held = append(k.held, h)
	k.embedded += len(h.passages)
}

// of is the vector of a passage, nil when it has none.
func (k *vectors) of(number int) []float32 {
	if k == nil {
		return nil
	}
	k.mu.RLock()
	defer k.mu.RUnlock()
	if at := k.at[number]; at >= 0 {
		return k.held[at].vector
	}
	return nil
}

// count is how many of the selected passages have a vector.
func (k *vectors) count(selected *selection) int {
	if k == nil {
		return 0
	}
	k.mu.RLock()
	defer k.mu.RUnlock()
	if selected.keep == nil {
		return k.embedded
	}
	n := 0
	for number, kept := range selected.keep {
		if kept && k.at[number] >= 0 {
			n++
		}
	}
	return n
}

// askedMost is up to how many texts chromem-go is asked. Beyond, going through
// the vectors here is what a reporter does not wait for: chromem-go passes every
// document through a channel, and waits for each sum before the next addition
// (BenchmarkNearest).
const askedMost = 5000

// nearest are the selected passages whose vectors are nearest to the question's,
// by cosine, best first.
//
// chromem-go ranks all that it has, with a heap as long as the answer is to be:
// good for a few hundred results of a few thousand texts. With a filter, and
// where the results that it gave tie with one that it may have left out, going
// through the vectors here is quicker than asking it for all.
func (k *vectors) nearest(ctx context.Context, question []float32, selected *selection, limit int) ([]scored, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if selected.keep == nil && k.collection.Count() <= askedMost {
		best, whole, err := k.ask(ctx, question, limit)
		if err != nil || whole {
			return best, err
		}
	}
	return k.scan(ctx, question, selected, limit)
}

// ask has chromem-go find the nearest. The result is not whole when a passage
// may be missing that ties with the last.
func (k *vectors) ask(ctx context.Context, question []float32, limit int) (nearest []scored, whole bool, err error) {
	best := ranking{table: k.table, limit: limit}
	// It refuses to be asked for more than it has, or for nothing.
	n := min(2*limit, k.collection.Count())
	if n == 0 {
		return nil, true, nil
	}
	results, err := k.collection.QueryEmbedding(ctx, question, n, nil, nil)
	if err == nil {
		err = ctx.Err() // when this ends, it gives what it has, without an error
	}
	if err != nil {
		return nil, false, err
	}
	for _, r := range results {
		var text TextHash
		if _, err := hex.Decode(text[:], []byte(r.ID)); err != nil {
			return nil, false, err
		}
		// It adds in another order than cosine does: that can round otherwise.
		similarity := cosine(question, r.Embedding)
		for _, number := range k.passages[text] {
			best.offer(scored{number, similarity})
		}
	}
	least, full := best.least()
	last := rounded(results[n-1].Similarity)
	whole = n == k.collection.Count() || full && last+1e-4 < least // next to each other they may be one
	return best.sorted(), whole, nil
}

// scanStep is after how many texts a scan looks whether it is still wanted, and
// the fewest that a goroutine is started for.
const scanStep = 4096

// scan compares the question with the vector of every selected passage, on all
// processors.
func (k *vectors) scan(ctx context.Context, question []float32, selected *selection, limit int) ([]scored, error) {
	parts := make([]ranking, max(1, min(runtime.GOMAXPROCS(0), len(k.held)/scanStep)))
	group, ctx := errgroup.WithContext(ctx)
	for i := range parts {
		group.Go(func() error {
			parts[i] = ranking{table: k.table, limit: limit}
			from, to := i*len(k.held)/len(parts), (i+1)*len(k.held)/len(parts)
			return scan(ctx, k.held[from:to], question, selected, &parts[i])
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	best := parts[0]
	for _, part := range parts[1:] {
		for _, s := range part.kept {
			best.offer(s)
		}
	}
	return best.sorted(), nil
}

// scan offers the selected passages of what is held.
func scan(ctx context.Context, list []held, question []float32, selected *selection, best *ranking) error {
	for i, h := range list {
		if i%scanStep == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if selected.keep != nil && !slices.ContainsFunc(h.passages, selected.has) {
			continue
		}
		c := cosine(question, h.vector)
		for _, number := range h.passages {
			if selected.has(number) {
				best.offer(scored{number, c})
			}
		}
	}
	return nil
}

// cosine of two vectors of length 1, rounded. With eight sums side by side, no
// addition waits for the one before it.
func cosine(a, b []float32) float64 {
	b = b[:len(a)]
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	for len(a) >= 8 {
		x, y := (*[8]float32)(a), (*[8]float32)(b)
		s0 += x[0] * y[0]
		s1 += x[1] * y[1]
		s2 += x[2] * y[2]
		s3 += x[3] * y[3]
		s4 += x[4] * y[4]
		s5 += x[5] * y[5]
		s6 += x[6] * y[6]
		s7 += x[7] * y[7]
		a, b = a[8:], b[8:]
	}
	for i, x := range a {
		s0 += x * b[i]
	}
	return rounded(((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)))
}

// rounded cuts a cosine to 4 decimals: the last bits of a vector hang on the
// processor and on what it was embedded with, and are not to change an order.
func rounded(cosine float32) float64 {
	return math.Round(float64(cosine)*1e4)/1e4 + 0 // no -0
}

// The length of a vector may miss 1 by offLength, what a store's or a service's
// rounding does; it is mended then. What chromem-go mends by itself, with less
// precision, begins at twice exactLength.
const (
	offLength   = 1e-3
	exactLength = 5e-7
)

// unsound is the error for what is no vector of length 1.
type unsound string

func (e unsound) Error() string      { return string(e) }
func (unsound) VectorsDamaged() bool { return true }

// unit returns a vector with length 1, or unsound.
func unit(v []float32, dimensions int) ([]float32, error) {
	if len(v) != dimensions {
		return nil, unsound(fmt.Sprintf("a vector has %d dimensions, not %d", len(v), dimensions))
	}
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	length := math.Sqrt(sum)
	switch off := math.Abs(length - 1); {
	case off <= exactLength:
		return v, nil
	case off <= offLength:
		mended := make([]float32, len(v))
		for i, x := range v {
			mended[i] = float32(float64(x) / length)
		}
		return mended, nil
	}
	return nil, unsound(fmt.Sprintf("a vector has the length %g, not 1", length)) // NaN as well
}
