package table

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// block is a header with the rows below it. A table has several where headers or units
// stand between its rows again.
type block struct {
	captions []int // rows, the nearest last
	headers  []int // rows, from top to bottom
	outside  bool  // the lines above the table hold for it too
	first    int   // its first row of figures
	labels   int   // how many columns from the left hold labels
}

// maxHeaders is how many rows a header has at most.
const maxHeaders = 5

// prepare tells the rows of the table apart.
func (t *Tables) prepare(g *grid) {
	if g.ready {
		return
	}
	g.ready = true
	b := block{outside: true, first: -1}
	inSection := -1
	for i := range g.rows {
		r := &g.rows[i]
		s := t.survey(g, i)
		began := b.first >= 0
		switch {
		case s.filled == 0:
			r.kind = blank
		case s.units && s.figures == 0 && (s.filled == 1 || !began && len(b.headers) == 0 && s.filled == 2):
			r.kind = caption
			if began {
				t.close(g, &b)
				b = block{headers: b.headers, first: -1}
			}
			b.captions = append(b.captions, i)
		case s.filled == 1 && s.figures == 0 && s.column == 0 && (began || len(b.headers) > 0):
			r.kind, inSection = section, i
		case s.filled == 1 && s.figures == 0 && !began && len(b.headers) == 0:
			r.kind = caption
			b.captions = append(b.captions, i)
		case !began && len(b.headers) > 0 && s.counts:
			r.kind = serial
		case !began && s.figures-s.years == 0 && len(b.headers) < maxHeaders:
			r.kind = header
			b.headers = append(b.headers, i)
		case began && s.figures-s.years == 0 && t.headerAgain(g, &b, i):
			t.close(g, &b)
			r.kind, inSection = header, -1
			captions := b.captions
			if n := i - 1; n >= 0 && g.rows[n].kind == section { // the title of the table below
				captions = append(captions[:len(captions):len(captions)], n)
			}
			b = block{captions: captions, headers: []int{i}, outside: b.outside, first: -1}
		default:
			r.kind, r.section = figures, inSection
			if b.first < 0 {
				b.first = i
			}
			r.block = len(g.blocks)
		}
	}
	t.close(g, &b)
}

// close ends a block.
func (t *Tables) close(g *grid, b *block) {
	if b.first < 0 {
		return
	}
	if len(b.headers) == maxHeaders { // rows of words, of which the first one is the header
		b.headers = b.headers[:1]
	}
	b.labels = t.labelColumns(g, b)
	g.blocks = append(g.blocks, *b)
}

// summary is what a row looks like.
type summary struct {
	filled, figures, years int
	column                 int  // of the first cell that is filled
	units                  bool // 单位：亿元 stands in it
	counts                 bool // its cells number the columns
}

func (t *Tables) survey(g *grid, i int) summary {
	s := summary{column: -1}
	want, counted := 1, 0
	r := &g.rows[i]
	for c := range r.count {
		cell := g.own(i, c)
		if cell.Empty() {
			continue
		}
		if s.column < 0 {
			s.column = c
		}
		s.filled++
		text := cell.Of(t.text)
		switch {
		case IsYear(text):
			s.figures++
			s.years++
		case t.isFigure(text):
			s.figures++
		}
		if n, err := strconv.Atoi(text); err == nil && n == want {
			want, counted = want+1, counted+1
		}
		s.units = s.units || strings.Contains(text, "单位") && len(t.statedUnits(text)) > 0 && t.onlyUnits(text)
	}
	first := strings.TrimFunc(g.own(i, 0).Of(t.text), isSpace)
	rest := s.filled - counted
	s.counts = counted >= 2 && (rest == 0 || rest == 1 && (utf8.RuneCountInString(first) == 1 || first == "栏次" || first == "行次" || first == "序号"))
	if r.count > 0 && s.years > 0 && IsYear(first) && s.filled > 1 {
		s.years-- // 2021 72 1.8: the label of a row
		s.figures--
		if s.figures == s.years && s.figures > 0 {
			s.years = -1 // 2021 1999: figures that look like years
		}
	}
	return s
}

