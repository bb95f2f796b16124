package store_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"secondsource/corpus"
	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

// kept is what is kept of a model.
type kept map[[16]byte][]float32

func hashOf(text int) [16]byte { return retrieval.HashText(fmt.Sprint(text)) }

// madeUp gives vectors of the texts from first on; they are the same at every
// call.
func madeUp(first, n, dimensions int) ([][16]byte, [][]float32) {
	hashes, vectors := make([][16]byte, n), make([][]float32, n)
	for i := range n {
		hashes[i], vectors[i] = hashOf(first+i), unit(uint64(first+i), dimensions)
	}
	return hashes, vectors
}

// unit is a vector of length 1; each seed has its own.
func unit(seed uint64, dimensions int) []float32 {
	random := rand.New(rand.NewPCG(seed, uint64(dimensions)))
	vector := make([]float32, dimensions)
	sum := 0.0
	for i := range vector {
		vector[i] = float32(random.NormFloat64())
		sum += float64(vector[i]) * float64(vector[i])
	}
	for i := range vector {
		vector[i] /= float32(math.Sqrt(sum))
	}
	return vector
}

// save keeps made-up vectors, and returns what is then kept of a model that had
// none.
func save(t testing.TB, s *store.Store, model string, first, n, dimensions int) kept {
	t.Helper()
	hashes, vectors := madeUp(first, n, dimensions)
	if err := s.SaveVectors(context.Background(), model, dimensions, hashes, vectors); err != nil {
		t.Fatal(err)
	}
	out := kept{}
	for i, hash := range hashes {
		out[hash] = vectors[i]
	}
	return out
}

// load reads what is kept of a model, up to an error.
func load(ctx context.Context, s *store.Store, model string, dimensions int) (kept, error) {
	out := kept{}
	err := s.LoadVectors(ctx, model, dimensions, func(hash [16]byte, vector []float32) error {
		if out[hash] != nil {
			return fmt.Errorf("%x came twice", hash)
		}
		out[hash] = vector
		return nil
	})
	return out, err
}

// expect holds that of a model this is kept, to the bit.
func expect(t testing.TB, s *store.Store, model string, dimensions int, want kept) {
	t.Helper()
	got, err := load(context.Background(), s, model, dimensions)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("%d vectors are kept of %s, want %d", len(got), model, len(want))
	}
	for hash := range want {
		if !sameBits(got[hash], want[hash]) {
			t.Fatalf("%x has %v, want %v", hash, got[hash], want[hash])
		}
	}
	if n, err := s.CountVectors(context.Background(), model); err != nil || n != len(want) {
		t.Errorf("%d are counted, %v; %d are kept", n, err, len(want))
	}
}

func sameBits(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return math.Float32bits(x) == math.Float32bits(y) })
}

func TestVectorsAreWhatRetrievalAsksFor(t *testing.T) {
	retrievaltest.TestVectors(t, func() retrieval.Vectors { return create(t, t.TempDir()) })
}

func TestVectorsComeBackToTheBit(t *testing.T) {
	for _, dimensions := range []int{1, 3, 384, 1536} {
		t.Run(fmt.Sprint(dimensions), func(t *testing.T) {
			dir := t.TempDir()
			s := create(t, dir)
			want := save(t, s, "model", 0, 150, dimensions)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			expect(t, create(t, dir), "model", dimensions, want)
		})
	}
	s := create(t, t.TempDir())
	odd := []float32{1, float32(math.Copysign(0, -1)), math.SmallestNonzeroFloat32, -1e-40}
	hashes, vectors := [][16]byte{{}, {0xff}}, [][]float32{odd, {0.5, 0.5, -0.5, 0.5004}}
	if err := s.SaveVectors(context.Background(), "model", 4, hashes, vectors); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "model", 4, kept{hashes[0]: odd, hashes[1]: vectors[1]})
}

// TestLoadedVectorsAreTheCallersOwn: what a caller does with one changes none
// of the others.
func TestLoadedVectorsAreTheCallersOwn(t *testing.T) {
	s := create(t, t.TempDir())
	want := save(t, s, "model", 0, 100, 8)
	got, err := load(context.Background(), s, "model", 8)
	if err != nil {
		t.Fatal(err)
	}
	for hash, vector := range got {
		if !sameBits(vector, want[hash]) {
			t.Fatalf("%x has %v, want %v", hash, vector, want[hash])
		}
		clear(vector)
		_ = append(vector, 9, 9, 9)
		got[hash] = nil
	}
}

