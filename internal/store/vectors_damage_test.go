package store_test

// What cannot be kept, what is damaged, and what an earlier program left.

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"secondsource/internal/store"
)

func TestUnsoundVectorsAreRefused(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	with := func(third ...float32) [][]float32 { return [][]float32{{0, 0, 1}, {0, 1, 0}, third} }
	tests := []struct {
		name       string
		model      string
		dimensions int
		hashes     int
		vectors    [][]float32
		want       string
	}{
		{"no name", "", 3, 3, with(1, 0, 0), "the model has no name"},
		{"no dimensions", "m", 0, 0, nil, "has 0 dimensions"},
		{"too few hashes", "m", 3, 2, with(1, 0, 0), "2 hashes for 3 vectors"},
		{"too many hashes", "m", 3, 4, with(1, 0, 0), "4 hashes for 3 vectors"},
		{"too short", "m", 3, 3, with(1, 0), "vectors[2] has 2 dimensions, not the 3 of model m"},
		{"too long", "m", 3, 3, with(1, 0, 0, 0), "vectors[2] has 4 dimensions, not the 3 of model m"},
		{"missing", "m", 3, 3, with(), "vectors[2] has 0 dimensions"},
		{"not a number", "m", 3, 3, with(1, nan, 0), "vectors[2] has NaN as its component 1"},
		{"not a number, last", "m", 3, 3, with(1, 0, nan), "vectors[2] has NaN as its component 2"},
		{"infinite", "m", 3, 3, with(inf, 0, 0), "vectors[2] has +Inf as its component 0"},
		{"infinite the other way", "m", 3, 3, with(0, -inf, 0), "vectors[2] has -Inf as its component 1"},
		{"nothing", "m", 3, 3, with(0, 0, 0), "vectors[2] has length 0, not 1"},
		{"a little short", "m", 3, 3, with(0, 0.9988, 0), "vectors[2] has length 0.9988, not 1"},
		{"a little long", "m", 3, 3, with(0, 0, -1.0012), "vectors[2] has length 1.001, not 1"},
		{"huge", "m", 3, 3, with(math.MaxFloat32, 1, 0), "vectors[2] has length 3.403e+38, not 1"},
	}
	s := create(t, t.TempDir())
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			hashes, _ := madeUp(0, test.hashes, 1)
			err := s.SaveVectors(context.Background(), test.model, test.dimensions, hashes, test.vectors)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
	if models, err := s.VectorModels(context.Background()); err != nil || len(models) > 0 {
		t.Errorf("something is kept: %v, %v", models, err)
	}
	hashes, _ := madeUp(0, 3, 1)
	if err := s.SaveVectors(context.Background(), "m", 3, hashes, with(0, 0.9992, 0)); err != nil {
		t.Errorf("length 0.9992 is near enough: %v", err)
	}
}

func TestDamagedVectorsAreNamed(t *testing.T) {
	const sixth = " WHERE number = 6"
	tests := []struct{ name, damage, want string }{
		{"a byte is missing", "UPDATE vectors SET vector = substr(vector, 2)" + sixth, "has 15 bytes, not 16"},
		{"a component too many", "UPDATE vectors SET vector = CAST(vector || x'00000000' AS BLOB)" + sixth, "has 20 bytes, not 16"},
		{"empty", "UPDATE vectors SET vector = x''" + sixth, "has 0 bytes, not 16"},
		{"zeros", "UPDATE vectors SET vector = zeroblob(16)" + sixth, "has length 0, not 1"},
		{"not a number", "UPDATE vectors SET vector = CAST(x'0000c07f' || substr(vector, 5) AS BLOB)" + sixth, "has NaN as its component 0"},
		{"infinite", "UPDATE vectors SET vector = CAST(substr(vector, 1, 12) || x'000080ff' AS BLOB)" + sixth, "has -Inf as its component 3"},
		{"another's bytes", "UPDATE vectors SET vector = CAST('not a vector, no' AS BLOB)" + sixth, "has length"},
		{"half a hash", "UPDATE vectors SET hash = substr(hash, 1, 8)" + sixth, "has a hash of 8 bytes, not 16"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx := context.Background()
			dir := t.TempDir()
			s := create(t, dir)
			sound, other := save(t, s, "model", 0, 10, 4), save(t, s, "other", 0, 10, 4)
			edit(t, dir, test.damage)
			got, err := load(ctx, s, "model", 4)
			if !errors.Is(err, store.ErrVectors) {
				t.Fatalf("%d were loaded, %v", len(got), err)
			}
			hash := hashOf(5)
			for _, want := range []string{test.want, "by model model", fmt.Sprintf("%x", hash[:8]), "make them again"} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%v; want %q", err, want)
				}
			}
			for hash, vector := range got {
				if !sameBits(vector, sound[hash]) || hash == hashOf(5) {
					t.Errorf("%x was loaded as %v", hash, vector)
				}
			}
			expect(t, s, "other", 4, other)
			if err := s.ForgetVectors(ctx, "model"); err != nil {
				t.Fatal(err)
			}
			expect(t, s, "model", 4, save(t, s, "model", 0, 10, 4))
		})
	}
	t.Run("the model's dimensions", func(t *testing.T) {
		dir := t.TempDir()
		s := create(t, dir)
		save(t, s, "model", 0, 10, 4)
		edit(t, dir, "UPDATE embedders SET dimensions = 5")
		if got, err := load(context.Background(), s, "model", 4); !errors.Is(err, store.ErrDimensions) || len(got) > 0 {
			t.Errorf("as before: %d were loaded, %v", len(got), err)
		}
		if got, err := load(context.Background(), s, "model", 5); !errors.Is(err, store.ErrVectors) || len(got) > 0 {
			t.Errorf("as damaged: %d were loaded, %v", len(got), err)
		}
	})
}

