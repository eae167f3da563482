// Package jsonl writes a document and its facts as lines of JSON.
package jsonl

import (
	"context"

	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

const name = "jsonl"

// Options are the settings of the stage.
type Options struct {
	// WithText puts the document's text into its document record.
	WithText bool
}

// Stage writes the records of documents. Make it with New.
type Stage struct{ options Options }

// New returns the stage.
func New(o Options) *Stage { return &Stage{o} }

// Name returns "jsonl".
func (*Stage) Name() string { return name }

// Run writes the document record and after it the facts in their order, or, of a document
// that failed, the error record alone. What could not be read of a document comes last. The bytes are those of encoding/json without the
// escaping of HTML.
//
// Reads all other fields of Doc. Sets Doc.Output.
func (s *Stage) Run(_ context.Context, d *pipeline.Doc) error {
	if d.Failure != nil {
		d.Output = line(nil, d.Failure)
		return nil
	}
	switch {
	case d.SHA256 == "":
		return pipeline.Missing(name, "SHA256", "decode")
	case d.MediaType == "":
		return pipeline.Missing(name, "MediaType", "text")
	case d.Script == "":
		return pipeline.Missing(name, "Script", "simplify")
	case d.Facts == nil:
		return pipeline.Missing(name, "Facts", "extract")
	}
	size := room + len(d.Title)
	for _, f := range d.Facts {
		c := f.Where()
		size += len(c.Sentence) + len(c.Section)
		if f.Kind() == record.TypeBody {
			size += bodyRoom
		} else {
			size += room
		}
	}
	if s.options.WithText {
		size += len(d.Text)
	}
	document := Document(d)
	if s.options.WithText {
		document.Text = &d.Text
	}
	out := line(make([]byte, 0, size), document)
	for _, f := range d.Facts {
		out = line(out, f)
	}
	for _, e := range d.Faults {
		out = line(out, e)
	}
	d.Output = out
	return nil
}

// room and bodyRoom are about as many bytes as a record takes beside its sentence and section.
const room, bodyRoom = 550, 345

// line appends a record and a newline.
func line(b []byte, r record.Record) []byte { return append(r.AppendJSON(b), '\n') }

// Document returns the document record of d, without the text. d has been through all
// stages before this one.
func Document(d *pipeline.Doc) *record.Document {
	r := &record.Document{
		Head:      record.Head{Type: record.TypeDocument, Doc: d.ID},
		Source:    d.Source,
		SHA256:    d.SHA256,
		MediaType: d.MediaType,
		Charset:   d.Charset,
		Replaced:  d.Replaced,
		Script:    d.Script,
		Region:    d.Region,
		Title:     d.Title,
		Date:      d.Date,
		Place:     d.Place,
		PlaceCode: d.PlaceCode,
		Period:    d.Period,
		Publisher: d.Publisher,
		Chars:     span.Runes(d.Text),
		Sentences: len(d.Sentences),
	}
	for _, f := range d.Facts {
		r.Counts.Add(f.Kind())
	}
	return r
}
