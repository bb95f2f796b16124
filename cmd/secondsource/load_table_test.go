package main

// What became of the questions of a load, and the table of its numbers.

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"secondsource/bot/slackfake"
)

// counted is what became of the questions.
type counted struct {
	once     map[string]int // by kind
	never    []*asked       // channel questions, DMs and commands that were acknowledged
	lost     int            // commands that were not, and not answered
	repeated int            // commands that were answered more than once
	problems []string
}

// count compares what was asked with what people see.
func (l *load) count() counted {
	c := counted{once: map[string]int{}}
	places := map[string][]slackfake.Message{}
	for _, m := range l.fake.Everything() {
		if m.User == slackfake.BotUser {
			places[placeOf(m)] = append(places[placeOf(m)], m)
		}
	}
	acked := map[string]bool{}
	for _, a := range l.fake.Acks() {
		acked[a.EnvelopeID] = true
	}
	command := -1
	for _, q := range l.asked {
		place := q.channel + "/" + q.ts
		switch q.kind {
		case byDM:
			place = q.channel + "/"
		case byCommand:
			place = q.channel + "/to " + q.user
			command++
		}
		answers, instead := answersOf(q, places[place])
		switch {
		case instead != "":
			c.problems = append(c.problems, fmt.Sprintf("%s: instead of one answer: %s", q, instead))
		case answers == 0 && q.kind == byCommand && !acked[l.wire.command(command)]:
			c.lost++
		case answers == 0:
			c.never = append(c.never, q)
			c.problems = append(c.problems, fmt.Sprintf("%s: never answered", q))
		case answers > 1 && q.kind != byCommand:
			c.problems = append(c.problems, fmt.Sprintf("%s: answered %d times", q, answers))
		case answers > 1:
			c.repeated++
		default:
			c.once[q.kind]++
		}
	}
	return c
}

func (q *asked) String() string {
	return fmt.Sprintf("%s of %s in %s (%s)", q.kind, q.user, q.channel, q.ts)
}

// placeOf is where a message stands: a thread, the top of a DM, or in a channel
// for one person alone.
func placeOf(m slackfake.Message) string {
	if m.Ephemeral {
		return m.Channel + "/to " + m.To
	}
	return m.Channel + "/" + m.ThreadTS
}

// noted is what the bot notes on its posts.
type noted struct {
	State       string
	Part, Parts int
}

// answersOf tells how often a question is answered by what the bot says in its
// place, and what it says instead, if it does.
func answersOf(q *asked, said []slackfake.Message) (answers int, instead string) {
	parts, of := map[int]int{}, 0
	for _, m := range said {
		var n noted
		if m.Metadata != nil {
			_ = json.Unmarshal(m.Metadata.EventPayload, &n)
		}
		text := slackfake.Plain(m)
		switch {
		case q.kind == byCommand && interim(text): // Slack keeps it beside the answer
		case n.State == "working" && len(said) == 1:
		case excuses(text):
			instead = text
		default:
			parts[n.Part]++
			of = max(of, n.Parts)
		}
	}
	for _, n := range parts {
		answers = max(answers, n)
	}
	if len(parts) > 0 && len(parts) < of {
		instead = fmt.Sprintf("%d of %d parts", len(parts), of)
	}
	return answers, instead
}

// interim tells whether a message says that the answer takes longer.
func interim(text string) bool {
	return strings.HasPrefix(text, "Reading the articles…") || strings.HasPrefix(text, "Your question is number")
}

// excuses tells whether a message says that there is no answer.
func excuses(text string) bool {
	return strings.HasPrefix(text, "I am busy") || strings.HasPrefix(text, "Something went wrong") || strings.HasPrefix(text, "This took too long")
}

// Targets of the full load.
const (
	ackWithin = time.Second
	flat      = 1.25 // the memory of a life's last quarter to that of its first
	warm      = 10   // samples that are left out before
)