// isFigure reports whether a cell holds a number, with a sign or a unit or without one, and
// nothing else. Times are none.
func (t *Tables) isFigure(text string) bool {
	if len(text) > 60 {
		return false
	}
	s := strings.TrimLeftFunc(text, func(r rune) bool { return isSpace(r) || strings.ContainsRune("-－−–+＋±(（¥￥$＄≈约", r) })
	at := 0
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !(r >= '0' && r <= '9' || r >= '０' && r <= '９' || at > 0 && strings.ContainsRune(".,，．", r)) {
			break
		}
		at += size
	}
	if at == 0 {
		return false
	}
	rest := strings.TrimFunc(s[at:], func(r rune) bool { return isSpace(r) || strings.ContainsRune(")）*＊#", r) })
	if rest == "" {
		return true
	}
	if t.words.Unit(rest) == "" {
		return false
	}
	for _, in := range t.words.Times(text) {
		if in.Start == 0 && in.End == len(text) {
			return false
		}
	}
	return true
}

// headerAgain reports whether a row of words below figures is the header of what follows.
func (t *Tables) headerAgain(g *grid, b *block, i int) bool {
	if len(b.headers) > 0 && squeeze(g.cell(i, 0).Of(t.text)) == squeeze(g.cell(b.headers[0], 0).Of(t.text)) {
		return true
	}
	signs, filled := 0, 0
	for c := range g.rows[i].count {
		cell := g.own(i, c)
		if cell.Empty() {
			continue
		}
		filled++
		h := t.head(cell)
		switch {
		case h.kind == kindMeasures, h.kind == kindThings, h.kind == kindUnit, h.kind == kindSerial, h.kind == kindValue,
			len(h.times) > 0 && h.words.Empty(), h.unit != "" && !h.words.Empty(), h.shift != "" && h.words.Empty():
			signs++
		}
	}
	return signs*2 > filled
}

// maxLooked is how many rows tell what the columns of a table hold.
const maxLooked = 50

// labelColumns returns how many columns from the left hold labels: words, years, numbers
// that count the rows.
func (t *Tables) labelColumns(g *grid, b *block) int {
	width := min(g.width(b.first, min(len(g.rows), b.first+maxLooked)), 64)
	for c := range width {
		h := t.columnHead(g, b, c)
		if h.kind == kindUnit || h.kind == kindSerial || h.kind == kindNote {
			continue
		}
		words, numbers := 0, 0
		dates := len(h.times) == 0 && h.unit == ""
		for i := b.first; i < len(g.rows) && i < b.first+maxLooked; i++ {
			if k := g.rows[i].kind; k != figures {
				continue
			}
			cell := g.cell(i, c).Of(t.text)
			switch {
			case cell == "":
			case IsYear(cell) && dates && c == 0, !t.isFigure(cell) && !isMissing(cell):
				words++
			case t.isFigure(cell):
				numbers++
			}
		}
		if numbers > words || numbers > 0 && h.unit != "" {
			return c
		}
	}
	return width
}

// isMissing reports whether a cell says that there is no value.
func isMissing(s string) bool {
	return strings.TrimFunc(s, func(r rune) bool { return isSpace(r) || strings.ContainsRune("-－—–/…*.·", r) }) == ""
}

// columnHead returns what the lowest header of a column says.
func (t *Tables) columnHead(g *grid, b *block, column int) head {
	for k := len(b.headers) - 1; k >= 0; k-- {
		if s := g.cell(b.headers[k], column); !s.Empty() {
			return t.head(s)
		}
	}
	return head{}
}

// above returns what the headers of a column say, the nearest first. A header that is empty
// is that to its left, where nothing else tells over how many columns that one reaches.
func (t *Tables) above(g *grid, b *block, column int) []head {
	var all []head
	last := span.Span{}
	for k := len(b.headers) - 1; k >= 0; k-- {
		row := b.headers[k]
		s := g.cell(row, column)
		if s.Empty() && len(g.merges) == 0 && len(all) > 0 {
			for c := column - 1; c >= max(b.labels, column-12) && s.Empty(); c-- {
				s = g.own(row, c)
			}
		}
		if s.Empty() || s == last {
			continue
		}
		last = s
		all = append(all, t.head(s))
	}
	return all
}

// before returns what the labels of a row say, the nearest first. An empty one is that above
// it, where others stand beside it.
func (t *Tables) before(g *grid, b *block, i int) []head {
	var all []head
	last := span.Span{}
	for c := b.labels - 1; c >= 0; c-- {
		if k := t.columnHead(g, b, c).kind; k == kindUnit || k == kindSerial || k == kindNote {
			continue
		}
		s := g.cell(i, c)
		if s.Empty() && len(g.merges) == 0 && len(all) > 0 {
			for up := i - 1; up >= max(b.first, i-maxLooked) && s.Empty() && g.rows[up].kind == figures; up-- {
				s = g.own(up, c)
			}
		}
		if s.Empty() || s == last {
			continue
		}
		last = s
		h := t.head(s)
		h.column = c
		all = append(all, h)
	}
	return all
}
