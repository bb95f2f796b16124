package corpus

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"io"
	"maps"
	"slices"
)

// Hash is the SHA-256, in hex, of everything that makes a version of an
// article: its text and what its input says of it. What is derived (spans,
// origin) is left out, so that a better reading of the same article is no new
// version of it.
func (a *Article) Hash() string {
	h := sha256.New()
	for _, field := range []string{
		a.ID, a.Title, a.Byline, a.Publisher, a.Agency, a.Dateline,
		a.Published, a.URL, a.Language, a.Status, a.Text,
	} {
		writeField(h, field)
	}
	for _, key := range slices.Sorted(maps.Keys(a.Meta)) {
		writeField(h, key)
		writeField(h, string(a.Meta[key]))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// writeField writes s with its length before it, so that no two lists of
// fields run together into the same bytes.
func writeField(h hash.Hash, s string) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(s)))
	h.Write(length[:])
	io.WriteString(h, s)
}

// textID is the id of an article whose input names none.
func textID(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:16]
}
