package answer

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// voice is who a sentence says it of.
type voice struct {
	speaker     string // a person or body by name, as written: "Luis Cordero"
	attribution string // as written: "police chief NAME", "officials"
	anonymous   bool   // somebody one could not call
	from        int    // the sentence that names the speaker, when it is an earlier one
	quoted      bool   // the token stands inside quotation marks
}

var sayVerb = stemSet("say tell state announce warn claim note argue insist remark comment respond reply declare promise explain add stress emphasize emphasise suggest urge describe write tweet acknowledge deny confirm predict vow pledge estimate report caution testify recall mention")

var anonymousWords = wordSet("official officials source sources person people insider insiders aide aides witness witnesses resident residents migrant migrants analyst analysts expert experts critic critics observer observers activist activists local locals passenger passengers spokesman spokeswoman scientist scientists researchers researcher doctors officers diplomat diplomats lawyers attorneys")

// voiceOf finds who stands behind what is said at a token.
func (ev *evidence) voiceOf(d *document, i, at int) voice {
	toks := d.tags(ev.tag, i)
	v := voice{from: i}
	if at >= 0 && at < len(toks) {
		v.quoted = d.sents[i].quoted[at]
	}
	first, last, ok := saidBy(toks, d.sents[i].quoted, at)
	if ok && isPronoun(toks[first:last+1]) {
		if j, n := ev.antecedent(d, i); j >= 0 {
			v.from = j
			ev.setVoice(&v, d, j, n.First, n.Last)
			return v
		}
		v.attribution = d.text(i, first, last)
		return v
	}
	if !ok && v.quoted {
		first, last, ok = introducer(toks, d.sents[i].quoted, at)
	}
	if ok {
		ev.setVoice(&v, d, i, first, last)
	} else if v.quoted {
		ev.neighbourVoice(&v, d, i)
	}
	if !v.anonymous && (v.speaker == "" || v.attribution != "") {
		v.anonymous = anonymity(d, i) && properless(v.attribution)
	}
	return v
}

// estimates: nobody says it but estimates: "some estimates suggest".
func (v *voice) estimates() bool {
	return v.speaker == "" && lang.Stem(lastOf(lang.Fold(v.attribution))) == lang.Stem("estimates")
}

// introducer is the subject of a sentence that leads to a quotation with a
// colon: "NAME issued a plea: “…”".
func introducer(toks []lang.Token, quoted []bool, at int) (first, last int, ok bool) {
	for k := at; k > 0; k-- {
		if toks[k].Text == ":" && !quoted[k] {
			return headSubject(toks, quoted, k)
		}
	}
	return 0, 0, false
}

// neighbourVoice: a quotation without a speaker of its own belongs to who
// speaks in the same paragraph before or behind it.
func (ev *evidence) neighbourVoice(v *voice, d *document, i int) {
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(d.sents) || d.sents[j].Paragraph != d.sents[i].Paragraph {
			continue
		}
		toks := d.tags(ev.tag, j)
		first, last, ok := saidBy(toks, d.sents[j].quoted, -1)
		if !ok {
			continue
		}
		if isPronoun(toks[first : last+1]) {
			if k, n := ev.antecedent(d, j); k >= 0 {
				v.from = min(k, i)
				ev.setVoice(v, d, k, n.First, n.Last)
			}
			return
		}
		if j < i {
			v.from = j
		}
		ev.setVoice(v, d, j, first, last)
		return
	}
}

func (ev *evidence) setVoice(v *voice, d *document, i, first, last int) {
	toks := d.sents[i].toks
	if first == last && (lang.Weekday(toks[first].Lower) > 0 || lang.Month(toks[first].Lower) > 0) {
		return // "Saturday" is nobody
	}
	last = d.withName(i, last)
	v.attribution = d.text(i, first, last)
	for _, n := range d.sents[i].names {
		if n.First >= first && n.Last <= last {
			if p, _ := d.sents[i].splitTitle(n); p.last >= p.first && d.sents[i].placeAt(p.first) == "" {
				v.speaker = d.text(i, p.first, p.last)
			}
		}
	}
	if v.speaker == "" {
		for _, t := range toks[first : last+1] {
			if anonymousWords[t.Lower] {
				v.anonymous = true
			}
		}
		if toks[first].Is("a", "an", "one", "some", "several", "many") {
			v.anonymous = true
		}
	}
}

// withName widens a speaker's office by the name behind it: "the museum's
// curator, NAME".
func (d *document) withName(i, last int) int {
	toks := d.sents[i].toks
	if last+2 >= len(toks) || toks[last].Capital() || toks[last+1].Text != "," || !lang.IsTitle(toks[last].Lower) && !personal[toks[last].Stem] && !strings.HasPrefix(toks[last].Tag, "NN") {
		return last
	}
	for _, n := range d.sents[i].names {
		if n.First == last+2 && d.person(i, n) {
			return n.Last
		}
	}
	return last
}

