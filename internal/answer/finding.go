package answer

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// finding is one place in one article that may answer the question: a value
// with who says it and how surely it fits.
type finding struct {
	doc   *document
	sent  int
	from  int // first sentence of the quote, when an earlier one is leant on
	first int // the value's tokens in the sentence
	last  int
	score float64

	kind    kind
	quant   lang.Quantity
	date    lang.Date
	value   string // normal form: equal values are one claim
	written string // as the article writes it, with its hedge
	unit    string
	of      string // what is counted, as written
	period  string // the year or month that the sentence gives it for, when not the article's own
	polar   int    // yes_no: +1 yes, -1 no
	stage   string
	voice   voice
	credit  string // the origin of the report that it is taken from, when another outlet's
	spoken  bool   // a person, named as the one who said something
	whole   bool   // the claim is the whole sentence
	phrasal bool   // a statement whose claim is a noun phrase
	exact   bool   // the question's own verb and noun stand with it; only the text before it tells the rest
	named   bool   // the sentence itself has the question's names, or a pronoun for them
	gone    bool   // of an office: it was left since
	ahead   bool   // told as planned where what happened is asked for: shown only beside that
	part    bool   // the sentence gives it for a part of what was asked
	unknown bool   // the sentence says that it is not known
}

func (f *finding) sentence() *sentence { return &f.doc.sents[f.sent] }

// find collects the findings of the question's kind.
func (ev *evidence) find() []finding {
	var out []finding
	for _, d := range ev.docs {
		if ev.q.holder != "" && len(ev.q.ents) == 0 && !d.names(ev.q.holder) {
			continue
		}
		for i := range d.sents {
			c := ev.cover(d, i)
			if c.score < pruneBelow {
				continue
			}
			for _, f := range ev.findIn(d, i, c) {
				if f.whole && (mark.MatchString(f.told()) || mark.MatchString(f.verbatim())) {
					continue // a footnote's "[3]" would pass for a mark of ours
				}
				out = append(out, f)
			}
		}
	}
	return out
}

// names: the article names somebody with this last word.
func (d *document) names(last string) bool {
	return slices.ContainsFunc(d.sents, func(s sentence) bool { return s.hasWord(last) })
}

// pruneBelow: a sentence that accounts for less than this share of the
// question is not looked at further.
const pruneBelow = 0.3

func (ev *evidence) findIn(d *document, i int, c coverage) []finding {
	var out []finding
	if d.sents[i].note {
		return nil // a correction speaks of the article, not of the story
	}
	q := ev.q
	if len(q.quote) > 0 {
		return ev.whoQuoted(d, i)
	}
	if u, ok := ev.unknownIn(d, i, c); ok {
		out = append(out, u)
	}
	if q.speaker {
		return append(out, ev.spokenIn(d, i, c)...)
	}
	if !ev.entsHold(d, i, c) {
		return out
	}
	if !ev.ranksHold(d, i, c) {
		return out
	}
	d.tags(ev.tag, i)
	switch {
	case q.leads != "":
		out = append(append(out, ev.officeIn(d, i, c)...), ev.personsIn(d, i, c)...)
	case q.office:
		out = append(out, ev.officeIn(d, i, c)...)
	case q.which:
		out = append(out, ev.whichIn(d, i, c)...)
	case q.kind == askQuantity || q.kind == askDuration:
		out = append(out, ev.figuresIn(d, i, c)...)
	case q.kind == askDate:
		out = append(out, better(ev.datesIn(d, i, c), ev.foundedIn(d, i, c))...)
	case q.kind == askPerson:
		out = append(out, ev.personsIn(d, i, c)...)
	case q.kind == askPlace:
		out = append(out, ev.placesIn(d, i, c)...)
	case q.kind == askYesNo:
		out = append(out, ev.assertionsIn(d, i, c)...)
	case q.kind == askReason || q.kind == askManner:
		out = append(out, ev.reasonsIn(d, i, c)...)
	default:
		out = append(out, ev.statementsIn(d, i, c)...)
	}
	return out
}

