// Package term puts an answer, a list of sources or an article on a terminal:
// wrapped to its width, coloured where it can be, and readable without colour.
// It renders what it is given and decides nothing.
//
// Text from articles is data: what would move the cursor, change colours or
// turn the direction of writing is taken out before it is shown.
package term

import (
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"
	"github.com/muesli/termenv"
)

// Options says how to render. The zero value is plain text, 80 columns wide.
type Options struct {
	Width  int  // columns; 0 means 80; more than 100 is too wide to read
	Color  bool // the terminal shows colours
	Sample bool // the articles are the built-in sample: say so
	All    bool // every caveat, not only the first three
}

const (
	defaultWidth = 80
	minWidth     = 30
	maxWidth     = 100
)

func (o Options) width() int {
	if o.Width <= 0 {
		return defaultWidth
	}
	return min(max(o.Width, minWidth), maxWidth)
}

// page collects what is written, so that one failing write is one error.
type page struct {
	strings.Builder
	width                                  int
	plain, bold, dim, warn, alarm, heading lipgloss.Style
}

func newPage(o Options) *page {
	renderer := lipgloss.NewRenderer(io.Discard)
	renderer.SetColorProfile(termenv.Ascii)
	if o.Color {
		renderer.SetColorProfile(termenv.ANSI)
	}
	style := renderer.NewStyle().Inline(true)
	return &page{
		width: o.width(), plain: style, bold: style.Bold(true), dim: style.Faint(true),
		warn: style.Foreground(lipgloss.Color("3")), alarm: style.Foreground(lipgloss.Color("1")).Bold(true),
		heading: style.Underline(true),
	}
}

func (p *page) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, p.String())
	return err
}

// line writes text as it is, in a style.
func (p *page) line(style lipgloss.Style, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		p.WriteString(style.Render(line) + "\n")
	}
}

// block writes text wrapped to the width: its first line after lead, the
// others under it.
func (p *page) block(style lipgloss.Style, lead, text string) {
	under := strings.Repeat(" ", ansi.StringWidth(lead))
	for _, line := range p.wrap(text, len(under)) {
		p.WriteString(lead + style.Render(line) + "\n")
		lead = under
	}
}

// quote writes an article's own words, set off by a bar: quotation marks would
// not be told from those of the article.
func (p *page) quote(style lipgloss.Style, lead, text string, bold []string) {
	under := strings.Repeat(" ", ansi.StringWidth(lead))
	for _, line := range p.wrap(text, len(under)+len("| ")) {
		line = style.Render(line)
		for _, b := range bold {
			line = strings.Replace(line, b, p.bold.Render(b), 1)
		}
		p.WriteString(lead + p.dim.Render("│") + " " + line + "\n")
		lead = under
	}
}

// wrap breaks text at its white space into lines that fit beside an indent; only
// a word wider than a line is broken itself, so that ids stay whole.
func (p *page) wrap(text string, indent int) []string {
	width := max(p.width-indent, minWidth/3)
	lines, used := []string{""}, 0
	for _, word := range strings.Fields(text) {
		for i, part := range strings.Split(ansi.Hardwrap(word, width, true), "\n") {
			last, w := len(lines)-1, ansi.StringWidth(part)
			switch {
			case used == 0 && i == 0:
				lines[last], used = lines[last]+part, w
			case i == 0 && used+1+w <= width:
				lines[last], used = lines[last]+" "+part, used+1+w
			default:
				lines, used = append(lines, part), w
			}
		}
	}
	return lines
}

func (p *page) gap() { p.WriteString("\n") }

// clean takes out of a text what is not to be shown: escape sequences, control
// characters, invisible ones and those that turn the direction of writing.
// Line breaks stay.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case r < ' ', r >= 0x7f && r < 0xa0:
			return -1
		case r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u206f',
			r == '\u061c', r == '\ufeff', r >= 0xe0000 && r <= 0xe007f:
			return -1
		}
		return r
	}, ansi.Strip(text))
}

// inline is text cleaned and on one line.
func inline(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

// day writes a publication date as a reader does: "28 Nov 2025".
func day(published string) string {
	if len(published) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)]); err == nil {
			return t.Format("2 Jan 2006")
		}
	}
	return undated
}

// undated stands where a publication date is not known.
const undated = "undated"

// plural writes a count with its noun: "1 article", "1,200 articles".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(int64(n)) + " " + noun + "s"
}
