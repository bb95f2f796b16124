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

	proposed bool   // a model points to it
	words    string // the model's sentence on it, where it holds
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
	missing := 0
	for k, e := range ev.q.ents {
		if c.ents[k] < least {
			if missing++; missing > 1 || !ev.spare(d, s, c, k) {
				return false
			}
			continue
		}
		if e.place != "" && s.outside(e.place) || e.otherOne(s) {
			return false
		}
		if e.place == "" || s.hasPlace(e.place) {
			continue
		}
		if s.worldwide() {
			return false
		}
		for _, p := range s.places {
			if !ev.asked(p.id) {
				return false
			}
		}
	}
	return true
}

// spare: one name of three or more may stand far off where the sentence has all
// else that was asked: of "members to choose between A and B" it has A.
func (ev *evidence) spare(d *document, s *sentence, c coverage, absent int) bool {
	if len(ev.q.ents) < 3 || c.ents[absent] < 0.15 || ev.q.ents[absent].place != "" || ev.localShare(c) < 0.9 || c.score < 0.75 {
		return false
	}
	for k := range ev.q.ents {
		if k != absent && ev.q.ents[k].in(d, s) < 0.85 {
			return false
		}
	}
	return true
}

// worldwide: the sentence counts over more than one place.
func (s *sentence) worldwide() bool {
	return slices.ContainsFunc(s.toks, func(t lang.Token) bool { return t.Is("globally", "worldwide", "nationwide", "internationally") })
}

var ranks = stemSet("first second third fourth fifth last final latest largest biggest smallest oldest youngest longest shortest highest lowest best worst only")

// ranksHold: "the first state", "the largest fire": what only one thing can be
// must be said of it in the sentence itself.
func (ev *evidence) ranksHold(d *document, i int, c coverage) bool {
	for k, t := range ev.q.terms {
		if ranks[t.stem] && c.local[k] >= 0 && ev.narrowerRank(&d.sents[i], c.local[k]) {
			return false
		}
		if ranks[t.stem] && !t.verb && !strings.HasSuffix(t.word, "ly") && (c.local[k] < 0 && c.local[k] != leant || c.terms[k] < lang.Near) {
			return false
		}
	}
	return true
}

// narrowerRank: the rank at a token is of a smaller field than the one asked
// about: "its first case", "the first case in PLACE", where no place was named.
func (ev *evidence) narrowerRank(s *sentence, at int) bool {
	if slices.ContainsFunc(ev.q.ents, func(e entity) bool { return e.place != "" }) {
		return false
	}
	if at > 0 && s.toks[at-1].Is("its", "their", "his", "her", "'s") && len(ev.q.ents) == 0 {
		return true
	}
	for _, p := range s.places {
		if !p.back && p.first > at && p.first-at <= 3 {
			return true
		}
	}
	return false
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
