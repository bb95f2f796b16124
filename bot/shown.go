package bot

// What was shown to whom, for the buttons under an answer and for source lists:
// bounded, in memory, and gone with a restart.

import (
	"sync"
	"time"

	"secondsource/internal/answer"
)

const (
	shownAtMost = 1000
	shownFor    = 24 * time.Hour
)

// seen is an answer that somebody was shown.
type seen struct {
	claim    string
	answer   answer.Answer
	question string
	asked    answer.Question // with how the answer came about
	channel  string
	person   string
	private  bool
	at       time.Time

	mu     sync.Mutex
	shared bool
}

// shareOnce tells whether the answer may be shared: it can be once.
func (s *seen) shareOnce() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.shared
	s.shared = true
	return !was
}

func (s *seen) isShared() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shared
}

func (s *seen) unshare() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shared = false
}

type shown struct {
	now func() time.Time

	mu    sync.Mutex
	by    map[string]*seen // by claim
	order []string
	last  map[string]string // by channel, or channel and person: the claim seen last
}

func newShown(now func() time.Time) *shown {
	return &shown{now: now, by: map[string]*seen{}, last: map[string]string{}}
}

// add keeps an answer for the buttons under it.
func (s *shown) add(x *seen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by[x.claim] == nil {
		s.order = append(s.order, x.claim)
	}
	s.by[x.claim] = x
	for len(s.order) > shownAtMost {
		s.drop()
	}
}

// delivered makes an answer the last that its channel has seen or, in private, the
// person it was given to.
func (s *shown) delivered(x *seen, private bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if private {
		s.last[x.channel+":"+x.person] = x.claim
	} else {
		s.last[x.channel] = x.claim
	}
}

// get is the answer of a claim, nil when it is not at hand.
func (s *shown) get(claim string) *seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.by[claim]
	if x == nil || s.now().Sub(x.at) > shownFor {
		return nil
	}
	return x
}

// lastFor is the newest answer that a person could see in a channel, nil for none.
func (s *shown) lastFor(channel, person string) *seen {
	s.mu.Lock()
	own, all := s.last[channel+":"+person], s.last[channel]
	s.mu.Unlock()
	a, b := s.get(own), s.get(all)
	if a == nil || b != nil && b.at.After(a.at) {
		return b
	}
	return a
}

// forget drops what is too old.
func (s *shown) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.order) > 0 && s.now().Sub(s.by[s.order[0]].at) > shownFor {
		s.drop()
	}
}

// drop removes the oldest; the lock is held.
func (s *shown) drop() {
	x := s.by[s.order[0]]
	delete(s.by, s.order[0])
	s.order = s.order[1:]
	for _, key := range []string{x.channel, x.channel + ":" + x.person} {
		if s.last[key] == x.claim {
			delete(s.last, key)
		}
	}
}
