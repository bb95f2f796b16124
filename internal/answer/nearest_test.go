package answer_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/retrieval"
	"secondsource/retrieval/minilm"
	"secondsource/retrieval/retrievaltest"
)

// island is an archive in which things are said in other words than people ask
// in.
var island = []corpus.Article{
	{ID: "heath", Title: "Why the heaths of Norway keep burning", Publisher: "Fjord Courier", Published: "2024-05-02", Text: `The fire service of Norway has counted four summers of blazes on the heaths.

Over 85% of heath fires are human-caused, its report says. Dry grass does the rest.`},
	{ID: "gale", Title: "Gale sinks boats off Iceland", Publisher: "Fjord Courier", Published: "2024-06-11", Text: `A gale struck the fishing fleet off Iceland on Sunday night.

The storm killed 14 fishermen, the coast guard said.`},
	{ID: "capsule", Title: "Space capsule Heron 2 to come home in a week", Publisher: "Skerry Post", Published: "2024-09-03", Text: `The three travellers of Heron 2 have spent a month in orbit.

The capsule will then make a water landing on Friday, September 13, in the ocean.`},
	{ID: "rigs", Title: "Who works without papers on the rigs", Publisher: "Skerry Post", Published: "2024-02-20", Text: `Roughly 4,300 undocumented migrants work in Iceland. Inspectors find them in kitchens and on rigs.`},
}

func meaningEngine(t *testing.T, articles []corpus.Article, e retrieval.Embedder) *answer.Engine {
	t.Helper()
	ctx := context.Background()
	lib, err := retrieval.NewMemoryWith(ctx, articles, retrieval.Options{Embedder: e})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	if _, err := lib.Embed(ctx, nil); err != nil {
		t.Fatal(err)
	}
	return answer.New(lib, answer.Options{})
}

// TestMeaningDoesNotAnswer: what is near in meaning is shown as the closest,
// the very value, its neighbour and its opposite alike; words answer.
func TestMeaningDoesNotAnswer(t *testing.T) {
	with, without := meaningEngine(t, island, minilm.New()), meaningEngine(t, island, nil)
	for _, test := range []struct {
		question string
		verdict  answer.Verdict
		nearest  string // in the closest passage
	}{
		{"How much of the burning on moorland is lit by man?", answer.NotFound, "heath"},
		{"What percentage of heath fires in Norway are started by lightning?", answer.NotFound, "heath"},
		{"When will the Heron 3 crew splash down on Earth?", answer.NotFound, "September 13"},
		{"How many people were injured by the storm off Iceland?", answer.NotFound, "14 fishermen"},
		{"How many fishermen did the storm off Iceland spare?", answer.NotFound, "14 fishermen"},
		{"How many foreigners lack a residence permit in Iceland?", answer.NotFound, "4,300"},
		{"How many foreigners were given papers in Iceland?", answer.NotFound, "4,300"},
		{"Which opera was staged at the harbor theater?", answer.NotFound, ""},
		{"How many fishermen did the storm off Iceland kill?", answer.Answered, ""},
	} {
		ctx := context.Background()
		a, err := with.Ask(ctx, answer.Question{Text: test.question})
		if err != nil {
			t.Fatal(err)
		}
		if a.Verdict != test.verdict {
			t.Errorf("%s: %s, %q", test.question, a.Verdict, a.Answer)
		}
		switch {
		case test.nearest != "" && (len(a.Nearest) == 0 || !strings.Contains(a.Nearest[0].Quote, test.nearest)):
			t.Errorf("%s: the closest is %+v", test.question, a.Nearest)
		case test.nearest == "" && len(a.Nearest) > 0:
			t.Errorf("%s: shown as the closest: %+v", test.question, a.Nearest)
		}
		if a, err := without.Ask(ctx, answer.Question{Text: test.question}); err != nil || a.Verdict != test.verdict {
			t.Errorf("%s, by words alone: %s, %v", test.question, a.Verdict, err)
		}
	}
}

// TestMeaningFails: an embedder that fails takes nothing away from what words
// find, and is no error to who asks.
func TestMeaningFails(t *testing.T) {
	broken := &retrievaltest.Words{}
	with, without := meaningEngine(t, island, broken), meaningEngine(t, island, nil)
	broken.Before = func(context.Context, []string) error { return errors.New("no current") }
	for _, question := range []string{"How many fishermen did the storm kill?", "What percentage of the heath fires are started by people?"} {
		got, err := with.Ask(context.Background(), answer.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		want, err := without.Ask(context.Background(), answer.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		if got.Verdict != want.Verdict || got.Answer != want.Answer {
			t.Errorf("%s: %s, %q; by words %s, %q", question, got.Verdict, got.Answer, want.Verdict, want.Answer)
		}
	}
}

// TestSourcesByMeaning: who wrote about it in other words is on the list, and
// who wrote of nothing near it is not.
func TestSourcesByMeaning(t *testing.T) {
	e := meaningEngine(t, island, minilm.New())
	for query, want := range map[string]string{
		"foreigners working without permits": "rigs",
		"wildfires lit by man":               "heath",
		"opera":                              "",
	} {
		rows, err := e.Sources(context.Background(), query, retrieval.Filter{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
