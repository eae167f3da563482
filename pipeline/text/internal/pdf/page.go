package pdf

import (
	"context"
	"math"

	"golang.org/x/text/unicode/norm"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
)

// page reads a page of the document. Errors are left in m.err.
func (m *machine) page(ctx context.Context, document uint64, index int) (p layout.Page) {
	page := m.call(ctx, "FPDF_LoadPage", document, uint64(index))
	if m.err != nil || page == 0 {
		p.Broken = true
		return p
	}
	p.Width = m.float(ctx, "FPDF_GetPageWidthF", page)
	p.Height = m.float(ctx, "FPDF_GetPageHeightF", page)
	if text := m.call(ctx, "FPDFText_LoadPage", page); text != 0 {
		m.glyphs(ctx, text, &p)
		m.call(ctx, "FPDFText_ClosePage", text)
	}
	m.drawings(ctx, page, &p)
	m.call(ctx, "FPDF_ClosePage", page)
	return p
}

// float calls a function that returns a float.
func (m *machine) float(ctx context.Context, name string, parameters ...uint64) float64 {
	return float64(math.Float32frombits(uint32(m.call(ctx, name, parameters...))))
}

// glyphs reads the characters of a page in the order of PDFium, which is that of the page
// but for lines that it has put in order. Blanks are left out, whose places say nothing
// that those of the others do not.
func (m *machine) glyphs(ctx context.Context, text uint64, p *layout.Page) {
	count := int(int32(m.call(ctx, "FPDFText_CountChars", text)))
	if count > maxPageCharacters {
		m.err = ErrCharacters
		return
	}
	p.Glyphs = make([]layout.Glyph, 0, max(count, 0))
	var object uint64
	hidden := false
	// Calls for one character are short: without a context they cost less.
	done, short := ctx, context.WithoutCancel(ctx)
	for i := range max(count, 0) {
		if i%1024 == 0 && m.err == nil {
			m.err = done.Err()
		}
		if m.err != nil {
			return
		}
		at := uint64(i)
		r := rune(m.call(short, "FPDFText_GetUnicode", text, at))
		if int32(m.call(short, "FPDFText_IsGenerated", text, at)) == 1 {
			continue
		}
		switch {
		case r == 2 || r == 0xFFFE: // a hyphen at the end of a line
			r = '-'
		case r >= 0xF020 && r <= 0xF0FF: // a sign of a font of symbols, a bullet mostly
			r = '•'
		}
		if blank(r) {
			if last := len(p.Glyphs) - 1; last >= 0 {
				p.Glyphs[last].Spaced = true
			}
			continue
		}
		if o := m.call(short, "FPDFText_GetTextObject", text, at); o != object {
			object = o
			mode := int32(m.call(short, "FPDFTextObj_GetTextRenderMode", o))
			hidden = mode == 3 || mode == 7
		}
		g := m.glyph(short, text, at)
		g.Hidden = hidden
		if lost(r) || int32(m.call(short, "FPDFText_HasUnicodeMapError", text, at)) == 1 {
			g.Lost, r = true, 0xFFFD
		}
		for _, r := range plain(r) {
			g.Rune = r
			p.Glyphs = append(p.Glyphs, g)
			g.Advance = 0 // the second letter of a ligature
		}
	}
}

// glyph reads the place of a character.
func (m *machine) glyph(ctx context.Context, text, at uint64) (g layout.Glyph) {
	x, y := uint64(m.scratch), uint64(m.scratch)+8
	m.call(ctx, "FPDFText_GetCharOrigin", text, at, x, y)
	g.X, g.Y = m.float64At(0), -m.float64At(1)
	size := math.Abs(math.Float64frombits(m.call(ctx, "FPDFText_GetFontSize", text, at)))
	m.call(ctx, "FPDFText_GetMatrix", text, at, x)
	a, b, c, d := m.float32At(0), m.float32At(1), m.float32At(2), m.float32At(3)
	g.Angle = math.Atan2(-b, a)
	g.Em, g.Size = size*math.Hypot(a, b), size*math.Hypot(c, d)
	m.call(ctx, "FPDFText_GetLooseCharBox", text, at, x)
	left, top, right, bottom := m.float32At(0), m.float32At(1), m.float32At(2), m.float32At(3)
	if math.Abs(b) > math.Abs(a) { // along the line, which goes up or down
		left, right = bottom, top
	}
	g.Advance = right - left
	return g
}

// blank reports whether r is no sign on paper: white space and signs of no width.
func blank(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == ' ', r == 0xA0, r == 0xAD, r == 0x3000, r >= 0x2000 && r <= 0x200F, r >= 0x2028 && r <= 0x202F, r == 0x2060, r == 0xFEFF:
		return true
	}
	return false
}

// lost reports whether r stands for a character that is not known.
func lost(r rune) bool {
	return r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xFFFD || r >= 0xE000 && r <= 0xF8FF || r >= 0xFFFE && r <= 0xFFFF || r > 0xF0000
}

// plain returns the characters that r means: fonts give those of words as radicals, as compatibility
// ideographs or as ligatures.
func plain(r rune) string {
	switch {
	case r >= 0x2E80 && r <= 0x2EFF:
		if to, ok := radicals[r]; ok {
			return string(to)
		}
	case r >= 0x2F00 && r <= 0x2FDF, r >= 0xF900 && r <= 0xFAFF, r >= 0xFB00 && r <= 0xFB06:
		return norm.NFKC.String(string(r))
	}
	return string(r)
}

// radicals gives the characters of the supplement of radicals that are whole characters.
// Source: Unicode, EquivalentUnifiedIdeograph.txt.
var radicals = map[rune]rune{}
