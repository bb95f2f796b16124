package slackfake

// The workspace: who is in it, its channels, and the messages that stand there.

import (
	"encoding/json"
	"slices"
	"time"
)

// Kind is what a person is to the workspace.
type Kind int

const (
	Member   Kind = iota
	Guest         // is_restricted: sees only the channels that they are in
	Stranger      // of another team, here by Slack Connect
)

type user struct {
	id, name string
	kind     Kind
}

func (u *user) team() string {
	if u.kind == Stranger {
		return OtherTeam
	}
	return Team
}

type channel struct {
	id, name string
	private  bool
	with     string // the person of a direct message, else ""
	members  []string
	messages []*Message // by time
}

// place is a thread; its ts is "" for what is said of the channel itself.
type place struct{ channel, ts string }

// thread is what an assistant has set on a thread.
type thread struct {
	statuses []string // all that were set
	status   string
	statusAt time.Time
	prompts  []Prompt
	title    string
}

// Message is a post as it stands.
type Message struct {
	Channel  string
	TS       string
	ThreadTS string // "" at the top level, else the timestamp of the thread's first message
	User     string // BotUser for the bot
	BotID    string // Bot for the bot, else ""
	Text     string
	Blocks   []Block
	// Ephemeral is a message that only the person To sees.
	Ephemeral bool
	To        string
	Broadcast bool // a reply that also shows in the channel
	Edited    int  // how often it was changed
	Metadata  *Metadata
	// UnfurlLinks and UnfurlMedia are nil where the post said nothing.
	UnfurlLinks, UnfurlMedia *bool
	Reactions                []string // of the bot

	subtype  string
	editedTS string
}

// Metadata is the app's own note on a message.
type Metadata struct {
	EventType    string          `json:"event_type"`
	EventPayload json.RawMessage `json:"event_payload"`
}

// AddUser adds a person.
func (s *Server) AddUser(id, name string, kind Kind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users[id] = &user{id: id, name: name, kind: kind}
}

// AddChannel adds a channel, or gives one other members. The bot is a member
// only if BotUser is named.
func (s *Server) AddChannel(id, name string, private bool, members ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.channels[id]; old != nil {
		old.name, old.private, old.members = name, private, slices.Clone(members)
		return
	}
	s.channels[id] = &channel{id: id, name: name, private: private, members: slices.Clone(members)}
}

// DMChannel is the identifier of the channel between a person and the bot.
func DMChannel(user string) string { return "D" + user }

// dm is the channel between a person and the bot, made if need be.
func (s *Server) dm(user string) *channel {
	id := DMChannel(user)
	c := s.channels[id]
	if c == nil {
		c = &channel{id: id, name: "directmessage", private: true, with: user, members: []string{user, BotUser}}
		s.channels[id] = c
	}
	return c
}

// kind is Slack's channel_type.
func (c *channel) kind() string {
	switch {
	case c.with != "":
		return "im"
	case c.private:
		return "group"
	}
	return "channel"
}

func (c *channel) has(member string) bool { return slices.Contains(c.members, member) }

func (c *channel) find(ts string) *Message {
	for _, m := range c.messages {
		if m.TS == ts {
			return m
		}
	}
	return nil
}

// root is the timestamp of the thread that ts belongs to, and "" if no message
// and no reply is left of it.
func (c *channel) root(ts string) string {
	for _, m := range c.messages {
		switch {
		case m.Ephemeral:
		case m.TS == ts && m.ThreadTS != "":
			return m.ThreadTS
		case m.TS == ts || m.ThreadTS == ts:
			return ts
		}
	}
	return ""
}

func (c *channel) remove(ts string) {
	c.messages = slices.DeleteFunc(c.messages, func(m *Message) bool { return m.TS == ts })
}

// shared reports whether people of another team are in the channel.
func (s *Server) shared(c *channel) bool {
	return slices.ContainsFunc(c.members, func(id string) bool {
		u := s.users[id]
		return u != nil && u.kind == Stranger
	})
}

func (s *Server) thread(channel, ts string) *thread {
	at := place{channel, ts}
	if s.threads[at] == nil {
		s.threads[at] = &thread{}
	}
	return s.threads[at]
}

// add puts a message where it belongs. A post of the bot ends the status of its
// thread, as in Slack.
func (s *Server) add(c *channel, m *Message) {
	m.Channel = c.id
	c.messages = append(c.messages, m)
	if m.User == BotUser {
		if t := s.threads[place{c.id, m.ThreadTS}]; t != nil {
			t.status = ""
		}
	}
	s.notify()
}
