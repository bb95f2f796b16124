package tongue

// The forms of Spanish verbs that newsrooms write: third persons, infinitive,
// gerund, participle.

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/conjugation.txt
var conjugationText string

// tense is the form of a verb.
type tense uint8

const (
	none tense = iota
	present
	preterite
	imperfect
	future
	conditional
	subjunctive     // of the present
	pastSubjunctive // "renunciara"
	infinitive
	gerundial
	participial
)

// finite: the form makes a sentence.
func (t tense) finite() bool { return t >= present && t <= pastSubjunctive }

// form is one form of a Spanish verb.
type form struct {
	es     string
	tense  tense
	plural bool
}

// paradigms say how verbs leave the rule, by their infinitives.
type paradigms struct {
	ie, ue, i, soft                  map[string]bool
	strong, future, participle       map[string]string // also of longer verbs
	presents, preterites, imperfects map[string][]string
}

var paradigm = sync.OnceValue(func() paradigms {
	p := paradigms{
		ie: map[string]bool{}, ue: map[string]bool{}, i: map[string]bool{}, soft: map[string]bool{},
		strong: map[string]string{}, future: map[string]string{}, participle: map[string]string{},
		presents: map[string][]string{}, preterites: map[string][]string{}, imperfects: map[string][]string{},
	}
	sets := map[string]map[string]bool{"ie": p.ie, "ue": p.ue, "i": p.i, "soft": p.soft}
	stems := map[string]map[string]string{"strong": p.strong, "future": p.future, "participle": p.participle}
	tables := map[string]map[string][]string{"present": p.presents, "preterite": p.preterites, "imperfect": p.imperfects}
	for _, f := range lines(conjugationText) {
		for _, w := range f[1:] {
			inf, forms, _ := strings.Cut(w, "=")
			switch {
			case sets[f[0]] != nil:
				sets[f[0]][inf] = true
			case stems[f[0]] != nil:
				stems[f[0]][inf] = forms
			default:
				tables[f[0]][inf] = strings.Split(forms, ",")
			}
		}
	}
	return p
})

// byEnding is the entry of the longest verb that inf ends with, its own
// beginning put before it: "mantener" as "tener".
func byEnding(m map[string]string, inf string) string {
	for k := range len(inf) - 2 {
		if v := m[inf[k:]]; v != "" && (k == 0 || !alone[inf[k:]]) {
			return inf[:k] + v
		}
	}
	return ""
}

// alone are the irregular verbs whose ending other verbs have by chance:
// "prestar", "mandar", "mover".
var alone = wordSet("estar andar ver oler")

// conjugate gives the forms of an infinitive.
func conjugate(inf string) []form {
	stem, class := inf[:len(inf)-2], inf[len(inf)-2]
	if strings.HasSuffix(inf, "ír") {
		stem, class = strings.TrimSuffix(inf, "ír"), 'i'
	}
	out := []form{{inf, infinitive, false}}
	add := func(t tense, one, many string) {
		out = append(out, form{one, t, false}, form{many, t, true})
	}
	one, many, subj := presentOf(inf, stem, class)
	add(present, one, many)
	add(subjunctive, subj, subj+"n")
	one, many = preteriteOf(inf, stem, class)
	add(preterite, one, many)
	base := strings.TrimSuffix(many, "ron")
	add(pastSubjunctive, base+"ra", base+"ran")
	add(pastSubjunctive, base+"se", base+"sen")
	if i := paradigm().imperfects[inf]; i != nil {
		add(imperfect, i[0], i[1])
	} else if class == 'a' {
		add(imperfect, stem+"aba", stem+"aban")
	} else {
		add(imperfect, stem+"ía", stem+"ían")
	}
	ahead := byEnding(paradigm().future, inf)
	if ahead == "" || strings.HasSuffix(inf, "decir") && inf != "decir" {
		ahead = strings.Replace(inf, "ír", "ir", 1)
	}
	add(future, ahead+"á", ahead+"án")
	add(conditional, ahead+"ía", ahead+"ían")
	out = append(out, form{gerundOf(inf, stem, class), gerundial, false})
	for _, p := range genders(participleOf(inf, stem, class)) {
		out = append(out, form{p, participial, strings.HasSuffix(p, "s")})
	}
	return out
}

// presentOf gives the present's two forms and the subjunctive's singular.
func presentOf(inf, stem string, class byte) (one, many, subj string) {
	if p := table(paradigm().presents, inf); p != nil {
		return p[0], p[1], p[2]
	}
	stem = changed(inf, stem)
	if strings.HasSuffix(inf, "uir") && !strings.HasSuffix(inf, "guir") {
		return stem + "ye", stem + "yen", stem + "ya"
	}
	if class == 'a' {
		return stem + "a", stem + "an", beforeE(stem) + "e"
	}
	return stem + "e", stem + "en", beforeA(inf, stem) + "a"
}

