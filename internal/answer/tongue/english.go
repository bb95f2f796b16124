package tongue

// Forms of English verbs and nouns.

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/english.txt
var englishText string

// irregulars are the English forms that no rule makes.
type irregulars struct {
	past, participle, plural map[string]string
}

var irregular = sync.OnceValue(func() irregulars {
	r := irregulars{past: map[string]string{}, participle: map[string]string{}, plural: map[string]string{}}
	for _, f := range lines(englishText) {
		switch f[0] {
		case "verb":
			r.past[f[1]], r.participle[f[1]] = f[2], f[len(f)-1]
		case "plural":
			r.plural[f[1]] = f[2]
		}
	}
	return r
})

// inflect changes the first word of a verb ("take off") by a rule.
func inflect(verb string, rule func(string) string) string {
	first, rest, more := strings.Cut(verb, " ")
	if first = rule(first); more {
		return first + " " + rest
	}
	return first
}

func past(verb string) string {
	return inflect(verb, func(w string) string {
		if p := irregular().past[w]; p != "" {
			return p
		}
		return regular(w, "ed")
	})
}

func participle(verb string) string {
	return inflect(verb, func(w string) string {
		if p := irregular().participle[w]; p != "" {
			return p
		}
		return regular(w, "ed")
	})
}

func gerund(verb string) string {
	return inflect(verb, func(w string) string {
		switch {
		case w == "be":
			return "being"
		case strings.HasSuffix(w, "ie"):
			return w[:len(w)-2] + "ying"
		case strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee"):
			return w[:len(w)-1] + "ing"
		}
		if p := irregular().past[w]; strings.HasSuffix(p, "ed") && len(p) == len(w)+3 { // "banned"
			return p[:len(p)-2] + "ing"
		}
		if doubled[w] {
			return w + w[len(w)-1:] + "ing"
		}
		return w + "ing"
	})
}

// doubled verbs with a past of their own that double their last letter.
var doubled = wordSet("begin cut get hit let put run set sit swim win forget quit split")

// third is the third person singular of the present.
func third(verb string) string {
	return inflect(verb, func(w string) string {
		switch w {
		case "have":
			return "has"
		case "be":
			return "is"
		case "can", "usually":
			return w
		}
		return withS(w)
	})
}

func regular(w, ending string) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + ending[1:]
	case strings.HasSuffix(w, "y") && len(w) > 1 && !vowel(w[len(w)-2]):
		return w[:len(w)-1] + "i" + ending
	}
	return w + ending
}

func withS(w string) string {
	switch {
	case strings.HasSuffix(w, "y") && len(w) > 1 && !vowel(w[len(w)-2]):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "o") && len(w) > 1 && !vowel(w[len(w)-2]) && w != "photo" && w != "kilo" && w != "euro":
		return w + "es"
	}
	return w + "s"
}

// plural is the plural of a noun, its last word's ("tennis players").
func plural(noun string) string {
	before, last := "", noun
	if k := strings.LastIndexByte(noun, ' '); k >= 0 {
		before, last = noun[:k+1], noun[k+1:]
	}
	if p := irregular().plural[last]; p != "" {
		return before + p
	}
	return before + withS(last)
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
