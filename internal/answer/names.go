package answer

// The words of a question: what it names, and what else an answer must
// account for.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// readTitles finds the works that a question names between quotation marks.
// Whatever words such a title has, it is one name.
func (q *query) readTitles() {
	said := func(t lang.Token) bool { return sayVerb[t.Stem] && t.Stem != written && strings.HasPrefix(t.Tag, "VB") }
	if slices.ContainsFunc(q.toks, said) {
		return // somebody's words
	}
	open := -1
	for i := range q.toks {
		switch {
		case !quoteMarks[q.toks[i].Text]:
		case open >= 0 && i > open+1:
			if q.titleCase(open+1, i) {
				q.titles = append(q.titles, span{open, i})
				for k := open + 1; k < i; k++ {
					q.toks[k].Tag = "NNP"
				}
			}
			open = -1
		default:
			open = i
		}
	}
}

// written is done to works as well as to words.
var written = lang.Stem("write")

var quoteMarks = map[string]bool{"\"": true, "“": true, "”": true, "``": true, "''": true}

// titleLimit is how many words a title has at most; more are somebody's words.
const titleLimit = 9

// titleCase: the tokens are written as a title: its first word and all that are
// no small joints with a capital. Where no person is asked for, the first is
// enough, for not every language writes its titles so.
func (q *query) titleCase(a, b int) bool {
	if b-a > titleLimit || !(q.toks[a].Capital() || q.toks[a].Kind == lang.Number) {
		return false
	}
	for k := a; k < b && q.asks("who", "whose", "whom"); k++ {
		if t := &q.toks[k]; t.Kind == lang.Word && !t.Capital() && len(t.Lower) > 3 && !lang.Function(t.Lower) {
			return false
		}
	}
	return true
}

// titleAt is the title that a token stands in, its marks included.
func (q *query) titleAt(i int) *span {
	for k := range q.titles {
		if q.titles[k].first <= i && i <= q.titles[k].last {
			return &q.titles[k]
		}
	}
	return nil
}

func (q *query) titleEntity(s span) entity {
	e := entity{title: true, pos: s.first + 1}
	for _, t := range q.toks[s.first+1 : s.last] {
		if t.Kind != lang.Mark {
			e.words = append(e.words, t.Lower)
		}
	}
	return e
}

// collect gathers the words with meaning and the names.
func (q *query) collect(w int) {
	for _, x := range lang.Dates(q.toks) {
		if q.titleAt(x.First) == nil {
			q.when = append(q.when, x)
		}
	}
	inDate := map[int]bool{}
	for _, d := range q.when {
		for i := d.First; i <= d.Last; i++ {
			inDate[i] = true
		}
	}
	for i := 0; i < len(q.toks); i++ {
		t := &q.toks[i]
		if title := q.titleAt(i); title != nil {
			q.ents = append(q.ents, q.titleEntity(*title))
			i = title.last
			continue
		}
		if t.Kind == lang.Mark || inDate[i] {
			continue
		}
		if id, n := lang.PlaceAt(q.toks, i, !t.Is("us", "turkey", "chad", "jordan", "china", "pole", "poles", "polish")); id != "" && !q.inName(i+n) {
			q.ents = append(q.ents, entity{words: foldedWords(q.toks[i : i+n]), place: id, pos: i})
			i += n - 1
			continue
		}
		if t.Kind == lang.Word && t.Capital() && i != w && !(i == 0 && (lang.Function(t.Lower) || aux[t.Lower])) && (!lang.Function(t.Lower) || q.opensName(i)) {
			i = q.collectName(i)
			continue
		}
		if lang.Function(t.Lower) || t.Lower == "long" || len(t.Lower) < 2 {
			continue
		}
		q.terms = append(q.terms, term{word: t.Lower, stem: t.Stem, pos: i, verb: strings.HasPrefix(t.Tag, "VB") && !q.behindPreposition(i)})
	}
	q.dropMeasured()
	q.dropTitles()
	q.markDescriptions()
}

