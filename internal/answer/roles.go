package answer

// Who made a thing: the texts seldom say "the director of X is NAME"; they say
// "X was directed by NAME" or "X is a film by NAME".

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// makers are the nouns for those who make something, with the verbs of the
// deed; work tells that a bare "a NOUN by NAME" says it too.
var makers = map[string]struct {
	deeds map[string]bool
	work  bool
}{
	lang.Stem("director"):     {stemSet("direct"), true},
	lang.Stem("author"):       {stemSet("write author pen"), true},
	lang.Stem("writer"):       {stemSet("write author pen"), true},
	lang.Stem("composer"):     {stemSet("compose write"), true},
	lang.Stem("artist"):       {stemSet("record release perform sing paint draw"), true},
	lang.Stem("performer"):    {stemSet("record release perform sing"), true},
	lang.Stem("singer"):       {stemSet("record release perform sing"), true},
	lang.Stem("band"):         {stemSet("record release perform"), true},
	lang.Stem("painter"):      {stemSet("paint"), true},
	lang.Stem("sculptor"):     {stemSet("sculpt carve make"), true},
	lang.Stem("photographer"): {stemSet("photograph take"), true},
	lang.Stem("creator"):      {stemSet("create invent devise develop write founded start"), true},
	lang.Stem("inventor"):     {stemSet("invent devise create develop"), false},
	lang.Stem("founder"):      {stemSet("founded establish create start form"), false},
	lang.Stem("designer"):     {stemSet("design"), false},
	lang.Stem("architect"):    {stemSet("design"), false},
	lang.Stem("builder"):      {stemSet("build construct erect"), false},
	lang.Stem("producer"):     {stemSet("produce"), false},
	lang.Stem("publisher"):    {stemSet("publish"), false},
	lang.Stem("developer"):    {stemSet("develop"), false},
	lang.Stem("captain"):      {stemSet("captain"), false},
	lang.Stem("coach"):        {stemSet("coach"), false},
	lang.Stem("chair"):        {stemSet("chair"), false},
	lang.Stem("leader"):       {stemSet("lead head"), false},
}

// readMaker reads "the artist (associated with) X" as an office; i is the token
// behind "who is".
func (q *query) readMaker(i int) bool {
	for i < len(q.toks) && (q.toks[i].Tag == "DT" || strings.HasPrefix(q.toks[i].Tag, "JJ")) {
		i++
	}
	if i >= len(q.toks) {
		return false
	}
	if _, ok := makers[q.toks[i].Stem]; !ok {
		return false
	}
	if q.at(i+1) == "associated" && q.at(i+2) == "with" {
		q.link = i + 1
	}
	return q.link > 0 || q.at(i+1) == "of" && q.verbless(i+1)
}

// makerIn finds the maker in a sentence that tells the deed.
func (ev *evidence) makerIn(d *document, i int, c coverage) []finding {
	if len(ev.q.terms) == 0 || len(ev.q.ents) == 0 {
		return nil
	}
	maker, ok := makers[ev.q.terms[0].stem]
	if !ok {
		return nil
	}
	toks := d.tags(ev.tag, i)
	var best *finding
	keep := func(p span, w float64) {
		if f := ev.made(d, i, c, p, w); !ev.isAsked(d, i, p) && (best == nil || f.score > best.score) {
			best = &f
		}
	}
	for k := 1; k < len(toks); k++ {
		if toks[k].Is("by") && !d.sents[i].quoted[k] {
			start, w := deedBefore(toks, d.sents[i].dates, k, maker.deeds)
			if w == 0 && maker.work {
				start, w = workBefore(toks, k)
			}
			if w > 0 && ev.isMade(d, i, c, start) || maker.work && ev.askedEnds(d, i, k-1) {
				if p, ok := ev.agent(d, i, k+1); ok {
					keep(p, max(w, bareWork))
				}
			}
		}
		if maker.deeds[toks[k].Stem] && toks[k].Tag == "VBD" && ev.askedBehind(d, i, k) {
			if p, ok := ev.doer(d, i, k); ok {
				keep(p, 1)
			}
		}
		if maker.work && toks[k].Lower == "'s" && ev.askedBegins(d, i, k+1) {
			for _, n := range d.sents[i].names {
				if n.Last == k-1 {
					keep(span{n.First, n.Last}, bareWork)
				}
			}
		}
	}
	if best == nil {
		return nil
	}
	return []finding{*best}
}

// bareWork is how plainly "a NOUN by NAME", "NAME's X" tell the maker.
const bareWork = 0.97

// askedEnds: a name of the question ends at token k, a mark behind it or not.
func (ev *evidence) askedEnds(d *document, i, k int) bool {
	s := &d.sents[i]
	for k > 0 && quoteMarks[s.toks[k].Text] {
		k--
	}
	for n := range ev.q.ents {
		if e := &ev.q.ents[n]; e.place == "" && sameWord(s.toks[k].Lower, e.last()) && e.matchAt(d, s, k) >= 0.95 {
			return true
		}
	}
	return false
}

