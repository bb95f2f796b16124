package corpus

// Bytes to text: which encoding a file is in, and the one form in which text
// is stored.

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

var (
	errEmpty  = errors.New("there is no text in it")
	errBinary = errors.New("it has NUL bytes, so it is not a text: if it is a document of another program, save it as plain text")
)

// Normalise returns text as it is stored: NFC, with "\n" line ends and without
// a byte order mark. Nothing else is cut out; normalising twice changes nothing.
func Normalise(text string) string {
	text = strings.TrimLeft(text, "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return norm.NFC.String(text)
}

// decode returns data as UTF-8. It knows UTF-8, UTF-16 (by its mark, or by the
// zero bytes that Latin text has in it) and windows-1252; what is none of
// these is refused rather than shown as garbage.
func decode(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if enc := utf16Of(data); enc != nil {
		return decodeWith(enc, data, "UTF-16")
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	at, mixed := firstInvalid(data)
	if mixed || !looksWindows1252(data) {
		return "", fmt.Errorf("it is not UTF-8 (byte %d), and its encoding cannot be told: save it as UTF-8", at)
	}
	return decodeWith(charmap.Windows1252, data, "windows-1252")
}

func decodeWith(enc encoding.Encoding, data []byte, name string) (string, error) {
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("it cannot be read as %s: %w", name, err)
	}
	return string(text), nil
}

// utf16Of returns the UTF-16 encoding that data is in, or nil.
func utf16Of(data []byte) encoding.Encoding {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return little // the mark decides
	case len(data) < 8 || len(data)%2 != 0:
		return nil
	}
	var zeros [2]int
	for i, b := range data {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(data) / 2
	switch {
	case zeros[1]*10 > half*7 && zeros[0] == 0:
		return little
	case zeros[0]*10 > half*7 && zeros[1] == 0:
		return big
	}
	return nil
}

// firstInvalid returns the offset of the first byte that is not UTF-8, and
// whether there are whole multi-byte characters beside it: then the text is
// damaged UTF-8 and no older encoding.
func firstInvalid(data []byte) (at int, mixed bool) {
	at = -1
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			if at < 0 {
				at = i
			}
		} else if size > 2 {
			mixed = true // a pair can be two accented letters; three in a row that fit cannot
		}
		i += size
	}
	return at, mixed
}

// looksWindows1252 says whether data can be windows-1252 text: only bytes that
// it defines, and few enough of them outside ASCII for a language written in
// Latin letters.
func looksWindows1252(data []byte) bool {
	high := 0
	for _, b := range data {
		switch b {
		case 0, 0x81, 0x8d, 0x8f, 0x90, 0x9d:
			return false
		}
		if b >= 0x80 {
			high++
		}
	}
	return high*5 <= len(data)
}

// checkText refuses a text that cannot be an article's.
func checkText(text string) error {
	if strings.TrimSpace(text) == "" {
		return errEmpty
	}
	if strings.IndexByte(text, 0) >= 0 {
		return errBinary
	}
	return nil
}
