package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

func workbook(t testing.TB, fill func(f *excelize.File)) []byte {
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	require.NoError(t, f.Close())
	return b.Bytes()
}

func read(raw []byte, limit int64) (Text, error) {
	return XLSX(raw, Options{Limit: limit, Budget: budget.New(len(raw), limit)})
}

func TestXLSX(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
		require.NoError(t, err)
		grouped, err := f.NewStyle(&excelize.Style{NumFmt: 4})
		require.NoError(t, err)
		for cell, value := range map[string]any{
			"A1": "单位：亿元", "A3": "项目", "B3": "2024年", "C3": "增长", "A4": "总投资\n（含设备）", "B4": 6700.5, "C4": 0.156, "B5": 1234567.891, "E9": " ",
		} {
			require.NoError(t, f.SetCellValue("Sheet1", cell, value))
		}
		require.NoError(t, f.SetCellStyle("Sheet1", "C4", "C4", percent))
		require.NoError(t, f.SetCellStyle("Sheet1", "B5", "B5", grouped))
		for _, name := range []string{"就业情况", "隐藏", "空"} {
			_, err = f.NewSheet(name)
			require.NoError(t, err)
		}
		require.NoError(t, f.SetCellValue("就业情况", "A2", "新增就业3000人"))
		require.NoError(t, f.SetCellValue("隐藏", "A1", "隐"))
		require.NoError(t, f.SetSheetVisible("隐藏", false))
	})
	got, err := read(raw, 1<<24)
	require.NoError(t, err)
	require.NoError(t, got.Fault)
	text, parts := got.Text, got.Parts
	assert.Equal(t, "单位：亿元\n项目\t2024年\t增长\n总投资 （含设备）\t6700.5\t15.60%\n\t1,234,567.89\n就业情况\n新增就业3000人\n", text)
	var names []string
	for _, p := range parts {
		names = append(names, p.Kind+" "+p.Name+" "+strings.TrimSpace(text[p.Start:p.End])[:3])
	}
	assert.Equal(t, []string{"row Sheet1!1 单", "row Sheet1!3 项", "row Sheet1!4 总", "row Sheet1!5 1,2", "sheet Sheet1 单", "row 就业情况!2 新", "sheet 就业情况 就"}, names)

	_, err = read(raw, 100)
	assert.ErrorIs(t, err, pack.ErrLimit)
	_, err = read(raw[:len(raw)/2], 1<<24)
	assert.Error(t, err)
	_, err = read([]byte("PK\x03\x04"), 1<<24)
	assert.Error(t, err)
}

func TestCSV(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"commas", "项目,投资\n甲,\"1,200\"\n", "项目\t投资\n甲\t1,200\n"},
		{"semicolons", "项目;投资\n甲;3,5\n", "项目\t投资\n甲\t3,5\n"},
		{"tabs", "项目\t投资\n甲\t1,200", "项目\t投资\n甲\t1,200\n"},
		{"line_in_a_cell", "a,\"一\n二\"\n", "a\t一 二\n"},
		{"rows_of_any_length", "一\n一,二,三\n,,\n", "一\n一\t二\t三\n"},
		{"stray_quotes", "a,他说\"好\"\n", "a\t他说\"好\"\n"},
		{"open_quote", "a,\"b\nc", "a\tb c\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, parts, _, err := CSV(c.in)
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
			assert.Len(t, parts, strings.Count(c.want, "\n"))
		})
	}
	_, _, _, err := CSV(strings.Repeat(",", MaxCells+1))
	assert.ErrorIs(t, err, ErrWide)
}

func FuzzCSV(f *testing.F) {
	f.Add("项目,投资\n甲,\"1,200\"\n")
	f.Fuzz(func(t *testing.T, s string) {
		text, parts, _, err := CSV(s)
		if err != nil {
			return
		}
		check(t, text, parts)
	})
}

// FuzzXLSX reads a workbook with any sheet, words and styles.
func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>0.5</v></c></row>`, `<si><t>甲</t></si>`, `<xf numFmtId="10"/>`)
	f.Fuzz(func(t *testing.T, rows, words, styles string) {
		const head = `<?xml version="1.0" encoding="UTF-8"?>`
		const main = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, part := range [][2]string{
			{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`},
			{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
			{"xl/workbook.xml", `<workbook` + main + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>`},
			{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
			{"xl/worksheets/sheet1.xml", `<worksheet` + main + `><sheetData>` + rows + `</sheetData></worksheet>`},
			{"xl/sharedStrings.xml", `<sst` + main + `>` + words + `</sst>`},
			{"xl/styles.xml", `<styleSheet` + main + `><cellXfs>` + styles + `</cellXfs></styleSheet>`},
		} {
			f, err := w.Create(part[0])
			require.NoError(t, err)
			_, err = io.WriteString(f, head+part[1])
			require.NoError(t, err)
		}
		require.NoError(t, w.Close())
		got, err := read(b.Bytes(), 1<<22)
		if err != nil {
			return
		}
		check(t, got.Text, got.Parts)
	})
}

func check(t *testing.T, text string, parts []pipeline.Part) {
	for line := range strings.Lines(text) {
		require.NotEmpty(t, strings.TrimSpace(line))
	}
	for _, p := range parts {
		require.True(t, 0 <= p.Start && p.Start <= p.End && p.End <= len(text))
	}
}
