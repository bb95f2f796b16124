package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

func TestEmbedNewestFirst(t *testing.T) {
	var texts []string
	e := boats()
	e.Before = func(_ context.Context, batch []string) error {
		texts = append(texts, batch...)
		return nil
	}
	copied := harbour()[1]
	copied.ID = "copied"
	l := newMemoryWith(t, append(harbour(), copied), retrieval.Options{Embedder: e})
	var progress [][2]int
	n, err := l.Embed(context.Background(), func(done, total int) { progress = append(progress, [2]int{done, total}) })
	if err != nil || n != 5 {
		t.Errorf("embedded %d, %v", n, err)
	}
	if diff := cmp.Diff([][2]int{{0, 5}, {5, 5}}, progress); diff != "" {
		t.Error(diff)
	}
	var order []string
	for _, text := range texts {
		title, _, _ := strings.Cut(text, "\n")
		order = append(order, title)
	}
	want := []string{"Niño school", "Island bakery", "Ferry line to close", harbour()[3].Text} // a copy is embedded once, a text without a title is itself
	if diff := cmp.Diff(want, order); diff != "" {
		t.Error(diff)
	}
	if n, err := l.Embed(context.Background(), nil); n != 0 || err != nil || len(texts) != 4 {
		t.Errorf("again: embedded %d, %v", n, err)
	}
}

// TestEmbedGoesOn: an embedding that is stopped keeps what is done, the library
// has it at once, and the next does the rest and no more.
func TestEmbedGoesOn(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	kept := &retrievaltest.Vectors{Save: func(ctx context.Context) error {
		cancel() // a batch that is made is kept all the same
		return ctx.Err()
	}}
	articles := fleet(150)
	l := newMemoryWith(t, articles, retrieval.Options{Embedder: boats(), Vectors: kept})
	n, err := l.Embed(ctx, nil)
	if !errors.Is(err, context.Canceled) || n != 32 || kept.Len(boats().Model().String()) != 32 {
		t.Fatalf("embedded %d, %v", n, err)
	}
	if o, err := l.Overview(context.Background(), retrieval.Filter{}); err != nil || o.Embedded != 32 {
		t.Errorf("%+v, %v", o, err)
	}
	var c counting
	e := boats()
	e.Before = c.before
	next := newMemoryWith(t, articles, retrieval.Options{Embedder: e, Vectors: kept})
	if diff := cmp.Diff(searchBy(t, l, retrieval.ByBoth, "boat fleet 7"), searchBy(t, next, retrieval.ByBoth, "boat fleet 7")); diff != "" {
		t.Errorf("a library that loads them finds otherwise:\n%s", diff)
	}
	c.take()
	if n, err := next.Embed(context.Background(), nil); err != nil || n != 118 || !slices.Equal(c.take(), []int{32, 32, 32, 22}) {
		t.Errorf("then embedded %d, %v", n, err)
	}
}

