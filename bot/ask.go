package bot

// Answering one request.

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"secondsource/internal/answer"
)

// answer does what a request asks for and returns how it ended.
func (b *Bot) answer(ctx context.Context, j *job) (outcome string, err error) {
	r := j.req
	if r.Surface == onThread {
		if asked, err := b.asked(ctx, j); err != nil || !asked {
			return "not asked", err
		}
	}
	if why, err := b.refused(ctx, r); err != nil {
		return "", err
	} else if why != "" {
		return "refused", b.say(j, why)
	}
	switch r.Surface {
	case onSources:
		return b.listSources(ctx, j)
	case onButton:
		return b.press(ctx, j)
	case onOther:
		return "unknown command", b.say(j, "I do not know this command. I know "+b.opt.Ask+" and "+b.opt.Sources+"; whoever runs Secondsource here can rename them.")
	}
	if smallTalk(r.Text) {
		return "help", b.say(j, "Ask me about the articles, for example “who is the governor?”. "+b.opt.Ask+" asks in private, "+b.opt.Sources+" TOPIC lists who wrote about a topic. I answer only with what articles say, and show where.")
	}
	if done, err := b.answeredBefore(ctx, j); done || err != nil {
		return "answered before", err
	}
	if j.before {
		time.AfterFunc(b.opt.Soon, func() { b.working(j, 0) })
	}
	thinking, end := context.WithTimeout(ctx, b.opt.Limit)
	defer end()
	q, a, err := b.ask(thinking, j)
	if err != nil {
		return "", err
	}
	b.metrics.thought.Observe(float64(a.ElapsedMS) / 1000)
	told := &seen{claim: j.claim, answer: a, question: r.Text, asked: q, channel: r.Channel, person: r.Person, private: r.private(), at: b.opt.Now()}
	b.shown.add(told)
	drawn := b.drawing("")
	if r.Surface == onAsk {
		drawn.asker, drawn.question = "You", r.Text // Slack shows a command to nobody
	}
	messages := renderAnswer(a, drawn, buttons(j.claim, a, r.Surface == onAsk && !r.direct())...)
	messages[0].asked, messages[0].stays = r.Post, a.Stays
	if j.tries > 1 && (r.Surface == onAsk || j.blind) {
		messages[0].blocks = append([]slack.Block{contextLine("I was restarted: you may see this answer twice.")}, messages[0].blocks...)
	}
	if err := b.deliver(ctx, j, messages); err != nil {
		return "", err
	}
	if ctx.Err() == nil {
		b.shown.delivered(told, told.private)
		b.answered(ctx, q, a)
	}
	t := newTurn(r.Post, j.part(0), cmp.Or(a.Understood, r.Text), a.Answer, a.Stays)
	t.Asked = short(tidy(r.Text), maxTurn)
	b.talks.add(ctx, r, t)
	return string(a.Verdict), nil
}

// ask asks the newsroom, and shows meanwhile what that is doing.
func (b *Bot) ask(ctx context.Context, j *job) (q answer.Question, a answer.Answer, err error) {
	r := j.req
	tell, end := b.telling(j)
	defer end()
	q = answer.Question{
		Text: r.Text, Earlier: b.earlier(ctx, r), Here: b.here(r), Progress: tell,
		Asked: r.asked(), Trace: new(answer.Trace),
	}
	a, err = b.room.Ask(ctx, q)
	q.Progress = nil // it is over
	return q, a, err
}

// answered tells of an answer that was delivered, to be kept.
func (b *Bot) answered(ctx context.Context, q answer.Question, a answer.Answer) {
	if b.opt.Answered != nil {
		b.opt.Answered(ctx, q, a)
	}
}

// asked tells whether a post in a thread, without a mention, is said to the app.
func (b *Bot) asked(ctx context.Context, j *job) (bool, error) {
	r := j.req
	if smallTalk(r.Text) {
		return false, nil // "thanks" needs no answer
	}
	if r.Unsure {
		if alone, err := b.alone(ctx, r); err != nil || !alone {
			return false, err
		}
		j.sure()
	}
	return b.threads.heard(r.Channel, r.Thread) <= 1, nil // somebody may have spoken in between
}

