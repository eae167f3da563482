package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/huiyao/huiyao/pipeline"
)

// ErrLine is wrapped by the failure of a line of JSONL that holds no document.
var ErrLine = errors.New("bad line")

// lines yields a document for each line {"id": …, "text": …} or {"id": …, "html": …} of
// the input. Other keys may stand there; blank lines are passed over. A bad line becomes
// a failed document; its id is that of the input with the line's number after a colon.
// Memory holds one line at a time.
func (r *reader) lines(f file, from io.Reader) bool {
	in := bufio.NewReaderSize(from, 1<<16)
	var line []byte
	for number := 1; ; number++ {
		var tooLong bool
		var err error
		line, tooLong, err = readLine(in, line[:0], r.MaxSize)
		if err == io.EOF && len(line) == 0 && !tooLong {
			return true
		}
		id := f.id + ":" + strconv.Itoa(number)
		if err != nil && err != io.EOF {
			return r.fail(id, f.source, err)
		}
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		switch {
		case tooLong:
			if !r.fail(id, f.source, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, r.MaxSize)) {
				return false
			}
		case len(bytes.TrimSpace(line)) > 0:
			doc, reason := parseLine(line)
			if reason != nil {
				if !r.fail(id, f.source, fmt.Errorf("%w: %w", ErrLine, reason)) {
					return false
				}
				break
			}
			doc.Source = f.source
			if !r.yield(doc) {
				return false
			}
		}
		if err == io.EOF {
			return true
		}
		if cap(line) > 4<<20 {
			line = nil // one long line must not be kept for the rest of the input
		}
	}
}

// readLine appends the next line without its end to line. A line of more than limit bytes
// is read to its end but not kept. At the end of the input err is io.EOF; line may hold
// the last line then.
func readLine(in *bufio.Reader, line []byte, limit int64) (_ []byte, tooLong bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if int64(len(line)+len(part)) > limit+1 { // the end of the line does not count
			tooLong = true
			line = line[:0]
		}
		if !tooLong {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		return bytes.TrimSuffix(line, []byte("\n")), tooLong, err
	}
}

// parseLine returns the document of a line, or why there is none.
func parseLine(line []byte) (*pipeline.Doc, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("not valid UTF-8")
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line, &keys); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("not JSON: byte %d: %w", syntax.Offset, err)
		}
		return nil, errors.New("not a JSON object")
	}
	if keys == nil { // the line is null
		return nil, errors.New("not a JSON object")
	}
	id, ok, err := text(keys, "id")
	switch {
	case err != nil:
		return nil, err
	case !ok || id == "":
		return nil, errors.New(`no "id", or an empty one`)
	}
	plain, hasText, err := text(keys, "text")
	if err != nil {
		return nil, err
	}
	page, hasHTML, err := text(keys, "html")
	if err != nil {
		return nil, err
	}
	switch {
	case hasText && hasHTML:
		return nil, errors.New(`both "text" and "html"`)
	case hasText:
		return &pipeline.Doc{ID: id, Raw: []byte(plain), Format: string(Text)}, nil
	case hasHTML:
		return &pipeline.Doc{ID: id, Raw: []byte(page), Format: string(HTML)}, nil
	}
	return nil, errors.New(`neither "text" nor "html"`)
}

// text returns the string under key, and false where there is none or null.
func text(keys map[string]json.RawMessage, key string) (string, bool, error) {
	raw, ok := keys[key]
	if !ok || string(raw) == "null" {
		return "", false, nil
	}
	if raw[0] != '"' {
		return "", false, fmt.Errorf("%q is not a string", key)
	}
	if loneSurrogate(raw) {
		return "", false, fmt.Errorf("%q holds half of a surrogate pair", key)
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return "", false, fmt.Errorf("%q: %w", key, err)
	}
	return s, true, nil
}

// loneSurrogate reports whether the JSON string holds an escape \uD800 to \uDFFF that is no
// half of a pair: encoding/json would put U+FFFD in its place without a word.
func loneSurrogate(s []byte) bool {
	unit := func(i int) (int64, bool) {
		if i+6 > len(s) || s[i] != '\\' || s[i+1] != 'u' {
			return 0, false
		}
		u, err := strconv.ParseUint(string(s[i+2:i+6]), 16, 16)
		return int64(u), err == nil
	}
	for i := 0; ; {
		next := bytes.IndexByte(s[i:], '\\')
		if next < 0 {
			return false
		}
		i += next
		u, ok := unit(i)
		switch {
		case !ok:
			i += 2
		case u < 0xD800 || u > 0xDFFF:
			i += 6
		default:
			low, ok := unit(i + 6)
			if u >= 0xDC00 || !ok || low < 0xDC00 || low > 0xDFFF {
				return true
			}
			i += 12
		}
		if i >= len(s) {
			return false
		}
	}
}
