package retrieval

// How the nearest are found is measured and held to be the same both ways here,
// beneath the package's face: through it, only the result is seen.

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// random makes the vectors of n passages, one in ten with another's text, and a
// question. Those of few values tie with many others.
func random(t testing.TB, n, dimensions, values int) (*vectors, []float32) {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	vector := func() []float32 {
		v := make([]float32, dimensions)
		sum := 0.0
		for i := range v {
			x := r.NormFloat64()
			if values > 0 {
				x = float64(1 + r.IntN(values))
			}
			v[i] = float32(x)
			sum += x * x
		}
		for i := range v {
			v[i] = float32(float64(v[i]) / math.Sqrt(sum))
		}
		return v
	}
	list := &table{passages: n}
	for i := range n {
		text := HashText(fmt.Sprint(i - i%10/9))
		list.records = append(list.records, Passage{Article: fmt.Sprint(r.IntN(n)), Ordinal: i})
		list.texts = append(list.texts, text)
	}
	k, err := newVectors(dimensions, list)
	if err != nil {
		t.Fatal(err)
	}
	for text := range k.passages {
		if err := k.add(context.Background(), []TextHash{text}, [][]float32{vector()}); err != nil {
			t.Fatal(err)
		}
	}
	return k, vector()
}

func TestAskingAndScanningAgree(t *testing.T) {
	ctx := context.Background()
	for _, n := range []int{0, 1, 5, 3000} {
		for _, values := range []int{0, 2} {
			k, question := random(t, n, 8, values)
			for _, limit := range []int{1, 3, 50, 4000} {
				got, err := k.nearest(ctx, question, &selection{}, limit)
				if err != nil {
					t.Fatal(err)
				}
				want, err := k.scan(ctx, question, &selection{}, limit)
				if err != nil || !slices.Equal(got, want) || len(got) != min(n, limit) {
					t.Errorf("%d vectors, limit %d: %v, want %v (%v)", n, limit, got, want, err)
				}
			}
		}
	}
	k, question := random(t, 3000, 8, 0)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	for _, s := range []*selection{{}, {keep: make([]bool, 3000)}} {
		for _, limit := range []int{10, 4000} {
			if got, err := k.nearest(ended, question, s, limit); err == nil {
				t.Errorf("a ctx that has ended: %d", len(got))
			}
		}
	}
}

func TestAVectorIsReplaced(t *testing.T) {
	ctx := context.Background()
	k, _ := random(t, 20, 2, 0)
	for range 2 {
		if err := k.add(ctx, []TextHash{k.table.texts[3]}, [][]float32{{0.6, 0.8}}); err != nil {
			t.Fatal(err)
		}
	}
	nearest, err := k.nearest(ctx, []float32{0.6, 0.8}, &selection{}, 20)
	if err != nil || k.count(&selection{}) != 20 || len(nearest) != 20 || nearest[0].score != 1 {
		t.Errorf("%d are counted, %v, %v", k.count(&selection{}), nearest, err)
	}
}

func TestUnit(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, test := range []struct {
		given  []float32
		length float64 // 0: refused
	}{
		{[]float32{0.6, 0.8}, 1},
		{[]float32{0.6003, 0.8004}, 1},
		{[]float32{0.61, 0.81}, 0},
		{[]float32{0, 0}, 0},
		{[]float32{nan, 1}, 0},
		{[]float32{inf, 0}, 0},
		{[]float32{1}, 0},
		{nil, 0},
	} {
		v, err := unit(test.given, 2)
		if (err == nil) != (test.length == 1) {
			t.Errorf("%v: %v, %v", test.given, v, err)
		}
		if err == nil && math.Abs(math.Hypot(float64(v[0]), float64(v[1]))-1) > exactLength {
			t.Errorf("%v became %v", test.given, v)
		}
	}
}

// BenchmarkNearest finds the 100 nearest of random vectors of 384 dimensions:
// without a filter, and with one that a half or a tenth of the passages pass.
func BenchmarkNearest(b *testing.B) {
	for _, n := range []int{44_000, 100_000} {
		k, question := random(b, n, 384, 0)
		for _, nth := range []int{1, 2, 10} {
			selected := &selection{}
			if nth > 1 {
				selected.keep = make([]bool, n)
				for i := 0; i < n; i += nth {
					selected.keep[i] = true
				}
			}
			b.Run(fmt.Sprintf("passages=%d/1of%d", n, nth), func(b *testing.B) {
				for b.Loop() {
					if _, err := k.nearest(context.Background(), question, selected, 100); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("passages=%d/all", n), func(b *testing.B) { // what chromem-go takes for all of them
			for b.Loop() {
				if _, err := k.collection.QueryEmbedding(context.Background(), question, k.collection.Count(), nil, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
