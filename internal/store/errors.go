package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// ErrNoStore is what Open returns for a directory in which nothing was stored.
var ErrNoStore = errors.New("no articles have been ingested here yet: run `secondsource ingest PATH…` first")

// ErrNewer is what Open and Create return for a data directory that a newer
// version of the program has written.
var ErrNewer = errors.New("a newer version of secondsource wrote this data directory: use that version, or set SECONDSOURCE_DATA to another directory")

// ErrDimensions is what LoadVectors and SaveVectors return for a model of which
// vectors with another number of dimensions are kept; nothing was changed.
// ForgetVectors makes room for others by that name.
var ErrDimensions error = vectorError("the vectors that are kept by this name are of another model: give this one a name of its own, or forget them and make them again")

// ErrVectors is what LoadVectors returns for a vector that is damaged. After
// ForgetVectors, all of the model can be made again from the articles.
var ErrVectors error = vectorError("what is kept of this model is damaged: forget its vectors and make them again")

// vectorError is an error of vectors that can be used no more: what package
// retrieval asks for as DamagedVectors.
type vectorError string

func (e vectorError) Error() string      { return string(e) }
func (vectorError) VectorsDamaged() bool { return true }

// explain adds what to do to the errors of SQLite that a user can mend.
func explain(err error) error {
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return err
	}
	var hint string
	switch se.Code() & 0xff {
	case lib.SQLITE_FULL:
		hint = "the disk is full: free some space and run the command again; what was reported as stored is kept"
	case lib.SQLITE_READONLY, lib.SQLITE_PERM:
		hint = "the data directory cannot be written: give this user write permission to it and the files in it"
	case lib.SQLITE_CANTOPEN:
		hint = "the data directory cannot be used: check that it exists and that this user may read and write it"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		hint = "another process has been writing to it for more than 10 seconds: wait until it is done"
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		hint = "the file is damaged: put back a copy of it, or move it away and ingest the articles again"
	case lib.SQLITE_IOERR:
		hint = "the disk could not be read or written: check that it has space and is sound; what was reported as stored is kept"
	default:
		return err
	}
	return fmt.Errorf("%s (%w)", hint, err)
}
