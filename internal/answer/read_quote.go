package answer

// Finding a model's quote in the passage that it names: white space and
// typographic marks are folded, nothing else.

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text whose white space, quotation marks and dashes are each of one
// kind, with the byte of the text at which each of its bytes stands.
type folded struct {
	text string
	at   []int // one more than bytes: the last is the length of the original
}

func fold(s string) folded {
	var b strings.Builder
	var at []int
	space := -1 // where white space began
	for i, r := range s {
		if unicode.IsSpace(r) {
			if space < 0 && b.Len() > 0 {
				space = i
			}
			continue
		}
		if space >= 0 {
			b.WriteByte(' ')
			at = append(at, space)
			space = -1
		}
		n := b.Len()
		b.WriteRune(plainMark(r))
		for range b.Len() - n {
			at = append(at, i)
		}
	}
	return folded{b.String(), append(at, len(strings.TrimRightFunc(s, unicode.IsSpace)))}
}

// plainMark is the mark of a typewriter for a typographic one.
func plainMark(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″':
		return '"'
	case '‘', '’', '‚', '‛', '′', '`':
		return '\''
	case '–', '—', '‒', '―', '−', '‐', '‑':
		return '-'
	case '‹': // which prompts put for what would end a fence
		return '<'
	}
	return r
}

// byteSpan is a part of a text, in bytes.
type byteSpan struct{ start, end int }

// places are where a quote stands in the text, in bytes of it as it was before it
// was folded. A quote of no letters stands nowhere.
func (f folded) places(quote string) []byteSpan {
	q := strings.Trim(fold(norm.NFC.String(quote)).text, `" `)
	if !strings.ContainsFunc(q, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return nil
	}
	var out []byteSpan
	for from := 0; ; {
		k := strings.Index(f.text[from:], q)
		if k < 0 {
			return out
		}
		k += from
		if wordEdge(f.text, k) && wordEdge(f.text, k+len(q)) {
			out = append(out, byteSpan{f.at[k], f.at[k+len(q)]})
		}
		_, n := utf8.DecodeRuneInString(f.text[k:])
		from = k + n
	}
}

// wordEdge: no word or figure goes on over byte k: "5 people" does not stand in
// "25 people", nor "1.5" in "11.5".
func wordEdge(s string, k int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:k])
	after, n := utf8.DecodeRuneInString(s[k:])
	inner := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	switch {
	case inner(before) && inner(after):
		return false
	case unicode.IsDigit(after) && (before == '.' || before == ',') && k > 1 && unicode.IsDigit(rune(s[k-2])):
		return false
	case unicode.IsDigit(before) && (after == '.' || after == ',') && k+n < len(s) && unicode.IsDigit(rune(s[k+n])):
		return false
	}
	return true
}
