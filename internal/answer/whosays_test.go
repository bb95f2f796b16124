package answer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/prompts"
)

func TestWhoSays(t *testing.T) {
	first := story("first", "Harbour Post", "2026-02-10", "The warehouse fire in Port Selby destroyed 14 boats, the fire service said.")
	again := story("again", "Wend Courier", "2026-02-10", "Fourteen families watched. In Port Selby, the warehouse fire destroyed 14 boats, the fire service said on Monday.")
	silent := story("silent", "Selby Times", "2026-02-10", "The warehouse fire destroyed 14 boats in Port Selby. Smoke hung over the quay until noon.")
	other := story("other", "Gazette 24", "2026-02-10", "The blaze at the warehouse in Port Selby destroyed 21 boats, according to harbour master Irene Falk.")
	hidden := story("hidden", "", "", "The warehouse fire in Port Selby destroyed 14 boats, said an official who asked not to be named.")
	fuller := story("fuller", "Selby Times", "2026-02-10", "The warehouse fire in Port Selby destroyed 21 boats, Falk said. Irene Falk is harbour master.")
	const question = "Who says: how many boats did the warehouse fire destroy?"
	for _, c := range []struct {
		name, question string
		articles       []corpus.Article
		verdict        answer.Verdict
		want           string
	}{
		{"one names a source, one does not", question, []corpus.Article{first, silent}, answer.Answered,
			"14 boats: the fire service, according to [1] (Harbour Post, 10 February 2026); [2] (Selby Times, 10 February 2026) says so in its own words and names no source."},
		{"two name the same", question, []corpus.Article{first, again}, answer.Answered,
			"14 boats: the fire service, according to [1] (Harbour Post, 10 February 2026) and [2] (Wend Courier, 10 February 2026)."},
		{"one of two names", question, []corpus.Article{other, fuller}, answer.Answered,
			"21 boats: harbour master Irene Falk, according to [1] (Selby Times, 10 February 2026) and [2] (Gazette 24 of 10 February 2026)."},
		{"a conflict is told first", question, []corpus.Article{first, other}, answer.Disputed,
			"The articles disagree.\n14 boats: the fire service, according to [1] (Harbour Post, 10 February 2026).\n21 boats: harbour master Irene Falk, according to [2] (Gazette 24 of 10 February 2026)."},
		{"who is not named is said not to be", question, []corpus.Article{hidden}, answer.Answered,
			"14 boats: an official (not named), according to [1]."},
		{"a deed", "Who says: did Tomas Brandt open the new bridge?", []corpus.Article{mayorOld}, answer.Answered,
			"Yes, “Port Selby's mayor, Tomas Brandt, opened the new bridge on Sunday.”: [1] (Harbour Post, 1 June 2025) says so in its own words and names no source."},
		{"what changed is told behind the tellings", "Who says: who is the mayor of Port Selby?", []corpus.Article{mayorOld, mayorNew}, answer.Answered,
			"Irene Falk: [1] (Harbour Post, 15 January 2026) says so in its own words and names no source.\nTomas Brandt: [2] (Harbour Post, 1 June 2025) says so in its own words and names no source.\nThe latest stands first."},
		{"nobody says", "Who says: how many whales did the warehouse fire destroy?", []corpus.Article{first}, answer.NotFound, "The articles do not say."},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, c.question, c.articles...)
			if a.Verdict != c.verdict || a.Answer != c.want {
				t.Errorf("%s: %s\nwant %s: %s", a.Verdict, a.Answer, c.verdict, c.want)
			}
		})
	}
}

