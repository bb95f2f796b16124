package answer

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"secondsource/internal/answer/lang"
)

// turns are earlier questions with their answers, from "question → answer".
func turns(lines ...string) []Turn {
	var out []Turn
	for _, l := range lines {
		question, said, _ := strings.Cut(l, " → ")
		out = append(out, Turn{Question: question, Answer: said})
	}
	return out
}

const (
	migrants = "How many undocumented migrants are in Chile? → Roughly 330 undocumented migrants [1][2]."
	mayor    = "Who is the mayor of Port Selby? → Irene Falk (Harbour Post, 15 January 2026) [1]; earlier: Tomas Brandt (Harbour Post, 1 June 2025) [2]."
	chief    = "Who leads the Harbour Trust? → Mara Lindqvist [1]."
	carried  = "How many passengers did the ferry Aurelia carry? → Roughly 1,200 passengers [1]."
	killed   = "How many people were killed in the Port Selby fire? → 14 people [1]."
	landfall = "Where did Hurricane Odo make landfall in Cuba? → La Palma [1]."
	resigned = "Did Tomas Brandt resign? → Yes: “Brandt resigned.” [1]."
	votes    = "How many votes did Irene Falk win? → 812 votes [1]."
	launched = "When did Selene II launch? → April 1 [1]."
)

