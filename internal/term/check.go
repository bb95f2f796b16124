package term

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"secondsource/internal/answer"
)

// Check writes one check of a claim: the verdict in words, then each item with
// its own, and the quotes for and against it.
func Check(w io.Writer, c answer.Check, o Options) error {
	p := newPage(o)
	p.block(p.judged(c.Verdict).Bold(true), "", overall(c))
	shown := map[int]bool{}
	for _, it := range c.Items {
		p.item(c, it, shown)
	}
	p.nearest("No evidence, but the closest the corpus has:", c.Nearest)
	p.gap()
	p.block(p.dim, "", searched(answer.Answer{Searched: c.Searched, Mode: c.Mode, Model: c.Model}))
	if o.Sample {
		p.gap()
		p.block(p.warn, "", sampleNote)
	}
	return p.writeTo(w)
}

// judged is the style of a verdict: what speaks against a claim alarms, what
// leaves it open warns.
func (p *page) judged(v answer.CheckVerdict) lipgloss.Style {
	switch v {
	case answer.Contradicted, answer.InDispute:
		return p.alarm
	case answer.ClaimIsSupported:
		return p.plain
	}
	return p.warn
}

// overall is the verdict on the claim as a sentence.
func overall(c answer.Check) string {
	found := slices.ContainsFunc(c.Items, func(it answer.CheckItem) bool { return it.Verdict != answer.ClaimNotFound })
	switch {
	case len(c.Items) == 0:
		return "Nothing to check: no number, date, office-holder or quotation stands in it, and no deed is told."
	case c.Verdict == answer.ClaimIsSupported:
		return "Supported: the articles say so."
	case c.Verdict == answer.WeaklySupported:
		return "Weaker: what the articles say falls short of it."
	case c.Verdict == answer.ClaimNotFound && found:
		return "Not found: the articles do not say all of it."
	case c.Verdict == answer.ClaimNotFound:
		return "Not found: the articles do not say."
	case c.Verdict == answer.InDispute:
		return "Disputed: the articles do not agree on it."
	}
	return "Contradicted: the articles say otherwise."
}

var verdictWords = map[answer.CheckVerdict]string{
	answer.ClaimIsSupported: "supported", answer.WeaklySupported: "weaker", answer.ClaimNotFound: "not found",
	answer.InDispute: "disputed", answer.Contradicted: "contradicted",
}

var reasonWords = map[answer.CheckReason]string{
	answer.ReasonHedged:   "the articles give an approximation or a limit",
	answer.ReasonOlder:    "a later article says otherwise",
	answer.ReasonNarrower: "the articles say it of a part only",
	answer.ReasonPlanned:  "the articles tell it as planned, not as done",
	answer.ReasonAlleged:  "the articles report it as an allegation",
	answer.ReasonDenied:   "somebody in the articles denies it",
	answer.ReasonWording:  "not in these words, or not surely theirs",
}

var noteWords = map[answer.CheckNote]string{
	answer.NoteSpelling:   "the articles write the name otherwise",
	answer.NoteUnresolved: "which day is meant cannot be told",
	answer.NoteChanged:    "older articles say otherwise",
	answer.NoteUnknown:    "the articles say that it is not known",
	answer.NoteAnonymous:  "whoever says it is not named",
	answer.NoteSpeaker:    "somebody else's words, or nobody's by name",
}

// item writes one item: its words, its verdict, and the quotes that were not
// shown before.
func (p *page) item(c answer.Check, it answer.CheckItem, shown map[int]bool) {
	p.gap()
	line := "“" + innerQuotes.Replace(inline(it.Text)) + "”"
	if it.Kind == "speaker" {
		line += " as the source"
	}
	line += ": " + verdictWords[it.Verdict]
	if reason := reasonWords[it.Reason]; reason != "" {
		line += ", " + reason
	}
	if note := noteWords[it.Note]; note != "" {
		line += " (" + note + ")"
	}
	if it.Day != "" {
		line += " [taken as " + day(it.Day) + "]"
	}
	p.block(p.judged(it.Verdict), "  ", line)
	p.tellings(c, "  + ", it.Supporting, shown)
	p.tellings(c, "  − ", it.Contradicting, shown)
}

// tellings writes quotes under a sign for or against.
func (p *page) tellings(c answer.Check, sign string, tellings []answer.Telling, shown map[int]bool) {
	for _, t := range tellings {
		x, ok := citation(answer.Answer{Citations: c.Citations}, t.Citation)
		if !ok {
			continue
		}
		lead, said := fmt.Sprintf("%s[%d] ", sign, x.N), inline(t.AsWritten)
		var bold []string
		if said != "" && said != inline(x.Quote) {
			bold = []string{said}
		}
		if shown[x.N] {
			p.block(p.dim, lead, strings.TrimSpace("as above "+strings.Join(bold, "")))
			continue
		}
		shown[x.N] = true
		p.quote(p.plain, lead, inline(x.Quote), bold)
		source := provenance(x.Publisher, x.Byline, x.Published, x.Title, x.Article)
		if who := named(t); who != "" {
			source = "citing " + who + " · " + source
		}
		p.block(p.dim, strings.Repeat(" ", ansi.StringWidth(lead)), source)
	}
}
