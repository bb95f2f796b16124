//go:build ignore

// Crop cuts a picture to the height of what is on it:
//
//	go run crop.go FROM HEIGHT TO
//
// It fails where the picture is smaller, or where nothing is on it.
package main

import (
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"strconv"
)

func main() {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("want FROM HEIGHT TO"))
	}
	if err := crop(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "crop:", err)
	os.Exit(1)
}

func crop(from, to, target string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	whole, err := png.Decode(in)
	if err != nil {
		return fmt.Errorf("reading %s: %w", from, err)
	}
	height, err := strconv.Atoi(to)
	if err != nil || height < 1 || height > whole.Bounds().Dy() {
		return fmt.Errorf("%s is %d high, and cannot be cut to %s", from, whole.Bounds().Dy(), to)
	}
	cut := image.NewRGBA(image.Rect(0, 0, whole.Bounds().Dx(), height))
	draw.Draw(cut, cut.Bounds(), whole, whole.Bounds().Min, draw.Src)
	if empty(cut) {
		return fmt.Errorf("%s is empty", from)
	}
	out, err := os.Create(target)
	if err != nil {
		return err
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(out, cut); err != nil {
		out.Close()
		return fmt.Errorf("writing %s: %w", target, err)
	}
	return out.Close()
}

// empty: every pixel is the first one's colour.
func empty(m *image.RGBA) bool {
	first := m.RGBAAt(0, 0)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if m.RGBAAt(x, y) != first {
				return false
			}
		}
	}
	return true
}
