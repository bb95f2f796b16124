package retrieval

// The manifest says what the index on disk is: of which revision of the
// source, and of which files. It is written last, and taken back before the
// first change; an index that does not agree with it is not trusted.

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// schema is the version of all that an index depends on besides the articles:
// fields, analysis, keys, passages. An index of another one is made again.
const schema = 3

const manifestFile = "manifest.json"

type manifest struct {
	Schema   int                  `json:"schema"`
	Revision string               `json:"revision"`
	Writing  bool                 `json:"writing,omitempty"` // a write began and is not known to have ended
	Resumed  bool                 `json:"resumed,omitempty"` // and it went on from one that was cut off
	Files    map[string]fileState `json:"files,omitempty"`   // by path within the index's folder
}

// fileState is what a file was when the index was whole.
type fileState struct {
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	CRC      uint32    `json:"crc"` // Castagnoli's
}

func readManifest(dir string) (manifest, error) {
	var m manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%w: %s: %w", errDamaged, manifestFile, err)
	}
	return m, nil
}

// save writes the manifest whole or not at all.
func (m manifest) save(dir string) error {
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, manifestFile)
	f, err := os.CreateTemp(dir, manifestFile)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// distrust makes the next that opens the index make it again.
func distrust(dir string) error {
	return os.WriteFile(filepath.Join(dir, manifestFile), []byte("damaged\n"), 0o600)
}

// verify holds the files against the manifest. A file that was not touched
// since is taken to be what it was; one that was copied or written to is read.
func (m manifest) verify(dir string) error {
	for name, want := range m.Files {
		path := filepath.Join(dir, name)
		info, err := os.Stat(path)
		if err != nil {
			return fmt.Errorf("%w: %w", errDamaged, err)
		}
		if info.Size() != want.Size {
			return fmt.Errorf("%w: %s has %d bytes, not %d", errDamaged, name, info.Size(), want.Size)
		}
		if info.ModTime().Equal(want.Modified) {
			continue
		}
		crc, err := checksum(path)
		if err != nil || crc != want.CRC {
			return fmt.Errorf("%w: %s is not what was written", errDamaged, name)
		}
	}
	return nil
}

// inventory describes the files of the index.
func inventory(dir string) (map[string]fileState, error) {
	files := make(map[string]fileState)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == manifestFile {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		crc, err := checksum(path)
		files[name] = fileState{Size: info.Size(), Modified: info.ModTime(), CRC: crc}
		return err
	})
	return files, err
}

func checksum(path string) (uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	_, err = io.Copy(h, f)
	return h.Sum32(), err
}
