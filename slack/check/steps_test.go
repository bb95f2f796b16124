//go:build secondtier

package check

import (
	"context"
	"slices"
	"strings"

	"github.com/slack-go/slack"
)

// step is a call of the bot.
type step struct {
	name string
	do   func(ctx context.Context, s *side) error
	// fields are read by the bot: they must be there in both or neither, and of
	// one type. In values, they must be the same, too.
	fields, values []string
}

const (
	claim   = "T1:C1:1.2"
	botText = "Reading the articles…"
)

// The bot's options, as in bot/post.go; TestShape holds them to it.

func metadata(state string) slack.MsgOption {
	return slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "secondsource_answer", EventPayload: map[string]any{"claim": claim, "state": state, "part": 0, "parts": 1}})
}

func content(text string, blocks ...slack.Block) slack.MsgOption {
	return slack.MsgOptionCompose(
		slack.MsgOptionText(text, false), slack.MsgOptionBlocks(blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(), slack.MsgOptionLinkNames(false),
	)
}

func blocks() []slack.Block {
	words := slack.NewRichTextSectionTextElement
	return []slack.Block{
		slack.NewRichTextBlock("", slack.NewRichTextSection(words("Supported", &slack.RichTextSectionTextStyle{Bold: true}))),
		slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{words("<!channel> & “so”", nil)}}),
		slack.NewRichTextBlock("", slack.NewRichTextSection(slack.NewRichTextSectionLinkElement("https://example.org/a#:~:text=so", "A title", nil))),
		slack.NewContextBlock("", slack.NewTextBlockObject(slack.MarkdownType, "searched 3 articles", false, false)),
		slack.NewActionBlock("", slack.NewButtonBlockElement("caveats", claim, slack.NewTextBlockObject(slack.PlainTextType, "All caveats", false, false))),
	}
}

var (
	posted = []string{"channel", "ts", "message.ts", "message.user", "message.text", "message.blocks.0.type", "message.blocks.3.elements.0.type", "message.metadata.event_type"}
	kept   = []string{"message.text", "message.blocks.0.type", "message.blocks.4.elements.0.action_id", "message.metadata.event_type", "message.metadata.event_payload.claim", "message.metadata.event_payload.state", "message.metadata.event_payload.parts"}
	read   = []string{"has_more", "messages.0.ts", "messages.0.user", "messages.0.thread_ts", "messages.0.metadata.event_payload", "messages.1.ts", "messages.1.user", "messages.1.bot_id", "messages.1.thread_ts", "messages.1.metadata.event_payload"}
	found  = []string{"messages.#", "messages.0.text", "messages.0.metadata.event_type", "messages.1.text", "messages.1.metadata.event_type", "messages.1.metadata.event_payload.claim", "messages.1.metadata.event_payload.state", "messages.1.metadata.event_payload.part"}
)