func TestOverviewCountsVectors(t *testing.T) {
	ctx := context.Background()
	archive := harbour()
	kept := &retrievaltest.Vectors{}
	embedded(t, archive[:2], retrieval.Options{Embedder: boats(), Vectors: kept})
	l := newMemoryWith(t, archive, retrieval.Options{Embedder: boats(), Vectors: kept})
	ledger := retrieval.Filter{Publishers: []string{"evening ledger"}}
	courier := retrieval.Filter{Publishers: []string{"bay courier"}}
	count := func() string {
		var out []string
		for _, f := range []retrieval.Filter{{}, courier, ledger} {
			o, err := l.Overview(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprintf("%d/%d", o.Embedded, o.Passages))
		}
		return strings.Join(out, " ")
	}
	if got := count(); got != "2/4 2/2 0/2" {
		t.Errorf("at first %s", got)
	}
	if _, err := l.Embed(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "4/4 2/2 2/2" {
		t.Errorf("then %s", got)
	}
}

// TestEmbedOnDisk: what one command embeds, the next has, and vectors of an
// earlier version of an article do no harm.
func TestEmbedOnDisk(t *testing.T) {
	ctx := context.Background()
	archive := harbour()
	d := newDesk(t, archive...)
	kept := &retrievaltest.Vectors{}
	open := func() *retrieval.Library {
		opt := d.options()
		opt.Embedder, opt.Vectors = boats(), kept
		l, err := retrieval.Open(ctx, d.store.Dir(), d.store, opt)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	}
	l := open()
	if n, err := l.Embed(ctx, nil); n != 4 || err != nil {
		t.Fatalf("embedded %d, %v", n, err)
	}
	l.Close()
	changed := archive[0]
	changed.Title, changed.Text, changed.Spans = "Ferry saved", "The harbour board will keep its boats after all.", nil
	d.put(changed)
	l = open()
	if o, err := l.Overview(ctx, retrieval.Filter{}); err != nil || o.Embedded != 3 || o.Passages != 4 {
		t.Errorf("%+v, %v", o, err)
	}
	if n, err := l.Embed(ctx, nil); n != 1 || err != nil || kept.Len(boats().Model().String()) != 5 {
		t.Errorf("embedded %d, %v", n, err)
	}
	if got := ids(searchBy(t, l, retrieval.ByMeaning, "keep the ferry")); !strings.HasPrefix(got, "ferry") {
		t.Errorf("found %q", got)
	}
}

// TestEmbedDetached: while one process embeds, another adds an article and finds
// it; what the first makes, the second has.
func TestEmbedDetached(t *testing.T) {
	ctx := context.Background()
	archive := harbour()
	d := newDesk(t, archive[:3]...)
	kept := &retrievaltest.Vectors{}
	open := func(e retrieval.Embedder) *retrieval.Library {
		opt := d.options()
		opt.Embedder, opt.Vectors = e, kept
		l, err := retrieval.Open(ctx, d.store.Dir(), d.store, opt)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	}
	e := boats()
	first := open(e)
	if err := first.Detach(); err != nil {
		t.Fatal(err)
	}
	e.Before = func(context.Context, []string) error {
		d.put(archive[3])
		second := open(boats())
		if got := ids(searchBy(t, second, retrieval.ByWords, "campaign")); got != "letter" || len(d.warned) > 0 {
			t.Errorf("meanwhile %q is found, warned %q", got, d.warned)
		}
		return second.Close()
	}
	if n, err := first.Embed(ctx, nil); n != 3 || err != nil {
		t.Errorf("embedded %d, %v", n, err)
	}
	texts, at, err := first.Texts()
	if newest, _ := d.store.Revision(ctx); len(texts) != 3 || at == newest || at == "" || err != nil {
		t.Errorf("%d texts at %q, the newest revision is %q, %v", len(texts), at, newest, err)
	}
	if _, err := first.Search(ctx, retrieval.Query{Text: "ferry"}); err == nil {
		t.Error("a detached library is searched")
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	if n, err := open(boats()).Embed(ctx, nil); n != 1 || err != nil {
		t.Errorf("then embedded %d, %v", n, err)
	}
}

// TestDamagedVectors: the search goes on by words and says so, once; embedding
// makes all vectors anew.
func TestDamagedVectors(t *testing.T) {
	ctx := context.Background()
	archive := harbour()
	model := boats().Model()
	bad := func(v []float32) *retrievaltest.Vectors {
		kept := &retrievaltest.Vectors{}
		embedded(t, archive, retrieval.Options{Embedder: boats(), Vectors: kept})
		ferry := retrieval.HashText(archive[0].Title + "\n" + archive[0].Text)
		if err := kept.SaveVectors(ctx, model.String(), model.Dimensions, []retrieval.TextHash{ferry}, [][]float32{v}); err != nil {
			t.Fatal(err)
		}
		return kept
	}
	unreadable := bad(append([]float32{1}, make([]float32, model.Dimensions-1)...))
	unreadable.Load = func(context.Context) error { return fmt.Errorf("reading them: %w", retrievaltest.Damaged("cut short")) }
	want := search(t, newMemory(t, archive), "island ferry")
	for what, kept := range map[string]*retrievaltest.Vectors{
		"length":    bad(make([]float32, model.Dimensions)),
		"cut short": unreadable,
	} {
		var warned []string
		l := newMemoryWith(t, archive, retrieval.Options{Embedder: boats(), Vectors: kept, Warn: func(text string) { warned = append(warned, text) }})
		for range 2 {
			if diff := cmp.Diff(want, searchBy(t, l, retrieval.ByBoth, "island ferry")); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
		if len(warned) != 1 || !strings.Contains(warned[0], what) || !strings.Contains(warned[0], "ingest") {
			t.Errorf("%s: warned %q", what, warned)
		}
		if n, err := l.Embed(ctx, nil); n != 4 || err != nil || kept.Len(model.String()) != 4 {
			t.Errorf("%s: embedded %d, %v; %d are kept", what, n, err, kept.Len(model.String()))
		}
		if len(warned) != 2 || !strings.Contains(warned[1], what) || !strings.Contains(warned[1], "made anew") {
			t.Errorf("%s: warned %q", what, warned)
		}
		if hits := searchBy(t, l, retrieval.ByMeaning, "boat"); len(hits) != 4 {
			t.Errorf("%s: then found %v", what, hits)
		}
	}
}

// TestVectorsThatCannotBeReadNow: the search goes on by words and says why,
// once; embedding fails for that reason and throws nothing away, and when the
// reason is gone, all is as it was.
func TestVectorsThatCannotBeReadNow(t *testing.T) {
	ctx := context.Background()
	archive := harbour()
	kept := &retrievaltest.Vectors{}
	embedded(t, archive, retrieval.Options{Embedder: boats(), Vectors: kept})
	var trouble error
	kept.Load = func(context.Context) error { return trouble }
	want := search(t, newMemory(t, archive), "island ferry")
	for _, trouble = range []error{
		fmt.Errorf("another process is writing: %w", syscall.EBUSY),
		context.DeadlineExceeded, // the store's own, not the library's
	} {
		var warned []string
		var c counting
		e := boats()
		e.Before = c.before
		l := newMemoryWith(t, archive, retrieval.Options{Embedder: e, Vectors: kept, Warn: func(text string) { warned = append(warned, text) }})
		for range 2 {
			if diff := cmp.Diff(want, searchBy(t, l, retrieval.ByBoth, "island ferry")); diff != "" {
				t.Errorf("%v: %s", trouble, diff)
			}
		}
		if len(warned) != 1 || !strings.Contains(warned[0], trouble.Error()) || strings.Contains(warned[0], "damaged") {
			t.Errorf("%v: warned %q", trouble, warned)
		}
		if o, err := l.Overview(ctx, retrieval.Filter{}); err != nil || o.Embedded != 0 {
			t.Errorf("%v: %+v, %v", trouble, o, err)
		}
		for range 2 {
			if n, err := l.Embed(ctx, nil); n != 0 || !errors.Is(err, trouble) {
				t.Errorf("%v: embedded %d, %v", trouble, n, err)
			}
		}
		if n := kept.Len(e.Model().String()); n != 4 || len(c.take()) != 0 {
			t.Errorf("%v: %d are kept", trouble, n)
		}
		trouble = nil
		if n, err := l.Embed(ctx, nil); n != 0 || err != nil || len(c.take()) != 0 {
			t.Errorf("when it is over: embedded %d, %v", n, err)
		}
		if hits := searchBy(t, l, retrieval.ByMeaning, "boat"); len(hits) != 4 || len(warned) != 1 {
			t.Errorf("then found %v, warned %q", hits, warned)
		}
	}
}

// TestAnotherEmbedder: vectors of one embedder are nothing to another.
func TestAnotherEmbedder(t *testing.T) {
	kept := &retrievaltest.Vectors{}
	embedded(t, harbour(), retrieval.Options{Embedder: boats(), Vectors: kept})
	other := &retrievaltest.Words{Dimensions: 8}
	l := newMemoryWith(t, harbour(), retrieval.Options{Embedder: other, Vectors: kept, Warn: func(text string) { t.Errorf("warned %q", text) }})
	if hits := searchBy(t, l, retrieval.ByMeaning, "ferry"); len(hits) != 0 {
		t.Errorf("found %v", hits)
	}
	if n, err := l.Embed(context.Background(), nil); n != 4 || err != nil {
		t.Errorf("embedded %d, %v", n, err)
	}
	if kept.Len(boats().Model().String()) != 4 {
		t.Error("the vectors of the first are gone")
	}
}

func TestEmbedOnAFullDisk(t *testing.T) {
	saves := 0
	kept := &retrievaltest.Vectors{Save: func(context.Context) error {
		if saves++; saves > 1 {
			return syscall.ENOSPC
		}
		return nil
	}}
	l := newMemoryWith(t, fleet(100), retrieval.Options{Embedder: boats(), Vectors: kept})
	n, err := l.Embed(context.Background(), nil)
	if n != 32 || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "32 of 100") {
		t.Errorf("embedded %d, %v", n, err)
	}
	if o, err := l.Overview(context.Background(), retrieval.Filter{}); err != nil || o.Embedded != 32 {
		t.Errorf("%+v, %v", o, err)
	}
}

// TestCloseWhileLoading: a search waits for the vectors, not for longer than
// its ctx, and closing the library does not wait for them.
func TestCloseWhileLoading(t *testing.T) {
	begun := make(chan struct{})
	kept := &retrievaltest.Vectors{Load: func(ctx context.Context) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}}
	warn := func(text string) { t.Errorf("warned %q", text) }
	l, err := retrieval.NewMemoryWith(context.Background(), harbour(), retrieval.Options{Embedder: boats(), Vectors: kept, Warn: warn})
	if err != nil {
		t.Fatal(err)
	}
	<-begun
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Search(ctx, retrieval.Query{Text: "ferry"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search whose ctx has ended: %v", err)
	}
	if hits := searchBy(t, l, retrieval.ByWords, "ferry"); len(hits) != 2 {
		t.Errorf("by words meanwhile: %v", hits)
	}
	waiting := make(chan error, 1)
	go func() {
		_, err := l.Search(context.Background(), retrieval.Query{Text: "ferry"})
		waiting <- err
	}()
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if err := <-waiting; err == nil {
		t.Error("a search found something when the library was closed before it was loaded")
	}
}

// TestCloseWhileEmbedding: closing stops it after the batch under way.
func TestCloseWhileEmbedding(t *testing.T) {
	begun := make(chan struct{})
	e := boats()
	e.Before = func(ctx context.Context, _ []string) error {
		close(begun)
		<-ctx.Done()
		return nil
	}
	l := newMemoryWith(t, []corpus.Article{harbour()[0]}, retrieval.Options{Embedder: e})
	done := make(chan error, 1)
	go func() {
		_, err := l.Embed(context.Background(), nil)
		done <- err
	}()
	<-begun
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
