package main

// The program as a process of its own, in a Slack that is not Slack's.

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"secondsource/bot/slackfake"
)

var built string // the folder of the program, once it is built

// binary builds the program once for all tests of this package's run.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "secondsource")
	if err != nil {
		return "", err
	}
	built = dir
	path := filepath.Join(dir, "secondsource")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building: %w\n%s", err, out)
	}
	return path, nil
})

// served is a running "secondsource serve".
type served struct {
	t       testing.TB
	cmd     *exec.Cmd
	address string // of its health checks
	ended   chan struct{}

	mu  sync.Mutex
	out bytes.Buffer // its log
}

// program returns a command of the program over the articles in data, in the
// fake's Slack where there is one.
func program(t testing.TB, fake *slackfake.Server, data string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = t.TempDir() // no .env
	cmd.Env = append(os.Environ(), "SECONDSOURCE_DATA="+data)
	if fake != nil {
		cmd.Env = append(cmd.Env, "SLACK_BOT_TOKEN=xoxb-fake", "SLACK_APP_TOKEN=xapp-fake", "SLACK_API_URL="+fake.URL())
	}
	return cmd
}

// startServe starts the bot as a process and waits until it is connected. env
// are further settings, as "NAME=value".
func startServe(t testing.TB, fake *slackfake.Server, data string, env ...string) *served {
	t.Helper()
	s := &served{t: t, address: freeAddress(t), ended: make(chan struct{})}
	s.cmd = program(t, fake, data, "serve")
	s.cmd.Env = append(append(s.cmd.Env, "SECONDSOURCE_LISTEN="+s.address), env...)
	s.cmd.Stdout, s.cmd.Stderr = s, s
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.cmd.Wait(); close(s.ended) }()
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); <-s.ended })
	s.await("the bot to be connected", 30*time.Second, func() bool { status, _ := s.get("/readyz"); return status == http.StatusOK })
	return s
}

// Write takes the log.
func (s *served) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(p)
}

func (s *served) log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// kill ends it as kill -9 does.
func (s *served) kill() {
	_ = s.cmd.Process.Signal(syscall.SIGKILL)
	<-s.ended
}

// stop asks it to end and waits for it.
func (s *served) stop() {
	s.t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(20 * time.Second):
		s.t.Fatalf("it does not end:\n%s", s.log())
	}
	if !s.cmd.ProcessState.Success() {
		s.t.Errorf("it ended with %s:\n%s", s.cmd.ProcessState, s.log())
	}
}

// get reads one of its addresses for operators; 0 where nothing listens.
func (s *served) get(path string) (status int, body string) {
	ctx, end := context.WithTimeout(context.Background(), 2*time.Second)
	defer end()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.address+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	bytes, _ := io.ReadAll(res.Body)
	return res.StatusCode, strings.TrimSpace(string(bytes))
}

// await waits until a condition holds.
func (s *served) await(what string, limit time.Duration, cond func() bool) {
	s.t.Helper()
	for end := time.Now().Add(limit); !cond(); time.Sleep(20 * time.Millisecond) {
		select {
		case <-s.ended:
			s.t.Fatalf("waiting for %s: it ended:\n%s", what, s.log())
		default:
		}
		if time.Now().After(end) {
			s.t.Fatalf("waiting for %s in vain:\n%s", what, s.log())
		}
	}
}

// freeAddress is an address of this machine that nothing listens on.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
