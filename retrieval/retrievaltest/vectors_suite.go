package retrievaltest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"secondsource/retrieval"
)

// TestVectors holds a store of vectors against what retrieval.Vectors promises;
// empty returns one that has none, and closes it with the test.
func TestVectors(t *testing.T, empty func() retrieval.Vectors) {
	t.Run("nothing is kept", func(t *testing.T) {
		expect(t, empty(), "model", map[string][]float32{})
	})
	t.Run("kept by model and text", func(t *testing.T) { testKept(t, empty()) })
	t.Run("all or none", func(t *testing.T) { testAllOrNone(t, empty()) })
	t.Run("slices are the caller's", func(t *testing.T) { testSlices(t, empty()) })
	t.Run("another number of dimensions", func(t *testing.T) {
		k := empty()
		mustSave(t, k, "model", "a", []float32{1, 0})
		err := k.LoadVectors(context.Background(), "model", 3, func(hash retrieval.TextHash, v []float32) error {
			t.Errorf("yielded %v", v)
			return nil
		})
		if !damaged(err) {
			t.Errorf("for a vector of 2 dimensions where 3 were wanted: %v, which is no DamagedVectors", err)
		}
	})
	t.Run("yield's error", func(t *testing.T) {
		k := empty()
		mustSave(t, k, "model", "a", []float32{1, 0})
		want := errors.New("enough")
		err := k.LoadVectors(context.Background(), "model", 2, func(retrieval.TextHash, []float32) error { return want })
		if err != want || damaged(err) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("ctx", func(t *testing.T) { testEndedCtx(t, empty()) })
}

func testKept(t *testing.T, k retrieval.Vectors) {
	mustSave(t, k, "model", "a", []float32{1, 0})
	mustSave(t, k, "model", "b", []float32{0, -1})
	mustSave(t, k, "other", "a", []float32{0, 0.6, 0.8})
	expect(t, k, "model", map[string][]float32{"a": {1, 0}, "b": {0, -1}})
	mustSave(t, k, "model", "a", []float32{0.6, 0.8}) // replaced
	expect(t, k, "model", map[string][]float32{"a": {0.6, 0.8}, "b": {0, -1}})
	if err := k.SaveVectors(context.Background(), "model", 2, nil, nil); err != nil {
		t.Errorf("saving none: %v", err)
	}
	for range 2 { // the second time there is nothing to forget
		if err := k.ForgetVectors(context.Background(), "model"); err != nil {
			t.Fatal(err)
		}
		expect(t, k, "model", map[string][]float32{})
	}
	found := 0
	err := k.LoadVectors(context.Background(), "other", 3, func(hash retrieval.TextHash, v []float32) error {
		found++
		return nil
	})
	if err != nil || found != 1 {
		t.Errorf("of the other model there are %d, %v", found, err)
	}
	// A model that was forgotten may come back with other dimensions.
	one := []retrieval.TextHash{retrieval.HashText("a")}
	if err := k.SaveVectors(context.Background(), "model", 3, one, [][]float32{{0, 0, 1}}); err != nil {
		t.Errorf("saving after forgetting: %v", err)
	}
}

func testAllOrNone(t *testing.T, k retrieval.Vectors) {
	hashes := []retrieval.TextHash{retrieval.HashText("a"), retrieval.HashText("b")}
	for what, vectors := range map[string][][]float32{
		"one vector for two texts":  {{1, 0}},
		"one of another dimension":  {{1, 0}, {1, 0, 0}},
		"one of no dimension":       {{1, 0}, nil},
		"three vectors for two":     {{1, 0}, {1, 0}, {1, 0}},
		"the first is of another":   {{1}, {1, 0}},
		"no vectors for two hashes": nil,
	} {
		if err := k.SaveVectors(context.Background(), "model", 2, hashes, vectors); err == nil {
			t.Errorf("%s: no error", what)
		}
		expect(t, k, "model", map[string][]float32{})
	}
}

func testSlices(t *testing.T, k retrieval.Vectors) {
	given := []float32{1, 0}
	mustSave(t, k, "model", "a", given)
	given[0] = 7
	var yielded []float32
	err := k.LoadVectors(context.Background(), "model", 2, func(_ retrieval.TextHash, v []float32) error {
		yielded = v
		return nil
	})
	if err != nil || !slices.Equal(yielded, []float32{1, 0}) {
		t.Fatalf("%v, %v", yielded, err)
	}
	yielded[0] = 7
	expect(t, k, "model", map[string][]float32{"a": {1, 0}})
}

func testEndedCtx(t *testing.T, k retrieval.Vectors) {
	mustSave(t, k, "model", "a", []float32{1, 0})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	none := func(retrieval.TextHash, []float32) error { return nil }
	if err := k.LoadVectors(ctx, "model", 2, none); !errors.Is(err, context.Canceled) || damaged(err) {
		t.Errorf("loading: %v", err)
	}
	err := k.SaveVectors(ctx, "model", 2, []retrieval.TextHash{retrieval.HashText("b")}, [][]float32{{0, 1}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("saving: %v", err)
	}
	if err := k.ForgetVectors(ctx, "model"); !errors.Is(err, context.Canceled) {
		t.Errorf("forgetting: %v", err)
	}
	expect(t, k, "model", map[string][]float32{"a": {1, 0}})
}

// damaged says whether an error is that of vectors that are to be made anew.
func damaged(err error) bool {
	var damaged retrieval.DamagedVectors
	return errors.As(err, &damaged) && damaged.VectorsDamaged()
}

func mustSave(t *testing.T, k retrieval.Vectors, model, text string, v []float32) {
	t.Helper()
	err := k.SaveVectors(context.Background(), model, len(v), []retrieval.TextHash{retrieval.HashText(text)}, [][]float32{v})
	if err != nil {
		t.Fatal(err)
	}
}

// expect holds all vectors of a model, of 2 dimensions, against those wanted by
// text.
func expect(t *testing.T, k retrieval.Vectors, model string, want map[string][]float32) {
	t.Helper()
	got := make(map[retrieval.TextHash][]float32)
	err := k.LoadVectors(context.Background(), model, 2, func(hash retrieval.TextHash, v []float32) error {
		if _, twice := got[hash]; twice {
			t.Errorf("%x was yielded twice", hash)
		}
		got[hash] = v
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	byHash := make(map[retrieval.TextHash][]float32)
	for text, v := range want {
		byHash[retrieval.HashText(text)] = v
	}
	if !maps.EqualFunc(got, byHash, slices.Equal[[]float32]) {
		t.Errorf("%s has %v, want %v", model, got, byHash)
	}
}
