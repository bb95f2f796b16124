package bot

// What doctor looks at: tokens, scopes, the team, and whether Slack can be
// reached.

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Finding is one thing that was looked at.
type Finding struct {
	What string
	OK   bool
	Is   string
	Do   string // what to do, where something is to be done
}

// needed are the scopes without which it does not work, with what for.
var needed = map[string]string{
	"app_mentions:read": "to be told of mentions", "chat:write": "to answer",
	"commands": "the slash commands", "im:history": "to read DMs to it", "im:write": "to open a DM for a long answer", "users:read": "to tell guests from colleagues",
}

// useful are scopes without which less works.
var useful = map[string]string{
	"assistant:write": "suggests no questions", "channels:history": "may answer twice in a channel after a crash", "groups:history": "may answer twice in a private channel after a crash",
}

// following are the scopes that following a thread without a mention needs.
var following = map[string]string{"channels:history": "to follow threads in channels", "groups:history": "to follow threads in private channels"}

// scopesHeader is where Slack says which scopes a token has.
const scopesHeader = "X-Oauth-Scopes"

// Examine tries the tokens on Slack and says what is missing.
func Examine(ctx context.Context, opt Options) []Finding {
	opt.defaults()
	const tokens = "Slack tokens"
	if !hasPrefix(opt.BotToken, "xoxb-") || !hasPrefix(opt.AppToken, "xapp-") {
		return []Finding{{tokens, false, ErrTokens.Error(), "docs/slack.md tells where both come from."}}
	}
	headers := &remembered{base: http.DefaultTransport}
	api := slackClient(opt, &http.Client{Transport: headers})
	me, err := api.AuthTestContext(ctx)
	switch {
	case slackSays(err) != "":
		return []Finding{{tokens, false, "Slack refuses SLACK_BOT_TOKEN: " + slackSays(err), "Copy it again from the app's page, OAuth & Permissions."}}
	case err != nil:
		return []Finding{{"Slack", false, "Slack can't be reached: " + err.Error(), "Check the network and SLACK_API_URL."}}
	}
	out := []Finding{{"Slack team", true, fmt.Sprintf("%s (%s), as %s", me.Team, me.TeamID, me.User), ""}}
	if has := headers.scopes; has != "" {
		out = append(out, scopes(opt, strings.FieldsFunc(has, func(r rune) bool { return r == ',' || r == ' ' })))
	}
	if _, _, err := api.StartSocketModeContext(ctx); err != nil {
		return append(out, Finding{"Socket Mode", false, "no connection can be opened: " + err.Error(), "Give SLACK_APP_TOKEN the scope connections:write, and turn Socket Mode on."})
	}
	return append(out, Finding{"Socket Mode", true, "a connection can be opened", ""})
}

// scopes tells which of the scopes that the settings need a token lacks.
func scopes(opt Options, has []string) Finding {
	needs := maps.Clone(needed)
	if opt.FollowUps {
		maps.Copy(needs, following)
	}
	if missing := lacking(needs, has); len(missing) > 0 {
		return Finding{"Slack scopes", false, "missing: " + strings.Join(missing, ", "), "Add them on the app's page, OAuth & Permissions, and install the app again."}
	}
	is := "all that it needs"
	if missing := lacking(useful, has); len(missing) > 0 {
		is += "; without what follows, it does less: " + strings.Join(missing, ", ")
	}
	return Finding{"Slack scopes", true, is, ""}
}

// lacking are the scopes that a token does not have, with what for.
func lacking(scopes map[string]string, has []string) (missing []string) {
	for scope, why := range scopes {
		if !slices.Contains(has, scope) {
			missing = append(missing, scope+" ("+why+")")
		}
	}
	slices.Sort(missing)
	return missing
}

// remembered keeps the scopes that Slack names beside an answer.
type remembered struct {
	base   http.RoundTripper
	scopes string
}

func (r *remembered) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := r.base.RoundTrip(req)
	if err == nil && res.Header.Get(scopesHeader) != "" {
		r.scopes = res.Header.Get(scopesHeader)
	}
	return res, err
}
