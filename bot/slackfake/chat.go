package slackfake

// chat.*: what the bot posts, changes and takes back.

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// post is the content of a message on its way in.
type post struct {
	text, blocks, metadata   string
	markdown                 string
	attachments              string
	threadTS                 string
	broadcast                bool
	unfurlLinks, unfurlMedia *bool
}

func readPost(args url.Values) post {
	return post{
		text:        args.Get("text"),
		blocks:      args.Get("blocks"),
		metadata:    args.Get("metadata"),
		markdown:    args.Get("markdown_text"),
		attachments: args.Get("attachments"),
		threadTS:    args.Get("thread_ts"),
		broadcast:   truth(args, "reply_broadcast"),
		unfurlLinks: optionalTruth(args, "unfurl_links"),
		unfurlMedia: optionalTruth(args, "unfurl_media"),
	}
}

func truth(args url.Values, name string) bool {
	value, err := strconv.ParseBool(args.Get(name))
	return err == nil && value
}

func optionalTruth(args url.Values, name string) *bool {
	if !args.Has(name) {
		return nil
	}
	value := truth(args, name)
	return &value
}

// compose checks a post and makes the bot's message of it, without a place yet.
func (s *Server) compose(p post) (*Message, error) {
	blocks, err := s.decodeBlocks(p.blocks)
	if err != nil {
		return nil, err
	}
	if p.markdown != "" {
		if p.text != "" || len(blocks) > 0 {
			return nil, refuse("markdown_text_conflict")
		}
		if utf8.RuneCountInString(p.markdown) > maxMarkdownText {
			return nil, refuse("msg_too_long")
		}
		p.text = p.markdown
	}
	if p.text == "" && len(blocks) == 0 && p.attachments == "" {
		return nil, refuse("no_text")
	}
	if n := utf8.RuneCountInString(p.text); n > maxText {
		return nil, refuse("msg_too_long", fmt.Sprintf("%d characters, %d allowed", n, maxText))
	}
	if err := checkBlocks(blocks); err != nil {
		return nil, err
	}
	metadata, err := readMetadata(p.metadata)
	if err != nil {
		return nil, err
	}
	if err := s.nameBlocks(blocks); err != nil {
		return nil, err
	}
	return &Message{
		User: BotUser, BotID: Bot, Text: p.text, Blocks: blocks, Metadata: metadata,
		Broadcast: p.broadcast, UnfurlLinks: p.unfurlLinks, UnfurlMedia: p.unfurlMedia,
	}, nil
}

func readMetadata(raw string) (*Metadata, error) {
	if raw == "" || raw == "{}" {
		return nil, nil
	}
	var fields map[string]json.RawMessage
	var m Metadata
	if err := json.Unmarshal([]byte(raw), &fields); err != nil {
		return nil, refuse("invalid_metadata_format", err.Error())
	}
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		return nil, refuse("invalid_metadata_format", err.Error())
	}
	for name := range fields {
		if name != "event_type" && name != "event_payload" {
			return nil, refuse("invalid_metadata_schema", "unknown field "+name)
		}
	}
	if m.EventType == "" || len(m.EventPayload) == 0 || m.EventPayload[0] != '{' {
		return nil, refuse("invalid_metadata_format", "event_type and event_payload are required")
	}
	return &m, nil
}

// bring puts the bot's message into a channel, and into the thread that is
// asked for, if anything is left of it.
func (s *Server) bring(c *channel, m *Message, threadTS string) {
	s.checkPings(c, m)
	if threadTS != "" {
		m.ThreadTS = c.root(threadTS)
		if m.ThreadTS != threadTS && m.ThreadTS != "" {
			s.problemf("a reply in %s to %s, which is itself a reply", c.id, threadTS)
		}
	}
	m.TS = s.ts()
	s.add(c, m)
	s.echo(c, m)
}

var ping = regexp.MustCompile(`<(![a-z]+|@[A-Za-z0-9_]+)[^>]*>`)

