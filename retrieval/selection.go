package retrieval

import (
	"fmt"
	"sync"
	"time"

	"secondsource/corpus"
)

// row is an article of the listing.
type row struct {
	corpus.Article // without its text
	at             time.Time
	dated          bool
}

func newRow(a corpus.Article) row {
	a.Text, a.Spans, a.Why, a.Meta = "", nil, nil, nil
	r := row{Article: a}
	r.at, r.dated = a.PublishedAt()
	return r
}

// selection is what a filter leaves of a library.
type selection struct {
	keep     []bool // passages by document number; nil: all
	overview Overview
}

// has says whether a passage passes.
func (s *selection) has(number int) bool { return s.keep == nil || s.keep[number] }

// selections remembers what the last filters leave. A question is searched for
// in several ways under one filter, and what a library holds does not change.
type selections struct {
	mu   sync.Mutex
	made map[string]*selection
}

// keptSelections is how many filters are remembered.
const keptSelections = 16

// of returns the selection of a filter.
func (s *selections) of(f Filter, rows []row, t *table) *selection {
	key := fmt.Sprintf("%s %s %q", f.Since, f.Until, f.Publishers)
	s.mu.Lock()
	defer s.mu.Unlock()
	if made, ok := s.made[key]; ok {
		return made
	}
	if s.made == nil || len(s.made) >= keptSelections {
		s.made = make(map[string]*selection)
	}
	s.made[key] = f.selectFrom(rows, t)
	return s.made[key]
}

// selectFrom looks at every article and passage.
func (f Filter) selectFrom(rows []row, t *table) *selection {
	var s selection
	passes := make(map[string]bool, len(rows))
	var newest row
	for _, r := range rows {
		if !r.dated && f.matchesPublisher(r.Publisher) {
			s.overview.Undated++
		}
		if !f.matches(r) {
			continue
		}
		passes[r.ID] = true
		s.overview.Articles++
		if r.dated && (!newest.dated || r.at.After(newest.at) || r.at.Equal(newest.at) && r.Published > newest.Published) {
			newest = r
		}
	}
	s.overview.Newest = newest.Published
	if len(passes) == len(rows) {
		s.overview.Passages = t.passages
		return &s
	}
	s.keep = make([]bool, len(t.records))
	for number := range t.records {
		if passes[t.records[number].Article] {
			s.keep[number] = true
			s.overview.Passages++
		}
	}
	return &s
}
