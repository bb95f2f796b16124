package lang_test

import (
	"testing"

	"secondsource/internal/answer/lang"
)

func TestYears(t *testing.T) {
	for _, c := range []struct {
		text        string
		year, until int // 0: no date
	}{
		{"It was built in 1840-43.", 1840, 1843},
		{"It ran from 1900 to 1904.", 1900, 1904},
		{"It grew in the 1920s.", 1920, 1929},
		{"It was built about 1820.", 1820, 0},
		{"It seats about 1820 guests.", 0, 0},
		{"He ruled in 44 BC.", -44, 0},
		{"He paid 44 coins.", 0, 0},
		{"It sold from 1600 to 900 units.", 1600, 0},
	} {
		var year, until int
		if d := lang.Dates(lang.Tokenize(c.text, 0)); len(d) > 0 {
			year, until = d[0].Year, d[0].Until
		}
		if year != c.year || until != c.until {
			t.Errorf("%s: %d until %d, want %d until %d", c.text, year, until, c.year, c.until)
		}
	}
}
