package answer

// Spanish follow-ups in so many words. They are known before any translation:
// word by word they would become another question.

import (
	"regexp"
	"strings"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

// spanishFollowUps are what is said in a conversation, folded and without marks,
// with what English has for it, where the wordbook has not.
var spanishFollowUps = []struct {
	asked   *regexp.Regexp
	english string
}{
	{stock(`(?:(?:estas|esta|estan) )?(?:seguro|segura|seguros)(?: de (?:eso|ello))?|de verdad|en serio|(?:es|sera) (?:cierto|verdad|correcto|eso cierto|eso verdad|asi)|(?:eso|esto) es (?:cierto|verdad|correcto)`), "are you sure?"},
	{stock(`(?:la |las |tu |tus |su |sus )?fuentes?|(?:cual|cuales) (?:es|son|fue) (?:la|las|tu|tus|su|sus) fuentes?(?: de (?:eso|esto))?|quien(?:es)? (?:lo|la|los) (?:dice|dijo|dicen|dijeron|afirma|asegura|cuenta)(?: (?:eso|esto))?|quien(?:es)? (?:dice|dijo|dicen|afirma|asegura) (?:eso|esto)|segun quien(?:es)?|de donde (?:sale|salen|viene|vienen|sacas|sacaste|has sacado) (?:eso|esto|(?:ese|esa|el|la|este|esta) (?:dato|numero|cifra|informacion))|como (?:lo )?sabes(?: (?:eso|esto))?`), "who says so?"},
	{stock(`(?:en )?cuando (?:fue|paso|ocurrio|sucedio) (?:eso|esto)`), "when?"},
	{stock(`(?:en )?(?:donde|que lugar) (?:fue|paso|ocurrio|sucedio) (?:eso|esto)|en que lugar`), "where?"},
	{stock(`por que (?:paso|ocurrio|sucedio) (?:eso|esto)`), "why?"},
	{stock(`(?:por|durante) cuanto tiempo`), "how long?"},
	{stock(`por quien(?:es)?`), "by whom?"},
	{stock(`de que`), "of what?"},
	{stock(`(?:muchas |mil )?gracias|de acuerdo|hola|adios`), "thanks"},
}

func stock(asked string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:y |pero |entonces )?(?:` + asked + `)$`)
}

// spanishTakesBack opens a correction.
var spanishTakesBack = regexp.MustCompile(`(?i)^[¿¡]?(?:(?:no|perd[oó]n|digo|disculpa|mejor dicho)[,:.]\s*|(?:quise|quiero|quer[ií]a) decir[,:]?\s+|me refer[ií]a a(?:l)?[,:]?\s+)`)

// opensSpanish tells "no, en Chile" from an English "no, in Chile".
var opensSpanish = regexp.MustCompile(`(?i)^(?:en|del?|los|las|el|la|con|por|para) `)

// followUpInEnglish is a question as it is asked of the archive, and the language
// that it was asked in, as inEnglish has them; Spanish follow-ups are known by
// their words.
func followUpInEnglish(text string) (question, language string) {
	if len(text) > followupLimit {
		return inEnglish(text)
	}
	said := lang.Fold(strings.Trim(tidy(text), "¿?¡!.,; "))
	for _, s := range spanishFollowUps {
		if s.asked.MatchString(said) {
			return s.english, string(tongue.Spanish)
		}
	}
	rest := text
	for at := spanishTakesBack.FindStringIndex(rest); at != nil; at = spanishTakesBack.FindStringIndex(rest) {
		rest = strings.TrimLeft(rest[at[1]:], "¿ ")
	}
	if opening := lang.Fold(text[:len(text)-len(rest)]); opening != "" && (!strings.HasPrefix(opening, "no") || opensSpanish.MatchString(rest) || tongue.Of(text) == tongue.Spanish) {
		return "I meant " + tongue.Question(rest), string(tongue.Spanish)
	}
	return inEnglish(text)
}
