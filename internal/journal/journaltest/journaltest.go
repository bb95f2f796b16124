// Package journaltest holds what every journal.Journal must do.
package journaltest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/internal/journal"
)

// Run holds a journal against what journal.Journal promises; open returns an
// empty one, and closes it with the test.
func Run(t *testing.T, open func(t *testing.T) journal.Journal) {
	tests := []struct {
		name string
		run  func(*testing.T, journal.Journal)
	}{
		{"taken anew", testTakenAnew},
		{"taken again", testTakenAgain},
		{"keys of several claims", testKeysOfSeveral},
		{"keys that are refused", testRefusedKeys},
		{"one of many takers", testManyTakers},
		{"begun", testBegin},
		{"finished", testFinish},
		{"unfinished in order", testUnfinished},
		{"answered", testAnswered},
		{"forgotten", testForget},
		{"no claim", testNoClaim},
		{"a large payload", testPayload},
		{"claims are the caller's", testCallersOwn},
		{"a cancelled context", testCancelled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// noon has a place and parts of a second, which are to come back as one moment.
var noon = time.Date(2025, 3, 10, 12, 0, 0, 123456000, time.FixedZone("", 3600))

// after is that many minutes after noon.
func after(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }

// mention is a claim with all that its taker says of it.
func mention(keys ...string) journal.Claim {
	return journal.Claim{
		Keys: keys, Surface: "mention", Conversation: "T1/C1/1.0", Person: "U1", Private: true,
		Payload: []byte(`{"text": "when does the ferry close?"}`),
	}
}

func take(t *testing.T, j journal.Journal, c journal.Claim, now time.Time) (journal.Claim, bool) {
	t.Helper()
	claim, taken, err := j.Take(context.Background(), c, now)
	if err != nil {
		t.Fatalf("taking %q: %v", c.Keys, err)
	}
	return claim, taken
}

// begun takes a claim and begins work on it.
func begun(t *testing.T, j journal.Journal, c journal.Claim, now time.Time) journal.Claim {
	t.Helper()
	claim, _ := take(t, j, c, now)
	if _, err := j.Begin(context.Background(), claim.ID, now); err != nil {
		t.Fatal(err)
	}
	return claim
}

func finish(t *testing.T, j journal.Journal, id, outcome, channel, post string, now time.Time) {
	t.Helper()
	if err := j.Finish(context.Background(), id, outcome, channel, post, now); err != nil {
		t.Fatalf("finishing %s: %v", id, err)
	}
}

// payloads compares them without looking for what a large one has in common
// with another. None is as good as an empty one.
var payloads = cmp.Comparer(bytes.Equal)

// expect holds that each of a claim's keys finds it as it is wanted.
func expect(t *testing.T, j journal.Journal, want journal.Claim) {
	t.Helper()
	for _, key := range want.Keys {
		got, err := j.Find(context.Background(), key)
		if err != nil {
			t.Errorf("finding %q: %v", key, err)
		} else if diff := cmp.Diff(want, got, payloads); diff != "" {
			t.Errorf("the claim of %q:\n%s", key, diff)
		}
	}
}

// expectOpen holds that these are the open claims, by their first keys.
func expectOpen(t *testing.T, j journal.Journal, want ...string) {
	t.Helper()
	claims, err := j.Unfinished(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range claims {
		got = append(got, c.Keys[0])
		expect(t, j, c)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the open claims are %q, want %q", got, want)
	}
}

func expectAnswered(t *testing.T, j journal.Journal, conversation string, want bool) {
	t.Helper()
	if got, err := j.Answered(context.Background(), conversation); err != nil || got != want {
		t.Errorf("%q is answered: %v, %v; want %v", conversation, got, err, want)
	}
}

func testTakenAnew(t *testing.T, j journal.Journal) {
	given := mention("event 1", "C1/1.0", "event 1")
	given.ID, given.State, given.Attempts, given.Taken, given.Changed = "mine", journal.Done, 7, after(-9), after(-9)
	got, taken := take(t, j, given, noon)
	if !taken || len(got.ID) < 16 || got.ID == "mine" {
		t.Errorf("taken: %v, with the id %q", taken, got.ID)
	}
	if got.Taken.Location() != time.UTC {
		t.Errorf("taken in %v", got.Taken.Location())
	}
	want := mention("event 1", "C1/1.0")
	want.ID, want.State, want.Taken, want.Changed = got.ID, journal.Open, noon, noon
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what was taken:\n%s", diff)
	}
	expect(t, j, want)
	other, taken := take(t, j, mention("event 2"), noon)
	if !taken || other.ID == got.ID {
		t.Errorf("another: %v, with the id %q", taken, other.ID)
	}
	expectOpen(t, j, "event 1", "event 2")
}

func testTakenAgain(t *testing.T, j journal.Journal) {
	want, _ := take(t, j, mention("a", "b"), noon)
	steps := []struct {
		name string
		keys []string
		then []string // the claim's keys
	}{
		{"by the same keys", []string{"a", "b"}, []string{"a", "b"}},
		{"by one of them", []string{"b"}, []string{"a", "b"}},
		{"by one of them and others", []string{"d", "b", "c"}, []string{"a", "b", "d", "c"}},
		{"by a key that was added", []string{"c"}, []string{"a", "b", "d", "c"}},
		{"by a key that was added and another", []string{"e", "d", "e"}, []string{"a", "b", "d", "c", "e"}},
	}
	for _, done := range []bool{false, true} {
		for i, step := range steps {
			now := after(1 + i)
			if len(step.then) > len(want.Keys) {
				want.Keys, want.Changed = step.then, now
			}
			other := mention(step.keys...)
			other.Surface, other.Conversation, other.Person, other.Payload = "dm", "T2/D1", "U2", []byte("other")
			got, taken := take(t, j, other, now)
			if diff := cmp.Diff(want, got, payloads); taken || diff != "" {
				t.Errorf("%s, done %v: taken %v\n%s", step.name, done, taken, diff)
			}
			expect(t, j, want)
		}
		finish(t, j, want.ID, "answered", "C1", "2.0", after(20))
		want.State, want.Outcome, want.Channel, want.Post, want.Payload = journal.Done, "answered", "C1", "2.0", nil
		want.Changed = after(20)
	}
	expectOpen(t, j)
}

// testKeysOfSeveral: whichever claim a call with keys of two returns, both keep
// what is theirs, and a new key has one claim.
func testKeysOfSeveral(t *testing.T, j journal.Journal) {
	a, _ := take(t, j, mention("a"), noon)
	b, _ := take(t, j, mention("b"), noon)
	got, taken := take(t, j, mention("new", "b", "a"), after(1))
	if taken || got.ID != b.ID {
		t.Errorf("taken: %v, %q; want the claim of the first key that was known, %q", taken, got.Keys, b.Keys)
	}
	b.Keys, b.Changed = []string{"b", "new"}, after(1)
	expect(t, j, a)
	expect(t, j, b)
}

func testRefusedKeys(t *testing.T, j journal.Journal) {
	for _, keys := range [][]string{nil, {}, {""}, {"a", ""}, {"", "a"}} {
		claim, taken, err := j.Take(context.Background(), mention(keys...), noon)
		if err == nil || taken || claim.ID != "" || !strings.Contains(err.Error(), "key") {
			t.Errorf("%q: %v, %v", keys, taken, err)
		}
	}
	expectOpen(t, j)
}

func testManyTakers(t *testing.T, j journal.Journal) {
	Race(t, j)
}

// Race holds that of many who take one claim at once, through any of the
// journals, one gets it, and that all are given the same. The journals are of
// the same rows.
func Race(t *testing.T, journals ...journal.Journal) {
	t.Helper()
	const takers = 24
	type result struct {
		id    string
		taken bool
		err   error
	}
	results := make([]result, takers)
	start := make(chan struct{})
	var group sync.WaitGroup
	for i := range takers {
		group.Go(func() {
			own := "delivery " + string(rune('a'+i))
			<-start
			claim, taken, err := journals[i%len(journals)].Take(context.Background(), mention(own, "event"), noon)
			results[i] = result{claim.ID, taken, err}
		})
	}
	close(start)
	group.Wait()
	won := 0
	for i, r := range results {
		if r.err != nil || r.id == "" || r.id != results[0].id {
			t.Errorf("taker %d: the claim %q, %v; taker 0 has %q", i, r.id, r.err, results[0].id)
		}
		if r.taken {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d of %d took it", won, takers)
	}
	for _, j := range journals {
		claim, err := j.Find(context.Background(), "event")
		if err != nil || len(claim.Keys) != takers+1 {
			t.Errorf("it has the keys %q, %v", claim.Keys, err)
		}
	}
}

func testBegin(t *testing.T, j journal.Journal) {
	want, _ := take(t, j, mention("a"), noon)
	other, _ := take(t, j, mention("b"), noon)
	for i := 1; i <= 3; i++ {
		if n, err := j.Begin(context.Background(), want.ID, after(i)); err != nil || n != i {
			t.Errorf("begun %d times, %v; want %d", n, err, i)
		}
		want.Attempts, want.Changed = i, after(i)
		expect(t, j, want)
	}
	expect(t, j, other)
	finish(t, j, want.ID, "failed", "", "", after(4))
	want.State, want.Outcome, want.Payload, want.Changed = journal.Done, "failed", nil, after(4)
	if n, err := j.Begin(context.Background(), want.ID, after(5)); err != nil || n != 0 {
		t.Errorf("begun when it was done: %d, %v", n, err)
	}
	expect(t, j, want)
}

func testFinish(t *testing.T, j journal.Journal) {
	want := begun(t, j, mention("a", "b"), noon)
	other := begun(t, j, mention("c"), noon)
	finish(t, j, want.ID, "answered", "C1", "2.0", after(1))
	finish(t, j, want.ID, "failed", "C9", "9.0", after(2)) // changes nothing
	want.State, want.Outcome, want.Channel, want.Post, want.Payload = journal.Done, "answered", "C1", "2.0", nil
	want.Attempts, want.Changed = 1, after(1)
	expect(t, j, want)
	other.Attempts = 1
	expect(t, j, other)
	expectOpen(t, j, "c")
}

func testUnfinished(t *testing.T, j journal.Journal) {
	expectOpen(t, j)
	for _, c := range []struct {
		key     string
		minutes int
	}{{"third", 3}, {"first", 1}, {"fourth", 3}, {"second", 2}} {
		take(t, j, mention(c.key), after(c.minutes))
	}
	first := begun(t, j, mention("first"), after(9)) // is as old as before
	expectOpen(t, j, "first", "second", "third", "fourth")
	finish(t, j, first.ID, "answered", "C1", "2.0", after(9))
	expectOpen(t, j, "second", "third", "fourth")
}

func testAnswered(t *testing.T, j journal.Journal) {
	tests := []struct {
		name, outcome, channel, post string
		want                         bool
	}{
		{"open", "", "", "", false},
		{"refused", "refused", "", "", false},
		{"only for the person", "answered", "C1", "", false},
		{"posted", "not_found", "C1", "2.0", true},
	}
	for _, test := range tests {
		c := mention(test.name)
		c.Conversation = test.name
		claim := begun(t, j, c, noon)
		if test.outcome != "" {
			finish(t, j, claim.ID, test.outcome, test.channel, test.post, noon)
		}
	}
	for _, test := range tests {
		expectAnswered(t, j, test.name, test.want)
	}
	expectAnswered(t, j, "posted elsewhere", false)
	c := mention("a later question")
	c.Conversation = "posted"
	take(t, j, c, noon)
	expectAnswered(t, j, "posted", true)
}

func testForget(t *testing.T, j journal.Journal) {
	for minutes, key := range []string{"0", "1", "2", "3"} {
		c := mention(key, "also "+key)
		c.Conversation = key
		claim, _ := take(t, j, c, noon)
		finish(t, j, claim.ID, "answered", "C1", "2.0", after(minutes))
	}
	take(t, j, mention("open"), after(-60))
	for _, step := range []struct{ before, want int }{{0, 0}, {2, 2}, {2, 0}} {
		if n, err := j.Forget(context.Background(), after(step.before)); err != nil || n != step.want {
			t.Errorf("%d were forgotten, %v; want %d", n, err, step.want)
		}
	}
	for minutes, key := range []string{"0", "1", "2", "3"} {
		kept := minutes >= 2
		for _, k := range []string{key, "also " + key} {
			if _, err := j.Find(context.Background(), k); (err == nil) != kept || (!kept && !errors.Is(err, journal.ErrNoClaim)) {
				t.Errorf("finding %q: %v", k, err)
			}
		}
		expectAnswered(t, j, key, kept)
	}
	expectOpen(t, j, "open")
	if _, taken := take(t, j, mention("also 1", "new"), after(9)); !taken {
		t.Error("what was forgotten is not taken anew")
	}
	expectOpen(t, j, "open", "also 1")
}

func testNoClaim(t *testing.T, j journal.Journal) {
	ctx := context.Background()
	take(t, j, mention("a"), noon)
	for _, id := range []string{"", "a", "0123456789abcdef"} {
		n, beginning := j.Begin(ctx, id, noon)
		_, finding := j.Find(ctx, id+" is no key")
		for name, err := range map[string]error{
			"beginning": beginning, "finding": finding,
			"finishing": j.Finish(ctx, id, "answered", "C1", "2.0", noon),
		} {
			if !errors.Is(err, journal.ErrNoClaim) || n != 0 {
				t.Errorf("%s %q: %v", name, id, err)
			}
		}
	}
	if _, err := j.Find(ctx, ""); !errors.Is(err, journal.ErrNoClaim) {
		t.Errorf("finding an empty key: %v", err)
	}
	expectOpen(t, j, "a")
}

func testPayload(t *testing.T, j journal.Journal) {
	given := mention("a")
	given.Payload = bytes.Repeat([]byte{0, 1, 0xff, '"'}, 1<<18)
	want, _ := take(t, j, given, noon)
	if !bytes.Equal(want.Payload, given.Payload) {
		t.Error("the payload is another")
	}
	expect(t, j, want)
	open, err := j.Unfinished(context.Background())
	if err != nil || len(open) != 1 || !bytes.Equal(open[0].Payload, given.Payload) {
		t.Errorf("%d are open, or the payload is another; %v", len(open), err)
	}
	none := mention("b")
	none.Payload = nil
	without, _ := take(t, j, none, noon)
	expect(t, j, without)
}

// testCallersOwn: what is done with a claim that was given or returned changes
// nothing in the journal.
func testCallersOwn(t *testing.T, j journal.Journal) {
	spoil := func(c journal.Claim) {
		c.Keys[0] = "spoilt"
		clear(c.Payload)
	}
	given := mention("a", "b")
	taken, _ := take(t, j, given, noon)
	want := taken
	want.Keys, want.Payload = slices.Clone(taken.Keys), slices.Clone(taken.Payload)
	again, _ := take(t, j, mention("a"), noon)
	found, err := j.Find(context.Background(), "b")
	if err != nil {
		t.Fatal(err)
	}
	open, err := j.Unfinished(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range append(open, given, taken, again, found) {
		spoil(c)
	}
	expect(t, j, want)
	expectOpen(t, j, "a")
}

// testCancelled: each call says that its context has ended, and does nothing.
func testCancelled(t *testing.T, j journal.Journal) {
	want := begun(t, j, mention("a"), noon)
	want.Attempts = 1
	old, _ := take(t, j, mention("old"), noon)
	finish(t, j, old.ID, "answered", "C1", "2.0", noon)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, taken, taking := j.Take(ctx, mention("b", "a"), after(1))
	attempts, beginning := j.Begin(ctx, want.ID, after(1))
	open, listing := j.Unfinished(ctx)
	found, finding := j.Find(ctx, "a")
	answered, asking := j.Answered(ctx, want.Conversation)
	forgotten, forgetting := j.Forget(ctx, after(1))
	if taken || attempts != 0 || len(open) > 0 || found.ID != "" || answered || forgotten != 0 {
		t.Errorf("they return %v, %d, %v, %v, %v, %d", taken, attempts, open, found, answered, forgotten)
	}
	for name, err := range map[string]error{
		"taking": taking, "beginning": beginning, "listing": listing, "finding": finding, "asking": asking, "forgetting": forgetting,
		"finishing": j.Finish(ctx, want.ID, "answered", "C1", "2.0", after(1)),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	expect(t, j, want)
	expectOpen(t, j, "a")
	expectAnswered(t, j, old.Conversation, true)
}
