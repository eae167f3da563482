package table

import (
	"slices"

	"github.com/huiyao/huiyao/internal/span"
)

// Role is what a cell is in its table.
type Role int

// Roles of cells.
const (
	Other  Role = iota // a header, a label, a note or words
	Figure             // a figure, of which the Cell says what it is
	Serial             // it numbers a row or a column, or ranks it
)

// A Cell is one cell with what its table says of it. Spans are those of the text.
type Cell struct {
	Role Role
	// Span is where the cell stands, blanks around it left out.
	Span span.Span
	// Unit is the unit that the table states for a figure, 亿元 or %, "" where it states none
	// or does not tell which of several it is.
	Unit string
	// Own says that the unit, if a figure has one in its own cell, is the only one: what the
	// table states does not fit what is measured, and no unit may be taken from elsewhere.
	Own bool
	// Indicator names what is measured, empty where nothing does.
	Indicator span.Span
	// Times are the words for the time that it holds for, the nearest first: 1季度, 2023年.
	Times []Time
	// Places are the words for the place that it holds for, the nearest first.
	Places []span.Span
	// Change is growth or decline where the figure says how much something grew or shrank,
	// change where it may be either, "" where it is a level. Basis is yoy, qoq, mom or "".
	Change, Basis string
	// Target says that the figure is planned.
	Target bool
}

// A Time is words for a time. Outside says that they stand above the table.
type Time struct {
	Span    span.Span
	Outside bool
}

// At returns the cell that holds the byte offset of the text, and false where it is in no
// table.
func (t *Tables) At(at int) (Cell, bool) {
	g, p, ok := t.find(at)
	if !ok {
		return Cell{}, false
	}
	t.prepare(g)
	c := Cell{Span: g.own(p.row, p.column)}
	r := &g.rows[p.row]
	if r.kind == serial {
		c.Role = Serial
		return c, true
	}
	if r.kind != figures || r.block >= len(g.blocks) {
		return c, true
	}
	b := &g.blocks[r.block]
	above := t.above(g, b, p.column)
	if len(above) > 0 {
		switch above[0].kind {
		case kindSerial:
			c.Role = Serial
			return c, true
		case kindUnit, kindNote:
			return c, true
		}
	}
	if p.column < b.labels {
		return c, true
	}
	c.Role = Figure
	t.fill(g, b, p, above, &c)
	return c, true
}

// fill says what the figure at p is.
func (t *Tables) fill(g *grid, b *block, p place, above []head, c *Cell) {
	labels := t.before(g, b, p.row)
	var sections []head
	if s := g.rows[p.row].section; s >= 0 {
		sections = append(sections, t.head(g.cell(s, 0)))
	}
	captions := t.captions(g, b)
	all := slices.Concat(above, labels, sections)
	for _, h := range all {
		for _, in := range h.times {
			c.Times = append(c.Times, Time{Span: in})
		}
		if h.place {
			c.Places = append(c.Places, h.text)
		}
		if c.Basis == "" {
			c.Basis = h.basis
		}
		c.Target = c.Target || h.aim || h.kind == kindTarget
	}
	for _, h := range captions {
		for _, in := range h.times {
			c.Times = append(c.Times, Time{Span: in, Outside: true})
		}
	}
	shift := shiftOf(slices.Concat(above, labels))
	named := t.indicator(g, b, p, above, labels)
	c.Indicator = named.words
	t.unit(g, b, p, shift, named, slices.Concat(sections, captions), c, above, labels)
	switch shift.shift {
	case kindGrowth, kindDecline:
		c.Change = shift.shift
	case kindDifference, kindChange:
		c.Change = kindChange
	default:
		if shift.basis != "" && c.Unit == "%" { // 同比（%）
			c.Change = kindChange
		}
	}
}

// shiftOf returns the first header that says that its figures are changes.
func shiftOf(heads []head) head {
	for _, h := range heads {
		if h.shift != "" || h.basis != "" {
			return h
		}
	}
	return head{}
}

// captions returns what is said above the block, the nearest first.
func (t *Tables) captions(g *grid, b *block) []head {
	var all []head
	for k := len(b.captions) - 1; k >= 0; k-- {
		row := b.captions[k]
		for c := range g.rows[row].count {
			if s := g.own(row, c); !s.Empty() {
				all = append(all, t.head(s))
			}
		}
	}
	if b.outside {
		for _, line := range g.above {
			all = append(all, t.head(trim(t.text, line)))
		}
	}
	return all
}

