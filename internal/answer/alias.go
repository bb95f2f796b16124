package answer

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// findAliases notes the names that consist of a number and a word, "the 787
// Dreamliner", either of which the text then uses for both.
func (d *document) findAliases() {
	d.alias = map[string]string{}
	for i := range d.sents {
		toks := d.sents[i].toks
		for k := 1; k+1 < len(toks); k++ {
			model, word := &toks[k], &toks[k+1]
			if model.Kind != lang.Number || !modelNumber(model.Text) || word.Kind != lang.Word || !word.Capital() || d.sents[i].placeAt(k+1) != "" {
				continue
			}
			if k+2 < len(toks) && toks[k+2].Capital() || !(toks[k-1].Capital() || toks[k-1].Is("the", "a", "new", "first", "its")) || lang.Month(word.Lower) > 0 || lang.Month(toks[k-1].Lower) > 0 {
				continue
			}
			d.alias[model.Lower], d.alias[word.Lower] = word.Lower, model.Lower
		}
	}
}

// modelNumber: three digits, as models of things have, and neither a year nor
// a count.
func modelNumber(text string) bool {
	if len(text) != 3 {
		return false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// findRenamed notes what the articles say is one thing under two names: "mpox,
// formerly called monkeypox", as pairs of stems.
func (ev *evidence) findRenamed() {
	ev.renamed = map[string]string{}
	for _, d := range ev.docs {
		for i := range d.sents {
			toks := d.sents[i].toks
			for k := 1; k+4 < len(toks); k++ {
				if toks[k].Text != "," && toks[k].Text != "(" || !toks[k+1].Is("formerly", "previously", "also", "once", "originally") || !toks[k+2].Is("called", "known", "named") {
					continue
				}
				b := k + 3
				if toks[b].Is("as") {
					b++
				}
				if b+1 < len(toks) && toks[b].Kind == lang.Word && toks[b+1].Kind == lang.Mark && toks[k-1].Kind == lang.Word && !strings.HasSuffix(toks[k-1].Lower, "s") {
					ev.renamed[toks[k-1].Stem], ev.renamed[toks[b].Stem] = toks[b].Stem, toks[k-1].Stem
				}
			}
		}
	}
}
