package main

import (
	"context"
	"fmt"

	"github.com/dustin/go-humanize/english"
)

// replyRoom is about how many tokens of a model's context its reply takes.
const replyRoom = 1500

// languageModel tries the model, and tells what works and where text goes.
func (e *examination) languageModel(ctx context.Context) {
	const what = "model"
	m := e.model
	switch {
	case m.client == nil:
		e.found(what, true, "none is set: answers are the articles' own sentences", "")
		return
	case !m.reads():
		e.found(what, true, "none is named: answers are the articles' own sentences", "To have a model read for them, set "+varModel+" to its name.")
		if m.client.EmbeddingModel() == "" {
			return
		}
	}
	e.leaves()
	if e.local && !m.client.Local() {
		e.found(what, true, "not tried, as it is on another machine", "")
		return
	}
	report := m.client.Probe(ctx)
	for _, f := range report.Findings {
		e.found(f.What, f.OK, f.Is, f.Do)
	}
	if needs := m.tokens + replyRoom; report.Context > 0 && report.Context < needs {
		e.found("model tokens", true, fmt.Sprintf("%s lets %d tokens be sent, more than the model can read with its reply", varModelTokens, m.tokens),
			fmt.Sprintf("Give the model a context of %d, or set %s to %d or less.", needs, varModelTokens, max(report.Context-replyRoom, 0)))
	}
}

// leaves tells what goes to another machine.
func (e *examination) leaves() {
	const what = "what leaves"
	m := e.model
	to := m.client.Host()
	if to == "" {
		e.found(what, true, "nothing: questions and article text stay on this machine", "")
		return
	}
	if !m.reads() {
		e.found(what, true, "passages of articles, where they are embedded, go to "+to, "")
		return
	}
	is := "questions and article text go to " + to
	if m.dms {
		is += "; those of direct messages too"
	} else {
		is += "; those of direct messages do not"
	}
	if len(m.notIn) > 0 {
		is += ", nor those of " + english.Plural(len(m.notIn), "channel", "")
	}
	if len(m.notTagged) > 0 {
		is += "; articles with any of " + english.Plural(len(m.notTagged), "tag", "") + " do not"
	}
	e.found(what, true, is, "")
}
