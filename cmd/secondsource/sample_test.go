package main_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"slices"
	"testing"

	"secondsource/corpus/sample"
	"secondsource/retrieval"
	"secondsource/retrieval/minilm"
)

var update = flag.Bool("update", false, "write the files that hold what was made, instead of comparing")

// TestSampleVectors holds the vectors in the binary against those that the
// model makes of the sample's passages: all of them, and no others.
func TestSampleVectors(t *testing.T) {
	articles, err := sample.Articles()
	if err != nil {
		t.Fatal(err)
	}
	ctx, made := context.Background(), &made{}
	lib, err := retrieval.NewMemoryWith(ctx, articles, retrieval.Options{Embedder: minilm.New(), Vectors: made})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if n, err := lib.Embed(ctx, nil); err != nil || n == 0 {
		t.Fatalf("%d passages, %v", n, err)
	}
	file := "../../corpus/sample/vectors.bin"
	if *update {
		if err := os.WriteFile(file, made.encode(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	there, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := made.encode(); len(there) != len(want) || !bytes.Equal(there[:64], want[:64]) {
		t.Fatalf("%s has %d bytes, not the %d of all passages: run this test with -update", file, len(there), len(want))
	}
	model, n := minilm.New().Model(), 0
	err = sample.Vectors{}.LoadVectors(ctx, model.String(), model.Dimensions, func(hash [16]byte, v []float32) error {
		n++
		for _, m := range made.list {
			if m.hash == hash {
				if c := dot(m.vector, v); c < 0.9999 {
					t.Errorf("passage %x: the cosine of the vector that is kept is %.5f; run this test with -update", hash, c)
				}
				return nil
			}
		}
		t.Errorf("passage %x is not in the sample", hash)
		return nil
	})
	if err != nil || n != len(made.list) {
		t.Errorf("%d vectors of %d, %v", n, len(made.list), err)
	}
}

func dot(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

// made keeps what is made, in the order of the hashes.
type made struct{ list []madeVector }

type madeVector struct {
	hash   [16]byte
	vector []float32
}

func (*made) LoadVectors(context.Context, string, int, func([16]byte, []float32) error) error {
	return nil
}

func (m *made) SaveVectors(_ context.Context, _ string, _ int, hashes [][16]byte, vectors [][]float32) error {
	for i, hash := range hashes {
		m.list = append(m.list, madeVector{hash, vectors[i]})
	}
	slices.SortFunc(m.list, func(a, b madeVector) int { return bytes.Compare(a.hash[:], b.hash[:]) })
	return nil
}

func (*made) ForgetVectors(context.Context, string) error { return nil }

func (m *made) encode() []byte {
	var hashes [][16]byte
	var vectors [][]float32
	for _, v := range m.list {
		hashes, vectors = append(hashes, v.hash), append(vectors, v.vector)
	}
	return sample.EncodeVectors(minilm.New().Model().String(), hashes, vectors)
}
