package answer

import (
	"testing"

	"secondsource/internal/answer/lang"
)

// What is said in a conversation is known in Spanish too.
func TestSpanishFollowUp(t *testing.T) {
	tagger := lang.NewTagger()
	const died = "When did Irene Falk die? → May [1]."
	for _, c := range []struct{ before, text, want string }{
		{migrants, "¿estás seguro?", "How many undocumented migrants are in Chile?"},
		{migrants, "¿Seguro?", "How many undocumented migrants are in Chile?"},
		{migrants, "¿de verdad?", "How many undocumented migrants are in Chile?"},
		{migrants, "¿es cierto?", "How many undocumented migrants are in Chile?"},
		{migrants, "¿fuente?", "Who says how many undocumented migrants are in Chile?"},
		{migrants, "¿Quién lo dice?", "Who says how many undocumented migrants are in Chile?"},
		{migrants, "¿de dónde sale ese dato?", "Who says how many undocumented migrants are in Chile?"},
		{migrants, "¿según quién?", "Who says how many undocumented migrants are in Chile?"},
		{migrants, "¿y cuántas mujeres?", "How many undocumented migrants in Chile are women?"},
		{migrants, "¿y en Perú?", "How many undocumented migrants are in Peru?"},
		{migrants, "no, en Perú", "How many undocumented migrants are in Peru?"},
		{migrants, "perdón, quise decir Perú", "How many undocumented migrants are in Peru?"},
		{resigned, "¿cuándo?", "When did Tomas Brandt resign?"},
		{resigned, "¿cuándo fue eso?", "When did Tomas Brandt resign?"},
		{resigned, "¿y por qué?", "Why did Tomas Brandt resign?"},
		{landfall, "¿dónde?", "Where did Hurricane Odo make landfall in Cuba?"},
		{mayor, "¿desde cuándo?", "When did Irene Falk become the mayor of Port Selby?"},
		{mayor, "¿cuántos años tiene?", "How old is Irene Falk?"},
		{"When was the bridge opened? → Friday [1].", "¿por quién?", "By whom was the bridge opened?"},
		{died, "¿de qué?", "What did Irene Falk die of?"},
		{migrants, "gracias", ""},
		{migrants, "¿y según la ONU?", ""},
		{"", "¿es mortal?", ""},
		{"", "¿estás seguro?", ""},
	} {
		var earlier []Turn
		if c.before != "" {
			earlier = turns(c.before)
		}
		text, language := followUpInEnglish(c.text)
		whole, _, lost := wholeQuestion(text, earlier, language != "", tagger)
		if language != "es" || lost != (c.want == "") || !lost && whole != c.want {
			t.Errorf("after %q, %q (%q, %s) is %q, lost %v, want %q", c.before, c.text, text, language, whole, lost, c.want)
		}
	}
}

// A verb without a pronoun says nothing of she or he.
func TestSpanishHeIsAnybody(t *testing.T) {
	earlier := []Turn{{"Who is the mayor of Port Selby?", "Irene Falk [1].", "", false}, {"How old is Irene Falk?", "52 [1].", "how old is she?", false}}
	text, _ := followUpInEnglish("¿dónde nació?")
	if whole, _, lost := wholeQuestion(text, earlier, true, lang.NewTagger()); whole != "Where was Irene Falk born?" || lost {
		t.Errorf("%q is %q, lost %v", text, whole, lost)
	}
}

// English is left as it is.
func TestEnglishIsNoSpanishFollowUp(t *testing.T) {
	for _, text := range []string{"no, in Peru", "sure?", "When?", "Who says so?", "No, who won?"} {
		if got, language := followUpInEnglish(text); got != text || language != "" {
			t.Errorf("%q became %q (%s)", text, got, language)
		}
	}
}
