package answer_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/retrieval"
)

// checked is a claim held against a few articles on Sunday, 1 March 2026.
func checked(t *testing.T, claim string, articles ...corpus.Article) answer.Check {
	t.Helper()
	n := openNewsroom(t, articles)
	defer n.close(t)
	return n.checkOf(t, claim)
}

func (n *newsroom) checkOf(t rapid.TB, claim string) answer.Check {
	t.Helper()
	c, err := n.engine.Check(context.Background(), answer.Question{Text: claim})
	if err != nil {
		t.Fatalf("checking %q: %v", claim, err)
	}
	if broken := n.brokenCheck(c, claim); len(broken) > 0 {
		t.Fatalf("%q breaks %s\n%+v\n%s", claim, strings.Join(broken, "\n  and "), c, n.texts())
	}
	return c
}

// brokenCheck names the rules that a check breaks, read off the articles.
func (n *newsroom) brokenCheck(c answer.Check, claim string) []string {
	r := &ruling{newsroom: n, a: answer.Answer{Citations: c.Citations, Nearest: c.Nearest}}
	r.citations()
	r.hold(c.Claim == claim, "the claim is given back as %q", c.Claim)
	r.hold(c.Items != nil && c.Citations != nil && c.Nearest != nil, "a list is null")
	rank := []answer.CheckVerdict{answer.Contradicted, answer.InDispute, answer.ClaimNotFound, answer.WeaklySupported, answer.ClaimIsSupported}
	worst, used := len(rank)-1, map[int]bool{}
	if len(c.Items) == 0 {
		worst = 2
	}
	for _, it := range c.Items {
		worst = min(worst, slices.Index(rank, it.Verdict))
		r.hold(it.Start >= 0 && it.Start < it.End && it.End <= len(claim) && claim[it.Start:it.End] == it.Text, "item %q is not bytes %d to %d", it.Text, it.Start, it.End)
		r.hold((it.Reason != "") == (it.Verdict == answer.WeaklySupported), "%q is %s for the reason %q", it.Text, it.Verdict, it.Reason)
		r.hold(it.Verdict != answer.ClaimIsSupported || len(it.Supporting) > 0, "%q is supported by nothing", it.Text)
		r.hold(it.Verdict != answer.Contradicted || len(it.Contradicting) > 0, "%q is contradicted by nothing", it.Text)
		r.hold(it.Verdict != answer.ClaimNotFound || len(it.Supporting)+len(it.Contradicting) == 0, "%q is not found, and quoted", it.Text)
		for _, telling := range append(slices.Clone(it.Supporting), it.Contradicting...) {
			if telling.Citation < 1 || telling.Citation > len(c.Citations) {
				r.hold(false, "a telling of citation %d", telling.Citation)
				continue
			}
			used[telling.Citation] = true
			r.telling(telling, c.Citations[telling.Citation-1])
		}
	}
	r.hold(len(used) == len(c.Citations), "%d citations, %d of them used", len(c.Citations), len(used))
	r.hold(c.Verdict == rank[worst], "verdict %s, worst item %s", c.Verdict, rank[worst])
	return r.lost
}

