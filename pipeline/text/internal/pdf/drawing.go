package pdf

import (
	"context"
	"math"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
)

const (
	// maxPageObjects and maxSegments bound what is read of the drawings of a page; text is
	// read whole in any case.
	maxPageObjects = 50_000
	maxSegments    = 100_000
	// maxForms is how deep drawings may stand in one another.
	maxForms = 8
	// thin is how thick a box may be that is taken for a line.
	thin = 3.0
)

// Kinds of objects, of segments of a path, of PDFium.
const (
	pathObject  = 2
	imageObject = 3
	formObject  = 5
	lineTo      = 0
	bezierTo    = 1
	moveTo      = 2
)

// matrix turns places of a drawing into those of the page: x' = a·x + c·y + e.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) place(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// times returns the matrix that does m first and then after.
func (m matrix) times(after matrix) matrix {
	e, f := after.place(m.e, m.f)
	return matrix{
		m.a*after.a + m.b*after.c, m.a*after.b + m.b*after.d,
		m.c*after.a + m.d*after.c, m.c*after.b + m.d*after.d, e, f,
	}
}

// drawings reads the straight lines and the pictures of pages.
type drawings struct {
	*machine
	page     *layout.Page
	objects  int // that may still be read
	segments int
}

// drawings reads the drawings of a page.
func (m *machine) drawings(ctx context.Context, page uint64, p *layout.Page) {
	d := drawings{m, p, maxPageObjects, maxSegments}
	// Calls for one object are short: without a context they cost less.
	short := context.WithoutCancel(ctx)
	count := int(int32(m.call(short, "FPDFPage_CountObjects", page)))
	for i := range max(count, 0) {
		if i%256 == 0 && m.err == nil {
			m.err = ctx.Err()
		}
		if m.err != nil || d.objects <= 0 {
			return
		}
		d.object(short, m.call(short, "FPDFPage_GetObject", page, uint64(i)), matrix{1, 0, 0, 1, 0, 0}, 0)
	}
}

// object reads an object that stands on the page as at says.
func (d *drawings) object(ctx context.Context, object uint64, at matrix, depth int) {
	d.objects--
	switch d.call(ctx, "FPDFPageObj_GetType", object) {
	case pathObject:
		d.path(ctx, object, d.matrix(ctx, object).times(at))
	case imageObject:
		m := d.matrix(ctx, object).times(at)
		if area := d.page.Width * d.page.Height; area > 0 {
			d.page.Pictured += math.Abs(m.a*m.d-m.b*m.c) / area
		}
	case formObject:
		if depth >= maxForms {
			return
		}
		inside := d.matrix(ctx, object).times(at)
		count := int(int32(d.call(ctx, "FPDFFormObj_CountObjects", object)))
		for i := range max(count, 0) {
			if d.err != nil || d.objects <= 0 {
				return
			}
			d.object(ctx, d.call(ctx, "FPDFFormObj_GetObject", object, uint64(i)), inside, depth+1)
		}
	}
}

// matrix returns the matrix of an object.
func (d *drawings) matrix(ctx context.Context, object uint64) matrix {
	if d.call(ctx, "FPDFPageObj_GetMatrix", object, uint64(d.scratch)) == 0 {
		return matrix{1, 0, 0, 1, 0, 0}
	}
	return matrix{d.float32At(0), d.float32At(1), d.float32At(2), d.float32At(3), d.float32At(4), d.float32At(5)}
}

// path reads the straight lines of a path: those that are drawn, and of what is only filled
// the boxes that are so thin that they are lines.
func (d *drawings) path(ctx context.Context, path uint64, at matrix) {
	d.page.Drawn++
	d.call(ctx, "FPDFPath_GetDrawMode", path, uint64(d.scratch), uint64(d.scratch)+4)
	filled, stroked := d.int32At(0) != 0, d.int32At(1) != 0
	if !filled && !stroked {
		return
	}
	count := int(int32(d.call(ctx, "FPDFPath_CountSegments", path)))
	if d.segments -= max(count, 0); d.segments < 0 {
		return
	}
	t := tracer{page: d.page, stroked: stroked}
	for i := range max(count, 0) {
		segment := d.call(ctx, "FPDFPath_GetPathSegment", path, uint64(i))
		d.call(ctx, "FPDFPathSegment_GetPoint", segment, uint64(d.scratch), uint64(d.scratch)+4)
		x, y := at.place(d.float32At(0), d.float32At(1))
		kind := d.call(ctx, "FPDFPathSegment_GetType", segment)
		closes := int32(d.call(ctx, "FPDFPathSegment_GetClose", segment)) != 0
		if d.err != nil {
			return
		}
		t.segment(kind, x, -y, closes)
	}
	t.end()
}

// tracer follows a path from point to point.
type tracer struct {
	page    *layout.Page
	stroked bool
	startX  float64
	startY  float64
	x, y    float64
	bounds  layout.Rule
	points  int
	curved  bool
}

func (t *tracer) segment(kind uint64, x, y float64, closes bool) {
	switch kind {
	case moveTo:
		t.end()
		t.startX, t.startY = x, y
		t.bounds, t.points, t.curved = straight(x, y, x, y), 0, false
	case lineTo:
		t.bounds = layout.Rule{X0: min(t.bounds.X0, x), Y0: min(t.bounds.Y0, y), X1: max(t.bounds.X1, x), Y1: max(t.bounds.Y1, y)}
		t.points++
		t.line(x, y)
	case bezierTo:
		t.curved = true
	}
	t.x, t.y = x, y
	if closes {
		t.line(t.startX, t.startY)
	}
}

// line is drawn from where the path is.
func (t *tracer) line(x, y float64) {
	if t.stroked {
		t.page.Rules = append(t.page.Rules, straight(t.x, t.y, x, y))
	}
}

// end ends a part of the path: one that is only filled, and thin, is a line.
func (t *tracer) end() {
	b := t.bounds
	if !t.stroked && !t.curved && t.points > 0 && (b.X1-b.X0 <= thin || b.Y1-b.Y0 <= thin) {
		t.page.Rules = append(t.page.Rules, b)
	}
	t.points = 0
}

// straight returns the rule between two places.
func straight(x0, y0, x1, y1 float64) layout.Rule {
	return layout.Rule{X0: min(x0, x1), Y0: min(y0, y1), X1: max(x0, x1), Y1: max(y0, y1)}
}
