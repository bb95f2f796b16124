package retrieval_test

// What holds for every corpus: the same ranking in memory and on disk, however
// the articles came in, and a filter that takes away and changes nothing.

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/corpus"
	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

var vocabulary = strings.Fields(`harbour ferry island bakery council school bridge storm pilot gauge
	lighthouse strike budget vote mayor fire road train museum river 12 4,000 2025 José the a of in said`)

func drawSentence(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 3, 40).Draw(t, "words")
	return "It" + " " + strings.Join(words, " ") + "."
}

func drawText(t *rapid.T) string {
	var b strings.Builder
	for i := range rapid.IntRange(1, 8).Draw(t, "sentences") {
		if i > 0 {
			b.WriteString(rapid.SampledFrom([]string{" ", "\n\n"}).Draw(t, "gap"))
		}
		b.WriteString(drawSentence(t))
	}
	return b.String()
}

func drawArticle(t *rapid.T, id string) corpus.Article {
	return marked(corpus.Article{
		ID:        id,
		Title:     strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 5).Draw(t, "title"), " "),
		Publisher: rapid.SampledFrom([]string{"", "Bay Courier", "Evening Ledger"}).Draw(t, "publisher"),
		Published: rapid.SampledFrom([]string{"", "2025-03-10", "2025-03-11T22:00:00-05:00", "2025-03-12", "2025-04-01"}).Draw(t, "published"),
		Text:      drawText(t),
	})
}

func drawArticles(t *rapid.T) []corpus.Article {
	articles := make([]corpus.Article, rapid.IntRange(1, 12).Draw(t, "articles"))
	for i := range articles {
		articles[i] = drawArticle(t, fmt.Sprintf("a%d", i))
	}
	return articles
}

func drawFilter(t *rapid.T) retrieval.Filter {
	date := rapid.SampledFrom([]time.Time{{}, day("2025-03-10"), day("2025-03-11"), day("2025-03-12"), time.Date(2025, 3, 12, 3, 0, 0, 0, time.UTC)})
	return retrieval.Filter{
		Since:      date.Draw(t, "since"),
		Until:      date.Draw(t, "until"),
		Publishers: rapid.SampledFrom([][]string{nil, {"bay courier"}, {"Evening Ledger", "Bay Courier"}, {"None"}}).Draw(t, "publishers"),
	}
}

func drawQuestion(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 14).Draw(t, "question"), " ")
}

func mustSearch(t *rapid.T, l *retrieval.Library, q retrieval.Query) []retrieval.Hit {
	hits, err := l.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

func drawBy(t *rapid.T) retrieval.By {
	return rapid.SampledFrom([]retrieval.By{retrieval.ByBoth, retrieval.ByWords, retrieval.ByMeaning}).Draw(t, "by")
}

// drawMeaning returns options with an embedder, or without one, that has made
// the vectors of some of the passages. It has few dimensions, so that many
// passages are as near as others.
func drawMeaning(t *rapid.T, articles []corpus.Article) retrieval.Options {
	ranking := retrieval.DefaultRanking
	ranking.Depth = rapid.SampledFrom([]int{0, 1, 3, 10}).Draw(t, "depth")
	ranking.Meaning = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "share")
	ranking.Enough = rapid.Float64Range(0, 1).Draw(t, "enough")
	opt := retrieval.Options{Ranking: &ranking}
	if rapid.IntRange(0, 4).Draw(t, "without an embedder") == 0 {
		return opt
	}
	words := &retrievaltest.Words{Dimensions: 6}
	all, some := &retrievaltest.Vectors{}, &retrievaltest.Vectors{}
	opt.Embedder, opt.Vectors = words, all
	l, err := retrieval.NewMemoryWith(context.Background(), articles, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Embed(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	// Which have one is drawn by a hash: those kept come in any order.
	share := byte(rapid.SampledFrom([]int{0, 100, 200, 255}).Draw(t, "embedded of 255"))
	model := words.Model()
	err = all.LoadVectors(context.Background(), model.String(), model.Dimensions, func(hash retrieval.TextHash, v []float32) error {
		if hash[0] > share {
			return nil
		}
		return some.SaveVectors(context.Background(), model.String(), model.Dimensions, []retrieval.TextHash{hash}, [][]float32{v})
	})
	if err != nil {
		t.Fatal(err)
	}
	opt.Vectors = some
	return opt
}

// TestMemoryAndDiskRankAlike puts articles into a store in several goes, some
// of them twice with another text, opens the index now and then, and holds it
// against one made in memory of the last versions in another order: by words,
// by meaning and by both, with the vectors of some passages.
func TestMemoryAndDiskRankAlike(t *testing.T) {
	checks(t, 12)
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "alike")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		s, err := store.Create(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		articles := drawArticles(t)
		opt := drawMeaning(t, articles)
		for i := range articles {
			if rapid.Bool().Draw(t, "has an earlier version") {
				put(t, s, drawArticle(t, articles[i].ID))
			}
			if rapid.IntRange(0, 3).Draw(t, "open") == 0 {
				update(t, s)
			}
		}
		put(t, s, articles...)
		disk, err := retrieval.Open(ctx, dir, s, opt)
		if err != nil {
			t.Fatal(err)
		}
		defer disk.Close()
		memory, err := retrieval.NewMemoryWith(ctx, rapid.Permutation(articles).Draw(t, "order"), opt)
		if err != nil {
			t.Fatal(err)
		}
		defer memory.Close()
		for range 10 {
			q := retrieval.Query{Text: drawQuestion(t), Limit: rapid.IntRange(1, 20).Draw(t, "limit"), Filter: drawFilter(t), By: drawBy(t)}
			if diff := cmp.Diff(mustSearch(t, memory, q), mustSearch(t, disk, q)); diff != "" {
				t.Errorf("memory - disk +:\n%s", diff)
			}
			inMemory, _ := memory.Overview(ctx, q.Filter)
			onDisk, _ := disk.Overview(ctx, q.Filter)
			if inMemory != onDisk {
				t.Errorf("overview %+v in memory, %+v on disk", inMemory, onDisk)
			}
		}
	})
}

