package tongue_test

import (
	"strings"
	"testing"

	"secondsource/internal/answer/lang"
	"secondsource/internal/answer/tongue"
)

func glossed(text string) string {
	var out []string
	for _, t := range tongue.Gloss(lang.Tokenize(text, 0), tongue.MarksOf(text)) {
		out = append(out, t.Text)
	}
	return strings.Join(out, " ")
}

func TestGloss(t *testing.T) {
	for _, c := range []struct{ es, en string }{
		{"El alcalde renunció el jueves 18 de abril.", "The mayor resigned 18 April ."},
		{"La concejala, de 47 años, no ha renunciado.", "The councillor , of 47 years old , has not resigned ."},
		{"La causa del incendio todavía no se conoce.", "The cause of the fire still is not known ."},
		{"El ministro no respondió.", "The minister did not respond ."},
		{"Unos 330 mil vecinos fueron evacuados, según informó el municipio.", "About 330 thousand residents were evacuated , according to the municipality ."},
		{"Más de 40 ballenas quedaron varadas en la playa.", "More than 40 whales were stranded in the beach ."},
		{"El presidente de Estados Unidos se reunió con el primer ministro británico.", "The president of United States met with the prime minister British ."},
		{"Se vendieron treinta y tres mil doscientos autos.", "Were sold 33,200 cars ."},
		{"Vivían en Sudáfrica hasta 40 familias.", "Lived in South Africa up to 40 families ."},
		{"«Iremos mañana», dijo Rosa Blanco.", "“ Iremos tomorrow ” , said Rosa Blanco ."},
	} {
		if got := glossed(c.es); got != c.en && !strings.EqualFold(got, c.en) {
			t.Errorf("%s\n got %s\nwant %s", c.es, got, c.en)
		}
	}
}

// A period and a comma mean the reverse in Spanish; where it can't be told, the
// number is not read at all.
func TestGlossFigures(t *testing.T) {
	for _, c := range []struct {
		text string
		want []float64
	}{
		{"Había 1.234 vecinos.", []float64{1234}},
		{"Había 330.000 vecinos y 12.345.678 euros.", []float64{330000, 12345678}},
		{"Costó 1,5 millones de euros.", []float64{1.5e6}},
		{"Creció un 0,75 %.", []float64{0.75}},
		{"Pesa 1.234,5 kilos.", []float64{1234.5}},
		{"Había 1,234 vecinos.", nil},                                     // 1.234 or 1234?
		{"Había 1,234 vecinos y creció un 3,5 %.", []float64{1.234, 3.5}}, // it writes decimals so
		{"Había 1,234 vecinos y creció un 3.5 %.", []float64{1234, 3.5}},  // as Mexico does
		{"Había 1.234 vecinos y creció un 3.5 %.", []float64{3.5}},        // a decimal of three places?
		{"Había 1,234,567 vecinos.", []float64{1234567}},
		{"Nacieron 2.024 niños.", []float64{2024}}, // no year
		{"Empezó a las 10.30 en el salón.", nil},
		{"Llegaron mil doscientos veinte barcos.", []float64{1220}},
		{"Murieron dos mineros.", []float64{2}},
	} {
		toks := tongue.Gloss(lang.Tokenize(c.text, 0), tongue.MarksOf(c.text))
		var got []float64
		for _, q := range lang.Quantities(toks, lang.Dates(toks)) {
			got = append(got, q.Value)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
			continue
		}
		for k := range got {
			if got[k] != c.want[k] {
				t.Errorf("%s: %v, want %v", c.text, got, c.want)
			}
		}
	}
}

func TestGlossDates(t *testing.T) {
	for _, c := range []struct {
		text             string
		year, month, day int
	}{
		{"Abrió el 14 de diciembre de 2025.", 2025, 12, 14},
		{"Abrió el 14 de diciembre del 2025.", 2025, 12, 14},
		{"Abrirá el primero de mayo.", 0, 5, 1},
		{"Abrió en marzo de 2019.", 2019, 3, 0},
		{"Abrió en 2019.", 2019, 0, 0},
		{"Abrió el lunes 3 de junio.", 0, 6, 3},
		{"Habló Mayo Rivas.", 0, 0, 0},
	} {
		toks := tongue.Gloss(lang.Tokenize(c.text, 0), tongue.Unsaid)
		var d lang.Date
		if ds := lang.Dates(toks); len(ds) > 0 {
			d = ds[0]
			if said := c.text[toks[d.First].Start:toks[d.Last].End]; !strings.Contains(said, "de") && c.month > 0 || strings.HasSuffix(said, ".") {
				t.Errorf("%s: the date stands at %q", c.text, said)
			}
		}
		if d.Year != c.year || d.Month != c.month || d.Day != c.day {
			t.Errorf("%s: %d-%d-%d, want %d-%d-%d", c.text, d.Year, d.Month, d.Day, c.year, c.month, c.day)
		}
	}
}

func TestFigure(t *testing.T) {
	for v, want := range map[float64][2]string{
		330000: {"330,000", "330.000"}, 1234.5: {"1,234.5", "1.234,5"}, 12: {"12", "12"}, 0.5: {"0.5", "0,5"},
	} {
		if en, es := tongue.English.Figure(v), tongue.Spanish.Figure(v); en != want[0] || es != want[1] {
			t.Errorf("%v: %s and %s, want %v", v, en, es, want)
		}
	}
}

func TestSpanishFor(t *testing.T) {
	for en, want := range map[string]string{"resign": "renunció", "whale": "ballenas", "earthquake": "terremoto", "germany": "Alemania"} {
		found := false
		for _, es := range tongue.SpanishFor(lang.Stem(en)) {
			found = found || es == want
		}
		if !found {
			t.Errorf("%s: no %s among %v", en, want, tongue.SpanishFor(lang.Stem(en)))
		}
	}
}

// Every token of a gloss stands somewhere in the text, in its order.
func FuzzGloss(f *testing.F) {
	f.Add("El alcalde de EE. UU. no se reunió el 14 de mayo de 2020 con 1.234,5 y 1,5 mil millones de «niños».")
	f.Add("según según el la de del 1, 2.3,4 las 10.30")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		toks := tongue.Gloss(lang.Tokenize(text, 0), tongue.MarksOf(text))
		for _, k := range toks {
			if k.Start < last || k.End <= k.Start || k.End > len(text) {
				t.Fatalf("token %q at %d-%d after %d", k.Text, k.Start, k.End, last)
			}
			last = k.Start
		}
		lang.Quantities(toks, lang.Dates(toks))
	})
}
