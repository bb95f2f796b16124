package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"secondsource/internal/journal"
	"secondsource/internal/journal/journaltest"
	"secondsource/internal/store"
)

func TestJournal(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal { return create(t, t.TempDir()).Journal() })
}

// TestJournalOfTwoProcesses: what one writes the other sees, and of what both
// take one gets it.
func TestJournalOfTwoProcesses(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	ours, theirs := create(t, dir).Journal(), create(t, dir).Journal()
	journaltest.Race(t, ours, theirs)
	claim, err := theirs.Find(ctx, "event")
	if err != nil {
		t.Fatal(err)
	}
	for i, j := range []journal.Journal{ours, theirs, ours} {
		if n, err := j.Begin(ctx, claim.ID, noon); err != nil || n != i+1 {
			t.Errorf("begun %d times, %v; want %d", n, err, i+1)
		}
	}
	if err := ours.Finish(ctx, claim.ID, "answered", "C1", "2.0", noon); err != nil {
		t.Fatal(err)
	}
	if open, err := theirs.Unfinished(ctx); err != nil || len(open) > 0 {
		t.Errorf("%v is open, %v", open, err)
	}
	if answered, err := theirs.Answered(ctx, claim.Conversation); err != nil || !answered {
		t.Errorf("answered: %v, %v", answered, err)
	}
}

func TestJournalIsNoRevision(t *testing.T) {
	s := create(t, t.TempDir())
	put(t, s, ferry())
	before := revision(t, s)
	if _, _, err := s.Journal().Take(context.Background(), journal.Claim{Keys: []string{"a"}}, noon); err != nil {
		t.Fatal(err)
	}
	if after := revision(t, s); after != before {
		t.Errorf("revision %q became %q", before, after)
	}
}

func TestJournalSaysWhyItCannotWrite(t *testing.T) {
	for _, test := range []struct{ name, pragma, want string }{
		{"the disk is full", "max_page_count = 1", "free some space"},
		{"the directory is read-only", "query_only = 1", "write permission"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := create(t, t.TempDir())
			if err := store.Pragma(s, test.pragma); err != nil {
				t.Fatal(err)
			}
			c := journal.Claim{Keys: []string{"a"}, Payload: make([]byte, 1<<20)}
			if _, taken, err := s.Journal().Take(context.Background(), c, noon); taken || err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("taken: %v, %v; want %q", taken, err, test.want)
			}
			if open, err := s.Journal().Unfinished(context.Background()); err != nil || len(open) > 0 {
				t.Errorf("%d are open, %v", len(open), err)
			}
		})
	}
}

// Each round takes roundClaims claims, begins and finishes them, one after the
// other, and reports each of these steps.
const (
	roundClaims = 30
	claimSteps  = 3
)

// roundClaim is a claim of a round; its payload takes several pages.
func roundClaim(round, i int) journal.Claim {
	name := fmt.Sprintf("%d/%d", round, i)
	return journal.Claim{
		Keys: []string{"event " + name, "post " + name}, Surface: "dm", Conversation: name, Person: "U1",
		Payload: bytes.Repeat([]byte(name+" "), 4000),
	}
}

// TestKilledJournal kills one process after the other that takes and finishes
// claims. After each: every step that it reported is there, no claim is there
// in half, and the next process does what is left.
func TestKilledJournal(t *testing.T) {
	data := t.TempDir()
	killRounds(t, 8, func(round int) (killed bool) {
		reported, killed := runAndKill(t, "TestKilledJournalChild", roundClaims*claimSteps, "KILL_DATA="+data, "KILL_ROUND="+strconv.Itoa(round))
		checkJournalAfterKill(t, data, round, reported)
		return killed
	})
}

// TestKilledJournalChild is the process that is killed; by itself it does
// nothing.
func TestKilledJournalChild(t *testing.T) {
	data := os.Getenv("KILL_DATA")
	if data == "" {
		return
	}
	round, err := strconv.Atoi(os.Getenv("KILL_ROUND"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	j := create(t, data).Journal()
	for i := range roundClaims {
		claim, taken, err := j.Take(ctx, roundClaim(round, i), noon)
		if err != nil || !taken {
			t.Fatalf("taken: %v, %v", taken, err)
		}
		fmt.Println("stored", i*claimSteps+1)
		if _, err := j.Begin(ctx, claim.ID, noon); err != nil {
			t.Fatal(err)
		}
		fmt.Println("stored", i*claimSteps+2)
		if err := j.Finish(ctx, claim.ID, "answered", "C1", "2.0", noon); err != nil {
			t.Fatal(err)
		}
		fmt.Println("stored", i*claimSteps+3)
	}
}

// checkJournalAfterKill opens what a killed process left, as the next one does,
// and finishes what is open.
func checkJournalAfterKill(t *testing.T, data string, round, reported int) {
	t.Helper()
	ctx := context.Background()
	s := afterKill(t, data, round)
	defer s.Close()
	j := s.Journal()
	steps := 0
	for i := range roundClaims {
		steps += stepsDone(t, j, roundClaim(round, i))
	}
	// One more may have been done than there was time to report.
	if steps < reported || steps > reported+1 {
		t.Fatalf("round %d: %d steps were reported, %d are there", round, reported, steps)
	}
	open, err := j.Unfinished(ctx)
	if want := min(steps%claimSteps, 1); err != nil || len(open) != want {
		t.Fatalf("round %d: %d claims are open after step %d, %v", round, len(open), steps, err)
	}
	for _, c := range open {
		if n, err := j.Begin(ctx, c.ID, noon); err != nil || n != c.Attempts+1 {
			t.Fatalf("round %d: begun %d times after %d, %v", round, n, c.Attempts, err)
		}
		if err := j.Finish(ctx, c.ID, "answered", "C1", "2.0", noon); err != nil {
			t.Fatal(err)
		}
	}
}

// stepsDone tells how many steps of a claim are there, and holds that they are
// there wholly.
func stepsDone(t *testing.T, j journal.Journal, want journal.Claim) int {
	t.Helper()
	a, errA := j.Find(context.Background(), want.Keys[0])
	b, errB := j.Find(context.Background(), want.Keys[1])
	switch {
	case errA != nil && errB != nil:
		return 0
	case errA != nil || errB != nil || a.ID != b.ID || len(a.Keys) != len(want.Keys):
		t.Fatalf("%q is there in half: %v, %v", want.Keys, errA, errB)
	case a.State == journal.Open && bytes.Equal(a.Payload, want.Payload) && a.Outcome == "" && a.Post == "":
		return 1 + a.Attempts
	case a.State == journal.Done && len(a.Payload) == 0 && a.Outcome == "answered" && a.Channel == "C1" && a.Post == "2.0" && a.Attempts == 1:
		return claimSteps
	default:
		t.Fatalf("%q is there in half: %s, a payload of %d bytes, %q, %q, begun %d times", want.Keys, a.State, len(a.Payload), a.Outcome, a.Post, a.Attempts)
	}
	return 0
}
