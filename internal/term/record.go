package term

// Answers from the journal: a list of them, and one in full for the editor who
// asks where it came from.

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"secondsource/internal/answer"
)

// Recorded is an answer as the journal has it.
type Recorded struct {
	Number  int64
	Asked   answer.Asked
	Mode    string       // "model" or "extractive": by what the answer shown was made
	Trace   answer.Trace // its passages are those of Read
	LeftOut int          // claims that were more than are kept
	Cited   []RecordedPassage
	Read    []RecordedPassage // what a model was given, in its numbering from 1
}

// RecordedPassage is a passage that an answer cites or a model was given.
type RecordedPassage struct {
	N          int // its mark, or the model's number
	Article    string
	Start, End int
	Text       string // as it was shown or, of what was read, as it is in the article now
	Note       string // what became of it since
}

// timeFormat is how the journal's times are written: a day and a time of day.
const timeFormat = "2 Jan 2006 15:04"

// Records writes a list of answers, each with its question.
func Records(w io.Writer, rows []Recorded, o Options) error {
	p := newPage(o)
	column := 0
	for _, r := range rows {
		column = max(column, len(fmt.Sprint(r.Number)))
	}
	for _, r := range rows {
		lead := fmt.Sprintf("%*d  ", column, r.Number)
		p.block(p.bold, p.dim.Render(lead), shortened(r.Trace.Question))
		p.block(p.dim, strings.Repeat(" ", len(lead)), strings.Join(recordNotes(r), " · "))
	}
	if len(rows) == 0 {
		p.line(p.bold, "No answers are kept.")
	}
	return p.writeTo(w)
}

// questionShown is how many columns of a question a list shows.
const questionShown = 120

func shortened(question string) string {
	return ansi.Truncate(inline(question), questionShown, "…")
}

// recordNotes are when and where an answer was given, how it fared, and by what
// it was read.
func recordNotes(r Recorded) []string {
	notes := []string{r.Trace.At.Format(timeFormat), inline(r.Asked.Surface)}
	if r.Asked.Private {
		notes = append(notes, "private")
	}
	notes = append(notes, verdictOf(r.Trace), readBy(r))
	if r.Trace.Model != "" {
		kept, reworded, dropped := fates(r)
		notes = append(notes, fmt.Sprintf("%d kept, %d reworded, %d dropped", kept, reworded, dropped))
	}
	return notes
}

func verdictOf(t answer.Trace) string {
	return strings.ReplaceAll(inline(string(t.Verdict)), "_", " ")
}

// readBy is the model that read the passages, or that none did, or that what one
// said is not what was shown.
func readBy(r Recorded) string {
	model := inline(r.Trace.Model)
	switch {
	case model == "":
		return "extractive"
	case r.Mode != "model":
		return model + ", then extractive"
	}
	return model
}

// fates counts what became of a model's claims; those that are not kept were
// dropped.
func fates(r Recorded) (kept, reworded, dropped int) {
	dropped = r.LeftOut
	for _, c := range r.Trace.Claims {
		switch c.Fate {
		case answer.Kept:
			kept++
		case answer.Reworded:
			reworded++
		default:
			dropped++
		}
	}
	return kept, reworded, dropped
}

// Record writes one answer with how it came about.
func Record(w io.Writer, r Recorded, o Options) error {
	p := newPage(o)
	t := r.Trace
	p.block(p.bold, "", fmt.Sprintf("Answer %d, %s", r.Number, t.At.Format(timeFormat)))
	p.gap()
	p.field("asked", t.Question)
	if t.Understood != t.Question {
		p.field("understood", t.Understood)
	}
	p.field("answer", t.Answer)
	p.field("verdict", verdictOf(t))
	p.field("language", t.Language)
	p.field("where", askedWhere(r.Asked))
	p.field("read by", readBy(r))
	p.field("fallback", t.Fallback)
	p.field("sent to", sentTo(t))
	p.field("prompts", strings.Join(t.Prompts, ", "))
	p.field("tokens", tokens(t))
	p.field("time", timeTaken(t.Took))
	p.passages("What the answer cites", r.Cited)
	p.passages("What the model was given to read, as it stands in the articles now", r.Read)
	p.fates(r)
	return p.writeTo(w)
}

