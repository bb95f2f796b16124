package corpus

// Credits: where a story came from and who had a part in it, and the pictures'.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	reSource       = pattern(`^(?i:source|sources|fuente|fuentes|via)\s*:\s*(.+)$`)
	reContributing = pattern(`^(?i:contributing|contributors|additional reporting|reporting|editing|with reporting by|with files from|compiled|edited|writing|with inputs? from|con información de)(?:\s+by)?\b\s*:?\s+\p{Lu}`)
	reContributed  = pattern(`(?i)\b(?:contributed (?:to|reporting)|(?:contribuy[óo]|contribuyeron) (?:a|con)|(?:reports?|reporting|material|information) (?:from .{2,60} )?(?:was|were) used in)\b.{0,40}$|\breports? contributed to this (?:story|report|article)`)
	reReportedFrom = pattern(`^(?:\p{Lu}[\p{L}.'’-]*[ ,]+(?:and |y )?){1,12}(?:reported|informó|informaron)(?: this (?:story|report))? (?:from|in|desde)\s+\p{Lu}`)
	reBio          = pattern(`^((?:\p{Lu}[\p{L}.'’-]*\s){1,3}\p{Lu}[\p{L}.'’-]*) (?:(?:is|es|was)\b.{0,140}?\b(?i:reporter|correspondent|editor|writer|columnist|journalist|producer|fellow|periodista|corresponsal)|covers|writes|reports)\b`)
	reContact      = pattern(`(?i)[\w.]@\w|\b(?:reach|follow|email|e-mail|contact|find|tweet)\b.{0,50}(?:\bat\b|\bon\b|@)`)
	reContactLine  = pattern(`^(?i:contact|reach|follow|email|e-mail|write to)\b.{2,80}(?:@|(?i:\bon (?:twitter|x|facebook|instagram|bluesky|threads|linkedin)\b))`)
)

var contributedWords = []string{"contribut", "contribuy", "used in"}

// takeCredit says whether a line below the story is a credit, and takes from
// it whose report it is.
func (m *marker) takeCredit(line string) bool {
	if isRule(line) {
		return true
	}
	if match := reSource().FindStringSubmatch(line); match != nil && words(line) <= 40 && startsSentence(match[1]) {
		if origin := strings.TrimRight(match[1], " ."); words(origin) <= 5 && !strings.ContainsAny(origin, ";,") {
			fill(&m.a.Agency, origin)
		}
		return true
	}
	if match := reBio().FindStringSubmatch(line); match != nil && reContact().MatchString(line) {
		fill(&m.a.Byline, match[1])
		return true
	}
	return words(line) <= 30 && reReportedFrom().MatchString(line)
}

// creditAnywhere says whether a line is a credit wherever it stands.
func creditAnywhere(line string) bool {
	if len(line) > 400 {
		return false
	}
	n := words(line)
	return n <= 45 && reContributing().MatchString(line) && (!endsSentence(line) || n <= 30) && creditNames(line) ||
		n <= 40 && hasAny(line, contributedWords) && reContributed().MatchString(line) ||
		n <= 45 && reContactLine().MatchString(line)
}

// creditNames says whether most words of a credit have capitals, as names do.
func creditNames(line string) bool {
	capitals, all := 0, 0
	for w := range strings.FieldsSeq(line) {
		all++
		if r := firstLetter(w); unicode.IsUpper(r) {
			capitals++
		}
	}
	return 2*capitals >= all
}

var (
	rePhotoFirst = pattern(`^(?:(?:\p{Lu}[\p{L}.'’-]*\s){0,3}\p{Lu}[\p{L}'’-]*/)+` + pictureDesks + `(?:/` + pictureDesks + `)*\s+\p{Lu}`)
	rePhotoLabel = pattern(`^(?i:photo|photos|photograph|photographs|picture|pictures|image|images|credit|foto|fotografía|video|graphic|illustration)(?i: credit| courtesy)?(?:\s*:|(?i:\sby)\b)\s*`)
	rePhotoNote  = pattern(`\((?:[^()]{0,60}/\s?)?(?:AP Photo|Photo by|Photo:|Foto:|Getty Images|File Photo|via Getty)[^()]{0,80}\)\.?$`)
	reFilePhoto  = pattern(`^(?:FILE|FILE PHOTO|File photo)\s?[-–—:]\s`)
)

// caption marks a picture's caption: it ends with the name of who took it, or
// begins with it.
func (m *marker) caption(i int, line string) bool {
	p := m.paras[i]
	switch {
	case words(line) > 80:
		return false
	case rePhotoFirst().MatchString(line), rePhotoNote().MatchString(line), reFilePhoto().MatchString(line):
		m.whole(i, SpanCaption)
	case photoLabel(line):
		m.whole(i, SpanCredit)
	default:
		n := photoCredit(line)
		if n == 0 {
			return false
		}
		m.span(SpanCaption, p.start, p.start+n)
		m.span(SpanCredit, p.start+n, p.end)
		m.paras[i].done = true
	}
	return true
}

// photoLabel says whether a line is a picture's credit: "Photo: Ann Roe/AP".
func photoLabel(line string) bool {
	at := rePhotoLabel().FindStringIndex(line)
	return at != nil && words(line) <= 12 && creditTail(line[at[1]:])
}

// photoCredit returns where, in a caption, the credit after its last sentence
// begins: a few capitalised words without a period, "Ann Roe/AP". It is 0 when
// the line does not end so.
func photoCredit(line string) int {
	if endsSentence(line) {
		return 0
	}
	for i := len(line) - 1; i > 0; i-- {
		if line[i] != ' ' || !endsSentence(line[:i]) {
			continue
		}
		head, tail := line[:i], strings.TrimSpace(line[i:])
		if words(head) < 5 || words(tail) > 6 || !creditTail(tail) || shortForm(head) {
			return 0
		}
		return i + 1
	}
	return 0
}

// creditTail says whether s is a photographer's or an agency's name.
func creditTail(s string) bool {
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '/' }) {
		switch strings.ToLower(w) {
		case "via", "for", "de", "courtesy", "of", "&", "and":
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || strings.ContainsAny(w, ":;,?!\"“”") {
			return false
		}
	}
	return s != ""
}

// shortForm says whether head ends with a period that ends no sentence:
// "the U.S.", "Gov.", "John F.".
func shortForm(head string) bool {
	fields := strings.Fields(head)
	last := fields[len(fields)-1]
	stem := strings.TrimLeft(strings.TrimSuffix(last, "."), openers)
	return strings.HasSuffix(last, ".") && stem != "I" && abbreviation(stem, "Xx", neighbours{name: true}) == joins
}
