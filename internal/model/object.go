package model

import (
	"bytes"
	"encoding/json"
	"strings"
)

// objectIn finds the JSON object in a reply: the reply as a whole, or what
// stands in a fence or among other words. Models that think aloud end that with
// </think>; nothing before it counts.
func objectIn(reply string) (object string, ok bool) {
	if k := strings.LastIndex(reply, "</think>"); k >= 0 {
		if object, ok := objectIn(reply[k+len("</think>"):]); ok {
			return object, true
		}
	}
	if reply = strings.TrimSpace(reply); isObject(reply) {
		return reply, true
	}
	if _, fenced, found := strings.Cut(reply, "```json"); found {
		reply = fenced
	}
	begins := strings.IndexByte(reply, '{')
	if begins < 0 {
		return "", false
	}
	reply = reply[begins:]
	decoder := json.NewDecoder(strings.NewReader(reply))
	var first json.RawMessage
	if decoder.Decode(&first) != nil {
		return "", false
	}
	return string(bytes.TrimSpace(first)), true
}

func isObject(s string) bool { return strings.HasPrefix(s, "{") && json.Valid([]byte(s)) }
