package answer

// What a model replied, read as far as it can be: everything here takes any
// bytes at all.

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on a reply: what is longer is no reading of a few passages.
const (
	replyBytes  = 1 << 20
	replyClaims = 500
	fieldBytes  = 2000
)

// proposal is one claim as a model made it, and nothing that may be shown.
type proposal struct {
	Text        field  `json:"text"`
	Value       field  `json:"value"`
	Passage     number `json:"passage"`
	Quote       field  `json:"quote"`
	Stage       field  `json:"stage"`
	Hedge       field  `json:"hedge"`
	Attribution field  `json:"attribution"`
}

// proposals are a whole reply.
type proposals struct {
	Claims  []proposal `json:"claims"`
	Summary field      `json:"summary"`
}

// field is a text that may have been written as a number or a truth value.
type field string

func (f *field) UnmarshalJSON(b []byte) error {
	var s string
	switch {
	case len(b) > 0 && b[0] == '"':
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	case len(b) > 0 && (b[0] == '{' || b[0] == '['), string(b) == "null":
		return nil // nothing that could be shown
	default:
		s = string(b)
	}
	if len(s) > fieldBytes {
		return nil
	}
	*f = field(strings.ToValidUTF8(strings.TrimSpace(s), "\uFFFD"))
	return nil
}

// unprintable: the text has control or format characters, which no quotation
// and no sentence of a newsroom has.
func (f field) unprintable() bool {
	return strings.ContainsFunc(string(f), func(r rune) bool {
		return r == utf8.RuneError || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r'
	})
}

// number is a passage's number, which may have been written "1", "[1]" or 1.0.
type number int

func (n *number) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), "\"[] \t\n")
	s = strings.TrimSpace(strings.TrimPrefix(strings.ToLower(s), "passage"))
	if v, err := strconv.ParseFloat(s, 64); err == nil && v == float64(int(v)) && v > 0 && v < 1e6 {
		*n = number(int(v))
	}
	return nil // 0: none
}

// errNoClaims: a reply has no JSON of the shape that was asked for.
var errNoClaims = errors.New("no JSON object with claims")

// readReply reads a reply. Of one that breaks off, the claims that are whole are
// kept. The error, errNoClaims, holds nothing of the reply.
func readReply(text string) (proposals, error) {
	raw := []byte(text)
	if len(raw) > replyBytes {
		raw = raw[:replyBytes]
	}
	if at := bytes.IndexByte(raw, '{'); at >= 0 {
		var p proposals
		var shape struct {
			Claims *json.RawMessage `json:"claims"`
		}
		if json.NewDecoder(bytes.NewReader(raw[at:])).Decode(&shape) == nil && shape.Claims != nil &&
			json.NewDecoder(bytes.NewReader(raw[at:])).Decode(&p) == nil {
			p.Claims = p.Claims[:min(len(p.Claims), replyClaims)]
			return p, nil
		}
	}
	return salvage(raw)
}

// salvage reads the claims of a reply that is broken or breaks off: those before
// the break.
func salvage(raw []byte) (proposals, error) {
	at := bytes.Index(raw, []byte(`"claims"`))
	if at < 0 {
		return proposals{}, errNoClaims
	}
	raw = raw[at+len(`"claims"`):]
	if at = bytes.IndexByte(raw, '['); at < 0 || len(bytes.TrimLeft(raw[:at], ": \t\r\n")) > 0 {
		return proposals{}, errNoClaims
	}
	d := json.NewDecoder(bytes.NewReader(raw[at:]))
	if _, err := d.Token(); err != nil {
		return proposals{}, errNoClaims
	}
	var p proposals
	for d.More() && len(p.Claims) < replyClaims {
		var one proposal
		if d.Decode(&one) != nil {
			break
		}
		p.Claims = append(p.Claims, one)
	}
	if len(p.Claims) == 0 {
		return proposals{}, errNoClaims
	}
	return p, nil
}
