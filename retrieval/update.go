package retrieval

// Writing the index on disk: catching up with the source, or making it again.

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// diskBatch is about how many articles the index takes at a time: what is done
// after each is kept, also through kill -9.
const diskBatch = 256

// update brings the index up to date under the exclusive lock.
func (d *disk) update(ctx context.Context) error {
	if err := d.locked(ctx, d.lock.TryLock); err != nil {
		return err
	}
	defer d.lock.Unlock()
	why, err := d.catchUp(ctx)
	if err != nil || why == "" {
		return err
	}
	return d.rebuild(ctx, why)
}

// distrusted says why the index on disk has to be made again; "" when it can be
// gone on with.
func (d *disk) distrusted() (m manifest, why string) {
	m, err := readManifest(d.dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return m, "indexing"
	case err != nil:
		return m, damagedStage
	case m.Schema != schema:
		return m, "indexing again, as this version does it"
	case m.Resumed:
		// Once is a killed process; twice may be a file that brings it down.
		return m, "indexing again: it was cut off twice"
	case !m.Writing && m.verify(d.dir) != nil:
		return m, damagedStage
	}
	return m, ""
}

// catchUp adds what changed to the index. A reason instead: the index has to
// be made again.
func (d *disk) catchUp(ctx context.Context) (why string, err error) {
	m, why := d.distrusted()
	if why != "" {
		return why, nil
	}
	if target, err := d.src.Revision(ctx); err != nil || target == m.Revision && !m.Writing {
		return "", err
	}
	begun := manifest{Schema: schema, Writing: true, Resumed: m.Writing}
	if err := begun.save(d.dir); err != nil {
		return "", err
	}
	x, from, err := d.openForWriting()
	if err != nil {
		return damagedStage, nil
	}
	known, err := d.src.Has(ctx, from)
	if err == nil && !known {
		return "indexing again: the articles were replaced", x.close()
	}
	if err == nil {
		err = d.write(ctx, x, from, "indexing new articles")
	}
	err = errors.Join(err, x.close())
	var se *sourceError
	if err == nil {
		return "", nil
	}
	if ctx.Err() == nil && !errors.As(err, &se) {
		return damagedStage, nil
	}
	begun.Resumed = false // it was stopped in order
	return "", errors.Join(err, begun.save(d.dir))
}

const damagedStage = "indexing again: the index was damaged"

// openForWriting opens the index that is there and tells what it has.
func (d *disk) openForWriting() (x *index, from string, err error) {
	err = guard(func() (err error) {
		if x, err = openDiskIndex(d.dir, d.opt.split(), false); err != nil {
			return err
		}
		from, err = x.state()
		return err
	})
	if err == nil {
		err = x.warm()
	}
	if err != nil && x != nil {
		err = errors.Join(err, x.close())
	}
	return x, from, err
}

// rebuild makes the index from nothing.
func (d *disk) rebuild(ctx context.Context, why string) error {
	if err := os.RemoveAll(d.dir); err != nil {
		return err
	}
	x, err := newDiskIndex(d.dir, d.opt.split())
	if err != nil {
		return err
	}
	err = (manifest{Schema: schema, Writing: true}).save(d.dir)
	if err == nil {
		err = d.write(ctx, x, "", why)
	}
	return errors.Join(err, x.close())
}

// write adds all that the source has after a revision, and says in the
// manifest that the index is whole again.
func (d *disk) write(ctx context.Context, x *index, from, stage string) error {
	pending, err := d.src.Pending(ctx, from)
	if err != nil {
		return &sourceError{err}
	}
	revision, err := catchUp(ctx, x, d.src, from, d.opt.progress(stage, pending))
	if err != nil {
		return err
	}
	compacted, err := x.compact(ctx)
	if err = errors.Join(err, x.close()); err != nil {
		return err
	}
	if compacted {
		if err := d.sweep(); err != nil {
			return err
		}
	}
	m := manifest{Schema: schema, Revision: revision}
	if m.Files, err = inventory(d.dir); err != nil {
		return err
	}
	return m.save(d.dir)
}

// sweep removes the files that were joined into one: bleve does so when it
// opens an index.
func (d *disk) sweep() error {
	return guard(func() error {
		x, err := openDiskIndex(d.dir, d.opt.split(), false)
		if err != nil {
			return err
		}
		return x.close()
	})
}

// sourceError is an error that is not the index's fault.
type sourceError struct{ err error }

func (e *sourceError) Error() string { return e.err.Error() }
func (e *sourceError) Unwrap() error { return e.err }

// catchUp applies all that src has after a revision, and returns the one that
// the index then has.
func catchUp(ctx context.Context, x *index, src Source, from string, report func(done int)) (string, error) {
	done := 0
	report(done)
	for {
		changed, upTo, err := src.Changed(ctx, from, diskBatch)
		if err != nil {
			return from, &sourceError{err}
		}
		if upTo == from {
			return from, nil
		}
		if err := x.apply(ctx, change{articles: changed, revision: upTo}); err != nil {
			return from, fmt.Errorf("indexing: %w", err)
		}
		from, done = upTo, done+len(changed)
		report(done)
	}
}
