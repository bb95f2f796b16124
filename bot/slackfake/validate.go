package slackfake

// What Slack refuses in a message: the limits of
// https://docs.slack.dev/reference/block-kit and of chat.postMessage.

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxText          = 40_000 // characters, of a message's text
	maxBlocks        = 50
	maxAllText       = 13_000 // characters, of all blocks together
	maxMarkdownText  = 12_000 // characters, of all markdown blocks together
	maxSectionText   = 3_000
	maxFields        = 10
	maxFieldText     = 2_000
	maxHeaderText    = 150
	maxContext       = 10
	maxActions       = 25
	maxContextAction = 5
	maxButtonText    = 75
	maxID            = 255
	maxValue         = 2_000
	maxURL           = 3_000
	maxRows          = 100
	maxColumns       = 20
	maxTableText     = 10_000
)

// blockFields are the fields that a block of each type may have.
var blockFields = map[string]string{
	"actions":         "type block_id elements",
	"context":         "type block_id elements",
	"context_actions": "type block_id elements",
	"divider":         "type block_id",
	"header":          "type block_id text level",
	"image":           "type block_id alt_text image_url slack_file title",
	"markdown":        "type block_id text",
	"rich_text":       "type block_id elements",
	"section":         "type block_id text fields accessory expand",
	"table":           "type block_id rows column_settings",
}

// check gathers what is wrong with a message's blocks.
type check struct {
	reasons  []string
	all      int // characters so far
	markdown int
	tables   int
	blockIDs []string
}

// checkBlocks returns nil or the refusal of a message with these blocks.
func checkBlocks(blocks []Block) error {
	var c check
	if len(blocks) > maxBlocks {
		c.wrong("/blocks", "no more than %d items allowed", maxBlocks)
	}
	for i, block := range blocks {
		c.block(fmt.Sprintf("/blocks/%d", i), block)
	}
	if c.markdown > maxMarkdownText {
		c.wrong("/blocks", "markdown blocks of %d characters, %d allowed", c.markdown, maxMarkdownText)
	}
	if c.tables > 1 {
		c.wrong("/blocks", "only_one_table_allowed")
	}
	switch {
	case len(c.reasons) > 0:
		return refusal{"invalid_blocks", c.reasons}
	case c.all > maxAllText:
		return refuse("msg_blocks_too_long", fmt.Sprintf("%d characters, %d allowed", c.all, maxAllText))
	}
	return nil
}

func (c *check) wrong(at, format string, args ...any) {
	c.reasons = append(c.reasons, "[ERROR] "+fmt.Sprintf(format, args...)+" [json-pointer:"+at+"]")
}

// length adds a text to the sum and holds it to its own limit.
func (c *check) length(at, text string, atLeast, atMost int) {
	n := utf8.RuneCountInString(text)
	c.all += n
	if n < atLeast {
		c.wrong(at, "must be more than %d characters", atLeast-1)
	}
	if n > atMost {
		c.wrong(at, "must be less than %d characters", atMost+1)
	}
}

// short holds an identifier, value or URL, which nobody reads, to its limit.
func (c *check) short(at, text string, atMost int) {
	if n := utf8.RuneCountInString(text); n > atMost {
		c.wrong(at, "must be less than %d characters", atMost+1)
	}
}

func (c *check) block(at string, b Block) {
	allowed, ok := blockFields[b.Type]
	if !ok {
		c.wrong(at+"/type", "unsupported type: %s", b.Type)
		return
	}
	c.fields(at, b, allowed)
	c.short(at+"/block_id", b.BlockID, maxID)
	if b.BlockID != "" && slices.Contains(c.blockIDs, b.BlockID) {
		c.wrong(at+"/block_id", "duplicate block_id: %s", b.BlockID)
	}
	c.blockIDs = append(c.blockIDs, b.BlockID)
	switch b.Type {
	case "section":
		c.section(at, b)
	case "header":
		c.text(at+"/text", b.Text, 1, maxHeaderText, "plain_text")
	case "context":
		c.context(at, b)
	case "actions":
		c.count(at+"/elements", len(b.Elements), maxActions)
	case "context_actions":
		c.count(at+"/elements", len(b.Elements), maxContextAction)
	case "markdown":
		c.markdownBlock(at, b)
	case "table":
		c.table(at, b)
	case "image":
		c.length(at+"/alt_text", b.AltText, 1, maxValue)
		c.short(at+"/image_url", b.ImageURL, maxURL)
	case "rich_text":
		c.length(at, richText(b.Elements), 0, maxText)
	}
	c.actions(at, b)
}

func (c *check) fields(at string, b Block, allowed string) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b.Raw, &fields); err != nil {
		c.wrong(at, "%v", err)
	}
	names := strings.Fields(allowed)
	for name := range fields {
		if !slices.Contains(names, name) {
			c.wrong(at, "invalid additional property: %s", name)
		}
	}
}