func TestVectorsAreReplaced(t *testing.T) {
	ctx := context.Background()
	s := create(t, t.TempDir())
	want := save(t, s, "model", 0, 10, 8)
	newer := unit(1000, 8)
	want[hashOf(3)] = newer
	if err := s.SaveVectors(ctx, "model", 8, [][16]byte{hashOf(3), hashOf(3)}, [][]float32{unit(999, 8), newer}); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "model", 8, want)
	if err := s.SaveVectors(ctx, "model", 8, nil, nil); err != nil {
		t.Errorf("nothing could not be kept: %v", err)
	}
	expect(t, s, "model", 8, want)
}

func TestModelsAreKeptApart(t *testing.T) {
	ctx := context.Background()
	s := create(t, t.TempDir())
	expect(t, s, "small", 8, kept{})
	small, large := save(t, s, "small", 0, 20, 8), save(t, s, "large", 10, 30, 16)
	expect(t, s, "small", 8, small)
	expect(t, s, "large", 16, large)
	models, err := s.VectorModels(ctx)
	want := []store.ModelVectors{{Model: "large", Dimensions: 16, Vectors: 30}, {Model: "small", Dimensions: 8, Vectors: 20}}
	if diff := cmp.Diff(want, models); diff != "" || err != nil {
		t.Errorf("the models, %v:\n%s", err, diff)
	}

	still := map[[16]byte]bool{}
	for hash := range large {
		still[hash] = small[hash] != nil // texts 10 to 19 of 10 to 39
	}
	for _, want := range []int{20, 0} {
		if removed, err := s.PruneVectors(ctx, "large", "", still); err != nil || removed != want {
			t.Errorf("%d were removed, %v; want %d", removed, err, want)
		}
	}
	expect(t, s, "large", 16, save(t, create(t, t.TempDir()), "large", 10, 10, 16))
	expect(t, s, "small", 8, small)

	for range 2 {
		if err := s.ForgetVectors(ctx, "large"); err != nil {
			t.Errorf("forgetting: %v", err)
		}
	}
	expect(t, s, "large", 16, kept{})
	expect(t, s, "small", 8, small)
	if models, err := s.VectorModels(ctx); err != nil || len(models) != 1 || models[0].Model != "small" {
		t.Errorf("then the models are %v, %v", models, err)
	}
}

func TestAModelHasItsDimensions(t *testing.T) {
	ctx := context.Background()
	s := create(t, t.TempDir())
	want := save(t, s, "model", 0, 20, 8)
	hashes, vectors := madeUp(15, 10, 16)
	err := s.SaveVectors(ctx, "model", 16, hashes, vectors)
	if !errors.Is(err, store.ErrDimensions) || !strings.Contains(err.Error(), "model has 8 dimensions here, not 16") {
		t.Errorf("keeping others: %v", err)
	}
	expect(t, s, "model", 8, want)
	got, err := load(ctx, s, "model", 16)
	if !errors.Is(err, store.ErrDimensions) || len(got) > 0 {
		t.Errorf("loading others: %d, %v", len(got), err)
	}
	if err := s.ForgetVectors(ctx, "model"); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "model", 16, save(t, s, "model", 15, 10, 16))
}

func TestLoadingStopsWhenAsked(t *testing.T) {
	s := create(t, t.TempDir())
	want := save(t, s, "model", 0, 20, 4)
	enough := errors.New("enough")
	n := 0
	err := s.LoadVectors(context.Background(), "model", 4, func([16]byte, []float32) error {
		if n++; n == 7 {
			return enough
		}
		return nil
	})
	if err != enough || n != 7 {
		t.Errorf("after %d: %v", n, err)
	}
	expect(t, s, "model", 4, want)
}

