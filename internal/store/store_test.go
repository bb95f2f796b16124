package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/corpus"
	"secondsource/internal/store"
)

var noon = time.Date(2025, 3, 10, 12, 0, 0, 0, time.UTC)

func create(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Create(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t testing.TB, s *store.Store, articles ...corpus.Article) []store.Outcome {
	t.Helper()
	outcomes, err := s.Put(context.Background(), articles, noon)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

func revision(t testing.TB, s *store.Store) string {
	t.Helper()
	r, err := s.Revision(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// now is an article as it is now.
func now(t testing.TB, s *store.Store, id string) corpus.Article {
	t.Helper()
	a, err := s.Article(context.Background(), id, revision(t, s))
	if err != nil {
		t.Fatalf("article %s: %v", id, err)
	}
	return a
}

// ferry has everything that an article can have.
func ferry() corpus.Article {
	return corpus.Article{
		ID: "ferry", Title: "Ferry line to close", Byline: "Harbour reporter", Publisher: "Bay Courier", Agency: "BNS",
		Dateline: "LONGHAVEN", Published: "2025-03-10", URL: "https://bay-courier.example/ferry", Language: "en", Status: "corrected",
		Origin: "ferry", Text: "LONGHAVEN (BNS) — The ferry line will close in April.",
		Spans: []corpus.Span{{Kind: corpus.SpanDateline, Start: 0, End: 19}},
		Meta:  map[string]json.RawMessage{"desk": json.RawMessage(`"harbour"`)},
	}
}

func TestPutAndReadBack(t *testing.T) {
	s := create(t, t.TempDir())
	if got := put(t, s, ferry()); got[0] != store.New {
		t.Errorf("outcome %q", got)
	}
	if diff := cmp.Diff(ferry(), now(t, s, "ferry")); diff != "" {
		t.Errorf("put - read +:\n%s", diff)
	}
	listed, err := s.List(context.Background(), revision(t, s))
	want := ferry()
	want.Text, want.Spans, want.Meta = "", nil, nil
	if diff := cmp.Diff([]corpus.Article{want}, listed); diff != "" || err != nil {
		t.Errorf("listed, %v:\n%s", err, diff)
	}
	if _, err := s.Article(context.Background(), "fairy", revision(t, s)); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an unknown id: %v", err)
	}
}

func TestPutKeepsVersions(t *testing.T) {
	ctx := context.Background()
	s := create(t, t.TempDir())
	var revisions []string
	step := func(name string, want store.Outcome, moves bool, change func(*corpus.Article)) {
		t.Helper()
		before := revision(t, s)
		a := ferry()
		change(&a)
		if got := put(t, s, a); got[0] != want {
			t.Errorf("%s: %q, want %q", name, got[0], want)
		}
		if moved := revision(t, s) != before; moved != moves {
			t.Errorf("%s: there is a new revision: %v", name, moved)
		}
		revisions = append(revisions, revision(t, s))
	}
	step("at first", store.New, true, func(*corpus.Article) {})
	step("the same again", store.Unchanged, false, func(*corpus.Article) {})
	step("a word of the text", store.Changed, true, func(a *corpus.Article) { a.Text = strings.Replace(a.Text, "April", "May", 1) })
	step("a field", store.Changed, true, func(a *corpus.Article) { a.Status = "withdrawn" })
	step("an unknown key", store.Changed, true, func(a *corpus.Article) { a.Meta = nil })
	step("only the marks", store.Unchanged, true, func(a *corpus.Article) { a.Meta, a.Spans = nil, nil })

	versions, err := s.Versions(ctx, "ferry")
	if err != nil || len(versions) != 4 {
		t.Fatalf("versions %v, %v", versions, err)
	}
	if !versions[3].Ingested.Equal(noon) || versions[3].Number != 4 {
		t.Errorf("the last version is %+v", versions[3])
	}
	first, err := s.Article(ctx, "ferry", revisions[0])
	if diff := cmp.Diff(ferry(), first); diff != "" || err != nil {
		t.Errorf("the first version, %v:\n%s", err, diff)
	}
	second, err := s.Article(ctx, "ferry", revisions[2])
	if err != nil || !strings.Contains(second.Text, "May") {
		t.Errorf("the second version: %q, %v", second.Text, err)
	}
	if last := now(t, s, "ferry"); last.Spans != nil {
		t.Errorf("the marks were not made anew: %v", last.Spans)
	}
	if _, err := s.Versions(ctx, "fairy"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an unknown id: %v", err)
	}
}

func TestChangedFollowsRevisions(t *testing.T) {
	ctx := context.Background()
	s := create(t, t.TempDir())
	plain := func(id, text string) corpus.Article { return corpus.Article{ID: id, Text: text} }
	put(t, s, plain("a", "One."), plain("b", "Two."))
	put(t, s, plain("c", "Three."))
	put(t, s, plain("a", "One, corrected."))
	put(t, s, plain("d", "Four."), plain("e", "Five."))
	var steps []string
	at := ""
	for {
		pending, err := s.Pending(ctx, at)
		if err != nil {
			t.Fatal(err)
		}
		changed, upTo, err := s.Changed(ctx, at, 2)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, a := range changed {
			ids = append(ids, a.ID)
		}
		steps = append(steps, fmt.Sprintf("%d: %s", pending, strings.Join(ids, " ")))
		if upTo == at {
			break
		}
		if known, err := s.Has(ctx, upTo); err != nil || !known {
			t.Errorf("%q is not one of its revisions: %v", upTo, err)
		}
		at = upTo
	}
	if want := []string{"5: b c", "3: a", "2: d e", "0: "}; !slices.Equal(steps, want) {
		t.Errorf("steps %q, want %q", steps, want)
	}
	for _, foreign := range []string{"2-0123456789abcdef", "99-x", "nonsense"} {
		if known, err := s.Has(ctx, foreign); err != nil || known {
			t.Errorf("it takes %q for one of its revisions: %v", foreign, err)
		}
	}
}

func TestOpenNeedsAStore(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.Open(context.Background(), dir); !errors.Is(err, store.ErrNoStore) {
		t.Errorf("an empty directory: %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("looking left %v behind", entries)
	}
	odd := filepath.Join(dir, "100% new? #1")
	create(t, odd).Close()
	s, err := store.Open(context.Background(), odd)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("the files are not where they belong: %v", entries)
	}
}

// edit changes the SQLite file behind the store's back.
func edit(t *testing.T, dir, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	tests := []struct {
		name    string
		prepare func(t *testing.T, dir string)
		want    string
	}{
		{"a newer version's", func(t *testing.T, dir string) { edit(t, dir, "PRAGMA user_version = 99") }, "use that version"},
		{"not a database", func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, store.FileName), []byte(strings.Repeat("not SQLite ", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "is damaged"},
		{"a folder in the file's place", func(t *testing.T, dir string) {
			path := filepath.Join(dir, store.FileName)
			if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o700)); err != nil {
				t.Fatal(err)
			}
		}, "check that it exists"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			s := create(t, dir)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			test.prepare(t, dir)
			s, err := store.Open(context.Background(), dir)
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), dir) {
				t.Errorf("%v; want %q and the directory", err, test.want)
			}
		})
	}
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Create(context.Background(), filepath.Join(blocked, "data")); err == nil || !strings.Contains(err.Error(), blocked) {
		t.Errorf("a directory that cannot be made: %v", err)
	}
}

