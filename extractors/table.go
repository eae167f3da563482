package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// cell is what a table says of the number in one of its cells.
type cell struct {
	unit   unitOfCell
	label  span.Span // the row's first cell without its unit, in the sentence's text
	header string    // the column's header
	at     int       // where the header begins in Document.Text
	name   int       // the length of the header's words where it states the unit: 面积（公顷）
}

// unitOfCell is a unit as tables state it: 万吨, %, 亿元.
type unitOfCell struct {
	scale   apd.Decimal // 10000 for 万吨
	reading *dict.Unit
	word    *dict.MeasureWord
}

func (u *unitOfCell) known() bool { return u.reading != nil || u.word != nil }

// column is what the header rows of a table say of one of its columns.
type column struct {
	header string
	at     int
	unit   unitOfCell
	units  bool // the column holds the units of the rows
}

// tableCells gives the bare numbers in table rows (lines with tabs between their cells)
// the unit that the column's header, the row's first cell, its unit cell or a line above
// the table (单位：亿元) states. The unit cells themselves are no quantities.
func (m *measure) tableCells(d *Document, sentence int, cs []candidate) {
	text := d.Sentences[sentence].Text
	if !strings.Contains(text, "\t") {
		return
	}
	first := d.firstRow(sentence)
	above := unitOfCell{}
	for i := first - 1; i >= 0 && i >= first-3 && !above.known(); i-- {
		above = m.statedUnit(d.Sentences[i].Text, d.Region)
	}
	cells := splitCells(text)
	columns := make([]column, len(cells))
	for i := first; i < sentence && i < first+3; i++ {
		headers := splitCells(d.Sentences[i].Text)
		if i > first && m.numeric(d.Sentences[i].Text, headers) {
			break
		}
		for k := range headers {
			if k >= len(columns) {
				break
			}
			header := headers[k].Of(d.Sentences[i].Text)
			columns[k].header = header
			columns[k].at = d.Sentences[i].DocumentSpan(headers[k]).Start
			columns[k].units = columns[k].units || header == "单位" || header == "计量单位"
			if u := m.unitInBrackets(header, d.Region); u.known() {
				columns[k].unit = u
			}
			if u := m.statedUnit(header, d.Region); u.known() {
				above = u
			}
		}
	}
	row := unitOfCell{}
	for k := range cells {
		if columns[k].units {
			row = m.unitText(cells[k].Of(text), d.Region)
		}
	}
	if !row.known() && len(cells) > 0 {
		row = m.unitInBrackets(cells[0].Of(text), d.Region)
	}
	for k := range cs {
		c := &cs[k]
		at := -1
		for i := range cells {
			if cells[i].Contains(c.span) {
				at = i
			}
		}
		if at < 0 {
			continue
		}
		if columns[at].units || c.num.bare && trimCell(text, cells[at]) == c.span {
			c.reject("unit of a table's row", "table.unit")
			continue
		}
		if at > 0 && c.unit != "" && c.measured() && trimCell(text, cells[at]) == c.span {
			c.cell = &cell{label: labelOf(text, cells[0]), header: columns[at].header, at: columns[at].at} // 增速 5.2%
			continue
		}
		if at == 0 || c.unit != "" || trimCell(text, cells[at]) != c.num.span || c.num.class != "cardinal" {
			continue
		}
		unit := columns[at].unit
		for _, u := range []unitOfCell{row, above} {
			if !unit.known() {
				unit = u
			}
		}
		if !unit.known() {
			continue
		}
		m.applyCell(c, unit)
		c.cell = &cell{unit: unit, label: labelOf(text, cells[0]), header: columns[at].header, at: columns[at].at}
		if columns[at].unit.known() {
			c.cell.name = labelOf(columns[at].header, span.Span{End: len(columns[at].header)}).End
		}
	}
}

// firstRow returns the first of the sentences with tabs that the given one ends.
func (d *Document) firstRow(sentence int) int {
	if d.firstRows == nil {
		d.firstRows = make([]int, len(d.Sentences))
		for i := range d.Sentences {
			d.firstRows[i] = i
			if i > 0 && strings.Contains(d.Sentences[i-1].Text, "\t") {
				d.firstRows[i] = d.firstRows[i-1]
			}
		}
	}
	return d.firstRows[sentence]
}

