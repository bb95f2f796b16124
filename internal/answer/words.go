package answer

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// light: the word carries next to no meaning of its own.
func (t term) light() bool { return lightNoun[t.stem] || t.verb && light[t.stem] }

// stemSet is a set of stems, given as words.
func stemSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[lang.Stem(w)] = true
	}
	return m
}

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// measures are nouns that stand for a quantity, with the dimensions that
// their values have ("" is a plain count) and the nouns that are counted.
var measures = map[string]struct {
	dims []lang.Dim
	of   string
}{
	"population": {nil, "people residents inhabitants citizens population"}, "toll": {nil, "dead deaths toll killed"}, "cost": {[]lang.Dim{lang.Money}, ""}, "price": {[]lang.Dim{lang.Money}, ""},
	"value": {[]lang.Dim{lang.Money}, ""}, "budget": {[]lang.Dim{lang.Money}, ""}, "salary": {[]lang.Dim{lang.Money}, ""}, "fine": {[]lang.Dim{lang.Money}, ""}, "fee": {[]lang.Dim{lang.Money}, ""}, "allowance": {[]lang.Dim{lang.Money}, ""},
	"size": {[]lang.Dim{lang.Area, lang.Length, lang.Mass}, ""}, "length": {[]lang.Dim{lang.Length, lang.Time}, ""}, "height": {[]lang.Dim{lang.Length}, ""}, "depth": {[]lang.Dim{lang.Length}, ""}, "width": {[]lang.Dim{lang.Length}, ""},
	"distance": {[]lang.Dim{lang.Length}, ""}, "speed": {[]lang.Dim{lang.Speed}, ""}, "weight": {[]lang.Dim{lang.Mass}, ""}, "age": {[]lang.Dim{lang.Age}, ""}, "temperature": {[]lang.Dim{lang.Temperature}, ""},
	"rate": {[]lang.Dim{lang.Percent}, ""}, "percentage": {[]lang.Dim{lang.Percent}, ""}, "share": {[]lang.Dim{lang.Percent}, ""}, "proportion": {[]lang.Dim{lang.Percent}, ""}, "turnout": {[]lang.Dim{lang.Percent}, ""},
	"range": {[]lang.Dim{lang.Length}, ""}, "diameter": {[]lang.Dim{lang.Length}, ""}, "wingspan": {[]lang.Dim{lang.Length}, ""}, "altitude": {[]lang.Dim{lang.Length}, ""},
	"revenue": {[]lang.Dim{lang.Money}, ""}, "earnings": {[]lang.Dim{lang.Money}, ""}, "income": {[]lang.Dim{lang.Money}, ""}, "profit": {[]lang.Dim{lang.Money}, ""}, "debt": {[]lang.Dim{lang.Money}, ""}, "wealth": {[]lang.Dim{lang.Money}, ""}, "area": {[]lang.Dim{lang.Area}, ""},
	"duration": {[]lang.Dim{lang.Time}, ""}, "number": {nil, ""}, "total": {nil, ""}, "capacity": {nil, "people passengers seats"}, "worth": {[]lang.Dim{lang.Money}, ""},
}

var howMuch = map[string][]lang.Dim{
	"old": {lang.Age}, "far": {lang.Length}, "strong": {lang.Speed}, "thick": {lang.Length}, "fast": {lang.Speed}, "tall": {lang.Length}, "high": {lang.Length}, "deep": {lang.Length}, "wide": {lang.Length},
	"big": {lang.Area, lang.Length, lang.Mass, lang.Volume}, "large": {lang.Area, lang.Length, lang.Mass, lang.Volume}, "heavy": {lang.Mass}, "hot": {lang.Temperature}, "cold": {lang.Temperature}, "quickly": {lang.Speed, lang.Time}, "late": {lang.Time}, "early": {lang.Time},
}

var moneyWords = stemSet("cost pay spend charge earn worth raise donate owe fetch sell buy claim invest fund lose damage")

var sums = stemSet("money cash compensation aid funding damage damages revenue profit debt tax salary budget investment fine loan grant relief loss wage donation bonus pension allowance")

// events are nouns of what takes time and has no length in metres.
var events = stemSet("flight mission trip journey voyage war strike trial outage blackout stay term tenure reign visit siege sentence delay wait speech hearing ceremony shutdown ban walkout lockdown curfew meeting match game film movie concert festival campaign search investigation inquiry storm drought battle ceasefire truce quarantine suspension spacewalk marriage career contract")

var stranded = wordSet("after by for with from to against of")

var grades = wordSet("category magnitude level phase stage grade class tier")

var causes = stemSet("cause trigger spark ignite prompt provoke start")

var (
	wh        = wordSet("who whom whose what when where why how which")
	aux       = wordSet("is are was were am be been do does did has have had will would shall should can could may might must isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't can't couldn't")
	light     = stemSet("be have do give make take get go there report confirm record register say count estimate expect know see remain become happen occur exist mean suppose")
	lightNoun = stemSet("total number many much amount figure thing kind type sort finally eventually roughly approximately")
	saying    = stemSet("say tell state announce warn claim note argue insist remark comment respond reply declare promise explain add stress emphasize emphasise suggest urge describe write tweet post call admit acknowledge deny confirm predict vow pledge demand condemn criticize criticise accuse think believe mention")
	timeNouns = wordSet("date day year month time week hour")
)
