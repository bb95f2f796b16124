package corpus

// What a web page says of its story.

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what was found in a page's head and markup.
type page struct {
	meta     map[string]string // name, property or itemprop in small letters: the first value
	linked   []ldArticle       // JSON-LD
	title    string            // <title>
	headings []string          // <h1>
	url      string            // link rel=canonical
	language string
}

// ldArticle is what schema.org's NewsArticle says that an Article has a field
// for. Names come as a string, an object or a list of either.
type ldArticle struct {
	Type      ldNames `json:"@type"`
	Headline  ldNames `json:"headline"`
	Author    ldNames `json:"author"`
	Publisher ldNames `json:"publisher"`
	Source    ldNames `json:"sourceOrganization"`
	Published ldNames `json:"datePublished"`
	URL       ldNames `json:"url"`
	Language  ldNames `json:"inLanguage"`

	Graph []json.RawMessage `json:"@graph"`
}

// ldNames is a value of JSON-LD as the names in it.
type ldNames []string

func (n *ldNames) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*n = ldNames{one}
		return nil
	}
	var object struct {
		Name ldNames `json:"name"`
	}
	if json.Unmarshal(data, &object) == nil {
		*n = object.Name
		return nil
	}
	var list []ldNames
	if json.Unmarshal(data, &list) == nil {
		for _, item := range list {
			*n = append(*n, item...)
		}
	}
	return nil // another kind of value says nothing
}

func (n ldNames) String() string { return oneLine(strings.Join(n, ", ")) }

func pageOf(doc *html.Node) *page {
	p := &page{meta: make(map[string]string)}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			p.take(n)
		}
	}
	return p
}

func (p *page) take(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		p.language = attribute(n, "lang")
	case atom.Title:
		if p.title == "" {
			p.title = oneLine(textOf(n))
		}
	case atom.H1:
		p.headings = append(p.headings, oneLine(textOf(n)))
	case atom.Link:
		if attribute(n, "rel") == "canonical" && p.url == "" {
			p.url = attribute(n, "href")
		}
	case atom.Script:
		if strings.EqualFold(attribute(n, "type"), "application/ld+json") {
			p.takeLinked([]byte(textOf(n)), 0)
		}
	}
	value := attribute(n, "content")
	if n.DataAtom == atom.Time {
		value = attribute(n, "datetime")
	}
	for _, key := range []string{"property", "name", "itemprop"} {
		name := strings.ToLower(attribute(n, key))
		if name != "" && value != "" && p.meta[name] == "" {
			p.meta[name] = value
		}
	}
}

// takeLinked reads JSON-LD: an article, a list of things, or a graph of them.
func (p *page) takeLinked(data []byte, depth int) {
	if depth > 4 {
		return
	}
	var list []json.RawMessage
	if json.Unmarshal(data, &list) == nil {
		for _, item := range list {
			p.takeLinked(item, depth+1)
		}
		return
	}
	var ld ldArticle
	if json.Unmarshal(data, &ld) != nil {
		return
	}
	if slices.ContainsFunc(ld.Type, isArticleType) {
		p.linked = append(p.linked, ld)
	}
	for _, item := range ld.Graph {
		p.takeLinked(item, depth+1)
	}
}

func isArticleType(t string) bool {
	return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "BlogPosting") || t == "Report"
}

// article is what the page says, JSON-LD before meta tags.
func (p *page) article() Article {
	var ld ldArticle
	if len(p.linked) > 0 {
		ld = p.linked[0]
	}
	var heading string
	if len(p.headings) == 1 {
		heading = p.headings[0]
	}
	a := Article{
		Title:     firstOf(ld.Headline.String(), p.meta["og:title"], heading, p.title),
		Byline:    firstOf(ld.Author.String(), notURL(p.meta["author"]), notURL(p.meta["article:author"])),
		Publisher: firstOf(notURL(ld.Publisher.String()), notURL(p.meta["og:site_name"])),
		Agency:    ld.Source.String(),
		URL:       firstOf(p.url, p.meta["og:url"], ld.URL.String()),
		Language:  firstOf(ld.Language.String(), p.language),
	}
	if a.Agency == a.Publisher {
		a.Agency = ""
	}
	if !reLanguage().MatchString(a.Language) {
		a.Language = ""
	}
	for _, date := range []string{
		ld.Published.String(), p.meta["article:published_time"], p.meta["datepublished"], p.meta["pubdate"], p.meta["publishdate"],
		p.meta["date"], p.meta["dc.date"], p.meta["dc.date.issued"], p.meta["dcterms.created"], p.meta["parsely-pub-date"],
	} {
		if stated, ok := ParseDate(date); ok {
			a.Published = stated
			break
		}
	}
	return a
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v = oneLine(v); v != "" {
			return v
		}
	}
	return ""
}

// notURL drops a link to an author's page: a byline is a name.
func notURL(s string) string {
	if strings.Contains(s, "://") {
		return ""
	}
	return s
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
