package store

// Vectors: of each text one a model, found by the text's hash.

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// lengthTolerance is how far from 1 the length of a vector may be.
const lengthTolerance = 1e-3

// slabVectors is how many vectors are loaded into one piece of memory.
const slabVectors = 64

// LoadVectors calls yield with every vector that is kept of a model, as all
// were at one moment, in any order; the slice is yield's to keep. It returns
// yield's error as it is. ErrDimensions when the model's vectors have another
// number of dimensions, ErrVectors at the first that is damaged: what it
// yielded before is sound. A model of which nothing is kept yields nothing.
func (s *Store) LoadVectors(ctx context.Context, model string, dimensions int, yield func(hash [16]byte, vector []float32) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return reading(ended(ctx, err))
	}
	defer tx.Rollback()
	embedder, err := findEmbedder(ctx, tx, model, dimensions)
	if err != nil || embedder == 0 {
		return reading(ended(ctx, err))
	}
	// With the plus it reads the table from end to end, not the index and then
	// the table here and there.
	rows, err := tx.QueryContext(ctx, "SELECT hash, vector FROM vectors WHERE +embedder = ?", embedder)
	if err != nil {
		return reading(ended(ctx, err))
	}
	defer rows.Close()
	var hash, blob sql.RawBytes
	var slab []float32
	for ctx.Err() == nil && rows.Next() {
		if err := rows.Scan(&hash, &blob); err != nil {
			return reading(ended(ctx, err))
		}
		if len(slab) == 0 {
			slab = make([]float32, slabVectors*dimensions)
		}
		vector := slab[:dimensions:dimensions]
		slab = slab[dimensions:]
		if err := decodeVector(vector, hash, blob); err != nil {
			return reading(fmt.Errorf("the vector of text %x by model %s %w: %w", []byte(hash), model, err, ErrVectors))
		}
		if err := yield([16]byte(hash), vector); err != nil {
			return err
		}
	}
	return reading(cmp.Or(ctx.Err(), rows.Err()))
}

