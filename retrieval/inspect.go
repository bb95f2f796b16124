package retrieval

// Looking at an index on disk without changing it, for whoever checks a data
// directory.

import (
	"context"
	"errors"
	"io/fs"
)

// IndexState says how the index on disk stands to its source.
type IndexState string

const (
	IndexCurrent  IndexState = "current"  // it has what the source has
	IndexBehind   IndexState = "behind"   // articles are to be added, or were being added when last seen
	IndexMissing  IndexState = "missing"  // there is none
	IndexOutdated IndexState = "outdated" // another version of the program made it
	IndexDamaged  IndexState = "damaged"  // its files are not those that were written
	IndexBusy     IndexState = "busy"     // another process is writing it
)

// Inspect tells the state of the index in the data directory dir, and changes
// nothing. Whatever it is, Open mends it.
func Inspect(ctx context.Context, dir string, src Source) (IndexState, error) {
	target, err := src.Revision(ctx)
	if err != nil {
		return "", err
	}
	d := newDisk(dir, src, Options{Wait: -1})
	defer d.close()
	m, err := readManifest(d.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return IndexMissing, nil
	case err != nil:
		return IndexDamaged, nil
	case m.Schema != schema:
		return IndexOutdated, nil
	}
	switch err := d.locked(ctx, d.lock.TryRLock); {
	case errors.Is(err, ErrBusy):
		return IndexBusy, nil
	case err != nil:
		return "", err
	}
	switch {
	case m.Writing || m.Revision != target:
		return IndexBehind, nil
	case m.verify(d.dir) != nil:
		return IndexDamaged, nil
	}
	return IndexCurrent, nil
}
