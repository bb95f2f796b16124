package bot

// From what Slack sends to a request: what is asked, by whom, and where the
// answer goes.

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"secondsource/internal/answer"
)

// Surfaces, as metrics and the journal name them.
const (
	onMention = "mention"
	onDM      = "dm"
	onThread  = "thread" // a follow-up without a mention
	onAsk     = "ask"    // the slash command
	onSources = "sources"
	onOther   = "other" // a command that it does not know
	onButton  = "button"
)

// request is one thing that somebody wants. It is kept in the journal until it
// is done, so that a crash does not lose it.
type request struct {
	Surface     string
	Team        string // of the person, where Slack says it
	Channel     string
	Thread      string // the thread that the answer belongs to; "" for none
	Post        string // the person's own post, "" for a command or a button
	Person      string
	Text        string // the question or the topic, in plain text
	ResponseURL string `json:",omitempty"`
	Action      string `json:",omitempty"` // of a button
	Value       string `json:",omitempty"`
	Unsure      bool   `json:",omitempty"` // whether it is said to the app at all
	At          time.Time
}

// private: only the person sees the answer.
func (r *request) private() bool { return r.Surface != onMention && r.Surface != onThread }

// direct: it is between the person and the app alone, in a DM.
func (r *request) direct() bool { return strings.HasPrefix(r.Channel, "D") }

// commanded: a slash command asked for it, so its answer is ephemeral.
func (r *request) commanded() bool {
	return r.Surface == onAsk || r.Surface == onSources || r.Surface == onOther
}

// conversation is where the answer goes.
func (r *request) conversation() string {
	if r.direct() || r.Thread == "" {
		return r.Channel + ":" + r.Person
	}
	return r.Channel + ":" + r.Thread
}

// asked is by whom and where a question is asked, for whoever keeps answers.
func (r *request) asked() answer.Asked {
	surface := r.Surface
	if surface == onAsk {
		surface = "command"
	}
	return answer.Asked{Surface: surface, Person: r.Person, Conversation: r.talk(), Private: r.private()}
}

// where an event leads, and by which keys it is claimed. A nil request is
// nothing to answer.
func (b *Bot) mentioned(id string, e *slackevents.AppMentionEvent) (*request, []string) {
	if e.BotID != "" || e.User == "" || e.User == b.me.UserID || e.Edited != nil {
		return nil, nil
	}
	r := &request{Surface: onMention, Team: e.UserTeam, Channel: e.Channel, Thread: threadOf(e.ThreadTimeStamp, e.TimeStamp), Post: e.TimeStamp, Person: e.User, Text: b.question(e.Text)}
	if r.direct() {
		r.Surface, r.Thread = onDM, e.ThreadTimeStamp
	}
	return r, []string{"event:" + id, postKey(e.Channel, e.TimeStamp)}
}

// messaged reads a message event: a DM, or a post in a thread that may be a
// follow-up.
func (b *Bot) messaged(id string, e *slackevents.MessageEvent) (*request, []string) {
	if !spoken(e.SubType) || e.BotID != "" || e.User == "" || e.User == b.me.UserID {
		return nil, nil
	}
	r := &request{Team: e.UserTeam, Channel: e.Channel, Post: e.TimeStamp, Person: e.User, Text: b.question(e.Text)}
	switch {
	case e.ChannelType == slackevents.ChannelTypeIM:
		r.Surface, r.Thread = onDM, e.ThreadTimeStamp
	case e.ThreadTimeStamp == "":
		return nil, nil
	case strings.Contains(e.Text, "<@"): // said to somebody; a mention of the app comes as its own event
		b.threads.heard(e.Channel, e.ThreadTimeStamp, append(mentionedIn(e.Text, b.me.UserID), e.User)...)
		return nil, nil
	default:
		r.Surface, r.Thread = onThread, e.ThreadTimeStamp
	}
	return r, []string{"event:" + id, postKey(e.Channel, e.TimeStamp)}
}

// spoken: a message of this subtype is what somebody wrote.
func spoken(subtype string) bool {
	return subtype == "" || subtype == "file_share" || subtype == "thread_broadcast"
}

// commanded reads a slash command.
func (b *Bot) commanded(c slack.SlashCommand) (*request, []string) {
	r := &request{Team: c.TeamID, Channel: c.ChannelID, Person: c.UserID, Text: strings.TrimSpace(unescape(c.Text)), ResponseURL: c.ResponseURL}
	switch c.Command {
	case b.opt.Ask:
		r.Surface = onAsk
	case b.opt.Sources:
		r.Surface = onSources
	default:
		b.opt.Log.Warn("a command that is not set up", "command", c.Command)
		r.Surface = onOther
	}
	return r, []string{"trigger:" + c.TriggerID}
}

// pressed reads a button.
func (b *Bot) pressed(c slack.InteractionCallback) (*request, []string) {
	if c.Type != slack.InteractionTypeBlockActions || len(c.ActionCallback.BlockActions) == 0 {
		return nil, nil
	}
	a := c.ActionCallback.BlockActions[0]
	channel := c.Channel.ID
	if channel == "" {
		channel = c.Container.ChannelID
	}
	return &request{
		Surface: onButton, Team: c.User.TeamID, Channel: channel, Thread: c.Container.ThreadTs, Person: c.User.ID, ResponseURL: c.ResponseURL, Action: a.ActionID, Value: a.Value,
	}, []string{"trigger:" + c.TriggerID}
}

// question is what somebody wrote, without the mention that calls the app.
func (b *Bot) question(text string) string {
	return strings.TrimSpace(unescape(strings.ReplaceAll(text, "<@"+b.me.UserID+">", " ")))
}

// mentionedIn are the people that a post names, but the app.
func mentionedIn(text, app string) (people []string) {
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if m[1] != app {
			people = append(people, m[1])
		}
	}
	return people
}

var mention = regexp.MustCompile(`<@([^>|]+)`)

// threadOf is the thread that an answer to a post belongs to: its own.
func threadOf(thread, post string) string {
	if thread != "" {
		return thread
	}
	return post
}

func (r *request) payload() []byte {
	bytes, _ := json.Marshal(r) // strings and a time: it cannot fail
	return bytes
}

func readPayload(bytes []byte) (*request, error) {
	var r request
	if err := json.Unmarshal(bytes, &r); err != nil {
		return nil, err
	}
	return &r, nil
}
