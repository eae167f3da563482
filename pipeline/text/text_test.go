package text

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/pipeline"
)

func run(t testing.TB, format, decoded string) *pipeline.Doc {
	s, err := New(Options{})
	require.NoError(t, err)
	d := &pipeline.Doc{Charset: "utf-8", Format: format, Decoded: decoded}
	require.NoError(t, s.Run(context.Background(), d))
	return d
}

func TestPlainTextIsLeftAlone(t *testing.T) {
	for _, s := range []string{"", "\n", "  会议 \t\n\n\n　要求\u200b\n", "a < b", "<p>说明</p>", "<htmlx>"} {
		d := run(t, "", s)
		assert.Equal(t, s, d.Text)
		assert.Equal(t, "text/plain", d.MediaType)
	}
	assert.Equal(t, "<html>", run(t, "text", "<html>").Text, "the format that is said wins")
}

func TestLooksLikeHTML(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "会议": false, "<": false, "<html": false, "<p>a": false, "<htmlx >": false, "<!-- a": false, "<!-- a -->": false,
		"<html>": true, "\n\u200b <!DOCTYPE html>": true, "<!-- <p> -->\n<?xml version='1.0'?>\n<!doctype HTML PUBLIC": true,
		"<HEAD lang=zh>": true, "<body\n": true, "<?xml version='1.0'?><rss>": false,
	} {
		assert.Equal(t, want, looksLikeHTML(s), s)
	}
}

func TestPlainHead(t *testing.T) {
	for _, c := range []struct{ name, text, title, date, publisher string }{
		{"empty", "", "", "", ""},
		{"title", "\n　工作会议纪要　\n会议要求抓好落实。", "工作会议纪要", "", ""},
		{"first_line_is_a_sentence", "会议要求抓好落实。\n其次", "", "", ""},
		{"first_line_is_long", strings.Repeat("会", 61) + "\n", "", "", ""},
		{"labelled", "标题\n发布时间：2024-05-13 10:30 来源：新华社 字号：大 中 小\n2023年1月1日", "标题", "2024-05-13", "新华社"},
		{"labelled_traditional", "標題\n發佈日期：2024年5月3日\n資料來源：統計處\n", "標題", "2024-05-03", "統計處"},
		{"label_without_colon", "标题\n发布于 2019-09-26 07:19:52", "标题", "2019-09-26", ""},
		{"meeting_time_is_no_label", "标题\n会议时间：2024年5月13日至15日\n会议时间：2024年5月13日上午", "标题", "", ""},
		{"brackets", "关于经济运行情况的报告（2024年5月13日）\n正文", "关于经济运行情况的报告（2024年5月13日）", "2024-05-13", ""},
		{"dashes", "政府工作报告\n——2024年1月23日在第十四届人民代表大会第二次会议上", "政府工作报告", "2024-01-23", ""},
		{"chinese_digits", "通知\n二〇二四年十月二十一日", "通知", "2024-10-21", ""},
		{"dateline", "标题\n新华社北京2024年5月13日电（记者某某）会议要求。", "标题", "2024-05-13", ""},
		{"no_year", "标题\n新华社北京5月13日电", "标题", "", ""},
		{"with_time_of_day", "标题\n记者 某某2019-09-3007:42", "标题", "2019-09-30", ""},
		{"date_in_running_text", "标题\n截至2024年5月13日，全市完成投资3亿元。", "标题", "", ""},
		{"several", "标题\n2024年5月13日\n2024年5月14日", "标题", "", ""},
		{"twice_the_same", "标题\n2024年5月13日\n(2024-05-13)", "标题", "2024-05-13", ""},
		{"too_far_down", "标题\n" + strings.Repeat("一\n", 11) + "2024年5月13日", "标题", "", ""},
		{"publisher_without_name", "标题\n来源：\n来源： 作者：某某", "标题", "", ""},
		{"publisher_in_brackets", "标题\n来源：《某某日报》 编辑：某", "标题", "", "某某日报"},
		{"energy_sources", "标题\n能源来源构成：煤炭", "标题", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := run(t, "text", c.text)
			assert.Equal(t, []string{c.title, c.date, c.publisher}, []string{d.Title, d.Date, d.Publisher})
		})
	}
}

