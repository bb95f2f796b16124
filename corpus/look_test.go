package corpus_test

import (
	"flag"
	"testing"

	"secondsource/corpus"
)

var look = flag.String("look", "", "print what is marked in the articles under this path, their sentences and who copies whom")

// TestLook is for reading, with real articles:
//
//	go test ./corpus -run TestLook -v -look FOLDER
func TestLook(t *testing.T) {
	if *look == "" {
		return
	}
	articles, errs := corpus.Collect(t.Context(), []string{*look})
	for _, err := range errs {
		t.Log(err)
	}
	corpus.GroupOrigins(articles)
	for _, a := range articles {
		t.Logf("%s: title %q, byline %q, publisher %q, agency %q, dateline %q, published %q", a.ID, a.Title, a.Byline, a.Publisher, a.Agency, a.Dateline, a.Published)
		for _, span := range spansOf(a) {
			t.Logf("  <%s>", span)
		}
		for _, sentence := range sentencesOf(a) {
			t.Logf("  %s", sentence)
		}
		for _, link := range a.Why {
			t.Logf("  %s copy of %s: %d runs, such as %q", link.Kind, link.Article, link.Shared, link.Example)
		}
	}
}
