package minilm

// The encoder of BERT (Devlin et al., 2019), for inference alone. Several
// sequences are worked on as one matrix with a row a token, unpadded; only the
// attention looks at each by itself.
//
// Every dense layer is made of blocks of 384 by 384, the shape at which vek's
// MatMul does best: a panel of its y is used while it is in the cache.
// docs/decisions/0009 has what was tried.

import (
	"context"
	"math"
	"sync"

	"github.com/viterin/vek/vek32"
)

// The shape of the model.
const (
	layers      = 6
	heads       = 12
	headSize    = Dimensions / heads
	wide        = 4 // blocks between Dimensions and the inner layer of 1,536
	layerNormEp = 1e-12
)

// encoder holds the weights in float32, ready to run.
type encoder struct {
	words     *quantized // a row a piece of the vocabulary
	positions []float32  // MaxTokens rows, with that of the token type added
	norm      layerNorm
	layers    [layers]layer
	gelu      []geluPoint
	matMul    func(dst, x, y []float32, n int) // dst = x (rows of n) times y (n rows)
}

// layer is one layer of the encoder. The bias of the keys is left out, as it
// adds the same to every score of a query; that of the values has gone through
// the output's weights into its bias, as the shares of attention sum up to 1.
// The queries' weights are divided by the root of the size of a head.
type layer struct {
	query, key, value, output []float32 // blocks: row i has the weights of input i
	queryBias, valueBias      []float32
	outputBias                []float32
	attended                  layerNorm
	up, down                  [wide][]float32
	upBias                    [wide][]float32
	downBias                  []float32
	done                      layerNorm
}

// layerNorm is a layer normalisation.
type layerNorm struct{ gain, bias []float32 }

// scratch is the working memory of one run: matrices of MaxTokens rows.
type scratch struct {
	x, q, k, v, sum []float32
	inner           [wide][]float32
	heads           []*headScratch
	workers         int // how many goroutines may work on one layer
}

func newScratch() *scratch {
	s := &scratch{}
	for _, m := range []*[]float32{&s.x, &s.q, &s.k, &s.v, &s.sum, &s.inner[0], &s.inner[1], &s.inner[2], &s.inner[3]} {
		*m = make([]float32, MaxTokens*Dimensions)
	}
	return s
}

// block multiplies rows with a block of weights.
func (e *encoder) block(dst, x, w []float32) { e.matMul(dst[:len(x)], x, w, Dimensions) }

// run embeds the sequences of a chunk and puts their vectors in their places.
func (e *encoder) run(ctx context.Context, s *scratch, sequences [][]int32, chunk []int, vectors [][]float32) error {
	rows := 0
	for _, i := range chunk {
		e.embed(s.x[rows*Dimensions:], sequences[i])
		rows += len(sequences[i])
	}
	for l := range e.layers {
		if err := ctx.Err(); err != nil {
			return err
		}
		e.attend(&e.layers[l], s, rows, sequences, chunk)
		e.feed(&e.layers[l], s, rows)
	}
	at := 0
	for _, i := range chunk {
		to := at + len(sequences[i])*Dimensions
		vectors[i] = pool(s.x[at:to])
		at = to
	}
	return nil
}

// embed writes the first rows of a sequence: word, position, type.
func (e *encoder) embed(x []float32, sequence []int32) {
	for i, id := range sequence {
		row := x[i*Dimensions : (i+1)*Dimensions]
		e.words.row(row, int(id))
		vek32.Add_Inplace(row, e.positions[i*Dimensions:(i+1)*Dimensions])
		e.norm.apply(row)
	}
}

// attend is the first half of a layer: x becomes norm(x + attention(x)).
func (e *encoder) attend(l *layer, s *scratch, rows int, sequences [][]int32, chunk []int) {
	x := s.x[:rows*Dimensions]
	e.block(s.q, x, l.query)
	e.block(s.k, x, l.key)
	e.block(s.v, x, l.value)
	from := 0
	for _, i := range chunk {
		n := len(sequences[i])
		e.attention(l, s, from, n)
		from += n
	}
	e.block(s.sum, s.q[:len(x)], l.output) // attention left its result where the queries were
	l.attended.add(x, s.sum, l.outputBias)
}

// feed is the second half: x becomes norm(x + down(gelu(up(x)))).
func (e *encoder) feed(l *layer, s *scratch, rows int) {
	x := s.x[:rows*Dimensions]
	sum, part := s.sum[:len(x)], s.k[:len(x)]
	for b := range wide {
		inner := s.inner[b][:len(x)]
		e.block(inner, x, l.up[b])
		s.each(rows, func(_, row int) { e.activate(inner[row*Dimensions:(row+1)*Dimensions], l.upBias[b]) })
		if b == 0 {
			e.block(sum, inner, l.down[b])
			continue
		}
		e.block(part, inner, l.down[b])
		vek32.Add_Inplace(sum, part)
	}
	l.done.add(x, sum, l.downBias)
}

// each calls f for 0 to n-1, on as many goroutines as the run may have; f is
// told which of them it is on.
func (s *scratch) each(n int, f func(worker, i int)) {
	if s.workers <= 1 || n < 2*s.workers {
		for i := range n {
			f(0, i)
		}
		return
	}
	var group sync.WaitGroup
	for w := range s.workers {
		group.Go(func() {
			for i := w * n / s.workers; i < (w+1)*n/s.workers; i++ {
				f(w, i)
			}
		})
	}
	group.Wait()
}

// add makes row r of x norm(x + y + bias).
func (n *layerNorm) add(x, y, bias []float32) {
	for at := 0; at < len(x); at += Dimensions {
		row := x[at : at+Dimensions]
		vek32.Add_Inplace(row, y[at:at+Dimensions])
		vek32.Add_Inplace(row, bias)
		n.apply(row)
	}
}

// apply normalises one row.
func (n *layerNorm) apply(row []float32) {
	vek32.SubNumber_Inplace(row, vek32.Mean(row))
	variance := vek32.Dot(row, row) / Dimensions
	vek32.MulNumber_Inplace(row, float32(1/math.Sqrt(float64(variance)+layerNormEp)))
	vek32.Mul_Inplace(row, n.gain)
	vek32.Add_Inplace(row, n.bias)
}
