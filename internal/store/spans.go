package store

import (
	"encoding/json"
	"fmt"

	"secondsource/corpus"
)

// storedSpan is a span as [kind, start, end]: a third of the bytes of the
// object that --json prints.
type storedSpan corpus.Span

func (s storedSpan) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{s.Kind, s.Start, s.End})
}

func (s *storedSpan) UnmarshalJSON(data []byte) error {
	parts := []any{&s.Kind, &s.Start, &s.End}
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	if len(parts) != 3 {
		return fmt.Errorf("a span of %d parts", len(parts))
	}
	return nil
}

func encodeSpans(spans []corpus.Span) []byte {
	stored := make([]storedSpan, len(spans))
	for i, s := range spans {
		stored[i] = storedSpan(s)
	}
	data, err := json.Marshal(stored)
	if err != nil { // strings and whole numbers: cannot fail
		return []byte("[]")
	}
	return data
}

func decodeSpans(data []byte) ([]corpus.Span, error) {
	var stored []storedSpan
	if err := json.Unmarshal(data, &stored); err != nil {
		return nil, err
	}
	var spans []corpus.Span
	for _, s := range stored {
		spans = append(spans, corpus.Span(s))
	}
	return spans, nil
}