// field writes a named value; nothing for an empty one.
func (p *page) field(name, value string) {
	if value = inline(value); value != "" {
		p.block(p.plain, p.dim.Render(fmt.Sprintf("%-10s ", name)), value)
	}
}

// askedWhere is the surface, and who asked in which conversation.
func askedWhere(a answer.Asked) string {
	where := []string{a.Surface}
	if a.Private {
		where = append(where, "private")
	}
	if a.Person != "" {
		where = append(where, "by "+a.Person)
	}
	if a.Conversation != "" {
		where = append(where, "in "+a.Conversation)
	}
	return strings.Join(where, ", ")
}

// sentTo tells where the question and the passages went.
func sentTo(t answer.Trace) string {
	if t.Host == "" {
		return "nowhere: all of it stayed on this machine"
	}
	return t.Host
}

func tokens(t answer.Trace) string {
	if t.In == 0 && t.Out == 0 {
		return ""
	}
	s := fmt.Sprintf("%s in, %s out", humanize.Comma(int64(t.In)), humanize.Comma(int64(t.Out)))
	if t.Cost != 0 {
		s += fmt.Sprintf("; cost %.6g", t.Cost)
	}
	return s
}

func timeTaken(steps []answer.StepTook) string {
	var parts []string
	for _, s := range steps {
		parts = append(parts, string(s.Step)+" "+roughly(s.Took))
	}
	return strings.Join(parts, ", ")
}

// roughly is a duration as a reader needs it.
func roughly(d time.Duration) string {
	switch {
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(time.Microsecond).String()
}

// passages writes passages under a heading: their words, where they stand, and
// what became of them since.
func (p *page) passages(heading string, list []RecordedPassage) {
	if len(list) == 0 {
		return
	}
	p.gap()
	p.line(p.heading, heading)
	for i, r := range list {
		if i > 0 {
			p.gap()
		}
		lead := fmt.Sprintf("[%d] ", r.N)
		under := strings.Repeat(" ", len(lead))
		if text := inline(r.Text); text != "" {
			p.quote(p.plain, lead, text, nil)
			lead = under
		}
		p.block(p.dim, lead, fmt.Sprintf("%s, bytes %d to %d", inline(r.Article), r.Start, r.End))
		if note := inline(r.Note); note != "" {
			p.block(p.warn, under+"! ", note)
		}
	}
}

// fates writes what the model said and what became of it: what was shown first.
func (p *page) fates(r Recorded) {
	if len(r.Trace.Claims) == 0 {
		return
	}
	p.gap()
	p.line(p.heading, "What the model said, and what became of it")
	shownFirst := func(a, b answer.TraceClaim) int { return rank(b.Fate) - rank(a.Fate) }
	for _, c := range slices.SortedStableFunc(slices.Values(r.Trace.Claims), shownFirst) {
		p.fate(c)
	}
	if r.LeftOut > 0 {
		p.line(p.dim, "and "+plural(r.LeftOut, "claim")+" more, dropped")
	}
}

// rank is where claims of a fate stand.
func rank(f answer.Fate) int {
	return slices.Index([]answer.Fate{answer.Dropped, answer.Reworded, answer.Kept}, f)
}

// fate writes one claim of a model.
func (p *page) fate(c answer.TraceClaim) {
	style := p.plain
	if c.Fate == answer.Dropped {
		style = p.alarm
	}
	lead := fmt.Sprintf("%-10s ", inline(string(c.Fate)))
	under := strings.Repeat(" ", len(lead))
	p.block(p.plain, style.Render(lead), inline(c.Text))
	if reason := inline(c.Reason); reason != "" {
		p.block(p.warn, under+"! ", reason)
	}
	if value := inline(c.Value); value != "" {
		p.block(p.dim, under, "value: "+value)
	}
	if quote := inline(c.Quote); quote != "" {
		p.quote(p.dim, under, quote, nil)
		p.block(p.dim, under, fmt.Sprintf("as the model quotes passage %d", c.Passage))
	}
}
