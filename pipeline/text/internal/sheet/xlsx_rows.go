package sheet

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// maxRow is how many rows a sheet has at most, as in Excel.
const maxRow = 1 << 20

// rows reads one sheet.
type rows struct {
	w      *book
	name   string
	headed bool
	first  int // its first line

	marked []bool  // the columns that are hidden, by their numbers from 1, nil for none
	before []int32 // of each column how many before it are hidden, made of marked by the first row
	lines  []int   // the numbers of the rows that stand on lines, in order
	merges []extractors.Merge
	solver *solver // nil until a formula without a value is met

	row, column       int // of the cell under way, from 1
	skip              bool
	cells             []string
	kind, style       string
	value, text       strings.Builder
	inValue, inText   bool
	formula, phonetic bool
	unsolved          int
	firstUnsolved     string
}

// read writes the rows of a sheet.
func (w *book) read(s sheetPart) error {
	if s.part == "" || !w.pack.Has(s.part) {
		return fmt.Errorf("%w %q", pack.ErrPart, s.part)
	}
	r := rows{w: w, name: s.name, headed: standardName(s.name), first: w.lines}
	r.solver = newSolver(w.pack, s.part)
	start := w.out.Len()
	sheet := pipeline.Part{Kind: "sheet", Name: s.name, Start: start}
	err := w.pack.Tokens(s.part, r.token)
	if sheet.End = w.out.Len(); sheet.End > sheet.Start {
		w.parts = append(w.parts, sheet)
		if table := r.table(); table.Last > table.First {
			w.tables = append(w.tables, table)
		}
	}
	if r.unsolved > 0 {
		w.faults = append(w.faults, fmt.Errorf("sheet %q: %d formulas have no value in the file and are left out, the first in %s", s.name, r.unsolved, r.firstUnsolved))
	}
	return err
}

// table returns the rows of the sheet as a table, and its merged cells.
func (r *rows) table() extractors.Table {
	t := extractors.Table{First: r.w.lines - len(r.lines), Last: r.w.lines}
	for _, m := range r.merges {
		top, _ := slices.BinarySearch(r.lines, m.Row)
		end, _ := slices.BinarySearch(r.lines, m.Row+m.Rows)
		left, right := r.shown(m.Column), r.shown(m.Column+m.Columns)
		if top < len(r.lines) && r.lines[top] == m.Row && end > top && right > left {
			t.Merges = append(t.Merges, extractors.Merge{Row: top, Column: left, Rows: end - top, Columns: right - left})
		}
	}
	return t
}

// shown returns how many columns before the given one, counted from 1, are shown.
func (r *rows) shown(column int) int {
	if r.before == nil {
		return column - 1
	}
	return column - 1 - int(r.before[min(column, len(r.before)-1)])
}

// hides reports whether a column is hidden.
func (r *rows) hides(column int) bool { return column < len(r.marked) && r.marked[column] }

// hide notes hidden columns.
func (r *rows) hide(first, last int) {
	if r.before != nil || first < 1 {
		return
	}
	if r.marked == nil {
		r.marked = make([]bool, MaxCells+1)
	}
	for c := first; c <= min(last, MaxCells) && !r.marked[c]; c++ { // one that is marked already ends the loop: twice is an error
		r.marked[c] = true
	}
}

// count makes before of marked.
func (r *rows) count() {
	if r.before != nil || r.marked == nil {
		return
	}
	r.before = make([]int32, MaxCells+2)
	for c := 1; c <= MaxCells; c++ {
		r.before[c+1] = r.before[c]
		if r.marked[c] {
			r.before[c+1]++
		}
	}
}

func (r *rows) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		return r.end(t.Name.Local)
	case xml.CharData:
		switch {
		case r.inValue:
			r.value.Write(t)
		case r.inText && !r.phonetic:
			r.text.Write(t)
		}
	}
	return nil
}

