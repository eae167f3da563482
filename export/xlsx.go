package export

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

const xlsxFile = "huiyao.xlsx"

// Limits of the form.
const (
	sheetRows = 1_048_576 // with the header
	cellUnits = 32_767    // UTF-16 units
)

// xlsxSink writes a workbook with a sheet for each table: a frozen header with filters,
// columns as wide as their kind needs. A table with more rows than a sheet holds goes on
// in NAME_2, NAME_3 and so on.
//
// A decimal is a number of 15 digits, as Excel has it, and beside it the exact digits as
// text. Null and "" are empty cells. Text is never a formula, whatever it begins with.
type xlsxSink struct {
	out      *os.File
	path     string
	book     *excelize.File
	tables   []Table
	sheets   []*sheet
	header   int // styles
	date     int
	limit    int // sheetRows, less in tests
	result   *Result
	cut      int // texts that are longer than a cell can be
	replaced int // texts with characters that XML does not have
	cells    []any
	failed   bool
}

// sheet is the sheet of a table that rows are written to.
type sheet struct {
	*excelize.StreamWriter
	name    string
	number  int // 1 for the table's first
	rows    int // with the header
	columns int
}

func newXLSX(out *outputs, tables []Table, result *Result) (*xlsxSink, error) {
	path, err := out.path(xlsxFile)
	if err != nil {
		return nil, err
	}
	s := &xlsxSink{path: path, book: excelize.NewFile(), tables: tables, sheets: make([]*sheet, len(tables)), limit: sheetRows, result: result}
	if err := s.begin(); err != nil {
		if s.out != nil {
			_ = s.out.Close()
		}
		return nil, errors.Join(fmt.Errorf("xlsx: %w", err), s.book.Close())
	}
	return s, nil
}

func (s *xlsxSink) begin() (err error) {
	if s.out, err = os.Create(s.path); err != nil {
		return err
	}
	if s.header, err = s.book.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7EEF5"}},
	}); err != nil {
		return err
	}
	format := "yyyy-mm-dd"
	if s.date, err = s.book.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return err
	}
	for t := range s.tables {
		if err := s.add(t, 1); err != nil {
			return err
		}
	}
	return nil
}

