package batch

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/huiyao/huiyao/pipeline"
)

// Part is one of Count parts of a run, which can be done at different times and on
// different machines and are put together by Merge.
//
// To which part a document belongs hangs on its id alone: what comes to the inputs or
// leaves them moves no other document, and a part run again finds in its folder what it
// has done. The lines of a JSONL file and what archives hold are divided like files.
type Part struct {
	Index int // from 0
	Count int
}

// String returns the part as Index/Count.
func (p Part) String() string { return fmt.Sprintf("%d/%d", p.Index, p.Count) }

var errPart = errors.New("is none of the parts from 0 to the number of parts less one")

func (p Part) valid() bool { return p.Count > 0 && p.Index >= 0 && p.Index < p.Count }

// Wants reports whether the document with the id belongs to the part.
func (p Part) Wants(id string) bool {
	sum := sha256.Sum256([]byte(id))
	return binary.BigEndian.Uint64(sum[:8])%uint64(p.Count) == uint64(p.Index)
}

// partOf is what a manifest says of the part that it is of.
type partOf struct {
	Index     int    `json:"index"`
	Count     int    `json:"count"`
	Documents int64  `json:"documents"` // of all parts
	Sources   string `json:"sources"`   // the SHA-256 of where all of them are from
}

// sources are the documents of all parts: how many, and where they are from, by which
// Merge sees that all parts had the same inputs.
type sources struct {
	count int64
	hash  hash.Hash
}

func newSources() sources { return sources{hash: sha256.New()} }

// add counts a document and returns its number.
func (s *sources) add(d *pipeline.Doc) *int64 {
	number := s.count
	s.count++
	_, _ = io.WriteString(s.hash, d.Source+"\x00") // a hash takes everything
	return &number
}

func (s *sources) sum() string { return hex.EncodeToString(s.hash.Sum(nil)) }