// SaveVectors keeps the vectors of texts, all or none of them; one that is
// there already is replaced, and of a text that is given twice the last counts.
// When it returns without an error, they are on the disk. Each must have
// length 1 and that many dimensions; ErrDimensions when the vectors that are
// kept of the model have another number of them.
func (s *Store) SaveVectors(ctx context.Context, model string, dimensions int, hashes [][16]byte, vectors [][]float32) error {
	if err := checkVectors(model, dimensions, hashes, vectors); err != nil {
		return fmt.Errorf("keeping vectors: %w", err)
	}
	if len(vectors) == 0 {
		return nil
	}
	return s.writeVectors(ctx, func(tx *transaction) error {
		embedder, err := findEmbedder(ctx, tx.Tx, model, dimensions)
		if err == nil && embedder == 0 {
			err = tx.row(ctx, "INSERT INTO embedders (model, dimensions) VALUES (?, ?) RETURNING number", model, dimensions).Scan(&embedder)
		}
		if err != nil {
			return err
		}
		blob := make([]byte, 4*dimensions)
		for i, vector := range vectors {
			encodeVector(blob, vector)
			err := tx.exec(ctx, `INSERT INTO vectors (embedder, hash, vector) VALUES (?, ?, ?)
				ON CONFLICT (embedder, hash) DO UPDATE SET vector = excluded.vector`, embedder, hashes[i][:], blob)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// CountVectors says how many vectors are kept of a model.
func (s *Store) CountVectors(ctx context.Context, model string) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM embedders e JOIN vectors v ON v.embedder = e.number WHERE e.model = ?", model).Scan(&n)
	return n, reading(err)
}

// Vector returns the vector of one text by a model; nil when none is kept.
func (s *Store) Vector(ctx context.Context, model string, dimensions int, hash [16]byte) ([]float32, error) {
	var blob []byte
	err := s.db.QueryRowContext(ctx, `SELECT v.vector FROM embedders e JOIN vectors v ON v.embedder = e.number
		WHERE e.model = ? AND v.hash = ?`, model, hash[:]).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, reading(ended(ctx, err))
	}
	vector := make([]float32, dimensions)
	if err := decodeVector(vector, hash[:], blob); err != nil {
		return nil, reading(fmt.Errorf("the vector of text %x by model %s %w: %w", hash, model, err, ErrVectors))
	}
	return vector, nil
}

// Dimensions tells how many dimensions the vectors have that were kept last of a
// model whose name begins so; 0 when none was.
func (s *Store) Dimensions(ctx context.Context, prefix string) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT dimensions FROM embedders WHERE substr(model, 1, length(?1)) = ?1
		ORDER BY number DESC LIMIT 1`, prefix).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, reading(ended(ctx, err))
}

// ModelVectors says how many vectors are kept of a model.
type ModelVectors struct {
	Model      string
	Dimensions int
	Vectors    int
}

// Bytes is about how much of the file the vectors take: they stand on pages of
// SQLite, as many whole ones as there is room for or each on several, and by
// hash in an index.
func (m ModelVectors) Bytes() int64 {
	const page, rowHead, indexRow = 4096, 28, 24
	row := 4*m.Dimensions + rowHead
	if perPage := page / row; perPage > 0 {
		row = page / perPage
	} else {
		row = (row + page - 1) / page * page
	}
	return int64(m.Vectors) * int64(row+indexRow)
}

// VectorModels lists the models of which vectors are kept, by name.
func (s *Store) VectorModels(ctx context.Context) ([]ModelVectors, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT e.model, e.dimensions, count(*)
		FROM embedders e JOIN vectors v ON v.embedder = e.number GROUP BY e.number ORDER BY e.model`)
	if err != nil {
		return nil, reading(err)
	}
	out, err := collect(rows, func(row scanner) (m ModelVectors, err error) {
		err = row.Scan(&m.Model, &m.Dimensions, &m.Vectors)
		return m, err
	})
	return out, reading(err)
}

// PruneVectors removes the vectors of a model that are of other texts than
// those in keep, and says how many it removed. keep has all texts of the
// articles as they are at a revision: when that is not the newest, nothing is
// removed, as it may be of an article that came since. Without anything to
// remove, nothing is written.
func (s *Store) PruneVectors(ctx context.Context, model, at string, keep map[[16]byte]bool) (removed int, err error) {
	stale, err := staleVectors(ctx, s.db, model, keep)
	if err != nil || len(stale) == 0 {
		return 0, reading(ended(ctx, err))
	}
	err = s.writeVectors(ctx, func(tx *transaction) error {
		newest, err := scanRevision(tx.row(ctx, newestRevision))
		if err != nil || newest.String() != at {
			return err
		}
		// Once more: another process may have written, and numbers are used again.
		stale, err = staleVectors(ctx, tx, model, keep)
		if err != nil {
			return err
		}
		for _, number := range stale {
			if err := tx.exec(ctx, "DELETE FROM vectors WHERE number = ?", number); err != nil {
				return err
			}
		}
		removed = len(stale)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return removed, nil
}

// staleVectors are the numbers of the vectors that PruneVectors removes. It
// reads the index of hashes alone.
func staleVectors(ctx context.Context, from querier, model string, keep map[[16]byte]bool) (stale []int64, err error) {
	rows, err := from.QueryContext(ctx, `SELECT v.number, v.hash
		FROM embedders e JOIN vectors v ON v.embedder = e.number WHERE e.model = ?`, model)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var number int64
	var hash sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&number, &hash); err != nil {
			return nil, err
		}
		if len(hash) != 16 || !keep[[16]byte(hash)] {
			stale = append(stale, number)
		}
	}
	return stale, rows.Err()
}

