package eval

import (
	"iter"
	"regexp"
	"strings"
)

// word is one word of a text; first tells that it opens a sentence, where a
// capital letter says nothing.
type word struct {
	text  string
	first bool
}

var wordAt = regexp.MustCompile(`[\p{L}\p{M}][\p{L}\p{M}\p{N}]*`)

// words yields the words of a text, hyphens and apostrophes parting them.
func words(text string) iter.Seq[word] {
	text = fold(text)
	return func(yield func(word) bool) {
		end := 0
		for _, at := range wordAt.FindAllStringIndex(text, -1) {
			first := end == 0 || strings.ContainsAny(text[end:at[0]], ".!?:;\n\"(")
			if !yield(word{text[at[0]:at[1]], first}) {
				return
			}
			end = at[1]
		}
	}
}
