// Package table reads the tables of a text as grids and tells what their headers, labels,
// section rows and lines above say of a cell: unit, indicator, time, place, and whether it
// is a change.
//
// A table is a run of lines with tabs between their cells. What a text cannot show, which
// lines are one table and which cells reach over several, its Shape says.
package table

import (
	"sort"
	"strings"
	"unicode"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// A Shape says which lines of a text are the rows of one table, from First up to and
// without Last, counted from 0, and which of its cells reach over several.
type Shape struct {
	First, Last int
	Merges      []Merge
}

// A Merge is a cell that reaches over Rows rows and Columns columns. Row and Column are
// those of its first cell, which holds its words, counted from 0 in the table.
type Merge struct{ Row, Column, Rows, Columns int }

// Words is what the headers of tables are read with.
type Words struct {
	// Kinds are the entries of table_words.tsv.
	Kinds *dict.Lexicon[string]
	// Unit returns the dimension of a text that is nothing but a unit, "" where it is none.
	Unit func(text string) (dimension string)
	// Times returns the expressions of time in a text, in order.
	Times func(text string) []span.Span
	// Place reports whether a text is the name of a place and nothing else.
	Place func(text string) bool
}

// Tables are those of one text, in order. It belongs to one goroutine at a time.
type Tables struct {
	text  string
	words *Words
	all   []grid
	heads map[span.Span]head // of the cells that describe others, read once
}

// grid is one table.
type grid struct {
	span   span.Span
	above  []span.Span // the lines above it, the nearest first
	rows   []row
	cells  []span.Span // of all rows
	merges map[place]place
	blocks []block
	ready  bool // rows have their kinds, and blocks are there
}

// place is a cell by its row and column.
type place struct{ row, column int }

// row is a line of a table.
type row struct {
	cell, count int // its cells in grid.cells
	kind        rowKind
	block       int // in grid.blocks, of figure rows
	section     int // the row that is its section, -1 for none
}

type rowKind uint8

const (
	blank   rowKind = iota
	caption         // a title or the units, over all columns
	header
	section
	serial // numbers of columns: 甲 1 2 3
	figures
)

// maxAbove is how many lines above a table may tell its title and units.
const maxAbove = 3

// maxCaption is how many bytes a line above a table has at most: longer ones are text.
const maxCaption = 180

// Read finds the tables of a text. It takes time linear in the text; rows are looked into
// when they are first asked about.
func Read(text string, shapes []Shape, words *Words) *Tables {
	t := &Tables{text: text, words: words, heads: map[span.Span]head{}}
	var g *grid
	var above, held []span.Span // held: lines without a tab that may be section rows
	shape, number := 0, 0
	finish := func() {
		if g != nil {
			t.all = append(t.all, *g)
			g, above = nil, above[:0]
			for _, l := range held {
				above = append(above, l)
			}
		}
		held = held[:0]
	}
	for at := 0; at < len(text); number++ {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		line := span.Span{Start: at, End: end}
		at = end + 1
		for shape < len(shapes) && number >= shapes[shape].Last {
			if number == shapes[shape].Last {
				finish()
			}
			shape++
		}
		inside := shape < len(shapes) && number >= shapes[shape].First
		if inside && number == shapes[shape].First {
			finish()
		}
		tabs := strings.IndexByte(line.Of(text), '\t') >= 0
		switch {
		case inside || tabs:
			if g == nil {
				g = &grid{above: t.nearest(above)}
				if inside {
					g.merge(&shapes[shape])
				}
			}
			for _, l := range held {
				g.add(text, l)
			}
			held = held[:0]
			g.add(text, line)
		case blankText(line.Of(text)):
		case g != nil && len(held) == 0 && mayBeSection(line.Of(text)):
			held = append(held, line)
		default:
			held = held[:min(len(held), 1)]
			finish()
			above = append(above, line)
			if len(above) > 8*maxAbove {
				above = append(above[:0], above[len(above)-maxAbove:]...)
			}
		}
	}
	finish()
	return t
}

// nearest returns the last lines of above, the nearest first, up to one that is text.
func (t *Tables) nearest(above []span.Span) []span.Span {
	var lines []span.Span
	for i := len(above) - 1; i >= 0 && len(lines) < maxAbove; i-- {
		if above[i].Len() > maxCaption {
			break
		}
		lines = append(lines, above[i])
	}
	return lines
}

// mayBeSection reports whether a line without tabs between the rows of a table may be one
// of its rows: it is short and no sentence.
func mayBeSection(line string) bool {
	return len(line) <= 90 && !strings.ContainsAny(line, "。；！？")
}

func blankText(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !isSpace(r) }) < 0
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF' }

