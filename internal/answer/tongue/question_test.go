package tongue_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"secondsource/internal/answer/tongue"
)

func TestQuestion(t *testing.T) {
	for _, c := range []struct{ es, en string }{
		// When, where, why, how: the subject goes between the verb's parts.
		{"¿Cuándo renunció el alcalde de Lima?", "When did the mayor of Lima resign?"},
		{"¿Cuándo renunció Rosa Blanco?", "When did Rosa Blanco resign?"},
		{"cuando renuncio rosa", "When did rosa resign"},
		{"¿Cuándo nació la cantante?", "When was the singer born?"},
		{"¿Cuándo volverá a abrir el aeropuerto?", "When will the airport open again?"},
		{"¿Desde cuándo?", "Since when?"},
		{"¿Dónde se celebró la cumbre?", "Where did the summit take place?"},
		{"donde esta el presidente", "Where is the president"},
		{"¿De dónde huyeron los refugiados?", "Where did the refugees flee from?"},
		{"¿Por qué no sonaron las sirenas?", "Why did the sirens not sound?"},
		{"¿Por qué las sirenas no sonaron?", "Why did the sirens not sound?"},
		{"¿Por qué fue cancelado el concierto?", "Why was the concert canceled?"},
		{"¿Cómo se identifican los cuerpos de las víctimas?", "How are the bodies of the victims identified?"},
		{"¿Cómo se llama el barco?", "What is the name of the ship?"},

		{"¿Cuándo renunció la ministra de Transporte, Irene Falk?", "When did the transport minister Irene Falk resign?"},

		{"¿Cuándo se entregó el informe?", "When was the report delivered?"},
		{"¿Cuándo se entregó el sospechoso?", "When did the suspect surrender?"},
		{"¿Dónde nombró la reina ministra a Irene Falk?", "Where did the queen appoint minister Irene Falk?"},
		{"¿Cuántas personas caben en el barco?", "How many people fit in the ship?"},

		// Who and what: subject or object.
		{"¿Quién ganó las elecciones en Brasil?", "Who won the elections in Brazil?"},
		{"¿Quién fue detenido por el robo?", "Who was arrested for the robbery?"},
		{"¿Quién reemplazó al ministro?", "Who replaced the minister?"},
		{"¿A quién nombró el presidente como ministro de Defensa?", "Who did the president appoint as defense minister?"},
		{"¿Contra quién compite el candidato?", "Who does the candidate compete against?"},
		{"¿Quién lo dice?", "Who says so?"},
		{"¿Quiénes son los acusados?", "Who are the defendants?"},
		{"¿Qué causó el incendio?", "What caused the fire?"},
		{"¿Qué pasó con el avión?", "What happened to the plane?"},
		{"¿Qué dijo la ministra sobre la huelga?", "What did the minister say about the strike?"},
		{"¿Qué empresa compró la aerolínea?", "Which company bought the airline?"},
		{"¿Qué cargo ocupa Juan Pérez?", "Which post does Juan Pérez hold?"},
		{"¿Qué vacuna se usa contra el dengue?", "Which vaccine is used against the dengue?"},
		{"¿Qué le pasó al exgobernador?", "What happened to the former governor?"},
		{"¿En qué año se fundó la universidad?", "In which year was the university founded?"},
		{"¿Cuál es la población de Colombia?", "What is the population of Colombia?"},
		{"¿Cuáles son los síntomas de la enfermedad?", "What are the symptoms of the disease?"},

		// How many, how much.
		{"¿Cuántos pasajeros resultaron heridos en el ferry?", "How many passengers were injured in the ferry?"},
		{"¿Cuántas personas viven en Ecuador?", "How many people live in Ecuador?"},
		{"¿Cuántos migrantes indocumentados hay en Francia?", "How many undocumented migrants are there in France?"},
		{"En Francia, ¿cuántos migrantes hay?", "How many migrants are there in France?"},
		{"¿Cuántas casas destruyó el incendio?", "How many houses did the fire destroy?"},
		{"¿Cuántas dosis de la vacuna se han distribuido?", "How many doses of the vaccine have been distributed?"},
		{"¿Cuántos empleos va a recortar la empresa en Alemania?", "How many jobs will the company cut in Germany?"},
		{"¿Cuántos muertos dejó el terremoto?", "How many people were killed in the earthquake?"},
		{"¿Cuántos desaparecidos hay?", "How many people are missing?"},
		{"¿Cuánta ayuda envió España?", "How much aid did Spain send?"},
		{"¿Cuántas veces ha sido detenido?", "How many times has it been arrested?"},
		{"¿Cuántas personas perdieron su casa?", "How many people lost their house?"},
		{"¿Cuánto costó el puente nuevo?", "How much did the new bridge cost?"},
		{"¿Cuánto dinero ha recaudado el fondo?", "How much money has the fund raised?"},
		{"¿A cuánto ascienden las pérdidas?", "How much are the losses?"},
		{"¿Cuánto duró el vuelo?", "How long did the flight last?"},
		{"¿Cuánto tiempo estuvo cerrado el puente?", "How long was the bridge closed?"},
		{"¿Cuánto mide la torre?", "How tall is the tower?"},
		{"¿Cuántos años tiene la gobernadora?", "How old is the governor?"},
		{"¿Qué edad tiene Rosa Blanco?", "How old is Rosa Blanco?"},

		// Yes or no.
		{"¿Ha renunciado el jefe de la policía?", "Has the police chief resigned?"},
		{"¿Renunció la directora del hospital?", "Did the director of the hospital resign?"},
		{"¿El alcalde renunció?", "Did the mayor resign?"},
		{"¿Está abierto el aeropuerto?", "Is the airport open?"},
		{"¿Es cierto que murió el rey?", "Is it true that the king died?"},
		{"¿Hay heridos?", "Are there injured?"},
		{"¿Pueden regresar los vecinos?", "Can the residents return?"},

		// More than one, less than one, other forms.
		{"¿Quién es el gobernador de Tacna y cuántos años tiene?", "Who is the governor of Tacna and how old is he?"},
		{"¿Cuándo abrió el túnel? ¿Cuánto costó?", "When did the tunnel open and how much did it cost?"},
		{"¿Y en Perú?", "And in Peru?"},
		{"y en peru?", "And in Peru?"},
		{"numero de muertos por el huracan", "Death toll from the hurricane"},
		{"Por favor, ¿cuándo abre el museo?", "When does the museum open?"},
		{"¿Me puedes decir cuándo abre el museo?", "When does the museum open?"},

		// Figures, dates, places, names.
		{"¿Quién compró los 1.234 autos?", "Who bought the 1,234 cars?"},
		{"¿Quién pagó 1,5 millones de euros?", "Who paid 1.5 million euros?"},
		{"¿Qué pasó el 14 de diciembre de 2025?", "What happened 14 December 2025?"},
		{"¿Cuántos soldados envió Estados Unidos a Sudáfrica?", "How many soldiers did United States send to South Africa?"},
		{"¿Cuándo dimitió el primer ministro británico?", "When did the British prime minister resign?"},
		{"¿Qué dijo Francia Márquez?", "What did Francia Márquez say?"},
		{"¿Cuándo se firmó el acuerdo de paz?", "When was the peace deal signed?"},

		// What no book knows goes over as it is.
		{"¿Quién robó el zutrón?", "Who stole the zutrón?"},
		{"¿Cuándo se privatizó la aerolínea?", "When was the airline privatized?"},
	} {
		if got := tongue.Question(c.es); got != c.en {
			t.Errorf("%s\n got %s\nwant %s", c.es, got, c.en)
		}
	}
}

// A question keeps its figures and the words that name something.
func TestQuestionKeepsNames(t *testing.T) {
	for _, name := range []string{"Rosa Blanco", "Luis de la Fuente", "Iker Casado", "Mauricio Paz", "Apollo 11", "The Harbour Post", "O'Leary"} {
		for _, q := range []string{"¿Cuándo renunció NAME?", "¿Quién es NAME?", "¿Qué dijo NAME sobre la guerra?", "¿Por qué fue detenido NAME?"} {
			if got := tongue.Question(strings.ReplaceAll(q, "NAME", name)); !strings.Contains(got, name) {
				t.Errorf("%s: %s", strings.ReplaceAll(q, "NAME", name), got)
			}
		}
	}
}

func FuzzQuestion(f *testing.F) {
	f.Add("¿Cuántos días les dio el juez a los vecinos para irse de la isla?")
	f.Add("y ¿de quién? ¿y qué del de la y el o que se no")
	f.Add("¿1.234,5 de de de 14 de mayo de 2020 y y y")
	f.Fuzz(func(t *testing.T, text string) {
		got := tongue.Question(text)
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Fatalf("%q: no text any more: %q", text, got)
		}
		tongue.Of(text)
		tongue.OfText(text)
	})
}
