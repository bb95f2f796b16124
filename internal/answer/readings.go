package answer

// Questions that reporters put in one way and articles answer in another: each
// is asked again in the words that the finders know.

import (
	"regexp"
	"strings"

	"secondsource/internal/answer/lang"
)

// rewriting turns a question that matches into another that asks the same.
type rewriting struct {
	from *regexp.Regexp
	to   string
}

// plainer are rewritings that always hold.
var plainer = []rewriting{
	{regexp.MustCompile(`\bPM\b`), "prime minister"},
	{regexp.MustCompile(`(?i)\b(?:go|goes|going) on sale\b`), "be released"},
	{regexp.MustCompile(`(?i)\bwent on sale\b`), "was released"},
	{regexp.MustCompile(`(?i)^what(?:'s|’s| is| was) the (?:most|maximum|largest number of|highest number of) (\w+s|people) (?:that )?(?:you|one|they|we) can `), "How many $1 can "},
	{regexp.MustCompile(`(?i)^((?:[^ ?]+ ){1,6}[^ ?]+) date\??$`), "What is the date of the $1"},
	{regexp.MustCompile(`(?i)^what (is|was|are|were|did|does|do|will|has|have) (.+?) (paying|charging|spending|earning|pay|charge|spend|earn|paid|charged|spent|earned)\b(.*)`), "How much $1 $2 $3$4"},
}

// again are rewritings for a question that found no answer as it stands.
var again = []rewriting{
	{regexp.MustCompile(`(?i)^how many (?:people|residents|inhabitants) (?:live|lives|lived|reside|resided) in (.+)`), "What is the population of $1"},
}

// readings are the ways in which a question is tried, the first that finds an
// answer being taken.
func readings(text string, tagger *lang.Tagger) []*query {
	if question, ok := unsaid(text); ok {
		out := readings(question, tagger)
		for _, q := range out {
			q.says = true
		}
		return out
	}
	text = nameAsked(claimed(rewritten(text, plainer), tagger))
	q := understand(text, tagger)
	out := []*query{q}
	if other := rewritten(text, again); other != text {
		out = append(out, understand(other, tagger))
	}
	if count := q.countNoun(); count >= 0 && q.keyword && q.kind == askStatement {
		out = append([]*query{understand("How many "+text[q.toks[count].Start:]+headless(text, q, count)+"?", tagger)}, out...)
	}
	return out
}

// headless is what stands before the noun at a token.
func headless(text string, q *query, at int) string {
	if at == 0 {
		return ""
	}
	return " " + strings.TrimSpace(text[:q.toks[at].Start])
}

// countNoun is the token at which the noun phrase of a text without a verb
// begins that can be counted: "orders" of "the maker's orders in june". -1 for
// none.
func (q *query) countNoun() int {
	for k, t := range q.toks {
		if t.Kind == lang.Word && t.Tag == "NNS" && !t.Capital() && counted[t.Stem] {
			for k > 0 && q.toks[k-1].Kind == lang.Word && !q.toks[k-1].Capital() && (q.toks[k-1].Tag == "NN" || q.toks[k-1].Tag == "JJ") {
				k--
			}
			return k
		}
	}
	return -1
}

// counted are nouns of which a newsroom asks the number.
var counted = stemSet("case death order vote job infection casualty injury victim arrest delivery sale seat doses passenger evacuee fatality complaint member subscriber layoff")

func rewritten(text string, list []rewriting) string {
	for _, r := range list {
		text = r.from.ReplaceAllString(text, r.to)
	}
	return text
}

var isItTrue = regexp.MustCompile(`(?i)^(?:is|was) (?:it|that) (?:true|right|correct|so|the case) that (.+)`)

// claimed turns "is it true that NAME resigned" into "did NAME resigned": the
// verb is read by its stem.
func claimed(text string, tagger *lang.Tagger) string {
	m := isItTrue.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	clause := m[1]
	toks := lang.Tokenize(clause, 0)
	tagger.Tag(toks)
	for k := 1; k < len(toks); k++ {
		t := &toks[k]
		switch {
		case aux[t.Lower]:
			return strings.ToUpper(t.Text[:1]) + t.Text[1:] + " " + strings.TrimSpace(clause[:t.Start]) + clause[t.End:]
		case t.Tag == "VBD":
			return "Did " + clause
		case t.Tag == "VBZ" || t.Tag == "VBP":
			return "Does " + clause
		}
	}
	return text
}

var nameOf = regexp.MustCompile(`(?i)^(?:what(?:'s|’s| is| was| are| were) (?:the )?|the )?names? of the (.+)`)

// nameAsked turns "name of the NOUN" into "who is the NOUN" where that is a person.
func nameAsked(text string) string {
	m := nameOf.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	for _, t := range lang.Tokenize(m[1], 0) {
		if personal[t.Stem] || lang.IsTitle(t.Lower) {
			return "Who is the " + m[1]
		}
		if lang.Function(t.Lower) {
			break
		}
	}
	return text
}
