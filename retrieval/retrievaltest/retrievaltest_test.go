package retrievaltest_test

import (
	"testing"

	"secondsource/retrieval"
	"secondsource/retrieval/retrievaltest"
)

func TestWords(t *testing.T) {
	retrievaltest.TestEmbedder(t, &retrievaltest.Words{})
	retrievaltest.TestEmbedder(t, &retrievaltest.Words{Name: "few", Dimensions: 16, Synonyms: map[string]string{"boat": "ferry"}})
}

func TestVectorsInMemory(t *testing.T) {
	retrievaltest.TestVectors(t, func() retrieval.Vectors { return &retrievaltest.Vectors{} })
}