func (c *check) count(at string, n, atMost int) {
	if n == 0 {
		c.wrong(at, "must provide an array with at least 1 item")
	}
	if n > atMost {
		c.wrong(at, "no more than %d items allowed", atMost)
	}
}

func (c *check) text(at string, t *Text, atLeast, atMost int, types ...string) {
	if t == nil {
		c.wrong(at, "missing required field: text")
		return
	}
	if !slices.Contains(types, t.Type) {
		c.wrong(at+"/type", "must be %s", strings.Join(types, " or "))
	}
	c.length(at+"/text", t.Text, atLeast, atMost)
}

func (c *check) section(at string, b Block) {
	if b.Text == nil && len(b.Fields) == 0 {
		c.wrong(at, "missing required field: text or fields")
	}
	if b.Text != nil {
		c.text(at+"/text", b.Text, 1, maxSectionText, "mrkdwn", "plain_text")
	}
	if len(b.Fields) > maxFields {
		c.wrong(at+"/fields", "no more than %d items allowed", maxFields)
	}
	for i, field := range b.Fields {
		c.text(fmt.Sprintf("%s/fields/%d", at, i), &field, 1, maxFieldText, "mrkdwn", "plain_text")
	}
}

func (c *check) context(at string, b Block) {
	c.count(at+"/elements", len(b.Elements), maxContext)
	for i, e := range b.Elements {
		at := fmt.Sprintf("%s/elements/%d", at, i)
		switch e.Type {
		case "mrkdwn", "plain_text":
			text := ""
			if e.Text != nil {
				text = e.Text.Text
			}
			c.length(at+"/text", text, 1, maxSectionText)
		case "image":
			c.length(at+"/alt_text", e.AltText, 1, maxValue)
		default:
			c.wrong(at+"/type", "unsupported type: %s", e.Type)
		}
	}
}

func (c *check) markdownBlock(at string, b Block) {
	if b.Text == nil || b.Text.Type != "" {
		c.wrong(at+"/text", "must be a string")
		return
	}
	c.markdown += utf8.RuneCountInString(b.Text.Text)
	c.length(at+"/text", b.Text.Text, 1, maxMarkdownText)
}

func (c *check) table(at string, b Block) {
	c.tables++
	c.count(at+"/rows", len(b.Rows), maxRows)
	letters := 0
	for i, row := range b.Rows {
		c.count(fmt.Sprintf("%s/rows/%d", at, i), len(row), maxColumns)
		for _, cell := range row {
			text := cell.plain()
			letters += utf8.RuneCountInString(text)
			c.all += utf8.RuneCountInString(text)
		}
	}
	if letters > maxTableText {
		c.wrong(at+"/rows", "table of %d characters, %d allowed", letters, maxTableText)
	}
}

// actions checks the interactive elements of an actions block or a section.
func (c *check) actions(at string, b Block) {
	var elements []Element
	if b.Type == "actions" || b.Type == "context_actions" || b.Type == "section" {
		elements = b.elements()
	}
	var ids []string
	for i, e := range elements {
		at := fmt.Sprintf("%s/elements/%d", at, i)
		if e.ActionID != "" && slices.Contains(ids, e.ActionID) {
			c.wrong(at+"/action_id", "action_id %s already exists in the block", e.ActionID)
		}
		ids = append(ids, e.ActionID)
		c.element(at, b.Type, e)
	}
}

func (c *check) element(at, block string, e Element) {
	c.short(at+"/action_id", e.ActionID, maxID)
	c.short(at+"/value", e.Value, maxValue)
	c.short(at+"/url", e.URL, maxURL)
	switch e.Type {
	case "button":
		c.text(at+"/text", e.Text, 1, maxButtonText, "plain_text")
		if style := string(e.Style); style != "" && style != `"primary"` && style != `"danger"` {
			c.wrong(at+"/style", "must be primary or danger")
		}
	case "overflow", "static_select", "radio_buttons", "checkboxes":
		c.count(at+"/options", len(e.Options), 100)
		for i, option := range e.Options {
			at := fmt.Sprintf("%s/options/%d", at, i)
			c.text(at+"/text", &option.Text, 1, maxButtonText, "plain_text", "mrkdwn")
			c.short(at+"/value", option.Value, 150)
		}
	case "feedback_buttons":
		for _, option := range []*Option{e.Positive, e.Negative} {
			if option == nil {
				c.wrong(at, "missing required field: positive_button and negative_button")
				continue
			}
			c.text(at+"/text", &option.Text, 1, maxButtonText, "plain_text")
			c.short(at+"/value", option.Value, maxValue)
		}
	case "icon_button", "image":
	default:
		c.wrong(at+"/type", "unsupported type: %s in %s", e.Type, block)
	}
}
