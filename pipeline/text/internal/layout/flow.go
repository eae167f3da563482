package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// item is a piece, or a table, on its way to a line.
type item struct {
	piece
	y     float64
	table *grid
}

const (
	// maxColumnDepth is how often a part of a page is parted into columns again.
	maxColumnDepth = 6
	// maxGutters is how many places for a gap between columns are tried.
	maxGutters = 48
	// minColumnRows is how many lines columns of text have at least, of two one may have half as many: the
	// last of a text.
	minColumnRows = 4
)

// flow returns the lines of items in reading order: columns of running text one after
// the other, all else row by row.
func flow(items []item, depth int) []Line {
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x0, b.x0)) })
	if depth < maxColumnDepth {
		if start, end, at, ok := columns(items); ok {
			var left, right []item
			for _, i := range items[start:end] {
				if i.x0 < at {
					left = append(left, i)
				} else {
					right = append(right, i)
				}
			}
			lines := flow(slices.Clone(items[:start]), depth+1)
			lines = append(lines, flow(left, depth+1)...)
			lines = append(lines, flow(right, depth+1)...)
			return append(lines, flow(slices.Clone(items[end:]), depth+1)...)
		}
	}
	r := edgesOf(items)
	var all [][]item
	for start := 0; start < len(items); {
		end := sameRow(items, start)
		all = append(all, items[start:end])
		start = end
	}
	var lines []Line
	for start := 0; start < len(all); {
		if len(all[start]) > 1 || start+1 < len(all) && beginsBand(all[start], all[start+1]) {
			var b band
			end := start
			for end < len(all) && b.add(all[end]) {
				end++
			}
			if b.rows > 1 {
				lines = append(lines, b.lines(r)...)
				start = end
				continue
			}
		}
		lines = append(lines, line(all[start], r)...)
		start++
	}
	return lines
}

// beginsBand reports whether a piece is the first line of a cell, the others of whose row
// stand beside its middle.
func beginsBand(row, below []item) bool {
	return row[0].table == nil && len(below) > 1 && below[0].y-row[0].y < halfPitch*row[0].size
}

// edgesOf returns the region of items: where their lines begin and end, but for a single
// one that stands out.
func edgesOf(items []item) *region {
	left, right := make([]float64, 0, len(items)), make([]float64, 0, len(items))
	em := 0.0
	for _, i := range items {
		if i.table == nil {
			left, right = append(left, i.x0), append(right, -i.x1)
			em = max(em, i.em)
		}
	}
	return &region{left: common(left, 0.5*em), right: -common(right, 1.2*em)}
}

// common returns the least value that another is close to; the least of all where there is none.
func common(values []float64, near float64) float64 {
	slices.Sort(values)
	for i := 1; i < len(values); i++ {
		if values[i]-values[i-1] <= near {
			return values[i-1]
		}
	}
	if len(values) == 0 {
		return 0
	}
	return values[0]
}

// sameRow returns where the row ends that begins at start.
func sameRow(items []item, start int) int {
	end := start + 1
	for end < len(items) && items[end].y == items[start].y && items[start].table == nil && items[end].table == nil {
		end++
	}
	return end
}

