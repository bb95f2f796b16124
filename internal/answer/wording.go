package answer

// The sentences of an answer that are the program's own, in each language that
// it answers in. What stands in them of an article is the article's words, in
// the article's language.

import (
	"strings"
	"time"
	"unicode"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

// wording is what the program says of itself in one language. "%s" is put in.
type wording struct {
	language tongue.Language

	// The answer as a whole.
	silent, noArticles string
	lost, courtesy     string    // of a text that refers to what can't be told, and one that asks nothing
	part               [4]string // a part of the question without an answer: first, second, third, last
	unknown            string    // before the sentence that says so
	disagree           string    // a sentence of its own
	disagreeing        string    // before values
	stages             string    // before values planned and done
	differing          string    // before values that only differ
	yes, no, planned   string
	articleOf          string // a date that only the article's own can place
	spelled            string
	according          string // before who says it
	earlier, also      string // between values
	ofDay              string // between an outlet that ends with a number and its day
	latestFirst        string
	says, say          string // of articles that name no source, behind them
	notNamed           string
	and                string

	// Caveats.
	aside, ahead                       string
	spellings                          string
	conflict                           map[cause]string // "" for every other cause
	changed                            map[cause]string
	stage                              string
	scope                              map[cause]string
	doneAndPlanned, onlyPlanned        string
	singleSource, sameOrigin           string
	unsourced                          [3]string // one article, two, more
	silentOne, silentMore              string    // some of the articles, by their marks
	anonymous, hedged                  string
	undatedOne, undatedMore            string
	stale, correctedOne, correctedMore string

	fallback map[string]string // what is said of a model, by its English
	reasons  [][2]string       // why it could not be asked, English and this language: the longer before what they contain

	date func(t time.Time) string
}

// wordingOf is the wording of a language; every other than Spanish is answered
// in English.
func wordingOf(language string) *wording {
	if tongue.Language(language) == tongue.Spanish {
		return &spanishWording
	}
	return &englishWording
}

// longDate writes an ISO day as newsrooms do: "28 November 2025".
func (w *wording) longDate(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return w.date(t)
}

// whyLost says why nothing was searched for.
func (w *wording) whyLost(text string) string {
	if isCourtesy(text) {
		return w.courtesy
	}
	return w.lost
}

// fill puts values into the places of a sentence.
func fill(text string, values ...string) string {
	for _, v := range values {
		text = strings.Replace(text, "%s", v, 1)
	}
	return text
}

// foreign sets an article's words between quotation marks where the answer is
// in another language. Names have no language.
func (w *wording) foreign(text string, f *finding) string {
	if w.language == f.doc.language || f.kind == askPerson || f.kind == askPlace || nameless(text) {
		return text
	}
	words, period := text, ""
	if f.period != "" {
		words, period, _ = strings.Cut(text, " (")
		period = " (" + quotedText(strings.TrimSuffix(period, ")")) + ")"
	}
	if !strings.Contains(tidy(f.doc.article.Text), words) {
		words = capital(words) // its sentence opens with it
	}
	return quotedText(words) + w.ownFigure(f) + period
}

// ownFigure writes a figure again in the answer's own way, where its separators
// would be read as another: "1.234" in Spanish is 1,234.
func (w *wording) ownFigure(f *finding) string {
	if f.kind != askQuantity || f.quant.Value != f.quant.High || f.quant.Vague {
		return ""
	}
	for k := f.quant.First; k <= f.quant.Last; k++ {
		if t := &f.sentence().toks[k]; t.Kind == lang.Number && strings.ContainsAny(f.doc.article.Text[t.Start:t.End], ".,") {
			return " (" + w.language.Figure(f.quant.Value) + ")"
		}
	}
	return ""
}

// foreignName is who says it: a name as it is, a description in quotation marks.
func (w *wording) foreignName(text string, f *finding) string {
	if w.language == f.doc.language || onlyNames(text) {
		return text
	}
	if said := f.doc.stretch(f.sent, f.sent); !strings.Contains(tidy(said), text) && strings.Contains(tidy(said), capital(text)) {
		text = capital(text) // its sentence opens with it
	}
	return quotedText(text)
}

// nameless: a text without words, as a figure alone.
func nameless(text string) bool { return strings.IndexFunc(text, unicode.IsLetter) < 0 }

// onlyNames: every word begins with a capital.
func onlyNames(text string) bool {
	for _, t := range lang.Tokenize(text, 0) {
		if t.Kind == lang.Word && !t.Capital() && !t.Is("de", "del", "la", "von", "van", "'s") {
			return false
		}
	}
	return true
}

// withoutModel says why an answer was made without a model.
func (w *wording) withoutModel(why []string) string {
	own := make([]string, len(why))
	for k, en := range why {
		own[k] = en
		for opens, with := range w.fallback {
			if rest, ok := strings.CutPrefix(en, opens); ok {
				own[k] = with + w.reason(rest)
			}
		}
	}
	return strings.Join(own, " ")
}

// reason is why a model could not be asked, in the wording's language; hosts,
// figures and what is not known stay.
func (w *wording) reason(en string) string {
	for _, r := range w.reasons {
		en = strings.ReplaceAll(en, r[0], r[1])
	}
	return en
}