// opensName: a small word written with a capital begins a name: "All Nippon".
func (q *query) opensName(i int) bool {
	return q.inCapitals(i) || i > 0 && q.toks[i].Is("all", "our", "my", "no", "every", "just", "more", "most") && i+1 < len(q.toks) && q.toks[i+1].Capital() && q.toks[i+1].Kind == lang.Word
}

// behindPreposition: what stands right behind "of" or "in" is no verb, whatever
// the tagger takes an unknown word for; "by leaving" is one.
func (q *query) behindPreposition(i int) bool {
	if i == 0 || strings.HasSuffix(q.at(i), "ing") {
		return false
	}
	return q.toks[i-1].Is("of", "in", "for", "with", "from", "at", "on", "by")
}

// markDescriptions marks the words right before a name that say what it is, and
// "hold" of an event, which adds nothing to it.
func (q *query) markDescriptions() {
	before := map[int]bool{}
	for _, e := range q.ents {
		if e.place != "" {
			continue
		}
		k := e.pos - 1
		if e.title {
			k-- // the quotation mark
		}
		for ; k >= 0 && strings.HasPrefix(q.toks[k].Tag, "NN") && !q.toks[k].Capital(); k-- {
			before[k] = true
		}
	}
	for k := range q.terms {
		t := &q.terms[k]
		t.descr = before[t.pos] && !q.inFocus(*t) || t.stem == "hold" && (q.kind == askDate || q.kind == askPlace)
	}
}

// dropTitles takes out what only introduces a name: "police chief NAME".
func (q *query) dropTitles() {
	intro := map[int]bool{}
	for _, e := range q.ents {
		for k := e.pos - 1; k >= 0 && lang.IsTitle(q.at(k)) && !q.toks[k].Capital(); k-- {
			intro[k] = true
		}
	}
	kept := q.terms[:0]
	for _, t := range q.terms {
		if !intro[t.pos] {
			kept = append(kept, t)
		}
	}
	q.terms = kept
}

// collectName takes the capitalised run that begins at token i and returns
// its last token.
func (q *query) collectName(i int) int {
	if q.inCapitals(i) && (i+1 == len(q.toks) || !q.toks[i+1].Capital()) {
		q.ents = append(q.ents, entity{words: foldedWords(q.toks[i : i+1]), capitals: true, pos: i})
		return i
	}
	j := i
	for j+1 < len(q.toks) && q.toks[j+1].Kind != lang.Mark && q.toks[j+1].Lower != "'s" {
		if q.toks[j+1].Is("de", "del", "la", "van", "von", "al", "bin", "da", "dos") && j+2 < len(q.toks) && q.toks[j+2].Capital() {
			j += 2
			continue
		}
		if q.toks[j+1].Is("de") && j+3 < len(q.toks) && (q.toks[j+2].Text == "'" || q.toks[j+2].Text == "’") && q.toks[j+3].Capital() {
			j += 3 // "de' NAME"
			continue
		}
		if !q.toks[j+1].Capital() && !(q.toks[j+1].Kind == lang.Number && len(q.toks[j+1].Text) < 4) {
			break
		}
		if id, _ := lang.PlaceAt(q.toks, j+1, false); id != "" && lang.IsTitle(q.at(j)) {
			break
		}
		j++
	}
	first := i
	for first < j && lang.IsTitle(q.at(first)) {
		first++
	}
	if lang.IsTitle(q.at(j)) && first == j { // "CEO", "Prime Minister": an office, no name
		for k := i; k <= j; k++ {
			q.terms = append(q.terms, term{word: q.at(k), stem: q.toks[k].Stem, pos: k})
		}
		return j
	}
	q.ents = append(q.ents, entity{words: foldedWords(q.toks[first : j+1]), pos: first})
	return j
}

