package answer_test

import (
	"strings"
	"testing"

	"secondsource/internal/answer"
)

// telling is a question, one article that may answer it, and the value of the
// first claim, "" where nothing answers.
type telling struct{ name, question, text, value string }

func holdTellings(t *testing.T, tellings []telling) {
	t.Helper()
	for _, c := range tellings {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, c.question, story("s", "Lowmere Bugle", "2026-02-01", c.text))
			got := ""
			if len(a.Claims) > 0 {
				got = a.Claims[0].Value
			}
			if got != c.value || c.value == "" && a.Verdict != answer.NotFound {
				t.Errorf("%s\n%s: %q, want %q: %s", c.question, c.text, got, c.value, a.Answer)
			}
		})
	}
}

func TestWhoMadeIt(t *testing.T) {
	holdTellings(t, []telling{
		{"the deed", `Who is the director of the film "Salt Road"?`, `Salt Road is a 1987 Irish drama film directed by Una Brandt and produced by Oskar Falk.`, "Una Brandt"},
		{"another deed", `Who is the director of the film "Salt Road"?`, `Salt Road is a 1987 Irish drama film produced by Oskar Falk.`, ""},
		{"several deeds", `Who is the director of "Salt Road"?`, `Salt Road is a film written, produced and directed by Una Brandt.`, "Una Brandt"},
		{"the pronoun", `Who is the director of "Salt Road"?`, `Salt Road is a film of 1987. It was written and directed by Una Brandt.`, "Una Brandt"},
		{"what it is based on", `Who is the author of "Salt Road"?`, `Salt Road is a film based on a novel written by Oskar Falk.`, ""},
		{"a noun by a name, past what describes it", `Who is the artist of the album "Low Tide"?`, `Low Tide is the third studio album by the Welsh rock singer Mara Lind, released by Harrow Records in 1994.`, "Mara Lind"},
		{"associated with", `Who is the artist associated with the album "Low Tide"?`, `Low Tide is the third studio album by Mara Lind.`, "Mara Lind"},
		{"who released it may be a company", `Who is the artist of the album "Low Tide"?`, `Low Tide was released by Harrow Records in 1994.`, ""},
		{"a band with its article", `Who is the artist of the album "Low Tide"?`, `Low Tide is an album by the English band the Grebes.`, "the Grebes"},
		{"active", `Who is the founder of Harrow Lines?`, `Oskar Falk founded Harrow Lines in 1921.`, "Oskar Falk"},
		{"founded in a year by", `Who is the founder of Harrow Lines?`, `Harrow Lines was founded in 1921 by Oskar Falk.`, "Oskar Falk"},
		{"someone else's foundation", `Who is the founder of Harrow Lines?`, `Harrow Lines bought the yard, which was founded by Una Brandt.`, ""},
		{"a possessive", `Who is the composer of "Winter Music"?`, `Una Brandt's "Winter Music" opened the season.`, "Una Brandt"},
		{"a work that only shares a word", `Who is the composer of "Winter Music"?`, `Una Brandt's "Music for Strings" opened the season.`, ""},
		{"an office stays an office", `Who is the director of the harbour office?`, `The director of the harbour office, Tomas Brandt, opened the bridge.`, "Tomas Brandt"},
	})
}

func TestTitlesAreNames(t *testing.T) {
	holdTellings(t, []telling{
		{"function words and a question word inside", `When was the film "Who Is Without You" released?`, `Who Is Without You was released on March 3, 1994.`, "March 3, 1994"},
		{"another title of the same words", `When was the film "Who Is Without You" released?`, `Without Him was released on March 3, 1994.`, ""},
		{"the title with more behind it is no person", `Who is the star of "Talk Show"?`, `Star Talk Show Harbour returns on Monday.`, ""},
	})
	said := ask(t, `Who said "We followed the chart"?`, ferryLater)
	if len(said.Claims) == 0 || !strings.Contains(said.Claims[0].Value, "Lindqvist") {
		t.Errorf("words of somebody are no title: %s", said.Answer)
	}
}
