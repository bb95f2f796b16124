package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secondsource/internal/store"
)

// archive writes files below a new folder.
func archive(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// boats is a .jsonl file of n articles; note is a part of each text.
func boats(n int, note string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id": "boat-%04d", "text": "Boat %d has come in, the harbour master said. %s"}`+"\n", i, i, note)
	}
	return b.String()
}

func TestIngest(t *testing.T) {
	dir := archive(t, map[string]string{
		"ferry.txt":        "The ferry line will close in April, the harbour board said.",
		"notes.xyz":        "not an article",
		"wire/lines.jsonl": `{"id": "a", "text": "The school has 31 pupils."}` + "\nnot JSON\n" + `{"id": "b", "text": "The bakery employs nine people."}` + "\n",
	})
	s := create(t, t.TempDir())
	ingest := func(paths ...string) store.Summary {
		t.Helper()
		sum, err := store.Ingest(context.Background(), s, paths, store.IngestOptions{Now: func() time.Time { return noon }})
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	check := func(name string, got, want store.Summary) {
		t.Helper()
		ignore := cmpopts.IgnoreFields(store.Refusal{}, "Reason")
		if diff := cmp.Diff(want, got, ignore, cmpopts.IgnoreFields(store.Summary{}, "Took")); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	bad := store.Refusal{Path: filepath.Join(dir, "wire", "lines.jsonl"), Line: 2}
	first := ingest(dir)
	check("at first", first, store.Summary{New: 3, Refused: []store.Refusal{bad}, Skipped: 1})
	if first.Refused[0].Reason == "" {
		t.Error("the refusal has no reason")
	}
	check("again", ingest(dir), store.Summary{Unchanged: 3, Refused: []store.Refusal{bad}, Skipped: 1})
	if err := os.WriteFile(filepath.Join(dir, "ferry.txt"), []byte("The ferry line will stay."), 0o600); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(dir, "missing")
	check("one changed, one missing", ingest(filepath.Join(dir, "ferry.txt"), missing),
		store.Summary{Changed: 1, Refused: []store.Refusal{{Path: missing}}})
	if versions, err := s.Versions(context.Background(), "ferry"); err != nil || len(versions) != 2 || !versions[0].Ingested.Equal(noon) {
		t.Errorf("versions %v, %v", versions, err)
	}
}

func TestIngestReportsWhatIsStored(t *testing.T) {
	ctx := context.Background()
	file := filepath.Join(archive(t, map[string]string{"boats.jsonl": boats(25, "")}), "boats.jsonl")
	dir := t.TempDir()
	s, reader := create(t, dir), create(t, dir)
	var last store.Progress
	sum, err := store.Ingest(ctx, s, []string{file}, store.IngestOptions{Batch: 10, Progress: func(p store.Progress) {
		listed, err := reader.List(ctx, revision(t, reader))
		if err != nil || len(listed) != p.Stored {
			t.Errorf("%d were reported, another process sees %d, %v", p.Stored, len(listed), err)
		}
		last = p
	}})
	if err != nil || sum.New != 25 {
		t.Errorf("%+v, %v", sum, err)
	}
	if last.Stored != 25 || last.Done != last.Total || last.Total == 0 {
		t.Errorf("the last report was %+v", last)
	}
}

func TestIngestStopsInOrder(t *testing.T) {
	file := filepath.Join(archive(t, map[string]string{"boats.jsonl": boats(95, "")}), "boats.jsonl")
	s := create(t, t.TempDir())
	ctx, cancel := context.WithCancel(context.Background())
	sum, err := store.Ingest(ctx, s, []string{file}, store.IngestOptions{Batch: 10, Progress: func(p store.Progress) {
		if p.Stored >= 30 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || sum.New < 30 || sum.New >= 95 {
		t.Fatalf("%+v, %v", sum, err)
	}
	listed, err := s.List(context.Background(), revision(t, s))
	if err != nil || len(listed) != sum.New {
		t.Errorf("%d are stored, the summary says %d; %v", len(listed), sum.New, err)
	}
	rest, err := store.Ingest(context.Background(), s, []string{file}, store.IngestOptions{})
	if err != nil || rest.Unchanged != sum.New || rest.New != 95-sum.New {
		t.Errorf("then %+v, %v", rest, err)
	}
}

func TestIngestSaysWhyItCannotWrite(t *testing.T) {
	file := filepath.Join(archive(t, map[string]string{"boats.jsonl": boats(400, strings.Repeat("All hands are well. ", 40))}), "boats.jsonl")
	tests := []struct {
		name, pragma, want string
	}{
		{"the disk is full", "max_page_count = 60", "free some space"},
		{"the directory is read-only", "query_only = 1", "write permission"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := create(t, t.TempDir())
			if err := store.Pragma(s, test.pragma); err != nil {
				t.Fatal(err)
			}
			reported := 0
			sum, err := store.Ingest(context.Background(), s, []string{file}, store.IngestOptions{
				Batch: 20, Progress: func(p store.Progress) { reported = p.Stored },
			})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
			listed, err := s.List(context.Background(), revision(t, s))
			if err != nil || len(listed) != reported || sum.New != reported {
				t.Errorf("%d were reported, %d are there, %+v; %v", reported, len(listed), sum, err)
			}
		})
	}
}
