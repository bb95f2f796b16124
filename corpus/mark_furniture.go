package corpus

// Page furniture: what a page says to its reader for its own sake. A sentence
// is furniture when enough in it speaks for that: a request to the reader, the
// things pages ask for, and the page speaking of itself. What somebody is
// quoted with does not count, and what is told of somebody speaks against it.

import (
	"regexp"
	"slices"
	"strings"
)

// furniture marks paragraph i, or the sentences in it, that are furniture; it
// tells whether the whole paragraph is.
func (m *marker) furniture(i int) bool {
	line := m.at(i)
	if m.paras[i].looked {
		return false
	}
	m.paras[i].looked = true
	if furnitureLine(line) {
		m.whole(i, SpanFurniture)
		return true
	}
	if !mayBeFurniture(line) {
		return false
	}
	sentences := segment(m.text, m.paras[i].para)
	scores, sure, leaning := m.furnitureScores(sentences)
	if sure > 0 && 2*(sure+leaning) > len(sentences) && !reTold().MatchString(unquotedText(line)) {
		m.whole(i, SpanFurniture)
		return true
	}
	for j := 0; j < len(sentences); j++ {
		if scores[j] < furnitureSure {
			continue
		}
		last := j
		for last+1 < len(sentences) && scores[last+1] >= furnitureSure {
			last++
		}
		m.span(SpanFurniture, sentences[j].start, sentences[last].end)
		j = last
	}
	m.trailer(i, sentences, scores)
	for _, at := range reInner().FindAllStringSubmatchIndex(line, -1) {
		m.span(SpanFurniture, m.paras[i].start+at[2], m.paras[i].start+at[3])
	}
	return false
}

// furnitureScores scores sentences, and counts those that are furniture and
// those that lean to it; where none is, the leaning are not looked for.
func (m *marker) furnitureScores(sentences []para) (scores []int, sure, leaning int) {
	scores = make([]int, len(sentences))
	for i, s := range sentences {
		if text := m.text[s.start:s.end]; mayBeFurniture(text) {
			scores[i] = furnitureScore(text)
		}
		if scores[i] >= furnitureSure {
			sure++
		}
	}
	if sure == 0 {
		return scores, 0, 0
	}
	for i, s := range sentences {
		if scores[i] < furnitureSure && furnitureScore(m.text[s.start:s.end]) > 0 {
			leaning++
		}
	}
	return scores, sure, leaning
}

// trailer marks a link's words after the paragraph's last sentence: "… Read
// more".
func (m *marker) trailer(i int, sentences []para, scores []int) {
	n := len(sentences)
	if n == 0 || scores[n-1] >= furnitureSure {
		return
	}
	line := m.at(i)
	if at := reTrailer().FindStringIndex(line); at != nil && endsSentence(line[:at[0]]) {
		m.span(SpanFurniture, m.paras[i].start+at[0], m.paras[i].end)
	}
}

// furnitureSure is the score from which a sentence is furniture.
const furnitureSure = 3

// furnitureScore adds up what speaks for and against a sentence being
// furniture. Hints alone do not do where nobody is spoken to.
func furnitureScore(sentence string) int {
	own := unquotedText(sentence)
	score, strongest := weigh(own, furnitureSigns())
	address, _ := weigh(own, addressSigns())
	if address == 0 && strongest < furnitureSure {
		score = min(score, furnitureSure-1)
	}
	score += address
	if score > 0 && reTold().MatchString(own) {
		score -= furnitureSure + 1
	}
	return score
}

// weigh adds up the weights of the signs that s has.
func weigh(s string, signs []sign) (sum, strongest int) {
	for _, sign := range signs {
		if sign.re.MatchString(s) {
			sum += sign.weight
			strongest = max(strongest, sign.weight)
		}
	}
	return sum, strongest
}

// unquotedText is s without what stands in quotation marks.
func unquotedText(s string) string {
	if !strings.ContainsAny(s, `“"«`) {
		return s
	}
	var b strings.Builder
	for _, p := range unquoted(s, para{0, len(s)}) {
		b.WriteString(s[p.start:p.end])
		b.WriteByte(' ')
	}
	return b.String()
}

// mayBeFurniture is a quick look for any word of the trade.
func mayBeFurniture(line string) bool { return hasAny(strings.ToLower(line), tradeStems) }

// hasAny says whether any of the words stands in s.
func hasAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// sign is a pattern that speaks for furniture, and how much.
type sign struct {
	re     *regexp.Regexp
	weight int
}

func signs(weight int, patterns ...string) []sign {
	out := make([]sign, len(patterns))
	for i, p := range patterns {
		out[i] = sign{regexp.MustCompile(`(?i)` + p), weight}
	}
	return out
}
