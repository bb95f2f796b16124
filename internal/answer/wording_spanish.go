package answer

import (
	"strconv"
	"time"

	"secondsource/internal/answer/tongue"
)

var spanishWording = wording{
	language:    tongue.Spanish,
	silent:      "Los artículos no lo dicen.",
	noArticles:  "No hay artículos con los que responder.",
	lost:        "No se sabe a qué se refiere esta pregunta. Por favor, hágala entera.",
	courtesy:    "Aquí no hay ninguna pregunta que buscar.",
	part:        [4]string{"Sobre la primera parte de la pregunta los artículos no dicen nada.", "Sobre la segunda parte de la pregunta los artículos no dicen nada.", "Sobre la tercera parte de la pregunta los artículos no dicen nada.", "Sobre la última parte de la pregunta los artículos no dicen nada."},
	unknown:     "Los artículos dicen que no se sabe: ",
	disagree:    "Los artículos no coinciden.",
	disagreeing: "Los artículos no coinciden: ",
	stages:      "Lo previsto y lo hecho no coinciden: ",
	differing:   "Los artículos dan valores distintos: ",
	yes:         "Sí: ",
	no:          "No: ",
	planned:     "Solo como previsto%s: ",
	articleOf:   " (en un artículo del %s)",
	spelled:     " (también escrito %s)",
	according:   ", según ",
	earlier:     "; antes: ",
	also:        "; también se dice: ",
	ofDay:       " del ",
	latestFirst: "Lo más reciente va primero.",
	says:        " lo dice por su cuenta y no cita ninguna fuente",
	say:         " lo dicen por su cuenta y no citan ninguna fuente",
	notNamed:    " (sin nombrar)",
	and:         " y ",

	aside:     "La cifra más nueva que también se da no sustituye a las otras: es un límite que ellas respetan, o cuenta una parte.",
	ahead:     "Un valor se da como previsto o anunciado, otro como hecho.",
	spellings: "Los artículos escriben el nombre de distintas maneras: %s.",
	conflict: map[cause]string{
		becauseCopy:   "Son copias de una misma noticia que no coinciden: en una de ellas se cambió el valor.",
		becauseVoices: "Un artículo da los dos, en bocas distintas, y no dice cuál es el correcto.",
		"":            "Los artículos no coinciden, y nada en ellos dice cuál es el correcto.",
	},
	changed: map[cause]string{
		becauseCopy: "Una copia posterior de la misma noticia tiene otro valor: el más reciente va primero, el anterior lleva su fecha.",
		becauseTold: "Los artículos cuentan el cambio: lo más reciente va primero, lo anterior lleva su fecha.",
		"":          "El valor cambia de un día a otro: el más reciente va primero, los anteriores llevan su fecha.",
	},
	stage: "Un valor se da como previsto o anunciado, otro como hecho.",
	scope: map[cause]string{
		becausePeriod:  "Los valores se refieren a tiempos distintos, según dicen los artículos: compárelos antes de usar uno solo.",
		becausePlace:   "Los valores se refieren a lugares distintos, según dicen los artículos: compárelos antes de usar uno solo.",
		becauseGroup:   "Los valores cuentan grupos o cosas distintas, según dicen los artículos: compárelos antes de usar uno solo.",
		becauseCounted: "Los valores se cuentan hasta días distintos, o desde días distintos: cada uno vale para el día en que se dijo.",
		becauseBounds:  "Tal como están escritos, los valores pueden ser todos correctos, y dan imágenes distintas: un límite, un intervalo o una palabra aproximada no es un recuento.",
		becauseFalls:   "La cifra más nueva es la más baja, y un recuento así solo crece: cuentan cosas distintas, o una se corrigió.",
		becauseWords:   "Los artículos citan palabras distintas; léalas juntas antes de usar una sola.",
	},
	doneAndPlanned: "Según %s ya está hecho; según %s está previsto o anunciado.",
	onlyPlanned:    "Se da solo como previsto o anunciado, no como hecho.",
	singleSource:   "Solo un artículo del archivo lo dice.",
	sameOrigin:     "Estos artículos son una sola noticia en varias copias: cuentan como una fuente.",
	unsourced: [3]string{
		"El artículo no dice de dónde sale la cifra.",
		"Ninguno de los dos artículos dice de dónde sale la cifra.",
		"Ninguno de los artículos dice de dónde sale la cifra.",
	},
	silentOne:     "%s no dice de dónde sale la cifra.",
	silentMore:    "%s no dicen de dónde sale la cifra.",
	anonymous:     "No se nombra a quien se cita.",
	hedged:        "La cifra se da como aproximación o como límite, no como recuento.",
	undatedOne:    "No se sabe cuándo se publicó %s.",
	undatedMore:   "No se sabe cuándo se publicaron %s.",
	stale:         "Lo más reciente que lo respalda es anterior al límite fijado.",
	correctedOne:  "El artículo se corrigió después: %s.",
	correctedMore: "Los artículos se corrigieron después: %s.",

	fallback: map[string]string{
		whyHere:    "Esta respuesta se hizo sin el modelo, porque lo preguntado no debe salir de esta máquina.",
		whyHeld:    "Hay artículos que no deben enviarse al modelo: se leyeron sin él.",
		whyLate:    "El modelo no respondió a tiempo, así que esta respuesta se hizo sin él.",
		whyNoReply: "No se pudo preguntar al modelo, así que esta respuesta se hizo sin él",
		whyBroken:  "Lo que respondió el modelo no se pudo leer, así que esta respuesta se hizo sin él.",
		whyNothing: "El modelo no encontró respuesta en los pasajes; esta se encontró sin él.",
		whyDropped: "Nada de lo que dijo el modelo se pudo confirmar en los artículos, así que esta respuesta se hizo sin él.",
		whyPointed: "El modelo señala un pasaje del que no consta que responda a la pregunta: está entre lo más cercano.",
		whyOther:   "El modelo toma otra cosa por la respuesta, y no se pudo confirmar, así que esta respuesta se hizo sin él.",
		whyBudget:  "La pregunta no deja sitio para pasajes en lo que se puede enviar al modelo, así que esta respuesta se hizo sin él.",
	},
	reasons: spanishReasons,

	date: func(t time.Time) string {
		return strconv.Itoa(t.Day()) + " de " + tongue.Month(t.Month()) + " de " + strconv.Itoa(t.Year())
	},
}

