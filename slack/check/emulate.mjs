// A workspace in emulate for crosscheck_test.go: prints its address on a line of
// JSON and runs until standard input ends. The bot's token has the scopes that
// slack/manifest.yaml asks for and no others.
import { readFileSync } from "node:fs";
import { createEmulator } from "emulate";
import { parse } from "yaml";

const manifest = parse(readFileSync(new URL("../manifest.yaml", import.meta.url), "utf8"));
const scopes = manifest.oauth_config.scopes.bot;
const everything = [
  "channels:read", "channels:manage", "channels:write", "groups:read", "groups:write", "users:read", "users:read.email",
  "chat:write", "channels:history", "im:write", "im:read", "im:history",
];

const slack = await createEmulator({
  service: "slack",
  port: 0,
  seed: {
    slack: {
      team: { name: "check", domain: "check" },
      strict_scopes: true,
      users: [{ name: "ana" }, { name: "ben" }],
      channels: [{ name: "news" }, { name: "elsewhere" }, { name: "secret", is_private: true }],
      oauth_apps: [{
        client_id: "1.1", client_secret: "none", app_id: "A1", name: "bot", redirect_uris: [], scopes,
        bot_id: "BBOT", bot_user_id: "UBOT", bot_name: "bot",
      }],
      tokens: [
        { token: "xoxb-fake", user_id: "UBOT", bot_id: "BBOT", bot_user_id: "UBOT", app_id: "A1", type: "bot", scopes },
        { token: "xoxp-admin", user: "admin", scopes: everything },
      ],
    },
  },
});
console.log(JSON.stringify({ url: slack.url.replace("localhost", "127.0.0.1"), scopes }));
process.stdin.resume();
process.stdin.on("end", () => slack.close().then(() => process.exit(0)));
