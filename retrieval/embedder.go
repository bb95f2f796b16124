package retrieval

import (
	"context"
	"crypto/sha256"
	"fmt"
)

// Embedder turns texts into vectors of their meaning. What implements it runs
// the suite in retrievaltest. It is safe for concurrent use.
type Embedder interface {
	// Model names what makes the vectors. Vectors of different models are
	// never compared. It calls nothing and stays as it is; an embedder that
	// does not know its dimensions before it has embedded something gives 0
	// until then.
	Model() Model
	// Embed returns a vector of length 1 for each text, in their order; the
	// same text has the same vector in whatever company it is embedded, to
	// within 1e-5 a component. An empty text has a vector as well. What is
	// longer than the model can read is cut off. It returns ctx's error soon
	// after ctx ends.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// Model names an embedding model.
type Model struct {
	Name       string // such as "all-MiniLM-L6-v2"
	Revision   string // of the weights, and of what is done with a text before
	Dimensions int    // of a vector; 0: not known yet
}

// String is the name under which vectors of the model are kept.
func (m Model) String() string { return fmt.Sprintf("%s%d", m.Prefix(), m.Dimensions) }

// Prefix is what String begins with, however many dimensions the model has.
func (m Model) Prefix() string { return fmt.Sprintf("%s@%s/", m.Name, m.Revision) }

// TextHash tells which text a vector is of: the first half of its SHA-256. An alias,
// so that a store need not import this package.
type TextHash = [16]byte

// HashText returns the hash of a text.
func HashText(text string) TextHash {
	sum := sha256.Sum256([]byte(text))
	return [16]byte(sum[:16])
}

// Vectors is where the vectors of a library on disk are kept, by the model
// that made them and the hash of the text that they are of. *store.Store is
// one.
type Vectors interface {
	// LoadVectors calls yield with every vector that is kept of a model, in
	// any order; the slice is yield's to keep. It returns yield's error as it
	// is, and DamagedVectors for a vector that does not have that many
	// dimensions or cannot be one: then it has yielded only sound ones. Any
	// other error says that they could not be read now, and nothing of them.
	LoadVectors(ctx context.Context, model string, dimensions int, yield func(hash TextHash, vector []float32) error) error
	// SaveVectors keeps the vectors of texts, all or none of them; one that is
	// there already is replaced. What it reported as kept is on the disk.
	SaveVectors(ctx context.Context, model string, dimensions int, hashes []TextHash, vectors [][]float32) error
	// ForgetVectors throws away all vectors of a model, also damaged ones.
	ForgetVectors(ctx context.Context, model string) error
}

// DamagedVectors is in the chain of an error of LoadVectors, with true, when
// what is kept of the model is of no use to anybody: it is then thrown away and
// made anew. An error without it (a full disk, another process that writes) has
// thrown away nothing.
type DamagedVectors interface {
	error
	VectorsDamaged() bool
}
