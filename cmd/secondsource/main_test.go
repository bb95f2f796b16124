package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"secondsource": main})
}

// TestScripts runs the commands as their user does; each script tells a story.
func TestScripts(t *testing.T) {
	gold, err := filepath.Abs("../../corpus/sample/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLE_GOLD", gold)
			long := "who?\n" + strings.Repeat("and who else ", 500) + "?\nwhen?\n"
			return os.WriteFile(filepath.Join(env.WorkDir, "failing.txt"), []byte(long), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": status, "newer": newer},
	})
}

// status runs a command and holds its exit status: status N PROGRAM ARGS…
func status(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) < 2 {
		ts.Fatalf("usage: status N PROGRAM ARGS…")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}

// newer makes a SQLite file that of a newer version: newer FILE. The file's
// user_version is the four bytes at offset 60 (SQLite, "Database File Format").
func newer(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 1 {
		ts.Fatalf("usage: newer FILE")
	}
	file, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = file.WriteAt([]byte{0, 0, 0xff, 0xff}, 60)
	ts.Check(errors.Join(err, file.Close()))
}
