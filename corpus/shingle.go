package corpus

// Runs of words: what two copies of one story still share.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// runLength is the number of words in a run. Six in a row, outside quotation
// marks, are hardly ever written twice by chance.
const runLength = 6

// run is one run of words: its hash, and the bytes of the text it stands in.
type run struct {
	hash       uint64
	start, end int
}

// token is one word of the story as runs see it.
type token struct {
	hash       uint64
	start, end int
	breaks     bool // no run goes over this word's start
}

// story is an article as comparing sees it.
type story struct {
	article *Article
	tokens  []token
	runs    []run // in the order of the text
}

// storyOf takes the article's own words: small letters, outside quotation
// marks (two reporters at one press conference have the same quotes) and
// outside marked spans.
func storyOf(a *Article) *story {
	s := &story{article: a, tokens: tokensOf(a)}
	s.runs = make([]run, 0, len(s.tokens))
	first := 0
	for i, t := range s.tokens {
		if t.breaks {
			first = i
		}
		if from := i - runLength + 1; from >= first {
			s.runs = append(s.runs, run{joinHashes(s.tokens[from : i+1]), s.tokens[from].start, t.end})
		}
	}
	return s
}

// lead is the set of the longer words among the story's first.
func (s *story) lead() map[uint64]bool {
	out := make(map[uint64]bool)
	for _, t := range s.tokens[:min(len(s.tokens), leadTokens)] {
		if t.end-t.start >= 4 {
			out[t.hash] = true
		}
	}
	return out
}

func joinHashes(tokens []token) uint64 {
	h := uint64(fnvOffset)
	for _, t := range tokens {
		h = mix(h ^ t.hash)
	}
	return h
}

// mix spreads a hash's bits (the finaliser of MurmurHash3), so that the
// smallest of several is a fair sample.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// tokensOf returns the words of the story outside quotation marks and spans.
func tokensOf(a *Article) []token {
	out := make([]token, 0, len(a.Text)/5)
	for _, p := range paragraphs(a.Text) {
		for _, part := range unmarked(a.Text, p, a.Spans) {
			for i, own := range unquoted(a.Text, part) {
				out = appendTokens(out, a.Text, own, i > 0)
			}
		}
	}
	return out
}

// appendTokens appends the words of a range. broken tells that a quotation
// stood before it.
func appendTokens(out []token, text string, p para, broken bool) []token {
	start, h := -1, uint64(fnvOffset)
	for i, r := range text[p.start:p.end] {
		if wordRune(r) {
			if start < 0 {
				start, h = p.start+i, fnvOffset
			}
			h = (h ^ uint64(unicode.ToLower(r))) * fnvPrime
		} else if start >= 0 {
			out = append(out, token{h, start, p.start + i, broken})
			start, broken = -1, false
		}
	}
	if start >= 0 {
		out = append(out, token{h, start, p.end, broken})
	}
	return out
}

// The constants of FNV-1a, here over small letters instead of bytes.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// unquoted returns the parts of a paragraph outside quotation marks. A mark
// that is not closed reaches to the paragraph's end, as a quotation that goes
// on in the next one does; one without partner that closes is overlooked.
func unquoted(text string, p para) []para {
	var out []para
	at := p.start
	for i := p.start; i < p.end; {
		closer, size := quoteAt(text, p, i)
		if closer == "" {
			i += size
			continue
		}
		out = append(out, para{at, i})
		n := strings.Index(text[i+size:p.end], closer)
		if n < 0 {
			return out
		}
		i += size + n + len(closer)
		at = i
	}
	return append(out, para{at, p.end})
}

// longestSingle is how far a single mark is looked for that closes: further
// away, the first was an apostrophe.
const longestSingle = 600

// quoteAt returns what closes the quotation that opens at byte i, "" when none
// does, and the length of the character there.
func quoteAt(text string, p para, i int) (closer string, size int) {
	if c := text[i]; c == '"' {
		return `"`, 1
	} else if c < utf8.RuneSelf {
		return "", 1
	}
	r, size := utf8.DecodeRuneInString(text[i:p.end])
	switch r {
	case '“':
		return "”", size
	case '«':
		return "»", size
	case '„':
		return "“", size
	case '‘':
		if (i == p.start || text[i-1] == ' ') && strings.Contains(text[i:min(p.end, i+longestSingle)], "’ ") {
			return "’ ", size
		}
	}
	return "", size
}
