package slackfake

// The Web API's door: reading requests, tokens, faults, rate limits, replies.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// object is a JSON object on its way out.
type object map[string]any

// refusal is an answer with ok false.
type refusal struct {
	code    string
	reasons []string
}

func (r refusal) Error() string {
	if len(r.reasons) == 0 {
		return r.code
	}
	return r.code + " (" + strings.Join(r.reasons, "; ") + ")"
}

func refuse(code string, reasons ...string) error { return refusal{code, reasons} }

// Fault is how a call fails instead of being done.
type Fault struct {
	// Status is the HTTP status; zero is 200, or 429 with RetryAfter.
	Status int
	// Error is Slack's error code in the reply.
	Error string
	// RetryAfter is sent as the header of that name, in whole seconds.
	RetryAfter time.Duration
	// Delay is how long the call hangs first, in real time. A fault of a Delay
	// alone is a slow call that then is done.
	Delay time.Duration
	// Done has the call take effect at once, although its answer is the fault's
	// or late.
	Done bool
}

func (f Fault) answers() bool { return f.Status != 0 || f.Error != "" || f.RetryAfter != 0 }

// ResponseURL is the name under which posts to response URLs are counted and
// can be made to fail.
const ResponseURL = "response_url"

// Fail has the next n calls of a method fail, after those already set to.
func (s *Server) Fail(method string, n int, fault Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.faults[method] = append(s.faults[method], fault)
	}
}

// Calls is how often a method was called, refused and failed calls included.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// methods are called with s.mu held.
var methods = map[string]func(*Server, url.Values) (object, error){
	"auth.test":                             (*Server).authTest,
	"apps.connections.open":                 (*Server).connectionsOpen,
	"chat.postMessage":                      (*Server).postMessage,
	"chat.update":                           (*Server).updateMessage,
	"chat.delete":                           (*Server).deleteMessage,
	"chat.postEphemeral":                    (*Server).postEphemeral,
	"chat.getPermalink":                     (*Server).permalink,
	"conversations.info":                    (*Server).conversationInfo,
	"conversations.members":                 (*Server).conversationMembers,
	"conversations.open":                    (*Server).conversationOpen,
	"conversations.replies":                 (*Server).conversationReplies,
	"conversations.history":                 (*Server).conversationHistory,
	"users.info":                            (*Server).userInfo,
	"assistant.threads.setStatus":           (*Server).setStatus,
	"assistant.threads.setSuggestedPrompts": (*Server).setPrompts,
	"assistant.threads.setTitle":            (*Server).setTitle,
	"reactions.add":                         (*Server).addReaction,
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	method := r.PathValue("method")
	args, err := arguments(r)
	if err != nil {
		s.mu.Lock()
		s.calls[method]++
		s.recordRefusal(method, err)
		s.mu.Unlock()
		reply(w, nil, err)
		return
	}
	s.serveFaulty(w, r, method, func() func() {
		body, err := s.call(method, token(r, args), args)
		return func() {
			if limit := (rateLimited{}); errors.As(err, &limit) {
				Fault{RetryAfter: limit.after}.write(w)
				return
			}
			reply(w, body, err)
		}
	})
}

// serveFaulty does a call and answers it with what do returns, but for the
// fault that is set for the call.
func (s *Server) serveFaulty(w http.ResponseWriter, r *http.Request, method string, do func() (answer func())) {
	fault := s.begin(method)
	answer := func() { fault.write(w) }
	if fault.Done {
		done := do()
		if !fault.answers() {
			answer = done
		}
	}
	if !s.delay(r, fault.Delay) {
		panic(http.ErrAbortHandler) // the fake is closed: hang up without an answer
	}
	if !fault.Done && !fault.answers() {
		answer = do()
	}
	answer()
}

// begin counts a call and takes the fault that is set for it.
func (s *Server) begin(method string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[method]++
	s.notify()
	waiting := s.faults[method]
	if len(waiting) == 0 {
		return Fault{}
	}
	s.faults[method] = waiting[1:]
	return waiting[0]
}

