package journal

// The answers that were given, and how each came about: for the editor who asks
// where that came from.

import (
	"context"
	"errors"
	"slices"
	"time"
)

// ErrNoRecord: there is no answer of that number.
var ErrNoRecord = errors.New("no such answer")

// Record is one answer with how it came about.
type Record struct {
	Number       int64     `json:"number"` // given by the journal, counted up from 1 and never given again
	At           time.Time `json:"at"`
	Surface      string    `json:"surface"` // "terminal", "mention", "dm", "thread", "command"
	Private      bool      `json:"private"` // only the person may see it
	Person       string    `json:"person"`  // who asked; "" on the terminal
	Conversation string    `json:"conversation"`

	Question   string `json:"question"`   // as it was asked
	Understood string `json:"understood"` // as it was answered: a follow-up made whole
	Language   string `json:"language"`
	Verdict    string `json:"verdict"`
	Answer     string `json:"answer"` // as it was shown, with its marks
	Stays      bool   `json:"stays"`  // what it rests on must not leave this machine

	Cited    []RecordCitation `json:"cited"`    // what the marks stand for, in order
	Passages []RecordPassage  `json:"passages"` // what a model was given to read, in its numbering from 1

	Mode      string        `json:"mode"`  // "model" or "extractive": by what the answer shown was made
	Model     string        `json:"model"` // "" where none was asked
	Host      string        `json:"host"`  // where the text was sent; "" for this machine
	Prompts   []string      `json:"prompts"`
	TokensIn  int           `json:"tokens_in"`
	TokensOut int           `json:"tokens_out"`
	Cost      float64       `json:"cost"` // at the prices that were set
	Claims    []RecordClaim `json:"claims"`
	LeftOut   int           `json:"left_out"` // claims that were more than are kept
	Fallback  string        `json:"fallback"` // why it was answered without the model; "" for none
	Took      []RecordStep  `json:"took"`
}

// RecordPassage is bytes Start to End of an article's text. Hash tells whether
// they are still what they were.
type RecordPassage struct {
	Article string `json:"article"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Hash    string `json:"hash"` // HashText of them
}

// RecordCitation is a passage that the answer cites, with its words then.
type RecordCitation struct {
	N int `json:"n"`
	RecordPassage
	Quote string `json:"quote"`
}

// RecordClaim is one claim of a model with what became of it.
type RecordClaim struct {
	Text    string `json:"text"`
	Value   string `json:"value"`
	Passage int    `json:"passage"` // as the model numbered it
	Quote   string `json:"quote"`   // as the model gave it
	Fate    string `json:"fate"`    // Kept, Reworded or Dropped
	Reason  string `json:"reason"`  // of what was reworded or dropped
}

// The fates of a claim.
const (
	Kept     = "kept"     // shown in the model's words
	Reworded = "reworded" // shown in the article's words
	Dropped  = "dropped"  // not shown
)

// RecordStep is how long one step of the work took.
type RecordStep struct {
	Step string        `json:"step"`
	Took time.Duration `json:"took_ns"`
}

// Turn is one question of a conversation, as it was understood, with its
// answer.
type Turn struct {
	Question, Answer string
	Asked            string // the question as it was typed
	Stays            bool   // as of a Record
}

// turn is an answer as a follow-up needs it.
func (r *Record) turn() Turn {
	if r.Understood != "" {
		return Turn{r.Understood, r.Answer, r.Question, r.Stays}
	}
	return Turn{r.Question, r.Answer, r.Question, r.Stays}
}

// TurnsOf are the turns of records, newest first, oldest first.
func TurnsOf(newestFirst []Record) []Turn {
	var turns []Turn
	for _, r := range slices.Backward(newestFirst) {
		turns = append(turns, r.turn())
	}
	return turns
}

// Selection says which answers are listed.
type Selection struct {
	Private bool  // the private ones too
	Before  int64 // only those of a lower number; 0: from the newest
	Limit   int   // at most so many; 0: all
}

// Records keeps answers; the private ones apart from the others. Implementations
// are safe for concurrent use, also by several processes, and what a call
// reports is on the disk when it returns.
type Records interface {
	// Add keeps an answer, as NewRecord has it, and returns its number.
	Add(ctx context.Context, r Record) (number int64, err error)

	// Get is the answer of a number, a private one too. ErrNoRecord when there is
	// none.
	Get(ctx context.Context, number int64) (Record, error)

	// List lists answers, newest first.
	List(ctx context.Context, which Selection) ([]Record, error)

	// Turns are the last of a conversation, at most limit, oldest first; none
	// for the conversation "".
	Turns(ctx context.Context, conversation string, limit int) ([]Turn, error)

	// Forget removes the answers from before a time, and returns how many they
	// were.
	Forget(ctx context.Context, before time.Time) (int, error)

	// ForgetPrivate removes the private answers, and returns how many they were.
	ForgetPrivate(ctx context.Context) (int, error)

	// ForgetConversation removes the answers of a conversation, and returns how
	// many they were; none for the conversation "".
	ForgetConversation(ctx context.Context, conversation string) (int, error)
}
