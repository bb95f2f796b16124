package corpus

// The lines of a text as paragraphs.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// para is a paragraph: bytes start to end of the text, without white space at
// its ends.
type para struct{ start, end int }

// paragraphs returns the paragraphs of text. A line is one, unless its block
// (the lines between two empty ones) is wrapped at a fixed width: then the
// block is.
func paragraphs(text string) []para {
	var out, block []para
	flush := func() {
		if wrapped(text, block) {
			block = []para{{block[0].start, block[len(block)-1].end}}
		}
		out, block = append(out, block...), nil
	}
	for at := 0; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		if p := trimmed(text, at, end); p.start < p.end {
			block = append(block, p)
		} else {
			flush()
		}
		at = end + 1
	}
	flush()
	return out
}

// trimmed is the range without the white space at its ends.
func trimmed(text string, start, end int) para {
	s := text[start:end]
	left := strings.TrimLeftFunc(s, blankRune)
	start += len(s) - len(left)
	return para{start, start + len(strings.TrimRightFunc(left, blankRune))}
}

// blankRune says whether r is white space as scraped pages have it, zero-width
// marks included.
func blankRune(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// blanks is the white space that is common.
const blanks = " \t\n\u00a0\u2009\u200b\u202f"

// wrapped says whether the lines of a block are one paragraph broken at a
// fixed width, as in mail and on wires: all but the last are of much the same
// length, and most end in the middle of a sentence.
func wrapped(text string, block []para) bool {
	if len(block) < 2 {
		return false
	}
	shortest, longest, inner := 1<<30, 0, 0
	for _, p := range block[:len(block)-1] {
		n := utf8.RuneCountInString(text[p.start:p.end])
		shortest, longest = min(shortest, n), max(longest, n)
		if !endsSentence(text[p.start:p.end]) {
			inner++
		}
	}
	last := utf8.RuneCountInString(text[block[len(block)-1].start:block[len(block)-1].end])
	return longest <= 100 && shortest >= 45 && last <= longest+12 &&
		longest-shortest <= 25 && 2*inner > len(block)-1
}

// endsSentence says whether s ends as a sentence does, closing quotes and
// brackets aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, closers+blanks)
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

const (
	closers = "\"'”’»)]*"
	openers = "\"'“‘«([¿¡*"
)
