package answer

// The model's words in an answer: where one value answers and nothing has to be
// said of how the articles differ, a sentence of the model that holds takes the
// place of the composed one. In all else the composed one is the safer.

import (
	"slices"
	"strings"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

// reword puts the model's sentence in the place of the composed one, where it may
// stand there, and returns it; "" where none may.
func (c *composer) reword(v view) string {
	a := c.answer
	if len(v.shown) != 1 || !v.byModel() || a.Verdict != Answered || v.diff.rel != relNone {
		return ""
	}
	g := v.shown[0]
	if a.Language != string(tongue.English) {
		return "" // the quotes are in another language than a sentence of it would be
	}
	if g.lead.kind == askYesNo || g.planned() && g.lead.stage != "" || len(g.spellings()) > 0 || (part{g: g}).dated(c.say) != "" {
		return ""
	}
	texts := []string{v.summary}
	for _, f := range g.all {
		texts = append(texts, f.words)
	}
	for _, text := range texts {
		text = strings.TrimRight(unmarked(text), " .")
		wrong, at, own := c.ev.faultOf(text, a.Citations)
		if wrong.why != "" || !c.states(text, g.lead) {
			continue
		}
		own = evenMarks(tidy(own))
		a.Answer = capital(own) + " " + marks([]int{at + 1})
		if others := slices.DeleteFunc(c.all(), func(n int) bool { return n == at+1 }); len(others) > 0 {
			a.Answer += "; the same is told by " + marks(others)
		}
		a.Answer += "."
		if g.lead.isSentence() {
			a.Claims[0].Text = capital(own) + "."
		}
		return text
	}
	return ""
}

// unmarked is a sentence without the marks that a model put in it.
func unmarked(text string) string { return tidy(mark.ReplaceAllString(text, "")) }

// states: a sentence has the finding's value, and names who says it where the
// article gives a figure to somebody.
func (c *composer) states(text string, f *finding) bool {
	if !f.tells("", text) {
		return false
	}
	who := f.voice.attribution
	if who == "" || f.kind != askQuantity && f.kind != askDuration && !f.voice.quoted {
		return true
	}
	said := lang.Tokenize(text, 0)
	for _, t := range lang.Tokenize(who, 0) {
		if t.Kind == lang.Word && !lang.Function(t.Lower) && anyHas([][]lang.Token{said}, func(o *lang.Token) bool { return o.Stem == t.Stem }) {
			return true
		}
	}
	return false
}
