package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
)

// book1 returns a workbook of one sheet with the XML given.
func book1(t testing.TB, sheet, shared string) []byte {
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"xl/workbook.xml", `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet>` + sheet},
		{"xl/sharedStrings.xml", `<sst>` + shared + `</sst>`},
	} {
		f, err := w.Create(part[0])
		require.NoError(t, err)
		_, err = io.WriteString(f, head+part[1])
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func TestXLSXHidden(t *testing.T) {
	raw := book1(t, `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>
		<row r="1"><c r="A1" t="inlineStr"><is><t>指标</t></is></c><c r="B1" t="inlineStr"><is><t>内部</t></is></c><c r="C1" t="inlineStr"><is><t>数值</t></is></c></row>
		<row r="2" hidden="1"><c r="A2"><v>7</v></c></row>
		<row r="3"><c r="A3" t="inlineStr"><is><t>甲</t></is></c><c r="B3"><v>8</v></c><c r="C3"><v>9</v></c></row></sheetData>
		<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="B1:C1"/></mergeCells></worksheet>`, "")
	got, err := read(raw, 1<<20)
	require.NoError(t, err)
	assert.Equal(t, "指标\t数值\n甲\t9\n", got.Text)
	assert.Equal(t, []extractors.Table{{Last: 2, Merges: []extractors.Merge{{Rows: 2, Columns: 1}, {Column: 1, Rows: 1, Columns: 1}}}}, got.Tables)
	got, err = XLSX(raw, Options{Limit: 1 << 20, Hidden: true, Budget: budget.New(len(raw), 1<<20)})
	require.NoError(t, err)
	assert.Equal(t, "指标\t内部\t数值\n7\n甲\t8\t9\n", got.Text)
}

func TestXLSXFormulas(t *testing.T) {
	raw := book1(t, `<sheetData><row r="1"><c r="A1"><v>20</v></c><c r="B1"><f>A1*2+B2</f></c><c r="C1"><f>SUM(A1:B1,1)/4</f></c><c r="D1"><f>D2</f></c></row>
		<row r="2"><c r="B2"><f>ROUND(2.25,1)</f></c><c r="C2"><f>VLOOKUP(A1,B1:B2,1)</f></c><c r="D2"><f>D1+1</f></c><c r="E2"><f>A1/0</f></c><c r="F2"><f>A1+1</f><v>99</v></c></row></sheetData></worksheet>`, "")
	got, err := read(raw, 1<<20)
	require.NoError(t, err)
	assert.Equal(t, "20\t42.3\t15.825\n\t2.3\t\t\t\t99\n", got.Text)
	assert.ErrorContains(t, got.Fault, `sheet "Sheet1": 4 formulas have no value in the file and are left out, the first in D1`)
}

// TestXLSXCutOff wants the rows before a fault, and the fault.
func TestXLSXCutOff(t *testing.T) {
	for name, rest := range map[string]string{"cut_off": `<row r="2"><c r="A2"><v>4`, "faulty": `<row r="2"><c r="A2"><v>&bad;</v></c></row></sheetData></worksheet>`} {
		got, err := read(book1(t, `<sheetData><row r="1"><c r="A1"><v>3</v></c></row>`+rest, ""), 1<<20)
		require.NoError(t, err, name)
		assert.Equal(t, "3\n", got.Text, name)
		assert.ErrorContains(t, got.Fault, `sheet "Sheet1": xl/worksheets/sheet1.xml: XML syntax error`, name)
	}
}

// TestXLSXGrows wants an error where a small file holds a large text.
func TestXLSXGrows(t *testing.T) {
	many := strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 2000)
	_, err := read(book1(t, `<sheetData>`+many+`</sheetData></worksheet>`, `<si><t>`+strings.Repeat("长", 10_000)+`</t></si>`), 1<<30)
	assert.ErrorIs(t, err, budget.ErrLimit)
	wide := strings.Repeat(`<row><c r="XFD1"><v>1</v></c></row>`, 2000)
	_, err = read(book1(t, `<sheetData>`+strings.ReplaceAll(wide, `<row>`, `<row r="1">`)+`</sheetData></worksheet>`, ""), 1<<30)
	assert.ErrorIs(t, err, budget.ErrLimit)
}
