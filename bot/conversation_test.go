package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"secondsource/internal/answer"
	"secondsource/internal/journal"
)

// posted is the time stamp of a post so many minutes after noon.
func posted(minutes int) string { return stamp(noon.Add(time.Duration(minutes) * time.Minute)) }

func inThread(minutes int) *request {
	return &request{Surface: onMention, Channel: "CNEWS", Thread: posted(0), Post: posted(minutes), Person: "UMARA"}
}

func inDM(minutes int) *request {
	return &request{Surface: onDM, Channel: "DMARA", Post: posted(minutes), Person: "UMARA"}
}

// questions are the numbers of the questions that a request comes with.
func questions(turns []answer.Turn) string {
	var all []string
	for _, t := range turns {
		all = append(all, t.Question)
	}
	return strings.Join(all, " ")
}

func TestEarlierTurns(t *testing.T) {
	for _, c := range []struct {
		name  string
		asked []int // minutes after noon
		in    func(minutes int) *request
		now   int
		want  string
	}{
		{"the last six", []int{0, 1, 2, 3, 4, 5, 6, 7}, inThread, 8, "2 3 4 5 6 7"},
		{"in the order of the posts, not of the answers", []int{0, 2, 1}, inThread, 3, "0 1 2"},
		{"none that came after", []int{0, 1, 5}, inThread, 3, "0 1"},
		{"of a thread, however long ago", []int{0}, inThread, 600, "0"},
		{"of a DM, what was asked within half an hour", []int{0, 20, 40}, inDM, 51, "40"},
		{"of a DM, up to half an hour", []int{0, 20, 40}, inDM, 50, "20 40"},
	} {
		t.Run(c.name, func(t *testing.T) {
			talks := newTalks(func() time.Time { return noon })
			for _, at := range c.asked {
				talks.add(t.Context(), c.in(at), newTurn(posted(at), "", fmt.Sprint(at), "An answer.", false))
			}
			if got := questions(talks.before(c.in(c.now))); got != c.want {
				t.Errorf("it comes with %q, want %q", got, c.want)
			}
		})
	}
}

func TestConversationsAreBounded(t *testing.T) {
	now := noon
	talks := newTalks(func() time.Time { return now })
	in := func(thread int) *request {
		return &request{Surface: onMention, Channel: "CNEWS", Thread: posted(thread), Post: posted(thread), Person: "UMARA"}
	}
	long := strings.Repeat("long ", 2000)
	for k := range talksAtMost + 10 {
		talks.add(t.Context(), in(k), newTurn(posted(k), "", long, long, false))
	}
	if len(talks.by) != talksAtMost || len(talks.order) != talksAtMost {
		t.Errorf("%d conversations are remembered", len(talks.by))
	}
	later := in(talksAtMost)
	later.Post = posted(talksAtMost + 1)
	turns := talks.before(later)
	if len(turns) != 1 || len(turns[0].Question) > 2*maxTurn || len(turns[0].Answer) > 2*maxTurn {
		t.Errorf("of a long turn is remembered: %v", turns)
	}
	now = noon.Add(talkFor + time.Minute)
	talks.forget()
	if len(talks.by) != 0 || len(talks.order) != 0 {
		t.Errorf("%d conversations are remembered for more than a day", len(talks.by))
	}
}

// TestCommandsHaveNoConversation: nor has a question whose work ended before its
// answer, as it was deleted.
func TestCommandsHaveNoConversation(t *testing.T) {
	talks := newTalks(func() time.Time { return noon })
	for _, surface := range []string{onAsk, onSources, onOther, onButton} {
		r := &request{Surface: surface, Channel: "CNEWS", Person: "UMARA", Post: posted(0)}
		talks.add(t.Context(), r, newTurn(posted(0), "", "private", "private", false))
	}
	ended, end := context.WithCancel(t.Context())
	end()
	talks.add(ended, inThread(0), newTurn(posted(0), "", "deleted", "deleted", false))
	if len(talks.by) != 0 {
		t.Errorf("remembered: %v", talks.order)
	}
}

