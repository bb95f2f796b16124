package store_test

// kill -9 at random moments of an ingestion, of what keeps vectors, and of an
// embedding, in a short form. The long one:
//
//	KILL_ROUNDS=50 go test ./internal/store -run Kill -v

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"secondsource/internal/store"
	"secondsource/retrieval"
)

// fleet is how many articles each round ingests, in batches of fleetBatch.
const (
	fleet      = 120
	fleetBatch = 8
)

// TestKilledIngestion kills one process after the other that ingests newer
// versions of the same articles and indexes them. After each: what it reported
// as stored is there, no article is a mixture, and the next command works.
func TestKilledIngestion(t *testing.T) {
	data, files := t.TempDir(), t.TempDir()
	killRounds(t, 8, func(round int) (killed bool) {
		file := filepath.Join(files, "boats.jsonl")
		if err := os.WriteFile(file, []byte(boats(fleet, fmt.Sprintf("It is tide %d.", round))), 0o600); err != nil {
			t.Fatal(err)
		}
		reported, killed := runAndKill(t, "TestKilledChild", fleet/fleetBatch, "KILL_DATA="+data, "KILL_FILE="+file)
		checkAfterKill(t, data, round, reported)
		return killed
	})
}

// killRounds calls run round by round, counted from 1, and holds that it did
// kill some process before its end. There are few rounds unless KILL_ROUNDS
// says how many.
func killRounds(t *testing.T, few int, run func(round int) (killed bool)) {
	rounds, err := strconv.Atoi(cmp.Or(os.Getenv("KILL_ROUNDS"), strconv.Itoa(few)))
	if err != nil {
		t.Fatal(err)
	}
	early := 0
	for round := 1; round <= rounds; round++ {
		if run(round) {
			early++
		}
	}
	t.Logf("%d of %d were killed before they were done", early, rounds)
	if early == 0 {
		t.Error("none was killed in time")
	}
}

// runAndKill runs one test of this binary in another process and kills it at a
// random moment after a random one of its reports, which are lines such as
// "stored 8". It returns the last number that was reported, and whether the
// process was killed before its end.
func runAndKill(t *testing.T, test string, reports int, env ...string) (reported int, killed bool) {
	child := exec.Command(os.Args[0], "-test.run", "^"+test+"$", "-test.count", "1")
	child.Env = append(os.Environ(), env...)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var sent atomic.Bool
	kill := func() {
		sent.Store(true)
		child.Process.Kill()
	}
	// 0: while it starts; the last: while it indexes, or ends.
	after := rand.IntN(reports + 1)
	if after == 0 {
		time.AfterFunc(rand.N(100*time.Millisecond), kill)
	}
	var other []string
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		if stored, ok := strings.CutPrefix(lines.Text(), "stored "); !ok {
			other = append(other, lines.Text())
		} else if reported, err = strconv.Atoi(stored); err != nil {
			t.Fatal(err)
		}
		if n == after {
			time.AfterFunc(rand.N(20*time.Millisecond), kill)
		}
	}
	err = child.Wait()
	if err != nil && !sent.Load() {
		t.Fatalf("the process failed by itself: %v\n%s", err, strings.Join(other, "\n"))
	}
	return reported, err != nil
}

// TestKilledChild is the process that is killed; by itself it does nothing.
func TestKilledChild(t *testing.T) {
	opt := store.IngestOptions{Batch: fleetBatch, Progress: func(p store.Progress) { fmt.Println("stored", p.Stored) }}
	ingestAsChild(t, opt, func(ctx context.Context, s *store.Store) error {
		return retrieval.Update(ctx, s.Dir(), s, retrieval.Options{})
	})
}

// ingestAsChild ingests the file that the parent of this process names, and
// goes on with what it got; without a parent it does nothing.
func ingestAsChild(t *testing.T, opt store.IngestOptions, goOn func(context.Context, *store.Store) error) {
	t.Helper()
	data, file := os.Getenv("KILL_DATA"), os.Getenv("KILL_FILE")
	if data == "" {
		return
	}
	ctx := context.Background()
	s := create(t, data)
	_, err := store.Ingest(ctx, s, []string{file}, opt)
	if err == nil {
		err = goOn(ctx, s)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// afterKill opens what a killed process left and holds that SQLite finds it whole.
func afterKill(t *testing.T, data string, round int) *store.Store {
	t.Helper()
	s := create(t, data)
	if verdict, err := store.Check(s); err != nil || verdict != "ok" {
		t.Fatalf("round %d: SQLite says %q, %v", round, verdict, err)
	}
	return s
}

// checkAfterKill opens what a killed process left, as the next command does.
func checkAfterKill(t *testing.T, data string, round, reported int) {
	t.Helper()
	ctx := context.Background()
	s := afterKill(t, data, round)
	defer s.Close()
	at := revision(t, s)
	listed, err := s.List(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	newest := 0
	for _, row := range listed {
		a, err := s.Article(ctx, row.ID, at)
		var tide int
		if err == nil {
			_, err = fmt.Sscanf(a.Text[strings.Index(a.Text, "It is tide"):], "It is tide %d.", &tide)
		}
		if err != nil || tide > round {
			t.Fatalf("round %d: %s is %q, %v", round, row.ID, a.Text, err)
		}
		if tide == round {
			newest++
		}
	}
	if newest < reported {
		t.Fatalf("round %d: %d articles were reported as stored, %d are there", round, reported, newest)
	}
	checkIndexAfterKill(t, s, len(listed), newest, round)
}

func checkIndexAfterKill(t *testing.T, s *store.Store, articles, newest, round int) {
	t.Helper()
	ctx := context.Background()
	lib, err := retrieval.Open(ctx, s.Dir(), s, retrieval.Options{})
	if err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	defer lib.Close()
	if o, err := lib.Overview(ctx, retrieval.Filter{}); err != nil || o.Articles != articles || o.Passages != articles {
		t.Errorf("round %d: the index has %+v of %d articles, %v", round, o, articles, err)
	}
	if n, err := lib.Frequency(ctx, strconv.Itoa(round)); err != nil || n < newest {
		t.Errorf("round %d: %d passages of its %d articles are found, %v", round, n, newest, err)
	}
}
