package sample

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
)

// vectorFile has the vectors of the sample's passages as one model makes them,
// so that nobody waits for it: a line with the model's name, then for each
// passage the hash of its text and its vector, little-endian. It is made by
//
//	go test ./cmd/secondsource -run SampleVectors -update
//
//go:embed vectors.bin
var vectorFile []byte

// Vectors gives the sample's vectors. It is a place where vectors are kept, as
// package retrieval describes it, that keeps no others: what is saved to it is
// dropped.
type Vectors struct{}

// hashSize is the length of a text's hash in bytes.
const hashSize = 16

// LoadVectors yields the vectors that the sample has of a model.
func (Vectors) LoadVectors(ctx context.Context, model string, dimensions int, yield func(hash [hashSize]byte, vector []float32) error) error {
	name, rest, ok := bytes.Cut(vectorFile, []byte("\n"))
	if !ok || string(name) != model {
		return nil
	}
	size := hashSize + 4*dimensions
	if len(rest)%size != 0 {
		return fmt.Errorf("the sample's vectors are not of %d dimensions: make them again with go test ./cmd/secondsource -run SampleVectors -update", dimensions)
	}
	for ; len(rest) > 0 && ctx.Err() == nil; rest = rest[size:] {
		vector := make([]float32, dimensions)
		for i := range vector {
			vector[i] = math.Float32frombits(binary.LittleEndian.Uint32(rest[hashSize+4*i:]))
		}
		if err := yield([hashSize]byte(rest[:hashSize]), vector); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// SaveVectors drops the vectors.
func (Vectors) SaveVectors(context.Context, string, int, [][hashSize]byte, [][]float32) error {
	return nil
}

// ForgetVectors does nothing.
func (Vectors) ForgetVectors(context.Context, string) error { return nil }

// EncodeVectors is the file of vectors of a model. There must be as many
// hashes as vectors.
func EncodeVectors(model string, hashes [][hashSize]byte, vectors [][]float32) []byte {
	out := []byte(model + "\n")
	for i, hash := range hashes {
		out = append(out, hash[:]...)
		for _, v := range vectors[i] {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	return out
}
