package answer

// How two figures that speak of one thing stand to each other.

import (
	"math"

	"secondsource/internal/answer/lang"
)

// standing is how two figures stand to each other.
type standing int

const (
	same     standing = iota // one figure, or one that the other rounds
	within                   // both can be right as they are written, and they are not one figure
	contrary                 // they cannot both be right
)

// stand compares two figures of one dimension, as they are hedged and rounded,
// in one unit or in two: 331,208 and "about 330,000" are one figure, as are 90
// minutes and an hour and a half; "more than 100" holds 130.
func stand(a, b lang.Quantity) standing {
	if a.Dim != b.Dim {
		return contrary
	}
	fa, fb := 1.0, 1.0
	if a.Unit != b.Unit {
		switch a.Dim {
		case lang.Money:
			return within // of two currencies nothing can be said
		case lang.Percent, lang.Count:
		default:
			fa, fb = lang.Factor(a.Unit), lang.Factor(b.Unit)
		}
	}
	lowA, highA := bounds(a)
	lowB, highB := bounds(b)
	lowA, highA, lowB, highB = lowA*fa, highA*fa, lowB*fb, highB*fb
	slack := 0.0
	if fa != fb {
		slack = converted * math.Max(lowA, lowB)
	}
	meet := lowA <= highB+slack && lowB <= highA+slack
	switch {
	case !meet:
		return contrary
	case open(a) || open(b):
		if open(a) == open(b) && a.Vague == b.Vague && a.Hedge.Bound == b.Hedge.Bound && a.Value*fa == b.Value*fb && a.High*fa == b.High*fb {
			return same
		}
		return within
	}
	return same
}

// converted is how far a converted figure may be off: 322 feet are 98 metres.
const converted = 0.02

// open: the figure as written holds more than one value.
func open(m lang.Quantity) bool { return m.Vague || m.Hedge.Bound != 0 || m.High > m.Value }

// wide: the figures can both be right, and paint different pictures: "at least
// 100" and "thousands".
func wide(a, b lang.Quantity) bool {
	low, high := math.Min(a.Value, b.Value), math.Max(a.Value, b.Value)
	return low > 0 && high/low >= 3
}

// bounds are the least and the most that a figure as written can mean.
func bounds(m lang.Quantity) (low, high float64) {
	low, high = m.Value, m.High
	if m.Vague {
		return m.Value * 0.8, m.Value * 10
	}
	slack := rounded(m)
	low, high = low-slack, high+slack
	switch {
	case m.Hedge.Bound > 0:
		high = math.Inf(1)
	case m.Hedge.Bound < 0:
		low = 0
	}
	return low, high
}

// rounded is how far what was counted may lie from a figure that is rounded:
// half the place that it is rounded to, and only a small part of it where the
// text does not say that it is.
func rounded(m lang.Quantity) float64 {
	step := roundTo(m.Value)
	switch {
	case m.Hedge.About:
		return math.Max(math.Min(step/2, 0.15*m.Value), 0.03*m.Value)
	case step/2 >= 0.05*m.Value && m.Value >= 1e6: // "2 million"
		return 0.055 * m.Value
	case m.Value >= 100:
		return math.Max(0, math.Min(step/2-1, 0.02*m.Value))
	}
	return 0
}

// roundTo is the place a figure is rounded to: 10,000 for 330,000, 1 for 57.
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
