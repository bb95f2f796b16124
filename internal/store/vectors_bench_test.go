package store_test

// How long vectors take to load and to keep:
//
//	go test ./internal/store -run '^$' -bench Vectors -benchtime 3x

import (
	"context"
	"fmt"
	"testing"

	"secondsource/internal/store"
)

const (
	benchDimensions = 384
	benchBatch      = 256 // vectors a transaction
)

func BenchmarkLoadVectors(b *testing.B) {
	for _, n := range []int{44_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := create(b, b.TempDir())
			saveAll(b, s, n)
			b.ReportAllocs()
			for b.Loop() {
				loaded := make(map[[16]byte][]float32, n)
				err := s.LoadVectors(context.Background(), "model", benchDimensions, func(hash [16]byte, vector []float32) error {
					loaded[hash] = vector
					return nil
				})
				if err != nil || len(loaded) != n {
					b.Fatalf("%d loaded, %v", len(loaded), err)
				}
			}
		})
	}
}

func BenchmarkSaveVectors(b *testing.B) {
	for _, n := range []int{44_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				saveAll(b, create(b, b.TempDir()), n)
			}
		})
	}
}

// saveAll keeps n vectors of other texts, all with the same few vectors.
func saveAll(b *testing.B, s *store.Store, n int) {
	b.Helper()
	_, vectors := madeUp(0, benchBatch, benchDimensions)
	hashes := make([][16]byte, benchBatch)
	for from := 0; from < n; from += benchBatch {
		batch := min(benchBatch, n-from)
		for i := range batch {
			hashes[i] = hashOf(from + i)
		}
		if err := s.SaveVectors(context.Background(), "model", benchDimensions, hashes[:batch], vectors[:batch]); err != nil {
			b.Fatal(err)
		}
	}
}
