package answer

// What kind of thing or person somebody is: "what is the profession of X" is
// answered by "X is a KIND": the texts seldom have the word "profession".

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// kindNouns ask for what a definition tells.
var kindNouns = stemSet("profession occupation vocation trade job genre medium format type kind sort style form")

// readKind reads "what is the KIND of X", "what is X's KIND"; w is the token of
// "what".
func (q *query) readKind(w int) {
	at := -1
	for i := w + 2; i < len(q.toks) && at < 0; i++ {
		switch {
		case kindNouns[q.toks[i].Stem] && q.titleAt(i) == nil && !q.toks[i].Capital():
			at = i
		case q.toks[i].Is("of", "for", "in"):
			return
		}
	}
	if at < 0 {
		return
	}
	of := q.at(at+1) == "of" && at == w+3 && q.at(at-1) == "the"
	own := q.at(at-1) == "'s" && (at+1 == len(q.toks) || q.toks[at+1].Kind == lang.Mark)
	if of || own {
		q.define, q.sort = true, at
	}
}

// kindIn finds "X is a KIND", "X, a KIND" and takes the KIND for the value.
func (ev *evidence) kindIn(d *document, i int, c coverage) []finding {
	if c.score < 0.6 || len(ev.q.ents) == 0 {
		return nil
	}
	toks := d.tags(ev.tag, i)
	for k := range toks {
		if !ev.askedEnds(d, i, k) || k+1 < len(toks) && quoteMarks[toks[k+1].Text] && k+2 < len(toks) && toks[k+2].Kind == lang.Word && toks[k+2].Capital() {
			continue
		}
		start, w := definedAt(toks, k+1)
		if w == 0 {
			continue
		}
		end := kindEnd(toks, start)
		if end < start {
			continue
		}
		return []finding{ev.sortOf(d, i, span{start, end}, w*c.score)}
	}
	return ev.sortSaid(d, i, c)
}

// sortOf is the finding whose claim is a noun phrase. Its value leaves out the
// year and the country that it begins with: "drama film" of "1997 Irish drama
// film".
func (ev *evidence) sortOf(d *document, i int, p span, score float64) finding {
	s := &d.sents[i]
	f := finding{doc: d, sent: i, from: i, first: p.first, last: p.last, score: score, kind: askStatement, phrasal: true, voice: ev.voiceOf(d, i, p.first)}
	f.written = d.text(i, p.first, p.last)
	for p.first < p.last && (s.toks[p.first].Kind == lang.Number || s.placeAt(p.first) != "" && s.placeAt(p.last) == "") {
		p.first++
	}
	f.value = lang.Fold(tidy(d.text(i, p.first, p.last)))
	return f
}

// sortSaid: the sentence names it by the noun that asks: "a NOUN NOUN format".
// Where the noun stands otherwise the whole sentence tells.
func (ev *evidence) sortSaid(d *document, i int, c coverage) []finding {
	s := &d.sents[i]
	at, ok := s.stems[ev.q.toks[ev.q.sort].Stem]
	if !ok {
		return nil
	}
	for k := range ev.q.ents {
		if ev.q.ents[k].in(d, s) < 0.85 {
			return nil
		}
	}
	start := at
	for start > 0 && (strings.HasPrefix(s.toks[start-1].Tag, "NN") || strings.HasPrefix(s.toks[start-1].Tag, "JJ") || s.toks[start-1].Text == "/") {
		start--
	}
	if start < at && start > 0 && s.toks[start-1].Is("a", "an") {
		f := ev.sortOf(d, i, span{start, at}, c.score)
		f.value = lang.Fold(tidy(d.text(i, start, at-1)))
		return []finding{f}
	}
	return []finding{{doc: d, sent: i, from: min(i, c.from), score: c.score * 0.85, kind: askStatement, whole: true, value: sentenceKey(d, i), voice: ev.voiceOf(d, i, 0)}}
}

// definedAt: behind a name that ends before token k, past brackets, quotation
// marks and letters of rank, the text says what it is. It returns the first
// token of that.
func definedAt(toks []lang.Token, k int) (start int, w float64) {
	from, comma := k, false
	for k < len(toks) && k < from+40 {
		t := &toks[k]
		switch {
		case t.Text == "(":
			for k < len(toks) && toks[k].Text != ")" {
				k++
			}
		case quoteMarks[t.Text]:
		case t.Text == ",":
			if !comma && k+2 < len(toks) && toks[k+1].Is("a", "an") {
				return k + 2, 0.9
			}
			comma = true
		case t.Is("is", "was", "are", "were"):
			if k+2 >= len(toks) || !toks[k+1].Is("a", "an", "the") {
				return 0, 0
			}
			if k+5 < len(toks) && toks[k+2].Is("title", "name") && toks[k+3].Is("of") && toks[k+4].Is("a", "an", "the") {
				return k + 5, 1
			}
			return k + 2, 1
		case comma && t.Capital():
		default:
			return 0, 0
		}
		k++
	}
	return 0, 0
}

// kindEnd is the last token of the noun phrase that begins at token k, with the
// nouns that "and" joins to it; before k where there is none.
func kindEnd(toks []lang.Token, k int) int {
	end := nounRun(toks, k)
	for last := end; last >= k && last+2 < len(toks); {
		next := last + 1
		if toks[next].Text == "," {
			next++
		}
		and := toks[next].Is("and", "or") || toks[next].Text == "&"
		if and {
			next++
		} else if next == last+1 {
			break
		}
		if next < len(toks) && toks[next].Is("a", "an") {
			next++
		}
		run := nounRun(toks, next)
		if run < next || toks[next].Capital() {
			break
		}
		if and {
			return run
		}
		last = run // a comma: the list counts only if an "and" ends it
	}
	return end
}

// nounRun is the last token of the nouns and what describes them from token k
// on; before k where they end in no noun.
func nounRun(toks []lang.Token, k int) int {
	end := k - 1
	for ; k < len(toks); k++ {
		t := &toks[k]
		noun := strings.HasPrefix(t.Tag, "NN")
		more := noun || strings.HasPrefix(t.Tag, "JJ") || t.Tag == "CD" || t.Text == "-" || t.Text == "/" ||
			(t.Tag == "VBN" || t.Tag == "VBG") && end < k-1 && k+1 < len(toks) && (strings.HasPrefix(toks[k+1].Tag, "NN") || strings.HasPrefix(toks[k+1].Tag, "JJ"))
		if !more || t.Kind == lang.Mark && t.Text != "-" && t.Text != "/" {
			break
		}
		last := k+1 < len(toks) && (toks[k+1].Kind == lang.Mark || toks[k+1].Tag == "VBN") // "film noir", a noun that the tagger does not know
		if noun || t.Tag == "JJ" && last && t.Text != "-" {
			end = k
		}
	}
	return end
}

// sameSort: two kinds are one, the one told more fully: "actor" and "American
// actor", but not "actor" and "actor and director" of two people.
func sameSort(a, b *finding) bool {
	short, long := strings.Fields(a.value), strings.Fields(b.value)
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) > 0 && strings.HasSuffix(strings.Join(long, " "), strings.Join(short, " ")) && slices.Contains(long, "and") == slices.Contains(short, "and")
}