func TestFindDate(t *testing.T) {
	for s, want := range map[string]string{
		"2024年5月13日": "2024-05-13", "2024 年 5 月 13 日": "", "2024年 5月 13日": "2024-05-13", "２０２４年５月１３日": "2024-05-13",
		"2024-05-13": "2024-05-13", "2024/5/3": "2024-05-03", "2024.05.13": "2024-05-13", "20240513": "2024-05-13",
		"2024-5.13": "", "2024-05-131": "", "2024051": "", "202405130": "", "12024-05-13": "",
		"2024年2月30日": "", "2023年2月29日": "", "2024年2月29日": "2024-02-29", "1899年1月1日": "", "2101年1月1日": "",
		"2024年13月1日": "", "2024年0月1日": "", "2024年5月": "", "2024年": "", "2024": "",
		"2024年5月11日至12日": "", "2024年5月11日—12日": "", "2024年5月11日，12日": "2024-05-11",
		"二〇二四年五月三日": "2024-05-03", "二○一九年十二月三十一日": "2019-12-31", "二零二四年十月二十日": "2024-10-20", "二〇二四年五月三十二日": "",
		"3.14 2024-05-13": "2024-05-13", "2024年5月13號": "2024-05-13", "": "",
	} {
		got, in, ok := findDate(s)
		assert.Equal(t, want, got, s)
		assert.Equal(t, want != "", ok, s)
		assert.LessOrEqual(t, in.End, len(s))
	}
}

func TestMetaDate(t *testing.T) {
	for s, want := range map[string]string{
		"2024-05-13T08:00:00+08:00": "2024-05-13", "2024-05-12T16:30:00Z": "2024-05-13", "2024-05-13 08:00": "2024-05-13",
		"2024-05-13T08:00": "2024-05-13", "": "", "yesterday": "", "on 2024-05-13": "", "0001-01-01T00:00:00Z": "",
	} {
		assert.Equal(t, want, metaDate(s), s)
	}
}

func TestPage(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"empty", "", ""},
		{"paragraphs", "<p>一</p><p>二\n  三</p>四<p>五", "一\n二 三\n四\n五\n"},
		{"break", "一<br>二<br/><br>三", "一\n二\n\n三\n"},
		{"blank_lines", "<p></p><p>一<br></p><p> </p><br><div></div><p><b>&nbsp;</b></p><p><img src=a></p><div>二</div><p></p>", "一\n\n\n\n二\n"},
		{"inline", "<p>总投资<b>6700</b><span>多</span>亿元</p>", "总投资6700多亿元\n"},
		{"white_space", "<p> \u3000一&nbsp;&nbsp;二\t\n三&#8203;四 </p>", "一 二 三四\n"},
		{"entities", "<p>&lt;b&gt; &amp; &mdash;&#x3000;</p>", "<b> & —\n"},
		{"list", "<ul><li>一</li><li><p>二</p></li></ul>", "一\n二\n"},
		{"definition_list", "<dl><dt>名</dt><dd>义</dd></dl>", "名\n义\n"},
		{"headings", "<h2>一、</h2>文<h3>（一）</h3>", "一、\n文\n（一）\n"},
		{"preformatted", "一<pre>\n  二  三\t四 \n\n　　五</pre> 六", "一\n  二  三\t四 \n\n　　五\n六\n"},
		{"table", "<table><caption>表</caption><tr><th>项目<th>数</tr><tr><td>投资</td><td><p>3</p><p>亿元</p></td></tr></table>", "表\n项目\t数\n投资\t3 亿元\n"},
		{"empty_cells", "<table><tr><td></td><td>合计</td><td></td><td>3</td></tr><tr><td> <td>&nbsp;</table>", "\t合计\t\t3\n"},
		{"break_in_cell", "<table><tr><td>一<br>二</td><td>三</td></tr></table>", "一 二\t三\n"},
		{"layout_table", "<table><tr><td><h2>题</h2><table><tr><td>甲</td><td>1</td></tr></table></td><td>旁</td></tr></table>", "题\n甲\t1\n旁\n"},
		{"script", "<p>一<script>x='</p>'</script><style>p{}</style></p><noscript>无</noscript><template>模</template>", "一\n"},
		{"furniture", "<nav>首页</nav><header>头</header><p>一</p><aside>旁</aside><footer>脚</footer><div role=navigation>路</div>", "一\n"},
		{"header_of_an_article", "<header>站</header><article><header><h1>题</h1></header><p>一</p></article>", "题\n一\n"},
		{"hidden", "<p hidden>一</p><p style='color:red; DISPLAY : none'>二</p><p aria-hidden=true>三</p><p style='visibility:hidden'>四</p><p style='display:block'>五</p>", "五\n"},
		{"form", "<form>搜索<input value=一><button>查</button></form><p>二</p>", "二\n"},
		{"form_around_a_page", "<form><p>" + strings.Repeat("会议要求，", 50) + "</p><select><option>一</select></form>", strings.Repeat("会议要求，", 50) + "\n"},
		{"comment", "<p>一<!-- 二 -->三</p>", "一三\n"},
		{"link_list", "<ul>" + strings.Repeat("<li><a href=x>相关链接一条</a></li>", 5) + "</ul><p>正文</p>", "正文\n"},
		{"link_in_text", "<p>据<a href=x>统计局</a>消息</p>", "据统计局消息\n"},
		{"unclosed", "<div><p>一<div>二", "一\n二\n"},
		{"frameset", "<html><head><title>题</title></head><frameset><frame src=x></frameset></html>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := run(t, "html", c.page)
			assert.Equal(t, c.want, d.Text)
			assert.Equal(t, "text/html", d.MediaType)
		})
	}
}