var (
	tollEarly   = story("toll-early", "Harbour Post", "2026-02-10", "The storm killed 14 people in Port Selby, the coast guard said.")
	tollLate    = story("toll-late", "Selby Times", "2026-02-14", "The storm killed 19 people in Port Selby, the coast guard said on Saturday.")
	tollRival   = story("toll-rival", "Selby Times", "2026-02-10", "The storm killed 21 people in Port Selby, according to the harbour office.")
	treatyPlan  = story("treaty-plan", "Harbour Post", "2026-02-10", "The government of Norway will sign the fishing treaty next month, the ministry announced.")
	treatyDone  = story("treaty-done", "Selby Times", "2026-02-20", "The government of Norway signed the fishing treaty on Thursday.")
	treatyNot   = story("treaty-not", "Selby Times", "2026-02-20", "The government of Norway did not sign the fishing treaty.")
	upTo        = story("up-to", "Ledger of Trade", "2026-02-11", "Up to 100 trawlers were lost in the storm off Chile.")
	census      = story("census", "Ledger of Trade", "2026-02-11", "The office counted 331,208 undocumented migrants in Chile.")
	partly      = story("partly", "Ledger of Trade", "2026-02-11", "The strike closed 40 schools in Lowmere County, the union said.")
	spoken      = story("spoken", "Selby Times", "2026-02-12", "“We followed the chart, and the chart was wrong,” Captain Mara Lindqvist said on Wednesday.")
	openedAt    = story("opened", "Harbour Post", "2026-02-26", "The new bridge in Port Selby opened on Tuesday.")
	accusedOnly = story("accused", "Harbour Post", "2026-02-26", "Tomas Brandt allegedly sold the ferry to a rival.")
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name, claim string
		articles    []corpus.Article
		verdict     answer.CheckVerdict
		reason      answer.CheckReason
		note        answer.CheckNote
	}{
		{"the same figure", "The storm killed 14 people in Port Selby.", []corpus.Article{tollEarly}, answer.ClaimIsSupported, "", ""},
		{"another figure", "The storm killed 17 people in Port Selby.", []corpus.Article{tollEarly}, answer.Contradicted, "", ""},
		{"two figures of one day", "The storm killed 14 people in Port Selby.", []corpus.Article{tollEarly, tollRival}, answer.InDispute, "", ""},
		{"a figure that was replaced", "The storm killed 14 people in Port Selby.", []corpus.Article{tollEarly, tollLate}, answer.WeaklySupported, answer.ReasonOlder, ""},
		{"the figure that replaced it", "The storm killed 19 people in Port Selby.", []corpus.Article{tollEarly, tollLate}, answer.ClaimIsSupported, "", answer.NoteChanged},
		{"another place's figure is no contradiction", "The storm killed 17 people in Chile.", []corpus.Article{tollEarly}, answer.ClaimNotFound, "", ""},
		{"another country's figure", "Chile had 31 copper mines under inspection.", []corpus.Article{budgetChile}, answer.Contradicted, "", ""},
		{"a limit is less than the figure", "100 trawlers were lost in the storm off Chile.", []corpus.Article{upTo}, answer.WeaklySupported, answer.ReasonHedged, ""},
		{"the limit itself", "Up to 100 trawlers were lost in the storm off Chile.", []corpus.Article{upTo}, answer.ClaimIsSupported, "", ""},
		{"a round figure for a counted one", "There are about 330,000 undocumented migrants in Chile.", []corpus.Article{census}, answer.ClaimIsSupported, "", ""},
		{"a counted figure for a round one", "There are 412,000 undocumented migrants in Chile.", []corpus.Article{census}, answer.Contradicted, "", ""},
		{"of a part only", "The strike closed 40 schools.", []corpus.Article{partly}, answer.WeaklySupported, answer.ReasonNarrower, ""},
		{"a deed that is done", "Norway has signed the fishing treaty.", []corpus.Article{treatyPlan, treatyDone}, answer.ClaimIsSupported, "", ""},
		{"a deed that is planned", "Norway has signed the fishing treaty.", []corpus.Article{treatyPlan}, answer.WeaklySupported, answer.ReasonPlanned, ""},
		{"a plan that is a plan", "Norway will sign the fishing treaty.", []corpus.Article{treatyPlan}, answer.ClaimIsSupported, "", ""},
		{"a deed that was not done", "Norway has signed the fishing treaty.", []corpus.Article{treatyNot}, answer.Contradicted, "", ""},
		{"denied as the article denies it", "Norway has not signed the fishing treaty.", []corpus.Article{treatyNot}, answer.ClaimIsSupported, "", ""},
		{"somebody else's deed", "Chile has signed the fishing treaty.", []corpus.Article{treatyDone}, answer.ClaimNotFound, "", ""},
		{"an allegation", "Tomas Brandt sold the ferry to a rival.", []corpus.Article{accusedOnly}, answer.WeaklySupported, answer.ReasonAlleged, ""},
		{"a holder", "Irene Falk is the mayor of Port Selby.", []corpus.Article{mayorNew}, answer.ClaimIsSupported, "", ""},
		{"a holder since succeeded", "Tomas Brandt is the mayor of Port Selby.", []corpus.Article{mayorOld, mayorNew}, answer.WeaklySupported, answer.ReasonOlder, ""},
		{"no holder at all", "Mara Lindqvist is the mayor of Port Selby.", []corpus.Article{mayorNew}, answer.Contradicted, "", ""},
		{"a name spelled otherwise", "Irene Falck is the mayor of Port Selby.", []corpus.Article{mayorNew}, answer.ClaimIsSupported, "", answer.NoteSpelling},
		{"an age", "Mara Lindqvist is 52 years old.", []corpus.Article{ferry}, answer.ClaimIsSupported, "", ""},
		{"another age", "Mara Lindqvist is 47 years old.", []corpus.Article{ferry}, answer.Contradicted, "", ""},
		{"another person's age", "Irene Falk is 52 years old.", []corpus.Article{ferry, mayorNew}, answer.ClaimNotFound, "", ""},
		{"a day", "The new bridge in Port Selby opened on February 24.", []corpus.Article{openedAt}, answer.ClaimIsSupported, "", ""},
		{"a weekday, taken against now", "The new bridge in Port Selby opened on Tuesday.", []corpus.Article{openedAt}, answer.ClaimIsSupported, "", ""},
		{"another day", "The new bridge in Port Selby opened on February 19.", []corpus.Article{openedAt}, answer.Contradicted, "", ""},
		{"a quotation", "“We followed the chart, and the chart was wrong,” Mara Lindqvist said.", []corpus.Article{spoken}, answer.ClaimIsSupported, "", ""},
		{"with plain marks", `"We followed the chart, and the chart was wrong," said Mara Lindqvist.`, []corpus.Article{spoken}, answer.ClaimIsSupported, "", ""},
		{"somebody else's words", "“We followed the chart, and the chart was wrong,” Irene Falk said.", []corpus.Article{spoken}, answer.Contradicted, "", answer.NoteSpeaker},
		{"not quite the words", "“We followed the chart, and this chart was wrong,” Mara Lindqvist said.", []corpus.Article{spoken}, answer.WeaklySupported, answer.ReasonWording, ""},
		{"the opposite of the words", "“We followed the chart, and the chart was not wrong,” Mara Lindqvist said.", []corpus.Article{spoken}, answer.Contradicted, "", ""},
		{"words that nobody said", "“Nobody told us about the rocks,” Mara Lindqvist said.", []corpus.Article{spoken}, answer.ClaimNotFound, "", ""},
		{"nothing of it in the archive", "The orchestra hired 12 violinists.", []corpus.Article{ferry, mayorNew}, answer.ClaimNotFound, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := checked(t, c.claim, c.articles...)
			if got.Verdict != c.verdict || len(got.Items) == 0 {
				t.Fatalf("%s: %s, want %s: %+v", c.claim, got.Verdict, c.verdict, got.Items)
			}
			if got.Items[0].Reason != c.reason || got.Items[0].Note != c.note {
				t.Errorf("%s: reason %q, note %q, want %q and %q", c.claim, got.Items[0].Reason, got.Items[0].Note, c.reason, c.note)
			}
		})
	}
}

