// Package prompts holds what models are told: prompt templates and the JSON
// schemas of their replies, as files, embedded and versioned. A change to a file
// is a new version: the journal keeps which one an answer was made with.
package prompts

// Prompt is one call of a model: what it is told, and the shape that its reply
// must have.
type Prompt struct {
	Name      string // with its version: "read-1"
	System    string // who it is and what the rules are
	User      string // the question and the data
	Schema    []byte // JSON Schema of the reply, an object at its root
	MaxTokens int    // of the reply
}
