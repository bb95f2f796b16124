package model_test

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strings"
	"testing"

	"secondsource/internal/model"
)

func TestChatAsks(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, _ heard, _ int) { says(w, ` {"crates": 12} `) })
	c := client(t, s.URL, func(c *model.Config) { c.PriceIn, c.PriceOut = 2, 10 })
	reply, err := c.Chat(t.Context(), question())
	if err != nil {
		t.Fatal(err)
	}
	if reply.Text != `{"crates": 12}` || reply.Mode != "json_schema" || reply.In != 100 || reply.Out != 20 || math.Abs(reply.Cost-0.0004) > 1e-12 {
		t.Errorf("reply %+v", reply)
	}
	a := s.requests()[0]
	switch {
	case a.URL.Path != "/v1/chat/completions" || a.Header.Get("Authorization") != "Bearer "+testKey || a.Model != "reader":
		t.Errorf("asked at %s, with %q, for %q", a.URL.Path, a.Header.Get("Authorization"), a.Model)
	case a.Temperature == nil || *a.Temperature != 0 || a.Seed == nil || a.MaxTokens != 300:
		t.Errorf("temperature %v, seed %v, limit %d", a.Temperature, a.Seed, a.MaxTokens)
	case a.Format.Type != "json_schema" || a.Format.JSONSchema.Name != "crates" || !a.Format.JSONSchema.Strict ||
		string(a.Format.JSONSchema.Schema) != `{"type":"object","additionalProperties":false,"required":["crates"],"properties":{"crates":{"type":"integer"}}}`:
		t.Errorf("format %+v", a.Format)
	case a.prompt() != "system: You read articles.\nuser: How many crates are on the quay?\n":
		t.Errorf("prompt %q", a.prompt())
	}
}

// picky is a server that refuses something of a request; "" where it does not.
type picky func(a heard) (status int, message string)

func noSchemas(a heard) (int, string) {
	if a.Format.Type == "json_schema" {
		return 400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
	}
	return 0, ""
}

// TestChatFindsTheManner holds that a client finds what a server takes, and
// stays with it: the second call is made in that manner at once.
func TestChatFindsTheManner(t *testing.T) {
	for _, c := range []struct {
		name  string
		picky picky
		tries int // of the first call
		mode  string
		holds func(a heard) bool // of what was taken
	}{
		{"takes all", func(heard) (int, string) { return 0, "" }, 1, "json_schema", func(a heard) bool { return a.Format.Type == "json_schema" }},
		{"json_object with a schema in it", func(a heard) (int, string) {
			if a.Format.Type == "json_schema" {
				return 422, "Input should be 'text' or 'json_object'; body response_format type"
			}
			return 0, ""
		}, 2, "json_object with schema", func(a heard) bool {
			return a.Format.Type == "json_object" && strings.Contains(string(a.Format.Schema), `"integer"`) && !strings.Contains(a.prompt(), "integer")
		}},
		{"json_object", func(a heard) (int, string) {
			if len(a.Format.Schema) > 0 {
				return 400, "Unknown parameter: 'response_format.schema'."
			}
			return noSchemas(a)
		}, 3, "json_object", func(a heard) bool {
			return a.Format.Type == "json_object" && len(a.Format.Schema) == 0 && strings.Contains(a.prompt(), `{"type":"integer"}`)
		}},
		{"nothing", func(a heard) (int, string) {
			if a.Format.Type != "" {
				return 400, "response_format is not supported"
			}
			return 0, ""
		}, 4, "fenced JSON", func(a heard) bool { return a.Format.Type == "" && strings.Contains(a.prompt(), "```json") }},
		{"no reason given", func(a heard) (int, string) {
			if a.Format.Type != "" {
				return 400, "Bad Request"
			}
			return 0, ""
		}, 4, "fenced JSON", func(a heard) bool { return a.Format.Type == "" }},
		{"fails over a schema", func(a heard) (int, string) {
			if len(a.Format.JSONSchema.Schema) > 0 || len(a.Format.Schema) > 0 {
				return 500, "failed to parse grammar"
			}
			return 0, ""
		}, 3, "json_object", func(a heard) bool { return a.Format.Type == "json_object" }},
		{"a new limit", func(a heard) (int, string) {
			if a.MaxTokens > 0 {
				return 400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
			}
			return 0, ""
		}, 2, "json_schema", func(a heard) bool { return a.MaxTokens == 0 && a.MaxCompletionTokens > 300 }},
		{"its own temperature and seed", func(a heard) (int, string) {
			switch {
			case a.Temperature != nil:
				return 400, "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported."
			case a.Seed != nil:
				return 400, "Unsupported parameter: 'seed' is not supported with this model."
			}
			return 0, ""
		}, 3, "json_schema", func(a heard) bool { return a.Temperature == nil && a.Seed == nil }},
		{"no system role", func(a heard) (int, string) {
			if a.Messages[0].Role == "system" {
				return 400, "System role not supported"
			}
			return 0, ""
		}, 2, "json_schema", func(a heard) bool {
			return a.prompt() == "user: You read articles.\n\nHow many crates are on the quay?\n"
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t, func(w http.ResponseWriter, a heard, _ int) {
				if status, message := c.picky(a); status != 0 {
					refuses(w, status, message)
					return
				}
				says(w, "```json\n{\"crates\":12}\n```")
			})
			model := client(t, s.URL, nil)
			for k := range 2 {
				reply, err := model.Chat(t.Context(), question())
				if err != nil {
					t.Fatal(err)
				}
				if reply.Text != `{"crates":12}` || reply.Mode != c.mode {
					t.Errorf("call %d: %q in %s", k, reply.Text, reply.Mode)
				}
				seen := s.requests()
				if len(seen) != c.tries+k {
					t.Errorf("after call %d there were %d requests, want %d", k, len(seen), c.tries+k)
				}
				if last := seen[len(seen)-1]; !c.holds(last) {
					t.Errorf("call %d was taken as %+v\n%s", k, last.Format, last.prompt())
				}
			}
		})
	}
}

