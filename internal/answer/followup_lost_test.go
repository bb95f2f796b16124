package answer

import (
	"testing"

	"secondsource/internal/answer/lang"
)

const (
	fired     = "Who did Irene Falk fire? → Tomas Brandt [1]."
	disputed  = "Who succeeded Irene Falk? → The articles disagree: Karl Hunt [1]; Rolf Sunder [2]."
	gullpox   = "What is gullpox? → “Gullpox is an illness of sea birds.” [1]."
	cases     = "How many confirmed gullpox cases were there in Chile? → 53 [1]."
	delivered = "When was the first S380 delivered? → May 3 [1]."
	commander = "Who is commanding Selene II? → Ana Ruiz [1]."
	blaze     = "How many people died in the Port Selby fires? → 14 [1]."
	met       = "When did Irene Falk meet Tomas Brandt? → Friday [1]."
)

// A text that leans on what was said before, and can't be completed, is lost.
func TestLost(t *testing.T) {
	tagger := lang.NewTagger()
	for _, c := range []struct{ name, before, text string }{
		{"it, first of all", "", "is it deadly?"},
		{"she, first of all", "", "was she arrested?"},
		{"they, first of all", "", "did they agree?"},
		{"there, first of all", "", "how many people live there?"},
		{"that, first of all", "", "is that true?"},
		{"a question word, first of all", "", "when?"},
		{"a question word with a preposition", "", "for what?"},
		{"a preposition, first of all", "", "in Peru?"},
		{"and, first of all", "", "and nationwide?"},
		{"and a place, first of all", "", "and in Peru?"},
		{"what about, first of all", "", "what about the others?"},
		{"a correction, first of all", "", "no, in Peru"},
		{"I meant, first of all", "", "I meant Peru"},
		{"its source, first of all", "", "who says so?"},
		{"a count of nobody", "", "how many were injured?"},
		{"thanks", "", "thanks"},
		{"thanks, behind an answer", mayor, "Thank you very much!"},
		{"ok", mayor, "ok, great"},

		{"no part of the question", migrants, "and nationwide?"},
		{"somebody who says it", migrants, "and according to the UN?"},
		{"another noun", mayor, "and the weather?"},
		{"nothing at all", mayor, "and?"},
		{"somebody else", mayor, "who else?"},
		{"a person beside none", killed, "and Tomas Brandt?"},
		{"behind no question", "harbour budget → “The budget grew.” [1].", "and in Peru?"},
		{"no person was named", "When did the harbour open? → Friday [1].", "how old is she?"},
		{"one of several answers", disputed, "how old is he?"},
		{"one of two who are named", met, "how old is he?"},
		{"several names in an answer", "Who was arrested? → Irene Falk [1]; Tomas Brandt [2].", "how old is she?"},
		{"a place is no thing", cases, "is it deadly?"},
		{"the place of an office is no thing", mayor, "did she sign it?"},
		{"a person can be told, a thing can't", resigned, "what did he say about it?"},
		{"another place for what is called by its own", "Who announced the Port Selby strike? → Ana Ruiz [1].", "and in Peru?"},
		{"how far from what is named", "Where is the harbour? → In the south [1].", "how far are they from Selby?"},
		{"some of those to whom something happened", killed, "were any of them children?"},
		{"the deed alone", resigned, "did he?"},
		{"by how much", votes, "by how much?"},
		{"women among those to whom something was done", "How many undocumented migrants were arrested in Chile? → 12 [1].", "and women?"},
		{"what else was done", mayor, "who was arrested?"},
		{"a cause has no time", "What caused the fire? → A spark [1].", "when?"},
		{"nobody answered", "Who won? → The articles do not say.", "since when?"},
		{"two names for one", "Did Falk meet Lindqvist? → Yes: “They met.” [1].", "and Brandt or Ruiz?"},
		{"how many where", mayor, "how many people died?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var earlier []Turn
			if c.before != "" {
				earlier = turns(c.before)
			}
			if whole, rewritten, lost := wholeQuestion(c.text, earlier, false, tagger); !lost || rewritten || whole != c.text {
				t.Errorf("after %q, %q is %q, lost %v", c.before, c.text, whole, lost)
			}
		})
	}
}