// smallTalk: nothing is asked.
func smallTalk(text string) bool {
	switch strings.ToLower(strings.Trim(text, " .!?…")) {
	case "", "hi", "hello", "hey", "help", "thanks", "thank you":
		return true
	}
	return false
}

// Buttons, by their action ids.
const (
	pressPassages = "passages"
	pressWho      = "who_says_what"
	pressSources  = "sources"
	pressCaveats  = "caveats"
	pressShare    = "share"
	pressKeep     = "keep"
	pressMore     = "more_sources"
)

// buttons are what can be done with an answer.
func buttons(claim string, a answer.Answer, shareable bool) []slack.BlockElement {
	var out []slack.BlockElement
	add := func(action, label string) {
		out = append(out, slack.NewButtonBlockElement(action, claim, slack.NewTextBlockObject(slack.PlainTextType, label, false, false)))
	}
	if len(a.Citations) > 0 {
		add(pressPassages, "Passages")
		add(pressSources, "Sources")
	}
	tellings := 0
	for _, c := range a.Claims {
		tellings += len(c.Tellings)
	}
	if tellings > 1 {
		add(pressWho, "Who says what")
	}
	if _, hidden := folded(a, false); hidden > 0 {
		add(pressCaveats, "All caveats")
	}
	if shareable {
		add(pressShare, "Share in channel")
		add(pressKeep, "Keep to myself")
	}
	return out
}

// press does what a button says.
func (b *Bot) press(ctx context.Context, j *job) (string, error) {
	r := j.req
	if r.Action == pressMore {
		return b.moreSources(ctx, j)
	}
	s := b.shown.get(r.Value)
	if s == nil {
		return "gone", b.whisper(ctx, j, note("I no longer have this answer at hand, since I was restarted or it is more than a day old. Please ask again."))
	}
	if s.channel != r.Channel || s.private && s.person != r.Person && !s.isShared() {
		return "refused", b.whisper(ctx, j, note("This answer was given to somebody else."))
	}
	switch r.Action {
	case pressPassages:
		return "passages", b.whisper(ctx, j, b.passages(ctx, s.answer)...)
	case pressWho:
		return "who says what", b.whisper(ctx, j, whoSaysWhat(s.answer)...)
	case pressSources:
		return "sources", b.whisper(ctx, j, restsOn("This answer", s.answer)...)
	case pressCaveats:
		return "caveats", b.whisper(ctx, j, allCaveats(s.answer)...)
	case pressKeep:
		kept := renderAnswer(s.answer, b.drawing("Only you have seen this answer."), buttons(s.claim, s.answer, false)...)
		return "kept", b.respond(ctx, j, kept[len(kept)-1], true)
	case pressShare:
		return b.share(ctx, j, s)
	}
	return "unknown button", nil
}

// share posts a private answer in the channel, by the app, naming who shared it.
func (b *Bot) share(ctx context.Context, j *job, s *seen) (string, error) {
	if !s.shareOnce() {
		return "shared before", b.whisper(ctx, j, note("This answer is in the channel already."))
	}
	drawn := b.drawing("")
	drawn.asker, drawn.question = b.people.name(ctx, j.req.Person), s.question
	messages := renderAnswer(s.answer, drawn, buttons(s.claim, s.answer, false)...)
	switch err := b.publish(ctx, j, "", messages); {
	case slackSays(err) == "not_in_channel", slackSays(err) == "channel_not_found":
		s.unshare()
		return "not in channel", b.whisper(ctx, j, note("I am not in this channel: invite me with /invite, and share again."))
	case err != nil:
		s.unshare()
		return "", err
	}
	b.shown.delivered(s, false)
	public := s.asked
	public.Asked.Private = false
	b.answered(ctx, public, s.answer)
	return "shared", b.respond(ctx, j, note("Shared in the channel, with your name."), true)
}

// drawing is how answers are drawn now, with a note before the buttons.
func (b *Bot) drawing(note string) drawing {
	return drawing{now: b.opt.Now(), sample: b.opt.Sample, note: note}
}

// note is a message of the app's own words.
func note(text string) message {
	return message{text: escape(text), blocks: []slack.Block{line(plain(text))}}
}
