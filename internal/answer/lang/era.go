package lang

// Years that are more or less than one plain year: ranges, decades, years of
// another era, years that are only about right.

import "strconv"

// yearsEnd reads the rest of a range whose first year y is token i: "1840-43",
// "1840–1843", "from 1900 to 1904", "1920s". It gives the last token and the
// last year, 0 for a year alone.
func yearsEnd(toks []Token, i, y int) (last, until int) {
	if i+1 < len(toks) && toks[i+1].Is("s", "s.") && toks[i+1].Start == toks[i].End {
		switch {
		case y%100 == 0 && y < 2000:
			return i + 1, y + 99
		case y%10 == 0:
			return i + 1, y + 9
		}
	}
	if i+2 >= len(toks) || toks[i+2].Kind != Number || i+3 < len(toks) && toks[i+3].Is("-", "–") {
		return 0, 0
	}
	n := toks[i+2].Text
	end, err := strconv.Atoi(n)
	if err != nil {
		return 0, 0
	}
	switch {
	case toks[i+1].Is("-", "–") && len(n) == 2:
		end += y / 100 * 100
	case toks[i+1].Is("-", "–") && len(n) == 4:
	case toks[i+1].Is("to") && len(n) == 4 && i > 0 && toks[i-1].Is("from"):
	default:
		return 0, 0
	}
	if end <= y || end >= y+100 {
		return 0, 0
	}
	return i + 2, end
}

// aboutYear: "about 1820", "c. 1820", and no noun behind it that would be
// counted.
func aboutYear(toks []Token, i int) bool {
	j := i - 1
	if j > 0 && toks[j].Text == "." {
		j--
	}
	if j < 0 || !toks[j].Is("about", "around", "circa", "c", "c.", "ca", "ca.", "approximately") {
		return false
	}
	return i+1 >= len(toks) || toks[i+1].Kind == Mark || Function(toks[i+1].Lower)
}

// eraAt is -1 where token i is an era before Christ, 1 for one after, 0 for
// none.
func eraAt(toks []Token, i int) int {
	if i >= len(toks) || toks[i].Kind != Word || !toks[i].Capital() {
		return 0
	}
	switch toks[i].Text {
	case "BC", "BCE", "B.C", "B.C.", "B.C.E", "B.C.E.":
		return -1
	case "AD", "CE", "A.D", "A.D.":
		return 1
	}
	return 0
}

// yearOfEra reads "44 BC", "250 AD", with the era at token i+1.
func yearOfEra(toks []Token, i int) (Date, bool) {
	y, err := strconv.Atoi(toks[i].Text)
	if err != nil || y < 1 || y > 9999 {
		return Date{}, false
	}
	if y >= 1500 && eraAt(toks, i+1) > 0 {
		return yearAlone(toks, i)
	}
	return Date{First: i, Last: i + 1, Year: y * eraAt(toks, i+1)}, true
}
