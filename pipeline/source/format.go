package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
)

// Format says how inputs are read.
type Format string

// The formats.
const (
	Auto  Format = ""      // by content, and by name where that does not tell
	Text  Format = "text"  // plain text
	HTML  Format = "html"  // a page
	JSONL Format = "jsonl" // every line is one document
	CSV   Format = "csv"   // rows, cells between commas, semicolons or tabs
	DOCX  Format = "docx"  // a document of Word
	XLSX  Format = "xlsx"  // a workbook of Excel
	PPTX  Format = "pptx"  // slides of PowerPoint
	ODT   Format = "odt"   // a document as ISO/IEC 26300 has it
	ODS   Format = "ods"   // a workbook as ISO/IEC 26300 has it
	EPUB  Format = "epub"  // a book
	OFD   Format = "ofd"   // a document as GB/T 33190 has it
	PDF   Format = "pdf"   // a PDF with a text layer
	WARC  Format = "warc"  // an archive of web pages
	Zip   Format = "zip"   // an archive
	Tar   Format = "tar"   // an archive
	Gzip  Format = "gz"    // a compressed file
	Zstd  Format = "zst"   // a compressed file
)

// Formats returns all formats but Auto.
func Formats() []Format {
	return []Format{Text, HTML, JSONL, CSV, DOCX, XLSX, PPTX, ODT, ODS, EPUB, OFD, PDF, WARC, Zip, Tar, Gzip, Zstd}
}

func formatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// holds reports whether a file of the format holds others.
func (f Format) holds() bool {
	switch f {
	case WARC, Zip, Tar, Gzip, Zstd:
		return true
	}
	return false
}

// byName returns the format that a name stands for where content does not tell.
func byName(name string) Format {
	switch strings.ToLower(path.Ext(name)) {
	case ".jsonl", ".ndjson":
		return JSONL
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".csv", ".tsv":
		return CSV
	}
	return Auto
}

// unpackedName returns the name of what a compressed file of this name holds.
func unpackedName(name string) string {
	ext := path.Ext(name)
	base := strings.TrimSuffix(name, ext)
	switch strings.ToLower(ext) {
	case ".gz", ".zst", ".zstd":
		return base
	case ".tgz", ".tzst":
		return base + ".tar"
	}
	return name
}

// sniffSize is how many bytes sniff wants to see.
const sniffSize = 1024

// ErrLocked is wrapped by the error for a document of Office with a password.
var ErrLocked = errors.New("is protected by a password: save it without one")

// oleFile begins the files of Office of before 2007, and those with a password of later ones.
const oleFile = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// locked reports whether a file that begins with oleFile holds a document with a password: its
// directory then names a stream EncryptedPackage.
func locked(head []byte) bool {
	return bytes.Contains(head, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"))
}

// sniff returns the format that a file's first bytes tell, Auto where they do not, and
// ErrUnknown where they tell one that is not read.
func sniff(head []byte) (Format, error) {
	for _, m := range []struct {
		at     int
		bytes  string
		format Format
	}{
		{0, "\x1f\x8b\x08", Gzip},
		{0, "\x28\xb5\x2f\xfd", Zstd},
		{0, "PK\x03\x04", Zip},
		{0, "PK\x05\x06", Zip}, // without entries
		{0, "WARC/", WARC},
		{257, "ustar", Tar},
	} {
		if len(head) >= m.at && bytes.HasPrefix(head[m.at:], []byte(m.bytes)) {
			return m.format, nil
		}
	}
	if at := bytes.Index(head, []byte("%PDF-")); at >= 0 && (at == 0 || !bytes.ContainsAny(head[:at], "<{")) {
		return PDF, nil
	}
	if bytes.HasPrefix(head, []byte(oleFile)) && locked(head) {
		return Auto, ErrLocked
	}
	for _, m := range []struct{ bytes, what string }{
		{oleFile, "Word, Excel or PowerPoint of before 2007; save it as .docx, .xlsx or .pptx"},
		{`{\rtf`, "RTF; save it as .docx"},
		{"Rar!\x1a\x07", "RAR; unpack it first"},
		{"7z\xbc\xaf\x27\x1c", "7z; unpack it first"},
		{"BZh", "bzip2; unpack it first"},
		{"\xfd7zXZ\x00", "xz; unpack it first"},
		{"\x89PNG\r\n\x1a\n", "PNG, a picture; recognize its text first"},
		{"\xff\xd8\xff", "JPEG, a picture; recognize its text first"},
		{"GIF8", "GIF, a picture; recognize its text first"},
	} {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return Auto, fmt.Errorf("%w: %s", ErrUnknown, m.what)
		}
	}
	return Auto, nil
}

// looksLikeLines reports whether the first line of in is a document in JSON.
func looksLikeLines(in *bufio.Reader) bool {
	head, _ := in.Peek(1 << 16)
	line, _, whole := bytes.Cut(head, []byte("\n"))
	if whole || len(head) < 1<<16 {
		_, err := parseLine(line)
		return err == nil
	}
	// A long line: its first key has to be one of a document.
	s := strings.TrimLeft(string(line[1:min(len(line), 64)]), " \t")
	for _, key := range []string{`"id"`, `"text"`, `"html"`} {
		if rest, ok := strings.CutPrefix(s, key); ok && strings.HasPrefix(strings.TrimLeft(rest, " \t"), ":") {
			return true
		}
	}
	return false
}
