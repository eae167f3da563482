// Package text finds the text of a document in what was decoded: plain text as it is,
// pages without their furniture.
package text

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
	"github.com/huiyao/huiyao/record"
)

const name = "text"

// Media types that the stage sets.
const (
	plainText = "text/plain"
	htmlText  = "text/html"
)

// Options are the settings of the stage. The zero value is usable.
type Options struct {
	// Date is the ISO 8601 date of documents that state none; "" for none.
	Date string
	// MaxUnpacked is how many bytes a document may unpack to; 0 means DefaultMaxUnpacked.
	MaxUnpacked int64
	// Hidden says that sheets, rows and columns of workbooks that are hidden are read, too.
	Hidden bool
}

// DefaultMaxUnpacked is the limit unless Options say otherwise.
const DefaultMaxUnpacked = 1 << 30

// Stage finds the text of documents. Make it with New.
type Stage struct{ options Options }

// New returns the stage. A date that is none is an error.
func New(o Options) (*Stage, error) {
	if o.Date != "" {
		if _, err := time.Parse(time.DateOnly, o.Date); err != nil {
			return nil, fmt.Errorf("%s: date %q is not of the form 2006-01-02", name, o.Date)
		}
	}
	if o.MaxUnpacked <= 0 {
		o.MaxUnpacked = DefaultMaxUnpacked
	}
	return &Stage{o}, nil
}

// Name returns "text".
func (*Stage) Name() string { return name }

// Run takes plain text as it is. Of a page it takes the title, paragraphs, list items and
// table rows (cells joined by a tab) in reading order, each on a line of its own, with the
// blank lines that it shows, and
// leaves out scripts, navigation, forms and hidden parts. Of DOCX it takes paragraphs, table
// rows and lists with their numbers, of XLSX and CSV rows, of PDF and OFD the lines
// of pages. The title, date and publisher
// are those that the document states at its beginning or in its meta tags. A page without
// an article, a list of links for example, has no text; Doc.Note says why.
//
// Reads Doc.Decoded, Doc.Charset and Doc.Format, of packed formats Doc.Raw. Sets Doc.MediaType, Doc.Text, Doc.Title,
// Doc.Date, Doc.Publisher, Doc.Note, Doc.Tables, Doc.Parts and Doc.Faults, and Doc.Raw to nil. A
// title, date or publisher that the input states is left as it is.
func (s *Stage) Run(ctx context.Context, d *pipeline.Doc) error {
	if d.Charset == "" && !(d.Packed() && d.SHA256 != "") {
		return pipeline.Missing(name, "Charset", "decode")
	}
	f, mediaType, err := s.read(ctx, d)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	d.MediaType = mediaType
	d.Raw = nil
	if f.date == "" {
		f.date = s.options.Date
	}
	// The text may be large: the short strings must not keep it in memory.
	d.Text, d.Title, d.Note = f.text, cmp.Or(d.Title, strings.Clone(f.title)), f.note
	if f.fault != nil {
		d.Faults = append(d.Faults, record.NewError(d.ID, name, fmt.Errorf("%s: %s: %w", name, d.Format, f.fault)))
	}
	d.Parts, d.Tables = f.parts, f.tables
	d.Date, d.Publisher = cmp.Or(d.Date, strings.Clone(f.date)), cmp.Or(d.Publisher, strings.Clone(f.publisher))
	return nil
}

// read reads the document as its format asks for.
func (s *Stage) read(ctx context.Context, d *pipeline.Doc) (f found, mediaType string, err error) {
	switch d.Format {
	case "html":
		f, err = page(d.Decoded)
		return f, htmlText, err
	case "docx", "xlsx", "ofd", "csv", "pdf", "odt", "ods", "pptx", "epub":
		f, mediaType, err = s.packed(ctx, d)
		if err != nil {
			err = fmt.Errorf("%s: %w", d.Format, err)
		}
		return f, mediaType, err
	case "":
		if looksLikeHTML(d.Decoded) {
			f, err = page(d.Decoded)
			return f, htmlText, err
		}
		room := budget.New(len(d.Decoded), s.options.MaxUnpacked)
		if kind := xmlKind(d.Decoded); kind != "" {
			if f, err = xmlDocument(kind, d.Decoded, room); err != nil {
				err = fmt.Errorf("%s: %w", kind, err)
			}
			return f, xmlFile, err
		}
		if looksLikeMail(d.Decoded) {
			f, err = mailText(d.Decoded, room)
			return f, mailFile, err
		}
	}
	return plain(d.Decoded), plainText, nil
}

// found is what a reader finds in a document.
type found struct {
	text, title, date, publisher string
	note                         string // why there is no text
	parts                        []pipeline.Part
	fault                        error // what could not be read of the document
	tables                       []extractors.Table
}
