package answer

import (
	"slices"
	"strings"

	"secondsource/corpus"
	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

// document is an article as the engine reads it: its sentences with their
// words, figures, dates and names, and what the whole of it is about.
type document struct {
	article  corpus.Article
	sents    []sentence
	title    sentence          // the headline's words; not quotable
	tagged   []bool            // sentences whose words have their part of speech
	lower    map[string]bool   // words that stand in lower case somewhere
	proper   map[string]bool   // words that stand with a capital inside a sentence
	topics   map[string]bool   // names of the headline that the text has too
	roundup  bool              // the headline lists several stories
	language tongue.Language   // as its words show it
	alias    map[string]string // the number and the word of "the 787 Dreamliner", each standing for both
}

// sentence is one sentence of a document.
type sentence struct {
	corpus.Sentence
	section int  // counted up at each heading of the article
	note    bool // a correction or an editor's note: about the article, not of the story
	toks    []lang.Token
	stems   map[string]int // stem → first token
	places  []placeRef
	dates   []lang.Date
	quants  []lang.Quantity
	names   []lang.Name
	quoted  []bool // token stands inside quotation marks
}

// placeRef is a country or region named in a sentence.
type placeRef struct {
	id          string
	first, last int
	back        bool // "the state": named before
}

// read analyses an article. The text is data: nothing in it steers the reader.
func read(a corpus.Article) *document {
	d := &document{article: a, language: tongue.OfText(a.Text), lower: map[string]bool{}, proper: map[string]bool{}}
	marks := tongue.MarksOf(a.Text)
	spans := a.Sentences()
	d.sents = make([]sentence, len(spans))
	open := false
	for i, s := range spans {
		if i > 0 && s.Paragraph != spans[i-1].Paragraph {
			open = false
		}
		d.sents[i], open = readSentence(s, tokens(a.Text[s.Start:s.End], s.Start, d.language, marks), open)
		d.sents[i].section = sectionAt(a.Spans, s.Start)
		d.sents[i].note = isNote(a.Text[s.Start:s.End]) || i > 0 && d.sents[i-1].note && spans[i-1].Paragraph == s.Paragraph
		for j, t := range d.sents[i].toks {
			if t.Kind != lang.Word || j == 0 {
				continue
			}
			if !t.Capital() {
				d.lower[t.Lower] = true
			} else if !lang.SentenceStart(d.sents[i].toks, j) {
				d.proper[t.Lower] = true
			}
		}
	}
	d.title, _ = readSentence(corpus.Sentence{}, tokens(a.Title, 0, d.language, marks), false)
	for i := range d.sents {
		s := &d.sents[i]
		s.names = lang.Names(s.toks, d.isName)
	}
	d.roundup = isRoundup(a.Title)
	d.resolvePlaces()
	d.findAliases()
	d.topics = map[string]bool{}
	for _, t := range d.title.toks {
		if t.Capital() && d.isName(t.Lower) && len(t.Lower) > 2 {
			d.topics[t.Lower] = true
		}
	}
	return d
}

// isNote: the sentence speaks of the article itself, as corrections do.
func isNote(text string) bool {
	l := strings.ToLower(text)
	for _, p := range []string{"correction:", "clarification:", "editor's note:", "editor’s note:", "corrected:", "update:"} {
		if strings.HasPrefix(l, p) {
			return true
		}
	}
	for _, what := range []string{"article", "story", "report"} {
		if strings.Contains(l, "version of this "+what) {
			return true
		}
	}
	return false
}

// sectionAt counts the headings that stand before a byte of the text.
func sectionAt(spans []corpus.Span, at int) int {
	n := 0
	for _, sp := range spans {
		if sp.Kind == corpus.SpanHeading && sp.Start < at {
			n++
		}
	}
	return n
}

// isRoundup: a headline that lists stories: "5 things to know", "Fire, vote,
// storm: Monday's news".
func isRoundup(title string) bool {
	l := strings.ToLower(title)
	for _, p := range []string{"things to know", "briefing", "'s news", "’s news", "week in review", "roundup", "round-up", "what to know today", "headlines"} {
		if strings.Contains(l, p) {
			return true
		}
	}
	return strings.Count(title, ",") >= 3
}

// isName reports whether the article writes a word as a name: with a capital
// inside a sentence, and never without.
func (d *document) isName(lower string) bool { return d.proper[lower] && !d.lower[lower] }

// readSentence analyses one sentence; open tells whether it begins inside a
// quotation that an earlier sentence of the paragraph opened.
func readSentence(span corpus.Sentence, toks []lang.Token, open bool) (sentence, bool) {
	s := sentence{Sentence: span, toks: toks}
	s.stems = make(map[string]int, len(s.toks))
	s.quoted = make([]bool, len(s.toks))
	for i, t := range s.toks {
		if t.Kind != lang.Mark {
			if _, ok := s.stems[t.Stem]; !ok {
				s.stems[t.Stem] = i
			}
		}
		switch t.Text {
		case "“", "``":
			open = true
		case "”", "''":
			s.quoted[i], open = true, false
			continue
		case "\"":
			s.quoted[i] = true
			open = !open
			continue
		}
		s.quoted[i] = open
	}
	for i := 0; i < len(s.toks); {
		id, n := lang.PlaceAt(s.toks, i, false)
		if id == "" {
			i++
			continue
		}
		s.places = append(s.places, placeRef{id: id, first: i, last: i + n - 1})
		i += n
	}
	s.dates = lang.Dates(s.toks)
	s.quants = lang.Quantities(s.toks, s.dates)
	return s, open
}

// tags gives the parts of speech of a sentence, found when first asked for.
func (d *document) tags(t *lang.Tagger, i int) []lang.Token {
	if !d.tagged[i] {
		toks := slices.Clone(d.sents[i].toks)
		t.Tag(toks)
		d.sents[i].toks, d.tagged[i] = toks, true
	}
	return d.sents[i].toks
}

// forOne is a copy that one answer may write to; what it shares with the
// original is only read.
func (d *document) forOne() *document {
	c := *d
	c.sents = slices.Clone(d.sents)
	c.tagged = make([]bool, len(d.sents))
	return &c
}

// text is a stretch of the article's text by token indexes of one sentence.
func (d *document) text(sent, first, last int) string {
	s := &d.sents[sent]
	if first < 0 || last >= len(s.toks) || first > last {
		return ""
	}
	return d.article.Text[s.toks[first].Start:s.toks[last].End]
}

// stretch is the text of sentences first to last, with what stands between them.
func (d *document) stretch(first, last int) string {
	return d.article.Text[d.sents[first].Start:d.sents[last].End]
}

// names the place in the sentence at or around a token.
func (s *sentence) placeAt(i int) string {
	for _, p := range s.places {
		if i >= p.first && i <= p.last {
			return p.id
		}
	}
	return ""
}

func (s *sentence) hasPlace(id string) bool {
	for _, p := range s.places {
		if p.id == id {
			return true
		}
	}
	return false
}
