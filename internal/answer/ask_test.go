package answer_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/retrieval"
)

// story is one article of a test, marked as a reader would mark it.
func story(id, outlet, published, text string) corpus.Article {
	a := corpus.Article{ID: id, Publisher: outlet, Published: published, Title: "", Text: corpus.Normalise(text)}
	corpus.Mark(&a)
	return a
}

func ask(t *testing.T, question string, articles ...corpus.Article) answer.Answer {
	t.Helper()
	return askIn(t, nil, question, articles...)
}

// askIn asks in a conversation.
func askIn(t *testing.T, earlier []answer.Turn, question string, articles ...corpus.Article) answer.Answer {
	t.Helper()
	corpus.GroupOrigins(articles)
	lib, err := retrieval.NewMemory(t.Context(), articles)
	if err != nil {
		t.Fatal(err)
	}
	engine := answer.New(lib, answer.Options{
		Now:     func() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) },
		Dropped: func(q string, why error) { t.Errorf("%s: dropped: %v", q, why) },
	})
	a, err := engine.Ask(context.Background(), answer.Question{Text: question, Earlier: earlier})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func kinds(a answer.Answer) []answer.CaveatKind {
	var out []answer.CaveatKind
	for _, c := range a.Caveats {
		out = append(out, c.Kind)
	}
	return out
}

var (
	ferry = story("ferry", "Harbour Post", "2026-02-10", `The ferry Aurelia ran aground near Port Selby on Tuesday.

At least 40 passengers were injured, the coast guard said. The ship carried roughly 1,200 passengers.

Captain Mara Lindqvist, 52, had been in command since January. Investigators said it was unclear why the ferry left its route.

The ferry will return to service on April 3, the company announced. The tickets cost $25 on weekdays.`)
	ferryLater = story("ferry-later", "Selby Times", "2026-02-14", `The number of injured after the grounding of the ferry Aurelia has risen.

A total of 55 passengers were injured, the hospital of Port Selby said on Saturday.

"We followed the chart," Lindqvist said of the route. "The chart was wrong."`)
	budgetChile = story("budget", "Ledger of Trade", "2026-01-20", `Chile had 18 copper mines under inspection in January, the ministry said.

Peru counted 31 copper mines under inspection in the same month.`)
	mayorOld = story("mayor-old", "Harbour Post", "2025-06-01", `Port Selby's mayor, Tomas Brandt, opened the new bridge on Sunday. Brandt praised the builders.`)
	mayorNew = story("mayor-new", "Harbour Post", "2026-01-15", `Port Selby's mayor, Irene Falk, promised a second bridge on Thursday. Falk took office last week.`)
)

func TestAsk(t *testing.T) {
	for _, c := range []struct {
		name, question string
		articles       []corpus.Article
		verdict        answer.Verdict
		says, not      string
		caveats        []answer.CaveatKind
	}{
		{"a figure with its hedge", "How many passengers did the ferry Aurelia carry?", []corpus.Article{ferry}, answer.Answered, "roughly 1,200 passengers", "40", []answer.CaveatKind{answer.SingleSource, answer.Unattributed, answer.Hedged}},
		{"a toll that rose: the latest leads", "How many passengers were injured on the Aurelia?", []corpus.Article{ferry, ferryLater}, answer.Answered, "55 passengers", "1,200", []answer.CaveatKind{answer.Changed}},
		{"another country's figure is no answer", "How many copper mines are under inspection in Bolivia?", []corpus.Article{budgetChile}, answer.NotFound, "", "", nil},
		{"the asked country's figure, not its neighbour's", "How many copper mines are under inspection in Peru?", []corpus.Article{budgetChile}, answer.Answered, "31 copper mines", "18", nil},
		{"an age beside its name", "How old is Mara Lindqvist?", []corpus.Article{ferry}, answer.Answered, "52", "", []answer.CaveatKind{answer.SingleSource}},
		{"another person's age is no answer", "How old is Irene Falk?", []corpus.Article{ferry, mayorNew}, answer.NotFound, "", "52", nil},
		{"what the articles say is not known", "Why did the ferry leave its route?", []corpus.Article{ferry}, answer.Unknown, "unclear why", "", nil},
		{"a plan", "When will the ferry return to service?", []corpus.Article{ferry}, answer.Answered, "April 3", "", nil},
		{"an office that changed hands", "Who is the mayor of Port Selby?", []corpus.Article{mayorOld, mayorNew}, answer.Answered, "Irene Falk", "", []answer.CaveatKind{answer.Changed}},
		{"a price", "How much do the tickets cost?", []corpus.Article{ferry}, answer.Answered, "$25", "", nil},
		{"words of somebody", "What did Lindqvist say about the route?", []corpus.Article{ferry, ferryLater}, answer.Answered, "We followed the chart", "", nil},
		{"two parts, one of them not covered", "How old is Mara Lindqvist and where was she born?", []corpus.Article{ferry}, answer.Partial, "52", "", nil},
		{"nothing in the archive", "Who won the chess tournament?", []corpus.Article{ferry, mayorNew}, answer.NotFound, "The articles do not say.", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, c.question, c.articles...)
			if a.Verdict != c.verdict {
				t.Fatalf("%s: verdict %s, want %s: %s", c.question, a.Verdict, c.verdict, a.Answer)
			}
			if !strings.Contains(a.Answer, c.says) && !strings.Contains(strings.ToLower(a.Answer), strings.ToLower(c.says)) {
				t.Errorf("%q does not say %q", a.Answer, c.says)
			}
			if c.not != "" && strings.Contains(a.Answer, c.not) {
				t.Errorf("%q says %q", a.Answer, c.not)
			}
			for _, k := range c.caveats {
				if !slices.Contains(kinds(a), k) {
					t.Errorf("no caveat %s among %v", k, kinds(a))
				}
			}
		})
	}
}