func properless(s string) bool { return s == "" || s == strings.ToLower(s) }

// anonymity: the sentence or its neighbour withholds the name.
func anonymity(d *document, i int) bool {
	for j := i; j <= i+1 && j < len(d.sents); j++ {
		for k, t := range d.sents[j].toks {
			if t.Is("anonymity", "anonymously") || t.Is("named", "identified") && k >= 2 && (d.sents[j].toks[k-1].Is("be") || d.sents[j].toks[k-1].Is("not")) {
				return true
			}
		}
	}
	return false
}

func isPronoun(toks []lang.Token) bool {
	return len(toks) == 1 && toks[0].Is("he", "she", "they", "it", "who")
}

// antecedent is the person that a pronoun at the start of sentence i means:
// the first person named in the nearest sentence before it.
func (ev *evidence) antecedent(d *document, i int) (int, lang.Name) {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		toks := d.tags(ev.tag, j)
		if len(toks) > 2 && toks[0].Is("the", "a", "an") && (lang.IsTitle(toks[1].Lower) || personal[toks[1].Stem]) && !d.sents[j].quoted[0] {
			return j, lang.Name{First: 0, Last: phraseEnd(toks, 0)} // "The mayor …"
		}
		if first, last, ok := saidBy(toks, d.sents[j].quoted, -1); ok && !isPronoun(toks[first:last+1]) {
			return j, lang.Name{First: first, Last: last}
		}
		var best *lang.Name
		for k := range d.sents[j].names {
			n := &d.sents[j].names[k]
			if !d.person(j, *n) {
				continue
			}
			if best == nil || toks[n.Last].Tag == "NNP" && n.Last+1 < len(toks) && sayVerb[toks[n.Last+1].Stem] {
				best = n
			}
		}
		if best != nil {
			return j, *best
		}
	}
	return -1, lang.Name{}
}

// saidBy finds the tokens that name who says what the sentence says: the
// subject of a verb of saying outside quotation marks, or "according to …".
func saidBy(toks []lang.Token, quoted []bool, at int) (first, last int, ok bool) {
	bestAway := 1 << 30
	take := func(a, b, verb int) {
		away := verb - at
		if away < 0 {
			away = -away
		}
		if at >= 0 && at < a && !closes(toks, quoted, a) {
			return // "…, and NAME told them": said of something else
		}
		if a <= b && a >= 0 && (toks[verb].Is("say", "says", "said", "tell", "tells", "told") || canSpeak(toks[a:b+1])) && (at < a || at > b) && away < bestAway {
			first, last, ok, bestAway = a, b, true, away
		}
	}
	for k := range toks {
		if quoted[k] {
			continue
		}
		switch {
		case toks[k].Lower == "according" && k+2 < len(toks) && toks[k+1].Lower == "to":
			take(k+2, phraseEnd(toks, k+2), k)
		case toks[k].Lower == "citing" && k+1 < len(toks):
			take(k+1, phraseEnd(toks, k+1), k)
		case toks[k].Lower == "reported" && (toks[k].Tag == "VBN" || k > 0 && strings.HasSuffix(toks[k-1].Tag, "S") && toks[k-1].Tag == "NNS"):
			// "cases reported": nobody speaks
		case toks[k].Stem == "call" && opensQuote(quoted, k) && !passiveAt(toks, k):
			if a, b, ok := subjectOf(toks, quoted, k); ok {
				take(a, b, k)
			}
		case sayVerb[toks[k].Stem] && strings.HasPrefix(toks[k].Tag, "VB") && !inAside(toks, k) && !passiveAt(toks, k) && !deed(toks, k):
			if a, b, ok := subjectOf(toks, quoted, k); ok {
				take(a, b, k)
			}
		}
	}
	return first, last, ok
}

// opensQuote: a quotation begins close behind token k: "called it “…”".
func opensQuote(quoted []bool, k int) bool {
	for j := k + 1; j < len(quoted) && j <= k+4; j++ {
		if quoted[j] {
			return true
		}
	}
	return false
}

// closes: the speaker is named behind what is said, after a comma or a
// quotation: "…, NAME said". "According to" may stand without one.
func closes(toks []lang.Token, quoted []bool, a int) bool {
	for k := a - 1; k >= max(0, a-3); k-- {
		if toks[k].Text == "," || quoted[k] || toks[k].Is("to", "citing", "said", "says") || sayVerb[toks[k].Stem] {
			return true
		}
		if toks[k].Is("and", "but", "while") {
			return false
		}
	}
	return a == 0
}