// entsHold: every name of the question is accounted for, and no rival stands
// in its stead: a sentence about another country does not speak of this one.
func (ev *evidence) entsHold(d *document, i int, c coverage) bool {
	s := &d.sents[i]
	least := ev.entLeast()
	if least > 0.6 && ev.localShare(c) > 0.99 {
		least = 0.6 // all else is said in the sentence itself
	}
	for k, e := range ev.q.ents {
		if c.ents[k] < least {
			return false
		}
		if e.place != "" && s.outside(e.place) || e.otherOne(s) {
			return false
		}
		if e.place == "" || s.hasPlace(e.place) {
			continue
		}
		for _, p := range s.places {
			if !ev.asked(p.id) {
				return false
			}
		}
	}
	return true
}

// otherOne: the sentence names another of a numbered series, and not this one:
// "Artemis 2" for "Artemis I".
func (e *entity) otherOne(s *sentence) bool {
	number := func(w string) string {
		if numbered(w) {
			return w
		}
		return numeral(w)
	}
	mine := number(e.last())
	if len(e.words) < 2 || mine == "" || len(mine) > 2 {
		return false
	}
	base, other := e.words[len(e.words)-2], false
	for k := 1; k < len(s.toks); k++ {
		if s.toks[k-1].Lower != base {
			continue
		}
		switch n := number(s.toks[k].Lower); {
		case n == mine:
			return false
		case n != "":
			other = true
		}
	}
	return other
}

// outside: the sentence names the place only to leave it out: "outside the U.S.",
// "none in Chile".
func (s *sentence) outside(place string) bool {
	out := false
	for _, p := range s.places {
		if p.id != place {
			continue
		}
		out = false
		for k := max(0, p.first-3); k < p.first; k++ {
			if s.toks[k].Is("outside", "except", "excluding", "besides", "beyond", "none", "not") {
				out = true
			}
		}
		if !out {
			return false
		}
	}
	return out
}

var ranks = stemSet("first second third fourth fifth last final latest largest biggest smallest oldest youngest longest shortest highest lowest best worst only")

// ranksHold: "the first state", "the largest fire": what only one thing can be
// must be said of it in the sentence itself.
func (ev *evidence) ranksHold(d *document, i int, c coverage) bool {
	for k, t := range ev.q.terms {
		if ranks[t.stem] && !t.verb && !strings.HasSuffix(t.word, "ly") && (c.local[k] < 0 && c.local[k] != leant || c.terms[k] < lang.Near) {
			return false
		}
	}
	return true
}

// entLeast is how well a name must be accounted for: better where nothing but
// the name tells whose cost, age or length it is.
func (ev *evidence) entLeast() float64 {
	if len(ev.q.dims) > 0 && ev.q.kind == askQuantity {
		if ev.q.dims[0] == lang.Money || ev.q.dims[0] == lang.Age {
			return 0.65
		}
		return 0.6
	}
	if ev.aboutDeath() || ev.q.measure == "toll" {
		return 0.6 // a round-up tells of many disasters
	}
	return entFrom
}

// asked: the question names the place.
func (ev *evidence) asked(place string) bool {
	for _, e := range ev.q.ents {
		if e.place == place {
			return true
		}
	}
	return false
}

// covers: the terms of the question that are no light words are accounted
// for in the sentence itself, at least this share of their weight.
func (ev *evidence) localShare(c coverage) float64 {
	sum, total := 0.0, 0.0
	for k, t := range ev.q.terms {
		if t.descr {
			continue
		}
		total += t.weight
		if c.local[k] >= 0 || c.local[k] == leant {
			sum += c.terms[k] * t.weight
		}
	}
	if total == 0 {
		return 1
	}
	return sum / total
}

