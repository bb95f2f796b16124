package lang

import (
	"strings"
	"testing"
)

func analyse(s string) []Token { return Tokenize(s, 0) }

func TestTokenizeKeepsOffsets(t *testing.T) {
	text := "Gov. J. O’Neil’s U.S. team paid $55bn (£1.5m) on Dec. 14 — “fine,” he said. The run-off…"
	toks := analyse(text)
	var got []string
	for _, k := range toks {
		if text[k.Start:k.End] != k.Text {
			t.Fatalf("token %q does not stand at %d-%d", k.Text, k.Start, k.End)
		}
		got = append(got, k.Text)
	}
	want := "Gov.|J.|O’Neil|’s|U.S.|team|paid|$|55|bn|(|£|1.5|m|)|on|Dec.|14|—|“|fine|,|”|he|said|.|The|run-off|…"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestTokenizeGoesOn(t *testing.T) {
	for _, text := range []string{"٣٣٠ شخصا", "१२ people", "½ price", "…'s", "\xff\xfe", "a\u0301b", "²³", "Ⅷ"} {
		end := 0
		for _, k := range analyse(text) {
			if k.Start < end || k.End <= k.Start {
				t.Fatalf("%q: token at %d-%d after %d", text, k.Start, k.End, end)
			}
			end = k.End
		}
	}
}

func FuzzTokenize(f *testing.F) {
	f.Add("Gov. J. O’Neil’s U.S. team paid $55bn on Dec. 14 — “fine,” he said.")
	f.Add("٣٣٠ ½ 12 000 22nd iPhone run-off")
	f.Fuzz(func(t *testing.T, text string) {
		toks, end := analyse(text), 0
		for _, k := range toks {
			if k.Start < end || k.End <= k.Start || k.End > len(text) || text[k.Start:k.End] != k.Text {
				t.Fatalf("token %q at %d-%d after %d", k.Text, k.Start, k.End, end)
			}
			end = k.End
		}
		for _, q := range Quantities(toks, Dates(toks)) {
			if q.First < 0 || q.Last < q.First || q.Last >= len(toks) || q.HedgeFirst > q.First {
				t.Fatalf("quantity %+v of %d tokens", q, len(toks))
			}
		}
	})
}

func TestQuantities(t *testing.T) {
	for _, c := range []struct {
		text        string
		value, high float64
		unit, hedge string
		vague       bool
	}{
		{"the roughly 330,000 residents", 330000, 330000, "", "roughly", false},
		{"home to 18.5 million people", 18.5e6, 18.5e6, "", "", false},
		{"At least 100 people", 100, 100, "", "at least", false},
		{"thousands of homes", 2000, 10000, "", "", true},
		{"twenty-one soldiers", 21, 21, "", "", false},
		{"a million barrels", 1e6, 1e6, "barrel", "", false},
		{"around $55bn in damage", 55e9, 55e9, "USD", "around", false},
		{"between 10 and 15 ships", 10, 15, "", "", false},
		{"10 to 15 percent", 10, 15, "%", "", false},
		{"the 322-foot mast", 322, 322, "foot", "", false},
		{"a 59-year-old baker", 59, 59, "year-old", "", false},
		{"for 60 days", 60, 60, "day", "", false},
		{"150mph gusts", 150, 150, "mph", "", false},
		{"330 000 people", 330000, 330000, "", "", false},
		{"three hundred and fifty tents", 350, 350, "", "", false},
		{"up to 120 miles per hour", 120, 120, "mph", "up to", false},
	} {
		toks := analyse(c.text)
		qs := Quantities(toks, Dates(toks))
		if len(qs) != 1 {
			t.Errorf("%q: %d quantities: %+v", c.text, len(qs), qs)
			continue
		}
		q := qs[0]
		if q.Value != c.value || q.High != c.high || q.Unit != c.unit || q.Hedge.Text != c.hedge || q.Vague != c.vague {
			t.Errorf("%q: got %+v", c.text, q)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		text    string
		y, m, d int
		weekday int
	}{
		{"the December 14 vote", 0, 12, 14, 0},
		{"on Dec. 14.", 0, 12, 14, 0},
		{"on 28 September 2022", 2022, 9, 28, 0},
		{"Friday, Nov. 28, they met", 0, 11, 28, 5},
		{"2025-11-28", 2025, 11, 28, 0},
		{"since 2015", 2015, 0, 0, 0},
		{"closed on Monday", 0, 0, 0, 1},
	} {
		ds := Dates(analyse(c.text))
		if len(ds) != 1 || ds[0].Year != c.y || ds[0].Month != c.m || ds[0].Day != c.d || ds[0].Weekday != c.weekday {
			t.Errorf("%q: %+v", c.text, ds)
		}
	}
	if ds := Dates(analyse("they may march 20 miles with 2,000 others")); len(ds) != 0 {
		t.Errorf("dates where none are: %+v", ds)
	}
}

func TestTag(t *testing.T) {
	tg := NewTagger()
	toks := analyse("When did the storm reach the coast?")
	tg.Tag(toks)
	if !strings.HasPrefix(toks[4].Tag, "VB") {
		t.Errorf("reach is tagged %s", toks[4].Tag)
	}
}
