package minilm

// Attention, a head at a time, with everything turned on its side: the scores
// are a matrix with a row a key and a column a query. So the highest score and
// the sum of a query's shares are taken of whole rows at once, and the values
// are added up in one product with few rows and many columns, which vek does
// three times as fast as one with many rows and few columns.

import "github.com/viterin/vek/vek32"

// headScratch is the working memory for one head.
type headScratch struct {
	keys      []float32 // n × headSize
	queries   []float32 // headSize × columns
	values    []float32 // headSize × n
	scores    []float32 // n × columns
	weighted  []float32 // headSize × columns
	high, sum []float32 // columns
}

func newHeadScratch() *headScratch {
	return &headScratch{
		keys:     make([]float32, MaxTokens*headSize),
		queries:  make([]float32, headSize*MaxTokens),
		values:   make([]float32, headSize*MaxTokens),
		scores:   make([]float32, MaxTokens*MaxTokens),
		weighted: make([]float32, headSize*MaxTokens),
		high:     make([]float32, MaxTokens), sum: make([]float32, MaxTokens),
	}
}

// columnsFor is how many columns the scores of n queries have: vek's kernel
// takes them by 32, and what is left over one by one.
func columnsFor(n int) int { return (n + 31) / 32 * 32 }

// attention works on the n rows from row from on, and leaves the result in q.
func (e *encoder) attention(l *layer, s *scratch, from, n int) {
	for len(s.heads) < max(1, s.workers) {
		s.heads = append(s.heads, newHeadScratch())
	}
	s.each(heads, func(worker, head int) {
		e.attendHead(s.heads[worker], s, l.queryBias[head*headSize:], from*Dimensions+head*headSize, n)
	})
}

// attendHead works on one head, whose first component stands at at.
func (e *encoder) attendHead(h *headScratch, s *scratch, queryBias []float32, at, n int) {
	columns := columnsFor(n)
	queries, scores := h.queries[:headSize*columns], h.scores[:n*columns]
	weighted, keys, values := h.weighted[:headSize*columns], h.keys[:n*headSize], h.values[:headSize*n]
	clear(queries)
	turn(queries, columns, s.q[at:], n, queryBias)
	turn(values, n, s.v[at:], n, noBias[:])
	for i := range n {
		copy(keys[i*headSize:(i+1)*headSize], s.k[at+i*Dimensions:])
	}
	e.matMul(scores, keys, queries, headSize)
	sum := softmax(scores, h.high[:columns], h.sum[:columns])
	e.matMul(weighted, values, scores, n)
	for i := range headSize {
		vek32.Div_Inplace(weighted[i*columns:(i+1)*columns], sum)
	}
	turnBack(s.q[at:], weighted, columns, n)
}

var noBias [headSize]float32

// softmax turns the scores of every column into shares that are not yet
// divided by their sum, which it returns.
func softmax(scores, high, sum []float32) []float32 {
	columns := len(high)
	copy(high, scores)
	for at := columns; at < len(scores); at += columns {
		vek32.Maximum_Inplace(high, scores[at:at+columns])
	}
	clear(sum)
	for at := 0; at < len(scores); at += columns {
		row := scores[at : at+columns]
		vek32.Sub_Inplace(row, high)
		exp(row)
		vek32.Add_Inplace(sum, row)
	}
	return sum
}

// turn writes n rows of a head, Dimensions apart in src, as columns, adding
// the bias of each component.
func turn(dst []float32, columns int, src []float32, n int, bias []float32) {
	bias = bias[:headSize]
	for i := range n {
		row := src[i*Dimensions : i*Dimensions+headSize]
		for c, v := range row {
			dst[c*columns+i] = v + bias[c]
		}
	}
}

// turnBack is turn the other way round, without a bias.
func turnBack(dst, src []float32, columns, n int) {
	for i := range n {
		row := dst[i*Dimensions : i*Dimensions+headSize]
		for c := range row {
			row[c] = src[c*columns+i]
		}
	}
}
