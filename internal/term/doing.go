package term

import (
	"io"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// Doing tells on a terminal what is being done, in one line that is written over
// and at last wiped. It is safe for concurrent use.
type Doing struct {
	w     io.Writer
	width int

	mu    sync.Mutex
	drawn bool
	over  bool
}

// NewDoing tells on a terminal of so many columns; 0 means 80.
func NewDoing(w io.Writer, width int) *Doing {
	if width <= 0 {
		width = defaultWidth
	}
	return &Doing{w: w, width: width}
}

// eraseLine puts the cursor at the beginning of its line, and erases the line.
const eraseLine = "\r" + ansi.EraseLineRight

// Show tells what is being done now, in place of what was told before. After
// Wipe it tells nothing. What cannot be drawn is no failure of the work.
func (d *Doing) Show(what string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over {
		return
	}
	d.drawn = true
	_, _ = io.WriteString(d.w, eraseLine+ansi.Truncate(inline(what), d.width-1, "…"))
}

// Wipe takes away what was told, for good: the line is as it was before.
func (d *Doing) Wipe() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.drawn && !d.over {
		_, _ = io.WriteString(d.w, eraseLine)
	}
	d.over = true
}
