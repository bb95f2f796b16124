package bot

// Blocks and pages: what every drawing is made of.

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/slack-go/slack"
)

// pages gathers blocks and divides them into messages within the limits.
type pages struct {
	done [][]slack.Block
	cur  []slack.Block
	size int
}

func (p *pages) add(blocks ...slack.Block) {
	for _, b := range blocks {
		n := size(b)
		if len(p.cur) > 0 && (len(p.cur) == maxBlocks || p.size+n > maxChars) {
			p.done, p.cur, p.size = append(p.done, p.cur), nil, 0
		}
		p.cur, p.size = append(p.cur, b), p.size+n
	}
}

// messages closes the last page. The plain text stands with the first; the
// others say what they go on with.
func (p *pages) messages(text string) []message {
	all := append(p.done, p.cur)
	out := make([]message, len(all))
	for k, blocks := range all {
		out[k] = message{text: text, blocks: blocks}
		if k > 0 {
			out[k].text = fmt.Sprintf("The answer goes on (%d of %d).", k+1, len(all))
		}
	}
	return out
}

// size is how many characters of text a block has.
func size(b slack.Block) int {
	switch b := b.(type) {
	case *slack.RichTextBlock:
		n := 0
		for _, e := range b.Elements {
			switch e := e.(type) {
			case *slack.RichTextSection:
				n += elements(e.Elements)
			case *slack.RichTextQuote:
				n += elements(e.Elements)
			}
		}
		return n
	case *slack.ContextBlock:
		n := 0
		for _, e := range b.ContextElements.Elements {
			if t, ok := e.(*slack.TextBlockObject); ok {
				n += len(t.Text)
			}
		}
		return n
	}
	return 100
}

func elements(all []slack.RichTextSectionElement) int {
	n := 0
	for _, e := range all {
		switch e := e.(type) {
		case *slack.RichTextSectionTextElement:
			n += len(e.Text)
		case *slack.RichTextSectionLinkElement:
			n += len(e.Text) + len(e.URL)
		}
	}
	return n
}

func line(elements ...slack.RichTextSectionElement) slack.Block {
	return slack.NewRichTextBlock("", slack.NewRichTextSection(elements...))
}

// lines are a text as one block, or as several where it is long.
func lines(text string) (out []slack.Block) {
	for _, piece := range pieces(text, maxPiece) {
		out = append(out, line(plain(piece)))
	}
	return out
}

func plain(text string) slack.RichTextSectionElement {
	return slack.NewRichTextSectionTextElement(text, nil)
}

func bold(text string) slack.RichTextSectionElement {
	return slack.NewRichTextSectionTextElement(text, &slack.RichTextSectionTextStyle{Bold: true})
}

// contextLine is a line of small print, in plain text: nothing in it pings, links or
// is formatted.
func contextLine(text string) slack.Block {
	return slack.NewContextBlock("", slack.NewTextBlockObject(slack.PlainTextType, short(text, 2000), false, false))
}

// pieces divides a text into runs of at most limit bytes, at spaces where it can,
// without losing a byte.
func pieces(text string, limit int) []string {
	var out []string
	for len(text) > limit {
		cut := strings.LastIndexByte(text[:limit], ' ')
		if cut <= limit/2 {
			for cut = limit; cut > 0 && text[cut]&0xC0 == 0x80; cut-- {
			}
		}
		out, text = append(out, text[:cut]), text[cut:]
	}
	return append(out, text)
}

// tidy is a text on one line, without control characters.
func tidy(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// short cuts a text at a rune, with a sign that it was cut.
func short(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit-1]) + "…"
}
