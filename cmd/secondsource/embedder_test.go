package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"secondsource/corpus"
	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

// fleet is a store of n articles of one passage each.
func fleet(t *testing.T, n int) *store.Store {
	t.Helper()
	var articles []corpus.Article
	for i := range n {
		articles = append(articles, corpus.Article{ID: fmt.Sprintf("%03d", i), Text: fmt.Sprintf("Boat %d of the fleet is in, with %d crates of fish.", i, i*i)})
	}
	return storeOf(t, articles...)
}

// storeOf is a store of articles.
func storeOf(t *testing.T, articles ...corpus.Article) *store.Store {
	t.Helper()
	s, err := store.Create(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for i := range articles {
		corpus.Mark(&articles[i])
	}
	if _, err := s.Put(t.Context(), articles, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	return s
}

// embedInto does what `ingest` does last, and returns its exit status and what
// it wrote to standard error.
func embedInto(ctx context.Context, t *testing.T, s *store.Store, e retrieval.Embedder) (status int, said string) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a := &app{streams: streams{err: file}, config: config{dataDir: s.Dir(), embedder: e}}
	status = a.report(a.embed(ctx, s))
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return status, string(text)
}

// TestInterruptedEmbedding is Ctrl-C during the second batch: the first is
// kept, the message counts it, and the next run embeds the rest alone.
func TestInterruptedEmbedding(t *testing.T) {
	s := fleet(t, 70)
	ctx, stop := signal.NotifyContext(t.Context(), os.Interrupt)
	defer stop()
	var calls []int
	interrupted := &retrievaltest.Words{Before: func(ctx context.Context, texts []string) error {
		if calls = append(calls, len(texts)); len(calls) < 2 {
			return nil
		}
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Signal(os.Interrupt)
		}
		if err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	}}
	status, said := embedInto(ctx, t, s, interrupted)
	kept := calls[0]
	want := fmt.Sprintf("secondsource: stopped\nAll articles can be asked about. Of the 70 passages that were left, %d are embedded", kept)
	if status != exitFailed || !strings.Contains(said, want) || !strings.Contains(said, "The same command goes on with the rest.\n") {
		t.Errorf("exit status %d, %q", status, said)
	}
	if n, err := s.CountVectors(t.Context(), interrupted.Model().String()); err != nil || n != kept || n == 0 || n == 70 {
		t.Errorf("%d vectors are kept, %v", n, err)
	}
	rest := 0
	next := &retrievaltest.Words{Before: func(_ context.Context, texts []string) error {
		rest += len(texts)
		return nil
	}}
	if status, said := embedInto(t.Context(), t, s, next); status != exitDone || rest != 70-kept || !strings.Contains(said, fmt.Sprintf("embedding passages (%d)", rest)) {
		t.Errorf("then exit status %d, %d passages, %q", status, rest, said)
	}
}

// TestEmbeddingPrunes: what no passage has any more goes, once all passages are
// embedded, and not before.
func TestEmbeddingPrunes(t *testing.T) {
	s := fleet(t, 3)
	e := &retrievaltest.Words{}
	count := func() int {
		t.Helper()
		n, err := s.CountVectors(t.Context(), e.Model().String())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	stale := []retrieval.TextHash{retrieval.HashText("an earlier version")}
	vector, err := e.Embed(t.Context(), []string{"an earlier version"})
	if err == nil {
		err = s.SaveVectors(t.Context(), e.Model().String(), e.Model().Dimensions, stale, vector)
	}
	if err != nil {
		t.Fatal(err)
	}
	down := &retrievaltest.Words{Before: func(context.Context, []string) error { return fmt.Errorf("the model is down") }}
	if status, said := embedInto(t.Context(), t, s, down); status != exitFailed || !strings.Contains(said, "the model is down") || count() != 1 {
		t.Errorf("exit status %d, %d vectors, %q", status, count(), said)
	}
	for range 2 {
		if status, said := embedInto(t.Context(), t, s, e); status != exitDone || count() != 3 {
			t.Errorf("exit status %d, %d vectors, %q", status, count(), said)
		}
	}
}

// TestAFullDiskSaysWhatToDo: whoever met it, the index or the store.
func TestAFullDiskSaysWhatToDo(t *testing.T) {
	a := &app{config: config{dataDir: "archive"}}
	err := a.explain(fmt.Errorf("updating the search index: %w", &os.PathError{Op: "write", Path: "root.bolt", Err: syscall.ENOSPC}))
	var hinted hintedError
	if !errors.As(err, &hinted) || !strings.Contains(hinted.hint, "disk of archive is full: free some space and run the command again") {
		t.Errorf("%v, %q", err, hinted.hint)
	}
}
