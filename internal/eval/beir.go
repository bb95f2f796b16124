package eval

// Retrieval against a judged collection in the layout of BEIR (Thakur et al.,
// 2021): corpus.jsonl, queries.jsonl and qrels, whole documents.

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondsource/corpus"
	"secondsource/retrieval"
)

// Collection is a judged collection: what is asked of which documents, and
// which of these answer it.
type Collection struct {
	Documents []corpus.Article // title and text together as the text
	Queries   []BeirQuery      // those that have a judgement
}

// BeirQuery is a query with its judgements: how relevant a document is, by the
// document's id. What is not judged is not relevant.
type BeirQuery struct {
	ID       string
	Text     string
	Relevant map[string]int
}

// RetrievalScore is how well a collection was searched, in each way that there
// is.
type RetrievalScore struct {
	Documents int           `json:"documents"`
	Queries   int           `json:"queries"`
	Indexing  time.Duration `json:"indexing_ns"`
	Embedder  string        `json:"embedder"` // "" without one
	Embedding time.Duration `json:"embedding_ns"`
	By        []SearchScore `json:"by"` // words; with an embedder meaning and both as well
}

// SearchScore is how well one way of searching does: means over the queries.
// The times are of single searches, one after the other, the embedding of the
// query included.
type SearchScore struct {
	By       string        `json:"by"` // "words", "meaning" or "both"
	NDCG10   float64       `json:"ndcg@10"`
	Recall10 float64       `json:"recall@10"`
	P50      time.Duration `json:"p50_ns"`
	P95      time.Duration `json:"p95_ns"`
}

// BeirOptions tune an evaluation. The zero value is ready to use.
type BeirOptions struct {
	Ranking  *retrieval.Ranking                  // nil means retrieval.DefaultRanking
	Embedder retrieval.Embedder                  // nil: by words alone
	Vectors  retrieval.Vectors                   // where vectors are kept between evaluations; nil: nowhere
	Queries  int                                 // measure on a cut with so many queries; 0 means on all
	Progress func(stage string, done, total int) // nil means silence
}

// beirDepth is the cut of both measures, and beirFetch how many hits are asked
// for, so that ties at the cut are broken by the measure's own rule.
const (
	beirDepth = 10
	beirFetch = 100
)

// Retrieval indexes the collection in dir, a document a passage, searches it
// with every judged query and scores what is found.
func Retrieval(ctx context.Context, dir string, opt BeirOptions) (RetrievalScore, error) {
	c, err := LoadCollection(dir)
	if err != nil {
		return RetrievalScore{}, err
	}
	if opt.Queries > 0 {
		c = c.Cut(opt.Queries)
	}
	return c.Score(ctx, opt)
}

// Cut returns a small part of the collection, the same each time: so many of
// its queries, evenly spaced, with the documents that are judged for them and
// ten times as many others. Search is easier in it than in the whole.
func (c Collection) Cut(queries int) Collection {
	cut := Collection{Queries: spaced(c.Queries, queries)}
	judged := make(map[string]bool)
	for _, q := range cut.Queries {
		for id := range q.Relevant {
			judged[id] = true
		}
	}
	var others []corpus.Article
	for _, d := range c.Documents {
		if judged[d.ID] {
			cut.Documents = append(cut.Documents, d)
		} else {
			others = append(others, d)
		}
	}
	cut.Documents = append(cut.Documents, spaced(others, 10*len(cut.Documents))...)
	return cut
}

// spaced picks n of a list, evenly spaced; all of a shorter one.
func spaced[T any](list []T, n int) []T {
	if n >= len(list) {
		return list
	}
	out := make([]T, n)
	for i := range out {
		out[i] = list[i*len(list)/n]
	}
	return out
}

// Score searches the collection with every query.
func (c Collection) Score(ctx context.Context, opt BeirOptions) (RetrievalScore, error) {
	report := opt.Progress
	if report == nil {
		report = func(string, int, int) {}
	}
	report("indexing", 0, len(c.Documents))
	start := time.Now()
	var trouble []string
	lib, err := retrieval.NewMemoryWith(ctx, c.Documents, retrieval.Options{
		Split: whole, Ranking: opt.Ranking, Embedder: opt.Embedder, Vectors: opt.Vectors,
		Warn: func(text string) { trouble = append(trouble, text) },
	})
	if err != nil {
		return RetrievalScore{}, err
	}
	defer lib.Close()
	score := RetrievalScore{Documents: len(c.Documents), Queries: len(c.Queries), Indexing: time.Since(start)}
	report("indexing", len(c.Documents), len(c.Documents))
	if opt.Embedder != nil {
		start := time.Now()
		if _, err := lib.Embed(ctx, func(done, total int) { report("embedding", done, total) }); err != nil {
			return RetrievalScore{}, err
		}
		score.Embedder, score.Embedding = opt.Embedder.Model().String(), time.Since(start)
	}
	for _, w := range waysOf(opt.Embedder != nil) {
		one, err := c.scoreBy(ctx, lib, w, report)
		if err == nil && len(trouble) > 0 {
			err = errors.New(trouble[0])
		}
		if err != nil {
			return RetrievalScore{}, err
		}
		score.By = append(score.By, one)
	}
	return score, nil
}

// way is one way of searching.
type way struct {
	name string
	by   retrieval.By
}

// waysOf are the ways of searching that there are.
func waysOf(embedder bool) []way {
	ways := []way{{"words", retrieval.ByWords}}
	if embedder {
		ways = append(ways, way{"meaning", retrieval.ByMeaning}, way{"both", retrieval.ByBoth})
	}
	return ways
}