func TestTwoFiguresOfOneDayAreADispute(t *testing.T) {
	one := story("one", "Harbour Post", "2026-02-10", "The warehouse fire in Port Selby destroyed 14 boats, the fire service said.")
	two := story("two", "Selby Times", "2026-02-10", "The blaze at the warehouse in Port Selby destroyed 21 boats, according to the harbour office.")
	a := ask(t, "How many boats did the warehouse fire destroy?", one, two)
	if a.Verdict != answer.Disputed || len(a.Claims) != 2 || !slices.Contains(kinds(a), answer.Conflict) {
		t.Fatalf("%s: %s %v", a.Verdict, a.Answer, kinds(a))
	}
	if !strings.Contains(a.Answer, "14") || !strings.Contains(a.Answer, "21") {
		t.Errorf("the first sentence does not tell the dispute: %s", a.Answer)
	}
}

func TestWithdrawnIsNotCited(t *testing.T) {
	killed := story("killed", "Harbour Post", "2026-02-10", "The storm sank 9 trawlers off Port Selby, the coast guard said.")
	killed.Status = "withdrawn"
	if a := ask(t, "How many trawlers did the storm sink?", killed); a.Verdict != answer.NotFound || len(a.Citations) > 0 {
		t.Fatalf("%s: %s", a.Verdict, a.Answer)
	}
}

func TestCorrectedIsSaid(t *testing.T) {
	fixed := story("fixed", "Harbour Post", "2026-02-10", "The storm sank 7 trawlers off Port Selby, the coast guard said.")
	fixed.Status = "corrected"
	if a := ask(t, "How many trawlers did the storm sink?", fixed); !slices.Contains(kinds(a), answer.Corrected) {
		t.Fatalf("%s: %v", a.Answer, kinds(a))
	}
}

func TestVerifyRefusesWhatIsNotSaid(t *testing.T) {
	good := ask(t, "How many passengers did the ferry Aurelia carry?", ferry)
	text := func(id string) (string, bool) { return ferry.Text, id == ferry.ID }
	if err := answer.Verify(&good, text); err != nil {
		t.Fatal(err)
	}
	for name, tamper := range map[string]func(*answer.Answer){
		"a quote":             func(a *answer.Answer) { a.Citations[0].Quote = "The ship carried nobody." },
		"a number":            func(a *answer.Answer) { a.Answer = "Roughly 1,300 passengers [1]." },
		"a name":              func(a *answer.Answer) { a.Answer = "Roughly 1,200 passengers, says Captain Olsen [1]." },
		"a mark too many":     func(a *answer.Answer) { a.Answer += " [2]" },
		"an unused citation":  func(a *answer.Answer) { a.Answer = "Roughly 1,200 passengers." },
		"offsets":             func(a *answer.Answer) { a.Citations[0].Start++ },
		"silence with a cite": func(a *answer.Answer) { a.Verdict = answer.NotFound },
	} {
		bad := good
		bad.Citations = slices.Clone(good.Citations)
		tamper(&bad)
		if err := answer.Verify(&bad, text); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// A sentence that closes a quotation it never opened still stands between even
// quotation marks: two parts of an answer would run into each other otherwise.
func TestUnevenQuotationMarks(t *testing.T) {
	for _, text := range []string{
		"It is unclear how many visitors came to the Lowmere dredger.”",
		"“It is unclear how many visitors came to the Lowmere dredger.",
		"The guide said: “It is unclear how many visitors came to the Lowmere dredger.",
		"It is unclear how many visitors came to the dredger” of Lowmere.",
		"It is unclear how many visitors came to the Lowmere dredger.\"",
	} {
		a := ask(t, "How many visitors came to the Lowmere dredger?", story("s", "Lowmere Bugle", "2026-02-01", text))
		if a.Verdict != answer.Unknown {
			t.Errorf("%q: %s %q", text, a.Verdict, a.Answer)
		}
		if strings.Count(a.Answer, "“") != strings.Count(a.Answer, "”") || strings.Count(a.Answer, `"`)%2 != 0 {
			t.Errorf("%q is quoted unevenly: %q", text, a.Answer)
		}
	}
}
