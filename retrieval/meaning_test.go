package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

// boats is an embedder that knows that a boat is a ferry, and how to shut.
func boats() *retrievaltest.Words {
	return &retrievaltest.Words{Synonyms: map[string]string{
		"boats": "ferry", "boat": "ferry", "cease": "close", "service": "line",
	}}
}

// embedded is a library in memory all of whose passages have a vector.
func embedded(t *testing.T, articles []corpus.Article, opt retrieval.Options) *retrieval.Library {
	t.Helper()
	l := newMemoryWith(t, articles, opt)
	if _, err := l.Embed(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return l
}

func searchBy(t *testing.T, l *retrieval.Library, by retrieval.By, text string) []retrieval.Hit {
	t.Helper()
	hits, err := l.Search(context.Background(), retrieval.Query{Text: text, By: by})
	if err != nil {
		t.Fatalf("searching %q: %v", text, err)
	}
	return hits
}

func TestMeaningFindsAParaphrase(t *testing.T) {
	const question = "boat service cease"
	archive := harbour()
	if hits := search(t, newMemory(t, archive), question); len(hits) != 0 {
		t.Fatalf("the words alone find %v", hits)
	}
	l := embedded(t, archive, retrieval.Options{Embedder: boats()})
	for _, by := range []retrieval.By{retrieval.ByBoth, retrieval.ByMeaning} {
		hits := searchBy(t, l, by, question)
		if len(hits) == 0 || hits[0].Article != "ferry" || hits[0].Meaning < 0.2 || hits[0].Words != 0 {
			t.Errorf("%d: found %+v", by, hits)
		}
	}
	if hits := searchBy(t, l, retrieval.ByWords, question); len(hits) != 0 {
		t.Errorf("by words it finds %v", hits)
	}
	hits := searchBy(t, l, retrieval.ByBoth, "the bakery's boat")
	if hits[0].Article != "bakery" || hits[0].Words <= 0 || hits[0].Meaning <= 0 {
		t.Errorf("found %+v", hits)
	}
	for _, blank := range []string{"", " \n"} {
		if hits := searchBy(t, l, retrieval.ByBoth, blank); len(hits) != 0 {
			t.Errorf("%q finds %v", blank, hits)
		}
	}
}

// TestWordsStayAsTheyAre: with an embedder and no meaning asked for, and with
// meaning asked for and no embedder, the words rank as ever.
func TestWordsStayAsTheyAre(t *testing.T) {
	archive := harbour()
	want := search(t, newMemory(t, archive), "island ferry bakery")
	l := embedded(t, archive, retrieval.Options{Embedder: boats()})
	if diff := cmp.Diff(want, searchBy(t, l, retrieval.ByWords, "island ferry bakery")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, searchBy(t, newMemory(t, archive), retrieval.ByMeaning, "island ferry bakery")); diff != "" {
		t.Error(diff)
	}
}

func TestMeaningFiltersBeforeTheCut(t *testing.T) {
	var articles []corpus.Article
	for i := range 300 {
		publisher := "Bay Courier"
		if i == 7 {
			publisher = "Evening Ledger"
		}
		text := "The boat is late again, and nobody knows why."
		if i == 7 {
			text = "A boat was seen far out, beyond the lighthouse, the pier and the old bridge."
		}
		articles = append(articles, marked(corpus.Article{ID: fmt.Sprintf("%03d", i), Publisher: publisher, Text: text}))
	}
	l := embedded(t, articles, retrieval.Options{Embedder: boats()})
	for _, by := range []retrieval.By{retrieval.ByBoth, retrieval.ByMeaning} {
		hits, err := l.Search(context.Background(), retrieval.Query{
			Text: "late ferry", By: by, Limit: 1, Filter: retrieval.Filter{Publishers: []string{"evening ledger"}},
		})
		if err != nil || ids(hits) != "007" {
			t.Errorf("%d: found %q, %v", by, ids(hits), err)
		}
		// Of 299 copies with one score, the first by their ids.
		hits, err = l.Search(context.Background(), retrieval.Query{Text: "late ferry", By: by, Limit: 3})
		if err != nil || ids(hits) != "000 001 002" {
			t.Errorf("%d: found %q, %v", by, ids(hits), err)
		}
	}
}

// counting counts what is embedded.
type counting struct {
	mu    sync.Mutex
	calls []int // texts of each call
}

func (c *counting) before(_ context.Context, texts []string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, len(texts))
	return nil
}

func (c *counting) take() []int {
	c.mu.Lock()
	defer c.mu.Unlock()
	calls := c.calls
	c.calls = nil
	return calls
}

