package answer

// "Who said “…”?": the words themselves are asked about.

import (
	"strings"

	"secondsource/corpus"
	"secondsource/internal/answer/lang"
)

// quoteLeast is how many words between quotation marks make a quotation.
const quoteLeast = 3

// readQuote notes the words that a question gives between quotation marks when
// it asks for whoever said them.
func (q *query) readQuote() {
	if q.kind != askPerson || len(q.titles) > 0 {
		return
	}
	s, _ := readSentence(corpus.Sentence{}, lang.Tokenize(q.text, 0), false)
	var words []string
	for k, t := range s.toks {
		if s.quoted[k] && t.Kind != lang.Mark {
			words = append(words, t.Lower)
		}
	}
	if len(words) >= quoteLeast {
		q.quote = words
	}
}

// quotedAt is the first token of the words in a sentence, -1 where it does not
// have them all in a row, marks aside.
func (s *sentence) quotedAt(words []string) int {
	for first := range s.toks {
		n := 0
		for k := first; k < len(s.toks) && n < len(words); k++ {
			if s.toks[k].Kind == lang.Mark && k > first {
				continue
			}
			if s.toks[k].Lower != words[n] {
				break
			}
			n++
		}
		if n == len(words) {
			return first
		}
	}
	return -1
}

// whoQuoted finds who said the words that the question quotes.
func (ev *evidence) whoQuoted(d *document, i int) []finding {
	s := &d.sents[i]
	at := s.quotedAt(ev.q.quote)
	if at < 0 {
		return nil
	}
	v := ev.voiceOf(d, i, at)
	if v.speaker == "" && v.attribution == "" {
		if first, last, ok := callerOf(d.tags(ev.tag, i), s.quoted, at); ok {
			ev.setVoice(&v, d, i, first, last)
		}
	}
	name := v.speaker
	if name == "" {
		name = v.attribution
	}
	if name == "" || isPronoun(lang.Tokenize(name, 0)) {
		return nil
	}
	f := finding{doc: d, sent: i, from: min(i, v.from), first: at, last: at, score: 1, kind: askPerson, voice: v, written: name, value: lang.Fold(name), spoken: true}
	return []finding{f}
}

// callerOf is the subject of the verb that leads to a quotation: "Senator NAME
// called it “…”".
func callerOf(toks []lang.Token, quoted []bool, at int) (first, last int, ok bool) {
	end := at
	for end < len(toks) && quoted[end] {
		end++
	}
	if end+1 < len(toks) && toks[end].Is("by") && toks[end+1].Capital() { // "was called “…” by NAME"
		return end + 1, phraseEnd(toks, end+1), true
	}
	for k := at - 1; k > 0; k-- {
		if !quoted[k] && (toks[k].Tag == "VBD" || toks[k].Tag == "VBZ") && !aux[toks[k].Lower] {
			return subjectOf(toks, quoted, k)
		}
	}
	return 0, 0, false
}

// sameTeller: of the same words, one article may name the speaker and another
// only say in which office.
func sameTeller(a, b *finding) bool {
	role, named := a, b
	if a.voice.speaker != "" {
		role, named = b, a
	}
	if role.voice.speaker != "" || named.voice.speaker == "" {
		return false
	}
	for _, w := range strings.Fields(lang.Fold(role.written)) {
		if lang.IsTitle(w) || personal[lang.Stem(w)] {
			if _, ok := named.sentence().stems[lang.Stem(w)]; ok {
				return true
			}
			if _, ok := named.doc.sents[named.voice.from].stems[lang.Stem(w)]; ok {
				return true
			}
		}
	}
	return false
}
