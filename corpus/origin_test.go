package corpus_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/corpus"
)

// wire is a story as an agency sent it; rewrite is what another desk made of
// it; witness is an independent report of the same event.
const (
	wire = `PORT ALDER, Freedonia (Altiplano Wire) — The regional council of Port Alder voted on Tuesday to close its oldest bridge for two years after engineers found cracks in three of its seven piers.

The decision will send some 4,000 trucks a day over the mountain road to the north, adding an hour to the journey between the harbor and the capital, according to the transport office.

“We could not wait for a pier to fall,” council president Example Muster told reporters after the vote. “Nobody wanted to be the one who waited.”

Engineers first reported the cracks in a survey last autumn, but the council put off a decision twice while it asked the central government to share the cost of the repairs.

Truck owners say the detour will cost them a third of their income, and have threatened to block the harbor gates from next week unless the council pays for the extra fuel.

The repairs are expected to cost 90 million crowns, of which the region has so far set aside less than half, and no builder has been chosen for the work in the river bed.`

	rewrite = `The oldest bridge in Port Alder is to be closed for two years. The regional council voted on Tuesday after engineers found cracks in three piers out of seven.

About 4,000 trucks a day will have to go over the mountain road to the north instead. That makes the trip between the harbor and the capital an hour longer, the transport office says.

“We could not wait for a pier to fall,” said Example Muster, who leads the council. “Nobody wanted to be the one who waited.”

The cracks were reported in a survey last autumn. Twice the council put off a decision, asking the central government to share the cost of the repairs.

The detour will cost them a third of what they earn, truck owners say. They threaten to block the harbor gates from next week if nobody pays for the fuel.

The bill is expected to reach 90 million crowns. The region has so far set aside less than half of that, and a builder for the river bed has not been named.`

	witness = `Nobody at the harbor gate had slept much. By six in the morning the first drivers had heard that the bridge behind them would be shut, and the talk was of nothing else.

Port Alder's council made it official on Tuesday: the old crossing closes for two years, because three piers are cracked. The road over the hills is what is left for every truck.

“We could not wait for a pier to fall,” council president Example Muster told reporters after the vote. “Nobody wanted to be the one who waited.”

Drivers here do their sums aloud. An hour more each way means one trip fewer a day, and a lost trip is a third of the day's money, they say, with diesel at its present price.`
)

func article(id, publisher, published, text string) corpus.Article {
	a := marked(text)
	a.ID, a.Publisher, a.Published = id, publisher, published
	return a
}

func TestCompare(t *testing.T) {
	background := wire[strings.Index(wire, "Engineers first"):]
	later := "The council of Port Alder chose a builder on Monday, three months into the closing of its oldest crossing, and said that work would start before the rains.\n\n" +
		"The firm, which has built two dams in the north, asked for less than its rivals and promised to work through the winter with a crew of two hundred.\n\n" +
		"Its director said the first pier would be done by the spring if the river stayed low, and that the others would follow at a rate of one every four months.\n\n" +
		"Fishermen had asked for a pause in the spawning season; the council said that it had found a way to grant it without losing more than a fortnight.\n\n"
	edited := strings.Replace(strings.Replace(wire, "some 4,000 trucks", "around 4,000 lorries", 1), "Truck owners say the detour will cost them a third of their income, and have", "Truck owners have", 1)
	for _, tt := range []struct {
		name string
		a, b corpus.Article
		want string // the link's kind, "" for none
	}{
		{"the same", article("a", "", "", wire), article("b", "Gazette", "", "Bridge shuts for two years\n\n"+wire), "exact"},
		{"edited", article("a", "", "", wire), article("b", "", "", edited), "edited"},
		{"cut to its first half", article("a", "", "", wire), article("b", "", "", wire[:len(wire)/2]), "edited"},
		{"rewritten", article("a", "", "2031-03-04", wire), article("b", "", "2031-03-05", rewrite), "rewritten"},
		{"rewritten, undated", article("a", "", "", wire), article("b", "", "2031-03-05", rewrite), "rewritten"},
		{"a rewrite of last year's story", article("a", "", "2030-03-04", wire), article("b", "", "2031-03-05", rewrite), ""},
		{"another report with the same quotation", article("a", "", "2031-03-04", wire), article("b", "", "2031-03-04", witness), ""},
		{"the same background", article("a", "Gazette", "2031-03-04", wire), article("b", "Gazette", "2031-06-09", later+background), ""},
		{"the same background, undated", article("a", "Gazette", "", wire), article("b", "Gazette", "", later+background), ""},
		{"too short to tell", article("a", "", "", "The bridge is closed now."), article("b", "", "", "The bridge is closed now."), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			link, ok := corpus.Compare(&tt.a, &tt.b)
			if link.Kind != tt.want || ok != (tt.want != "") {
				t.Fatalf("Compare = %+v, %t, want kind %q", link, ok, tt.want)
			}
			back, okBack := corpus.Compare(&tt.b, &tt.a)
			if okBack != ok || back.Kind != link.Kind || back.Shared != link.Shared {
				t.Errorf("the other way round: %+v", back)
			}
			if ok && (link.Article != "b" || back.Article != "a" || !strings.Contains(oneLine(tt.a.Text), link.Example) || len(strings.Fields(link.Example)) != 6) {
				t.Errorf("link = %+v", link)
			}
		})
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestCompareCredit(t *testing.T) {
	a := article("a", "Altiplano Wire", "2031-03-04", wire)
	short := "The regional council of Port Alder has closed its oldest bridge for two years.\n\nIt is shut because engineers found cracks in three piers, and every truck now goes over " +
		"the mountain road to the north, an hour more. A builder has yet to be named, and fuel has yet to be paid for."
	b := article("b", "Gazette", "2031-03-04", short+"\nSource: Altiplano Wire\n")
	if b.Agency != "Altiplano Wire" {
		t.Fatalf("agency = %q", b.Agency)
	}
	link, ok := corpus.Compare(&b, &a)
	if !ok || link.Kind != "credit" {
		t.Errorf("Compare = %+v, %t, want a credit", link, ok)
	}
	other := article("c", "Gazette", "2031-03-04", witness+"\nSource: Altiplano Wire\n")
	if link, ok := corpus.Compare(&other, &a); ok {
		t.Errorf("a credit alone links: %+v", link)
	}
}

func TestGroupOrigins(t *testing.T) {
	articles := []corpus.Article{
		article("late", "Gazette", "2031-03-05", rewrite),
		article("undated", "", "", wire),
		article("own", "Post", "2031-03-04", witness),
		article("early", "Standard", "2031-03-04", wire),
	}
	corpus.GroupOrigins(articles)
	origins := map[string]string{}
	for _, a := range articles {
		origins[a.ID] = a.Origin
	}
	if diff := cmp.Diff(map[string]string{"late": "early", "undated": "early", "early": "early", "own": "own"}, origins); diff != "" {
		t.Error(diff)
	}
	if why := articles[0].Why; len(why) != 2 || why[0].Article != "early" || why[1].Article != "undated" || why[0].Kind != "rewritten" {
		t.Errorf("why = %+v", why)
	}
	if articles[2].Why != nil {
		t.Errorf("a story alone has links: %+v", articles[2].Why)
	}
}

// TestGroupOriginsWideStory has one story carried by more papers than a hash
// may have holders, among stories that share a standing paragraph.
func TestGroupOriginsWideStory(t *testing.T) {
	const standing = "The Harbor Index is put together every day from the prices of forty goods that pass the gates of the port, and has been kept by the same office since the year in which the port was opened to foreign ships."
	var articles []corpus.Article
	for i := range 60 {
		articles = append(articles, article(fmt.Sprintf("copy-%02d", i), "", "", wire))
		articles = append(articles, article(fmt.Sprintf("own-%02d", i), "", "", nonsense(uint64(i), 150)+"\n\n"+standing+"\n\n"+nonsense(uint64(i)+1000, 60)))
	}
	corpus.GroupOrigins(articles)
	for _, a := range articles {
		want := a.ID
		if strings.HasPrefix(a.ID, "copy") {
			want = "copy-00"
		}
		if a.Origin != want {
			t.Errorf("origin of %s = %s, want %s", a.ID, a.Origin, want)
		}
	}
}

// nonsense is n made-up words as sentences, different for each seed.
func nonsense(seed uint64, n int) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for i := range n {
		switch {
		case i%12 == 0 && i > 0:
			b.WriteString(". The ")
		case i > 0:
			b.WriteByte(' ')
		}
		for range 2 + rng.IntN(3) {
			b.WriteByte("bdfgklmnprst"[rng.IntN(12)])
			b.WriteByte("aeiou"[rng.IntN(5)])
		}
	}
	return "The " + b.String() + "."
}

