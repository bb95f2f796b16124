package corpus_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
)

// write makes files under a new folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read returns the ids and the errors under dir, paths relative to it.
func read(ctx context.Context, dir string, paths ...string) (ids, errs []string) {
	for i, p := range paths {
		paths[i] = filepath.Join(dir, p)
	}
	for a, err := range corpus.Read(ctx, paths) {
		if err != nil {
			errs = append(errs, strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
			continue
		}
		ids = append(ids, a.ID)
	}
	return ids, errs
}

func TestRead(t *testing.T) {
	dir := write(t, map[string]string{
		"b/two.txt":     "The second text is here.",
		"b/one.md":      "The first text is here.",
		"b/.hidden.txt": "Not to be read at all.",
		"b/.git/x.txt":  "Not to be read at all.",
		"b/photo.jpg":   "\xff\xd8",
		"b/deep/two.md": "Another that claims an id.",
		"b/empty.txt":   "\n",
		"wire.jsonl":    "{\"id\":\"w1\",\"text\":\"One line of the wire.\"}\n{oops\n{\"id\":\"one\",\"text\":\"Claims the id of a file.\"}\n{\"id\":\"w2\",\"text\":\"The last line of it.\"}",
	})
	ids, errs := read(t.Context(), dir, "b", "b/one.md", "wire.jsonl", "gone.txt", "b/photo.jpg")
	if diff := cmp.Diff([]string{"two", "one", "w1", "w2"}, ids); diff != "" {
		// deep/two.md comes before two.txt in the order of names
		t.Error(diff)
	}
	want := []string{
		"gone.txt: there is no such file or folder: check the path",
		`b/photo.jpg: the ending ".jpg" is not one that can be read: use .txt, .md, .html or .jsonl`,
		"b/empty.txt: there is no text in it",
		`b/two.txt: its id "two" is already that of b/deep/two.md: rename one of them`,
		"wire.jsonl, line 2: it is not a JSON object: invalid character 'o' looking for beginning of object key string",
		`wire.jsonl, line 3: its id "one" is already that of b/one.md: rename one of them`,
	}
	if diff := cmp.Diff(want, errs); diff != "" {
		t.Error(diff)
	}
}

func TestListAndProgress(t *testing.T) {
	dir := write(t, map[string]string{
		"a.txt": "Some words of a text.", "c.jsonl": strings.Repeat("{\"text\":\"x y\"}\n", 3), "skip.csv": "1,2", "b.html": "<p>no",
	})
	l := corpus.List([]string{dir, filepath.Join(dir, "a.txt")})
	if len(l.Files) != 3 || l.Skipped != 1 || len(l.Refused) != 0 {
		t.Fatalf("listing = %+v, want 3 files and 1 skipped", l)
	}
	var last int64
	for range l.Read(t.Context(), func(done int64) {
		if done < last {
			t.Errorf("progress went back from %d to %d", last, done)
		}
		last = done
	}) {
	}
	if last != l.Bytes {
		t.Errorf("progress ended at %d, want %d", last, l.Bytes)
	}
}

func TestReadStops(t *testing.T) {
	dir := write(t, map[string]string{"a.jsonl": "{\"id\":\"1\",\"text\":\"First of them.\"}\n{\"id\":\"2\",\"text\":\"Second of them.\"}\n", "b.txt": "Third of them."})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var ids []string
	var last error
	for a, err := range corpus.Read(ctx, []string{dir}) {
		if last = err; err == nil {
			ids = append(ids, a.ID)
		}
		cancel()
	}
	if len(ids) != 1 || !errors.Is(last, context.Canceled) {
		t.Errorf("got %v and then %v, want one article and then that it was cancelled", ids, last)
	}
	for range corpus.Read(t.Context(), []string{dir}) {
		break // an iteration that is left must not go on
	}
}

func TestReadLongLine(t *testing.T) {
	text := strings.Repeat("The council met again on Monday. ", 100_000)
	dir := write(t, map[string]string{"a.jsonl": `{"id":"long","text":"` + text + `"}`})
	if ids, errs := read(t.Context(), dir, "a.jsonl"); len(ids) != 1 || len(errs) != 0 {
		t.Errorf("got %v and %v, want the article of 3 MB", ids, errs)
	}
}

func TestReadEncodedLines(t *testing.T) {
	line := `{"id":"u16","text":"Two bytes a letter."}` + "\n"
	var wide strings.Builder
	wide.WriteString("\xff\xfe")
	for _, b := range []byte(line) {
		wide.WriteString(string(b) + "\x00")
	}
	dir := write(t, map[string]string{"a.jsonl": wide.String(), "b.jsonl": "\ufeff" + strings.Replace(line, "u16", "bom", 1)})
	if ids, errs := read(t.Context(), dir, "a.jsonl", "b.jsonl"); len(ids) != 2 || len(errs) != 0 {
		t.Errorf("got %v and %v, want both", ids, errs)
	}
}

func TestReadUnreadable(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "Nobody may read this."})
	link := filepath.Join(dir, "dangling.txt")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), link); err != nil {
		t.Fatal(err)
	}
	ids, errs := read(t.Context(), dir, ".")
	if len(ids) != 1 || len(errs) != 1 || !strings.HasPrefix(errs[0], "dangling.txt: there is no such file") {
		t.Errorf("got %v and %v, want the file, and the link refused", ids, errs)
	}
}
