package eval_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/eval"
	"secondsource/retrieval/retrievaltest"
)

// writeCollection lays out a collection; names are paths below its folder.
func writeCollection(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	harbourDocuments = `{"_id":"d1","title":"Ferry","text":"The ferry to the island sails at noon."}
{"_id":"d2","title":"","text":"The island has one school and a bakery."}
{"_id":"d3","title":"Bakery","text":"The bakery opens before the ferry sails, and the bakery shuts late."}

{"_id":"d4","title":"","text":"Nothing here is of any use."}
`
	harbourQueries = `{"_id":"q1","text":"ferry to the island"}
{"_id":"q2","text":"bakery"}
{"_id":"q3","text":"nobody judged this"}
`
)

func TestRetrievalScoresACollection(t *testing.T) {
	// q1 ranks d1 first and its relevant d2 behind it; q2 ranks d3 before d2.
	second := 1 / math.Log2(3)
	tests := []struct {
		name         string
		file, qrels  string
		ndcg, recall float64
	}{
		{"BEIR's three columns", "qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t1\n", 1, 1},
		{"TREC's four columns", "qrels.tsv", "q1 0 d1 1\nq2 0 d3 1\n", 1, 1},
		{"a relevant document in second place", "qrels.tsv", "q2\td2\t1\n", second, 1},
		{"graded judgements", "qrels.tsv", "q2\td2\t2\nq2\td3\t1\n", (1 + 2*second) / (2 + second), 1},
		{"one of two relevant documents cannot be found", "qrels.tsv", "q2\td3\t1\nq2\td4\t1\n", 1 / (1 + second), 0.5},
		{"judged not relevant", "qrels.tsv", "q2\td3\t0\n", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := writeCollection(t, map[string]string{
				"corpus.jsonl": harbourDocuments, "queries.jsonl": harbourQueries, test.file: test.qrels,
			})
			reports := 0
			got, err := eval.Retrieval(context.Background(), dir, eval.BeirOptions{
				Progress: func(string, int, int) { reports++ },
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(got.By) != 1 || got.By[0].By != "words" {
				t.Fatalf("without an embedder: %+v", got.By)
			}
			if words := got.By[0]; math.Abs(words.NDCG10-test.ndcg) > 1e-9 || math.Abs(words.Recall10-test.recall) > 1e-9 {
				t.Errorf("nDCG@10 %.4f, recall@10 %.4f; want %.4f, %.4f", words.NDCG10, words.Recall10, test.ndcg, test.recall)
			}
			if got.Documents != 4 || reports == 0 {
				t.Errorf("documents %d, progress reports %d", got.Documents, reports)
			}
		})
	}
}

func TestCut(t *testing.T) {
	var c eval.Collection
	for i := range 1000 {
		c.Documents = append(c.Documents, corpus.Article{ID: fmt.Sprint("d", i)})
	}
	for i := range 100 {
		c.Queries = append(c.Queries, eval.BeirQuery{ID: fmt.Sprint("q", i), Relevant: map[string]int{fmt.Sprint("d", 7*i): 1}})
	}
	cut := c.Cut(5)
	if len(cut.Queries) != 5 || cut.Queries[4].ID != "q80" || len(cut.Documents) != 5+50 {
		t.Fatalf("%d queries, the last %+v, %d documents", len(cut.Queries), cut.Queries[len(cut.Queries)-1], len(cut.Documents))
	}
	seen := map[string]bool{}
	for _, d := range cut.Documents {
		if seen[d.ID] {
			t.Errorf("%s twice", d.ID)
		}
		seen[d.ID] = true
	}
	for _, q := range cut.Queries {
		for id := range q.Relevant {
			if !seen[id] {
				t.Errorf("%s, which is judged for %s, is missing", id, q.ID)
			}
		}
	}
	if all := c.Cut(1000); len(all.Queries) != 100 || len(all.Documents) != 1000 {
		t.Errorf("more than there are: %d queries, %d documents", len(all.Queries), len(all.Documents))
	}
}

// TestRetrievalScoresMeaning asks in words that no document has, of an embedder
// that knows them.
func TestRetrievalScoresMeaning(t *testing.T) {
	dir := writeCollection(t, map[string]string{
		"corpus.jsonl": harbourDocuments, "queries.jsonl": `{"_id":"q1","text":"Boulangerie hours"}` + "\n", "qrels.tsv": "q1\td3\t1\n",
	})
	words := &retrievaltest.Words{Synonyms: map[string]string{"boulangerie": "bakery", "hours": "opens"}}
	stages := map[string]int{}
	got, err := eval.Retrieval(context.Background(), dir, eval.BeirOptions{
		Embedder: words, Progress: func(stage string, done, total int) { stages[stage] = done },
	})
	if err != nil {
		t.Fatal(err)
	}
	var by []string
	for _, s := range got.By {
		by = append(by, fmt.Sprintf("%s %.0f", s.By, s.NDCG10))
	}
	if want := []string{"words 0", "meaning 1", "both 1"}; !slices.Equal(by, want) {
		t.Errorf("%q, want %q", by, want)
	}
	if got.Embedder != words.Model().String() || stages["embedding"] != 4 || stages["searching by both"] != 1 {
		t.Errorf("embedder %q, stages %v", got.Embedder, stages)
	}
	words.Before = func(context.Context, []string) error { return errors.New("no current") }
	if _, err := eval.Retrieval(context.Background(), dir, eval.BeirOptions{Embedder: words}); err == nil || !strings.Contains(err.Error(), "no current") {
		t.Errorf("an embedder that fails: %v", err)
	}
}

func TestRetrievalSaysWhatIsWrongWithACollection(t *testing.T) {
	good := map[string]string{
		"corpus.jsonl": harbourDocuments, "queries.jsonl": harbourQueries, "qrels.tsv": "q1\td1\t1\n",
	}
	tests := []struct {
		name, file, text string
		want             string
	}{
		{"no judgements", "qrels.tsv", "", "no query"},
		{"a judgement cut short", "qrels.tsv", "q1\td1\t1\nq2\n", "line 2"},
		{"a document without an id", "corpus.jsonl", `{"title":"x"}`, "line 1: it has no _id"},
		{"a line that is not JSON", "queries.jsonl", "{\n", "line 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range good {
				files[name] = text
			}
			files[test.file] = test.text
			_, err := eval.Retrieval(context.Background(), writeCollection(t, files), eval.BeirOptions{})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
	if _, err := eval.Retrieval(context.Background(), t.TempDir(), eval.BeirOptions{}); err == nil || !strings.Contains(err.Error(), "corpus.jsonl") {
		t.Errorf("an empty folder: %v", err)
	}
}