// A follow-up is answered as the question that it is understood as, and says so.
func TestFollowUpIsAnswered(t *testing.T) {
	earlier := []answer.Turn{{Question: "How many copper mines are under inspection in Chile?", Answer: "18 copper mines [1]."}}
	for _, c := range []struct {
		text, understood, says string
		verdict                answer.Verdict
	}{
		{"and in Peru?", "How many copper mines are under inspection in Peru?", "31 copper mines", answer.Answered},
		{"and in Bolivia?", "How many copper mines are under inspection in Bolivia?", "The articles do not say.", answer.NotFound},
		{"who says so?", "Who says how many copper mines are under inspection in Chile?", "the ministry, according to [1]", answer.Answered},
		{"How many copper mines are under inspection in Peru?", "", "31 copper mines", answer.Answered},
	} {
		a := askIn(t, earlier, c.text, budgetChile)
		if a.Question != c.text || a.Understood != c.understood || a.Verdict != c.verdict || !strings.Contains(a.Answer, c.says) {
			t.Errorf("%q: understood as %q, %s: %s", c.text, a.Understood, a.Verdict, a.Answer)
		}
	}
}

// What can't be told is not searched for, and says so.
func TestLostIsNotSearched(t *testing.T) {
	const lost = "It can't be told what this question refers to. Please ask it as a whole question."
	earlier := []answer.Turn{{Question: "How many copper mines are under inspection in Chile?", Answer: "18 copper mines [1]."}}
	for _, c := range []struct {
		text    string
		earlier []answer.Turn
		want    string
	}{
		{"and in Peru?", nil, lost},
		{"were they under inspection?", nil, lost},
		{"and nationwide?", earlier, lost},
		{"did she inspect it?", earlier, lost},
		{"¿y a nivel nacional?", earlier, "No se sabe a qué se refiere esta pregunta. Por favor, hágala entera."},
		{"thanks", earlier, "There is no question in this to look up."},
		{"gracias", earlier, "Aquí no hay ninguna pregunta que buscar."},
	} {
		a := askIn(t, c.earlier, c.text, budgetChile)
		if a.Verdict != answer.NotFound || !a.Lost || a.Answer != c.want || len(a.Nearest)+len(a.Claims) > 0 || a.Understood != "" {
			t.Errorf("%q, understood as %q: %s: %s %v", c.text, a.Understood, a.Verdict, a.Answer, a.Nearest)
		}
	}
}

// A model is asked of what can't be told, where there is something before it; a
// question that still leans on it stays lost.
func TestLostIsAskedOfTheModel(t *testing.T) {
	earlier := []answer.Turn{{Question: "How many copper mines are under inspection in Chile?", Answer: "18 copper mines [1]."}}
	for _, c := range []struct {
		name, text, made string
		earlier          []answer.Turn
		asked, lost      bool
	}{
		{"made whole", "and nationwide?", "How many copper mines are under inspection nationwide?", earlier, true, false},
		{"left as it is", "and nationwide?", "And nationwide?", earlier, true, true},
		{"nothing before it", "and nationwide?", "How many copper mines are under inspection nationwide?", nil, false, true},
		{"no question", "thanks", "How many copper mines are under inspection in Chile?", earlier, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := false
			m := &scripted{reply: func(_ context.Context, p prompts.Prompt) (string, error) {
				if p.Name == "whole-1" {
					asked = true
					return fmt.Sprintf(`{"question": %q}`, c.made), nil
				}
				return claims(""), nil
			}}
			a, _ := readBy(t, m, answer.Question{Text: c.text, Earlier: c.earlier}, budgetChile)
			if lost := strings.HasPrefix(a.Answer, "It can't be told") || strings.HasPrefix(a.Answer, "There is no question"); asked != c.asked || lost != c.lost || (a.Understood == c.made) == lost {
				t.Errorf("asked %v, understood as %q: %s", asked, a.Understood, a.Answer)
			}
		})
	}
}

// The caveats of the question itself stand below who says it, too.
func TestWhoSaysKeepsCaveats(t *testing.T) {
	const question = "how many passengers were injured on the Aurelia?"
	plain, told := ask(t, question, ferry, ferryLater), ask(t, "Who says "+question, ferry, ferryLater)
	if !slices.Equal(kinds(plain), kinds(told)) || plain.Verdict != told.Verdict || len(plain.Claims) != len(told.Claims) {
		t.Errorf("caveats %v and %v, verdicts %s and %s", kinds(plain), kinds(told), plain.Verdict, told.Verdict)
	}
}
