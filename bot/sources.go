package bot

// Source lists: who wrote about it, when, and how many of them are independent.

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/slack-go/slack"

	"secondsource/internal/answer"
)

// pageOf is how many sources a page has.
const pageOf = 10

// listSources answers the command: without a topic what the last answer rests on
// that this person could see here, else who in the articles wrote about it.
func (b *Bot) listSources(ctx context.Context, j *job) (string, error) {
	if j.req.Text == "" {
		s := b.shown.lastFor(j.req.Channel, j.req.Person)
		if s == nil {
			return "nothing shown", b.deliver(ctx, j, []message{note("I have no recent answer here. “" + b.opt.Sources + " TOPIC” lists who wrote about a topic.")})
		}
		return "sources", b.deliver(ctx, j, restsOn("The answer to “"+short(tidy(s.question), maxName-50)+"”", s.answer))
	}
	return b.deliverPage(ctx, j, j.req.Text, 0)
}

// moreSources shows the page that a button asks for.
func (b *Bot) moreSources(ctx context.Context, j *job) (string, error) {
	at, topic, ok := strings.Cut(j.req.Value, " ")
	from, err := strconv.Atoi(at)
	if !ok || err != nil || from < 0 {
		return "unknown button", nil
	}
	rows, err := b.room.Sources(ctx, topic)
	if err != nil {
		return "", err
	}
	return "sources", b.whisper(ctx, j, sourcesPage(rows, topic, from)...)
}

func (b *Bot) deliverPage(ctx context.Context, j *job, topic string, from int) (string, error) {
	rows, err := b.room.Sources(ctx, topic)
	if err != nil {
		return "", err
	}
	return "sources", b.deliver(ctx, j, sourcesPage(rows, topic, from))
}

// sourcesPage draws one page of a list.
func sourcesPage(rows []answer.SourceRow, topic string, from int) []message {
	if len(rows) == 0 || from >= len(rows) {
		return []message{note("I found no article about “" + short(tidy(topic), maxName) + "”.")}
	}
	origins, outlets := map[string]int{}, map[string]bool{}
	for _, r := range rows {
		origins[r.Origin]++
		outlets[tidy(r.Publisher)] = true
	}
	end := min(len(rows), from+pageOf)
	head := "On “" + short(tidy(topic), maxName) + "”: " + spread(len(rows), outlets, len(origins))
	if len(rows) > pageOf {
		head += fmt.Sprintf(" (%d to %d, the best match first)", from+1, end)
	}
	p := headed(head)
	for _, r := range rows[from:end] {
		p.add(line(slices.Concat([]slack.RichTextSectionElement{plain("• ")}, where(r.Publisher, r.Published, r.Title, r.ID, r.URL, ""), copies(origins[r.Origin]))...))
	}
	if end < len(rows) {
		value := fmt.Sprintf("%d %s", end, short(topic, 400))
		p.add(slack.NewActionBlock("", slack.NewButtonBlockElement(pressMore, value, slack.NewTextBlockObject(slack.PlainTextType, "More", false, false))))
	}
	return p.messages(escape(head))
}

// count is a number of things, "1 article", "2,310 articles".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(int64(n)) + " " + noun + "s"
}
