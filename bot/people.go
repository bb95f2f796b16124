package bot

// Who may ask.

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// people remembers for a while who somebody is.
type people struct {
	api *slack.Client
	now func() time.Time
	// call makes a call to Slack, again where it fails for the moment
	call func(ctx context.Context, channel string, do func() error) error

	mu sync.Mutex
	by map[string]person
}

// person is what the bot needs to know of somebody.
type person struct {
	team, name      string
	guest, stranger bool
	until           time.Time
}

const (
	knownFor    = 10 * time.Minute
	knownAtMost = 5000
)

func newPeople(api *slack.Client, now func() time.Time, call func(context.Context, string, func() error) error) *people {
	return &people{api: api, now: now, call: call, by: map[string]person{}}
}

func (p *people) get(ctx context.Context, id string) (person, error) {
	p.mu.Lock()
	who, ok := p.by[id]
	p.mu.Unlock()
	if ok && p.now().Before(who.until) {
		return who, nil
	}
	var user *slack.User
	err := p.call(ctx, noTurn, func() (err error) {
		user, err = p.api.GetUserInfoContext(ctx, id)
		return err
	})
	if err != nil {
		return person{}, err
	}
	who = person{team: user.TeamID, name: cmp.Or(user.Profile.DisplayName, user.RealName, user.Name), guest: user.IsRestricted || user.IsUltraRestricted, stranger: user.IsStranger, until: p.now().Add(knownFor)}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.by) >= knownAtMost {
		clear(p.by)
	}
	p.by[id] = who
	return who, nil
}

// name is how somebody is called, as plain text: a mention would ping.
func (p *people) name(ctx context.Context, id string) string {
	who, err := p.get(ctx, id)
	if err != nil || who.name == "" {
		return "a colleague"
	}
	return tidy(who.name)
}

// refused says why somebody may not ask here, "" when they may. It holds for
// every surface, buttons too.
func (b *Bot) refused(ctx context.Context, r *request) (string, error) {
	if len(b.opt.Channels) > 0 && !r.direct() && !slices.Contains(b.opt.Channels, r.Channel) {
		return "I may not answer in this channel. Whoever runs Secondsource here can allow it.", nil
	}
	if len(b.opt.People) > 0 && !slices.Contains(b.opt.People, r.Person) {
		return "I may not answer you. Whoever runs Secondsource here can allow it.", nil
	}
	who, err := b.people.get(ctx, r.Person)
	switch {
	case slackSays(err) == "user_not_found":
		return "I do not know who you are in this workspace, so I may not answer.", nil
	case err != nil:
		return "", fmt.Errorf("asking Slack who %s is: %w", r.Person, err)
	}
	stranger := who.stranger || who.team != "" && b.me.TeamID != "" && who.team != b.me.TeamID && !slices.Contains(b.opt.Teams, who.team)
	switch {
	case stranger && !b.opt.Strangers:
		return "I answer people of this organisation only.", nil
	case who.guest && !b.opt.Guests:
		return "I may not answer guests of this workspace.", nil
	case len(b.opt.Teams) > 0 && !slices.Contains(b.opt.Teams, who.team):
		return "I may not answer people of your team.", nil
	}
	return "", nil
}