// coreLocal: the sentence has the question's verb and the noun that goes with
// it, and the text before it accounts for the rest: "the operation was led by
// NAME" for "who led the operation on the twins".
func (ev *evidence) coreLocal(d *document, i int, c coverage) bool {
	if ev.q.verb == nil || c.score < coreFrom {
		return false
	}
	if m, _ := ev.inSentence(&d.sents[i], ev.q.verb); m < 1 {
		return false
	}
	noun, away := -1, 5
	for k, t := range ev.q.terms {
		if !t.verb && !t.light() && abs(t.pos-ev.q.verb.pos) < away {
			noun, away = k, abs(t.pos-ev.q.verb.pos)
		}
	}
	if noun >= 0 {
		return c.local[noun] >= 0 && c.terms[noun] >= lang.Near || c.terms[noun] >= inBefore && d.sents[i].pointsBack()
	}
	for k := range ev.q.ents {
		if e := &ev.q.ents[k]; e.in(d, &d.sents[i]) >= 0.85 {
			return true
		}
	}
	return false
}

// pointsBack: a pronoun of the sentence stands for what was named before it.
func (s *sentence) pointsBack() bool {
	return slices.ContainsFunc(s.toks, func(t lang.Token) bool { return t.Is("it", "they", "them", "he", "she", "him") })
}

// coreFrom is how much of the question must be accounted for where the
// sentence has only its core.
const coreFrom = 0.7

// verbHolds: the verb that carries the question stands in the sentence, as
// itself or as kin, and at is its token; a question without one always holds.
func (ev *evidence) verbHolds(d *document, i int) (ok bool, at int, m float64) {
	if ev.q.verb == nil {
		return true, -1, 1
	}
	m, at = ev.inSentence(&d.sents[i], ev.q.verb)
	if m < lang.Weak {
		return false, at, m
	}
	if m < 1 {
		at = ev.kinVerb(d, i, at, m)
	}
	t := &d.tags(ev.tag, i)[at]
	if m < 1 && ev.anotherDeed(d, i, t) {
		return false, at, 0
	}
	participle := strings.HasSuffix(t.Lower, "ed") || strings.HasSuffix(t.Lower, "ing") || t.Is("dead", "born")
	if (t.Tag == "JJ" || t.Tag == "RB") && !participle {
		return false, at, 0 // "at the last minute" does not say that it lasts
	}
	return true, at, m
}

// kinVerb is, of the words that are as near kin to the question's verb as the
// one at a token, the one that stands nearest to what the verb is about: of
// "was started in 1976, and launched the store" the second.
func (ev *evidence) kinVerb(d *document, i, at int, m float64) int {
	object := -1
	for k, t := range ev.q.terms {
		if t.pos > ev.q.verb.pos && !t.verb && !t.light() {
			if row := ev.hold(d).terms[k][i]; row.m == 1 {
				object = row.tok
				break
			}
		}
	}
	if object < 0 {
		return at
	}
	best := at
	for k := range d.sents[i].toks {
		if lang.Kinship(ev.q.verb.stem, d.sents[i].toks[k].Stem) == m && abs(k-object) < abs(best-object) {
			best = k
		}
	}
	return best
}

// near is how close two tokens of a sentence stand: 1 side by side, falling
// to 0.6 at thirty words.
func near(a, b int) float64 {
	if a < 0 || b < 0 {
		return 0.8
	}
	d := a - b
	if d < 0 {
		d = -d
	}
	return max(0.6, 1-float64(d)*0.4/30)
}

var implicative = stemSet("prompt force lead cause help manage begin start continue come get compel oblige use go make go proceed drive")

// implied: the verb before "to" says that what follows happened.
func implied(toks []lang.Token, to int) bool {
	for k := to - 1; k >= max(0, to-4); k-- {
		if strings.HasPrefix(toks[k].Tag, "VB") {
			return implicative[toks[k].Stem] && toks[k].Tag != "VB"
		}
	}
	return false
}

