package corpus

// JSON lines: one article a line, as DESIGN.md has it.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// parseLines reads every line of data; see Parse.
func parseLines(name string, data []byte) ([]Article, error) {
	if utf16Of(data) != nil {
		text, err := decode(data)
		if err != nil {
			return nil, &ReadError{Path: name, Err: err}
		}
		data = []byte(text)
	}
	var articles []Article
	var errs []error
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if blank(line) {
			continue
		}
		a, err := parseLine(line)
		if err != nil {
			errs = append(errs, &ReadError{Path: name, Line: number, Err: err})
			continue
		}
		articles = append(articles, a)
	}
	return articles, errors.Join(errs...)
}

// blank says whether a line of a file is empty.
func blank(line []byte) bool {
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	return len(bytes.TrimSpace(line)) == 0
}

// parseLine reads one line.
func parseLine(line []byte) (Article, error) {
	text, err := decode(line)
	if err != nil {
		return Article{}, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &fields); err != nil {
		return Article{}, fmt.Errorf("it is not a JSON object: %w", err)
	}
	if fields == nil {
		return Article{}, errors.New("it is not a JSON object: null")
	}
	var a Article
	if err := a.takeFields(fields); err != nil {
		return Article{}, err
	}
	return finish(a)
}

// takeFields fills the article from the keys that it knows; the others go to
// Meta.
func (a *Article) takeFields(fields map[string]json.RawMessage) error {
	var published, status string
	known := map[string]*string{
		"id": &a.ID, "title": &a.Title, "text": &a.Text, "byline": &a.Byline,
		"publisher": &a.Publisher, "agency": &a.Agency, "dateline": &a.Dateline,
		"published": &published, "url": &a.URL, "language": &a.Language, "status": &status,
	}
	for key, raw := range fields {
		field := known[key]
		if field == nil {
			a.keep(key, raw)
			continue
		}
		if err := takeString(field, raw, key == "id"); err != nil {
			return fmt.Errorf("%q %w", key, err)
		}
	}
	a.takePublished(published)
	return a.setStatus(status)
}

// takeString reads a string, or null as nothing; a number too where an id may
// be one.
func takeString(field *string, raw json.RawMessage, numbers bool) error {
	raw = bytes.TrimSpace(raw)
	if string(raw) == "null" {
		return nil
	}
	if err := json.Unmarshal(raw, field); err == nil {
		return nil
	}
	if numbers && len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9') {
		*field = string(raw)
		return nil
	}
	return errors.New("is not a string")
}

// takePublished sets the date where the input states one. What is no date is
// kept as it stands among the metadata, and the article stays undated.
func (a *Article) takePublished(s string) {
	if s = strings.TrimSpace(s); s == "" {
		return
	}
	if date, ok := ParseDate(s); ok {
		a.Published = date
		return
	}
	if raw, err := json.Marshal(s); err == nil {
		a.keep("published", raw)
	}
}

// keep stores a key that has no field.
func (a *Article) keep(key string, raw json.RawMessage) {
	var compact bytes.Buffer
	if json.Compact(&compact, raw) != nil {
		return
	}
	if a.Meta == nil {
		a.Meta = make(map[string]json.RawMessage)
	}
	a.Meta[key] = compact.Bytes()
}