// indicator returns the header or label whose words name what is measured.
func (t *Tables) indicator(g *grid, b *block, p place, above, labels []head) head {
	column, label := firstNamed(above), firstNamed(labels)
	if label.words.Empty() && shiftOf(labels).shift != "" { // 财政收入 above 增幅
		label = t.owner(g, b, p.row)
	}
	if label.words.Empty() && column.words.Empty() && shiftOf(above).shift != "" { // 粮食产量 to the left of 增速
		for left := p.column - 1; left >= max(b.labels, p.column-3) && column.words.Empty(); left-- {
			column = firstNamed(t.above(g, b, left))
		}
	}
	if label.words.Empty() && column.words.Empty() && len(labels) > 0 && labels[0].shift != "" {
		label = labels[0]
		label.words = label.core // 增速 alone
	}
	if label.words.Empty() {
		return column
	}
	if column.words.Empty() {
		return label
	}
	switch t.columnHead(g, b, label.column).kind {
	case kindMeasures:
		return label
	case kindThings:
		return column
	}
	if column.unit != "" || column.ratio {
		return column
	}
	return label
}

// firstNamed returns the first that names something.
func firstNamed(heads []head) head {
	for _, h := range heads {
		if !h.words.Empty() {
			return h
		}
	}
	return head{}
}

// owner returns the label that a row says the growth of: that of the nearest row above.
func (t *Tables) owner(g *grid, b *block, row int) head {
	for up := row - 1; up >= max(b.first, row-4) && g.rows[up].kind == figures; up-- {
		labels := t.before(g, b, up)
		if len(labels) > 0 && labels[0].shift == "" {
			return firstNamed(labels)
		}
	}
	return head{}
}

// unit finds the unit of a figure.
func (t *Tables) unit(g *grid, b *block, p place, shift head, named head, outside []head, c *Cell, above, labels []head) {
	var row head
	for k := range b.columnsWithUnits(t, g) {
		row = t.head(g.cell(p.row, k))
	}
	stated := t.stated(outside)
	if shift.shift != "" || shift.basis != "" {
		c.Unit = t.unitOfChange(shift, row, above, labels, stated, c)
		c.Own = c.Unit == ""
		return
	}
	header, label := firstUnit(above), firstUnit(labels)
	own := row.unit
	for _, u := range []string{label, header} {
		switch {
		case own == "":
			own = u
		case u != "" && u != own:
			c.Own = true // two units: neither is believed
			return
		}
	}
	if own != "" {
		c.Unit = own
		return
	}
	ratio := named.ratio || slices.ContainsFunc(above, func(h head) bool { return h.ratio }) || slices.ContainsFunc(labels[:min(len(labels), 1)], func(h head) bool { return h.ratio })
	c.Unit = t.choose(stated, ratio, named.count)
	c.Own = c.Unit == "" && (len(stated) > 0 || ratio)
}

// columnsWithUnits yields the columns that hold the units of the rows.
func (b *block) columnsWithUnits(t *Tables, g *grid) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		if len(b.headers) == 0 {
			return
		}
		for c := range min(g.width(b.headers[0], b.headers[len(b.headers)-1]+1), 64) {
			if t.columnHead(g, b, c).kind == kindUnit && !yield(c) {
				return
			}
		}
	}
}

// firstUnit returns the first unit that one of the headers or labels states for itself.
func firstUnit(heads []head) string {
	for _, h := range heads {
		if h.unit != "" {
			return h.unit
		}
	}
	return ""
}

// stated returns the units that the nearest of the lines above states.
func (t *Tables) stated(heads []head) []string {
	for _, h := range heads {
		if len(h.units) > 0 {
			return h.units
		}
		if h.unit != "" {
			return []string{h.unit}
		}
	}
	return nil
}

// unitOfChange returns the unit of a figure that says how much something changed: that of its
// own header; % for growth; for differences that of what changes.
func (t *Tables) unitOfChange(shift, row head, above, labels []head, stated []string, c *Cell) string {
	for _, heads := range [][]head{above, labels} {
		for _, h := range heads {
			if h.unit != "" && (h.shift != "" || h.basis != "" || h.words.Empty()) {
				return h.unit
			}
			if h.shift != "" || h.basis != "" {
				break // what stands farther is the unit of what grows
			}
		}
	}
	inRow := shiftOf(above).text.Empty() // the row is one of changes, and so is its unit
	if inRow && row.unit != "" {
		return row.unit
	}
	hasPercent := slices.ContainsFunc(stated, func(u string) bool { return t.words.Unit(u) == "ratio" })
	switch shift.shift {
	case kindGrowth, kindDecline:
		return "%"
	case kindDifference:
		if row.unit != "" {
			return row.unit
		}
		for _, u := range []string{firstUnit(labels), firstUnit(above)} {
			if u != "" {
				return u
			}
		}
		return t.choose(stated, false, false)
	}
	if hasPercent {
		return t.choose(stated, true, false)
	}
	return ""
}

// choose returns the unit of several that fits a figure: a ratio has %, ‰ and the like, all
// else has not, and what counts people or things is no money. It is "" where none or more
// than one fits.
func (t *Tables) choose(units []string, ratio, count bool) string {
	only := ""
	for _, u := range units {
		dimension := t.words.Unit(u)
		isRatio := dimension == "ratio" || dimension == "multiple"
		if isRatio != ratio && (ratio || len(units) > 1) || count && dimension == "currency" {
			continue
		}
		if only != "" && only != u {
			return ""
		}
		only = u
	}
	return only
}
