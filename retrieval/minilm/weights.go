package minilm

// The file of weights: a line that says what it is, then every tensor in the
// order in which parts lists them. A matrix has its rows as int8 and before
// them a scale for each; matrices of dense layers stand in blocks and turned
// over (row i has what input i gives to every output), with a scale for each
// output: the rows of the original.

import (
	"encoding/binary"
	"fmt"
	"math"
	"runtime"

	"github.com/viterin/vek"
	"github.com/viterin/vek/vek32"
	"golang.org/x/sync/errgroup"
)

// The first line of a file with int8 weights, and of one with float32 ones,
// which is made to measure what the rounding costs.
const (
	headInt8  = "all-MiniLM-L6-v2 int8 1\n"
	headFloat = "all-MiniLM-L6-v2 float32 1\n"
)

// Vocabulary is the number of pieces that the model knows.
const Vocabulary = 30522

// Tensors is what a file of weights is made of: the tensors of the original by
// its own names, without a prefix, each with its rows one after the other. It
// is for the program that makes the file.
type Tensors func(name string) []float32

// quantized is a matrix with rows of int8, or of float32 in a file that has
// these.
type quantized struct {
	scales []float32
	rows   []byte // int8
	exact  []float32
}

// row writes row i.
func (q *quantized) row(dst []float32, i int) {
	if q.exact != nil {
		copy(dst, q.exact[i*Dimensions:(i+1)*Dimensions])
		return
	}
	scale := q.scales[i]
	for c, v := range q.rows[i*Dimensions : (i+1)*Dimensions] {
		dst[c] = float32(int8(v)) * scale
	}
}

// reader takes a file of weights apart; after an error it gives nothing more.
type reader struct {
	data  []byte
	exact bool
	err   error
}

