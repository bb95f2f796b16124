package retrievaltest

import (
	"context"
	"errors"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/retrieval"
)

// oddTexts are what an archive has, and what nobody should have put there.
var oddTexts = []string{
	"The ferry line to Otter Island will close in April, the harbour board said on Monday.",
	"The island's ferry will be closed, said the board of the harbour.",
	"A bakery in the old town won a prize for its bread.",
	"",
	" \n\t ",
	"?!… — «»",
	"José Ibáñez habló de la línea de ferry.",
	"渡し船は四月に廃止される。",
	"🚢⚓️ 4,000",
	"invalid \xff\xfe\x80 bytes \xc3",
	"control \x00\x01\x1b[31m\x7f characters\u202e\ufeff",
	strings.Repeat("The tide gauge at the pier broke during the storm. ", 2000),
	strings.Repeat("x", 100_000),
	"[CLS] [SEP] [PAD] [UNK] <s> </s>",
}

// sameness is how far a component may differ between two embeddings of a text.
const sameness = 1e-5

// promptly is how long an embedder may go on after its ctx has ended. Far more
// than it should need, for a slow machine.
const promptly = 10 * time.Second

// TestEmbedder holds an embedder against what retrieval.Embedder promises.
func TestEmbedder(t *testing.T, e retrieval.Embedder) {
	t.Run("model", func(t *testing.T) { testModel(t, e) })
	t.Run("odd texts", func(t *testing.T) { testOddTexts(t, e) })
	t.Run("no texts", func(t *testing.T) {
		if got := mustEmbed(t, e); len(got) != 0 {
			t.Errorf("%d vectors for no texts", len(got))
		}
	})
	t.Run("alone and in company", func(t *testing.T) { testCompany(t, e) })
	t.Run("nearness", func(t *testing.T) { testNearness(t, e) })
	t.Run("vectors are the caller's", func(t *testing.T) {
		first := mustEmbed(t, e, oddTexts[0])[0]
		want := append([]float32(nil), first...)
		clear(first)
		differ(t, "after the caller changed the first", want, mustEmbed(t, e, oddTexts[0])[0])
	})
	t.Run("from many goroutines", func(t *testing.T) { testConcurrent(t, e) })
	t.Run("ctx", func(t *testing.T) { testCancelled(t, e) })
}

func testModel(t *testing.T, e retrieval.Embedder) {
	before := e.Model()
	mustEmbed(t, e, oddTexts[0])
	m := e.Model()
	if m.Name == "" || m.Dimensions <= 0 {
		t.Errorf("model %+v", m)
	}
	if before.Dimensions != 0 && before != m || before.Prefix() != m.Prefix() {
		t.Errorf("the model was %+v and is %+v", before, m)
	}
	mustEmbed(t, e, oddTexts[1])
	if again := e.Model(); again != m {
		t.Errorf("the model was %+v and is %+v", m, again)
	}
}

func testOddTexts(t *testing.T, e retrieval.Embedder) {
	for i, v := range mustEmbed(t, e, oddTexts...) {
		if len(v) != e.Model().Dimensions {
			t.Errorf("%.40q has %d dimensions, not %d", oddTexts[i], len(v), e.Model().Dimensions)
		}
		if length := math.Sqrt(dot(v, v)); !(math.Abs(length-1) <= sameness) {
			t.Errorf("%.40q has the length %g", oddTexts[i], length)
		}
	}
}

// testCompany embeds texts together, backwards, and one by one.
func testCompany(t *testing.T, e retrieval.Embedder) {
	together := mustEmbed(t, e, oddTexts...)
	n := len(oddTexts)
	backwards := make([]string, n)
	for i, text := range oddTexts {
		backwards[n-1-i] = text
	}
	for i, v := range mustEmbed(t, e, backwards...) {
		differ(t, "backwards: "+backwards[i], together[n-1-i], v)
	}
	for i, text := range oddTexts {
		differ(t, "alone: "+text, together[i], mustEmbed(t, e, text)[0])
	}
	twice := mustEmbed(t, e, oddTexts[0], oddTexts[2], oddTexts[0])
	differ(t, "twice in one call", twice[0], twice[2])
}

// testNearness asks for what any embedder can tell: a text is nearest to
// itself, and nearer to one about the same than to one about another thing.
func testNearness(t *testing.T, e retrieval.Embedder) {
	v := mustEmbed(t, e, oddTexts[0], oddTexts[0], oddTexts[1], oddTexts[2])
	same, alike, other := dot(v[0], v[1]), dot(v[0], v[2]), dot(v[0], v[3])
	if math.Abs(same-1) > sameness {
		t.Errorf("the cosine of a text with itself is %g", same)
	}
	if !(alike < same && other < alike) {
		t.Errorf("cosines: itself %g, on the same matter %g, on another %g", same, alike, other)
	}
}

func testConcurrent(t *testing.T, e retrieval.Embedder) {
	texts := oddTexts[:9]
	want := mustEmbed(t, e, texts...)
	var group sync.WaitGroup
	for worker := range 6 {
		group.Go(func() {
			for i := range texts {
				at := (i + worker) % len(texts)
				got, err := e.Embed(context.Background(), texts[at:])
				if err != nil || len(got) != len(texts)-at {
					t.Errorf("%d vectors for %d texts, %v", len(got), len(texts)-at, err)
					return
				}
				differ(t, texts[at], want[at], got[0])
			}
		})
	}
	group.Wait()
}

func testCancelled(t *testing.T, e retrieval.Embedder) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Embed(ctx, oddTexts); !errors.Is(err, context.Canceled) {
		t.Errorf("a ctx that has ended: %v", err)
	}
	var many []string
	for range 200 {
		many = append(many, oddTexts...)
	}
	ctx, cancel = context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		_, err := e.Embed(ctx, many)
		done <- err
	}()
	<-ctx.Done()
	select {
	case err := <-done: // nil when it was quicker
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a ctx that ended meanwhile: %v", err)
		}
	case <-time.After(promptly):
		t.Errorf("it went on for %s after its ctx had ended", promptly)
	}
}

func mustEmbed(t *testing.T, e retrieval.Embedder, texts ...string) [][]float32 {
	t.Helper()
	v, err := e.Embed(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	if len(v) != len(texts) {
		t.Fatalf("%d vectors for %d texts", len(v), len(texts))
	}
	return v
}

// differ complains when two vectors of one text do.
func differ(t *testing.T, what string, want, got []float32) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("%.60q: %d dimensions, not %d", what, len(got), len(want))
		return
	}
	for i := range want {
		if !(math.Abs(float64(want[i])-float64(got[i])) <= sameness) {
			t.Errorf("%.60q: component %d is %g, not %g", what, i, got[i], want[i])
			return
		}
	}
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
