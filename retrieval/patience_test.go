package retrieval_test

// What a search asks of an embedder on another machine, and for how long.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

// overheard is an embedder's ear: all that it was told.
type overheard struct {
	mu    sync.Mutex
	texts []string
}

func (o *overheard) before(_ context.Context, texts []string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.texts = append(o.texts, texts...)
	return nil
}

// has says whether it was told something with this in it.
func (o *overheard) has(part string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.ContainsFunc(o.texts, func(text string) bool { return strings.Contains(text, part) })
}

// TestHereStaysHere: a question that must stay is searched for by words when the
// embedder is elsewhere, and like any other when it is not.
func TestHereStaysHere(t *testing.T) {
	ctx := context.Background()
	want := search(t, newMemory(t, harbour()), "island ferry")
	for _, remote := range []bool{true, false} {
		var ear overheard
		e := boats()
		e.Before = ear.before
		l := embedded(t, harbour(), retrieval.Options{Embedder: e, Remote: remote})
		for _, by := range []retrieval.By{retrieval.ByBoth, retrieval.ByMeaning} {
			q := retrieval.Query{Text: "island ferry", By: by, Here: true}
			hits, err := l.Search(ctx, q)
			if err != nil || remote && !cmp.Equal(want, hits) {
				t.Errorf("remote %v, by %d: %v, %v", remote, by, hits, err)
			}
			near, err := l.Meaning(ctx, q, excerpts("The boat is late."))
			if err != nil || (near == nil) != remote {
				t.Errorf("remote %v: nearness %v, %v", remote, near, err)
			}
		}
		if ear.has("island ferry") == remote {
			t.Errorf("remote %v: the embedder was told %q", remote, ear.texts)
		}
	}
}

// TestWithheldArticles: nothing of them is embedded elsewhere, whichever way a
// text gets there; they are found by their words.
func TestWithheldArticles(t *testing.T) {
	ctx := context.Background()
	secret := func(a *corpus.Article) bool { return a.ID == "school" }
	for _, remote := range []bool{true, false} {
		var ear overheard
		e := boats()
		e.Before = ear.before
		opt := retrieval.Options{Embedder: e, Remote: remote, Withhold: secret}
		fresh := newMemoryWith(t, harbour(), opt) // its search embeds candidates by itself
		if hits := search(t, fresh, "lunches for the pupils on the island"); len(hits) == 0 || hits[0].Article != "school" {
			t.Errorf("remote %v: found %q", remote, ids(hits))
		}
		l := newMemoryWith(t, harbour(), opt)
		done, err := l.Embed(ctx, func(_, total int) {
			if want := len(harbour()) - 1; remote && total != want {
				t.Errorf("%d passages are to be embedded, want %d", total, want)
			}
		})
		if err != nil || remote && done != len(harbour())-1 {
			t.Errorf("remote %v: embedded %d, %v", remote, done, err)
		}
		near, err := l.Meaning(ctx, retrieval.Query{Text: "the ferry"}, []retrieval.Excerpt{
			{Article: "school", Text: "Ibáñez counts the ferry's pupils."}, {Article: "ferry", Text: "The boat is late."},
		})
		if err != nil || len(near) != 2 || near[1] == 0 || (near[0] == 0) != remote {
			t.Errorf("remote %v: nearness %v, %v", remote, near, err)
		}
		if ear.has("Ibáñez") == remote || !ear.has("Otter Island") {
			t.Errorf("remote %v: the embedder was told %q", remote, ear.texts)
		}
	}
}

// TestACopyMayGo: what another article says too is that one's to give.
func TestACopyMayGo(t *testing.T) {
	articles := harbour()[:1]
	copied := articles[0]
	copied.ID, copied.Published = "copy", "2025-03-11"
	articles = append(articles, copied)
	for _, held := range []string{"ferry", "copy"} {
		l := embedded(t, articles, retrieval.Options{
			Embedder: boats(), Remote: true, Withhold: func(a *corpus.Article) bool { return a.ID == held },
		})
		if o, err := l.Overview(context.Background(), retrieval.Filter{}); err != nil || o.Embedded != 2 {
			t.Errorf("with %s held back: %+v, %v", held, o, err)
		}
	}
}

// ready is a library in memory that has begun no work any more: what is made
// outside of a bubble of synctest and is searched inside of one.
func ready(t *testing.T, opt retrieval.Options) *retrieval.Library {
	t.Helper()
	l := newMemoryWith(t, harbour(), opt)
	if _, err := l.Overview(context.Background(), retrieval.Filter{}); err != nil {
		t.Fatal(err)
	}
	return l
}