// spanishReasons are the texts of package model's errors.
var spanishReasons = [][2]string{
	{"the model's server cannot be reached", "no se llega al servidor del modelo"},
	{"the model's server refuses the key", "el servidor del modelo rechaza la clave"},
	{"the model's server is busy", "el servidor del modelo está ocupado"},
	{"the model did not answer in time", "el modelo no respondió a tiempo"},
	{"the model's server does not have the model", "el servidor no tiene el modelo"},
	{"what was asked is longer than the model can read", "lo preguntado es más largo de lo que el modelo puede leer"},
	{"the model's server sent what is no reply", "lo que envió el servidor del modelo no es una respuesta"},
	{"the model's server could not answer", "el servidor del modelo no pudo responder"},

	{"it is too long, and was cut off", "es demasiado larga, y se cortó"},
	{"this name is not this machine's; nothing was sent", "este nombre no es el de esta máquina; no se envió nada"},
	{"it redirects elsewhere, which is not followed: set the base URL to where the API is", "redirige a otro sitio, y eso no se sigue: ponga como URL base la dirección de la API"},
	{"no time is left to try again", "no queda tiempo para otro intento"},
	{"it asks to wait", "pide esperar"},
	{"longer than this call may take", "más de lo que puede durar esta llamada"},
	{"it is not what this API replies", "no es lo que responde esta API"},
	{"this name is not known here", "aquí no se conoce este nombre"},
	{"its certificate is not to be trusted", "su certificado no es de fiar"},
	{"it does not speak https", "no habla https"},
	{"nothing listens there", "nadie atiende allí"},
	{"it broke off the connection", "cortó la conexión"},
	{"the connection failed", "la conexión falló"},
	{"the account has no credit left", "la cuenta no tiene saldo"},
	{"the API is not at this address; most base URLs end in /v1", "la API no está en esta dirección; casi todas las URL base terminan en /v1"},
	{"it does not take the request", "no acepta la petición"},
	{"there is no choice in it", "no contiene nada"},
	{"the model declines", "el modelo se niega"},
	{"a filter of the server withholds it", "un filtro del servidor la retiene"},
	{"status ", "estado "},
}
