package main

import (
	"encoding/json"
	"io"
	"os"

	xterm "golang.org/x/term"

	"secondsource/internal/term"
)

// look says how results are rendered on standard output.
func (a *app) look(from source) term.Options {
	o := term.Options{Sample: from.sample}
	if !onTerminal(a.out) {
		return o
	}
	o.Color = !a.noColor
	if width, _, err := xterm.GetSize(int(a.out.Fd())); err == nil {
		o.Width = width
	}
	return o
}

func onTerminal(f *os.File) bool { return xterm.IsTerminal(int(f.Fd())) }

// writeJSON writes v on one line.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
