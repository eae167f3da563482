// Package label takes labelled spans of text to annotation tools and back: brat, doccano,
// Label Studio, CoNLL, spaCy, and the project's own NAME.gold.jsonl.
//
// Inside, offsets count code points of the document's text, as the records do. Each tool
// counts in its own unit, on its own idea of a line end; Write and Read convert.
package label

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"

	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Names of the forms.
const (
	Brat        = "brat"         // NAME.txt and NAME.ann for each document, annotation.conf
	Doccano     = "doccano"      // doccano.jsonl
	LabelStudio = "label-studio" // label-studio.json, label-studio.xml
	CoNLL       = "conll"        // NAME.txt and NAME.conll for each document
	SpaCy       = "spacy"        // spacy.jsonl
	Gold        = "gold"         // NAME.txt and NAME.gold.jsonl for each document
)

// form is what a form can do.
type form struct {
	name  string
	write func(*folder) writer
	read  func(fs.FS) ([]Document, error) // nil for Gold, which package eval reads
}

var forms = []form{
	{Brat, newBrat, readBrat},
	{Doccano, newDoccano, readDoccano},
	{LabelStudio, newLabelStudio, readLabelStudio},
	{CoNLL, newCoNLL, readCoNLL},
	{SpaCy, newSpaCy, readSpaCy},
	{Gold, newGold, nil},
}

// Forms returns the names of all forms that Write knows.
func Forms() []string {
	var names []string
	for _, f := range forms {
		names = append(names, f.name)
	}
	return names
}

// Document is a text and its labels.
type Document struct {
	Name   string // the document's id
	Text   string // valid UTF-8 with \n line ends
	Labels []Label
}

// Label is a labelled stretch of a document's text.
type Label struct {
	Type       string // quantity, task_count, body, …
	Start, End int    // half-open, in code points
	Text       string // the text between them
	Attributes []Attribute
}

// Attribute is something that a label says beside its type, with the keys and values that
// NAME.gold.jsonl has. Forms without room for attributes leave them out.
type Attribute struct {
	Name  string
	Value json.RawMessage
}

// Attribute returns the value of the attribute, nil where there is none of that name.
func (l *Label) Attribute(name string) json.RawMessage {
	for _, a := range l.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return nil
}

// ErrText means that a label's text does not stand at its offsets.
var ErrText = errors.New("label: the text at the offsets is another")

// FromRecord returns the label of a fact found in text, with the attributes that labels
// by hand have: "value" is a list of both ends for a range, "period" and "indicator" are
// the words of the text. It fails with ErrText where the fact does not stand in text.
func FromRecord(f record.Fact, text string, x *span.Index) (Label, error) {
	w := f.Where()
	l := Label{Type: f.Kind(), Start: w.Start, End: w.End, Text: w.Text}
	got, ok := slice(text, x, w.Start, w.End)
	if !ok || got != w.Text {
		return l, fmt.Errorf("%w: %s: %s %q at %d–%d, where the text has %q", ErrText, w.Doc, l.Type, w.Text, w.Start, w.End, got)
	}
	add := func(name string, value any) {
		l.Attributes = append(l.Attributes, Attribute{name, inJSON(value)})
	}
	values := func(from record.Decimal, to *record.Decimal) {
		if to != nil {
			add("value", []record.Decimal{from, *to})
		} else {
			add("value", from)
		}
	}
	switch r := f.(type) {
	case *record.Quantity:
		indicator := r.Indicator
		if r.IndicatorStart != nil && r.IndicatorEnd != nil {
			if own, ok := slice(text, x, *r.IndicatorStart, *r.IndicatorEnd); ok {
				indicator = own
			}
		}
		values(r.Value, r.ValueTo)
		add("unit", r.Unit)
		add("modifier", r.Modifier)
		add("indicator", indicator)
		add("period", r.PeriodText)
		add("change", r.Change)
		add("role", r.Role)
	case *record.TaskCount:
		items := r.Items
		if items == nil {
			items = []string{}
		}
		add("count", r.Count)
		add("modifier", r.Modifier)
		add("noun", r.Noun)
		add("class", r.Class)
		add("items", items)
		add("complete", r.Complete)
	case *record.Body:
		add("kind", r.BodyKind)
		add("name", r.Name)
	case *record.Number:
		values(r.Value, r.ValueTo)
		add("modifier", r.Modifier)
		add("class", r.Class)
	}
	return l, nil
}

// slice returns the text between two code point offsets, false where there is none.
func slice(text string, x *span.Index, start, end int) (string, bool) {
	if start < 0 || end < start || end > x.Runes() {
		return "", false
	}
	return text[x.Byte(start):x.Byte(end)], true
}