func TestWholeQuestion(t *testing.T) {
	tagger := lang.NewTagger()
	for _, c := range []struct {
		name, before, text, want string
	}{
		{"a place", migrants, "and in Peru?", "How many undocumented migrants are in Peru?"},
		{"a place typed small", migrants, "and in peru", "How many undocumented migrants are in Peru?"},
		{"a place with about", migrants, "what about Peru?", "How many undocumented migrants are in Peru?"},
		{"a place with about and then", migrants, "what about Peru then?", "How many undocumented migrants are in Peru?"},
		{"a month", migrants, "in May?", "How many undocumented migrants are in Chile in May?"},
		{"a place alone", migrants, "Peru?", "How many undocumented migrants are in Peru?"},
		{"a year is added", migrants, "and in 2024?", "How many undocumented migrants are in Chile in 2024?"},
		{"a day is added", killed, "and on Friday?", "How many people were killed in the Port Selby fire on Friday?"},
		{"a year for a year", "How many tons did the port load in 2023? → 12 tons [1].", "and in 2024?", "How many tons did the port load in 2024?"},
		{"a place and a year", migrants, "and in Peru in 2023?", "How many undocumented migrants are in Peru in 2023?"},
		{"a name", votes, "and Tomas Brandt?", "How many votes did Tomas Brandt win?"},
		{"a name with about", votes, "what about Tomas Brandt?", "How many votes did Tomas Brandt win?"},
		{"a numbered thing", launched, "and Selene I?", "When did Selene I launch?"},
		{"a place as an adjective", "Who is the Chilean president? → Ana Ruiz [1].", "and of Peru?", "Who is the president of Peru?"},
		{"of another place", "Who is the president of Chile? → Ana Ruiz [1].", "and of Peru?", "Who is the president of Peru?"},
		{"another office", mayor, "and the governor?", "Who is the governor of Port Selby?"},
		{"another noun", migrants, "and residents?", "How many residents are in Chile?"},
		{"a measure with its own place", migrants, "what about the number of residents of Peru?", "What is the number of residents of Peru?"},
		{"the injured", killed, "and the injured?", "How many people were injured in the Port Selby fire?"},
		{"the injured of a question in the active", "How many people died in the Port Selby fire? → 14 [1].", "and the injured?", "How many people were injured in the Port Selby fire?"},
		{"the injured of what did it", "How many people did Hurricane Odo kill? → 14 [1].", "and the injured?", "How many people were injured in Hurricane Odo?"},

		{"another thing", "How much will the new bridge cost? → $25 million [1].", "and the tunnel?", "How much will the tunnel cost?"},
		{"another measure", "What is the population of Chile? → 18 million [1].", "and the area?", "What is the area of Chile?"},
		{"a person beside a thing with a place", "How old is Irene Falk? → 52 [1].", "and Tomas Brandt?", "How old is Tomas Brandt?"},

		{"she is who answered", mayor, "how old is she?", "How old is Irene Falk?"},
		{"where was she born", mayor, "where was she born?", "Where was Irene Falk born?"},
		{"he is who was named", resigned, "where was he born?", "Where was Tomas Brandt born?"},
		{"an owner", mayor, "how old is her daughter?", "How old is Irene Falk's daughter?"},
		{"him, beside another name", resigned, "what did Irene Falk say about him?", "What did Irene Falk say about Tomas Brandt?"},
		{"it", carried, "when did it sink?", "When did the ferry Aurelia sink?"},
		{"its", carried, "who is its captain?", "Who is the ferry Aurelia's captain?"},
		{"of them", carried, "how many of them died?", "How many passengers of the ferry Aurelia died?"},
		{"of them, placed", migrants, "and how many of them were arrested?", "How many undocumented migrants in Chile were arrested?"},
		{"they", migrants, "where do they live?", "Where do the undocumented migrants in Chile live?"},
		{"they, a body", "How many jobs will Airbus cut in France? → 4,300 [1].", "when did they say that?", "When did Airbus say that?"},
		{"where they come from", migrants, "where did they come from?", "Where did the undocumented migrants in Chile come from?"},
		{"there", landfall, "how many people died there?", "How many people died in Cuba?"},
		{"there, of the answer", "Where did Hurricane Odo make landfall? → La Palma [1].", "how many people died there?", "How many people died in La Palma?"},
		{"then", "How many tons did the port load in 2023? → 12 tons [1].", "who was the mayor of Selby then?", "Who was the mayor of Selby in 2023?"},
		{"that ferry", carried, "who built that ferry?", "Who built the ferry Aurelia?"},

		{"the mayor who was asked for", mayor, "how old is the mayor?", "How old is Irene Falk?"},
		{"it, without a name", "How much will the new bridge cost? → $25 million [1].", "when will it open?", "When will the new bridge open?"},

		{"since when, of an office", mayor, "since when?", "When did Irene Falk become the mayor of Port Selby?"},
		{"since when, of who leads", chief, "since when?", "When did Mara Lindqvist become the leader of the Harbour Trust?"},
		{"since when has she been", mayor, "since when has she been the mayor?", "When did Irene Falk become the mayor?"},
		{"since when, of who holds it still", "Is Irene Falk still the mayor of Port Selby? → Irene Falk [1].", "since when?", "When did Irene Falk become the mayor of Port Selby?"},
		{"how long, of an office", mayor, "how long?", "How long has Irene Falk been the mayor of Port Selby?"},
		{"when, of yes or no", resigned, "when?", "When did Tomas Brandt resign?"},
		{"when, of a day that was asked about", "Did NASA launch the Selene probe on Friday? → Yes: “It did.” [1].", "when?", "When did NASA launch the Selene probe?"},
		{"when, of whether it is true", "Is it true that Irene Falk resigned? → Yes: “She did.” [1].", "since when?", "When was it that Irene Falk resigned?"},
		{"why, of yes or no", resigned, "and why?", "Why did Tomas Brandt resign?"},
		{"when, of where", landfall, "when?", "When did Hurricane Odo make landfall in Cuba?"},
		{"when was that", landfall, "when was that?", "When did Hurricane Odo make landfall in Cuba?"},
		{"when, of a count", killed, "when?", "When were people killed in the Port Selby fire?"},
		{"when, of what was done", carried, "when?", "When did the ferry Aurelia carry passengers?"},
		{"why, of who did it", "Who closed the bridge? → Irene Falk [1].", "why?", "Why was it that Irene Falk closed the bridge?"},
		{"where, of whom it was done to", "Who was arrested on Friday? → Tomas Brandt [1].", "where?", "Where was Tomas Brandt arrested on Friday?"},
		{"since when, of who does it", "Who owns the bridge? → Mara Lindqvist [1].", "since when?", "Since when does Mara Lindqvist own the bridge?"},
		{"how many, of yes or no", "Were people killed in Port Selby? → Yes: “Two died.” [1].", "how many?", "How many people were killed in Port Selby?"},
		{"how many, of what was done", "Did the fire destroy homes in Port Selby? → Yes: “It did.” [1].", "how many?", "How many homes did the fire destroy in Port Selby?"},
		{"who, of a count", killed, "who?", "Who was killed in the Port Selby fire?"},
		{"by whom", "When was the bridge opened? → Friday [1].", "by whom?", "By whom was the bridge opened?"},
		{"how old", mayor, "how old?", "How old is Irene Falk?"},
		{"how many without a noun", killed, "and how many were injured?", "How many people were injured in the Port Selby fire?"},
		{"how many are something", migrants, "how many are women?", "How many undocumented migrants in Chile are women?"},
		{"how many did she", votes, "how many did he lose?", "How many votes did Irene Falk lose?"},
		{"how many of something else", killed, "and how many homes were destroyed?", "How many homes were destroyed in the Port Selby fire?"},

		{"who says so", migrants, "who says so?", "Who says how many undocumented migrants are in Chile?"},
		{"says who", carried, "says who?", "Who says: how many passengers did the ferry Aurelia carry?"},
		{"the source", resigned, "what is the source?", "Who says: did Tomas Brandt resign?"},
		{"where it comes from", migrants, "Where does that number come from?", "Who says how many undocumented migrants are in Chile?"},
		{"the source of the source", "Who says how many undocumented migrants are in Chile? → [1] names no source.", "and in Peru?", "How many undocumented migrants are in Peru?"},
		{"are you sure", migrants, "Are you sure?", "How many undocumented migrants are in Chile?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			whole, rewritten, lost := wholeQuestion(c.text, turns(c.before), false, tagger)
			if whole != c.want || !rewritten || lost {
				t.Errorf("after %q, %q is %q, want %q", c.before, c.text, whole, c.want)
			}
		})
	}
}