// fleet is a number of articles that share a word and differ.
func fleet(n int) []corpus.Article {
	var out []corpus.Article
	for i := range n {
		out = append(out, marked(corpus.Article{ID: fmt.Sprintf("%03d", i), Text: fmt.Sprintf("Boat %d of the fleet is in, with %d crates of fish.", i, i*i)}))
	}
	return out
}

// TestSearchEmbedsFewByItself: the texts of eight candidates are embedded for a
// question, once, and nothing of it is kept.
func TestSearchEmbedsFewByItself(t *testing.T) {
	var c counting
	e := boats()
	e.Before = c.before
	kept := &retrievaltest.Vectors{}
	articles := fleet(20)
	for _, id := range []string{"000a", "000b"} {
		copied := articles[0]
		copied.ID, copied.Publisher = id, "Copier"
		articles = append(articles, copied)
	}
	l := newMemoryWith(t, articles, retrieval.Options{Embedder: e, Vectors: kept})
	first := searchBy(t, l, retrieval.ByBoth, "boat in fleet")
	if calls := c.take(); !slices.Equal(calls, []int{1, 8}) {
		t.Errorf("calls of %v texts, want the question and 8", calls)
	}
	// The words say the same of all: a passage without a vector then counts as
	// the mean of those that have one.
	meant, mean, rest := 0, 0.0, 0.0
	for _, h := range first {
		if h.Meaning != 0 {
			meant++
			mean += h.Score / 10
		} else {
			rest = h.Score
		}
	}
	if len(first) != 22 || meant != 10 || math.Abs(mean-rest) > 1e-9 {
		t.Errorf("%d hits, %d with a meaning and a mean score of %g, the rest has %g", len(first), meant, mean, rest)
	}
	copies, err := l.Search(context.Background(), retrieval.Query{
		Text: "boat in fleet", Filter: retrieval.Filter{Publishers: []string{"copier"}},
	})
	if err != nil || ids(copies) != "000a 000b" {
		t.Errorf("of the copies it finds %q, %v", ids(copies), err)
	}
	searchBy(t, l, retrieval.ByBoth, "fleet 13")
	c.take()
	if diff := cmp.Diff(first, searchBy(t, l, retrieval.ByBoth, "boat in fleet")); diff != "" {
		t.Errorf("asked again:\n%s", diff)
	}
	if calls := c.take(); len(calls) != 0 {
		t.Errorf("asking again embeds %v", calls)
	}
	if hits := searchBy(t, l, retrieval.ByMeaning, "boat in fleet"); len(hits) != 0 {
		t.Errorf("by kept vectors alone it finds %v", hits)
	}
	if o, err := l.Overview(context.Background(), retrieval.Filter{}); err != nil || o.Embedded != 0 || kept.Len(e.Model().String()) != 0 {
		t.Errorf("%+v, %v; %d kept", o, err, kept.Len(e.Model().String()))
	}
}

// excerpts are texts of one article.
func excerpts(texts ...string) []retrieval.Excerpt {
	out := make([]retrieval.Excerpt, len(texts))
	for i, text := range texts {
		out[i] = retrieval.Excerpt{Article: "ferry", Text: text}
	}
	return out
}

