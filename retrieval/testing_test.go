package retrieval_test

// What the tests of this package share: small articles, and a data directory
// with a real store.

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"secondsource/corpus"
	"secondsource/internal/store"
	"secondsource/retrieval"
)

// marked returns an article as a reader would give it.
func marked(a corpus.Article) corpus.Article {
	a.Text = corpus.Normalise(a.Text)
	corpus.Mark(&a)
	return a
}

// harbour is a small newsroom's archive.
func harbour() []corpus.Article {
	return []corpus.Article{
		marked(corpus.Article{ID: "ferry", Title: "Ferry line to close", Publisher: "Bay Courier", Published: "2025-03-10",
			Text: "The ferry line to Otter Island will close in April, the harbour board said on Monday. About 4,000 commuters use it on a working day."}),
		marked(corpus.Article{ID: "bakery", Title: "Island bakery", Publisher: "bay courier", Published: "2025-03-12T23:30:00-05:00",
			Text: "The bakery on the island employs nine people. Its owner said that without the ferry she would have to shut it."}),
		marked(corpus.Article{ID: "school", Title: "Niño school", Publisher: "Evening Ledger", Published: "2025-04-01",
			Text: "The school on the island has 31 pupils, the headteacher José Ibáñez said. The bakery delivers its lunches."}),
		marked(corpus.Article{ID: "letter", Publisher: "Evening Ledger",
			Text: "Nobody asked the islanders what they think of it. The bridge was promised to them in every campaign."}),
	}
}

// ids are the articles of hits, in order and with repeats.
func ids(hits []retrieval.Hit) string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Article)
	}
	return strings.Join(out, " ")
}

func search(t *testing.T, l *retrieval.Library, text string) []retrieval.Hit {
	t.Helper()
	hits, err := l.Search(context.Background(), retrieval.Query{Text: text})
	if err != nil {
		t.Fatalf("searching %q: %v", text, err)
	}
	return hits
}

func newMemory(t *testing.T, articles []corpus.Article) *retrieval.Library {
	t.Helper()
	return newMemoryWith(t, articles, retrieval.Options{})
}

func newMemoryWith(t *testing.T, articles []corpus.Article, opt retrieval.Options) *retrieval.Library {
	t.Helper()
	l, err := retrieval.NewMemoryWith(context.Background(), articles, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// desk is a data directory with a store, and what opening its index reported.
type desk struct {
	t      *testing.T
	store  *store.Store
	stages []string // one for each stage that was reported, with its total
	warned []string
}

func newDesk(t *testing.T, articles ...corpus.Article) *desk {
	t.Helper()
	s, err := store.Create(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d := &desk{t: t, store: s}
	d.put(articles...)
	return d
}

func (d *desk) put(articles ...corpus.Article) {
	d.t.Helper()
	if _, err := d.store.Put(context.Background(), articles, time.Unix(0, 0)); err != nil {
		d.t.Fatal(err)
	}
}

// options record what is reported, and wait for nobody.
func (d *desk) options() retrieval.Options {
	d.stages, d.warned = nil, nil
	return retrieval.Options{
		Wait: -1,
		Progress: func(stage string, done, total int) {
			if done == 0 {
				d.stages = append(d.stages, fmt.Sprintf("%s (%d)", stage, total))
			}
		},
		Warn: func(text string) { d.warned = append(d.warned, text) },
	}
}

// open opens the library; it is closed with the test, or before.
func (d *desk) open() *retrieval.Library {
	d.t.Helper()
	l, err := retrieval.Open(context.Background(), d.store.Dir(), d.store, d.options())
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { l.Close() })
	return l
}

// reopen opens the library for a moment.
func (d *desk) reopen() {
	d.t.Helper()
	if err := d.open().Close(); err != nil {
		d.t.Fatal(err)
	}
}
