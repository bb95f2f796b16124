package answer

// Questions and articles in another language: a Spanish question is asked of the
// archive in English, an English one is searched for in Spanish too, and what is
// found there is read word by word.

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
	"secondsource/retrieval"
)

// translatedBytes bounds what is taken for a question.
const translatedBytes = 2000

// inEnglish is a question as it is asked of the archive, and the language that
// it was asked in, "" for English and every language that is not known.
func inEnglish(text string) (question, language string) {
	if len(text) > translatedBytes || !utf8.ValidString(text) || tongue.Of(text) != tongue.Spanish {
		return text, ""
	}
	return tongue.Question(text), string(tongue.Spanish)
}

// answeredIn is the language of the answer.
func (s *asking) answeredIn() string {
	if s.lang == "" {
		return string(tongue.English)
	}
	return s.lang
}

// tokens are a text's words as the engine reads them: those of a Spanish text
// as English ones, in their places.
func tokens(text string, base int, language tongue.Language, marks tongue.Marks) []lang.Token {
	toks := lang.Tokenize(text, base)
	if language == tongue.Spanish {
		return tongue.Gloss(toks, marks)
	}
	return toks
}

// otherLimit bounds the articles of another language that are read besides.
const otherLimit = 8

// inSpanish adds the Spanish articles that have the question's words in Spanish.
// An archive without any is left as it was found.
func (e *Engine) inSpanish(ctx context.Context, ev *evidence, f retrieval.Filter, ids []string) ([]string, error) {
	if n, err := e.lib.Frequency(ctx, "que"); err != nil || n == 0 {
		return ids, err // a word that no Spanish text of some length is without
	}
	text := ev.q.spanish()
	if text == "" {
		return ids, nil
	}
	hits, err := e.lib.Search(ctx, retrieval.Query{Text: text, Limit: searchLimit, Filter: f, By: retrieval.ByWords})
	if err != nil {
		return nil, err
	}
	added := 0
	for _, h := range hits {
		if added == otherLimit {
			break
		}
		if _, ok := ev.rank[h.Article]; ok {
			continue
		}
		d, err := e.document(ctx, h.Article)
		if err != nil || d.language != tongue.Spanish {
			continue // gone since, or found by a word that two languages have
		}
		ev.rank[h.Article] = len(ids)
		ev.hits = append(ev.hits, h)
		ids = append(ids, h.Article)
		added++
	}
	return ids, nil
}

// spanish are the question's words in Spanish, with its names.
func (q *query) spanish() string {
	var words []string
	add := func(more ...string) {
		for _, w := range more {
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	for _, e := range q.ents {
		add(e.words...)
		for _, w := range e.words {
			add(tongue.SpanishFor(lang.Stem(w))...)
		}
	}
	for _, t := range append(slices.Clone(q.terms), q.focus...) {
		add(tongue.SpanishFor(t.stem)...)
		var kin []string
		for s, w := range lang.Kin(t.stem) {
			if w >= lang.Near {
				kin = append(kin, tongue.SpanishFor(s)...)
			}
		}
		slices.Sort(kin)
		add(kin...)
	}
	return strings.Join(words, " ")
}
