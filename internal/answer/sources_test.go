package answer_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/retrieval"
)

// harbour is a library of five invented articles.
func harbour(t *testing.T) *answer.Engine {
	t.Helper()
	articles := []corpus.Article{
		{ID: "post-01", Publisher: "Harbour Post", Published: "2025-04-12", Origin: "post-01", Text: "The cranes of the harbour stood still on Saturday because of a strike. The strike of the crane drivers enters its second week."},
		{ID: "post-02", Publisher: "Harbour Post", Published: "2025-04-14T08:00:00Z", Origin: "post-02", Text: "The strike of the crane drivers is over, their union said on Monday."},
		{ID: "gazette-01", Publisher: "Quay Gazette", Published: "2025-04-14T09:00:00Z", Origin: "post-02", Text: "The strike of the crane drivers is over, the union said on Monday."},
		{ID: "gazette-02", Publisher: "Quay Gazette", Origin: "gazette-02", Text: "The library opens again in May with a reading for children."},
		{ID: "bread", Publisher: "Quay Gazette", Published: "2025-04-14T09:00:00Z", Origin: "bread", Text: "A loaf of bread costs more than last year, bakers said."},
	}
	lib, err := retrieval.NewMemory(context.Background(), articles)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	})
	return answer.New(lib, answer.Options{})
}

func ids(rows []answer.SourceRow) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.ID)
	}
	return strings.Join(all, " ")
}

func TestSources(t *testing.T) {
	engine := harbour(t)
	april13 := time.Date(2025, 4, 13, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name, query string
		filter      retrieval.Filter
		limit       int
		want        string
	}{
		{"all, newest first, undated last", " ", retrieval.Filter{}, 0, "bread gazette-01 post-02 post-01 gazette-02"},
		{"all, of one publisher", "", retrieval.Filter{Publishers: []string{"harbour post"}}, 0, "post-02 post-01"},
		{"all, since a day", "", retrieval.Filter{Since: april13}, 0, "bread gazette-01 post-02"},
		{"all, at most two", "", retrieval.Filter{}, 2, "bread gazette-01"},
		{"on one thing", "library reading", retrieval.Filter{}, 0, "gazette-02"},
		{"on one thing, of one publisher", "crane strike", retrieval.Filter{Publishers: []string{"Quay Gazette"}}, 0, "gazette-01"},
		{"on nothing there is", "volcano", retrieval.Filter{}, 0, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows, err := engine.Sources(context.Background(), test.query, test.filter, test.limit)
			if err != nil || ids(rows) != test.want {
				t.Errorf("%q, error %v; want %q", ids(rows), err, test.want)
			}
		})
	}
	t.Run("copies keep their origin", func(t *testing.T) {
		rows, err := engine.Sources(context.Background(), "strike is over", retrieval.Filter{Since: april13}, 0)
		if err != nil || len(rows) != 2 || rows[0].Origin != "post-02" || rows[1].Origin != "post-02" {
			t.Errorf("%+v, error %v", rows, err)
		}
	})
}

func TestShow(t *testing.T) {
	engine := harbour(t)
	if a, err := engine.Show(context.Background(), "bread"); err != nil || !strings.HasPrefix(a.Text, "A loaf") {
		t.Errorf("%+v, error %v", a, err)
	}
	for id, want := range map[string]string{
		"post": "post-01 post-02", "post-03": "post-01 post-02", "Bred": "bread", "volcano-1867": "", "": "",
	} {
		_, err := engine.Show(context.Background(), id)
		var unknown *answer.UnknownArticle
		if !errors.As(err, &unknown) || !errors.Is(err, corpus.ErrNotFound) || strings.Join(unknown.Closest, " ") != want {
			t.Errorf("show %q: %v, closest %q, want %q", id, err, unknown.Closest, want)
		}
	}
}
