package main

// serve with a model that takes its time.

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"secondsource/bot/slackfake"
)

// slowModel is a model's server that lets the first question wait until it is
// let go, and finds nothing in any.
func slowModel(t *testing.T) (url string, asked <-chan struct{}, letGo func()) {
	first, release := make(chan struct{}, 1), make(chan struct{})
	first <- struct{}{}
	began := make(chan struct{}, 100)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		began <- struct{}{}
		if strings.Contains(string(body), "weir") {
			select {
			case <-first:
				<-release
			default:
			}
		}
		chatReply(w, `{"claims":[],"summary":""}`)
	}))
	t.Cleanup(server.Close)
	return server.URL, began, func() { close(release) }
}

// While a model takes its time over one question, articles that come in are
// answered from, and nobody else waits for it.
func TestServeReadsOnBesideASlowModel(t *testing.T) {
	t.Parallel()
	fake, data := workspace(t), archive(t, weirArticle)
	url, asked, letGo := slowModel(t)
	s := startServe(t, fake, data, "OPENAI_BASE_URL="+url, "OPENAI_MODEL=slow", "SECONDSOURCE_MODEL_TIMEOUT=120")
	weir := fake.Mention("una", "CNEWS", weirAsked)
	<-asked
	ingest(t, data, millArticle, lampArticle)
	n, from := 0, ""
	s.await("an answer from the new articles", 30*time.Second, func() bool {
		channel := fmt.Sprintf("C%d", n)
		n++
		fake.AddChannel(channel, strings.ToLower(channel), false, "una", slackfake.BotUser)
		thread := fake.Mention("una", channel, millAsked)
		s.awaitDone(n)
		posts := answers(fake, channel, thread)
		if len(posts) == 1 && strings.Contains(posts[0], millQuote) {
			from = channel
		}
		return from != ""
	})
	for _, post := range answers(fake, "CNEWS", weir) {
		if strings.Contains(post, weirQuote) {
			t.Fatalf("the first question did not wait for the model: %s", post)
		}
	}
	letGo()
	s.awaitDone(n + 1)
	holdOnly(t, answers(fake, "CNEWS", weir), weirQuote, weirFrom)
	const ferryQuote = "The Torv ferry will carry 66 passengers, the town said on Monday."
	ingest(t, data, article("A ferry for Torv", "Torv Echo", "2025-11-20", ferryQuote)) // opened where the first index was
	s.await("the index that was in use to be opened anew", 30*time.Second, func() bool {
		thread := fake.Mention("una", "CNEWS", "how many passengers will the Torv ferry carry?")
		n++
		s.awaitDone(n + 1)
		posts := answers(fake, "CNEWS", thread)
		return len(posts) == 1 && strings.Contains(posts[0], ferryQuote)
	})
}
