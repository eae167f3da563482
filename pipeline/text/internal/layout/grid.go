package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors"
)

const (
	// touching is how far apart rules that meet may end.
	touching = 3.0
	// maxRules and maxCells bound what is taken for a table.
	maxRules = 20_000
	maxCells = 40_000
)

// grid is a table whose cells are drawn with rules.
type grid struct {
	x0, y0, x1, y1 float64
	xs, ys         []float64 // the borders of columns and rows
	cell           []int     // for each square of the grid, row after row, the first square of its cell
	glyphs         map[int][]Glyph
}

// ruled takes the tables out of a page that are drawn with rules: their glyphs, the others are
// the rest. A frame around text, and boxes one below the other, are no tables.
func ruled(glyphs []Glyph, rules []Rule) (tables []*grid, rest []Glyph) {
	if len(rules) < 4 || len(rules) > maxRules {
		return nil, glyphs
	}
	for _, group := range connected(rules) {
		if t := newGrid(group); t != nil {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return nil, glyphs
	}
	// The smallest table that a glyph stands in has it.
	slices.SortStableFunc(tables, func(a, b *grid) int {
		return cmp.Compare((a.x1-a.x0)*(a.y1-a.y0), (b.x1-b.x0)*(b.y1-b.y0))
	})
	for _, g := range glyphs {
		x, y := g.X+g.Advance/2, g.Y-0.3*g.Size
		in := false
		for _, t := range tables {
			if in = x > t.x0 && x < t.x1 && y > t.y0 && y < t.y1; in {
				at := t.cell[t.square(x, y)]
				t.glyphs[at] = append(t.glyphs[at], g)
				break
			}
		}
		if !in {
			rest = append(rest, g)
		}
	}
	return slices.DeleteFunc(tables, func(t *grid) bool { return len(t.glyphs) == 0 }), rest
}

// connected parts rules into those that touch one another, straight ones alone.
func connected(rules []Rule) [][]Rule {
	var across, down []Rule
	for _, r := range rules {
		switch {
		case r.Y1-r.Y0 <= touching && r.X1-r.X0 > touching:
			across = append(across, r)
		case r.X1-r.X0 <= touching && r.Y1-r.Y0 > touching:
			down = append(down, r)
		}
	}
	all := append(across, down...)
	group := make([]int, len(all))
	for i := range group {
		group[i] = i
	}
	var root func(i int) int
	root = func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	// A sweep from left to right: what began and has not ended may be touched.
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(all[a].X0, all[b].X0) })
	var open []int
	steps := 0
	for _, i := range order {
		open = slices.DeleteFunc(open, func(o int) bool { return all[o].X1+touching < all[i].X0 })
		if steps += len(open); steps > 100*maxRules {
			return nil // a drawing, no table
		}
		for _, o := range open {
			if all[o].Y0-touching <= all[i].Y1 && all[i].Y0-touching <= all[o].Y1 {
				group[root(i)] = root(o)
			}
		}
		open = append(open, i)
	}
	members := map[int][]Rule{}
	var roots []int
	for i := range all {
		r := root(i)
		if members[r] == nil {
			roots = append(roots, r)
		}
		members[r] = append(members[r], all[i])
	}
	groups := make([][]Rule, 0, len(roots))
	for _, r := range roots {
		groups = append(groups, members[r])
	}
	return groups
}

// newGrid returns the table that touching rules make, nil where they make none of two columns.
func newGrid(rules []Rule) *grid {
	t := &grid{x0: math.Inf(1), y0: math.Inf(1), x1: math.Inf(-1), y1: math.Inf(-1), glyphs: map[int][]Glyph{}}
	for _, r := range rules {
		t.x0, t.y0, t.x1, t.y1 = min(t.x0, r.X0), min(t.y0, r.Y0), max(t.x1, r.X1), max(t.y1, r.Y1)
	}
	xs, ys := []float64{t.x0, t.x1}, []float64{t.y0, t.y1}
	for _, r := range rules {
		if r.X1-r.X0 > r.Y1-r.Y0 {
			ys = append(ys, (r.Y0+r.Y1)/2)
		} else {
			xs = append(xs, (r.X0+r.X1)/2)
		}
	}
	t.xs, t.ys = distinct(xs), distinct(ys)
	columns, rows := len(t.xs)-1, len(t.ys)-1
	if columns < 2 || rows < 1 || columns*rows > maxCells {
		return nil
	}
	t.merge(rules)
	return t
}

