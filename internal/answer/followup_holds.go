package answer

// The check of a follow-up that a model made whole.

import (
	"strings"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
)

// rewritingHolds: a model's whole question adds nothing of its own to the
// follow-up and the turns before it, and loses nothing of the follow-up. Every
// name, number and content word of it stands in one of them, every name and
// number of the follow-up stands in it, and it denies what the follow-up
// denies and nothing else.
func rewritingHolds(whole, text string, earlier []Turn) bool {
	if strings.TrimSpace(whole) == "" || !utf8.ValidString(whole) || strings.ContainsAny(whole, "\n\r") || len(whole) > len(text)+earlierLimit {
		return false
	}
	sources := []string{text}
	for _, t := range earlier {
		sources = append(sources, t.Question, t.Answer)
	}
	said := newSaidWords(sources...)
	asked := lang.Tokenize(text, 0)
	made := lang.Tokenize(whole, 0)
	if !said.haveAll(made) || !keeps(made, asked) {
		return false
	}
	if denies(asked) != denies(made) && !(denies(made) && len(earlier) > 0 && denies(lang.Tokenize(earlier[len(earlier)-1].Question, 0))) {
		return false
	}
	return keepsQuestionWord(made, asked)
}

// saidWords is what some texts have: their words, and the stems of those.
type saidWords struct{ words, stems map[string]bool }

func newSaidWords(texts ...string) saidWords {
	w := saidWords{map[string]bool{}, map[string]bool{}}
	for _, text := range texts {
		for _, t := range lang.Tokenize(text, 0) {
			w.words[t.Lower] = true
			w.stems[t.Stem] = true
		}
	}
	return w
}

// haveAll: every name, number and content word of a question is among the
// words. A name must be there as it is, other words in any of their forms.
func (w saidWords) haveAll(toks []lang.Token) bool {
	for k, t := range toks {
		switch {
		case t.Kind == lang.Mark || w.words[t.Lower]:
		case t.Kind == lang.Number:
			return false
		case t.Capital() && !lang.SentenceStart(toks, k):
			return false
		case lang.Function(t.Lower) || aux[t.Lower] || wh[t.Lower] || light[t.Stem]:
		case !w.stems[t.Stem]:
			return false
		}
	}
	return true
}

// keeps: every number and name of the follow-up stands in the whole question.
func keeps(made, asked []lang.Token) bool {
	have := map[string]bool{}
	for _, t := range made {
		have[t.Lower] = true
	}
	for k, t := range asked {
		name := t.Kind == lang.Word && t.Capital() && !lang.Function(t.Lower) && !aux[t.Lower] && !(lang.SentenceStart(asked, k) && len(asked) > 1 && !openName(asked, k))
		if id, _ := lang.PlaceAt(asked, k, true); id != "" && !t.Is("us", "turkey", "chad", "jordan", "china") {
			name = true
		}
		if (name || t.Kind == lang.Number) && !have[t.Lower] {
			return false
		}
	}
	return true
}

// openName: the capital that opens a text is a name's: another follows it, or
// nothing but a mark.
func openName(toks []lang.Token, k int) bool {
	return k+1 < len(toks) && (toks[k+1].Capital() || toks[k+1].Kind == lang.Mark)
}

var denyingWords = wordSet("not no never none nobody nothing neither nor without isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't can't couldn't wouldn't shouldn't cannot")

func denies(toks []lang.Token) bool {
	for _, t := range toks {
		if denyingWords[t.Lower] {
			return true
		}
	}
	return false
}

// keepsQuestionWord: what asks why does not become a question who. "What" and
// "which" may be told in another word.
func keepsQuestionWord(made, asked []lang.Token) bool {
	for k, t := range asked {
		opens := k == 0 || asked[k-1].Kind == lang.Mark || asked[k-1].Is("and", "but", "so", "or", "ok", "since", "until", "by", "from", "for")
		if opens && t.Is("who", "whom", "where", "why", "when", "how") && !(t.Is("how") && k+1 < len(asked) && asked[k+1].Is("about")) {
			for _, m := range made {
				if m.Lower == t.Lower || t.Is("whom") && m.Is("who") {
					return true
				}
			}
			return false
		}
	}
	return true
}