// applyCell gives a number the unit of its cell.
func (m *measure) applyCell(c *candidate, u unitOfCell) {
	var v apd.Decimal
	_, _ = exact.Mul(&v, &c.num.value, &u.scale) // finite numbers, no rounding
	c.value.Set(&v)
	c.reason, c.rule = "", "table.cell"
	c.unitSpan = span.Span{Start: c.span.End, End: c.span.End}
	if u.reading != nil {
		c.reading, c.unit, c.dimension = u.reading, u.reading.Code, u.reading.Dimension
		if u.reading.Base == u.reading.Code {
			multiply(&c.value, u.reading.Factor)
		}
		return
	}
	c.word, c.unit, c.dimension = u.word, u.word.Unit, "count"
	if u.word.Unit == "person" || u.word.Unit == "person-time" {
		c.dimension = "person"
	}
}

// statedUnit reads 单位：亿元 anywhere in text.
func (m *measure) statedUnit(text, region string) unitOfCell {
	for _, mark := range []string{"单位：", "单位:"} {
		if _, after, ok := strings.Cut(text, mark); ok {
			after, _, _ = strings.Cut(after, "）")
			after, _, _ = strings.Cut(after, "、")
			return m.unitText(strings.TrimSpace(after), region)
		}
	}
	return unitOfCell{}
}

// unitInBrackets reads the unit in the last brackets of text: 在架服务器（万台）.
func (m *measure) unitInBrackets(text, region string) unitOfCell {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "(", "（"), ")", "）")
	open := strings.LastIndex(text, "（")
	if open < 0 {
		return unitOfCell{}
	}
	inside, _, ok := strings.Cut(text[open+len("（"):], "）")
	if !ok {
		return unitOfCell{}
	}
	return m.unitText(inside, region)
}

// unitText reads a text that is nothing but a unit, with or without a scale.
func (m *measure) unitText(text, region string) unitOfCell {
	text = strings.TrimSpace(text)
	u := unitOfCell{}
	u.scale.SetInt64(1)
	rest := text
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		if r > 0xFFFF {
			break
		}
		role := m.d.NumeralRoles.At(r)
		if role.Kind != dict.RoleSmall && role.Kind != dict.RoleBig {
			break
		}
		if _, n := m.d.Units.Prefix(rest); n > size { // 千瓦, 千公顷 apart
			break
		}
		u.scale.Exponent += int32(role.Value)
		rest = rest[size:]
	}
	unit, word, n := m.unitAt(rest, region)
	if n == 0 || n != len(rest) {
		return unitOfCell{}
	}
	u.reading, u.word = unit, word
	return u
}

// splitCells returns the spans of the cells of a row.
func splitCells(text string) []span.Span {
	var cells []span.Span
	start := 0
	for i := 0; i <= len(text); i++ {
		if i == len(text) || text[i] == '\t' {
			cells = append(cells, span.Span{Start: start, End: i})
			start = i + 1
		}
	}
	return cells
}

// numeric reports whether most cells of a row but the first begin with a digit: such a row
// is no header.
func (m *measure) numeric(text string, cells []span.Span) bool {
	count := 0
	for _, c := range cells[1:] {
		s := strings.TrimLeft(c.Of(text), " -")
		if s != "" && s[0] >= '0' && s[0] <= '9' && !strings.Contains(s, "年") {
			count++
		}
	}
	return count*2 >= len(cells)-1
}

func trimCell(text string, c span.Span) span.Span {
	for !c.Empty() && text[c.Start] == ' ' {
		c.Start++
	}
	for !c.Empty() && text[c.End-1] == ' ' {
		c.End--
	}
	return c
}

// labelOf returns the words of a row's first cell without 其中： and a unit in brackets.
func labelOf(text string, c span.Span) span.Span {
	c = trimCell(text, c)
	for _, head := range []string{"其中：", "其中:", "#"} {
		c.Start += prefixLen(c.Of(text), head)
	}
	if open := strings.IndexAny(c.Of(text), "（("); open > 0 {
		c.End = c.Start + open
	}
	return trimCell(text, c)
}
