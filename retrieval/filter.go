package retrieval

// Filters: which articles a search looks at.

import (
	"strings"
	"time"

	"secondsource/corpus"
)

// dated says whether the filter asks for a date.
func (f Filter) dated() bool { return !f.Since.IsZero() || !f.Until.IsZero() }

// Matches says whether an article passes the filter. A limit at midnight is a
// day: it is held against the day that the article itself gives, so that a
// story of the evening of the 28th in Lima is of the 28th, whatever the day is
// in Greenwich by then. Any other limit is an instant.
func (f Filter) Matches(a *corpus.Article) bool { return f.matches(newRow(*a)) }

func (f Filter) matches(r row) bool {
	if !f.matchesPublisher(r.Publisher) {
		return false
	}
	if !f.dated() {
		return true
	}
	return r.dated &&
		(f.Since.IsZero() || against(r.at, f.Since) >= 0) &&
		(f.Until.IsZero() || against(r.at, f.Until) <= 0)
}

func (f Filter) matchesPublisher(publisher string) bool {
	if len(f.Publishers) == 0 {
		return true
	}
	for _, p := range f.Publishers {
		if strings.EqualFold(strings.TrimSpace(p), publisher) {
			return true
		}
	}
	return false
}

// against compares an article's date with a limit.
func against(at, limit time.Time) int {
	if limit.Equal(limit.Truncate(24 * time.Hour)) {
		return strings.Compare(at.Format(time.DateOnly), limit.UTC().Format(time.DateOnly))
	}
	return at.Compare(limit)
}
