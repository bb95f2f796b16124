// Package corpus knows what an article is: it reads the formats a newsroom
// has, marks what is not the story (headline, byline, page furniture), finds
// the dates and names that stand in the text, splits it into sentences, and
// tells which articles share one origin.
//
// It knows nothing of search, answers or storage.
package corpus

import (
	"encoding/json"
	"errors"
	"time"
)

// ErrNotFound is what every source of articles returns for an unknown id.
var ErrNotFound = errors.New("no such article")

// Article is one story as the newsroom has it. Fields that the file does not
// say stay empty: nothing here is guessed.
type Article struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Byline    string `json:"byline"`
	Publisher string `json:"publisher"`
	Agency    string `json:"agency"`    // the wire it came from: "AP", "Reuters"
	Dateline  string `json:"dateline"`  // the place it was filed from: "OSLO, Norway"
	Published string `json:"published"` // RFC 3339 or YYYY-MM-DD, "" when not known
	URL       string `json:"url"`
	Language  string `json:"language"` // BCP 47, "" when not known
	Status    string `json:"status"`   // "", "corrected" or "withdrawn"
	Origin    string `json:"origin"`   // id of the article that heads its origin group; its own when it stands alone
	Text      string `json:"text"`     // the whole of it, NFC, "\n" line ends
	Spans     []Span `json:"spans"`    // marked parts of Text, ordered, never overlapping

	Why  []Link                     `json:"why,omitempty"`      // why it shares its origin with others
	Meta map[string]json.RawMessage `json:"metadata,omitempty"` // keys of the input that have no field here
}

// PublishedAt is the article's date; ok is false when it is not known. A date
// without a time of day is midnight UTC.
func (a *Article) PublishedAt() (t time.Time, ok bool) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, a.Published); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// SpanKind says what a marked part of the text is.
type SpanKind string

const (
	SpanHeadline  SpanKind = "headline"  // the title, where it stands in the text
	SpanByline    SpanKind = "byline"    // "By …", "Written By …"
	SpanDate      SpanKind = "date"      // a bare date or time-stamp line
	SpanDateline  SpanKind = "dateline"  // "OSLO, Norway (AP) —"
	SpanCredit    SpanKind = "credit"    // "Source: …", "… reported from Lima", photo credits, rules of underscores
	SpanFurniture SpanKind = "furniture" // donation, subscription, cookie, share and newsletter prompts
	SpanHeading   SpanKind = "heading"   // a subheading: indexed, not quoted
	SpanCaption   SpanKind = "caption"   // a picture's caption
)

// Span is a marked part of an article's text, in bytes, at rune boundaries.
type Span struct {
	Kind  SpanKind `json:"kind"`
	Start int      `json:"start"`
	End   int      `json:"end"`
}

// Sentence is one quotable sentence of the story: bytes Start to End of the
// text, without white space at its ends, never reaching into a marked span or
// over a paragraph's end.
type Sentence struct {
	Start, End int
	Paragraph  int // counted from 0 over the quotable paragraphs
}

// Link says why two articles share one origin.
type Link struct {
	Article string `json:"article"` // the other one
	Kind    string `json:"kind"`    // "exact", "edited", "rewritten" or "credit"
	Shared  int    `json:"shared"`  // runs of six words that both have, outside quotation marks
	Example string `json:"example"` // one of them, or the credit, as written in this article
}
