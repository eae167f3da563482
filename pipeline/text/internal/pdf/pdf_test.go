package pdf

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
)

// TestMain keeps what is compiled in a folder of the tests, so that it is compiled once.
func TestMain(m *testing.M) {
	folder := os.TempDir() + fmt.Sprintf("/huiyao-test-%d", os.Getuid())
	if err := os.Setenv(CacheVariable, folder); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func TestKinds(t *testing.T) {
	for _, c := range []struct {
		name string
		page sheet
		want string
	}{
		{"paragraph", page(paragraph(72, 700, "　　会议确定了42项任务，总投资", "6700多亿元。")), "会议确定了42项任务，总投资6700多亿元。\n"},
		{"number_over_two_lines", page(paragraph(72, 700, "全年完成投资一共是48.9亿元，新增就业12", "600人，比上年多。")), "全年完成投资一共是48.9亿元，新增就业12600人，比上年多。\n"},
		{"items_are_not_wrapped", page(paragraph(72, 700, "一、投资", "二、消费", "三、出口")), "一、投资\n二、消费\n三、出口\n"},
		{"glyph_by_glyph", page(each(72, 700, "税收31.17亿元，增长11.4%。")), "税收31.17亿元，增长11.4%。\n"},
		{"codes_of_GBK", page("BT /F2 12 Tf 72 700 Td <CDB6D7CA> Tj 24 0 Td <33> Tj 6 0 Td <D2DA> Tj ET"), "投资3亿\n"},
		{"vertical_font", page(fmt.Sprintf("BT /F3 12 Tf 300 700 Td <%s> Tj -24 0 Td <%s> Tj ET", codes("全市完成投资一百亿元"), codes("同比增长"))), "全市完成投资一百亿元同比增长\n"},
		{"vertical_by_glyph", page(func() string {
			var b strings.Builder
			for i, r := range []rune("全市完成投资一百亿元") {
				b.WriteString(show(300, 700-14*float64(i), string(r)))
			}
			return b.String()
		}()), "全市完成投资一百亿元\n"},
		{"doubled_for_bold", page(show(72, 700, "投资11亿元"), show(72.4, 700, "投资11亿元")), "投资11亿元\n"},
		{"overprinted_in_parts", page(show(72, 700, "投资11亿元"), show(96.3, 700.2, "11亿元"), show(72.3, 699.8, "投资")), "投资11亿元\n"},
		{"watermark", page(show(72, 700, "投资11亿元"), placed("0.7 0.7 -0.7 0.7 80 650", "内部资料42份"), show(72, 680, "就业2万人")), "投资11亿元\n就业2万人\n"},
		{"turned_page", sheet{placed("0 1 -1 0 100 72", "指标　　　　2024年") + placed("0 1 -1 0 120 72", "投资　　　　11亿元"), "/Rotate 90"}, "指标\t2024年\n投资\t11亿元\n"},
		{"note_marks", page(show(72, 700, "出台文件11件"), sized(138, 704, 7, "1"), show(144, 700, "，增长5%")), "出台文件11件¹，增长5%\n"},
		{"square_metres", page(show(72, 700, "新增11km"), sized(120, 704, 7, "2")), "新增11km²\n"},
		{"lowered", page(show(72, 700, "PM"), sized(84, 697, 7, "2.5"), show(95, 700, "浓度42")), "PM2.5浓度42\n"},
		{"hidden_behind_text", page(show(72, 700, "投资11亿元"), "3 Tr", show(72, 680, "投资99亿元"), "0 Tr"), "投资11亿元\n"},
		{"hidden_over_scan", page("595 0 0 842 0 0 cm /I1 Do", "1 0 0 1 0 0 cm", "3 Tr", "BT /F1 0.015 Tf 0.1 0.8 Td <"+codes("全市完成投资11亿元，增长百分之六")+"> Tj ET"), "全市完成投资11亿元，增长百分之六\n"},
		{"leaders", page(show(72, 700, "一、投资..................12"), show(72, 680, "二、消费……………………15")), "一、投资……12\n二、消费……15\n"},
		{"spaced_title", page(sized(200, 700, 18, "公"), sized(260, 700, 18, "报")), "公报\n"},
		{"latin_words", page("BT /F4 12 Tf 72 700 Td (GDP grew) Tj 60 0 Td (5.2%) Tj ET"), "GDP grew 5.2%\n"},
		{"thousands", page("BT /F4 12 Tf 72 700 Td (4,755,) Tj 33.4 0 Td (785.11) Tj ET"), "4,755,785.11\n"},
		{"radicals", page(show(72, 700, "⼀⽅⾯")), "一方面\n"},
		{"symbol_bullet", page(fmt.Sprintf("BT /F1 12 Tf 72 700 Td <F06C%s> Tj ET", codes("投资11亿元"))), "•投资11亿元\n"},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, text(t, file(c.page))) })
	}
}

