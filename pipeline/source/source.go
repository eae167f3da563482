// Package source finds and reads the documents of a run: files, folders, standard input
// and JSON Lines that hold one document each.
package source

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

const name = "source"

// DefaultMaxSize is the size limit of a document in bytes, unless Options say otherwise.
const DefaultMaxSize = 256 << 20

// Errors that the failure of a document wraps.
var (
	ErrTooLarge   = errors.New("is larger than the limit")
	ErrNotRegular = errors.New("is not a regular file")
	ErrSymlink    = errors.New("is a symbolic link that leads out of the folder or to a folder")
)

// Format says how inputs are read.
type Format string

// The formats.
const (
	Auto  Format = ""      // by name: .jsonl is JSONL, .html and .htm are HTML, the rest by content
	Text  Format = "text"  // every input is one plain text
	HTML  Format = "html"  // every input is one page
	JSONL Format = "jsonl" // every line of every input is one document
)

// Options are the settings of a source. The zero value is usable.
type Options struct {
	Format  Format
	MaxSize int64     // of one document, and of one line of JSONL, in bytes; 0 means DefaultMaxSize
	Stdin   io.Reader // what the input "-" reads; nil means os.Stdin
}

// Docs returns the documents of the inputs, in the order of the inputs and within a folder
// in the byte order of their paths. An input is a file, a folder, which is searched
// through, or "-", standard input.
//
// In folders, names that begin with a dot are left out. Links are followed to files
// inside the folder only. What cannot be read becomes a document with Doc.Failure set, in
// its place, and the rest goes on.
//
// Sets Doc.ID, Doc.Source, Doc.Raw and Doc.Format. The sequence can be read once where an
// input is standard input.
func Docs(inputs []string, o Options) (iter.Seq[*pipeline.Doc], error) {
	switch o.Format {
	case Auto, Text, HTML, JSONL:
	default:
		return nil, fmt.Errorf("source: format %q is none of text, html, jsonl", string(o.Format))
	}
	if o.MaxSize <= 0 {
		o.MaxSize = DefaultMaxSize
	}
	if o.Stdin == nil {
		o.Stdin = os.Stdin
	}
	return func(yield func(*pipeline.Doc) bool) {
		r := reader{Options: o, yield: yield}
		for _, in := range inputs {
			if !r.input(in) {
				return
			}
		}
	}, nil
}

// reader reads inputs. Its methods return false when the receiver wants no more.
type reader struct {
	Options
	yield func(*pipeline.Doc) bool
}

func (r *reader) input(in string) bool {
	if in == "-" {
		return r.file(file{id: "stdin", source: "-"}, r.Stdin)
	}
	base := filepath.Base(in)
	info, err := os.Stat(in)
	if err != nil {
		return r.fail(base, in, err)
	}
	if info.IsDir() {
		root, err := os.OpenRoot(in)
		if err != nil {
			return r.fail(base, in, err)
		}
		defer root.Close()
		return r.folder(root, in, ".")
	}
	f, err := os.Open(in)
	if err != nil {
		return r.fail(base, in, err)
	}
	defer f.Close()
	return r.file(file{id: base, source: in, size: info.Size()}, f)
}

// folder reads the files below dir, a slash path below root.
func (r *reader) folder(root *os.Root, rootName, dir string) bool {
	entries, err := fs.ReadDir(root.FS(), dir)
	if err != nil {
		// What could be listed before the fault is still read.
		if !r.fail(dir, filepath.Join(rootName, filepath.FromSlash(dir)), err) {
			return false
		}
	}
	// As if whole paths were sorted: a folder's name counts with the slash after it.
	key := func(e fs.DirEntry) string {
		if e.IsDir() {
			return e.Name() + "/"
		}
		return e.Name()
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(key(a), key(b)) })
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		id := path.Join(dir, e.Name())
		if e.IsDir() {
			if !r.folder(root, rootName, id) {
				return false
			}
		} else if !r.entry(root, rootName, id, e) {
			return false
		}
	}
	return true
}

// entry reads one file of a folder.
func (r *reader) entry(root *os.Root, rootName, id string, e fs.DirEntry) bool {
	source := filepath.Join(rootName, filepath.FromSlash(id))
	// Looked at before it is opened: opening a pipe would wait for ever.
	info, err := root.Stat(id)
	switch {
	case e.Type()&fs.ModeSymlink != 0 && (err != nil || info.IsDir()):
		return r.fail(id, source, ErrSymlink)
	case err != nil:
		return r.fail(id, source, err)
	case !info.Mode().IsRegular():
		return r.fail(id, source, ErrNotRegular)
	}
	f, err := root.Open(id)
	if err != nil {
		return r.fail(id, source, err)
	}
	defer f.Close()
	return r.file(file{id: id, source: source, size: info.Size()}, f)
}

// file is an open input; size is 0 where it is not known.
type file struct {
	id, source string
	size       int64
}

func (r *reader) file(f file, from io.Reader) bool {
	format := r.Format
	if format == Auto {
		switch strings.ToLower(path.Ext(f.id)) {
		case ".jsonl":
			format = JSONL
		case ".html", ".htm":
			format = HTML
		}
	}
	if format == JSONL {
		return r.lines(f, from)
	}
	if f.size > r.MaxSize {
		return r.fail(f.id, f.source, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLarge, f.size, r.MaxSize))
	}
	var raw bytes.Buffer
	raw.Grow(int(f.size) + bytes.MinRead) // room to see the end without growing
	if _, err := raw.ReadFrom(io.LimitReader(from, r.MaxSize+1)); err != nil {
		return r.fail(f.id, f.source, err)
	}
	if int64(raw.Len()) > r.MaxSize {
		return r.fail(f.id, f.source, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, r.MaxSize))
	}
	return r.yield(&pipeline.Doc{ID: f.id, Source: f.source, Raw: raw.Bytes(), Format: string(format)})
}

// fail yields a document that could not be read.
func (r *reader) fail(id, source string, err error) bool {
	// The path stands in the record already, and the same tree read from another place
	// has to give the same message.
	if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
		err = fmt.Errorf("%s: %w", pathError.Op, pathError.Err)
	}
	err = fmt.Errorf("%s: %s: %w", name, id, err)
	return r.yield(&pipeline.Doc{ID: id, Source: source, Failure: record.NewError(id, name, err)})
}
