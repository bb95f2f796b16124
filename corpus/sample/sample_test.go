package sample_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/corpus/sample"
)

// undated is the one article that says no date.
const undated = "gazette-crossing-explained"

func articles(t *testing.T) []corpus.Article {
	t.Helper()
	all, err := sample.Articles()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestArticlesAreWhole(t *testing.T) {
	all := articles(t)
	if n := len(all); n < 14 || n > 16 {
		t.Errorf("%d articles, want 14 to 16", n)
	}
	seen := map[string]bool{}
	for _, a := range all {
		if seen[a.ID] {
			t.Errorf("%s: the id is there twice", a.ID)
		}
		seen[a.ID] = true
		if a.Title == "" || a.Publisher == "" {
			t.Errorf("%s: title %q, publisher %q: neither may be empty", a.ID, a.Title, a.Publisher)
		}
		if _, dated := a.PublishedAt(); dated == (a.ID == undated) {
			t.Errorf("%s: published %q", a.ID, a.Published)
		}
		if n := len(a.Sentences()); n < 5 {
			t.Errorf("%s: %d sentences, want at least 5", a.ID, n)
		}
		if n := len(words(a.Text)); n < 150 || n > 350 {
			t.Errorf("%s: %d words, want 150 to 350", a.ID, n)
		}
	}
}

func TestQuotationsAreShort(t *testing.T) {
	quotation := regexp.MustCompile(`“[^”]*”|"[^"]*"`)
	for _, a := range articles(t) {
		for _, quote := range quotation.FindAllString(a.Text, -1) {
			if n := len(words(quote)); n >= 8 {
				t.Errorf("%s quotes %d words, want fewer than 8: %s", a.ID, n, quote)
			}
		}
	}
}

// The prompts must not be quotable: an answer made of them would be absurd.
func TestPromptsAreNoSentences(t *testing.T) {
	prompts := []string{"subscription to the Pacific", "Support our journalism", "newsletter", "cookies", "Share this story"}
	for _, a := range articles(t) {
		for _, s := range a.Sentences() {
			for _, prompt := range prompts {
				if sentence := a.Text[s.Start:s.End]; strings.Contains(sentence, prompt) {
					t.Errorf("%s: a prompt passes for a sentence: %s", a.ID, sentence)
				}
			}
		}
	}
}

// One wire story is there twice, and no other articles share an origin.
func TestTheWireStoryIsOneOrigin(t *testing.T) {
	pair := []string{"standard-1128-highway", "courier-1129-roadblock"} // the first one heads it
	for _, a := range articles(t) {
		if !slices.Contains(pair, a.ID) {
			if a.Origin != a.ID || len(a.Why) > 0 {
				t.Errorf("%s: origin %s because of %v, want its own", a.ID, a.Origin, a.Why)
			}
			continue
		}
		if a.Origin != pair[0] || len(a.Why) != 1 {
			t.Errorf("%s: origin %s because of %v, want %s and one reason", a.ID, a.Origin, a.Why, pair[0])
			continue
		}
		if why := a.Why[0]; why.Shared <= 10 || why.Kind != "rewritten" {
			t.Errorf("%s: %s with %d shared runs, want a rewritten story with more than 10", a.ID, why.Kind, why.Shared)
		}
	}
}

// gold is as much of a gold question as is checked here; grading answers with
// it is the business of the evaluation.
type gold struct {
	ID       string     `json:"id"`
	Question string     `json:"question"`
	Verdict  []string   `json:"verdict"`
	Must     [][]string `json:"must"`
	Cite     [][]string `json:"cite"`
}

func readGold(t *testing.T) []gold {
	t.Helper()
	data, err := os.ReadFile("gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var all []gold
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		var g gold
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatalf("gold.jsonl, line %d: %v", len(all)+1, err)
		}
		all = append(all, g)
	}
	return all
}

// What the gold file asks for has to be there to be found.
func TestGoldIsAboutTheSample(t *testing.T) {
	all := articles(t)
	silent := 0
	questions := readGold(t)
	for _, g := range questions {
		if slices.Contains(g.Verdict, "not_found") {
			silent++
			if len(g.Must)+len(g.Cite) > 0 {
				t.Errorf("%s: nothing is to be found, and yet something must be shown", g.ID)
			}
		}
		for _, oneOf := range g.Must {
			if !anyArticle(all, func(a corpus.Article) bool { return says(a, oneOf) }) {
				t.Errorf("%s: no article says any of %q", g.ID, oneOf)
			}
		}
		for _, oneOf := range g.Cite {
			for _, prefix := range oneOf {
				if !anyArticle(all, func(a corpus.Article) bool { return strings.HasPrefix(a.ID, prefix) }) {
					t.Errorf("%s: no article's id begins with %q", g.ID, prefix)
				}
			}
		}
	}
	if len(questions) < 24 || silent < 8 {
		t.Errorf("%d questions, %d of them without an answer; want 24 and 8 at least", len(questions), silent)
	}
}

func anyArticle(all []corpus.Article, holds func(corpus.Article) bool) bool {
	return slices.ContainsFunc(all, holds)
}

func says(a corpus.Article, oneOf []string) bool {
	return slices.ContainsFunc(oneOf, func(s string) bool { return strings.Contains(a.Text, s) })
}
