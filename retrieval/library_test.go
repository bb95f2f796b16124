package retrieval_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/corpus"
	"secondsource/retrieval"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestSearchRanks(t *testing.T) {
	l := newMemory(t, harbour())
	tests := []struct {
		query, want string
	}{
		{"ferry commuters", "ferry bakery"},
		{"who owns the bakery?", "bakery school"},
		{"BAKERIES", "bakery school"},          // case and number do not matter
		{"what did Jose Ibanez say", "school"}, // nor accents
		{"nino", "school"},                     // a title is searched too
		{"the of and", ""},                     // stop words
		{"zeppelin", ""},                       // a word that nobody has
		{"", ""},                               // nothing
		{"4,000", "ferry"},                     // a figure as it is written
		{"Otter Island's ferry", "ferry"},      // the rest have one word of two
	}
	for _, test := range tests {
		got := ids(search(t, l, test.query))
		if !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%q: %q, want %q first", test.query, got, test.want)
		}
	}
}

func TestSearchFilters(t *testing.T) {
	l := newMemory(t, harbour())
	tests := []struct {
		name   string
		filter retrieval.Filter
		want   string // that may be found, sorted
		first  retrieval.Overview
	}{
		{"everything", retrieval.Filter{}, "bakery ferry letter school",
			retrieval.Overview{Articles: 4, Passages: 4, Newest: "2025-04-01", Undated: 1}},
		{"a publisher, whatever its case", retrieval.Filter{Publishers: []string{" BAY COURIER"}}, "bakery ferry",
			retrieval.Overview{Articles: 2, Passages: 2, Newest: "2025-03-12T23:30:00-05:00"}},
		{"either of two publishers", retrieval.Filter{Publishers: []string{"Bay Courier", "evening ledger"}}, "bakery ferry letter school",
			retrieval.Overview{Articles: 4, Passages: 4, Newest: "2025-04-01", Undated: 1}},
		{"since, inclusive; the undated are out", retrieval.Filter{Since: day("2025-03-12")}, "bakery school",
			retrieval.Overview{Articles: 2, Passages: 2, Newest: "2025-04-01", Undated: 1}},
		{"until, the whole of the day where it was written", retrieval.Filter{Until: day("2025-03-12")}, "bakery ferry",
			retrieval.Overview{Articles: 2, Passages: 2, Newest: "2025-03-12T23:30:00-05:00", Undated: 1}},
		{"until an instant", retrieval.Filter{Until: time.Date(2025, 3, 13, 4, 0, 0, 0, time.UTC)}, "ferry",
			retrieval.Overview{Articles: 1, Passages: 1, Newest: "2025-03-10", Undated: 1}},
		{"one day of one publisher", retrieval.Filter{Since: day("2025-04-01"), Until: day("2025-04-01"), Publishers: []string{"Evening Ledger"}}, "school",
			retrieval.Overview{Articles: 1, Passages: 1, Newest: "2025-04-01", Undated: 1}},
		{"nobody", retrieval.Filter{Publishers: []string{"Nowhere Times"}}, "", retrieval.Overview{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx := context.Background()
			hits, err := l.Search(ctx, retrieval.Query{Text: "ferry island bridge", Filter: test.filter})
			if err != nil {
				t.Fatal(err)
			}
			found := strings.Fields(ids(hits))
			slices.Sort(found)
			if got := strings.Join(found, " "); got != test.want {
				t.Errorf("found %q, want %q", got, test.want)
			}
			overview, err := l.Overview(ctx, test.filter)
			if err != nil || overview != test.first {
				t.Errorf("overview %+v, %v; want %+v", overview, err, test.first)
			}
			listed, err := l.List(ctx, test.filter)
			if err != nil || len(listed) != overview.Articles {
				t.Errorf("%d listed, %v", len(listed), err)
			}
		})
	}
}

