package retrieval_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/gofrs/flock"

	"secondsource/retrieval"
)

func TestInspect(t *testing.T) {
	archive := harbour()
	d := newDesk(t, archive[:2]...)
	made := func() { d.open().Close() }
	manifest := filepath.Join(d.store.Dir(), "index", "manifest.json")
	write := func(text string) {
		if err := os.WriteFile(manifest, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lock := flock.New(filepath.Join(d.store.Dir(), "index.lock"))
	steps := []struct {
		name string
		do   func()
		want retrieval.IndexState
	}{
		{"before anything", func() {}, retrieval.IndexMissing},
		{"made", made, retrieval.IndexCurrent},
		{"held by a writer", func() { lock.Lock() }, retrieval.IndexBusy},
		{"given back", func() { lock.Unlock() }, retrieval.IndexCurrent},
		{"an article is added", func() { d.put(archive[2]) }, retrieval.IndexBehind},
		{"made", made, retrieval.IndexCurrent},
		{"a file is cut short", func() { os.Truncate(indexFiles(t, d.store.Dir(), "*.zap")[0], 10) }, retrieval.IndexDamaged},
		{"made", made, retrieval.IndexCurrent},
		{"the manifest is none", func() { write("{") }, retrieval.IndexDamaged},
		{"of another version", func() { write(`{"schema":0}`) }, retrieval.IndexOutdated},
		{"made", made, retrieval.IndexCurrent},
	}
	for _, step := range steps {
		step.do()
		got, err := retrieval.Inspect(context.Background(), d.store.Dir(), d.store)
		if err != nil || got != step.want {
			t.Errorf("%s: %q, error %v; want %q", step.name, got, err, step.want)
		}
	}
}
