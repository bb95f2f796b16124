package answer

// An article's own sentences in an answer, their quotation marks made even.

import (
	"strings"
)

// opensQuote: the sentence opens a quotation that it does not close.
func (f *finding) opensQuote() bool {
	text := f.doc.stretch(f.sent, f.sent)
	return strings.Count(text, "“") > strings.Count(text, "”")
}

// verbatim is the whole sentence with its quotation marks made even.
func (f *finding) verbatim() string {
	start, end := f.sentence().Start, f.sentence().End
	if f.opensQuote() {
		_, end = f.quote()
	}
	return tidy(f.doc.article.Text[start:end])
}

// tidy puts a stretch of text on one line.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// quotedText sets a whole sentence between quotation marks; one that begins or
// ends with a quotation of its own stands as it is, for doubled marks can be
// paired in two ways.
func quotedText(s string) string {
	s = evenMarks(s)
	if strings.HasPrefix(s, "“") || strings.HasPrefix(s, `"`) || strings.HasSuffix(s, "”") || strings.HasSuffix(s, `"`) {
		return s
	}
	return "“" + s + "”"
}

// evenMarks evens out the quotation marks of a sentence that opens one which
// it does not close, or the reverse: at its edge the odd one goes, further
// inside it gets its fellow.
func evenMarks(s string) string {
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, "”"), "“"))
	if strings.Count(s, `"`)%2 == 1 {
		switch {
		case strings.HasPrefix(s, `"`):
			s = s[1:]
		case strings.HasSuffix(s, `"`):
			s = s[:len(s)-1]
		default:
			s += `"`
		}
	}
	switch opened, closed := strings.Count(s, "“"), strings.Count(s, "”"); {
	case opened > closed && strings.HasPrefix(s, "“"):
		return evenMarks(strings.TrimPrefix(s, "“"))
	case opened > closed:
		return evenMarks(s + "”")
	case closed > opened && strings.HasSuffix(s, "”"):
		return evenMarks(strings.TrimSuffix(s, "”"))
	case closed > opened:
		return evenMarks("“" + s)
	}
	return s
}
