package answer

// Reading a claim: its sentences, their clauses, and who is said to say it.

import (
	"slices"
	"strings"
	"time"

	"secondsource/corpus"
	"secondsource/internal/answer/lang"
)

// reading is a claim as read.
type reading struct {
	text  string
	doc   *document // the claim as an article of its own
	items []item
}

// clause is a part of a sentence with one verb of its own.
type clause struct {
	sent    int
	own     []int // its tokens
	given   []int // subject and places of the main clause, where it has none
	negated bool
	done    bool // told as something that happened
	ahead   bool // told as something to come
}

// readClaim reads a claim at the time now, against which its weekdays and
// relative days are taken.
func readClaim(text string, tagger *lang.Tagger, now time.Time) *reading {
	d := read(corpus.Article{Text: text}).forOne()
	r := &reading{text: text, doc: d}
	for i := range d.sents {
		d.tags(tagger, i)
		r.readSentence(i, now)
	}
	slices.SortStableFunc(r.items, func(a, b item) int { return a.start - b.start })
	for k := range r.items {
		it := &r.items[k]
		if it.kind != itemSpeaker {
			continue
		}
		for n := range r.items {
			if o := &r.items[n]; len(o.clause.own) == 0 && o.kind == itemDate {
				o.serves = append(o.serves, k)
			} else if o.kind != itemSpeaker && o.kind != itemPerson && o.clause.sent == it.clause.sent {
				it.serves = append(it.serves, n)
			}
		}
	}
	return r
}

func (r *reading) readSentence(i int, now time.Time) {
	s := &r.doc.sents[i]
	used := make([]bool, len(s.toks)) // by a quotation or an attribution
	quotes := r.readQuotations(i, used)
	speaker := r.readSpeaker(i, used)
	for _, c := range r.clauses(i, used) {
		r.readClause(c, now, len(quotes) > 0)
	}
	for _, q := range quotes {
		q.clause = &clause{sent: i}
		if speaker != nil {
			q.who = speaker.who
			q.named = s.toks[speaker.last].Capital()
		}
		r.items = append(r.items, q)
	}
	if speaker == nil {
		return
	}
	speaker.clause = &clause{sent: i}
	for _, x := range s.dates {
		if used[x.First] && !s.quoted[x.First] {
			r.addDate(speaker.clause, x, now) // the day of saying
		}
	}
	if len(quotes) == 0 {
		r.items = append(r.items, *speaker)
	}
	for _, n := range s.names {
		if n.First >= speaker.first && n.Last <= speaker.last {
			r.readOffice(speaker.clause, n)
		}
	}
}

// readQuotations takes what stands between quotation marks, of three words at
// least: fewer are a name or a turn of phrase.
func (r *reading) readQuotations(i int, used []bool) []item {
	s := &r.doc.sents[i]
	var out []item
	for k := 0; k < len(s.toks); k++ {
		if !s.quoted[k] {
			continue
		}
		end := k
		for end+1 < len(s.toks) && s.quoted[end+1] && (end == k || !closesQuote(&s.toks[end])) {
			end++
		}
		first, last := k, end
		for first <= last && s.toks[first].Kind == lang.Mark {
			first++
		}
		for last >= first && s.toks[last].Kind == lang.Mark {
			last--
		}
		if last-first >= 2 {
			out = append(out, r.newItem(i, itemQuotation, first, last))
			for n := k; n <= end; n++ {
				used[n] = true
			}
		}
		k = end
	}
	return out
}

func closesQuote(t *lang.Token) bool { return t.Text == "”" || t.Text == "''" || t.Text == "\"" }

