package batch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"sync/atomic"

	"github.com/klauspost/compress/zstd"
)

// store keeps the results of documents, one file each, named by their key. There are two
// generations: "kept" holds what the last finished run has used, "seen" what this one or
// unfinished ones have. What is found in kept moves to seen; when a run is finished, what
// is left in kept is of no use any more, and seen takes its place.
//
// Its methods may be used by many goroutines at once.
type store struct {
	folder  *folder
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	number  atomic.Int64 // of the next temporary file
}

// The generations.
const (
	seen = "seen"
	kept = "kept"
)

// entry is the result of a document.
type entry struct {
	Key     string `json:"key"`
	SHA256  string `json:"sha256"` // of output
	Charset string `json:"charset"`
	output  []byte
}

func openStore(f *folder, workers int, fresh bool) (*store, error) {
	workers = max(workers, 1)
	s := &store{folder: f}
	var err error
	if s.encoder, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(workers), zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true)); err != nil {
		return nil, err
	}
	if s.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(workers), zstd.WithDecoderLowmem(true)); err != nil {
		return nil, err
	}
	if fresh {
		for _, generation := range []string{seen, kept} {
			if err := f.change("forget " + generation); err != nil {
				return nil, err
			}
			if err := f.work.RemoveAll(generation); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// place returns the path of an entry. Many files in one folder are slow on some systems.
func place(generation, key string) string { return generation + "/" + key[:2] + "/" + key[2:] }

// get returns the entry under key, and false where there is none that is whole.
func (s *store) get(key string) (entry, bool) {
	if e, err := s.read(seen, key); err == nil {
		return e, true
	}
	e, err := s.read(kept, key)
	if err != nil {
		return entry{}, false
	}
	// Where it cannot be moved, it is worked out again in the next run.
	if s.folder.change("move entry") == nil {
		_ = s.move(place(kept, key), key)
	}
	return e, true
}

var errBroken = errors.New("broken entry")

func (s *store) read(generation, key string) (entry, error) {
	data, err := s.folder.work.ReadFile(place(generation, key))
	if err != nil {
		return entry{}, err
	}
	if data, err = s.decoder.DecodeAll(data, nil); err != nil {
		return entry{}, err
	}
	head, output, _ := bytes.Cut(data, []byte("\n"))
	var e entry
	if err := json.Unmarshal(head, &e); err != nil {
		return entry{}, err
	}
	sum := sha256.Sum256(output)
	if e.Key != key || e.SHA256 != hex.EncodeToString(sum[:]) || len(output) == 0 {
		return entry{}, errBroken
	}
	e.output = output
	return e, nil
}

// put keeps e under key.
func (s *store) put(key string, e entry) error {
	sum := sha256.Sum256(e.output)
	e.Key, e.SHA256 = key, hex.EncodeToString(sum[:])
	head, err := json.Marshal(e)
	if err != nil {
		return err
	}
	data := make([]byte, 0, len(head)+1+len(e.output))
	data = append(append(append(data, head...), '\n'), e.output...)
	if err := s.folder.change("write entry"); err != nil {
		return err
	}
	temporary := loose + "/" + strconv.FormatInt(s.number.Add(1), 10)
	if err := s.folder.work.WriteFile(temporary, s.encoder.EncodeAll(data, nil), 0o666); err != nil {
		_ = s.folder.work.Remove(temporary)
		return err
	}
	if err := s.folder.change("name entry"); err != nil {
		return err
	}
	return s.move(temporary, key)
}

// move renames a file to the entry under key.
func (s *store) move(from, key string) error {
	to := place(seen, key)
	err := s.folder.work.Rename(from, to)
	if errors.Is(err, fs.ErrNotExist) {
		if err := s.folder.work.MkdirAll(to[:len(seen)+3], 0o777); err != nil {
			return err
		}
		err = s.folder.work.Rename(from, to)
	}
	return err
}

// finish makes what the run has used the generation for the next one.
func (s *store) finish() error {
	work := s.folder.work
	if err := s.folder.change("drop " + kept); err != nil {
		return err
	}
	if err := work.RemoveAll(kept); err != nil {
		return err
	}
	if err := s.folder.change("rename " + seen); err != nil {
		return err
	}
	if err := work.Rename(seen, kept); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
