package prompts

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"text/template"
)

//go:embed *.tmpl *.schema.json
var files embed.FS

// Passage is a stretch of an article, as it is given to a model.
type Passage struct {
	Outlet    string
	Published string // a day, "" when not known
	Text      string
}

// Turn is an earlier question of a conversation with its answer.
type Turn struct{ Question, Answer string }

// The versions that are in use. They are the names of the files.
const (
	read   = "read-1"
	repair = "repair-1"
	whole  = "whole-1"
)

// readReply is how many tokens the claims of an answer may take.
const readReply = 1200

// Read asks for the claims that the passages, numbered from 1, make on the
// question. language is a name, "Spanish"; "" leaves it to the model.
func Read(question, language string, passages []Passage) (Prompt, error) {
	inert := make([]Passage, len(passages))
	for k, p := range passages {
		inert[k] = Passage{Outlet: attribute(p.Outlet), Published: attribute(p.Published), Text: Fenced(p.Text)}
	}
	return render(read, readReply, struct {
		Question, Language string
		Passages           []Passage
	}{line(question), language, inert})
}

// Repair asks once more what p asked, with what was wrong with the reply, in
// lines that hold nothing that an article or a model said.
func Repair(p Prompt, wrong []string) (Prompt, error) {
	more, err := part(repair, "user", struct{ Wrong []string }{wrong})
	if err != nil {
		return Prompt{}, err
	}
	p.Name = repair
	p.User += more
	return p, nil
}

// Whole asks for a question that can be understood without the earlier ones, in
// a language given by name: "English".
func Whole(question, into string, earlier []Turn) (Prompt, error) {
	inert := make([]Turn, len(earlier))
	for k, t := range earlier {
		inert[k] = Turn{Question: line(t.Question), Answer: line(t.Answer)}
	}
	return render(whole, 200, struct {
		Question, Into string
		Earlier        []Turn
	}{line(question), into, inert})
}

func render(name string, reply int, data any) (p Prompt, err error) {
	p = Prompt{Name: name, MaxTokens: reply}
	if p.System, err = part(name, "system", data); err != nil {
		return Prompt{}, err
	}
	if p.User, err = part(name, "user", data); err != nil {
		return Prompt{}, err
	}
	p.Schema, err = files.ReadFile(name + ".schema.json")
	return p, err
}

// part is one part of a prompt, written out.
func part(name, of string, data any) (string, error) {
	all, err := templates()
	if err != nil {
		return "", fmt.Errorf("the prompts: %w", err)
	}
	var b strings.Builder
	if err := all.ExecuteTemplate(&b, name+" "+of, data); err != nil {
		return "", fmt.Errorf("the prompt %s: %w", name, err)
	}
	return b.String(), nil
}

// templates are all prompts, parsed once.
var templates = sync.OnceValues(func() (*template.Template, error) {
	number := func(i int) int { return i + 1 }
	return template.New("").Funcs(template.FuncMap{"number": number}).ParseFS(files, "*.tmpl")
})

// fence is what a text could end its fence with. It stands in no article but one
// that tries to.
var fence = regexp.MustCompile(`(?i)<(\s*/?\s*(?:passage|earlier|question))`)

// Fenced is a text that can't end the fence that it is put in: one character of
// what would is another, of the same look.
func Fenced(text string) string { return fence.ReplaceAllString(text, "‹$1") }

// attribute is a text that can stand between the quotation marks of a fence.
func attribute(s string) string { return strings.ReplaceAll(line(s), `"`, "'") }

// line is a text on one line, which can't end its fence.
func line(s string) string { return Fenced(strings.Join(strings.Fields(s), " ")) }
