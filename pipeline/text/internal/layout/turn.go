package layout

import (
	"math"
	"slices"
)

// askew is how far, in radians, text may stand from a right angle to the page: a scanned page may
// lie a few degrees off; watermarks stand at 15 and more.
const askew = 8 * math.Pi / 180

// turned are glyphs of one direction, turned so that they are written to the right.
type turned struct {
	glyphs   []Glyph
	cos, sin float64 // of the angle that they were turned back by
	down     bool    // they were written from top to bottom, upright
}

// turn parts the glyphs by the four directions in which text is read, the direction of most
// first, and turns each part upright.
func turn(glyphs []Glyph) []turned {
	var counts [4]int
	var offs [4]float64
	quarter := func(g *Glyph) (int, float64) {
		n := math.Round(g.Angle / (math.Pi / 2))
		return (int(n)%4 + 4) % 4, g.Angle - n*math.Pi/2
	}
	for i := range glyphs {
		if q, off := quarter(&glyphs[i]); math.Abs(off) <= askew {
			counts[q]++
			offs[q] += off
		}
	}
	order := []int{0, 1, 2, 3}
	slices.SortStableFunc(order, func(a, b int) int { return counts[b] - counts[a] })
	var parts []turned
	for _, q := range order {
		if counts[q] == 0 {
			break
		}
		angle := float64(q)*math.Pi/2 + offs[q]/float64(counts[q])
		t := turned{cos: math.Cos(angle), sin: math.Sin(angle)}
		for i := range glyphs {
			if at, off := quarter(&glyphs[i]); at == q && math.Abs(off) <= askew {
				t.glyphs = append(t.glyphs, glyphs[i])
			}
		}
		t.down = downward(t.glyphs, t.cos, t.sin)
		for i := range t.glyphs {
			g := &t.glyphs[i]
			g.X, g.Y = t.place(g.X, g.Y)
			if t.down {
				g.Advance = g.Size
			}
		}
		parts = append(parts, t)
	}
	return parts
}

// place returns where a place is after the turn.
func (t *turned) place(x, y float64) (float64, float64) {
	x, y = x*t.cos+y*t.sin, y*t.cos-x*t.sin
	if t.down { // the lines go from right to left
		return y, -x
	}
	return x, y
}

// rule returns where a rule is after the turn.
func (t *turned) rule(r Rule) Rule {
	x0, y0 := t.place(r.X0, r.Y0)
	x1, y1 := t.place(r.X1, r.Y1)
	return Straight(x0, y0, x1, y1)
}

// downward reports whether the glyphs, each upright, are written from top to bottom: in the order
// of the file most stand below the one before.
func downward(glyphs []Glyph, cos, sin float64) bool {
	down, other := 0, 0
	for i := 1; i < len(glyphs); i++ {
		a, b := &glyphs[i-1], &glyphs[i]
		x, y := b.X-a.X, b.Y-a.Y
		x, y = (x*cos+y*sin)/a.Em, (y*cos-x*sin)/a.Size
		switch {
		case math.Abs(x) < 0.6 && y > 0.4 && y < 2.5 && a.Rune >= 0x2E80:
			down++
		case math.Abs(y) < 0.4 && math.Abs(x) < 4:
			other++
		}
	}
	return down >= 6 && down > 3*other
}

// once leaves out glyphs that stand where the same one stands already: bold or shadowed
// print that was made by printing twice, and text printed over itself.
func once(glyphs []Glyph) []Glyph {
	type cell struct {
		r    rune
		x, y int
	}
	seen := make(map[cell][]int, len(glyphs))
	kept := glyphs[:0:0]
	for _, g := range glyphs {
		near := min(0.3*g.Em, 0.45*g.Advance)
		// Cells are of a size that does not depend on the glyph's exact size.
		side := math.Exp2(math.Ceil(math.Log2(max(g.Em, g.Size))))
		at := cell{g.Rune, int(math.Floor(g.X / side)), int(math.Floor(g.Y / side))}
		double := false
		for dx := -1; dx <= 1 && !double; dx++ {
			for dy := -1; dy <= 1 && !double; dy++ {
				for _, i := range seen[cell{at.r, at.x + dx, at.y + dy}] {
					k := &kept[i]
					if math.Abs(k.X-g.X) <= near && math.Abs(k.Y-g.Y) <= 0.3*g.Size {
						double = true
						k.Spaced = k.Spaced || g.Spaced
						break
					}
				}
			}
		}
		if !double {
			seen[at] = append(seen[at], len(kept))
			kept = append(kept, g)
		}
	}
	return kept
}
