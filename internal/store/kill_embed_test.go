package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

// logbooks are how many articles each round embeds, of some seven passages each.
const logbooks = 60

// logbook is a .jsonl file of articles; the words of each sentence, of each
// article and of the round are its own.
func logbook(round int) string {
	var b strings.Builder
	for i := range logbooks {
		var text strings.Builder
		for line := range 25 {
			fmt.Fprintf(&text, "On day %d of tide%d the boat %d came in with crates%d of fish, and the harbour master wrote down that wind%d was fair and that nobody was waiting for it. ",
				line, round, i, i*line, (i+line)%40)
		}
		article, err := json.Marshal(map[string]string{"id": fmt.Sprintf("boat-%02d", i), "published": fmt.Sprintf("2025-%02d-%02d", 1+i%12, 1+i%28), "text": text.String()})
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&b, "%s\n", article)
	}
	return b.String()
}

// TestKilledEmbedding kills one process after the other that ingests newer
// versions of the same articles and embeds them. After each: what it reported
// as embedded has its vector, the articles can be searched, by meaning too, and
// the next embedding does the rest and no more.
func TestKilledEmbedding(t *testing.T) {
	data, files := t.TempDir(), t.TempDir()
	midway := 0
	killRounds(t, 4, func(round int) (killed bool) {
		file := filepath.Join(files, "logbook.jsonl")
		if err := os.WriteFile(file, []byte(logbook(round)), 0o600); err != nil {
			t.Fatal(err)
		}
		order := embeddedInOrder(t, file)
		const batch = 32 // texts that are embedded at once
		reported, killed := runAndKill(t, "TestKilledEmbeddingChild", 2+len(order)/batch, "KILL_DATA="+data, "KILL_FILE="+file)
		checkEmbeddedAfterKill(t, data, round, order[:reported])
		if 0 < reported && reported < len(order) {
			midway++
		}
		return killed
	})
	t.Logf("%d were killed between the first batch and the last", midway)
}

// embeddedInOrder are the texts that embedding the articles of a file embeds,
// one a passage, in order.
func embeddedInOrder(t *testing.T, file string) (order []retrieval.TextHash) {
	t.Helper()
	ctx := context.Background()
	articles, errs := corpus.Collect(ctx, []string{file})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	l, err := retrieval.NewMemoryWith(ctx, articles, retrieval.Options{Embedder: &retrievaltest.Words{
		Before: func(_ context.Context, texts []string) error {
			for _, text := range texts {
				order = append(order, retrieval.HashText(text))
			}
			return nil
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	n, err := l.Embed(ctx, nil)
	if err != nil || n != len(order) || n < 5*logbooks {
		t.Fatalf("%d passages with %d texts, %v", n, len(order), err)
	}
	return order
}

// TestKilledEmbeddingChild is the process that is killed; by itself it does
// nothing.
func TestKilledEmbeddingChild(t *testing.T) {
	ingestAsChild(t, store.IngestOptions{}, func(ctx context.Context, s *store.Store) error {
		return embedAll(ctx, s, func(done int) { fmt.Println("stored", done) })
	})
}

// embedAll embeds what a store lacks and removes what is of no use, as `ingest`
// does.
func embedAll(ctx context.Context, s *store.Store, report func(done int)) error {
	e := &retrievaltest.Words{}
	l, err := retrieval.Open(ctx, s.Dir(), s, retrieval.Options{Embedder: e, Vectors: s})
	if err != nil {
		return err
	}
	defer l.Close()
	if err := l.Detach(); err != nil {
		return err
	}
	if _, err := l.Embed(ctx, func(done, _ int) { report(done) }); err != nil {
		return err
	}
	texts, at, err := l.Texts()
	if err != nil {
		return err
	}
	keep := map[[16]byte]bool{}
	for _, text := range texts {
		keep[text] = true
	}
	_, err = s.PruneVectors(ctx, e.Model().String(), at, keep)
	return err
}

// checkEmbeddedAfterKill opens what a killed process left, as the next command
// does, and goes on with it.
func checkEmbeddedAfterKill(t *testing.T, data string, round int, reported []retrieval.TextHash) {
	t.Helper()
	ctx := context.Background()
	s := create(t, data)
	defer s.Close()
	if verdict, err := store.Check(s); err != nil || verdict != "ok" {
		t.Fatalf("round %d: SQLite says %q, %v", round, verdict, err)
	}
	model := (&retrievaltest.Words{}).Model()
	got, err := load(ctx, s, model.String(), model.Dimensions)
	if err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	for i, text := range reported {
		if got[text] == nil {
			t.Fatalf("round %d: %d passages were reported as embedded, and the vector of passage %d is not there", round, len(reported), i)
		}
	}
	warn := func(text string) { t.Errorf("round %d: warned %q", round, text) }
	made := 0
	e := &retrievaltest.Words{Before: func(_ context.Context, texts []string) error {
		made += len(texts)
		return nil
	}}
	l, err := retrieval.Open(ctx, data, s, retrieval.Options{Embedder: e, Vectors: s, Warn: warn})
	if err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	defer l.Close()
	before := overview(t, l)
	checkFoundByMeaning(t, l, round, min(before.Embedded, 5))
	made = 0
	n, err := l.Embed(ctx, nil)
	if rest := before.Passages - before.Embedded; err != nil || n != rest || made != rest {
		t.Fatalf("round %d: embedded %d with %d texts, not the %d of %d passages that were left, %v", round, n, made, rest, before.Passages, err)
	}
	if after := overview(t, l); after.Embedded != before.Passages || after.Embedded < len(reported) {
		t.Fatalf("round %d: then %+v", round, after)
	}
	if before.Passages > 0 {
		checkFoundByMeaning(t, l, round, 5)
	}
}

func overview(t *testing.T, l *retrieval.Library) retrieval.Overview {
	t.Helper()
	o, err := l.Overview(context.Background(), retrieval.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// checkFoundByMeaning searches by meaning alone, for so many hits.
func checkFoundByMeaning(t *testing.T, l *retrieval.Library, round, want int) {
	t.Helper()
	hits, err := l.Search(context.Background(), retrieval.Query{Text: "boat in the harbour", By: retrieval.ByMeaning, Limit: 5})
	if err != nil || len(hits) != want {
		t.Errorf("round %d: %d are found by meaning, not %d, %v", round, len(hits), want, err)
	}
}
