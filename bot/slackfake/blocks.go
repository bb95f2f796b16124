package slackfake

// Blocks as they come over the wire.

import (
	"encoding/json"
	"fmt"
)

// Block is one block of a message. Which fields are set depends on Type; Raw
// has them all, as the bot sent them and with the block_id that Slack gives a
// block without one.
type Block struct {
	Type      string    `json:"type"`
	BlockID   string    `json:"block_id"`
	Text      *Text     `json:"text"`
	Fields    []Text    `json:"fields"`
	Elements  []Element `json:"elements"`
	Accessory *Element  `json:"accessory"`
	Rows      [][]Cell  `json:"rows"`
	ImageURL  string    `json:"image_url"`
	AltText   string    `json:"alt_text"`

	Raw json.RawMessage `json:"-"`
}

// Text is a text object, or the plain string that stands in its place in a
// markdown block or a context, where Type is "".
type Text struct {
	Type string
	Text string
}

// Element is what a block holds: a button, a text of a context, an image, a
// part of rich text.
type Element struct {
	Type     string          `json:"type"`
	ActionID string          `json:"action_id"`
	Text     *Text           `json:"text"`
	Value    string          `json:"value"`
	URL      string          `json:"url"`
	Style    json.RawMessage `json:"style"`
	AltText  string          `json:"alt_text"`
	Elements []Element       `json:"elements"` // of rich text
	Options  []Option        `json:"options"`  // of a menu
	Positive *Option         `json:"positive_button"`
	Negative *Option         `json:"negative_button"`
	UserID   string          `json:"user_id"` // of rich text: whom it mentions
	Range    string          `json:"range"`   // of rich text: whom it calls, as "here"
	Group    string          `json:"usergroup_id"`
}

// Option is a choice of a menu, or a button of a pair for feedback.
type Option struct {
	Text  Text   `json:"text"`
	Value string `json:"value"`
}

// Cell is a cell of a table; an empty one has no Type.
type Cell struct {
	Type     string    `json:"type"`
	Text     string    `json:"text"`
	Elements []Element `json:"elements"`
}

func (t *Text) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		t.Type = ""
		return json.Unmarshal(data, &t.Text)
	}
	return json.Unmarshal(data, (*struct {
		Type, Text string
	})(t))
}

// MarshalJSON gives the block as it came.
func (b Block) MarshalJSON() ([]byte, error) { return b.Raw, nil }

// decodeBlocks reads the JSON array of a message's blocks; "" and null are none.
func (s *Server) decodeBlocks(raw string) ([]Block, error) {
	if raw == "" {
		return nil, nil
	}
	var parts []json.RawMessage
	if err := json.Unmarshal([]byte(raw), &parts); err != nil {
		return nil, refuse("invalid_blocks_format", err.Error())
	}
	var blocks []Block
	for i, part := range parts {
		var block Block
		if err := json.Unmarshal(part, &block); err != nil {
			return nil, refuse("invalid_blocks", fmt.Sprintf("%v [json-pointer:/blocks/%d]", err, i))
		}
		block.Raw = part
		blocks = append(blocks, block)
	}
	return blocks, nil
}

// nameBlocks gives each block without a block_id one.
func (s *Server) nameBlocks(blocks []Block) error {
	for i := range blocks {
		block := &blocks[i]
		if block.BlockID != "" {
			continue
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(block.Raw, &fields); err != nil {
			return err
		}
		block.BlockID = s.id("b")
		fields["block_id"] = json.RawMessage(`"` + block.BlockID + `"`)
		raw, err := json.Marshal(fields)
		if err != nil {
			return err
		}
		block.Raw = raw
	}
	return nil
}

// elements are the interactive parts of a block: its elements and accessory.
func (b Block) elements() []Element {
	all := b.Elements
	if b.Accessory != nil {
		all = append(all[:len(all):len(all)], *b.Accessory)
	}
	return all
}
