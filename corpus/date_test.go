package corpus_test

import (
	"testing"

	"secondsource/corpus"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2025-11-28":                     "2025-11-28",
		"2025-11-28T09:30:00-05:00":      "2025-11-28T09:30:00-05:00",
		"2025-11-28T09:30:00Z":           "2025-11-28T09:30:00Z",
		"2025-11-28T09:30:00+0100":       "2025-11-28T09:30:00+01:00",
		"2025-11-28 09:30:00":            "2025-11-28", // no zone, no hour
		"2025-11-28T09:30:00":            "2025-11-28",
		"June 07, 2011":                  "2011-06-07",
		"Sept. 4, 2024":                  "2024-09-04",
		"Monday, 3 March 2031":           "2031-03-03",
		"3rd of March":                   "",
		"4 de febrero de 2026":           "2026-02-04",
		"miércoles, 5 de marzo del 2031": "2031-03-05",
		"28/11/2025":                     "2025-11-28",
		"11/28/2025":                     "2025-11-28",
		"05/05/2025":                     "2025-05-05",
		"04/05/2025":                     "", // two readings
		"Feb. 4, 2026, 8:01 a.m. ET":     "2026-02-04T08:01:00-05:00",
		"March 15, 2023, 5:03 p.m. ET":   "2023-03-15T17:03:00-04:00", // daylight time
		"Nov. 2, 2025 12:10 a.m. PST":    "2025-11-02T00:10:00-08:00",
		"July 1, 2031 at 16:20 GMT":      "2031-07-01T16:20:00Z",
		"July 1, 2031 16.20 CEST":        "2031-07-01T16:20:00+02:00",
		"Tue, 27 Sep 2022 21:45:00 GMT":  "2022-09-27T21:45:00Z",
		"9:45 PM EDT, Tue Sept 27, 2022": "2022-09-27T21:45:00-04:00",
		"Feb. 4, 2026, 8:01 a.m.":        "2026-02-04",
		"yesterday":                      "",
		"Wednesday":                      "",
		"March 2031":                     "",
		"February 30, 2031":              "",
		"May 12, 0099":                   "",
		"June 7, 2011, said":             "",
		"":                               "",
	} {
		got, ok := corpus.ParseDate(in)
		if got != want && (ok || want != "") || ok != (want != "") {
			t.Errorf("ParseDate(%q) = %q, %t, want %q", in, got, ok, want)
		}
	}
}

func TestPublishedAtReadsWhatParseDateWrites(t *testing.T) {
	for _, in := range []string{"June 07, 2011", "Feb. 4, 2026, 8:01 a.m. ET", "2025-11-28T09:30:00Z"} {
		a := corpus.Article{}
		a.Published, _ = corpus.ParseDate(in)
		if _, ok := a.PublishedAt(); !ok {
			t.Errorf("%q became %q, which is no date", in, a.Published)
		}
	}
}