// sentence is running text, as pages have it.
const sentence = "会议指出，今年以来全市经济运行总体平稳，固定资产投资同比增长百分之十五。"

func TestPageLeavesOutWhatStandsAround(t *testing.T) {
	links := strings.Repeat("<div><a href=x>新闻</a></div>", 30)
	d := run(t, "", `<!DOCTYPE html><html><head><title>工作会议召开_某某网_要闻</title></head><body>
		<div class=top><div>`+links+`</div><div>无障碍 | 简体</div></div>
		<div><h1>工作会议召开</h1><div>2024-05-13 10:30 来源：某某日报</div>
		<div><p>`+sentence+`</p><p>`+sentence+`</p><table><tr><td>投资</td><td>3亿元</td></tr></table><p>（完）</p></div></div>
		<div>版权所有：某某网 备案号1234</div></body></html>`)
	assert.Equal(t, "工作会议召开\n"+sentence+"\n"+sentence+"\n投资\t3亿元\n（完）\n", d.Text)
	assert.Equal(t, "工作会议召开", d.Title)
	assert.Equal(t, "2024-05-13", d.Date)
	assert.Equal(t, "某某日报", d.Publisher)
}

func TestPageKeepsAllSections(t *testing.T) {
	d := run(t, "html", `<body><h1>报告</h1><section><h2>一</h2><p>`+sentence+`</p></section><section><h2>二</h2><p>`+sentence+`</p></section>
		<ul><li>甲</li></ul><section><h2>三</h2><p>`+sentence+sentence+`</p></section></body>`)
	assert.Equal(t, "报告\n一\n"+sentence+"\n二\n"+sentence+"\n甲\n三\n"+sentence+sentence+"\n", d.Text)
}

