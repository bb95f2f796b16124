package eval

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// numberedLines calls read with every line of r that is not blank, numbered from
// 1. A line longer than limit bytes is an error; every error begins with where,
// a format that takes the line's number.
func numberedLines(r io.Reader, limit int, where string, read func(n int, line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, limit)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		if err := read(n, line); err != nil {
			return fmt.Errorf(where+": %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf(where+": %w", n+1, err)
	}
	return nil
}
