package docx

import (
	"strings"

	"github.com/huiyao/huiyao/extractors"
)

// tbl is a table under way.
type tbl struct{ rows []tblRow }

type tblRow struct {
	before int // columns of the grid that are left empty
	cells  []tblCell
}

type tblCell struct {
	blocks  []block
	columns int    // that it reaches over
	merge   string // restart where it reaches down, continue where one from above does
}

// block is a paragraph or a table in a cell.
type block struct {
	text  string
	table *tbl
}

// maxSpan is over how many columns a cell reaches at most.
const maxSpan = 63 // as in Word

// startTable begins a row or a cell.
func (r *reader) startTable(name string) {
	if len(r.tables) == 0 {
		return
	}
	t := r.tables[len(r.tables)-1]
	if name == "tr" {
		t.rows = append(t.rows, tblRow{})
		return
	}
	if n := len(t.rows); n > 0 {
		t.rows[n-1].cells = append(t.rows[n-1].cells, tblCell{columns: 1})
	}
}

// reach notes how far the cell under way reaches.
func (r *reader) reach(name, value string) {
	if len(r.tables) == 0 {
		return
	}
	t := r.tables[len(r.tables)-1]
	if len(t.rows) == 0 {
		return
	}
	row := &t.rows[len(t.rows)-1]
	if name == "gridBefore" {
		row.before = min(max(atoi(value, 0), 0), maxSpan)
		return
	}
	if len(row.cells) == 0 || !r.inCell {
		return
	}
	c := &row.cells[len(row.cells)-1]
	switch name {
	case "gridSpan":
		c.columns = min(max(atoi(value, 1), 1), maxSpan)
	case "vMerge", "vmerge":
		if c.merge = "continue"; value == "restart" {
			c.merge = value
		}
	}
}

// add adds to the cell under way.
func (t *tbl) add(b block) {
	if n := len(t.rows); n > 0 && len(t.rows[n-1].cells) > 0 {
		c := &t.rows[n-1].cells[len(t.rows[n-1].cells)-1]
		c.blocks = append(c.blocks, b)
	}
}

// frame reports whether a table is only a frame around paragraphs: it has one column.
func (t *tbl) frame() bool {
	for _, row := range t.rows {
		if len(row.cells) > 1 || row.before > 0 {
			return false
		}
	}
	return true
}

// table writes a table: a line for each row that holds text.
func (r *reader) table(t *tbl) error {
	if t.frame() {
		for _, row := range t.rows {
			for _, c := range row.cells {
				for _, b := range c.blocks {
					if b.table == nil {
						r.line(joinLines(b.text, "\n"))
					} else if err := r.table(b.table); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	shape := extractors.Table{First: r.lines}
	open := map[int]int{} // of each column the merge in shape that reaches down to the line before
	for _, row := range t.rows {
		line, merges := r.row(&row, r.lines-shape.First)
		if strings.Trim(line, "\t ") == "" {
			continue
		}
		reached := map[int]int{}
		for _, m := range merges {
			switch k, ok := open[m.Column]; {
			case m.down == "continue" && ok:
				shape.Merges[k].Rows++
				reached[m.Column] = k
			case m.down == "restart" || m.Columns > 1:
				if m.down == "restart" {
					reached[m.Column] = len(shape.Merges)
				}
				shape.Merges = append(shape.Merges, m.Merge)
			}
		}
		open = reached
		r.line(line)
	}
	if shape.Last = r.lines; shape.Last > shape.First {
		r.shapes = append(r.shapes, shape)
	}
	return nil
}

// reaching is a cell that reaches over others or is reached over.
type reaching struct {
	extractors.Merge
	down string
}

// row returns a row as a line, and its cells that reach over others.
func (r *reader) row(row *tblRow, number int) (string, []reaching) {
	var b strings.Builder
	var merges []reaching
	column := 0
	tab := func() {
		if column > 0 {
			b.WriteByte('\t')
		}
		column++
	}
	for range row.before {
		tab()
	}
	for i := range row.cells {
		c := &row.cells[i]
		if c.columns > 1 || c.merge != "" {
			merges = append(merges, reaching{extractors.Merge{Row: number, Column: column, Rows: 1, Columns: c.columns}, c.merge})
		}
		tab()
		if c.merge != "continue" {
			b.WriteString(c.text())
		}
		for range c.columns - 1 {
			tab()
		}
	}
	return strings.TrimRight(b.String(), "\t "), merges
}

// text returns what a cell holds on one line.
func (c *tblCell) text() string {
	var parts []string
	for _, b := range c.blocks {
		if b.table == nil {
			parts = append(parts, strings.Fields(joinLines(b.text, " "))...)
			continue
		}
		for _, row := range b.table.rows {
			for i := range row.cells {
				if s := row.cells[i].text(); s != "" {
					parts = append(parts, s)
				}
			}
		}
	}
	return strings.Join(parts, " ")
}
