package layout

import (
	"slices"
	"strings"

	"github.com/huiyao/huiyao/extractors"
)

// band is a part of a page in which pieces stand in columns, without rules between.
type band struct {
	columns []column
	all     [][]item
	heads   int // how many rows at the top reach over columns
	rows    int // how many rows have several pieces
}

const (
	// maxTableColumns bounds the work for rows without end.
	maxTableColumns = 64
	// maxHeads is how many rows of a head reach over columns.
	maxHeads = 3
)

// add adds a row of pieces to the band; it reports false, and adds nothing, where the
// row does not fit into the columns.
func (b *band) add(row []item) bool {
	if row[0].table != nil || len(row) > maxTableColumns {
		return false
	}
	more := len(row) > 1 || b.rows == 0
	if n := len(b.all); n > 0 {
		above := b.all[n-1][0]
		pitch, size := row[0].y-above.y, max(row[0].size, above.size)
		if pitch > 4*size {
			return false
		}
		more = more || pitch < halfPitch*size
	}
	columns, ok := fit(b.columns, row, more)
	if below, is := b.heading(row); is && (!ok || len(below) > len(columns)) {
		columns, ok = below, true
		b.heads = len(b.all)
	}
	if !ok {
		return false
	}
	b.columns, b.all = columns, append(b.all, row)
	if len(row) > 1 {
		b.rows++
	}
	return true
}

// heading reports whether the rows of the band are those of a head over the columns of a row, and
// which columns there then are.
func (b *band) heading(row []item) (columns []column, ok bool) {
	if len(b.all) == 0 || len(b.all) > maxHeads || len(b.columns) < 2 || len(row) < 2 {
		return nil, false
	}
	columns, ok = fit(nil, row, true)
	if !ok {
		return nil, false
	}
	wide := false
	for _, c := range b.columns {
		over := 0
		for _, p := range row {
			if p.x0 < c.edge && c.left < p.x1 {
				over++
			}
		}
		wide = wide || over > 1
		if over == 0 { // it has no head over it
			if columns, ok = fit(columns, []item{{piece: piece{x0: c.left, x1: c.edge}}}, true); !ok {
				return nil, false
			}
		}
	}
	return columns, wide
}

// fit returns columns, in order, with a row of pieces in them; ok is false where a piece would
// stand in two. New columns are made where more says so.
func fit(columns []column, row []item, more bool) (fitted []column, ok bool) {
	columns = slices.Clone(columns)
	for _, p := range row {
		over, at := -1, len(columns)
		for i, c := range columns {
			if p.x0 < c.edge && c.left < p.x1 {
				if over >= 0 {
					return nil, false
				}
				over = i
			} else if p.x1 <= c.left && i < at {
				at = i
			}
		}
		switch {
		case over >= 0:
			columns[over].left, columns[over].edge = min(columns[over].left, p.x0), max(columns[over].edge, p.x1)
		case !more:
			return nil, false // beside all columns: no part of the table
		default:
			columns = slices.Insert(columns, at, column{left: p.x0, edge: p.x1})
		}
	}
	// A piece that made a column wider may have run into the next.
	for i := 1; i < len(columns); i++ {
		if columns[i].left < columns[i-1].edge {
			return nil, false
		}
	}
	return columns, len(columns) <= maxTableColumns
}

// place returns the column that a piece begins in.
func place(columns []column, p *item) int {
	at := 0
	for at+1 < len(columns) && columns[at+1].left <= p.x0 {
		at++
	}
	// Right of the column's text: over the next, as a head may be.
	if p.x0 >= columns[at].edge && at+1 < len(columns) && p.x1 > columns[at+1].left {
		at++
	}
	return at
}

// narrow puts columns together that never hold text in the same row and are close: the
// head of one that stands on the left, its numbers on the right.
func (b *band) narrow() {
	for i := 0; i+1 < len(b.columns); {
		left, right := &b.columns[i], b.columns[i+1]
		both := false
		em := 0.0
		for _, row := range b.all[b.heads:] {
			in, next := false, false
			for n := range row {
				em = max(em, row[n].em)
				switch place(b.columns, &row[n]) {
				case i:
					in = true
				case i + 1:
					next = true
				}
			}
			both = both || in && next
		}
		if both || right.left-left.edge > 3*em {
			i++
			continue
		}
		left.edge = max(left.edge, right.edge)
		b.columns = slices.Delete(b.columns, i+1, i+2)
	}
}

// lines returns the lines of the band, which stands in a region: its rows, from the first to the last of
// several cells, are those of a table.
func (b *band) lines(r *region) []Line {
	b.narrow()
	columns := slices.Clone(b.columns)
	for i := range columns {
		if i+1 < len(columns) {
			columns[i].right = columns[i+1].left
		} else {
			columns[i].right = max(columns[i].edge, r.right)
		}
	}
	of := &table{}
	baselines := make([][]*Line, 0, len(b.all))
	for n, row := range b.all {
		base := make([]*Line, len(columns))
		for i := 0; i < len(row); {
			at := place(columns, &row[i])
			j := i + 1
			for j < len(row) && place(columns, &row[j]) == at {
				j++
			}
			l := line(row[i:j], r)[0]
			l.Text = strings.ReplaceAll(l.Text, "\t", " ")
			base[at] = &l
			if n < b.heads {
				of.merge(n, at, columns, l.right)
			}
			i = j
		}
		baselines = append(baselines, base)
	}
	rows := tableRows(baselines, columns)
	// Merged cells stand in rows, not on baselines.
	for i := range of.merges {
		m := &of.merges[i]
		at := 0
		for n := 0; n+rows[at].baselines <= m.Row; at++ {
			n += rows[at].baselines
		}
		m.Row = at
	}
	return of.lines(rows)
}

// merge notes that a cell of a head reaches over the columns up to right.
func (t *table) merge(row, at int, columns []column, right float64) {
	n := 1
	for at+n < len(columns) && columns[at+n].left < right {
		n++
	}
	if n > 1 {
		t.merges = append(t.merges, extractors.Merge{Row: row, Column: at, Rows: 1, Columns: n})
	}
}

// lines returns the lines of rows.
func (t *table) lines(rows []tableRow) []Line {
	lines := make([]Line, 0, len(rows))
	first, last := len(rows), -1
	for n := range rows {
		row := &rows[n]
		text, filled := row.text()
		l := *row.first
		l.Text, l.row, l.spaced = text, filled > 1, false
		if filled > 1 {
			first, last = min(first, n), n
		} else {
			l.Text = strings.TrimLeft(text, "\t")
			for _, end := range row.last {
				if end != nil {
					l.right, l.spaced, l.y = end.right, end.spaced, end.y
				}
			}
		}
		lines = append(lines, l)
	}
	if last <= first {
		return lines
	}
	for n := first; n <= last; n++ {
		lines[n].row, lines[n].table = true, t
		if text, filled := rows[n].text(); filled == 1 {
			lines[n].Text = text
		}
	}
	t.rows = last + 1 - first
	if first > 0 {
		t.merges = nil
	}
	return lines
}
