package retrievaltest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"secondsource/retrieval"
)

// Vectors is a fake store of vectors, in memory. The zero value is empty and
// ready to use. It is safe for concurrent use; the hooks must be set before.
type Vectors struct {
	// Load and Save are called before vectors are loaded or saved: to count, to
	// block, and to fail with what they return. Load's error comes after the
	// vectors that are there were yielded, as that of a damaged one does:
	// Damaged, or one that says nothing of them.
	Load, Save func(ctx context.Context) error

	mu   sync.Mutex
	kept map[string]map[retrieval.TextHash][]float32 // by model
}

// Damaged is the error of a store whose vectors are: retrieval.DamagedVectors.
type Damaged string

func (d Damaged) Error() string { return string(d) }

// VectorsDamaged is true.
func (Damaged) VectorsDamaged() bool { return true }

// LoadVectors yields what is kept of a model.
func (k *Vectors) LoadVectors(ctx context.Context, model string, dimensions int, yield func(retrieval.TextHash, []float32) error) error {
	type vector struct {
		hash   retrieval.TextHash
		values []float32
	}
	var list []vector
	k.mu.Lock()
	for hash, v := range k.kept[model] {
		list = append(list, vector{hash, slices.Clone(v)})
	}
	k.mu.Unlock()
	for _, v := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(v.values) != dimensions {
			return Damaged(fmt.Sprintf("a vector of %s has %d dimensions, not %d", model, len(v.values), dimensions))
		}
		if err := yield(v.hash, v.values); err != nil {
			return err
		}
	}
	if k.Load != nil {
		return k.Load(ctx)
	}
	return ctx.Err()
}

// SaveVectors keeps vectors.
func (k *Vectors) SaveVectors(ctx context.Context, model string, dimensions int, hashes []retrieval.TextHash, vectors [][]float32) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if k.Save != nil {
		if err := k.Save(ctx); err != nil {
			return err
		}
	}
	if len(hashes) != len(vectors) {
		return fmt.Errorf("%d vectors for %d texts", len(vectors), len(hashes))
	}
	for _, v := range vectors {
		if len(v) != dimensions {
			return fmt.Errorf("a vector of %s has %d dimensions, not %d", model, len(v), dimensions)
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil {
		k.kept = make(map[string]map[retrieval.TextHash][]float32)
	}
	if k.kept[model] == nil {
		k.kept[model] = make(map[retrieval.TextHash][]float32)
	}
	for i, hash := range hashes {
		k.kept[model][hash] = slices.Clone(vectors[i])
	}
	return nil
}

// ForgetVectors forgets what is kept of a model.
func (k *Vectors) ForgetVectors(ctx context.Context, model string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.kept, model)
	return nil
}

// Len is how many vectors are kept of a model.
func (k *Vectors) Len(model string) int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.kept[model])
}
