// Package decode turns the bytes of a document into text.
package decode

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/pipeline"
)

// ErrInvalidUTF8 is wrapped by the error for bytes in no known charset.
var ErrInvalidUTF8 = errors.New("not valid UTF-8")

const name = "decode"

// Stage decodes documents. Make it with New.
type Stage struct{}

// New returns the stage.
func New() *Stage { return &Stage{} }

// Name returns "decode".
func (*Stage) Name() string { return name }

// Run decodes the document's bytes: a leading byte order mark is dropped, \r\n and \r
// become \n, nothing else is touched. Bytes in no known charset are an error that names
// the first bad byte and where it stands.
//
// Reads Doc.Raw. Sets Doc.SHA256, Doc.Charset, Doc.Replaced and Doc.Decoded, and Doc.Raw
// to nil.
func (*Stage) Run(_ context.Context, d *pipeline.Doc) error {
	if d.Raw == nil {
		return pipeline.Missing(name, "Raw", "source")
	}
	sum := sha256.Sum256(d.Raw)
	text, charset, replaced, err := decode(d.Raw)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	d.SHA256 = hex.EncodeToString(sum[:])
	d.Charset, d.Replaced, d.Decoded = charset, replaced, text
	d.Raw = nil
	return nil
}

// charset is an encoding that decode knows. It returns false for bytes that it takes for
// another encoding, and how many U+FFFD it had to put in for those it cannot read.
type charset struct {
	name string
	read func(raw []byte) (text []byte, replaced int, ok bool)
}

// charsets are tried in order; the first that takes the bytes wins.
var charsets = []charset{
	{"utf-8", readUTF8},
}

// decode returns raw as text, the charset it was in and how many characters were replaced.
func decode(raw []byte) (text, charset string, replaced int, err error) {
	for _, c := range charsets {
		if b, replaced, ok := c.read(raw); ok {
			return lines(b), c.name, replaced, nil
		}
	}
	at := firstInvalid(raw)
	return "", "", 0, fmt.Errorf("byte 0x%02X at offset %d: %w", raw[at], at, ErrInvalidUTF8)
}

var byteOrderMark = []byte("\uFEFF")

func readUTF8(raw []byte) ([]byte, int, bool) {
	if !utf8.Valid(raw) {
		return nil, 0, false
	}
	return bytes.TrimPrefix(raw, byteOrderMark), 0, true
}

// lines returns b as a string in which every line ends in \n.
func lines(b []byte) string {
	i := bytes.IndexByte(b, '\r')
	if i < 0 {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b))
	for i >= 0 {
		out.Write(b[:i])
		out.WriteByte('\n')
		b = b[i+1:]
		if len(b) > 0 && b[0] == '\n' {
			b = b[1:]
		}
		i = bytes.IndexByte(b, '\r')
	}
	out.Write(b)
	return out.String()
}

// firstInvalid returns the offset of the first byte that is no part of valid UTF-8, or
// len(b).
func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return len(b)
}