func TestCheckWeighsEachItem(t *testing.T) {
	c := checked(t, "The ferry Aurelia carried roughly 1,200 passengers, and at least 70 passengers were injured, the coast guard said.", ferry)
	var got []string
	for _, it := range c.Items {
		got = append(got, it.Kind+" "+it.Text+" "+string(it.Verdict))
	}
	want := []string{"quantity roughly 1,200 supported", "quantity at least 70 not_found", "speaker the coast guard not_found"}
	if !slices.Equal(got, want) {
		t.Errorf("items %q, want %q", got, want)
	}
	if c.Verdict != answer.ClaimNotFound {
		t.Errorf("verdict %s", c.Verdict)
	}
}

func TestCheckOfNothing(t *testing.T) {
	for _, claim := range []string{"", " \n", "???", "\xff\xfe 12 people", "The."} {
		if c := checked(t, claim, ferry); len(c.Items) > 0 || c.Verdict != answer.ClaimNotFound {
			t.Errorf("%q: %+v", claim, c)
		}
	}
	if c := checked(t, "The storm killed 14 people."); c.Verdict != answer.ClaimNotFound || len(c.Items) != 1 {
		t.Errorf("without articles: %+v", c)
	}
}

func TestVerifyCheckRefusesWhatIsNotSaid(t *testing.T) {
	good := checked(t, "The storm killed 14 people in Port Selby.", tollEarly)
	text := func(id string) (string, bool) { return tollEarly.Text, id == tollEarly.ID }
	if err := answer.VerifyCheck(&good, text); err != nil {
		t.Fatal(err)
	}
	for name, tamper := range map[string]func(*answer.Check){
		"a quote":           func(c *answer.Check) { c.Citations[0].Quote = "The storm killed nobody." },
		"an item's text":    func(c *answer.Check) { c.Items[0].Text = "15" },
		"what is counted":   func(c *answer.Check) { c.Items[0].Of = "sailors" },
		"a value":           func(c *answer.Check) { c.Items[0].Supporting[0].AsWritten = "15" },
		"a speaker":         func(c *answer.Check) { c.Items[0].Supporting[0].Speaker = "Captain Olsen" },
		"a better verdict":  func(c *answer.Check) { c.Verdict = answer.WeaklySupported },
		"no support":        func(c *answer.Check) { c.Items[0].Supporting = nil },
		"an unused quote":   func(c *answer.Check) { c.Citations = append(c.Citations, c.Citations[0]); c.Citations[1].N = 2 },
		"a reason too many": func(c *answer.Check) { c.Items[0].Reason = answer.ReasonOlder },
	} {
		bad := good
		bad.Items, bad.Citations = slices.Clone(good.Items), slices.Clone(good.Citations)
		bad.Items[0].Supporting = slices.Clone(good.Items[0].Supporting)
		tamper(&bad)
		if err := answer.VerifyCheck(&bad, text); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestEveryCheckKeepsTheRules draws archives, and claims from what is in them
// and what is not.
func TestEveryCheckKeepsTheRules(t *testing.T) {
	cases(t, 60)
	verdicts := map[answer.CheckVerdict]int{}
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatter(t)
		n := openNewsroom(t, m.stories(t))
		defer n.close(t)
		for range rapid.IntRange(1, 5).Draw(t, "claims") {
			claim := m.claim(t)
			c := n.checkOf(t, claim)
			verdicts[c.Verdict]++
			again := n.checkOf(t, claim)
			c.ElapsedMS, again.ElapsedMS = 0, 0
			if a, b := inJSON(c), inJSON(again); a != b {
				t.Fatalf("%q is checked in two ways:\n%s\n%s", claim, a, b)
			}
		}
	})
	if verdicts[answer.ClaimIsSupported] == 0 || verdicts[answer.Contradicted] == 0 {
		t.Errorf("too little was found to test much: %v", verdicts)
	}
	t.Logf("%v", verdicts)
}

