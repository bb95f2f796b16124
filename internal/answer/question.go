package answer

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// kind is what a question asks for.
type kind string

const (
	askQuantity  kind = "quantity"
	askDate      kind = "date"
	askDuration  kind = "duration"
	askPerson    kind = "person"
	askPlace     kind = "place"
	askYesNo     kind = "yes_no"
	askStatement kind = "statement"
	askReason    kind = "reason"
	askManner    kind = "manner"
)

// query is a question as understood.
type query struct {
	text string
	here bool // it must not leave this machine
	says bool // it asks who says what answers it
	toks []lang.Token
	kind kind

	dims    []lang.Dim // quantities of these dimensions answer; empty: a count of focus
	focus   []term     // the noun phrase that is counted, or of "which …"; the head last
	which   bool       // "which NOUN": the answer is a name of that kind of thing
	measure string     // "population", "toll", …: the stem of a noun that measures
	verb    *term      // the verb that carries meaning, nil for "is", "has", "are there"
	verbs   []term     // all verbs with meaning
	terms   []term     // every word with meaning, entities left out
	ents    []entity   // what is named: people, places, bodies, storms
	when    []lang.Date
	titles  []span   // what stands between quotation marks and is a name, the marks included
	subject int      // token of the name that the question makes the doer, -1 for none
	speaker bool     // ents[0] is the one whose words are asked for
	office  bool     // "who is the OFFICE of …"
	leads   string   // "who heads …": the titles of those who do
	holder  string   // the surname of who is asked to hold the office: "is NAME still mayor"
	link    int      // the token of "associated" (with), which says nothing of its own; 0 for none
	grade   string   // "what category": the stem of the noun before the number
	sort    int      // the token of the noun that asks for a kind: "the profession of X"; 0 for none
	define  bool     // "who is X", "what is X"
	people  bool     // "who are the X"
	keyword bool     // no question: "ian death toll"
	trail   string   // a preposition that ends the question: "who is it named after"
	passive bool     // "who was arrested"
	object  bool     // "who did they meet", "who is it named after": the name behind the verb
	quote   []string // the words whose speaker is asked for
	past    bool     // asks for something that happened
	ahead   bool     // asks for something to come
}

// term is a word of the question that an answer has to account for.
type term struct {
	word   string // folded
	stem   string
	weight float64
	verb   bool
	descr  bool // it only describes the name behind it: "the weather probe NAME"
	pos    int  // token of the question
}

// entity is a name in the question.
type entity struct {
	words    []string // folded words
	place    string   // the country or region it names, "" for none
	capitals bool     // a small word but for its capitals, which a text must have too: "the WHO"
	title    bool     // it stood between quotation marks: a work's name, no word of which stands for it
	weight   float64
	pos      int
}

func (e entity) last() string { return e.words[len(e.words)-1] }

// understand reads a question. Every text is some question: what can't be
// read otherwise asks for statements about its words.
func understand(text string, tagger *lang.Tagger) *query {
	text, holder := holderQuestion(text)
	q := &query{text: text, toks: lang.Tokenize(text, 0), holder: holder}
	tagger.Tag(q.toks)
	q.readTitles()
	w := q.firstWh()
	switch {
	case w < 0 && len(q.toks) > 0 && aux[q.toks[0].Lower]:
		q.kind = askYesNo
	case w < 0:
		q.keywords()
	default:
		q.readWh(w)
	}
	q.readTense(w)
	q.collect(w)
	q.findVerb(w)
	q.findSubject()
	q.readQuote()
	return q
}

func (q *query) firstWh() int {
	if len(q.toks) > 0 && aux[q.toks[0].Lower] {
		return -1
	}
	for i, t := range q.toks {
		if wh[t.Lower] && q.titleAt(i) == nil && !q.inCapitals(i) {
			return i
		}
	}
	return -1
}

// inCapitals: a small word behind the first is written in capitals, and so it is
// a name: "who leads the WHO". In a question all in capitals nothing shows that.
func (q *query) inCapitals(i int) bool {
	t := &q.toks[i]
	if i == 0 || t.Kind != lang.Word || len(t.Text) < 2 || t.Text != strings.ToUpper(t.Text) || !lang.Function(t.Lower) || q.text == strings.ToUpper(q.text) {
		return false
	}
	return wh[t.Lower] || q.toks[i-1].Tag == "DT" || q.toks[i-1].Tag == "IN" || q.at(i+1) == "'s" || q.toks[i-1].Lower == "'s"
}

func (q *query) at(i int) string {
	if i < 0 || i >= len(q.toks) {
		return ""
	}
	return q.toks[i].Lower
}

func (q *query) readWh(w int) {
	next := q.at(w + 1)
	switch q.toks[w].Lower {
	case "who", "whom", "whose":
		q.readWho(w)
	case "when":
		q.kind = askDate
	case "where":
		q.kind = askPlace
	case "why":
		q.kind = askReason
	case "how":
		q.readHow(w, next)
	default:
		q.readWhat(w, next)
	}
}