func TestVectorsAreNoRevision(t *testing.T) {
	ctx := context.Background()
	s := create(t, t.TempDir())
	put(t, s, ferry())
	before := revision(t, s)
	save(t, s, "model", 0, 10, 4)
	if _, err := s.PruneVectors(ctx, "model", before, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.ForgetVectors(ctx, "model"); err != nil {
		t.Fatal(err)
	}
	if after := revision(t, s); after != before {
		t.Errorf("revision %q became %q", before, after)
	}
	if changed, upTo, err := s.Changed(ctx, before, 10); err != nil || len(changed) > 0 || upTo != before {
		t.Errorf("%d articles changed up to %q, %v", len(changed), upTo, err)
	}
}

// TestSavingAndLoadingAtOnce: a reader sees whole batches, whoever writes.
func TestSavingAndLoadingAtOnce(t *testing.T) {
	const batches, batch, dimensions = 20, 8, 16
	ctx := context.Background()
	dir := t.TempDir()
	ours, theirs := create(t, dir), create(t, dir)
	var group errgroup.Group
	for writer, s := range []*store.Store{ours, ours, theirs} {
		group.Go(func() error {
			for i := range batches {
				hashes, vectors := madeUp((writer*batches+i)*batch, batch, dimensions)
				if err := s.SaveVectors(ctx, "model", dimensions, hashes, vectors); err != nil {
					return err
				}
			}
			return nil
		})
		group.Go(func() error {
			for range batches {
				got, err := load(ctx, s, "model", dimensions)
				if err == nil && len(got)%batch != 0 {
					err = fmt.Errorf("half a batch is seen: %d vectors", len(got))
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		_, err := theirs.Put(ctx, []corpus.Article{ferry()}, noon)
		return err
	})
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	expect(t, ours, "model", dimensions, save(t, create(t, t.TempDir()), "model", 0, 3*batches*batch, dimensions))
}

func TestVectorsAndACancelledContext(t *testing.T) {
	s := create(t, t.TempDir())
	want := save(t, s, "model", 0, 200, 64)
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err := s.LoadVectors(ctx, "model", 64, func([16]byte, []float32) error {
		if n++; n == 3 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n != 3 {
		t.Errorf("cancelled while loading: %v after %d", err, n)
	}
	hashes, vectors := madeUp(500, 10, 64)
	_, pruning := s.PruneVectors(ctx, "model", "", nil)
	_, loading := load(ctx, s, "model", 64)
	for name, err := range map[string]error{
		"loading": loading, "pruning": pruning,
		"saving": s.SaveVectors(ctx, "model", 64, hashes, vectors), "forgetting": s.ForgetVectors(ctx, "model"),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	expect(t, s, "model", 64, want)
}

// TestSavingIsCancelledWholly ends the context at any moment of a save.
func TestSavingIsCancelledWholly(t *testing.T) {
	s := create(t, t.TempDir())
	hashes, vectors := madeUp(0, 400, 64)
	for range 30 {
		ctx, cancel := context.WithTimeout(context.Background(), rand.N(20*time.Millisecond))
		err := s.SaveVectors(ctx, "model", 64, hashes, vectors)
		cancel()
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		n, counting := s.CountVectors(context.Background(), "model")
		if counting != nil || (err == nil) != (n == len(hashes)) || (err != nil) != (n == 0) {
			t.Fatalf("%v, and %d of %d are kept; %v", err, n, len(hashes), counting)
		}
		if err := s.ForgetVectors(context.Background(), "model"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPruningKnowsItsRevision: texts that are no longer the newest say nothing
// of what may go.
func TestPruningKnowsItsRevision(t *testing.T) {
	ctx := context.Background()
	s := create(t, t.TempDir())
	put(t, s, ferry())
	want := save(t, s, "model", 0, 10, 4)
	seen := revision(t, s)
	later := ferry()
	later.ID = "later"
	put(t, s, later)
	if removed, err := s.PruneVectors(ctx, "model", seen, nil); err != nil || removed != 0 {
		t.Errorf("%d were removed, %v", removed, err)
	}
	expect(t, s, "model", 4, want)
	if removed, err := s.PruneVectors(ctx, "model", revision(t, s), nil); err != nil || removed != 10 {
		t.Errorf("then %d were removed, %v", removed, err)
	}
	expect(t, s, "model", 4, kept{})
}

// TestPruningNothingWritesNothing: it does not wait for whoever writes, and
// needs no space.
func TestPruningNothingWritesNothing(t *testing.T) {
	ctx := context.Background()
	s := create(t, t.TempDir())
	keep := map[[16]byte]bool{}
	for hash := range save(t, s, "model", 0, 10, 4) {
		keep[hash] = true
	}
	if err := store.Pragma(s, "query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if removed, err := s.PruneVectors(ctx, "model", "", keep); err != nil || removed != 0 {
		t.Errorf("%d were removed, %v", removed, err)
	}
	if _, err := s.PruneVectors(ctx, "model", "", nil); err == nil || !strings.Contains(err.Error(), "write permission") {
		t.Errorf("with something to prune: %v", err)
	}
}

// TestBytesOfVectors holds what vectors are said to take against the file.
func TestBytesOfVectors(t *testing.T) {
	for _, dimensions := range []int{4, 384, 768, 1536} {
		dir := t.TempDir()
		s := create(t, dir)
		save(t, s, "model", 0, 1000, dimensions)
		models, err := s.VectorModels(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		file, err := os.Stat(filepath.Join(dir, store.FileName))
		if err != nil {
			t.Fatal(err)
		}
		const empty = 130_000
		if said, is := models[0].Bytes(), file.Size(); said > is || said < is*8/10-empty {
			t.Errorf("%d dimensions: said to take %d of a file of %d", dimensions, said, is)
		}
	}
}