// distinct returns the values in order, those that are about the same once.
func distinct(all []float64) []float64 {
	slices.Sort(all)
	return slices.CompactFunc(all, func(a, b float64) bool { return math.Abs(a-b) <= touching })
}

// merge makes cells of the squares between which no rule stands.
func (t *grid) merge(rules []Rule) {
	columns, rows := len(t.xs)-1, len(t.ys)-1
	// right and below say of a square whether a rule stands there.
	right, below := make([]bool, columns*rows), make([]bool, columns*rows)
	for _, r := range rules {
		if r.X1-r.X0 > r.Y1-r.Y0 {
			j := nearest(t.ys, (r.Y0+r.Y1)/2) - 1 // the row above
			if j < 0 || j >= rows {
				continue
			}
			for i := t.index(t.xs, r.X0+touching); i < columns && (t.xs[i]+t.xs[i+1])/2 < r.X1; i++ {
				below[j*columns+i] = below[j*columns+i] || (t.xs[i]+t.xs[i+1])/2 > r.X0
			}
		} else {
			i := nearest(t.xs, (r.X0+r.X1)/2) - 1
			if i < 0 || i >= columns {
				continue
			}
			for j := t.index(t.ys, r.Y0+touching); j < rows && (t.ys[j]+t.ys[j+1])/2 < r.Y1; j++ {
				right[j*columns+i] = right[j*columns+i] || (t.ys[j]+t.ys[j+1])/2 > r.Y0
			}
		}
	}
	t.cell = make([]int, columns*rows)
	for at := range t.cell {
		t.cell[at] = at
	}
	first := func(at int) int {
		for t.cell[at] != at {
			t.cell[at] = t.cell[t.cell[at]]
			at = t.cell[at]
		}
		return at
	}
	join := func(a, b int) {
		a, b = first(a), first(b)
		t.cell[max(a, b)] = min(a, b)
	}
	for j := range rows {
		for i := range columns {
			at := j*columns + i
			if i+1 < columns && !right[at] {
				join(at, at+1)
			}
			if j+1 < rows && !below[at] {
				join(at, at+columns)
			}
		}
	}
	for at := range t.cell {
		t.cell[at] = first(at)
	}
}

// index returns the index of the square of borders that x stands in.
func (*grid) index(borders []float64, x float64) int {
	i, found := slices.BinarySearch(borders, x)
	if !found {
		i--
	}
	return min(max(i, 0), len(borders)-2)
}

// nearest returns the index of the border next to x.
func nearest(borders []float64, x float64) int {
	i, _ := slices.BinarySearch(borders, x)
	switch {
	case i == len(borders):
		return i - 1
	case i > 0 && x-borders[i-1] < borders[i]-x:
		return i - 1
	}
	return i
}

// square returns the square that a place stands in.
func (t *grid) square(x, y float64) int {
	return t.index(t.ys, y)*(len(t.xs)-1) + t.index(t.xs, x)
}

// lines returns the rows of the table, a tab for each column. A cell that reaches over several stands where it begins.
func (t *grid) lines() []Line {
	columns, rows := len(t.xs)-1, len(t.ys)-1
	var lines []Line
	of := &table{}
	begins := make([]int, rows+1) // the line that each row of the grid begins at
	for j := range rows {
		begins[j] = len(lines)
		cells, borders := make([]cellLines, columns), make([]column, columns)
		for i := range columns {
			at := j*columns + i
			borders[i] = column{t.xs[i], t.xs[i+1], t.xs[i+1]}
			if t.cell[at] == at {
				cells[i], borders[i] = t.cellLines(at), t.borders(at)
			}
		}
		for _, text := range rowTexts(cells, borders) {
			lines = append(lines, Line{Text: text, row: true, table: of, y: t.ys[j], left: t.x0, right: t.x1})
		}
	}
	begins[rows] = len(lines)
	of.rows = len(lines)
	for at, first := range t.cell {
		if first != at {
			continue
		}
		i, j := at%columns, at/columns
		width, height := 1, 1
		for i+width < columns && t.cell[at+width] == at {
			width++
		}
		for j+height < rows && t.cell[at+height*columns] == at {
			height++
		}
		if high := begins[j+height] - begins[j]; begins[j] < len(lines) && high > 0 && (width > 1 || high > 1 && height > 1) {
			if height == 1 {
				high = 1
			}
			of.merges = append(of.merges, extractors.Merge{Row: begins[j], Column: i, Rows: high, Columns: width})
		}
	}
	return lines
}

