package model

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// maxFault is how many bytes of an error's body are looked at.
const maxFault = 64 << 10

// fault is what a server said against a request. Its text decides what to do
// next and is never passed on: some servers repeat the whole request in it.
type fault struct {
	status int
	text   string // in lower case
}

// folded cuts the text to what is looked at, in lower case.
func (f fault) folded() fault {
	f.text = strings.ToLower(f.text[:min(len(f.text), maxFault)])
	return f
}

// faultIn reads an error's body in the shapes that servers have for it:
// OpenAI's {"error":{"message","type","param","code"}}, Ollama's own
// {"error":"…"}, FastAPI's {"detail":"…"} and {"detail":[{"loc","msg"}]} (vLLM,
// llama-cpp-python), an older vLLM's {"message":"…"}. Of what has none of these
// the beginning is taken as it is.
func faultIn(status int, body []byte) fault {
	const beginning = 500
	f := fault{status: status, text: string(body[:min(len(body), beginning)])}
	var is struct {
		Error   json.RawMessage `json:"error"`
		Detail  json.RawMessage `json:"detail"`
		Message string          `json:"message"`
	}
	if json.Unmarshal(body, &is) != nil {
		return f.folded()
	}
	var text string
	var one struct {
		Message string `json:"message"`
		Type    string `json:"type"`
		Param   any    `json:"param"`
		Code    any    `json:"code"`
	}
	var several []struct {
		Loc []any  `json:"loc"`
		Msg string `json:"msg"`
	}
	switch {
	case json.Unmarshal(is.Error, &text) == nil, json.Unmarshal(is.Detail, &text) == nil:
		f.text = text
	case json.Unmarshal(is.Error, &one) == nil:
		f.text = fmt.Sprint(one.Message, " ", one.Type, " ", one.Param, " ", one.Code)
	case json.Unmarshal(is.Detail, &several) == nil:
		var b strings.Builder
		for _, s := range several {
			fmt.Fprint(&b, s.Loc, " ", s.Msg, "; ")
		}
		f.text = b.String()
	case is.Message != "":
		f.text = is.Message
	}
	return f.folded()
}

// about tells whether the fault names one of these.
func (f fault) about(words ...string) bool {
	for _, w := range words {
		if strings.Contains(f.text, w) {
			return true
		}
	}
	return false
}

// refusesRequest tells whether the request itself was found wrong, so that
// another one may be right.
func (f fault) refusesRequest() bool {
	return f.status == http.StatusBadRequest || f.status == http.StatusUnprocessableEntity ||
		f.status == http.StatusNotImplemented || f.status >= 500 && f.aboutShape()
}

// tooLong: vLLM and OpenAI name the context length, llama.cpp the "context
// size", gateways the prompt.
func (f fault) tooLong() bool {
	return f.status == http.StatusRequestEntityTooLarge || f.about("context length", "context_length", "context size", "context_size",
		"context window", "maximum context", "prompt is too long", "input is too long", "too many tokens", "exceeds the available context")
}

func (f fault) aboutShape() bool {
	return f.about("response_format", "response format", "json_schema", "json schema", "json_object", "json mode", "grammar", "guided", "structured output")
}

// noCredit: OpenAI answers 429 to an empty account too, and no wait helps.
func (f fault) noCredit() bool {
	return f.status == http.StatusPaymentRequired || f.about("insufficient_quota", "insufficient credits")
}

// noModel tells whether the model is what is missing, and not the address.
func (f fault) noModel() bool {
	return f.about("model_not_found", "model not found") ||
		f.about("model") && f.about("not found", "not exist", "not a valid model", "invalid model", "unknown model", "no such model", "try pulling")
}

// kind puts the fault into this package's words.
func (f fault) kind() (why string, kind error) {
	status := ""
	if f.status != 0 {
		status = fmt.Sprintf("status %d", f.status)
	}
	switch {
	case f.noCredit():
		return join(status, "the account has no credit left"), ErrRefused
	case f.status == http.StatusUnauthorized || f.status == http.StatusForbidden:
		return status, ErrRefused
	case f.status == http.StatusTooManyRequests:
		return status, ErrBusy
	case f.tooLong():
		return status, ErrTooLong
	case f.noModel(), f.status == http.StatusNotFound && f.about("model"):
		return status, ErrNoModel
	case f.status == http.StatusNotFound || f.status == http.StatusMethodNotAllowed:
		return join(status, "the API is not at this address; most base URLs end in /v1"), ErrUnreachable
	case f.refusesRequest():
		return join(status, "it does not take the request"), ErrFailed
	}
	return status, ErrFailed
}
