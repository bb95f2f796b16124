package bot_test

// The newsroom that the scenarios' bot asks.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"secondsource/internal/answer"
)

// newsroom answers by rote: what is asked decides the answer.
type newsroom struct {
	mu     sync.Mutex
	gate   chan struct{}
	asked  []answer.Question
	kept   []string // surfaces and questions of the answers that it was told to keep
	broken bool
	panics bool
	dead   bool
}

func (r *newsroom) set(do func(*newsroom)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	do(r)
}

// keep notes that somebody was shown an answer.
func (r *newsroom) keep(_ context.Context, q answer.Question, a answer.Answer) {
	r.set(func(r *newsroom) {
		how := q.Asked.Surface
		if q.Asked.Private {
			how += " in private"
		}
		if q.Trace == nil || a.Question != q.Text {
			how += ", without its trace or answer"
		}
		r.kept = append(r.kept, how+" “"+q.Text+"”")
	})
}

// keeps is what was kept, in order.
func (r *newsroom) keeps() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.kept) == 0 {
		return "none"
	}
	return strings.Join(r.kept, ", ")
}

func (r *newsroom) hold() { r.set(func(r *newsroom) { r.gate = make(chan struct{}) }) }

func (r *newsroom) release() {
	r.set(func(r *newsroom) {
		if r.gate != nil {
			close(r.gate)
			r.gate = nil
		}
	})
}

func (r *newsroom) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.asked)
}

func (r *newsroom) Ask(ctx context.Context, q answer.Question) (answer.Answer, error) {
	r.mu.Lock()
	r.asked = append(r.asked, q)
	gate, broken, panics := r.gate, r.broken, r.panics
	r.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return answer.Answer{}, ctx.Err()
		}
	}
	r.mu.Lock()
	dead := r.dead
	r.mu.Unlock()
	if dead {
		<-time.After(time.Hour) // the process is gone: nothing more happens
	}
	if panics {
		panic("a bad index")
	}
	if broken {
		return answer.Answer{}, errors.New("the index is damaged")
	}
	a := said(q.Text)
	if n := len(q.Earlier); n > 0 && strings.HasPrefix(q.Text, "and ") {
		a.Understood = strings.TrimSuffix(q.Earlier[n-1].Question, "?") + " " + q.Text
	}
	return a, nil
}

func (r *newsroom) all() []answer.Question {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.asked)
}

// last is the newest question of this text; nil when it was not asked.
func (r *newsroom) last(text string) *answer.Question {
	r.mu.Lock()
	defer r.mu.Unlock()
	for k := len(r.asked) - 1; k >= 0; k-- {
		if r.asked[k].Text == text {
			return &r.asked[k]
		}
	}
	return nil
}

// tell says what is being done to whoever asked last, once somebody did.
func (r *newsroom) tell(what string) bool {
	r.mu.Lock()
	var tell func(string)
	for _, q := range r.asked {
		if q.Progress != nil { // of the prompts, nobody is told
			tell = q.Progress
		}
	}
	r.mu.Unlock()
	if tell != nil {
		tell(what)
	}
	return tell != nil
}

// knew are the questions and answers that a question came with.
func knew(q *answer.Question) string {
	var all []string
	for _, t := range q.Earlier {
		all = append(all, t.Question+" → "+t.Answer)
	}
	if all == nil {
		return "nothing"
	}
	return strings.Join(all, " / ")
}

// said is an answer about the governor, or what the question asks for by name.
func said(question string) answer.Answer {
	a := answer.Answer{Question: question, Verdict: answer.Answered, Answer: "Una Brandt [1].", Searched: answer.Searched{Articles: 2310, Newest: "2026-01-31"}}
	cite := func(n int, quote string) {
		a.Citations = append(a.Citations, answer.Citation{N: n, Article: fmt.Sprintf("bugle-%d", n), Title: "The governor", Publisher: "Lowmere Bugle", Published: "2026-01-31", URL: "https://bugle.example/governor", Origin: "bugle-1", Quote: quote, End: len(quote)})
	}
	switch {
	case strings.Contains(question, "nothing"):
		return answer.Answer{Question: question, Verdict: answer.NotFound, Answer: "The articles do not say.", Searched: a.Searched}
	case strings.Contains(question, "dispute"):
		a.Verdict, a.Answer = answer.Disputed, "The articles disagree: 45 days [1]; 44 days [2]."
		cite(1, "She lasted 45 days.")
		cite(2, "“She’s done 44 days,” he said.")
		a.Claims = []answer.Claim{{Text: "45 days", Tellings: []answer.Telling{{Citation: 1, AsWritten: "45 days"}}}, {Text: "44 days", Tellings: []answer.Telling{{Citation: 2, AsWritten: "44 days", Attribution: "Oskar Falk"}}}}
		a.Caveats = []answer.Caveat{{Kind: answer.Conflict, Text: "The articles do not agree.", Citations: []int{1, 2}}}
	case strings.Contains(question, "evil"):
		cite(1, "<!everyone> look at <https://evil.example|this> *now* <@oskar>")
	case strings.Contains(question, "long"):
		for n := 1; n <= 30; n++ {
			cite(n, strings.Repeat("The governor said that the bridge would open. ", 30))
		}
	default:
		cite(1, "The governor, Una Brandt, opened the bridge.")
	}
	return a
}

func (r *newsroom) Sources(_ context.Context, topic string) ([]answer.SourceRow, error) {
	if strings.Contains(topic, "nothing") {
		return nil, nil
	}
	var rows []answer.SourceRow
	for n := range 14 {
		rows = append(rows, answer.SourceRow{ID: fmt.Sprint(n), Title: fmt.Sprintf("Bridge story %d", n+1), Publisher: "Lowmere Bugle", Published: "2026-01-31", Origin: fmt.Sprint(n / 2)})
	}
	return rows, nil
}

func (r *newsroom) Passage(context.Context, string, int, int) (string, error) {
	return "On Monday it rained. The governor, Una Brandt, opened the bridge. Nobody came.", nil
}
