package retrieval

// Passages: runs of whole sentences, of about the length that one question is
// answered in, cut where the article itself pauses.

import (
	"math"
	"strings"

	"secondsource/corpus"
)

// The length of a passage in words, and what a cut costs beside a passage that
// misses the length by its half: as much as nothing at a subheading, a little
// between paragraphs, more within one.
const (
	passageWords    = 80
	maxPassageWords = 100
	costAtHeading   = 0.0
	costAtParagraph = 0.05
	costInParagraph = 0.25
)

// Split cuts an article into passages: runs of whole sentences of about 60 to
// 100 words, which overlap by nothing and leave no sentence out. Short
// paragraphs are joined, and a cut falls between paragraphs or at a subheading
// where it can. A single sentence that is longer is a passage of its own.
//
// Of all ways to cut, the one of least cost is taken, so that the last passage
// is no remainder of a few words.
func Split(a *corpus.Article) []Passage {
	sentences := a.Sentences()
	lengths := make([]int, len(sentences))
	for i, s := range sentences {
		lengths[i] = len(strings.Fields(a.Text[s.Start:s.End]))
	}
	var out []Passage
	for _, run := range cheapestRuns(lengths, cutCosts(a, sentences)) {
		out = append(out, Passage{
			Article: a.ID,
			Ordinal: len(out),
			Start:   sentences[run.from].Start,
			End:     sentences[run.to-1].End,
		})
	}
	return out
}

// cutCosts is what it costs to begin a passage with each of the sentences.
func cutCosts(a *corpus.Article, sentences []corpus.Sentence) []float64 {
	costs := make([]float64, len(sentences))
	spans := a.Spans
	for i := 1; i < len(sentences); i++ {
		switch {
		case sentences[i].Paragraph == sentences[i-1].Paragraph:
			costs[i] = costInParagraph
		case headingBetween(&spans, sentences[i-1].End, sentences[i].Start):
			costs[i] = costAtHeading
		default:
			costs[i] = costAtParagraph
		}
	}
	return costs
}

// headingBetween says whether a subheading stands from start to end, and moves
// spans on to what can still be between later sentences.
func headingBetween(spans *[]corpus.Span, start, end int) bool {
	for len(*spans) > 0 && (*spans)[0].End <= start {
		*spans = (*spans)[1:]
	}
	for _, s := range *spans {
		if s.Start >= end {
			return false
		}
		if s.Kind == corpus.SpanHeading {
			return true
		}
	}
	return false
}

// sentenceRun is the sentences from..to-1.
type sentenceRun struct{ from, to int }

// cheapestRuns covers all sentences with runs at least cost, by dynamic
// programming over the place of the last cut.
func cheapestRuns(lengths []int, cuts []float64) []sentenceRun {
	n := len(lengths)
	best := make([]float64, n+1) // of the sentences before i
	last := make([]int, n+1)     // where the last run of these begins
	for to := 1; to <= n; to++ {
		best[to] = math.Inf(1)
		words := 0
		for from := to - 1; from >= 0; from-- {
			words += lengths[from]
			if words > maxPassageWords && from < to-1 {
				break
			}
			missed := float64(passageWords-words) / (passageWords / 2)
			if cost := best[from] + cuts[from] + missed*missed; cost < best[to] {
				best[to], last[to] = cost, from
			}
		}
	}
	var runs []sentenceRun
	for to := n; to > 0; to = last[to] {
		runs = append(runs, sentenceRun{last[to], to})
	}
	for i, j := 0, len(runs)-1; i < j; i, j = i+1, j-1 {
		runs[i], runs[j] = runs[j], runs[i]
	}
	return runs
}

// searchable returns, for each of an article's passages in order, the text by
// which it is found: its sentences, and the subheadings and the dateline that
// stand before or among them. Furniture, credits and the other marked parts
// are left out.
func searchable(a *corpus.Article, passages []Passage) []string {
	out := make([]string, len(passages))
	from := 0
	for i, p := range passages {
		out[i] = unfurnished(a, from, p.Start, p.End)
		from = p.End
	}
	return out
}

// meaningText is the text that a passage's vector is of: the title, which often
// says what a passage takes for granted, and its searchable text.
func meaningText(title, searchable string) string {
	if title == "" {
		return searchable
	}
	return title + "\n" + searchable
}

// unfurnished is the article's text from start to end without what is marked,
// and of what stands between before and start only the subheadings and the
// dateline.
func unfurnished(a *corpus.Article, before, start, end int) string {
	var b strings.Builder
	at := start
	for _, s := range a.Spans {
		if s.End <= before || s.Start >= end {
			continue
		}
		if s.Start > at {
			b.WriteString(a.Text[at:s.Start])
		}
		if s.Kind == corpus.SpanHeading || s.Kind == corpus.SpanDateline {
			b.WriteString("\n" + a.Text[s.Start:s.End] + "\n")
		}
		at = max(at, s.End)
	}
	if at < end {
		b.WriteString(a.Text[at:end])
	}
	return b.String()
}
