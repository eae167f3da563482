package segment

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
)

// show writes a sentence with ⏎ where a break was taken out and # before headings.
func show(s extractors.Sentence) string {
	text := s.Text
	for i := len(s.Joins) - 1; i >= 0; i-- {
		at := s.Joins[i].At
		text = text[:at] + "⏎" + text[at:]
	}
	if s.Heading {
		return "# " + text
	}
	return text
}

func showAll(text string) []string {
	var out []string
	for _, s := range Sentences(text) {
		out = append(out, show(s))
	}
	return out
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"blank", " \n　　\n\t\n", nil},
		{"marks", "会议召开。谁来干？加油干！完成一项；再做一项", []string{"会议召开。", "谁来干？", "加油干！", "完成一项；", "再做一项"}},
		{"marks in a row", "真的吗？！是的。。。好", []string{"真的吗？！", "是的。。。", "好"}},
		{"outer white space", "　　会议召开。　下一步  ", []string{"会议召开。", "下一步"}},
		{"half-width marks between Chinese words", "投产了!增长5%;下降2%;真的?是", []string{"投产了!", "增长5%;", "下降2%;", "真的?", "是"}},
		{"half-width marks elsewhere", "a?b=1;c=2 Yahoo!公司 &nbsp;和", []string{"a?b=1;c=2 Yahoo!公司 &nbsp;和"}},
		{"decimal point and time", "增长5.9%，12:30开会", []string{"增长5.9%，12:30开会"}},
		{"dots in the middle", "他说……好吧。走了", []string{"他说……好吧。", "走了"}},

		{"quotation within a sentence", "会上提出“谁来干？怎么干？”的问题。散会。", []string{"会上提出“谁来干？怎么干？”的问题。", "散会。"}},
		{"quotation and who said it", "“我们要干。马上就干。”尹某说，要快。散会。", []string{"“我们要干。马上就干。”尹某说，要快。", "散会。"}},
		{"quotation after a colon", "他说：“我们要干。马上就干。”会议要求落实。", []string{"他说：“我们要干。马上就干。”", "会议要求落实。"}},
		{"quotation on its own", "“我们要干。马上就干。”\n会议要求落实。", []string{"“我们要干。", "马上就干。”", "会议要求落实。"}},
		{"full stop after the quotation", "他说“我们要干。”。散会。", []string{"他说“我们要干。”。", "散会。"}},
		{"quotation in a quotation", "他说：“听到‘干！’了吗？听到了。”散会。", []string{"他说：“听到‘干！’了吗？听到了。”", "散会。"}},
		{"corner brackets", "他說：「要做。快做。」會議結束。", []string{"他說：「要做。快做。」", "會議結束。"}},
		{"straight quotes", "他说:\"要做。快做。\"会议结束。", []string{"他说:\"要做。快做。\"", "会议结束。"}},
		{"quotation without an end", "他说：“要做。快做。会议结束。", []string{"他说：“要做。", "快做。", "会议结束。"}},
		{"end without a beginning", "要做。快做。”会议结束。", []string{"要做。", "快做。”", "会议结束。"}},
		{"quotation does not reach over lines", "他说：“要做。\n\n快做。”会议结束。", []string{"他说：“要做。", "快做。”", "会议结束。"}},
		{"space before the end", "他说：“要做。 ”会议结束。散会。 ”完", []string{"他说：“要做。 ”", "会议结束。", "散会。 ”", "完"}},
		{"crossed brackets", "他（见“附件）。二）好。完", []string{"他（见“附件）。", "二）好。", "完"}},
		{"aside", "会议（略。详见附件；另发。）结束。散会。", []string{"会议（略。详见附件；另发。）结束。", "散会。"}},
		{"aside after the end", "散会。（完）", []string{"散会。", "（完）"}},
		{"title", "学习《谁是最可爱的人？》一文。散会。", []string{"学习《谁是最可爱的人？》一文。", "散会。"}},
		{"semicolon in a list", "一是建厂；二是修路；三是通水。", []string{"一是建厂；", "二是修路；", "三是通水。"}},
		{"astral characters", "𠮷𠮷。𫘨！", []string{"𠮷𠮷。", "𫘨！"}},

		{"list head and sentence", "一、加快建设。具体内容如下。", []string{"一、加快建设。", "具体内容如下。"}},
		{"line ends with a comma", "加快建设，\n稳步推进。", []string{"加快建设，⏎稳步推进。"}},
		{"comma before an item", "包括：\n一、建厂，\n二、修路。", []string{"包括：", "一、建厂，", "二、修路。"}},
		{"comma before a blank line", "加快建设，\n\n稳步推进。", []string{"加快建设，", "稳步推进。"}},
		{"comma before an indented line", "加快建设，\n　　稳步推进。", []string{"加快建设，", "稳步推进。"}},
		{"one line, one item", "企业超2万家\n签约项目50个\n投资426.8亿元", []string{"企业超2万家", "签约项目50个", "投资426.8亿元"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, showAll(c.text))
			checkSentences(t, c.text, Sentences(c.text))
		})
	}
}