func TestFingerprint(t *testing.T) {
	long := article("a", "", "", nonsense(1, 4000))
	prints := corpus.Fingerprint(&long)
	if n := len(prints); n < 100 || n > 300 {
		t.Errorf("%d hashes of a long article, want 100 to 300", n)
	}
	if !slices.IsSorted(prints) || len(slices.Compact(slices.Clone(prints))) != len(prints) {
		t.Error("not sorted, or with repeats")
	}
	short := article("b", "", "", long.Text[:len(long.Text)/8])
	shared := 0
	for _, h := range corpus.Fingerprint(&short) {
		if _, found := slices.BinarySearch(prints, h); found {
			shared++
		}
	}
	if shared < 15 {
		t.Errorf("an article and its first eighth share %d hashes", shared)
	}
	if pinned := corpus.Fingerprint(&corpus.Article{Text: "One two three four five six."}); len(pinned) != 1 || pinned[0] != 0xdf3b33d04c7bbcec {
		t.Errorf("the hash of a run has changed to %#x: fingerprints that are stored would match no longer", pinned)
	}
}

func TestGroupOriginsIgnoresOrder(t *testing.T) {
	pool := []corpus.Article{
		article("wire", "", "2031-03-04", wire), article("rewrite", "", "2031-03-05", rewrite), article("witness", "", "", witness),
		article("cut", "", "", wire[:len(wire)/2]), article("n1", "", "", nonsense(1, 200)), article("n2", "", "", nonsense(1, 150)),
	}
	want := origins(pool)
	rapid.Check(t, func(t *rapid.T) {
		shuffled := rapid.Permutation(pool).Draw(t, "order")
		if diff := cmp.Diff(want, origins(shuffled)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func origins(articles []corpus.Article) map[string]string {
	articles = slices.Clone(articles)
	corpus.GroupOrigins(articles)
	out := map[string]string{}
	for _, a := range articles {
		out[a.ID] = a.Origin
	}
	return out
}

func TestCandidates(t *testing.T) {
	many := make([]string, corpus.MaxHolders+5)
	for i := range many {
		many[i] = fmt.Sprint("m", i)
	}
	holders := map[uint64][]string{1: {"a", "b"}, 2: {"b"}, 3: {"b", "c"}, 4: {"a"}, 9: many}
	got := corpus.Candidates([]uint64{1, 2, 3, 4, 9}, func(h uint64) []string { return holders[h] })
	if diff := cmp.Diff([]string{"b", "a"}, got); diff != "" {
		t.Error(diff)
	}
	if got := corpus.Candidates(nil, func(uint64) []string { return many }); len(got) != 0 {
		t.Errorf("candidates of nothing: %v", got)
	}
}
