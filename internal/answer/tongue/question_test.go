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

		// A subject that Spanish drops is a pronoun: somebody, something, several.
		{"¿Por qué dimitió?", "Why did he resign?"},
		{"¿Dónde nació?", "Where was he born?"},
		{"¿Estaba casado?", "Was he married?"},
		{"¿Estaba casada?", "Was she married?"},
		{"¿Cuándo fue detenida?", "When was she arrested?"},
		{"¿Cuándo fue elegida presidenta?", "When was she elected president?"},
		{"¿Es médica?", "Is she a doctor?"},
		{"¿Desde cuándo es presidente de Chile?", "Since when is he president of Chile?"},
		{"¿Por qué se van?", "Why do they leave?"},
		{"¿De dónde vienen?", "Where do they come from?"},
		{"¿Qué dijo?", "What did he say?"},
		{"¿Qué más dijo?", "What else did he say?"},
		{"¿De qué se le acusa?", "What is he accused of?"},
		{"¿Quién es?", "Who is he?"},
		{"¿Quién es su marido?", "Who is her husband?"},
		{"¿Qué premio ganó?", "Which prize did he win?"},
		{"¿Cuándo firmó el acuerdo?", "When did he sign the agreement?"},
		{"¿Cuándo firmó la empresa el acuerdo?", "When did the company sign the agreement?"},
		{"¿Cuándo ganó el equipo?", "When did the team win?"},
		{"¿Es cierto que dimitió?", "Is it true that he resigned?"},
		{"¿Cuándo empezó?", "When did it begin?"},
		{"¿Está cerrada?", "Is it closed?"},
		{"¿Cuándo volverán?", "When will they return?"},
		{"¿Adónde fue?", "Where did he go?"},
		{"Cuanta gente murio", "How many people died"},
		{"¿Cuánta gente mató el huracán?", "How many people did the hurricane kill?"},
		{"¿Cuántos hijos tiene?", "How many children does he have?"},
		{"¿Cuántos habitantes tiene?", "How many inhabitants does it have?"},
		{"¿Por qué abandonó su ruta el ferry?", "Why did the ferry leave its route?"},

		// Who did it need not be said.
		{"¿A quién detuvieron?", "Who was arrested?"},
		{"¿Dónde lo detuvieron?", "Where was he arrested?"},
		{"¿Cuándo la abrirán?", "When will it be opened?"},
		{"¿Dónde encontraron el cuerpo?", "Where was the body found?"},
		{"¿Cuándo encontraron a la niña?", "When was the child found?"},
		{"¿Cuándo se casaron el rey y la reina?", "When did the king and the queen marry?"},
		{"¿A cuántos pasajeros detuvieron en el puerto?", "How many passengers were arrested in the port?"},
		{"¿Cuánto le pagaron?", "How much was he paid?"},

		// Objects.
		{"¿Quién lo anunció?", "Who announced it?"},
		{"¿Quién la nombró?", "Who appointed her?"},
		{"¿Quién los rescató?", "Who rescued them?"},
		{"¿Quién le disparó?", "Who shot him?"},
		{"¿Quién va a sustituirla?", "Who will replace her?"},
		{"¿Por qué las empresas los despidieron?", "Why did the companies fire them?"},
		{"¿Por qué la ayuda no llegó?", "Why did the aid not arrive?"},
		{"¿A quién despidió Rosa Blanco?", "Who did Rosa Blanco fire?"},
		{"¿Quién te lo dijo?", "Who said so?"},
		{"¿Qué le pasó?", "What happened to him?"},
		{"¿Qué le dijo el rey a la reina?", "What did the king say to the queen?"},

		// What a verb means with the words beside it.
		{"¿Quién sucedió a Rosa Blanco?", "Who succeeded Rosa Blanco?"},
		{"¿Quién la sucedió?", "Who succeeded her?"},
		{"¿Cuándo sucedió Rosa Blanco a Iker Paz?", "When did Rosa Blanco succeed Iker Paz?"},
		{"¿Qué le sucedió a Rosa Blanco?", "What happened to Rosa Blanco?"},
		{"¿Cuándo sucedió el accidente?", "When did the accident happen?"},
		{"¿A quién ganó?", "Who did he beat?"},
		{"¿Dónde tocó tierra el huracán?", "Where did the hurricane make landfall?"},
		{"¿Cuándo entra en vigor la ley?", "When does the law take effect?"},
		{"¿Cuándo asumió el cargo?", "When did he take office?"},
		{"¿Sigue en el cargo Rosa Blanco?", "Is Rosa Blanco still in office?"},
		{"¿Sigue Rosa Blanco en el cargo?", "Is Rosa Blanco still in office?"},
		{"¿Sigue vivo el rey?", "Is the king still alive?"},
		{"¿Sigue investigando la policía?", "Is the police still investigating?"},
		{"¿Sigue siendo alcaldesa Rosa Blanco?", "Is Rosa Blanco still mayor?"},
		{"¿Sigue la huelga?", "Does the strike continue?"},
		{"¿Cuántas personas siguen desaparecidas?", "How many people are still missing?"},
		{"¿Todavía está en la cárcel?", "Is he still in prison?"},
		{"¿Ya ha dimitido Rosa Blanco?", "Has Rosa Blanco already resigned?"},
		{"¿Dónde se encontró el cuerpo?", "Where was the body found?"},
		{"¿Dónde se encuentra el museo?", "Where is the museum?"},
		{"¿Quién ganó el partido?", "Who won the match?"},
		{"¿Qué partido ganó las elecciones?", "Which party won the elections?"},
		{"¿Cuántos goles marcó el equipo en el partido?", "How many goals did the team score in the match?"},
		{"¿Cuándo viajarán a la Luna?", "When will they travel to the moon?"},
		{"¿Qué dijo Luna?", "What did Luna say?"},
		{"¿Qué dijo Rosa Blanco de Iker Paz?", "What did Rosa Blanco say about Iker Paz?"},
		{"¿A qué distancia está Tacna de Lima?", "How far is Tacna from Lima?"},
		{"¿Cuándo compró Rosa Blanco Aeronor?", "When did Rosa Blanco buy Aeronor?"},
		{"¿Quién es el alguacil del condado de Salby?", "Who is the sheriff of Salby County?"},
		{"¿Hay vacuna contra el dengue?", "Is there a vaccine against the dengue?"},
		{"¿Hay electricidad en la isla?", "Is there electricity in the island?"},
		{"¿Hubo testigos?", "Were there witnesses?"},
		{"¿Por qué no hay luz?", "Why is there no light?"},
		{"¿Por qué no?", "Why not?"},

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
		{"¿Cuántas veces ha sido detenido?", "How many times has he been arrested?"},
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

