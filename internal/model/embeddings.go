package model

// Embeddings: texts in, a vector of length 1 for each out, in their order. What
// servers do differently (how much they take at a time, how they write numbers,
// what they refuse) ends here.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	openai "github.com/sashabaranov/go-openai"
)

// EmbeddingRevision names what Embed makes of a text before it is sent. It
// changes when the vectors do: those of two revisions are not to be compared.
const EmbeddingRevision = "1"

// Within returns a client of the same server whose calls may take so long, as
// embedding an archive needs not hurry: rate limits are waited for. Its places
// (Config.Concurrent) are its own: no question waits behind it.
func (c *Client) Within(timeout time.Duration) *Client {
	other := &Client{cfg: c.cfg, keyed: c.keyed, root: c.root, sender: c.sender}
	other.cfg.Timeout = timeout
	other.connect()
	return other
}

// What one request carries at most. Servers take between 32 texts (some local
// ones) and 2,048 (OpenAI, with 300,000 tokens in all); what is too much for one
// is sent again in halves.
const (
	maxInputs      = 96
	maxInputTokens = 50_000
)

// Of a text, at most the first maxText bytes are sent, about as much as the
// longest models read. What is still too long for a model is halved until it is
// taken, down to leastText: a server that refuses as little as that means
// something else.
const (
	maxText   = 32 << 10
	leastText = 64
)

// blank is sent in place of a text in which nothing stands: most servers refuse
// an empty one, and some one of white space.
const blank = "(no text)"

// Embed returns a vector of length 1 for each text, in their order, and how many
// tokens the server counted. With dimensions above 0 the server is asked for so
// many, which not every model can give; with 0 they are the model's own. All
// vectors have as many. A text that is longer than the model can read is cut off
// at a whole character.
func (c *Client) Embed(ctx context.Context, texts []string, dimensions int) (vectors [][]float32, tokens int, err error) {
	if c.cfg.EmbeddingModel == "" {
		return nil, 0, &Error{Kind: ErrNoModel, Host: c.root.Host, Why: "no embedding model is named"}
	}
	inputs := make([]string, len(texts))
	for i, text := range texts {
		inputs[i] = sendable(text)
	}
	e := embedding{client: c, asked: dimensions, dimensions: dimensions}
	for len(inputs) > 0 {
		n := batchOf(inputs)
		list, err := e.embed(ctx, inputs[:n])
		if err != nil {
			return nil, e.tokens, err
		}
		vectors, inputs = append(vectors, list...), inputs[n:]
	}
	return vectors, e.tokens, nil
}

// sendable is what is sent of a text.
func sendable(text string) string {
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	if text = cut(text, maxText); strings.TrimSpace(text) == "" {
		return blank
	}
	return text
}

// cut returns at most the first n bytes of a text, in whole characters.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// batchOf is how many of the texts go into one request; at least one.
func batchOf(inputs []string) int {
	tokens := 0
	for n, text := range inputs {
		tokens += len(text)/3 + 1 // English has 4 to 5 bytes a token, other scripts about 3
		if n == maxInputs || n > 0 && tokens > maxInputTokens {
			return n
		}
	}
	return len(inputs)
}

// embedding is one call of Embed.
type embedding struct {
	client     *Client
	asked      int // dimensions that the server is asked for
	dimensions int // of the vectors; 0 before the first came
	tokens     int
}

// embed sends texts in one request and, where that is too much, in halves.
func (e *embedding) embed(ctx context.Context, inputs []string) ([][]float32, error) {
	var res openai.EmbeddingResponse
	var tooMuch bool
	err := e.client.call(ctx, func(ctx context.Context) (err error) {
		res, err = e.request(ctx, inputs)
		f, _ := faultOf(err)
		tooMuch = f.tooMuchAtOnce()
		if e.asked > 0 && f.refusesRequest() && f.about("dimension", "matryoshka") {
			return e.bad(fmt.Sprintf("it cannot give vectors of %d dimensions by model %s: leave their number to the model", e.asked, e.client.cfg.EmbeddingModel))
		}
		return err
	})
	switch {
	case err == nil:
		return e.read(res, len(inputs))
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !tooMuch:
		return nil, err
	}
	if n := len(inputs); n > 1 {
		first, err := e.embed(ctx, inputs[:n/2])
		if err != nil {
			return nil, err
		}
		rest, err := e.embed(ctx, inputs[n/2:])
		return append(first, rest...), err
	}
	// Only a text by itself is cut: what is left of it then does not hang on
	// the texts that it was sent with.
	half := cut(inputs[0], len(inputs[0])/2)
	if len(half) < leastText {
		return nil, err
	}
	return e.embed(ctx, []string{half})
}

