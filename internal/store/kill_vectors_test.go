package store_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"

	"secondsource/internal/store"
)

// Each round keeps roundBatches batches: the first half are texts of the round
// before, with other vectors, the second half new ones.
const (
	roundBatches   = 40
	killBatch      = 32
	killDimensions = 384
)

func firstBatch(round int) int { return (round - 1) * roundBatches / 2 }

// roundVectors are the vectors that a round keeps of a batch. Two components
// tell text and round, and are quickly made up.
func roundVectors(round, batch int) ([][16]byte, [][]float32) {
	hashes, vectors := make([][16]byte, killBatch), make([][]float32, killBatch)
	for i := range killBatch {
		text := batch*killBatch + i
		vector := make([]float32, killDimensions)
		vector[text%killDimensions], vector[(text+1+round%(killDimensions-1))%killDimensions] = 0.6, 0.8
		hashes[i], vectors[i] = hashOf(text), vector
	}
	return hashes, vectors
}

// TestKilledSaving kills one process after the other that keeps vectors. After
// each: every batch that any of them reported is wholly there, as it was kept
// last, no batch is there in part, and the next process goes on.
func TestKilledSaving(t *testing.T) {
	data := t.TempDir()
	var seen []int // by batch, the round that is known to have kept it; 0: none
	rounds := 0
	killRounds(t, 8, func(round int) (killed bool) {
		rounds = round
		seen = append(seen, make([]int, firstBatch(round)+roundBatches-len(seen))...)
		reported, killed := runAndKill(t, "TestKilledSavingChild", roundBatches, "KILL_DATA="+data, "KILL_ROUND="+strconv.Itoa(round))
		for i := range reported {
			seen[firstBatch(round)+i] = round
		}
		checkSavedAfterKill(t, data, round, seen)
		return killed
	})
	s := create(t, data)
	if err := saveRound(s, rounds, func(int) {}); err != nil {
		t.Fatal(err)
	}
	for i := range roundBatches {
		seen[firstBatch(rounds)+i] = rounds
	}
	checkSavedAfterKill(t, data, rounds, seen)
}

// TestKilledSavingChild is the process that is killed; by itself it does
// nothing.
func TestKilledSavingChild(t *testing.T) {
	data := os.Getenv("KILL_DATA")
	if data == "" {
		return
	}
	round, err := strconv.Atoi(os.Getenv("KILL_ROUND"))
	if err == nil {
		err = saveRound(create(t, data), round, func(batches int) { fmt.Println("stored", batches) })
	}
	if err != nil {
		t.Fatal(err)
	}
}

// saveRound keeps the batches of a round and reports how many are kept.
func saveRound(s *store.Store, round int, report func(batches int)) error {
	for i := range roundBatches {
		hashes, vectors := roundVectors(round, firstBatch(round)+i)
		if err := s.SaveVectors(context.Background(), "model", killDimensions, hashes, vectors); err != nil {
			return err
		}
		report(i + 1)
	}
	return nil
}

// checkSavedAfterKill opens what a killed process left, as the next command
// does, and notes in seen what it finds kept beyond what was reported.
func checkSavedAfterKill(t *testing.T, data string, round int, seen []int) {
	t.Helper()
	s := create(t, data)
	defer s.Close()
	if verdict, err := store.Check(s); err != nil || verdict != "ok" {
		t.Fatalf("round %d: SQLite says %q, %v", round, verdict, err)
	}
	got, err := load(context.Background(), s, "model", killDimensions)
	if err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	whole := 0
	for batch := range seen {
		found := 0
		for r := 1; r <= round; r++ {
			if firstBatch(r) <= batch && batch < firstBatch(r)+roundBatches && hasBatch(got, r, batch) {
				found = r
			}
		}
		if found < seen[batch] {
			t.Fatalf("round %d: batch %d was kept in round %d, what is there is of round %d", round, batch, seen[batch], found)
		}
		seen[batch] = found
		if found > 0 {
			whole++
		}
	}
	if len(got) != whole*killBatch {
		t.Fatalf("round %d: %d batches are whole, but %d vectors of %d a batch are kept", round, whole, len(got), killBatch)
	}
}

// hasBatch says whether a batch is wholly there as a round keeps it.
func hasBatch(got kept, round, batch int) bool {
	hashes, vectors := roundVectors(round, batch)
	for i, hash := range hashes {
		if !sameBits(got[hash], vectors[i]) {
			return false
		}
	}
	return true
}
