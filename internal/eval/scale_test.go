package eval_test

// How the whole way grows with the archive: the tables of docs/scale.md are
// printed by
//
//	SCALE_FROM=DIR go test ./internal/eval -run '^$' -bench Scale -benchtime 1x -timeout 1h
//
// DIR is a folder of real articles. Archives of any size are made of them by
// shuffling their sentences; without SCALE_FROM, of the built-in sample. Their
// vectors are made up as well (scale_vectors_test.go): to embed a large archive
// takes hours. Questions, and the sentences that an answer reads by their
// meaning, are embedded by the real model.

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"secondsource/corpus"
	"secondsource/corpus/sample"
	"secondsource/internal/store"
	"secondsource/retrieval"
)

// scaleQuestions are how many questions are timed, and questionWords of how
// many words of an article each is made.
const (
	scaleQuestions = 100
	questionWords  = 6
)

func BenchmarkScale(b *testing.B) {
	real := realArticles(b)
	vectors := realVectors(b, real)
	var sizes []string
	var columns []column
	for _, field := range strings.Fields(cmp.Or(os.Getenv("SCALE_SIZES"), "10 1000 10000 15000")) {
		n, err := strconv.Atoi(field)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(field, func(b *testing.B) {
			for range b.N {
				sizes = append(sizes, field)
				columns = append(columns, measureScale(b, shuffled(real, n), vectors))
			}
		})
	}
	printColumns(sizes, columns)
}

// column is what was measured of one archive, by name and in order.
type column []struct{ name, value string }

func (c *column) put(name, value string) { *c = append(*c, struct{ name, value string }{name, value}) }

// printColumns prints a row for each thing measured.
func printColumns(sizes []string, columns []column) {
	if len(columns) == 0 {
		return
	}
	fmt.Println("| articles | " + strings.Join(sizes, " | ") + " |")
	fmt.Println("|---|" + strings.Repeat("---:|", len(sizes)))
	for i, row := range columns[0] {
		line := "| " + row.name
		for _, c := range columns {
			line += " | " + c[i].value
		}
		fmt.Println(line + " |")
	}
}

func realArticles(b *testing.B) []corpus.Article {
	if from := os.Getenv("SCALE_FROM"); from != "" {
		articles, errs := corpus.Collect(context.Background(), []string{from})
		if len(articles) == 0 {
			b.Fatalf("no articles in %s: %v", from, errs)
		}
		return articles
	}
	articles, err := sample.Articles()
	if err != nil {
		b.Fatal(err)
	}
	return articles
}

// shuffled makes n articles: each has the paragraphs of a real one, with
// sentences from any of them. Every fifth word is swapped for one from
// elsewhere, so that no two are copies of one another, as no two stories of an
// archive are that only share their subject.
func shuffled(real []corpus.Article, n int) []corpus.Article {
	random := rand.New(rand.NewPCG(1, 2))
	var sentences [][]string
	var words []string
	var models []*corpus.Article
	for i := range real {
		own := real[i].Sentences()
		if len(own) > 0 {
			models = append(models, &real[i])
		}
		for _, s := range own {
			fields := strings.Fields(real[i].Text[s.Start:s.End])
			sentences, words = append(sentences, fields), append(words, fields...)
		}
	}
	out := make([]corpus.Article, n)
	for i := range out {
		like := models[random.IntN(len(models))]
		day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, random.IntN(4000))
		out[i] = corpus.Article{
			ID: fmt.Sprintf("scale-%06d", i), Publisher: like.Publisher, Published: day.Format(time.DateOnly),
			Title: swapped(random, strings.Fields(like.Title), words),
		}
		var text strings.Builder
		paragraph := 0
		for _, s := range like.Sentences() {
			text.WriteString(map[bool]string{true: " ", false: "\n\n"}[s.Paragraph == paragraph])
			paragraph = s.Paragraph
			text.WriteString(swapped(random, sentences[random.IntN(len(sentences))], words))
		}
		out[i].Text = strings.TrimSpace(text.String())
	}
	return out
}

func swapped(random *rand.Rand, sentence, words []string) string {
	out := slices.Clone(sentence)
	for i := random.IntN(5); i < len(out); i += 5 {
		out[i] = words[random.IntN(len(words))]
	}
	return strings.Join(out, " ")
}

