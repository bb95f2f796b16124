package model

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	openai "github.com/sashabaranov/go-openai"
)

// seed makes servers that heed it give the same reply to the same request.
const seed = 7

// thinkingRoom is added to the limit of a reply for models that refuse
// max_tokens: what they think counts against their limit, and is not shown.
const thinkingRoom = 4000

// Request is one question to a model. It is sent with temperature 0.
type Request struct {
	System string
	User   string

	SchemaName string // letters, digits, - and _
	// Schema is a JSON Schema with an object at its root; nil for a reply in
	// plain text. OpenAI takes a schema whose objects list all their properties
	// as required and have "additionalProperties": false; another one is told
	// in the prompt there.
	Schema    []byte
	MaxTokens int // of the reply; 0: as the server likes
}

// Reply is what a model replied.
type Reply struct {
	// Text is the object that was asked for, when there is one in the reply, and
	// else the reply as it is, which may be cut off, empty or anything.
	Text    string
	In, Out int     // tokens of all tries, as the server counts them; 0 where it does not say
	Cost    float64 // at the configured prices
	Mode    string  // how the object was asked for: "json_schema"
}

// Chat asks the model once, or more than once while it is not known how the
// server wants to be asked. Errors are described at Error.
func (c *Client) Chat(ctx context.Context, r Request) (reply Reply, err error) {
	if c.cfg.Model == "" {
		return Reply{}, errors.New("no model is named")
	}
	if r.Schema != nil {
		var compact bytes.Buffer
		if err := json.Compact(&compact, r.Schema); err != nil {
			return Reply{}, fmt.Errorf("the schema %s: %w", r.SchemaName, err)
		}
		r.Schema = compact.Bytes()
	}
	err = c.call(ctx, func(ctx context.Context) error {
		reply, err = c.chat(ctx, r)
		return err
	})
	return reply, err
}

// chat asks in one manner after the other until one is taken.
func (c *Client) chat(ctx context.Context, r Request) (reply Reply, err error) {
	from := c.known()
	m, heard := from, false // heard: there is a reply, if not the object
	for {
		got, err := c.ask(ctx, m, r)
		if err != nil {
			f, refused := faultOf(err)
			if next, other := m.after(f, r.Schema != nil); refused && other {
				m = next
				continue
			}
			if heard {
				return reply, nil
			}
			return Reply{}, err
		}
		in, out := reply.In+counted(got.Usage.PromptTokens), reply.Out+counted(got.Usage.CompletionTokens)
		one, finished, err := read(got)
		if err != nil && heard {
			return reply, nil
		}
		if err != nil {
			return Reply{}, err
		}
		object, ok := objectIn(one)
		heard, reply = true, Reply{Text: one, In: in, Out: out, Cost: c.cost(in, out), Mode: noSchema.String()}
		if r.Schema == nil {
			c.remember(from, m)
			return reply, nil
		}
		reply.Mode = m.shape.String()
		if ok {
			reply.Text, m.proven = object, true
		} else if next, other := m.unheard(); other && finished {
			m = next
			continue
		}
		c.remember(from, m)
		return reply, nil
	}
}

// counted is a number of tokens that a server claims; what cannot be is 0.
func counted(tokens int) int {
	if tokens < 0 || tokens > 1e9 {
		return 0
	}
	return tokens
}

func (c *Client) cost(in, out int) float64 {
	return (float64(in)*c.cfg.PriceIn + float64(out)*c.cfg.PriceOut) / 1e6
}

// ask sends one request.
func (c *Client) ask(ctx context.Context, m manner, r Request) (openai.ChatCompletionResponse, error) {
	request, extras := m.request(c.cfg.Model, r)
	return c.api.CreateChatCompletion(withExtras(ctx, extras), request)
}

// request writes a request in this manner. extras are what go-openai has no
// field for or does not send: a temperature of 0, and the limit that only
// OpenAI itself has given up.
func (m manner) request(model string, r Request) (request openai.ChatCompletionRequest, extras map[string]any) {
	extras = map[string]any{}
	if !m.noTemperature {
		extras["temperature"] = 0
	}
	request = openai.ChatCompletionRequest{Model: model}
	if !m.noSeed {
		fixed := seed
		request.Seed = &fixed
	}
	switch {
	case r.MaxTokens == 0:
	case m.newLimit:
		request.MaxCompletionTokens = r.MaxTokens + thinkingRoom
	default:
		extras["max_tokens"] = r.MaxTokens
	}
	if r.Schema != nil {
		switch m.shape {
		case bySchema:
			request.ResponseFormat = &openai.ChatCompletionResponseFormat{
				Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
				JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: r.SchemaName, Schema: json.RawMessage(r.Schema), Strict: true},
			}
		case byDialect:
			extras["response_format"] = map[string]any{"type": "json_object", "schema": json.RawMessage(r.Schema)}
		case byObject:
			request.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
		}
		r.System += m.shape.told(r.Schema)
	}
	request.Messages = m.messages(r)
	return request, extras
}

func (m manner) messages(r Request) []openai.ChatCompletionMessage {
	switch {
	case r.System == "":
	case m.noSystem:
		r.User = r.System + "\n\n" + r.User
	default:
		return []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: r.System},
			{Role: openai.ChatMessageRoleUser, Content: r.User},
		}
	}
	return []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: r.User}}
}

// told is what the prompt must say of the reply's form, where the request
// cannot.
func (s shape) told(schema []byte) string {
	switch s {
	case byObject:
		return "\n\nReply with one JSON object and nothing else. It must fit this JSON Schema:\n" + string(schema)
	case byAsking:
		return "\n\nReply with one JSON object between ```json and ```, and with nothing else. It must fit this JSON Schema:\n" + string(schema)
	}
	return ""
}

// read takes the text out of a response; finished tells that the model had
// said all that it had to say.
func read(got openai.ChatCompletionResponse) (text string, finished bool, err error) {
	if len(got.Choices) == 0 {
		return "", false, &noReplyError{"there is no choice in it"}
	}
	choice := got.Choices[0]
	switch {
	case choice.Message.Refusal != "":
		return "", false, &noReplyError{"the model declines"}
	case choice.FinishReason == openai.FinishReasonContentFilter:
		return "", false, &noReplyError{"a filter of the server withholds it"}
	}
	text = choice.Message.Content
	for _, part := range choice.Message.MultiContent {
		text += part.Text
	}
	return text, choice.FinishReason != openai.FinishReasonLength, nil
}

// noReplyError is a response without what was asked for.
type noReplyError struct{ why string }

func (e *noReplyError) Error() string { return e.why }
