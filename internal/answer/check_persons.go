package answer

// People in a claim: who holds an office, and who says what.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// courtesies stand before a name and are no office.
var courtesies = wordSet("mr mrs ms dr mr. mrs. ms. dr. sir dame lord lady st st. former resident candidate analyst prof prof. professor rev rev.")

func officeWord(t *lang.Token) bool { return lang.IsTitle(t.Lower) && !courtesies[t.Lower] }

// readOffice makes an item of a name with an office: "mayor NAME", "NAME, the
// mayor of PLACE", "NAME is the mayor of PLACE".
func (r *reading) readOffice(c *clause, n lang.Name) bool {
	s := &r.doc.sents[c.sent]
	for n.First > 1 && s.toks[n.First-1].Is("de", "del", "van", "von", "der", "la", "al", "bin", "da", "dos") && s.toks[n.First-2].Capital() {
		n.First -= 2 // "Hugo de Zela" at the start of a sentence
	}
	p, _ := s.splitTitle(n)
	if p.last < p.first || courtesies[s.toks[p.last].Lower] {
		return false
	}
	if alone := p.first == p.last && p.first == n.First; alone && (p.first == 0 || !officeWord(&s.toks[p.first-1])) {
		return false // a surname alone is a holder where an office stands right before it
	}
	for k := p.first; k <= p.last; k++ {
		if bodyWords[s.toks[k].Lower] || s.placeAt(k) != "" || lang.Month(s.toks[k].Lower) > 0 || s.quoted[k] {
			return false
		}
	}
	from, to, ok := officeBefore(s, p.first)
	if !ok {
		from, to, ok = officeBehind(s, p.last)
	}
	if !ok {
		return false
	}
	it := r.add(c, itemPerson, p.first, p.last)
	it.of = r.doc.text(c.sent, from, to)
	it.value = it.text
	it.who = foldedWords(s.toks[p.first : p.last+1])
	it.asks = "Who is the " + officeName(s, from, to) + "?"
	former := from > 0 && s.toks[from-1].Is("former")
	it.was = former || pastHolder(s, p, from)
	if former {
		it.asks = strings.Replace(it.asks, "the ", "the former ", 1)
	}
	for k := from; k <= to; k++ {
		it.placed = it.placed || s.placeAt(k) != "" || s.toks[k].Capital() && !lang.IsTitle(s.toks[k].Lower)
	}
	return true
}

// officeName is the office as a question names it: its titles in lower case,
// for with a capital they would be a part of the body's name.
func officeName(s *sentence, from, to int) string {
	var words []string
	for k := from; k <= to; k++ {
		t := s.toks[k].Text
		if lang.IsTitle(s.toks[k].Lower) && s.toks[k].Lower != "ceo" {
			t = s.toks[k].Lower
		}
		words = append(words, t)
	}
	return strings.ReplaceAll(strings.Join(words, " "), " 's", "'s")
}

// officeBefore is the phrase of an office that ends right before token at:
// "the PLACE president", "PLACE police chief", "the mayor of PLACE,".
func officeBefore(s *sentence, at int) (from, to int, ok bool) {
	toks := s.toks
	to = at - 1
	if to >= 0 && officeWord(&toks[to]) {
		from = to
		for from > 0 && officePart(s, from-1) {
			from--
		}
		if from >= 2 && toks[from-1].Lower == "'s" { // "PLACE's president"
			from -= 2
			for from > 0 && toks[from-1].Capital() && toks[from-1].Kind == lang.Word && !lang.Function(toks[from-1].Lower) {
				from--
			}
		}
		return from, to, true
	}
	if to < 2 || toks[to].Text != "," {
		return 0, 0, false
	}
	for k := to - 1; k >= max(0, to-8) && toks[k].Kind != lang.Mark; k-- { // "the governor of PLACE, NAME"
		if officeWord(&toks[k]) && k+1 < to && toks[k+1].Is("of", "for") {
			return k, to - 1, true
		}
	}
	return 0, 0, false
}

// officePart: the word before an office belongs to it: "foreign", a
// place, "police".
func officePart(s *sentence, k int) bool {
	t := &s.toks[k]
	if officeWord(t) || s.placeAt(k) != "" {
		return true
	}
	return t.Kind == lang.Word && (t.Tag == "JJ" || strings.HasPrefix(t.Tag, "NN")) && !t.Is("former", "new") && lang.Weekday(t.Lower) == 0
}

