package corpus

// Bylines and datelines: who wrote, for whom, and where from.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var reByline = pattern(`^(?i:(?:written|reported|story|text|words|analysis|opinion|report)\s+by|by|por)\b\s*:?\s+(.+)$`)

// byline marks a "By …" line above the story.
func (m *marker) byline(i int, line string) bool {
	match := reByline().FindStringSubmatch(line)
	if match == nil || words(line) > 16 || endsSentence(line) && !initialEnd(line) {
		return false
	}
	names, outlet := splitOutlet(match[1])
	if !nameList(names) {
		return false
	}
	fill(&m.a.Byline, names)
	m.fillOutlet(outlet)
	m.whole(i, SpanByline)
	return true
}

// tailByline marks a "Written By …" line below the story.
func (m *marker) tailByline(i int, line string) bool {
	return m.byline(i, line)
}

// initialEnd says whether a line's last period belongs to a short form: "Jr.".
func initialEnd(line string) bool {
	fields := strings.Fields(line)
	return len(fields) > 1 && len(fields[len(fields)-1]) <= 4
}

// splitOutlet takes the outlet from the end of a byline: "Ann Roe, Reuters",
// "ANN ROE | The Herald".
func splitOutlet(s string) (names, outlet string) {
	if before, after, found := strings.Cut(s, " | "); found {
		return strings.TrimSpace(before), strings.TrimSpace(after)
	}
	if i := strings.LastIndexAny(s, ",/("); i > 0 {
		if last := strings.Trim(s[i:], ",/() "); isOutlet(last) {
			return strings.TrimSpace(s[:i]), last
		}
	}
	return strings.TrimSpace(s), ""
}

// nameList says whether s is names or roles: capitalised words, with commas
// and an "and" between.
func nameList(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > 24 {
		return false
	}
	lower := strings.ToLower(s)
	if strings.HasPrefix(lower, "the ") && !isOutlet(s) {
		return false
	}
	for i, w := range fields {
		w = strings.Trim(w, ",.;()&/")
		if w == "" || nameParticles[strings.ToLower(w)] || i > 0 && roleWords[strings.ToLower(w)] {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !roleWords[strings.ToLower(w)] || strings.ContainsAny(w, "0123456789:?!") {
			return false
		}
	}
	return true
}

var nameParticles = set("and y with de del la da di van von der den bin al el le a an the for of in in&")

var roleWords = set("staff reporter reporters writer writers correspondent correspondents editor editors desk our special political science environment business national foreign " +
	"news agency agencies wire wires bureau chief contributor redacción corresponsal")

// namesLine marks a line of names above a line of outlets: "Ann Roe, Ben Poe"
// and "Reuters, The Herald".
func (m *marker) namesLine(i int, line string) bool {
	if i+1 >= len(m.paras) || endsSentence(line) || words(line) > 30 || !nameList(line) {
		return false
	}
	below := m.at(i + 1)
	outlets := splitList(below)
	if words(below) > 12 || !slices.ContainsFunc(outlets, func(o string) bool { return isOutlet(o) || strings.EqualFold(o, m.a.Publisher) }) ||
		!allNamesLike(outlets) {
		return false
	}
	fill(&m.a.Byline, line)
	for _, o := range outlets {
		m.fillOutlet(o)
	}
	m.whole(i, SpanByline)
	m.whole(i+1, SpanCredit)
	return true
}

func allNamesLike(list []string) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return !nameList(s) || endsSentence(s) })
}

