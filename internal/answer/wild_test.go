package answer_test

// DESIGN's rules 1 to 4, over archives drawn at random. More cases:
// go test ./internal/answer -run Wild -rapid.checks=1000 -rapid.seed=$RANDOM

import (
	"context"
	"flag"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/retrieval"
)

// cases sets how many archives rapid draws in this test, from which seed, and
// how long it looks for a smaller one that fails, unless the command line says.
// The seed is fixed, so that a change fails for what it changes and not by luck.
// With -short, as under the race detector, a quarter of them has to do.
func cases(t *testing.T, n int) {
	if testing.Short() {
		n /= 4
	}
	for name, value := range map[string]string{"rapid.checks": strconv.Itoa(n), "rapid.shrinktime": "3s", "rapid.seed": "20261125"} {
		f := flag.Lookup(name)
		before := f.Value.String()
		if before != f.DefValue {
			continue
		}
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := flag.Set(name, before); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestWildArchivesKeepTheRules holds every answer to the rules, and the same
// question to the same bytes: asked again, and of a second engine that was
// asked the questions in another order.
func TestWildArchivesKeepTheRules(t *testing.T) {
	cases(t, 60)
	asked, verdicts := 0, map[answer.Verdict]int{}
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatter(t)
		articles := m.stories(t)
		forth, back := openNewsroom(t, articles), openNewsroom(t, articles)
		defer forth.close(t)
		defer back.close(t)
		questions := make([]answer.Question, rapid.IntRange(1, 6).Draw(t, "questions"))
		want := make([]string, len(questions))
		for i := range questions {
			q := answer.Question{Text: m.question(t), Filter: drawNarrowed(t)}
			a := forth.check(t, q.Text, q.Filter)
			questions[i], want[i] = q, inBytes(a)
			asked++
			verdicts[a.Verdict]++
		}
		for i := len(questions) - 1; i >= 0; i-- {
			q := questions[i]
			if again := inBytes(forth.ask(t, q.Text, q.Filter)); again != want[i] {
				t.Fatalf("%q asked again:\n%s\nbefore:\n%s", q.Text, again, want[i])
			}
			if other := inBytes(back.ask(t, q.Text, q.Filter)); other != want[i] {
				t.Fatalf("%q asked in another order:\n%s\nbefore:\n%s\n%s", q.Text, other, want[i], forth.texts())
			}
		}
	})
	if asked > 100 && verdicts[answer.NotFound] > asked*95/100 {
		t.Errorf("of %d questions hardly one had an answer, so little was tested: %v", asked, verdicts)
	}
	t.Logf("%d questions: %v", asked, verdicts)
}

// TestWildQuestionsAskedAtOnce: what is asked at the same time of one engine
// is answered as it is alone.
func TestWildQuestionsAskedAtOnce(t *testing.T) {
	cases(t, 12)
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatter(t)
		articles := m.stories(t)
		alone, together := openNewsroom(t, articles), openNewsroom(t, articles)
		defer alone.close(t)
		defer together.close(t)
		questions := make([]string, 8)
		for i := range questions {
			questions[i] = m.question(t)
		}
		got := make([]answer.Answer, 2*len(questions))
		errs := make([]error, len(got))
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				got[i], errs[i] = together.engine.Ask(context.Background(), answer.Question{Text: questions[i%len(questions)]})
			})
		}
		wg.Wait()
		for i := range got {
			question := questions[i%len(questions)]
			if want := inBytes(alone.ask(t, question, retrieval.Filter{})); errs[i] != nil || inBytes(got[i]) != want {
				t.Fatalf("%q asked among others (error %v):\n%s\nalone:\n%s", question, errs[i], inBytes(got[i]), want)
			}
		}
	})
}

// TestOddQuestionsOfOddArticles asks each odd question of each odd text.
func TestOddQuestionsOfOddArticles(t *testing.T) {
	var all []corpus.Article
	for i, text := range oddities {
		all = append(all, corpus.Article{ID: "odd-" + strconv.Itoa(i), Text: text})
	}
	n := openNewsroom(t, all)
	defer n.close(t)
	for _, question := range append(oddQuestions, oddities...) {
		n.check(t, question, retrieval.Filter{})
	}
}
