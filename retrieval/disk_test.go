package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/flock"
	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
	"secondsource/internal/store"
	"secondsource/retrieval"
)

func TestOpenKeepsUpWithTheStore(t *testing.T) {
	archive := harbour()
	d := newDesk(t, archive[:2]...)
	steps := []struct {
		name   string
		do     func()
		stages string
		query  string
		want   string
	}{
		{"at first", func() {}, "indexing (2)", "ferry", "ferry bakery"},
		{"nothing new", func() {}, "", "ferry", "ferry bakery"},
		{"two more", func() { d.put(archive[2:]...) }, "indexing new articles (2)", "school", "school"},
		{"the same again", func() { d.put(archive...) }, "", "school", "school"},
		{"an article changes", func() {
			changed := archive[0]
			changed.Title, changed.Text, changed.Spans = "Ferry saved", "The harbour board will keep its boats after all.", nil
			d.put(changed)
		}, "indexing new articles (1)", "commuters", ""},
		{"the index was deleted", func() { os.RemoveAll(filepath.Join(d.store.Dir(), "index")) }, "indexing (4)", "boats", "ferry"},
	}
	for _, step := range steps {
		step.do()
		l := d.open()
		if got := strings.Join(d.stages, ", "); got != step.stages {
			t.Errorf("%s: %q was shown, want %q", step.name, got, step.stages)
		}
		if got := ids(search(t, l, step.query)); got != step.want {
			t.Errorf("%s: %q finds %q, want %q", step.name, step.query, got, step.want)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// indexFiles are the files of the index on disk whose name matches.
func indexFiles(t *testing.T, dir, pattern string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(filepath.Join(dir, "index"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		match, err := filepath.Match(pattern, entry.Name())
		if match {
			found = append(found, path)
		}
		return err
	})
	if err != nil || len(found) == 0 {
		t.Fatalf("no %s in the index: %v", pattern, err)
	}
	slices.Sort(found)
	return found
}

func TestOpenMakesADamagedIndexAgain(t *testing.T) {
	truncate := func(path string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		return os.Truncate(path, info.Size()/2)
	}
	flip := func(path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		data[len(data)/2] ^= 0xff
		return os.WriteFile(path, data, 0o600)
	}
	overwrite := func(text string) func(string) error {
		return func(path string) error { return os.WriteFile(path, []byte(text), 0o600) }
	}
	tests := []struct {
		name, file string
		damage     func(path string) error
		stage      string
	}{
		{"a segment cut short", "*.zap", truncate, "damaged"},
		{"a segment gone", "*.zap", os.Remove, "damaged"},
		{"a byte of a segment changed", "*.zap", flip, "damaged"},
		{"bolt's file cut short", "root.bolt", truncate, "damaged"},
		{"bolt's file empty", "root.bolt", overwrite(""), "damaged"},
		{"bolt's file gone", "root.bolt", os.Remove, "damaged"},
		{"bleve's description gone", "index_meta.json", os.Remove, "damaged"},
		{"bleve's description garbled", "index_meta.json", overwrite("{"), "damaged"},
		{"the manifest garbled", "manifest.json", overwrite("{"), "damaged"},
		{"the manifest gone", "manifest.json", os.Remove, "indexing (4)"},
		{"another version's", "manifest.json", overwrite(`{"schema": 999}`), "as this version does it"},
		{"a write cut off before its first step", "manifest.json", overwrite(`{"schema":3, "writing": true}`), "indexing new articles (0)"},
		{"a write cut off twice", "manifest.json", overwrite(`{"schema":3, "writing": true, "resumed": true}`), "cut off twice"},
	}
	archive := harbour()
	want := search(t, newMemory(t, archive), "ferry island bakery")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t, archive...)
			d.reopen()
			for _, path := range indexFiles(t, d.store.Dir(), test.file) {
				if err := test.damage(path); err != nil {
					t.Fatal(err)
				}
			}
			l := d.open()
			if len(d.stages) != 1 || !strings.Contains(d.stages[0], test.stage) {
				t.Errorf("%q was shown, want %q", d.stages, test.stage)
			}
			if diff := cmp.Diff(want, search(t, l, "ferry island bakery")); diff != "" {
				t.Errorf("the index in memory - the one on disk +:\n%s", diff)
			}
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			d.reopen()
			if len(d.stages) > 0 {
				t.Errorf("it was not sound afterwards: %q", d.stages)
			}
		})
	}
}

