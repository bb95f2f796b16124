package corpus

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled at first use: there are
// dozens, and most starts of the program need none.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
