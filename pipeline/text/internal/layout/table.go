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
			all[n].add(b)
			continue
		}
		row := tableRow{cells: make([]strings.Builder, len(columns)), last: make([]*Line, len(columns))}
		row.add(b)
		all = append(all, row)
	}
	return all
}

// halfPitch is how many sizes below each other lines stand that cannot be rows of their own.
const halfPitch = 0.85

// tableRow is a row of a table under way.
type tableRow struct {
	cells  []strings.Builder
	last   []*Line // the last line of each cell
	first  *Line
	bottom float64 // the lowest baseline

	baselines int // how many there are
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
		return fresh && pitch < halfPitch*size
	}
}

// filled reports whether the line fills its cell so that what is below it is its next line.
// Where there is less below, cells that have no next line, a line may also be full
// that goes as far as others do.
func filled(l, below *Line, c column, less bool) bool {
	em := max(l.size, below.size)
	full := c.right-l.right <= 2.2*em || less && c.edge-l.right <= 2.2*em && l.right-l.left >= 7*em
	// A head over several columns fills none of them.
	head := l.right > c.right+0.5*em || l.right-l.left < 0.6*(c.right-c.left) && !less || below.left < l.left-2.1*em
	if !full || head || marked(below.Text) || below.left > l.left+2.5*em {
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
func (t *tableRow) add(b []*Line) {
	t.baselines++
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
		if t.cells[i].Len() > 0 {
			for range empty {
				b.WriteByte('\t')
			}
			empty = 0
			filled++
			b.WriteString(t.cells[i].String())
		}
		empty++
	}
	return b.String(), filled
}