// TestOpenTrustsACopy: a data directory that was copied, as a backup is, has
// the same bytes under other times.
func TestOpenTrustsACopy(t *testing.T) {
	d := newDesk(t, harbour()...)
	d.reopen()
	copied := t.TempDir()
	if err := os.CopyFS(filepath.Join(copied, "index"), os.DirFS(filepath.Join(d.store.Dir(), "index"))); err != nil {
		t.Fatal(err)
	}
	l, err := retrieval.Open(context.Background(), copied, d.store, d.options())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if len(d.stages) > 0 || len(search(t, l, "ferry")) != 2 {
		t.Errorf("%q was shown", d.stages)
	}
}

// TestOpenNoticesAnotherHistory: the store was replaced by a copy of long ago
// and written to since, so that its count of revisions is again what it was.
func TestOpenNoticesAnotherHistory(t *testing.T) {
	archive := harbour()
	d := newDesk(t, archive[0])
	d.put(archive[1])
	d.reopen()
	other := newDesk(t, archive[2])
	other.put(archive[3])
	l, err := retrieval.Open(context.Background(), d.store.Dir(), other.store, other.options())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if len(other.stages) != 1 || !strings.Contains(other.stages[0], "replaced (2)") {
		t.Errorf("%q was shown", other.stages)
	}
	if got := ids(search(t, l, "ferry school")); got != "school" {
		t.Errorf("found %q", got)
	}
}

