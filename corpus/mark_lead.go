package corpus

// What stands above a story: date, headline, byline, dateline.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lead marks the lines above the story, up to its first paragraph.
func (m *marker) lead() {
	for i := range min(len(m.paras), leadLines) {
		m.first = i
		m.leadDates(i)
		if m.paras[i].done {
			continue
		}
		line := m.at(i)
		switch {
		case m.caption(i, line), m.furniture(i), m.byline(i, line), m.namesLine(i, line), m.datelineOnly(i, line), m.headline(i, line):
			continue
		case m.inlineHeadline(i, line):
		}
		if m.paras[i].done || isRule(m.at(i)) {
			continue
		}
		if shortLine(m.at(i)) && i+1 < len(m.paras) && m.a.Title != "" && !endsSentence(m.at(i)) {
			continue // a line above the story that is none of these
		}
		m.dateline(i)
		return
	}
}

var reDateLabel = pattern(`(?i)^\(?(?:(?:first |originally )?published|posted|updated|last updated|last modified|date|publicado|actualizado|fecha)\b\s*:?\s*(?:on\s+|el\s+)?`)

// leadDates marks the dates at the beginning of a line: after a word that says
// so, or alone on it.
func (m *marker) leadDates(i int) {
	for !m.paras[i].done {
		line := m.at(i)
		label := len(reDateLabel().FindString(line))
		date, n, ok := matchDate(line[label:])
		if !ok {
			return
		}
		rest := strings.TrimLeft(line[label+n:], " |·•,;)–—-\u00a0")
		if label == 0 && rest != "" && !reDateLabel().MatchString(rest) && !reByline().MatchString(rest) {
			return
		}
		fill(&m.a.Published, date)
		m.prefix(i, SpanDate, len(line)-len(rest))
	}
}

// headline marks a first line that is a headline: the title's words, or a short
// line without a sentence's end above a longer paragraph.
func (m *marker) headline(i int, line string) bool {
	if m.has(SpanHeadline) || i+1 >= len(m.paras) || words(line) > 30 || utf8.RuneCountInString(line) > 220 {
		return false
	}
	if m.a.Title != "" {
		if alike := commonWords(line, m.a.Title); alike < 0.5 || endsSentence(line) && alike < 0.9 {
			return false
		}
	} else if !looksHeadline(line) || i > 3 || !m.storyFollows(i) {
		return false
	}
	fill(&m.a.Title, line)
	m.whole(i, SpanHeadline)
	return true
}

func (m *marker) has(kind SpanKind) bool {
	return slices.ContainsFunc(m.spans, func(s Span) bool { return s.Kind == kind })
}

// looksHeadline says whether a line has the form of a headline.
func looksHeadline(line string) bool {
	n := words(line)
	if n < 2 || n > 25 || !unicode.IsLetter(firstLetter(line)) && !unicode.IsDigit(firstLetter(line)) {
		return false
	}
	end := strings.TrimRight(line, closers)
	return !strings.HasSuffix(end, ".") && !strings.HasSuffix(end, ":") && !strings.HasSuffix(end, ",") && !strings.HasSuffix(end, ";")
}

// storyFollows says whether one of the next lines is a paragraph of a story.
func (m *marker) storyFollows(i int) bool {
	for j := i + 1; j < min(len(m.paras), i+4); j++ {
		if m.storyAt(j) {
			return true
		}
	}
	return false
}

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, openers))
	return r
}

// shortLine says whether a line is too short for a paragraph of a story.
func shortLine(line string) bool { return words(line) <= 14 }

// inlineHeadline marks a headline that shares its line with the story, the
// date between them: "Council closes bridge June 07, 2011 The city council …".
func (m *marker) inlineHeadline(i int, line string) bool {
	if i > 0 || m.has(SpanHeadline) {
		return false
	}
	for _, at := range reMonthOrYear().FindAllStringIndex(line[:min(len(line), 260)], -1) {
		date, n, ok := matchDate(line[at[0]:])
		if !ok {
			continue
		}
		head, rest := strings.TrimRight(line[:at[0]], blanks+"|–—-"), strings.TrimLeft(line[at[0]+n:], blanks)
		if !looksHeadline(head) || functionEnd(head) || words(rest) < 8 || !startsSentence(rest) {
			return false
		}
		if m.a.Title != "" && !startsAlike(head, m.a.Title) || m.a.Title == "" && !prose(rest) {
			return false
		}
		fill(&m.a.Title, head)
		fill(&m.a.Published, date)
		m.prefix(i, SpanHeadline, len(head))
		m.prefix(i, SpanDate, at[0]+n-len(head)-m.skipped(line, len(head)))
		return true
	}
	return false
}

// prose says whether s reads like a story and not like a table: small words
// among its first, and a sentence's end.
func prose(s string) bool {
	small, all := 0, 0
	for w := range strings.FieldsSeq(s) {
		if all == 20 {
			break
		}
		all++
		if unicode.IsLower(firstLetter(w)) {
			small++
		}
	}
	return strings.ContainsAny(s, ".!?") && 5*small >= 2*all
}

// skipped is the white space after byte n of line, which prefix steps over.
func (m *marker) skipped(line string, n int) int {
	return len(line[n:]) - len(strings.TrimLeft(line[n:], blanks))
}

var reMonthOrYear = pattern(`(?i)\b(?:` + monthWord + `\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+(?:de\s+)?` + monthWord + `\.?,?\s+(?:del?\s+)?\d{4}|\d{4}-\d{2}-\d{2})\b`)

// functionEnd says whether a line breaks off after a word that needs another:
// then what follows belongs to it.
func functionEnd(line string) bool {
	fields := strings.Fields(strings.ToLower(line))
	if len(fields) == 0 {
		return true
	}
	switch fields[len(fields)-1] {
	case "on", "in", "of", "by", "from", "since", "until", "till", "to", "before", "after", "the", "a", "an", "at", "for", "and", "or",
		"between", "around", "about", "through", "dated", "date", "birth", "death", "born", "died", "as", "en", "el", "de", "desde", "hasta", "del", "monday", "tuesday", "wednesday",
		"thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}

// startsSentence says whether s begins as a sentence does.
func startsSentence(s string) bool {
	r := firstLetter(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// commonWords is the part of the longer line's words that the other has too.
func commonWords(a, b string) float64 {
	wordsA, wordsB := wordSet(a), wordSet(b)
	shared := 0
	for w := range wordsA {
		if wordsB[w] {
			shared++
		}
	}
	return float64(shared) / float64(max(1, len(wordsA), len(wordsB)))
}

// startsAlike says whether two lines are one headline, of which either may be
// cut short: most words of the shorter are in the other.
func startsAlike(a, b string) bool {
	wordsA, wordsB := wordSet(a), wordSet(b)
	return commonWords(a, b)*float64(max(len(wordsA), len(wordsB))) >= 0.5*float64(min(len(wordsA), len(wordsB)))
}

func wordSet(s string) map[string]bool {
	out := make(map[string]bool)
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), notWord) {
		out[w] = true
	}
	return out
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
