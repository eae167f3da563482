package ofd

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// content is what a page, a template or a composite object draws.
type content struct {
	glyphs   []layout.Glyph
	rules    []layout.Rule
	uses     []use
	drawn    int
	pictured float64 // the area of pictures
}

// use draws a composite object at a place.
type use struct {
	id string
	at layout.Matrix
}

// tracer reads content from its XML.
type tracer struct {
	*content
	templates []string // ids of the templates that a page names
	resources []string // names of the parts with resources of a page

	at      layout.Matrix // of the object under way
	size    float64       // of its text
	em      float64
	skip    bool // it is not visible
	stroked bool
	x, y    float64 // where its next text begins
	deltaX  string
	deltaY  string
	element string // whose text is read, "" for none
	text    strings.Builder
}

func newTracer() *tracer { return &tracer{content: &content{}} }

// token takes the next token of the XML.
func (t *tracer) token(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		t.start(token)
	case xml.EndElement:
		if token.Name.Local == t.element {
			t.end()
		}
	case xml.CharData:
		if t.element != "" {
			t.text.Write(token)
		}
	}
	return nil
}

func (t *tracer) start(e xml.StartElement) {
	switch e.Name.Local {
	case "Template":
		t.templates = append(t.templates, pack.Attr(e, "TemplateID"))
	case "PageRes":
		t.read("PageRes")
	case "TextObject":
		t.object(e)
		t.size = math.Abs(number(pack.Attr(e, "Size")))
		t.em = t.size
		if scale := number(pack.Attr(e, "HScale")); scale > 0 {
			t.em *= scale
		}
		t.x, t.y = 0, 0
	case "TextCode":
		if s := pack.Attr(e, "X"); s != "" { // else as the one before
			t.x = number(s)
		}
		if s := pack.Attr(e, "Y"); s != "" {
			t.y = number(s)
		}
		t.deltaX, t.deltaY = pack.Attr(e, "DeltaX"), pack.Attr(e, "DeltaY")
		t.read("TextCode")
	case "PathObject":
		t.object(e)
		t.stroked = pack.Attr(e, "Stroke") != "false"
	case "AbbreviatedData":
		t.read("AbbreviatedData")
	case "ImageObject":
		if t.object(e); !t.skip {
			t.pictured += t.at.Area()
		}
	case "CompositeObject":
		if t.object(e); !t.skip {
			t.uses = append(t.uses, use{pack.Attr(e, "ResourceID"), t.at})
		}
	}
}

// object begins an object: its own places come to those of its box.
func (t *tracer) object(e xml.StartElement) {
	t.skip = pack.Attr(e, "Visible") == "false"
	t.at = layout.Identity
	if m := numbers(pack.Attr(e, "CTM")); len(m) == 6 {
		t.at = layout.Matrix{A: m[0], B: m[1], C: m[2], D: m[3], E: m[4], F: m[5]}
	}
	if box := numbers(pack.Attr(e, "Boundary")); len(box) >= 2 {
		t.at.E += box[0]
		t.at.F += box[1]
	}
}

// read begins the text of an element.
func (t *tracer) read(element string) {
	t.element = element
	t.text.Reset()
}

// end takes the text of an element that was read.
func (t *tracer) end() {
	element := t.element
	t.element = ""
	switch {
	case element == "PageRes":
		if name := strings.TrimSpace(t.text.String()); len(name) <= maxName {
			t.resources = append(t.resources, name)
		}
	case t.skip:
	case element == "TextCode":
		t.write(t.text.String())
	default:
		t.path(t.text.String())
	}
}

// write writes the characters of a text, each a step from the one before.
func (t *tracer) write(text string) {
	n := utf8.RuneCountInString(text)
	across, down := deltas(t.deltaX, n), deltas(t.deltaY, n)
	x, y := t.x, t.y
	i := 0
	for _, r := range text {
		advance := t.em
		if r < 0x80 {
			advance = t.em / 2
		}
		step, below := advance, 0.0
		if i < len(across) {
			step = across[i]
		} else if len(down) > 0 && len(across) == 0 {
			step = 0
		}
		if i < len(down) {
			below = down[i]
		}
		if blank(r) {
			if last := len(t.glyphs) - 1; last >= 0 && i > 0 {
				t.glyphs[last].Spaced = true
			}
		} else {
			g := layout.Glyph{Rune: r, X: x, Y: y, Advance: advance, Em: t.em, Size: t.size}
			// The next character of a text is next to it, however far it is.
			if i+1 < n && below == 0 && step > 0 && step <= 1.6*t.em {
				g.Advance = step
			}
			t.glyphs = append(t.glyphs, t.at.Glyph(g))
		}
		x, y = x+step, y+below
		i++
	}
}

// blank reports whether r is white space or a control.
func blank(r rune) bool { return r <= ' ' || r == 0x3000 || r == 0xA0 || r >= 0x7F && r < 0xA0 }

// path reads the straight lines of a path in the short form of GB/T 33190, 9.2: M and S begin, L
// draws, Q, B and A draw curves, C closes.
func (t *tracer) path(data string) {
	t.drawn++
	if !t.stroked {
		return
	}
	var x, y, startX, startY float64
	for word, rest := next(data); word != ""; word, rest = next(rest) {
		if word == "C" {
			t.line(x, y, startX, startY)
			x, y = startX, startY
			continue
		}
		var to [7]float64
		count := operands(word)
		for i := range count {
			var value string
			value, rest = next(rest)
			to[i] = number(value)
		}
		if count == 0 {
			continue
		}
		toX, toY := to[count-2], to[count-1]
		switch word {
		case "M", "S":
			startX, startY = toX, toY
		case "L":
			t.line(x, y, toX, toY)
		}
		x, y = toX, toY
	}
}

// operands returns how many numbers an operator of a path has.
func operands(operator string) int {
	switch operator {
	case "M", "S", "L":
		return 2
	case "Q":
		return 4
	case "B":
		return 6
	case "A":
		return 7
	}
	return 0
}

// next returns the next word of s and what is behind it.
func next(s string) (word, rest string) {
	s = strings.TrimLeft(s, " \t\r\n,")
	end := strings.IndexAny(s, " \t\r\n,")
	if end < 0 {
		return s, ""
	}
	return s[:end], s[end:]
}

func (t *tracer) line(x0, y0, x1, y1 float64) {
	t.rules = append(t.rules, t.at.Rule(layout.Straight(x0, y0, x1, y1)))
}

// number reads a number, 0 for what is none.
func number(s string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}

// maxNumbers is how many numbers a box or a matrix has at most.
const maxNumbers = 8

func numbers(s string) []float64 {
	var all []float64
	for word, rest := next(s); word != "" && len(all) < maxNumbers; word, rest = next(rest) {
		all = append(all, number(word))
	}
	return all
}

// deltas reads at most n steps between characters; "g 3 4.2" is 4.2 three times.
func deltas(s string, n int) []float64 {
	var all []float64
	for word, rest := next(s); word != "" && len(all) < n; word, rest = next(rest) {
		if word != "g" {
			all = append(all, number(word))
			continue
		}
		var count, step string
		count, rest = next(rest)
		step, rest = next(rest)
		times, _ := strconv.Atoi(count)
		for range min(max(times, 0), n-len(all)) {
			all = append(all, number(step))
		}
	}
	return all
}