// add adds a line as a row.
func (g *grid) add(text string, line span.Span) {
	if len(g.rows) == 0 {
		g.span.Start = line.Start
	}
	g.span.End = line.End
	r := row{cell: len(g.cells), section: -1}
	for at := line.Start; ; {
		end := strings.IndexByte(text[at:line.End], '\t')
		if end < 0 {
			g.cells = append(g.cells, trim(text, span.Span{Start: at, End: line.End}))
			break
		}
		g.cells = append(g.cells, trim(text, span.Span{Start: at, End: at + end}))
		at += end + 1
	}
	r.count = len(g.cells) - r.cell
	g.rows = append(g.rows, r)
}

// maxSpread is over how many cells those of a table may reach altogether.
const maxSpread = 1 << 16

// merge notes which cells others reach over.
func (g *grid) merge(s *Shape) {
	left := maxSpread
	g.merges = map[place]place{}
	for _, m := range s.Merges {
		if m.Row < 0 || m.Column < 0 || m.Rows < 1 || m.Columns < 1 {
			continue
		}
		rows := min(m.Rows, s.Last-s.First-m.Row)
		if rows < 1 || m.Columns > left/rows {
			continue
		}
		left -= rows * m.Columns
		for r := range rows {
			for c := range m.Columns {
				at := place{m.Row + r, m.Column + c}
				if _, ok := g.merges[at]; !ok && (r > 0 || c > 0) {
					g.merges[at] = place{m.Row, m.Column}
				}
			}
		}
	}
}

// cell returns the words of the cell at a row and column, those of the cell that reaches
// over it where it is empty. It is empty where there is no such cell.
func (g *grid) cell(row, column int) span.Span {
	s := g.own(row, column)
	if s.Empty() && g.merges != nil {
		if from, ok := g.merges[place{row, column}]; ok {
			return g.own(from.row, from.column)
		}
	}
	return s
}

func (g *grid) own(row, column int) span.Span {
	if row < 0 || row >= len(g.rows) || column < 0 || column >= g.rows[row].count {
		return span.Span{}
	}
	return g.cells[g.rows[row].cell+column]
}

// width returns how many columns the rows from first up to last have.
func (g *grid) width(first, last int) int {
	n := 0
	for _, r := range g.rows[first:last] {
		n = max(n, r.count)
	}
	return n
}

// find returns the table and the cell that hold the byte offset, and false where it is in no
// table.
func (t *Tables) find(at int) (*grid, place, bool) {
	i := sort.Search(len(t.all), func(i int) bool { return t.all[i].span.End >= at })
	if i == len(t.all) || t.all[i].span.Start > at {
		return nil, place{}, false
	}
	g := &t.all[i]
	k := sort.Search(len(g.cells), func(k int) bool { return g.cells[k].End >= at })
	if k == len(g.cells) || g.cells[k].Start > at {
		return nil, place{}, false
	}
	r := sort.Search(len(g.rows), func(r int) bool { return g.rows[r].cell+g.rows[r].count > k })
	return g, place{r, k - g.rows[r].cell}, true
}

// trim returns s without the blanks around it.
func trim(text string, s span.Span) span.Span {
	in := s.Of(text)
	s.Start += len(in) - len(strings.TrimLeftFunc(in, isSpace))
	s.End = s.Start + len(strings.TrimFunc(in, isSpace))
	return s
}
