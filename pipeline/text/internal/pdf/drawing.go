package pdf

import (
	"context"

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
		d.object(short, m.call(short, "FPDFPage_GetObject", page, uint64(i)), layout.Identity, 0)
	}
}

// object reads an object that stands on the page as at says.
func (d *drawings) object(ctx context.Context, object uint64, at layout.Matrix, depth int) {
	d.objects--
	switch d.call(ctx, "FPDFPageObj_GetType", object) {
	case pathObject:
		d.path(ctx, object, d.matrix(ctx, object).Times(at))
	case imageObject:
		m := d.matrix(ctx, object).Times(at)
		if area := d.page.Width * d.page.Height; area > 0 {
			d.page.Pictured += m.Area() / area
		}
	case formObject:
		if depth >= maxForms {
			return
		}
		inside := d.matrix(ctx, object).Times(at)
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
func (d *drawings) matrix(ctx context.Context, object uint64) layout.Matrix {
	if d.call(ctx, "FPDFPageObj_GetMatrix", object, uint64(d.scratch)) == 0 {
		return layout.Identity
	}
	return layout.Matrix{A: d.float32At(0), B: d.float32At(1), C: d.float32At(2), D: d.float32At(3), E: d.float32At(4), F: d.float32At(5)}
}

// path reads the straight lines of a path: those that are drawn, and of what is only filled
// the boxes that are so thin that they are lines.
func (d *drawings) path(ctx context.Context, path uint64, at layout.Matrix) {
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
		x, y := at.Place(d.float32At(0), d.float32At(1))
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
		t.bounds, t.points, t.curved = layout.Straight(x, y, x, y), 0, false
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
		t.page.Rules = append(t.page.Rules, layout.Straight(t.x, t.y, x, y))
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