// irrealis: something about token at says that it has not happened, or only
// might: a conditional, a hope, an infinitive of purpose.
func (d *document) irrealis(t *lang.Tagger, i, at int) bool {
	toks := d.tags(t, i)
	for j := max(0, at-6); j < at; j++ {
		if toks[j].Kind == lang.Mark && toks[j].Text != "," && toks[j].Text != "-" && toks[j].Text != "“" {
			continue
		}
		if toks[j].Is("if", "should", "would", "could", "may", "might", "will", "whether", "likely", "unless", "can", "to", "favorite", "favourite", "expected", "hopes", "hope", "wants", "plans", "planned", "must", "considering", "considers", "poised", "mulling", "weighing", "potential", "potentially", "possible", "future", "upcoming", "won't", "going") {
			if toks[j].Is("to") && (j+1 != at && !(j+2 == at && strings.HasPrefix(toks[j+1].Tag, "RB")) || implied(toks, j)) {
				continue // a preposition, or "forced them to leave"
			}
			return true
		}
	}
	return false
}

// unreal: the question asks for what happened, and the sentence has its verb
// only as something hoped for, planned or supposed. A verb that the question
// itself has so ("… days to leave") is left alone.
func (ev *evidence) unreal(d *document, i, at int) bool {
	q := ev.q
	if !q.past || at < 0 || q.verb == nil || q.at(q.verb.pos-1) == "to" || strings.HasSuffix(q.verb.word, "ing") {
		return false
	}
	toks := d.tags(ev.tag, i)
	if at > 0 && toks[at-1].Is("to") && implied(toks, at-1) {
		return false
	}
	bare := toks[at].Tag == "VB" || toks[at].Tag == "VBP"
	return bare && toks[at].Lower == lang.Lemma(toks[at].Lower) || d.irrealis(ev.tag, i, at)
}

// namesHere: the sentence itself names what the question names, or points back
// to it with a pronoun or with the word that describes it: "the ferry".
func (ev *evidence) namesHere(d *document, i int, c coverage) bool {
	s := &d.sents[i]
	if s.anaphoric() || ev.described(s) {
		return true
	}
	for k, t := range ev.q.terms {
		if !t.verb && c.local[k] > 0 && s.toks[c.local[k]-1].Is("the") && (t.descr || ev.leanOn(c)) {
			return true
		}
	}
	for k := range ev.q.ents {
		if ev.q.ents[k].in(d, s) < 0.85 {
			return false
		}
	}
	return true
}

// leanOn: the text right before accounts for every name.
func (ev *evidence) leanOn(c coverage) bool {
	for _, m := range c.ents {
		if m < inBefore {
			return false
		}
	}
	return true
}

// planned: the sentence tells the verb at a token as a plan or an announcement,
// without an if or a not.
func (ev *evidence) planned(d *document, i, at int) bool {
	if at < 0 || d.stageOf(ev.tag, i, at) != "planned" {
		return false
	}
	toks := d.tags(ev.tag, i)
	return !conditional(toks, at) && !negated(toks, at)
}

var notKnown = [][]string{
	{"unclear"}, {"unknown"}, {"not", "clear"}, {"not", "known"}, {"no", "clear"}, {"not", "yet", "clear"}, {"not", "yet", "known"}, {"not", "immediately", "clear"}, {"not", "immediately", "known"},
	{"yet", "to", "be", "determined"}, {"not", "been", "determined"}, {"under", "investigation"}, {"not", "been", "released"}, {"not", "been", "disclosed"}, {"not", "disclosed"}, {"undisclosed"},
	{"no", "official", "figure"}, {"no", "exact"}, {"no", "precise"}, {"not", "released"}, {"not", "sure"}, {"unsure"}, {"uncertain"}, {"unconfirmed"}, {"not", "been", "confirmed"}, {"no", "figure"},
	{"not", "specify"}, {"not", "say"}, {"not", "saying"}, {"has", "n't", "said"}, {"isn't", "clear"}, {"isn't", "known"}, {"wasn't", "clear"}, {"not", "been", "announced"}, {"not", "yet", "announced"}, {"not", "announced"},
	{"yet", "to", "announce"}, {"still", "being", "investigated"}, {"nobody", "knows"}, {"no", "one", "knows"}, {"don't", "know"}, {"do", "not", "know"}, {"does", "not", "know"}, {"doesn't", "know"}, {"remains", "to", "be", "seen"}, {"undetermined"}, {"not", "immediately", "available"}, {"not", "available"}, {"declined", "to", "say"},
	{"not", "been", "identified"}, {"not", "been", "made", "public"}, {"not", "provide"}, {"not", "yet", "been"}, {"didn't", "say"}, {"didn't", "specify"}, {"hasn't", "announced"}, {"hasn't", "said"}, {"not", "know", "exactly"}, {"too", "early", "to"}, {"anyone", "'s", "guess"}, {"no", "reliable"}, {"nobody", "can", "say"}, {"no", "one", "can", "say"},
}