func TestColumns(t *testing.T) {
	left := []string{"　　全县全年完成财政收入48.9亿", "元，比上年增长7.2%，其中税收", "收入31亿元。新建改建学校26", "所，改造公路315公里，惠及群众", "4.2万人。"}
	right := []string{"　　全年接待游客560万人次，实", "现旅游收入37亿元，增长9.4%。", "空气优良天数达到318天，城区绿", "化率提高到41.5%，生态环境明", "显好转。"}
	want := strings.TrimSpace(strings.Join(left, "")) + "\n" + strings.TrimSpace(strings.Join(right, "")) + "\n"
	want = strings.ReplaceAll(want, "　", "")
	assert.Equal(t, want, text(t, file(page(paragraph(60, 700, left...), paragraph(320, 700, right...)))))
	// Baselines that differ, and a title over both.
	assert.Equal(t, "两栏的公报\n"+want, text(t, file(page(show(250, 740, "两栏的公报"), paragraph(320, 693, right...), paragraph(60, 700, left...)))))
}

func TestTables(t *testing.T) {
	grid := ruled([4]float64{60, 720, 360, 720}, [4]float64{60, 690, 360, 690}, [4]float64{60, 640, 360, 640},
		[4]float64{60, 640, 60, 720}, [4]float64{160, 640, 160, 720}, [4]float64{260, 640, 260, 720}, [4]float64{360, 640, 360, 720})
	for _, c := range []struct {
		name string
		page sheet
		want string
	}{
		{"without_rules", page(show(72, 700, "指标"), show(200, 700, "2023年"), show(300, 700, "2024年"), show(72, 680, "投资"), show(200, 680, "11"), show(300, 680, "12.5"),
			show(72, 660, "消费"), show(300, 660, "3")), "指标\t2023年\t2024年\n投资\t11\t12.5\n消费\t\t3\n"},
		{"cells_of_two_lines", page(show(60, 700, "一"), show(90, 700, "改造老旧小区40个以上，惠"), show(280, 700, "已完工43个，惠及居民1"),
			show(90, 682, "及居民1.2万户"), show(280, 682, "3万户"), show(60, 664, "二"), show(90, 664, "危桥"), show(280, 664, "完工")),
			"一\t改造老旧小区40个以上，惠及居民1.2万户\t已完工43个，惠及居民13万户\n二\t危桥\t完工\n"},
		{"label_beside_the_middle", page(show(60, 700, "归属于股东的净利润率较"), show(200, 691, "11"), show(280, 691, "12"), show(60, 682, "上年增减"), show(60, 660, "总资产"), show(200, 660, "21"), show(280, 660, "22")),
			"归属于股东的净利润率较上年增减\t11\t12\n总资产\t21\t22\n"},
		{"head_over_columns", page(show(190, 700, "2023年"), show(330, 700, "2024年"), show(72, 690, "指标"),
			show(160, 680, "绝对数"), show(230, 680, "占比"), show(300, 680, "绝对数"), show(370, 680, "占比"),
			show(72, 660, "投资"), show(160, 660, "6228.77"), show(230, 660, "73.7"), show(300, 660, "7951.35"), show(370, 660, "93.4"),
			show(72, 640, "消费"), show(160, 640, "9222.41"), show(230, 640, "3.8"), show(300, 640, "4656.3"), show(370, 640, "90.4")),
			"指标\t2023年\t\t2024年\n\t绝对数\t占比\t绝对数\t占比\n投资\t6228.77\t73.7\t7951.35\t93.4\n消费\t9222.41\t3.8\t4656.3\t90.4\n"},
		{"head_beside_its_numbers", page(show(72, 700, "指标"), show(160, 700, "占比"), show(300, 700, "数量"), show(72, 680, "投资"), show(200, 680, "73.7"), show(330, 680, "12"),
			show(72, 660, "消费"), show(206, 660, "3.8"), show(330, 660, "42")), "指标\t占比\t数量\n投资\t73.7\t12\n消费\t3.8\t42\n"},
		{"with_rules", page(grid, show(64, 700, "项目"), show(164, 700, "金额"), show(264, 700, "说明"),
			show(64, 670, "投资"), show(164, 670, "11"), show(264, 675, "计入营业外收入三"), show(264, 655, "亿元")),
			"项目\t金额\t说明\n投资\t11\t计入营业外收入三亿元\n"},
		{"rows_without_rules_in_a_grid", page(grid, show(64, 700, "项目"), show(164, 700, "数量"), show(264, 700, "金额"),
			show(64, 670, "甲"), show(164, 670, "1"), show(264, 670, "218.00"), show(64, 650, "乙"), show(164, 650, "1"), show(264, 650, "43.40")),
			"项目\t数量\t金额\n甲\t1\t218.00\n乙\t1\t43.40\n"},
		{"merged_cells", page(ruled([4]float64{60, 720, 360, 720}, [4]float64{160, 690, 360, 690}, [4]float64{60, 660, 360, 660},
			[4]float64{60, 630, 360, 630}, [4]float64{60, 630, 60, 720}, [4]float64{160, 630, 160, 720}, [4]float64{260, 630, 260, 690}, [4]float64{360, 630, 360, 720}),
			show(70, 685, "指标"), show(230, 700, "投资"), show(190, 670, "上年"), show(290, 670, "今年"), show(70, 640, "合计"), show(190, 640, "11"), show(290, 640, "12")),
			"指标\t投资\n\t上年\t今年\n合计\t11\t12\n"},
		{"frame_is_no_table", page(ruled([4]float64{60, 720, 360, 720}, [4]float64{60, 640, 360, 640}, [4]float64{60, 640, 60, 720}, [4]float64{360, 640, 360, 720}),
			paragraph(70, 700, "会议确定了本年的工作，决定投资", "11亿元。")), "会议确定了本年的工作，决定投资11亿元。\n"},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, text(t, file(c.page))) })
	}
}