// measureScale takes an archive the whole way: in, without vectors, and with
// them.
func measureScale(b *testing.B, articles []corpus.Article, vectors [][]float32) column {
	var c column
	dir := b.TempDir()
	data := filepath.Join(dir, "data")
	measureReading(b, &c, dir, data, articles)
	asked := questions(articles)
	words := askInChildren(b, data, asked, false)
	passages, keeping := keepMadeUp(b, data, vectors)
	c.put("passages", strconv.Itoa(passages))
	c.put("vectors, keeping alone", short(keeping))
	c.put("SQLite file with vectors, MB", megabytes(b, data, store.FileName))
	both := askInChildren(b, data, asked, true)
	c.put("cold start", short(words.of(func(a asking) time.Duration { return a.Cold })))
	c.put("cold start, with vectors", short(both.of(func(a asking) time.Duration { return a.Cold })))
	c.put("open", short(words.of(func(a asking) time.Duration { return a.Open })))
	c.put("open, with vectors loaded", short(both.of(func(a asking) time.Duration { return a.Loaded })))
	c.put("search without vectors", words.spread(func(a asking) spread { return a.Words }))
	c.put("search by words", both.spread(func(a asking) spread { return a.Words }))
	c.put("search by meaning", both.spread(func(a asking) spread { return a.Meaning }))
	c.put("search by both", both.spread(func(a asking) spread { return a.Both }))
	c.put("ask, warm", words.spread(func(a asking) spread { return a.Ask }))
	c.put("of it to compare", words.spread(func(a asking) spread { return a.Compared }))
	c.put("ask, warm, with vectors", both.spread(func(a asking) spread { return a.Ask }))
	c.put("of it by words alone", both.spread(func(a asking) spread { return a.Plain }))
	c.put("of it with sentences embedded", both.spread(func(a asking) spread { return a.Sensed }))
	c.put("asks with sentences embedded", strconv.Itoa(both[0].SensedAsks))
	c.put("most memory, MB", strconv.Itoa(words.peakMB()))
	c.put("most memory with vectors, MB", strconv.Itoa(both.peakMB()))
	return c
}

// measureReading ingests and indexes the articles into data.
func measureReading(b *testing.B, c *column, dir, data string, articles []corpus.Article) {
	ctx := context.Background()
	file := filepath.Join(dir, "archive.jsonl")
	size := writeArchive(b, file, articles)
	s, err := store.Create(ctx, data)
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	sum, err := store.Ingest(ctx, s, []string{file}, store.IngestOptions{})
	if err != nil || sum.New != len(articles) {
		b.Fatalf("%+v, %v", sum, err)
	}
	ingest := time.Since(start)
	start = time.Now()
	if err := retrieval.Update(ctx, data, s, retrieval.Options{}); err != nil {
		b.Fatal(err)
	}
	index := time.Since(start)
	start = time.Now()
	if _, err := store.Ingest(ctx, s, []string{file}, store.IngestOptions{}); err != nil {
		b.Fatal(err)
	}
	again := time.Since(start)
	if err := s.Close(); err != nil { // what is in SQLite's log goes into the file
		b.Fatal(err)
	}
	c.put("text, MB", fmt.Sprintf("%.2f", float64(size)/1e6))
	c.put("read and mark", short(sum.Took.Reading))
	c.put("store", short(sum.Took.Writing))
	c.put("find copies", short(sum.Took.Origins))
	c.put("ingest, whole", short(ingest))
	c.put("index", short(index))
	c.put("the same files again", short(again))
	c.put("SQLite file, MB", megabytes(b, data, store.FileName))
	c.put("index on disk, MB", megabytes(b, data, "index"))
}

func writeArchive(b *testing.B, path string, articles []corpus.Article) int {
	var lines bytes.Buffer
	size := 0
	for i := range articles {
		a := &articles[i]
		size += len(a.Text)
		line, err := json.Marshal(map[string]string{
			"id": a.ID, "title": a.Title, "publisher": a.Publisher, "published": a.Published, "text": a.Text,
		})
		if err != nil {
			b.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	if err := os.WriteFile(path, lines.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	return size
}

// questions are asked in the words of the articles.
func questions(articles []corpus.Article) []string {
	random := rand.New(rand.NewPCG(3, 4))
	openings := []string{"How many ", "When did ", "Who said that ", "Why did ", "Where is "}
	out := make([]string, scaleQuestions)
	for i := range out {
		words := strings.Fields(articles[random.IntN(len(articles))].Text)
		at := random.IntN(max(1, len(words)-questionWords))
		out[i] = openings[i%len(openings)] + strings.Join(words[at:min(len(words), at+questionWords)], " ") + "?"
	}
	return out
}

// megabytes is the size of a file or of all files in a folder.
func megabytes(b *testing.B, dir, name string) string {
	sum := int64(0)
	err := filepath.WalkDir(filepath.Join(dir, name), func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return fmt.Sprintf("%.1f", float64(sum)/1e6)
}

// short writes a duration with two digits that mean something.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return d.Round(10 * time.Microsecond).String()
	case d < 100*time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	case d < 10*time.Second:
		return d.Round(10 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