func TestSearchLooksAtTheStoryOnly(t *testing.T) {
	text := "LONGHAVEN, Otterland (BNS) — The tide gauge at the pier broke during the storm on Sunday.\n\n" +
		"A stormy year\n\n" +
		"It was the third outage of the year, the harbour master said, and the gauge will be replaced."
	a := corpus.Article{ID: "gauge", Text: text}
	span := func(kind corpus.SpanKind, part string) {
		start := strings.Index(text, part)
		a.Spans = append(a.Spans, corpus.Span{Kind: kind, Start: start, End: start + len(part)})
	}
	span(corpus.SpanDateline, "LONGHAVEN, Otterland (BNS) —")
	span(corpus.SpanHeading, "A stormy year")
	span(corpus.SpanFurniture, "and the gauge will be replaced.")
	l := newMemory(t, []corpus.Article{a})
	for query, want := range map[string]string{
		"Longhaven": "gauge", // the dateline says where
		"stormy":    "gauge", // a subheading is searched
		"outage":    "gauge",
		"replaced":  "", // furniture is not
	} {
		if got := ids(search(t, l, query)); got != want {
			t.Errorf("%q: found %q, want %q", query, got, want)
		}
	}
}

func TestFrequency(t *testing.T) {
	l := newMemory(t, harbour())
	for word, want := range map[string]int{
		"bakery": 2, "Bakeries": 2, "ferry": 2, "island": 4, "the": 0, "zeppelin": 0, "": 0,
		"ferry-bakery": 2, "island bridge": 1, // of several words the rarest
		"niño": 0, // a title is not text
	} {
		if got, err := l.Frequency(context.Background(), word); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", word, got, err, want)
		}
	}
}

func TestArticle(t *testing.T) {
	l := newMemory(t, harbour())
	a, err := l.Article(context.Background(), "ferry")
	if err != nil || a.Title != "Ferry line to close" || a.Text == "" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := l.Article(context.Background(), "fairy"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an unknown id: %v", err)
	}
}

func TestHitsOfOneScoreAreInOrder(t *testing.T) {
	var articles []corpus.Article
	for _, id := range []string{"c", "a", "ab", "b"} {
		articles = append(articles, marked(corpus.Article{ID: id, Text: "The lighthouse is to be painted red, the council said."}))
	}
	l := newMemory(t, articles)
	if got := ids(search(t, l, "lighthouse")); got != "a ab b c" {
		t.Errorf("got %q", got)
	}
	hits, err := l.Search(context.Background(), retrieval.Query{Text: "lighthouse", Limit: 2})
	if err != nil || ids(hits) != "a ab" {
		t.Errorf("two of them: %q, %v", ids(hits), err)
	}
}

func TestEmptyLibrary(t *testing.T) {
	l := newMemory(t, nil)
	if hits := search(t, l, "anything"); len(hits) != 0 {
		t.Errorf("found %v", hits)
	}
	if o, err := l.Overview(context.Background(), retrieval.Filter{}); err != nil || o != (retrieval.Overview{}) {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestNewMemoryRefuses(t *testing.T) {
	twice := append(harbour(), harbour()[0])
	if _, err := retrieval.NewMemory(context.Background(), twice); err == nil || !strings.Contains(err.Error(), `"ferry"`) {
		t.Errorf("an id twice: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := retrieval.NewMemory(ctx, harbour()); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: %v", err)
	}
}

func TestSearchFromManyGoroutines(t *testing.T) {
	l := newMemory(t, harbour())
	want := ids(search(t, l, "island ferry"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				hits, err := l.Search(context.Background(), retrieval.Query{Text: "island ferry"})
				if err != nil || ids(hits) != want {
					t.Errorf("%q, %v", ids(hits), err)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestClosedLibrary(t *testing.T) {
	l := newMemory(t, harbour())
	for range 2 {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Search(context.Background(), retrieval.Query{Text: "ferry"}); err == nil {
		t.Error("a closed library can be searched")
	}
}