// TestMerges reads which cells of tables reach over others.
func TestMerges(t *testing.T) {
	raw := file(page(show(72, 760, "主要指标"), ruled([4]float64{60, 720, 360, 720}, [4]float64{160, 690, 360, 690}, [4]float64{60, 660, 360, 660},
		[4]float64{60, 630, 360, 630}, [4]float64{60, 630, 60, 720}, [4]float64{160, 630, 160, 720}, [4]float64{260, 630, 260, 690}, [4]float64{360, 630, 360, 720}),
		show(70, 685, "指标"), show(230, 700, "投资"), show(190, 670, "上年"), show(290, 670, "今年"), show(70, 640, "合计"), show(190, 640, "11"), show(290, 640, "12")))
	var pages [][]layout.Line
	require.NoError(t, Read(context.Background(), raw, func(p *layout.Page) error {
		pages = append(pages, layout.Lines(p))
		return nil
	}))
	_, _, tables := layout.Text(pages)
	assert.Equal(t, []extractors.Table{{First: 1, Last: 4, Merges: []extractors.Merge{
		{Row: 0, Column: 0, Rows: 2, Columns: 1}, {Row: 0, Column: 1, Rows: 1, Columns: 2},
	}}}, tables)
}

func TestFurniture(t *testing.T) {
	body := func(n int, lines ...string) sheet {
		return page(show(72, 800, "某市统计公报"), paragraph(72, 700, lines...), show(290, 40, fmt.Sprintf("- %d -", n)))
	}
	assert.Equal(t, "某市统计公报\n全年完成投资11亿元，比上年增长百分之五，其中工业投资增长百分之三，总额3亿元。\n第二段\n第三页\n", text(t, file(
		body(1, "　　全年完成投资11亿元，比上年增", "长百分之五，其中工业投资增长百"), body(2, "分之三，总额3亿元。", "　　第二段"), body(3, "第三页"))))
}

