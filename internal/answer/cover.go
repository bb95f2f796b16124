package answer

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// coverage says how far one sentence, with its surroundings, accounts for the
// words of the question.
type coverage struct {
	score float64   // 0 … 1, weighted
	when  float64   // the matches of q.when, added up
	ents  []float64 // a match for each of q.ents
	terms []float64 // a match for each of q.terms
	local []int     // for each of q.terms: its token in the sentence, leant, or -1 when it stands elsewhere
	from  int       // the first sentence that the match leans on
}

// leant stands for a token where a sentence that opens with a pronoun has the
// word in the sentence before it.
const leant = -2

// anaphoric: the sentence opens with a pronoun that points back.
func (s *sentence) anaphoric() bool {
	for k := 0; k < len(s.toks) && k < 7; k++ {
		t := &s.toks[k]
		if t.Is("it", "he", "she", "they") {
			return true
		}
		if k > 0 && !opensClause(t) && !opensClause(&s.toks[0]) || k > 1 && !opensClause(t) {
			return false
		}
	}
	return false
}

// opensClause: a word that may stand before the subject: "In 1986 he", "On
// Monday, they".
func opensClause(t *lang.Token) bool {
	return t.Is("in", "on", "at", "by", "during", "later", "then", "but", "and", "also", "that", "year", "month", "week", "day", "yesterday", "today") || t.Kind == lang.Number || t.Text == "," || lang.Month(t.Lower) > 0 || lang.Weekday(t.Lower) > 0
}

// Distances: what a match counts for when it stands elsewhere in the article.
const (
	inBefore    = 0.7  // the sentence before
	inBefore2   = 0.55 // two before
	inBefore3   = 0.45
	inTitle     = 0.6
	inLead      = 0.5  // the article's first sentences
	pronounOf   = 0.75 // "it", in an article that is about it
	compoundFit = 0.8  // the last part of a word of two
	renamedFit  = 0.95 // the thing by its other name
	entFrom     = 0.45 // the least that a name must be accounted for
)

func (ev *evidence) cover(d *document, i int) coverage {
	q := ev.q
	c := coverage{ents: make([]float64, len(q.ents)), terms: make([]float64, len(q.terms)), local: make([]int, len(q.terms)), from: i}
	sum, total := 0.0, 0.0
	for k := range q.ents {
		m, from := ev.matchEntity(d, i, k)
		c.ents[k] = m
		c.from = min(c.from, from)
		sum += m * q.ents[k].weight
		total += q.ents[k].weight
	}
	for k := range q.terms {
		t := &q.terms[k]
		m, tok, from := ev.matchTerm(d, i, k)
		c.terms[k], c.local[k] = m, tok
		c.from = min(c.from, from)
		sum += m * t.weight
		total += t.weight
	}
	for _, w := range q.when {
		m := matchWhen(d, i, w)
		c.when += m
		sum += m
		total++
	}
	if total > 0 {
		c.score = sum / total
	}
	return c
}

// held is one document held against the question: how well each sentence, and
// the headline behind the last, has each of its names and words.
type held struct {
	ents  [][]match // for each of q.ents
	terms [][]match // for each of q.terms
	about []float64 // for each of q.ents
}

// match is how well one sentence has a name or a word, and at which token.
type match struct {
	m   float64
	tok int
}

// hold reads a document against the question, once.
func (ev *evidence) hold(d *document) *held {
	if h, ok := ev.helds[d]; ok {
		return h
	}
	h := &held{}
	for k := range ev.q.ents {
		e := &ev.q.ents[k]
		row := make([]match, len(d.sents)+1)
		n := 0
		for i := range d.sents {
			row[i].m = e.in(d, &d.sents[i])
			if row[i].m > 0.5 {
				n++
			}
		}
		row[len(d.sents)].m = e.in(d, &d.title)
		ev.describe(d, e, row)
		h.ents = append(h.ents, row)
		h.about = append(h.about, min(1, 5*float64(n)/float64(max(len(d.sents), 1))))
	}
	for k := range ev.q.terms {
		t := &ev.q.terms[k]
		row := make([]match, len(d.sents)+1)
		for i := range d.sents {
			row[i].m, row[i].tok = ev.inSentence(&d.sents[i], t)
		}
		row[len(d.sents)].m, _ = ev.inSentence(&d.title, t)
		h.terms = append(h.terms, row)
	}
	ev.helds[d] = h
	return h
}