func splitList(s string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' || r == '/' || r == '|' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// fillOutlet files an outlet that the text names for itself: a wire is the
// agency, another one the publisher.
func (m *marker) fillOutlet(name string) {
	switch {
	case name == "" || strings.EqualFold(name, m.a.Publisher):
	case isWire(name):
		fill(&m.a.Agency, name)
	case m.a.Publisher == "":
		fill(&m.a.Publisher, name)
	case !strings.HasPrefix(strings.ToLower(name), strings.ToLower(m.a.Publisher)):
		fill(&m.a.Agency, name) // another's report
	}
}

const (
	place  = `(?:[\p{Lu}][\p{L}.'’-]*(?:[ -](?:de |del |la |of |the )*[\p{Lu}][\p{L}.'’-]*){0,3}(?:,\s[\p{Lu}][\p{L}.'’-]*(?:\s[\p{Lu}][\p{L}.'’-]*){0,2}){0,2})`
	dashes = `(?:—|–|−|--?|―)`
)

var (
	// "OSLO, Norway (AP) — ", "LONDON – ", "QUITO, March 3 (Reuters) - "
	reDateline = pattern(`^(` + place + `)?(?:,?\s(?i:` + monthWord + `)\.?\s\d{1,2})?(?:\s?\(([^()]{2,40})\))?\s?` + dashes + `\s+`)
	// "London (CNN) ", "(CNN) "
	reDatelineBare = pattern(`^(?:(` + place + `)\s)?\(([^()]{2,40})\)\s*:?\s+`)
	rePlace        = pattern(`^` + place + `$`)
	reDashEnd      = pattern(`\s*` + dashes + `$`)
)

// dateline marks where a story was filed from, at the beginning of its first
// paragraph.
func (m *marker) dateline(i int) {
	line := m.at(i)
	if match := reDateline().FindStringSubmatch(line); match != nil {
		where, outlet, rest := match[1], match[2], line[len(match[0]):]
		if (outlet != "" && isOutletLike(outlet) || where != "" && outlet == "" && shoutsFirst(where)) && startsSentence(rest) {
			m.takeDateline(where, outlet)
			m.prefix(i, SpanDateline, len(match[0]))
			return
		}
	}
	if match := reDatelineBare().FindStringSubmatch(line); match != nil {
		where, outlet, rest := match[1], match[2], line[len(match[0]):]
		known := isOutlet(outlet) || m.a.Publisher != "" && strings.HasPrefix(strings.ToLower(outlet), strings.ToLower(m.a.Publisher))
		if (known || where == "" && shouts(outlet)) && startsSentence(rest) {
			m.takeDateline(where, outlet)
			m.prefix(i, SpanDateline, len(match[0]))
		}
	}
}

// datelineOnly marks a dateline that has a line of its own: "Havana, Cuba CNN —".
func (m *marker) datelineOnly(i int, line string) bool {
	dash := reDashEnd().FindStringIndex(line)
	if dash == nil || words(line) > 9 {
		return false
	}
	fields := strings.Fields(strings.NewReplacer("(", "", ")", "").Replace(line[:dash[0]]))
	for n := min(3, len(fields)); n > 0; n-- {
		outlet, where := strings.Join(fields[len(fields)-n:], " "), strings.Join(fields[:len(fields)-n], " ")
		if where != "" && !rePlace().MatchString(where) {
			continue
		}
		if isOutlet(outlet) || n == 1 && shouts(outlet) || strings.EqualFold(outlet, m.a.Publisher) {
			m.takeDateline(where, outlet)
			m.whole(i, SpanDateline)
			return true
		}
	}
	return false
}

func (m *marker) takeDateline(where, outlet string) {
	fill(&m.a.Dateline, where)
	m.fillOutlet(outlet)
}

// isOutletLike says whether what stands in a dateline's brackets names an
// outlet: one that is known, or a short name with capitals.
func isOutletLike(s string) bool {
	return isOutlet(s) || words(s) <= 3 && nameList(s) && !strings.ContainsAny(s, ",")
}

// shouts says whether a word is all capitals.
func shouts(w string) bool {
	n := 0
	for _, r := range w {
		if unicode.IsLower(r) || unicode.IsDigit(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}

// shoutsFirst says whether the first word of a place is in capitals, as a
// dateline's city is.
func shoutsFirst(where string) bool {
	first, _, _ := strings.Cut(where, " ")
	return shouts(strings.Trim(first, ",.")) && utf8.RuneCountInString(first) >= 3
}