// FromRecords puts records together into documents with their labels. The texts are those
// that the records were made from. Document and error records have no labels; the labels
// of a document follow its record.
func FromRecords(records iter.Seq2[record.Record, error], text func(*record.Document) (string, error)) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		var d Document
		var index *span.Index
		for r, err := range records {
			if err == nil {
				switch r := r.(type) {
				case *record.Document:
					if index != nil && !yield(d, nil) {
						return
					}
					d = Document{Name: r.Doc}
					if d.Text, err = text(r); err != nil {
						err = fmt.Errorf("label: document %q: %w", r.Doc, err)
						break
					}
					index = span.NewIndex(d.Text)
				case record.Fact:
					if index == nil || r.Where().Doc != d.Name {
						err = fmt.Errorf("label: %s of %q does not follow its document record", r.Kind(), r.Where().Doc)
						break
					}
					var l Label
					l, err = FromRecord(r, d.Text, index)
					d.Labels = append(d.Labels, l)
				}
			}
			if err != nil {
				yield(Document{}, err)
				return
			}
		}
		if index != nil {
			yield(d, nil)
		}
	}
}

// Result is what Write has written.
type Result struct {
	Documents, Labels int
	LeftOut           int // labels that the form cannot hold beside others
}

// ErrForm means that there is no form of the name, or none that can be read.
var ErrForm = errors.New("label: no such form")

// writer writes documents in one form.
type writer interface {
	add(*Document) error
	close() error
}

// Write writes the documents into the folder, in the named form. It never writes over a
// file, which a person may have corrected: one that is there already is an error
// (fs.ErrExist). One document is in memory at a time.
func Write(name string, documents iter.Seq2[Document, error], dir *os.Root) (Result, error) {
	out := &folder{root: dir, begun: map[string]string{}}
	for _, f := range forms {
		if f.name != name {
			continue
		}
		w := f.write(out)
		for d, err := range documents {
			if err == nil {
				out.result.Documents++
				out.result.Labels += len(d.Labels)
				err = w.add(&d)
			}
			if err != nil {
				return out.result, errors.Join(err, out.close())
			}
		}
		if err := w.close(); err != nil {
			return out.result, errors.Join(err, out.close())
		}
		return out.result, out.close()
	}
	return Result{}, fmt.Errorf("%w: %q is none of %q", ErrForm, name, Forms())
}

// Read returns the documents with labels in a folder, in the named form, by name where
// each has files of its own, else in the order of the file. The texts have \n line ends
// and no byte order mark, and the offsets count in them. Form Gold is read by package eval.
func Read(name string, dir fs.FS) ([]Document, error) {
	for _, f := range forms {
		if f.name == name && f.read != nil {
			return f.read(dir)
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrForm, name)
}

// folder is where files are written.
type folder struct {
	root   *os.Root
	begun  map[string]string // name of a file -> document
	files  []*os.File
	result Result
}

// create makes a file that is not there yet.
func (o *folder) create(name string) (*os.File, error) {
	if dir := path.Dir(name); dir != "." {
		if err := o.root.MkdirAll(dir, 0o777); err != nil {
			return nil, fmt.Errorf("label: %w", err)
		}
	}
	f, err := o.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("label: %w: somebody may have worked on it, name another folder", err)
	}
	if err != nil {
		return nil, fmt.Errorf("label: %w", err)
	}
	return f, nil
}

// write makes a file of a document.
func (o *folder) write(d *Document, ending, content string) error {
	name := base(d.Name) + ending
	if first, ok := o.begun[name]; ok {
		return fmt.Errorf("label: documents %q and %q would both be %s", first, d.Name, name)
	}
	o.begun[name] = d.Name
	return o.put(name, content)
}

// put makes a file.
func (o *folder) put(name, content string) error {
	f, err := o.create(name)
	if err != nil {
		return err
	}
	_, err = f.WriteString(content)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("label: %w", err)
	}
	return nil
}

// stream makes a file that is closed in the end.
func (o *folder) stream(name string) (*os.File, error) {
	f, err := o.create(name)
	if err == nil {
		o.files = append(o.files, f)
	}
	return f, err
}

func (o *folder) close() error {
	var all error
	for _, f := range o.files {
		if err := f.Close(); err != nil {
			all = errors.Join(all, fmt.Errorf("label: %w", err))
		}
	}
	o.files = nil
	return all
}

// base returns the name of a document's files without their endings: its id without .txt.
// An id that is no path below the folder has what makes it none replaced.
func base(id string) string {
	name := strings.TrimSuffix(id, ".txt")
	if fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\:\x00") {
		return name
	}
	return strings.NewReplacer("/", "_", "\\", "_", ":", "_", "..", "__", "\x00", "_").Replace("_" + name)
}

// inJSON returns v as JSON without the escaping of HTML.
func inJSON(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // only called with values that are JSON
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// object returns attributes as one JSON object, "" without any.
func object(attributes []Attribute) string {
	if len(attributes) == 0 {
		return ""
	}
	var b strings.Builder
	for i, a := range attributes {
		b.WriteString(map[bool]string{true: "{", false: ","}[i == 0])
		b.Write(inJSON(a.Name))
		b.WriteByte(':')
		b.Write(a.Value)
	}
	return b.String() + "}"
}

// parseObject reads what object writes, keys in their order.
func parseObject(s string) ([]Attribute, error) {
	d := json.NewDecoder(strings.NewReader(s))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("label: %q is not a JSON object", s)
	}
	var all []Attribute
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, _ := t.(string) // a key always is
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		all = append(all, Attribute{name, value})
	}
	return all, nil
}