// Whole questions with words that elsewhere point back, and searches for some
// words, are never lost.
func TestNeverLost(t *testing.T) {
	tagger := lang.NewTagger()
	for _, text := range []string{
		"Is it true that the dam broke?",
		"How long does it take to cross the bay?",
		"How much does it cost to join the harbour club?",
		"It is raining in Port Selby",
		"What is it like on the Moon?",
		"Who was it that opened the bridge?",
		"Who is there in the lighthouse?",
		"How many casualties are there?",
		"Is there a vaccine for gullpox?",
		"selene death toll",
		"gullpox cases in chile 2024",
		"Port Selby",
		"Tomas Brandt?",
		"about the ferry Aurelia",
		"Also Sprach Selene",
		"Did the mayor say that she would go?",
		"What is gullpox and how does it spread?",
		"Why did the crew leave their ship?",
		"The bridge: when will it open?",
		"If the dam breaks, will it flood Port Selby?",
		"Who said “they knew it would open there”?",
		"How many lost their homes when the river rose?",
		"What happened?",
		"Why is it called the Moon?",
		"How many people died?",
		"the population of Chile",
		"How old was Irene Falk when she resigned?",
	} {
		if whole, rewritten, lost := wholeQuestion(text, nil, false, tagger); lost || rewritten || whole != text {
			t.Errorf("%q is %q, rewritten %v, lost %v", text, whole, rewritten, lost)
		}
	}
}

// Words of thanks, greetings and corrections are kept out of a whole question.
func TestCourtesyIsNoQuestion(t *testing.T) {
	tagger := lang.NewTagger()
	for _, c := range []struct{ text, want string }{
		{"ok thanks, who is the governor of Selby?", "who is the governor of Selby?"},
		{"Thanks. Who is the governor of Selby?", "Who is the governor of Selby?"},
		{"Great, thank you so much! When did Selene II launch?", "When did Selene II launch?"},
		{"hello, who is the governor of Selby?", "who is the governor of Selby?"},
		{"sorry, who is the governor of Selby?", "who is the governor of Selby?"},
		{"no, who is the governor of Selby?", "who is the governor of Selby?"},
		{"Hello Selby opening hours", "Hello Selby opening hours"},
		{"Thank You for Sailing release date", "Thank You for Sailing release date"},
		{"No Harbour for Gulls author", "No Harbour for Gulls author"},
	} {
		for _, earlier := range [][]Turn{nil, turns(migrants)} {
			if whole, rewritten, lost := wholeQuestion(c.text, earlier, false, tagger); whole != c.want || rewritten || lost {
				t.Errorf("%q is %q, rewritten %v, lost %v", c.text, whole, rewritten, lost)
			}
		}
	}
}

// Whom and what a follow-up means, and what it puts in the place of what.
func TestReferents(t *testing.T) {
	tagger := lang.NewTagger()
	for _, c := range []struct{ name, before, text, want string }{
		{"who somebody is, with accents", "Who is José Jerí? → “Jose Jeri was sworn in, said Dina Bolt.” [1].", "what did he announce?", "What did José Jerí announce?"},
		{"who somebody is, beside an outlet", "Who is Petra Morton? → “Petra Morton told Gull Politics that she would run.” [1].", "how old is she?", "How old is Petra Morton?"},
		{"an answer's source is not meant", "Who closed the bridge? → Irene Falk, according to Tomas Brandt [1].", "how old is she?", "How old is Irene Falk?"},
		{"the one to whom it was done", fired, "why was he fired?", "Why was Tomas Brandt fired?"},
		{"nobody answered", "Who succeeded Irene Falk? → The articles do not say.", "how old is she?", "How old is Irene Falk?"},

		{"what something is", gullpox, "is it deadly?", "Is gullpox deadly?"},
		{"what something is, at the end", gullpox, "is there a vaccine for it?", "Is there a vaccine for gullpox?"},
		{"of what something is", "What are the symptoms of gullpox? → Fever [1].", "is it deadly?", "Is gullpox deadly?"},
		{"what does something", "How does gullpox spread? → By air [1].", "is it deadly?", "Is gullpox deadly?"},
		{"what is found", "Who discovered gullpox? → Ana Ruiz [1].", "is it deadly?", "Is gullpox deadly?"},
		{"what goes on", "Is gullpox spreading? → Yes: “It is.” [1].", "what are its symptoms?", "What are gullpox's symptoms?"},
		{"how far it is", "Where is the ferry Aurelia? → Off Selby [1].", "how far is it from Chile?", "How far is the ferry Aurelia from Chile?"},
		{"not the first of its kind", delivered, "how many seats does it have?", "How many seats does the S380 have?"},
		{"those who are asked for", "Who are the astronauts of Selene II? → Ana Ruiz [1]; Karl Hunt [2].", "how old are they?", "How old are the astronauts of Selene II?"},

		{"a count takes the event", "Hurricane Odo hit Cuba when? → May [1].", "how many people died?", "How many people died in Hurricane Odo in Cuba?"},
		{"a count takes the place", migrants, "how many people died?", "How many people died in Chile?"},
		{"a deed takes the event", killed, "what happened?", "What happened in the Port Selby fire?"},
		{"a deed takes the event without a name", "Who won the election in Chile? → Ana Ruiz [1].", "who came second?", "Who came second in the election in Chile?"},
		{"another event of its kind", killed, "and in the Wend Bay fire?", "How many people were killed in the Wend Bay fire?"},
		{"another body", "Who is the CEO of Gull Air? → Ana Ruiz [1].", "and of Wend Lines?", "Who is the CEO of Wend Lines?"},
		{"an owner alone", "What is the population of Chile? → 18 million [1].", "and Bolivia's?", "What is the population of Bolivia?"},
		{"another part in it", commander, "and the pilot?", "Who is the pilot of Selene II?"},
		{"who held it before", mayor, "who was it before him?", "Who did Irene Falk replace as mayor of Port Selby?"},

		{"no, in", migrants, "no, in Peru", "How many undocumented migrants are in Peru?"},
		{"I meant", migrants, "I meant Peru", "How many undocumented migrants are in Peru?"},
		{"I mean, at the end", migrants, "in Peru, I mean", "How many undocumented migrants are in Peru?"},
		{"sorry", migrants, "sorry, Peru", "How many undocumented migrants are in Peru?"},
		{"a person, corrected", votes, "sorry, I meant Tomas Brandt", "How many votes did Tomas Brandt win?"},

		{"people of a country", migrants, "How about Venezuelans?", "How many undocumented Venezuelans are in Chile?"},
		{"women among them", migrants, "and women?", "How many undocumented migrants in Chile are women?"},
		{"how many women", migrants, "and how many women?", "How many undocumented migrants in Chile are women?"},
		{"women of any people", killed, "and women?", "How many women were killed in the Port Selby fire?"},
		{"another place than that of the event", blaze, "and in Cuba?", "How many people died in Cuba?"},
		{"a place is not in the place of a thing", "Who announced Selene? → Ana Ruiz [1].", "Peru?", "Who announced Selene in Peru?"},
		{"the cause of a death", "When did Irene Falk die? → May [1].", "of what?", "What did Irene Falk die of?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if whole, _, lost := wholeQuestion(c.text, turns(c.before), false, tagger); whole != c.want || lost {
				t.Errorf("after %q, %q is %q, lost %v, want %q", c.before, c.text, whole, lost, c.want)
			}
		})
	}
}

