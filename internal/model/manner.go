package model

// How a server wants to be asked. Servers that speak the same API refuse
// different fields of it; which ones is found by asking, and remembered.

// shape is a way of asking for an object of a schema, the firmest first.
type shape int

const (
	bySchema   shape = iota // response_format json_schema: OpenAI, vLLM, Ollama, llama.cpp
	byDialect               // json_object with a schema in it: llama-cpp-python
	byObject                // json_object, the schema told in the prompt
	byAsking                // told in the prompt alone, the reply in a fence
	noSchema                // nothing was asked for
	lastShape  = byAsking
	firstShape = bySchema
)

func (s shape) String() string {
	return [...]string{"json_schema", "json_object with schema", "json_object", "fenced JSON", "text"}[s]
}

// manner is a way of asking, the zero value the one that is tried first.
type manner struct {
	shape  shape
	proven bool // a reply in this shape was the object that was asked for

	newLimit      bool // max_completion_tokens for max_tokens
	noTemperature bool
	noSeed        bool
	noSystem      bool // the rules go before the question, in one message
}

// after returns the manner to try when a server refused a request in this one.
// Each refusal changes one thing for good, so that asking ends. A refusal whose
// reason is not understood is taken for one of the shape while no shape has
// worked yet.
func (m manner) after(f fault, shaped bool) (next manner, other bool) {
	if !f.refusesRequest() || f.tooLong() || f.noModel() {
		return m, false
	}
	next = m
	switch {
	case !m.newLimit && f.about("max_tokens", "max_completion_tokens"):
		next.newLimit = true
	case !m.noTemperature && f.about("temperature"):
		next.noTemperature = true
	case !m.noSeed && f.about("seed"):
		next.noSeed = true
	case !m.noSystem && f.about("system role", "system message", "role system", "roles must alternate", "conversation roles"):
		next.noSystem = true
	case shaped && m.shape < lastShape && (f.aboutShape() || !m.proven):
		next.shape, next.proven = m.shape+1, false
	default:
		return m, false
	}
	return next, true
}

// unheard returns the manner to try when a server took the request and replied
// with something else than an object: some take every response_format and heed
// none. What has worked once is not doubted, as then it is the model that fails.
func (m manner) unheard() (next manner, other bool) {
	if m.proven || m.shape >= lastShape {
		return m, false
	}
	m.shape++
	return m, true
}

func (c *Client) known() manner {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.manner
}

// remember keeps a manner that was found beginning from another, unless another
// call has found one meanwhile that works.
func (c *Client) remember(from, m manner) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.manner != from && c.manner.proven && !m.proven {
		return
	}
	c.manner = m
}
