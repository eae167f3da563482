package source

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// Errors that the failure of a line of JSONL wraps.
var (
	ErrLine    = errors.New("bad line")                // it holds no document
	ErrSeveral = errors.New("holds several documents") // where Options.Stream wants one for each line
)

// lines yields one document, or failure, for each line of the input: {"id": …} with one of
// "text" and "html" or else of "data", the bytes of a file in base64, and "path", a file
// below r.Paths; "source" may name where it is from, and "date", "title", "place", "region" and
// "publisher" say of the document what is then not read from it. Other keys may stand there; blank lines are passed
// over. A bad line becomes a failed document; its id is that of the input with the line's
// number after a colon. Memory holds one line at a time.
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
			l, reason := parseLine(line)
			if reason == nil && l.content == pathKey && r.Paths == nil {
				reason = errors.New(`"path" is not read: no folder was opened for paths`)
			}
			if reason != nil {
				if !r.fail(id, f.source, fmt.Errorf("%w: %w", ErrLine, reason)) {
					return false
				}
				break
			}
			if !r.line(l, f) {
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

// The keys of a line that hold its document, or name it.
const (
	textKey = "text"
	htmlKey = "html"
	dataKey = "data"
	pathKey = "path"
)

// jsonLine is what a line of JSONL says.
type jsonLine struct {
	id, source string
	content    string // the key that holds the document
	raw        []byte // of all but path
	path       string
	stated     stated
}

// stated is what a line says of its document, "" for what it does not say.
type stated struct{ date, title, place, region, publisher string }

// readStated reads the keys that say something of the document. One that is no string is passed
// over, as is a date that is none and a region that is no one's.
func readStated(keys map[string]json.RawMessage) stated {
	value := func(key string) string {
		s, _, err := text(keys, key)
		if err != nil {
			return ""
		}
		return strings.TrimSpace(s)
	}
	s := stated{value("date"), value("title"), value("place"), value("region"), value("publisher")}
	if s.date = isoDate(s.date); !slices.Contains([]string{"CN", "HK", "MO", "TW"}, s.region) {
		s.region = ""
	}
	return s
}

// isoDate returns the date that s begins with: a year, month or day as ISO 8601 writes them. A
// time of day behind it is left out. It returns "" where s is none.
func isoDate(s string) string {
	day, _, _ := strings.Cut(s, "T")
	day, _, _ = strings.Cut(day, " ")
	for _, form := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(form, day); err == nil {
			return day
		}
	}
	return ""
}

// line yields the document of l, which stands in the input f.
func (r *reader) line(l jsonLine, f file) bool {
	inner := file{id: l.id, source: cmp.Or(l.source, f.source), name: l.id, stated: l.stated}
	switch l.content {
	case textKey:
		return r.yieldDoc(inner, l.raw, Text)
	case htmlKey:
		return r.yieldDoc(inner, l.raw, HTML)
	}
	// What a line holds or names is an input of its own, with limits of its own. A file may
	// name itself: lines in it name no more.
	if f.depth++; f.depth > r.MaxNesting {
		return r.fail(l.id, inner.source, fmt.Errorf("%w: more than %d", ErrNesting, r.MaxNesting))
	}
	inner.depth = f.depth
	one := reader{Options: r.Options, yield: r.yield, single: r.Stream}
	one.Format, one.Paths = Auto, nil
	if l.content == pathKey {
		path := strings.TrimPrefix(filepath.ToSlash(filepath.Clean(l.path)), "./")
		inner.name, inner.source = path, cmp.Or(l.source, filepath.Join(r.Paths.Name(), path))
		return one.below(r.Paths, path, inner)
	}
	inner.size = int64(len(l.raw))
	return one.read(inner, bytes.NewReader(l.raw))
}

// parseLine returns what a line says, or why it holds no document.
func parseLine(line []byte) (l jsonLine, err error) {
	if !span.Valid(line) {
		return l, errors.New("not valid UTF-8")
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line, &keys); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return l, fmt.Errorf("not JSON: byte %d: %w", syntax.Offset, err)
		}
		return l, errors.New("not a JSON object")
	}
	if keys == nil { // the line is null
		return l, errors.New("not a JSON object")
	}
	l.stated = readStated(keys)
	var ok bool
	l.id, ok, err = text(keys, "id")
	switch {
	case err != nil:
		return l, err
	case !ok || l.id == "":
		return l, errors.New(`no "id", or an empty one`)
	}
	// What it says of its document is read by readStated. Beside these keys a line may hold what it likes, and so may "source", where it is no
	// string, and "data" and "path", where there is a text.
	if s, ok, err := text(keys, "source"); err == nil && ok {
		l.source = s
	}
	for _, either := range [][2]string{{textKey, htmlKey}, {dataKey, pathKey}} {
		for _, key := range either {
			s, ok, err := text(keys, key)
			switch {
			case err != nil:
				return l, err
			case !ok:
				continue
			case l.content != "":
				return l, fmt.Errorf("both %q and %q", l.content, key)
			}
			l.content = key
			switch key {
			case dataKey:
				if l.raw, err = base64.StdEncoding.DecodeString(s); err != nil {
					return l, fmt.Errorf("%q is not base64: %w", key, err)
				}
			case pathKey:
				l.path = s
			default:
				l.raw = []byte(s)
			}
		}
		if l.content != "" {
			return l, nil
		}
	}
	return l, errors.New(`none of "text", "html", "data" and "path"`)
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
	s, whole := unquote(raw)
	if !whole {
		return "", false, fmt.Errorf("%q holds half of a surrogate pair", key)
	}
	return s, true, nil
}

// unquote returns what a JSON string says. It is what encoding/json has found in a line, so
// that its form is known; to decode it again with encoding/json takes as long as a third
// of all work on it. It returns false where the string holds an escape \uD800 to \uDFFF that
// is no half of a pair: encoding/json would put U+FFFD in its place without a word.
func unquote(raw []byte) (string, bool) {
	raw = raw[1 : len(raw)-1]
	var out strings.Builder
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 {
			break
		}
		if out.Cap() == 0 {
			out.Grow(len(raw))
		}
		out.Write(raw[:i])
		escaped := raw[i+1]
		raw = raw[i+2:]
		switch escaped {
		case 'b':
			escaped = '\b'
		case 'f':
			escaped = '\f'
		case 'n':
			escaped = '\n'
		case 'r':
			escaped = '\r'
		case 't':
			escaped = '\t'
		case 'u':
			r := unit(raw)
			raw = raw[4:]
			if utf16.IsSurrogate(r) {
				if !bytes.HasPrefix(raw, []byte(`\u`)) {
					return "", false
				}
				if r = utf16.DecodeRune(r, unit(raw[2:])); r == utf8.RuneError {
					return "", false
				}
				raw = raw[6:]
			}
			out.WriteRune(r)
			continue
		}
		out.WriteByte(escaped)
	}
	if out.Len() == 0 {
		return string(raw), true
	}
	out.Write(raw)
	return out.String(), true
}

// unit returns the UTF-16 unit that four hexadecimal digits say.
func unit(digits []byte) rune {
	u, _ := strconv.ParseUint(string(digits[:4]), 16, 16) // they are some
	return rune(u)
}
