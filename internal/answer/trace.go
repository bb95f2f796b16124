package answer

import "time"

// Trace is how an answer came about, for the editor who asks where it came from.
type Trace struct {
	At         time.Time
	Question   string // as it was asked
	Understood string // as it was answered: a follow-up made whole, another language translated
	Language   string // of the question: "en", "es"

	Passages []TracePassage // what a model was given to read, in its numbering from 1
	Model    string         // "" where none was asked
	Host     string         // where the text went; "" for this machine
	Prompts  []string       // with their versions: "read-1"
	In, Out  int            // tokens
	Cost     float64        // at the prices that were set
	Claims   []TraceClaim   // what the model said, and what became of it
	Fallback string         // why the answer was made without the model; "" for none

	Took []StepTook

	Verdict Verdict
	Answer  string
}

// TracePassage is a passage that a model read: bytes Start to End of the
// article's text.
type TracePassage struct {
	Article    string
	Start, End int
}

// TraceClaim is one claim of a model with its fate.
type TraceClaim struct {
	Text    string
	Value   string
	Passage int    // as the model numbered it
	Quote   string // as the model gave it
	Fate    Fate
	Reason  string // of what was dropped or reworded
}

// Fate is what became of a model's claim.
type Fate string

// The fates of a claim.
const (
	Kept     Fate = "kept"     // shown in the model's words
	Reworded Fate = "reworded" // shown in the article's words, as the model's said more
	Dropped  Fate = "dropped"  // not shown
)

// StepTook is how long one step took.
type StepTook struct {
	Step Step
	Took time.Duration
}

// Asked is by whom and where a question was asked. The engine makes nothing of
// it: it is for whoever keeps answers.
type Asked struct {
	Surface      string // "terminal", "mention", "dm", "thread", "command"; "" for a question that nobody asked
	Person       string // "" on the terminal
	Conversation string // what its follow-ups belong to; "" for none
	Private      bool   // only the person may see it
}