// cellLines are the lines of a cell.
type cellLines []Line

// cellLines returns the lines of the cell that begins at a square.
func (t *grid) cellLines(at int) cellLines {
	var all []item
	for _, row := range rows(t.glyphs[at]) {
		for _, p := range pieces(row) {
			all = append(all, item{piece: p, y: row[0].Y})
		}
	}
	if len(all) == 0 {
		return nil
	}
	lines := flow(all, maxColumnDepth)
	for i := range lines {
		lines[i].Text = strings.ReplaceAll(lines[i].Text, "\t", " ")
	}
	return lines
}

// rowTexts returns the rows that the cells of one row of a grid hold: one, unless numbers stand
// below each other in it, as where rules are drawn around the head of a table alone.
func rowTexts(cells []cellLines, borders []column) []string {
	stacked := 0
	for _, lines := range cells {
		figures := 0
		for _, l := range lines {
			if figure(l.Text) && !strings.HasSuffix(l.Text, ",") {
				figures++
			}
		}
		if figures > 1 {
			stacked++
		}
	}
	var all []string
	if stacked > 1 {
		for _, row := range tableRows(baselines(cells), borders) {
			text, _ := row.text()
			all = append(all, text)
		}
		return all
	}
	texts := make([]string, 0, len(cells))
	filled := 0
	for i, lines := range cells {
		text := lines.text(borders[i])
		if texts = append(texts, text); text != "" {
			filled = len(texts)
		}
	}
	if filled > 0 {
		all = append(all, strings.Join(texts[:filled], "\t"))
	}
	return all
}

// baselines returns the lines of cells by the baselines that they stand on.
func baselines(cells []cellLines) [][]*Line {
	type place struct {
		*Line
		cell int
	}
	var places []place
	for i, lines := range cells {
		for n := range lines {
			places = append(places, place{&lines[n], i})
		}
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(a.y, b.y) })
	var all [][]*Line
	y := math.Inf(-1)
	for _, p := range places {
		n := len(all) - 1
		if p.y-y > 0.3*p.size || all[n][p.cell] != nil {
			all = append(all, make([]*Line, len(cells)))
			n++
			y = p.y
		}
		all[n][p.cell] = p.Line
	}
	return all
}

// text returns the lines of a cell put together.
func (lines cellLines) text(c column) string {
	var b strings.Builder
	for i := range lines {
		l := &lines[i]
		if i > 0 {
			b.WriteString(cellJoint(&lines[i-1], l, c))
		}
		b.WriteString(strings.TrimSpace(l.Text))
	}
	return b.String()
}

// cellJoint returns what stands between two lines of a cell: nothing where the first fills
// the cell, or where the second is what was left of its word. Numbers are put together only
// where nothing else can be meant.
func cellJoint(above, below *Line, c column) string {
	em := max(above.size, below.size)
	// As much room as there is on the left is no room for text.
	room := c.right - above.right - min(above.left-c.left, 1.5*em)
	if figure(above.Text) && figure(below.Text) {
		if narrowEnd(above.Text, below.Text) || room < 0.6*em && len(above.Text) > 5 {
			return ""
		}
		return " "
	}
	if room < 1.3*em || runeCount(below.Text) == 1 && !figure(below.Text) {
		return joint(above, below)
	}
	return " "
}

// borders returns where the cell that begins at a square begins and ends.
func (t *grid) borders(at int) column {
	columns := len(t.xs) - 1
	i := at % columns
	end := i + 1
	for end < columns && t.cell[at-i+end] == at {
		end++
	}
	return column{t.xs[i], t.xs[end], t.xs[end]}
}

// runeCount is how many characters s has.
func runeCount(s string) int { return utf8.RuneCountInString(s) }
