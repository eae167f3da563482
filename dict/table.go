package dict

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Error is a fault in a data file, with its place. Line and Column count from 1; Column
// is in code points for tables; 0 means the whole line or file.
type Error struct {
	File    string
	Line    int
	Column  int
	Message string
}

// Error returns "dict/FILE:LINE:COLUMN: MESSAGE".
func (e *Error) Error() string {
	where := "dict/" + e.File
	if e.Line > 0 {
		where += fmt.Sprintf(":%d", e.Line)
		if e.Column > 0 {
			where += fmt.Sprintf(":%d", e.Column)
		}
	}
	return where + ": " + e.Message
}

// row is one line of a table. Cells are never empty; "-" stands for none.
type row struct {
	file  string
	line  int
	cells []string
}

// cell returns the value of column i, "" where the table says "-".
func (r row) cell(i int) string {
	if r.cells[i] == "-" {
		return ""
	}
	return r.cells[i]
}

// list returns the parts of column i between | signs, nil where the table says "-".
func (r row) list(i int) []string {
	if r.cells[i] == "-" {
		return nil
	}
	return strings.Split(r.cells[i], "|")
}

// fault returns an error at the beginning of column i.
func (r row) fault(i int, format string, args ...any) *Error {
	column := 1
	for _, c := range r.cells[:i] {
		column += utf8.RuneCountInString(c) + 1
	}
	return &Error{r.file, r.line, column, fmt.Sprintf(format, args...)}
}

// maxRows is how long a table may be. A row may have a few words, see maxEntries.
const maxRows = 1 << 18

// parseTable reads a tab-separated file strictly: the first line names the columns, rows
// are sorted by their cells and distinct, no cell is empty, nothing has outer spaces.
// Lines that begin with "# " after the first are comments.
func parseTable(file string, data []byte, columns ...string) (rows []row, faults []error) {
	report := func(line, column int, format string, args ...any) {
		faults = append(faults, &Error{file, line, column, fmt.Sprintf(format, args...)})
	}
	if !utf8.Valid(data) {
		report(0, 0, "not valid UTF-8")
		return nil, faults
	}
	if len(data) == 0 || data[len(data)-1] != '\n' {
		report(0, 0, "does not end with a newline")
	}
	want := "# " + strings.Join(columns, "\t")
	for i, b := range bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) {
		text, line := string(b), i+1
		if line == 1 {
			if text != want {
				report(1, 1, "the first line is %q, it must name the columns: %q", text, want)
			}
			continue
		}
		if strings.HasPrefix(text, "# ") {
			continue
		}
		r := row{file, line, strings.Split(text, "\t")}
		if len(r.cells) != len(columns) {
			report(line, 0, "has %d cells, the table has %d columns", len(r.cells), len(columns))
			continue
		}
		sound := true
		for c, cell := range r.cells {
			if cell == "" || strings.TrimSpace(cell) != cell {
				faults = append(faults, r.fault(c, "cell %s is %q: write - for none, no outer spaces", columns[c], cell))
				sound = false
			}
		}
		if !sound {
			continue
		}
		if len(rows) > 0 {
			switch c := slices.Compare(rows[len(rows)-1].cells, r.cells); {
			case c == 0:
				report(line, 1, "the same row stands twice")
			case c > 0:
				report(line, 1, "%q is not in order: rows are sorted by code point", r.cells[0])
			}
		}
		rows = append(rows, r)
	}
	if len(rows) > maxRows {
		report(0, 0, "has %d rows, at most %d are taken", len(rows), maxRows)
	}
	return rows, faults
}
