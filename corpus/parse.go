package corpus

// From one file's bytes to articles: which format by the file's ending, and
// what every format has in common.

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Endings are the file name endings that can be read.
func Endings() []string { return []string{".html", ".jsonl", ".md", ".txt"} }

// ReadError is why one file, or one line of it, gave no article. The rest of
// what is read goes on.
type ReadError struct {
	Path string
	Line int // counted from 1; 0 when it is the file as a whole
	Err  error
}

func (e *ReadError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s, line %d: %v", e.Path, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.Path, e.Err)
}

func (e *ReadError) Unwrap() error { return e.Err }

// Parse reads the articles in data, whose format is told by the ending of
// name; the id is the name without its folder and ending. The articles are
// marked. A bad line of a .jsonl file is left out: the error joins one
// *ReadError for each, and the articles of the other lines are returned with
// it.
func Parse(name string, data []byte) ([]Article, error) {
	if ending(name) == ".jsonl" {
		return parseLines(name, data)
	}
	a, err := parseFile(name, data)
	if err != nil {
		return nil, &ReadError{Path: name, Err: err}
	}
	return []Article{a}, nil
}

// parseFile reads a file that holds one article.
func parseFile(name string, data []byte) (Article, error) {
	read := map[string]func([]byte) (Article, error){
		".txt":  parseText,
		".md":   parseMarkdown,
		".html": parseHTML,
	}[ending(name)]
	if read == nil {
		return Article{}, errEnding(name)
	}
	a, err := read(data)
	if err != nil {
		return Article{}, err
	}
	base := filepath.Base(name)
	a.ID = strings.TrimSpace(base[:len(base)-len(filepath.Ext(base))])
	return finish(a)
}

// finish brings an article into the form in which it is kept, and marks it.
func finish(a Article) (Article, error) {
	a.Text = Normalise(a.Text)
	if err := checkText(a.Text); err != nil {
		return Article{}, err
	}
	for _, field := range []*string{&a.ID, &a.Title, &a.Byline, &a.Publisher, &a.Agency, &a.Dateline, &a.URL, &a.Language} {
		*field = oneLine(*field)
	}
	if a.ID == "" {
		a.ID = textID(a.Text)
	}
	a.Origin = a.ID
	Mark(&a)
	return a, nil
}

// oneLine is s in NFC with every run of white space as one space, and without
// control characters: names and titles are shown on one line.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, Normalise(s))
	return strings.Join(strings.Fields(s), " ")
}

func ending(name string) string {
	ext := strings.ToLower(filepath.Ext(name))
	switch ext {
	case ".htm", ".xhtml":
		return ".html"
	case ".markdown":
		return ".md"
	case ".ndjson":
		return ".jsonl"
	}
	return ext
}

func canRead(name string) bool { return slices.Contains(Endings(), ending(name)) }

func errEnding(name string) error {
	ext := filepath.Ext(name)
	if ext == "" {
		return errors.New("its name has no ending, so its format is not known: name it .txt, .md, .html or .jsonl")
	}
	return fmt.Errorf("the ending %q is not one that can be read: use .txt, .md, .html or .jsonl", ext)
}

// setStatus takes a status word; it refuses one it does not know, because a
// kill that is overlooked would be quoted.
func (a *Article) setStatus(word string) error {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "", "usable", "published":
		a.Status = ""
	case "corrected", "correction":
		a.Status = "corrected"
	case "withdrawn", "killed", "retracted", "canceled", "cancelled":
		a.Status = "withdrawn"
	default:
		return fmt.Errorf("status %q is not known: use \"corrected\" or \"withdrawn\", or leave it out", word)
	}
	return nil
}
