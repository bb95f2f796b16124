package store

import (
	"encoding/binary"
	"slices"
)

// printIndex tells which articles have a fingerprint hash. It is held in
// memory while something is written: on disk, an ordered index over random
// hashes would be rewritten nearly whole by every batch.
//
// Each entry is one number, the top bits of a hash above the number of an
// article, in sorted runs that are merged when they are of like size: 8 bytes a
// hash, and a search by halving in each of a few runs. Hashes that differ only
// in the bits that are dropped propose a comparison too many, nothing else.
type printIndex struct {
	runs [][]uint64
	seen int64 // the revision up to which fingerprints were read
}

// articleBits leaves room for 16 million articles.
const articleBits = 24

func entry(hash uint64, article int64) uint64 {
	return hash>>articleBits<<articleBits | uint64(article)&(1<<articleBits-1)
}

// add takes the fingerprints of articles by their numbers.
func (p *printIndex) add(prints map[int64][]uint64) {
	var run []uint64
	for article, hashes := range prints {
		for _, h := range hashes {
			run = append(run, entry(h, article))
		}
	}
	if len(run) == 0 {
		return
	}
	slices.Sort(run)
	p.runs = append(p.runs, run)
	for n := len(p.runs); n > 1 && len(p.runs[n-2]) < 2*len(p.runs[n-1]); n = len(p.runs) {
		p.runs = append(p.runs[:n-2], merge(p.runs[n-2], p.runs[n-1]))
	}
}

func merge(a, b []uint64) []uint64 {
	out := make([]uint64, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] <= b[0] {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// holders returns up to limit articles other than one that have a hash.
func (p *printIndex) holders(hash uint64, limit int, other int64) []int64 {
	var out []int64
	first := entry(hash, 0)
	for _, run := range p.runs {
		i, _ := slices.BinarySearch(run, first)
		for ; i < len(run) && run[i]>>articleBits == hash>>articleBits && len(out) < limit; i++ {
			if n := int64(run[i] & (1<<articleBits - 1)); n != other {
				out = append(out, n)
			}
		}
	}
	return out
}

// encodeHashes is how fingerprints are stored.
func encodeHashes(hashes []uint64) []byte {
	out := make([]byte, 0, 8*len(hashes))
	for _, h := range hashes {
		out = binary.BigEndian.AppendUint64(out, h)
	}
	return out
}

func decodeHashes(data []byte) []uint64 {
	out := make([]uint64, 0, len(data)/8)
	for ; len(data) >= 8; data = data[8:] {
		out = append(out, binary.BigEndian.Uint64(data))
	}
	return out
}
