//go:build secondtier

package check

// known are the differences that there are, by step and what differs, and who is
// right by Slack's documentation. A difference that is not listed fails the test,
// and so does a listed one that is gone.
var known = map[string]string{
	"apps.connections.open: absent":                 "emulate has no Socket Mode",
	"assistant.threads.setStatus: absent":           "emulate has no assistant.threads.*",
	"assistant.threads.setSuggestedPrompts: absent": "emulate has no assistant.threads.*",

	"auth.test, bad token: outcome":        "the fake is right (invalid_auth): " + anybody,
	"chat.postMessage, bad token: outcome": "the fake is right (invalid_auth): " + anybody,
	"chat.update, bad token: outcome":      "the fake is right (invalid_auth): " + anybody,
	"users.info, bad token: outcome":       "the fake is right (invalid_auth): " + anybody,

	"chat.postMessage, in a thread: message.bot_id":              "the fake is right: " + noBotID,
	"chat.postMessage, in a thread: message.app_id":              "the fake is right: " + noBotID,
	"conversations.replies: messages.1.bot_id":                   "the fake is right: " + noBotID,
	"conversations.replies, after the update: messages.1.bot_id": "the fake is right: " + noBotID,

	"conversations.replies: messages.0.thread_ts":                   "the fake is right: Slack's example shows thread_ts on a thread's first message",
	"conversations.replies, after the update: messages.0.thread_ts": "the fake is right: Slack's example shows thread_ts on a thread's first message",
	"conversations.replies, after the question: messages.#":         "the fake is right: emulate ignores oldest",
	"conversations.history, after the first answer: messages.#":     "the fake is right: emulate ignores oldest",
	"conversations.replies, of a reply: messages.#":                 "open: the documentation allows any message of the thread, and the fake gives all of it; slackapi/bolt-python#783 saw the reply alone, as in emulate. The bot names the thread's first message",
	"conversations.replies, unknown ts: outcome":                    "the fake is right: thread_not_found is listed",

	"chat.postMessage, text alone: message.blocks":       "emulate gives back the empty list that slack-go sends, the fake leaves it out; the documentation does not say, and the bot does not read it",
	"chat.update, blocks left out: message.blocks":       "emulate gives back the empty list that slack-go sends, the fake leaves it out; the documentation does not say, and the bot does not read it",
	"chat.update, nothing: outcome":                      "the fake is right: no_text is listed",
	"chat.update, unknown channel: outcome":              "the fake is right: channel_not_found is listed",
	"chat.delete, unknown channel: outcome":              "the fake is right: channel_not_found is listed",
	"chat.postMessage, 51 blocks: outcome":               "the fake is right: 50 blocks a message; emulate counts none",
	"chat.postMessage, 40,001 characters: outcome":       "emulate is right: by the documentation Slack cuts a text after 40,000 characters. The fake refuses it, which is stricter; the bot stays under 4,000",
	"chat.postMessage, metadata without a type: outcome": "the fake is right: invalid_metadata_format is listed",

	"chat.postMessage, public channel without the bot: outcome":       "the fake is right: not_in_channel, for the manifest does not ask for chat:write.public",
	"chat.postEphemeral, public channel without the bot: outcome":     "the fake is right: not_in_channel is listed",
	"chat.postMessage, private channel without the bot: outcome":      "the fake is right, as far as reports go: to a bot outside, a private channel is channel_not_found",
	"conversations.history, private channel without the bot: outcome": "the fake is right, as far as reports go: to a bot outside, a private channel is channel_not_found",

	"users.info: user.is_restricted":       "the fake is right: emulate knows no guests",
	"users.info: user.is_ultra_restricted": "the fake is right: emulate knows no guests",
	"users.info: user.is_stranger":         "the fake is right: emulate has no Slack Connect",
}