func TestFaults(t *testing.T) {
	picture := "q 590 0 0 800 0 0 cm /I1 Do Q"
	for _, c := range []struct {
		name string
		page sheet
		want error
	}{
		{"blank", page(), nil},
		{"scan", page(picture), layout.ErrNoText},
		{"scan_with_number", page(picture, show(290, 40, "- 12 -")), layout.ErrNoText},
		{"text_on_a_picture", page(picture, show(72, 700, "二〇二四年全市工作报告")), nil},
		{"letters_as_shapes", page(strings.Repeat("10 10 m 20 30 40 50 60 70 c f\n", 200)), layout.ErrNoText},
		{"no_characters_known", page("BT /F5 12 Tf 72 700 Td (ABCDABCDAB) Tj ET", show(72, 600, "11")), layout.ErrLost},
		{"private_characters", page("BT /F6 12 Tf 72 700 Td <0001000200030004> Tj ET", show(72, 600, "11")), layout.ErrLost},
		{"one_lost", page("BT /F5 12 Tf 72 700 Td (A) Tj ET", show(84, 700, "投资11亿元")), nil},
		{"bytes_of_GBK_as_Latin", page(`BT /F4 12 Tf 72 700 Td (\315\266\327\312\312\326) Tj ET`), layout.ErrLost},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			require.NoError(t, Read(context.Background(), file(c.page), func(p *layout.Page) error {
				n++
				assert.Equal(t, c.want, p.Fault())
				return nil
			}))
			assert.Equal(t, 1, n)
		})
	}
}

func none(*layout.Page) error { return nil }

func TestRefused(t *testing.T) {
	whole := file(page(show(72, 700, "会议")))
	for name, raw := range map[string][]byte{
		"empty": {}, "head_alone": []byte("%PDF-1.4"), "cut": whole[:200], "zeros": append([]byte("%PDF-1.4\n"), make([]byte, 1000)...),
	} {
		assert.ErrorIs(t, Read(context.Background(), raw, none), ErrBroken, name)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	assert.ErrorIs(t, Read(ctx, whole, none), context.Canceled)
	assert.Equal(t, "会议\n", text(t, whole), "a document that was given up does no harm to the next")
}

// TestLimits reads a page of operators without end: it ends with an error, in time and memory.
func TestLimits(t *testing.T) {
	raw := file(page(strings.Repeat("q ", 20_000_000), show(72, 700, "会议")))
	err := Read(context.Background(), raw, none)
	if err != nil {
		assert.ErrorIs(t, err, ErrMemory)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	assert.ErrorIs(t, Read(ctx, file(page(strings.Repeat(show(72, 700, "会议"), 200_000))), none), context.DeadlineExceeded)
	assert.Less(t, time.Since(start), 10*time.Second)
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
	whole := file(page(show(72, 700, "会议确定了42项任务")), page(show(72, 700, "第二页")))
	read := func(raw []byte) (pages []layout.Page, err error) {
		err = Read(context.Background(), raw, func(p *layout.Page) error { pages = append(pages, *p); return nil })
		return pages, err
	}
	for range 60 {
		raw := mutate(r, whole)
		pages, err := read(raw)
		again, errAgain := read(raw)
		require.Equal(t, pages, again)
		require.Equal(t, err == nil, errAgain == nil)
	}
}

// FuzzRead reads with the interpreter alone: a fuzzing process is instrumented, and takes
// long to compile PDFium. Even so it makes a few steps a minute; TestBrokenFiles and a
// larger number there do more.
func FuzzRead(f *testing.F) {
	f.Add(file(page(show(72, 700, "会议"))))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var pages [][]layout.Line
		_, err := read(context.Background(), interpreter, raw, interpreted, func(p *layout.Page) error {
			pages = append(pages, layout.Lines(p))
			return nil
		})
		if err != nil {
			return
		}
		s, parts, _ := layout.Text(pages)
		require.Equal(t, strings.ToValidUTF8(s, ""), s)
		require.Len(t, parts, len(pages))
	})
}
