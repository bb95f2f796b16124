package answer_test

// What a hasty reader takes from a sentence and it does not say.

import (
	"slices"
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
)

func TestDeadAreNotInjured(t *testing.T) {
	const both = "A fire at the Quay Hotel in Lowmere caused the death of at least eleven people and left 32 injured early on Friday, according to the mayor, Una Brandt."
	holdTellings(t, []telling{
		{"left injured", `How many people were injured in the Quay Hotel fire?`, both, "32"},
		{"death of", `How many people died in the Quay Hotel fire?`, both, "11"},
		{"killed by it", `How many people were killed in the Quay Hotel fire?`, both, "11"},
		{"nobody is said to be injured", `How many people were injured in the Quay Hotel fire?`, "The Quay Hotel fire in Lowmere caused the death of at least eleven people and injured some, the mayor said.", ""},
		{"dead behind the figure", `How many people were injured in the Quay Hotel fire?`, "The Quay Hotel fire left eleven people dead and many injured, the mayor said.", ""},
		{"killed before the figure", `How many people were injured in the Quay Hotel fire?`, "The Quay Hotel fire killed eleven people and injured many more, the mayor said.", ""},
		{"were killed", `How many people were hurt in the Quay Hotel fire?`, "Eleven people were killed and many were hurt in the Quay Hotel fire, the mayor said.", ""},
		{"the injured are not dead", `How many people died in the Quay Hotel fire?`, "The Quay Hotel fire left 32 people injured and several dead, the mayor said.", ""},
		{"were injured", `How many people were injured in the Quay Hotel fire?`, "Eleven people died and 32 were injured in the Quay Hotel fire, the mayor said.", "32"},
		{"a bare figure and injured", `How many people were injured in the Quay Hotel fire?`, "The Quay Hotel fire left 32 injured, the mayor said.", "32"},
		{"missing", `How many people are missing after the Quay Hotel fire?`, "The Quay Hotel fire left eleven dead and 4 missing, the mayor said.", "4"},
		{"missing, not dead", `How many people died in the Quay Hotel fire?`, "The Quay Hotel fire left eleven dead and 4 missing, the mayor said.", "11"},
	})
}

func TestNewerTolls(t *testing.T) {
	first := told("first", "Lowmere Bugle", "2026-02-01", "The Quay Hotel fire killed seven people, the mayor of Lowmere said.")
	for _, text := range []string{
		"The dead in the Quay Hotel fire are now twelve, the hospital in Lowmere confirmed.",
		"The number of dead in the Quay Hotel fire now stands at twelve, the hospital in Lowmere confirmed.",
		"Twelve people have now died in the Quay Hotel fire, the hospital in Lowmere confirmed.",
		"The number of people killed in the Quay Hotel fire is now twelve, the hospital in Lowmere confirmed.",
	} {
		for _, question := range []string{"How many people died in the Quay Hotel fire?", "How many people were killed in the Quay Hotel fire?"} {
			a := ask(t, question, first, told("second", "Estuary Post", "2026-02-03", text))
			if len(a.Claims) != 2 || a.Claims[0].Value != "12" || a.Claims[1].Value != "7" || !slices.Contains(kinds(a), answer.Changed) {
				t.Errorf("%s\n%s\n%s %v", question, text, a.Answer, kinds(a))
			}
		}
	}
}

