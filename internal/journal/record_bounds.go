package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is kept of an answer at most. A model may say anything, at any length.
const (
	textAtMost   = 16 << 10 // bytes of a question or an answer
	quoteAtMost  = 2 << 10  // of a claim, a quote or a reason
	nameAtMost   = 256      // of a name, a value, an id
	partsAtMost  = 100      // passages, citations, steps, prompts
	claimsAtMost = 100
)

// NewRecord is the record that is kept of one that is given: without a number,
// its time in UTC to the microsecond, its texts valid UTF-8 without control
// characters but line breaks and tabs, and no longer than can be of use. Of too
// many claims those that were dropped go first, and LeftOut counts them.
func NewRecord(given Record) Record {
	r := given
	r.Number, r.At = 0, kept(given.At)
	for _, text := range []*string{&r.Question, &r.Understood, &r.Answer} {
		*text = bounded(*text, textAtMost)
	}
	r.Fallback = bounded(r.Fallback, quoteAtMost)
	for _, name := range []*string{&r.Surface, &r.Person, &r.Conversation, &r.Language, &r.Verdict, &r.Mode, &r.Model, &r.Host} {
		*name = bounded(*name, nameAtMost)
	}
	if math.IsNaN(r.Cost) || math.IsInf(r.Cost, 0) {
		r.Cost = 0
	}
	r.Prompts = firstOf(given.Prompts)
	for i := range r.Prompts {
		r.Prompts[i] = bounded(r.Prompts[i], nameAtMost)
	}
	r.Took = firstOf(given.Took)
	for i := range r.Took {
		r.Took[i].Step = bounded(r.Took[i].Step, nameAtMost)
	}
	r.Passages = firstOf(given.Passages)
	for i := range r.Passages {
		r.Passages[i].bound()
	}
	r.Cited = firstOf(given.Cited)
	for i := range r.Cited {
		r.Cited[i].bound()
		r.Cited[i].Quote = bounded(r.Cited[i].Quote, quoteAtMost)
	}
	r.Claims, r.LeftOut = boundedClaims(given.Claims)
	return r
}

func (p *RecordPassage) bound() {
	p.Article, p.Hash = bounded(p.Article, nameAtMost), bounded(p.Hash, nameAtMost)
}

// firstOf is a copy of the first of a list, as many as are kept; never nil, so
// that it is a list in JSON too.
func firstOf[T any](list []T) []T {
	return append([]T{}, list[:min(len(list), partsAtMost)]...)
}

// boundedClaims are the claims that are kept, and how many more there were.
func boundedClaims(all []RecordClaim) (claims []RecordClaim, leftOut int) {
	shown := 0
	for _, c := range all {
		if c.Fate != Dropped {
			shown++
		}
	}
	room := max(claimsAtMost-shown, 0) // for those that were dropped
	claims = []RecordClaim{}
	for _, c := range all {
		if c.Fate == Dropped {
			if room == 0 {
				continue
			}
			room--
		}
		if len(claims) == claimsAtMost {
			break
		}
		c.Text, c.Quote, c.Reason = bounded(c.Text, quoteAtMost), bounded(c.Quote, quoteAtMost), bounded(c.Reason, quoteAtMost)
		c.Value, c.Fate = bounded(c.Value, nameAtMost), bounded(c.Fate, nameAtMost)
		claims = append(claims, c)
	}
	return claims, len(all) - len(claims)
}

// bounded is a text as it is kept, at most so many bytes long; one that was
// longer ends in an ellipsis.
func bounded(text string, most int) string {
	long := len(text) > most
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(text[:min(len(text), most)], string(unicode.ReplacementChar)))
	if !long && len(text) <= most {
		return text
	}
	end := min(len(text), most-len("…"))
	for end > 0 && end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// HashText tells one text from another: the first 16 hex digits of its SHA-256.
func HashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
