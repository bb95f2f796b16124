package answer_test

// Sentences of a model whose every figure, date and name stands in the quote, and
// that say something else.

import (
	"strings"
	"testing"

	"secondsource/internal/answer"
)

func TestTurnedSentences(t *testing.T) {
	for name, c := range map[string]struct{ says, asks, value, turned string }{
		"made passive":            {"Maria Lopez shot Paolo Rossi on 3 March 2026.", "When did Maria Lopez shoot Paolo Rossi?", "3 March 2026", "Maria Lopez was shot by Paolo Rossi on 3 March 2026."},
		"who fired whom":          {"Irene Falk fired 40 workers in March 2026.", "How many workers did Irene Falk fire?", "40", "Irene Falk was fired by 40 workers in March 2026."},
		"for and against":         {"Senator Maria Lopez voted against the fishing bill on 3 March 2026.", "When did Maria Lopez vote on the fishing bill?", "3 March 2026", "Senator Maria Lopez voted for the fishing bill on 3 March 2026."},
		"before and after":        {"The minister sold 40 boats before the fire.", "How many boats did the minister sell?", "40", "The minister sold 40 boats after the fire."},
		"from and to":             {"Ship rents rose from $40 in Port Selby.", "How much did ship rents rise in Port Selby?", "$40", "Ship rents rose to $40 in Port Selby."},
		"some and all":            {"Some of the 300 workers at the Selby yard were dismissed on 3 March 2026.", "When were the workers at the Selby yard dismissed?", "3 March 2026", "All of the 300 workers at the Selby yard were dismissed on 3 March 2026."},
		"the head noun lost":      {"The wife of Oskar Brandt died on 3 March 2026 in Port Selby.", "When did the wife of Oskar Brandt die?", "3 March 2026", "Oskar Brandt died on 3 March 2026 in Port Selby."},
		"another thing sold":      {"Oskar Brandt sold the boatyard's old crane for $4 million.", "How much did Oskar Brandt sell the boatyard's crane for?", "$4 million", "Oskar Brandt sold the boatyard for $4 million."},
		"a part for the whole":    {"A subsidiary of Lowmere Lines paid $4 million in March.", "How much did the subsidiary of Lowmere Lines pay?", "$4 million", "Lowmere Lines paid $4 million in March."},
		"each for all":            {"Each of the 12 ferries carried 40 passengers.", "How many passengers did the ferries carry?", "40", "The 12 ferries carried 40 passengers."},
		"a word of the question":  {"Mayor Irene Falk resigned on 3 March 2026.", "When did the corrupt mayor Irene Falk resign?", "3 March 2026", "The corrupt mayor Irene Falk resigned on 3 March 2026."},
		"a verb of the question":  {"12 people died in Port Selby on Monday, police said.", "How many people were murdered in Port Selby?", "12 people", "12 people were murdered in Port Selby on Monday, police said."},
		"what follows it is lost": {"The bridge will cost $4 million, unless the vote fails.", "How much will the bridge cost?", "$4 million", "The bridge will cost $4 million."},
		"two figures swapped":     {"Falk won 12 votes and Brandt won 15 votes in Port Selby.", "How many votes did Falk win in Port Selby?", "12", "Brandt won 12 votes and Falk won 15 votes in Port Selby."},
		"an aside made the rest":  {"Oskar Brandt, whose son, a baker, died on 3 March 2026, sold 40 boats.", "How many boats did Oskar Brandt sell?", "40", "Oskar Brandt, a baker, died on 3 March 2026, sold 40 boats."},
		"from two sentences":      {"The repair of the quay cost $4 million. The mayor paid nothing.", "How much did the repair of the quay cost?", "$4 million", "The repair of the quay cost the mayor $4 million."},
		"turned writing":          {"The repair of the quay cost $4 million.", "How much did the repair of the quay cost?", "$4 million", "The repair of the quay\u202e cost $4 million."},
		"a name that looks alike": {"The repair of the Selby quay cost $4 million.", "How much did the repair of the Selby quay cost?", "$4 million", "The repair of the Sеlby quay cost $4 million."}, // with a Cyrillic е
	} {
		t.Run(name, func(t *testing.T) {
			one := story("one", "Harbour Post", "2026-03-10", c.says)
			quote, _, _ := strings.Cut(c.says, ". ")
			quote = strings.TrimSuffix(quote, ".") + "."
			m := quoting(c.turned, claim{Text: c.turned, Value: c.value, Quote: quote})
			a, trace := readBy(t, m, answer.Question{Text: c.asks}, one)
			told := a.Answer
			for _, cl := range a.Claims {
				told += "\n" + cl.Text
			}
			if bare := strings.TrimRight(c.turned, "."); strings.Contains(told, bare) {
				t.Errorf("shows %q for %q", told, c.says)
			}
			for _, cl := range trace.Claims {
				if cl.Fate == answer.Kept {
					t.Errorf("kept: %+v", cl)
				}
			}
		})
	}
}

// TestBeginnings: the beginning of a sentence may stand for it, up to a mark
// behind which nothing turns it.
func TestBeginnings(t *testing.T) {
	const says = "The repair of the quay cost $4 million, and the work took two years, the harbour office said."
	for text, kept := range map[string]bool{
		"The repair of the quay cost $4 million, and the work took two years, the harbour office said.": true,
		"the repair of the quay cost $4 million, and the work took two years, the harbour office said":  true,
		"The repair of the quay cost $4 million":                                                        false, // whom the figure is from is lost
		"The work took two years, the harbour office said.":                                             false,
		"The repair of the quay cost $4 million, and the work.":                                         false,
		"It said that the repair of the quay cost $4 million.":                                          false,
		"The harbour office said the repair cost $4 million.":                                           false,
		"The repair of the quay cost $4 million (£3 million).":                                          false,
		"<b>The repair of the quay cost $4 million</b>, it said":                                        false,
	} {
		one := story("one", "Harbour Post", "2026-03-10", says)
		m := quoting("", claim{Text: text, Value: "$4 million", Quote: says})
		a, _ := readBy(t, m, answer.Question{Text: "How much did the repair of the quay cost?"}, one)
		if shown := strings.HasPrefix(strings.ToLower(a.Answer), strings.ToLower(strings.TrimRight(text, "."))+" [1]"); shown != kept {
			t.Errorf("%q: %q", text, a.Answer)
		}
	}
}
