package term_test

import (
	"bytes"
	"strings"
	"testing"

	"secondsource/internal/term"
)

func TestDoing(t *testing.T) {
	var b bytes.Buffer
	d := term.NewDoing(&b, 20)
	d.Show("searching 5,183 articles")
	d.Show("reading\x1b[2J\n8 passages")
	d.Wipe()
	d.Show("checking 3 quotes") // comes too late
	d.Wipe()
	const erase = "\r\x1b[K"
	if want := erase + "searching 5,183 ar…" + erase + "reading 8 passages" + erase; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestDoingNothing(t *testing.T) {
	var b bytes.Buffer
	term.NewDoing(&b, 0).Wipe()
	if b.Len() > 0 {
		t.Errorf("%q", b.String())
	}
	d := term.NewDoing(&b, 0)
	d.Show(strings.Repeat("a", 200))
	if n := strings.Count(b.String(), "a"); n != 78 {
		t.Errorf("%d columns of 80 are filled", n)
	}
}
