package journal

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"slices"
	"time"
)

// NewClaim is the claim that a Journal keeps of one that it is given: open,
// with an ID, its times, each key once and a payload of its own. It refuses a
// claim without a key, and an empty key: by it two works that have nothing in
// common would be taken for one.
func NewClaim(given Claim, now time.Time) (Claim, error) {
	if len(given.Keys) == 0 {
		return Claim{}, errors.New("the claim has no key: give it at least one that names its work")
	}
	c := given
	c.Keys = nil
	for _, key := range given.Keys {
		if key == "" {
			return Claim{}, errors.New("one of the claim's keys is empty: leave out what does not name its work")
		}
		if !slices.Contains(c.Keys, key) {
			c.Keys = append(c.Keys, key)
		}
	}
	c.Payload = slices.Clone(given.Payload)
	if len(c.Payload) == 0 {
		c.Payload = nil
	}
	c.ID, c.State, c.Attempts = newID(), Open, 0
	c.Taken = kept(now)
	c.Changed = c.Taken
	return c, nil
}

// kept is a time as a Journal keeps it: in UTC, to the microsecond.
func kept(t time.Time) time.Time { return time.UnixMicro(t.UnixMicro()).UTC() }

// newID is 128 random bits in hex.
func newID() string {
	var random [16]byte
	rand.Read(random[:]) // never fails: crypto/rand
	return hex.EncodeToString(random[:])
}