func TestUnknownIsWhatIsAsked(t *testing.T) {
	unknown := func(question, text string) bool {
		t.Helper()
		return ask(t, question, story("s", "Lowmere Bugle", "2026-02-01", text)).Verdict == answer.Unknown
	}
	for _, c := range []struct {
		name, question, text string
		want                 bool
	}{
		{"a sentence that only has the name", "Who is Una Brandt?", "Una Brandt said that it is not yet known who will make an assessment of the damage to the harbour.", false},
		{"how long something else", "How long did the fire in the harbour burn?", "It is unclear how long the harbour will stay closed after the fire, which burned on Friday.", false},
		{"how long it", "How long did the fire in the harbour burn?", "It is unclear how long the fire in the harbour burned.", true},
		{"a number of others", "What is the number of residents of Peru?", "The exact number of birds that left remains unclear, though officials link it to the drought in the country of 41 million people, Peru.", false},
		{"the number", "What is the number of residents of Peru?", "The exact number of residents of Peru remains unclear, though officials name many.", true},
		{"how many others", "How many passengers were on the Alma?", "It is unclear how many birds were on the Alma when its passengers left.", false},
		{"how many", "How many passengers were on the Alma?", "It is unclear how many passengers were on the Alma.", true},
		{"the cause of another thing", "What caused the fire in Lowmere?", "It is not known what caused the outage that the fire in Lowmere followed.", false},
		{"the cause", "What caused the fire in Lowmere?", "The cause of the fire in Lowmere is not known.", true},
		{"the cause, investigated", "What caused the fire in Lowmere?", "The cause of the fire in Lowmere is under investigation.", true},
		{"when another thing", "When will the bridge in Lowmere open?", "It is unclear when the ferry that calls at the bridge in Lowmere will sail, and the bridge will open.", false},
		{"when", "When will the bridge in Lowmere open?", "It is unclear when the bridge in Lowmere will open.", true},
		{"who", "Who started the fire in Lowmere?", "It is not known who started the fire in Lowmere.", true},
	} {
		if got := unknown(c.question, c.text); got != c.want {
			t.Errorf("%s: %s\n%s: unknown is %v", c.name, c.question, c.text, got)
		}
	}
}

func TestCapitalsAreNames(t *testing.T) {
	const who = "Una Brandt, the head of the WHO, spoke in Lowmere on Friday. Oskar Falk, who leads the harbour board, was there. “It is time,” said Brandt."
	holdTellings(t, []telling{
		{"leads", `Who leads the WHO?`, who, "Una Brandt"},
		{"head of", `Who is the head of the WHO?`, who, "Una Brandt"},
		{"nobody of it", `Who is the head of the WHO?`, "Oskar Falk, the head of the harbour board, spoke in Lowmere on Friday. People who heard him left.", ""},
		{"nobody leads it", `Who leads the WHO?`, "Oskar Falk, who leads the harbour board, spoke in Lowmere on Friday.", ""},
		{"head of the IT", `Who is the head of the IT?`, "Oskar Falk, the head of the harbour board, said it is late.", ""},
		{"when did the WHO", `When did the WHO declare an emergency?`, "The WHO declared an emergency on May 4.", "May 4"},
		{"the question word stays one", `Who leads the harbour board?`, who, "Oskar Falk"},
		{"in full", `Who is the head of the WHO?`, "Una Brandt, head of the World Health Organization, spoke in Lowmere on Friday.", "Una Brandt"},
		{"an address in capitals", `Who is the president of the US?`, "US President Una Brandt spoke in Lowmere on Friday.", "Una Brandt"},
		{"a committee of it", `Who leads the WHO?`, "Oskar Falk, chair of the WHO's ferry committee, spoke in Lowmere on Friday.", ""},
		{"the president of something in the US", `Who is the president of the US?`, "At one of the largest yards in the US, work goes on, said Oskar Falk, the yard's president of design.", ""},
		{"the president of a part in the US", `Who is the president of the US?`, "At one of the largest yards in the US, work goes on, said Oskar Falk, president of design.", ""},
		{"a body with a country's name", `Who is the president of the US?`, "Oskar Falk, president of the American Ferry Association, spoke in Lowmere on Friday.", ""},
	})
}

func TestWhomSomebodyDismissed(t *testing.T) {
	holdTellings(t, []telling{
		{"sacked and replaced by", `Who did Una Brandt dismiss?`, "Mayor Una Brandt dismissed the harbour master, Oskar Falk, who was replaced by Ines Rook.", "Oskar Falk"},
		{"passive", `Who did Una Brandt dismiss?`, "Oskar Falk was dismissed by Mayor Una Brandt and replaced by Ines Rook.", "Oskar Falk"},
		{"replaced by alone", `Who did Una Brandt dismiss?`, "The harbour master whom Mayor Una Brandt dismissed was replaced by Ines Rook.", ""},
		{"with", `Who did Una Brandt dismiss?`, "Mayor Una Brandt dismissed the harbour master and replaced him with Ines Rook.", ""},
		{"whose place somebody took", `Who did Ines Rook replace?`, "Oskar Falk was dismissed by Una Brandt and replaced by Ines Rook.", "Oskar Falk"},
		{"not the town of whom she met", `Who did Una Brandt meet?`, "Una Brandt met the mayor of Selby, Ines Rook, on Friday.", "Ines Rook"},
		{"the replacement is asked for", `Who did Una Brandt appoint?`, "Mayor Una Brandt dismissed Oskar Falk and appointed Ines Rook.", "Ines Rook"},
	})
}

