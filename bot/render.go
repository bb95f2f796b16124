package bot

// What an answer looks like: an Answer drawn as Slack messages. All words that
// come from articles, people or models stand in rich text elements, which Slack
// shows as they are: nothing in them can ping, format, unfurl or link.

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dustin/go-humanize"
	"github.com/slack-go/slack"

	"secondsource/internal/answer"
)

// message is one post: its blocks, and the plain text that notifications and
// screen readers read instead of them.
type message struct {
	text   string
	blocks []slack.Block
	asked  string // the post that it answers; "" where it is no answer, or nobody can ask on
	stays  bool   // answer.Answer.Stays
}

// Slack's limits, with room to spare: a message over them is refused whole.
const (
	maxBlocks   = 45     // of 50
	maxChars    = 11_000 // of about 13,000 a message
	maxPiece    = 2_500  // of one text element, so that a long quote can be split
	maxName     = 300    // of a headline, an outlet, a model
	maxQuestion = 1_000  // of a question as it was understood
	maxText     = 3_500  // of the plain text, which Slack cuts at 40,000
)

// shownCaveats is how many caveats are shown before the rest is folded; a
// conflict is never folded.
const shownCaveats = 3

// drawing is what a rendering depends on besides the answer.
type drawing struct {
	now      time.Time
	asker    string // the name of who asked, where that and the question are told
	question string
	sample   bool
	note     string // what is said before the buttons
}

// renderAnswer draws an answer as one message, or as several where one would be
// over Slack's limits: never by leaving something out.
func renderAnswer(a answer.Answer, o drawing, buttons ...slack.BlockElement) []message {
	var p pages
	if o.sample {
		p.add(line(plain(warning + sampleWarning)))
	}
	if o.asker != "" {
		p.add(line(bold(short(tidy(o.asker), maxName)+" asked: "), plain(short(tidy(o.question), maxPiece))))
	}
	if a.Understood != "" {
		p.add(contextLine(understood(a)))
	}
	p.add(line(bold(verdictWords(a))))
	if a.Verdict != answer.NotFound && !onlyQuotes(a) {
		for _, text := range strings.Split(answerText(a), "\n") {
			p.add(lines(text)...)
		}
	}
	caveats, hidden := folded(a, false)
	for _, c := range caveats {
		p.add(lines(warning + c)...)
	}
	if hidden > 0 {
		p.add(contextLine(more(hidden)))
	}
	for _, c := range a.Citations {
		p.add(quoted(c)...)
	}
	if near := notCited(a); len(near) > 0 {
		p.add(line(bold("Not an answer, but the closest the articles have:")))
		for _, n := range near {
			p.add(quotation(n.Quote, where(n.Publisher, n.Published, n.Title, n.Article, n.URL, n.Quote))...)
		}
	}
	p.add(contextLine(searched(a, o.now)))
	if o.note != "" {
		p.add(contextLine(o.note))
	}
	if len(buttons) > 0 {
		p.add(slack.NewActionBlock("", buttons...))
	}
	return p.messages(fallback(a, o))
}

// warning marks what must be known before an answer is used.
const warning = "⚠ "

const sampleWarning = "SAMPLE: made-up articles, do not publish from them"

// verdictWords says how the question fared.
func verdictWords(a answer.Answer) string {
	if a.Lost {
		return strings.TrimSuffix(a.Answer, ".")
	}
	model := ""
	if a.Mode == byModel {
		model = ", as a model read them"
	}
	switch a.Verdict {
	case answer.Answered:
		return "The articles say" + model
	case answer.Disputed:
		return "The articles disagree" + model
	case answer.Unknown:
		return "The articles say that it is not known"
	case answer.Partial:
		return "The articles answer a part of this" + model
	}
	return "I found no answer in the articles"
}

// notCited are the closest passages that no citation has already.
func notCited(a answer.Answer) (near []answer.Near) {
	for _, n := range a.Nearest {
		if !slices.ContainsFunc(a.Citations, func(c answer.Citation) bool { return c.Article == n.Article && strings.Contains(c.Quote, n.Quote) }) {
			near = append(near, n)
		}
	}
	return near
}