// TestChatIsNotHeard holds that a server which takes json_schema and heeds it
// not is asked in words, and that a model which once replied with the object is
// not doubted for one bad reply.
func TestChatIsNotHeard(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, a heard, _ int) {
		if strings.Contains(a.prompt(), "JSON") {
			says(w, "Gladly:\n```json\n{\"crates\":12}\n```\nAnything else?")
			return
		}
		says(w, "There are 12 crates.")
	})
	c := client(t, s.URL, nil)
	for range 2 {
		reply, err := c.Chat(t.Context(), question())
		if err != nil || reply.Text != `{"crates":12}` || reply.Mode != "json_object" {
			t.Fatalf("%+v, %v", reply, err)
		}
	}
	if n := len(s.requests()); n != 4 {
		t.Errorf("%d requests, want three for the first call and one for the second", n)
	}

	s = newServer(t, func(w http.ResponseWriter, _ heard, n int) {
		if n == 1 {
			says(w, `{"crates":12}`)
			return
		}
		says(w, "I had rather not.")
	})
	c = client(t, s.URL, nil)
	for k, want := range []string{`{"crates":12}`, "I had rather not.", "I had rather not."} {
		reply, err := c.Chat(t.Context(), question())
		if err != nil || reply.Text != want || reply.Mode != "json_schema" {
			t.Errorf("call %d: %+v, %v", k, reply, err)
		}
	}
}

// TestChatCountsAllTries: the tokens of a reply that was no object were used.
func TestChatCountsAllTries(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, a heard, _ int) { says(w, "There are 12.") })
	reply, err := client(t, s.URL, nil).Chat(t.Context(), question())
	if err != nil || reply.In != 400 || reply.Out != 80 || reply.Text != "There are 12." {
		t.Errorf("%+v, %v", reply, err)
	}
}

// TestChatKeepsWhatItHas: when a further try fails, the reply before it counts.
func TestChatKeepsWhatItHas(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, _ heard, n int) {
		if n == 1 {
			says(w, "There are 12.")
			return
		}
		refuses(w, http.StatusUnauthorized, "no")
	})
	reply, err := client(t, s.URL, nil).Chat(t.Context(), question())
	if err != nil || reply.Text != "There are 12." {
		t.Errorf("%+v, %v", reply, err)
	}
}

func TestChatReturnsReplies(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"cut off", `{"choices":[{"finish_reason":"length","message":{"content":"{\"crates\":"}}]}`, `{"crates":`},
		{"empty", `{"choices":[{"finish_reason":"length","message":{"content":""}}]}`, ""},
		{"null", `{"choices":[{"finish_reason":"length","message":{"content":null}}]}`, ""},
		{"in parts", `{"choices":[{"message":{"content":[{"type":"text","text":"{\"crates\":"},{"type":"text","text":"12}"}]}}]}`, `{"crates":12}`},
		{"after thinking", `{"choices":[{"message":{"content":"<think>{\"crates\":1}?</think>\n{\"crates\":12}"}}]}`, `{"crates":12}`},
		{"without usage", `{"choices":[{"message":{"content":"{\"crates\":12}"}}]}`, `{"crates":12}`},
		{"a null usage", `{"choices":[{"message":{"content":"{\"crates\":12}"}}],"usage":null}`, `{"crates":12}`},
		{"control characters", `{"choices":[{"message":{"content":"\u0000\u001b[2J{\"crates\":\n12}"}}]}`, "{\"crates\":\n12}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t, func(w http.ResponseWriter, _ heard, _ int) { _, _ = w.Write([]byte(c.body)) })
			reply, err := client(t, s.URL, func(c *model.Config) { c.PriceIn = 1 }).Chat(t.Context(), question())
			if err != nil || reply.Text != c.want || reply.In != 0 || reply.Cost != 0 {
				t.Errorf("%+v, %v; want %q", reply, err, c.want)
			}
		})
	}
}

func TestChatWithoutSchema(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, _ heard, _ int) { says(w, "{1} is no object") })
	reply, err := client(t, s.URL, nil).Chat(t.Context(), model.Request{User: "Say it."})
	if err != nil || reply.Text != "{1} is no object" || reply.Mode != "text" {
		t.Errorf("%+v, %v", reply, err)
	}
	if a := s.requests()[0]; a.Format.Type != "" || a.MaxTokens != 0 {
		t.Errorf("%+v", a)
	}
}

func TestChatNeedsAModelAndASchema(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, _ heard, _ int) { says(w, "") })
	if _, err := client(t, s.URL, func(c *model.Config) { c.Model = "" }).Chat(t.Context(), question()); err == nil {
		t.Error("a model without a name was asked")
	}
	q := question()
	q.Schema = []byte(`{"type":`)
	var syntax *json.SyntaxError
	if _, err := client(t, s.URL, nil).Chat(t.Context(), q); !errors.As(err, &syntax) {
		t.Errorf("a schema that is none: %v", err)
	}
	if n := len(s.requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}
