package flow

import (
	"encoding/xml"

	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// OpenDocument is that of ODT and ODS (GB/T 20916 and ISO/IEC 26300).
var OpenDocument = Dialect{
	Paragraph: Set("p h"), Table: Set("table"), Row: Set("table-row"), Cell: Set("table-cell"), Covered: "covered-table-cell",
	Skip: Set("note annotation tracked-changes ruby-text forms sequence-decls scripts font-face-decls automatic-styles object shapes named-expressions"),
	Tab:  "tab", Break: "line-break", Space: "s",
	Columns: "number-columns-spanned", Rows: "number-rows-spanned", Repeat: "number-columns-repeated",
	Hidden: func(e xml.StartElement) bool {
		v := pack.Attr(e, "visibility")
		return e.Name.Local == "table-row" && (v == "collapse" || v == "filter")
	},
}

// Slides is that of the slides of PPTX.
var Slides = Dialect{
	Paragraph: Set("p"), Table: Set("tbl"), Row: Set("tr"), Cell: Set("tc"), Text: "t",
	Skip: Set("Fallback"), Break: "br", Columns: "gridSpan", Rows: "rowSpan", Covered: "-", // as empty cells
}

// UOF is that of GB/T 20916-2007, the Chinese office format.
var UOF = Dialect{
	Paragraph: Set("段落"), Table: Set("文字表 工作表内容"), Row: Set("行"), Cell: Set("单元格"), Text: "文本串",
	Skip: Set("元数据 式样集 用户数据集 批注集 脚注 尾注 删除开始"), Tab: "制表符", Break: "换行符", Space: "空格符",
	Columns: "跨列", Rows: "跨行",
}

// Workbook2003 is that of XML Spreadsheet 2003.
var Workbook2003 = Dialect{
	Paragraph: Set("Data"), Table: Set("Table"), Row: Set("Row"), Cell: Set("Cell"),
	Skip: Set("Styles DocumentProperties Comment PhoneticText WorksheetOptions ExcelWorkbook"), Columns: "MergeAcross", Rows: "MergeDown", More: true, Index: "Index",
	Hidden: func(e xml.StartElement) bool {
		return e.Name.Local == "Row" && pack.Attr(e, "Hidden") == "1"
	},
}