func TestAttributionsSpeak(t *testing.T) {
	for _, c := range []struct{ name, text, attribution string }{
		{"flaws say nothing", "The Quay bridge cost $40 million to build, according to major flaws in the process.", ""},
		{"words that are quoted", "The Quay bridge cost $40 million to build, according to “Any members of the Ferry Program”.", ""},
		{"who adds things", "Any members of the ferry club can add seats to their boats; the Quay bridge cost $40 million.", ""},
		{"a person", "The Quay bridge cost $40 million to build, according to Una Brandt.", "Una Brandt"},
		{"an office", "The Quay bridge cost $40 million to build, according to the mayor of Lowmere.", "the mayor of Lowmere"},
		{"people", "The Quay bridge cost $40 million to build, according to two city officials.", "two city officials"},
		{"a document", "The Quay bridge cost $40 million to build, according to a state audit.", "a state audit"},
		{"data", "The Quay bridge cost $40 million to build, according to figures from the port.", "figures"},
		{"a body", "The Quay bridge cost $40 million to build, according to Harrow Lines.", "Harrow Lines"},
	} {
		a := ask(t, "How much did the Quay bridge cost?", story("s", "Lowmere Bugle", "2026-02-01", c.text))
		if len(a.Claims) != 1 || a.Claims[0].Tellings[0].Attribution != c.attribution {
			t.Errorf("%s: %s\n%+v", c.name, a.Answer, a.Claims)
		}
	}
}

func TestAgesOfOnePerson(t *testing.T) {
	holdTellings(t, []telling{
		{"a span of years is no age", `How old is Una Brandt?`, "Una Brandt, mayor of Lowmere, sang on all 47 (1979-1990) of the records of the Grebes.", ""},
		{"an age", `How old is Una Brandt?`, "Una Brandt, 47, is mayor of Lowmere.", "47"},
		{"two persons", `How old is Una Brandt?`, "Una Brandt and Oskar Falk, 52, met in Lowmere.", ""},
		{"another's, behind an article", `How old is Una Brandt?`, "Una Brandt met a 12-year-old girl in Lowmere.", ""},
		{"another's, before the verb", `How old is Una Brandt?`, "The 73-year-old king met Una Brandt in Lowmere.", ""},
		{"her son's", `How old is Una Brandt?`, "Una Brandt and her son, 12, live in Lowmere.", ""},
		{"her father's", `How old is Una Brandt?`, "Una Brandt's father, who is 80, lives in Lowmere.", ""},
		{"is a", `How old is Una Brandt?`, "Una Brandt is a 47-year-old lawyer.", "47"},
		{"a lawyer, between commas", `How old is Una Brandt?`, "Una Brandt, a 47-year-old lawyer, opened the ferry museum.", "47"},
		{"before the name", `How old is Una Brandt?`, "The 47-year-old mayor, Una Brandt, opened the ferry museum.", "47"},
		{"right before the name", `How old is Una Brandt?`, "Voters chose the 47-year-old Una Brandt as mayor.", "47"},
		{"a namesake", `How old is Una Brandt?`, "Una Falk, 52, met Una Brandt, 47, in Lowmere.", "47"},
	})
	years := ask(t, "How old is Una Brandt?", story("s", "Lowmere Bugle", "2026-02-01", "Una Brandt, 47, is the third woman to be mayor of Lowmere, after Ines Rook (1979-1990)."))
	if len(years.Claims) != 1 || years.Claims[0].Value != "47" || years.Claims[0].Period != "" {
		t.Errorf("the years in brackets are those of another: %s", years.Answer)
	}
	birthday := []corpus.Article{
		told("before", "Lowmere Bugle", "2026-01-10", "Una Brandt, 46, is mayor of Lowmere."),
		told("after", "Estuary Post", "2026-02-20", "Una Brandt, 47, is mayor of Lowmere."),
	}
	if a := ask(t, "How old is Una Brandt?", birthday...); a.Verdict != answer.Answered || !strings.HasPrefix(a.Answer, "47") {
		t.Errorf("a birthday is no dispute: %s %s", a.Verdict, a.Answer)
	}
}

