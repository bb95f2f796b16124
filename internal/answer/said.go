package answer

// Whether a sentence of a model may be shown in place of the article's. A check of
// words can't tell a true paraphrase from a false one: "by", "from" and "all" turn
// a sentence round as "not" does. So only one kind passes: the beginning of a
// sentence of the quotes, word for word, up to its end or to a mark at which what
// follows may be left out, and that only if nothing in it turns the meaning.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
)

// fault is why a sentence is not shown as it is; the zero value: it may be.
type fault struct {
	why   string
	grave bool // it states another fact: what it is said of is in doubt as well
}

// Why a sentence is not shown, for the journal.
const (
	noSentence  = "it is no sentence"
	unfounded   = "a figure, date or name in it does not stand in the quote"
	unquoted    = "a quotation in it does not stand in the quote"
	wordedElse  = "it is worded otherwise than the quote"
	unnamed     = "whom it speaks of stands in another sentence"
	uneven      = "its quotation marks do not pair"
	longestSaid = 90 // words
)

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
	{"a denial", true, stemSet("deny denied denies dispute disputed refute refuted dismiss dismissed contradict false untrue wrong")},
	{"a doubt", false, stemSet("alleged allegedly accuse accused suspect suspected reportedly claim claimed apparently unconfirmed unverified rumor rumour believed presumed")},
	{"a possibility", false, stemSet("may might could perhaps possibly potentially possible probably likely risk threaten")},
	{"a condition", false, stemSet("if unless whether would should provided")},
	{plan, false, stemSet("will plan planned expect expected schedule scheduled intend propose proposed aim seek hope announce announced vow pledge promise")},
	{"a limit", false, stemSet("only almost nearly partly partially mostly half except excluding former ex attempt attempted try tried initially preliminary so-called but although however")},
}

// faultOf is why a sentence is not shown as it is, in place of the quotes. Where it
// may be, at is the citation that it is the beginning of a sentence of, and own
// that beginning as the article has it.
func (ev *evidence) faultOf(text string, cites []Citation) (f fault, at int, own string) {
	toks := lang.Tokenize(text, 0)
	if len(toks) < 2 || len(toks) > longestSaid {
		return fault{why: noSentence}, 0, ""
	}
	if word := newGround(slices.Concat(cites, []Citation{{Quote: ev.q.text}})).missing(text); word != "" {
		return fault{why: unfounded, grave: true}, 0, ""
	}
	quotes := make([][]lang.Token, len(cites))
	for k, c := range cites {
		quotes[k] = lang.Tokenize(c.Quote, 0)
	}
	for _, check := range []fault{quotationFault(text, cites), figuresFault(toks, quotes), turningFault(toks, quotes)} {
		if check.grave {
			return check, 0, ""
		}
	}
	for k, q := range quotes {
		first, last := opens(toks, q)
		if last < 0 {
			continue
		}
		f = turningFault(toks, [][]lang.Token{q})
		if s := (sentence{toks: toks}); f.why == "" && s.anaphoric() {
			f.why = unnamed
		}
		return f, k, cites[k].Quote[q[first].Start:q[last].End]
	}
	return fault{why: wordedElse}, 0, ""
}

// opens finds the sentence as the beginning of a sentence of the quote, up to its
// end or to a mark: the tokens first to last; last is -1 where it is none.
func opens(toks, quote []lang.Token) (first, last int) {
	said := trimmed(toks)
	for k := range quote {
		if k > 0 && !lang.SentenceStart(quote, k) || k+len(said) > len(quote) || len(said) == 0 {
			continue
		}
		same := true
		for j := range said {
			same = same && sameToken(said[j], quote[k+j])
		}
		end := k + len(said)
		if same && (end == len(quote) || quote[end].Kind == lang.Mark && strings.Contains(".,;:!?–—", quote[end].Text)) {
			return k, end - 1
		}
	}
	return 0, -1
}

// trimmed leaves out the mark that ends a sentence.
func trimmed(toks []lang.Token) []lang.Token {
	for len(toks) > 0 && toks[len(toks)-1].Kind == lang.Mark && strings.Contains(".!?;", toks[len(toks)-1].Text) {
		toks = toks[:len(toks)-1]
	}
	return toks
}

func sameToken(a, b lang.Token) bool {
	return a.Kind == b.Kind && (a.Text == b.Text || a.Lower == b.Lower && a.Kind == lang.Word || a.Kind == lang.Mark && fold(a.Text).text == fold(b.Text).text)
}

// figuresFault: a figure stands in none of the quotes with its value.
func figuresFault(toks []lang.Token, quotes [][]lang.Token) fault {
	var told []lang.Quantity
	for _, q := range quotes {
		told = append(told, lang.Quantities(q, lang.Dates(q))...)
	}
	for _, m := range lang.Quantities(toks, lang.Dates(toks)) {
		if !m.Label && !m.Ordinal && !slices.ContainsFunc(told, func(o lang.Quantity) bool {
			return o.Value == m.Value && o.High == m.High && o.Vague == m.Vague && o.Dim == m.Dim
		}) {
			return fault{why: unfounded, grave: true}
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
)

// quotationFault: what stands between quotation marks must stand so in a quote.
func quotationFault(text string, cites []Citation) fault {
	parts := strings.Split(fold(text).text, `"`)
	if len(parts)%2 == 0 {
		return fault{why: uneven}
	}
	for k := 1; k < len(parts); k += 2 {
		if !slices.ContainsFunc(cites, func(c Citation) bool { return strings.Contains(fold(c.Quote).text, strings.Trim(parts[k], " .,")) }) {
			return fault{why: unquoted, grave: true}
		}
	}
	return fault{}
}