func (r *reader) bytes(n int) []byte {
	if r.err == nil && len(r.data) < n {
		r.err = fmt.Errorf("the model's weights end %d bytes too early: make them again with go generate, or build from a whole tree", n-len(r.data))
	}
	if r.err != nil {
		return make([]byte, n)
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *reader) floats(n int) []float32 {
	raw := r.bytes(4 * n)
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return out
}

func (r *reader) norm() layerNorm {
	return layerNorm{gain: r.floats(Dimensions), bias: r.floats(Dimensions)}
}

// words reads the matrix of the vocabulary, which stays as it is.
func (r *reader) words() *quantized {
	if r.exact {
		return &quantized{exact: r.floats(Vocabulary * Dimensions)}
	}
	return &quantized{scales: r.floats(Vocabulary), rows: r.bytes(Vocabulary * Dimensions)}
}

// block is a block of a dense layer, unpacked by the returned function.
func (r *reader) block(factor float32) ([]float32, func()) {
	if r.exact {
		out := r.floats(Dimensions * Dimensions)
		return out, func() { vek32.MulNumber_Inplace(out, factor) }
	}
	scales := r.floats(Dimensions)
	vek32.MulNumber_Inplace(scales, factor)
	raw := r.bytes(Dimensions * Dimensions)
	out := make([]float32, Dimensions*Dimensions)
	return out, func() {
		for at := 0; at < len(raw); at += Dimensions {
			row := out[at : at+Dimensions]
			for c, v := range raw[at : at+Dimensions] {
				row[c] = float32(int8(v)) * scales[c]
			}
		}
	}
}

// readEncoder unpacks a file of weights.
func readEncoder(data []byte) (*encoder, error) {
	r := &reader{data: data}
	switch head := string(data[:min(len(data), len(headFloat))]); {
	case head == headFloat:
		r.exact = true
		r.bytes(len(headFloat))
	case len(head) > len(headInt8) && head[:len(headInt8)] == headInt8:
		r.bytes(len(headInt8))
	default:
		return nil, fmt.Errorf("the model's weights are of no kind that this program knows: make them again with go generate")
	}
	e := &encoder{gelu: geluTable(), matMul: plainMatMul}
	if vek.Info().Acceleration {
		e.matMul = func(dst, x, y []float32, n int) { vek32.MatMul_Into(dst, x, y, n) }
	}
	e.words, e.positions, e.norm = r.words(), r.floats(MaxTokens*Dimensions), r.norm()
	var unpack []func()
	take := func(factor float32) []float32 {
		out, f := r.block(factor)
		unpack = append(unpack, f)
		return out
	}
	for i := range e.layers {
		e.layers[i].read(r, take)
	}
	if r.err == nil && len(r.data) > 0 {
		r.err = fmt.Errorf("the model's weights have %d bytes too many: make them again with go generate", len(r.data))
	}
	if r.err != nil {
		return nil, r.err
	}
	return e, unpackAll(e, unpack)
}

// read takes one layer; take reads a block times a factor.
func (l *layer) read(r *reader, take func(factor float32) []float32) {
	rootOfHead := float32(1 / math.Sqrt(headSize))
	l.query, l.key, l.value, l.output = take(rootOfHead), take(1), take(1), take(1)
	l.queryBias = r.floats(Dimensions)
	vek32.MulNumber_Inplace(l.queryBias, rootOfHead)
	l.valueBias, l.outputBias, l.attended = r.floats(Dimensions), r.floats(Dimensions), r.norm()
	for b := range wide {
		l.up[b], l.upBias[b] = take(1), r.floats(Dimensions)
	}
	for b := range wide {
		l.down[b] = take(1)
	}
	l.downBias, l.done = r.floats(Dimensions), r.norm()
}

// unpackAll runs the work on all processors and then sends the bias of the
// values through the weights of the output.
func unpackAll(e *encoder, unpack []func()) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range unpack {
		group.Go(func() error { f(); return nil })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i := range e.layers {
		l := &e.layers[i]
		through := make([]float32, Dimensions)
		e.matMul(through, l.valueBias, l.output, Dimensions)
		vek32.Add_Inplace(l.outputBias, through)
	}
	return nil
}

// Encode writes the file of weights of the original's tensors: int8, or
// float32 when exact. It returns an error for a tensor of the wrong size.
func Encode(tensors Tensors, exact bool) ([]byte, error) {
	w := &writer{tensors: tensors, exact: exact}
	w.out = append(w.out, map[bool]string{true: headFloat, false: headInt8}[exact]...)
	w.matrix(w.get("embeddings.word_embeddings.weight", Vocabulary*Dimensions))
	w.floats(w.positions())
	w.norm("embeddings.LayerNorm")
	for i := range layers {
		w.layer(fmt.Sprintf("encoder.layer.%d.", i))
	}
	return w.out, w.err
}

type writer struct {
	tensors Tensors
	exact   bool
	out     []byte
	err     error
}

func (w *writer) get(name string, size int) []float32 {
	t := w.tensors(name)
	if len(t) != size {
		if w.err == nil {
			w.err = fmt.Errorf("tensor %s has %d values, not %d", name, len(t), size)
		}
		return make([]float32, size)
	}
	return t
}

func (w *writer) floats(values []float32) {
	for _, v := range values {
		w.out = binary.LittleEndian.AppendUint32(w.out, math.Float32bits(v))
	}
}

func (w *writer) norm(prefix string) {
	w.floats(w.get(prefix+".weight", Dimensions))
	w.floats(w.get(prefix+".bias", Dimensions))
}

// positions are those that are read, with the type of a first sentence added.
func (w *writer) positions() []float32 {
	p := append([]float32(nil), w.get("embeddings.position_embeddings.weight", 2*MaxTokens*Dimensions)[:MaxTokens*Dimensions]...)
	kind := w.get("embeddings.token_type_embeddings.weight", 2*Dimensions)[:Dimensions]
	for i := range p {
		p[i] += kind[i%Dimensions]
	}
	return p
}

func (w *writer) layer(prefix string) {
	for _, name := range []string{"attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"} {
		w.blocks(prefix+name+".weight", 1, 1)
	}
	for _, name := range []string{"attention.self.query", "attention.self.value", "attention.output.dense"} {
		w.floats(w.get(prefix+name+".bias", Dimensions))
	}
	w.norm(prefix + "attention.output.LayerNorm")
	up := w.get(prefix+"intermediate.dense.bias", wide*Dimensions)
	for b := range wide {
		w.block(w.get(prefix+"intermediate.dense.weight", wide*Dimensions*Dimensions), b*Dimensions, 0, Dimensions)
		w.floats(up[b*Dimensions : (b+1)*Dimensions])
	}
	w.blocks(prefix+"output.dense.weight", 1, wide)
	w.floats(w.get(prefix+"output.dense.bias", Dimensions))
	w.norm(prefix + "output.LayerNorm")
}

// blocks writes a matrix of high by across blocks.
func (w *writer) blocks(name string, high, across int) {
	t := w.get(name, high*across*Dimensions*Dimensions)
	for h := range high {
		for a := range across {
			w.block(t, h*Dimensions, a*Dimensions, across*Dimensions)
		}
	}
}

// block writes the block whose first row and column these are, turned over.
func (w *writer) block(t []float32, row, column, columns int) {
	turned := make([]float32, Dimensions*Dimensions)
	for o := range Dimensions {
		for i := range Dimensions {
			turned[i*Dimensions+o] = t[(row+o)*columns+column+i]
		}
	}
	if w.exact {
		w.floats(turned)
		return
	}
	scales := make([]float32, Dimensions)
	for i, v := range turned {
		scales[i%Dimensions] = max(scales[i%Dimensions], abs(v))
	}
	for i := range scales {
		scales[i] /= math.MaxInt8
	}
	w.floats(scales)
	for i, v := range turned {
		w.out = append(w.out, byte(rounded(v, scales[i%Dimensions])))
	}
}

// matrix writes a matrix as its rows stand.
func (w *writer) matrix(t []float32) {
	if w.exact {
		w.floats(t)
		return
	}
	scales := make([]float32, len(t)/Dimensions)
	for i, v := range t {
		scales[i/Dimensions] = max(scales[i/Dimensions], abs(v)/math.MaxInt8)
	}
	w.floats(scales)
	for i, v := range t {
		w.out = append(w.out, byte(rounded(v, scales[i/Dimensions])))
	}
}

func rounded(v, scale float32) int8 {
	if scale == 0 {
		return 0
	}
	return int8(math.RoundToEven(float64(v / scale)))
}

func abs(v float32) float32 { return float32(math.Abs(float64(v))) }