// byModel is the mode of an answer in which a model read the passages.
const byModel = "model"

const understoodAs = "Understood as: "

// understood tells which question is answered, where that is not the very one that
// was asked.
func understood(a answer.Answer) string { return understoodAs + short(tidy(a.Understood), maxQuestion) }

// answerText is what the answer says, a line for each of its lines, without what
// the verdict said already.
func answerText(a answer.Answer) string {
	var out []string
	for text := range strings.Lines(a.Answer) {
		text = tidy(text)
		for _, said := range []string{"The articles disagree: ", "The articles say that this is not known: "} {
			if rest, ok := strings.CutPrefix(text, said); ok && len(out) == 0 {
				text = capital(rest)
			}
		}
		if text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n")
}

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

var citationMark = regexp.MustCompile(`\[\d+\]`)

// onlyQuotes tells whether an answer is nothing but the quotes that stand below it.
func onlyQuotes(a answer.Answer) bool {
	if len(a.Citations) == 0 {
		return false
	}
	rest := tidy(answerText(a))
	for _, c := range a.Citations {
		rest = strings.ReplaceAll(rest, tidy(c.Quote), " ")
	}
	rest = citationMark.ReplaceAllString(rest, "")
	return !strings.ContainsFunc(rest, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// folded are the lines of the caveats that are shown: the first three, every
// conflict and why a model did not read, and how many more there are.
func folded(a answer.Answer, unfold bool) (shown []string, hidden int) {
	for k, c := range a.Caveats {
		if k >= shownCaveats && !neverFolded(c) && !unfold {
			hidden++
			continue
		}
		text := tidy(c.Text)
		if rest, ok := strings.CutPrefix(text, "The articles do not agree, and "); ok && a.Verdict == answer.Disputed {
			text = capital(rest) // the verdict says that they do not
		}
		if len(c.Citations) < len(a.Citations) {
			text += marks(c.Citations, text)
		}
		shown = append(shown, text)
	}
	return shown, hidden
}

// neverFolded: a conflict, and that somebody forbade the model to read, which stands
// among the reasons of a fallback.
func neverFolded(c answer.Caveat) bool {
	return c.Kind == answer.Conflict || c.Kind == answer.ExtractiveFallback
}

func more(hidden int) string {
	return count(hidden, "more caveat") + ": press “All caveats”"
}

// marks are the citations that a text leans on and does not name itself.
func marks(citations []int, text string) string {
	var b strings.Builder
	for _, n := range citations {
		if m := mark(n); !strings.Contains(text, m) {
			b.WriteString(m)
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return " " + b.String()
}

func mark(n int) string { return fmt.Sprintf("[%d]", n) }

// quoted draws a citation: where it stands, and the quote, word for word.
func quoted(c answer.Citation) []slack.Block {
	return quotation(c.Quote, numbered(mark(c.N), c))
}

// quotation draws where a quote stands and, below it, the quote.
func quotation(quote string, where []slack.RichTextSectionElement) (out []slack.Block) {
	for k, piece := range pieces(quote, maxPiece) {
		block := slack.NewRichTextBlock("")
		if k == 0 {
			block.Elements = append(block.Elements, slack.NewRichTextSection(where...))
		}
		block.Elements = append(block.Elements, &slack.RichTextQuote{Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{plain(piece)}})
		out = append(out, block)
	}
	return out
}

// where tells the outlet, the day and the headline of an article; that is a link to
// the very passage where the article's address is known.
func where(publisher, published, title, id, url, quote string) []slack.RichTextSectionElement {
	return []slack.RichTextSectionElement{plain(provenance(publisher, published) + " · "), linked(titled(title, id), url, quote)}
}

// numbered is where a citation stands, behind its number or numbers.
func numbered(numbers string, c answer.Citation) []slack.RichTextSectionElement {
	return append([]slack.RichTextSectionElement{bold(numbers + " ")}, where(c.Publisher, c.Published, c.Title, c.Article, c.URL, c.Quote)...)
}

// linked is a text as a link to a passage, or plain where the address is none.
func linked(text, url, quote string) slack.RichTextSectionElement {
	if link := passageLink(url, quote); link != "" {
		return slack.NewRichTextSectionLinkElement(link, text, nil)
	}
	return plain(text)
}

func titled(title, id string) string {
	return short(cmp.Or(tidy(title), tidy(id)), maxName)
}

// provenance is the outlet and the day of a passage.
func provenance(publisher, published string) string {
	outlet, when := short(tidy(publisher), maxName), day(published)
	switch {
	case outlet == "" && when == "":
		return "No outlet, no date"
	case outlet == "":
		return "No outlet, " + when
	case when == "":
		return outlet + ", no date"
	}
	return outlet + ", " + when
}

// day is a date as people write it: "28 Nov 2025"; "" where there is none.
func day(published string) string {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, published); err == nil {
			return t.Format("2 Jan 2006")
		}
	}
	return ""
}

// searched tells what the answer is drawn from, how fresh that is, whether a model
// read it, and where text went for that.
func searched(a answer.Answer, now time.Time) string {
	out := "Searched " + count(a.Searched.Articles, "article") + ", " + newest(a.Searched.Newest, now)
	if a.Searched.Undated > 0 && a.Searched.Newest != "" {
		out += ", " + humanize.Comma(int64(a.Searched.Undated)) + " undated"
	}
	switch {
	case a.Mode == byModel:
		out += " · read by the model " + short(tidy(a.Model), maxName) + ", checked against the passages"
	case len(a.Citations) > 0:
		out += " · no model wrote this"
	}
	if a.SentTo != "" {
		out += " · text was sent to " + short(tidy(a.SentTo), maxName)
	}
	return out
}

// newest is how old the newest article is: "newest 40 min ago" where its time is
// known, else its day.
func newest(published string, now time.Time) string {
	t, err := time.Parse(time.RFC3339, published)
	if err != nil {
		if published == "" {
			return "none of them dated"
		}
		return "newest of " + day(published)
	}
	switch ago := now.Sub(t); {
	case ago < 0 || ago > 48*time.Hour:
		return "newest of " + t.Format("2 Jan 2006")
	case ago < time.Hour:
		return fmt.Sprintf("newest %d min ago", int(ago.Minutes()))
	default:
		return fmt.Sprintf("newest %d h ago", int(ago.Hours()))
	}
}

// fallback is the answer as plain text, with the caveats that must not be missed.
func fallback(a answer.Answer, o drawing) string {
	var parts []string
	if o.sample {
		parts = append(parts, sampleWarning)
	}
	if o.asker != "" {
		parts = append(parts, o.asker+" asked: "+short(tidy(o.question), maxName))
	}
	if a.Understood != "" {
		parts = append(parts, understood(a))
	}
	if a.Verdict == answer.NotFound {
		parts = append(parts, verdictWords(a)+".")
	} else {
		parts = append(parts, verdictWords(a)+": "+answerText(a))
	}
	caveats, hidden := folded(a, false)
	for _, c := range caveats {
		parts = append(parts, warning+c)
	}
	if hidden > 0 {
		parts = append(parts, more(hidden))
	}
	return short(escape(strings.Join(parts, "\n")), maxText)
}

// readFallback is what the plain text of an answer says: how the question was
// understood, "" where as it was asked, and the answer.
func readFallback(text string) (understood, answered string) {
	text = strings.TrimPrefix(unescape(text), sampleWarning+"\n")
	if rest, ok := strings.CutPrefix(text, understoodAs); ok {
		understood, text, _ = strings.Cut(rest, "\n")
	}
	var said []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, warning) || strings.HasPrefix(line, ":warning:") { // Slack has names for such signs
			break
		}
		said = append(said, line)
	}
	text = strings.Join(said, "\n")
	if _, rest, ok := strings.Cut(text, ": "); ok { // after the verdict's words
		text = rest
	}
	return understood, text
}
