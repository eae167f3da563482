package text

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/decode"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
	"github.com/huiyao/huiyao/pipeline/text/internal/docx"
	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
	"github.com/huiyao/huiyao/pipeline/text/internal/ofd"
	"github.com/huiyao/huiyao/pipeline/text/internal/pdf"
	"github.com/huiyao/huiyao/pipeline/text/internal/sheet"
)

// Media types of packed documents.
const (
	csvText  = "text/csv"
	docxFile = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsxFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ofdFile  = "application/ofd"
	pdfFile  = "application/pdf"
	odfFiles = "application/vnd.oasis.opendocument."
	pptxFile = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	epubFile = "application/epub+zip"
	mailFile = "message/rfc822"
	xmlFile  = "application/xml"
)

// errLocked is the error for documents with a password.
var errLocked = errors.New("is protected by a password: save it without one")

// packed reads a document whose format holds its text in a form of its own.
func (s *Stage) packed(ctx context.Context, d *pipeline.Doc) (f found, mediaType string, err error) {
	var text string
	var parts []pipeline.Part
	var tables []extractors.Table
	var fault error
	room := budget.New(len(d.Raw)+len(d.Decoded), s.options.MaxUnpacked)
	limit := room.Unpacked()
	switch d.Format {
	case "csv":
		mediaType = csvText
		text, parts, tables, err = sheet.CSV(d.Decoded)
	case "docx":
		mediaType = docxFile
		var t docx.Text
		t, err = docx.Read(d.Raw, docx.Options{Limit: limit, Budget: room, Chunk: chunk})
		text, tables, fault = t.Text, t.Tables, t.Fault
	case "xlsx":
		mediaType = xlsxFile
		var t sheet.Text
		t, err = sheet.XLSX(d.Raw, sheet.Options{Limit: limit, Hidden: s.options.Hidden, Budget: room})
		text, parts, tables, fault = t.Text, t.Parts, t.Tables, t.Fault
	case "odt", "ods":
		f, err = openDocument(d.Raw, room)
		return f, odfFiles + map[string]string{"odt": "text", "ods": "spreadsheet"}[d.Format], err
	case "pptx":
		f, err = slides(d.Raw, room)
		return f, pptxFile, err
	case "epub":
		f, err = book(d.Raw, room)
		return f, epubFile, err
	case "pdf", "ofd":
		mediaType = pdfFile
		read := func(each func(p *layout.Page) error) error { return pdf.Read(ctx, d.Raw, each) }
		if d.Format == "ofd" {
			mediaType = ofdFile
			read = func(each func(p *layout.Page) error) error { return ofd.Read(ctx, d.Raw, limit, each) }
		}
		f, f.fault, err = paged(read)
		if err == nil && head(f.text) == nil {
			f.note = "the document holds no text"
		}
		return f, mediaType, err
	}
	if err != nil {
		return found{}, mediaType, err
	}
	f = plain(text)
	f.parts, f.tables, f.fault = parts, tables, fault
	if head(text) == nil {
		f.note = "the document holds no text"
	}
	return f, mediaType, nil
}

// chunk returns the text of a file that stands in another document, by its name.
func chunk(name string, raw []byte) (string, error) {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".htm", ".html", ".xhtml":
		s, err := decode.String(raw)
		if err != nil {
			return "", err
		}
		return fragment(s)
	case ".txt":
		return decode.String(raw)
	default:
		return "", fmt.Errorf("a part of the format %q is not read", ext)
	}
}
