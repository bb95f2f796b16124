package answer

// Whose report a telling is: copies of one story, and what one article takes
// from another, are one origin.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// origin is the group of copies that an article belongs to.
func (d *document) origin() string {
	if d.article.Origin != "" {
		return d.article.Origin
	}
	return d.article.ID
}

// origin is whose report the finding is: the one that its sentence credits,
// else its article's.
func (f *finding) origin() string {
	if f.credit != "" {
		return f.credit
	}
	return f.doc.origin()
}

// credited sets, for each finding that is told on another outlet's word, whose
// report it is: that outlet's own story where the archive has it among these,
// else the outlet.
func (ev *evidence) credited(found []finding) {
	for k := range found {
		f := &found[k]
		name := outlet(f.voice.attribution)
		if name == "" {
			name = outlet(f.reported())
		}
		if name == "" || name == outletKey(f.doc.article.Publisher) {
			continue
		}
		f.credit = "report:" + name
		for o := range found {
			if outletKey(found[o].doc.article.Publisher) == name && sameValue(&found[o], f) {
				f.credit = found[o].doc.origin()
				break
			}
		}
	}
}

// outletNouns end the names of newspapers, agencies and stations.
var outletNouns = wordSet("news times post press herald journal tribune gazette courier chronicle bugle ledger mail telegraph observer guardian record reporter examiner bulletin dispatch star sun mirror echo register monitor review standard independent inquirer sentinel argus advertiser daily weekly magazine newspaper agency radio television tv broadcaster wire")

// outlet is the key of the news outlet that an attribution names, "" when it
// names none: "the Harrow Bay Courier", "a report in the Estuary Post".
func outlet(attribution string) string {
	toks := lang.Tokenize(attribution, 0)
	first, last := -1, -1
	for k := range toks {
		t := &toks[k]
		if t.Kind != lang.Word || !t.Capital() || lang.Function(t.Lower) && !t.Is("the") {
			continue
		}
		if first < 0 || k > last+1 {
			first = k
		}
		last = k
		if outletNouns[t.Lower] && k > first && (k+1 >= len(toks) || !toks[k+1].Capital()) {
			return outletKey(attribution[toks[first].Start:toks[last].End])
		}
	}
	return ""
}

// outletKey folds an outlet's name, its article left out.
func outletKey(name string) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(lang.Fold(name)), " "), "the ")
}

// reported is what stands between "first reported by", "reported by" and the
// like and the end of its phrase, as written.
func (f *finding) reported() string {
	s := f.sentence()
	for k := 1; k+1 < len(s.toks); k++ {
		if s.toks[k].Is("by", "in") && s.toks[k-1].Is("reported", "published", "report", "obtained", "broken") {
			return f.doc.text(f.sent, k+1, phraseEnd(s.toks, k+1))
		}
	}
	return ""
}
