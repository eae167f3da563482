// Package verify checks files of records: that every line is what the published schema
// says, and that every text is the slice of its document that its offsets name.
package verify

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Fault is something wrong in a file of records.
type Fault struct {
	Line    int // from 1
	Message string
}

// ErrNoText is returned by a Texts that has no text for a document.
var ErrNoText = errors.New("no text")

// Texts returns the text that the offsets of a document's records refer to. The document
// is the record that the file has for it.
type Texts func(document *record.Document) (string, error)

// OwnText is the Texts that takes the text in the document record itself, where
// extraction was asked to put it there.
func OwnText(d *record.Document) (string, error) {
	if d.Text == nil {
		return "", ErrNoText
	}
	return *d.Text, nil
}

// Summary counts what a file holds.
type Summary struct{ Records, Documents, Errors, Faults int }

// Checker checks files of records. It is safe for concurrent use.
type Checker struct {
	schemas map[string]*jsonschema.Schema
	keys    map[string][]string
	texts   Texts
}

// New returns a Checker that takes the documents' texts from texts.
func New(texts Texts) (*Checker, error) {
	b, err := record.Schema()
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	published, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("record.json", published); err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	c := &Checker{schemas: map[string]*jsonschema.Schema{}, keys: map[string][]string{}, texts: texts}
	// One schema for each type: a line is held against the one that it claims to be,
	// not against all, so that the message can say what is wrong with it.
	var parts struct {
		OneOf []struct {
			Title      string          `json:"title"`
			Properties json.RawMessage `json:"properties"`
		} `json:"oneOf"`
	}
	if err := json.Unmarshal(b, &parts); err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	for i, p := range parts.OneOf {
		s, err := compiler.Compile(fmt.Sprintf("record.json#/oneOf/%d", i))
		if err != nil {
			return nil, fmt.Errorf("verify: %w", err)
		}
		c.schemas[p.Title] = s
		if c.keys[p.Title], err = keys(p.Properties); err != nil {
			return nil, fmt.Errorf("verify: schema of %s: %w", p.Title, err)
		}
	}
	return c, nil
}

// file is the state of one pass over a file of records.
type file struct {
	*Checker
	line    int
	report  func(Fault)
	summary Summary

	document *record.Document
	at       int // the document record's line
	index    *span.Index
	text     string
	sliced   bool // the text is there to be sliced
	counts   record.Counts
	starts   []int       // of the document's bodies
	refers   map[int]int // line of a body -> start that it refers to
	seen     map[string]int
}

// Check reads records from r, calls report for each fault, in the order of the lines as
// far as a fault can be known there, and returns what the file holds. The error is that of r.
func (c *Checker) Check(r io.Reader, report func(Fault)) (Summary, error) {
	f := &file{Checker: c, report: report, seen: map[string]int{}}
	in := bufio.NewReaderSize(r, 1<<16)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			f.line++
			f.summary.Records++
			if err != nil {
				f.fault("the last line does not end with a newline")
			}
			f.check(bytes.TrimSuffix(line, []byte("\n")))
		}
		if errors.Is(err, io.EOF) {
			f.close()
			return f.summary, nil
		}
		if err != nil {
			return f.summary, fmt.Errorf("verify: line %d: %w", f.line+1, err)
		}
	}
}

func (f *file) fault(format string, args ...any) { f.faultAt(f.line, format, args...) }

func (f *file) faultAt(line int, format string, args ...any) {
	f.summary.Faults++
	f.report(Fault{line, fmt.Sprintf(format, args...)})
}

// check holds one line, without its newline, against the schema and the text.
func (f *file) check(line []byte) {
	if !utf8.Valid(line) {
		f.fault("not valid UTF-8")
		return
	}
	got, err := keys(line)
	if err != nil {
		f.fault("%v", err)
		return
	}
	var head record.Head
	if err := json.Unmarshal(line, &head); err != nil {
		f.fault("%v", err)
		return
	}
	schema, ok := f.schemas[head.Type]
	if !ok {
		f.fault("type %q is none of those in the schema", head.Type)
		return
	}
	if want := f.keys[head.Type]; !slices.Equal(got, want) {
		f.fault("%s", compareKeys(got, want))
		return
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		f.fault("%s", reasons(err))
		return
	}
	switch head.Type {
	case record.TypeDocument:
		f.open(line)
	case record.TypeError:
		f.summary.Errors++
	default:
		f.fact(line, head)
	}
}

// open begins a document.
func (f *file) open(line []byte) {
	f.close()
	d := &record.Document{}
	if err := json.Unmarshal(line, d); err != nil {
		f.fault("%v", err)
		return
	}
	if first, ok := f.seen[d.Doc]; ok {
		f.fault("document %q stands in line %d already", d.Doc, first)
	}
	f.seen[d.Doc] = f.line
	f.summary.Documents++
	f.document, f.at, f.refers = d, f.line, map[int]int{}
	text, err := f.texts(d)
	if err != nil {
		f.fault("document %q: %v", d.Doc, err)
		return
	}
	f.text, f.index, f.sliced = text, span.NewIndex(text), true
	if d.Chars != f.index.Runes() {
		f.fault("document %q has chars %d, its text has %d code points", d.Doc, d.Chars, f.index.Runes())
	}
	if d.Text != nil && *d.Text != text {
		f.fault("document %q: the text in the record is not the text of its input", d.Doc)
	}
}

