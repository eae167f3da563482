package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// piece is a run of glyphs of one line without wide gaps.
type piece struct {
	text   string
	x0, x1 float64
	size   float64
	em     float64
	spaced bool
}

// rows parts glyphs into those that stand on one baseline, from top to bottom, each from left to right.
// Raised glyphs, as the marks of notes, come to the row that they were raised from.
func rows(glyphs []Glyph) [][]Glyph {
	glyphs = slices.Clone(glyphs)
	slices.SortStableFunc(glyphs, func(a, b Glyph) int { return cmp.Compare(a.Y, b.Y) })
	var all [][]Glyph
	for start := 0; start < len(glyphs); {
		end := start + 1
		for end < len(glyphs) && glyphs[end].Y-glyphs[start].Y <= 0.25*min(glyphs[end].Size, glyphs[start].Size) {
			end++
		}
		row := glyphs[start:end:end]
		slices.SortStableFunc(row, func(a, b Glyph) int { return cmp.Compare(a.X, b.X) })
		all = append(all, row)
		start = end
	}
	return lower(all)
}

// small is how much smaller than its neighbours a raised or lowered glyph is at least.
const small = 0.8

// maxAside is how many rows above and below are searched for the one that a glyph was
// raised or lowered from.
const maxAside = 3

// lower brings raised and lowered glyphs into the row of the larger ones beside them.
func lower(all [][]Glyph) [][]Glyph {
	moved := map[int][]Glyph{}
	for i, row := range all {
		kept := row[:0:0]
		for _, g := range row {
			if to := baseline(all, i, &g); to >= 0 {
				g.raised = all[to][0].Y > g.Y
				g.Y = all[to][0].Y
				moved[to] = append(moved[to], g)
				continue
			}
			kept = append(kept, g)
		}
		if len(kept) < len(row) {
			all[i] = kept
		}
	}
	result := all[:0:0]
	for i, row := range all {
		if more := moved[i]; more != nil {
			row = append(slices.Clone(row), more...)
			slices.SortStableFunc(row, func(a, b Glyph) int { return cmp.Compare(a.X, b.X) })
		}
		if len(row) > 0 {
			result = append(result, row)
		}
	}
	return result
}

// baseline returns the index of the row that g, which stands in row i, was raised or
// lowered from; -1 where it was not.
func baseline(all [][]Glyph, i int, g *Glyph) int {
	for _, step := range []int{1, -1} {
		for to := i + step; to >= 0 && to < len(all) && (to-i)*step <= maxAside; to += step {
			row := all[to]
			if len(row) == 0 {
				continue
			}
			off := (row[0].Y - g.Y) * float64(step)
			if off > row[0].Size && off > g.Size {
				break
			}
			// The glyph to the left of g in the other row.
			at, _ := slices.BinarySearchFunc(row, g.X+0.1*g.Em, func(o Glyph, x float64) int { return cmp.Compare(o.X, x) })
			if at > 0 && beside(&row[at-1], g, g.X-row[at-1].X-row[at-1].Advance, off) {
				return to
			}
			if at < len(row) && beside(&row[at], g, row[at].X-g.X-g.Advance, off) {
				return to
			}
		}
	}
	return -1
}

// beside reports whether g is a raised or lowered glyph next to o, at a gap along and an
// offset across the line.
func beside(o, g *Glyph, gap, off float64) bool {
	return g.Size <= small*o.Size && off > 0 && off <= 0.75*o.Size && gap > -0.6*o.Em && gap < 0.6*o.Em
}

// wideGap is how many ems part the pieces of a row.
const wideGap = 1.2

// pieces parts a row at its wide gaps.
func pieces(row []Glyph) []piece {
	usual := usualGap(row)
	var all []piece
	var b strings.Builder
	var p piece
	for i := range row {
		g := &row[i]
		if i > 0 {
			before := &row[i-1]
			gap := g.X - before.X - before.Advance
			em := max(before.Em, g.Em)
			switch {
			case gap > (wideGap+usual)*em:
				p.text = b.String()
				all = append(all, p)
				b.Reset()
				p = piece{}
			case blankBetween(before, g, gap/em, usual):
				b.WriteByte(' ')
			}
		}
		if b.Len() == 0 {
			p.x0 = g.X
		}
		r := g.Rune
		if g.raised {
			r = superscript(row, i)
		}
		b.WriteRune(r)
		p.x1, p.spaced = max(p.x1, g.X+g.Advance), g.Spaced
		if b.Len() == utf8.RuneLen(r) {
			p.x1 = g.X + g.Advance
		}
		p.size, p.em = max(p.size, g.Size), max(p.em, g.Em)
	}
	if b.Len() > 0 {
		p.text = b.String()
		all = append(all, p)
	}
	return all
}

// usualGap returns how many ems stand between most characters of a row that are not
// far apart, 0 in print that is not spaced out.
func usualGap(row []Glyph) float64 {
	var gaps []float64
	for i := 1; i < len(row); i++ {
		a, b := &row[i-1], &row[i]
		gap := (b.X - a.X - a.Advance) / max(a.Em, b.Em)
		if gap < wideGap && !a.Spaced {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) < 3 {
		return 0
	}
	slices.Sort(gaps)
	return max(0, gaps[len(gaps)/2])
}

// blankBetween reports whether a blank stands between two glyphs that are a gap of so many ems apart.
func blankBetween(a, b *Glyph, gap, usual float64) bool {
	if b.raised {
		return false
	}
	if narrow(a.Rune) && narrow(b.Rune) {
		return gap > 0.17+usual || a.Spaced && gap > 0.08
	}
	return gap > 0.55+usual || a.Spaced && gap > 0.45
}

// narrow reports whether words of the character's script stand apart.
func narrow(r rune) bool { return r < 0x2000 }

// superscript returns the raised form of the digit at i in a row; other characters, and what
// is raised above nothing, as they are.
func superscript(row []Glyph, i int) rune {
	const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	if r := row[i].Rune; r >= '0' && r <= '9' {
		return []rune(digits)[r-'0']
	}
	switch row[i].Rune {
	case '-', '−':
		return '⁻'
	case '+':
		return '⁺'
	}
	return row[i].Rune
}
