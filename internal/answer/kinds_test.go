package answer_test

import "testing"

func TestWhatKind(t *testing.T) {
	holdTellings(t, []telling{
		{"a definition", `What is the profession of Una Brandt?`, `Una Brandt (born 3 May 1951) is a Danish architect who built the quay.`, "architect"},
		{"possessive", `What is Una Brandt's profession?`, `Una Brandt, who built the quay, left. Una Brandt is a Danish architect.`, "architect"},
		{"an apposition", `What is the profession of Una Brandt?`, `Una Brandt, a marine biologist, opened the show.`, "marine biologist"},
		{"two", `What is the profession of Una Brandt?`, `Una Maria Brandt was a Danish writer and comedian, best known for her plays.`, "writer and comedian"},
		{"rank behind the name", `What is the profession of Una Brandt?`, `Sir Una Brandt, QC (born 1951), is a British judge.`, "judge"},
		{"somebody else", `What is the profession of Una Brandt?`, `Una Brandt met Oskar Falk, a marine biologist.`, ""},
		{"an initial", `What is the profession of Una M. Brandt?`, `Una Maria Brandt is a British poet.`, "poet"},
		{"a work", `What is the genre of "Salt Road"?`, `Salt Road is a 1987 Irish comedy film directed by Una Brandt.`, "comedy film"},
		{"what it is the title of", `What is the genre of "Salt Road"?`, `Salt Road is the title of a jazz opera by Una Brandt.`, "jazz opera"},
		{"the noun itself", `What is the format of KQRX?`, `KQRX broadcasts a classical music format.`, "classical music"},
		{"no kind", `What is the profession of Una Brandt?`, `Una Brandt is the best of them.`, ""},
	})
	a := ask(t, "What is the profession of Una Brandt?",
		story("a", "Lowmere Bugle", "2026-02-01", "Una Brandt is a Danish architect."),
		story("b", "Harbour Post", "2026-02-01", "Una Brandt is an architect who built the quay."),
		story("c", "Selby Times", "2026-02-01", "Una Brandt is a Danish chef."))
	if len(a.Claims) != 2 {
		t.Errorf("%d claims: %s", len(a.Claims), a.Answer)
	}
}