// TestLibraryIsOfOneMoment: what is written while a library is open does not
// show in it, so that a passage is always one of the text that it is shown with.
func TestLibraryIsOfOneMoment(t *testing.T) {
	ctx := context.Background()
	archive := harbour()
	d := newDesk(t, archive[:3]...)
	l := d.open()
	changed := archive[0]
	changed.Text, changed.Spans = "Shut.", nil
	d.put(changed, archive[3])
	for _, h := range search(t, l, "ferry commuters") {
		a, err := l.Article(ctx, h.Article)
		if err != nil {
			t.Fatal(err)
		}
		if quote := a.Text[h.Start:h.End]; !strings.Contains(quote, "ferry") {
			t.Errorf("%s is quoted as %q", h.Article, quote)
		}
	}
	if _, err := l.Article(ctx, "letter"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an article that came later: %v", err)
	}
	if o, err := l.Overview(ctx, retrieval.Filter{}); err != nil || o.Articles != 3 {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestManyMayReadAtATime(t *testing.T) {
	d := newDesk(t, harbour()...)
	first := d.open()
	second := d.open()
	if len(d.stages)+len(d.warned) > 0 {
		t.Errorf("the second was told %q, %q", d.stages, d.warned)
	}
	if ids(search(t, first, "ferry")) != ids(search(t, second, "ferry")) {
		t.Error("they do not find the same")
	}
	if err := retrieval.Update(context.Background(), d.store.Dir(), d.store, d.options()); err != nil {
		t.Errorf("an update with nothing to do: %v", err)
	}
}

func TestOpenWhileTheIndexIsHeld(t *testing.T) {
	archive := harbour()
	t.Run("behind, and another reads it", func(t *testing.T) {
		d := newDesk(t, archive[:3]...)
		d.open()
		d.put(archive[3])
		l := d.open()
		if len(d.warned) != 1 || !strings.Contains(d.warned[0], "newest articles are left out") {
			t.Errorf("warned %q", d.warned)
		}
		if got := ids(search(t, l, "ferry bridge")); got != "ferry bakery" {
			t.Errorf("found %q", got)
		}
		err := retrieval.Update(context.Background(), d.store.Dir(), d.store, d.options())
		if !errors.Is(err, retrieval.ErrBusy) {
			t.Errorf("an update meanwhile: %v", err)
		}
	})
	t.Run("being made, of a few articles", func(t *testing.T) {
		d := newDesk(t, archive...)
		defer hold(t, d)()
		l := d.open()
		if len(d.warned) != 1 || !strings.Contains(d.warned[0], "for this once") {
			t.Errorf("warned %q", d.warned)
		}
		if got := ids(search(t, l, "ferry")); got != "ferry bakery" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("being made, of many articles", func(t *testing.T) {
		d := newDesk(t)
		var many []corpus.Article
		for i := range 1501 {
			many = append(many, corpus.Article{ID: fmt.Sprint(i), Text: fmt.Sprintf("Boat %d is in.", i)})
		}
		d.put(many...)
		defer hold(t, d)()
		_, err := retrieval.Open(context.Background(), d.store.Dir(), d.store, d.options())
		if !errors.Is(err, retrieval.ErrBusy) {
			t.Errorf("got %v", err)
		}
	})
}

// hold takes the lock that a process has while it writes the index.
func hold(t *testing.T, d *desk) (release func()) {
	t.Helper()
	lock := flock.New(filepath.Join(d.store.Dir(), "index.lock"))
	if got, err := lock.TryLock(); err != nil || !got {
		t.Fatalf("locking: %v, %v", got, err)
	}
	return func() { lock.Close() }
}

// TestStoppedIndexingGoesOn: an indexing that was stopped half way keeps what
// it has, and the next goes on from there.
func TestStoppedIndexingGoesOn(t *testing.T) {
	d := newDesk(t)
	for part := range 4 {
		var articles []corpus.Article
		for i := range 200 {
			articles = append(articles, corpus.Article{ID: fmt.Sprintf("%d-%d", part, i), Text: fmt.Sprintf("Boat %d of fleet %d is in.", i, part)})
		}
		d.put(articles...)
	}
	ctx, cancel := context.WithCancel(context.Background())
	opt := d.options()
	opt.Progress = func(_ string, done, total int) {
		if done > 0 {
			cancel()
		}
	}
	if err := retrieval.Update(ctx, d.store.Dir(), d.store, opt); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	l := d.open()
	if want := "indexing new articles (600)"; len(d.stages) != 1 || d.stages[0] != want {
		t.Errorf("%q was shown, want %q", d.stages, want)
	}
	if o, err := l.Overview(context.Background(), retrieval.Filter{}); err != nil || o.Passages != 800 {
		t.Errorf("%+v, %v", o, err)
	}
}

// TestOddIDs: an id is whatever its source says, also one that looks like a key
// of another article's passage.
func TestOddIDs(t *testing.T) {
	var articles []corpus.Article
	for _, id := range []string{"a", "a\x00", "a\x000,0,f,3,0,00112233445566778899aabbccddeeff", "", "ß/..", "a,1"} {
		articles = append(articles, corpus.Article{ID: id, Text: "The boat is in."})
	}
	d := newDesk(t, articles...)
	d.reopen()
	changed := articles[0]
	changed.Text = "The ship is out."
	d.put(changed)
	l := d.open()
	if n := len(search(t, l, "boat")); n != len(articles)-1 {
		t.Errorf("%d of %d are found", n, len(articles)-1)
	}
	if got := ids(search(t, l, "ship")); got != "a" {
		t.Errorf("found %q", got)
	}
}

// failing is a source that cannot be read any more.
type failing struct{ *store.Store }

var errGone = errors.New("gone")

func (failing) Changed(context.Context, string, int) ([]corpus.Article, string, error) {
	return nil, "", errGone
}

// TestSourceErrorIsNoDamage: an index is not thrown away because the articles
// cannot be read.
func TestSourceErrorIsNoDamage(t *testing.T) {
	archive := harbour()
	d := newDesk(t, archive[:3]...)
	d.reopen()
	d.put(archive[3])
	if _, err := retrieval.Open(context.Background(), d.store.Dir(), failing{d.store}, d.options()); !errors.Is(err, errGone) {
		t.Errorf("got %v", err)
	}
	d.reopen()
	if want := "indexing new articles (1)"; len(d.stages) != 1 || d.stages[0] != want {
		t.Errorf("then %q was shown, want %q", d.stages, want)
	}
}

func TestOpenSaysWhatIsWrongWithTheDirectory(t *testing.T) {
	d := newDesk(t, harbour()...)
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := retrieval.Open(context.Background(), filepath.Join(blocked, "data"), d.store, d.options())
	if err == nil || !strings.Contains(err.Error(), blocked) {
		t.Errorf("got %v", err)
	}
}
