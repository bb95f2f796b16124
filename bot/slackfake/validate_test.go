package slackfake_test

// What the fake refuses, by Slack's limits: at the limit it passes, beyond it
// does not.

import (
	"fmt"
	"strings"
	"testing"

	"secondsource/bot/slackfake"
)

func long(n int) string { return strings.Repeat("ä", n) }

func section(text string) string {
	return `{"type":"section","text":{"type":"mrkdwn","text":"` + text + `"}}`
}

func button(id, text, rest string) string {
	return `{"type":"button","action_id":"` + id + `","text":{"type":"plain_text","text":"` + text + `"}` + rest + `}`
}

func actions(elements ...string) string {
	return `{"type":"actions","elements":[` + strings.Join(elements, ",") + `]}`
}

// repeat joins n parts, each made of its number.
func repeat(n int, part func(i int) string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = part(i)
	}
	return strings.Join(parts, ",")
}

func cells(n int) string {
	return "[" + repeat(n, func(int) string { return `{"type":"raw_text","text":"x"}` }) + "]"
}

func table(rows string) string { return `{"type":"table","rows":[` + rows + `]}` }

func TestBlocks(t *testing.T) {
	buttons := func(n int) string {
		return actions(repeat(n, func(i int) string { return button(fmt.Sprint("a", i), "x", "") }))
	}
	fields := func(n, length int) string {
		return `{"type":"section","fields":[` + repeat(n, func(int) string {
			return `{"type":"mrkdwn","text":"` + long(length) + `"}`
		}) + `]}`
	}
	context := func(n int) string {
		return `{"type":"context","elements":[` + repeat(n, func(int) string { return `{"type":"mrkdwn","text":"x"}` }) + `]}`
	}
	header := func(kind, text string) string {
		return `{"type":"header","text":{"type":"` + kind + `","text":"` + text + `"}}`
	}
	markdown := func(text string) string { return `{"type":"markdown","text":"` + text + `"}` }
	tests := []struct{ name, blocks, want string }{
		{"section at the limit", section(long(3000)), ""},
		{"section too long", section(long(3001)), "invalid_blocks"},
		{"section empty", section(""), "invalid_blocks"},
		{"section of nothing", `{"type":"section"}`, "invalid_blocks"},
		{"fifty blocks", repeat(50, func(int) string { return section("x") }), ""},
		{"too many blocks", repeat(51, func(int) string { return section("x") }), "invalid_blocks"},
		{"ten fields", fields(10, 1), ""},
		{"too many fields", fields(11, 1), "invalid_blocks"},
		{"field at the limit", fields(1, 2000), ""},
		{"field too long", fields(1, 2001), "invalid_blocks"},
		{"header at the limit", header("plain_text", long(150)), ""},
		{"header too long", header("plain_text", long(151)), "invalid_blocks"},
		{"header in mrkdwn", header("mrkdwn", "x"), "invalid_blocks"},
		{"ten in a context", context(10), ""},
		{"too many in a context", context(11), "invalid_blocks"},
		{"none in a context", context(0), "invalid_blocks"},
		{"25 buttons", buttons(25), ""},
		{"too many buttons", buttons(26), "invalid_blocks"},
		{"button at its limits", actions(button(long(255), long(75), `,"value":"`+long(2000)+`","url":"`+long(3000)+`"`)), ""},
		{"button text too long", actions(button("a", long(76), "")), "invalid_blocks"},
		{"action_id too long", actions(button(long(256), "x", "")), "invalid_blocks"},
		{"value too long", actions(button("a", "x", `,"value":"`+long(2001)+`"`)), "invalid_blocks"},
		{"url too long", actions(button("a", "x", `,"url":"`+long(3001)+`"`)), "invalid_blocks"},
		{"style unknown", actions(button("a", "x", `,"style":"loud"`)), "invalid_blocks"},
		{"action_id twice in a block", actions(button("a", "x", ""), button("a", "y", "")), "invalid_blocks"},
		{"action_id in two blocks", actions(button("a", "x", "")) + "," + actions(button("a", "y", "")), ""},
		{"block_id too long", `{"type":"divider","block_id":"` + long(256) + `"}`, "invalid_blocks"},
		{"block_id twice", `{"type":"divider","block_id":"b"},{"type":"divider","block_id":"b"}`, "invalid_blocks"},
		{"markdown at the limit", markdown(long(6000)) + "," + markdown(long(6000)), ""},
		{"markdown too long together", markdown(long(6000)) + "," + markdown(long(6001)), "invalid_blocks"},
		{"all text at the limit", repeat(13, func(int) string { return section(long(1000)) }), ""},
		{"all text too long", repeat(13, func(int) string { return section(long(1001)) }), "msg_blocks_too_long"},
		{"table at the limit", table(repeat(100, func(int) string { return cells(20) })), ""},
		{"too many rows", table(repeat(101, func(int) string { return cells(1) })), "invalid_blocks"},
		{"too many columns", table(cells(21)), "invalid_blocks"},
		{"two tables", table(cells(1)) + "," + table(cells(1)), "invalid_blocks"},
		{"table too long", table(`[{"type":"raw_text","text":"` + long(10_001) + `"}]`), "invalid_blocks"},
		{"unknown type", `{"type":"fresco"}`, "invalid_blocks"},
		{"unknown field", `{"type":"divider","colour":"red"}`, "invalid_blocks"},
		{"no JSON", `{`, "invalid_blocks_format"},
	}
	s := workspace(t, slackfake.Options{})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := call(t, s, "chat.postMessage", "channel", "CNEWS", "blocks", "["+test.blocks+"]")
			if got.Error != test.want || got.OK != (test.want == "") {
				t.Errorf("got %q %q, want %q", got.Error, got.Metadata.Messages, test.want)
			}
			if test.want == "invalid_blocks" && len(got.Metadata.Messages) == 0 {
				t.Error("no reason in response_metadata.messages")
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	s := workspace(t, slackfake.Options{})
	human := s.Say("UANA", "CNEWS", "hello")
	tests := []struct {
		name, method string
		args         []string
		want         string
	}{
		{"text", "chat.postMessage", []string{"channel", "CNEWS", "text", long(40_000)}, ""},
		{"text too long", "chat.postMessage", []string{"channel", "CNEWS", "text", long(40_001)}, "msg_too_long"},
		{"nothing to say", "chat.postMessage", []string{"channel", "CNEWS"}, "no_text"},
		{"no such channel", "chat.postMessage", []string{"channel", "CNONE", "text", "x"}, "channel_not_found"},
		{"private channel without the bot", "chat.postMessage", []string{"channel", "CDESK", "text", "x"}, "channel_not_found"},
		{"public channel without the bot", "chat.postMessage", []string{"channel", "COPEN", "text", "x"}, "not_in_channel"},
		{"to a person", "chat.postMessage", []string{"channel", "UANA", "text", "x"}, ""},
		{"metadata", "chat.postMessage", []string{"channel", "CNEWS", "text", "x", "metadata", `{"event_type":"e","event_payload":{}}`}, ""},
		{"metadata without payload", "chat.postMessage", []string{"channel", "CNEWS", "text", "x", "metadata", `{"event_type":"e"}`}, "invalid_metadata_format"},
		{"metadata with more", "chat.postMessage", []string{"channel", "CNEWS", "text", "x", "metadata", `{"event_type":"e","event_payload":{},"x":1}`}, "invalid_metadata_schema"},
		{"ephemeral for nobody", "chat.postEphemeral", []string{"channel", "CNEWS", "user", "UNONE", "text", "x"}, "user_not_found"},
		{"ephemeral for somebody outside", "chat.postEphemeral", []string{"channel", "CNEWS", "user", "UEVE", "text", "x"}, "user_not_in_channel"},
		{"change of nothing", "chat.update", []string{"channel", "CNEWS", "ts", "1.0", "text", "x"}, "message_not_found"},
		{"change of another's", "chat.update", []string{"channel", "CNEWS", "ts", human, "text", "x"}, "cant_update_message"},
		{"deletion of another's", "chat.delete", []string{"channel", "CNEWS", "ts", human}, "cant_delete_message"},
		{"link to nothing", "chat.getPermalink", []string{"channel", "CNEWS", "message_ts", "1.0"}, "message_not_found"},
		{"thread of nothing", "conversations.replies", []string{"channel", "CNEWS", "ts", "1.0"}, "thread_not_found"},
		{"limit", "conversations.history", []string{"channel", "CNEWS", "limit", "0"}, "invalid_limit"},
		{"no such user", "users.info", []string{"user", "UNONE"}, "user_not_found"},
		{"DM with the bot itself", "conversations.open", []string{"users", slackfake.BotUser}, "cannot_dm_bot"},
		{"status of no thread", "assistant.threads.setStatus", []string{"channel_id", "CNEWS", "thread_ts", "1.0", "status", "x"}, "invalid_thread_ts"},
		{"status unsaid", "assistant.threads.setStatus", []string{"channel_id", "CNEWS", "thread_ts", human}, "invalid_arguments"},
		{"five prompts", "assistant.threads.setSuggestedPrompts", []string{"channel_id", "CNEWS", "thread_ts", human,
			"prompts", "[" + repeat(5, func(int) string { return `{"title":"t","message":"m"}` }) + "]"}, "invalid_arguments"},
		{"reaction with colons", "reactions.add", []string{"channel", "CNEWS", "timestamp", human, "name", ":eyes:"}, "invalid_name"},
		{"reaction", "reactions.add", []string{"channel", "CNEWS", "timestamp", human, "name", "eyes"}, ""},
		{"reaction twice", "reactions.add", []string{"channel", "CNEWS", "timestamp", human, "name", "eyes"}, "already_reacted"},
		{"wrong token", "auth.test", []string{"token", "xoxb-other"}, "invalid_auth"},
		{"no token", "auth.test", []string{"token", ""}, "not_authed"},
		{"app's token", "auth.test", []string{"token", "xapp-fake"}, "not_allowed_token_type"},
		{"bot's token", "apps.connections.open", nil, "not_allowed_token_type"},
		{"no such method", "chat.shout", nil, "unknown_method"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := call(t, s, test.method, test.args...); got.Error != test.want || got.OK != (test.want == "") {
				t.Errorf("got %q %q, want %q", got.Error, got.Metadata.Messages, test.want)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	tests := []struct {
		name, text string
		strict     bool
		want       int
	}{
		{"nobody", "hello", false, 0},
		{"everyone", "<!everyone> and <!here|here>", false, 2},
		{"a group", "<!subteam^S1>", false, 1},
		{"a date", "<!date^1392734382^{date}|x>", false, 0},
		{"a person", "<@UGIL>", false, 1},
		{"a person by a small name", "<@una>", false, 1},
		{"a person who may be", "<@UANA|ana>", false, 0},
		{"the bot itself", "<@UBOT>", false, 0},
		{"escaped", "&lt;!here&gt;", false, 0},
		{"refused, not strict", "", false, 0},
		{"refused, strict", "", true, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := workspace(t, slackfake.Options{Strict: test.strict, MayPing: func(user string) bool { return user == "UANA" }})
			call(t, s, "chat.postMessage", "channel", "CNEWS", "text", test.text)
			if got := s.Problems(); len(got) != test.want {
				t.Errorf("problems %q, want %d", got, test.want)
			}
		})
	}
}

func TestPingsInBlocks(t *testing.T) {
	tests := []struct {
		name, block string
		want        int
	}{
		{"mrkdwn", section("<!here>"), 1},
		{"plain text", `{"type":"section","text":{"type":"plain_text","text":"<!here>"}}`, 0},
		{"context", `{"type":"context","elements":[{"type":"mrkdwn","text":"<@UGIL>"}]}`, 1},
		{"rich text's call", `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"user","user_id":"UGIL"}]}]}`, 1},
		{"rich text's letters", `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"<!here>"}]}]}`, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := workspace(t, slackfake.Options{})
			if got := call(t, s, "chat.postMessage", "channel", "CNEWS", "blocks", "["+test.block+"]"); !got.OK {
				t.Fatalf("%+v", got)
			}
			if got := s.Problems(); len(got) != test.want {
				t.Errorf("problems %q, want %d", got, test.want)
			}
		})
	}
}
