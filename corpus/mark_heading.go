package corpus

// Subheadings.

import (
	"strings"
	"unicode/utf8"
)

// headings marks the short lines between paragraphs that head what follows.
// Rows of short lines are lists, whose lines say something.
func (m *marker) headings() {
	for i := m.first; i < len(m.paras); i++ {
		if m.paras[i].done || !m.headingForm(i) {
			continue
		}
		run := 1
		for i+run < len(m.paras) && !m.paras[i+run].done && m.headingForm(i+run) {
			run++
		}
		if run <= 2 && m.storyAt(i+run) {
			for j := i; j < i+run; j++ {
				m.whole(j, SpanHeading)
			}
		} else {
			for j := i; j < i+run; j++ {
				if shouts(strings.ReplaceAll(m.at(j), " ", "")) && m.storyAt(j+1) {
					m.whole(j, SpanHeading)
				}
			}
			if last := i + run - 1; run > 2 && !m.paras[last].done && m.storyAt(i+run) && !listItem(m.at(last)) {
				m.whole(last, SpanHeading)
			}
		}
		i += run
	}
}

// headingForm says whether paragraph i could be a heading by itself: short,
// starting as a title does, and not ending as a sentence or an item does.
func (m *marker) headingForm(i int) bool {
	line := m.at(i)
	if words(line) > 14 || utf8.RuneCountInString(line) > 110 || !startsSentence(line) || !hasLetters(line) {
		return false
	}
	end := strings.TrimRight(line, closers)
	return end != "" && !strings.ContainsAny(end[len(end)-1:], ".!:;,") && !strings.HasSuffix(end, "…") && !listItem(line)
}

// storyAt says whether a paragraph of the story stands at i.
func (m *marker) storyAt(i int) bool {
	if i >= len(m.paras) || m.paras[i].done {
		return false
	}
	line := m.at(i)
	return words(line) >= 6 && (endsSentence(line) || words(line) > 25 || strings.HasSuffix(line, ":"))
}

// listItem says whether a line is a label and its value: "Alabama: 90",
// "Cases - 1/50".
func listItem(line string) bool {
	label, value, found := strings.Cut(line, ": ")
	if !found {
		label, value, found = strings.Cut(line, " - ")
	}
	return found && words(label) <= 4 && words(value) <= 8 && strings.ContainsAny(value, "0123456789")
}

func hasLetters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 'A' && r <= 'z' || r > 127 }) >= 0
}
