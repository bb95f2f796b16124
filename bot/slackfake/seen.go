package slackfake

// What people see.

import (
	"cmp"
	"slices"
	"strings"
)

// Seen is what a person sees in a channel, oldest first: the posts at its top
// level, or with a thread's timestamp that thread from its first message on,
// and among them the ephemeral messages for that person.
func (s *Server) Seen(user, channel string, thread ...string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channel]
	if c == nil {
		return nil
	}
	var seen []Message
	for _, m := range c.messages {
		here := m.ThreadTS == "" || m.Broadcast
		if len(thread) > 0 && thread[0] != "" {
			here = m.TS == thread[0] || m.ThreadTS == thread[0]
		}
		if here && s.sees(user, c, m) {
			seen = append(seen, m.copy())
		}
	}
	return seen
}

// Everything is every message of the workspace as it stands, oldest first,
// ephemeral ones too, whoever sees them.
func (s *Server) Everything() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Message
	for _, c := range s.channels {
		for _, m := range c.messages {
			if m.subtype != openedSubtype {
				all = append(all, m.copy())
			}
		}
	}
	slices.SortFunc(all, func(a, b Message) int { return strings.Compare(a.TS, b.TS) })
	return all
}

func (m *Message) copy() Message {
	c := *m
	c.Reactions = slices.Clone(m.Reactions)
	return c
}

// sees reports whether a person sees a message. Members of the team see every
// public channel, guests and strangers only those that they are in.
func (s *Server) sees(user string, c *channel, m *Message) bool {
	u := s.users[user]
	switch {
	case u == nil, m.subtype == openedSubtype, m.Ephemeral && m.To != user:
		return false
	case c.has(user):
		return true
	}
	return !c.private && u.kind == Member
}

// Plain renders a message for reading: its blocks, one a line or more, or its
// text where it has none. A header stands as "# header", a context as
// "(a · b)", buttons as "[label]", a table's cells between bars.
func Plain(m Message) string {
	if len(m.Blocks) == 0 {
		return m.Text
	}
	var lines []string
	for _, block := range m.Blocks {
		lines = append(lines, block.plain())
	}
	return strings.Join(lines, "\n")
}

func (b Block) plain() string {
	switch b.Type {
	case "header":
		return "# " + b.Text.plain()
	case "context":
		return "(" + join(b.Elements, " · ") + ")"
	case "actions", "context_actions":
		return join(b.Elements, " ")
	case "divider":
		return "---"
	case "image":
		return "[image: " + b.AltText + "]"
	case "rich_text":
		return richText(b.Elements)
	case "table":
		return plainTable(b.Rows)
	}
	var lines []string
	if b.Text != nil {
		lines = append(lines, b.Text.plain())
	}
	for _, field := range b.Fields {
		lines = append(lines, field.Text)
	}
	if b.Accessory != nil {
		lines = append(lines, b.Accessory.plain())
	}
	return strings.Join(lines, "\n")
}

func (t *Text) plain() string {
	if t == nil {
		return ""
	}
	return t.Text
}

func join(elements []Element, between string) string {
	var texts []string
	for _, e := range elements {
		texts = append(texts, e.plain())
	}
	return strings.Join(texts, between)
}

func (e Element) plain() string {
	switch {
	case e.Type == "mrkdwn" || e.Type == "plain_text":
		return e.Text.plain()
	case e.Type == "image":
		return "[image: " + e.AltText + "]"
	case e.Text != nil:
		return "[" + e.Text.Text + "]"
	}
	var choices []string
	for _, o := range e.Options {
		choices = append(choices, o.Text.Text)
	}
	for _, o := range []*Option{e.Positive, e.Negative} {
		if o != nil {
			choices = append(choices, o.Text.Text)
		}
	}
	return "[" + strings.Join(choices, " | ") + "]"
}

func plainTable(rows [][]Cell) string {
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, cell := range row {
			cells = append(cells, cell.plain())
		}
		lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
	}
	return strings.Join(lines, "\n")
}

func (c Cell) plain() string {
	if c.Text != "" {
		return c.Text
	}
	return richText(c.Elements)
}

// richText is the text of rich text, its parts one a line.
func richText(elements []Element) string {
	var text strings.Builder
	for i, e := range elements {
		if i > 0 && len(e.Elements) > 0 {
			text.WriteByte('\n')
		}
		switch e.Type {
		case "user":
			text.WriteString("<@" + e.UserID + ">")
		case "broadcast":
			text.WriteString("<!" + e.Range + ">")
		case "usergroup":
			text.WriteString("<!subteam^" + e.Group + ">")
		case "link":
			text.WriteString(cmp.Or(e.Text.plain(), e.URL))
		default:
			text.WriteString(e.Text.plain())
		}
		text.WriteString(richText(e.Elements))
	}
	return text.String()
}

// mentions is the text of a block in which Slack looks for whom to call: all
// but plain text, and of rich text the calls alone.
func (b Block) mentions() string {
	var texts []string
	add := func(t *Text) {
		if t != nil && t.Type != "plain_text" {
			texts = append(texts, t.Text)
		}
	}
	add(b.Text)
	for _, field := range b.Fields {
		add(&field)
	}
	for _, e := range b.Elements {
		if e.Type == "mrkdwn" {
			add(e.Text)
		}
	}
	texts = append(texts, richCalls(b.Elements))
	for _, row := range b.Rows {
		for _, cell := range row {
			texts = append(texts, richCalls(cell.Elements))
		}
	}
	return strings.Join(texts, "\n")
}

// richCalls are the people and groups that rich text calls.
func richCalls(elements []Element) string {
	var calls []string
	for _, e := range elements {
		switch e.Type {
		case "user", "broadcast", "usergroup":
			calls = append(calls, richText([]Element{e}))
		}
		calls = append(calls, richCalls(e.Elements))
	}
	return strings.Join(calls, "")
}
