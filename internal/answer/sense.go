package answer

// Reading by meaning: where the words of the question find nothing, the few
// sentences that come nearest to it in meaning are read once more, and what a
// sentence means stands in for the words that it lacks. All else holds as
// before: the names that were asked about must be named, a figure must be of
// its place and its day, and what only one thing can be must be said.

import (
	"cmp"
	"context"
	"slices"

	"secondsource/internal/answer/lang"
	"secondsource/retrieval"
)

// The line between a paraphrase and a near miss was drawn by gold questions:
// docs/calibration.md.
const (
	sensedLimit   = 8    // sentences that are embedded for one question
	candidateFrom = 0.3  // the least cosine of a passage whose sentences are
	sensedMargin  = 0.04 // how far one that is read by its meaning may be behind the nearest

	senseFrom = 0.45 // nearness from which a sentence has anything of the question's meaning
	senseFull = 0.80 // and at which its meaning counts for a word that it lacks
	senseMost = 0.9  // so much, 1 being the word itself
)

// sensed stands for a token where a word of the question is in the sentence by
// its meaning alone.
const sensed = -3

// passageAt is a passage that search found, with how near it is to the
// question in meaning.
type passageAt struct {
	start, end int
	meaning    float64
}

// notePassages keeps the passages of a search.
func (ev *evidence) notePassages(hits []retrieval.Hit) {
	for _, h := range hits {
		if h.Meaning > 0 {
			ev.passages[h.Article] = append(ev.passages[h.Article], passageAt{h.Start, h.End, h.Meaning})
		}
	}
}

// passageMeaning is the meaning of the passage that a sentence stands in.
func (ev *evidence) passageMeaning(d *document, i int) float64 {
	for _, p := range ev.passages[d.article.ID] {
		if at := d.sents[i].Start; p.start <= at && at < p.end {
			return p.meaning
		}
	}
	return 0
}

// nearness is how near a sentence is to the question in meaning: half by
// itself, under its headline, and half by the passage that it stands in; by the
// passage alone where the sentence was not embedded.
func (ev *evidence) nearness(d *document, i int) float64 {
	passage := ev.passageMeaning(d, i)
	if own, ok := ev.cosines[d][i]; ok {
		return (own + passage) / 2
	}
	return 0.9 * passage
}

// support is what the meaning of a sentence counts for a word that it lacks.
func (ev *evidence) support(d *document, i int) float64 {
	cosine, ok := ev.senses[d][i]
	if !ok || ev.contrary(&d.sents[i]) {
		return 0
	}
	return senseMost * max(0, min(1, (cosine-senseFrom)/(senseFull-senseFrom)))
}

// ofOthers: a name of the question is not in the sentence, and somebody else's
// is. By its meaning alone nobody can tell of whom it speaks. Who only says it
// is no other, unless a day is asked for: it may be the day on which it was said.
func (ev *evidence) ofOthers(d *document, i int) bool {
	s := &d.sents[i]
	all, place := true, false
	for k, e := range ev.q.ents {
		if ev.hold(d).ents[k][i].m == 0 {
			all, place = false, place || e.place != ""
		}
	}
	if all {
		return false
	}
	if place && len(s.places) > 0 {
		return true // one of two places that were asked about, or another
	}
	for _, n := range s.names {
		if lang.Month(s.toks[n.First].Lower) > 0 || lang.Weekday(s.toks[n.First].Lower) > 0 || ev.isAsked(d, i, span{n.First, n.Last}) || d.covers(n, s) || d.place(n, s) {
			continue
		}
		if ev.q.kind == askDate || !saysAt(s.toks, n) {
			return true
		}
	}
	return false
}

// place: the name stands behind a preposition of place.
func (d *document) place(n lang.Name, s *sentence) bool {
	return s.placeAt(n.First) != "" || placeWord(s.toks, n.First)
}

// lacksCounted: the persons that are counted are not named by the sentence. By
// their meaning alone firefighters cannot be told from people.
func (ev *evidence) lacksCounted(s *sentence) bool {
	h := ev.q.head()
	if h == nil || ev.q.measure != "" || !personal[h.stem] || h.stem == people {
		return false
	}
	m, _ := ev.inSentence(s, h)
	return m < lang.Weak
}

