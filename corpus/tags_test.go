package corpus_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
)

func TestTags(t *testing.T) {
	for _, c := range []struct {
		meta map[string]json.RawMessage
		want []string
	}{
		{nil, nil},
		{map[string]json.RawMessage{"beat": json.RawMessage(`"embargo"`)}, nil},
		{map[string]json.RawMessage{"tags": json.RawMessage(`"embargo"`)}, []string{"embargo"}},
		{map[string]json.RawMessage{"Tag": json.RawMessage(`" Embargo, legal ,"`)}, []string{"Embargo", "legal"}},
		{map[string]json.RawMessage{"tags": json.RawMessage(`["legal",7,"embargo"]`), "tag": json.RawMessage(`"legal"`)}, []string{"embargo", "legal"}},
		{map[string]json.RawMessage{"tags": json.RawMessage(`[{"name":"embargo","id":3},null]`)}, []string{"embargo"}},
		{map[string]json.RawMessage{"Keywords": json.RawMessage(`"#Embargo|draft;legal\u200b"`)}, []string{"Embargo", "draft", "legal"}},
		{map[string]json.RawMessage{"categories": json.RawMessage(`["embargo"]`)}, []string{"embargo"}},
		{map[string]json.RawMessage{"tags": json.RawMessage(`{broken`)}, nil},
	} {
		a := corpus.Article{Meta: c.meta}
		if diff := cmp.Diff(c.want, a.Tags()); diff != "" {
			t.Errorf("%s: %s", c.meta, diff)
		}
		if got, want := a.HasTag("secret", " EMBARGO "), len(c.want) > 0; got != want {
			t.Errorf("%s: has the tag: %v", c.meta, got)
		}
	}
}
