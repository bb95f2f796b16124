package eval

// A model that is wrong in the one way that no check of quotes can see: all that
// it says stands in the passages, and none of it is held against the question.

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"

	"secondsource/internal/answer"
	"secondsource/prompts"
)

// Pointer is a model that points at everything: for every sentence of every
// passage it claims that each of its figures and names, and yes, and no, is the
// answer. What is shown wrongly with it and not without is what pointing alone
// can do.
type Pointer struct{}

// Name is the model's name.
func (Pointer) Name() string { return "pointer" }

// Host is empty: it is a part of this program.
func (Pointer) Host() string { return "" }

var (
	fenced  = regexp.MustCompile(`(?s)<passage number="(\d+)"[^>]*>\n(.*?)\n</passage>`)
	pointed = regexp.MustCompile(`[^.!?\n]+[.!?”"]*`)
	values  = regexp.MustCompile(`[$€£]?\d[\d,.]*\d|\d|\p{Lu}[\p{L}\d’'-]+(?: \p{Lu}[\p{L}\d’'-]+)*`)
)

// shortest is how many bytes a stretch needs to be worth pointing at.
const shortest = 15

// Complete points at everything in a prompt's passages.
func (Pointer) Complete(_ context.Context, p prompts.Prompt) (answer.Reply, error) {
	type claim struct {
		Text    string `json:"text"`
		Value   string `json:"value"`
		Passage string `json:"passage"`
		Quote   string `json:"quote"`
	}
	all := []claim{}
	for _, passage := range fenced.FindAllStringSubmatch(p.User, -1) {
		for _, quote := range pointed.FindAllString(passage[2], -1) {
			quote = strings.TrimSpace(quote)
			if len(quote) < shortest {
				continue
			}
			for _, value := range append(values.FindAllString(quote, -1), "yes", "no", "") {
				all = append(all, claim{Text: quote, Value: value, Passage: passage[1], Quote: quote})
			}
		}
	}
	reply, err := json.Marshal(map[string]any{"claims": all, "summary": ""})
	return answer.Reply{Text: string(reply)}, err
}
