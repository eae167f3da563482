package layout

import (
	"math"
	"strings"
	"unicode"
)

// column is where the cells of a column of a table stand. They would run into what is on their
// right at right; edge is how far they do go.
type column struct{ left, right, edge float64 }

// tableRows puts the lines of the cells of a table into its rows. In rows from top to bottom stand the
// lines on one baseline, one for each column, nil where there is none. A baseline goes on with the row above it where
// the text of a cell has come to the edge of its column.
func tableRows(baselines [][]*Line, columns []column) []tableRow {
	var all []tableRow
	for _, b := range baselines {
		if n := len(all) - 1; n >= 0 && all[n].goesOn(b, columns) {
			all[n].add(b, columns)
			continue
		}
		row := tableRow{cells: make([]strings.Builder, len(columns)), last: make([]*Line, len(columns))}
		row.add(b, columns)
		all = append(all, row)
	}
	return all
}

// tableRow is a row of a table under way.
type tableRow struct {
	cells  []strings.Builder
	last   []*Line // the last line of each cell
	first  *Line
	bottom float64 // the lowest baseline
}

// goesOn reports whether the lines of a baseline are the next lines of the row's cells.
func (t *tableRow) goesOn(b []*Line, columns []column) bool {
	goes, fresh, less := false, false, false
	size := math.Inf(1)
	y := t.bottom
	for i, l := range b {
		less = less || l == nil && t.last[i] != nil
	}
	for i, l := range b {
		if l == nil {
			continue
		}
		size, y = min(size, l.size), l.y
		switch {
		case t.last[i] == nil:
			fresh = true
		case filled(t.last[i], l, columns[i], less):
			goes = true
		default:
			return false
		}
	}
	switch pitch := y - t.bottom; {
	case pitch > 2.5*size:
		return false
	case goes:
		return true
	default:
		// Too close to be a row of its own: a cell in the middle beside two lines of another.
		return fresh && pitch < 0.85*size
	}
}

// filled reports whether the line fills its cell so that what is below it is its next line.
// Where there is less below, cells that have no next line, a line may also be full
// that goes as far as others do.
func filled(l, below *Line, c column, less bool) bool {
	em := max(l.size, below.size)
	full := c.right-l.right <= 2.2*em || less && c.edge-l.right <= 2.2*em && l.right-l.left >= 7*em
	if !full || marked(below.Text) || below.left > l.left+2.5*em {
		return false
	}
	if figure(l.Text) || figure(below.Text) && !strings.HasSuffix(below.Text, "%") {
		return narrowEnd(l.Text, below.Text)
	}
	return true
}

// narrowEnd reports whether a number was broken at its point, or before three digits at its
// comma.
func narrowEnd(above, below string) bool {
	switch {
	case strings.HasSuffix(above, ".") || strings.HasPrefix(below, "."):
		return true
	case strings.HasPrefix(below, ","):
		below = below[1:]
	case !strings.HasSuffix(above, ","):
		return false
	}
	digits := len(below) - len(strings.TrimLeft(below, "0123456789"))
	return digits == 3
}

// figure reports whether s is a number alone, as cells of tables hold.
func figure(s string) bool {
	digits := false
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits = true
		case !strings.ContainsRune("+-－−—.,，%％‰*()（） \u3000", r):
			return false
		}
	}
	return digits || strings.Trim(s, "-－−—…*×/ ") == ""
}

// add adds the lines of a baseline to the cells.
func (t *tableRow) add(b []*Line, columns []column) {
	for i, l := range b {
		if l == nil {
			continue
		}
		if above := t.last[i]; above != nil {
			t.cells[i].WriteString(joint(above, l))
		}
		t.cells[i].WriteString(strings.TrimSpace(l.Text))
		t.last[i] = l
		t.bottom = l.y
		if t.first == nil {
			t.first = l
		}
	}
}

// text returns the row, with a tab between cells, and how many of them hold text.
func (t *tableRow) text() (text string, filled int) {
	var b strings.Builder
	empty := 0
	for i := range t.cells {
		s := t.cells[i].String()
		if s != "" {
			for range empty {
				b.WriteByte('\t')
			}
			empty = 0
			filled++
			b.WriteString(s)
		}
		empty++
	}
	return b.String(), filled
}

// band is a part of a page in which pieces stand in columns, without rules between.
type band struct {
	columns []column
	rows    int // how many rows have several pieces
	last    item
}

// add adds a row of pieces to the band; it reports false, and adds nothing, where the
// row does not fit into the columns.
func (b *band) add(row []item) bool {
	if row[0].table != nil || len(row) > maxTableColumns {
		return false
	}
	if b.rows > 0 && row[0].y-b.last.y > 4*max(row[0].size, b.last.size) {
		return false
	}
	columns := append([]column(nil), b.columns...)
	for _, p := range row {
		over := -1
		at := len(columns)
		for i, c := range columns {
			if p.x0 < c.edge && c.left < p.x1 {
				if over >= 0 {
					return false
				}
				over = i
			} else if p.x1 <= c.left && i < at {
				at = i
			}
		}
		if over >= 0 {
			columns[over].left, columns[over].edge = min(columns[over].left, p.x0), max(columns[over].edge, p.x1)
			continue
		}
		if len(row) == 1 && b.rows > 0 {
			return false // beside all columns: no part of the table
		}
		columns = append(columns[:at], append([]column{{left: p.x0, edge: p.x1}}, columns[at:]...)...)
	}
	// A piece that made a column wider may have run into the next.
	for i := 1; i < len(columns); i++ {
		if columns[i].left < columns[i-1].edge {
			return false
		}
	}
	if len(columns) > maxTableColumns {
		return false
	}
	b.columns, b.last = columns, row[0]
	if len(row) > 1 {
		b.rows++
	}
	return true
}

// maxTableColumns bounds the work for rows without end.
const maxTableColumns = 64

// lines returns the lines of rows of pieces that stand in the columns of a band.
func (b *band) lines(rows [][]item, r *region) []Line {
	columns := append([]column(nil), b.columns...)
	for i := range columns {
		if i+1 < len(columns) {
			columns[i].right = columns[i+1].left
		} else {
			columns[i].right = max(columns[i].edge, r.right)
		}
	}
	baselines := make([][]*Line, 0, len(rows))
	for _, row := range rows {
		base := make([]*Line, len(columns))
		at := 0
		for i := 0; i < len(row); {
			for at+1 < len(columns) && columns[at+1].left <= row[i].x0 {
				at++
			}
			j := i + 1
			for j < len(row) && (at+1 == len(columns) || row[j].x0 < columns[at+1].left) {
				j++
			}
			l := line(row[i:j], r)[0]
			l.Text = strings.ReplaceAll(l.Text, "\t", " ")
			base[at] = &l
			i = j
		}
		baselines = append(baselines, base)
	}
	var lines []Line
	for _, t := range tableRows(baselines, columns) {
		text, filled := t.text()
		l := *t.first
		l.Text, l.row = text, filled > 1
		l.spaced = false
		if filled == 1 {
			l.Text = strings.TrimLeft(text, "\t")
			for _, last := range t.last {
				if last != nil {
					l.right, l.spaced, l.y = last.right, last.spaced, last.y
				}
			}
		}
		lines = append(lines, l)
	}
	return lines
}
