package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
	xterm "golang.org/x/term"

	"secondsource/internal/term"
)

// bar shows how far something long is, on standard error where that is a
// terminal; elsewhere it shows nothing.
func (a *app) bar(title string, total int64, options ...progressbar.Option) *progressbar.ProgressBar {
	out := io.Discard
	if onTerminal(a.err) {
		out = io.Writer(a.err)
	}
	return progressbar.NewOptions64(total, append([]progressbar.Option{
		progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(title), progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionEnableColorCodes(false), progressbar.OptionSetWidth(20),
	}, options...)...)
}

// stages tells of each stage once, and shows a bar while it lasts. What it
// returns is called with the stage, how much is done, and of how much; a stage
// with nothing to do is not told of.
func (a *app) stages() func(stage string, done, total int) {
	var bar *progressbar.ProgressBar
	current := ""
	return func(stage string, done, total int) {
		if total == 0 {
			return
		}
		if stage != current {
			a.warn("%s (%d)", stage, total)
			bar, current = a.bar(stage, int64(total)), stage
		}
		_ = bar.Set(done) // what cannot be drawn is no failure of the work
	}
}

// doing tells what is being done for an answer, in a line of standard error that
// is wiped before the answer: where that is a terminal with a cursor to move, and
// nobody reads lines of JSON from a pipe.
func (a *app) doing(json bool) *term.Doing {
	kind, _ := a.env("TERM")
	if !onTerminal(a.err) || kind == "dumb" || json && !onTerminal(a.out) {
		return term.NewDoing(io.Discard, 0)
	}
	width, _, err := xterm.GetSize(int(a.err.Fd()))
	if err != nil {
		width = 0
	}
	return term.NewDoing(a.err, width)
}