// TestPatience: of an embedder that does not answer, a search waits as long as it
// is told in all, the next ones not at all for a while, and then it is tried
// again.
func TestPatience(t *testing.T) {
	hangs, calls := true, 0
	e := boats()
	e.Before = func(ctx context.Context, texts []string) error {
		if calls++; !hangs || calls == 1 { // the first question is embedded, its candidates are not
			time.Sleep(time.Second)
			return nil
		}
		<-ctx.Done()
		return ctx.Err()
	}
	var warned []string
	l := ready(t, retrieval.Options{
		Embedder: e, Patience: 3 * time.Second, Warn: func(text string) { warned = append(warned, text) },
	})
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		waited := func(question string, want time.Duration, meant bool) {
			t.Helper()
			began := time.Now()
			hits, err := l.Search(ctx, retrieval.Query{Text: question})
			if took := time.Since(began); err != nil || len(hits) == 0 || took != want || (hits[0].Meaning != 0) != meant {
				t.Errorf("%s: %+v after %s, %v", question, hits, took, err)
			}
		}
		waited("island ferry", 3*time.Second, false)
		waited("island school", 0, false)
		if near, err := l.Meaning(ctx, retrieval.Query{Text: "ferry"}, excerpts("boat")); near != nil || err != nil {
			t.Errorf("%v, %v", near, err)
		}
		if calls != 2 || len(warned) != 1 || !strings.Contains(warned[0], "searching by words only: words gave no vector within 3s") {
			t.Errorf("%d calls, warned %q", calls, warned)
		}
		time.Sleep(30 * time.Second)
		hangs = false
		waited("island bakery", 2*time.Second, true)
	})
}

// TestPatienceEndsWithItsContext: who asked is gone, so nothing failed.
func TestPatienceEndsWithItsContext(t *testing.T) {
	e := boats()
	e.Before = func(ctx context.Context, _ []string) error { <-ctx.Done(); return ctx.Err() }
	l := ready(t, retrieval.Options{
		Embedder: e, Patience: 3 * time.Second, Warn: func(text string) { t.Errorf("warned %q", text) },
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if _, err := l.Search(ctx, retrieval.Query{Text: "ferry"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

// learner is an embedder that does not know its dimensions before its first text.
type learner struct {
	*retrievaltest.Words
	mu    sync.Mutex
	knows bool
}

func (e *learner) Model() retrieval.Model {
	e.mu.Lock()
	defer e.mu.Unlock()
	m := e.Words.Model()
	if !e.knows {
		m.Dimensions = 0
	}
	return m
}

func (e *learner) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	list, err := e.Words.Embed(ctx, texts)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.knows = e.knows || err == nil
	return list, err
}

// TestDimensionsAreLearned by what is embedded first, a passage or a question,
// and nothing is embedded just to know them while nobody asks.
func TestDimensionsAreLearned(t *testing.T) {
	ctx := context.Background()
	kept := &retrievaltest.Vectors{}
	open := func() (*retrieval.Library, *counting, *learner) {
		var c counting
		e := &learner{Words: boats()}
		e.Before = c.before
		return newMemoryWith(t, harbour(), retrieval.Options{Embedder: e, Vectors: kept}), &c, e
	}
	l, c, e := open()
	for range 2 {
		if o, err := l.Overview(ctx, retrieval.Filter{}); err != nil || o.Embedded != 0 {
			t.Errorf("%+v, %v", o, err)
		}
	}
	if calls := c.take(); len(calls) != 0 {
		t.Errorf("looking at the library embeds %v", calls)
	}
	if n, err := l.Embed(ctx, nil); err != nil || n != 4 || kept.Len(e.Model().String()) != 4 {
		t.Errorf("embedded %d, %v, kept %d", n, err, kept.Len(e.Model().String()))
	}
	l, c, _ = open()
	hits := search(t, l, "boat service cease")
	if len(hits) == 0 || hits[0].Article != "ferry" || hits[0].Meaning == 0 {
		t.Errorf("a question finds %+v", hits)
	}
	if calls := c.take(); !slices.Equal(calls, []int{1}) {
		t.Errorf("the question embeds %v", calls)
	}
	if o, err := l.Overview(ctx, retrieval.Filter{}); err != nil || o.Embedded != 4 {
		t.Errorf("%+v, %v", o, err)
	}
	// From many at once, for the race detector.
	l, _, _ = open()
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			if _, err := l.Search(ctx, retrieval.Query{Text: fmt.Sprint("boat ", i%3)}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}
