package slackfake

// Events: their envelopes' payloads, and those that come twice or out of order.
// The methods that are not exported are called with s.mu held.

import "slices"

// tells reports whether the app hears of the channel's messages.
func (c *channel) tells(messageEvents bool) bool {
	return c.has(BotUser) && (c.with != "" || messageEvents)
}

// raise sends an event of a channel.
func (s *Server) raise(c *channel, event object) {
	id := s.id("Ev")
	d := &delivery{kind: "events_api", eventID: id, payload: object{
		"token": "verification", "team_id": Team, "api_app_id": App,
		"type": "event_callback", "event_id": id, "event_time": s.opts.Now().Unix(),
		"authorizations":        []object{{"team_id": Team, "user_id": BotUser, "is_bot": true}},
		"is_ext_shared_channel": s.shared(c),
		"event":                 event,
	}}
	s.socket.events[id] = d
	s.socket.eventIDs = append(s.socket.eventIDs, id)
	s.deliver(d)
	if n := s.opts.DuplicateEvery; n > 0 && len(s.socket.eventIDs)%n == 0 {
		s.deliver(d.again())
	}
	s.notify()
}

// again is the same delivery, to be sent and acked once more.
func (d *delivery) again() *delivery {
	return &delivery{kind: d.kind, eventID: d.eventID, payload: d.payload}
}

// Events are the identifiers of the events raised so far, in their order.
func (s *Server) Events() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.socket.eventIDs)
}

// Duplicate sends an event that was sent before once more, in a new envelope.
func (s *Server) Duplicate(eventID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.socket.events[eventID]
	if d == nil {
		s.problemf("test: no event %s", eventID)
		return
	}
	s.deliver(d.again())
}

// Reorder sends what do raises in the opposite order, once do has returned.
func (s *Server) Reorder(do func()) {
	s.mu.Lock()
	s.socket.holding = true
	s.mu.Unlock()
	do()
	s.mu.Lock()
	defer s.mu.Unlock()
	held := s.socket.held
	s.socket.holding, s.socket.held = false, nil
	slices.Reverse(held)
	for _, d := range held {
		s.send(d)
	}
}

func (s *Server) mentionEvent(c *channel, m *Message) object {
	event := s.show(c, m, true)
	event["type"], event["channel"], event["event_ts"] = "app_mention", c.id, m.TS
	return s.fromWhere(event, m)
}

func (s *Server) messageEvent(c *channel, m *Message) object {
	event := s.show(c, m, true)
	event["channel"], event["channel_type"], event["event_ts"] = c.id, c.kind(), m.TS
	return s.fromWhere(event, m)
}

// fromWhere adds whose team a person of another team is.
func (s *Server) fromWhere(event object, m *Message) object {
	if u := s.users[m.User]; u != nil && u.kind == Stranger {
		event["user_team"], event["source_team"] = OtherTeam, OtherTeam
	}
	return event
}

// echo sends the bot its own post.
func (s *Server) echo(c *channel, m *Message) {
	if s.opts.Echo && !m.Ephemeral && c.tells(s.opts.MessageEvents) {
		s.raise(c, s.messageEvent(c, m))
	}
}

func (s *Server) tellChange(c *channel, m, before *Message) {
	if !c.tells(s.opts.MessageEvents) {
		return
	}
	s.raise(c, object{
		"type": "message", "subtype": "message_changed", "hidden": true,
		"channel": c.id, "channel_type": c.kind(), "ts": m.editedTS, "event_ts": m.editedTS,
		"message": s.show(c, m, true), "previous_message": s.show(c, before, true),
	})
}

func (s *Server) tellDeleted(c *channel, m *Message) {
	if !c.tells(s.opts.MessageEvents) {
		return
	}
	at := s.ts()
	s.raise(c, object{
		"type": "message", "subtype": "message_deleted", "hidden": true,
		"channel": c.id, "channel_type": c.kind(), "ts": at, "event_ts": at, "deleted_ts": m.TS,
		"previous_message": s.show(c, m, true),
	})
}
