package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
	"testing"
	codes "unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

const ns = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="x"`

// file makes a document of a body and, in turn, other parts' names and contents.
func file(body string, parts ...string) []byte {
	parts = append(parts, "word/document.xml", "<w:document"+ns+"><w:body>"+body+"</w:body></w:document>")
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

func p(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func run(properties, text string) string {
	return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>"
}

// utf16 returns s in UTF-16 with a byte order mark.
func utf16(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, u := range codes.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// item is a paragraph of a list.
func item(num, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr><w:r><w:t>` + text + "</w:t></w:r></w:p>"
}

func read(raw []byte, limit int64) (Text, error) {
	return Read(raw, Options{Limit: limit, Budget: budget.New(len(raw), limit), Chunk: func(name string, raw []byte) (string, error) {
		return path.Base(name) + ": " + string(raw), nil
	}})
}

func TestRead(t *testing.T) {
	numbering := `<w:numbering` + ns + `>
		<w:abstractNum w:abstractNumId="0">
			<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
			<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
			<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/></w:lvl>
		</w:abstractNum>
		<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
		<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
		<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
	</w:numbering>`
	styles := `<w:styles` + ns + `><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>
		<w:style w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:styleId="y"><w:basedOn w:val="x"/></w:style></w:styles>`
	lists := []string{"word/numbering.xml", numbering, "word/styles.xml", styles}
	cell := func(s string) string { return "<w:tc>" + s + "</w:tc>" }
	for _, c := range []struct {
		name, body, want string
		parts            []string
	}{
		{"empty", "", "", nil},
		{"paragraphs", p("一") + "<w:p/>" + p("二"), "一\n\n二\n", nil},
		{"runs", "<w:p><w:r><w:t>总投资</w:t></w:r><w:r><w:t>6700</w:t><w:tab/><w:t>多亿元</w:t><w:br/><w:t>二</w:t></w:r></w:p>", "总投资6700\t多亿元\n二\n", nil},
		{"tab_stops_are_no_tabs", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>一</w:t></w:r></w:p>`, "一\n", nil},
		{"entities", p("A&amp;B &lt;"), "A&B <\n", nil},
		{"deleted", "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>", "新\n", nil},
		{"hidden", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r></w:p>", "显\n", nil},
		{"field_codes", `<w:p><w:r><w:instrText>HYPERLINK "http://x"</w:instrText></w:r><w:hyperlink><w:r><w:t>统计局</w:t></w:r></w:hyperlink></w:p>`, "统计局\n", nil},
		{"text_box", "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("框") + "</w:txbxContent></mc:Choice><mc:Fallback>" + p("框") + "</mc:Fallback></mc:AlternateContent><w:t>文</w:t></w:r></w:p>", "框\n文\n", nil},
		{"drawing", "<w:p><w:r><a:p><a:x/></a:p><w:t>文</w:t></w:r></w:p>", "文\n", nil},
		{"table", "<w:tbl><w:tr>" + cell(p("项目")+p("名称")) + cell(p("")) + cell(p("3")) + "</w:tr><w:tr>" + cell(p(" ")) + "</w:tr></w:tbl>" + p("后"), "项目 名称\t\t3\n后\n", nil},
		{"table_in_a_cell", "<w:tbl><w:tr>" + cell("<w:tbl><w:tr>"+cell(p("甲"))+cell(p("乙"))+"</w:tr></w:tbl>") + cell(p("丙")) + "</w:tr></w:tbl>", "甲 乙\t丙\n", nil},
		{"list", item("1", "0", "总体") + item("1", "1", "甲") + item("1", "1", "乙") + item("1", "2", "丙") + item("1", "0", "任务") + item("1", "1", "丁"),
			"一、总体\n（一）甲\n（二）乙\n一.1. 丙\n二、任务\n（一）丁\n", lists},
		{"list_goes_on_and_starts_again", item("1", "0", "甲") + p("文") + item("1", "0", "乙") + item("3", "0", "丙"), "一、甲\n文\n二、乙\n一、丙\n", lists},
		{"bullets", item("2", "0", "甲"), "甲\n", lists},
		{"list_of_a_style", `<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`, "一、甲\n", lists},
		{"styles_in_a_ring", `<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`, "甲\n", lists},
		{"no_such_list", item("9", "0", "甲") + item("1", "8", "乙") + item("1", "x", "丙") + item("0", "0", "丁"), "甲\n乙\n一、丙\n丁\n", lists},
		{"figure_of_a_note", "<w:p>" + run("", "新建公园") + run(`<w:vertAlign w:val="superscript"/>`, "2") + run("", "18个，面积3km") + run(`<w:vertAlign w:val="superscript"/>`, "2") + run(`<w:vertAlign w:val="superscript"/>`, "[3]") + "</w:p>", "新建公园²18个，面积3km²[3]\n", nil},
		{"lowered_figure", "<w:p>" + run("", "PM") + run(`<w:vertAlign w:val="subscript"/>`, "2.5") + "</w:p>", "PM2.5\n", nil},
		{"reading_above", "<w:p><w:r><w:ruby><w:rt><w:r><w:t>bèng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>蚌</w:t></w:r></w:rubyBase></w:ruby></w:r>" + run("", "埠") + "</w:p>", "蚌埠\n", nil},
		{"fraction_and_power", `<w:p>` + run("", "约占") + `<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>`, "约占2/3m³\n", nil},
		{"large_first_letter", `<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="2"/></w:pPr>` + run("", "今") + "</w:p>" + p("年新增就业3万人。"), "今年新增就业3万人。\n", nil},
		{"line_ends_in_a_sentence", "<w:p>" + run("", "投资达到") + "<w:r><w:br/></w:r>" + run("", "3亿元，") + "<w:r><w:br/></w:r>" + run("", "增长2%。") + "</w:p>", "投资达到3亿元，增长2%。\n", nil},
		{"lines_of_their_own", "<w:p>" + run("", "一、投资") + "<w:r><w:br/></w:r>" + run("", "二、就业") + "<w:r><w:br/></w:r>" + run("", "电话：110。") + "</w:p>", "一、投资\n二、就业\n电话：110。\n", nil},
		{"hidden_by_style", `<w:p><w:pPr><w:pStyle w:val="n"/></w:pPr>` + run("", "隐") + "</w:p><w:p>" + run("", "显") + run(`<w:rStyle w:val="m"/>`, "隐") + run(`<w:rStyle w:val="o"/>`, "1") + "</w:p>", "显¹\n", []string{"word/styles.xml",
			`<w:styles` + ns + `><w:style w:styleId="n"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="m"><w:basedOn w:val="n"/></w:style><w:style w:styleId="o"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>`}},
		{"to_be_filled_in", `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + p("单击此处输入") + `</w:sdtContent></w:sdt><w:sdt><w:sdtContent>` + p("文") + "</w:sdtContent></w:sdt>", "文\n", nil},
		{"table_as_a_frame", "<w:tbl><w:tr>" + cell(p("一、总体")+p("投资3亿元。")) + "</w:tr><w:tr>" + cell("<w:tbl><w:tr>"+cell(p("甲"))+cell(p("乙"))+"</w:tr></w:tbl>") + "</w:tr></w:tbl>", "一、总体\n投资3亿元。\n甲\t乙\n", nil},
		{"part_in_utf16", "", "十六位\n", []string{"word/document.xml", utf16("<w:document" + ns + "><w:body>" + p("十六位") + "</w:body></w:document>")}},
		{"chunk", p("前") + `<w:altChunk r:id="r1"/>` + p("后"), "前\na.txt: 块\n后\n", []string{"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Target="a.txt"/></Relationships>`, "word/a.txt", "块"}},
		{"long_label", item("1", "0", "甲"), "甲\n", []string{"word/numbering.xml", `<w:numbering` + ns + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="` + strings.Repeat("x", 1000) + `"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`}},
		{"empty_item_is_not_counted", item("1", "0", "") + item("1", "0", "甲"), "\n一、甲\n", lists},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := read(file(c.body, c.parts...), 1<<20)
			require.NoError(t, err)
			assert.Equal(t, c.want, got.Text)
		})
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		n            int
		format, want string
	}{
		{3, "decimal", "3"}, {3, "decimalZero", "03"}, {12, "decimalFullWidth", "１２"}, {3, "none", ""}, {3, "unheard", "3"},
		{0, "chineseCounting", "零"}, {1, "chineseCounting", "一"}, {10, "chineseCounting", "十"}, {11, "chineseCounting", "十一"}, {20, "chineseCounting", "二十"},
		{101, "chineseCounting", "一百零一"}, {110, "chineseCounting", "一百一十"}, {2003, "chineseCounting", "二千零三"}, {10000, "chineseCounting", "10000"},
		{12, "chineseLegalSimplified", "拾贰"}, {2, "ideographTraditional", "乙"}, {11, "ideographTraditional", "11"}, {3, "ideographZodiac", "寅"},
		{20, "decimalEnclosedCircle", "⑳"}, {21, "decimalEnclosedCircle", "21"}, {2, "lowerLetter", "b"}, {28, "upperLetter", "BB"}, {14, "upperRoman", "XIV"}, {9, "lowerRoman", "ix"}, {-1, "upperRoman", "-1"},
	} {
		assert.Equal(t, c.want, number(c.n, c.format), "%d %s", c.n, c.format)
	}
}

func TestHostileFiles(t *testing.T) {
	laughs := `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><w:document` + ns + `><w:body>` + p("&b;") + p("&c;") + "</w:body></w:document>"
	whole := file(p(strings.Repeat("甲", 1000)))
	for name, raw := range map[string][]byte{
		"no_zip": []byte("PK\x03\x04"), "cut": whole[:len(whole)/2],
		"laughs": file("", "word/document.xml", laughs), "deep": file(strings.Repeat("<w:p>", 100_000)),
		"bomb": file(p(strings.Repeat("x", 1<<20))), "not_xml": file("<w:p>"), "no_document": file("", "word/other.xml", "")[:0],
		"bomb_of_styles": file("", "word/styles.xml", "<s>"+strings.Repeat(" ", 1<<20)),
	} {
		// The first part of a name counts.
		_, err := read(raw, 1<<18)
		assert.Error(t, err, name)
	}
	_, err := read(file(strings.Repeat("<w:p>", 100_000)), 1<<20)
	assert.ErrorIs(t, err, pack.ErrDepth)
	_, err = read(file(p(strings.Repeat("x", 1<<20))), 1<<18)
	assert.ErrorIs(t, err, pack.ErrLimit)
	_, err = read(file("", "word/document.xml", laughs), 1<<18)
	assert.ErrorContains(t, err, "invalid character entity")
}

// FuzzDocument reads any body, numbering and styles.
func FuzzDocument(f *testing.F) {
	f.Add(p("一")+item("1", "0", "二"), `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`, "")
	f.Add("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "", `<w:style w:styleId="a"><w:numId w:val="1"/></w:style>`)
	f.Fuzz(func(t *testing.T, body, numbering, styles string) {
		raw := file(body, "word/numbering.xml", "<w:numbering"+ns+">"+numbering+"</w:numbering>", "word/styles.xml", "<w:styles"+ns+">"+styles+"</w:styles>")
		got, err := read(raw, 1<<20)
		if err != nil {
			return
		}
		require.Equal(t, strings.ToValidUTF8(got.Text, ""), got.Text)
	})
}

// TestMergedCells wants cells that reach over others where they are, and nothing in those.
func TestMergedCells(t *testing.T) {
	cell := func(properties, s string) string {
		return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(s) + "</w:tc>"
	}
	const restart, goesOn = `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`
	got, err := read(file(p("文")+"<w:tbl><w:tr>"+cell(restart, "指标")+cell(`<w:gridSpan w:val="2"/>`, "2024年")+"</w:tr><w:tr>"+cell(goesOn, "")+cell("", "数值")+cell("", "增速")+
		"</w:tr><w:tr>"+cell("", "甲")+cell("", "1")+cell("", "2")+"</w:tr></w:tbl>"), 1<<20)
	require.NoError(t, err)
	assert.Equal(t, "文\n指标\t2024年\n\t数值\t增速\n甲\t1\t2\n", got.Text)
	assert.Equal(t, []extractors.Table{{First: 1, Last: 4, Merges: []extractors.Merge{{Rows: 2, Columns: 1}, {Column: 1, Rows: 1, Columns: 2}}}}, got.Tables)
}

// TestGrows wants an error where a small file holds a large text.
func TestGrows(t *testing.T) {
	_, err := read(file(strings.Repeat(p(strings.Repeat("x", 1000)), 20_000)), 1<<30)
	assert.ErrorIs(t, err, budget.ErrLimit)
}