func inJSON(c answer.Check) string {
	b, err := json.Marshal(c)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func (m matter) claim(t *rapid.T) string {
	switch rapid.IntRange(0, 9).Draw(t, "claim") {
	case 0:
		return rapid.SampledFrom(append(oddities, oddQuestions...)).Draw(t, "oddity")
	case 1:
		return rapid.String().Draw(t, "noise")
	case 2:
		return m.fill(t, rapid.SampledFrom(facts).Draw(t, "another").says)
	case 3:
		return m.fill(t, rapid.SampledFrom(m.facts).Draw(t, "one").says) + " " + m.fill(t, rapid.SampledFrom(m.facts).Draw(t, "two").says)
	}
	return m.fill(t, rapid.SampledFrom(m.facts).Draw(t, "claimed").says)
}

// TestSaidIsNotContradicted: the sentences of an archive of one article are
// never contradicted by it, and one whose figure was changed is not supported.
func TestSaidIsNotContradicted(t *testing.T) {
	for _, c := range []struct{ text, changed string }{
		{ferry.Text, ""}, {ferryLater.Text, ""}, {budgetChile.Text, ""}, {mayorNew.Text, ""}, {spoken.Text, ""}, {treatyNot.Text, ""},
		{tollEarly.Text, "The storm killed 16 people in Port Selby, the coast guard said."},
		{upTo.Text, "Up to 300 trawlers were lost in the storm off Chile."},
		{census.Text, "The office counted 341,208 undocumented migrants in Chile."},
		{openedAt.Text, "The new bridge in Port Selby opened on Wednesday."},
	} {
		a := story("said", "Harbour Post", "2026-02-26", c.text)
		for _, s := range a.Sentences() {
			claim := a.Text[s.Start:s.End]
			if got := checked(t, claim, a); got.Verdict == answer.Contradicted || got.Verdict == answer.InDispute {
				t.Errorf("%q is %s: %+v", claim, got.Verdict, got.Items)
			}
		}
		if c.changed == "" {
			continue
		}
		if got := checked(t, c.changed, a); got.Verdict == answer.ClaimIsSupported {
			t.Errorf("%q is supported: %+v", c.changed, got.Items)
		}
	}
}

func TestCheckResolvesDaysAgainstNow(t *testing.T) {
	c := checked(t, "The new bridge in Port Selby opened on Tuesday.", openedAt)
	if len(c.Items) == 0 || c.Items[0].Day != "2026-02-24" {
		t.Errorf("taken as %+v", c.Items)
	}
	c = checked(t, "The new bridge in Port Selby opened last week.", openedAt)
	if len(c.Items) == 0 || c.Items[0].Note != answer.NoteUnresolved {
		t.Errorf("“last week”: %+v", c.Items)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("The storm killed 14 people in Port Selby, the coast guard said.", "“We go on,” Mayor Irene Falk said on Friday.", "Peru signed the treaty.", "The storm killed 15 people.")
	f.Add("“You have 111 days,” he said. José Jerí, 59, resigned.", "Artemis 2 flew on April 1, 2026.", "It is unclear who shot.", "José Jeri, 59, said: “You have 111 days to go.”")
	f.Add("", "[1] [2]", "A 2 nd  000 ’s", "Mayor Dr. X is the mayor of 's, 5, and 2 nd.")
	f.Fuzz(func(t *testing.T, one, two, three, claim string) {
		var articles []corpus.Article
		for k, text := range []string{one, two, three} {
			a := corpus.Article{ID: string(rune('a' + k)), Published: []string{"", "2026-02-10", "2026-02-27"}[k], Text: corpus.Normalise(text)}
			if strings.TrimSpace(a.Text) == "" || !utf8.ValidString(text) || strings.Contains(text, "\x00") {
				continue // the readers refuse such a file
			}
			corpus.Mark(&a)
			articles = append(articles, a)
		}
		corpus.GroupOrigins(articles)
		lib, err := retrieval.NewMemory(context.Background(), articles)
		if err != nil {
			t.Fatal(err)
		}
		n := &newsroom{articles: map[string]corpus.Article{}, lib: lib, engine: answer.New(lib, answer.Options{Now: deskTime})}
		for _, a := range articles {
			n.articles[a.ID] = a
		}
		defer n.close(t)
		n.checkOf(t, claim)
	})
}