// unknownIn: the sentence says that what is asked is not known.
func (ev *evidence) unknownIn(d *document, i int, c coverage) (finding, bool) {
	if ev.q.kind == askStatement && !ev.q.define {
		return finding{}, false
	}
	s := &d.sents[i]
	at := -1
	for j := range s.toks {
		for _, p := range notKnown {
			if j+len(p) <= len(s.toks) && phraseAt(s.toks[j:], p) {
				at = j
			}
		}
	}
	if at < 0 || c.score < unknownFrom || ev.localShare(c) < 0.5 {
		return finding{}, false
	}
	for _, e := range c.ents {
		if e < entFrom {
			return finding{}, false
		}
	}
	if ok, v, m := ev.verbHolds(d, i); !ok || m < lang.Near || v >= 0 && v < at-14 {
		return finding{}, false
	}
	if h := ev.q.head(); h != nil && ev.q.measure == "" && h.stem != people && len(ev.q.dims) == 0 {
		m, _ := ev.inSentence(s, h)
		if _, persons := s.stems[people]; m < lang.Weak && !(persons && personal[h.stem]) {
			return finding{}, false
		}
	}
	if ev.q.verb == nil && otherDeed(d.tags(ev.tag, i), at) {
		return finding{}, false
	}
	if ev.q.measure != "" && !ev.says(s, ev.q.measure) {
		return finding{}, false
	}
	if !ev.sameAsking(s, at) {
		return finding{}, false
	}
	return finding{doc: d, sent: i, from: min(i, c.from), first: at, last: at, score: c.score, kind: ev.q.kind, whole: true, unknown: true, voice: ev.voiceOf(d, i, at)}, true
}

// otherDeed: "unclear how many have crossed": what is unclear has a verb of
// its own, which a question without one did not ask about.
func otherDeed(toks []lang.Token, at int) bool {
	for k := at; k < len(toks) && k < at+9; k++ {
		if !toks[k].Is("many", "much") {
			continue
		}
		for j := k + 1; j < len(toks) && j < k+5; j++ {
			if strings.HasPrefix(toks[j].Tag, "VB") && !aux[toks[j].Lower] && !light[toks[j].Stem] {
				return true
			}
		}
	}
	return false
}

// says: the sentence has the stem.
func (ev *evidence) says(s *sentence, stem string) bool {
	m, _ := ev.inSentence(s, &term{stem: stem})
	return m == 1
}

// unknownFrom: how far a sentence that says "unclear" must account for the
// question.
const unknownFrom = 0.55