// checks sets how many cases rapid tries in this test, unless the command line
// says: writing to a disk takes its time.
func checks(t *testing.T, n int) {
	f := flag.Lookup("rapid.checks")
	if before := f.Value.String(); before == f.DefValue {
		t.Cleanup(func() { flag.Set(f.Name, before) })
		flag.Set(f.Name, strconv.Itoa(n))
	}
}

func put(t *rapid.T, s *store.Store, articles ...corpus.Article) {
	if _, err := s.Put(context.Background(), articles, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
}

func update(t *rapid.T, s *store.Store) {
	if err := retrieval.Update(context.Background(), s.Dir(), s, retrieval.Options{}); err != nil {
		t.Fatal(err)
	}
}

// TestFilterTakesAwayOnly: what a filtered search finds is what a search of
// everything finds, without the articles that do not pass. (Where both are
// fused, scores are held against those of what passes, and so depend on it.)
func TestFilterTakesAwayOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := drawArticles(t)
		byID := make(map[string]*corpus.Article)
		for i := range articles {
			byID[articles[i].ID] = &articles[i]
		}
		l, err := retrieval.NewMemoryWith(context.Background(), articles, drawMeaning(t, articles))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		question, filter := drawQuestion(t), drawFilter(t)
		by := rapid.SampledFrom([]retrieval.By{retrieval.ByWords, retrieval.ByMeaning}).Draw(t, "by")
		limit := rapid.IntRange(1, 10).Draw(t, "limit")
		var want []retrieval.Hit
		for _, h := range mustSearch(t, l, retrieval.Query{Text: question, Limit: 1000, By: by}) {
			if filter.Matches(byID[h.Article]) && len(want) < limit {
				want = append(want, h)
			}
		}
		got := mustSearch(t, l, retrieval.Query{Text: question, Limit: limit, Filter: filter, By: by})
		if len(got) != len(want) || len(got) > 0 && !cmp.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

// TestLimitTakesAwayOnly: asking for fewer hits gives the first of them, and
// asking again the same, whatever was asked meanwhile.
func TestLimitTakesAwayOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := drawArticles(t)
		l, err := retrieval.NewMemoryWith(context.Background(), articles, drawMeaning(t, articles))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		q := retrieval.Query{Text: drawQuestion(t), Limit: 1000, Filter: drawFilter(t), By: drawBy(t)}
		all := mustSearch(t, l, q)
		seen := make(map[retrieval.Passage]bool)
		for i, h := range all {
			if seen[h.Passage] {
				t.Errorf("%v is found twice", h)
			}
			seen[h.Passage] = true
			if i > 0 && h.Score > all[i-1].Score {
				t.Errorf("%v comes after %v", h, all[i-1])
			}
		}
		mustSearch(t, l, retrieval.Query{Text: drawQuestion(t)})
		q.Limit = rapid.IntRange(1, 30).Draw(t, "limit")
		if diff := cmp.Diff(all[:min(len(all), q.Limit)], mustSearch(t, l, q)); diff != "" {
			t.Errorf("first of all - with a limit +:\n%s", diff)
		}
	})
}
