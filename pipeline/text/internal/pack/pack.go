// Package pack opens documents that are zip files of XML, within limits.
package pack

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Errors that the errors of the package wrap.
var (
	ErrLimit = errors.New("unpacks to more than the limit")
	ErrDepth = errors.New("elements are nested too deep")
	ErrPart  = errors.New("has no part")
)

// MaxDepth is how deep elements may stand in one another.
const MaxDepth = 256

// Reader gives the parts of a document.
type Reader struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
	limit int64
}

// Open opens the document in raw. All its parts together may unpack to limit bytes.
func Open(raw []byte, limit int64) (*Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	r := &Reader{files: map[string]*zip.File{}, left: limit, limit: limit}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimLeft(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, ok := r.files[name]; !ok {
			r.files[name] = f
		}
	}
	return r, nil
}

// Has reports whether there is a part of the name. Case does not matter.
func (r *Reader) Has(name string) bool {
	_, ok := r.files[strings.ToLower(name)]
	return ok
}

// Tokens calls each for every token of the XML in the part, in order, with the element's
// depth. Entities that the XML defines are not known, and nothing outside of it is read.
func (r *Reader) Tokens(name string, each func(t xml.Token) error) error {
	f, ok := r.files[strings.ToLower(name)]
	if !ok {
		return fmt.Errorf("%w %s", ErrPart, name)
	}
	in, err := f.Open()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer in.Close()
	d := newDecoder(&limited{r: r, from: in})
	depth := 0
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > MaxDepth {
				return fmt.Errorf("%s: %w: more than %d", name, ErrDepth, MaxDepth)
			}
		case xml.EndElement:
			depth--
		}
		if err := each(t); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

// newDecoder returns a decoder for XML in UTF-8, in UTF-16 with a byte order mark or without
// one, or in the charset that it declares.
func newDecoder(in io.Reader) *xml.Decoder {
	buffered := bufio.NewReader(in)
	head, _ := buffered.Peek(2)
	in = buffered
	switch string(head) {
	case "\xff\xfe", "<\x00":
		in = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case "\xfe\xff", "\x00<":
		in = transform.NewReader(in, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	}
	d := xml.NewDecoder(in)
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(charset), "utf-16") { // decoded already
			return in, nil
		}
		e, err := htmlindex.Get(charset)
		if err != nil {
			return nil, err
		}
		return transform.NewReader(in, e.NewDecoder()), nil
	}
	return d
}

// Bytes returns all of a part.
func (r *Reader) Bytes(name string) ([]byte, error) {
	f, ok := r.files[strings.ToLower(name)]
	if !ok {
		return nil, fmt.Errorf("%w %s", ErrPart, name)
	}
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer in.Close()
	all, err := io.ReadAll(&limited{r: r, from: in})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return all, nil
}

type limited struct {
	r    *Reader
	from io.Reader
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.from.Read(p)
	if l.r.left -= int64(n); l.r.left < 0 {
		return 0, fmt.Errorf("%w of %d bytes", ErrLimit, l.r.limit)
	}
	return n, err
}

// Attr returns the value of the attribute with the local name, "" where there is none.
func Attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
