package answer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"secondsource/internal/model"
)

// parsed are the files of a folder, tests left out.
func parsed(t *testing.T, pattern string) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: no files: %v", pattern, err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// Whatever is said of a model is said in every language: each of the constants
// for it has a Spanish text.
func TestFallbackInSpanish(t *testing.T) {
	seen := 0
	for _, f := range parsed(t, "*.go") {
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(v.Names[0].Name, "why") || len(v.Values) != 1 {
				return true
			}
			lit, ok := v.Values[0].(*ast.BasicLit)
			if !ok {
				return true
			}
			en, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			seen++
			if es := spanishWording.withoutModel([]string{en}); es == en || es == "" {
				t.Errorf("%s has no Spanish text: %s", v.Names[0].Name, en)
			}
			return true
		})
	}
	if seen < len(spanishWording.fallback) {
		t.Errorf("%d constants for %d Spanish texts", seen, len(spanishWording.fallback))
	}
}

// Every reason why a model could not be asked has its Spanish: those of the kinds,
// and the details behind them.
func TestReasonsInSpanish(t *testing.T) {
	telling := []string{"reasonOf", "reasonOfConnection", "reason", "kind"}
	var texts []string
	for _, f := range parsed(t, "../model/*.go") {
		for _, d := range f.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				if fn, ok := n.(*ast.FuncDecl); ok {
					return slices.Contains(telling, fn.Name.Name)
				}
				v, isVar := n.(*ast.ValueSpec)
				if isVar && !strings.HasPrefix(v.Names[0].Name, "Err") {
					return false
				}
				call, isCall := n.(*ast.CallExpr)
				if isCall {
					if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "about" {
						return false // what servers say
					}
				}
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if text, err := strconv.Unquote(lit.Value); err == nil && len(strings.Fields(text)) > 2 && !strings.Contains(text, "%") {
						texts = append(texts, strings.Trim(text, "; "))
					}
				}
				return true
			})
		}
	}
	if len(texts) < 20 {
		t.Fatalf("only %d texts were found in package model: %q", len(texts), texts)
	}
	for _, en := range texts {
		if es := spanishWording.reason(en); es == en {
			t.Errorf("no Spanish text for %q", en)
		}
	}
	for _, r := range spanishReasons {
		if es := spanishWording.reason(r[0]); es != r[1] {
			t.Errorf("%q is cut by a shorter one: %q", r[0], es)
		}
	}
}

func TestWithoutModel(t *testing.T) {
	busy := &model.Error{Kind: model.ErrBusy, Host: "models.example:443", Why: "status 429; no time is left to try again"}
	why := []string{whyHeld, whyNoReply + ": " + busy.Error() + "."}
	want := "Hay artículos que no deben enviarse al modelo: se leyeron sin él. No se pudo preguntar al modelo, así que esta respuesta se hizo sin él: el servidor del modelo está ocupado (models.example:443: estado 429; no queda tiempo para otro intento)."
	if got := spanishWording.withoutModel(why); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := englishWording.withoutModel(why); got != strings.Join(why, " ") {
		t.Errorf("in English: %s", got)
	}
}
