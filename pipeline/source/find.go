package source

import (
	"fmt"
	"io/fs"
	"iter"
	"os"
	"strings"

	"github.com/huiyao/huiyao/pipeline"
)

// Finder finds documents below a folder by their ids, also in archives. Documents are
// found fastest in the order in which Docs gives them.
type Finder struct {
	root *os.Root
	o    Options

	file string // that is read now
	next func() (*pipeline.Doc, bool)
	stop func()
}

// NewFinder returns a finder for the documents that Docs gives for the folder root.
func NewFinder(root *os.Root, o Options) (*Finder, error) {
	if _, err := Docs(nil, o); err != nil {
		return nil, err
	}
	return &Finder{root: root, o: o}, nil
}

// Find returns the document with the id. The error wraps fs.ErrNotExist where the folder
// has no such file; ids of lines of JSONL name none.
func (f *Finder) Find(id string) (*pipeline.Doc, error) {
	file := id
	for {
		info, err := f.root.Stat(file)
		if err == nil && info.Mode().IsRegular() {
			break
		}
		at := strings.LastIndexByte(file, '/')
		if at < 0 {
			return nil, fmt.Errorf("%s: %s: %w", name, id, fs.ErrNotExist)
		}
		file = file[:at]
	}
	for range 2 { // from where the last one was found, and from the beginning
		if f.file != file || f.next == nil {
			f.Close()
			f.file = file
			f.next, f.stop = iter.Pull(f.docs(file))
		}
		for d, ok := f.next(); ok; d, ok = f.next() {
			if d.ID == id {
				return d, nil
			}
		}
		f.Close()
	}
	return nil, fmt.Errorf("%s: %s: %w", name, id, fs.ErrNotExist)
}

// Close ends the reading of the last file.
func (f *Finder) Close() {
	if f.stop != nil {
		f.stop()
	}
	f.file, f.next, f.stop = "", nil, nil
}

// docs returns the documents of a file of the folder.
func (f *Finder) docs(path string) iter.Seq[*pipeline.Doc] {
	return func(yield func(*pipeline.Doc) bool) {
		r := reader{Options: f.o.withDefaults(), yield: f.o.named(yield)}
		in, err := f.root.Open(path)
		if err != nil {
			r.fail(path, path, err)
			return
		}
		defer in.Close()
		info, err := in.Stat()
		if err != nil {
			r.fail(path, path, err)
			return
		}
		r.file(file{id: path, source: path, size: info.Size()}, in)
	}
}
