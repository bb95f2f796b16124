package main

// docs/slack.md as somebody follows it who installs the bot: what it explains is
// what there is, and its commands work in their order.

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/joho/godotenv"
	"gopkg.in/yaml.v2"

	"secondsource/bot/slackfake"
)

// projectFile is a file of the project, by its path from the root.
func projectFile(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// manifest is what slack/manifest.yaml asks Slack for.
type manifest struct {
	Features struct {
		SlashCommands []struct{ Command string } `yaml:"slash_commands"`
	}
	OAuth struct {
		Scopes struct{ Bot []string }
	} `yaml:"oauth_config"`
	Settings struct {
		Subscriptions struct {
			Events []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		SocketMode    bool `yaml:"socket_mode_enabled"`
		Interactivity struct {
			Enabled bool `yaml:"is_enabled"`
		}
	}
}

func readManifest(t testing.TB) manifest {
	t.Helper()
	var m manifest
	if err := yaml.Unmarshal([]byte(projectFile(t, "slack/manifest.yaml")), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.OAuth.Scopes.Bot) == 0 || len(m.Settings.Subscriptions.Events) == 0 || len(m.Features.SlashCommands) == 0 {
		t.Fatalf("the manifest is not read: %+v", m)
	}
	return m
}

// section is what stands below a heading of the page, down to the next heading.
func section(t testing.TB, page, heading string) string {
	t.Helper()
	_, below, ok := strings.Cut(page, "\n"+heading+"\n")
	if !ok {
		t.Fatalf("docs/slack.md has no heading %q", heading)
	}
	text, _, _ := strings.Cut(below, "\n#")
	return text
}

var rowStart = regexp.MustCompile("(?m)^\\| `([^`]+)` \\|(.*)$")

// rows are the names that rows of tables begin with, sorted, each with the rest
// of its row.
func rows(t testing.TB, text string) ([]string, map[string]string) {
	t.Helper()
	rest := map[string]string{}
	for _, m := range rowStart.FindAllStringSubmatch(text, -1) {
		if _, twice := rest[m[1]]; twice {
			t.Errorf("%s is explained twice", m[1])
		}
		rest[m[1]] = m[2]
	}
	return slices.Sorted(maps.Keys(rest)), rest
}

// TestPageExplainsPermissions holds that the page explains the scopes and events
// that the manifest asks for, and no others.
func TestPageExplainsPermissions(t *testing.T) {
	page, m := projectFile(t, "docs/slack.md"), readManifest(t)
	asked := slices.Concat(m.OAuth.Scopes.Bot, m.Settings.Subscriptions.Events, []string{"connections:write"})
	slices.Sort(asked)
	explained, why := rows(t, section(t, page, "## Permissions"))
	if !slices.Equal(asked, explained) {
		t.Errorf("the manifest asks for\n  %q,\nthe page explains\n  %q", asked, explained)
	}
	for name, rest := range why {
		cells := strings.Split(strings.TrimSuffix(strings.TrimSpace(rest), "|"), "|")
		if len(cells) != 2 || strings.TrimSpace(cells[0]) == "" || strings.TrimSpace(cells[1]) == "" {
			t.Errorf("the page does not say what %s is for and what stops without it: %q", name, rest)
		}
	}
	optional, _ := rows(t, section(t, page, "### Optional"))
	for _, name := range optional {
		if slices.Contains(asked, name) {
			t.Errorf("the page says that %s is optional, and the manifest asks for it", name)
		}
	}
	if len(optional) == 0 {
		t.Error("the page names nothing optional")
	}
	if !m.Settings.SocketMode || !m.Settings.Interactivity.Enabled {
		t.Error("without Socket Mode and interactivity nothing arrives")
	}
	for _, c := range m.Features.SlashCommands {
		if !strings.Contains(projectFile(t, ".env.example"), "_COMMAND="+c.Command+"\n") {
			t.Errorf("the manifest's command %s is no default", c.Command)
		}
	}
}

// scopedSlack is a Slack with two people, a channel, and the scopes that its app
// was given.
func scopedSlack(t testing.TB, scopes []string) (fake *slackfake.Server, address string) {
	t.Helper()
	fake = slackfake.New(slackfake.Options{Strict: true})
	t.Cleanup(fake.Close)
	fake.AddUser("UANA", "ana", slackfake.Member)
	fake.AddChannel("CNEWS", "news", false, "UANA", slackfake.BotUser)
	target, err := url.Parse(fake.URL())
	if err != nil {
		t.Fatal(err)
	}
	target.Path = ""
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ModifyResponse = func(res *http.Response) error {
		res.Header.Set("X-OAuth-Scopes", strings.Join(scopes, ","))
		return nil
	}
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)
	return fake, front.URL + "/api/"
}

// bare is the environment without settings of the program.
func bare() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "SECONDSOURCE_") || strings.HasPrefix(v, "SLACK_")
	})
}