func TestDamagedVectorsCanBePruned(t *testing.T) {
	dir := t.TempDir()
	s := create(t, dir)
	save(t, s, "model", 0, 3, 4)
	edit(t, dir, "UPDATE vectors SET hash = x'00' WHERE number = 1")
	keep := map[[16]byte]bool{hashOf(1): true, hashOf(2): true}
	if removed, err := s.PruneVectors(context.Background(), "model", "", keep); err != nil || removed != 1 {
		t.Errorf("%d were removed, %v", removed, err)
	}
	expect(t, s, "model", 4, save(t, create(t, t.TempDir()), "model", 1, 2, 4))
}

// TestACutFileIsDamaged cuts off the end of the file, before it is opened and
// while it is open.
func TestACutFileIsDamaged(t *testing.T) {
	ctx := context.Background()
	whole := t.TempDir()
	s := create(t, whole)
	put(t, s, ferry())
	save(t, s, "model", 0, 300, 64)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(whole, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []float64{0.1, 0.5, 0.9} {
		for _, open := range []bool{false, true} {
			t.Run(fmt.Sprintf("%g of it, open %v", part, open), func(t *testing.T) {
				dir := t.TempDir()
				path := filepath.Join(dir, store.FileName)
				if err := os.WriteFile(path, file, 0o600); err != nil {
					t.Fatal(err)
				}
				var s *store.Store
				if open {
					s = create(t, dir)
				}
				err := os.Truncate(path, int64(part*float64(len(file))))
				if err == nil && !open {
					if s, err = store.Open(ctx, dir); err == nil {
						defer s.Close()
					}
				}
				if err == nil {
					_, err = load(ctx, s, "model", 64)
				}
				if err == nil || !strings.Contains(err.Error(), "the file is damaged") || !strings.Contains(err.Error(), "put back a copy") {
					t.Errorf("%v", err)
				}
			})
		}
	}
}

func TestSavingSaysWhyItCannotWrite(t *testing.T) {
	tests := []struct {
		name, pragma, want string
	}{
		{"the disk is full", "max_page_count = 60", "the disk is full: free some space"},
		{"the directory is read-only", "query_only = 1", "write permission"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx := context.Background()
			s := create(t, t.TempDir())
			if err := store.Pragma(s, test.pragma); err != nil {
				t.Fatal(err)
			}
			want := kept{}
			var err error
			for first := 0; first < 1000 && err == nil; first += 10 {
				hashes, vectors := madeUp(first, 10, 384)
				if err = s.SaveVectors(ctx, "model", 384, hashes, vectors); err != nil {
					break
				}
				for i, hash := range hashes {
					want[hash] = vectors[i]
				}
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
			expect(t, s, "model", 384, want)
			if verdict, err := store.Check(s); err != nil || verdict != "ok" {
				t.Errorf("SQLite says %q, %v", verdict, err)
			}
		})
	}
}

// TestAnEarlierFileIsMigrated opens what a program left that kept no vectors.
func TestAnEarlierFileIsMigrated(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Earlier(context.Background(), dir, 1)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, ferry())
	before := revision(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s, err := store.Open(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(ferry(), now(t, s, "ferry")); diff != "" || revision(t, s) != before {
			t.Errorf("revision %q, was %q:\n%s", revision(t, s), before, diff)
		}
		expect(t, s, "model", 4, save(t, s, "model", 0, 10, 4))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMigratingAtOnce opens an earlier file as several processes do.
func TestMigratingAtOnce(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Earlier(context.Background(), dir, 1)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, ferry())
	var group errgroup.Group
	for range 4 {
		group.Go(func() error {
			s, err := store.Open(context.Background(), dir)
			if err != nil {
				return err
			}
			_, err = s.CountVectors(context.Background(), "model")
			return errors.Join(err, s.Close())
		})
	}
	if err := errors.Join(group.Wait(), s.Close()); err != nil {
		t.Error(err)
	}
}