// close ends the document that is open: what could only be known at its end is checked.
func (f *file) close() {
	if f.document == nil {
		return
	}
	if f.counts != f.document.Counts {
		f.faultAt(f.at, "document %q has counts %s, the records that follow are %s", f.document.Doc, inJSON(f.document.Counts), inJSON(f.counts))
	}
	lines := make([]int, 0, len(f.refers))
	for line := range f.refers {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	for _, line := range lines {
		if !slices.Contains(f.starts, f.refers[line]) {
			f.faultAt(line, "refers_to is %d, where no body of the document starts", f.refers[line])
		}
	}
	f.document, f.index, f.text, f.sliced, f.counts, f.starts, f.refers = nil, nil, "", false, record.Counts{}, nil, nil
}

// inJSON writes counts as the records have them.
func inJSON(c record.Counts) []byte {
	b, _ := json.Marshal(c) // four numbers: cannot fail
	return b
}

// place is what is checked of every fact, of whatever type.
type place struct {
	record.Common
	IndicatorStart *int `json:"indicator_start"`
	IndicatorEnd   *int `json:"indicator_end"`
	RefersTo       *int `json:"refers_to"`
}

func (f *file) fact(line []byte, head record.Head) {
	if f.document == nil || f.document.Doc != head.Doc {
		f.fault("%s of %q does not follow its document record", head.Type, head.Doc)
		return
	}
	f.counts.Add(head.Type)
	var p place
	if err := json.Unmarshal(line, &p); err != nil {
		f.fault("%v", err)
		return
	}
	if head.Type == record.TypeBody {
		f.starts = append(f.starts, p.Start)
		if p.RefersTo != nil {
			f.refers[f.line] = *p.RefersTo
		}
	}
	if !f.sliced {
		return // the document's own fault says why
	}
	if p.End < p.Start || p.End > f.index.Runes() {
		f.fault("%s %q is at %d–%d, the text has %d code points", head.Type, p.Text, p.Start, p.End, f.index.Runes())
		return
	}
	if p.ByteEnd < p.ByteStart || p.ByteEnd > len(f.text) {
		f.fault("%s %q is at bytes %d–%d, the text has %d bytes", head.Type, p.Text, p.ByteStart, p.ByteEnd, len(f.text))
		return
	}
	if got := f.text[f.index.Byte(p.Start):f.index.Byte(p.End)]; got != p.Text {
		f.fault("%s %q is at %d–%d, where the text has %q", head.Type, p.Text, p.Start, p.End, got)
	}
	if got := f.text[p.ByteStart:p.ByteEnd]; got != p.Text {
		f.fault("%s %q is at bytes %d–%d, where the text has %q", head.Type, p.Text, p.ByteStart, p.ByteEnd, got)
	}
	switch {
	case (p.IndicatorStart == nil) != (p.IndicatorEnd == nil):
		f.fault("%s %q has only one of indicator_start and indicator_end", head.Type, p.Text)
	case p.IndicatorStart != nil && (*p.IndicatorStart < 0 || *p.IndicatorEnd <= *p.IndicatorStart || *p.IndicatorEnd > f.index.Runes()):
		f.fault("%s %q has its indicator at %d–%d, the text has %d code points", head.Type, p.Text, *p.IndicatorStart, *p.IndicatorEnd, f.index.Runes())
	}
}

// keys returns the keys of a JSON object in their order, and an error where object is
// not exactly one JSON object with distinct keys.
func keys(object []byte) ([]string, error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("not a JSON object")
	}
	var names []string
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("not a JSON object: %w", err)
		}
		name := t.(string) // a key always is, or Token had failed
		if slices.Contains(names, name) {
			return nil, fmt.Errorf("key %q stands twice", name)
		}
		names = append(names, name)
		var skip json.RawMessage
		if err := d.Decode(&skip); err != nil {
			return nil, fmt.Errorf("not a JSON object: %w", err)
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("not a JSON object: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	return names, nil
}

// compareKeys says how keys differ from those of the schema.
func compareKeys(got, want []string) string {
	for _, k := range want {
		if !slices.Contains(got, k) {
			return fmt.Sprintf("key %q is missing", k)
		}
	}
	for i, k := range got {
		if !slices.Contains(want, k) {
			return fmt.Sprintf("key %q is not in the schema", k)
		}
		if k != want[i] {
			return fmt.Sprintf("key %q stands where %q belongs", k, want[i])
		}
	}
	return ""
}

// reasons returns the leaves of a validation error, one after another.
func reasons(err error) string {
	var v *jsonschema.ValidationError
	if !errors.As(err, &v) {
		return err.Error()
	}
	var all []string
	var walk func(*jsonschema.ValidationError)
	walk = func(v *jsonschema.ValidationError) {
		for _, c := range v.Causes {
			walk(c)
		}
		if len(v.Causes) == 0 {
			all = append(all, "/"+strings.Join(v.InstanceLocation, "/")+": "+v.ErrorKind.LocalizedString(english))
		}
	}
	walk(v)
	return strings.Join(all, "; ")
}
