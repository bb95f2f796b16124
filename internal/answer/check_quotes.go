package answer

// Quotations of a claim, looked for word by word.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// quotedFrom is the share of a quotation's words that a passage must have, in
// their order, to be taken for it in other words.
const quotedFrom = 0.8

// quoteWord is one word of an article, with where it stands.
type quoteWord struct {
	lower     string
	sent, tok int
}

// alignment is where an article has the words of a quotation.
type alignment struct {
	d           *document
	first, last quoteWord
	agree       int // words that are the same
	exact       bool
}

// weighQuotation looks for the item's words in the articles: all of them, or
// nearly all in their order.
func (w *weighing) weighQuotation(it *item) {
	want := plainWords(lang.Tokenize(it.text, 0))
	var mine, others, nobody, near []*finding
	for _, d := range w.base.docs {
		a, ok := align(d, want)
		if !ok || !w.hasNames(it, a) {
			continue
		}
		f := a.finding(w.base)
		switch {
		case !a.exact:
			near = append(near, f)
		case len(it.who) == 0 || speaks(it.who, f):
			mine = append(mine, f)
		case f.voice.speaker != "" && it.named && !d.beside(f.from, f.sent, it.who[len(it.who)-1]):
			others = append(others, f)
		default:
			nobody = append(nobody, f)
		}
	}
	switch {
	case len(mine) > 0:
		it.verdict = ClaimIsSupported
		w.record(it, mine, nil)
	case len(others) > 0:
		it.verdict, it.note = Contradicted, NoteSpeaker
		w.record(it, nil, others)
	case len(nobody) > 0: // whose words they are cannot be told
		it.verdict, it.reason, it.note = WeaklySupported, ReasonWording, NoteSpeaker
		w.record(it, nobody, nil)
	case len(near) > 0:
		w.nearWords(it, near)
	}
}

// nearWords: the words differ. A figure, a name or a "not" more or less makes
// another statement of them; any other word is a slip in quoting.
func (w *weighing) nearWords(it *item, near []*finding) {
	var by, against []*finding
	weight := weighty(it.text)
	for _, f := range near {
		switch {
		case len(it.who) > 0 && f.voice.speaker != "" && !speaks(it.who, f):
		case slices.Equal(weight, weighty(f.written)):
			by = append(by, f)
		default:
			against = append(against, f)
		}
	}
	switch {
	case len(by) > 0:
		it.verdict, it.reason = WeaklySupported, ReasonWording
		w.record(it, by, nil)
	case len(against) > 0:
		it.verdict = Contradicted
		w.record(it, nil, against)
	}
}

// weighty are the numbers, names and negations of some words.
func weighty(text string) []string {
	toks := lang.Tokenize(text, 0)
	numbers := map[int]bool{}
	for _, m := range lang.Quantities(toks, nil) {
		if !m.Ordinal {
			numbers[m.First] = true
		}
	}
	var out []string
	for k := range toks {
		t := &toks[k]
		name := k > 0 && t.Kind == lang.Word && t.Capital() && t.Lower != "i" && !lang.SentenceStart(toks, k)
		if numbers[k] || name || t.Is("not", "never", "no", "none", "nobody", "without") || strings.HasSuffix(t.Lower, "n't") {
			out = append(out, t.Lower)
		}
	}
	return out
}

func plainWords(toks []lang.Token) []string {
	var out []string
	for _, t := range toks {
		if t.Kind != lang.Mark {
			out = append(out, t.Lower)
		}
	}
	return out
}

// hasNames: the names and the numbers that the claim's sentence has around the
// quotation, the speaker's left out, stand beside the passage too.
func (w *weighing) hasNames(it *item, a alignment) bool {
	s := &w.reading.doc.sents[it.clause.sent]
	for k := range s.toks {
		t := &s.toks[k]
		if s.quoted[k] || t.Kind == lang.Mark || lang.IsTitle(t.Lower) || lang.Function(t.Lower) || slices.Contains(it.who, t.Lower) || w.reading.inItem(it.clause.sent, k) {
			continue
		}
		if (t.Capital() || t.Kind == lang.Number) && lang.Weekday(t.Lower) == 0 && !a.d.beside(a.first.sent, a.last.sent, t.Lower) {
			return false
		}
	}
	return true
}

// align finds the passage of an article that has most of the words in their
// order, within a window a little longer than the quotation.
func align(d *document, want []string) (alignment, bool) {
	var run []quoteWord
	at := map[string][]int{}
	for i := range d.sents {
		for k, t := range d.sents[i].toks {
			if t.Kind != lang.Mark {
				at[t.Lower] = append(at[t.Lower], len(run))
				run = append(run, quoteWord{t.Lower, i, k})
			}
		}
	}
	best, long := alignment{d: d}, 1<<30
	// A passage begins with one of the quotation's first words.
	for skip := range min(len(want), 1+len(want)/5) {
		for _, k := range at[want[skip]] {
			window := run[k:min(len(run), k+len(want)+len(want)/5+1)]
			last, agree := commonWords(want[skip:], window)
			if agree < best.agree || agree == best.agree && last >= long {
				continue
			}
			long, best.agree, best.first, best.last = last, agree, window[0], window[last]
			best.exact = agree == len(want) && last+1 == len(want)
		}
	}
	return best, best.agree > 0 && float64(best.agree) >= quotedFrom*float64(len(want)) && (best.exact || len(want) >= 4)
}

// commonWords is the length of the longest common subsequence of the two, with
// where in the window it ends. Both begin with the same word.
func commonWords(want []string, window []quoteWord) (last, agree int) {
	rows := make([][]int, len(want)+1)
	for i := range rows {
		rows[i] = make([]int, len(window)+1)
	}
	for i := len(want) - 1; i >= 0; i-- {
		for j := len(window) - 1; j >= 0; j-- {
			if want[i] == window[j].lower {
				rows[i][j] = rows[i+1][j+1] + 1
			} else {
				rows[i][j] = max(rows[i+1][j], rows[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(want) && j < len(window); {
		switch {
		case want[i] == window[j].lower:
			last = j
			i, j = i+1, j+1
		case rows[i+1][j] >= rows[i][j+1]:
			i++
		default:
			j++
		}
	}
	return last, rows[0][0]
}

// finding is the passage as evidence, with who says it.
func (a alignment) finding(ev *evidence) *finding {
	d := a.d
	f := &finding{doc: d, sent: a.last.sent, from: a.first.sent, first: a.last.tok, last: a.last.tok, score: float64(a.agree), kind: askPerson}
	f.written = d.article.Text[d.sents[a.first.sent].toks[a.first.tok].Start:d.sents[a.last.sent].toks[a.last.tok].End]
	f.voice = ev.voiceOf(d, a.first.sent, a.first.tok)
	if f.voice.speaker == "" && f.voice.attribution == "" && a.last.sent != a.first.sent {
		f.voice = ev.voiceOf(d, a.last.sent, a.last.tok)
	}
	for j := a.first.sent - 1; f.voice.speaker == "" && j >= 0 && d.sents[j].Paragraph == d.sents[a.first.sent].Paragraph; j-- {
		k := firstQuoted(&d.sents[j])
		if k < 0 {
			break
		}
		f.voice = ev.voiceOf(d, j, k) // the quotation goes on from sentences before
		f.voice.from = min(f.voice.from, j)
	}
	return f
}
