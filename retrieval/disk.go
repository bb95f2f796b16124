package retrieval

// A library on disk. The index is derived: it lies in a folder of its own in
// the data directory and is brought up to date, or made again, from the source
// whenever it is not what the source says.
//
// Readers share the index and never write to it. One process at a time may
// write, with nobody reading; both hold by a lock file beside the folder.

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// The names in a data directory.
const (
	indexFolder = "index"
	lockFile    = "index.lock"
)

// ErrBusy is what Open and Update return when another process is making the
// index and there is nothing to work with meanwhile.
var ErrBusy = errors.New("another process is using or making the search index: wait until it is done, and run the command again")

// errDamaged is what an index on disk that cannot be trusted is reported as.
var errDamaged = errors.New("the search index is damaged")

// defaultWait is how long Open waits for another process. Of fallbackArticles
// and fewer it makes an index in memory after that: the work of a second.
const (
	defaultWait      = 5 * time.Second
	lockRetry        = 25 * time.Millisecond
	fallbackArticles = 1500
)

// Open returns the library of the data directory dir, whose articles are those
// of src; src must stay open for as long as the library. An index that is
// missing, damaged, made by another version or behind src is brought up to date
// first, and opt.Progress shows it.
//
// When another process holds the index for longer than opt.Wait, Open takes
// what there is: the index without the newest articles, or for a small source
// one in memory, and says so through opt.Warn; else ErrBusy.
func Open(ctx context.Context, dir string, src Source, opt Options) (*Library, error) {
	d := newDisk(dir, src, opt)
	defer d.close()
	o, err := d.openShared(ctx)
	if err == nil && o.index == nil {
		o, err = fallback(ctx, src, opt)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the search index in %s: %w", d.dir, err)
	}
	l := &Library{
		index: o.index, ranking: opt.ranking(), withhold: opt.withhold(),
		articles: newCache(src, o.revision), revision: o.revision,
	}
	err = l.list(ctx, src, o.revision)
	if err == nil {
		err = l.startMeaning(ctx, opt)
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// Update brings the index of the data directory dir up to date with src, so
// that the next Open need not; ErrBusy when another process holds the index
// for longer than opt.Wait.
func Update(ctx context.Context, dir string, src Source, opt Options) error {
	d := newDisk(dir, src, opt)
	defer d.close()
	current, err := d.current(ctx)
	if err == nil && !current {
		err = d.update(ctx)
	}
	if err != nil {
		return fmt.Errorf("updating the search index in %s: %w", d.dir, err)
	}
	return nil
}

// current says whether the index is said to be of the newest revision; the
// manifest can be read without the lock, as it is only ever replaced whole.
func (d *disk) current(ctx context.Context) (bool, error) {
	target, err := d.src.Revision(ctx)
	if err != nil {
		return false, err
	}
	m, err := readManifest(d.dir)
	return err == nil && m.Schema == schema && !m.Writing && m.Revision == target, nil
}

// disk is the index of one data directory.
type disk struct {
	dir   string // the index's own folder
	lock  *flock.Flock
	src   Source
	opt   Options
	until time.Time // how long to wait for a lock
}

func newDisk(dir string, src Source, opt Options) *disk {
	wait := opt.Wait
	if wait == 0 {
		wait = defaultWait
	}
	return &disk{
		dir:  filepath.Join(dir, indexFolder),
		lock: flock.New(filepath.Join(dir, lockFile)),
		src:  src, opt: opt, until: time.Now().Add(wait),
	}
}

// close gives the lock back, unless an index that was opened took it over.
func (d *disk) close() {
	if d.lock != nil {
		d.lock.Close()
	}
}

// opened is an index and the revision of the source that it has; a nil index
// when there is none to be had.
type opened struct {
	index    *index
	revision string
}

// openShared opens the index for reading, bringing it up to date if it must.
func (d *disk) openShared(ctx context.Context) (opened, error) {
	target, err := d.src.Revision(ctx)
	if err != nil {
		return opened{}, err
	}
	o, err := d.read(ctx, func(m manifest) bool { return m.Revision == target })
	if err == nil && o.index == nil {
		err = d.update(ctx)
	}
	if err != nil && !errors.Is(err, ErrBusy) {
		return opened{}, err
	}
	if o.index != nil {
		return o, nil
	}
	// Whatever revision there is now: that of the update, a later one, or that
	// before what another process is adding.
	busy := err != nil
	o, err = d.read(ctx, func(m manifest) bool { return true })
	if busy && o.index != nil {
		d.opt.warn("the newest articles are left out: another process is using the search index")
	}
	switch {
	case errors.Is(err, ErrBusy):
		return opened{}, nil
	case err == nil && o.index == nil && !busy:
		err = fmt.Errorf("%w though it was just made: check that the disk is sound and has space", errDamaged)
	}
	return o, err
}

// read opens the index for reading if it is sound and wanted.
func (d *disk) read(ctx context.Context, wanted func(manifest) bool) (opened, error) {
	if err := d.locked(ctx, d.lock.TryRLock); err != nil {
		return opened{}, err
	}
	m, err := readManifest(d.dir)
	if err == nil && m.Schema == schema && !m.Writing && wanted(m) {
		err = m.verify(d.dir)
	} else {
		err = errDamaged
	}
	if err != nil {
		return opened{}, d.lock.Unlock()
	}
	var x *index
	err = guard(func() (err error) {
		x, err = openDiskIndex(d.dir, d.opt.split(), true)
		return err
	})
	if err == nil {
		err = x.warm()
	}
	if err != nil {
		// It looked sound and is not: nothing is to trust it again.
		return opened{}, errors.Join(distrust(d.dir), d.lock.Unlock())
	}
	x.onDamage = func() { distrust(d.dir) }
	x.onClose, d.lock = d.lock.Close, nil
	return opened{x, m.Revision}, nil
}

// locked takes the lock by try, waiting for it until the time is over.
func (d *disk) locked(ctx context.Context, try func() (bool, error)) error {
	if err := os.MkdirAll(filepath.Dir(d.lock.Path()), 0o700); err != nil {
		return err
	}
	for {
		got, err := try()
		switch {
		case err != nil:
			return fmt.Errorf("%w: give this user write permission to the data directory", err)
		case got:
			return nil
		case !time.Now().Before(d.until):
			return ErrBusy
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lockRetry):
		}
	}
}

// fallback is an index in memory, for as few articles as can be waited for.
func fallback(ctx context.Context, src Source, opt Options) (opened, error) {
	n, err := src.Pending(ctx, "")
	if err != nil {
		return opened{}, err
	}
	if n > fallbackArticles {
		return opened{}, ErrBusy
	}
	opt.warn("searching an index made for this once: another process is making the one on disk")
	x, err := newMemoryIndex(opt.split())
	if err != nil {
		return opened{}, err
	}
	revision, err := catchUp(ctx, x, src, "", opt.progress("indexing", n))
	if err != nil {
		return opened{}, errors.Join(err, x.close())
	}
	return opened{x, revision}, nil
}
