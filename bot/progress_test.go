package bot

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"secondsource/internal/answer"
	"secondsource/internal/journal"
)

// call is one call of Slack, with its text.
type call struct {
	method, text string
	at           time.Duration // since the question
}

// wire takes calls in the place of a network, in made-up time.
type wire struct {
	does func(c call) (status int, took time.Duration) // nil: all goes well, at once

	mu    sync.Mutex
	began time.Time
	calls []call
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	args, _ := url.ParseQuery(string(body))
	c := call{method: strings.TrimPrefix(r.URL.Path, "/api/"), text: args.Get("text") + args.Get("status"), at: time.Since(w.began)}
	if c.method != "users.info" {
		w.mu.Lock()
		w.calls = append(w.calls, c)
		w.mu.Unlock()
	}
	status, took := http.StatusOK, time.Duration(0)
	if w.does != nil {
		status, took = w.does(c)
	}
	select {
	case <-time.After(took):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	const reply = `{"ok":true,"ts":"1769947200.000100","channel":"CNEWS","user":{"id":"UMARA"}}`
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(reply)), Request: r}, nil
}

// slow is a newsroom that tells what it is doing, in made-up time.
type slow struct {
	madeUp
	steps []step
}

type step struct {
	after time.Duration
	doing string
}

func (s slow) Ask(ctx context.Context, q answer.Question) (answer.Answer, error) {
	for _, step := range s.steps {
		time.Sleep(step.after)
		if step.doing != "" {
			q.Progress(step.doing)
		}
	}
	return s.madeUp.Ask(ctx, q)
}

// answering answers a question in the bubble of a test, tells once more what is being
// done when it is answered, and returns the calls that Slack got for it.
func answering(t *testing.T, w *wire, thread, channel string, steps ...step) []call {
	t.Helper()
	b, err := New(slow{steps: steps}, journal.NewMemory(), Options{BotToken: "xoxb-fake", AppToken: "xapp-fake", APIURL: "http://slack.example/api/"})
	if err != nil {
		t.Fatal(err)
	}
	b.http.Transport = w
	w.began = time.Now()
	ctx, end := context.WithCancel(t.Context())
	r := &request{Surface: onMention, Channel: channel, Thread: thread, Post: "1769947100.000100", Person: "UMARA", Text: whoLeads, At: time.Now()}
	if r.direct() {
		r.Surface = onDM
	}
	j := &job{claim: claimID, req: r, tries: 1, ctx: ctx, cancel: end}
	time.AfterFunc(b.opt.Soon, func() { b.working(j, 0) })
	if _, err := b.answer(ctx, j); err != nil {
		t.Fatal(err)
	}
	b.working(j, 0)
	if err := b.show(ctx, j, doing("telling what nobody waits for")); err != nil {
		t.Error(err)
	}
	time.Sleep(time.Minute)
	end()
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.calls)
}

func methods(calls []call) (out []string) {
	for _, c := range calls {
		out = append(out, c.method)
	}
	return out
}

// many are stages that follow each other fast.
func many() []step {
	steps := []step{{2 * time.Second, "searching 5,183 articles"}}
	for _, doing := range []string{"reading 1 passage", "reading 2 passages", "reading 8 passages", "checking 1 quote", "checking 3 quotes"} {
		steps = append(steps, step{300 * time.Millisecond, doing})
	}
	return append(steps, step{after: 10 * time.Second})
}

func TestStatusChangesAtSlacksPace(t *testing.T) {
	for name, in := range map[string]struct {
		channel, change string
		answer          string
	}{
		"a thread in a channel": {"CNEWS", "chat.update", "chat.update"},
		"a thread in a DM":      {"DMARA", "assistant.threads.setStatus", "chat.postMessage"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls := answering(t, &wire{does: func(call) (int, time.Duration) { return http.StatusOK, 50 * time.Millisecond }}, "1769947100.000100", in.channel, many()...)
				last := calls[len(calls)-1]
				if last.method != in.answer || !strings.HasPrefix(last.text, "The articles say") {
					t.Fatalf("the last call is no answer: %+v", calls)
				}
				statuses := calls[:len(calls)-1]
				if len(statuses) != 3 {
					t.Errorf("the status was shown %d times: %+v", len(statuses), statuses)
				}
				if got := statuses[len(statuses)-1]; !strings.Contains(got.text, "hecking 3 quotes") || got.method != in.change {
					t.Errorf("the last status is %+v", got)
				}
				pace := 1100 * time.Millisecond
				for k, c := range statuses {
					if k > 1 && c.at-statuses[k-1].at < pace {
						t.Errorf("changed after %s: %+v", c.at-statuses[k-1].at, c)
					}
				}
			})
		})
	}
}

// TestQuickAnswersHaveNoStatus: what is answered soon tells nothing before.
func TestQuickAnswersHaveNoStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := answering(t, &wire{}, "1769947100.000100", "CNEWS", step{time.Second, "reading 8 passages"}, step{100 * time.Millisecond, "checking 3 quotes"})
		if got := methods(calls); !slices.Equal(got, []string{"chat.postMessage"}) {
			t.Errorf("called: %v", got)
		}
	})
}

// TestFirstStatusIsWhatIsBeingDone: nobody is told first that articles are read,
// and at once that quotes are checked.
func TestFirstStatusIsWhatIsBeingDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := answering(t, &wire{}, "1769947100.000100", "CNEWS", step{time.Second, "reading 8 passages"}, step{after: 5 * time.Second})
		if got := methods(calls); !slices.Equal(got, []string{"chat.postMessage", "chat.update"}) || calls[0].text != "Reading 8 passages…" {
			t.Errorf("called: %+v", calls)
		}
	})
}

// TestHangingStatusHoldsNoAnswerUp: a change of the status that Slack never answers
// is given up, and the answer posted where it can't come over it.
func TestHangingStatusHoldsNoAnswerUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hangs := func(c call) (int, time.Duration) {
			if strings.HasPrefix(c.text, "Reading 8") {
				return http.StatusOK, time.Hour
			}
			return http.StatusOK, 0
		}
		calls := answering(t, &wire{does: hangs}, "1769947100.000100", "CNEWS", step{3 * time.Second, "reading 8 passages"}, step{after: 100 * time.Millisecond})
		if got := methods(calls); !slices.Equal(got, []string{"chat.postMessage", "chat.update", "chat.postMessage", "chat.delete"}) {
			t.Fatalf("called: %+v", calls)
		}
		if late := calls[2].at; late > 3100*time.Millisecond+tellWithin {
			t.Errorf("the answer came after %s", late)
		}
	})
}

// TestRateLimitedStatusIsLeftAlone: Slack asks to wait, and the answer has to be
// taken soon.
func TestRateLimitedStatusIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limited := func(c call) (int, time.Duration) {
			if c.method == "chat.update" && !strings.HasPrefix(c.text, "The articles") {
				return http.StatusTooManyRequests, 0
			}
			return http.StatusOK, 0
		}
		calls := answering(t, &wire{does: limited}, "1769947100.000100", "CNEWS", many()...)
		if got := methods(calls); !slices.Equal(got, []string{"chat.postMessage", "chat.update", "chat.update"}) {
			t.Errorf("called: %+v", calls)
		}
	})
}