// TestPageLeavesOutWhatIsNamed: what ids, classes and lines call comments, other articles
// and the like.
func TestPageLeavesOutWhatIsNamed(t *testing.T) {
	article := strings.Repeat("<p>"+sentence+"</p>", 4)
	want := strings.Repeat(sentence+"\n", 4)
	for _, c := range []struct{ name, page, want string }{
		{"comments", article + "<div id=J_Comments><p>" + sentence + "</p></div>", want},
		{"comments_without_a_name", article + "<h3>网友评论（15）</h3><p>" + sentence + "</p>", want},
		{"related", article + "<div class='box related-news'><p>" + sentence + "</p></div>", want},
		{"related_by_line", article + "<h3>相關閱讀：</h3><p>" + sentence + "</p>", want},
		{"share", "<p class=share>分享到微信</p>" + article, want},
		{"name_around_the_article", "<div class=share-wrap>" + article + "</div>", want},
		{"end_line_too_early", "<p>评论</p>" + article, "评论\n" + want},
		{"end_line_in_a_table", article + "<table><tr><td>评论</td><td>3条</td></tr></table>", want + "评论\t3条\n"},
		{"offers_after_a_short_article", "<p>" + sentence + "</p><h2>为你推荐</h2>" + article, sentence + "\n"},
		{"offers_above", "<p>猜你喜欢</p>" + article, "猜你喜欢\n" + want},
		{"blank_lines_around", "<p>打印</p><br>" + article + "<br><p>分享</p>", want},
		{"path", "<div>当前位置：首页 > 要闻</div><div>首页 &gt; 要闻 &gt; 正文</div>" + article, want},
		{"buttons", "<div>【打印】</div><div>字号：大 中 小</div>" + article + "<div>收藏 12</div>", want},
		{"buttons_in_a_sentence", article + "<p>收藏品12件</p>", want + "收藏品12件\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, run(t, "html", "<body>"+c.page).Text)
		})
	}
}

func TestPageWithoutArticle(t *testing.T) {
	for _, c := range []struct{ name, page, note string }{
		{"empty", "", "the page holds no text"},
		{"scripts", "<script>document.write('会议')</script><noscript>请打开脚本</noscript>", "the page holds no text"},
		{"frameset", "<frameset><frame src=x></frameset>", "the page holds no text"},
		{"links", "<title>要闻_某某网</title><h1>要闻</h1>" + strings.Repeat("<div>5-13 <a href=x>市政府召开第12次常务会议</a></div>", 20), "the page is a list of links"},
		{"short", "<p>投资3亿元</p>", ""},
		{"table", "<table>" + strings.Repeat("<tr><td>投资</td><td>3亿元</td></tr>", 20) + "</table>", ""},
		{"article_with_links", "<p>" + sentence + "</p>" + strings.Repeat("<div>5-13 <a href=x>市政府召开第12次常务会议</a></div>", 20), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := run(t, "html", c.page)
			assert.Equal(t, c.note, d.Note)
			assert.Equal(t, c.note != "", d.Text == "", "%q", d.Text)
		})
	}
}

// TestMainText measures the text of pages against the main text that others took out of
// them, in runs of three characters, white space left out.
func TestMainText(t *testing.T) {
	measured := 0
	for page, main := range map[string]string{
		"../../corpus/web-page.hans.html":              "../../corpus/web-page.hans.main.txt",
		"../../../shared/reports/html/gmw_source.html": "../../../shared/reports/html/readability_gmw.main.txt",
	} {
		raw, err := os.ReadFile(page)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		require.NoError(t, err)
		want, err := os.ReadFile(main)
		require.NoError(t, err)
		got, wanted := grams(run(t, "html", string(raw)).Text), grams(string(want))
		both, allGot, allWanted := 0, 0, 0
		for g, n := range got {
			allGot += n
			both += min(n, wanted[g])
		}
		for _, n := range wanted {
			allWanted += n
		}
		precision, recall := float64(both)/float64(allGot), float64(both)/float64(allWanted)
		t.Logf("%s: precision %.3f, recall %.3f", filepath.Base(page), precision, recall)
		assert.GreaterOrEqual(t, precision, 0.95, page)
		assert.GreaterOrEqual(t, recall, 0.95, page)
		measured++
	}
	require.NotZero(t, measured)
}

// grams counts the runs of three characters in s.
func grams(s string) map[string]int {
	runes := []rune(withoutSpace(s))
	all := map[string]int{}
	for i := range max(len(runes)-2, 0) {
		all[string(runes[i:i+3])]++
	}
	return all
}

