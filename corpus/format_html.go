package corpus

// Web pages: the story by go-readability, and what the page says of it by its
// metadata (JSON-LD first, then meta tags).

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	readability "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

var errNoStory = errors.New("no story was found in the page: save its text as .txt")

func parseHTML(data []byte) (Article, error) {
	source, err := decodeHTML(data)
	if err != nil {
		return Article{}, err
	}
	if strings.TrimSpace(source) == "" {
		return Article{}, errEmpty
	}
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return Article{}, fmt.Errorf("it cannot be read as HTML: %w", err)
	}
	a := pageOf(doc).article()
	body, byline, err := readable(doc)
	if err != nil {
		return Article{}, err
	}
	fill(&a.Byline, byline)
	a.Text = plainHTML(body)
	if strings.TrimSpace(a.Text) == "" {
		return Article{}, errNoStory
	}
	return a, nil
}

// decodeHTML goes by the page's own charset where it is not UTF-8.
func decodeHTML(data []byte) (string, error) {
	if utf16Of(data) == nil && !utf8.Valid(data) {
		if enc, name, sure := charset.DetermineEncoding(data, "text/html"); sure && name != "utf-8" {
			return decodeWith(enc, data, name)
		}
	}
	return decode(data)
}

// readable returns the node that holds the article, and the byline that stands
// by it. The library walks hostile input; should it panic on some, that page is
// refused and the rest goes on.
func readable(doc *html.Node) (node *html.Node, byline string, err error) {
	defer func() {
		if r := recover(); r != nil {
			node, err = nil, fmt.Errorf("the page could not be taken apart (%v): save its text as .txt", r)
		}
	}()
	found, err := readability.FromDocument(doc, nil)
	if err != nil {
		return nil, "", fmt.Errorf("the page could not be taken apart: %w", err)
	}
	if found.Node == nil {
		return nil, "", errNoStory
	}
	byline = reByPrefix().ReplaceAllString(oneLine(found.Byline), "")
	if !nameList(byline) {
		byline = ""
	}
	return found.Node, byline, nil
}

var reByPrefix = pattern(`^(?i:by|por|par|von|di)\s+`)

// plainHTML is the text of a node: blocks as paragraphs with an empty line
// between, list items and table rows a line each.
func plainHTML(n *html.Node) string {
	var w htmlText
	w.walk(n)
	w.endLine()
	return strings.TrimSpace(w.out.String()) + "\n"
}

// htmlText writes a tree's text. White space is folded as a browser does it.
type htmlText struct {
	out   bytes.Buffer
	line  strings.Builder // the line under way
	space bool            // white space stands between it and what comes
}

func (w *htmlText) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
		return
	case html.ElementNode:
		if skipped(n) {
			return
		}
	}
	before, after := breaksAround(n.DataAtom)
	if before {
		w.endLine()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
	switch {
	case n.DataAtom == atom.Br || n.DataAtom == atom.Tr || n.DataAtom == atom.Li:
		w.endLine()
	case (n.DataAtom == atom.Td || n.DataAtom == atom.Th) && nextElement(n) != nil:
		w.text(" | ")
	case after:
		w.endLine()
		w.out.WriteByte('\n')
	}
}

func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; {
		n = n.NextSibling
	}
	return n
}

// breaksAround says whether an element begins a line, and ends a paragraph.
func breaksAround(a atom.Atom) (before, after bool) {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Blockquote, atom.Figure, atom.Figcaption, atom.Header, atom.Footer,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Pre, atom.Main, atom.Aside, atom.Hr:
		return true, true
	case atom.Li, atom.Tr, atom.Dt, atom.Dd:
		return true, false
	}
	return false, false
}

func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Button, atom.Form, atom.Select, atom.Textarea, atom.Head:
		return true
	}
	return false
}

func (w *htmlText) text(s string) {
	for _, field := range strings.FieldsFunc(s, isHTMLSpace) {
		if (w.space || isHTMLSpace(rune(s[0]))) && w.line.Len() > 0 {
			w.line.WriteByte(' ')
		}
		w.line.WriteString(field)
		s, w.space = " ", false
	}
	if s != "" && isHTMLSpace(rune(s[len(s)-1])) {
		w.space = true
	}
}

func isHTMLSpace(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f'
}

func (w *htmlText) endLine() {
	if w.line.Len() > 0 {
		w.out.WriteString(strings.TrimSpace(w.line.String()))
		w.out.WriteByte('\n')
	}
	w.line.Reset()
	w.space = false
}

var reLanguage = pattern(`^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$`)
