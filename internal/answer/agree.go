package answer

// Whether two figures can both be right.

import (
	"math"

	"secondsource/internal/answer/lang"
)

// agree tells whether two figures can both be right as they are hedged and
// rounded: 331,208 and "about 330,000" agree; "more than 100" and 130 do.
func agree(a, b lang.Quantity) bool {
	if a.Dim != b.Dim {
		return false
	}
	fa, fb := 1.0, 1.0
	if a.Unit != b.Unit && a.Dim != lang.Money && a.Dim != lang.Percent && a.Dim != lang.Count {
		fa, fb = lang.Factor(a.Unit), lang.Factor(b.Unit)
	} else if a.Dim == lang.Money && a.Unit != b.Unit {
		return false
	}
	lowA, highA := bounds(a)
	lowB, highB := bounds(b)
	lowA, highA, lowB, highB = lowA*fa, highA*fa, lowB*fb, highB*fb
	slack := 0.0
	if fa != fb {
		slack = 0.02 * math.Max(lowA, lowB)
	}
	return lowA <= highB+slack && lowB <= highA+slack
}

// bounds are the least and the most that a figure as written can mean.
func bounds(m lang.Quantity) (low, high float64) {
	low, high = m.Value, m.High
	if m.Vague {
		return m.Value, m.Value * 50
	}
	if step := roundTo(m.Value); m.Hedge.About && step > 0 {
		low, high = m.Value-math.Max(step/2, 0.03*m.Value), m.High+math.Max(step/2, 0.03*m.Value)
	} else if m.Value >= 1e5 && step >= m.Value/100 {
		low, high = m.Value-step/2, m.High+step/2 // "18.5 million" is rounded without saying so
	}
	switch {
	case m.Hedge.Bound > 0:
		high = m.High * 1.25
	case m.Hedge.Bound < 0:
		low = m.Value * 0.75
	}
	return low, high
}

// roundTo is the place a figure is rounded to: 10,000 for 330,000.
func roundTo(v float64) float64 {
	if v == 0 || v != math.Trunc(v) {
		return 0
	}
	step := 1.0
	for math.Mod(v, step*10) == 0 {
		step *= 10
	}
	return step
}