// matchTerm finds word k of the question, or its kin, in the sentence, else
// near it.
func (ev *evidence) matchTerm(d *document, i, k int) (m float64, tok, from int) {
	row := ev.hold(d).terms[k]
	if row[i].m > 0 {
		return row[i].m, row[i].tok, i
	}
	close, far, from := d.around(i, row, 1)
	if close < far {
		from = i
	}
	if from < i && close > 0 && d.sents[i].anaphoric() {
		return close, leant, from
	}
	return max(close, far), -1, from
}

// around is the best match of something near sentence i but not in it, twice:
// close by, in the sentences before it (from is the one leant on), and far, in
// the headline or the article's first sentences.
func (d *document) around(i int, row []match, strength float64) (close, far float64, from int) {
	from = i
	at := func(j int, w float64) float64 {
		if d.sents[j].section != d.sents[i].section {
			w *= 0.6
		}
		return row[j].m * w * strength
	}
	for k, w := range []float64{inBefore, inBefore2, inBefore3} {
		j := i - 1 - k
		if j < 0 {
			break
		}
		if m := at(j, w); m > close {
			close = m
			if k < 2 {
				from = j
			}
		}
	}
	for j := 0; j < 3 && j < i-3; j++ {
		far = max(far, at(j, inLead))
	}
	return close, max(far, row[len(d.sents)].m*inTitle*strength), from
}

func (ev *evidence) inSentence(s *sentence, t *term) (float64, int) {
	if k, ok := s.stems[t.stem]; ok {
		return 1, k
	}
	if other := ev.renamed[t.stem]; other != "" {
		if k, ok := s.stems[other]; ok {
			return renamedFit, k
		}
	}
	if at := strings.LastIndexByte(t.word, '-'); at > 0 && len(t.word)-at > 4 {
		if k, ok := s.stems[lang.Stem(t.word[at+1:])]; ok {
			return compoundFit, k // "economy" for "all-economy"
		}
	}
	cache := ev.kin[t.stem]
	if cache == nil {
		cache = map[string]float64{}
		ev.kin[t.stem] = cache
	}
	best, at := 0.0, -1
	for stem, k := range s.stems {
		w, ok := cache[stem]
		if !ok {
			w = lang.Kinship(t.stem, stem)
			cache[stem] = w
		}
		if w > best || w == best && w > 0 && k < at {
			best, at = w, k
		}
	}
	return best, at
}

// matchEntity finds name k of the question in the sentence, else near it. What
// stands only in the headline or at the start counts as far as the article is
// about it: a round-up of the day names many things in its headline.
func (ev *evidence) matchEntity(d *document, i, k int) (float64, int) {
	h, e := ev.hold(d), &ev.q.ents[k]
	row := h.ents[k]
	if row[i].m > 0 {
		return row[i].m, i
	}
	close, far, from := d.around(i, row, 1.15)
	about := h.about[k]
	switch {
	case d.roundup:
		far *= 0.5
	case e.place != "" && d.title.hasPlace(e.place):
		about = max(about, 0.8)
	case row[len(d.sents)].m >= 0.9 && !d.turnedTo(i, e):
		about = max(about, 0.8)
	}
	far *= 0.4 + 0.6*about
	if !d.roundup && about >= 0.6 && d.sents[i].anaphoric() && row[len(d.sents)].m >= 0.9 {
		far = max(far, pronounOf)
	}
	if about < 0.5 && !d.roundup && (d.turnedTo(i, e) || e.place != "" && d.mostly(e.place)) {
		far *= 0.6
	}
	if close >= inBefore2 && d.sents[i].anaphoric() {
		close = max(close, inBefore)
	}
	if close >= far {
		return close, from
	}
	return far, i
}

