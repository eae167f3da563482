// Package review draws what was found in a report: one page of HTML that holds the
// report with every record marked in it, lists of the records, filters and charts, and
// for many reports an index of such pages. A page is whole in itself: it asks for nothing
// from a network or a file, and what stands in the report cannot run in it.
package review

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/record"
)

// ErrOffsets is wrapped by the error for records that do not fit the text.
var ErrOffsets = errors.New("the records do not belong to this text")

// Languages of the page's own words. The report stays in its own.
const (
	English = "en"
	Chinese = "zh"
)

// Options are the settings of a page. The zero value is usable.
type Options struct {
	Lang    string // English or Chinese; "" is English
	Version string // of the program, for the foot of the page
	Home    string // address of the page to go back to, "" for none
	Serve   bool   // the page may send forms to the server it came from
}

// Report is one document with its facts and the texts that they stand in. Make it with New.
type Report struct {
	Document *record.Document
	Facts    []record.Fact // by start, then the longer one first, then as found
	Text     string        // the document's text
	Simple   string        // the same in simplified script, as many code points
	Headings []int         // the lines of Text, from 0, that are headings

	spans  []span.Span // of the facts, in bytes of Text
	blocks []block
	lanes  []int // of each fact
	first  []int // piece that each fact begins with
}

// New returns the report of a document record and a document that has been through the
// stages up to segment and has its facts. Facts whose text is not where they say give an
// error that wraps ErrOffsets.
//
// Reads Doc.Text, Doc.Simple, Doc.Sentences and Doc.Facts; keeps no reference to d.
func New(document *record.Document, d *pipeline.Doc) (*Report, error) {
	if utf8.RuneCountInString(d.Text) != utf8.RuneCountInString(d.Simple) {
		return nil, fmt.Errorf("review: %s: %w", d.ID, simplify.ErrLength)
	}
	r := &Report{Document: document, Text: d.Text, Simple: d.Simple, Facts: slices.Clone(d.Facts)}
	slices.SortStableFunc(r.Facts, func(a, b record.Fact) int {
		if n := a.Where().Start - b.Where().Start; n != 0 {
			return n
		}
		return b.Where().End - a.Where().End
	})
	index := span.NewIndex(r.Text)
	for _, f := range r.Facts {
		c := f.Where()
		if c.Start < 0 || c.End <= c.Start || c.End > index.Runes() {
			return nil, fmt.Errorf("review: %s: %w: %s %q is at %d–%d, the text has %d code points",
				document.Doc, ErrOffsets, c.Type, c.Text, c.Start, c.End, index.Runes())
		}
		s := span.Span{Start: index.Byte(c.Start), End: index.Byte(c.End)}
		if got := s.Of(r.Text); got != c.Text {
			return nil, fmt.Errorf("review: %s: %w: at %d–%d stands %q, the %s has %q",
				document.Doc, ErrOffsets, c.Start, c.End, got, c.Type, c.Text)
		}
		r.spans = append(r.spans, s)
	}
	line, at := 0, 0
	for _, s := range d.Sentences {
		line += strings.Count(d.Simple[at:s.Span.Start], "\n")
		at = s.Span.Start
		if s.Heading {
			r.Headings = append(r.Headings, line)
		}
	}
	r.blocks, r.lanes, r.first = r.layout()
	return r, nil
}

// title returns the report's title, or its id where it has none.
func (r *Report) title() string {
	if r.Document.Title != "" {
		return r.Document.Title
	}
	return r.Document.Doc
}

// language returns the tag of the report's script for the page.
func (r *Report) language() string {
	switch r.Document.Script {
	case simplify.Traditional:
		return "zh-Hant"
	case simplify.Simplified:
		return "zh-Hans"
	}
	return "zh"
}