// copies are stories that share all, most or none of their words.
func copies() (wire, reprint, other corpus.Article) {
	body := "The ferry line between the mainland and the island will close at the end of April after forty years of service. " +
		"Its boats need repairs that cost more than the harbour board can spend before the summer season begins. " +
		"Islanders who work on the mainland will have to drive around the bay, which takes an hour longer each way. " +
		"A petition against the closing was signed by nearly every household before the board met on Monday evening."
	wire = corpus.Article{ID: "wire", Published: "2025-03-09", Text: body}
	reprint = corpus.Article{ID: "reprint", Published: "2025-03-10", Text: "From our correspondent on the coast tonight. " + body}
	other = corpus.Article{ID: "other", Published: "2025-03-08", Text: "A museum of tide gauges has opened in the old lighthouse. " +
		"The keeper collected them for thirty years and left them to the town, which has raised money for a roof since then."}
	for _, a := range []*corpus.Article{&wire, &reprint, &other} {
		corpus.Mark(a)
	}
	return wire, reprint, other
}

func TestOriginsFollowTheArticles(t *testing.T) {
	wire, reprint, other := copies()
	s := create(t, t.TempDir())
	origins := func() string {
		var out []string
		listed, err := s.List(context.Background(), revision(t, s))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range listed {
			out = append(out, a.ID+"<"+a.Origin)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	check := func(name, want string) {
		t.Helper()
		if got := origins(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	put(t, s, reprint, other)
	check("two stories", "other<other reprint<reprint")
	put(t, s, wire)
	check("the earlier copy comes later", "other<other reprint<wire wire<wire")
	why := now(t, s, "reprint").Why
	if len(why) != 1 || why[0].Article != "wire" || why[0].Shared == 0 || why[0].Example == "" {
		t.Errorf("the reason is %+v", why)
	}
	third := reprint
	third.ID, third.Published = "third", "2025-03-01"
	put(t, s, third)
	check("an earlier one heads them", "other<other reprint<third third<third wire<third")
	third.Text, third.Spans = other.Text, nil
	put(t, s, third)
	check("it becomes another story", "other<third reprint<wire third<third wire<wire")
	if why := now(t, s, "wire").Why; len(why) != 1 {
		t.Errorf("what linked the earlier version is still there: %+v", why)
	}
}

// TestOriginsDoNotHangOnTheWay: the groups are those that corpus finds in all
// articles at once, whatever batches and earlier versions they came in by, and
// in whichever process.
func TestOriginsDoNotHangOnTheWay(t *testing.T) {
	checks(t, 15)
	wire, reprint, other := copies()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "origins")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		articles := make([]corpus.Article, rapid.IntRange(2, 6).Draw(t, "articles"))
		for i := range articles {
			articles[i] = rapid.SampledFrom([]corpus.Article{wire, reprint, other}).Draw(t, "story")
			articles[i].ID = fmt.Sprintf("a%d", i)
		}
		var steps []corpus.Article
		for i := range articles {
			if rapid.Bool().Draw(t, "was another story") {
				was := rapid.SampledFrom([]corpus.Article{wire, other}).Draw(t, "which")
				was.ID = articles[i].ID
				steps = append(steps, was)
			}
		}
		steps = append(steps, articles...)
		for len(steps) > 0 {
			n := rapid.IntRange(1, len(steps)).Draw(t, "batch")
			putAnew(t, dir, steps[:n])
			steps = steps[n:]
		}
		corpus.GroupOrigins(articles)
		s, err := store.Open(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for i := range articles {
			got, err := s.Article(context.Background(), articles[i].ID, mustRevision(t, s))
			if err != nil || got.Origin != articles[i].Origin {
				t.Errorf("%s: origin %q, %v; want %q", got.ID, got.Origin, err, articles[i].Origin)
			}
		}
	})
}

// checks sets how many cases rapid tries in this test, unless the command line
// says: writing to a disk takes its time.
func checks(t *testing.T, n int) {
	f := flag.Lookup("rapid.checks")
	if before := f.Value.String(); before == f.DefValue {
		t.Cleanup(func() { flag.Set(f.Name, before) })
		flag.Set(f.Name, strconv.Itoa(n))
	}
}

// putAnew puts articles as another process would.
func putAnew(t *rapid.T, dir string, articles []corpus.Article) {
	s, err := store.Create(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(context.Background(), articles, noon); err != nil {
		t.Fatal(err)
	}
}

func mustRevision(t *rapid.T, s *store.Store) string {
	r, err := s.Revision(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTwoProcessesWriteAtOnce(t *testing.T) {
	wire, reprint, _ := copies()
	dir := t.TempDir()
	a, b := create(t, dir), create(t, dir)
	put(t, a, corpus.Article{ID: "x", Text: "A first."}) // both have read the fingerprints
	put(t, b, corpus.Article{ID: "y", Text: "A second."})
	put(t, a, wire)
	put(t, b, reprint)
	if got := now(t, a, "reprint"); got.Origin != "wire" {
		t.Errorf("origin %q: the other's articles were not seen", got.Origin)
	}
}
