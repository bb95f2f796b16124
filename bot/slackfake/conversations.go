package slackfake

// What the bot can ask of the workspace: auth.test, conversations.*, users.info,
// reactions.add.

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

func (s *Server) authTest(url.Values) (object, error) {
	return object{
		"url": "https://" + teamDomain + ".slack.com/", "team": teamDomain, "team_id": Team,
		"user": "bot", "user_id": BotUser, "bot_id": Bot, "is_enterprise_install": false,
	}, nil
}

func (s *Server) userInfo(args url.Values) (object, error) {
	id := args.Get("user")
	if id == BotUser {
		return object{"user": object{"id": BotUser, "team_id": Team, "name": "bot", "is_bot": true}}, nil
	}
	u := s.users[id]
	if u == nil {
		return nil, refuse("user_not_found")
	}
	return object{"user": object{
		"id": u.id, "team_id": u.team(), "name": u.name, "real_name": u.name, "deleted": false, "is_bot": false,
		"is_restricted": u.kind == Guest, "is_ultra_restricted": false, "is_stranger": u.kind == Stranger,
		"profile": object{"display_name": u.name, "real_name": u.name, "team": u.team()},
	}}, nil
}

func (s *Server) conversationInfo(args url.Values) (object, error) {
	c, err := s.visible(args.Get("channel"))
	if err != nil {
		return nil, err
	}
	return object{"channel": s.showChannel(c)}, nil
}

func (s *Server) showChannel(c *channel) object {
	shown := object{
		"id": c.id, "name": c.name, "is_archived": false, "is_private": c.private,
		"is_channel": c.kind() == "channel", "is_group": c.kind() == "group", "is_im": c.kind() == "im",
		"is_member": c.has(BotUser), "is_shared": s.shared(c), "is_ext_shared": s.shared(c),
		"context_team_id": Team,
	}
	if c.with != "" {
		delete(shown, "name")
		shown["user"] = c.with
	}
	return shown
}

func (s *Server) conversationMembers(args url.Values) (object, error) {
	c, err := s.visible(args.Get("channel"))
	if err != nil {
		return nil, err
	}
	members, next, err := page(c.members, args, 100)
	if err != nil {
		return nil, err
	}
	return object{"members": members, "response_metadata": object{"next_cursor": next}}, nil
}

func (s *Server) conversationOpen(args url.Values) (object, error) {
	if id := args.Get("channel"); id != "" {
		c, err := s.visible(id)
		if err != nil {
			return nil, err
		}
		return object{"channel": object{"id": c.id}, "no_op": true, "already_open": true}, nil
	}
	users := strings.Split(args.Get("users"), ",")
	switch {
	case args.Get("users") == "":
		return nil, refuse("users_list_not_supplied")
	case len(users) > 1:
		return nil, refuse("method_not_supported_for_channel_type")
	case users[0] == BotUser:
		return nil, refuse("cannot_dm_bot")
	case s.users[users[0]] == nil:
		return nil, refuse("user_not_found")
	}
	open := s.channels[DMChannel(users[0])] != nil
	c := s.dm(users[0])
	return object{"channel": object{"id": c.id}, "no_op": open, "already_open": open}, nil
}

// conversationReplies gives a thread's first message and its replies, oldest
// first.
func (s *Server) conversationReplies(args url.Values) (object, error) {
	c, err := s.readable(args)
	if err != nil {
		return nil, err
	}
	root := c.root(args.Get("ts"))
	if root == "" {
		return nil, refuse("thread_not_found")
	}
	return s.showMessages(c, args, func(m *Message) bool { return m.TS == root || m.ThreadTS == root }, false)
}

// conversationHistory gives what stands in the channel, newest first; replies
// only if they were broadcast.
func (s *Server) conversationHistory(args url.Values) (object, error) {
	c, err := s.readable(args)
	if err != nil {
		return nil, err
	}
	return s.showMessages(c, args, func(m *Message) bool { return m.ThreadTS == "" || m.Broadcast }, true)
}

func (s *Server) readable(args url.Values) (*channel, error) {
	c, err := s.visible(args.Get("channel"))
	if err != nil {
		return nil, err
	}
	if !c.has(BotUser) {
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

func (s *Server) showMessages(c *channel, args url.Values, want func(*Message) bool, newestFirst bool) (object, error) {
	oldest, latest, inclusive := args.Get("oldest"), args.Get("latest"), truth(args, "inclusive")
	var found []*Message
	for _, m := range c.messages {
		after := oldest == "" || m.TS > oldest || inclusive && m.TS == oldest
		before := latest == "" || m.TS < latest || inclusive && m.TS == latest
		if !m.Ephemeral && want(m) && after && before {
			found = append(found, m)
		}
	}
	if newestFirst {
		slices.Reverse(found)
	}
	found, next, err := page(found, args, 100)
	if err != nil {
		return nil, err
	}
	shown := make([]object, 0, len(found))
	for _, m := range found {
		shown = append(shown, s.show(c, m, truth(args, "include_all_metadata")))
	}
	return object{"messages": shown, "has_more": next != "", "response_metadata": object{"next_cursor": next}}, nil
}

// page cuts out what the arguments cursor and limit ask for; a cursor is the
// number of items before it.
func page[T any](all []T, args url.Values, usual int) (items []T, next string, err error) {
	start, size := 0, usual
	if cursor := args.Get("cursor"); cursor != "" {
		if start, err = strconv.Atoi(cursor); err != nil || start < 0 || start > len(all) {
			return nil, "", refuse("invalid_cursor")
		}
	}
	if limit := args.Get("limit"); limit != "" {
		if size, err = strconv.Atoi(limit); err != nil || size < 1 || size > 1000 {
			return nil, "", refuse("invalid_limit")
		}
	}
	end := min(start+size, len(all))
	if end < len(all) {
		next = strconv.Itoa(end)
	}
	return all[start:end], next, nil
}

// show is a message as the Web API gives it.
func (s *Server) show(c *channel, m *Message, metadata bool) object {
	shown := object{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS, "team": Team}
	if u := s.users[m.User]; u != nil {
		shown["team"] = u.team()
	}
	if m.BotID != "" {
		shown["bot_id"], shown["app_id"] = m.BotID, App
	}
	if m.subtype != "" {
		shown["subtype"] = m.subtype
	}
	if m.ThreadTS != "" {
		shown["thread_ts"] = m.ThreadTS
	} else if n := c.replies(m.TS); n > 0 {
		shown["thread_ts"], shown["reply_count"] = m.TS, n
	}
	if len(m.Blocks) > 0 {
		shown["blocks"] = m.Blocks
	}
	if m.Edited > 0 {
		shown["edited"] = object{"user": m.User, "ts": m.editedTS}
	}
	if metadata && m.Metadata != nil {
		shown["metadata"] = m.Metadata
	}
	return shown
}

func (c *channel) replies(ts string) (n int) {
	for _, m := range c.messages {
		if m.ThreadTS == ts && !m.Ephemeral {
			n++
		}
	}
	return n
}

func (s *Server) addReaction(args url.Values) (object, error) {
	c, err := s.readable(args)
	if err != nil {
		return nil, err
	}
	name := args.Get("name")
	m := c.find(args.Get("timestamp"))
	switch {
	case name == "" || strings.Contains(name, ":"):
		return nil, refuse("invalid_name")
	case m == nil || m.Ephemeral:
		return nil, refuse("message_not_found")
	case slices.Contains(m.Reactions, name):
		return nil, refuse("already_reacted")
	}
	m.Reactions = append(m.Reactions, name)
	s.notify()
	return object{}, nil
}
