package answer_test

import (
	"slices"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
)

// told is an article of one paragraph.
func told(id, outlet, published, text string) corpus.Article {
	return story(id, outlet, published, text)
}

// TestYesAndNo: a yes or a no is about who did it to whom, and that it is so.
func TestYesAndNo(t *testing.T) {
	contest := told("contest", "Lowmere Bugle", "2026-02-01", "Ana Ruiz defeated Tom Brandt in the vote for mayor of Lowmere on Sunday. Ruiz fired Irene Falk, the town clerk, on Monday. The old lime tree in the square was scorched by the fire.")
	for _, c := range []struct {
		question, want string // how the answer begins, "" for not_found
	}{
		{"Did Ruiz fire Falk?", "Yes"},
		{"Did Falk fire Ruiz?", ""},
		{"Was Falk fired?", "Yes"},
		{"Was Ruiz fired?", ""},
		{"Did Brandt defeat Ruiz?", ""},
		{"Was the lime tree destroyed by the fire?", ""},
	} {
		a := ask(t, c.question, contest)
		switch {
		case c.want == "" && a.Verdict != answer.NotFound:
			t.Errorf("%s: %s", c.question, a.Answer)
		case !strings.HasPrefix(a.Answer, c.want):
			t.Errorf("%s: %s", c.question, a.Answer)
		}
	}
}

// TestHolderNow: whether somebody still holds an office is told by who does.
func TestHolderNow(t *testing.T) {
	a := ask(t, "Is Tomas Brandt still the mayor of Port Selby?", mayorOld, mayorNew)
	if a.Verdict != answer.Answered || !strings.HasPrefix(a.Answer, "Irene Falk") || !strings.Contains(a.Answer, "earlier: Tomas Brandt") {
		t.Errorf("%s: %s", a.Verdict, a.Answer)
	}
}

// TestCredit: what an article takes from another outlet's report is no second
// origin; what it found itself is one.
func TestCredit(t *testing.T) {
	first := told("first", "Harrow Bay Courier", "2026-02-01", "The port of Harrow Bay has lost 14 cranes to rust since autumn, engineers counted.")
	credits := told("credits", "Estuary Post", "2026-02-01", "Ships are waiting off the coast. The port of Harrow Bay has lost 14 cranes to rust, the Harrow Bay Courier reported.")
	counted := told("counted", "Estuary Post", "2026-02-01", "Ships are waiting off the coast. The port of Harrow Bay has lost 14 cranes to rust, the harbour master said.")
	for _, c := range []struct {
		name    string
		second  corpus.Article
		origins int
		caveat  bool
	}{{"credited", credits, 1, true}, {"found itself", counted, 2, false}} {
		a := ask(t, "How many cranes has the port of Harrow Bay lost?", first, c.second)
		if len(a.Claims) != 1 || a.Claims[0].Origins != c.origins || slices.Contains(kinds(a), answer.SameOrigin) != c.caveat {
			t.Errorf("%s: %s %+v %v", c.name, a.Answer, a.Claims, kinds(a))
		}
	}
}

// TestGrowingCount: a count that only grows does not fall, and a newer limit
// takes no exact figure's place.
func TestGrowingCount(t *testing.T) {
	day1 := told("day1", "Lowmere Bugle", "2026-02-01", "The flood in Lowmere killed at least 12 people, the rescue service said.")
	day2 := told("day2", "Lowmere Bugle", "2026-02-03", "The flood in Lowmere killed 31 people, the rescue service said.")
	vague := told("vague", "Estuary Post", "2026-02-05", "The flood in Lowmere killed more than 20 people, a survivor said.")
	a := ask(t, "How many people did the flood in Lowmere kill?", day1, day2, vague)
	if !strings.HasPrefix(a.Answer, "31 people") || !strings.Contains(a.Answer, "earlier: at least 12") || !strings.Contains(a.Answer, "also told: more than 20") {
		t.Error(a.Answer)
	}
	if k := kinds(a); !slices.Contains(k, answer.Changed) || !slices.Contains(k, answer.Scope) {
		t.Error(k)
	}
}

// TestPlanBesideDeed: a plan is shown beside what was done, and never alone.
func TestPlanBesideDeed(t *testing.T) {
	plan := told("plan", "Lowmere Bugle", "2025-05-01", "Varn Steel plans to cut 400 jobs in Lowmere, the company said.")
	deed := told("deed", "Lowmere Bugle", "2025-12-01", "Varn Steel has cut 360 jobs in Lowmere, the company said.")
	if a := ask(t, "How many jobs has Varn Steel cut in Lowmere?", plan, deed); !strings.HasPrefix(a.Answer, "360 jobs") || !strings.Contains(a.Answer, "400 jobs") || !slices.Contains(kinds(a), answer.Stage) {
		t.Error(a.Answer, kinds(a))
	}
	if a := ask(t, "How many jobs has Varn Steel cut in Lowmere?", plan); a.Verdict != answer.NotFound {
		t.Error(a.Answer)
	}
}

// TestFarApart: figures that are not about the same are no disagreement.
func TestFarApart(t *testing.T) {
	for _, c := range []struct {
		name, question string
		articles       []corpus.Article
		say, hush      string
	}{
		{"another of a series", "How many people flew on Orvis 1?", []corpus.Article{told("a", "Post", "2026-02-01", "Orvis 1 flew in May. Four people flew on Orvis 2 in June.")}, "", "Four"},
		{"for each", "How much was the fine?", []corpus.Article{told("b", "Post", "2026-02-01", "The fine was $3 per day.")}, "", "$3"},
		{"whose age", "How old is Ana Ruiz?", []corpus.Article{told("c", "Post", "2026-02-01", "Ana Ruiz spoke. Falk, 49, follows Ruiz. Ruiz, 61, retires.")}, "61", "49"},
		{"another measure", "How far from Lowmere is the wreck?", []corpus.Article{told("d", "Post", "2026-02-01", "The wreck lies 40 miles past Selby.")}, "", "40"},
	} {
		a := ask(t, c.question, c.articles...)
		if c.say != "" && !strings.Contains(a.Answer, c.say) || strings.Contains(a.Answer, c.hush) {
			t.Errorf("%s: %s", c.name, a.Answer)
		}
	}
}