func TestPageHead(t *testing.T) {
	for _, c := range []struct{ name, head, body, title, date, publisher string }{
		{"window", "<title>全市召开工作会议_某网</title>", "", "全市召开工作会议", "", ""},
		{"short_window", "<title>通知_某网</title>", "", "通知_某网", "", ""},
		{"heading", "<title>通知_某网</title>", "<h1>某网</h1><h1>通知</h1>", "某网", "", ""},
		{"government", `<meta name="ArticleTitle" content="关于 通知"><meta name="PubDate" content="2024-05-13 09:00"><meta name="ContentSource" content="发改委">`, "", "关于 通知", "2024-05-13", "发改委"},
		{"open_graph", `<meta property="og:title" content="题"><meta property="article:published_time" content="2024-05-12T20:00:00Z"><meta property="og:site_name" content="某网">`, "", "题", "2024-05-13", "某网"},
		{"time_element", "", `<time datetime="2024-05-13">昨天</time>`, "", "2024-05-13", ""},
		{"two_times", "", `<time datetime="2024-05-13">昨</time><time datetime="2024-05-12">前</time>`, "", "", ""},
		{"bad_date", `<meta name="PubDate" content="2024-13-45">`, "", "", "", ""},
		{"line", "<title>题</title>", "<p>题</p><p>发布时间：2024年5月13日　来源：某报</p>", "题", "2024-05-13", "某报"},
		{"cut_by_a_quote", `<meta property="og:title" content="龙湖" 暗伤"曝露？"="">`, `<h1>龙湖"暗伤"曝露？</h1>`, `龙湖"暗伤"曝露？`, "", ""},
		{"above_the_date", "<title>动态--某某学会官网</title>", "<p>首页 - 动态</p><h5>某某学术年会成功举行</h5><p>发布时间：2024-05-13</p>", "某某学术年会成功举行", "2024-05-13", ""},
		{"date_below_with_buttons", "<title>题目</title>", "<h1>题目</h1><div class=share>微信<span class=pub_time>2024-05-13 · 某号</span></div><p>" + sentence + "</p>", "题目", "2024-05-13", ""},
		{"date_below_with_a_clock", "<title>题目</title>", "<h1>题目</h1><aside><span>2024-05-13 11:10 某报</span></aside><p>" + sentence + "</p>", "题目", "2024-05-13", ""},
		{"date_below_the_text", "<title>题目</title>", "<h1>题目</h1><p>" + sentence + "</p><aside class=time>2024-05-13</aside>", "题目", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := run(t, "html", "<html><head>"+c.head+"</head><body>"+c.body+"</body></html>")
			assert.Equal(t, []string{c.title, c.date, c.publisher}, []string{d.Title, d.Date, d.Publisher})
			if c.body != "" && c.title != "" {
				assert.True(t, hasLine(d.Text, c.title), "the title is part of the text")
			}
		})
	}
}

// TestWindowTitle: what stands in the window alone is the title and no part of the text.
func TestWindowTitle(t *testing.T) {
	d := run(t, "html", "<title>2024年投资5亿元</title><p>会议确定了三项任务。</p>")
	assert.Equal(t, "2024年投资5亿元", d.Title)
	assert.Equal(t, "会议确定了三项任务。\n", d.Text)
	d = run(t, "html", "<title>工作会议召开</title><header><h1>工作会议召开</h1></header><p>会议确定了三项任务。</p>")
	assert.Equal(t, "工作会议召开\n会议确定了三项任务。\n", d.Text)
}

func TestDateOption(t *testing.T) {
	s, err := New(Options{Date: "2020-01-01"})
	require.NoError(t, err)
	for decoded, want := range map[string]string{"标题": "2020-01-01", "标题\n2024年5月13日": "2024-05-13"} {
		d := &pipeline.Doc{Charset: "utf-8", Decoded: decoded}
		require.NoError(t, s.Run(context.Background(), d))
		assert.Equal(t, want, d.Date)
	}
	_, err = New(Options{Date: "2020-1-1"})
	assert.EqualError(t, err, `text: date "2020-1-1" is not of the form 2006-01-02`)
}