// readSpeaker takes the words that say who says it: "…, NAME said",
// "According to NAME, …", "NAME said that …".
func (r *reading) readSpeaker(i int, used []bool) *item {
	s := &r.doc.sents[i]
	first, last, ok := saidBy(s.toks, s.quoted, -1)
	if !ok || isPronoun(s.toks[first:last+1]) {
		return nil
	}
	from, to, ok := saidSpan(s, first, last)
	if !ok || to-from+1 >= len(s.toks)-2 {
		return nil
	}
	if after := s.saidOn(to + 1); after > to {
		to = after
	}
	for k := from; k <= to; k++ {
		used[k] = true
	}
	it := r.newItem(i, itemSpeaker, first, last)
	for _, t := range s.toks[first : last+1] {
		if t.Kind != lang.Mark && !lang.Function(t.Lower) {
			it.who = append(it.who, t.Lower)
		}
	}
	return &it
}

// saidOn is the last token of a day of saying that begins at token k, with
// "on" before and "that" behind it; -1 for none.
func (s *sentence) saidOn(k int) int {
	if k < len(s.toks) && s.toks[k].Is("on") {
		k++
	}
	for _, x := range s.dates {
		if x.First != k {
			continue
		}
		if x.Last+1 < len(s.toks) && s.toks[x.Last+1].Is("that") {
			return x.Last + 1
		}
		return x.Last
	}
	return -1
}

// saidSpan is the speaker with the words that make them one: "according to",
// or a verb of saying that closes the sentence or opens what is said.
func saidSpan(s *sentence, first, last int) (from, to int, ok bool) {
	says := func(k int) bool { return k >= 0 && k < len(s.toks) && sayVerb[s.toks[k].Stem] && finite(&s.toks[k]) }
	switch {
	case first >= 2 && s.toks[first-2].Is("according") && s.toks[first-1].Is("to"):
		return first - 2, last, true
	case first >= 1 && s.toks[first-1].Is("citing"):
		return first - 1, last, true
	case says(first-1) && first >= 2 && (s.toks[first-2].Text == "," || s.quoted[first-2]):
		return first - 1, last, true
	}
	for k := last + 1; k < len(s.toks) && k <= last+6; k++ {
		if !says(k) {
			continue
		}
		if k+1 == len(s.toks) {
			return first, k, true
		}
		for n := k + 1; s.toks[k].Stem == "tell" && n < len(s.toks) && n <= k+4; n++ { // "told them that", "told reporters it was"
			if s.quoted[n] || s.toks[n].Text == ":" || s.toks[n].Is("that") || n > k+1 && s.toks[n].Is("they", "he", "she", "it", "we") {
				return first, n - 1, true
			}
		}
		next := &s.toks[k+1]
		closing := first > 0 && (s.toks[first-1].Text == "," || s.quoted[first-1]) && next.Kind == lang.Mark
		switch {
		case next.Is("that"):
			return first, k + 1, true
		case closing, s.quoted[k+1], next.Text == ":", s.toks[k].Stem == "say" && !next.Is("it", "of"):
			return first, k, true
		}
		return 0, 0, false
	}
	return 0, 0, false
}

func finite(t *lang.Token) bool {
	return t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP" || t.Tag == "MD"
}

// clauses divides what is left of a sentence at its joints.
func (r *reading) clauses(i int, used []bool) []*clause {
	s := &r.doc.sents[i]
	var out []*clause
	cur := &clause{sent: i}
	flush := func() {
		if len(cur.own) > 0 {
			out = append(out, cur)
		}
		cur = &clause{sent: i}
	}
	for k := range s.toks {
		if used[k] {
			continue
		}
		if len(cur.own) > 0 && r.joint(s, cur, k, used) {
			flush()
		}
		cur.own = append(cur.own, k)
	}
	flush()
	for n, c := range out {
		if n > 0 && r.subjectless(c) {
			c.given = r.lent(out[0])
		}
		r.readMood(c)
	}
	return out
}