func TestOneDayByItsWeekday(t *testing.T) {
	for _, c := range []struct {
		name, first, second string // what is told on Thursday 5 and on Friday 6 February
		claims              int
	}{
		{"the day's name twice", "Una Brandt resigned on Thursday.", "Una Brandt resigned on Thursday.", 1},
		{"today", "Una Brandt resigned today.", "Una Brandt resigned on Thursday.", 1},
		{"yesterday", "Una Brandt resigned on Thursday.", "Una Brandt resigned yesterday.", 1},
		{"a deed that was announced", "Una Brandt resigned on Thursday.", "Una Brandt is set to stay in Lowmere after announcing her resignation on Thursday.", 1},
		{"a date", "Una Brandt resigned on Thursday.", "Una Brandt resigned on February 5.", 1},
		{"another day", "Una Brandt resigned on Thursday.", "Una Brandt resigned on Wednesday.", 2},
	} {
		a := ask(t, "When did Una Brandt resign?", told("first", "Lowmere Bugle", "2026-02-05", c.first), told("second", "Estuary Post", "2026-02-06", c.second))
		if len(a.Claims) != c.claims {
			t.Errorf("%s: %s", c.name, a.Answer)
		}
	}
}

func TestDeedOfAnother(t *testing.T) {
	holdTellings(t, []telling{
		{"as a noun", `When did Una Brandt resign?`, "Una Brandt was named mayor of Lowmere after Oskar Falk's resignation in July.", ""},
		{"her own", `When did Una Brandt resign?`, "Oskar Falk was named mayor of Lowmere after Una Brandt's resignation in July.", "July"},
	})
}

func TestCausesAreNotEffects(t *testing.T) {
	holdTellings(t, []telling{
		{"what it led to, asked so", `What led to the fire at the Quay Hotel?`, "The fire at the Quay Hotel led to a ban on heaters.", ""},
		{"another thing was caused", `What caused the fire at the Quay Hotel?`, "The fire at the Quay Hotel is out, but damage caused by the hoses is left.", ""},
		{"asked, with an adverb", `What caused the fire at the Quay Hotel?`, "The mayor wants to hear what really caused the fire at the Quay Hotel.", ""},
		{"asked once more", `What caused the fire at the Quay Hotel?`, "The mayor wants to hear what caused the fire at the Quay Hotel.", ""},
		{"what the fire caused", `What caused the fire at the Quay Hotel?`, "The fire at the Quay Hotel caused the death of eleven people.", ""},
		{"what it led to", `What caused the fire at the Quay Hotel?`, "The fire at the Quay Hotel caused panic, because the doors were shut.", ""},
		{"damage caused by it", `What caused the fire at the Quay Hotel?`, "The damage was caused by the fire at the Quay Hotel.", ""},
	})
	for _, text := range []string{
		"A faulty heater caused the fire at the Quay Hotel.",
		"The fire at the Quay Hotel, which killed eleven people, was caused by a faulty heater.",
		"The hall was lost to a fire at the Quay Hotel caused by a faulty heater.",
		"The fire at the Quay Hotel was caused by a faulty heater.",
		"The fire at the Quay Hotel was sparked by a faulty heater, and caused eleven deaths.",
		"A faulty heater started the fire at the Quay Hotel, the mayor said.",
		"The cause of the fire at the Quay Hotel was a faulty heater, the mayor said.",
	} {
		a := ask(t, "What caused the fire at the Quay Hotel?", story("s", "Lowmere Bugle", "2026-02-01", text))
		if a.Verdict != answer.Answered || !strings.Contains(a.Answer, "heater") {
			t.Errorf("%s: %s", text, a.Answer)
		}
	}
}
