package minilm

import (
	"slices"
	"strings"
	"testing"
)

func TestWordpiece(t *testing.T) {
	w := newWordpiece(vocabFile)
	names := strings.Split(vocabFile, "\n")
	for text, want := range map[string]string{
		"":                             "[CLS] [SEP]",
		"Harbour, harbour!":            "[CLS] harbour , harbour ! [SEP]",
		"Rerouting":                    "[CLS] re ##rou ##ting [SEP]",
		"[SEP] is no mark":             "[CLS] [ sep ] is no mark [SEP]",
		"CAFÉ\u0301":                   "[CLS] cafe [SEP]",
		"a" + strings.Repeat("z", 100): "[CLS] [UNK] [SEP]",
		"\xff\xfe broken":              "[CLS] broken [SEP]",
	} {
		var got []string
		for _, id := range w.encode(text) {
			got = append(got, names[id])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if ids := w.encode(strings.Repeat("word ", 1000)); len(ids) != MaxTokens || ids[MaxTokens-1] != w.end {
		t.Errorf("a long text has %d tokens and ends with %d", len(ids), ids[len(ids)-1])
	}
}

func FuzzWordpiece(f *testing.F) {
	for _, seed := range []string{"", "plain words", "Ünïcödé ﷺ 日本", "a\xff\x00\u200b##b", strings.Repeat("x", 300), "[CLS][SEP]##"} {
		f.Add(seed)
	}
	w := newWordpiece(vocabFile)
	f.Fuzz(func(t *testing.T, text string) {
		ids := w.encode(text)
		if n := len(ids); n < 2 || n > MaxTokens || ids[0] != w.start || ids[n-1] != w.end {
			t.Fatalf("%q: %v", text, ids)
		}
		for _, id := range ids[1 : len(ids)-1] {
			if id < 0 || id >= Vocabulary || id == w.start || id == w.end {
				t.Fatalf("%q: %v", text, ids)
			}
		}
		if again := w.encode(text); !slices.Equal(ids, again) {
			t.Fatalf("%q: %v, then %v", text, ids, again)
		}
	})
}

// TestGelu holds the table against the function.
func TestGelu(t *testing.T) {
	e := &encoder{gelu: geluTable()}
	zero := make([]float32, 1)
	for x := -8.0; x < 8; x += 0.0007 {
		got := []float32{float32(x)}
		e.activate(got, zero)
		if want := exactGelu(x); float64(got[0])-want > 2e-6 || want-float64(got[0]) > 2e-6 {
			t.Fatalf("gelu(%g) = %g, want %g", x, got[0], want)
		}
	}
}
