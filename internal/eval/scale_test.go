package eval_test

// How the whole way grows with the archive: docs/scale.md is printed by
//
//	SCALE_FROM=DIR go test ./internal/eval -run '^$' -bench Scale -benchtime 1x -timeout 1h
//
// DIR is a folder of real articles. Archives of any size are made of them by
// shuffling their sentences; without SCALE_FROM, of the built-in sample.

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"secondsource/corpus"
	"secondsource/corpus/sample"
	"secondsource/internal/answer"
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
	fmt.Println("| articles | MB of text | read, mark | store | origins | whole ingest | index | again, unchanged | db MB | index MB |" +
		" cold start | open | search p50 | p95 | ask p50 | p95 | peak MB |")
	fmt.Println("|" + strings.Repeat("---:|", 17))
	for _, field := range strings.Fields(cmp.Or(os.Getenv("SCALE_SIZES"), "10 1000 10000")) {
		n, err := strconv.Atoi(field)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(field, func(b *testing.B) {
			for range b.N {
				fmt.Println(measureScale(b, shuffled(real, n)))
			}
		})
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

// measureScale takes an archive the whole way and returns its row.
func measureScale(b *testing.B, articles []corpus.Article) string {
	ctx := context.Background()
	dir := b.TempDir()
	file := filepath.Join(dir, "archive.jsonl")
	size := writeArchive(b, file, articles)
	data := filepath.Join(dir, "data")
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
	asked := askInChild(b, data, questions(articles))
	row := []string{
		strconv.Itoa(len(articles)), fmt.Sprintf("%.1f", float64(size)/1e6),
		short(sum.Took.Reading), short(sum.Took.Writing), short(sum.Took.Origins), short(ingest), short(index), short(again),
		megabytes(b, data, store.FileName), megabytes(b, data, "index"),
		short(asked.Cold), short(asked.Open), short(asked.Search50), short(asked.Search95),
		short(asked.Ask50), short(asked.Ask95), strconv.Itoa(asked.PeakMB),
	}
	return "| " + strings.Join(row, " | ") + " |"
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

// asked is what a process measures that opens the archive and asks.
type asked struct {
	Cold               time.Duration // from the start of the process to the first answer
	Open               time.Duration
	Search50, Search95 time.Duration
	Ask50, Ask95       time.Duration
	PeakMB             int
}

// askInChild asks in a process of its own, so that the memory is that of asking
// and the start is a cold one.
func askInChild(b *testing.B, data string, questions []string) asked {
	input, err := json.Marshal(questions)
	if err != nil {
		b.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run", "^TestScaleChild$", "-test.count", "1")
	child.Env = append(os.Environ(), "SCALE_CHILD="+data, "SCALE_STARTED="+strconv.FormatInt(time.Now().UnixNano(), 10))
	child.Stdin, child.Stderr = bytes.NewReader(input), os.Stderr
	out, err := child.Output()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	var a asked
	line, _, _ := bytes.Cut(out, []byte("\n"))
	if err := json.Unmarshal(line, &a); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return a
}

// TestScaleChild is the process that askInChild starts; by itself it does
// nothing.
func TestScaleChild(t *testing.T) {
	data := os.Getenv("SCALE_CHILD")
	if data == "" {
		return
	}
	var questions []string
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	var a asked
	start := time.Now()
	s, err := store.Open(ctx, data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lib, err := retrieval.Open(ctx, data, s, retrieval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	a.Open = time.Since(start)
	engine := answer.New(lib, answer.Options{})
	ask := func(q string) error {
		_, err := engine.Ask(ctx, answer.Question{Text: q})
		return err
	}
	if err := ask(questions[0]); err != nil {
		t.Fatal(err)
	}
	started, err := strconv.ParseInt(os.Getenv("SCALE_STARTED"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	a.Cold = time.Since(time.Unix(0, started))
	a.Search50, a.Search95 = timed(t, questions, func(q string) error {
		_, err := lib.Search(ctx, retrieval.Query{Text: q})
		return err
	})
	a.Ask50, a.Ask95 = timed(t, questions, ask)
	a.PeakMB = peakMB()
	if err := json.NewEncoder(os.Stdout).Encode(a); err != nil {
		t.Fatal(err)
	}
}

// timed calls do with every question, and returns the median and the 95th of a
// hundred.
func timed(t *testing.T, questions []string, do func(string) error) (p50, p95 time.Duration) {
	var times []time.Duration
	for _, q := range questions {
		start := time.Now()
		if err := do(q); err != nil {
			t.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	return times[len(times)/2], times[len(times)*95/100]
}

// peakMB is the most memory that this process has held, where Linux tells; the
// pages of the index that it has mapped are a part of it.
func peakMB() int {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb / 1024
		}
	}
	return 0
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