func (r *rows) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "col":
		first, _ := strconv.Atoi(pack.Attr(e, "min"))
		last, _ := strconv.Atoi(pack.Attr(e, "max"))
		if isTrue(pack.Attr(e, "hidden")) && !r.w.options.Hidden {
			r.hide(first, last)
		}
	case "row":
		r.count()
		number, err := strconv.Atoi(pack.Attr(e, "r"))
		if err != nil || number < 1 {
			number = r.row + 1
		}
		r.row, r.column, r.cells = number, 0, r.cells[:0]
		r.skip = isTrue(pack.Attr(e, "hidden")) && !r.w.options.Hidden
	case "c":
		row, column, ok := cellName(pack.Attr(e, "r"))
		if !ok || row != r.row {
			column = r.column + 1
		}
		if column > MaxCells {
			return fmt.Errorf("row %d: %w: at most %d", r.row, ErrWide, MaxCells)
		}
		r.column = column
		r.kind, r.style, r.formula = pack.Attr(e, "t"), pack.Attr(e, "s"), false
		r.value.Reset()
		r.text.Reset()
	case "v":
		r.inValue = true
	case "f":
		r.formula = true
	case "t":
		r.inText = true
	case "rPh":
		r.phonetic = true
	case "mergeCell":
		r.merge(pack.Attr(e, "ref"))
	}
	return nil
}

func isTrue(v string) bool { return v == "1" || v == "true" }

func (r *rows) end(name string) error {
	switch name {
	case "v":
		r.inValue = false
	case "t":
		r.inText = false
	case "rPh":
		r.phonetic = false
	case "c":
		return r.cell()
	case "row":
		return r.line()
	}
	return nil
}

// cell adds the cell under way to its row.
func (r *rows) cell() error {
	if r.skip || r.hides(r.column) {
		return nil
	}
	text := r.shownText()
	if err := r.w.options.Budget.Cells(1); err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	at := r.shown(r.column)
	for len(r.cells) <= at {
		r.cells = append(r.cells, "")
	}
	r.cells[at] = text
	return nil
}

// shownText returns what the cell shows.
func (r *rows) shownText() string {
	value := r.value.String()
	switch r.kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && i >= 0 && i < len(r.w.shared) {
			return r.w.shared[i]
		}
		return ""
	case "inlineStr":
		return r.text.String()
	case "str", "e", "d":
		return value
	case "b":
		if isTrue(value) {
			return "TRUE"
		}
		return "FALSE"
	}
	value = strings.TrimSpace(value)
	if value == "" && r.formula {
		v, ok := r.solver.value(r.row, r.column)
		if !ok {
			if r.unsolved++; r.firstUnsolved == "" {
				r.firstUnsolved = nameOf(r.row, r.column)
			}
			return ""
		}
		return r.w.format(r.style).show(v, "", r.w.date1904)
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value
	}
	return r.w.format(r.style).show(v, value, r.w.date1904)
}

// line writes the row under way.
func (r *rows) line() error {
	if r.skip {
		return nil
	}
	w := r.w
	line, err := join(r.cells)
	if err != nil {
		return fmt.Errorf("row %d: %w", r.row, err)
	}
	if err := w.options.Budget.Text(len(line) + 1); err != nil {
		return err
	}
	if line == "" {
		return nil
	}
	if !r.headed {
		r.headed = true
		w.out.WriteString(oneLine(r.name) + "\n")
		w.lines++
	}
	w.parts = append(w.parts, pipeline.Part{Kind: "row", Name: r.name + "!" + strconv.Itoa(r.row), Start: w.out.Len(), End: w.out.Len() + len(line)})
	w.out.WriteString(line + "\n")
	w.lines++
	r.lines = append(r.lines, r.row)
	return nil
}

// merge notes a merged cell by its name, A1:B2.
func (r *rows) merge(name string) {
	from, to, ok := strings.Cut(name, ":")
	top, left, ok1 := cellName(from)
	bottom, right, ok2 := cellName(to)
	if ok && ok1 && ok2 && bottom >= top && right >= left {
		r.merges = append(r.merges, extractors.Merge{Row: top, Column: left, Rows: bottom - top + 1, Columns: right - left + 1})
	}
}

// cellName reads the name of a cell, B12, as its row and column, counted from 1.
func cellName(s string) (row, column int, ok bool) {
	i := 0
	for i < len(s) && i < 4 && s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' {
		column = column*26 + int(s[i]|0x20-'a') + 1
		i++
	}
	row, err := strconv.Atoi(s[i:])
	return row, column, i > 0 && err == nil && row >= 1 && row <= maxRow
}

// nameOf is the opposite of cellName.
func nameOf(row, column int) string {
	letters := ""
	for ; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}
