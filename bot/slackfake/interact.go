package slackfake

// Slash commands and clicks.

import "slices"

// Slash has a person give a slash command in a channel that they are in, or in
// their direct messages with the bot. The bot need not be in the channel.
func (s *Server) Slash(user, channel, command, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if channel == DMChannel(user) && s.users[user] != nil {
		s.dm(user)
	}
	c := s.within(user, channel)
	if c == nil {
		return
	}
	answer := s.openResponse(c, user, nil)
	s.deliver(&delivery{kind: "slash_commands", response: answer, payload: object{
		"token": "verification", "team_id": Team, "team_domain": teamDomain, "api_app_id": App,
		"channel_id": c.id, "channel_name": c.shownName(), "user_id": user, "user_name": s.users[user].name,
		"command": command, "text": text, "is_enterprise_install": "false",
		"response_url": s.responseLink(answer), "trigger_id": s.id("trigger."),
	}})
	s.notify()
}

// shownName is a channel's name as commands and clicks give it.
func (c *channel) shownName() string {
	switch c.kind() {
	case "im":
		return "directmessage"
	case "group":
		return "privategroup"
	}
	return c.name
}

// Click has a person press the button of a message that they see. Of a pair of
// feedback buttons or a menu, value says which is chosen.
func (s *Server) Click(user string, message Message, actionID string, value ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, person := s.channels[message.Channel], s.users[user]
	if c == nil || person == nil {
		s.problemf("test: no channel %q or no user %q to click", message.Channel, user)
		return
	}
	m := c.find(message.TS)
	if m == nil || !s.sees(user, c, m) {
		s.problemf("test: %s does not see message %s in %s", user, message.TS, c.id)
		return
	}
	action := s.action(m, actionID, value)
	if action == nil {
		s.problemf("test: no action %q %q in message %s", actionID, value, m.TS)
		return
	}
	s.deliver(&delivery{kind: "interactive", payload: s.clickPayload(c, person, m, action)})
	s.notify()
}

func (s *Server) clickPayload(c *channel, person *user, m *Message, action object) object {
	container := object{
		"type": "message", "message_ts": m.TS, "channel_id": c.id, "is_ephemeral": m.Ephemeral,
	}
	if m.ThreadTS != "" {
		container["thread_ts"] = m.ThreadTS
	}
	payload := object{
		"type": "block_actions", "token": "verification", "api_app_id": App, "trigger_id": s.id("trigger."),
		"user":       object{"id": person.id, "username": person.name, "name": person.name, "team_id": person.team()},
		"team":       object{"id": Team, "domain": teamDomain},
		"enterprise": nil, "is_enterprise_install": false,
		"channel":      object{"id": c.id, "name": c.shownName()},
		"container":    container,
		"state":        object{"values": object{}},
		"response_url": s.responseLink(s.openResponse(c, person.id, m)),
		"actions":      []object{action},
	}
	if !m.Ephemeral { // Slack keeps no ephemeral message to send along
		payload["message"] = s.show(c, m, true)
	}
	return payload
}

// action is the pressed element as a click reports it, nil if there is none.
func (s *Server) action(m *Message, id string, value []string) object {
	for _, block := range m.Blocks {
		for _, e := range block.elements() {
			if e.ActionID != id || e.ActionID == "" {
				continue
			}
			action := object{
				"type": e.Type, "action_id": id, "block_id": block.BlockID, "action_ts": s.ts(),
			}
			if len(value) == 0 {
				action["value"], action["text"] = e.Value, textObject(e.Text)
				return action
			}
			if o := e.option(value[0]); o != nil && e.Type == "feedback_buttons" {
				action["value"], action["text"] = o.Value, textObject(&o.Text)
				return action
			} else if o != nil {
				action["selected_option"] = object{"text": textObject(&o.Text), "value": o.Value}
				return action
			}
		}
	}
	return nil
}

func (e Element) option(value string) *Option {
	options := slices.Clone(e.Options)
	for _, o := range []*Option{e.Positive, e.Negative} {
		if o != nil {
			options = append(options, *o)
		}
	}
	i := slices.IndexFunc(options, func(o Option) bool { return o.Value == value })
	if i < 0 {
		return nil
	}
	return &options[i]
}

func textObject(t *Text) object {
	if t == nil {
		return nil
	}
	return object{"type": t.Type, "text": t.Text}
}