// delay waits, and reports whether there still is somebody to answer.
func (s *Server) delay(r *http.Request, pause time.Duration) bool {
	if pause == 0 {
		return true
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.closed:
	}
	return false
}

func (f Fault) write(w http.ResponseWriter) {
	status, code := f.Status, f.Error
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int((f.RetryAfter+time.Second-1)/time.Second)))
		if status == 0 {
			status = http.StatusTooManyRequests
		}
		if code == "" {
			code = "ratelimited"
		}
	}
	if status == 0 {
		status = http.StatusOK
	}
	if code == "" {
		http.Error(w, http.StatusText(status), status)
		return
	}
	writeJSON(w, status, object{"ok": false, "error": code})
}

func (s *Server) call(method, token string, args url.Values) (object, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do := methods[method]
	if do == nil {
		s.problemf("%s: unknown_method", method)
		return nil, refuse("unknown_method")
	}
	s.logf("%s %s", method, logged(args))
	body, err := s.allowed(method, token, args)
	if err == nil {
		body, err = do(s, args)
	}
	s.recordRefusal(method, err)
	return body, err
}

func (s *Server) allowed(method, token string, args url.Values) (object, error) {
	if err := s.checkToken(method, token); err != nil {
		return nil, err
	}
	return nil, s.checkLimit(method, args)
}

func (s *Server) recordRefusal(method string, err error) {
	var refused refusal
	if s.opts.Strict && errors.As(err, &refused) {
		s.problemf("%s: %v", method, refused)
	}
}

func (s *Server) checkToken(method, token string) error {
	want := s.opts.BotToken
	if method == "apps.connections.open" {
		want = s.opts.AppToken
	}
	switch token {
	case want:
		return nil
	case "":
		return refuse("not_authed")
	case s.opts.BotToken, s.opts.AppToken:
		return refuse("not_allowed_token_type")
	}
	return refuse("invalid_auth")
}

// token is what the caller shows: the Authorization header, or the argument.
func token(r *http.Request, args url.Values) string {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return bearer
	}
	return args.Get("token")
}

// arguments reads a query, a form or a JSON object. Values of a JSON object that
// are no strings stand as their JSON, as they would in a form.
func arguments(r *http.Request) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Method == http.MethodGet {
		return r.URL.Query(), nil
	}
	if r.Method != http.MethodPost || err != nil {
		return nil, refuse("invalid_post_type")
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		if err := r.ParseForm(); err != nil {
			return nil, refuse("invalid_form_data", err.Error())
		}
		return r.Form, nil
	case "application/json":
		return jsonArguments(r.Body)
	}
	return nil, refuse("invalid_post_type", kind)
}

func jsonArguments(body io.Reader) (url.Values, error) {
	raw, err := io.ReadAll(body)
	if err != nil {
		return nil, refuse("invalid_json", err.Error())
	}
	args := url.Values{}
	if len(raw) == 0 {
		return args, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, refuse("json_not_object", err.Error())
	}
	for name, value := range fields {
		var text string
		if err := json.Unmarshal(value, &text); err != nil {
			text = string(value)
		}
		if string(value) != "null" {
			args.Set(name, text)
		}
	}
	return args, nil
}

func reply(w http.ResponseWriter, body object, err error) {
	if err != nil {
		body = object{"ok": false, "error": err.Error()}
		var refused refusal
		if errors.As(err, &refused) {
			body["error"] = refused.code
			if len(refused.reasons) > 0 {
				body["response_metadata"] = object{"messages": refused.reasons}
			}
		}
		writeJSON(w, http.StatusOK, body)
		return
	}
	body["ok"] = true
	writeJSON(w, http.StatusOK, body)
}

func writeJSON(w http.ResponseWriter, status int, body object) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a client that hung up has no use for the error
}

// logged is a call's arguments without its token.
func logged(args url.Values) string {
	shown := url.Values{}
	for name, values := range args {
		if name != "token" {
			shown[name] = values
		}
	}
	return fmt.Sprint(shown)
}