func TestMeaningOfTexts(t *testing.T) {
	var c counting
	e := boats()
	e.Before = c.before
	l := newMemoryWith(t, harbour(), retrieval.Options{Embedder: e})
	ctx := context.Background()
	texts := excerpts("The boat is late.", "The ferry is late.", "Bread", "The boat is late.")
	late := retrieval.Query{Text: "Is the ferry late?"}
	first, err := l.Meaning(ctx, late, texts)
	if err != nil || len(first) != 4 || first[0] != first[1] || first[0] != first[3] || first[2] >= first[0] || first[0] < 0.99 {
		t.Errorf("%v, %v", first, err)
	}
	if calls := c.take(); !slices.Equal(calls, []int{1, 3}) {
		t.Errorf("calls of %v texts", calls)
	}
	again, err := l.Meaning(ctx, late, texts)
	if err != nil || !slices.Equal(first, again) || len(c.take()) != 0 {
		t.Errorf("asked again: %v, %v", again, err)
	}
	if none, err := newMemory(t, harbour()).Meaning(ctx, late, texts); none != nil || err != nil {
		t.Errorf("without an embedder: %v, %v", none, err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := l.Meaning(ended, retrieval.Query{Text: "And now?"}, texts); !errors.Is(err, context.Canceled) {
		t.Errorf("a ctx that has ended: %v", err)
	}
}

// crooked is an embedder that gives something else than it should.
type crooked struct {
	*retrievaltest.Words
	bend func([][]float32) [][]float32
}

func (c crooked) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	list, err := c.Words.Embed(ctx, texts)
	return c.bend(list), err
}

// TestAFailingEmbedder: a reporter gets what the words find, and one warning;
// whoever embeds gets an error that says what was wrong.
func TestAFailingEmbedder(t *testing.T) {
	down := boats()
	down.Before = func(context.Context, []string) error { return errors.New("the model is down") }
	bent := func(bend func([][]float32) [][]float32) retrieval.Embedder { return crooked{boats(), bend} }
	archive := harbour()
	want := search(t, newMemory(t, archive), "island ferry")
	for reason, e := range map[string]retrieval.Embedder{
		"the model is down": down,
		"vectors for":       bent(func(list [][]float32) [][]float32 { return append(list, list[0]) }),
		"dimensions":        bent(func(list [][]float32) [][]float32 { list[0] = list[0][1:]; return list }),
		"length":            bent(func(list [][]float32) [][]float32 { clear(list[0]); return list }),
	} {
		var warned []string
		l := newMemoryWith(t, archive, retrieval.Options{Embedder: e, Warn: func(text string) { warned = append(warned, text) }})
		for range 2 {
			if diff := cmp.Diff(want, searchBy(t, l, retrieval.ByBoth, "island ferry")); diff != "" {
				t.Errorf("%s: %s", reason, diff)
			}
			if cosines, err := l.Meaning(context.Background(), retrieval.Query{Text: "ferry"}, excerpts("boat")); cosines != nil || err != nil {
				t.Errorf("%s: %v, %v", reason, cosines, err)
			}
		}
		if len(warned) != 1 || !strings.Contains(warned[0], reason) || !strings.Contains(warned[0], "words only") {
			t.Errorf("%s: warned %q", reason, warned)
		}
		n, err := l.Embed(context.Background(), nil)
		if n != 0 || err == nil || !strings.Contains(err.Error(), reason) || !strings.Contains(err.Error(), e.Model().Name) {
			t.Errorf("%s: embedded %d, %v", reason, n, err)
		}
	}
}

// TestOnlyCandidatesFail: the question can be embedded and the candidates
// cannot.
func TestOnlyCandidatesFail(t *testing.T) {
	e := boats()
	e.Before = func(_ context.Context, texts []string) error {
		if len(texts) > 1 {
			return errors.New("too many")
		}
		return nil
	}
	archive := harbour()
	warned := 0
	l := newMemoryWith(t, archive, retrieval.Options{Embedder: e, Warn: func(string) { warned++ }})
	want := search(t, newMemory(t, archive), "island ferry")
	if diff := cmp.Diff(want, searchBy(t, l, retrieval.ByBoth, "island ferry")); diff != "" || warned != 1 {
		t.Errorf("warned %d times; %s", warned, diff)
	}
}

func TestSearchEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	e := boats()
	e.Before = func(ctx context.Context, _ []string) error {
		cancel()
		<-ctx.Done()
		return ctx.Err()
	}
	l := newMemoryWith(t, harbour(), retrieval.Options{Embedder: e, Warn: func(text string) { t.Errorf("warned %q", text) }})
	if _, err := l.Search(ctx, retrieval.Query{Text: "ferry"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestSearchWhileEmbedding is for the race detector, and for what a search
// finds whatever has a vector by then.
func TestSearchWhileEmbedding(t *testing.T) {
	l := newMemoryWith(t, fleet(400), retrieval.Options{Embedder: boats(), Vectors: &retrievaltest.Vectors{}})
	ctx := context.Background()
	var group sync.WaitGroup
	var over atomic.Bool
	for worker := range 3 {
		group.Go(func() {
			for more := true; more; {
				more = !over.Load() // once more when it is over
				hits, err := l.Search(ctx, retrieval.Query{Text: fmt.Sprintf("boat %d in fleet", worker), By: retrieval.By(worker), Limit: 5})
				if err != nil || retrieval.By(worker) != retrieval.ByMeaning && len(hits) != 5 {
					t.Errorf("%d hits, %v", len(hits), err)
					return
				}
				if _, err := l.Overview(ctx, retrieval.Filter{}); err != nil {
					t.Error(err)
				}
				if _, err := l.Meaning(ctx, retrieval.Query{Text: "boat"}, excerpts(fmt.Sprint("crate ", worker))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 2 { // at the same time: the passages are embedded once
		group.Go(func() {
			if _, err := l.Embed(ctx, nil); err != nil {
				t.Error(err)
			}
			over.Store(true)
		})
	}
	group.Wait()
	if o, err := l.Overview(ctx, retrieval.Filter{}); err != nil || o.Embedded != 400 {
		t.Errorf("%+v, %v", o, err)
	}
}
