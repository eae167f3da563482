package source

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"github.com/huiyao/huiyao/pipeline/decode"
)

// unpacking is what was unpacked of one input so far.
type unpacking struct {
	bytes   int64
	entries int
	over    bool // a limit was passed: no more of this input
}

// ratioGrace is how many bytes anything may unpack to whatever its packed size.
const ratioGrace = 8 << 20

// meter counts what is unpacked from out and holds it against the limits.
type meter struct {
	out    io.Reader
	r      *reader
	packed func() int64 // bytes taken in so far
	n      int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.out.Read(p)
	m.n += int64(n)
	m.r.bytes += int64(n)
	switch {
	case m.r.bytes > m.r.MaxUnpacked:
		err = fmt.Errorf("%w of %d bytes", ErrUnpacked, m.r.MaxUnpacked)
	case m.n > ratioGrace && m.n/m.r.MaxRatio > m.packed():
		err = fmt.Errorf("%w: more than %d times", ErrRatio, m.r.MaxRatio)
	default:
		return n, err
	}
	m.r.over = true
	return 0, err
}

// counter counts the bytes that are read through it.
type counter struct {
	from io.Reader
	n    int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += int64(n)
	return n, err
}

// inside returns the file that f holds.
func (r *reader) inside(f file) (file, error) {
	f.depth++
	f.size = 0
	if f.depth > r.MaxNesting {
		r.over = true
		return f, fmt.Errorf("%w: more than %d", ErrNesting, r.MaxNesting)
	}
	return f, nil
}

// maxWindow is the most memory that a Zstandard file may ask for, in bytes.
const maxWindow = 128 << 20

func (r *reader) compressed(f file, kind Format, from io.Reader) bool {
	inner, err := r.inside(f)
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	inner.name = unpackedName(f.name)
	packed := &counter{from: from}
	m := &meter{r: r, packed: func() int64 { return packed.n }}
	if kind == Gzip {
		z, err := gzip.NewReader(packed)
		if err != nil {
			return r.fail(f.id, f.source, fmt.Errorf("gz: %w", err))
		}
		m.out = prefixed{z, "gz: "}
	} else {
		z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return r.fail(f.id, f.source, fmt.Errorf("zst: %w", err))
		}
		defer z.Close()
		m.out = prefixed{z, "zst: "}
	}
	return r.read(inner, m)
}

// prefixed names the format in the errors of a reader.
type prefixed struct {
	io.Reader
	format string
}

func (p prefixed) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%s%w", p.format, err)
	}
	return n, err
}

// entryOf returns the file of an archive's entry, false where it is left out: folders,
// names that begin with a dot or that macOS adds, and labels.
func (r *reader) entryOf(f file, name string) (file, bool) {
	if !utf8.ValidString(name) {
		if s, err := decode.String([]byte(name)); err == nil {
			name = s
		}
		name = strings.ToValidUTF8(name, "\uFFFD")
	}
	name = strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/")
	for strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") { // nothing is written: a name is a name
		_, name, _ = strings.Cut(name, "/")
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return f, false
		}
	}
	if name == "" || strings.HasSuffix(name, "/") || isLabels(name) {
		return f, false
	}
	f.id += "/" + name
	f.source += "/" + name
	f.name = name
	return f, true
}

// another counts an entry; the error says that there are too many.
func (r *reader) another() error {
	if r.entries++; r.entries > r.MaxEntries {
		r.over = true
		return fmt.Errorf("%w of %d", ErrEntries, r.MaxEntries)
	}
	return nil
}

