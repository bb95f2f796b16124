package minilm

// What the shape of the code rests on, each beside what it was chosen over:
//
//	go test ./retrieval/minilm -run '^$' -bench Tried

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/viterin/vek/vek32"
)

func random(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = rand.Float32() - 0.5
	}
	return out
}

// BenchmarkTriedShapes multiplies on both processors at once, as passages are
// embedded: rows × inner × columns.
func BenchmarkTriedShapes(b *testing.B) {
	for _, s := range []struct {
		what                 string
		rows, inner, columns int
	}{
		{"dense, 1536 columns at once", 200, 384, 1536},
		{"dense, 1536 inputs at once", 200, 1536, 384},
		{"dense, a block", 200, 384, 384},
		{"scores, as many columns as keys", 200, 32, 200},
		{"scores, columns filled up to 32s", 200, 32, 224},
		{"values, few columns", 200, 200, 32},
		{"values, turned over", 32, 200, 224},
	} {
		b.Run(fmt.Sprintf("%s/%dx%dx%d", s.what, s.rows, s.inner, s.columns), func(b *testing.B) {
			y := random(s.inner * s.columns)
			b.RunParallel(func(p *testing.PB) {
				x, dst := random(s.rows*s.inner), make([]float32, s.rows*s.columns)
				for p.Next() {
					vek32.MatMul_Into(dst, x, y, s.inner)
				}
			})
			b.ReportMetric(2*float64(s.rows*s.inner*s.columns)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOPS")
		})
	}
}

// BenchmarkTriedFunctions takes 1,536 values at a time.
func BenchmarkTriedFunctions(b *testing.B) {
	e := &encoder{gelu: geluTable()}
	in, bias := random(1536), make([]float32, 1536)
	for i := range in {
		in[i] *= 8
	}
	x := make([]float32, len(in))
	for name, f := range map[string]func(){
		"gelu/math.Erf": func() {
			for i, v := range x {
				x[i] = float32(exactGelu(float64(v)))
			}
		},
		"gelu/table": func() { e.activate(x, bias) },
		"exp/math.Exp": func() {
			for i, v := range x {
				x[i] = float32(math.Exp(float64(v)))
			}
		},
		"exp/vek": func() { exp(x) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				copy(x, in)
				f()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(x)), "ns/value")
		})
	}
}
