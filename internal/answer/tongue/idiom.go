package tongue

// What several words mean together, and what one word means beside others.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// idiom is a verb with the words behind it.
type idiom struct {
	tail []string // folded
	en   string
}

func (b *wordbook) addIdioms() {
	things, people, _ := strings.Cut(idiomsText, "#somebody\n")
	add := func(es, en string) string {
		inf, tail, _ := strings.Cut(lang.Fold(es), " ")
		b.idioms[inf] = append(b.idioms[inf], idiom{strings.Fields(tail), en})
		if inf, self := strings.CutSuffix(inf, "se"); self {
			return inf + " " + tail + "se"
		}
		return inf + " " + tail
	}
	equals(things, func(es, en string) { add(es, en) })
	equals(people, func(es, en string) { b.does[add(es, en)] = true })
	equals(wholeText, func(es, en string) { b.whole[lang.Fold(es)] = en })
}

// equals calls f for each line "a = b" of a text.
func equals(text string, f func(es, en string)) {
	for line := range strings.Lines(text) {
		if es, en, ok := strings.Cut(strings.TrimSpace(line), " = "); ok && line[0] != '#' {
			f(es, en)
		}
	}
}

// wholeIn is the English of a question that stands in the book as a whole.
func wholeIn(text string) (string, bool) {
	text = strings.Trim(text, " ¿?¡!.,")
	lead := ""
	if rest, ok := cutFold(text, "y "); ok && book().whole[lang.Fold(text)] == "" {
		text, lead = rest, "And "
	}
	en, ok := book().whole[lang.Fold(text)]
	if lead != "" {
		en = lowerFirst(en)
	}
	return lead + en, ok
}

// readIdioms gives verbs the sense that they have with the words behind them,
// which are taken out: "¿dónde tocó tierra NAME?" is asked with one verb.
func (q *asker) readIdioms() {
	for k := 0; k < len(q.words); k++ {
		var best idiom
		at := -1
		for _, r := range q.words[k].rs {
			if r.class != verb {
				continue
			}
			inf := lang.Fold(r.es)
			if r.self {
				inf += "se"
			}
			for _, x := range book().idioms[inf] {
				if i := q.tailAt(k, x.tail); i > 0 && len(x.tail) > len(best.tail) {
					best, at = x, i
				}
			}
		}
		if at < 0 {
			continue
		}
		var rs []reading
		for _, r := range q.words[k].rs {
			if r.class == verb {
				r.en, r.es = best.en, r.es+" "+strings.Join(best.tail, " ")
				rs = append(rs, r)
			}
		}
		q.words[k].rs = rs
		q.words = append(q.words[:at], q.words[at+len(best.tail):]...)
	}
}

// tailAt is where the words of an idiom stand behind the verb at word k, with no
// other verb between; 0 where they do not.
func (q *asker) tailAt(k int, tail []string) int {
	for i := k + 1; i+len(tail) <= len(q.words); i++ {
		w := q.at(i)
		if w.folded == tail[0] && (i == k+1 || !determiners[q.at(i-1).folded] && !prepositions[q.at(i-1).folded]) && q.matches(i, tail) {
			return i
		}
		if i > k+1 && w.kind == mark || q.finiteAt(i) != nil && len(w.rs) == 1 {
			return 0
		}
	}
	return 0
}

func (q *asker) matches(i int, folded []string) bool {
	for n, w := range folded {
		if q.at(i+n).folded != w {
			return false
		}
	}
	return true
}

// sporting words make "partido" a match; contested are the verbs of which it is
// one as their object.
var (
	sporting  = wordSet("jugar gol goles equipo equipos liga copa torneo campeonato mundial futbol baloncesto beisbol tenis estadio entrenador entrenadora jugador jugadora jugadores futbolista arbitro marcador semifinal semifinales cuartos seleccion penalti penales delantero portero empate")
	contested = wordSet("jugar ganar perder empatar disputar suspender aplazar")
	partisan  = wordSet("eleccion elecciones voto votos escano escanos politico gobierno congreso parlamento senado candidato candidata presidente presidenta coalicion comicios diputado diputados")
)

// readSenses gives words the sense that they have beside others.
func (q *asker) readSenses() {
	sport, politics := false, false
	for k := range q.words {
		w := &q.words[k]
		sport, politics = sport || sporting[w.folded] || q.isVerb(k, "jugar"), politics || partisan[w.folded]
	}
	for k := range q.words {
		w := &q.words[k]
		if w.folded != "partido" && w.folded != "partidos" || politics {
			continue
		}
		if object := k > 1 && determiners[q.at(k-1).folded] && q.isVerb(k-2, ""); !sport && !object {
			continue
		}
		w.rs = []reading{{class: noun, en: "match", plural: w.folded == "partidos"}}
	}
}

// isVerb: word k is a form of the verb; of a contested one, if none is named.
func (q *asker) isVerb(k int, inf string) bool {
	for _, r := range q.at(k).rs {
		if r.class == verb && (r.es == inf || inf == "" && contested[r.es]) {
			return true
		}
	}
	return false
}

// Things that English does not count, and names without an article.
var uncounted = wordSet("water gas gasoline fuel electricity light power energy food aid evidence damage news information help bread milk meat coffee oil snow rain ice wind traffic violence peace war money time fear hope danger risk support consensus internet cholera dengue malaria flu censorship corruption freedom justice democracy hunger poverty fire smoke fog heat unemployment inflation school work staff")

// withArticle puts "a" or "an" before a noun.
func withArticle(np string) string {
	if np != "" && vowel(np[0]) && !strings.HasPrefix(np, "uni") && !strings.HasPrefix(np, "eu") {
		return "an " + np
	}
	return "a " + np
}

func titled(en string) bool { return lang.IsTitle(en) }

// anyOf reads the noun phrase behind "hay" with the article that English wants:
// "hay vacuna", is there a vaccine.
func (q *asker) anyOf(i int, denied bool) (np string, n int, many bool) {
	q.nominalAt = i
	np, n, many = q.nounPhrase(i)
	w := q.at(i)
	if n == 0 || many || denied || w.kind != open || determiners[w.folded] {
		return np, n, many
	}
	if r, ok := nounOf(w.rs, false); ok && !uncounted[r.en] && !r.plural && r.class != fallen {
		np = withArticle(np)
	}
	return np, n, many
}
