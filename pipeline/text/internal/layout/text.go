package layout

import (
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
)

// Text returns the text of pages given as lines, the pages as parts, and which of its lines are tables. Lines that were
// wrapped are put together, over the ends of pages too; the part of a page then begins
// within a line. The numbers of pages and the lines that stand at the top or bottom of most
// pages are left out, at the top but for the first.
func Text(pages [][]Line) (string, []pipeline.Part, []extractors.Table) {
	drops := furniture(pages)
	var w writer
	var parts []pipeline.Part
	for number, lines := range pages {
		w.start = -1
		for i := range lines {
			if !drops[number][i] && strings.TrimSpace(lines[i].Text) != "" {
				w.write(&lines[i])
			}
		}
		if w.start < 0 {
			w.start = w.out.Len()
		}
		parts = append(parts, pipeline.Part{Kind: "page", Name: strconv.Itoa(number + 1), Start: w.start, End: w.out.Len()})
	}
	if w.out.Len() > 0 {
		w.out.WriteByte('\n')
	}
	return w.out.String(), parts, w.tables
}

// writer writes lines as the lines of a text.
type writer struct {
	out     strings.Builder
	wrapped wrapped
	start   int // where the page under way begins, -1 before its first line
	line    int // how many lines the text has
	table   *table
	tables  []extractors.Table
}

func (w *writer) write(l *Line) {
	if between, ok := w.wrapped.next(l); ok {
		w.out.WriteString(between)
	} else {
		if w.out.Len() > 0 {
			w.out.WriteByte('\n')
		}
		w.line++
	}
	if w.start < 0 {
		w.start = w.out.Len()
	}
	w.out.WriteString(strings.Trim(l.Text, " "))
	if l.table != nil {
		if l.table != w.table {
			w.tables = append(w.tables, extractors.Table{First: w.line - 1, Merges: l.table.merges})
		}
		t := &w.tables[len(w.tables)-1]
		if t.Last = w.line; t.Last-t.First > l.table.rows {
			t.Merges = nil
		}
	}
	w.table = l.table
}