// officeBehind is the phrase of an office behind a name: ", the mayor of
// PLACE", "is the mayor of PLACE".
func officeBehind(s *sentence, at int) (from, to int, ok bool) {
	toks := s.toks
	k := at + 1
	if k >= len(toks) || toks[k].Text != "," && !toks[k].Is("is", "was", "became", "remains") {
		return 0, 0, false
	}
	for k++; k < len(toks) && (toks[k].Tag == "DT" || toks[k].Is("now", "still", "former")); k++ {
	}
	from, head := k, -1
	for ; k < len(toks) && k < from+6; k++ {
		if toks[k].Kind == lang.Mark || !officePart(s, k) && toks[k].Lower != "'s" && !toks[k].Capital() {
			break
		}
		if officeWord(&toks[k]) {
			head = k
		}
	}
	if head < 0 {
		return 0, 0, false
	}
	to = head
	if to+2 < len(toks) && toks[to+1].Is("of", "for", "at") {
		for k = to + 2; k < len(toks) && (toks[k].Is("the", "of") || toks[k].Capital() && toks[k].Kind == lang.Word || strings.HasPrefix(toks[k].Tag, "NN")); k++ {
			to = k
		}
	}
	return from, to, true
}

// pastHolder: the claim speaks of who once held it.
func pastHolder(s *sentence, p span, from int) bool {
	for k := max(0, min(p.first, from)-2); k < len(s.toks) && k <= max(p.last, from)+1; k++ {
		if s.toks[k].Is("former", "ex", "then", "late") || k > p.last && s.toks[k].Is("was") {
			return true
		}
	}
	return false
}

func (w *weighing) holdPerson(it *item, f *finding, b *bearing) {
	if f.kind != askPerson || f.stage == "planned" {
		return
	}
	mine := &finding{kind: askPerson, value: strings.Join(it.who, " ")}
	switch {
	case samePerson(mine, f) && f.toHold():
		b.stance, b.reason = fallsShy, ReasonPlanned
	case f.toHold():
	case samePerson(mine, f):
		b.stance = says
	case it.placed && !it.was:
		b.stance = saysOther
	}
}

// toHold: the person is to hold the office: "NAME will become".
func (f *finding) toHold() bool {
	toks := f.sentence().toks
	for k := f.last + 1; k < len(toks) && k <= f.last+2; k++ {
		if toks[k].Is("will", "would", "could", "may", "might", "hopes", "wants", "expected", "to") {
			return true
		}
	}
	return false
}

// misspelled: no article writes the name as the claim does.
func misspelled(it *item, found []*finding) bool {
	return !slices.ContainsFunc(found, func(f *finding) bool { return sameWords(tidy(f.written), tidy(it.text)) })
}

// settleSpeakers decides on who is said to say it: supported where an article
// that supports what is said gives it to them.
func (w *weighing) settleSpeakers() {
	for k := range w.reading.items {
		it := &w.reading.items[k]
		if it.kind != itemSpeaker {
			continue
		}
		for _, n := range it.serves {
			var by []*finding
			for _, f := range w.told[w.reading.items[n].start] {
				if speaks(it.who, f) {
					by = append(by, f)
				}
			}
			if len(by) > 0 {
				it.verdict, it.supporting = ClaimIsSupported, w.tell(by)
				w.told[it.start] = by
				break
			}
		}
	}
	for k := range w.reading.items {
		it := &w.reading.items[k]
		if !it.ofSaying() || len(it.serves) == 0 {
			continue
		}
		var by []*finding
		for _, f := range w.told[w.reading.items[it.serves[0]].start] {
			if toldOn(it, f) {
				by = append(by, f.onDay(it))
			}
		}
		if len(by) > 0 {
			it.verdict, it.supporting = ClaimIsSupported, w.tell(by)
		}
	}
}

// ofSaying: the item is the day on which somebody said it.
func (it *item) ofSaying() bool { return it.kind == itemDate && len(it.clause.own) == 0 }

// speaks: the finding's voice is the one named: its last word is in the other,
// and the article has the rest of the name.
func speaks(who []string, f *finding) bool {
	if len(who) == 0 {
		return false
	}
	words := foldedWords(lang.Tokenize(f.voice.attribution+" "+f.voice.speaker, 0))
	last := who[len(who)-1]
	said := slices.Contains(words, last) || len(who) == 1 && len(words) > 2 && initials(foldedWords(lang.Tokenize(f.voice.attribution, 0))) == last
	for _, x := range who[:len(who)-1] {
		said = said && (lang.IsTitle(x) || slices.Contains(words, x) || f.doc.hasName(x, last))
	}
	return said
}

// hasName: the article has the two words in one name.
func (d *document) hasName(first, last string) bool {
	for i := range d.sents {
		toks := d.sents[i].toks
		for k := range toks {
			if toks[k].Lower != last || !toks[k].Capital() {
				continue
			}
			for j := max(0, k-4); j < k; j++ {
				if toks[j].Lower == first && toks[j].Capital() {
					return true
				}
			}
		}
	}
	return false
}