// encoding remembers how a server writes vectors.
type encoding struct{ plain atomic.Bool } // as numbers, whatever it is asked

// request asks for vectors in base64, a third of what they take as numbers, or
// as numbers where the server is known to write them so whatever it is asked.
func (e *embedding) request(ctx context.Context, inputs []string) (openai.EmbeddingResponse, error) {
	c := e.client
	req := openai.EmbeddingRequest{
		Input: inputs, Model: openai.EmbeddingModel(c.cfg.EmbeddingModel), Dimensions: e.asked,
		EncodingFormat: openai.EmbeddingEncodingFormatBase64,
	}
	if !c.encoding.plain.Load() {
		res, err := c.api.CreateEmbeddings(ctx, req)
		if err == nil || !noBase64(err) {
			return res, err
		}
		c.encoding.plain.Store(true)
	}
	req.EncodingFormat = openai.EmbeddingEncodingFormatFloat
	res, err := c.api.CreateEmbeddings(ctx, req)
	if isArray(err) {
		err = e.bad("a text has a vector for each of its tokens: have the server pool them (llama.cpp: --pooling mean), or name a model for embeddings")
	}
	return res, err
}

// read checks what the server gave for n texts, and puts it in their order.
func (e *embedding) read(res openai.EmbeddingResponse, n int) ([][]float32, error) {
	if len(res.Data) != n {
		return nil, e.bad(fmt.Sprintf("%d vectors for %d texts", len(res.Data), n))
	}
	e.tokens += res.Usage.TotalTokens
	out := make([][]float32, n)
	for _, d := range res.Data {
		if d.Index < 0 || d.Index >= n || out[d.Index] != nil {
			return nil, e.bad(fmt.Sprintf("of %d vectors one has the index %d, wrongly or for the second time: which text it is of cannot be told", n, d.Index))
		}
		if e.dimensions == 0 {
			e.dimensions = len(d.Embedding)
		}
		if len(d.Embedding) != e.dimensions {
			return nil, e.wrongDimensions(len(d.Embedding))
		}
		v, err := unit(d.Embedding)
		if err != nil {
			return nil, e.bad(err.Error())
		}
		out[d.Index] = v
	}
	return out, nil
}

func (e *embedding) wrongDimensions(got int) error {
	if e.asked > 0 {
		return e.bad(fmt.Sprintf("a vector has %d dimensions, and %d were asked for: model %s may have its own number of them only",
			got, e.asked, e.client.cfg.EmbeddingModel))
	}
	return e.bad(fmt.Sprintf("a vector has %d dimensions, another of the same call has %d", got, e.dimensions))
}

func (e *embedding) bad(why string) error {
	return &Error{Kind: ErrBadReply, Host: e.client.root.Host, Why: why}
}

// unit brings a vector to length 1.
func unit(v []float32) ([]float32, error) {
	sum := 0.0
	for i, x := range v {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return nil, fmt.Errorf("a vector has %g as its component %d", x, i)
		}
		sum += float64(x) * float64(x)
	}
	length := math.Sqrt(sum)
	if length == 0 {
		return nil, errors.New("a vector has the length 0")
	}
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(float64(x) / length)
	}
	return out, nil
}

// tooMuchAtOnce tells whether the texts were too long or too many. OpenAI and
// vLLM answer 400, text-embeddings-inference 413 or 422, llama.cpp 500.
func (f fault) tooMuchAtOnce() bool {
	switch f.status {
	case http.StatusRequestEntityTooLarge:
		return true
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return f.tooLong() || f.about("too long", "too large", "too many inputs", "input length", "sequence length", "must have less than",
			"batch size", "tokens per request", "array_above_max_length")
	case http.StatusInternalServerError:
		return f.tooLong() || f.about("too large to process", "physical batch size")
	}
	return false
}

// noBase64 tells whether a server wrote numbers where base64 was asked for, or
// refused to write it.
func noBase64(err error) bool {
	f, ok := faultOf(err)
	return isArray(err) || ok && f.refusesRequest() && f.about("encoding_format", "base64")
}

// isArray tells whether a reply had a list where a vector's text, or a number of
// it, was awaited.
func isArray(err error) bool {
	var unlike *json.UnmarshalTypeError
	return errors.As(err, &unlike) && unlike.Value == "array" && strings.Contains(unlike.Field, "embedding")
}
