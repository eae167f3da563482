// Package source finds and reads the documents of a run: files, folders, standard input,
// JSON Lines that hold one document each, and what archives and compressed files hold.
package source

import (
	"bufio"
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

// Limits that hold unless Options say otherwise.
const (
	DefaultMaxSize     int64 = 256 << 20
	DefaultMaxUnpacked int64 = 8 << 30
	DefaultMaxRatio    int64 = 200
	DefaultMaxNesting  int   = 4
	DefaultMaxEntries  int   = 1_000_000
)

// Errors that the failure of a document wraps.
var (
	ErrTooLarge   = errors.New("is larger than the limit")
	ErrNotRegular = errors.New("is not a regular file")
	ErrSymlink    = errors.New("is a symbolic link that leads out of the folder or to a folder")
	ErrUnpacked   = errors.New("unpacks to more than the limit")
	ErrRatio      = errors.New("unpacks to too many times its size")
	ErrNesting    = errors.New("stands in too many archives")
	ErrEntries    = errors.New("has more entries than the limit")
	ErrFormat     = errors.New("is not of the format asked for")
	ErrUnknown    = errors.New("is of a format that is not read")
)

// Options are the settings of a source. The zero value is usable.
type Options struct {
	Format      Format
	MaxSize     int64     // of one document, and of one line of JSONL, in bytes; 0 means DefaultMaxSize
	MaxUnpacked int64     // of all that one input unpacks to, in bytes; 0 means DefaultMaxUnpacked
	MaxRatio    int64     // how many times its packed size a thing may unpack to; 0 means DefaultMaxRatio
	MaxNesting  int       // how many archives may stand in one another; 0 means DefaultMaxNesting
	MaxEntries  int       // how many entries the archives of one input may have; 0 means DefaultMaxEntries
	Stdin       io.Reader // what the input "-" reads; nil means os.Stdin
	Paths       *os.Root  // the folder below which lines of JSONL may name files by "path"; nil: they may not

	// Stream says that the input "-" is lines of JSONL from a program that may wait for the
	// answer to one before it writes the next: a line is yielded as soon as it has ended,
	// and the input is not looked at before, so that it cannot be compressed. A line gives
	// one document or failure: an archive in "data" or "path" is a failure.
	Stream bool

	// Want says by their ids which documents are asked for; nil means all. The others come
	// in their places with Doc.Unread set.
	Want func(id string) bool
}

// Docs returns the documents of the inputs, in the order of the inputs and within a folder
// in the byte order of their paths. An input is a file, a folder, which is searched
// through, or "-", standard input.
//
// In folders, names that begin with a dot are left out. Links are followed to files
// inside the folder only. What cannot be read becomes a document with Doc.Failure set, in
// its place, and the rest goes on.
//
// Archives (zip, tar, WARC) and compressed files (gzip, Zstandard) are told by their bytes
// and opened, also in one another. The id of what an archive holds is that of the archive,
// a slash and the name or, in WARC, the address; what is only compressed keeps its id. Of
// several documents with one id the second gets :2 after it, and so on; those of a stream
// keep theirs.
//
// Sets Doc.ID, Doc.Source, Doc.Raw, Doc.Format and Doc.Unread. The sequence can be read once where an
// input is standard input.
func Docs(inputs []string, o Options) (iter.Seq[*pipeline.Doc], error) {
	if o.Format != Auto && !slices.Contains(Formats(), o.Format) {
		return nil, fmt.Errorf("source: format %q is none of %s", string(o.Format), formatNames())
	}
	o = o.withDefaults()
	return func(yield func(*pipeline.Doc) bool) {
		if !o.Stream {
			yield = o.named(yield)
		}
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
	yield  func(*pipeline.Doc) bool
	single bool   // the input is one document, or else a failure
	top    string // id of the file that is read
	unpacking
}

func (r *reader) input(in string) bool {
	if in == "-" && r.Stream {
		return r.lines(file{id: "stdin", source: "-"}, r.Stdin)
	}
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

// Labels is the ending of label files: NAME.gold.jsonl stands beside NAME.txt, of which it
// says what is in it. Folders and archives are searched for documents, and those are none.
const Labels = ".gold.jsonl"

// isLabels reports whether a name is that of a label file, as huiyao eval reads them or, as
// NAME.ann.jsonl, on its way there.
func isLabels(name string) bool {
	return strings.HasSuffix(name, Labels) || strings.HasSuffix(name, ".ann.jsonl")
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
		if strings.HasPrefix(e.Name(), ".") || isLabels(e.Name()) {
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
	if e.Type()&fs.ModeSymlink != 0 {
		if info, err := root.Stat(id); err != nil || info.IsDir() {
			return r.fail(id, source, ErrSymlink)
		}
	}
	return r.below(root, id, file{id: id, source: source, name: id})
}

// below reads the file at a slash path below root.
func (r *reader) below(root *os.Root, path string, f file) bool {
	// Looked at before it is opened: opening a pipe would wait for ever.
	info, err := root.Stat(path)
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	if !info.Mode().IsRegular() {
		return r.fail(f.id, f.source, ErrNotRegular)
	}
	open, err := root.Open(path)
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	defer open.Close()
	f.size = info.Size()
	return r.file(f, open)
}

// file is an open input, or what one holds; size is 0 where it is not known.
type file struct {
	id, source string
	name       string // what the format is told by where the bytes do not tell
	size       int64
	depth      int // how many archives and compressions it stands in
	stated     stated
}

func (r *reader) file(f file, from io.Reader) bool {
	if f.name == "" {
		f.name = f.id
	}
	r.top = f.id
	r.unpacking = unpacking{}
	return r.read(f, from)
}

// read reads a file, or one of an archive, as its format asks for.
func (r *reader) read(f file, from io.Reader) bool {
	in := bufio.NewReaderSize(from, 1<<16)
	format := r.Format
	if format == Auto || format.holds() {
		format = byName(f.name)
	}
	look := sniffSize
	if format == JSONL {
		look = 4 // lines are read as they come
	}
	head, _ := in.Peek(look) // what cannot be read shows when it is
	if bytes.HasPrefix(head, []byte(oleFile)) {
		head, _ = in.Peek(1 << 16) // its directory stands behind
	}
	kind, err := sniff(head)
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	if r.Format.holds() && f.depth == 0 && kind != r.Format {
		return r.fail(f.id, f.source, fmt.Errorf("%w: %s", ErrFormat, r.Format))
	}
	if r.single && (kind == Tar || kind == WARC) {
		return r.fail(f.id, f.source, fmt.Errorf("%w: %s", ErrSeveral, kind))
	}
	switch kind {
	case Gzip, Zstd:
		return r.compressed(f, kind, in)
	case Tar:
		return r.tar(f, in)
	case WARC:
		return r.warc(f, in)
	case Zip:
		if at, ok := from.(io.ReaderAt); ok && f.size > 0 {
			return r.zip(f, at, f.size)
		}
		raw, ok, more := r.all(f, in)
		if !ok {
			return more
		}
		return r.zip(f, bytes.NewReader(raw), int64(len(raw)))
	case PDF:
		if r.Format == Auto || r.Format.holds() {
			format = PDF
		}
	default:
		if format == Auto && len(head) > 0 && head[0] == '{' && looksLikeLines(in) {
			format = JSONL
		}
	}
	if format == JSONL {
		if r.single {
			return r.fail(f.id, f.source, fmt.Errorf("%w: %s", ErrSeveral, format))
		}
		return r.lines(f, in)
	}
	return r.document(f, in, format)
}

// document yields what from holds as one document.
func (r *reader) document(f file, from io.Reader, format Format) bool {
	// What is no file of its own is read, wanted or not: limits count what all unpacks to.
	if f.id == r.top && r.Want != nil && !r.Want(f.id) {
		return r.yieldDoc(f, nil, format)
	}
	raw, ok, more := r.all(f, from)
	if !ok {
		return more
	}
	return r.yieldDoc(f, raw, format)
}

func (r *reader) yieldDoc(f file, raw []byte, format Format) bool {
	return r.yield(&pipeline.Doc{
		ID: f.id, Source: f.source, Raw: raw, Format: string(format),
		Date: f.stated.date, Title: f.stated.title, Place: f.stated.place, Region: f.stated.region, Publisher: f.stated.publisher,
	})
}

// all returns what from holds, which is one document. Where it cannot be read it yields
// the failure; more is what the receiver says to that.
func (r *reader) all(f file, from io.Reader) (raw []byte, ok, more bool) {
	if f.size > r.MaxSize {
		return nil, false, r.fail(f.id, f.source, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLarge, f.size, r.MaxSize))
	}
	var b bytes.Buffer
	b.Grow(int(min(f.size, 1<<24)) + bytes.MinRead) // room to see the end without growing
	if _, err := b.ReadFrom(io.LimitReader(from, r.MaxSize+1)); err != nil {
		return nil, false, r.fail(f.id, f.source, err)
	}
	if int64(b.Len()) > r.MaxSize {
		return nil, false, r.fail(f.id, f.source, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, r.MaxSize))
	}
	return b.Bytes(), true, true
}

// withDefaults returns o with nothing left open.
func (o Options) withDefaults() Options {
	o.MaxSize = orDefault(o.MaxSize, DefaultMaxSize)
	o.MaxUnpacked = orDefault(o.MaxUnpacked, DefaultMaxUnpacked)
	o.MaxRatio = orDefault(o.MaxRatio, DefaultMaxRatio)
	o.MaxNesting = orDefault(o.MaxNesting, DefaultMaxNesting)
	o.MaxEntries = orDefault(o.MaxEntries, DefaultMaxEntries)
	if o.Stdin == nil {
		o.Stdin = os.Stdin
	}
	return o
}

func orDefault[T int | int64](value, standard T) T {
	if value <= 0 {
		return standard
	}
	return value
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