// mostly: the article names another country or region at least twice as often
// as this one.
func (d *document) mostly(place string) bool {
	n := map[string]int{}
	for i := range d.sents {
		for _, p := range d.sents[i].places {
			n[p.id]++
		}
	}
	for id, c := range n {
		if id != place && c >= 2*n[place] && c >= 3 {
			return true
		}
	}
	return false
}

// turnedTo: the text has turned to another of the things that its headline
// names: of those, the one named last before sentence i is not e.
func (d *document) turnedTo(i int, e *entity) bool {
	if len(d.topics) < 2 {
		return false
	}
	for j := i; j >= 0 && j >= i-12; j-- {
		for _, t := range d.sents[j].toks {
			if t.Capital() && d.topics[t.Lower] {
				return e.in(d, &d.sents[j]) == 0
			}
		}
	}
	return false
}

// in tells how surely a sentence names the entity.
func (e *entity) in(d *document, s *sentence) float64 {
	if e.place != "" {
		if s.hasPlace(e.place) {
			return 1
		}
		return 0
	}
	last := e.last()
	best := 0.0
	for k := range s.toks {
		t := &s.toks[k]
		if a := d.alias[t.Lower]; a == last && (len(e.words) == 1 || d.proper[e.words[0]]) && last != "" {
			best = max(best, 0.85)
			continue
		}
		if !sameWord(t.Lower, last) && !(len(last) > 3 && t.Lower == last+"s") && !(len(t.Lower) > 3 && last == t.Lower+"s") {
			if m := acronym(s.toks, k, e.words); m > best {
				best = m
			}
			continue
		}
		m := e.matchAt(d, s, k)
		best = max(best, m)
	}
	return best
}

// matchAt judges a sentence's token k that equals the entity's last word.
func (e *entity) matchAt(d *document, s *sentence, k int) float64 {
	if e.title {
		return e.titleMatch(s, k)
	}
	if e.capitals && s.toks[k].Text != strings.ToUpper(s.toks[k].Text) {
		return 0
	}
	if len(e.words) == 1 {
		return 1
	}
	if !s.toks[k].Capital() && s.toks[k].Kind == lang.Word && e.place == "" && d.proper[e.last()] {
		return 0
	}
	all := true
	for _, w := range e.words[:len(e.words)-1] {
		found := false
		for j := max(0, k-5); j < k; j++ {
			found = found || sameWord(s.toks[j].Lower, w) || sameInitial(s.toks[j], w)
		}
		all = all && found
	}
	if all {
		return 1
	}
	if numeral(e.last()) != "" || numbered(s.toks[k].Lower) {
		if len(e.last()) >= 3 && d.proper[e.words[0]] {
			return 0.85 // "the 787", in an article that names the maker
		}
		return 0 // a small number is nobody's name
	}
	if d.lower[e.last()] {
		return 0.3 // "Party" alone is no party's name
	}
	// Another first name means another person; "North" is not "South".
	if k > 0 && s.toks[k-1].Kind == lang.Word && s.toks[k-1].Capital() && !lang.IsTitle(s.toks[k-1].Lower) && !lang.SentenceStart(s.toks, k-1) && s.placeAt(k-1) == "" {
		if kinName(s.toks[k-1].Lower, e.words[len(e.words)-2]) {
			return 0.95
		}
		return 0
	}
	return 0.9
}