func steps() []step {
	post := func(channel func(*side) string, keep func(*side, string), options ...slack.MsgOption) func(context.Context, *side) error {
		return func(ctx context.Context, s *side) error {
			_, ts, err := s.api.PostMessageContext(ctx, channel(s), options...)
			if keep != nil {
				keep(s, ts)
			}
			return err
		}
	}
	named := func(id string) func(*side) string { return func(*side) string { return id } }
	news := func(s *side) string { return s.news }
	update := func(channel, ts func(*side) string, options ...slack.MsgOption) func(context.Context, *side) error {
		return func(ctx context.Context, s *side) error {
			_, _, _, err := s.api.UpdateMessageContext(ctx, channel(s), ts(s), options...)
			return err
		}
	}
	remove := func(channel, ts func(*side) string) func(context.Context, *side) error {
		return func(ctx context.Context, s *side) error {
			_, _, err := s.api.DeleteMessageContext(ctx, channel(s), ts(s))
			return err
		}
	}
	whisper := func(channel, person func(*side) string, options ...slack.MsgOption) func(context.Context, *side) error {
		return func(ctx context.Context, s *side) error {
			_, err := s.api.PostEphemeralContext(ctx, channel(s), person(s), append(options, slack.MsgOptionTS(s.asked))...)
			return err
		}
	}
	replies := func(channel, ts func(*side) string, oldest func(*side) string) func(context.Context, *side) error {
		return func(ctx context.Context, s *side) error {
			_, _, _, err := s.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{ChannelID: channel(s), Timestamp: ts(s), Oldest: oldest(s), Limit: 200, IncludeAllMetadata: true})
			return err
		}
	}
	history := func(channel, oldest func(*side) string) func(context.Context, *side) error {
		return func(ctx context.Context, s *side) error {
			_, err := s.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: channel(s), Oldest: oldest(s), Limit: 200, IncludeAllMetadata: true})
			return err
		}
	}
	open := func(person func(*side) string) func(context.Context, *side) error {
		return func(ctx context.Context, s *side) error {
			dm, _, _, err := s.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{person(s)}})
			if err == nil {
				s.dm = dm.ID
			}
			return err
		}
	}
	who := func(person func(*side) string) func(context.Context, *side) error {
		return func(ctx context.Context, s *side) error {
			_, err := s.api.GetUserInfoContext(ctx, person(s))
			return err
		}
	}
	as := func(token string, s *side) *slack.Client {
		return slack.New(token, slack.OptionAppLevelToken(token), slack.OptionAPIURL(s.url), slack.OptionHTTPClient(s.wire))
	}
	ana := func(s *side) string { return s.ana }
	ben := func(s *side) string { return s.ben }
	asked := func(s *side) string { return s.asked }
	first := func(s *side) string { return s.post }
	reply := func(s *side) string { return s.reply }
	dm := func(s *side) string { return s.dm }
	never := named("1.000001")
	none := named("")

	return []step{
		{"auth.test", func(ctx context.Context, s *side) error { _, err := s.api.AuthTestContext(ctx); return err }, []string{"team_id", "user_id", "bot_id", "team", "url"}, []string{"user_id", "bot_id"}},
		{"auth.test, bad token", func(ctx context.Context, s *side) error {
			_, err := as("xoxb-wrong", s).AuthTestContext(ctx)
			return err
		}, nil, nil},
		{"auth.test, no token", func(ctx context.Context, s *side) error { _, err := as("", s).AuthTestContext(ctx); return err }, nil, nil},

		{"chat.postMessage", post(news, func(s *side, ts string) { s.post = ts }, content("An answer", blocks()...), metadata("done")), posted, kept},
		{"chat.postMessage, in a thread", func(ctx context.Context, s *side) error {
			var err error
			_, s.reply, err = s.api.PostMessageContext(ctx, s.news, content(botText, blocks()...), metadata("working"), slack.MsgOptionTS(s.asked))
			return err
		}, append(posted, "message.thread_ts", "message.bot_id", "message.app_id"), kept},
		{"chat.postMessage, text alone", post(news, nil, content("Words & <words>")), []string{"ts", "message.blocks"}, []string{"message.text"}},
		{"chat.postMessage, to a person", post(ana, nil, content("Hello", blocks()...)), []string{"channel", "ts", "message.ts"}, nil},
		{"chat.postMessage, to nobody", post(named("UNOBODY"), nil, content("Hello")), nil, nil},
		{"chat.postMessage, unknown channel", post(named("CNONE"), nil, content("Hello")), nil, nil},
		{"chat.postMessage, no channel", post(none, nil, content("Hello")), nil, nil},
		{"chat.postMessage, no text", post(news, nil, content("")), nil, nil},
		{"chat.postMessage, public channel without the bot", post(func(s *side) string { return s.elsewhere }, nil, content("Hello")), nil, nil},
		{"chat.postMessage, private channel without the bot", post(func(s *side) string { return s.secret }, nil, content("Hello")), nil, nil},
		{"chat.postMessage, bad token", func(ctx context.Context, s *side) error {
			_, _, err := as("xoxb-wrong", s).PostMessageContext(ctx, s.news, content("Hello"))
			return err
		}, nil, nil},

		{"conversations.replies", replies(news, asked, none), read, found},
		{"conversations.replies, after the question", replies(news, asked, asked), []string{"messages.0.ts"}, []string{"messages.#"}},
		{"conversations.replies, of a reply", replies(news, reply, none), []string{"messages.0.ts"}, []string{"messages.#"}},
		{"conversations.replies, of a post without", replies(news, first, none), []string{"messages.0.ts", "messages.0.metadata.event_payload"}, []string{"messages.#"}},
		{"conversations.replies, unknown ts", replies(news, never, none), nil, nil},
		{"conversations.replies, unknown channel", replies(named("CNONE"), never, none), nil, nil},
		{"conversations.history", history(news, none), []string{"has_more", "messages.0.ts", "messages.0.user", "messages.1.ts", "messages.1.metadata.event_payload"}, []string{"messages.#", "messages.0.text", "messages.1.text", "messages.1.metadata.event_payload.claim"}},
		{"conversations.history, after the first answer", history(news, first), []string{"messages.0.ts"}, []string{"messages.#"}},
		{"conversations.history, unknown channel", history(named("CNONE"), none), nil, nil},
		{"conversations.history, private channel without the bot", history(func(s *side) string { return s.secret }, none), nil, nil},

		{"chat.update", update(news, reply, content("An answer", blocks()...), metadata("done")), []string{"channel", "ts", "text", "message.edited.ts", "message.metadata.event_type", "message.thread_ts"}, append(kept, "text")},
		{"conversations.replies, after the update", replies(news, asked, none), read, found},
		{"chat.update, metadata left out", update(news, reply, content("An answer", blocks()...)), []string{"ts", "message.metadata.event_type"}, kept},
		{"chat.update, blocks left out", update(news, first, content("Words")), []string{"ts", "message.blocks", "message.metadata.event_type"}, []string{"message.text"}},
		{"chat.update, nothing", update(news, first, content("")), nil, nil},
		{"chat.update, unknown ts", update(news, never, content("Hello")), nil, nil},
		{"chat.update, unknown channel", update(named("CNONE"), first, content("Hello")), nil, nil},
		{"chat.update, of a person's post", update(news, asked, content("Hello")), nil, nil},
		{"chat.update, bad token", func(ctx context.Context, s *side) error {
			_, _, _, err := as("xoxb-wrong", s).UpdateMessageContext(ctx, s.news, s.post, content("Hello"))
			return err
		}, nil, nil},

		{"chat.postEphemeral", whisper(news, ana, content("An answer", blocks()...)), []string{"message_ts"}, nil},
		{"chat.postEphemeral, no text", whisper(news, ana, content("")), nil, nil},
		{"chat.postEphemeral, unknown channel", whisper(named("CNONE"), ana, content("Hello")), nil, nil},
		{"chat.postEphemeral, unknown person", whisper(news, named("UNOBODY"), content("Hello")), nil, nil},
		{"chat.postEphemeral, person not in the channel", whisper(news, ben, content("Hello")), nil, nil},
		{"chat.postEphemeral, public channel without the bot", whisper(func(s *side) string { return s.elsewhere }, ana, content("Hello")), nil, nil},
		{"conversations.replies, without what was whispered", replies(news, asked, none), nil, []string{"messages.#"}},

		{"chat.delete", remove(news, reply), []string{"channel", "ts"}, nil},
		{"chat.delete, twice", remove(news, reply), nil, nil},
		{"chat.delete, unknown channel", remove(named("CNONE"), first), nil, nil},
		{"chat.delete, of a person's post", remove(news, asked), nil, nil},
		{"chat.update, of a deleted post", update(news, reply, content("Hello")), nil, nil},
		{"conversations.replies, after the deletion", replies(news, asked, none), nil, []string{"messages.#"}},

		{"conversations.open", open(ana), []string{"channel.id", "channel.name", "already_open"}, nil},
		{"conversations.open, again", open(ana), []string{"channel.id", "no_op", "already_open"}, []string{"already_open"}},
		{"conversations.open, unknown person", open(named("UNOBODY")), nil, nil},
		{"chat.postMessage, in a DM", post(dm, func(s *side, ts string) { s.post = ts }, content("An answer", blocks()...), metadata("done")), posted, kept},
		{"conversations.history, of a DM", history(dm, none), []string{"messages.0.ts", "messages.0.metadata.event_payload"}, []string{"messages.0.text", "messages.0.metadata.event_payload.claim"}},

		{"users.info", who(ana), []string{"user.id", "user.team_id", "user.is_restricted", "user.is_ultra_restricted", "user.is_stranger", "user.is_bot", "user.deleted", "user.name", "user.real_name", "user.profile.display_name", "user.profile.real_name"}, []string{"user.name"}},
		{"users.info, the bot", who(named("UBOT")), []string{"user.id", "user.team_id", "user.is_bot"}, []string{"user.is_bot"}},
		{"users.info, unknown person", who(named("UNOBODY")), nil, nil},
		{"users.info, bad token", func(ctx context.Context, s *side) error {
			_, err := as("xoxb-wrong", s).GetUserInfoContext(ctx, s.ana)
			return err
		}, nil, nil},

		{"apps.connections.open", func(ctx context.Context, s *side) error {
			_, _, err := as("xapp-fake", s).StartSocketModeContext(ctx)
			return err
		}, []string{"url"}, nil},
		{"assistant.threads.setStatus", func(ctx context.Context, s *side) error {
			return s.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{ChannelID: s.dm, ThreadTS: s.post, Status: botText})
		}, nil, nil},
		{"assistant.threads.setSuggestedPrompts", func(ctx context.Context, s *side) error {
			return s.api.SetAssistantThreadsSuggestedPromptsContext(ctx, slack.AssistantThreadsSetSuggestedPromptsParameters{
				Title: "New in the articles", ChannelID: s.dm, ThreadTS: s.post, Prompts: []slack.AssistantThreadsPrompt{{Title: "A", Message: "What do the articles say about this: A"}},
			})
		}, nil, nil},

		// Last, for emulate takes them.
		{"chat.postMessage, 40,001 characters", post(news, nil, content(strings.Repeat("x", 40_001))), nil, nil},
		{"chat.postMessage, 51 blocks", post(news, nil, content("Hello", slices.Repeat([]slack.Block{slack.NewDividerBlock()}, 51)...)), nil, nil},
		{"chat.postMessage, metadata without a type", post(news, nil, content("Hello"), slack.MsgOptionMetadata(slack.SlackMetadata{EventPayload: map[string]any{"claim": claim}})), nil, nil},
	}
}