// TestManifestSuffices holds that the manifest asks for what doctor misses.
func TestManifestSuffices(t *testing.T) {
	_, address := scopedSlack(t, []string{"nothing"})
	cmd := program(t, nil, t.TempDir(), "doctor")
	cmd.Env = append(bare(), "SLACK_BOT_TOKEN=xoxb-fake", "SLACK_APP_TOKEN=xapp-fake", "SLACK_API_URL="+address)
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatalf("doctor misses no scope where there is none:\n%s", out)
	}
	_, missing, _ := strings.Cut(string(out), "missing: ")
	missing, _, _ = strings.Cut(missing, "\n")
	names := regexp.MustCompile(`([a-z_:]+) \(`).FindAllStringSubmatch(missing, -1)
	if len(names) < 5 {
		t.Fatalf("doctor names %d missing scopes:\n%s", len(names), out)
	}
	m := readManifest(t)
	for _, name := range names {
		if !slices.Contains(m.OAuth.Scopes.Bot, name[1]) {
			t.Errorf("the manifest lacks %s, which doctor wants", name[1])
		}
	}
}

// TestSettingsAreWritten holds that every setting of the code is in .env.example
// with its default, and Slack's and the model's in their pages.
func TestSettingsAreWritten(t *testing.T) {
	settings, err := godotenv.Unmarshal(projectFile(t, ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	page := projectFile(t, "docs/slack.md") + projectFile(t, "docs/models.md")
	everywhere := []string{varData, varStale, varEmbedder, varKeepAnswers, varKeepPrivate} // the README has them
	code := ""
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			code += projectFile(t, "cmd/secondsource/"+file)
		}
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`"((?:SECONDSOURCE|SLACK|OPENAI)_[A-Z_]+)"`).FindAllStringSubmatch(code, -1) {
		name := m[1]
		known[name] = true
		if _, ok := settings[name]; !ok {
			t.Errorf(".env.example lacks %s", name)
		}
		if !slices.Contains(everywhere, name) && !strings.Contains(page, "| `"+name+"` |") {
			t.Errorf("no table in docs/slack.md or docs/models.md explains %s", name)
		}
	}
	for name := range settings {
		if !known[name] {
			t.Errorf(".env.example has %s, which the code does not know", name)
		}
	}

	t.Chdir(t.TempDir()) // no .env
	written, err := readConfig(func(name string) (string, bool) { v, ok := settings[name]; return v, ok }, modelFlags{})
	if err != nil {
		t.Fatal(err)
	}
	unset, err := readConfig(func(string) (string, bool) { return "", false }, modelFlags{})
	if err != nil {
		t.Fatal(err)
	}
	written.embedder, unset.embedder = nil, nil
	if !reflect.DeepEqual(written, unset) {
		t.Errorf(".env.example has not the defaults:\n  %+v\n  %+v", written, unset)
	}
}

// TestPageNamesMetrics holds that the page names every metric.
func TestPageNamesMetrics(t *testing.T) {
	page := section(t, projectFile(t, "docs/slack.md"), "## Operating")
	names := regexp.MustCompile(`Name: "(secondsource_[a-z_]+)"`).FindAllStringSubmatch(projectFile(t, "bot/operate.go"), -1)
	if len(names) == 0 {
		t.Fatal("no metric is found in bot/operate.go")
	}
	for _, name := range names {
		if !strings.Contains(page, "| `"+name[1]+"` |") {
			t.Errorf("the page lacks %s", name[1])
		}
	}
}

// TestPageLinks holds that what the page links to is there.
func TestPageLinks(t *testing.T) {
	page := projectFile(t, "docs/slack.md")
	anchors := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(page, -1) {
		anchor := regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		anchors["#"+strings.ReplaceAll(anchor, " ", "-")] = true
	}
	for _, m := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(page, -1) {
		if strings.HasPrefix(m[1], "#") {
			if !anchors[m[1]] {
				t.Errorf("the page has no heading %s", m[1])
			}
		} else if _, err := os.Stat(filepath.Join("../../docs", filepath.FromSlash(m[1]))); err != nil {
			t.Errorf("the page links to what is not there: %v", err)
		}
	}
}