// sameAsking: what is unclear is of the kind that was asked: "unclear how
// many" for a number, "unclear why" for a reason.
func (ev *evidence) sameAsking(s *sentence, at int) bool {
	for j := max(0, at-10); j < len(s.toks) && j < at+12; j++ {
		t := &s.toks[j]
		switch ev.q.kind {
		case askQuantity, askDuration:
			if ev.asksFigure(t) {
				return true
			}
		case askDate:
			if t.Is("when", "date", "time", "day", "soon") {
				return true
			}
		case askPerson:
			if t.Is("who", "whom", "name", "names", "identity", "identities", "identified") {
				return true
			}
		case askPlace:
			if t.Is("where", "which", "location", "place", "whereabouts") {
				return true
			}
		case askReason:
			if t.Is("why", "cause", "reason", "caused", "motive", "what", "started", "sparked") {
				return true
			}
		case askYesNo:
			if t.Is("whether", "if") || s.toks[at].Is("undisclosed") || t.Is("disclosed") && j > at {
				return true
			}
		case askManner:
			if t.Is("how", "what", "cause", "caused") {
				return true
			}
		default:
			return true
		}
		if ev.q.which && t.Is("what", "name", "named") {
			return true
		}
	}
	return ev.q.which && s.toks[at].Is("unknown")
}

// asksFigure: a word that asks for a figure of the dimension asked for.
func (ev *evidence) asksFigure(t *lang.Token) bool {
	if len(ev.q.dims) == 0 {
		return t.Is("many", "number", "numbers", "figure", "figures", "toll", "total", "count", "extent")
	}
	switch ev.q.dims[0] {
	case lang.Age:
		return t.Is("age", "ages", "old")
	case lang.Money:
		return t.Is("much", "cost", "costs", "price", "worth", "value", "amount", "damage", "total", "bill")
	case lang.Time:
		return t.Is("long", "many", "duration")
	case lang.Percent:
		return t.Is("percentage", "rate", "share", "proportion", "much", "many")
	}
	return t.Is("far", "big", "large", "size", "much", "fast", "high", "deep", "extent", "heavy")
}

// otherSubject: the question names who does it, and right before the verb the
// sentence names somebody else.
func (ev *evidence) otherSubject(d *document, i, v int) bool {
	if ev.q.subject < 0 || v < 0 {
		return false
	}
	s := &d.sents[i]
	toks := d.tags(ev.tag, i)
	if !strings.HasPrefix(toks[v].Tag, "VB") || toks[v].Tag == "VBN" && v > 0 && toks[v-1].Is("was", "were", "been", "be", "is", "are") {
		return false
	}
	k := v - 1
	for k > 0 && (aux[toks[k].Lower] || strings.HasPrefix(toks[k].Tag, "RB")) {
		k--
	}
	relative := k > 0 && toks[k].Is("who", "which")
	for n := len(s.names) - 1; n >= 0; n-- {
		name := s.names[n]
		if name.Last+1 < v && (numeral(toks[name.Last+1].Lower) != "" || toks[name.Last+1].Kind == lang.Number) {
			name.Last++
		}
		if relative && name.Last < k || !relative && name.Last < v && adjacent(toks, name.Last+1, v) {
			return !ev.namesSubject(s, name)
		}
	}
	return false
}

// namesSubject: the name is the one that the question makes the doer. What is
// numbered otherwise is another: "Artemis I" is not "Artemis II".
func (ev *evidence) namesSubject(s *sentence, n lang.Name) bool {
	for _, e := range ev.q.ents {
		if e.pos != ev.q.subject {
			continue
		}
		if otherNumber(s.toks[n.First:n.Last+1], e.words) {
			return false
		}
		for k := n.First; k <= n.Last; k++ {
			if slices.Contains(e.words, s.toks[k].Lower) || e.place != "" && s.placeAt(k) == e.place {
				return true
			}
		}
	}
	return false
}

// otherNumber: both names are numbered, and not alike.
func otherNumber(name []lang.Token, words []string) bool {
	number := func(w string) string {
		if numbered(w) {
			return w
		}
		return numeral(w)
	}
	mine := ""
	for _, t := range name {
		if n := number(t.Lower); n != "" {
			mine = n
		}
	}
	for _, w := range words {
		if n := number(w); n != "" && mine != "" && n != mine {
			return true
		}
	}
	return false
}

func phraseAt(toks []lang.Token, p []string) bool {
	if len(toks) < len(p) {
		return false
	}
	for i, w := range p {
		if toks[i].Lower != w {
			return false
		}
	}
	return true
}