// askedBegins: a name of the question begins at token k.
func (ev *evidence) askedBegins(d *document, i, k int) bool {
	toks := d.sents[i].toks
	for k < len(toks) && quoteMarks[toks[k].Text] {
		k++
	}
	for n := range ev.q.ents {
		e := &ev.q.ents[n]
		end := k + len(e.words) - 1
		if end < len(toks) && e.place == "" && sameWord(toks[k].Lower, e.words[0]) && sameWord(toks[end].Lower, e.last()) && ev.askedEnds(d, i, end) {
			return true
		}
	}
	return false
}

// askedBehind: what the verb at token v is done to is what the question names:
// no other name stands before it.
func (ev *evidence) askedBehind(d *document, i, v int) bool {
	toks := d.sents[i].toks
	for k := v + 1; k < len(toks) && k <= v+6; k++ {
		if ev.askedBegins(d, i, k) {
			return true
		}
		if toks[k].Kind == lang.Word && toks[k].Capital() && !quoteMarks[toks[k].Text] || toks[k].Tag == "IN" || toks[k].Text == "," && toks[k].Kind == lang.Mark {
			return false
		}
	}
	return false
}

// made is the finding that names the maker.
func (ev *evidence) made(d *document, i int, c coverage, p span, w float64) finding {
	f := finding{doc: d, sent: i, from: min(i, c.from), first: p.first, last: p.last, score: w * (0.65 + 0.35*c.score), kind: askPerson, stage: "done", exact: true}
	f.written = d.text(i, p.first, p.last)
	f.value = lang.Fold(f.written)
	f.voice = ev.voiceOf(d, i, p.first)
	return f
}

// deedBefore: the words before "by" at token k are one of the deeds, alone or
// among others: "written, produced and directed by", "founded in 1960 by". It
// returns where those words begin and how plainly they say it.
func deedBefore(toks []lang.Token, dates []lang.Date, k int, deeds map[string]bool) (start int, w float64) {
	j := k - 1
	for _, x := range dates {
		if x.Last == j && x.First > 1 && toks[x.First-1].Is("in", "on") {
			j = x.First - 2
		}
	}
	w = 1
	if j >= 0 && toks[j].Is("released") {
		if j < k-1 || j == 0 || !strings.HasPrefix(toks[j-1].Tag, "NN") {
			return 0, 0 // "was released by", "released in 1984 by" name a company as often
		}
		w = 0.93
	}
	said := false
	for j > 0 && toks[j].Kind != lang.Number && (participle(&toks[j]) || said && (toks[j].Is("and") || toks[j].Text == ",") && participle(&toks[j-1]) || strings.HasPrefix(toks[j].Tag, "RB")) {
		said = said || deeds[toks[j].Stem] || deeds[lang.Stem(lang.Lemma(toks[j].Lower))]
		if !said && participle(&toks[j]) {
			break // the last of them is whose agent is named
		}
		j--
	}
	if !said {
		return 0, 0
	}
	return j + 1, w
}

func participle(t *lang.Token) bool {
	return t.Kind == lang.Word && !t.Capital() && (t.Tag == "VBN" || t.Tag == "VBD" || strings.HasSuffix(t.Lower, "ed"))
}

// workBefore: "is a NOUN by": the noun before "by" is what the sentence says
// that its subject is. It returns the token of the verb.
func workBefore(toks []lang.Token, k int) (start int, w float64) {
	noun := strings.HasPrefix(toks[k-1].Tag, "NN") || toks[k-1].Tag == "JJ" // "the eighth single by"
	if !noun || toks[k-1].Capital() {
		return 0, 0
	}
	for j := k - 1; j > 0; j-- {
		t := &toks[j]
		switch {
		case t.Is("is", "was", "are", "were"):
			if toks[j+1].Tag != "DT" {
				return 0, 0
			}
			return j, bareWork
		case t.Kind == lang.Mark && t.Text != "-" && t.Text != "," && t.Text != "&", t.Tag == "IN" && t.Lower != "of", (t.Tag == "VBD" || t.Tag == "VBZ") && !amongNouns(toks, j):
			return 0, 0
		}
	}
	return 0, 0
}

// amongNouns: the tagger's verb is a noun among nouns: "a greatest hits album".
func amongNouns(toks []lang.Token, k int) bool {
	return k > 0 && k+1 < len(toks) && (strings.HasPrefix(toks[k-1].Tag, "JJ") || strings.HasPrefix(toks[k-1].Tag, "NN")) && strings.HasPrefix(toks[k+1].Tag, "NN")
}