// querier is the store outside or inside of a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// ForgetVectors removes all that is kept of a model, also what is damaged.
func (s *Store) ForgetVectors(ctx context.Context, model string) error {
	return s.writeVectors(ctx, func(tx *transaction) error {
		err := tx.exec(ctx, "DELETE FROM vectors WHERE embedder = (SELECT number FROM embedders WHERE model = ?)", model)
		if err != nil {
			return err
		}
		return tx.exec(ctx, "DELETE FROM embedders WHERE model = ?", model)
	})
}

// writeVectors runs write in a transaction of its own.
func (s *Store) writeVectors(ctx context.Context, write func(*transaction) error) error {
	err := s.transact(ctx, write)
	if err != nil {
		return fmt.Errorf("keeping vectors in %s: %w", FileName, explain(ended(ctx, err)))
	}
	return nil
}

// findEmbedder returns the number of a model; 0 when nothing is kept of it.
func findEmbedder(ctx context.Context, tx *sql.Tx, model string, dimensions int) (number int64, err error) {
	var kept int
	err = tx.QueryRowContext(ctx, "SELECT number, dimensions FROM embedders WHERE model = ?", model).Scan(&number, &kept)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, err
	case kept != dimensions:
		return 0, fmt.Errorf("model %s has %d dimensions here, not %d: %w", model, kept, dimensions, ErrDimensions)
	}
	return number, nil
}

// ended is the error of ctx when it has ended: the driver and database/sql give
// it by several names.
func ended(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// checkVectors refuses what no model makes.
func checkVectors(model string, dimensions int, hashes [][16]byte, vectors [][]float32) error {
	switch {
	case model == "":
		return errors.New("the model has no name: give it one that no other model has")
	case dimensions < 1:
		return fmt.Errorf("model %s has %d dimensions: a vector has at least one", model, dimensions)
	case len(hashes) != len(vectors):
		return fmt.Errorf("there are %d hashes for %d vectors: give each vector the hash of its text", len(hashes), len(vectors))
	}
	for i, vector := range vectors {
		if len(vector) != dimensions {
			return fmt.Errorf("vectors[%d] has %d dimensions, not the %d of model %s: name the model that made it", i, len(vector), dimensions, model)
		}
		if err := checkVector(vector); err != nil {
			return fmt.Errorf("vectors[%d] %w: check what model %s makes of the text", i, err, model)
		}
	}
	return nil
}

// checkVector refuses a vector whose length is not 1. One with a component that
// is not a number, or is infinite, has no such length either.
func checkVector(vector []float32) error {
	var a, b float64 // two sums side by side take half the time of one
	for i := 0; i+1 < len(vector); i += 2 {
		x, y := float64(vector[i]), float64(vector[i+1])
		a += x * x
		b += y * y
	}
	if len(vector)%2 == 1 {
		x := float64(vector[len(vector)-1])
		a += x * x
	}
	length := math.Sqrt(a + b)
	if math.Abs(length-1) <= lengthTolerance {
		return nil
	}
	for i, x := range vector {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return fmt.Errorf("has %g as its component %d", x, i)
		}
	}
	return fmt.Errorf("has length %.4g, not 1", length)
}

// encodeVector writes a vector as it is stored; blob has 4 bytes a component.
func encodeVector(blob []byte, vector []float32) {
	for i, x := range vector {
		binary.LittleEndian.PutUint32(blob[4*i:], math.Float32bits(x))
	}
}

// decodeVector reads what is stored into vector, and refuses what is damaged.
func decodeVector(vector []float32, hash, blob []byte) error {
	switch {
	case len(hash) != 16:
		return fmt.Errorf("has a hash of %d bytes, not 16", len(hash))
	case len(blob) != 4*len(vector):
		return fmt.Errorf("has %d bytes, not %d", len(blob), 4*len(vector))
	}
	for i := range vector {
		vector[i] = math.Float32frombits(binary.LittleEndian.Uint32(blob[4*i:]))
	}
	return checkVector(vector)
}