func TestRunWantsItsInputs(t *testing.T) {
	s, err := New(Options{})
	require.NoError(t, err)
	err = s.Run(context.Background(), &pipeline.Doc{Decoded: "x"})
	assert.ErrorIs(t, err, pipeline.ErrMissing)
	assert.EqualError(t, err, "text: Doc.Charset is not set; the decode stage comes first")
}

func TestDeepNesting(t *testing.T) {
	s, err := New(Options{})
	require.NoError(t, err)
	for _, tag := range []string{"<div>", "<b>", "<table><tr><td>", "<ul><li>", "<span>"} {
		d := &pipeline.Doc{Charset: "utf-8", Format: "html", Decoded: strings.Repeat(tag, 100_000) + "会"}
		err := s.Run(context.Background(), d)
		require.ErrorIs(t, err, ErrNesting, tag)
		assert.Empty(t, d.Text)
	}
	assert.Equal(t, "会\n", run(t, "html", strings.Repeat("<div>", 400)+"会").Text)
	// Formatting elements that never end are opened anew in every paragraph.
	d := &pipeline.Doc{Charset: "utf-8", Format: "html", Decoded: strings.Repeat("<b><i><p>会", 2000)}
	_ = s.Run(context.Background(), d)
}

// TestLinearTime gives pages that make a careless reader quadratic.
func TestLinearTime(t *testing.T) {
	for name, build := range map[string]func(n int) string{
		"cells": func(n int) string { return "<table>" + strings.Repeat("<tr><td>会<td>议", n) },
		"nested": func(n int) string {
			return strings.Repeat(strings.Repeat("<table><tr><td>", 30)+"会"+strings.Repeat("</table>", 30), n/60)
		},
		"times": func(n int) string {
			return "<title>会</title><h1>会</h1>" + strings.Repeat("<b class=time>议", 400) + strings.Repeat("<br>议", n)
		},
		"titles":     func(n int) string { return "<title>会</title>" + strings.Repeat("<h1>议</h1>", n) },
		"meta":       func(n int) string { return strings.Repeat("<meta name=a content=b>", n) },
		"paragraphs": func(n int) string { return strings.Repeat("<p>"+sentence, n/10) },
		"blanks":     func(n int) string { return "<p>会" + strings.Repeat(" \n", n*5) + "议" },
		"dates":      func(n int) string { return "<p>" + strings.Repeat("2024-05-1", n) },
	} {
		t.Run(name, func(t *testing.T) {
			measure := func(n int) time.Duration {
				page := build(n)
				best := time.Hour
				for range 3 {
					start := time.Now()
					run(t, "html", page)
					best = min(best, time.Since(start))
				}
				return best
			}
			var small, large time.Duration
			for range 4 { // a busy machine may need more than one try
				small, large = measure(2000), measure(16000)
				if large < 40*max(small, time.Millisecond) {
					return
				}
			}
			t.Errorf("8 times the page took %v in place of %v", large, small)
		})
	}
}

func FuzzPage(f *testing.F) {
	f.Add("<table><tr><td>一<td><p>二</table>三")
	f.Add("<ul><li><a>一</a><pre>二\n三</pre>")
	f.Add("<form><p hidden>一<template><b>二")
	f.Add("发布时间：2024-05-13 来源：某")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		p := plain(s)
		require.Equal(t, s, p.text)
		found, err := page(s)
		if err != nil {
			require.ErrorIs(t, err, ErrNesting)
			return
		}
		require.True(t, utf8.ValidString(found.text))
		require.NotContains(t, found.text, "\r")
		if found.text != "" {
			require.NotEqual(t, '\n', rune(found.text[0]))
			require.True(t, strings.HasSuffix(found.text, "\n"))
			require.False(t, strings.HasSuffix(found.text, "\n\n"))
		}
		again, err := page(s)
		require.NoError(t, err)
		require.Equal(t, found, again)
	})
}
