package answer

// Whether a sentence of a model says no more, and nothing else, than the quotes
// that it rests on. It is a check of words, not of sense: a sentence passes that
// takes the quotes' own words, in their order, and leaves out none of those that
// turn a meaning (not, denied, up to, planned, if). Others are not shown, true as
// they may be: the article's own words are there instead.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// fault is how a sentence says more than its quotes; the zero value: it does not.
type fault struct {
	why   string
	grave bool // it states another fact: what it is said of is in doubt as well
}

// turn is a kind of words that turn the meaning of a sentence.
type turn struct {
	kind  string
	grave bool
	words map[string]bool // of stems
}

// turning are words that turn the meaning of a sentence, by what they do. Where
// a quote has one of a kind, a sentence that rests on it must have one of the
// kind, and the reverse.
var turning = []turn{
	{negation, true, stemSet("not no never none neither nor nobody nothing without cannot fail failed refuse refused reject rejected unable unlikely hardly barely rarely")},
	{"a denial", true, stemSet("deny denied denies dispute disputed refute refuted dismiss dismissed contradict")},
	{"a doubt", false, stemSet("alleged allegedly accuse accused suspect suspected reportedly claim claimed apparently unconfirmed unverified rumor rumour believed presumed")},
	{"a possibility", false, stemSet("may might could perhaps possibly potentially possible probably likely risk threaten")},
	{"a condition", false, stemSet("if unless whether would should provided")},
	{plan, false, stemSet("will plan planned expect expected schedule scheduled intend propose proposed aim seek hope announce announced vow pledge promise")},
	{limit, false, stemSet("only almost nearly partly partially mostly half except excluding former ex attempt attempted try tried initially preliminary so-called")},
}

// faultOf is how a sentence says more than its quotes, the first that is found.
func (ev *evidence) faultOf(text string, cites []Citation) fault {
	toks := lang.Tokenize(text, 0)
	ev.tag.Tag(toks)
	if len(toks) < 2 || len(toks) > 90 {
		return fault{why: "it is no sentence"}
	}
	if word := newGround(cites).missing(text); word != "" {
		return fault{why: "a figure, date or name in it does not stand in the quote", grave: true}
	}
	quotes := make([][]lang.Token, len(cites))
	for k, c := range cites {
		quotes[k] = lang.Tokenize(c.Quote, 0)
	}
	for _, check := range []func([]lang.Token, [][]lang.Token) fault{ev.namesFault, figuresFault, turningFault, ev.wordsFault, orderFault} {
		if f := check(toks, quotes); f.why != "" {
			return f
		}
	}
	return quotationFault(text, cites)
}

// namesFault: a name of the sentence stands in none of the quotes. Its first word
// may be any word with a capital: it is a name where it is one in the question or
// in an article.
func (ev *evidence) namesFault(toks []lang.Token, quotes [][]lang.Token) fault {
	for k := range toks {
		t := &toks[k]
		if t.Kind != lang.Word || !t.Capital() || lang.Function(t.Lower) || anyHas(quotes, func(o *lang.Token) bool { return o.Lower == t.Lower }) {
			continue
		}
		if !lang.SentenceStart(toks, k) || ev.properly(t.Lower) {
			return fault{why: "a name in it does not stand in the quote", grave: true}
		}
	}
	return fault{}
}

// properly: the question or an article has the word as a name.
func (ev *evidence) properly(lower string) bool {
	for _, t := range ev.q.toks {
		if t.Lower == lower && t.Capital() && !lang.SentenceStart(ev.q.toks, slices.IndexFunc(ev.q.toks, func(o lang.Token) bool { return o.Start == t.Start })) {
			return true
		}
	}
	return slices.ContainsFunc(ev.docs, func(d *document) bool { return d.isName(lower) })
}

func anyHas(quotes [][]lang.Token, is func(*lang.Token) bool) bool {
	for _, q := range quotes {
		for k := range q {
			if is(&q[k]) {
				return true
			}
		}
	}
	return false
}

// figuresFault: a figure stands in the quotes otherwise: with a limit or an
// approximation that the sentence leaves out, or with another unit.
func figuresFault(toks []lang.Token, quotes [][]lang.Token) fault {
	var told []lang.Quantity
	for _, q := range quotes {
		told = append(told, lang.Quantities(q, lang.Dates(q))...)
	}
	for _, m := range lang.Quantities(toks, lang.Dates(toks)) {
		if m.Label || m.Ordinal {
			continue
		}
		fits, valued := false, false
		for _, o := range told {
			if o.Value != m.Value || o.High != m.High || o.Vague != m.Vague {
				continue
			}
			valued = true
			fits = fits || o.Dim == m.Dim && o.Unit == m.Unit && o.Hedge.Bound == m.Hedge.Bound && o.Hedge.About == m.Hedge.About
		}
		switch {
		case !valued:
			return fault{why: "a figure in it does not stand in the quote", grave: true}
		case !fits:
			return fault{why: "the quote has the figure with another limit, approximation or unit"}
		}
	}
	return fault{}
}

