// Package layout puts the glyphs of pages, which stand at places, into the lines of a text in
// reading order: turned upright, what was printed over itself once, column after column,
// the rows of tables with tabs between their cells, wrapped lines put together again.
package layout

import (
	"math"
	"slices"

	"github.com/huiyao/huiyao/extractors"
)

// Glyph is a character on a page. y grows downwards, angles clockwise from a line that is
// written to the right.
type Glyph struct {
	Rune    rune
	X, Y    float64 // its origin: where it begins on the baseline
	Advance float64 // how far on the next character begins
	Em      float64 // the size of the font along the line
	Size    float64 // the size of the font across the line
	Angle   float64 // the direction of the line, in radians
	Spaced  bool    // a blank comes after it in the file
	Hidden  bool    // it is not drawn, as the text behind a scanned page
	Lost    bool    // its font does not say which character it is

	raised bool
}

// Rule is a straight line that is drawn on a page.
type Rule struct{ X0, Y0, X1, Y1 float64 }

// Page is what is drawn on a page.
type Page struct {
	Glyphs        []Glyph // in the order of the file
	Rules         []Rule  // in any order
	Width, Height float64
	Pictured      float64 // the share of the page that pictures cover, 1 for all
	Drawn         int     // how many shapes are drawn on it
	Broken        bool    // it could not be read
}

// Line is a line of text, or a row of a table.
type Line struct {
	Text string

	left, right float64 // where it begins and ends
	y, size     float64
	row         bool    // of a table
	table       *table  // that it is a row of, nil of none
	spaced      bool    // a blank comes after it in the file
	region      *region // what it stands in, nil of no known place
}

// table is what is known of a table beside its rows.
type table struct {
	rows   int // how many lines it has
	merges []extractors.Merge
}

// region is the part of a page that one column of text fills.
type region struct{ left, right float64 }

// Lines returns the lines of a page in reading order. Text that stands askew, as
// watermarks do, is left out, and hidden text where other text can be seen. Text that stands
// at a right angle to most of the others comes last. The time it takes is that of sorting the glyphs.
func Lines(p *Page) []Line {
	var lines []Line
	parts := turn(visible(p.Glyphs))
	for _, turned := range parts {
		glyphs := once(turned.glyphs)
		rules := make([]Rule, 0, len(p.Rules))
		for _, r := range p.Rules {
			rules = append(rules, turned.rule(r))
		}
		if len(parts) > 1 && len(glyphs) <= maxLabels {
			for _, label := range labels(glyphs) {
				lines = append(lines, upright(label, nil)...)
			}
			continue
		}
		lines = append(lines, upright(glyphs, rules)...)
	}
	return lines
}

// maxLabels is how many characters are taken for labels here and there, and not for a page, beside text of
// another direction.
const maxLabels = 40

// labels parts glyphs where the next one in the file is far from the one before.
func labels(glyphs []Glyph) [][]Glyph {
	var all [][]Glyph
	start := 0
	for i := 1; i <= len(glyphs); i++ {
		if i == len(glyphs) || math.Abs(glyphs[i].Y-glyphs[i-1].Y) > 6*glyphs[i].Size {
			all = append(all, glyphs[start:i])
			start = i
		}
	}
	return all
}

// upright returns the lines of glyphs that are written to the right.
func upright(glyphs []Glyph, rules []Rule) []Line {
	tables, rest := ruled(glyphs, rules)
	items := make([]item, 0, len(rest)/8+len(tables))
	for _, row := range rows(rest) {
		for _, p := range pieces(row) {
			items = append(items, item{piece: p, y: row[0].Y})
		}
	}
	for _, t := range tables {
		items = append(items, item{piece: piece{x0: t.x0, x1: t.x1, size: t.y1 - t.y0}, y: t.y0, table: t})
	}
	return flow(items, 0)
}

// visible leaves out glyphs without a place, and hidden ones where more than a few are not.
func visible(glyphs []Glyph) []Glyph {
	hidden, seen := 0, 0
	kept := make([]Glyph, 0, len(glyphs))
	for _, g := range glyphs {
		if n := g.X + g.Y + g.Advance + g.Em + g.Size + g.Angle; math.IsNaN(n) || math.IsInf(n, 0) || math.Abs(n) > 1e9 {
			continue
		}
		g.Em, g.Size = math.Abs(g.Em), math.Abs(g.Size)
		if g.Em == 0 || g.Size == 0 {
			continue
		}
		if g.Advance <= 0 || g.Advance > 4*g.Em {
			g.Advance = g.Em
			if g.Rune < 0x80 {
				g.Advance = g.Em / 2
			}
		}
		if g.Hidden {
			hidden++
		} else {
			seen++
		}
		kept = append(kept, g)
	}
	if hidden > 0 && seen*4 >= hidden {
		kept = slices.DeleteFunc(kept, func(g Glyph) bool { return g.Hidden })
	}
	return kept
}
