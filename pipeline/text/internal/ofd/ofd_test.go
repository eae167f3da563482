package ofd

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

const ns = ` xmlns:ofd="http://www.ofdspec.org/2016"`

// file makes a document of the contents of its pages.
func file(pages ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name, content string) {
		f, err := w.Create(name)
		if err != nil {
			panic(err)
		}
		io.WriteString(f, content)
	}
	add("OFD.xml", `<ofd:OFD`+ns+`><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`)
	var list strings.Builder
	for i, content := range pages {
		fmt.Fprintf(&list, `<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>`, i+1, i)
		add(fmt.Sprintf("Doc_0/Pages/Page_%d/Content.xml", i), `<ofd:Page`+ns+`><ofd:Content><ofd:Layer>`+content+`</ofd:Layer></ofd:Content></ofd:Page>`)
	}
	add("Doc_0/Document.xml", `<ofd:Document`+ns+`><ofd:Pages>`+list.String()+`</ofd:Pages></ofd:Document>`)
	w.Close()
	return b.Bytes()
}

// object is a text whose box begins at x and y.
func object(x, y float64, text string) string {
	return fmt.Sprintf(`<ofd:TextObject Boundary="%g %g 100 5" Size="5"><ofd:TextCode X="0" Y="4" DeltaX="g %d 5">%s</ofd:TextCode></ofd:TextObject>`, x, y, len([]rune(text))-1, text)
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name  string
		pages []string
		want  [][]string
	}{
		{"no_pages", nil, nil},
		{"empty_page", []string{""}, [][]string{nil}},
		{"reading_order", []string{object(10, 40, "第二行") + object(10, 20, "第一") + object(20, 20.5, "行")}, [][]string{{"第一行", "第二行"}}},
		{"table", []string{object(10, 20, "项目") + object(60, 20, "3亿元")}, [][]string{{"项目\t3亿元"}}},
		{"latin", []string{object(10, 20, "GDP") + `<ofd:TextObject Boundary="28 20 9 9" Size="5"><ofd:TextCode X="0" Y="4">up</ofd:TextCode></ofd:TextObject>`}, [][]string{{"GDP up"}}},
		{"invisible", []string{`<ofd:TextObject Visible="false" Boundary="0 0 9 9" Size="5"><ofd:TextCode X="0" Y="0">隐</ofd:TextCode></ofd:TextObject>`}, [][]string{nil}},
		{"scaled", []string{`<ofd:TextObject Boundary="0 0 9 9" CTM="2 0 0 2 10 10" Size="2"><ofd:TextCode X="1" Y="1">甲</ofd:TextCode></ofd:TextObject>`}, [][]string{{"甲"}}},
		{"two_pages", []string{object(0, 0, "一"), object(0, 0, "二")}, [][]string{{"一"}, {"二"}}},
		{"numbers_that_are_none", []string{`<ofd:TextObject Boundary="a NaN" Size="Inf"><ofd:TextCode X="-" DeltaX="g 99999999 x">甲</ofd:TextCode></ofd:TextObject>`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read(file(c.pages...), 1<<20)
			require.NoError(t, err)
			if c.want == nil {
				return
			}
			var lines [][]string
			for _, page := range got {
				var texts []string
				for _, l := range page {
					texts = append(texts, l.Text)
				}
				lines = append(lines, texts)
			}
			assert.Equal(t, c.want, lines)
		})
	}
	_, err := Read(file(strings.Repeat("<ofd:PageBlock>", 1000)), 1<<20)
	assert.ErrorIs(t, err, pack.ErrDepth)
	_, err = Read(file(strings.Repeat(object(0, 0, "一"), 10_000)), 1<<16)
	assert.ErrorIs(t, err, pack.ErrLimit)
	whole := file(object(0, 0, "一"))
	_, err = Read(whole[:len(whole)-30], 1<<20)
	assert.Error(t, err)
}

func FuzzPage(f *testing.F) {
	f.Add(object(10, 20, "第一") + object(20, 20, "行"))
	f.Fuzz(func(t *testing.T, content string) {
		pages, err := Read(file(content), 1<<20)
		if err != nil {
			return
		}
		text, parts := layout.Text(pages)
		for _, p := range parts {
			require.True(t, 0 <= p.Start && p.Start <= p.End && p.End <= len(text))
		}
		again, err := Read(file(content), 1<<20)
		require.NoError(t, err)
		require.Equal(t, pages, again)
	})
}
