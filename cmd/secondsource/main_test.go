package main

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(tidied{m}, map[string]func(){"secondsource": main})
}

// tidied removes the program that was built for the tests after them.
type tidied struct{ *testing.M }

func (t tidied) Run() int {
	defer os.RemoveAll(built)
	return t.M.Run()
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
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "newer": newer, "halve": halve, "sql": sqlite, "interrupt": interrupt,
		},
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

// halve cuts a file off in its middle: halve FILE.
func halve(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 1 {
		ts.Fatalf("usage: halve FILE")
	}
	path := ts.MkAbs(args[0])
	info, err := os.Stat(path)
	ts.Check(err)
	ts.Check(os.Truncate(path, info.Size()/2))
}

// sqlite changes a SQLite file behind the program's back, or holds one value
// that it finds there: sql FILE STATEMENT [WANT].
func sqlite(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: sql FILE STATEMENT [WANT]")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	if len(args) == 2 {
		_, err = db.Exec(args[1])
		ts.Check(errors.Join(err, db.Close()))
		return
	}
	var got string
	err = db.QueryRow(args[1]).Scan(&got)
	ts.Check(errors.Join(err, db.Close()))
	if got != args[2] {
		ts.Fatalf("%s: %s, want %s", args[1], got, args[2])
	}
}

// interrupt runs a command, does what Ctrl-C does as soon as it has written a
// line to standard error that contains a text, and holds that the exit status
// is 1; that output is put into a file: interrupt FILE TEXT PROGRAM ARGS…
func interrupt(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) < 3 {
		ts.Fatalf("usage: interrupt FILE TEXT PROGRAM ARGS…")
	}
	command := exec.Command(args[2], args[3:]...)
	command.Dir = ts.MkAbs(".")
	command.Env = []string{"PATH=" + ts.Getenv("PATH"), "HOME=" + ts.Getenv("HOME"), "TMPDIR=" + ts.Getenv("TMPDIR")}
	out, err := command.StderrPipe()
	ts.Check(err)
	ts.Check(command.Start())
	var said strings.Builder
	sent := false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		fmt.Fprintln(&said, lines.Text())
		if !sent && strings.Contains(lines.Text(), args[1]) {
			sent = true
			ts.Check(command.Process.Signal(os.Interrupt))
		}
	}
	_ = command.Wait() // the status says it
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(said.String()), 0o600))
	if status := command.ProcessState.ExitCode(); !sent || status != 1 {
		ts.Fatalf("interrupted: %v, exit status %d:\n%s", sent, status, said.String())
	}
}
