// Package journal keeps what happened: which questions came in from Slack, which
// of them are being worked on, and what became of each. It is what keeps a bot
// that is told of one thing twice, or that is killed in between, from answering
// twice or not at all.
package journal

import (
	"context"
	"errors"
	"time"
)

// State is how far the work on a claim is.
type State string

// The states of a claim.
const (
	Open State = "open" // taken, and not finished: to be worked on again after a crash
	Done State = "done" // answered, refused or given up: a retry is ignored
)

// ErrNoClaim: there is no claim of that id.
var ErrNoClaim = errors.New("no such claim")

// Claim is one piece of work that came in.
type Claim struct {
	ID           string   // given by the journal; stands in the metadata of the post that answers it
	Keys         []string // all that names this work: an event's id, a post's channel and time, a trigger's id
	Surface      string   // "mention", "dm", "thread", "command", "button"
	Conversation string   // team, channel and thread that the answer goes to
	Person       string   // who asked
	Private      bool     // only the person may see it
	Payload      []byte   // what is needed to do the work; empty once it is done
	State        State
	Outcome      string // how it ended: a verdict, "refused", "failed", "cancelled"
	Channel      string // where the answer was posted, with Post; "" for an ephemeral one
	Post         string // the post's time stamp, which is its id within the channel
	Attempts     int    // how often work on it began
	Taken        time.Time
	Changed      time.Time
}

// Journal keeps claims. Implementations are safe for concurrent use, also by
// several processes, and what a call reports is on the disk when it returns.
type Journal interface {
	// Take claims the work that the keys name. When any of the keys was taken
	// before, it returns that claim and false, and adds the keys that are new
	// to it. The claim needs at least one key; its ID, State, Attempts and times
	// are set by the journal.
	Take(ctx context.Context, c Claim, now time.Time) (Claim, bool, error)

	// Begin notes that work on an open claim begins, and returns how often it
	// has begun. ErrNoClaim when there is none; a claim that is done begins no
	// more: 0 and no error.
	Begin(ctx context.Context, id string, now time.Time) (attempts int, err error)

	// Finish marks a claim as done, with where its answer was posted, and drops
	// its payload. Finishing what is done changes nothing. ErrNoClaim when there
	// is none.
	Finish(ctx context.Context, id, outcome, channel, post string, now time.Time) error

	// Unfinished lists the open claims, oldest first.
	Unfinished(ctx context.Context) ([]Claim, error)

	// Find is the claim that a key names. ErrNoClaim when there is none.
	Find(ctx context.Context, key string) (Claim, error)

	// Answered tells whether a claim of this conversation is done and has a
	// post.
	Answered(ctx context.Context, conversation string) (bool, error)

	// Forget removes the claims that are done and were last changed before a
	// time, and returns how many they were.
	Forget(ctx context.Context, before time.Time) (int, error)
}