// A translation is to be trusted where the book knows most of the words.
func TestSure(t *testing.T) {
	for _, c := range []struct {
		es   string
		sure bool
	}{
		{"¿Cuándo renunció Rosa Blanco?", true},
		{"¿Quién robó el zutrón?", true}, // one word takes nothing from the others
		{"¿Dónde está Rosa Blanco?", true},
		{"¿Por qué no?", true},
		{"¿Cuánto mide la torre de la iglesia que se hundió en el zutrón de los grumetos?", true},
		{"¿Quién zutró los grumetos?", false},
		{"¿Cuándo dejó de grumetear el zutrón?", false},
	} {
		if got := tongue.Sure(c.es); got != c.sure {
			t.Errorf("%s: %v (%s)", c.es, got, tongue.Question(c.es))
		}
	}
}

func FuzzQuestion(f *testing.F) {
	f.Add("¿Cuántos días les dio el juez a los vecinos para irse de la isla?")
	f.Add("y ¿de quién? ¿y qué del de la y el o que se no")
	f.Add("¿Sigue la su de Luna en el cargo y se le los lo la ha seguido a quién?")
	f.Add("¿1.234,5 de de de 14 de mayo de 2020 y y y")
	f.Fuzz(func(t *testing.T, text string) {
		got := tongue.Question(text)
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Fatalf("%q: no text any more: %q", text, got)
		}
		tongue.Sure(text)
		tongue.Of(text)
		tongue.OfText(text)
	})
}
