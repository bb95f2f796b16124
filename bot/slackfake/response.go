package slackfake

// Response URLs: the answer to a command or a click, without a token.

import (
	"encoding/json"
	"io"
	"net/http"
	"time"
)

const (
	responseUses  = 5
	responseLasts = 30 * time.Minute
)

// responseURL is where a command or a click can be answered.
type responseURL struct {
	id       string
	channel  *channel
	user     string
	original *Message // what was clicked on, else nil
	made     time.Time
	uses     int
}

func (s *Server) openResponse(c *channel, user string, original *Message) *responseURL {
	r := &responseURL{id: s.id("R"), channel: c, user: user, original: original, made: s.opts.Now()}
	s.response[r.id] = r
	return r
}

func (s *Server) responseLink(r *responseURL) string { return s.http.URL + "/response/" + r.id }

func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client hung up
	}
	s.serveFaulty(w, r, ResponseURL, func() func() {
		status, err := s.useResponse(r.PathValue("id"), body)
		return func() {
			if status != http.StatusOK {
				writeJSON(w, status, object{"ok": false, "error": err.Error()})
				return
			}
			reply(w, object{}, err)
		}
	})
}

// useResponse posts to a response URL once. A URL that is spent is not found;
// a faulty message is refused as by the Web API, and costs a use.
func (s *Server) useResponse(id string, body []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.response[id]
	var err error
	switch {
	case r == nil:
		err = refuse("invalid_url")
	case s.opts.Now().Sub(r.made) >= responseLasts:
		err = refuse("expired_url")
	case r.uses >= responseUses:
		err = refuse("used_url")
	}
	if err != nil {
		s.recordRefusal(ResponseURL, err)
		return http.StatusNotFound, err
	}
	r.uses++
	s.logf("%s %s", ResponseURL, body)
	err = s.respond(r, body)
	s.recordRefusal(ResponseURL, err)
	return http.StatusOK, err
}

// response is the body of a response.
type response struct {
	Text            string          `json:"text"`
	Blocks          json.RawMessage `json:"blocks"`
	Metadata        json.RawMessage `json:"metadata"`
	ThreadTS        string          `json:"thread_ts"`
	ResponseType    string          `json:"response_type"`
	ReplaceOriginal bool            `json:"replace_original"`
	DeleteOriginal  bool            `json:"delete_original"`
	UnfurlLinks     *bool           `json:"unfurl_links"`
	UnfurlMedia     *bool           `json:"unfurl_media"`
}

// respond does what a response says: post, replace or delete. What was clicked
// on keeps its place and stays ephemeral if it was; where it is gone, or for a
// command, a replacement is a new message.
func (s *Server) respond(r *responseURL, body []byte) error {
	var in response
	if err := json.Unmarshal(body, &in); err != nil {
		return refuse("invalid_payload", err.Error())
	}
	original := r.original
	if original != nil && r.channel.find(original.TS) != original {
		original = nil
	}
	if in.DeleteOriginal {
		if original == nil {
			return refuse("message_not_found")
		}
		r.channel.remove(original.TS)
		s.notify()
		return nil
	}
	m, err := s.composeResponse(in, r.user)
	if err != nil {
		return err
	}
	if !in.ReplaceOriginal || original == nil {
		s.bring(r.channel, m, in.ThreadTS)
		return nil
	}
	s.checkPings(r.channel, m)
	before := *original
	s.replace(original, m)
	if s.opts.Echo && !original.Ephemeral {
		s.tellChange(r.channel, original, &before)
	}
	return nil
}

func (s *Server) composeResponse(in response, user string) (*Message, error) {
	m, err := s.compose(post{
		text: in.Text, blocks: string(in.Blocks), metadata: sentMetadata(in.Metadata),
		unfurlLinks: in.UnfurlLinks, unfurlMedia: in.UnfurlMedia,
	})
	if err != nil {
		return nil, err
	}
	switch in.ResponseType {
	case "", "ephemeral":
		m.Ephemeral, m.To = true, user
	case "in_channel":
	default:
		return nil, refuse("invalid_arguments", "response_type "+in.ResponseType)
	}
	return m, nil
}

// sentMetadata is the metadata of a response, "" where a client has sent the
// field without content.
func sentMetadata(raw json.RawMessage) string {
	var m Metadata
	if json.Unmarshal(raw, &m) == nil && m.EventType == "" {
		return ""
	}
	return string(raw)
}
