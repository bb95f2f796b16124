package corpus_test

import (
	"fmt"
	"testing"

	"secondsource/corpus"
)

// long is an article of about 5,000 characters.
func long() corpus.Article { return marked(wire + "\n\n" + witness + "\n\n" + rewrite + "\n\n" + wire) }

func BenchmarkMark(b *testing.B) {
	a := long()
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		corpus.Mark(&a)
	}
}

func BenchmarkSentences(b *testing.B) {
	a := long()
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		a.Sentences()
	}
}

func BenchmarkFingerprint(b *testing.B) {
	a := long()
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		corpus.Fingerprint(&a)
	}
}

// BenchmarkGroupOrigins has a copy for every tenth article; what it takes for
// one article must not grow with their number.
func BenchmarkGroupOrigins(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			articles := make([]corpus.Article, n)
			for i := range articles {
				articles[i] = corpus.Article{ID: fmt.Sprint(i), Text: nonsense(uint64(i-i%10/9), 500)}
			}
			for b.Loop() {
				corpus.GroupOrigins(articles)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/article")
		})
	}
}