// checkPings records whom a message would call who must not be called.
func (s *Server) checkPings(c *channel, m *Message) {
	texts := []string{m.Text}
	for _, block := range m.Blocks {
		texts = append(texts, block.mentions())
	}
	for _, found := range ping.FindAllStringSubmatch(strings.Join(texts, "\n"), -1) {
		name := found[1]
		user, isUser := strings.CutPrefix(name, "@")
		switch {
		case isUser && (user == BotUser || s.opts.MayPing != nil && s.opts.MayPing(user)):
		case isUser, slices.Contains([]string{"!everyone", "!channel", "!here", "!subteam"}, name):
			s.problemf("a post in %s would ping %s", c.id, found[0])
		}
	}
}

// writable is the channel that the bot posts to; a person's identifier is the
// direct message with them.
func (s *Server) writable(id string) (*channel, error) {
	if s.users[id] != nil {
		return s.dm(id), nil
	}
	c, err := s.visible(id)
	if err != nil {
		return nil, err
	}
	if !c.has(BotUser) {
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

// visible is a channel that the bot may know of.
func (s *Server) visible(id string) (*channel, error) {
	c := s.channels[id]
	if c == nil || c.private && !c.has(BotUser) {
		return nil, refuse("channel_not_found")
	}
	return c, nil
}

func (s *Server) postMessage(args url.Values) (object, error) {
	c, err := s.writable(args.Get("channel"))
	if err != nil {
		return nil, err
	}
	p := readPost(args)
	m, err := s.compose(p)
	if err != nil {
		return nil, err
	}
	s.bring(c, m, p.threadTS)
	return object{"channel": c.id, "ts": m.TS, "message": s.show(c, m, true)}, nil
}

func (s *Server) postEphemeral(args url.Values) (object, error) {
	c, err := s.writable(args.Get("channel"))
	if err != nil {
		return nil, err
	}
	person := args.Get("user")
	switch {
	case s.users[person] == nil:
		return nil, refuse("user_not_found")
	case !c.has(person):
		return nil, refuse("user_not_in_channel")
	}
	p := readPost(args)
	m, err := s.compose(p)
	if err != nil {
		return nil, err
	}
	m.Ephemeral, m.To = true, person
	s.bring(c, m, p.threadTS)
	return object{"message_ts": m.TS}, nil
}

// own is a message of the bot that everybody sees.
func (s *Server) own(args url.Values, forbidden string) (*channel, *Message, error) {
	c, err := s.visible(args.Get("channel"))
	if err != nil {
		return nil, nil, err
	}
	m := c.find(args.Get("ts"))
	if m == nil || m.Ephemeral {
		return nil, nil, refuse("message_not_found")
	}
	if m.User != BotUser {
		return nil, nil, refuse(forbidden)
	}
	return c, m, nil
}

// updateMessage keeps the blocks only if neither text nor blocks are given, and
// the metadata unless others are given.
func (s *Server) updateMessage(args url.Values) (object, error) {
	c, m, err := s.own(args, "cant_update_message")
	if err != nil {
		return nil, err
	}
	updated, err := s.compose(readPost(args))
	if err != nil {
		return nil, err
	}
	if !args.Has("metadata") {
		updated.Metadata = m.Metadata
	}
	before := *m
	s.checkPings(c, updated)
	s.replace(m, updated)
	if s.opts.Echo {
		s.tellChange(c, m, &before)
	}
	return object{"channel": c.id, "ts": m.TS, "text": m.Text, "message": s.show(c, m, true)}, nil
}

// replace gives a message new content in its place.
func (s *Server) replace(m, with *Message) {
	m.Text, m.Blocks, m.Metadata = with.Text, with.Blocks, with.Metadata
	m.Edited++
	m.editedTS = s.ts()
	s.notify()
}

func (s *Server) deleteMessage(args url.Values) (object, error) {
	c, m, err := s.own(args, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	c.remove(m.TS)
	s.notify()
	return object{"channel": c.id, "ts": m.TS}, nil
}

func (s *Server) permalink(args url.Values) (object, error) {
	c, err := s.visible(args.Get("channel"))
	if err != nil {
		return nil, err
	}
	m := c.find(args.Get("message_ts"))
	if m == nil || m.Ephemeral {
		return nil, refuse("message_not_found")
	}
	return object{"channel": c.id, "permalink": permalink(c, m)}, nil
}

func permalink(c *channel, m *Message) string {
	link := "https://" + teamDomain + ".slack.com/archives/" + c.id + "/p" + strings.ReplaceAll(m.TS, ".", "")
	if m.ThreadTS != "" {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + c.id
	}
	return link
}
