package minilm_test

import (
	"testing"

	"secondsource/retrieval/minilm"
	"secondsource/retrieval/retrievaltest"
)

func TestEmbedder(t *testing.T) { retrievaltest.TestEmbedder(t, minilm.New()) }
