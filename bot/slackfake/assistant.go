package slackfake

// assistant.threads.*: the status, prompts and title of a thread.

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Prompt is a question that the assistant suggests.
type Prompt struct {
	Title   string `json:"title"`
	Message string `json:"message"`
}

const (
	maxPrompts  = 4
	maxLoading  = 10
	statusLasts = 2 * time.Minute
)

// assisted is the thread that the arguments name, whose thread_ts may be left
// out where a whole direct message is the agent's.
func (s *Server) assisted(args url.Values) (*thread, error) {
	c, err := s.visible(args.Get("channel_id"))
	if err != nil {
		return nil, err
	}
	if !c.has(BotUser) {
		return nil, refuse("not_in_channel")
	}
	ts := args.Get("thread_ts")
	if ts == "" && c.with != "" {
		return s.thread(c.id, ""), nil
	}
	root := c.root(ts)
	if ts == "" || root == "" {
		return nil, refuse("invalid_thread_ts")
	}
	return s.thread(c.id, root), nil
}

func (s *Server) setStatus(args url.Values) (object, error) {
	t, err := s.assisted(args)
	if err != nil {
		return nil, err
	}
	if !args.Has("status") {
		return nil, refuse("invalid_arguments", "missing required field: status")
	}
	if strings.Count(args.Get("loading_messages"), ",") >= maxLoading {
		return nil, refuse("invalid_arguments", "no more than 10 loading_messages allowed")
	}
	t.status, t.statusAt = args.Get("status"), s.opts.Now()
	t.statuses = append(t.statuses, t.status)
	s.notify()
	return object{}, nil
}

func (s *Server) setPrompts(args url.Values) (object, error) {
	t, err := s.assisted(args)
	if err != nil {
		return nil, err
	}
	var prompts []Prompt
	if err := json.Unmarshal([]byte(args.Get("prompts")), &prompts); err != nil {
		return nil, refuse("invalid_arguments", err.Error())
	}
	if len(prompts) == 0 || len(prompts) > maxPrompts {
		return nil, refuse("invalid_arguments", "between 1 and 4 prompts allowed")
	}
	for _, p := range prompts {
		if p.Title == "" || p.Message == "" {
			return nil, refuse("invalid_arguments", "a prompt needs a title and a message")
		}
	}
	t.prompts = prompts
	s.notify()
	return object{}, nil
}

func (s *Server) setTitle(args url.Values) (object, error) {
	t, err := s.assisted(args)
	if err != nil {
		return nil, err
	}
	if args.Get("title") == "" {
		return nil, refuse("invalid_arguments", "missing required field: title")
	}
	t.title = args.Get("title")
	s.notify()
	return object{}, nil
}

// Status is the assistant's status in a thread, "" for none. A post of the bot
// in the thread ends it, and so do two minutes.
func (s *Server) Status(channel, thread string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.threads[place{channel, thread}]
	if t == nil || s.opts.Now().Sub(t.statusAt) >= statusLasts {
		return ""
	}
	return t.status
}

// Statuses are all statuses that the bot has set in a thread, in their order,
// "" where it took one back.
func (s *Server) Statuses(channel, thread string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.threads[place{channel, thread}]; t != nil {
		return slices.Clone(t.statuses)
	}
	return nil
}

// Prompts are the prompts that a thread, or with "" a direct message, suggests.
func (s *Server) Prompts(channel, thread string) []Prompt {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.threads[place{channel, thread}]; t != nil {
		return slices.Clone(t.prompts)
	}
	return nil
}

// Title is the title that the bot gave a thread.
func (s *Server) Title(channel, thread string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.threads[place{channel, thread}]; t != nil {
		return t.title
	}
	return ""
}
