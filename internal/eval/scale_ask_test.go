package eval_test

// The process that opens an archive of BenchmarkScale and asks.

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"secondsource/internal/answer"
	"secondsource/internal/store"
	"secondsource/retrieval"
	"secondsource/retrieval/minilm"
)

// scaleProcesses is how many processes ask the same, one after the other: what
// is told of them is the median.
const scaleProcesses = 3

// asking is what a process measures that opens the archive and asks.
type asking struct {
	Cold                 time.Duration // from the start of the process to the first answer
	Open                 time.Duration // until words can be searched
	Loaded               time.Duration // until meaning can be searched as well; from the same start as Open
	Words, Meaning, Both spread        // of a search
	Ask                  spread
	Plain, Sensed        spread // of asks in which no sentence was embedded, and of the others
	Compared             spread // of what comparing took in each ask
	SensedAsks           int
	PeakMB               int
}

// spread is the median and the 95th of a hundred.
type spread struct{ P50, P95 time.Duration }

func spreadOf(times []time.Duration) spread {
	if len(times) == 0 {
		return spread{}
	}
	slices.Sort(times)
	return spread{times[len(times)/2], times[len(times)*95/100]}
}

// askings are those of several processes.
type askings []asking

// of is the median of what f takes from each.
func (a askings) of(f func(asking) time.Duration) time.Duration {
	times := make([]time.Duration, len(a))
	for i := range a {
		times[i] = f(a[i])
	}
	return spreadOf(times).P50
}

// spread writes a spread as p50 / p95.
func (a askings) spread(f func(asking) spread) string {
	return short(a.of(func(one asking) time.Duration { return f(one).P50 })) + " / " +
		short(a.of(func(one asking) time.Duration { return f(one).P95 }))
}

func (a askings) peakMB() int {
	most := 0
	for _, one := range a {
		most = max(most, one.PeakMB)
	}
	return most
}

// askInChildren asks in processes of their own, so that the memory is that of
// asking and the start is a cold one.
func askInChildren(b *testing.B, data string, questions []string, byMeaning bool) askings {
	input, err := json.Marshal(questions)
	if err != nil {
		b.Fatal(err)
	}
	out := make(askings, scaleProcesses)
	for i := range out {
		child := exec.Command(os.Args[0], "-test.run", "^TestScaleChild$", "-test.count", "1")
		child.Env = append(os.Environ(), "SCALE_CHILD="+data, "SCALE_BY_MEANING="+strconv.FormatBool(byMeaning),
			"SCALE_STARTED="+strconv.FormatInt(time.Now().UnixNano(), 10))
		child.Stdin, child.Stderr = bytes.NewReader(input), os.Stderr
		answered, err := child.Output()
		if err != nil {
			b.Fatalf("%v: %s", err, answered)
		}
		line, _, _ := bytes.Cut(answered, []byte("\n"))
		if err := json.Unmarshal(line, &out[i]); err != nil {
			b.Fatalf("%v: %s", err, answered)
		}
	}
	return out
}

// TestScaleChild is the process that askInChildren starts; by itself it does
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
	var a asking
	start := time.Now()
	s, err := store.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	opt := retrieval.Options{Vectors: s, Warn: func(text string) { t.Fatal(text) }}
	model := &sentenceCounter{Embedder: minilm.New()}
	if os.Getenv("SCALE_BY_MEANING") == "true" {
		opt.Embedder = model
	}
	lib, err := retrieval.Open(t.Context(), data, s, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	a.Open = time.Since(start)
	o, err := lib.Overview(t.Context(), retrieval.Filter{}) // waits for the vectors, as the first ask does
	if err != nil || opt.Embedder != nil && o.Embedded != o.Passages {
		t.Fatalf("%+v, %v", o, err)
	}
	a.Loaded = time.Since(start)
	a.ask(t, lib, model, questions)
	a.PeakMB = peakMB()
	if err := json.NewEncoder(os.Stdout).Encode(a); err != nil {
		t.Fatal(err)
	}
}

// ask measures searches and whole answers. Each goes through all questions: they
// are more than the vectors of questions that a library remembers, so that each
// search and each answer embeds its question.
func (a *asking) ask(t *testing.T, lib *retrieval.Library, model *sentenceCounter, questions []string) {
	ctx := t.Context()
	var comparing time.Duration
	engine := answer.New(lib, answer.Options{Took: func(s answer.Step, took time.Duration) {
		if s == answer.Comparing {
			comparing += took
		}
	}})
	ask := func(q string) time.Duration {
		start := time.Now()
		if _, err := engine.Ask(ctx, answer.Question{Text: q}); err != nil {
			t.Fatal(err)
		}
		return time.Since(start)
	}
	ask(questions[0])
	started, err := strconv.ParseInt(os.Getenv("SCALE_STARTED"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	a.Cold = time.Since(time.Unix(0, started))
	for by, into := range map[retrieval.By]*spread{retrieval.ByWords: &a.Words, retrieval.ByMeaning: &a.Meaning, retrieval.ByBoth: &a.Both} {
		var times []time.Duration
		for _, q := range questions {
			start := time.Now()
			if _, err := lib.Search(ctx, retrieval.Query{Text: q, By: by}); err != nil {
				t.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
		*into = spreadOf(times)
	}
	var all, plain, sensed, compared []time.Duration
	for _, q := range questions {
		comparing = 0
		before := model.sentences.Load()
		took := ask(q)
		all, compared = append(all, took), append(compared, comparing)
		if model.sentences.Load() > before {
			sensed = append(sensed, took)
		} else {
			plain = append(plain, took)
		}
	}
	a.SensedAsks, a.Compared = len(sensed), spreadOf(compared)
	a.Ask, a.Plain, a.Sensed = spreadOf(all), spreadOf(plain), spreadOf(sensed)
}

// sentenceCounter counts the calls for several texts at once: those of the
// sentences that an answer reads by their meaning. A question comes alone.
type sentenceCounter struct {
	retrieval.Embedder
	sentences atomic.Int64
}

func (e *sentenceCounter) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if len(texts) > 1 {
		e.sentences.Add(1)
	}
	return e.Embedder.Embed(ctx, texts)
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