// turningFault: the sentence has lost, or won, a word that turns its meaning.
func turningFault(toks []lang.Token, quotes [][]lang.Token) fault {
	for _, t := range turning {
		if t.in(toks) != slices.ContainsFunc(quotes, t.in) {
			return fault{why: t.kind + " of the quote is lost, or one is added", grave: t.grave}
		}
	}
	return fault{}
}

// in: one of the kind's words is among some tokens; of "set", "due" and "about"
// only where "to" makes a plan of them.
func (t *turn) in(toks []lang.Token) bool {
	for k := range toks {
		o := &toks[k]
		switch {
		case t.words[o.Stem]:
			return true
		case t.kind == negation && strings.HasSuffix(o.Lower, "n't"):
			return true
		case t.kind == plan && o.Is("set", "due", "about", "going") && k+1 < len(toks) && toks[k+1].Is("to"):
			return true
		}
	}
	return false
}

// The kinds of turns that are more than a list of words.
const (
	negation = "a negation"
	plan     = "a plan"
	limit    = "a limit"
)

// wordsFault: a word with a meaning of its own stands neither in the quotes nor
// in the question. Who says it is a fact of its own: a verb of saying must be the
// quote's.
func (ev *evidence) wordsFault(toks []lang.Token, quotes [][]lang.Token) fault {
	for k := range toks {
		t := &toks[k]
		if t.Kind != lang.Word || lang.Function(t.Lower) || aux[t.Lower] || wh[t.Lower] || t.Is("according", "yes") {
			continue
		}
		if anyHas(quotes, func(o *lang.Token) bool { return o.Stem == t.Stem }) {
			continue
		}
		if !sayVerb[t.Stem] && !t.Capital() {
			if anyHas([][]lang.Token{ev.q.toks}, func(o *lang.Token) bool { return o.Stem == t.Stem && !o.Capital() }) {
				continue
			}
			if anyHas(quotes, func(o *lang.Token) bool { return o.Kind == lang.Word && lang.Kinship(t.Stem, o.Stem) >= lang.Near }) {
				continue
			}
		}
		if t.Capital() && !lang.SentenceStart(toks, k) || lang.Month(t.Lower) > 0 || lang.Weekday(t.Lower) > 0 {
			continue // names and dates were checked
		}
		return fault{why: "a word in it stands neither in the quote nor in the question"}
	}
	return fault{}
}

// inOrder is the share of a sentence's words, of those that a quote has, that must
// stand in the quote's order: who did it and who it was done to are told by that.
const inOrder = 0.7

// orderFault: the sentence has the words in another order than any of the quotes,
// or its names in another than all of them.
func orderFault(toks []lang.Token, quotes [][]lang.Token) fault {
	best := 0.0
	names := false
	for _, q := range quotes {
		a, b := contentStems(toks, nil), contentStems(q, nil)
		shared := a[:0:0]
		for _, s := range a {
			if slices.Contains(b, s) {
				shared = append(shared, s)
			}
		}
		if len(shared) == 0 {
			continue
		}
		best = max(best, float64(common(shared, b))/float64(len(shared)))
		na := contentStems(toks, (*lang.Token).Capital)
		nb := contentStems(q, (*lang.Token).Capital)
		na = slices.DeleteFunc(na, func(s string) bool { return !slices.Contains(nb, s) })
		names = names || common(na, nb) == len(na)
	}
	if best < inOrder || !names {
		return fault{why: "its words stand in another order than in the quote: who does what may be turned round"}
	}
	return fault{}
}

// contentStems are the stems of the words and figures with a meaning of their
// own, in order; of those alone that which holds, where it is given.
func contentStems(toks []lang.Token, which func(*lang.Token) bool) []string {
	var out []string
	for k := range toks {
		t := &toks[k]
		if t.Kind == lang.Mark || t.Kind == lang.Word && (lang.Function(t.Lower) || aux[t.Lower]) || which != nil && !which(t) {
			continue
		}
		if t.Stem != "" {
			out = append(out, t.Stem)
		} else {
			out = append(out, t.Lower)
		}
	}
	return out
}

// common is the length of the longest common subsequence.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// quotationFault: what stands between quotation marks must stand so in a quote.
func quotationFault(text string, cites []Citation) fault {
	f := fold(text).text
	parts := strings.Split(f, `"`)
	if len(parts)%2 == 0 {
		return fault{why: "its quotation marks do not pair"}
	}
	for k := 1; k < len(parts); k += 2 {
		if !slices.ContainsFunc(cites, func(c Citation) bool { return strings.Contains(fold(c.Quote).text, strings.Trim(parts[k], " .,")) }) {
			return fault{why: "a quotation in it does not stand in the quote", grave: true}
		}
	}
	return fault{}
}
