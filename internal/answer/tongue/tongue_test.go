package tongue_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondsource/internal/answer/tongue"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		text string
		want tongue.Language
	}{
		{"¿Cuántos barcos hay en el puerto?", tongue.Spanish},
		{"¿y en Perú?", tongue.Spanish},
		{"¿Desde cuándo?", tongue.Spanish},
		{"quien es el presidente de Peru", tongue.Spanish},
		{"cuando renuncio la ministra", tongue.Spanish},
		{"cuantos heridos hubo en Lima", tongue.Spanish},
		{"numero de muertos por el huracan", tongue.Spanish},
		{"Ha declarado el gobierno la alarma?", tongue.Spanish},
		{"En Chile, ¿quién gobierna?", tongue.Spanish},
		{"¿Quién dirige The Harbour Post?", tongue.Spanish},

		{"how many undocumented migrants are in Chile?", tongue.English},
		{"Who is the mayor of Los Angeles?", tongue.English},
		{"Who wrote El amor en los tiempos del cólera?", tongue.English},
		{"What did José María de la Torre say?", tongue.English},
		{"Did Él win in Las Vegas?", tongue.English},
		{"Las Vegas shooting death toll", tongue.English},
		{"El Niño", tongue.English},
		{"¿Who is the president?", tongue.English},
		{"no", tongue.English},
		{"", tongue.English},
		{"???", tongue.English},
		{"quem é o presidente do Brasil?", tongue.English},
		{"quando foi a eleição no Brasil?", tongue.English},
		{"chi è il presidente della repubblica?", tongue.English},
		{"qui est le président de la France?", tongue.English},
		{"wie viele Menschen leben in Chile?", tongue.English},
	} {
		if got := tongue.Of(c.text); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestOfText(t *testing.T) {
	for _, c := range []struct {
		text string
		want tongue.Language
	}{
		{"El puerto de Arenal Gris quedó cerrado el martes por la tormenta, según el municipio, y los barcos no pudieron salir de la bahía.", tongue.Spanish},
		{"The port of Arenal Gris was closed on Tuesday because of the storm, the town said, and the boats could not leave the bay.", tongue.English},
		{"O porto de Arenal Gris foi fechado na terça-feira por causa da tempestade, e os barcos não saíram da baía.", tongue.English},
		{"“Vamos a salir”, said the harbour master of Arenal Gris, who has run the port for ten years and knows its boats.", tongue.English},
		{"Lima", tongue.English},
		{"", tongue.English},
	} {
		if got := tongue.OfText(c.text); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

// No English question of the project's own is taken for Spanish, whatever it
// names, and every Spanish one is known.
func TestOfQuestions(t *testing.T) {
	files, err := filepath.Glob("../../eval/testdata/*.jsonl")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files of questions: %v", len(files), err)
	}
	for _, path := range files {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := tongue.English
		if filepath.Base(path) == "spanish.jsonl" {
			want = tongue.Spanish
		}
		for line := range strings.Lines(string(file)) {
			var q struct{ Question, Claim string }
			if json.Unmarshal([]byte(line), &q) != nil {
				continue // a line of another shape
			}
			for _, text := range []string{q.Question, q.Claim} {
				want := want
				if strings.HasPrefix(text, "¿") {
					want = tongue.Spanish // of a conversation
				}
				if text != "" && tongue.Of(text) != want {
					t.Errorf("%s: %q is taken for %s", filepath.Base(path), text, tongue.Of(text))
				}
			}
		}
	}
}
