package minilm

// Holding the model against texts whose ids and vectors are known.

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"math"
	"slices"

	"github.com/viterin/vek"
)

// Reference is a text with what the published model makes of it.
type Reference struct {
	Text   string    `json:"text"`
	IDs    []int32   `json:"ids"`
	Vector []float32 `json:"vector"`
}

// ReadReference reads references, a JSON object a line.
func ReadReference(r io.Reader) ([]Reference, error) {
	var out []Reference
	for d := json.NewDecoder(bufio.NewReader(r)); ; {
		var one Reference
		switch err := d.Decode(&one); err {
		case nil:
			out = append(out, one)
		case io.EOF:
			return out, nil
		default:
			return nil, err
		}
	}
}

// Agreement says how near a model is to a reference.
type Agreement struct {
	SameIDs     int     // texts whose ids are the same
	Least, Mean float64 // cosines, of each text embedded alone and of all at once
}

// Measure embeds the reference's texts with the weights in data; plain without
// what vek has for this processor. That is a switch for the whole program:
// nothing else may embed meanwhile.
func Measure(data []byte, reference []Reference, plain bool) (Agreement, error) {
	if vek.Info().Acceleration && plain {
		vek.SetAcceleration(false)
		defer vek.SetAcceleration(true)
	}
	e := Open(data)
	var texts []string
	a := Agreement{Least: 1}
	for _, r := range reference {
		texts = append(texts, r.Text)
		if slices.Equal(e.pieces().encode(r.Text), r.IDs) {
			a.SameIDs++
		}
	}
	ctx := context.Background()
	all, err := e.Embed(ctx, texts)
	if err != nil {
		return a, err
	}
	for i, r := range reference {
		alone, err := e.Embed(ctx, texts[i:i+1])
		if err != nil {
			return a, err
		}
		for _, v := range [][]float32{alone[0], all[i]} {
			c := cosine(v, r.Vector)
			a.Least = min(a.Least, c)
			a.Mean += c / float64(2*len(reference))
		}
	}
	return a, nil
}

// cosine is that of two vectors of any length.
func cosine(a, b []float32) float64 {
	if len(a) != len(b) {
		return 0
	}
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / (math.Sqrt(aa) * math.Sqrt(bb))
}
