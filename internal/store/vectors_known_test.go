package store_test

import (
	"errors"
	"slices"
	"testing"

	"secondsource/internal/store"
)

// TestOneVectorAndDimensions: what is kept of a model can be looked up without
// reading all of it.
func TestOneVectorAndDimensions(t *testing.T) {
	ctx := t.Context()
	s, err := store.Create(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	dimensions := func(prefix string, want int) {
		t.Helper()
		if n, err := s.Dimensions(ctx, prefix); err != nil || n != want {
			t.Errorf("of %q there are vectors of %d dimensions, %v, want %d", prefix, n, err, want)
		}
	}
	hash, other := [16]byte{1}, [16]byte{2}
	dimensions("near-1@a/", 0)
	if v, err := s.Vector(ctx, "near-1@a/2", 2, hash); v != nil || err != nil {
		t.Errorf("of an empty store: %v, %v", v, err)
	}
	for model, v := range map[string][]float32{"near-1@a/2": {0.6, 0.8}, "near-1@ab/3": {0, 0, 1}, "NEAR-1@a/4": {1, 0, 0, 0}} {
		if err := s.SaveVectors(ctx, model, len(v), [][16]byte{hash}, [][]float32{v}); err != nil {
			t.Fatal(err)
		}
	}
	dimensions("near-1@a/", 2)
	dimensions("near-1@ab/", 3)
	dimensions("near_1@a/", 0)
	dimensions("near-%", 0)
	if v, err := s.Vector(ctx, "near-1@a/2", 2, hash); !slices.Equal(v, []float32{0.6, 0.8}) || err != nil {
		t.Errorf("%v, %v", v, err)
	}
	if v, err := s.Vector(ctx, "near-1@a/2", 2, other); v != nil || err != nil {
		t.Errorf("of another text: %v, %v", v, err)
	}
	if v, err := s.Vector(ctx, "near-1@a/2", 3, hash); v != nil || !errors.Is(err, store.ErrVectors) {
		t.Errorf("with other dimensions: %v, %v", v, err)
	}
}