// table is a verb's own forms; a longer verb has them of a shorter that is
// three letters or more: "detiene" as "tiene".
func table(m map[string][]string, inf string) []string {
	for k := range len(inf) - 3 {
		p := m[inf[k:]]
		if p == nil || k > 0 && alone[inf[k:]] {
			continue
		}
		out := make([]string, len(p))
		for i := range p {
			out[i] = inf[:k] + p[i]
		}
		return out
	}
	return m[inf]
}

// changed is the stem with the vowel that the present gives it.
func changed(inf, stem string) string {
	p := paradigm()
	swap := func(from, to string) string {
		k := strings.LastIndex(stem, from)
		if k < 0 {
			return stem
		}
		if k == 0 && to == "ue" && from == "o" {
			to = "hue"
		}
		return stem[:k] + to + stem[k+len(from):]
	}
	switch {
	case p.ie[inf] && strings.HasSuffix(inf, "adquirir"):
		return swap("i", "ie")
	case p.ie[inf]:
		return swap("e", "ie")
	case inf == "jugar":
		return swap("u", "ue")
	case p.ue[inf]:
		return swap("o", "ue")
	case p.i[inf]:
		return swap("e", "i")
	}
	return stem
}

// softened is the stem with the vowel of "sintió", "pidió", "durmió".
func softened(inf, stem string) string {
	p := paradigm()
	if !p.i[inf] && !p.soft[inf] || inf == "adquirir" {
		return stem
	}
	if k := strings.LastIndex(stem, "o"); p.ue[inf] && k >= 0 {
		return stem[:k] + "u" + stem[k+1:]
	}
	if k := strings.LastIndex(stem, "e"); k >= 0 {
		return stem[:k] + "i" + stem[k+1:]
	}
	return stem
}

func beforeE(stem string) string {
	for _, r := range [][2]string{{"c", "qu"}, {"gu", "gü"}, {"g", "gu"}, {"z", "c"}} {
		if s, ok := strings.CutSuffix(stem, r[0]); ok {
			return s + r[1]
		}
	}
	return stem
}

func beforeA(inf, stem string) string {
	switch {
	case strings.HasSuffix(inf, "guir"):
		return strings.TrimSuffix(stem, "u")
	case strings.HasSuffix(stem, "g"):
		return strings.TrimSuffix(stem, "g") + "j"
	case strings.HasSuffix(stem, "nc"), strings.HasSuffix(stem, "rc"):
		return strings.TrimSuffix(stem, "c") + "z"
	case strings.HasSuffix(stem, "c"):
		return strings.TrimSuffix(stem, "c") + "zc"
	}
	return stem
}

func preteriteOf(inf, stem string, class byte) (one, many string) {
	if p := paradigm().preterites[inf]; p != nil {
		return p[0], p[1]
	}
	if s := byEnding(paradigm().strong, inf); s != "" {
		one, many = s+"o", s+"ieron"
		if strings.HasSuffix(s, "hic") {
			one = strings.TrimSuffix(s, "c") + "zo"
		}
		if strings.HasSuffix(s, "j") {
			many = s + "eron"
		}
		return one, many
	}
	if class == 'a' {
		return stem + "ó", stem + "aron"
	}
	if last := stem[len(stem)-1]; vowel(last) && !strings.HasSuffix(stem, "gu") && !strings.HasSuffix(stem, "qu") {
		return stem + "yó", stem + "yeron"
	}
	stem = softened(inf, stem)
	return stem + "ió", stem + "ieron"
}

func gerundOf(inf, stem string, class byte) string {
	switch {
	case inf == "ir":
		return "yendo"
	case inf == "poder":
		return "pudiendo"
	case inf == "reír":
		return "riendo"
	case class == 'a':
		return stem + "ando"
	}
	if last := stem[len(stem)-1]; vowel(last) && !strings.HasSuffix(stem, "gu") && !strings.HasSuffix(stem, "qu") {
		return stem + "yendo"
	}
	if strings.HasSuffix(inf, "decir") || inf == "venir" {
		return stem[:strings.LastIndex(stem, "e")] + "i" + stem[strings.LastIndex(stem, "e")+1:] + "iendo"
	}
	return softened(inf, stem) + "iendo"
}

func participleOf(inf, stem string, class byte) string {
	if p := byEnding(paradigm().participle, inf); p != "" {
		return p
	}
	switch {
	case inf == "ir":
		return "ido"
	case class == 'a':
		return stem + "ado"
	case len(stem) > 0 && strings.IndexByte("aeo", stem[len(stem)-1]) >= 0:
		return stem + "ído"
	}
	return stem + "ido"
}

// genders are the four forms of a word in -o.
func genders(masculine string) []string {
	s := strings.TrimSuffix(masculine, "o")
	return []string{s + "o", s + "a", s + "os", s + "as"}
}
