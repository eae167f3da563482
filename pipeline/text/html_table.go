package text

import (
	"bytes"
	"slices"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/huiyao/huiyao/extractors"
)

// tableRows are rows of one table that stand on lines one after another.
type tableRows struct {
	node    *html.Node
	shape   extractors.Table
	columns int   // of the widest row
	lines   []int // of each row of the page the line, or that of the next one where it has none
	until   []int // of each column the row up to which a cell from above reaches into it
	merges  []mergedCell
}

// mergedCell is a cell that reaches over others; its rows are those of the page.
type mergedCell struct{ row, rows, column, columns int }

// maxMerged is how many columns merged cells may take: those farther right are as they come.
const maxMerged = 256

// table writes a table; its rows, if they are written as such, become one of p.tables.
func (p *pageReader) table(n *html.Node) {
	outer, from := p.inTable, len(p.tables)
	p.inTable = n
	p.write(n)
	p.inTable = outer
	for i := from; i < len(p.tables); i++ {
		p.tables[i].finish()
	}
}

// finish tells over which lines the merged cells reach.
func (t *tableRows) finish() {
	for _, m := range t.merges {
		last := min(m.row+m.rows, len(t.lines))
		rows := t.shape.Last - t.shape.First - t.lines[m.row]
		if last < len(t.lines) {
			rows = t.lines[last] - t.lines[m.row]
		}
		t.shape.Merges = append(t.shape.Merges, extractors.Merge{Row: t.lines[m.row], Column: m.column, Rows: rows, Columns: m.columns})
	}
	t.merges, t.lines, t.until = nil, nil, nil
}

// row writes the cells of a table row on one line, a tab for each column, or, where a table
// is used to lay out a page, as blocks. Where a cell from above or from the left reaches into
// a column, nothing stands between the tabs.
func (p *pageReader) row(tr *html.Node) {
	if p.mass[tr].block {
		p.write(tr)
		return
	}
	line := p.lines
	if p.out.Len() > 0 {
		line += p.blanks
	}
	t := p.rowsOf(p.inTable, line)
	row := len(t.lines)
	t.lines = append(t.lines, line-t.shape.First)
	outer := p.cell
	p.cell++
	column := 0
	tab := func() {
		if column > 0 {
			p.current = append(p.current, '\t')
			p.space = false
		}
		column++
	}
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if _, ok := p.mass[c]; !ok {
			continue
		}
		for column < len(t.until) && t.until[column] > row {
			tab()
		}
		m := mergedCell{row, spanOf(c, "rowspan"), column, spanOf(c, "colspan")}
		m.columns = max(1, min(m.columns, maxMerged-column))
		tab()
		p.write(c)
		p.space = false
		for range m.columns - 1 {
			tab()
		}
		if (m.rows > 1 || m.columns > 1) && column <= maxMerged {
			t.merges = append(t.merges, m)
			for len(t.until) < column {
				t.until = append(t.until, 0)
			}
			for k := m.column; k < column; k++ {
				t.until[k] = row + m.rows
			}
		}
	}
	p.cell = outer
	p.current = bytes.TrimRight(p.current, "\t ")
	t.columns = max(t.columns, column)
	if t.shape.Last = line; len(bytes.TrimFunc(p.current, isSpace)) > 0 {
		t.shape.Last++
	}
}

// rowsOf returns the rows of a table that the given line goes on with, new ones where another
// line stands between.
func (p *pageReader) rowsOf(n *html.Node, line int) *tableRows {
	if last := len(p.tables) - 1; last >= 0 && p.tables[last].node == n && p.tables[last].shape.Last == line {
		return &p.tables[last]
	}
	p.tables = append(p.tables, tableRows{node: n, shape: extractors.Table{First: line, Last: line}})
	return &p.tables[len(p.tables)-1]
}

// spanOf returns over how many rows or columns a cell reaches.
func spanOf(n *html.Node, key string) int {
	v, err := strconv.Atoi(attribute(n, key))
	if err != nil || v < 1 || n.DataAtom != atom.Td && n.DataAtom != atom.Th {
		return 1
	}
	return min(v, 1<<16)
}

// shapes returns the tables with more than one column in what is left of the lines read when
// those with the numbers in dropped, and as many at the beginning as blank says, are gone:
// so many as lines says.
func (p *pageReader) shapes(dropped []int, blank, lines int) []extractors.Table {
	var tables []extractors.Table
	for _, t := range p.tables {
		s := t.shape
		before, _ := slices.BinarySearch(dropped, s.First)
		until, _ := slices.BinarySearch(dropped, s.Last)
		s.First, s.Last = s.First-before-blank, s.Last-before-blank
		if t.columns < 2 || before != until || s.Last > lines {
			continue
		}
		tables = append(tables, s)
	}
	return tables
}
