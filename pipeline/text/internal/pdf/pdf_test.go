package pdf

import (
	"context"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// text is a run of text that begins at x and y, y from the bottom.
type text struct {
	x, y int
	s    string
}

// file makes a PDF of pages in a Chinese font that is not embedded.
func file(pages ...[]text) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "",
		"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>",
		"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>",
	}
	var kids strings.Builder
	for _, page := range pages {
		var content strings.Builder
		for _, t := range page {
			fmt.Fprintf(&content, "BT /F1 12 Tf %d %d Td <", t.x, t.y)
			for _, u := range utf16.Encode([]rune(t.s)) {
				fmt.Fprintf(&content, "%04X", u)
			}
			content.WriteString("> Tj ET\n")
		}
		n := len(objects)
		fmt.Fprintf(&kids, "%d 0 R ", n+1)
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>", n+2),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", content.Len(), content.String()))
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

func TestRead(t *testing.T) {
	whole := file(
		[]text{{72, 700, "会议确定了42项任务，总投资"}, {72, 680, "6700多亿元。"}, {300, 660, "3亿元"}, {72, 660, "项目"}},
		nil,
		[]text{{72, 700, "會議"}},
	)
	pages, err := Read(context.Background(), whole)
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"会议确定了42项任务，总投资", "6700多亿元。", "项目\t3亿元"}, nil, {"會議"}}, pages)

	for name, raw := range map[string][]byte{
		"empty": {}, "head_alone": []byte("%PDF-1.4"), "cut": whole[:200], "zeros": append([]byte("%PDF-1.4\n"), make([]byte, 1000)...),
	} {
		_, err := Read(context.Background(), raw)
		assert.Error(t, err, name)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Read(ctx, whole)
	assert.ErrorIs(t, err, context.Canceled)
	again, err := Read(context.Background(), whole)
	require.NoError(t, err, "a document that was given up does no harm to the next")
	assert.Equal(t, pages, again)
}

// mutate returns b with some bytes changed, cut out or doubled.
func mutate(r *rand.Rand, b []byte) []byte {
	b = slices.Clone(b)
	for range 1 + r.Intn(20) {
		i := r.Intn(len(b))
		switch r.Intn(3) {
		case 0:
			b[i] = byte(r.Intn(256))
		case 1:
			b = slices.Delete(b, i, min(len(b), i+r.Intn(8)))
		case 2:
			b = slices.Insert(b, i, slices.Clone(b[i:min(len(b), i+r.Intn(40))])...)
		}
		if len(b) == 0 {
			return []byte("%")
		}
	}
	return b
}

// TestBrokenFiles reads files that were damaged at random places: each is read or refused,
// and twice alike.
func TestBrokenFiles(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	whole := file([]text{{72, 700, "会议确定了42项任务"}}, []text{{72, 700, "第二页"}})
	for range 15 {
		raw := mutate(r, whole)
		pages, _, err := read(context.Background(), interpreter, raw, interpreted)
		again, _, errAgain := read(context.Background(), interpreter, raw, interpreted)
		require.Equal(t, pages, again)
		require.Equal(t, err == nil, errAgain == nil)
	}
}

// FuzzRead reads with the interpreter alone: a fuzzing process is instrumented, and takes
// long to compile PDFium. Even so it makes a few steps a minute; TestBrokenFiles and a
// larger number there do more.
func FuzzRead(f *testing.F) {
	f.Add(file([]text{{72, 700, "会议"}}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		pages, _, err := read(context.Background(), interpreter, raw, interpreted)
		if err != nil {
			return
		}
		for _, page := range pages {
			for _, line := range page {
				require.NotEmpty(t, line)
				require.Equal(t, strings.ToValidUTF8(line, ""), line)
			}
		}
	})
}
