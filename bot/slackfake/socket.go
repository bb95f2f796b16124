package slackfake

// Socket Mode: connections, envelopes, acks, retries.

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxAttempts = 3 // sendings after the first
	maxAck      = 20 * 1024
	grace       = 500 * time.Millisecond // between a disconnect message and the close
	writeWait   = 10 * time.Second
)

// Ack is the bot's answer to an envelope.
type Ack struct {
	EnvelopeID string
	Type       string // of the envelope: events_api, slash_commands, interactive
	EventID    string // of an event
	Attempt    int    // how often the event had been sent before
	Took       time.Duration
	Payload    json.RawMessage // nil if none
}

// socket is the state of Socket Mode, guarded by the server's mu.
type socket struct {
	tickets   map[string]bool // issued and not yet used
	conns     []*conn
	next      int                  // which connection is next
	envelopes map[string]*envelope // sent, by envelope id
	waiting   []*delivery          // for a connection
	events    map[string]*delivery // by event id
	eventIDs  []string             // in their order
	held      []*delivery          // while reordering
	holding   bool
	acks      []Ack
}

// delivery is something the bot is to receive and answer.
type delivery struct {
	kind     string
	payload  object
	eventID  string
	response *responseURL // of a slash command
	attempt  int
	acked    bool
	retry    *time.Timer
}

// envelope is one sending of a delivery.
type envelope struct {
	*delivery
	sent    time.Time
	attempt int
	done    bool
}

// conn is one WebSocket; its writer alone writes to it.
type conn struct {
	ws      *websocket.Conn
	out     chan any
	gone    chan struct{}
	leaving bool
}

func newSocket() socket {
	return socket{
		tickets:   map[string]bool{},
		envelopes: map[string]*envelope{},
		events:    map[string]*delivery{},
	}
}

func (s *Server) connectionsOpen(url.Values) (object, error) {
	ticket := s.id("ticket")
	s.socket.tickets[ticket] = true
	link := "ws" + strings.TrimPrefix(s.http.URL, "http") + "/link?ticket=" + ticket + "&app_id=" + App
	return object{"url": link}, nil
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	s.mu.Lock()
	known := s.socket.tickets[ticket]
	delete(s.socket.tickets, ticket)
	s.mu.Unlock()
	if !known {
		http.Error(w, "link_disabled", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	c := &conn{ws: ws, out: make(chan any, 1024), gone: make(chan struct{})}
	if !s.join(c) {
		_ = ws.Close()
		return
	}
	go s.write(c)
	s.read(c)
	s.leave(c)
}

// join greets a connection and sends it what waits for one.
func (s *Server) join(c *conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.closed:
		return false
	default:
	}
	s.serving.Add(2)
	s.socket.conns = append(s.socket.conns, c)
	c.out <- object{
		"type": "hello", "num_connections": len(s.socket.conns),
		"connection_info": object{"app_id": App},
		"debug_info":      object{"host": "fake", "approximate_connection_time": 3600},
	}
	waiting := s.socket.waiting
	s.socket.waiting = nil
	for _, d := range waiting {
		s.send(d)
	}
	s.notify()
	return true
}

func (s *Server) leave(c *conn) {
	defer s.serving.Done()
	_ = c.ws.Close()
	close(c.gone)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.socket.conns = slices.DeleteFunc(s.socket.conns, func(other *conn) bool { return other == c })
	s.notify()
}

// write sends messages and pings until the connection is gone.
func (s *Server) write(c *conn) {
	defer s.serving.Done()
	pings := time.NewTicker(s.opts.PingEvery)
	defer pings.Stop()
	ping := func() error {
		return c.ws.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(writeWait))
	}
	err := ping()
	for err == nil {
		select {
		case <-c.gone:
			return
		case <-pings.C:
			err = ping()
		case message := <-c.out:
			_ = c.ws.SetWriteDeadline(time.Now().Add(writeWait))
			err = c.ws.WriteJSON(message)
		}
	}
	_ = c.ws.Close()
}

func (s *Server) read(c *conn) {
	for {
		_, message, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		s.receive(message)
	}
}

// deliver sends something to the bot, now or once it is connected.
func (s *Server) deliver(d *delivery) {
	if s.socket.holding {
		s.socket.held = append(s.socket.held, d)
		return
	}
	s.send(d)
}

