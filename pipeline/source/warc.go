package source

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of headers.
const (
	maxHeaderLine  = 64 << 10
	maxHeaderLines = 1000
)

// warcRecord is a record of a WARC file; its block is read from in.
type warcRecord struct {
	kind, uri string
	in        *io.LimitedReader
	block     *bufio.Reader
}

// nextRecord reads the head of the next record.
func nextRecord(in *bufio.Reader) (*warcRecord, error) {
	var line string
	for { // empty lines stand between records
		var err error
		if line, err = headerLine(in); err != nil {
			return nil, err
		}
		if line != "" {
			break
		}
	}
	if !strings.HasPrefix(line, "WARC/") {
		return nil, errors.New("a record does not begin with WARC/")
	}
	head, err := header(in)
	if err != nil {
		return nil, err
	}
	length, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, fmt.Errorf("content-length %q is no length", head.Get("Content-Length"))
	}
	limited := &io.LimitedReader{R: in, N: length}
	uri := strings.Trim(head.Get("WARC-Target-URI"), "<>")
	return &warcRecord{
		kind: strings.ToLower(head.Get("WARC-Type")), uri: strings.ToValidUTF8(uri, "\uFFFD"),
		in: limited, block: bufio.NewReader(limited),
	}, nil
}

// skip reads the rest of the record.
func (w *warcRecord) skip() error {
	if _, err := io.Copy(io.Discard, w.in); err != nil {
		return err
	}
	if w.in.N > 0 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// warcPage is the page that a response holds.
type warcPage struct {
	format   Format
	body     io.Reader
	encoding string
}

// page returns the page of a response; false where it is none: no success, or no text.
func (w *warcRecord) page() (page warcPage, ok bool, err error) {
	status, err := headerLine(w.block)
	if err != nil {
		return page, false, noEOF(err)
	}
	parts := strings.Fields(status)
	if len(parts) < 2 || !strings.HasPrefix(parts[0], "HTTP/") {
		return page, false, nil
	}
	head, err := header(w.block)
	if err != nil {
		return page, false, err
	}
	kind, _, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil && kind == "" {
		kind, _, _ = strings.Cut(strings.ToLower(head.Get("Content-Type")), ";")
	}
	switch strings.TrimSpace(kind) {
	case "text/html", "application/xhtml+xml":
		page.format = HTML
	case "text/plain":
		page.format = Text
	default:
		return page, false, nil
	}
	if !strings.HasPrefix(parts[1], "2") {
		return page, false, nil
	}
	page.body = w.block
	page.encoding = strings.ToLower(strings.TrimSpace(head.Get("Content-Encoding")))
	if strings.EqualFold(strings.TrimSpace(head.Get("Transfer-Encoding")), "chunked") && chunked(w.block) {
		page.body = httputil.NewChunkedReader(w.block)
	}
	return page, true, nil
}

// chunked reports whether the body begins as a chunk: some archives keep the header of
// what they have put together.
func chunked(in *bufio.Reader) bool {
	head, _ := in.Peek(18)
	size, _, ok := bytes.Cut(head, []byte("\n"))
	if !ok {
		return false
	}
	digits, _, _ := strings.Cut(string(size), ";")
	_, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 64)
	return err == nil
}

// through returns the reader of the page itself, what it unpacks to counted.
func (p warcPage) through(r *reader, w *warcRecord) io.Reader {
	body := bufio.NewReader(p.body)
	packed := &counter{from: body}
	m := &meter{r: r, packed: func() int64 { return packed.n }}
	head, _ := body.Peek(2)
	var err error
	switch {
	case len(head) == 2 && head[0] == 0x1F && head[1] == 0x8B:
		m.out, err = gzip.NewReader(packed)
	case p.encoding == "deflate" && len(head) == 2 && head[0]&0x0F == 8 && (int(head[0])<<8|int(head[1]))%31 == 0:
		m.out, err = zlib.NewReader(packed)
	case p.encoding == "deflate":
		m.out = flate.NewReader(packed)
	case p.encoding == "br", p.encoding == "zstd":
		err = fmt.Errorf("%w: content-encoding %s", ErrUnknown, p.encoding)
	default:
		return body
	}
	if err != nil {
		return failing{fmt.Errorf("warc: %w", err)}
	}
	m.out = prefixed{m.out, "warc: "}
	return m
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// headerLine returns the next line without its end. io.EOF says that there is none.
func headerLine(in *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxHeaderLine:
			return "", fmt.Errorf("a line of a header has more than %d bytes", maxHeaderLine)
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(line) > 0:
			return "", io.ErrUnexpectedEOF
		case err != nil:
			return "", err
		}
		return strings.TrimRight(string(line), "\r\n"), nil
	}
}

func header(in *bufio.Reader) (textproto.MIMEHeader, error) {
	h := textproto.MIMEHeader{}
	for range maxHeaderLines {
		line, err := headerLine(in)
		if err != nil {
			return nil, noEOF(err)
		}
		if line == "" {
			return h, nil
		}
		if key, value, ok := strings.Cut(line, ":"); ok && utf8.ValidString(key) {
			h.Add(strings.TrimSpace(key), strings.TrimSpace(value))
		}
	}
	return nil, fmt.Errorf("a header has more than %d lines", maxHeaderLines)
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
