package corpus

// Markdown: front matter for what the article says of itself, and its text
// without any markup.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/adrg/frontmatter"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"gopkg.in/yaml.v2"
)

// frontKeys are the names that front matter has for an article's fields.
var frontKeys = map[string]string{
	"title": "title", "headline": "title",
	"byline": "byline", "author": "byline", "authors": "byline",
	"publisher": "publisher", "agency": "agency", "dateline": "dateline",
	"published": "published", "date": "published",
	"url": "url", "link": "url", "canonical": "url",
	"language": "language", "lang": "language",
	"status": "status",
}

func parseMarkdown(data []byte) (Article, error) {
	source, err := decode(data)
	if err != nil {
		return Article{}, err
	}
	source = Normalise(source)
	front := yaml.MapSlice{}
	yamlOnly := frontmatter.NewFormat("---", "---", yaml.Unmarshal)
	body, err := frontmatter.Parse(strings.NewReader(source), &front, yamlOnly)
	if err != nil {
		return Article{}, fmt.Errorf("its front matter cannot be read as YAML: %w", err)
	}
	var a Article
	if err := a.takeFront(front); err != nil {
		return Article{}, err
	}
	a.Text = plainMarkdown(body)
	return a, nil
}

// takeFront fills the article from front matter.
func (a *Article) takeFront(front yaml.MapSlice) error {
	var published, status string
	fields := map[string]*string{
		"title": &a.Title, "byline": &a.Byline, "publisher": &a.Publisher, "agency": &a.Agency,
		"dateline": &a.Dateline, "published": &published, "url": &a.URL, "language": &a.Language, "status": &status,
	}
	for _, item := range front {
		key := strings.ToLower(fmt.Sprint(item.Key))
		field := fields[frontKeys[key]]
		value, simple := frontString(item.Value)
		if field != nil && simple && *field == "" {
			*field = value
			continue
		}
		raw, err := json.Marshal(jsonable(item.Value))
		if err != nil {
			return fmt.Errorf("its front matter has a value for %q that cannot be kept: %w", key, err)
		}
		a.keep(key, raw)
	}
	a.takePublished(published)
	return a.setStatus(status)
}

// frontString is a front matter value as one string; a list is its items with
// commas between. ok is false for what is neither.
func frontString(v any) (s string, ok bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case int, int64, uint64, float64, bool:
		return fmt.Sprint(v), true
	case time.Time:
		return v.Format(time.RFC3339), true
	case []any:
		items := make([]string, 0, len(v))
		for _, item := range v {
			s, ok := frontString(item)
			if !ok {
				return "", false
			}
			items = append(items, s)
		}
		return strings.Join(items, ", "), true
	}
	return "", false
}

// jsonable turns YAML's maps into JSON's.
func jsonable(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		out := make(map[string]any, len(v))
		for _, item := range v {
			out[fmt.Sprint(item.Key)] = jsonable(item.Value)
		}
		return out
	case map[any]any:
		out := make(map[string]any, len(v))
		for key, value := range v {
			out[fmt.Sprint(key)] = jsonable(value)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = jsonable(item)
		}
		return out
	}
	return v
}

// plainMarkdown is the text of a markdown document: paragraphs with an empty
// line between, list items and table rows a line each, no markup.
func plainMarkdown(source []byte) string {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify))
	p := plainer{source: source}
	if err := ast.Walk(md.Parser().Parse(text.NewReader(source)), p.visit); err != nil {
		return string(source) // visit returns no error
	}
	return strings.TrimSpace(p.out.String()) + "\n"
}

// plainer writes the text of a tree.
type plainer struct {
	source []byte
	out    bytes.Buffer
}

func (p *plainer) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		p.leave(n)
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Text:
		p.out.Write(plainSegment(n, p.source))
		if n.HardLineBreak() {
			p.out.WriteByte('\n')
		} else if n.SoftLineBreak() {
			p.out.WriteByte(' ')
		}
	case *ast.String:
		p.out.Write(n.Value)
	case *ast.AutoLink:
		p.out.Write(n.Label(p.source))
	case *ast.CodeBlock:
		p.lines(n.Lines())
	case *ast.FencedCodeBlock:
		p.lines(n.Lines())
	case *ast.ThematicBreak:
		p.out.WriteString("___\n\n")
	case *ast.HTMLBlock, *ast.RawHTML, *ast.Image:
		return ast.WalkSkipChildren, nil
	}
	return ast.WalkContinue, nil
}

// plainSegment is a text node's text, with escapes and entities resolved where
// they are not code.
func plainSegment(n *ast.Text, source []byte) []byte {
	value := n.Segment.Value(source)
	if n.IsRaw() || n.Parent() != nil && n.Parent().Kind() == ast.KindCodeSpan {
		return value
	}
	return util.UnescapePunctuations(util.ResolveNumericReferences(util.ResolveEntityNames(value)))
}

// leave ends what a node was: a paragraph, an item, a cell.
func (p *plainer) leave(n ast.Node) {
	switch n.Kind() {
	case ast.KindParagraph, ast.KindHeading, ast.KindList, east.KindTable, ast.KindCodeBlock, ast.KindFencedCodeBlock:
		p.endLine()
		if n.Parent() == nil || n.Parent().Kind() != ast.KindListItem {
			p.out.WriteByte('\n')
		}
	case ast.KindTextBlock, ast.KindListItem, east.KindTableHeader, east.KindTableRow:
		p.endLine()
	case east.KindTableCell:
		if n.NextSibling() != nil {
			p.out.WriteString(" | ")
		}
	}
}

func (p *plainer) endLine() {
	if b := p.out.Bytes(); len(b) > 0 && b[len(b)-1] != '\n' {
		p.out.WriteByte('\n')
	}
}

func (p *plainer) lines(lines *text.Segments) {
	for i := range lines.Len() {
		segment := lines.At(i)
		p.out.Write(segment.Value(p.source))
	}
}