func TestSentencesLongQuotation(t *testing.T) {
	speech := strings.Repeat("我们要把这件事办好。", 60)
	got := Sentences("他说：“" + speech + "”散会。")
	assert.Len(t, got, 61, "a speech is cut into its sentences: %v", show(got[0]))
	assert.Equal(t, "我们要把这件事办好。”", got[59].Text)
}

func TestSentencesLong(t *testing.T) {
	for _, text := range []string{strings.Repeat("好", 20000), strings.Repeat("甲乙丙，", 20000), strings.Repeat("x", 100000)} {
		got := Sentences(text)
		checkSentences(t, text, got)
		for _, s := range got {
			assert.LessOrEqual(t, len(s.Text), maxSentence)
		}
	}
}

// wrapped is text as a PDF gives it: paragraphs are indented or not, some numbers are
// cut from their units, one break is missing.
const wrapped = `    全省上半年新开工重点项目一百二十个，完成投资三百亿元，比上
年同期增长两成。各市要压实责任，抓紧推进前期工作，年底前全面开
工。省发展改革委要会同有关部门建立台账，按月通报项目的进展情
况，对进度滞后的项目要及时预警。
    交通方面，全省高速公路网络持续完善，通车总里程已经达到 8 
万公里，其中新建改建两千公里。铁路建设稳步推进，三条高铁线路年内建成通车，沿线各市要抓住机遇，完善规划，广泛听取意见，提前做好
站前广场和配套道路的建设。`

func TestWrappedLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"report", wrapped, []string{
			"全省上半年新开工重点项目一百二十个，完成投资三百亿元，比上⏎年同期增长两成。",
			"各市要压实责任，抓紧推进前期工作，年底前全面开⏎工。",
			"省发展改革委要会同有关部门建立台账，按月通报项目的进展情⏎况，对进度滞后的项目要及时预警。",
			"交通方面，全省高速公路网络持续完善，通车总里程已经达到 8⏎万公里，其中新建改建两千公里。",
			"铁路建设稳步推进，三条高铁线路年内建成通车，沿线各市要抓住机遇，完善规划，广泛听取意见，提前做好⏎站前广场和配套道路的建设。",
		}},
		{"hanging below numbers", "1.本办法由本部门于一百零七年五月九日以第 0970015178 号令订\n  定发布全文 33 条\n2.本办法由本部门于一百零九年三月一日以第 1041006559 号令修\n  正发布第 17 条条文\n第 1 条\n为处理内部单位之分工职掌，特订定本规程。", []string{
			"1.本办法由本部门于一百零七年五月九日以第 0970015178 号令订⏎定发布全文 33 条",
			"2.本办法由本部门于一百零九年三月一日以第 1041006559 号令修⏎正发布第 17 条条文",
			"# 第 1 条", "为处理内部单位之分工职掌，特订定本规程。",
		}},
		{"headlines of nearly the same width", "首季全国铁路发送旅客逾10亿人次创历史同期新高\n各地加快推进重大水利工程建设投资规模再创新高\n新能源汽车产销量连续多年位居全球第一出口大增\n多部门联合部署春季农业生产确保粮食稳产又增收\n长江经济带绿色发展指数持续提升水质稳步向好了", []string{
			"首季全国铁路发送旅客逾10亿人次创历史同期新高", "各地加快推进重大水利工程建设投资规模再创新高",
			"新能源汽车产销量连续多年位居全球第一出口大增", "多部门联合部署春季农业生产确保粮食稳产又增收",
			"长江经济带绿色发展指数持续提升水质稳步向好了",
		}},
		{"one sentence a line", "深入推进医药卫生改革发展。\n城乡居民大病保险试点扩大到所有省份。\n积极发展文化事业和文化产业。", []string{
			"深入推进医药卫生改革发展。", "城乡居民大病保险试点扩大到所有省份。", "积极发展文化事业和文化产业。",
		}},
		{"headline over wide text", "习某结束国事访问前往机场当地总理等官员到机场送行上\n国家主席结束国事访问，前往邻国继续访问行程，随行人员同机前往，当地总理等官员到机场送行，双方就下一步合作交换了意见。", []string{
			"# 习某结束国事访问前往机场当地总理等官员到机场送行上",
			"国家主席结束国事访问，前往邻国继续访问行程，随行人员同机前往，当地总理等官员到机场送行，双方就下一步合作交换了意见。",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, showAll(c.text))
			checkSentences(t, c.text, Sentences(c.text))
		})
	}
}

func TestJoinsMapBack(t *testing.T) {
	got := Sentences(wrapped)
	s := got[3]
	at := strings.Index(s.Text, "8万公里")
	in := span.Span{Start: at, End: at + len("8万公里")}
	assert.Equal(t, "8 \n万公里", s.DocumentSpan(in).Of(wrapped))
	at = strings.Index(s.Text, "万公里")
	in = span.Span{Start: at, End: at + len("万公里")}
	assert.Equal(t, "万公里", s.DocumentSpan(in).Of(wrapped), "what follows a break does not begin before it")
}

