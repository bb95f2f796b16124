package model_test

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"strings"
	"testing"

	"secondsource/internal/model"
)

// FuzzReply holds that whatever a server replies, and with whatever status, a
// call ends in a reply or in an error of a known kind that has nothing of it.
func FuzzReply(f *testing.F) {
	f.Add(200, []byte(aReply))
	f.Add(200, []byte(`{"choices":[{"message":{"content":"<think>{</think>a{\"crates\":12}b"}}],"usage":{"prompt_tokens":-1}}`))
	f.Add(200, []byte(`{"choices":[{"message":{"content":[{"type":"image_url"}]}},null]}`))
	f.Add(400, []byte(`{"error":{"message":["MARK-a","MARK-b"],"code":7,"param":{"MARK":1}}}`))
	f.Add(404, []byte(`{"error":"MARK-model not found"}`))
	f.Add(422, []byte(`{"detail":[{"loc":["body","response_format",0],"msg":"MARK","input":"MARK"}]}`))
	f.Add(429, []byte(`{"error":{"message":"MARK","code":"insufficient_quota"}}`))
	f.Add(413, []byte("MARK\x00\xff"))
	kinds := []error{model.ErrUnreachable, model.ErrRefused, model.ErrBusy, model.ErrTimeout, model.ErrNoModel, model.ErrTooLong, model.ErrBadReply, model.ErrFailed}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 100 || status > 999 || status == 429 && !strings.Contains(string(body), "insufficient_quota") || status >= 500 && status != 501 {
			return // those are tried again, after waits
		}
		network := tripper(func(r *http.Request) (*http.Response, error) {
			_, _ = io.Copy(io.Discard, r.Body)
			return response(r, status, nil, string(body)), nil
		})
		reply, err := client(t, "http://models.example", func(c *model.Config) { c.HTTP = network }).Chat(t.Context(), question())
		if err == nil {
			if math.IsNaN(reply.Cost) || reply.In < 0 || reply.Out < 0 || reply.Cost < 0 {
				t.Errorf("usage %+v", reply)
			}
			return
		}
		var failure *model.Error
		if !errors.As(err, &failure) {
			t.Fatalf("an error of no kind: %v", err)
		}
		known := false
		for _, kind := range kinds {
			known = known || errors.Is(err, kind)
		}
		if !known || strings.Contains(err.Error(), "MARK") {
			t.Errorf("%v", err)
		}
	})
}

// FuzzObject holds that what is found in a reply is one JSON object that stands
// in it, and that an object by itself is found as it is.
func FuzzObject(f *testing.F) {
	for _, seed := range []string{
		`{"crates":12}`, "```json\n{\"crates\":12}\n```", `<think>{"a":1}</think>{"b":2}`, `It is {"a":{"b":"}"}}, I think`, `{{}`, `[{"a":1}]`, "{\"a\":\x00}", `</think>{`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		object, ok := model.ObjectIn(text)
		if !ok {
			if strings.HasPrefix(text, "{") && json.Valid([]byte(text)) && !strings.Contains(text, "</think>") {
				t.Errorf("an object is not found: %q", text)
			}
			return
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal([]byte(object), &fields); err != nil || !strings.Contains(text, object) {
			t.Errorf("%q in %q: %v", object, text, err)
		}
	})
}
