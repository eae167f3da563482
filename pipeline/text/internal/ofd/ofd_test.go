package ofd

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

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

// lines reads a file to the lines of its pages.
func lines(raw []byte, limit int64) (pages [][]layout.Line, err error) {
	err = Read(context.Background(), raw, limit, func(p *layout.Page) error {
		pages = append(pages, layout.Lines(p))
		return nil
	})
	return pages, err
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
			got, err := lines(file(c.pages...), 1<<20)
			require.NoError(t, err)
			if c.want == nil {
				return
			}
			var all [][]string
			for _, page := range got {
				var texts []string
				for _, l := range page {
					texts = append(texts, l.Text)
				}
				all = append(all, texts)
			}
			assert.Equal(t, c.want, all)
		})
	}
	_, err := lines(file(strings.Repeat("<ofd:PageBlock>", 1000)), 1<<20)
	assert.ErrorIs(t, err, pack.ErrDepth)
	_, err = lines(file(strings.Repeat(object(0, 0, "一"), 10_000)), 1<<16)
	assert.ErrorIs(t, err, pack.ErrLimit)
	whole := file(object(0, 0, "一"))
	_, err = lines(whole[:len(whole)-30], 1<<20)
	assert.Error(t, err)
}

func FuzzPage(f *testing.F) {
	f.Add(object(10, 20, "第一") + object(20, 20, "行"))
	f.Fuzz(func(t *testing.T, content string) {
		pages, err := lines(file(content), 1<<20)
		if err != nil {
			return
		}
		text, parts, _ := layout.Text(pages)
		for _, p := range parts {
			require.True(t, 0 <= p.Start && p.Start <= p.End && p.End <= len(text))
		}
		again, err := lines(file(content), 1<<20)
		require.NoError(t, err)
		require.Equal(t, pages, again)
	})
}

// TestParts reads what stands in other parts than a page's: templates and composite objects.
func TestParts(t *testing.T) {
	text := func(x, y float64, s string) string { return object(x, y, s) }
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range map[string]string{
		"OFD.xml":            `<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>`,
		"Doc_0/Document.xml": `<Document><CommonData><TemplatePage ID="2" BaseLoc="T.xml"/><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><DocumentRes>R.xml</DocumentRes></CommonData><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>`,
		"Doc_0/T.xml":        `<Page xmlns:ofd="o"><Content><Layer>` + text(20, 60, "投资金额：") + `</Layer></Content></Page>`,
		"Doc_0/R.xml": `<Res xmlns:ofd="o"><CompositeGraphicUnits><CompositeGraphicUnit ID="5"><Content>` + text(0, 0, "增长5%") +
			`<CompositeObject Boundary="0 20 9 9" ResourceID="6"/></Content></CompositeGraphicUnit><CompositeGraphicUnit ID="6"><Content>` + text(0, 0, "里面") +
			`<CompositeObject Boundary="0 0 9 9" ResourceID="6"/></Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>`,
		"Doc_0/P.xml": `<Page xmlns:ofd="o"><Template TemplateID="2" ZOrder="Background"/><Content><Layer>` + text(47, 60, "86.3万元") +
			`<CompositeObject Boundary="20 80 9 9" ResourceID="5"/><CompositeObject Boundary="0 0 9 9" ResourceID="7"/></Layer></Content></Page>`,
	} {
		f, err := w.Create(name)
		require.NoError(t, err)
		_, err = io.WriteString(f, content)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	pages, err := lines(b.Bytes(), 1<<20)
	require.NoError(t, err)
	s, _, _ := layout.Text(pages)
	assert.Equal(t, "投资金额：86.3万元\n增长5%\n里面\n", s)
}

// TestDrawn reads text that stands in other ways than in a line to the right, and the rules of a table.
func TestDrawn(t *testing.T) {
	code := func(ctm, attributes, s string) string {
		return `<ofd:TextObject Boundary="50 50 9 9" CTM="` + ctm + `" Size="5"><ofd:TextCode ` + attributes + `>` + s + `</ofd:TextCode></ofd:TextObject>`
	}
	path := func(data string) string {
		return `<ofd:PathObject Boundary="0 0 100 100"><ofd:AbbreviatedData>` + data + `</ofd:AbbreviatedData></ofd:PathObject>`
	}
	for _, c := range []struct{ name, page, want string }{
		{"turned", code("0 1 -1 0 0 0", `X="0" Y="0" DeltaX="5 5 5"`, "投资三亿"), "投资三亿\n"},
		{"watermark", object(10, 20, "投资") + code("0.7 0.7 -0.7 0.7 0 0", `X="0" Y="0"`, "内部资料"), "投资\n"},
		{"downward", code("1 0 0 1 0 0", `X="0" Y="0" DeltaY="g 9 6"`, "全市完成投资一百亿元"), "全市完成投资一百亿元\n"},
		{"digits_in_wide_steps", object(10, 20, "全市生产总值3250.6亿元"), "全市生产总值3250.6亿元\n"},
		{"table", path("M 10 10 L 90 10") + path("M 10 30 L 90 30 M 10 50 L 90 50") + path("M 10 10 L 10 50 M 50 10 L 50 50 M 90 10 L 90 50") +
			object(12, 12, "项目") + object(52, 12, "说明") + object(12, 35, "投资") + object(52, 32, "计入营业外收入") + object(52, 39, "三亿元"),
			"项目\t说明\n投资\t计入营业外收入三亿元\n"},
		{"curves_are_no_rules", path("M 10 10 B 1 2 3 4 90 10 Q 1 2 3 4 A 1 1 0 0 0 5 5 C x y") + object(12, 12, "项目"), "项目\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pages, err := lines(file(c.page), 1<<20)
			require.NoError(t, err)
			s, _, _ := layout.Text(pages)
			assert.Equal(t, c.want, s)
		})
	}
}

// TestLimits reads files that make much of little.
func TestLimits(t *testing.T) {
	many := file(strings.Repeat(`<ofd:TextObject Boundary="0 0 9 9" Size="5"><ofd:TextCode DeltaX="g 65536 1">一二</ofd:TextCode></ofd:TextObject>`, 20_000))
	start := time.Now()
	_, err := lines(many, 1<<24)
	require.NoError(t, err)
	assert.Less(t, time.Since(start), 10*time.Second)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("OFD.xml")
	require.NoError(t, err)
	_, err = io.WriteString(f, "<OFD><DocRoot>"+strings.Repeat("a<!---->", 1_000_000)+"</DocRoot></OFD>")
	require.NoError(t, err)
	require.NoError(t, w.Close())
	_, err = lines(b.Bytes(), 1<<24)
	assert.ErrorIs(t, err, ErrName)
}