func (r *reader) tar(f file, from io.Reader) bool {
	inner, err := r.inside(f)
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	for t := tar.NewReader(from); !r.over; {
		h, err := t.Next()
		if err == io.EOF {
			return true
		}
		if err == nil {
			err = r.another()
		}
		if err != nil {
			return r.fail(f.id, f.source, fmt.Errorf("tar: %w", err))
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if e, ok := r.entryOf(inner, h.Name); ok {
			e.size = h.Size
			if !r.read(e, t) {
				return false
			}
		}
	}
	return true
}

func (r *reader) zip(f file, at io.ReaderAt, size int64) bool {
	if n := directoryEntries(at, size); n > r.MaxEntries {
		return r.fail(f.id, f.source, fmt.Errorf("zip: %w of %d", ErrEntries, r.MaxEntries))
	}
	z, err := zip.NewReader(at, size)
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	if office := officeFormat(z); office != Auto {
		if r.Format != Auto && !r.Format.holds() {
			office = r.Format
		}
		return r.document(f, io.NewSectionReader(at, 0, size), office)
	}
	if r.single {
		return r.fail(f.id, f.source, fmt.Errorf("%w: %s", ErrSeveral, Zip))
	}
	inner, err := r.inside(f)
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	for _, entry := range z.File {
		if r.over {
			return true
		}
		if err := r.another(); err != nil {
			return r.fail(f.id, f.source, fmt.Errorf("zip: %w", err))
		}
		e, ok := r.entryOf(inner, entry.Name)
		if !ok || !entry.Mode().IsRegular() {
			continue
		}
		if !r.zipEntry(e, entry) {
			return false
		}
	}
	return true
}

func (r *reader) zipEntry(f file, entry *zip.File) bool {
	if entry.Flags&1 != 0 {
		return r.fail(f.id, f.source, errors.New("zip: is encrypted"))
	}
	in, err := entry.Open()
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	defer in.Close()
	return r.read(f, &meter{out: in, r: r, packed: func() int64 { return int64(entry.CompressedSize64) }})
}

// directoryEntries returns how many entries the end of a zip file says it has, 0 where it
// is not found there; the standard library reads them all at once.
func directoryEntries(at io.ReaderAt, size int64) int {
	tail := make([]byte, min(size, 22+1<<16))
	if n, err := at.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		tail = tail[:n]
	}
	for i := len(tail) - 22; i >= 0; i-- {
		if string(tail[i:i+4]) == "PK\x05\x06" {
			// Each entry of the directory takes 46 bytes or more: the directory's own size
			// tells also where the 16 bits of the count do not.
			length := int(tail[i+12]) | int(tail[i+13])<<8 | int(tail[i+14])<<16 | int(tail[i+15])<<24
			return min(length, int(size)) / 46
		}
	}
	return 0
}

// officeFormat returns the format of a document that is a zip file, Auto for an archive.
func officeFormat(z *zip.Reader) Format {
	types := false
	for _, f := range z.File {
		switch strings.ReplaceAll(f.Name, `\`, "/") { // some programs of Windows write \
		case "word/document.xml":
			return DOCX
		case "xl/workbook.xml", "xl/workbook.bin":
			return XLSX
		case "OFD.xml":
			return OFD
		case "ppt/presentation.xml":
			return PPTX
		case "mimetype":
			if kind := mimeType(f); kind != Auto {
				return kind
			}
		case "[Content_Types].xml":
			types = true
		}
	}
	if types {
		for _, f := range z.File {
			// Word names its parts otherwise at times.
			if strings.HasPrefix(f.Name, "word/document") && strings.HasSuffix(f.Name, ".xml") {
				return DOCX
			}
		}
	}
	return Auto
}

// mimeType returns the format that the entry mimetype of a zip file names.
func mimeType(f *zip.File) Format {
	in, err := f.Open()
	if err != nil {
		return Auto
	}
	defer in.Close()
	name, err := io.ReadAll(io.LimitReader(in, 256))
	if err != nil {
		return Auto
	}
	switch strings.TrimSpace(string(name)) {
	case "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template":
		return ODT
	case "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet-template":
		return ODS
	case "application/epub+zip":
		return EPUB
	}
	return Auto
}

// warc yields the pages of the responses in a WARC file.
func (r *reader) warc(f file, from io.Reader) bool {
	inner, err := r.inside(f)
	if err != nil {
		return r.fail(f.id, f.source, err)
	}
	in := bufio.NewReaderSize(from, 1<<16)
	for !r.over {
		rec, err := nextRecord(in)
		if err == io.EOF {
			return true
		}
		if err == nil {
			err = r.another()
		}
		if err != nil {
			return r.fail(f.id, f.source, fmt.Errorf("warc: %w", err))
		}
		if rec.kind == "response" {
			e := inner
			e.id, e.source, e.name = f.id+"/"+rec.uri, rec.uri, ""
			page, ok, err := rec.page()
			switch {
			case err != nil:
				if !r.fail(e.id, e.source, fmt.Errorf("warc: %w", err)) {
					return false
				}
			case ok:
				raw, ok, more := r.all(e, page.through(r, rec))
				if ok {
					more = r.yieldDoc(e, raw, page.format)
				}
				if !more {
					return false
				}
			}
		}
		if err := rec.skip(); err != nil {
			return r.fail(f.id, f.source, fmt.Errorf("warc: %w", err))
		}
	}
	return true
}
