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

	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline"
)

// Errors that the failure of a document wraps.
var (
	ErrReplaced = errors.New("more than 1 % of the text cannot be read")
	ErrCharset  = errors.New("no charset gives Chinese text")
)

const name = "decode"

// Stage decodes documents. Make it with New.
type Stage struct{}

// New returns the stage.
func New() *Stage { return &Stage{} }

// Name returns "decode".
func (*Stage) Name() string { return name }

// Run decodes the document's bytes, UTF-8, GB18030 (with GBK and GB2312), Big5 with the
// Hong Kong supplement or UTF-16, told from the bytes themselves: a leading byte order mark
// is dropped, \r\n and \r become \n, U+FFFD stands for what could not be read, nothing
// else is touched. Where that is more than one character in a hundred, or no charset gives
// plausible Chinese, it is an error.
//
// A format that holds its text in a form of its own, such as DOCX, is left alone.
//
// Reads Doc.Raw and Doc.Format. Sets Doc.SHA256, Doc.Charset, Doc.Replaced and Doc.Decoded, and Doc.Raw
// to nil; of a packed format Doc.SHA256 alone.
func (*Stage) Run(_ context.Context, d *pipeline.Doc) error {
	if d.Raw == nil {
		return pipeline.Missing(name, "Raw", "source")
	}
	sum := sha256.Sum256(d.Raw)
	if d.Packed() {
		d.SHA256 = hex.EncodeToString(sum[:])
		return nil
	}
	text, charset, replaced, err := decode(d.Raw)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	d.SHA256 = hex.EncodeToString(sum[:])
	d.Charset, d.Replaced, d.Decoded = charset, replaced, text
	d.Raw = nil
	return nil
}

// decode returns raw as text, the charset it was in and how many characters were replaced.
func decode(raw []byte) (text, charset string, replaced int, err error) {
	valid := span.Valid(raw)
	c, s, certain := detect(raw, valid)
	b := raw
	if c != utf8Charset || !valid {
		b, replaced = c.read(raw)
	}
	if replaced > 0 {
		if all := utf8.RuneCount(b); replaced*100 > all {
			return "", "", 0, fmt.Errorf("%w: %d of %d characters, read as %s", ErrReplaced, replaced, all, c.name)
		}
	}
	if !certain && s.signs >= leastSigns && s.mean() < leastScore {
		return "", "", 0, fmt.Errorf("%w: the best is %s", ErrCharset, c.name)
	}
	return lines(bytes.TrimPrefix(b, byteOrderMark)), c.name, replaced, nil
}

// String returns raw, of any charset that the stage knows, as text. It is for what is not
// a document, such as names in archives.
func String(raw []byte) (string, error) {
	text, _, _, err := decode(raw)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return text, nil
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