func TestHeadings(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // the headings
	}{
		{"title and text", "京津冀共商协同发展\n三地党政主要领导座谈会日前在天津召开，会议审议通过5个文件。", []string{"京津冀共商协同发展"}},
		{"chapters", "第一章 总则\n第一条 为了规范管理，制定本条例。\n第二章 税收减免\n第二条 下列情形免税。", []string{"第一章 总则", "第二章 税收减免"}},
		{"article alone", "第 1 条\n本规程由本局订定之。", []string{"第 1 条"}},
		{"numbered", "一、总体要求\n（一）指导思想。坚持改革。\n（二）基本原则\n坚持市场导向，深化改革创新。", []string{"一、总体要求", "（二）基本原则"}},
		{"formal numerals", "壹、通案决议\n各机关业务费统刪百分之五。", []string{"壹、通案决议"}},
		{"list head with its sentence", "一、加快建设。具体内容如下。\n二、稳步推进，确保完成。", nil},
		{"numbered items", "包括以下单位：\n1.甲公司\n2.乙公司\n3.丙公司", nil},
		{"Markdown", "# 条例\n\n## 第一章 总则\n\n第一条 制定本条例。", []string{"# 条例", "## 第一章 总则"}},
		{"bullets", "• 加快建设\n• 稳步推进\n以上各项要抓紧落实，年底前完成。", nil},
		{"list of figures", "数说\n\n雄安新区建设实现新突破\n\n300多个重点项目累计完成投资6700多亿元\n\n4000余家企业在雄安新区注册\n\n公共服务得到新提升\n\n铁路营业里程超1.1万公里,主要城市1小时通达\n\n9900余家医疗机构异地就医直接结算",
			[]string{"数说", "雄安新区建设实现新突破", "公共服务得到新提升"}},
		{"a number of two digits is no figure", "12. 加强监督管理\n\n各有关部门要把这项工作摆上重要位置，按照分工抓好落实。", []string{"12. 加强监督管理"}},
		{"heading with a figure over text", "数说\n\n经济总量达10.4万亿元\n\n三地经济总量连跨5个万亿元台阶，达到10.4万亿元。", []string{"数说", "经济总量达10.4万亿元"}},
		{"last item of a list over text", "企业超2万家\n\n签约项目50个\n\n下一步，三地将进一步加强协作，推动项目落地。", nil},
		{"date", "2025年3月26日\n初步核算，全年地区生产总值增长5.2%。", nil},
		{"where a text comes from", "（2024年7月18日第三次全体会议通过）\n全会听取和讨论了工作报告，审议通过了决定。", nil},
		{"address of a letter", "各位代表：\n现在，我代表国务院，向大会报告政府工作。", nil},
		{"sentence", "会议召开。\n三地党政主要领导座谈会日前在天津召开，会议审议通过5个文件。", nil},
		{"nothing below", "京津冀共商协同发展", nil},
		{"table", "指标\t数值\n全年地区生产总值增长5.2%，粮食产量稳定。", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range Sentences(c.text) {
				if s.Heading {
					got = append(got, s.Text)
				}
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestMarker(t *testing.T) {
	for _, c := range []struct {
		text   string
		want   markerKind
		length string
	}{
		{"一、总体要求", hanMarker, "一、"},
		{"十二、北部", hanMarker, "十二、"},
		{"壹、通案", hanMarker, "壹、"},
		{"（一）基本原则", hanBrackets, "（一）"},
		{"(一 ) 引言", hanBrackets, "(一 )"},
		{"1.甲公司", figureMarker, "1."},
		{"10. 甲公司", figureMarker, "10."},
		{"1、甲公司", figureMarker, "1、"},
		{"（1）甲公司", figureBracket, "（1）"},
		{"①甲公司", figureBracket, "①"},
		{"第三章 总则", chapterMarker, "第三章"},
		{"第一部分　概况", chapterMarker, "第一部分"},
		{"第 12 条", articleMarker, "第 12 条"},
		{"## 总则", hashMarker, "## "},
		{"• 加快", bulletMarker, "•"},
		{"——经济运行", bulletMarker, "——"},
		{"- 加快", bulletMarker, "-"},

		{"", noMarker, ""},
		{"1.9倍", noMarker, ""},
		{"-28是数字", noMarker, ""},
		{"一期", noMarker, ""},
		{"三里屯", noMarker, ""},
		{"（详见附件）", noMarker, ""},
		{"（三地）", noMarker, ""},
		{"第六条第二款", noMarker, ""},
		{"第3条规定", noMarker, ""},
		{"第一批", noMarker, ""},
		{"第三产业", noMarker, ""},
		{"#标签", noMarker, ""},
		{"2025年", noMarker, ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			kind, n := marker(c.text)
			assert.Equal(t, c.want, kind)
			assert.Equal(t, c.length, c.text[:n])
		})
	}
}

func TestSectionWithoutHashes(t *testing.T) {
	text := "## 第一章 总则\n制定本条例。"
	got := Sentences(text)
	require.Len(t, got, 2)
	assert.Equal(t, "## 第一章 总则", got[0].Text)
	assert.Equal(t, "第一章 总则", got[1].Section.Of(text))
}

func TestSections(t *testing.T) {
	text := "前言。\n一、总体要求\n坚持改革。开放。\n二、重点任务\n完成42项任务。"
	var got []string
	for _, s := range Sentences(text) {
		got = append(got, fmt.Sprintf("%d %s < %s", s.Paragraph, s.Text, s.Section.Of(text)))
	}
	assert.Equal(t, []string{
		"0 前言。 < ", "1 一、总体要求 < ", "2 坚持改革。 < 一、总体要求", "2 开放。 < 一、总体要求",
		"3 二、重点任务 < 一、总体要求", "4 完成42项任务。 < 二、重点任务",
	}, got)
}

// checkSentences checks what holds for the sentences of any text.
func checkSentences(t require.TestingT, text string, sentences []extractors.Sentence) {
	last, paragraph := 0, 0
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	for _, s := range sentences {
		require.GreaterOrEqual(t, s.Span.Start, last)
		require.Greater(t, s.Span.End, s.Span.Start)
		require.LessOrEqual(t, s.Span.End, len(text))
		require.True(t, blank(text[last:s.Span.Start]), "lost: %q", text[last:s.Span.Start])
		last = s.Span.End
		require.GreaterOrEqual(t, s.Paragraph, paragraph)
		paragraph = s.Paragraph
		require.Equal(t, strings.TrimFunc(s.Text, unicode.IsSpace), s.Text)
		require.NotContains(t, s.Text, "\n")
		require.True(t, utf8.ValidString(s.Text))
		require.LessOrEqual(t, s.Section.End, s.Span.Start)

		// Every character lies where it is said to lie, and only white space is left out.
		require.Equal(t, s.Span, s.DocumentSpan(span.Span{Start: 0, End: len(s.Text)}))
		at := s.Span.Start
		for i, r := range s.Text {
			in := s.DocumentSpan(span.Span{Start: i, End: i + utf8.RuneLen(r)})
			require.Equal(t, string(r), in.Of(text))
			require.True(t, blank(text[at:in.Start]))
			at = in.End
		}
	}
	require.True(t, blank(text[last:]), "lost: %q", text[last:])
}

func TestSentencesOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
			"。", "！", "；", "？", "!", ";", "…", "“", "”", "（", "）", "「", "」", "\"", "，", "、", "：", "\n", "\n", "\n\n", " ", "　", "\t",
			"一、", "（一）", "第三章", "1.", "•", "#", "5", "万", "亿元", "发展", "改", "革", "x", "é", "𠮷", "全省上半年新开工重点项目一百二十个完成投资三百亿元比上",
		}), 0, 60).Draw(t, "pieces")
		text := strings.Join(pieces, "")
		checkSentences(t, text, Sentences(text))
	})
}