func TestWholeQuestionsStay(t *testing.T) {
	tagger := lang.NewTagger()
	for _, c := range []struct{ before, text string }{
		{migrants, "Where was John Ostrow born?"},
		{migrants, "How many people did the landslide in Venezuela kill?"},
		{mayor, "Who won the chess tournament?"},
		{mayor, "so who won the chess tournament?"},
		{mayor, "and who won the chess tournament?"},
		{mayor, "Did Mara Lindqvist say that she would resign?"},
		{mayor, "How old was Tomas Brandt when he resigned?"},
		{carried, "How long does it take to cross the bay?"},
		{carried, "Is it true that Irene Falk resigned?"},
		{migrants, "How many casualties are there?"},
		{migrants, "harbour budget 2025"},
		{migrants, "ferry Aurelia"},
		{migrants, "copper mines in Peru"},
		{mayor, "What did the minister say about the strike?"},
		{migrants, "How much does it cost to join the harbour club?"},
		{migrants, "How many lost their homes when the river rose?"},
		{migrants, "Who said “they knew which pane would open”?"},
		{migrants, "and how many homes did the gale in Selby leave without power?"},
		{carried, "How far is it from the pad to the hangar?"},
		{carried, "How many of its bookings did Gull Tours lose?"},
		{killed, "What is the source of the fire?"},
		{migrants, "Where does the water come from?"},
	} {
		if whole, rewritten, _ := wholeQuestion(c.text, turns(c.before), false, tagger); rewritten || whole != c.text {
			t.Errorf("after %q, %q became %q", c.before, c.text, whole)
		}
	}
}

