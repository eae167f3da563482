package export

import (
	"bufio"
	"encoding/csv"
	"os"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/record"
)

// csvSink writes one file for each table, as RFC 4180 has it but with \n line ends.
//
// Numbers are exact, with all their digits; null is an empty cell; a boolean is true or
// false; a list is JSON. Text that a spreadsheet could take for a formula has an
// apostrophe before it: see guard.
type csvSink struct {
	tables  []Table
	files   []*os.File
	buffers []*bufio.Writer
	writers []*csv.Writer
	cells   []string
}

func newCSV(out *outputs, tables []Table, o Options) (*csvSink, error) {
	s := &csvSink{tables: tables}
	for _, t := range tables {
		f, err := out.create(t.Name + ".csv")
		if err != nil {
			return nil, err
		}
		b := bufio.NewWriterSize(f, 1<<16)
		if !o.NoBOM {
			_, _ = b.WriteString("\ufeff") // into the buffer: cannot fail
		}
		w := csv.NewWriter(b)
		s.files, s.buffers, s.writers = append(s.files, f), append(s.buffers, b), append(s.writers, w)
		s.cells = s.cells[:0]
		for _, c := range t.Columns {
			s.cells = append(s.cells, c.Name)
		}
		if err := w.Write(s.cells); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *csvSink) write(t int, row []any) error {
	s.cells = s.cells[:0]
	for i, v := range row {
		s.cells = append(s.cells, csvCell(s.tables[t].Columns[i].Kind, v))
	}
	return s.writers[t].Write(s.cells)
}

func csvCell(kind record.FieldKind, v any) string {
	switch v := v.(type) {
	case string:
		if kind == record.DateField {
			return v
		}
		return guard(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case record.Decimal:
		return v.String()
	case []string:
		return listJSON(v) // begins with [, which is no formula
	}
	return ""
}

func (s *csvSink) close() error {
	for i, w := range s.writers {
		w.Flush()
		if err := w.Error(); err != nil {
			_ = closeAll(s.files)
			return err
		}
		if err := s.buffers[i].Flush(); err != nil {
			_ = closeAll(s.files)
			return err
		}
	}
	return closeAll(s.files)
}

// guarded begin texts that spreadsheets may run as formulas, the full-width ones in East
// Asian settings; and the apostrophe itself, so that guard can be undone.
const guarded = "=+-@\t\r\n＝＋－＠'"

// guard puts an apostrophe before text that a spreadsheet could take for a formula. To
// have the text back, take away one apostrophe from the start of every text that has one.
func guard(text string) string {
	for _, r := range text {
		if strings.ContainsRune(guarded, r) {
			return "'" + text
		}
		break
	}
	return text
}
