package review

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

// ErrRecords is wrapped by the error for input that is no file of records.
var ErrRecords = errors.New("not a file of records")

// Texts returns the text of the document that a record describes.
type Texts func(*record.Document) (string, error)

// IsRecords reports whether a file that begins with start is one of records: its first
// line is one. A file of documents to read is none.
func IsRecords(start []byte) bool {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	return bytes.HasPrefix(line, []byte(`{"type":"`+record.TypeDocument+`",`)) ||
		bytes.HasPrefix(line, []byte(`{"type":"`+record.TypeError+`",`))
}

// Read reads records from r and calls yield for each document, with its report or with
// the error of a document that has none, in their order. The texts are those of texts,
// taken apart by stages, which are simplify and segment. It ends with the first error: of
// r, of yield, or for a line that is no record or does not fit its document.
func Read(ctx context.Context, r io.Reader, texts Texts, stages []pipeline.Stage, yield func(*Report, *record.Error) error) error {
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
	in := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			got, faulty := parse(line)
			if faulty != nil {
				return fmt.Errorf("review: line %d: %w", n, faulty)
			}
			switch got := got.(type) {
			case *record.Document:
				if err := flush(); err != nil {
					return err
				}
				document = got
			case *record.Error:
				if err := flush(); err != nil {
					return err
				}
				if err := yield(nil, got); err != nil {
					return err
				}
			case record.Fact:
				if document == nil || document.Doc != got.Where().Doc {
					return fmt.Errorf("review: line %d: %w: %s of %q does not follow its document", n, ErrRecords, got.Kind(), got.Where().Doc)
				}
				facts = append(facts, got)
			}
		}
		if errors.Is(err, io.EOF) {
			return flush()
		}
		if err != nil {
			return fmt.Errorf("review: line %d: %w", n, err)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
}

// parse reads one record.
func parse(line []byte) (record.Record, error) {
	var head record.Head
	if err := json.Unmarshal(line, &head); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRecords, err)
	}
	var r record.Record
	switch head.Type {
	case record.TypeDocument:
		r = &record.Document{}
	case record.TypeQuantity:
		r = &record.Quantity{}
	case record.TypeTaskCount:
		r = &record.TaskCount{}
	case record.TypeBody:
		r = &record.Body{}
	case record.TypeNumber:
		r = &record.Number{}
	case record.TypeError:
		r = &record.Error{}
	default:
		return nil, fmt.Errorf("%w: no record has the type %q", ErrRecords, head.Type)
	}
	if err := json.Unmarshal(line, r); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRecords, err)
	}
	return r, nil
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
