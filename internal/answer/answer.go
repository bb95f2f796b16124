// Package answer is the heart: it reads a question, gathers the evidence that
// the corpus has on it, compares what the articles say, and composes an Answer
// in which nothing stands that a cited article does not say.
package answer

// Answer is what every surface renders, and what `ask --json` prints.
type Answer struct {
	Question   string     `json:"question"`
	Understood string     `json:"understood,omitempty"` // the question as it was answered, when that is not as it was asked
	Language   string     `json:"language"`             // that it is answered in: "en", "es"
	Verdict    Verdict    `json:"verdict"`
	Answer     string     `json:"answer"` // plain text with [n] marks
	Claims     []Claim    `json:"claims"`
	Caveats    []Caveat   `json:"caveats"` // ordered by the harm of missing them
	Citations  []Citation `json:"citations"`
	Nearest    []Near     `json:"nearest"`        // what is closest, and not an answer
	Lost       bool       `json:"lost,omitempty"` // nothing was searched for: it can't be told what the question refers to, or it asks nothing
	Searched   Searched   `json:"searched"`
	Mode       string     `json:"mode"`            // "extractive" or "model"
	Model      string     `json:"model"`           // the model's name, "" in extractive mode
	SentTo     string     `json:"sent_to"`         // the host that the question and passages were sent to, "" when they stayed on this machine
	Stays      bool       `json:"stays,omitempty"` // it rests on what must not leave this machine: nor may a follow-up that repeats it
	ElapsedMS  int64      `json:"elapsed_ms"`
}

// Verdict says how the question fared.
type Verdict string

const (
	Answered Verdict = "answered"  // the evidence supports one answer
	Disputed Verdict = "disputed"  // a conflict stands between claims that answer it
	Unknown  Verdict = "unknown"   // the articles themselves say that it is not known
	Partial  Verdict = "partial"   // a part of what was asked is covered
	NotFound Verdict = "not_found" // the corpus does not say
)

// Claim is one value that answers the question, with all who tell it.
type Claim struct {
	Text     string    `json:"text"`
	Kind     string    `json:"kind"` // quantity, date, duration, person, place, yes_no, statement, reason, manner
	Value    string    `json:"value"`
	Unit     string    `json:"unit"`
	Of       string    `json:"of"`
	Place    string    `json:"place"`
	Period   string    `json:"period"`
	Origins  int       `json:"origins"` // independent origins that tell it
	Tellings []Telling `json:"tellings"`
}

// Telling is one citation's own way of saying a claim.
type Telling struct {
	Citation    int    `json:"citation"`
	AsWritten   string `json:"as_written"`
	Hedge       string `json:"hedge"`
	Speaker     string `json:"speaker"`
	Attribution string `json:"attribution"`
	Stage       string `json:"stage"` // "announced", "planned", "done" or ""
	AsOf        string `json:"as_of"`
}

// CaveatKind names what an honest desk would add. The constants stand in the
// order in which caveats are shown.
type CaveatKind string

const (
	Conflict           CaveatKind = "conflict"
	Scope              CaveatKind = "scope"
	Changed            CaveatKind = "changed"
	Stage              CaveatKind = "stage"
	Spelling           CaveatKind = "spelling"
	SingleSource       CaveatKind = "single_source"
	SameOrigin         CaveatKind = "same_origin"
	Unattributed       CaveatKind = "unattributed"
	Anonymous          CaveatKind = "anonymous"
	Hedged             CaveatKind = "hedged"
	Undated            CaveatKind = "undated"
	Stale              CaveatKind = "stale"
	Corrected          CaveatKind = "corrected"
	Withdrawn          CaveatKind = "withdrawn"
	ExtractiveFallback CaveatKind = "extractive_fallback"
)

// Caveat is one thing a reader must know before using the answer.
type Caveat struct {
	Kind      CaveatKind `json:"kind"`
	Text      string     `json:"text"`
	Citations []int      `json:"citations"`
}

// Citation is a verbatim passage: Quote is the article's text from byte Start
// to byte End.
type Citation struct {
	N         int    `json:"n"`
	Article   string `json:"article"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Byline    string `json:"byline"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Origin    string `json:"origin"` // the group of copies it belongs to; of what another outlet reported, that outlet's, else "report:NAME"
	Quote     string `json:"quote"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
}

// Near is the closest passage when nothing answers: shown as not an answer.
type Near struct {
	Article   string `json:"article"`
	Title     string `json:"title"`
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"` // as in a Citation
	URL       string `json:"url,omitempty"`
	Quote     string `json:"quote"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
}

// Searched tells what the answer is drawn from.
type Searched struct {
	Articles int    `json:"articles"`
	Embedded int    `json:"embedded"`
	Passages int    `json:"passages"`
	Newest   string `json:"newest"`
	Undated  int    `json:"undated"`
}
