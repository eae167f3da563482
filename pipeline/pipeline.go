// Package pipeline moves documents through stages with a bounded number of workers and
// keeps their order. It knows no concrete stage; pipeline/standard lists them.
package pipeline

import (
	"context"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/record"
)

// Doc is one document on its way. Each stage reads the fields set before it, sets its
// own and changes nothing else. A Doc belongs to one goroutine at a time.
type Doc struct {
	// Set by source.
	ID     string // as in the records' "doc"
	Source string // path or URL, "-" for standard input
	Raw    []byte // the bytes of the document, nil once decoded
	Unread bool   // it was not asked for: Raw is nil, and no stage must see it
	Format string // as source.Format; "" for text or a page, which the text stage finds out

	// Set by decode.
	SHA256   string
	Charset  string
	Replaced int
	Decoded  string // valid UTF-8, no BOM, \n line ends

	// Set by text; title, date and publisher by source where the input states them.
	MediaType string
	Text      string
	Title     string
	Date      string
	Publisher string
	Parts     []Part             // the pages, sheets and rows that Text came from, where there are such
	Note      string             // why a document that could be read has no text, "" for all others
	Faults    []*record.Error    // the parts that could not be read of a document that could, pages for example
	Tables    []extractors.Table // which of its lines are tables, and their merged cells, where its format says so

	// Set by simplify.
	Simple string // Text in simplified script, as many code points as Text
	Script string // traditional, simplified, mixed or none

	// Set by segment.
	Sentences []extractors.Sentence
	Tokenizer extractors.Tokenizer

	// Set by source where the input states it, else by extract; "" where it is not known.
	Region    string // CN, HK, MO or TW: whose usage it is written in
	Place     string // what the whole document is about, in full and simplified
	PlaceCode string // its code
	Period    string // the year or span that it reports on, ISO 8601

	// Set by extract.
	Facts []record.Fact

	// Set by jsonl: the document's lines, each ending in \n.
	Output []byte

	// Failure is set by the runner when a stage fails; the stages between it and jsonl
	// are then skipped.
	Failure *record.Error
}

// A Part is a part of a document that has a name or number in it.
type Part struct {
	Kind       string // page, sheet or row
	Name       string // its number or name; of a row in a workbook Sheet!7
	Start, End int    // half-open, in bytes of Doc.Text
}

// Packed reports whether the document's format holds its text in a form of its own: decode
// then leaves the bytes to the text stage.
func (d *Doc) Packed() bool {
	switch d.Format {
	case "docx", "xlsx", "ofd", "pdf", "odt", "ods", "pptx", "epub":
		return true
	}
	return false
}

// A Stage does one step of the work on a document. Run sets the fields that the stage's
// doc comment names. An error ends this document, not the run. Stages are used by many
// goroutines at once.
type Stage interface {
	Name() string
	Run(ctx context.Context, d *Doc) error
}