// Of whom a conversation says she is not he, and a turn that was lost itself is
// passed over.
func TestConversationsRemember(t *testing.T) {
	tagger := lang.NewTagger()
	for _, c := range []struct {
		name       string
		earlier    []Turn
		text, want string // "" where it is lost
	}{
		{"she stays she", []Turn{{"Did Irene Falk resign?", "Yes [1].", "did Irene Falk resign?", false}, {"How old is Irene Falk?", "52 [1].", "how old is she?", false}}, "where was he born?", ""},
		{"he is the other", []Turn{{"When did Irene Falk resign?", "May [1].", "", false}, {"Who replaced Irene Falk?", "Karl Hunt [1].", "who replaced her?", false}}, "how old is he?", "How old is Karl Hunt?"},
		{"she is the first", []Turn{{"When did Irene Falk resign?", "May [1].", "", false}, {"Who replaced Irene Falk?", "Karl Hunt [1].", "who replaced her?", false}}, "how old is she?", "How old is Irene Falk?"},
		{"he is the one before", []Turn{{"Who replaced Tomas Brandt?", "Irene Falk [1].", "", false}, {"How old is Irene Falk?", "52 [1].", "how old is she?", false}}, "did he resign?", "Did Tomas Brandt resign?"},
		{"a title tells", turns("When did Queen Mara Lindqvist resign? → May [1]."), "how old is he?", ""},
		{"the answer's person is meant", []Turn{{"Who did Falk fire?", "Tomas Brandt [1].", "", false}, {"When did Falk fire Tomas Brandt?", "Friday [1].", "when?", false}}, "who replaced him?", "Who replaced Tomas Brandt?"},
		{"lost turns are passed over", turns(migrants, "and nationwide? → It can't be told.", "is it deadly? → It can't be told.", "gracias → Nada.", "¿es mortal? → No se sabe."), "and in Peru?", "How many undocumented migrants are in Peru?"},
		{"not more than four", turns(mayor, killed, killed, killed, killed), "how old is she?", ""},
		{"a search ends it", turns(migrants, "harbour budget → “It grew.” [1]."), "and in Peru?", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			whole, _, lost := wholeQuestion(c.text, c.earlier, false, tagger)
			if lost != (c.want == "") || !lost && whole != c.want {
				t.Errorf("%q is %q, lost %v, want %q", c.text, whole, lost, c.want)
			}
		})
	}
}
