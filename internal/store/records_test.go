package store_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondsource/internal/journal"
	"secondsource/internal/journal/journaltest"
	"secondsource/internal/store"
)

func TestRecords(t *testing.T) {
	journaltest.RunRecords(t, func(t *testing.T) journal.Records { return create(t, t.TempDir()).Records() })
}

// marked is an answer whose texts all have a word that stands nowhere else.
func marked(word string) journal.Record {
	return journal.Record{
		At: noon, Surface: "dm", Person: word, Conversation: word, Question: strings.Repeat(word+" ", 400), Understood: word, Answer: word,
		Cited:  []journal.RecordCitation{{Quote: word}},
		Claims: []journal.RecordClaim{{Text: word, Quote: word, Reason: word}},
	}
}

// holding are the files of a folder that hold a word.
func holding(t *testing.T, dir, word string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(word)) {
			files = append(files, entry.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestForgottenRecordsAreGone: of what is forgotten nothing stands in the file,
// nor in the log beside it.
func TestForgottenRecordsAreGone(t *testing.T) {
	ctx := context.Background()
	for name, forget := range map[string]func(journal.Records) (int, error){
		"by its age":          func(r journal.Records) (int, error) { return r.Forget(ctx, noon.AddDate(0, 0, 1)) },
		"by its conversation": func(r journal.Records) (int, error) { return r.ForgetConversation(ctx, "Quillfeather") },
		"as it is private":    func(r journal.Records) (int, error) { return r.ForgetPrivate(ctx) },
	} {
		for _, private := range []bool{name == "as it is private", true} {
			dir := t.TempDir()
			r := create(t, dir).Records()
			given := marked("Quillfeather")
			given.Private = private
			if _, err := r.Add(ctx, given); err != nil {
				t.Fatal(err)
			}
			if files := holding(t, dir, "Quillfeather"); len(files) == 0 {
				t.Fatalf("%s: it was never there", name)
			}
			if n, err := forget(r); n != 1 || err != nil {
				t.Errorf("%s: %d forgotten, %v", name, n, err)
			}
			if files := holding(t, dir, "Quillfeather"); len(files) > 0 {
				t.Errorf("%s, private %v: it stands in %q", name, private, files)
			}
		}
	}
}

// TestRecordsOfTwoProcesses: what one keeps the other sees, numbered on.
func TestRecordsOfTwoProcesses(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	ours, theirs := create(t, dir).Records(), create(t, dir).Records()
	for i, r := range []journal.Records{ours, theirs, ours} {
		if number, err := r.Add(ctx, marked("a")); err != nil || number != int64(i+1) {
			t.Errorf("answer %d has the number %d, %v", i+1, number, err)
		}
	}
	list, err := theirs.List(ctx, journal.Selection{})
	if err != nil || len(list) != 3 {
		t.Errorf("%d are listed, %v", len(list), err)
	}
}

// TestRecordsInAnEarlierStore: a data directory of an earlier program takes
// answers, and keeps its articles.
func TestRecordsInAnEarlierStore(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	earlier, err := store.Earlier(ctx, dir, 3)
	if err != nil {
		t.Fatal(err)
	}
	put(t, earlier, ferry())
	if err := earlier.Close(); err != nil {
		t.Fatal(err)
	}
	s := create(t, dir)
	if number, err := s.Records().Add(ctx, marked("a")); err != nil || number != 1 {
		t.Errorf("number %d, %v", number, err)
	}
	if got := now(t, s, "ferry"); got.Title != ferry().Title {
		t.Errorf("the article is %+v", got)
	}
}

func TestRecordsAreNoRevision(t *testing.T) {
	s := create(t, t.TempDir())
	put(t, s, ferry())
	before := revision(t, s)
	if _, err := s.Records().Add(context.Background(), marked("a")); err != nil {
		t.Fatal(err)
	}
	if after := revision(t, s); after != before {
		t.Errorf("revision %q became %q", before, after)
	}
}

func TestRecordsSayWhyTheyCannotBeWritten(t *testing.T) {
	for pragma, want := range map[string]string{"max_page_count = 1": "free some space", "query_only = 1": "write permission"} {
		s := create(t, t.TempDir())
		if err := store.Pragma(s, pragma); err != nil {
			t.Fatal(err)
		}
		number, err := s.Records().Add(context.Background(), marked(strings.Repeat("a", 40)))
		if number != 0 || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: number %d, %v; want %q", pragma, number, err, want)
		}
		list, err := s.Records().List(context.Background(), journal.Selection{Private: true})
		if err != nil || len(list) > 0 {
			t.Errorf("%s: %d are kept, %v", pragma, len(list), err)
		}
	}
}
