package answer

import "testing"

func TestRewritingHolds(t *testing.T) {
	for _, c := range []struct {
		name, before, text, whole string
		want                      bool
	}{
		{"a place", migrants, "and in Peru?", "How many undocumented migrants are in Peru?", true},
		{"another form of a word", migrants, "and those who arrived in Peru?", "How many undocumented migrants arrive in Peru?", true},
		{"a name of the answer", mayor, "how old is she?", "How old is Irene Falk?", true},
		{"a title of the question", mayor, "since when?", "Since when has Irene Falk been mayor of Port Selby?", true},
		{"light words are free", mayor, "since when?", "When did Irene Falk become the mayor of Port Selby?", true},
		{"a denial that is kept", mayor, "why did she not resign?", "Why did Irene Falk not resign?", true},
		{"a denial of the question before", "Why did the ferry not sail? → Fog [1].", "and on Friday?", "Why did the ferry not sail on Friday?", true},
		{"a whole question stays", mayor, "Who won the chess tournament?", "Who won the chess tournament?", true},

		{"a name from nowhere", mayor, "how old is she?", "How old is Mara Lindqvist?", false},
		{"a first name from nowhere", resigned, "how old is he?", "How old is Tomas Karel Brandt?", false},
		{"a number from nowhere", migrants, "and in Peru?", "How many undocumented migrants are in Peru in 2023?", false},
		{"a word from nowhere", migrants, "and in Peru?", "How many detained migrants are in Peru?", false},
		{"the follow-up's name is lost", migrants, "and in Peru?", "How many undocumented migrants are in Chile?", false},
		{"the follow-up's small name is lost", migrants, "and in peru?", "How many undocumented migrants are in Chile?", false},
		{"the follow-up's year is lost", migrants, "and in Peru in 2023?", "How many undocumented migrants are in Peru?", false},
		{"a bare name is lost", migrants, "Peru?", "How many undocumented migrants are in Chile?", false},
		{"a denial is lost", mayor, "why did she not resign?", "Why did Irene Falk resign?", false},
		{"a denial is made up", resigned, "when?", "When did Tomas Brandt not resign?", false},
		{"another question word", mayor, "why did she resign?", "When did Irene Falk resign?", false},
		{"nothing", mayor, "how old is she?", " ", false},
		{"two lines", mayor, "how old is she?", "How old is Irene Falk?\nHow old is she?", false},
		{"no turns to take from", "", "and in Peru?", "How many migrants are in Peru?", false},
	} {
		if got := rewritingHolds(c.whole, c.text, turns(c.before)); got != c.want {
			t.Errorf("%s: %q for %q: %v", c.name, c.whole, c.text, got)
		}
	}
}
