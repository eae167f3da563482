// Package flow reads XML in which text stands in paragraphs and tables, as the formats of
// offices other than Word's have it: each by a Dialect, which names its elements.
package flow

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// A Dialect names the elements of a format by their local names. Attributes are named by
// theirs; "" is none.
type Dialect struct {
	Paragraph, Table, Row, Cell map[string]bool
	Covered                     string // a cell that another reaches over: all such cells are there
	Text                        string // holds all text, "" where paragraphs do
	Skip                        map[string]bool
	Tab, Break, Space           string

	Columns, Rows string // attributes of a cell: over how many it reaches
	More          bool   // they say how many more than one
	Index         string // of a cell: its column, counted from 1
	Repeat        string // of a cell: how often it stands there
	// Hidden reports whether an element is not shown.
	Hidden func(e xml.StartElement) bool
}

// Set returns the names in a list with blanks between.
func Set(names string) map[string]bool {
	set := map[string]bool{}
	for _, n := range strings.Fields(names) {
		set[n] = true
	}
	return set
}

// Reader writes the text of one document, or of its parts one after another.
type Reader struct {
	Dialect Dialect
	Budget  *budget.Budget

	out     strings.Builder
	lines   int
	shapes  []extractors.Table
	skip    int
	inText  int
	inPara  int
	para    strings.Builder
	tables  int // around
	table   extractors.Table
	row     []string
	merges  []extractors.Merge // of the row
	open    []extractors.Merge // that reach into rows below; Rows says how many are left
	reached []extractors.Merge // how far those have come
	cell    []string           // paragraphs
	inCell  bool
	repeat  int
}

// Text returns what has been read, and its tables.
func (r *Reader) Text() (string, []extractors.Table) { return r.out.String(), r.shapes }

// Line writes a line of its own.
func (r *Reader) Line(s string) {
	r.out.WriteString(s)
	r.out.WriteByte('\n')
	r.lines++
}

// limits of what attributes may ask for.
const (
	maxColumns = 1024
	maxRepeat  = 64
)

// Token takes the next token. The error wraps budget.ErrLimit.
func (r *Reader) Token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if r.skip > 0 || r.Dialect.Skip[t.Name.Local] || r.Dialect.Hidden != nil && r.Dialect.Hidden(t) {
			r.skip++
			return nil
		}
		return r.start(t)
	case xml.EndElement:
		if r.skip > 0 {
			r.skip--
			return nil
		}
		return r.end(t.Name.Local)
	case xml.CharData:
		if r.skip == 0 && r.inPara > 0 && (r.Dialect.Text == "" || r.inText > 0) {
			r.para.Write(t)
			return r.Budget.Text(len(t))
		}
	}
	return nil
}

func (r *Reader) start(e xml.StartElement) error {
	d := &r.Dialect
	switch name := e.Name.Local; {
	case d.Paragraph[name]:
		if r.inPara++; r.inPara == 1 {
			r.para.Reset()
		}
	case name == d.Text:
		r.inText++
	case name == d.Tab, name == d.Break:
		if r.inPara > 0 {
			r.para.WriteByte(' ')
		}
	case name == d.Space:
		if r.inPara > 0 {
			r.para.WriteString(strings.Repeat(" ", min(number(e, "c", 1), 100)))
		}
	case d.Table[name]:
		if r.tables++; r.tables == 1 {
			r.table = extractors.Table{First: r.lines}
			r.open, r.reached = nil, nil
		}
	case d.Row[name] && r.tables == 1:
		r.row, r.merges = r.row[:0], nil
	case d.Cell[name] && r.tables == 1:
		return r.startCell(e)
	case name == d.Covered && name != "" && r.tables == 1:
		for range min(number(e, d.Repeat, 1), maxColumns-len(r.row)) {
			r.row = append(r.row, "")
		}
	}
	return nil
}