// contrary: the sentence lacks a word of the question and has one that excludes
// it: near as they are in meaning, who was killed is not who was injured.
func (ev *evidence) contrary(s *sentence) bool {
	for k := range ev.q.terms {
		t := &ev.q.terms[k]
		if m, _ := ev.inSentence(s, t); m >= lang.Weak {
			continue
		}
		for stem := range lang.Contrasts(t.stem) {
			if _, ok := s.stems[stem]; ok {
				return true
			}
		}
	}
	return false
}

// candidate is a sentence that may be near to the question in meaning.
type candidate struct {
	d      *document
	i      int
	score  float64
	answer bool // it may be read as an answer
}

// sense finds out how near the likeliest sentences are to the question in
// meaning: those that may answer it first. It says whether any of these is to
// be read by its meaning.
func (e *Engine) sense(ctx context.Context, ev *evidence) (bool, error) {
	all := ev.candidates()
	if len(all) == 0 {
		return false, nil
	}
	texts := make([]string, len(all))
	for k, c := range all {
		s := &c.d.sents[c.i]
		texts[k] = c.d.article.Title + "\n" + c.d.article.Text[s.Start:s.End]
	}
	cosines, err := e.lib.Meaning(ctx, ev.q.text, texts)
	if err != nil || cosines == nil {
		return false, err
	}
	best := 0.0
	for k, c := range all {
		put(ev.cosines, c, cosines[k])
		if c.answer {
			best = max(best, ev.nearness(c.d, c.i))
		}
	}
	for _, c := range all {
		if near := ev.nearness(c.d, c.i); c.answer && near > senseFrom && near >= best-sensedMargin {
			put(ev.senses, c, near)
		}
	}
	return len(ev.senses) > 0, nil
}

func put(in map[*document]map[int]float64, c candidate, value float64) {
	if in[c.d] == nil {
		in[c.d] = map[int]float64{}
	}
	in[c.d][c.i] = value
}

// candidates are the sentences that are embedded.
func (ev *evidence) candidates() []candidate {
	var all []candidate
	for _, d := range ev.docs {
		for i := range d.sents {
			m := ev.passageMeaning(d, i)
			if m < candidateFrom || d.sents[i].note {
				continue
			}
			c := ev.cover(d, i)
			all = append(all, candidate{d, i, m + 0.5*c.score, ev.q.byMeaning() && ev.mayAnswer(d, i, c)})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		if a.answer != b.answer {
			if a.answer {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.score, a.score)
	})
	return all[:min(len(all), sensedLimit)]
}

// byMeaning: the question can be answered by what a sentence means. Whose words
// it was, who holds an office now, and a yes or no must be said in so many words.
func (q *query) byMeaning() bool {
	switch q.kind {
	case askQuantity, askDuration, askDate, askReason, askManner:
		return true
	}
	return false
}

// mayAnswer: the sentence has a value of the kind that is asked for, or says
// that it is not known, and nothing in it speaks of something else.
func (ev *evidence) mayAnswer(d *document, i int, c coverage) bool {
	s := &d.sents[i]
	if !ev.hasKind(d, i) && s.saysUnknown() < 0 {
		return false
	}
	return ev.entsHold(d, i, c) && ev.ranksHold(d, i, c) && !ev.ofOthers(d, i) && !ev.lacksCounted(s)
}

// hasKind: the sentence has a value of the kind that is asked for.
func (ev *evidence) hasKind(d *document, i int) bool {
	s := &d.sents[i]
	switch ev.q.kind {
	case askQuantity, askDuration:
		return slices.ContainsFunc(s.quants, func(m lang.Quantity) bool {
			m, ok := ev.dimFits(d, i, m)
			return ok && !m.Ordinal && !m.Label
		})
	case askDate:
		return len(s.dates) > 0
	}
	return true
}

// lend raises the words of the question that the sentence lacks to what its
// meaning counts for.
func (ev *evidence) lend(d *document, i int, c *coverage) {
	support := ev.support(d, i)
	if support == 0 {
		return
	}
	for k, t := range ev.q.terms {
		if c.terms[k] < support && !ranks[t.stem] {
			c.terms[k] = support
			if c.local[k] == -1 {
				c.local[k] = sensed
			}
		}
	}
}

// heldBy says whether a word of the question is in the sentence itself.
func heldBy(local int) bool { return local >= 0 || local == leant || local == sensed }
