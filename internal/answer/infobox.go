package answer

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// runTogether: the "sentence" is a table or a menu that lost its lines: long,
// with many capitals in a row and no finite verb before them.
func (ev *evidence) runTogether(d *document, i int) bool {
	toks := d.tags(ev.tag, i)
	if len(toks) < runTogetherFrom {
		return false
	}
	row, longest := 0, 0
	for k := range toks {
		t := &toks[k]
		if strings.HasPrefix(t.Tag, "VBD") || strings.HasPrefix(t.Tag, "VBZ") && !t.Capital() {
			return false
		}
		if t.Kind == lang.Word && t.Capital() {
			row++
			longest = max(longest, row)
		} else if t.Kind == lang.Word {
			row = 0
		}
	}
	return longest >= capitalsInRow
}

const (
	runTogetherFrom = 40
	capitalsInRow   = 6
)