// startCell begins a cell at its column.
func (r *Reader) startCell(e xml.StartElement) error {
	d := &r.Dialect
	if at := number(e, d.Index, 0) - 1; at > len(r.row) {
		for len(r.row) < min(at, maxColumns) {
			r.row = append(r.row, "")
		}
	} else if d.Covered == "" {
		for covered := true; covered; {
			covered = false
			for _, m := range r.open {
				if m.Column <= len(r.row) && len(r.row) < m.Column+m.Columns {
					r.row, covered = append(r.row, ""), true
				}
			}
		}
	}
	r.inCell, r.cell, r.repeat = true, r.cell[:0], min(number(e, d.Repeat, 1), maxColumns)
	columns, rows := number(e, d.Columns, 1), number(e, d.Rows, 1)
	if d.More {
		columns, rows = number(e, d.Columns, 0)+1, number(e, d.Rows, 0)+1
	}
	columns, rows = min(max(columns, 1), maxColumns), max(rows, 1)
	if columns > 1 || rows > 1 {
		r.merges = append(r.merges, extractors.Merge{Row: r.lines - r.table.First, Column: len(r.row), Rows: rows, Columns: columns})
	}
	return r.Budget.Cells(1)
}

func (r *Reader) end(name string) error {
	d := &r.Dialect
	switch {
	case d.Paragraph[name]:
		if r.inPara--; r.inPara == 0 {
			text := strings.Join(strings.Fields(r.para.String()), " ")
			if !r.inCell {
				r.Line(text)
			} else if text != "" {
				r.cell = append(r.cell, text)
			}
		}
	case name == d.Text:
		r.inText--
	case d.Table[name]:
		if r.tables--; r.tables == 0 {
			r.endTable()
		}
	case d.Row[name] && r.tables == 1:
		return r.endRow()
	case d.Cell[name] && r.tables == 1 && r.inCell:
		r.endCell()
	}
	return nil
}

// endCell adds the cell to its row. An empty one that is repeated to the end of the sheet
// only counts where another follows.
func (r *Reader) endCell() {
	text := strings.Join(r.cell, " ")
	n := r.repeat
	if text != "" {
		n = min(n, maxRepeat)
	}
	reach := 1
	if k := len(r.merges); k > 0 && r.merges[k-1].Column == len(r.row) && r.Dialect.Covered == "" {
		reach = r.merges[k-1].Columns
	}
	for range n {
		if len(r.row) >= maxColumns {
			break
		}
		r.row = append(r.row, text)
		for range min(reach-1, maxColumns-len(r.row)) {
			r.row = append(r.row, "")
		}
	}
	r.inCell = false
}

// endRow writes a row that holds text.
func (r *Reader) endRow() error {
	line := strings.TrimRight(strings.Join(r.row, "\t"), "\t ")
	written := strings.Trim(line, "\t ") != ""
	kept := r.open[:0]
	var reached []extractors.Merge
	for i, m := range r.open {
		if written {
			r.reached[i].Rows++
		}
		if m.Rows--; m.Rows > 0 {
			kept, reached = append(kept, m), append(reached, r.reached[i])
			continue
		}
		r.table.Merges = append(r.table.Merges, r.reached[i])
	}
	r.open, r.reached = kept, reached
	for _, m := range r.merges {
		if !written {
			break
		}
		below := m
		below.Rows--
		m.Rows = 1
		if below.Rows == 0 {
			r.table.Merges = append(r.table.Merges, m)
			continue
		}
		r.open, r.reached = append(r.open, below), append(r.reached, m)
	}
	if !written {
		return nil
	}
	r.Line(line)
	return r.Budget.Text(len(r.row))
}

func (r *Reader) endTable() {
	r.table.Merges = append(r.table.Merges, r.reached...)
	r.open, r.reached = nil, nil
	if r.table.Last = r.lines; r.table.Last > r.table.First {
		r.shapes = append(r.shapes, r.table)
	}
}

// number returns the whole number that an attribute says.
func number(e xml.StartElement, local string, otherwise int) int {
	if local == "" {
		return otherwise
	}
	n, err := strconv.Atoi(pack.Attr(e, local))
	if err != nil || n < 0 {
		return otherwise
	}
	return n
}
