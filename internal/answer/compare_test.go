package answer

import (
	"testing"

	"secondsource/internal/answer/lang"
)

// figure reads the one figure of a text.
func figure(t *testing.T, text string) lang.Quantity {
	t.Helper()
	toks := lang.Tokenize(text, 0)
	found := lang.Quantities(toks, lang.Dates(toks))
	if len(found) != 1 {
		t.Fatalf("%q has %d figures", text, len(found))
	}
	return found[0]
}

func TestStand(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want standing
	}{
		{"331,208 people", "about 330,000 people", same},
		{"331,208 people", "330,000 people", same},
		{"2 million people", "1.95 million people", same},
		{"2 million people", "1.6 million people", contrary},
		{"4,987 people", "5,000 people", same},
		{"1,150 people", "1,200 people", contrary},
		{"31 arrests", "47 arrests", contrary},
		{"90 minutes", "an hour and a half", same},
		{"two weeks", "14 days", same},
		{"322 feet", "98 metres", same},
		{"322 feet", "110 metres", contrary},
		{"at least 100 people", "130 people", within},
		{"at least 100 people", "thousands of people", within},
		{"more than 100 people", "at least 78 people", within},
		{"fewer than 10 people", "14 people", contrary},
		{"between 40 and 60 people", "85 people", contrary},
		{"between 40 and 60 people", "50 people", within},
		{"up to 50 people", "45 people", within},
		{"dozens of people", "48 people", within},
		{"dozens of people", "4,800 people", contrary},
		{"$40 million", "€40 million", within},
		{"40 percent", "40 people", contrary},
	} {
		if got := stand(figure(t, c.a), figure(t, c.b)); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := stand(figure(t, c.b), figure(t, c.a)); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

func TestKinName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"valtukhin", "valtuhin", true}, {"sergei", "sergey", true}, {"youssef", "yusuf", true}, {"yevgeniya", "evgenia", true},
		{"jeannette", "jeanette", true}, {"jeri", "jari", true}, {"mohamed", "muhammad", true},
		{"colin", "ilse", false}, {"katrin", "adrian", false}, {"brandt", "sanders", false}, {"marta", "peter", false},
	} {
		if got := kinName(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

func TestOutlet(t *testing.T) {
	for text, want := range map[string]string{
		"the Harrow Bay Courier": "harrow bay courier", "a report in the Estuary Post": "estuary post", "The Lowmere Times": "lowmere times",
		"police": "", "the Ministry of Health": "", "the news": "", "Times": "",
	} {
		if got := outlet(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestHolderQuestion(t *testing.T) {
	for text, want := range map[string]string{
		"Is Ana Ruiz still the mayor of Lowmere?": "Who is the mayor of Lowmere?",
		"Is Ruiz prime minister?":                 "Who is the prime minister?",
		"Is Ana Ruiz the first mayor of Lowmere?": "Is Ana Ruiz the first mayor of Lowmere?",
		"Is Ana Ruiz running for mayor?":          "Is Ana Ruiz running for mayor?",
		"Was Ana Ruiz the mayor of Lowmere?":      "Was Ana Ruiz the mayor of Lowmere?",
		"Is the bridge open?":                     "Is the bridge open?",
		"Is Chile president of the council?":      "Is Chile president of the council?",
		"Who is the mayor of Lowmere?":            "Who is the mayor of Lowmere?",
	} {
		if got, _ := holderQuestion(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
