package retrieval_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondsource/corpus"
	"secondsource/retrieval"
)

func TestSplit(t *testing.T) {
	words := func(n int) string {
		return "Stones" + strings.Repeat(" roll", n-1) + "."
	}
	tests := []struct {
		name string
		text string
		want []int // words of each passage
	}{
		{"nothing", "", nil},
		{"one short sentence", words(7), []int{7}},
		{"short paragraphs are joined", strings.Repeat(words(20)+"\n\n", 4), []int{80}},
		{"a cut between paragraphs", words(40) + " " + words(35) + "\n\n" + words(38) + " " + words(40), []int{75, 78}},
		{"a huge sentence stands alone", words(40) + " " + words(400) + " " + words(40), []int{40, 400, 40}},
		{"no remainder of a few words", strings.Repeat(words(10)+" ", 16), []int{80, 80}},
		{"never too long", strings.Repeat(words(50)+" ", 4), []int{100, 100}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := corpus.Article{ID: "x", Text: strings.TrimSpace(test.text)}
			var got []int
			for _, p := range retrieval.Split(&a) {
				got = append(got, len(strings.Fields(a.Text[p.Start:p.End])))
			}
			if len(got) != len(test.want) {
				t.Fatalf("passages of %v words, want %v", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Fatalf("passages of %v words, want %v", got, test.want)
				}
			}
		})
	}
}

func TestSplitCutsAtSubheadings(t *testing.T) {
	part := strings.TrimSpace(strings.Repeat("The keeper of the light wrote it all down in her book.\n\n", 8))
	text := part + "\n\nThe second night\n\n" + part
	at := strings.Index(text, "The second night")
	a := corpus.Article{ID: "x", Text: text, Spans: []corpus.Span{{Kind: corpus.SpanHeading, Start: at, End: at + len("The second night")}}}
	passages := retrieval.Split(&a)
	if len(passages) != 2 || passages[0].End > at || passages[1].Start < at {
		t.Errorf("passages %v, want one on each side of %d", passages, at)
	}
}

// TestSplitKeepsSentences: every sentence is in exactly one passage, whole and
// in order, and no passage of several sentences is too long.
func TestSplitKeepsSentences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArticle(t, "x")
		passages := retrieval.Split(&a)
		i, sentences := 0, a.Sentences()
		for n, p := range passages {
			if p.Article != a.ID || p.Ordinal != n || i >= len(sentences) || p.Start != sentences[i].Start {
				t.Fatalf("passage %d is %+v", n, p)
			}
			first := i
			for i < len(sentences) && sentences[i].End <= p.End {
				i++
			}
			if i == first || sentences[i-1].End != p.End {
				t.Fatalf("passage %d does not end with a sentence", n)
			}
			if words := len(strings.Fields(a.Text[p.Start:p.End])); words > 100 && i-first > 1 {
				t.Fatalf("passage %d has %d words in %d sentences", n, words, i-first)
			}
		}
		if i != len(sentences) {
			t.Fatalf("%d of %d sentences are in passages", i, len(sentences))
		}
	})
}
