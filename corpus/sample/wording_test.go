package sample_test

// The sample's wording has to be the project's own. The articles that its facts
// were read in are not part of the project; what is, is a hash for each run of
// eight words in them.

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	runLength = 8
	runsFile  = "testdata/seedruns.txt"
	seedsGlob = "../../../shared/data/seeds/*.txt" // beside the repository, where it is there at all
)

var update = flag.Bool("update", false, "write "+runsFile+" anew from "+seedsGlob)

func TestNoRunOfWordsIsBorrowed(t *testing.T) {
	borrowed := hashSet(committedRuns(t))
	for _, a := range articles(t) {
		for _, run := range runs(a.Title + "\n" + a.Text) {
			if borrowed[hash(run)] {
				t.Errorf("%s: these words stand in an article of others: %s", a.ID, run)
			}
		}
	}
}

// The hashes are worth something only if they are those of the articles and
// the way of hashing finds a copy.
func TestCommittedRunsAreTheSeeds(t *testing.T) {
	seeds, err := filepath.Glob(seedsGlob)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		writeRuns(t, seeds)
	}
	committed := committedRuns(t)
	if len(committed) < 2000 || !slices.IsSorted(committed) {
		t.Errorf("%s: %d hashes, sorted: %t", runsFile, len(committed), slices.IsSorted(committed))
	}
	if len(seeds) > 0 && !slices.Equal(committed, seedRuns(t, seeds)) {
		t.Errorf("%s is not of %s: run the test with -update", runsFile, seedsGlob)
	}
}

func TestRunsFindACopy(t *testing.T) {
	original := "The ferry's captain waited for José until the tide had turned, and then he sailed."
	tests := []struct {
		name, text string
		found      bool
	}{
		{"word for word", "He wrote: the ferry's captain waited for José until the tide", true},
		{"other case, quotes and accents", "THE FERRY’S “CAPTAIN” WAITED – FOR JOSE UNTIL\nTHE", true},
		{"seven words", "a captain waited for José until the tide turned", false},
		{"other words", "José was waited for by the captain of the ferry until the turn of the tide", false},
	}
	known := map[string]bool{}
	for _, run := range runs(original) {
		known[hash(run)] = true
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := slices.ContainsFunc(runs(test.text), func(run string) bool { return known[hash(run)] })
			if found != test.found {
				t.Errorf("found %t, want %t", found, test.found)
			}
		})
	}
}

// words are the text's words without case, accents and apostrophes.
func words(text string) []string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
	return strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// runs are all runs of eight words of the text.
func runs(text string) []string {
	all := words(text)
	var found []string
	for i := 0; i+runLength <= len(all); i++ {
		found = append(found, strings.Join(all[i:i+runLength], " "))
	}
	return found
}

// hash is the first eight bytes of a run's SHA-256.
func hash(run string) string {
	sum := sha256.Sum256([]byte(run))
	return hex.EncodeToString(sum[:8])
}

func hashSet(hashes []string) map[string]bool {
	set := make(map[string]bool, len(hashes))
	for _, h := range hashes {
		set[h] = true
	}
	return set
}

func committedRuns(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile(runsFile)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(data))
}

// seedRuns are the hashes of all runs in the files, sorted, each once.
func seedRuns(t *testing.T, paths []string) []string {
	t.Helper()
	var hashes []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range runs(string(text)) {
			hashes = append(hashes, hash(run))
		}
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

func writeRuns(t *testing.T, seeds []string) {
	t.Helper()
	if len(seeds) == 0 {
		t.Fatalf("nothing to write %s from: no file at %s", runsFile, seedsGlob)
	}
	data := strings.Join(seedRuns(t, seeds), "\n") + "\n"
	if err := os.WriteFile(runsFile, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}
