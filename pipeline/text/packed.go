package text

import (
	"context"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/text/internal/docx"
	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
	"github.com/huiyao/huiyao/pipeline/text/internal/ofd"
	"github.com/huiyao/huiyao/pipeline/text/internal/sheet"
)

// Media types of packed documents.
const (
	csvText  = "text/csv"
	docxFile = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsxFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ofdFile  = "application/ofd"
	pdfFile  = "application/pdf"
)

// packed reads a document whose format holds its text in a form of its own.
func (s *Stage) packed(ctx context.Context, d *pipeline.Doc) (f found, mediaType string, err error) {
	var text string
	var parts []pipeline.Part
	var tables []extractors.Table
	limit := s.options.MaxUnpacked
	switch d.Format {
	case "csv":
		mediaType = csvText
		text, parts, tables, err = sheet.CSV(d.Decoded)
	case "docx":
		mediaType = docxFile
		text, err = docx.Read(d.Raw, limit)
	case "xlsx":
		mediaType = xlsxFile
		text, parts, err = sheet.XLSX(d.Raw, limit)
	case "pdf":
		f, f.fault, err = pdfText(ctx, d.Raw)
		if err == nil && head(f.text) == nil {
			f.note = "the document holds no text"
		}
		return f, pdfFile, err
	case "ofd":
		mediaType = ofdFile
		var pages [][]layout.Line
		if pages, err = ofd.Read(d.Raw, limit); err == nil {
			text, parts = layout.Text(pages)
		}
	}
	if err != nil {
		return found{}, mediaType, err
	}
	f = plain(text)
	f.parts, f.tables = parts, tables
	if head(text) == nil {
		f.note = "the document holds no text"
	}
	return f, mediaType, nil
}