// add begins the table's sheet of the given number.
func (s *xlsxSink) add(t, number int) error {
	table := &s.tables[t]
	name := table.Name
	if number > 1 {
		name = fmt.Sprintf("%s_%d", name, number)
	}
	var err error
	if t == 0 && number == 1 {
		err = s.book.SetSheetName(s.book.GetSheetName(0), name) // a new workbook has one sheet
	} else {
		_, err = s.book.NewSheet(name)
	}
	if err != nil {
		return err
	}
	w, err := s.book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	var heads []any
	for _, c := range table.Columns {
		heads = append(heads, c.Name)
		if err := w.SetColWidth(len(heads), len(heads), width(c)); err != nil {
			return err
		}
		if c.Kind == record.DecimalField {
			heads = append(heads, c.Name+exactText)
			if err := w.SetColWidth(len(heads), len(heads), width(c)); err != nil {
				return err
			}
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	styled := make([]any, len(heads))
	for i, h := range heads {
		styled[i] = excelize.Cell{StyleID: s.header, Value: h}
	}
	s.sheets[t] = &sheet{StreamWriter: w, name: name, number: number, rows: 1, columns: len(heads)}
	return w.SetRow("A1", styled)
}

// width returns how wide a column is, in characters.
func width(c record.Field) float64 {
	w := 16
	switch {
	case c.Name == "sentence" || c.Name == "description" || c.Name == "message" || c.Kind == record.ListField:
		w = 60
	case slices.Contains([]string{"text", "simplified", "indicator", "name", "section", "title", "values"}, c.Name):
		w = 28
	case c.Kind == record.IntegerField || c.Kind == record.BooleanField:
		w = 8
	}
	return float64(max(w, len(c.Name)+3)) // room for the filter's arrow
}

func (s *xlsxSink) write(t int, row []any) error {
	if err := s.row(t, row); err != nil {
		s.failed = true
		return fmt.Errorf("xlsx: %s: %w", s.tables[t].Name, err)
	}
	return nil
}

func (s *xlsxSink) row(t int, row []any) error {
	if s.sheets[t].rows == s.limit {
		if err := s.end(s.sheets[t]); err != nil {
			return err
		}
		if err := s.add(t, s.sheets[t].number+1); err != nil {
			return err
		}
	}
	s.cells = s.cells[:0]
	for i, v := range row {
		c := &s.tables[t].Columns[i]
		switch v := v.(type) {
		case nil:
			s.cells = append(s.cells, nil)
			if c.Kind == record.DecimalField {
				s.cells = append(s.cells, nil)
			}
		case record.Decimal:
			exact := v.String()
			s.cells = append(s.cells, double(exact), s.text(exact))
		case []string:
			s.cells = append(s.cells, s.text(listJSON(v)))
		case string:
			if c.Kind != record.DateField {
				s.cells = append(s.cells, s.text(v))
				continue
			}
			date, known, err := day(v)
			switch {
			case err != nil:
				return err
			case known:
				s.cells = append(s.cells, excelize.Cell{StyleID: s.date, Value: date})
			default:
				s.cells = append(s.cells, nil)
			}
		default:
			s.cells = append(s.cells, v)
		}
	}
	h := s.sheets[t]
	h.rows++
	return h.SetRow(fmt.Sprintf("A%d", h.rows), s.cells)
}

// text returns what a cell can hold of a text, nil for "", and counts what it cannot.
func (s *xlsxSink) text(text string) any {
	if text == "" {
		return nil
	}
	if len(text) > cellUnits && span.UTF16Len(text) > cellUnits {
		s.cut++
		units := 0
		for i, r := range text {
			if units += utf16Len(r); units > cellUnits-1 {
				text = text[:i] + "…"
				break
			}
		}
	}
	if strings.ContainsFunc(text, notInXML) {
		s.replaced++ // the library writes U+FFFD for it
	}
	return text
}

func utf16Len(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// notInXML reports whether XML 1.0 has no way to write r.
func notInXML(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF || r > utf8.MaxRune
}

// end completes a sheet.
func (s *xlsxSink) end(h *sheet) error {
	last, err := excelize.CoordinatesToCellName(h.columns, h.rows)
	if err != nil {
		return err
	}
	if err := s.book.AutoFilter(h.name, "A1:"+last, nil); err != nil {
		return err
	}
	return h.Flush()
}

func (s *xlsxSink) close() error {
	err := s.finish()
	if err != nil {
		err = fmt.Errorf("xlsx: %w", err)
	}
	return errors.Join(err, s.book.Close(), s.out.Close())
}

func (s *xlsxSink) finish() error {
	if s.failed {
		return nil
	}
	for _, h := range s.sheets {
		if err := s.end(h); err != nil {
			return err
		}
	}
	if s.cut > 0 {
		s.result.Warnings = append(s.result.Warnings, fmt.Sprintf("xlsx: %d texts are longer than the %d characters that a cell holds: they are cut and end in …", s.cut, cellUnits))
	}
	if s.replaced > 0 {
		s.result.Warnings = append(s.result.Warnings, fmt.Sprintf("xlsx: %d texts have control characters, which XLSX cannot hold: there is U+FFFD in their place", s.replaced))
	}
	// The library writes the parts of the file in the order of a map, into memory. They go
	// to a file of their own instead, and from there into the right order, as they are,
	// compressed.
	unsorted, err := os.CreateTemp("", "huiyao-*.xlsx")
	if err != nil {
		return err
	}
	defer func() {
		_ = unsorted.Close()
		_ = os.Remove(unsorted.Name())
	}()
	s.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(unsorted) })
	if err := s.book.Write(io.Discard); err != nil {
		return err
	}
	return sortZip(s.out, unsorted)
}

// sortZip writes the files of the zip archive in to out, by name.
func sortZip(out io.Writer, in *os.File) error {
	info, err := in.Stat()
	if err != nil {
		return err
	}
	from, err := zip.NewReader(in, info.Size())
	if err != nil {
		return err
	}
	slices.SortFunc(from.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	to := zip.NewWriter(out)
	for _, f := range from.File {
		if err := to.Copy(f); err != nil {
			return err
		}
	}
	return to.Close()
}
