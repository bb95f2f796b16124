package minilm

// The two functions that are no sum of products. Both stand in the innermost
// loops: 9,216 values of gelu and, for a passage of 200 tokens, 14,400 of exp a
// token.

import (
	"math"

	"github.com/viterin/vek/vek32"
)

// leastExponent: what is smaller is taken for it. Between -88 and -104 vek
// v0.4.3 gives large negative numbers, and e^-87 is as good as nothing.
const leastExponent = -87

// exp makes every x, which must not be above 0, e^x.
func exp(x []float32) {
	vek32.MaximumNumber_Inplace(x, leastExponent)
	vek32.Exp_Inplace(x)
}

// gelu is read off a table, in a straight line between two of its points: off
// by at most 1.6e-6 (a step squared, by the highest curvature, by an eighth),
// where float32 itself is off by a tenth of that.
const (
	geluSteps = 256 // points between one and the next whole number
	geluEnd   = 5.5 // from here on x to either side gelu is x or 0, to float32
)

type geluPoint struct{ value, slope float32 }

func geluTable() []geluPoint {
	table := make([]geluPoint, 2*geluEnd*geluSteps)
	at := func(i int) float64 { return exactGelu(float64(i)/geluSteps - geluEnd) }
	for i := range table {
		table[i] = geluPoint{float32(at(i)), float32(at(i+1) - at(i))}
	}
	return table
}

func exactGelu(x float64) float64 { return x * 0.5 * (1 + math.Erf(x/math.Sqrt2)) }

// activate makes every x gelu(x + bias) (Hendrycks and Gimpel, 2016, the one
// with the error function).
func (e *encoder) activate(x, bias []float32) {
	table := e.gelu
	bias = bias[:len(x)]
	for i, v := range x {
		v += bias[i]
		u := v*geluSteps + geluEnd*geluSteps
		if !(u >= 0) { // and what is no number
			x[i] = 0
			continue
		}
		if u >= float32(len(table)) {
			x[i] = v
			continue
		}
		k := int(u)
		p := table[k]
		x[i] = p.value + p.slope*(u-float32(k))
	}
}
