package answer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/eval"
	"secondsource/prompts"
)

// A Spanish question over English articles is answered in Spanish, the
// articles' words as they are.
func TestSpanishQuestion(t *testing.T) {
	resigned := story("resigned", "Selby Times", "2026-02-12", "Transport minister Irene Falk resigned on 11 February 2026. The government had lost about 2,300 votes in Port Selby, according to the election office.")
	agreed := story("agreed", "Lowmere Bugle", "2026-02-13", "Transport minister Irene Falk resigned on 12 February 2026, her office said.")
	for _, c := range []struct {
		name, question   string
		verdict          answer.Verdict
		says, understood string
	}{
		{"a count", "¿Cuántos pasajeros resultaron heridos en el Aurelia?", answer.Answered, "“At least 40 passengers”", "How many passengers"},
		{"a figure with separators", "¿Cuántos pasajeros llevaba el barco?", answer.Answered, "“roughly 1,200 passengers” (1.200)", "How many passengers did the ship carry?"},
		{"an age", "¿Cuántos años tiene Mara Lindqvist?", answer.Answered, "52 [1]", "How old is Mara Lindqvist?"},
		{"a person", "¿Quién es la capitana?", answer.Answered, "Mara Lindqvist [1].", "Who is the captain?"},
		{"not known", "¿Por qué abandonó su ruta el ferry?", answer.Unknown, "Los artículos dicen que no se sabe: “Investigators said it was unclear why the ferry left its route.”", "Why did"},
		{"nothing", "¿Cuántos marineros murieron?", answer.NotFound, "Los artículos no lo dicen.", "How many sailors died?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, c.question, ferry)
			if a.Verdict != c.verdict || !strings.Contains(a.Answer, c.says) || a.Language != "es" || !strings.HasPrefix(a.Understood, c.understood) {
				t.Errorf("%s %s (%s): %s", a.Language, a.Verdict, a.Understood, a.Answer)
			}
		})
	}
	a := ask(t, "¿Cuándo renunció la ministra de Transporte, Irene Falk?", resigned, agreed)
	if a.Verdict != answer.Disputed || !strings.HasPrefix(a.Answer, "Los artículos no coinciden: ") || !strings.Contains(a.Answer, "(Selby Times, 12 de febrero de 2026)") {
		t.Errorf("a conflict: %s: %s", a.Verdict, a.Answer)
	}
	a = ask(t, "¿Renunció Irene Falk?", resigned)
	if !strings.HasPrefix(a.Answer, "Sí: “Transport minister Irene Falk resigned") {
		t.Errorf("yes: %s", a.Answer)
	}
	a = ask(t, "¿Cuántos votos perdió el gobierno en Port Selby?", resigned)
	if !strings.Contains(a.Answer, "“about 2,300 votes” (2.300) [1], según “the election office”.") {
		t.Errorf("who says it: %s", a.Answer)
	}
	for _, c := range a.Caveats {
		if strings.Contains(c.Text, " the ") {
			t.Errorf("a caveat in English: %s", c.Text)
		}
	}
}

// A conversation in Spanish goes on as one in English does.
func TestSpanishFollowUp(t *testing.T) {
	earlier := []answer.Turn{{Question: "How many people live in Lowmere?", Answer: "12,400 people [1]."}}
	a := askIn(t, earlier, "¿y en Port Selby?", story("census", "Selby Times", "2026-02-12", "About 9,100 people live in Port Selby, and 12,400 people live in Lowmere."))
	if a.Understood != "How many people live in Port Selby?" || !strings.Contains(a.Answer, "9,100") || a.Language != "es" {
		t.Errorf("%s: %s: %s", a.Language, a.Understood, a.Answer)
	}
}

// English questions are answered from Spanish articles: figures, dates and names
// first, and never a figure that the comma or the period makes another.
func TestOverSpanish(t *testing.T) {
	fire := story("fuego", "El Correo de la Vega", "2024-03-13", `Una explosión en una fábrica de pinturas de Valdehorno dejó el martes 14 heridos, según informó el servicio de bomberos. Unos 1.234 vecinos fueron evacuados de sus casas durante la noche.

La jefa de bomberos, Aurelia Montcada, dijo que la causa de la explosión todavía no se conoce. La empresa perdió 1,5 millones de euros.`)
	left := story("renuncia", "El Correo de la Vega", "2024-04-19", `El alcalde de Valdehorno, Matías Lorente, renunció el jueves 18 de abril tras las críticas por la gestión del incendio. Lo sustituirá la concejala de Hacienda, Pilar Iborra, que no ha dicho cuándo asumirá el cargo.`)
	doubtful := story("dudoso", "Diario de Puerto Salmo", "2024-04-20", `El municipio de Puerto Salmo evacuó a 1,234 vecinos de la playa por la tormenta, y los barcos no pudieron salir de la bahía.`)
	for _, c := range []struct {
		name, question string
		verdict        answer.Verdict
		says, value    string
	}{
		{"thousands", "How many residents were evacuated in Valdehorno?", answer.Answered, "“Unos 1.234 vecinos” (1,234) [1]", "1234"},
		{"decimals", "How much money did the company lose?", answer.Answered, "“1,5 millones de euros” (1,500,000) [1]", "1500000"},
		{"a date", "When did the mayor of Valdehorno resign?", answer.Answered, "18 de abril", ""},
		{"a name", "Who is the fire chief?", answer.Answered, "Aurelia Montcada [1]", "Aurelia Montcada"},
		{"not known", "What is the cause of the explosion?", answer.Unknown, "“La jefa de bomberos, Aurelia Montcada, dijo que la causa", ""},
		{"whose comma", "How many residents were evacuated in Puerto Salmo?", answer.NotFound, "The articles do not say.", ""},
		{"another figure", "How many people were killed in Valdehorno?", answer.NotFound, "The articles do not say.", ""},
		{"in Spanish", "¿Cuántos vecinos fueron evacuados en Valdehorno?", answer.Answered, "Unos 1.234 vecinos [1]", "1234"},
	} {
		t.Run(c.name, func(t *testing.T) {
			articles := []corpus.Article{fire, left, doubtful, ferry}
			a := ask(t, c.question, articles...)
			if broken := eval.Broken(t.Context(), a, func(_ context.Context, id string) (corpus.Article, error) {
				return articles[slices.IndexFunc(articles, func(x corpus.Article) bool { return x.ID == id })], nil
			}); len(broken) > 0 {
				t.Errorf("rules that do not hold: %s", strings.Join(broken, "; "))
			}
			if a.Verdict != c.verdict || !strings.Contains(a.Answer, c.says) || c.value != "" && a.Claims[0].Value != c.value {
				t.Fatalf("%s: %s %+v", a.Verdict, a.Answer, a.Claims)
			}
			if a.Verdict == answer.NotFound && c.name == "whose comma" && (len(a.Nearest) == 0 || a.Nearest[0].Article != "dudoso") {
				t.Errorf("the closest: %+v", a.Nearest)
			}
		})
	}
	a := ask(t, "How many residents were evacuated in Valdehorno?", fire)
	if h := a.Claims[0].Tellings[0].Hedge; h != "unos" {
		t.Errorf("the hedge is %q, not the article's word", h)
	}
}

