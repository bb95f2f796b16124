package corpus

// Sentences: where one ends and the next begins. Punkt (neurosnap/sentences,
// with its English training) proposes the ends; what it does not know about
// news text is corrected in breaks.go.

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/neurosnap/sentences"
	"github.com/neurosnap/sentences/english"
)

// punkt is loaded at first use: its training is 5 MB of JSON. It is only read
// after that, by any number of goroutines.
var punkt = sync.OnceValue(func() *sentences.DefaultSentenceTokenizer {
	tokenizer, err := english.NewSentenceTokenizer(nil)
	if err != nil {
		panic(fmt.Sprintf("corpus: the training data in the binary is damaged: %v", err))
	}
	return tokenizer
})

// Sentences returns the quotable sentences of the article, in order: those of
// its paragraphs, outside every marked span. They depend on Text and Spans
// only.
func (a *Article) Sentences() []Sentence {
	var out []Sentence
	paragraph := 0
	for _, p := range paragraphs(a.Text) {
		found := false
		for _, part := range unmarked(a.Text, p, a.Spans) {
			for _, s := range segment(a.Text, part) {
				if hasWord(a.Text[s.start:s.end]) {
					out = append(out, Sentence{Start: s.start, End: s.end, Paragraph: paragraph})
					found = true
				}
			}
		}
		if found {
			paragraph++
		}
	}
	return out
}

// unmarked returns what spans leave of p.
func unmarked(text string, p para, spans []Span) []para {
	var out []para
	at := p.start
	for _, s := range spans {
		if s.End <= at || s.Start >= p.end {
			continue
		}
		if part := trimmed(text, at, max(at, s.Start)); part.start < part.end {
			out = append(out, part)
		}
		at = max(at, s.End)
	}
	if at < p.end {
		if part := trimmed(text, at, p.end); part.start < part.end {
			out = append(out, part)
		}
	}
	return out
}

// segment splits one paragraph, or a part of one, into sentences.
func segment(text string, p para) []para {
	body := text[p.start:p.end]
	var out []para
	start := 0
	for _, end := range breaks(body) {
		if s := trimmed(body, start, end); s.start < s.end {
			out = append(out, para{p.start + s.start, p.start + s.end})
		}
		start = end
	}
	if s := trimmed(body, start, len(body)); s.start < s.end {
		out = append(out, para{p.start + s.start, p.start + s.end})
	}
	return out
}

// proposed returns the offsets in body at which Punkt ends a sentence. Only
// the words with sentence punctuation and those after them are annotated,
// which are all that its rules look at.
func proposed(body string) map[int]bool {
	tokenizer := punkt()
	tokens := tokenizer.WordTokenizer.Tokenize(body, true)
	ends := make(map[int]bool)
	for _, token := range tokenizer.AnnotateTokens(tokens, tokenizer.Annotations...) {
		if token.SentBreak {
			ends[token.Position] = true
		}
	}
	return ends
}

// hasWord says whether s has a letter or a digit: a row of dots or a stray
// quotation mark is no sentence.
func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}