var romans = map[string]string{"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}

// numeral is a Roman numeral in digits, else "".
func numeral(word string) string { return romans[word] }

func numbered(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

// sameWord: equal, or one number in Roman and in Arabic numerals.
func sameWord(a, b string) bool {
	return a == b || romans[a] == b && b != "" || romans[b] == a && a != ""
}

// acronym tells whether words stand for the capitals at token k or the other
// way round: "WHO", "World Health Organization".
func acronym(toks []lang.Token, k int, words []string) float64 {
	t := &toks[k]
	if len(words) >= 2 {
		if len(t.Text) >= 2 && len(t.Text) <= len(words) && t.Lower == initials(words) && t.Text == strings.ToUpper(t.Text) {
			return 0.95
		}
		return 0
	}
	w := words[0]
	if len(w) < 3 || len(w) > 6 || !t.Capital() || t.Lower[0] != w[0] {
		return 0
	}
	j := k
	for _, c := range []byte(w) {
		for j < len(toks) && lang.Function(toks[j].Lower) && j > k {
			j++
		}
		if j >= len(toks) || toks[j].Lower == "" || toks[j].Lower[0] != c || !toks[j].Capital() {
			return 0
		}
		j++
	}
	return 0.95
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if !lang.Function(w) {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// kinName: spellings of one name ("Jeannette", "Jeanette").
func kinName(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) <= 3 || len(b) <= 3 {
		return false
	}
	return editDistance(a, b) <= 1+min(len(a), len(b))/8 || sounds(a) == sounds(b) && editDistance(a, b) <= 3
}

// sounds folds the letters that transcriptions of one name change about:
// "Valtukhin" and "Valtuhin", "Youssef" and "Yusuf".
func sounds(name string) string {
	name = soundsAlike.Replace(strings.TrimPrefix(name, "y"))
	var b strings.Builder
	last := rune(0)
	for k, r := range name {
		if r == last || k > 0 && strings.ContainsRune("aeiou", r) {
			continue // doubled letters and inner vowels come and go
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

var soundsAlike = strings.NewReplacer("kh", "h", "gh", "g", "ph", "f", "ck", "k", "ou", "u", "oo", "u", "ee", "i", "ei", "ai", "ey", "ai", "ay", "ai", "y", "i", "c", "k", "q", "k", "w", "v", "tz", "ts", "sz", "s", "dj", "j")

// matchWhen holds a date of the question against a sentence: 1 where the
// sentence says it, a little where it says no date at all.
func matchWhen(d *document, i int, w lang.Date) float64 {
	best := 0.0
	pub, dated := d.article.PublishedAt()
	other := dated && w.Year > 0 && w.Month > 0 && (pub.Year() != w.Year || int(pub.Month()) != w.Month)
	for j := i; j >= max(0, i-2); j-- {
		for _, x := range d.sents[j].dates {
			if other && x.Month == 0 && x.Weekday == 0 {
				continue // "in 2022", told in another month than the one asked for
			}
			if sameDate(w, x) {
				best = max(best, []float64{1, 0.7, 0.5}[i-j])
			}
		}
	}
	if best == 0 {
		if dated && (w.Year == 0 || w.Year == pub.Year()) && (w.Month == 0 || w.Month == int(pub.Month())) &&
			(w.Day == 0 || w.Day == pub.Day()) && w.Weekday == 0 && w.Relative == "" {
			best = 0.6
		}
	}
	return best
}

// sameDate: whatever both say is the same, and they share something.
func sameDate(a, b lang.Date) bool {
	if a.Until > 0 || b.Until > 0 {
		return a.Year != 0 && b.Year != 0 && yearsAgree(a, b)
	}
	shared := false
	for _, p := range [][2]int{{a.Year, b.Year}, {a.Month, b.Month}, {a.Day, b.Day}, {a.Weekday, b.Weekday}} {
		if p[0] != 0 && p[1] != 0 {
			if p[0] != p[1] {
				return false
			}
			shared = true
		}
	}
	return shared || a.Relative != "" && a.Relative == b.Relative
}