func (q *query) readHow(w int, next string) {
	switch {
	case next == "many":
		q.kind = askQuantity
		q.readFocus(w + 2)
		if h := q.head(); h != nil {
			if _, dim, ok := lang.UnitDim(h.word); ok {
				q.dims = []lang.Dim{dim}
				if dim == lang.Time {
					q.kind = askDuration
				}
			}
		}
	case next == "much":
		q.kind = askQuantity
		q.readFocus(w + 2)
		q.dims = []lang.Dim{lang.Money}
		if q.asks("weigh", "weighs", "weighed") {
			q.dims = []lang.Dim{lang.Mass}
		} else if c := q.at(w + 2); strings.HasSuffix(c, "er") || c == "more" || c == "less" {
			q.focus, q.dims = nil, []lang.Dim{lang.Percent}
		} else if h := q.head(); h != nil || !q.aboutMoney() {
			q.dims = muchDims(h)
		}
		if h := q.head(); h != nil {
			if h.stem == "money" || h.stem == "cash" {
				q.focus, q.dims = nil, []lang.Dim{lang.Money}
			}
		}
	case next == "long":
		q.kind, q.dims = askDuration, []lang.Dim{lang.Time}
		if a := q.at(w + 2); (a == "is" || a == "was") && q.verbless(w+3) {
			q.dims = []lang.Dim{lang.Length, lang.Time}
			for _, t := range q.toks[w+2:] {
				if events[t.Stem] {
					q.dims = []lang.Dim{lang.Time}
				}
			}
		}
	case howMuch[next] != nil:
		q.kind, q.dims = askQuantity, howMuch[next]
		if next == "far" && (q.at(w+2) == "behind" || q.at(w+2) == "ahead") {
			q.dims = []lang.Dim{lang.Time}
		}
	case next == "soon":
		q.kind = askDate
	case next == "come":
		q.kind = askReason
	default:
		q.kind = askManner
	}
}

// muchDims are what "how much NOUN" may be measured in; without a noun, or
// with one that says nothing of it, anything but time.
func muchDims(h *term) []lang.Dim {
	switch {
	case h != nil && sums[h.stem]:
		return []lang.Dim{lang.Money}
	case h != nil && h.word == "time":
		return []lang.Dim{lang.Time}
	}
	return []lang.Dim{lang.Money, lang.Length, lang.Mass, lang.Volume, lang.Percent, lang.Area, lang.Speed, lang.Temperature}
}

// ofMany: "how many of its bookings" may be told as a share.
func (q *query) ofMany() bool {
	h := q.head()
	if h == nil {
		return false
	}
	for k := h.pos - 1; k > 1 && k >= h.pos-4; k-- {
		if q.toks[k].Is("of") && q.toks[k-1].Is("many") {
			return true
		}
	}
	return false
}

// aboutMoney: "how much" without a noun asks for money when its verb does.
func (q *query) aboutMoney() bool {
	for i, t := range q.toks {
		if moneyWords[t.Stem] || i < 3 && t.Is("is", "was", "are") && i == len(q.toks)-3 {
			return true
		}
	}
	return false
}

// verbless: no verb stands from token i on ("how long is the bridge").
func (q *query) verbless(i int) bool {
	for ; i < len(q.toks); i++ {
		if strings.HasPrefix(q.toks[i].Tag, "VB") && !aux[q.toks[i].Lower] {
			return false
		}
	}
	return true
}

func (q *query) readWho(w int) {
	q.kind = askPerson
	i := w + 1
	if q.at(i) == "are" || q.at(i) == "were" {
		if q.verbless(i + 1) {
			q.kind, q.people = askStatement, true
			return
		}
	}
	if heads[q.at(i)] != "" && i+1 < len(q.toks) {
		q.office, q.leads = true, heads[q.at(i)]
		return
	}
	be := q.at(i) == "is" || q.at(i) == "was" || q.at(i) == "'s" || q.at(i) == "are" || q.at(i) == "were"
	if be && q.readMaker(i+1) {
		q.office = true
		return
	}
	if !be || !q.verbless(i+1) {
		if be && i+1 < len(q.toks) && strings.HasPrefix(q.toks[i+1].Tag, "VBN") {
			q.passive = true
		}
		last := lastWord(q.toks)
		if stranded[last] {
			q.trail = last
		}
		q.object = q.trail != "" || q.at(i) == "did" || q.at(i) == "does" || q.at(i) == "do" || (q.at(i) == "has" || q.at(i) == "have" || q.at(i) == "will" || be) && i+1 < len(q.toks) && (q.toks[i+1].Capital() || q.toks[i+1].Tag == "DT" || q.toks[i+1].Tag == "PRP$")
		return
	}
	// "Who is the OFFICE (of PLACE)?" or "Who is NAME?"
	rest := q.toks[i+1:]
	proper := true
	for _, t := range rest {
		if t.Kind == lang.Word && !t.Capital() {
			proper = false
		}
	}
	if proper && len(rest) > 0 && !lang.IsTitle(lastWord(rest)) {
		q.kind, q.define = askStatement, true
		return
	}
	q.office = true
}

