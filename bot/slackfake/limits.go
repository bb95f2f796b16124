package slackfake

// Slack's rate limits, per method and minute, by the workspace's clock.

import (
	"fmt"
	"net/url"
	"slices"
	"time"
)

// limit is at most calls in each span of time.
type limit struct {
	calls int
	span  time.Duration
}

// tiers are the limits of https://docs.slack.dev/apis/web-api/rate-limits for
// the methods that have one here. A channel takes a message a second, with short
// bursts; the fake lets five in five seconds pass.
var tiers = map[string]limit{
	"chat.postMessage":                      {5, 5 * time.Second},
	"chat.update":                           {50, time.Minute},
	"chat.delete":                           {50, time.Minute},
	"chat.postEphemeral":                    {100, time.Minute},
	"conversations.info":                    {50, time.Minute},
	"conversations.members":                 {100, time.Minute},
	"conversations.open":                    {50, time.Minute},
	"conversations.replies":                 {50, time.Minute},
	"conversations.history":                 {50, time.Minute},
	"users.info":                            {100, time.Minute},
	"assistant.threads.setStatus":           {600, time.Minute},
	"assistant.threads.setSuggestedPrompts": {50, time.Minute},
	"assistant.threads.setTitle":            {50, time.Minute},
	"reactions.add":                         {50, time.Minute},
}

type rateLimited struct{ after time.Duration }

func (r rateLimited) Error() string { return fmt.Sprintf("ratelimited for %v", r.after) }

// checkLimit counts a call towards its limit, or refuses it.
func (s *Server) checkLimit(method string, args url.Values) error {
	tier, ok := tiers[method]
	if !ok || !s.opts.Limits {
		return nil
	}
	key := method
	if method == "chat.postMessage" {
		key += " " + args.Get("channel")
	}
	now := s.opts.Now()
	calls := slices.DeleteFunc(s.recent[key], func(at time.Time) bool { return now.Sub(at) >= tier.span })
	if len(calls) >= tier.calls {
		s.recent[key] = calls
		return rateLimited{calls[0].Add(tier.span).Sub(now)}
	}
	s.recent[key] = append(calls, now)
	return nil
}
