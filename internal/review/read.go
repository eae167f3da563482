package review

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

// ErrOrder is wrapped by the error for records in another order than extract's.
var ErrOrder = errors.New("the records are not in order")

// Texts returns the text of the document that a record describes.
type Texts func(*record.Document) (string, error)

// IsRecords reports whether a file that begins with start is one of records: its first
// line is one. A file of documents to read is none.
func IsRecords(start []byte) bool {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	return bytes.HasPrefix(line, []byte(`{"type":"`+record.TypeDocument+`",`)) ||
		bytes.HasPrefix(line, []byte(`{"type":"`+record.TypeError+`",`))
}

// Read takes records and calls yield for each document, with its report or with the error
// of a document that has none, in their order. The texts are those of texts, taken apart
// by stages, which are simplify and segment. It ends with the first error: of records, of
// yield, or for a record that does not follow or fit its document.
func Read(ctx context.Context, records iter.Seq2[record.Record, error], texts Texts, stages []pipeline.Stage, yield func(*Report, *record.Error) error) error {
	var document *record.Document
	var facts []record.Fact
	flush := func() error {
		if document == nil {
			return nil
		}
		report, err := rebuild(ctx, document, facts, texts, stages)
		if err != nil {
			return err
		}
		document, facts = nil, nil
		return yield(report, nil)
	}
	for r, err := range records {
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		switch r := r.(type) {
		case *record.Document:
			if err := flush(); err != nil {
				return err
			}
			document = r
		case *record.Error:
			if err := flush(); err != nil {
				return err
			}
			if err := yield(nil, r); err != nil {
				return err
			}
		case record.Fact:
			c := r.Where()
			if document == nil || document.Doc != c.Doc {
				return fmt.Errorf("review: %w: the %s %q of %q does not follow its document", ErrOrder, c.Type, c.Text, c.Doc)
			}
			facts = append(facts, r)
		}
	}
	return flush()
}

// rebuild makes the report of a document from its records and its text.
func rebuild(ctx context.Context, document *record.Document, facts []record.Fact, texts Texts, stages []pipeline.Stage) (*Report, error) {
	text, err := texts(document)
	if err != nil {
		return nil, fmt.Errorf("review: document %q: %w", document.Doc, err)
	}
	d := &pipeline.Doc{ID: document.Doc, Source: document.Source, MediaType: document.MediaType, Text: text, Facts: facts}
	for _, s := range stages {
		if err := s.Run(ctx, d); err != nil {
			return nil, fmt.Errorf("review: document %q: %w", document.Doc, err)
		}
	}
	return New(document, d)
}
