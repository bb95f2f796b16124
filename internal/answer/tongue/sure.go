package tongue

import (
	"strings"
	"unicode"
)

// unknownShare of a question's words is the most that the book may lack for its
// translation to be trusted. One word by itself takes nothing from the others.
const unknownShare = 1.0 / 3

// Sure tells whether the translation of a Spanish question can be trusted: the
// book knows most of its words, names, figures and small words aside. A question
// without words of its own is as sure as what it names.
func Sure(question string) bool {
	known, lacking := 0, 0
	if _, ok := wholeIn(question); ok {
		return true
	}
	for _, part := range divided(question) {
		q := ask(filler.ReplaceAllString(part, ""))
		for k := range q.words {
			switch w := &q.words[k]; {
			case w.kind == unknown && strings.ContainsFunc(q.original(w), unicode.IsLetter):
				lacking++
			case w.kind == open && (len(w.rs) == 0 || w.rs[0].class != function), w.kind == fixed && q.nominalPhrase(w):
				known++
			}
		}
	}
	return lacking <= 1 || float64(lacking) <= unknownShare*float64(known+lacking)
}