var fenced = regexp.MustCompile("(?ms)^```([a-z ]+)\n(.*?)^```$")

// blocks are the page's fenced texts of a kind, in their order.
func blocks(page, kind string) []string {
	var out []string
	for _, m := range fenced.FindAllStringSubmatch(page, -1) {
		if m[1] == kind {
			out = append(out, strings.TrimSpace(m[2]))
		}
	}
	return out
}

// TestInstallAsThePageSays does what the page says, in its order, in an empty
// folder with a few articles: the last command is serve, which then answers.
func TestInstallAsThePageSays(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell")
	}
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	fake, address := scopedSlack(t, readManifest(t).OAuth.Scopes.Bot)
	page, folder := projectFile(t, "docs/slack.md"), t.TempDir()

	written := blocks(page, "env")
	if len(written) != 1 {
		t.Fatalf("the page has %d texts for .env, want one", len(written))
	}
	settings := strings.NewReplacer("xoxb-…", "xoxb-fake", "xapp-…", "xapp-fake").Replace(written[0])
	if strings.Contains(settings, "…") {
		t.Fatalf("the page's .env wants more than two tokens:\n%s", settings)
	}
	writeFile(t, filepath.Join(folder, ".env"), settings+"\n")
	writeFile(t, filepath.Join(folder, "articles", "flood.txt"), "Flood at Lowmere\n\nThe harbour of Lowmere was flooded on Monday. Some 410 people were moved from the harbour to schools, the fire service said.\n")
	writeFile(t, filepath.Join(folder, "articles", "bridge.md"), "# Bridge closed\n\nThe bridge over the Tarn was closed for repairs.\n")

	listen := freeAddress(t)
	step := func(command string) *exec.Cmd {
		cmd := exec.Command("sh", "-ec", command)
		cmd.Dir = folder
		cmd.Env = append(bare(), "PATH="+filepath.Dir(path)+string(os.PathListSeparator)+os.Getenv("PATH"),
			"SLACK_API_URL="+address, "SECONDSOURCE_LISTEN="+listen)
		return cmd
	}
	steps := blocks(page, "sh install")
	if len(steps) < 4 || steps[len(steps)-1] != "secondsource serve" {
		t.Fatalf("the page's commands are %q: want some, and serve as the last", steps)
	}
	for _, command := range steps[:len(steps)-1] {
		out, err := step(command).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
		if strings.HasSuffix(command, "doctor") {
			for _, found := range []string{"articles        2\n", "Slack scopes    all that it needs\n", "Socket Mode     a connection can be opened\n"} {
				if !strings.Contains(string(out), "ok      "+found) {
					t.Errorf("doctor does not say %q:\n%s", found, out)
				}
			}
		}
	}

	s := &served{t: t, address: listen, ended: make(chan struct{})}
	s.cmd = step("exec " + steps[len(steps)-1])
	s.cmd.Stdout, s.cmd.Stderr = s, s
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.cmd.Wait(); close(s.ended) }()
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); <-s.ended })
	s.await("the bot to be connected", 10*time.Second, func() bool { status, _ := s.get("/readyz"); return status == http.StatusOK })
	if !strings.Contains(s.log(), `"msg":"serving"`) {
		t.Errorf("it does not log what the page says:\n%s", s.log())
	}

	ctx, end := context.WithTimeout(t.Context(), 10*time.Second)
	defer end()
	question := fake.Mention("UANA", "CNEWS", "how many people were moved from the harbour?")
	answered := func() bool {
		for _, m := range fake.Seen("UANA", "CNEWS", question) {
			if m.User == slackfake.BotUser && strings.Contains(slackfake.Plain(m), "410 people were moved") {
				return true
			}
		}
		return false
	}
	if err := fake.Wait(ctx, answered); err != nil {
		t.Errorf("no answer came: %+v\n%s", fake.Everything(), s.log())
	}
	s.stop()
	for _, problem := range fake.Problems() {
		t.Error(problem)
	}
	for _, secret := range []string{"410", "harbour", "xoxb-fake", "xapp-fake"} {
		if strings.Contains(s.log(), secret) {
			t.Errorf("the log has %q, and the page says that it has ids alone:\n%s", secret, s.log())
		}
	}
}

// writeFile writes a file, and its folder where there is none.
func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