func TestSentencesOfReports(t *testing.T) {
	texts(t, func(name, text string) {
		if utf8.ValidString(text) && filepath.Ext(name) != ".html" {
			checkSentences(t, text, Sentences(text))
		}
	})
}

func TestSentencesShareMemory(t *testing.T) {
	text := strings.Repeat("会议确定了42项任务。", 1000)
	allocs := testing.AllocsPerRun(10, func() { Sentences(text) })
	assert.Less(t, allocs, 20.0)
}

// TestLinearTime reads texts that make a careless cutter look far ahead or far back at
// every character, and wants a megabyte of each within a time that only such a cutter
// would miss.
func TestLinearTime(t *testing.T) {
	for _, piece := range []string{"“", "（“", "！ ", "! ", "“。", "”", "……", "甲\n", "\n", " ", "。", "a，\n", "第", "一、\n", "—", "9", "x"} {
		text := strings.Repeat(piece, 1<<20/len(piece))
		started := time.Now()
		Sentences(text)
		assert.Less(t, time.Since(started), 10*time.Second, "%q", piece)
	}
}

func FuzzSentences(f *testing.F) {
	f.Add(wrapped)
	f.Add("他说：“要做。快做。”会议（略。）结束！\n一、建厂，\n二、修路")
	texts(f, func(_, text string) {
		if utf8.ValidString(text) {
			f.Add(text[:strings.LastIndexByte(text[:min(len(text), 2000)], '\n')+1])
		}
	})
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			Sentences(text) // must not panic
			return
		}
		checkSentences(t, text, Sentences(text))
	})
}

func BenchmarkSentences(b *testing.B) {
	text, _ := benchmarkText(b)
	lines := strings.ReplaceAll(strings.Repeat(wrapped+"\n\n", 1000), "8 \n", "8\n")
	for _, c := range []struct{ name, text string }{{"reports", text}, {"wrapped", lines}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Sentences(c.text)
			}
		})
	}
}