func (c Collection) scoreBy(ctx context.Context, lib *retrieval.Library, w way, report func(string, int, int)) (SearchScore, error) {
	score := SearchScore{By: w.name}
	times := make([]time.Duration, 0, len(c.Queries))
	for i, q := range c.Queries {
		start := time.Now()
		hits, err := lib.Search(ctx, retrieval.Query{Text: q.Text, Limit: beirFetch, By: w.by})
		if err != nil {
			return score, err
		}
		times = append(times, time.Since(start))
		top := trecOrder(hits)
		score.NDCG10 += ndcg(top, q.Relevant, beirDepth) / float64(len(c.Queries))
		score.Recall10 += recall(top, q.Relevant, beirDepth) / float64(len(c.Queries))
		report("searching by "+w.name, i+1, len(c.Queries))
	}
	slices.Sort(times)
	score.P50, score.P95 = quantile(times, 0.50), quantile(times, 0.95)
	return score, nil
}

// whole is a document as one passage.
func whole(a *corpus.Article) []retrieval.Passage {
	return []retrieval.Passage{{Article: a.ID, End: len(a.Text)}}
}

// trecOrder is how trec_eval ranks a run: by score, and of equal scores the
// document of the greater id first.
func trecOrder(hits []retrieval.Hit) []string {
	slices.SortFunc(hits, func(a, b retrieval.Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Article, a.Article))
	})
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.Article
	}
	return ids
}

// ndcg is the normalised discounted cumulative gain at k, with the judgement
// itself as the gain, as trec_eval's ndcg_cut has it (Järvelin and Kekäläinen,
// 2002).
func ndcg(ranked []string, relevant map[string]int, k int) float64 {
	var got, best float64
	for i, id := range ranked[:min(k, len(ranked))] {
		got += float64(max(0, relevant[id])) / math.Log2(float64(i)+2)
	}
	gains := make([]int, 0, len(relevant))
	for _, gain := range relevant {
		gains = append(gains, max(0, gain))
	}
	slices.SortFunc(gains, func(a, b int) int { return b - a })
	for i, gain := range gains[:min(k, len(gains))] {
		best += float64(gain) / math.Log2(float64(i)+2)
	}
	if best == 0 {
		return 0
	}
	return got / best
}

// recall is the share of the relevant documents that are among the first k.
func recall(ranked []string, relevant map[string]int, k int) float64 {
	found, all := 0, 0
	for _, gain := range relevant {
		if gain > 0 {
			all++
		}
	}
	for _, id := range ranked[:min(k, len(ranked))] {
		if relevant[id] > 0 {
			found++
		}
	}
	return float64(found) / float64(max(1, all))
}

// quantile of sorted times, by the nearest rank.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(math.Ceil(q*float64(len(sorted))))-1)]
}

// LoadCollection reads a collection: corpus.jsonl and queries.jsonl with _id,
// title and text a line, and the judgements of qrels/test.tsv or qrels.tsv.
func LoadCollection(dir string) (Collection, error) {
	var c Collection
	err := eachLine(filepath.Join(dir, "corpus.jsonl"), func(d beirLine) {
		text := corpus.Normalise(strings.TrimSpace(d.Title + "\n" + d.Text))
		c.Documents = append(c.Documents, corpus.Article{ID: d.ID, Text: text})
	})
	if err != nil {
		return Collection{}, err
	}
	judged, err := loadQrels(dir)
	if err != nil {
		return Collection{}, err
	}
	err = eachLine(filepath.Join(dir, "queries.jsonl"), func(q beirLine) {
		if relevant := judged[q.ID]; len(relevant) > 0 {
			c.Queries = append(c.Queries, BeirQuery{ID: q.ID, Text: q.Text, Relevant: relevant})
		}
	})
	if err == nil && len(c.Queries) == 0 {
		err = fmt.Errorf("%s: no query of queries.jsonl has a judgement in qrels", dir)
	}
	return c, err
}

// beirLine is a document or a query.
type beirLine struct {
	ID    string `json:"_id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// maxBeirLine is the longest line that is read: 16 MiB.
const maxBeirLine = 16 << 20

func eachLine(path string, f func(beirLine)) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("a BEIR collection has corpus.jsonl, queries.jsonl and qrels: %w", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, maxBeirLine)
	for number := 1; lines.Scan(); number++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var l beirLine
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return fmt.Errorf("%s, line %d: %w", path, number, err)
		}
		if l.ID == "" {
			return fmt.Errorf("%s, line %d: it has no _id", path, number)
		}
		f(l)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// loadQrels reads judgements by query: three columns (query, document, score)
// as BEIR has them, or four as TREC has them, with or without a heading.
func loadQrels(dir string) (map[string]map[string]int, error) {
	path := filepath.Join(dir, "qrels", "test.tsv")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		path = filepath.Join(dir, "qrels.tsv")
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, fmt.Errorf("a BEIR collection has its judgements in qrels/test.tsv or qrels.tsv: %w", err)
	}
	judged := make(map[string]map[string]int)
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		score, err := strconv.Atoi(fields[len(fields)-1])
		if err != nil && number == 1 {
			continue
		}
		if err != nil || len(fields) < 3 || len(fields) > 4 {
			return nil, fmt.Errorf("%s, line %d: %q is not a query, a document and a whole number", path, number, strings.TrimSpace(line))
		}
		query, document := fields[0], fields[len(fields)-2]
		if judged[query] == nil {
			judged[query] = make(map[string]int)
		}
		judged[query][document] = score
	}
	return judged, nil
}
