package minilm

// WordPiece (Wu et al., 2016) as BERT's uncased models have it: text is
// cleaned, freed of case and accents, cut at spaces and punctuation, and each
// word into the longest pieces that the vocabulary has, from its start on. What
// looks like a mark of the model ("[SEP]") is read as the characters it is
// written with: a text gives no orders.

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is how many characters a word may have; a longer one is unknown.
const maxWord = 100

// wordpiece holds the vocabulary: the pieces that begin a word, and, without
// their "##", those that go on with one.
type wordpiece struct {
	begin, goOn map[string]int32
	longest     int // bytes of the longest piece
	start, end  int32
	unknown     int32
}

func newWordpiece(vocabulary string) *wordpiece {
	w := &wordpiece{begin: make(map[string]int32, Vocabulary), goOn: make(map[string]int32, Vocabulary/4)}
	id := int32(0)
	for piece := range strings.Lines(vocabulary) {
		piece = strings.TrimRight(piece, "\r\n")
		if rest, ok := strings.CutPrefix(piece, "##"); ok && rest != "" {
			w.goOn[rest] = id
		} else {
			w.begin[piece] = id
		}
		w.longest = max(w.longest, len(piece))
		id++
	}
	w.start, w.end, w.unknown = w.begin["[CLS]"], w.begin["[SEP]"], w.begin["[UNK]"]
	return w
}

// encode returns the ids of a text's pieces between the marks of start and
// end, at most MaxTokens in all.
func (w *wordpiece) encode(text string) []int32 {
	ids := append(make([]int32, 0, 32), w.start)
	for word := range words(text) {
		ids = w.appendWord(ids, word)
		if len(ids) >= MaxTokens-1 {
			ids = ids[:MaxTokens-1]
			break
		}
	}
	return append(ids, w.end)
}

// appendWord adds the pieces of a word, or the one that means unknown.
func (w *wordpiece) appendWord(ids []int32, word string) []int32 {
	if utf8.RuneCountInString(word) > maxWord {
		return append(ids, w.unknown)
	}
	known, pieces := len(ids), w.begin
	for rest := word; rest != ""; pieces = w.goOn {
		end := min(len(rest), w.longest)
		for end > 0 {
			if id, ok := pieces[rest[:end]]; ok && (end == len(rest) || utf8.RuneStart(rest[end])) {
				ids = append(ids, id)
				break
			}
			end--
		}
		if end == 0 {
			return append(ids[:known], w.unknown)
		}
		rest = rest[end:]
	}
	return ids
}

// words yields the words of a text, cleaned, in lower case and without
// accents; a mark of punctuation is a word of its own.
func words(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		var word []byte
		flush := func() bool {
			ok := len(word) == 0 || yield(string(word))
			word = word[:0]
			return ok
		}
		for _, r := range decomposed(text) {
			switch {
			case unicode.Is(unicode.Mn, r):
				continue
			case isSpace(r):
				if !flush() {
					return
				}
			case isPunctuation(r) || isIdeograph(r):
				if !flush() || !yield(string(unicode.ToLower(r))) {
					return
				}
			default:
				word = utf8.AppendRune(word, unicode.ToLower(r))
			}
		}
		flush()
	}
}

// decomposed is the text without control characters, each accent apart from
// its letter.
func decomposed(text string) string {
	clean := func(r rune) rune {
		if r == 0 || r == utf8.RuneError || isControl(r) {
			return -1
		}
		return r
	}
	return norm.NFD.String(strings.Map(clean, text))
}

func isSpace(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || unicode.IsSpace(r)
}

// isControl: a control or format character, or one that is not assigned.
func isControl(r rune) bool {
	if r == '\t' || r == '\n' || r == '\r' || r < utf8.RuneSelf && r >= ' ' && r != 0x7f {
		return false
	}
	return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z)
}

// isPunctuation: by Unicode, and every sign of ASCII that is neither a letter
// nor a digit.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7f && !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}
	return unicode.Is(unicode.P, r)
}

// isIdeograph: a character of the blocks of Chinese characters, each of which
// BERT takes for a word.
func isIdeograph(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0xF900 <= r && r <= 0xFAFF ||
		0x20000 <= r && r <= 0x2A6DF || 0x2A700 <= r && r <= 0x2B73F || 0x2B740 <= r && r <= 0x2B81F ||
		0x2B820 <= r && r <= 0x2CEAF || 0x2F800 <= r && r <= 0x2FA1F
}
