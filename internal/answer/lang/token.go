// Package lang knows English as newsrooms write it: tokens with their byte
// offsets, stems and parts of speech, numbers and dates in words or digits,
// names, and which words are kin. It knows language only; no word of any
// story stands in it.
package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Token is one word, number or mark of a text: bytes Start to End of it.
type Token struct {
	Text       string
	Lower      string // folded: lower case, plain apostrophes, no diacritics
	Stem       string // Snowball English of Lower; "" for marks
	Tag        string // Penn Treebank part of speech, once tagged
	Start, End int
	Kind       Kind
}

// Kind is what a token is made of.
type Kind uint8

// The kinds of tokens.
const (
	Word Kind = iota
	Number
	Mark
)

// Capital reports whether the token begins with an upper-case letter.
func (t *Token) Capital() bool {
	r, n := utf8.DecodeRuneInString(t.Text)
	if unicode.IsUpper(r) {
		return true
	}
	second, _ := utf8.DecodeRuneInString(t.Text[n:])
	return t.Kind == Word && len(t.Text) > 3 && unicode.IsUpper(second) // iPhone
}

// Is reports whether the token is one of the words, given folded.
func (t *Token) Is(words ...string) bool {
	for _, w := range words {
		if t.Lower == w {
			return true
		}
	}
	return false
}

// Tokenize splits text into tokens whose offsets are base plus the place in
// text. Possessive "'s" is a token of its own; a number keeps its separators;
// "$55bn" is "$", "55" and "bn"; "run-off" stays whole.
func Tokenize(text string, base int) []Token {
	toks := make([]Token, 0, len(text)/5+1)
	env := snowballstem.NewEnv("")
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		var end int
		kind := Mark
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff':
			i += n
			continue
		case isDigit(text[i]):
			end, kind = scanNumber(text, i), Number
		case unicode.IsDigit(r): // of another script: kept whole, not read
			end, kind = i+n, Number
			for end < len(text) {
				d, size := utf8.DecodeRuneInString(text[end:])
				if !unicode.IsDigit(d) {
					break
				}
				end += size
			}
		case unicode.IsLetter(r):
			end, kind = scanWord(text, i), Word
		default:
			end = i + n
			if text[i:] == "''" || strings.HasPrefix(text[i:], "''") || strings.HasPrefix(text[i:], "``") {
				end = i + 2
			} else if s := possessive(text[i:]); s > 0 && i > 0 {
				end, kind = i+s, Word
			}
		}
		t := Token{Text: text[i:end], Start: base + i, End: base + end, Kind: kind}
		t.Lower = Fold(t.Text)
		if kind == Word {
			t.Stem = stemWith(env, t.Lower)
		} else if kind == Number {
			t.Stem = t.Lower
		}
		toks = append(toks, t)
		i = end
	}
	joinPhrasal(toks)
	return toks
}

// joinPhrasal gives a verb and the particle right behind it one stem:
// "called off" means neither "called" nor "off".
func joinPhrasal(toks []Token) {
	for i := 0; i+1 < len(toks); i++ {
		if toks[i].Lower == "chief" && toks[i+1].Lower == "executive" { // as "CEO"
			toks[i].Stem, toks[i+1].Stem = "ceo", "ceo"
			continue
		}
		base := Lemma(toks[i].Lower)
		for _, verb := range []string{base, strings.TrimSuffix(base, "ed"), strings.TrimSuffix(base, "s"), strings.TrimSuffix(base, "ing"), strings.TrimSuffix(base, "ped")} {
			if phrasal[verb+" "+toks[i+1].Lower] {
				toks[i].Stem = Stem(verb + toks[i+1].Lower)
				break
			}
		}
	}
}

// possessive is the length of a leading "'s", or 0.
func possessive(s string) int {
	for _, p := range []string{"'s", "’s", "'S", "’S"} {
		if strings.HasPrefix(s, p) {
			r, _ := utf8.DecodeRuneInString(s[len(p):])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return len(p)
			}
		}
	}
	return 0
}

func scanNumber(s string, i int) int {
	j := i
	for j < len(s) {
		c := s[j]
		if c >= '0' && c <= '9' {
			j++
			continue
		}
		if r, n := utf8.DecodeRuneInString(s[j:]); fractions[r] > 0 && j > i {
			return j + n
		}
		if (c == ',' || c == '.' || c == ':') && j+1 < len(s) && isDigit(s[j+1]) && (c != ',' || threeDigits(s[j+1:])) {
			j++
			continue
		}
		// "330 000" with a plain, no-break or thin space between groups.
		if sp := spaceLen(s[j:]); sp > 0 && j-i <= 3 && groupsOfThree(s[j+sp:]) || sp > 1 && threeDigits(s[j+sp:]) {
			j += sp
			continue
		}
		break
	}
	// Ordinals keep their ending: 1st, 22nd.
	for _, e := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s[j:], e) && !letterAt(s, j+2) {
			return j + 2
		}
	}
	return j
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func spaceLen(s string) int {
	for _, sp := range []string{" ", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(s, sp) {
			return len(sp)
		}
	}
	return 0
}

// threeDigits: s begins with exactly three digits.
func threeDigits(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// groupsOfThree: s begins with "000" and no further digits or separators that
// would make it a number of its own. Only a round group is read over a plain
// space, so that "page 12 300 people" stays two numbers.
func groupsOfThree(s string) bool {
	return threeDigits(s) && s[:3] == "000"
}

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

func scanWord(s string, i int) int {
	j := i
	for j < len(s) {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			j += n
		case r == '-' || r == '‑':
			nx, _ := utf8.DecodeRuneInString(s[j+n:])
			if !unicode.IsLetter(nx) && !unicode.IsDigit(nx) {
				return j
			}
			j += n
		case r == '\'' || r == '’':
			if possessive(s[j:]) > 0 || !letterAt(s, j+n) {
				return j
			}
			j += n
		case r == '.':
			if !abbreviation(s[i:j], s[j+1:]) && !domain(s[j+1:]) {
				return j
			}
			j++
		default:
			return j
		}
	}
	return j
}

// domain reports whether a web address goes on behind the period: "Space.com".
func domain(rest string) bool {
	for _, d := range []string{"com", "org", "net", "gov", "edu", "co.uk", "info", "io", "us"} {
		if strings.HasPrefix(rest, d) && !letterAt(rest, len(d)) {
			return true
		}
	}
	return false
}

// abbreviation reports whether the period after word belongs to it.
func abbreviation(word, rest string) bool {
	if strings.Contains(word, ".") || len(word) == 1 && word != "I" {
		return true // U.S., J.
	}
	return abbreviations[strings.ToLower(word)]
}

// Fold lower-cases s, makes apostrophes plain and drops diacritics of Latin
// letters, so that "José" and "Jose" compare equal.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if plain, ok := latin[r]; ok {
			b.WriteString(plain)
			continue
		}
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Lemma is the base form of an irregular verb or noun, else the word itself.
func Lemma(lower string) string {
	if b, ok := irregular[lower]; ok {
		return b
	}
	return lower
}

// Stem is the Snowball English stem of a folded word.
func Stem(lower string) string { return stemWith(snowballstem.NewEnv(""), lower) }

func stemWith(env *snowballstem.Env, lower string) string {
	lower = strings.TrimSuffix(lower, ".")
	if irr, ok := irregular[lower]; ok {
		lower = irr
	}
	if len(lower) < 3 {
		return lower
	}
	env.SetCurrent(strings.ReplaceAll(lower, "-", ""))
	english.Stem(env)
	return env.Current()
}
