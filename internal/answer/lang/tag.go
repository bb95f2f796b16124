package lang

import (
	"strconv"
	"strings"
	"sync"

	"github.com/jdkato/prose/tag"
)

// Tagger gives tokens their part of speech, with Penn Treebank names. It is
// the averaged perceptron of Honnibal (2013) with the weights that
// github.com/jdkato/prose ships; the prediction is done here because the
// library's adds floats in the order of a map, which is not the same twice.
// A Tagger is safe for concurrent use.
type Tagger struct {
	model func() *perceptron
}

// NewTagger returns a tagger whose model is read when it is first used, once
// for all taggers of the process: it takes about a fifth of a second and is
// never written to.
func NewTagger() *Tagger { return &Tagger{model: shared} }

var shared = sync.OnceValue(loadPerceptron)

type perceptron struct {
	classes []string
	fixed   map[string]string // words with one tag
	weights map[string][]weight
}

type weight struct {
	class int
	w     float64
}

func loadPerceptron() *perceptron {
	src := tag.NewPerceptronTagger()
	p := &perceptron{classes: src.Classes(), fixed: src.TagMap(), weights: make(map[string][]weight, len(src.Weights()))}
	for feature, byClass := range src.Weights() {
		ws := make([]weight, 0, len(byClass))
		for i, c := range p.classes {
			if w, ok := byClass[c]; ok {
				ws = append(ws, weight{i, w})
			}
		}
		p.weights[feature] = ws
	}
	return p
}

// Tag fills the Tag of each token.
func (t *Tagger) Tag(toks []Token) {
	p := t.model()
	p1, p2 := "-START-", "-START2-"
	at := func(i int) string {
		switch {
		case i == -1:
			return "-START2-"
		case i == -2:
			return "-START-"
		case i == len(toks):
			return "-END-"
		case i > len(toks):
			return "-END2-"
		}
		return normalize(plain(toks[i].Text))
	}
	scores := make([]float64, len(p.classes))
	for i := range toks {
		word := plain(toks[i].Text)
		switch {
		case toks[i].Kind == Mark:
			toks[i].Tag = word
		case p.fixed[word] != "":
			toks[i].Tag = p.fixed[word]
		default:
			clear(scores)
			p.predict(scores, word, at(i-2), at(i-1), at(i), at(i+1), at(i+2), p1, p2)
			best := 0
			for c := range scores {
				if scores[c] > scores[best] {
					best = c
				}
			}
			toks[i].Tag = p.classes[best]
		}
		if p1 == "MD" && toks[i].Kind == Word && mistaken[toks[i].Tag] && !toks[i].Capital() {
			toks[i].Tag = "VB" // after "will" stands a verb
		}
		p2, p1 = p1, toks[i].Tag
	}
}

// mistaken are the tags that a base form is often given.
var mistaken = map[string]bool{"JJ": true, "NN": true, "VBP": true}

func (p *perceptron) predict(scores []float64, word, wm2, wm1, w, wp1, wp2, p1, p2 string) {
	for _, f := range [...]string{
		"bias", "i suffix " + last3(word), "i pref1 " + word[:1], "i-1 tag " + p1, "i-2 tag " + p2,
		"i tag+i-2 tag " + p1 + " " + p2, "i word " + w, "i-1 tag+i word " + p1 + " " + w,
		"i-1 word " + wm1, "i-1 suffix " + last3(wm1), "i-2 word " + wm2,
		"i+1 word " + wp1, "i+1 suffix " + last3(wp1), "i+2 word " + wp2,
	} {
		for _, e := range p.weights[f] {
			scores[e.class] += e.w
		}
	}
}

func last3(s string) string { return s[len(s)-min(len(s), 3):] }

func plain(s string) string { return strings.ReplaceAll(s, "’", "'") }

// normalize folds a context word as the model was trained.
func normalize(word string) string {
	if strings.Contains(word, "-") && word[0] != '-' {
		return "!HYPHEN"
	}
	if word[0] >= '0' && word[0] <= '9' {
		if _, err := strconv.Atoi(word); err == nil && len(word) == 4 {
			return "!YEAR"
		}
		return "!DIGITS"
	}
	return strings.ToLower(word)
}