var deeds = stemSet("declare announce promise report write describe urge demand confirm pledge vow estimate")

var adding = lang.Stem("add")

// deed: "declared an emergency", "announced a plan", "can add seats": done, not
// said.
func deed(toks []lang.Token, k int) bool {
	adds := toks[k].Stem == adding && k > 0 && toks[k-1].Kind != lang.Mark // and not "“…,” added the mayor"
	if !deeds[toks[k].Stem] && !adds || k+1 >= len(toks) {
		return false
	}
	n := &toks[k+1]
	return n.Kind != lang.Mark && !n.Is("that", "it", "he", "she", "they", "on", "in", "at", "to", "there") && (n.Tag == "DT" || n.Tag == "PRP$" || n.Tag == "CD" || strings.HasPrefix(n.Tag, "JJ") || strings.HasPrefix(n.Tag, "NN") && lang.Weekday(n.Lower) == 0)
}

// passiveAt: "was declared", "can be told": what stands before is not who
// speaks.
func passiveAt(toks []lang.Token, k int) bool {
	for j := k - 1; j >= max(0, k-3); j-- {
		if toks[j].Is("be", "been", "being", "is", "are", "was", "were") {
			return toks[k].Tag == "VBN" || toks[k].Tag == "VBD"
		}
		if !strings.HasPrefix(toks[j].Tag, "RB") {
			return false
		}
	}
	return false
}

// inAside: "what lawyers describe as", "as officials call it": the verb of
// saying speaks of a word, not of what the sentence tells.
func inAside(toks []lang.Token, k int) bool {
	for j := max(0, k-5); j < k; j++ {
		if toks[j].Is("what", "as") && toks[j].Kind == lang.Word {
			return true
		}
	}
	return false
}

// phraseEnd is the last token of the noun phrase that begins at k.
func phraseEnd(toks []lang.Token, k int) int {
	j := k
	for j < len(toks) && j < k+14 {
		t := &toks[j]
		if t.Kind == lang.Mark && t.Text != "’" && t.Text != "-" && t.Text != "&" {
			break
		}
		if j > k && (t.Is("that", "who", "which", "and", "but", "as", "when", "while", "from", "on", "after", "before", "with") || t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP" || t.Tag == "MD" || t.Tag == "VBN" || t.Tag == "VBG") {
			if !(t.Is("and") && j+1 < len(toks) && toks[j+1].Capital()) {
				break
			}
		}
		j++
	}
	return j - 1
}

// subjectOf finds the subject of the verb at token k: the phrase before it,
// or behind it in "…,” said NAME".
func subjectOf(toks []lang.Token, quoted []bool, k int) (first, last int, ok bool) {
	// behind: only right after a quotation, a comma or at the start
	if (k > 0 && (quoted[k-1] || toks[k-1].Text == ",") || k == 0) && toks[k].Stem != "told" && toks[k].Stem != "tell" {
		end := phraseEnd(toks, k+1)
		if end > k && k+1 < len(toks) && !toks[k+1].Is("that", "i") && (toks[k+1].Capital() || isPronoun(toks[k+1:k+2]) || toks[k+1].Is("a", "an") || behindQuote(toks, quoted, k) && nounish(toks[k+1:end+1])) {
			if !isPronoun(toks[k+1:k+2]) || k+2 >= len(toks) || toks[k+2].Kind == lang.Mark {
				return k + 1, end, true
			}
		}
	}
	if k > 1 && toks[k].Tag == "VBG" { // "…, noting that": the sentence's own subject
		if start := phraseStart(toks, quoted, k-1); start > 0 && start < k && toks[start-1].Is("with") && nounish(toks[start:k]) {
			return start, k - 1, true // "with NAME arguing"
		}
		return headSubject(toks, quoted, k)
	}
	j := k - 1
	for j >= 0 && (strings.HasPrefix(toks[j].Tag, "RB") || aux[toks[j].Lower] || toks[j].Is("also", "later", "then")) {
		j--
	}
	if j >= 0 && toks[j].Is("who", "which") {
		j--
		if j >= 0 && toks[j].Text == "," {
			j--
		}
	}
	end := j
	if j >= 0 && toks[j].Text == "," && !quoted[j] { // "NAME, the minister, said"
		for m := j - 1; m > 0 && j-m < 16; m-- {
			if toks[m].Text == "," {
				j, end = m-1, m-1
				break
			}
		}
	}
	// A date may stand between: "officials Friday said".
	for j >= 0 && lang.Weekday(toks[j].Lower) > 0 {
		j--
		end--
	}
	start := phraseStart(toks, quoted, j)
	if start > end || end < 0 {
		return 0, 0, false
	}
	if !nounish(toks[start : end+1]) {
		return 0, 0, false
	}
	return start, end, true
}