func lastWord(toks []lang.Token) string {
	for i := len(toks) - 1; i >= 0; i-- {
		if toks[i].Kind == lang.Word {
			return toks[i].Lower
		}
	}
	return ""
}

func (q *query) readWhat(w int, next string) {
	if next == "" {
		q.kind = askStatement
		return
	}
	if timeNouns[next] && w+2 < len(q.toks) {
		q.kind = askDate
		return
	}
	if aux[next] || next == "'s" {
		q.readWhatIs(w)
		return
	}
	if q.toks[w].Lower == "what" && strings.HasPrefix(q.toks[w+1].Tag, "VB") && !strings.HasSuffix(next, "ing") {
		q.kind = askStatement // "what caused …", "what happened"
		if causes[q.toks[w+1].Stem] || q.toks[w+1].Is("led", "leads") && q.at(w+2) == "to" {
			q.kind = askReason
		}
		return
	}
	q.readFocus(w + 1)
	q.verbInFocus()
	q.kind, q.which = askPlace, true
	h := q.head()
	if h == nil {
		q.kind, q.which = askStatement, false
		return
	}
	if bareMeasures[h.word] && q.readNumberOf(h.pos) {
		return
	}
	if m, ok := measures[h.word]; ok {
		q.setMeasure(h.word, m.dims, m.of)
	} else if grades[h.word] {
		q.kind, q.which, q.grade = askQuantity, false, h.stem
		q.dims = nil
	}
}

// readWhatIs reads "what is/was/did/has …".
func (q *query) readWhatIs(w int) {
	q.kind = askStatement
	for i := w + 2; i < len(q.toks); i++ {
		t := &q.toks[i]
		if saying[t.Stem] && strings.HasPrefix(t.Tag, "VB") {
			q.speaker = true
			return
		}
	}
	a := q.at(w + 1)
	if a != "is" && a != "was" && a != "'s" && a != "are" && a != "were" {
		return
	}
	if q.readKind(w); q.sort > 0 {
		return
	}
	// "what is the MEASURE of …", "what was Ian's death toll"
	if q.readMeasure(w+2, func(t *lang.Token) bool { return t.Is("of", "in", "for", "on", "at", "to") }) {
		return
	}
	for i := w + 2; i < len(q.toks); i++ {
		if q.toks[i].Is("cause", "reason") {
			q.kind = askReason
			return
		}
		if q.toks[i].Is("date") {
			q.kind = askDate
			return
		}
		if q.toks[i].Is("capital") {
			q.kind = askPlace
			return
		}
		if q.toks[i].Is("of", "in", "for") {
			break
		}
	}
	q.define = true
}

// keywords reads a text that is no question: "ian death toll".
func (q *query) keywords() {
	q.kind, q.keyword = askStatement, true
	q.readMeasure(0, func(*lang.Token) bool { return false })
}

// readFocus reads the noun phrase that begins at token i: the words up to a
// verb, an auxiliary or a preposition.
func (q *query) readFocus(i int) {
	for ; i < len(q.toks); i++ {
		t := &q.toks[i]
		if len(q.focus) > 0 && t.Is("a", "an", "per", "each", "every") {
			return // "samples a week"
		}
		if t.Kind == lang.Mark || aux[t.Lower] || t.Tag == "IN" && t.Lower != "of" || t.Tag == "TO" || t.Tag == "MD" || wh[t.Lower] {
			return
		}
		if t.Lower == "of" {
			if len(q.focus) > 0 {
				return
			}
			continue
		}
		if strings.HasPrefix(t.Tag, "VB") && len(q.focus) > 0 && !strings.HasSuffix(t.Tag, "G") && !(t.Tag == "VBN" && i+1 < len(q.toks) && strings.HasPrefix(q.toks[i+1].Tag, "NN")) {
			return
		}
		if t.Kind == lang.Word && t.Lower != "the" && t.Lower != "'s" && !lang.Function(t.Lower) {
			q.focus = append(q.focus, term{word: t.Lower, stem: t.Stem, pos: i})
		}
	}
}

// verbInFocus takes a verb that was read as a plural noun out of the focus:
// "which chain offers free coffee" has no other verb.
func (q *query) verbInFocus() {
	n := len(q.focus)
	if n < 2 {
		return
	}
	if end := q.focus[n-1].pos + 1; end < len(q.toks) && q.toks[end].Kind != lang.Mark && q.toks[end].Tag != "IN" && q.toks[end].Tag != "TO" {
		return
	}
	for k := n - 1; k > 0; k-- {
		pos := q.focus[k].pos
		if q.toks[pos].Tag == "NNS" && !q.toks[pos].Capital() && q.toks[q.focus[k-1].pos].Tag == "NN" && q.focus[k-1].pos == pos-1 && pos+1 < len(q.toks) && q.toks[pos+1].Kind == lang.Word {
			q.toks[pos].Tag = "VBZ"
			q.focus = q.focus[:k]
			return
		}
	}
}

// head is the last word of the focus, nil without one.
func (q *query) head() *term {
	if len(q.focus) == 0 {
		return nil
	}
	return &q.focus[len(q.focus)-1]
}
