package main_test

// The rules of the house: which room may import which, who alone may import a
// dependency, and what no source file may have.

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"secondsource/internal/eval"
)

const root = "../.."

// rooms says, for every folder that holds packages and all below it, which
// others of ours its packages may import besides their own room (tests may
// import any).
var rooms = map[string][]string{
	"cmd/secondsource": {"bot", "corpus", "internal/answer", "internal/eval", "internal/journal", "internal/model", "internal/store", "internal/term", "prompts", "retrieval"},
	"bot":              {"internal/answer", "internal/journal"},
	"slack":            {"bot"},
	"docs":             {},
	"internal/term":    {"internal/answer"},
	"internal/eval":    {"internal/answer", "retrieval", "corpus", "prompts"},
	"internal/answer":  {"retrieval", "corpus", "prompts"},
	"retrieval":        {"corpus"},
	"corpus":           {},
	"internal/store":   {"corpus", "internal/journal"},
	"internal/model":   {},
	"internal/journal": {},
	"prompts":          {},
}

// onlyImporter says which room alone may import a dependency.
var onlyImporter = map[string]string{
	"github.com/blevesearch/bleve":   "retrieval",
	"github.com/philippgille/":       "retrieval",
	"github.com/viterin/":            "retrieval",
	"modernc.org/sqlite":             "internal/store",
	"database/sql":                   "internal/store",
	"github.com/sashabaranov/":       "internal/model",
	"github.com/slack-go/":           "bot",
	"github.com/spf13/":              "cmd/secondsource",
	"github.com/joho/":               "cmd/secondsource",
	"github.com/charmbracelet/":      "internal/term",
	"github.com/go-shiori/":          "corpus",
	"github.com/markusmobius/":       "corpus",
	"github.com/neurosnap/sentences": "corpus",
}

// goFile is one Go file of the project.
type goFile struct {
	path string // from the root, with slashes
	room string
	file *ast.File
}

func (s goFile) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var all []goFile
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && (name == "testdata" || name == ".git" || name == "data") {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		all = append(all, goFile{path: rel, room: roomOf(filepath.ToSlash(filepath.Dir(rel))), file: file})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// roomOf is the room that a folder belongs to, "" when it belongs to none.
func roomOf(folder string) string {
	room := ""
	for name := range rooms {
		if (folder == name || strings.HasPrefix(folder, name+"/")) && len(name) > len(room) {
			room = name
		}
	}
	return room
}

func TestImports(t *testing.T) {
	for _, s := range goFiles(t) {
		if s.room == "" {
			t.Errorf("%s stands in no room", s.path)
			continue
		}
		for _, spec := range s.file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if ours, ok := strings.CutPrefix(path, "secondsource/"); ok {
				room := roomOf(ours)
				if room != s.room && !s.isTest() && !slices.Contains(rooms[s.room], room) {
					t.Errorf("%s imports %s: %s may import only %q", s.path, path, s.room, rooms[s.room])
				}
			}
			for dependency, room := range onlyImporter {
				if strings.HasPrefix(path, dependency) && s.room != room && !s.isTest() {
					t.Errorf("%s imports %s: only %s may", s.path, path, room)
				}
			}
		}
	}
}

// TestNoTopics holds that no code knows the names that the gold questions ask
// about: whoever looks for one event's words has an answer for one event.
func TestNoTopics(t *testing.T) {
	names := topicNames(t)
	for _, s := range goFiles(t) {
		if s.isTest() || strings.HasPrefix(s.path, "corpus/sample/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			for _, word := range nameWord.FindAllString(literal.Value, -1) {
				if names[word] {
					t.Errorf("%s knows the name %q: code looks for no topic's words", s.path, word)
				}
			}
			return true
		})
	}
}

var nameWord = regexp.MustCompile(`\p{Lu}\p{Ll}{2,}`)

// language are words that a question writes with a capital and that belong to
// no topic.
var language = strings.Fields(`Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec January February March April June July
	August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday
	President Prime Minister Secretary General Justice Senate Congress Party Police National County Street
	Office House Center Centre Hurricane New The North South East West United`)

// topicNames are the words with a capital, the first word aside, of all the
// questions in the gold files.
func topicNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, file := range []string{"corpus/sample/gold.jsonl", "internal/eval/testdata/second.jsonl"} {
		data, err := os.Open(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		golds, err := eval.ReadGold(data)
		if err := errors.Join(err, data.Close()); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, g := range golds {
			_, rest, _ := strings.Cut(g.Question, " ")
			for _, word := range nameWord.FindAllString(rest, -1) {
				names[word] = true
			}
		}
	}
	for _, word := range language {
		delete(names, word)
	}
	if len(names) < 20 {
		t.Fatalf("only %d names in the gold questions: the check checks nothing", len(names))
	}
	return names
}

// TestNoInit holds that nothing happens before main: no init function.
func TestNoInit(t *testing.T) {
	for _, s := range goFiles(t) {
		for _, declared := range s.file.Decls {
			if f, ok := declared.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init function: pass what it sets up as a value", s.path)
			}
		}
	}
}

// TestPackageComments holds that every package says what it is.
func TestPackageComments(t *testing.T) {
	commented := map[string]bool{}
	for _, s := range goFiles(t) {
		if s.isTest() {
			continue
		}
		folder := filepath.Dir(s.path)
		commented[folder] = commented[folder] || s.file.Doc != nil
	}
	for folder, ok := range commented {
		if !ok {
			t.Errorf("the package in %s has no package comment", folder)
		}
	}
}