func TestConversationsGoOn(t *testing.T) {
	tagger := lang.NewTagger()
	for _, c := range []struct {
		first string
		then  []string // question = whole → answer
	}{
		{migrants, []string{"and in Peru? = How many undocumented migrants are in Peru?", "and in 2023? = How many undocumented migrants are in Peru in 2023?", "and in 2024? = How many undocumented migrants are in Peru in 2024?", "who says so? = Who says how many undocumented migrants are in Peru in 2024?"}},
		{mayor, []string{"how old is she? = How old is Irene Falk?", "did she resign? = Did Irene Falk resign?", "when? = When did Irene Falk resign?", "why? = Why did Irene Falk resign?"}},
		{carried, []string{"how many of them died? = How many passengers of the ferry Aurelia died?", "when did it sink? = When did the ferry Aurelia sink?", "where? = Where did the ferry Aurelia sink?"}},
	} {
		conversation := turns(c.first)
		for _, step := range c.then {
			text, want, _ := strings.Cut(step, " = ")
			whole, _, _ := wholeQuestion(text, conversation, false, tagger)
			if whole != want {
				t.Errorf("%q is %q, want %q", text, whole, want)
			}
			conversation = append(conversation, Turn{Question: whole, Answer: "52 [1]."})
		}
	}
}

func FuzzWholeQuestion(f *testing.F) {
	for _, text := range []string{"and in Peru?", "since when?", "how many of them died?", "who says so?", "what about “The Tides”?", "and the injured?", "Who says: did X resign?", "and in the of in?", "there?", "\x00?", "it"} {
		for _, before := range []string{migrants, mayor, carried, landfall, resigned, "who? → [1]", "Did? → ", ""} {
			question, said, _ := strings.Cut(before, " → ")
			f.Add(text, question, said)
		}
	}
	tagger := lang.NewTagger()
	f.Fuzz(func(t *testing.T, text, question, said string) {
		if whole, _, lost := wholeQuestion(text, nil, false, tagger); lost && whole != text {
			t.Fatalf("without earlier turns %q became %q, and is lost", text, whole)
		}
		whole, rewritten, lost := wholeQuestion(text, []Turn{{Question: question, Answer: said}}, false, tagger)
		if lost && (rewritten || whole != text) {
			t.Fatalf("%q became %q, and is lost", text, whole)
		}
		if !rewritten && !strings.Contains(text, whole) && !strings.Contains(tidy(text), whole) {
			t.Fatalf("%q became %q, and it is not told", text, whole)
		}
		if utf8.ValidString(text) && !utf8.ValidString(whole) {
			t.Fatalf("%q became %q, which is no UTF-8", text, whole)
		}
		if rewritten && (len(whole) > 2*(len(text)+len(question))+len(said)+64 || strings.TrimSpace(whole) == "") {
			t.Fatalf("%q after %q became %q", text, question, whole)
		}
		rewritingHolds(whole, text, []Turn{{Question: question, Answer: said}})
	})
}

// Questions that were written to be asked alone are left alone, whatever was
// asked before them, and also where they open with "and".
func TestGoldQuestionsStay(t *testing.T) {
	files, err := filepath.Glob("../eval/testdata/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no gold questions: %v", err)
	}
	tagger := lang.NewTagger()
	asked := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			var g struct {
				Question string
				Earlier  []string
			}
			if err := json.Unmarshal([]byte(line), &g); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if g.Question == "" || len(g.Earlier) > 0 || strings.HasSuffix(file, "conversations.jsonl") {
				continue
			}
			question, language := followUpInEnglish(g.Question)
			translated := language != ""
			asked++
			for _, text := range []string{question, "thanks, " + question} {
				if whole, rewritten, lost := wholeQuestion(text, nil, translated, tagger); rewritten || lost || whole != question && whole != text {
					t.Errorf("%q became %q, lost %v", text, whole, lost)
				}
			}
			for _, before := range []string{migrants, mayor, carried, killed, launched} {
				for _, text := range []string{question, "and " + question} {
					if whole, rewritten, lost := wholeQuestion(text, turns(before), translated, tagger); rewritten || lost {
						t.Errorf("after %q, %q became %q, lost %v", before, text, whole, lost)
					}
				}
			}
		}
	}
	if asked < 300 {
		t.Errorf("only %d questions in %q", asked, files)
	}
}