// inName: the place before token i is the first word of a longer name, as in
// "Singapore Airlines"; a title or a body's common noun begins another.
func (q *query) inName(i int) bool {
	if i >= len(q.toks) || i == 0 || !q.toks[i].Capital() || q.toks[i].Kind != lang.Word || !q.toks[i-1].Capital() {
		return false
	}
	if id, _ := lang.PlaceAt(q.toks, i, false); id != "" {
		return false
	}
	return !lang.IsTitle(q.at(i)) && !strings.HasSuffix(q.at(i-1), "an") && !strings.HasSuffix(q.at(i-1), "ish") && !strings.HasSuffix(q.at(i-1), "ese")
}

func foldedWords(toks []lang.Token) []string {
	var out []string
	for _, t := range toks {
		out = append(out, t.Lower)
	}
	return out
}

// dropMeasured takes out words that the kind of value already stands for.
func (q *query) dropMeasured() {
	kept := q.terms[:0]
	for _, t := range q.terms {
		dim := howMuch[t.word] != nil && q.kind == askQuantity && t.pos > 0 && q.at(t.pos-1) == "how"
		if t.word == "date" && q.kind == askDate && q.asks("what") || t.pos > 0 && (t.pos == q.link || t.pos == q.sort) {
			continue
		}
		if q.kind == askQuantity && t.pos > 1 && q.at(t.pos-1) == "much" && (t.word == "money" || t.word == "cash") {
			continue // the sum is the money
		}
		if q.kind == askDate && (t.word == "next" || t.word == "upcoming") || q.partOfDate(t.pos) {
			continue
		}
		if dim || q.measure != "" && t.stem == q.measure || timeNouns[t.word] && q.kind == askDate && t.pos > 0 && wh[q.at(t.pos-1)] {
			continue
		}
		kept = append(kept, t)
	}
	q.terms = kept
}

// partOfDate: "early", "late" before a month of the question.
func (q *query) partOfDate(pos int) bool {
	if !q.toks[pos].Is("early", "late", "mid", "end") {
		return false
	}
	for _, w := range q.when {
		if w.First == pos+1 || w.First == pos+2 && q.toks[pos+1].Is("of") || w.First == pos+2 && q.toks[pos+1].Text == "-" {
			return true
		}
	}
	return false
}

// titleMatch judges a title that ends with token k of a sentence: all of its
// words stand there in their order, the first with a capital or between
// quotation marks.
func (e *entity) titleMatch(s *sentence, k int) float64 {
	n, first := len(e.words)-1, k
	for j := k; j >= 0 && n >= 0; j-- {
		if s.toks[j].Kind == lang.Mark {
			continue
		}
		if !sameWord(s.toks[j].Lower, e.words[n]) {
			return 0
		}
		first = j
		n--
	}
	if t := &s.toks[first]; n >= 0 || t.Kind == lang.Word && !t.Capital() && !s.quoted[first] {
		return 0
	}
	return 1
}

// within: all words of the name are among the tokens.
func (e *entity) within(toks []lang.Token) bool {
	for _, w := range e.words {
		if !slices.ContainsFunc(toks, func(t lang.Token) bool { return sameWord(t.Lower, w) }) {
			return false
		}
	}
	return true
}

// sameInitial: one of the two is the other's first letter: "John H. Williams"
// is "John Hartley Williams".
func sameInitial(t lang.Token, w string) bool {
	short, long := strings.TrimSuffix(t.Lower, "."), strings.TrimSuffix(w, ".")
	if len(short) > len(long) {
		short, long = long, short
	}
	return t.Capital() && len(short) == 1 && len(long) > 1 && long[0] == short[0] && long[0] >= 'a'
}

// titleIn: the name is a title that the question names, with more behind it.
func (ev *evidence) titleIn(name []lang.Token) bool {
	return slices.ContainsFunc(ev.q.ents, func(e entity) bool { return e.title && e.within(name) })
}