func (s *Server) send(d *delivery) {
	c := s.pick()
	if c == nil {
		s.socket.waiting = append(s.socket.waiting, d)
		return
	}
	e := &envelope{delivery: d, sent: time.Now(), attempt: d.attempt}
	id := s.id("envelope-")
	s.socket.envelopes[id] = e
	message := object{
		"envelope_id": id, "type": d.kind, "payload": d.payload,
		"accepts_response_payload": d.kind == "slash_commands",
	}
	if d.kind == "events_api" {
		message["retry_attempt"], message["retry_reason"] = d.attempt, ""
		if d.attempt > 0 {
			message["retry_reason"] = "timeout"
		}
		s.retryLater(d)
	}
	s.logf("sending %s %s (%s, attempt %d)", d.kind, id, d.eventID, d.attempt)
	select {
	case c.out <- message:
	default:
		s.problemf("a connection with %d messages unread", cap(c.out))
	}
}

// pick is the connection whose turn it is, nil if there is none.
func (s *Server) pick() *conn {
	open := slices.DeleteFunc(slices.Clone(s.socket.conns), func(c *conn) bool { return c.leaving })
	if len(open) == 0 {
		return nil
	}
	s.socket.next++
	return open[s.socket.next%len(open)]
}

func (s *Server) retryLater(d *delivery) {
	if s.opts.RetryAfter == 0 || d.attempt >= maxAttempts {
		return
	}
	d.retry = time.AfterFunc(s.opts.RetryAfter, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		select {
		case <-s.closed:
			return
		default:
		}
		if !d.acked {
			d.attempt++
			s.send(d)
		}
	})
}

// receive takes an ack.
func (s *Server) receive(message []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var answer struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	if err := json.Unmarshal(message, &answer); err != nil {
		s.problemf("a message that is no JSON: %v", err)
		return
	}
	e := s.socket.envelopes[answer.EnvelopeID]
	switch {
	case len(message) >= maxAck:
		s.problemf("an ack of %d bytes, which is dropped", len(message))
		return
	case e == nil:
		s.problemf("an ack of an unknown envelope %q", answer.EnvelopeID)
		return
	case e.done:
		s.problemf("a second ack of envelope %q", answer.EnvelopeID)
		return
	}
	e.done, e.acked = true, true
	if e.retry != nil {
		e.retry.Stop()
	}
	if string(answer.Payload) == "null" {
		answer.Payload = nil
	}
	ack := Ack{
		EnvelopeID: answer.EnvelopeID, Type: e.kind, EventID: e.eventID, Attempt: e.attempt,
		Took: time.Since(e.sent), Payload: answer.Payload,
	}
	s.socket.acks = append(s.socket.acks, ack)
	s.logf("ack of %s after %v", ack.EnvelopeID, ack.Took)
	s.acceptPayload(e, answer.Payload)
	s.notify()
}

// acceptPayload posts what a slash command is answered with in its ack.
func (s *Server) acceptPayload(e *envelope, payload json.RawMessage) {
	if len(payload) == 0 {
		return
	}
	if e.response == nil {
		s.problemf("an ack of %s with a payload, which it does not take", e.kind)
		return
	}
	if err := s.respond(e.response, payload); err != nil {
		s.problemf("an ack's payload: %v", err)
	}
}

// Acks are the bot's answers so far, in their order.
func (s *Server) Acks() []Ack {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.socket.acks)
}

// Connections is how many WebSockets are open.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.socket.conns)
}

// Disconnect tells every connection, as Slack does from time to time, that it
// will be closed ("warning" or "refresh_requested"), and closes it a moment
// later. Envelopes go to other connections from now on, or wait for one.
func (s *Server) Disconnect(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.socket.conns {
		c.leaving = true
		select {
		case c.out <- object{"type": "disconnect", "reason": reason, "debug_info": object{"host": "fake"}}:
		default:
		}
		time.AfterFunc(grace, func() { _ = c.ws.Close() })
	}
}

// Drop closes every connection without a word. Events that were sent and not
// acked come again by Options.RetryAfter; commands and clicks are lost.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.socket.conns {
		c.leaving = true
		_ = c.ws.NetConn().Close()
	}
}

// stop closes the connections and ends the retries.
func (k *socket) stop() {
	for _, c := range k.conns {
		_ = c.ws.Close()
	}
	for _, e := range k.envelopes {
		if e.retry != nil {
			e.retry.Stop()
		}
	}
}