// What an answer in Spanish says of dates and figures is held against the
// quotes as in English.
func TestVerifySpanish(t *testing.T) {
	text := "Irene Falk resigned. The government lost 2,300 votes."
	articles := func(string) (string, bool) { return text, true }
	for _, c := range []struct {
		answer string
		holds  bool
	}{
		{"Renunció (Selby Times, 12 de febrero de 2026) [1].", true},
		{"Renunció (Selby Times, 12 de marzo de 2026) [1].", false},
		{"Renunció (Selby Times, 13 de febrero de 2026) [1].", false},
		{"Renunció en febrero de 2025 [1].", false},
		{"Perdió 2.300 votos [1].", true},
		{"Perdió 2,300 votos [1].", true}, // as the quote has it
		{"Perdió 2.400 votos [1].", false},
		{"Perdió 2,3 votos [1].", false},
		{"Irene Brandt perdió 2.300 votos [1].", false},
		{"Según Brandt perdió 2.300 votos [1].", false},
	} {
		a := &answer.Answer{
			Language: "es", Verdict: answer.Answered, Answer: c.answer,
			Citations: []answer.Citation{{N: 1, Article: "a", Publisher: "Selby Times", Published: "2026-02-12", Quote: text, Start: 0, End: len(text)}},
		}
		if err := answer.Verify(a, articles); (err == nil) != c.holds {
			t.Errorf("%s: %v", c.answer, err)
		}
	}
}

// Where the rules lack most of a question's words, a model's translation need not
// have the words that they guessed; figures, names, denials and the question word
// it must have, and no more words than were asked.
func TestUnsureTranslation(t *testing.T) {
	const asked = "¿Quién zutró los 9 grumetos del banco de Irene Falk?"
	for _, c := range []struct {
		made  string
		taken bool
	}{
		{"Who stole the 9 cabins of the boat of Irene Falk?", true}, // the rules have a bank
		{"Who stole the 8 cabins of the boat of Irene Falk?", false},
		{"Who stole the 9 cabins of the boat of Oskar Brandt?", false},
		{"Who did not steal the 9 cabins of the boat of Irene Falk?", false},
		{"When were the 9 cabins of the boat of Irene Falk stolen?", false},
		{"Who stole the 9 cabins of the boat of Irene Falk in the winter night?", false},
	} {
		m := &scripted{}
		m.reply = func(_ context.Context, p prompts.Prompt) (string, error) {
			if p.Name == "whole-1" {
				return fmt.Sprintf(`{"question": %q}`, c.made), nil
			}
			return claims(""), nil
		}
		a, _ := readBy(t, m, answer.Question{Text: asked}, blaze)
		if taken := a.Understood == c.made; taken != c.taken {
			t.Errorf("%s: understood as %q", c.made, a.Understood)
		}
	}
}

// A subject that Spanish drops is the one whom the conversation named.
func TestSpanishDroppedSubject(t *testing.T) {
	articles := []corpus.Article{
		story("resigned", "Selby Times", "2026-02-12", "Irene Falk, the mayor of Port Selby, resigned on 11 February 2026 because of her health. Irene Falk was born in Lowmere. Oskar Brandt succeeded Irene Falk."),
	}
	earlier := []answer.Turn{{Question: "Who is the mayor of Port Selby?", Answer: "Irene Falk [1]."}}
	for _, c := range []struct{ asked, understood string }{
		{"¿por qué dimitió?", "Why did Irene Falk resign?"},
		{"¿dónde nació?", "Where was Irene Falk born?"},
		{"¿quién la sucedió?", "Who succeeded Irene Falk?"},
		{"¿sigue en el cargo?", "Is Irene Falk still in office?"},
	} {
		if a := askIn(t, earlier, c.asked, articles...); a.Understood != c.understood {
			t.Errorf("%s: %s (%s)", c.asked, a.Understood, a.Answer)
		}
	}
}
