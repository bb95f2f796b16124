package slackfake

// What people write in channels and direct messages. Their text is Slack's own
// markup, with &, < and > escaped, as events give it.

// Mention has a person post "<@UBOT> text" in a channel, or in a thread of it,
// and returns the post's timestamp. A bot that is in the channel hears of it as
// an app_mention and, with Options.MessageEvents, as a message too.
func (s *Server) Mention(user, channel, text string, thread ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.within(user, channel)
	if c == nil {
		return ""
	}
	m := s.put(c, user, "<@"+BotUser+"> "+text, thread)
	if c.has(BotUser) {
		s.raise(c, s.mentionEvent(c, m))
	}
	if c.tells(s.opts.MessageEvents) {
		s.raise(c, s.messageEvent(c, m))
	}
	return m.TS
}

// Say has a person post in a channel, or in a thread of it, without a mention.
// The bot hears of it only with Options.MessageEvents.
func (s *Server) Say(user, channel, text string, thread ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.within(user, channel)
	if c == nil {
		return ""
	}
	m := s.put(c, user, text, thread)
	if c.tells(s.opts.MessageEvents) {
		s.raise(c, s.messageEvent(c, m))
	}
	return m.TS
}

// DM has a person write to the bot.
func (s *Server) DM(user, text string) string { return s.DMThread(user, "", text) }

// DMThread has a person write to the bot in a thread of their direct messages.
func (s *Server) DMThread(user, threadTS, text string) string {
	s.mu.Lock()
	if s.users[user] != nil {
		s.dm(user)
	}
	s.mu.Unlock()
	return s.Say(user, DMChannel(user), text, threadTS)
}

// OpenAssistant has a person open the assistant's pane: a new thread of their
// direct messages, whose timestamp it returns. The bot hears of it as
// assistant_thread_started. viewing is the channel that the person has open, if
// any.
func (s *Server) OpenAssistant(user string, viewing ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[user] == nil {
		s.problemf("test: no user %s", user)
		return ""
	}
	c := s.dm(user)
	root := &Message{TS: s.ts(), User: BotUser, BotID: Bot, Text: "New Assistant Thread", subtype: openedSubtype}
	s.add(c, root)
	context := object{}
	if len(viewing) > 0 {
		context = object{"channel_id": viewing[0], "team_id": Team, "enterprise_id": nil}
	}
	s.raise(c, object{
		"type": "assistant_thread_started", "event_ts": root.TS,
		"assistant_thread": object{
			"user_id": user, "channel_id": c.id, "thread_ts": root.TS, "context": context,
		},
	})
	return root.TS
}

// openedSubtype marks the message that opens an assistant's thread, which
// people do not see.
const openedSubtype = "assistant_app_thread"

// OpenAgent has a person open the direct messages with the bot as an agent. The
// bot hears of it as app_home_opened of the tab "messages"; viewing is the
// channel that the person has open, if any.
func (s *Server) OpenAgent(user string, viewing ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[user] == nil {
		s.problemf("test: no user %s", user)
		return
	}
	c := s.dm(user)
	context := object{}
	if len(viewing) > 0 {
		context["entities"] = []object{{"type": "slack#/types/channel_id", "value": viewing[0], "team_id": Team}}
	}
	s.raise(c, object{
		"type": "app_home_opened", "user": user, "channel": c.id, "tab": "messages",
		"event_ts": s.ts(), "context": context,
	})
}

// Edit has a person change what they wrote.
func (s *Server) Edit(user, channel, ts, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m := s.theirs(user, channel, ts)
	if m == nil {
		return
	}
	before := *m
	s.replace(m, &Message{Text: text, Blocks: m.Blocks, Metadata: m.Metadata})
	s.tellChange(c, m, &before)
}

// Delete has a person, or an administrator, delete a message.
func (s *Server) Delete(user, channel, ts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m := s.theirs(user, channel, ts)
	if m == nil {
		return
	}
	c.remove(ts)
	s.notify()
	s.tellDeleted(c, m)
}

// The methods below are called with s.mu held.

// within is the channel in which a person can write, nil (and a problem) if
// there is none.
func (s *Server) within(user, id string) *channel {
	c := s.channels[id]
	if s.users[user] == nil || c == nil || !c.has(user) {
		s.problemf("test: %s cannot write in %s", user, id)
		return nil
	}
	return c
}

// put places a person's message.
func (s *Server) put(c *channel, user, text string, thread []string) *Message {
	m := &Message{TS: s.ts(), User: user, Text: text}
	if len(thread) > 0 && thread[0] != "" {
		m.ThreadTS = c.root(thread[0])
		if m.ThreadTS == "" {
			s.problemf("test: no thread %s in %s", thread[0], c.id)
		}
	}
	s.add(c, m)
	return m
}

func (s *Server) theirs(user, channel, ts string) (*channel, *Message) {
	c := s.within(user, channel)
	if c == nil {
		return nil, nil
	}
	m := c.find(ts)
	if m == nil || m.Ephemeral {
		s.problemf("test: no message %s in %s", ts, channel)
		return nil, nil
	}
	return c, m
}
