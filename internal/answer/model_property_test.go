package answer_test

// Whatever a model replies, the rules of an answer hold: replies drawn at random
// from what the passages say, bent in every way that a claim can be.

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/prompts"
	"secondsource/retrieval"
)

// bends are ways in which a model's text is not the article's.
var bends = []func(string) string{
	func(s string) string { return s },
	func(s string) string { return strings.ReplaceAll(s, " not ", " ") },
	func(s string) string { return strings.ReplaceAll(s, "about ", "") },
	func(s string) string { return strings.ReplaceAll(s, "1", "7") },
	func(s string) string { return strings.ReplaceAll(s, "Irene Falk", "Mara Lindqvist") },
	func(s string) string { return s + " [1][9] <!channel> @everyone" },
	func(s string) string { return strings.ToUpper(s) },
	func(s string) string { return "“" + s + "”" },
	func(s string) string { return s[:len(s)/2] },
	func(s string) string { return s + "\x00\u202e\x1b[31m" },
	func(string) string { return "" },
	func(string) string { return "40 ferries were counted in Peru, Irene Falk said." },
	func(s string) string {
		words := strings.Fields(s)
		slices.Reverse(words)
		return strings.Join(words, " ")
	},
}

// bent is a reply made of the prompt's own passages.
func bent(t *rapid.T, p prompts.Prompt) string {
	bend := func(name, s string) string { return rapid.SampledFrom(bends).Draw(t, name)(s) }
	parts := strings.Split(p.User, "<passage number=")[1:]
	list := []claim{}
	for range rapid.IntRange(0, 5).Draw(t, "claims") {
		k := rapid.IntRange(0, len(parts)-1).Draw(t, "passage")
		_, text, _ := strings.Cut(parts[k], ">\n")
		text, _, _ = strings.Cut(text, "\n</passage>")
		quote := rapid.SampledFrom(strings.SplitAfter(text, ". ")).Draw(t, "quote")
		words := append(strings.Fields(quote), "yes", "no", "")
		list = append(list, claim{
			Text: bend("text", quote), Value: bend("value", rapid.SampledFrom(words).Draw(t, "word")), Quote: bend("bent quote", strings.TrimSpace(quote)),
			Passage: k + 1 + rapid.SampledFrom([]int{0, 0, 0, 0, 1, -1, 98}).Draw(t, "off"),
		})
	}
	summary := ""
	if len(list) > 0 {
		summary = bend("summary", list[0].Text)
	}
	reply := claims(summary, list...)
	if rapid.IntRange(0, 9).Draw(t, "cut") == 0 {
		return reply[:rapid.IntRange(0, len(reply)).Draw(t, "at")]
	}
	return reply
}

func TestRulesHoldWhateverAModelSays(t *testing.T) {
	cases(t, 150)
	rapid.Check(t, func(t *rapid.T) {
		articles := archive(t)
		_, lib := engineOver(t, articles)
		n := &newsroom{articles: map[string]corpus.Article{}, lib: lib}
		for _, a := range articles {
			n.articles[a.ID] = a
		}
		m := &scripted{reply: func(_ context.Context, p prompts.Prompt) (string, error) { return bent(t, p), nil }}
		n.engine = answer.New(lib, answer.Options{Now: deskTime, Model: m})
		a := n.check(t, sentence(t, openings), retrieval.Filter{})
		without := answer.New(lib, answer.Options{Now: deskTime})
		plain := asked(t, without, a.Question)
		if plain.Verdict == answer.Disputed && a.Verdict != answer.Disputed {
			t.Fatalf("the model made a dispute go away: %s\nwithout it: %s", a.Answer, plain.Answer)
		}
		if plain.Verdict == answer.Answered && a.Verdict == answer.NotFound {
			t.Fatalf("the model made an answer go away: %s", plain.Answer)
		}
	})
}

// FuzzModelReply: any bytes as a reply.
func FuzzModelReply(f *testing.F) {
	f.Add(claims("The repair of the quay cost $4 million.", claim{Text: "The repair of the quay cost $4 million.", Value: "$4 million", Passage: 1, Quote: "The repair of the quay cost $4 million."}), "How much did the repair of the quay cost?")
	f.Add(`{"claims":[{"text":1,"value":null,"passage":"[1]","quote":["x"]},{"text":"Up to 100 boats`, "How many boats were destroyed in the warehouse fire?")
	f.Add("```json\n{\"claims\":[]}\n```", "Who founded the boatyard?")
	list := []corpus.Article{blaze, seagull}
	corpus.GroupOrigins(list)
	lib, err := retrieval.NewMemory(f.Context(), list)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, reply, question string) {
		e := answer.New(lib, answer.Options{Now: deskTime, Model: says(reply)})
		holds(t, asked(t, e, question), lib)
	})
}

// TestReplyShapes: what JSON itself allows, and models write.
func TestReplyShapes(t *testing.T) {
	const quote = "The repair of the quay cost $4 million."
	whole, err := json.Marshal(claim{Text: quote, Value: "$4 million", Passage: 1, Quote: quote})
	if err != nil {
		t.Fatal(err)
	}
	one := string(whole)
	for name, reply := range map[string]string{
		"as asked":               `{"claims":[` + one + `],"summary":""}`,
		"in a fence":             "Here it is:\n```json\n{\"claims\":[" + one + "]}\n```\nDone.",
		"a passage as text":      `{"claims":[` + strings.Replace(one, `"passage":1`, `"passage":"[1]"`, 1) + `]}`,
		"a passage as a decimal": `{"claims":[` + strings.Replace(one, `"passage":1`, `"passage":1.0`, 1) + `]}`,
		"broken off":             `{"claims":[` + one + `,{"text":"and the`,
		"fields unknown":         `{"thoughts":"…","claims":[` + strings.Replace(one, "{", `{"sure":true,`, 1) + `],"summary":null}`,
		"typographic quotes":     `{"claims":[` + strings.ReplaceAll(one, "of the quay", "of  the\\nquay") + `]}`,
	} {
		m := &scripted{reply: func(_ context.Context, p prompts.Prompt) (string, error) {
			n := passageOf(p, quote)
			if n != 1 {
				t.Fatalf("the passage is number %d", n)
			}
			return reply, nil
		}}
		a, _ := readBy(t, m, answer.Question{Text: "How much did the repair of the quay cost?"}, blaze)
		if a.Mode != "model" {
			t.Errorf("%s: not read: %v", name, a.Caveats)
		}
	}
}
