package main

import (
	"strings"
	"testing"
)

// Two processes over one journal would both answer what one of them has claimed.
func TestServeAlone(t *testing.T) {
	t.Parallel()
	fake, data := workspace(t), archive(t, weirArticle)
	first := startServe(t, fake, data)
	out, err := program(t, fake, data, "serve").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "another serve is running") || !strings.Contains(string(out), "SECONDSOURCE_DATA") {
		t.Errorf("a second one ends with %v:\n%s", err, out)
	}
	first.kill()
	startServe(t, fake, data).stop()
}
