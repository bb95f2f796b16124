package corpus_test

import (
	"secondsource/corpus"
)

// spansOf shows an article's spans as "kind: text".
func spansOf(a corpus.Article) []string {
	var out []string
	for _, s := range a.Spans {
		out = append(out, string(s.Kind)+": "+a.Text[s.Start:s.End])
	}
	return out
}

// sentencesOf shows an article's sentences.
func sentencesOf(a corpus.Article) []string {
	var out []string
	for _, s := range a.Sentences() {
		out = append(out, a.Text[s.Start:s.End])
	}
	return out
}

// marked is a text as an article, marked.
func marked(text string) corpus.Article {
	a := corpus.Article{ID: "x", Text: corpus.Normalise(text)}
	corpus.Mark(&a)
	return a
}