// joint: another clause begins at token k: behind a semicolon, with "and",
// "when" and the like before a verb of its own, with ", which …" or ",
// killing …".
func (r *reading) joint(s *sentence, cur *clause, k int, used []bool) bool {
	t := &s.toks[k]
	if !slices.ContainsFunc(cur.own, func(o int) bool { return finite(&s.toks[o]) }) {
		return false
	}
	prev := k > 0 && s.toks[k-1].Text == ","
	switch {
	case t.Text == ";" || t.Text == "—":
		return true
	case prev && t.Is("which", "who"):
		return true
	case prev && t.Tag == "VBG" && !t.Is("including", "according", "following", "citing", "regarding"):
		return true
	case t.Is("and", "but", "while", "whereas", "when", "because", "although") || t.Is("as") && k+1 < len(s.toks) && (s.toks[k+1].Tag == "DT" || s.toks[k+1].Capital()):
		for n := k + 1; n < len(s.toks) && n <= k+8; n++ {
			if used[n] || s.toks[n].Text == ";" || s.toks[n].Is("and", "but", "while", "which", "who", "that") {
				return false
			}
			if finite(&s.toks[n]) || n == k+1 && s.toks[n].Tag == "VBN" {
				return true
			}
		}
	}
	return false
}

// subjectless: the clause begins with its verb.
func (r *reading) subjectless(c *clause) bool {
	toks := r.doc.sents[c.sent].toks
	for _, k := range c.own {
		t := &toks[k]
		if t.Kind == lang.Mark || t.Is("and", "but", "while", "which", "who", "also", "then", "not") || strings.HasPrefix(t.Tag, "RB") {
			continue
		}
		return strings.HasPrefix(t.Tag, "VB") || t.Tag == "MD" || aux[t.Lower]
	}
	return false
}

// lent is what the main clause gives to one without a subject: its own
// subject, and the places it names.
func (r *reading) lent(main *clause) []int {
	s := &r.doc.sents[main.sent]
	var out []int
	subject := true
	for _, k := range main.own {
		if finite(&s.toks[k]) {
			subject = false
		}
		if subject || s.placeAt(k) != "" {
			out = append(out, k)
		}
	}
	return out
}

// readMood notes whether the clause denies, tells of the past or looks ahead.
func (r *reading) readMood(c *clause) {
	var toks []lang.Token
	for _, k := range c.own {
		toks = append(toks, r.doc.sents[c.sent].toks[k])
	}
	verb := -1
	for n := range toks {
		t := &toks[n]
		if verb < 0 && strings.HasPrefix(t.Tag, "VB") && !aux[t.Lower] && !light[t.Stem] {
			verb = n
		}
		toCome := t.Is("going", "due", "set", "expected", "scheduled", "planned") && n+1 < len(toks) && toks[n+1].Is("to")
		switch {
		case t.Is("will", "won't") || toCome || planVerb[t.Stem] && finite(t):
			c.ahead = true
		case t.Tag == "VBD" || t.Is("has", "have", "had", "was", "were"):
			c.done = true
		}
	}
	c.done = c.done && !c.ahead
	if verb >= 0 {
		c.negated = negated(toks, verb)
		return
	}
	c.negated = slices.ContainsFunc(toks, func(t lang.Token) bool { return t.Is("not", "never", "n't") || strings.HasSuffix(t.Lower, "n't") })
}

var planVerb = stemSet("plan hope intend aim expect")

// tells: the clause has a verb with meaning, or words enough without one.
// Where its person is checked by the office or the age, the name says no more;
// where words are quoted, a verb of saying does not either.
func (r *reading) tells(c *clause, person, quoted bool) bool {
	s := &r.doc.sents[c.sent]
	words := 0
	for _, k := range c.own {
		t := &s.toks[k]
		if t.Kind == lang.Mark || lang.Function(t.Lower) || aux[t.Lower] {
			continue
		}
		if !person || !t.Capital() && !officeWord(t) && !t.Is("years", "old", "aged") && t.Kind == lang.Word {
			words++
		}
		if strings.HasPrefix(t.Tag, "VB") && !light[t.Stem] && !(quoted && saying[t.Stem]) {
			return true
		}
	}
	return !quoted && words >= 2
}
