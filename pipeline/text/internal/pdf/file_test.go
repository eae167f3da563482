package pdf

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
)

// The files of these tests are made here: nothing of them comes from elsewhere.

// sheet is a page of a file: its operators, and what stands in its dictionary beside the usual.
type sheet struct {
	operators string
	extra     string
}

// fonts are those that the files use, by name. None is embedded: F1 is horizontal Chinese,
// F2 Chinese in codes of GBK, F3 vertical Chinese, F4 Latin, F5 one of which nobody knows the characters,
// F6 one whose characters are those of a private area.
const fontResources = "/Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R/F4 6 0 R/F5 9 0 R/F6 10 0 R>>"

// file makes a PDF of the pages.
func file(pages ...sheet) []byte {
	font := func(encoding string) string {
		return "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/" + encoding + "/DescendantFonts[7 0 R]>>"
	}
	private := "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange " +
		"1 beginbfrange <0000> <00FF> <E100> endbfrange endcmap end end"
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "",
		font("UniGB-UCS2-H"), font("GBK-EUC-H"), font("UniGB-UCS2-V"),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]/FontDescriptor 8 0 R>>",
		"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>",
		"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 68/Widths[1000 1000 1000 1000]" +
			"/Encoding<</Differences[65/g1/g2/g3/g4]>>/CharProcs<</g1 11 0 R/g2 11 0 R/g3 11 0 R/g4 11 0 R>>>>",
		"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 12 0 R>>",
		"<</Length 42>>\nstream\n1000 0 0 0 1000 1000 d1 0 0 900 900 re f  \nendstream",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(private), private),
		"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\n0\nendstream",
	}
	var kids strings.Builder
	for _, page := range pages {
		n := len(objects)
		fmt.Fprintf(&kids, "%d 0 R ", n+1)
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<%s/XObject<</I1 13 0 R>>>>%s>>", n+2, fontResources, page.extra),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(page.operators), page.operators))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(pages))
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", len(objects)+1, at)
	return []byte(b.String())
}

// page makes a page of its operators.
func page(operators ...string) sheet { return sheet{operators: strings.Join(operators, "\n")} }

// codes returns text as UniGB-UCS2 has it.
func codes(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// show writes text at a place, y from the bottom, in a size of 12.
func show(x, y float64, text string) string { return sized(x, y, 12, text) }

// sized writes text in a size.
func sized(x, y, size float64, text string) string {
	return fmt.Sprintf("BT /F1 %g Tf %g %g Td <%s> Tj ET\n", size, x, y, codes(text))
}

// placed writes text with a matrix.
func placed(matrix, text string) string {
	return fmt.Sprintf("BT /F1 12 Tf %s Tm <%s> Tj ET\n", matrix, codes(text))
}

// each writes every character by itself, as some programs do.
func each(x, y float64, text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteString(show(x, y, string(r)) + "\n")
		x += 12
		if r < 0x80 {
			x -= 6
		}
	}
	return b.String()
}

// paragraph writes lines below each other, a size of 12 with 20 between them.
func paragraph(x, y float64, lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(show(x, y-20*float64(i), l) + "\n")
	}
	return b.String()
}

// ruled draws lines, x0 y0 x1 y1 each.
func ruled(lines ...[4]float64) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%g %g m %g %g l S\n", l[0], l[1], l[2], l[3])
	}
	return b.String()
}

// text reads a file to its text.
func text(t *testing.T, raw []byte) string {
	t.Helper()
	var pages [][]layout.Line
	require.NoError(t, Read(context.Background(), raw, func(p *layout.Page) error {
		require.NoError(t, p.Fault())
		pages = append(pages, layout.Lines(p))
		return nil
	}))
	s, _, _ := layout.Text(pages)
	return s
}
