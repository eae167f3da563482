// Package runs opens what the commands that read records are given: a file of records,
// standard input, or the folder of a batch run.
package runs

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/huiyao/huiyao/record"
)

// ErrNoRecords means that a folder holds no files of records.
var ErrNoRecords = errors.New("no records-*.jsonl in the folder")

// ErrUnfinished means that the run in a folder was stopped before its end.
var ErrUnfinished = errors.New("the run was not finished: there is no manifest.json")

// Run is an opened source of records.
type Run struct {
	paths []string // in order; none for standard input
	stdin io.Reader
}

// Open returns the records that path names: a file of JSON Lines, "-" for stdin, or a
// folder with records-*.jsonl, whose files are read in the order of their numbers. A
// folder that huiyao batch has begun to fill and not finished is an error. Files that are
// compressed with gzip or zstd are known by their first bytes. Nothing is read before
// Records is called.
func Open(path string, stdin io.Reader) (*Run, error) {
	if path == "-" {
		return &Run{stdin: stdin}, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return &Run{paths: []string{path}}, nil
	}
	entries, err := os.ReadDir(path) // sorted
	if err != nil {
		return nil, err
	}
	r := &Run{}
	var begun, finished bool
	for _, e := range entries {
		name := strings.TrimSuffix(strings.TrimSuffix(e.Name(), ".gz"), ".zst")
		switch {
		case strings.HasPrefix(name, "records-") && strings.HasSuffix(name, ".jsonl"):
			r.paths = append(r.paths, filepath.Join(path, e.Name()))
		case name == ".huiyao-batch":
			begun = true
		case name == "manifest.json":
			finished = true
		}
	}
	if begun && !finished {
		return nil, fmt.Errorf("%s: %w", path, ErrUnfinished)
	}
	if len(r.paths) == 0 {
		return nil, fmt.Errorf("%s: %w", path, ErrNoRecords)
	}
	// The numbers have five digits, more only where these do not suffice.
	slices.SortStableFunc(r.paths, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	return r, nil
}

// Records returns the records in their order and ends with the first error, which names
// the file and the line. Standard input can be read once only.
func (r *Run) Records() iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		if r.stdin != nil {
			each("stdin", r.stdin, yield)
			return
		}
		for _, path := range r.paths {
			if !file(path, yield) {
				return
			}
		}
	}
}

// Lines returns the lines of the files in their order, as they stand there but for their
// compression, and ends with the first error, which names the file. A blank line is left
// out. A line is valid until the next one is asked for. Standard input can be read once
// only.
func (r *Run) Lines() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if r.stdin != nil {
			eachLine("stdin", r.stdin, yield)
			return
		}
		for _, path := range r.paths {
			f, err := os.Open(path)
			if err != nil {
				yield(nil, err)
				return
			}
			goOn := eachLine(path, f, yield)
			f.Close()
			if !goOn {
				return
			}
		}
	}
}

// eachLine yields the lines in in and reports whether the caller wants more.
func eachLine(name string, in io.Reader, yield func([]byte, error) bool) bool {
	plain, done, err := decompress(in)
	if err != nil {
		yield(nil, fmt.Errorf("%s: %w", name, err))
		return false
	}
	defer done()
	b := bufio.NewReaderSize(plain, 1<<16)
	var line []byte
	for {
		part, err := b.ReadSlice('\n')
		line = append(line, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && err != io.EOF {
			yield(nil, fmt.Errorf("%s: %w", name, err))
			return false
		}
		if len(bytes.TrimSpace(line)) > 0 && !yield(line, nil) {
			return false
		}
		if err == io.EOF {
			return true
		}
		line = line[:0]
	}
}

func file(path string, yield func(record.Record, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		yield(nil, err)
		return false
	}
	defer f.Close()
	return each(path, f, yield)
}

// each yields the records in in and reports whether the caller wants more.
func each(name string, in io.Reader, yield func(record.Record, error) bool) bool {
	plain, done, err := decompress(in)
	if err != nil {
		yield(nil, fmt.Errorf("%s: %w", name, err))
		return false
	}
	defer done()
	for r, err := range record.Read(plain) {
		if err != nil {
			yield(nil, fmt.Errorf("%s: %w", name, err))
			return false
		}
		if !yield(r, nil) {
			return false
		}
	}
	return true
}

// decompress returns in without its compression, and what to call when it has been read.
func decompress(in io.Reader) (plain io.Reader, done func(), err error) {
	b := bufio.NewReaderSize(in, 1<<16)
	first, err := b.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	switch {
	case strings.HasPrefix(string(first), "\x1f\x8b"):
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, nil, err
		}
		return z, func() { z.Close() }, nil
	case string(first) == "\x28\xb5\x2f\xfd":
		z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return b, func() {}, nil
}
