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
	run := run{machine: m, text: text}
	// Calls for one character are short: without a context they cost less.
	short := context.WithoutCancel(ctx)
	for i := range max(count, 0) {
		if i%1024 == 0 && m.err == nil {
			m.err = ctx.Err()
		}
		if m.err != nil {
			return
		}
		at := uint64(i)
		r := rune(m.call(short, "FPDFText_GetUnicode", text, at))
		switch {
		case r == 2 || r == 0xFFFE: // a hyphen at the end of a line
			r = '-'
		case r >= 0xF020 && r <= 0xF0FF: // a sign of a font of symbols, a bullet mostly
			r = '•'
		}
		if blank(r) {
			if last := len(p.Glyphs) - 1; last >= 0 && int32(m.call(short, "FPDFText_IsGenerated", text, at)) != 1 {
				p.Glyphs[last].Spaced = true
			}
			continue
		}
		g := run.glyph(short, at)
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

// run reads characters of one object of a page after another: those of an object share what
// is not their place.
type run struct {
	*machine
	text   uint64
	object uint64
	shared layout.Glyph
	upward bool // the line goes up or down
}

// glyph reads the place of a character.
func (r *run) glyph(ctx context.Context, at uint64) layout.Glyph {
	scratch := uint64(r.scratch)
	if o := r.call(ctx, "FPDFText_GetTextObject", r.text, at); o != r.object || o == 0 {
		r.object = o
		size := math.Abs(math.Float64frombits(r.call(ctx, "FPDFText_GetFontSize", r.text, at)))
		r.call(ctx, "FPDFText_GetMatrix", r.text, at, scratch)
		a, b, c, d := r.float32At(0), r.float32At(1), r.float32At(2), r.float32At(3)
		mode := int32(r.call(ctx, "FPDFTextObj_GetTextRenderMode", o))
		r.shared = layout.Glyph{
			Angle: math.Atan2(-b, a), Em: size * math.Hypot(a, b), Size: size * math.Hypot(c, d),
			Hidden: mode == 3 || mode == 7,
		}
		r.upward = math.Abs(b) > math.Abs(a)
	}
	g := r.shared
	r.call(ctx, "FPDFText_GetCharOrigin", r.text, at, scratch, scratch+8)
	g.X, g.Y = r.float64At(0), -r.float64At(1)
	r.call(ctx, "FPDFText_GetLooseCharBox", r.text, at, scratch)
	if r.upward {
		g.Advance = r.float32At(1) - r.float32At(3)
	} else {
		g.Advance = r.float32At(2) - r.float32At(0)
	}
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
