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
func (f Filter) Matches(a *corpus.Article) bool {
	return f.matchesPublisher(a.Publisher) && f.matchesDate(a)
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

func (f Filter) matchesDate(a *corpus.Article) bool {
	if !f.dated() {
		return true
	}
	at, ok := a.PublishedAt()
	if !ok {
		return false
	}
	return !(!f.Since.IsZero() && against(at, f.Since) < 0) && !(!f.Until.IsZero() && against(at, f.Until) > 0)
}

// against compares an article's date with a limit.
func against(at, limit time.Time) int {
	if limit.Equal(limit.Truncate(24 * time.Hour)) {
		return strings.Compare(at.Format(time.DateOnly), limit.UTC().Format(time.DateOnly))
	}
	return at.Compare(limit)
}