// table draws the numbers, and says which targets are missed.
func (l *load) table(c counted) (string, []string) {
	var b strings.Builder
	var missed []string
	row := func(what, measured, target string, holds bool) {
		if !holds {
			missed, target = append(missed, what+": "+measured), target+" **missed**"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", what, measured, target)
	}
	number := func(what, format string, values ...any) { row(what, fmt.Sprintf(format, values...), "", true) }
	sum := func(name string, with ...string) (n float64) {
		for _, w := range l.lives {
			n += w.metric(name, with...)
		}
		return n
	}
	p := l.plan
	fmt.Fprintf(&b, "%d people, %d channels, %d questions in %v and %v until quiet; %d cores, %s\n\n", loadPeople, loadChannels, len(l.asked), p.during, l.quiet.Round(100*time.Millisecond), runtime.NumCPU(), runtime.Version())
	b.WriteString("| what | measured | target |\n|---|---:|---|\n")
	all := func(what, kind string, want int) {
		row(what, fmt.Sprintf("%d of %d", c.once[kind], want), "all", c.once[kind] == want)
	}
	all("channel questions answered exactly once", byMention, p.mentions)
	all("DMs answered exactly once", byDM, p.dms)
	number("commands answered", "%d of %d, %d of them twice", c.once[byCommand]+c.repeated, p.commands, c.repeated)
	number("commands lost, not acknowledged", "%d", c.lost)
	row("answered otherwise than once, or with an excuse", fmt.Sprint(len(c.problems)), "0", len(c.problems) == 0)

	acks := l.fake.Acks()
	took, again := make([]time.Duration, len(acks)), 0
	for k, a := range acks {
		took[k] = a.Took
		if a.Attempt > 0 {
			again++
		}
	}
	slices.Sort(took)
	number("acknowledgements: p50", "%s", ms(rank(took, 50)))
	row("acknowledgements: p99", ms(rank(took, 99)), "< 1 s", rank(took, 99) < ackWithin)
	number("acknowledgements: slowest", "%s", ms(rank(took, 100)))
	number("envelopes sent, acknowledged", "%d, %d", l.wire.envelopes(), len(acks))
	number("events sent again for want of an ack", "%d", again)
	events := len(l.fake.Events())
	number("events delivered twice", "%d of %d, and %d old ones after the restart", events/oneInTwenty, events, l.resent)
	number("repeats that the bot left alone", "%.0f", sum("repeated_events_total"))
	calls := l.fake.Calls(postMessage)
	number("posts answered 429", "%d of %d calls (%.1f%%)", l.faults, calls, 100*float64(l.faults)/float64(calls))
	number("calls tried again: 429, other", "%.0f, %.0f", sum("slack_retries_total", "rate_limited"), sum("slack_retries_total")-sum("slack_retries_total", "rate_limited"))
	number("times that all connections were taken away", "%d", l.losses)
	number("reconnects that the bot counts", "%.0f", sum("socket_reconnects_total"))
	number("open at the kill -9", "%d", l.atKill)
	number("of it posted already, found again", "%.0f", l.lives[1].metric("requests_total", `outcome="answered before"`))
	number("from the kill to a connection", "%s", ms(l.underway))
	number("most that waited for a worker", "%.0f", max(l.lives[0].most, l.lives[1].most))
	number("from claim to end, mean", "%s", ms(time.Duration(sum("request_seconds_sum")/sum("request_seconds_count")*float64(time.Second))))
	for k, w := range l.lives {
		what := fmt.Sprintf("memory of process %d: first quarter, last quarter, most", k+1)
		if len(w.rss) < warm+8 {
			number(what, "SKIPPED: %d readings of /proc", len(w.rss))
			continue
		}
		settled := w.rss[warm:]
		quarter := len(settled) / 4
		first, last := median(settled[:quarter]), median(settled[len(settled)-quarter:])
		row(what, fmt.Sprintf("%d, %d, %d MB (× %.2f)", first/1024, last/1024, slices.Max(w.rss)/1024, float64(last)/float64(first)), "last ≤ 1.25 × first", float64(last) <= flat*float64(first))
	}
	return b.String(), missed
}

// rank is the percentile of a sorted list, by the nearest rank.
func rank(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, (len(sorted)*percent+99)/100-1)]
}

func median(list []int) int {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

func ms(d time.Duration) string {
	if d < 100*time.Millisecond {
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
