package corpus

// Reading files and folders: which files there are, and their articles one
// after the other.

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Listing is what paths lead to, found without opening a file: what a progress
// bar needs before reading begins.
type Listing struct {
	Files   []File
	Bytes   int64        // of all files
	Skipped int          // files in folders whose ending is not one that can be read
	Refused []*ReadError // paths that cannot be read
}

// File is one file to read.
type File struct {
	Path string
	Size int64
}

// List finds the files under paths, each once: files as they are named, and
// the readable files of folders, sorted by name and without hidden ones.
func List(paths []string) Listing {
	var l Listing
	seen := make(map[string]bool)
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			l.refuse(path, pathError(err))
		case info.IsDir():
			l.folder(path, seen)
		case !info.Mode().IsRegular():
			l.refuse(path, errors.New("it is not a file or a folder"))
		case !canRead(path):
			l.refuse(path, errEnding(path))
		default:
			l.add(path, info.Size(), seen)
		}
	}
	return l
}

func (l *Listing) refuse(path string, err error) {
	l.Refused = append(l.Refused, &ReadError{Path: path, Err: err})
}

func (l *Listing) add(path string, size int64, seen map[string]bool) {
	key := path
	if abs, err := filepath.Abs(path); err == nil {
		key = abs
	}
	if !seen[key] {
		seen[key] = true
		l.Files = append(l.Files, File{Path: path, Size: size})
		l.Bytes += size
	}
}

// folder adds the files of a folder. Links to folders are not followed, so no
// folder can be its own.
func (l *Listing) folder(root string, seen map[string]bool) {
	walk := func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			l.refuse(path, pathError(err))
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if path != root && strings.HasPrefix(entry.Name(), ".") {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			l.refuse(path, pathError(err))
		case !info.Mode().IsRegular() || !canRead(path):
			l.Skipped++
		default:
			l.add(path, info.Size(), seen)
		}
		return nil
	}
	if err := filepath.WalkDir(root, walk); err != nil {
		l.refuse(root, pathError(err))
	}
}

// pathError says what to do about a path that cannot be opened.
func pathError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file or folder: check the path")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("it may not be read: give this user read permission")
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Errorf("it cannot be read: %w", err)
}

// Read reads the articles under paths; it is List and Listing.Read.
func Read(ctx context.Context, paths []string) iter.Seq2[Article, error] {
	return List(paths).Read(ctx, nil)
}

// Read yields the articles of the listed files in order, marked, each with a
// nil error. An item that gives no article is a *ReadError and does not end
// the iteration; when ctx ends, its error is the last that is yielded.
// progress, which may be nil, is told how many bytes of l.Bytes are done.
func (l Listing) Read(ctx context.Context, progress func(done int64)) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		r := reader{yield: yield, progress: progress, claimed: make(map[string]string)}
		for _, refused := range l.Refused {
			if !yield(Article{}, refused) {
				return
			}
		}
		for _, file := range l.Files {
			before := r.done
			if !r.file(ctx, file.Path) {
				return
			}
			r.advance(before + file.Size - r.done)
		}
	}
}

// reader is one run over a listing.
type reader struct {
	yield    func(Article, error) bool
	progress func(int64)
	done     int64
	claimed  map[string]string // id: who has it, as "path" or "path, line 3"
}

func (r *reader) advance(n int64) {
	r.done += n
	if r.progress != nil && n != 0 {
		r.progress(r.done)
	}
}

// file reads one file; false ends the iteration.
func (r *reader) file(ctx context.Context, path string) bool {
	if err := ctx.Err(); err != nil {
		r.yield(Article{}, err)
		return false
	}
	if ending(path) == ".jsonl" {
		return r.lines(ctx, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return r.fail(path, 0, pathError(err))
	}
	a, err := parseFile(path, data)
	if err != nil {
		return r.fail(path, 0, err)
	}
	return r.give(a, path, 0)
}

// lines reads a .jsonl file, a line at a time however large the file is.
func (r *reader) lines(ctx context.Context, path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return r.fail(path, 0, pathError(err))
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<16)
	if start, err := in.Peek(2); err == nil && utf16Of(start) != nil {
		return r.whole(path)
	}
	for number := 1; ; number++ {
		if err := ctx.Err(); err != nil {
			r.yield(Article{}, err)
			return false
		}
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return r.fail(path, number, pathError(err))
		}
		if !blank(line) && !r.line(line, path, number) {
			return false
		}
		r.advance(int64(len(line)))
		if err == io.EOF {
			return true
		}
	}
}

// whole reads a .jsonl file that must be decoded before it has lines.
func (r *reader) whole(path string) bool {
	data, err := os.ReadFile(path)
	if err != nil {
		return r.fail(path, 0, pathError(err))
	}
	text, err := decode(data)
	if err != nil {
		return r.fail(path, 0, err)
	}
	number := 0
	for line := range bytes.Lines([]byte(text)) {
		number++
		if !blank(line) && !r.line(line, path, number) {
			return false
		}
	}
	return true
}

func (r *reader) line(line []byte, path string, number int) bool {
	a, err := parseLine(line)
	if err != nil {
		return r.fail(path, number, err)
	}
	return r.give(a, path, number)
}

func (r *reader) fail(path string, line int, err error) bool {
	return r.yield(Article{}, &ReadError{Path: path, Line: line, Err: err})
}

// give yields an article whose id nothing read before has claimed.
func (r *reader) give(a Article, path string, line int) bool {
	where := path
	if line > 0 {
		where = fmt.Sprintf("%s, line %d", path, line)
	}
	if first, taken := r.claimed[a.ID]; taken {
		return r.fail(path, line, fmt.Errorf("its id %q is already that of %s: rename one of them", a.ID, first))
	}
	r.claimed[a.ID] = where
	return r.yield(a, nil)
}

// Collect reads all articles under paths, with what could not be read.
func Collect(ctx context.Context, paths []string) ([]Article, []error) {
	var articles []Article
	var errs []error
	for a, err := range Read(ctx, paths) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		articles = append(articles, a)
	}
	return slices.Clip(articles), errs
}
