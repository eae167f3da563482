package source

import (
	"bufio"
	"bytes"
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
	return []Format{Text, HTML, JSONL, CSV, DOCX, XLSX, OFD, PDF, WARC, Zip, Tar, Gzip, Zstd}
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
	for _, m := range []struct{ bytes, what string }{
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word, Excel or PowerPoint of before 2007"},
		{`{\rtf`, "RTF"},
		{"Rar!\x1a\x07", "RAR"},
		{"7z\xbc\xaf\x27\x1c", "7z"},
		{"BZh", "bzip2"},
		{"\xfd7zXZ\x00", "xz"},
		{"\x89PNG\r\n\x1a\n", "PNG"},
		{"\xff\xd8\xff", "JPEG"},
		{"GIF8", "GIF"},
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
