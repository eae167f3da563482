package text

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
)

// zipped makes a zip file of parts' names and contents.
func zipped(parts ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			panic(err)
		}
		io.WriteString(f, parts[i+1])
	}
	w.Close()
	return b.Bytes()
}

// TestOfficeFormats wants the same paragraph and table of all of them: a header over two
// columns, and a label over two rows where the format has such.
func TestOfficeFormats(t *testing.T) {
	const text = "全县建成水库6座。\n指标\t2023年\n\t总量\t增速\n产值\t30\t5\n"
	merges := []extractors.Merge{{Column: 1, Rows: 1, Columns: 2}, {Rows: 2, Columns: 1}}
	const atom = "全县建成水库6座。"
	for _, c := range []struct {
		name, format string
		raw          []byte
		decoded      string
		title, date  string
		plain        bool // has no table
	}{
		{name: "odt", format: "odt", raw: zipped("content.xml", `<d xmlns:text="t" xmlns:table="b"><text:p>全县建成水库<text:note><text:p>注</text:p></text:note>6座。</text:p>
			<table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>指标</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>2023年</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
			<table:table-row><table:covered-table-cell/><table:table-cell><text:p>总量</text:p></table:table-cell><table:table-cell><text:p>增速</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
			<table:table-row table:visibility="collapse"><table:table-cell><text:p>隐</text:p></table:table-cell></table:table-row>
			<table:table-row><table:table-cell><text:p>产值</text:p></table:table-cell><table:table-cell><text:p>30</text:p></table:table-cell><table:table-cell><text:p>5</text:p></table:table-cell></table:table-row></table:table></d>`)},
		{name: "pptx", format: "pptx", raw: zipped("ppt/presentation.xml", `<p xmlns:r="r"><sldId r:id="b"/><sldId r:id="a"/></p>`, "ppt/_rels/presentation.xml.rels", `<R><Relationship Id="a" Target="slides/1.xml"/><Relationship Id="b" Target="slides/2.xml"/></R>`,
			"ppt/slides/2.xml", `<sld><p><r><t>全县建成水库</t></r><r><t>6座。</t></r></p></sld>`,
			"ppt/slides/1.xml", `<sld><tbl><tr><tc rowSpan="2"><p><t>指标</t></p></tc><tc gridSpan="2"><p><t>2023年</t></p></tc><tc hMerge="1"><p/></tc></tr><tr><tc vMerge="1"><p/></tc><tc><p><t>总量</t></p></tc><tc><p><t>增速</t></p></tc></tr><tr><tc><p><t>产值</t></p></tc><tc><p><t>30</t></p></tc><tc><p><t>5</t></p></tc></tr></tbl></sld>`)},
		{name: "uof", decoded: `<?xml version="1.0"?><u:UOF xmlns:u="u" xmlns:字="w"><u:元数据><字:段落><字:文本串>无</字:文本串></字:段落></u:元数据><字:段落>属性<字:文本串>全县建成水库6座。</字:文本串></字:段落>
			<字:文字表><字:行><字:单元格><字:单元格属性><字:跨行 字:值="2"/></字:单元格属性><字:段落><字:文本串>指标</字:文本串></字:段落></字:单元格></字:行></字:文字表></u:UOF>`, plain: true},
		{name: "word_2003", decoded: `<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>全县建成水库6座。</w:t></w:r></w:p><w:tbl>
			<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>2023年</w:t></w:r></w:p></w:tc></w:tr>
			<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>总量</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>增速</w:t></w:r></w:p></w:tc></w:tr>
			<w:tr><w:tc><w:p><w:r><w:t>产值</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:wordDocument>`},
		{name: "excel_2003", decoded: `<?xml version="1.0"?><Workbook xmlns:ss="s"><Worksheet><Table><Row><Cell><Data>全县建成水库6座。</Data></Cell></Row>
			<Row><Cell ss:MergeDown="1"><Data>指标</Data></Cell><Cell ss:MergeAcross="1"><Data>2023年</Data></Cell></Row><Row><Cell ss:Index="2"><Data>总量</Data></Cell><Cell><Data>增速</Data><Comment><Data>注</Data></Comment></Cell></Row>
			<Row ss:Hidden="1"><Cell><Data>隐</Data></Cell></Row><Row><Cell><Data>产值</Data></Cell><Cell><Data>30</Data></Cell><Cell><Data>5</Data></Cell></Row></Table></Worksheet></Workbook>`},
		{name: "epub", format: "epub", raw: zipped("META-INF/container.xml", `<c><rootfile full-path="o/c.opf"/></c>`, "o/c.opf", `<package><title>统计手册</title><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><itemref idref="n"/><itemref idref="a"/></package>`,
			"o/n.xhtml", "<p>目录</p>", "o/a.xhtml", "<html><body><p>"+atom+"</p></body></html>"), title: "统计手册", plain: true},
		{name: "mail", decoded: "Subject: =?utf-8?b?" + base64.StdEncoding.EncodeToString([]byte("水利通报")) + "?=\nDate: Tue, 05 Mar 2024 10:00:00 +0800\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" +
			base64.StdEncoding.EncodeToString([]byte(atom+"\n")) + "\n--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\n附件\n--x--\n", title: "水利通报", date: "2024-03-05", plain: true},
		{name: "rss", decoded: "<?xml version=\"1.0\"?><rss><channel><title>要闻</title><item><title></title><description>&lt;p&gt;" + atom + "&lt;/p&gt;</description></item></channel></rss>", plain: true},
		{name: "page_as_xls", decoded: "<meta charset=utf-8><p>" + atom + "<table><tr><td rowspan=2>指标<td colspan=2>2023年<tr><td>总量<td>增速<tr><td>产值<td>30<td>5</table>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := New(Options{})
			require.NoError(t, err)
			d := &pipeline.Doc{Format: c.format, Raw: c.raw, Decoded: c.decoded, Charset: "utf-8", SHA256: "x"}
			require.NoError(t, s.Run(context.Background(), d))
			if c.plain {
				assert.Contains(t, d.Text, atom)
				assert.NotContains(t, d.Text, "目录")
				assert.NotContains(t, d.Text, "附件")
				assert.NotContains(t, d.Text, "无")
			} else {
				assert.Equal(t, text, d.Text)
				require.Len(t, d.Tables, 1)
				for _, m := range merges {
					m.Row = 1 - d.Tables[0].First // the table of a sheet has the line above, too
					assert.Contains(t, d.Tables[0].Merges, m)
				}
			}
			if c.title != "" {
				assert.Equal(t, c.title, d.Title)
			}
			assert.Equal(t, c.date, d.Date)
		})
	}
}