// behindQuote: a quotation ends right before token k: what follows the verb of
// saying can only be who speaks.
func behindQuote(toks []lang.Token, quoted []bool, k int) bool {
	return k > 0 && (quoted[k-1] || toks[k-1].Text == "," && k > 1 && quoted[k-2])
}

func nounish(toks []lang.Token) bool {
	for _, t := range toks {
		if strings.HasPrefix(t.Tag, "NN") || t.Tag == "PRP" || t.Kind == lang.Word && t.Capital() {
			return true
		}
	}
	return false
}

// phraseStart walks back from token j to the start of its noun phrase.
func phraseStart(toks []lang.Token, quoted []bool, j int) int {
	start := j + 1
	for j >= 0 && !quoted[j] {
		t := &toks[j]
		noun := strings.HasPrefix(t.Tag, "NN") || strings.HasPrefix(t.Tag, "JJ") || t.Tag == "DT" || t.Tag == "PRP$" || t.Tag == "POS" || t.Lower == "'s" || t.Tag == "CD" || t.Kind == lang.Word && t.Capital() && !lang.Function(t.Lower) || t.Tag == "PRP"
		joint := t.Is("of", "for", "and", "de", "del", "&") && j > 0 && (toks[j-1].Capital() || strings.HasPrefix(toks[j-1].Tag, "NN")) && start <= j+1 && (t.Lower == "of" || toks[min(j+1, len(toks)-1)].Capital())
		if !noun && !joint || lang.Weekday(t.Lower) > 0 {
			break
		}
		start = j
		j--
	}
	return start
}

// headSubject is the subject of the sentence's first finite verb.
func headSubject(toks []lang.Token, quoted []bool, k int) (first, last int, ok bool) {
	for j := 0; j < k; j++ {
		if quoted[j] || toks[j].Tag != "VBD" && toks[j].Tag != "VBZ" && toks[j].Tag != "VBP" && toks[j].Tag != "MD" {
			continue
		}
		end := j - 1
		for end > 0 && (toks[end].Text == "," || strings.HasPrefix(toks[end].Tag, "RB") || toks[end].Is("however")) {
			end--
		}
		start := phraseStart(toks, quoted, end)
		if start <= end && end >= 0 && nounish(toks[start:end+1]) {
			return start, end, true
		}
		return 0, 0, false
	}
	return 0, 0, false
}

var bodyWords = wordSet("airplanes airways systems services aircraft commercial computer industries holdings partners ministry department agency police council committee party government university institute center centre service court bank company corporation inc news times post herald organization organisation administration office bureau association union church hospital school airport airlines airline group fund network force forces army navy guard team house senate congress parliament cabinet commission board authority county city state river island islands street road highway bridge region province district mountain lake bay sea ocean coast valley crossing complex program programme project mission act award prize cup league festival day week hurricane storm tropical category space shuttle station")

// person: a name looks like a person's.
func (d *document) person(i int, n lang.Name) bool {
	s := &d.sents[i]
	bare := n.Bare(s.toks)
	if len(bare) == 0 || len(bare) > 5 {
		return false
	}
	for k := range bare {
		if bodyWords[bare[k].Lower] || lang.Month(bare[k].Lower) > 0 || lang.Weekday(bare[k].Lower) > 0 || bare[k].Lower == "the" {
			return false
		}
	}
	if s.placeAt(n.First+n.Title) != "" {
		return false
	}
	last := bare[len(bare)-1]
	if last.Text == strings.ToUpper(last.Text) && len(last.Text) > 1 && len(bare) == 1 {
		return false // an acronym
	}
	if len(bare) == 1 && n.Title == 0 {
		return d.surname(last.Lower)
	}
	if n.First > 0 && s.toks[n.First-1].Is("in", "at", "near", "from", "to", "into", "of") && n.Title == 0 && !d.titled(last.Lower) {
		return false
	}
	return true
}

// surname: the word ends a longer name, or follows a title, somewhere in the
// article.
func (d *document) surname(lower string) bool {
	for i := range d.sents {
		for _, n := range d.sents[i].names {
			if d.sents[i].toks[n.Last].Lower == lower && (n.Last-n.First >= 1) && !bodyWords[lower] {
				return true
			}
		}
	}
	return false
}

// titled: the surname follows a title or is a subject of saying somewhere.
func (d *document) titled(lower string) bool {
	for i := range d.sents {
		toks := d.sents[i].toks
		for _, n := range d.sents[i].names {
			if toks[n.Last].Lower == lower && (n.Title > 0 || n.Last+1 < len(toks) && sayVerb[toks[n.Last+1].Stem]) {
				return true
			}
		}
	}
	return false
}
