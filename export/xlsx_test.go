package export

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/huiyao/huiyao/record"
)

func openXLSX(t *testing.T, dir string) *excelize.File {
	t.Helper()
	book, err := excelize.OpenFile(filepath.Join(dir, xlsxFile))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, book.Close()) })
	return book
}

func TestXLSX(t *testing.T) {
	records := sample(t)
	book := openXLSX(t, export(t, records, Options{Forms: []string{XLSX}}))
	var names []string
	for _, table := range Tables() {
		names = append(names, table.Name)
		rows, err := book.GetRows(table.Name, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		at := 0
		for _, c := range table.Columns {
			assert.Equal(t, c.Name, rows[0][at])
			if at++; c.Kind == record.DecimalField {
				assert.Equal(t, c.Name+exactText, rows[0][at])
				at++
			}
		}
		assert.Len(t, rows[0], at)
		panes, err := book.GetPanes(table.Name)
		require.NoError(t, err)
		assert.True(t, panes.Freeze && panes.YSplit == 1)
		if table.Name == ColumnsTable {
			continue
		}
		want := rowsOf(table, records)
		require.Len(t, rows[1:], len(want), table.Name)
		for n, row := range want {
			cells := rows[n+1]
			at := 0
			cell := func() string { // empty cells at the end of a row are left out
				if at++; at > len(cells) {
					return ""
				}
				return cells[at-1]
			}
			for i, v := range row {
				switch v := v.(type) {
				case record.Decimal:
					number := cell()
					if f, ok := double(v.String()).(float64); ok {
						got, err := strconv.ParseFloat(number, 64)
						require.NoError(t, err)
						assert.InEpsilon(t, f, got, 1e-14, "Excel has 15 digits")
					} else {
						assert.Empty(t, number)
					}
					assert.Equal(t, v.String(), cell())
				case nil:
					assert.Empty(t, cell())
					if table.Columns[i].Kind == record.DecimalField {
						assert.Empty(t, cell())
					}
				case int:
					assert.Equal(t, strconv.Itoa(v), cell())
				case bool:
					assert.Equal(t, map[bool]string{true: "1", false: "0"}[v], cell())
				case []string:
					assert.Equal(t, listJSON(v), cell())
				case string:
					got := cell()
					if table.Columns[i].Kind == record.DateField && v != "" {
						days, err := strconv.ParseFloat(got, 64)
						require.NoError(t, err)
						date, err := excelize.ExcelDateToTime(days, false)
						require.NoError(t, err)
						got = date.Format("2006-01-02")
					}
					assert.Equal(t, v, got)
				}
			}
		}
	}
	assert.Equal(t, names, book.GetSheetList())
	formula, err := book.GetCellFormula(record.TypeDocument, "B2")
	require.NoError(t, err)
	assert.Empty(t, formula)
	filters := 0
	for _, n := range book.GetDefinedName() {
		if strings.HasSuffix(n.Name, "FilterDatabase") {
			filters++
		}
	}
	assert.Equal(t, len(names), filters)
}

func TestXLSXSaysWhatItCannotHold(t *testing.T) {
	text := strings.Repeat("𠮷", cellUnits/2+1)
	d := &record.Document{Head: record.Head{Type: record.TypeDocument, Doc: "long"}, Title: "a\x01b_x0001_", Text: &text}
	dir := t.TempDir()
	result, err := Write(context.Background(), stream([]record.Record{d}), dir, Options{Forms: []string{XLSX}})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"xlsx: 1 texts are longer than the 32767 characters that a cell holds: they are cut and end in …",
		"xlsx: 1 texts have control characters, which XLSX cannot hold: there is U+FFFD in their place",
	}, result.Warnings)
	rows, err := openXLSX(t, dir).GetRows(record.TypeDocument)
	require.NoError(t, err)
	assert.Contains(t, rows[1], "a\ufffdb_x0001_")
	assert.Contains(t, rows[1], strings.Repeat("𠮷", cellUnits/2)+"…")
}

func TestXLSXGoesOnOnAnotherSheet(t *testing.T) {
	out := &outputs{dir: t.TempDir()}
	s, err := newXLSX(out, Tables(), &Result{})
	require.NoError(t, err)
	s.limit = 3
	tables := Tables()
	require.Equal(t, record.TypeError, tables[11].Name)
	for range 5 {
		require.NoError(t, s.write(11, []any{"error", "a", "decode", "no text"}))
	}
	require.NoError(t, s.close())
	require.NoError(t, out.commit())
	book := openXLSX(t, out.dir)
	for name, want := range map[string]int{"error": 3, "error_2": 3, "error_3": 2} {
		rows, err := book.GetRows(name)
		require.NoError(t, err)
		assert.Len(t, rows, want, name)
		assert.Equal(t, "message", rows[0][3])
	}
}
