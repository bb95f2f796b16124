package corpus

// Mark: what in a text is not the story. Each rule looks at one paragraph and
// at where it stands; the order of the rules is the order in which an editor
// would rule things out.

import (
	"cmp"
	"slices"
	"strings"
)

// Mark finds the marked spans of the article's text, and fills Title, Byline,
// Publisher, Agency, Dateline and Published from what stands there, where they
// are empty. What the text does not say stays empty.
func Mark(a *Article) {
	m := marker{a: a, text: a.Text}
	for _, p := range paragraphs(a.Text) {
		m.paras = append(m.paras, paragraph{para: p})
	}
	m.lead()
	m.tail()
	m.body()
	m.headings()
	a.Spans = inOrder(m.spans)
}

// inOrder sorts spans; of two that overlap the first, or of those that start
// together the longer, stays.
func inOrder(spans []Span) []Span {
	slices.SortStableFunc(spans, func(x, y Span) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	var out []Span
	for _, s := range spans {
		if len(out) == 0 || s.Start >= out[len(out)-1].End {
			out = append(out, s)
		}
	}
	return out
}

// marker is one article being marked.
type marker struct {
	a     *Article
	text  string
	paras []paragraph
	spans []Span
	first int // the paragraph with which the story begins
}

// paragraph is a paragraph with what was found out about it: start moves on
// over what is marked at its beginning.
type paragraph struct {
	para
	done   bool // wholly marked
	looked bool // for furniture
}

func (m *marker) at(i int) string { return m.text[m.paras[i].start:m.paras[i].end] }

// whole marks what is left of paragraph i.
func (m *marker) whole(i int, kind SpanKind) {
	m.span(kind, m.paras[i].start, m.paras[i].end)
	m.paras[i].done = true
}

// prefix marks the first n bytes of paragraph i and moves its start past them.
func (m *marker) prefix(i int, kind SpanKind, n int) {
	p := &m.paras[i]
	m.span(kind, p.start, p.start+n)
	p.para = trimmed(m.text, p.start+n, p.end)
	p.done = p.start >= p.end
}

func (m *marker) span(kind SpanKind, start, end int) {
	if p := trimmed(m.text, start, end); p.start < p.end {
		m.spans = append(m.spans, Span{Kind: kind, Start: p.start, End: p.end})
	}
}

// fill sets a field that is still empty.
func fill(field *string, value string) {
	if *field == "" {
		*field = oneLine(value)
	}
}

// leadLines and tailLines are how far from the ends of a text the lines are
// looked for that stand above and below a story.
const (
	leadLines = 8
	tailLines = 6
)

// tail marks what stands below a story: rules, credits, the reporters.
func (m *marker) tail() {
	for i := len(m.paras) - 1; i >= max(m.first, len(m.paras)-tailLines); i-- {
		if m.paras[i].done {
			continue
		}
		line := m.at(i)
		switch {
		case m.tailByline(i, line):
		case m.takeCredit(line):
			m.whole(i, SpanCredit)
		}
	}
}

// body marks furniture, captions and credits anywhere.
func (m *marker) body() {
	for i := range m.paras {
		if m.paras[i].done {
			continue
		}
		line := m.at(i)
		switch {
		case isRule(line):
			m.whole(i, SpanCredit)
		case creditAnywhere(line), photoLabel(line):
			m.whole(i, SpanCredit)
		case m.furniture(i):
		default:
			m.caption(i, line)
		}
	}
}

// isRule says whether a line is only drawn: underscores, dashes, stars.
func isRule(line string) bool {
	return len(line) >= 2 && strings.Trim(line, "_-–—*=~•·#. \u00a0") == ""
}

// words counts the words of s.
func words(s string) int { return len(strings.Fields(s)) }
