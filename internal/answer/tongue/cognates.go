package tongue

// Words that English has from the same root, by their endings.

import "strings"

// endings of nouns and adjectives, Spanish to English, longest first.
var endings = []struct {
	es, en string
	class  class
}{
	{"logía", "logy", noun}, {"grafía", "graphy", noun}, {"cracia", "cracy", noun}, {"mente", "ly", function},
	{"ación", "ation", noun}, {"ición", "ition", noun}, {"ución", "ution", noun}, {"cción", "ction", noun}, {"pción", "ption", noun}, {"nción", "ntion", noun}, {"ción", "tion", noun}, {"sión", "sion", noun},
	{"idad", "ity", noun}, {"edad", "ety", noun}, {"tad", "ty", noun}, {"ismo", "ism", noun}, {"encia", "ence", noun}, {"ancia", "ance", noun}, {"aje", "age", noun},
	{"ista", "ist", person}, {"ólogo", "ologist", person}, {"ador", "ator", person}, {"ario", "ary", adjective}, {"aria", "ary", adjective},
	{"ivo", "ive", adjective}, {"iva", "ive", adjective}, {"oso", "ous", adjective}, {"osa", "ous", adjective}, {"ico", "ic", adjective}, {"ica", "ic", adjective},
	{"ible", "ible", adjective}, {"able", "able", adjective}, {"ante", "ant", adjective}, {"ente", "ent", adjective}, {"iano", "ian", adjective}, {"iana", "ian", adjective},
	{"al", "al", adjective}, {"or", "or", person},
}

// guess reads a word that the book lacks by its ending, nil where it has none
// that tells.
func guess(es string) []reading {
	if r := guessVerb(es); r != nil {
		return r
	}
	for _, c := range []string{"los", "las", "les", "lo", "la", "le", "se"} { // "saberlo"
		inf, ok := strings.CutSuffix(es, c)
		if !ok {
			continue
		}
		var plain []reading
		for _, r := range book().forms[inf] {
			if r.tense == infinitive && r.self == (c == "se") {
				return []reading{r}
			}
			if r.tense == infinitive {
				plain = []reading{r}
			}
		}
		if plain != nil {
			return plain
		}
	}
	if office, ok := strings.CutPrefix(es, "ex"); ok { // "exgobernador"
		for _, r := range book().forms[strings.TrimPrefix(office, "-")] {
			if r.class == person {
				r.en = "former " + r.en
				return []reading{r}
			}
		}
	}
	one, many := es, false
	for _, e := range [][2]string{{"ciones", "ción"}, {"siones", "sión"}, {"dades", "dad"}, {"ales", "al"}, {"ores", "or"}, {"s", ""}} {
		if s, ok := strings.CutSuffix(es, e[0]); ok {
			one, many = s+e[1], true
			break
		}
	}
	for _, e := range endings {
		if s, ok := strings.CutSuffix(one, e.es); ok && len(s) >= 3 {
			return []reading{{class: e.class, en: english(s) + e.en, plural: many}}
		}
	}
	return nil
}

// verbEndings of the two kinds of verbs that English has from the same root:
// "-izar", "-ificar"; by tense.
var verbEndings = []struct {
	es     string
	tense  tense
	plural bool
}{
	{"aron", preterite, true}, {"aban", imperfect, true}, {"arán", future, true}, {"aba", imperfect, false}, {"ará", future, false},
	{"ando", gerundial, false}, {"ados", participial, true}, {"adas", participial, true}, {"ado", participial, false}, {"ada", participial, false},
	{"ar", infinitive, false}, {"ó", preterite, false}, {"an", present, true}, {"a", present, false},
}

func guessVerb(es string) []reading {
	for _, e := range verbEndings {
		s, ok := strings.CutSuffix(es, e.es)
		if !ok {
			continue
		}
		for _, root := range [][2]string{{"iz", "ize"}, {"ific", "ify"}} {
			if stem, ok := strings.CutSuffix(s, root[0]); ok && len(stem) >= 3 {
				return []reading{{class: verb, en: english(stem) + root[1], es: s + "ar", tense: e.tense, plural: e.plural}}
			}
		}
	}
	return nil
}

// english spells a root as English does.
func english(root string) string {
	root = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "inm", "imm", "fís", "phys", "fot", "phot").Replace(root)
	if r, ok := strings.CutPrefix(root, "es"); ok && len(r) > 0 && strings.IndexByte("pct", r[0]) >= 0 {
		return "s" + r // "especialista": specialist
	}
	return root
}
