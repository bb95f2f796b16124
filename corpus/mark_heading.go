package corpus

// Subheadings.

import (
	"strings"
	"unicode/utf8"
)

// headings marks the short lines between paragraphs that head what follows.
// Rows of short lines are lists, whose lines say something; of those only the
// ones in capitals and the last are headings.
func (m *marker) headings() {
	for i := m.first; i < len(m.paras); {
		run := m.shortRun(i)
		for j := i; j < i+run; j++ {
			last := j == i+run-1
			if shoutsLine(m.at(j)) || (run <= 2 || last) && m.storyAt(i+run) {
				m.whole(j, SpanHeading)
			}
		}
		i += max(run, 1)
	}
	for i := m.first; i < len(m.paras); i++ {
		if line := m.at(i); !m.paras[i].done && reLinked().MatchString(line) && !endsSentence(line) {
			m.whole(i, SpanHeading)
		}
	}
}

// shortRun counts the lines from i on that have a heading's form.
func (m *marker) shortRun(i int) int {
	run := 0
	for i+run < len(m.paras) && !m.paras[i+run].done && m.headingForm(i+run) {
		run++
	}
	return run
}

// reLinked is another story's headline after its label, as pages lose the
// space between them: "Inquiry:What the council knew".
var reLinked = pattern(`^[\p{Lu}'"“‘][^:.]{1,60}:[\p{Lu}'"“‘]`)

// shoutsLine says whether a line is words in capitals only.
func shoutsLine(line string) bool {
	return words(line) >= 2 && shouts(strings.ReplaceAll(line, " ", "")) && !strings.ContainsAny(line, ".,/")
}

// headingForm says whether paragraph i could be a heading by itself: short,
// starting as a title does, and not ending as a sentence or an item does.
func (m *marker) headingForm(i int) bool {
	line := m.at(i)
	if words(line) > 14 || strings.ContainsAny(line, "|\t") || line[0] == '(' || utf8.RuneCountInString(line) > 110 || !startsSentence(line) || !hasLetters(line) {
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
