package layout

import "math"

// Matrix turns places of a drawing into those of the page: x' = A·x + C·y + E,
// y' = B·x + D·y + F.
type Matrix struct{ A, B, C, D, E, F float64 }

// Identity leaves places where they are.
var Identity = Matrix{A: 1, D: 1}

// Place returns where a place comes to.
func (m Matrix) Place(x, y float64) (float64, float64) {
	return m.A*x + m.C*y + m.E, m.B*x + m.D*y + m.F
}

// Times returns the matrix that does m first and then after.
func (m Matrix) Times(after Matrix) Matrix {
	e, f := after.Place(m.E, m.F)
	return Matrix{
		m.A*after.A + m.B*after.C, m.A*after.B + m.B*after.D,
		m.C*after.A + m.D*after.C, m.C*after.B + m.D*after.D, e, f,
	}
}

// Area returns by how much areas grow.
func (m Matrix) Area() float64 { return math.Abs(m.A*m.D - m.B*m.C) }

// Glyph returns the glyph where it comes to. Both of its coordinates grow as those of a page do.
func (m Matrix) Glyph(g Glyph) Glyph {
	sin, cos := math.Sincos(g.Angle)
	alongX, alongY := m.A*cos+m.C*sin, m.B*cos+m.D*sin
	g.X, g.Y = m.Place(g.X, g.Y)
	scale := math.Hypot(alongX, alongY)
	g.Em, g.Advance = g.Em*scale, g.Advance*scale
	g.Size *= math.Hypot(m.C*cos-m.A*sin, m.D*cos-m.B*sin)
	g.Angle = math.Atan2(alongY, alongX)
	return g
}

// Rule returns the rule where it comes to.
func (m Matrix) Rule(r Rule) Rule {
	x0, y0 := m.Place(r.X0, r.Y0)
	x1, y1 := m.Place(r.X1, r.Y1)
	return Straight(x0, y0, x1, y1)
}

// Straight returns the rule between two places.
func Straight(x0, y0, x1, y1 float64) Rule {
	return Rule{X0: min(x0, x1), Y0: min(y0, y1), X1: max(x0, x1), Y1: max(y0, y1)}
}