// isMade: what the deed at token start was done to is what the question names:
// it stands before the deed with nothing but a form of "be" between, or a
// pronoun or its kind does, right behind a sentence that names it.
func (ev *evidence) isMade(d *document, i int, c coverage, start int) bool {
	s := &d.sents[i]
	toks := s.toks
	k := start - 1
	depth := 0
	for ; k >= 0; k-- {
		t := &toks[k]
		if t.Text == ")" {
			depth++
		} else if t.Text == "(" {
			depth--
		}
		if depth > 0 {
			continue
		}
		for n := range ev.q.ents {
			if e := &ev.q.ents[n]; sameWord(t.Lower, e.last()) && e.matchAt(d, s, k) >= 0.85 {
				return true
			}
		}
		finite := strings.HasPrefix(t.Tag, "VBD") || strings.HasPrefix(t.Tag, "VBZ") || strings.HasPrefix(t.Tag, "VBP")
		if t.Text == ";" || t.Text == "." && k > 0 && len(toks[k-1].Text) > 2 || finite && !aux[t.Lower] && !amongNouns(toks, k) {
			return false
		}
		if k < start-1 && joins(toks, k, start) {
			return false
		}
	}
	for n := range ev.q.ents {
		if c.ents[n] < inBefore {
			return false
		}
	}
	return s.anaphoric() || len(toks) > 2 && toks[0].Is("the", "this") && ev.officeTerm(toks[1].Stem)
}

// lowerNoun: the tagger's verb is a noun: "rock band" before a name.
func lowerNoun(toks []lang.Token, k int) bool {
	return k > 0 && (strings.HasPrefix(toks[k-1].Tag, "NN") || strings.HasPrefix(toks[k-1].Tag, "JJ")) && k+1 < len(toks) && toks[k+1].Tag == "DT"
}

// joins: the deed belongs to another noun right before it, which a preposition
// brings in: "based on a novel written by".
func joins(toks []lang.Token, k, start int) bool {
	if toks[k].Tag != "IN" || toks[k].Is("of") && k > 0 && toks[k-1].Is("title", "name", "one") {
		return false
	}
	return !hasMark(toks, k, start, ",", ")") && quietBetween(toks, k+1, start)
}

// agent is the name behind "by": the first that no noun follows, past what only
// describes it: "by the American rock singer NAME".
func (ev *evidence) agent(d *document, i, k int) (span, bool) {
	s := &d.sents[i]
	for from := k; from < len(s.toks) && from <= k+12; from++ {
		t := &s.toks[from]
		n, ok := s.nameAt(from)
		if !ok {
			if t.Tag == "IN" || t.Kind == lang.Mark && t.Text != "-" && t.Text != "&" && t.Text != "\"" && t.Text != "," || strings.HasPrefix(t.Tag, "VB") && t.Tag != "VBG" && !lowerNoun(s.toks, from) {
				return span{}, false
			}
			continue
		}
		next := n.Last + 1
		describes := next < len(s.toks) && s.toks[next].Kind == lang.Word && !s.toks[next].Capital() && (strings.HasPrefix(s.toks[next].Tag, "NN") || strings.HasPrefix(s.toks[next].Tag, "JJ") || s.placeAt(n.First) != "" && n.First == n.Last)
		describes = describes || next < len(s.toks) && s.toks[next].Text == "&" && n.First == n.Last && len(s.toks[n.First].Text) == 1
		if describes || lang.Month(t.Lower) > 0 {
			from = n.Last
			continue
		}
		p := span{n.First, n.Last}
		if q, title := s.splitTitle(n); title.last >= title.first && q.last >= q.first && s.placeAt(p.first) == "" {
			p = span{q.first, n.Last}
		}
		return s.wholeName(p), true
	}
	return span{}, false
}

// wholeName widens a name to its article, to what follows a nickname between
// quotation marks and to a genitive that belongs to it, and cuts a pronoun that
// begins the next sentence.
func (s *sentence) wholeName(p span) span {
	toks := s.toks
	for p.last > p.first && lang.Function(toks[p.last].Lower) {
		p.last--
	}
	if k := p.last + 4; k < len(toks) && quoteMarks[toks[p.last+1].Text] && quoteMarks[toks[p.last+3].Text] && toks[k].Capital() {
		if n, ok := s.nameAt(k); ok {
			p.last = n.Last
		}
	}
	if k := p.last + 1; k < len(toks) && toks[k].Lower == "'s" && (k+1 == len(toks) || toks[k+1].Kind == lang.Mark) {
		p.last = k
	}
	if p.first > 0 && toks[p.first-1].Is("the") {
		p.first--
	}
	return p
}

// nameAt is the name that begins at token k.
func (s *sentence) nameAt(k int) (lang.Name, bool) {
	for _, n := range s.names {
		if n.First == k {
			return n, true
		}
	}
	return lang.Name{}, false
}