// line returns the line of the pieces of a row, or those of a table.
func line(row []item, r *region) []Line {
	if t := row[0].table; t != nil {
		return t.lines()
	}
	l := Line{left: row[0].x0, y: row[0].y, region: r}
	var b strings.Builder
	apart := spacedOut(row)
	for i, p := range row {
		if i > 0 && !apart {
			if gap := p.x0 - row[i-1].x1; gap >= 2*min(p.em, row[i-1].em) {
				b.WriteByte('\t')
				l.row = true
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(p.text)
		l.right, l.size, l.spaced = p.x1, max(l.size, p.size), p.spaced
	}
	l.Text = leaders(b.String())
	return []Line{l}
}

// spacedOut reports whether the pieces are the characters of one title that stand far
// apart: each alone, with about the same gaps between.
func spacedOut(row []item) bool {
	if len(row) < 2 {
		return false
	}
	least, most := math.Inf(1), 0.0
	for i, p := range row {
		if r, size := utf8.DecodeRuneInString(p.text); size != len(p.text) || r < 0x2E80 {
			return false
		}
		if i > 0 {
			gap := p.x0 - row[i-1].x1
			least, most = min(least, gap), max(most, gap)
		}
	}
	return most <= 1.5*least && most < 8*row[0].em
}

// leaders puts …… for each row of dots that leads from a heading to its page.
func leaders(s string) string {
	if !strings.ContainsAny(s, ".…·⋯") {
		return s
	}
	var b strings.Builder
	for s != "" {
		start := strings.IndexAny(s, ".…·⋯")
		if start < 0 {
			start = len(s)
		}
		b.WriteString(s[:start])
		s = s[start:]
		rest := strings.TrimLeft(s, ".…·⋯")
		if dots := s[:len(s)-len(rest)]; utf8.RuneCountInString(dots) > 4 {
			b.WriteString("……")
		} else {
			b.WriteString(dots)
		}
		s = rest
	}
	return b.String()
}

// columns finds the largest part of the items, which are sorted from top to bottom, in which two columns of running
// text stand beside each other; at is where the gap between them is.
func columns(items []item) (start, end int, at float64, ok bool) {
	best := 0
	for _, c := range gutters(items) {
		for i := 0; i < len(items); {
			j := i
			for j < len(items) && !(items[j].x0 < c-1 && items[j].x1 > c+1) {
				j++
			}
			first := i + head(items[i:j], c)
			if n := j - first; n > best && n >= 2*minColumnRows && running(items[first:j], c) {
				best, start, end, at, ok = n, first, j, c, true
			}
			i = max(j, i+1)
		}
	}
	return start, end, at, ok
}

// head returns how many of the items, from top to bottom, stand above both columns.
func head(items []item, c float64) int {
	skip := 0
	for {
		left, right := -1, -1
		for i := skip; i < len(items) && (left < 0 || right < 0); i++ {
			if items[i].x0 < c {
				if left < 0 {
					left = i
				}
			} else if right < 0 {
				right = i
			}
		}
		if left < 0 || right < 0 {
			return skip
		}
		later := max(left, right)
		from := items[later].y - 2.2*items[later].size
		before := skip
		for items[skip].y < from {
			skip++
		}
		if skip == before {
			return skip
		}
	}
}

// gutters returns the middles of the gaps between the pieces of rows that most rows have, in order.
func gutters(items []item) []float64 {
	counts := map[int]int{}
	for i := 1; i < len(items); i++ {
		if items[i].y == items[i-1].y && items[i].x0 > items[i-1].x1 {
			// The right column begins at the same place in all rows.
			counts[int(math.Round(items[i].x0))]++
		}
	}
	for _, i := range items {
		counts[int(math.Round(i.x0))]++
	}
	all := make([]int, 0, len(counts))
	for x := range counts {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b int) int { return cmp.Or(counts[b]-counts[a], a-b) })
	all = all[:min(len(all), maxGutters)]
	gaps := make([]float64, 0, len(all))
	for _, x := range all {
		gaps = append(gaps, float64(x)-1.5)
	}
	return gaps
}

// running reports whether there is running text on both sides of c: lines that mostly
// fill their column, one piece a line.
func running(items []item, c float64) bool {
	var left, right []item
	for _, i := range items {
		if i.x0 < c {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	if !prose(left) || !prose(right) || len(left)+len(right) < 2*minColumnRows {
		return false
	}
	// Beside each other, not one below the other.
	return left[0].y < right[len(right)-1].y && right[0].y < left[len(left)-1].y
}

// prose reports whether items, from top to bottom, are lines of running text.
func prose(items []item) bool {
	if len(items) < minColumnRows/2 {
		return false
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, i := range items {
		left, right = min(left, i.x0), max(right, i.x1)
	}
	full, alone, runes := 0, 0, 0
	for n, i := range items {
		if i.table != nil {
			continue
		}
		if i.x1-i.x0 >= 0.75*(right-left) {
			full++
		}
		if n == 0 || items[n-1].y != i.y {
			alone++
		}
		runes += utf8.RuneCountInString(i.text)
	}
	return 2*full >= len(items) && 10*alone >= 9*len(items) && runes >= 8*len(items)
}