// TestReadBack: only what the app itself answered is read back, of questions that
// still stand, and not what it said besides.
func TestReadBack(t *testing.T) {
	b, err := New(madeUp{}, journal.NewMemory(), Options{BotToken: "xoxb-fake", AppToken: "xapp-fake"})
	if err != nil {
		t.Fatal(err)
	}
	b.me = slack.AuthTestResponse{UserID: "UAPP"}
	said := func(user, subtype string, minutes int, text string) slack.Message {
		return slack.Message{Msg: slack.Msg{User: user, SubType: subtype, Timestamp: posted(minutes), Text: text}}
	}
	answered := func(user, state string, minutes int, asked, text string) slack.Message {
		m := said(user, "", minutes, text)
		m.BotID = "B" + user
		m.Metadata = slack.SlackMetadata{EventType: metaType, EventPayload: map[string]any{metaClaim: "1", metaState: state, metaPart: 0.0, metaAsked: asked}}
		return m
	}
	got := b.turnsIn([]slack.Message{
		said("UMARA", "", 0, "<@UAPP> who is the mayor of Smith &amp; Sons?"),
		answered("UAPP", metaDone, 1, posted(0), "The articles say: Tomas Eberlin &amp; others [1].\n:warning: Only one article says this."),
		said("UMARA", "tombstone", 2, "This message was deleted."),
		answered("UAPP", metaDone, 3, posted(2), "The articles say: a deleted question's answer [1]."),
		said("UMARA", "", 4, "<@UAPP> and since when?"),
		answered("UOTHER", metaDone, 5, posted(4), "The articles say: what another app makes up [1]."),
		answered("UAPP", metaWorking, 6, posted(4), "Reading the articles…"),
		answered("UAPP", metaDone, 7, "", "I may not answer you."),
		answered("UAPP", metaDone, 8, posted(99), "The articles say: an answer to nothing [1]."),
		answered("UAPP", metaDone, 9, posted(4), "Understood as: since when is Tomas Eberlin the mayor?\nI found no answer in the articles."),
	})
	want := []turn{
		newTurn(posted(0), posted(1), "who is the mayor of Smith & Sons?", "Tomas Eberlin & others [1].", true), // of those before, it is not known
		newTurn(posted(4), posted(9), "since when is Tomas Eberlin the mayor?", "I found no answer in the articles.", true),
	}
	if !slices.Equal(got, want) {
		t.Errorf("read back:\n%v\nwant\n%v", got, want)
	}
}

// TestFallbackCanBeReadBack: the plain text of each made-up answer gives back how
// the question was understood, and the answer.
func TestFallbackCanBeReadBack(t *testing.T) {
	for question, a := range answers {
		for _, sample := range []bool{false, true} {
			understood, said := readFallback(fallback(a, drawing{now: noon, sample: sample}))
			if understood != a.Understood {
				t.Errorf("%s: understood as %q", question, understood)
			}
			want := answerText(a)
			if a.Verdict == answer.NotFound {
				want = verdictWords(a) + "."
			}
			if said != want {
				t.Errorf("%s: the answer is read as\n%q, want\n%q", question, said, want)
			}
		}
	}
}

func TestChannelsWhoseQuestionsStayHere(t *testing.T) {
	for id, ok := range map[string]bool{"C0123ABCD": true, "G0123ABCD": true, "D0123ABCD": true, "legal": false, "#legal": false, "C1 C2": false, "c0123": false, "": false} {
		_, err := New(madeUp{}, journal.NewMemory(), Options{BotToken: "xoxb-fake", AppToken: "xapp-fake", HereChannels: []string{id}})
		if (err == nil) != ok {
			t.Errorf("%q: %v", id, err)
		}
	}
}
