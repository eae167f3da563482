package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What stands around an article is told by the names of its elements and by the lines that
// stand above it; structure alone does not tell a comment from a paragraph.

// aroundNames are parts of the ids and classes that pages give to what is no article, in
// lower case.
var aroundNames = []string{
	"comment", "commt", "cmt", "pinglun", "tie-area", "tiearea", "post-wrap-w", "changyan", "recommend", "tuijian", "related", "relate-", "relate_",
	"relevant", "tjyd", "hotnews", "hot-news", "share", "fenxiang", "sidebar", "breadcrumb", "crumb", "copyright", "banquan", "disclaimer", "toolbar",
	"qrcode", "erweima", "advert", "sponsor", "pagination", "pager", "popup", "modal", "loginbox", "login-box", "sitemap", "friendlink", "friend-link",
	"skip-link", "subscribe", "prevnext", "prev-next",
}

// namedAround reports whether the name of a block says that it is no part of an article.
func namedAround(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Form, atom.P, atom.Span:
	default:
		return false
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		value := strings.ToLower(a.Val)
		for _, name := range aroundNames {
			if strings.Contains(value, name) {
				return true
			}
		}
	}
	return false
}

// prune returns the outermost elements whose names say that they are no part of an
// article. One that holds a third or more of the running text is the article's own, or
// there is no telling.
func (p *pageReader) prune(body *html.Node) map[*html.Node]bool {
	size := func(n *html.Node) int { return p.mass[n].sentences }
	if size(body) == 0 {
		size = func(n *html.Node) int { return p.mass[n].own() }
	}
	pruned := map[*html.Node]bool{}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if _, ok := p.mass[c]; !ok {
				continue
			}
			if namedAround(c) && size(c)*3 < size(body) {
				pruned[c] = true
				continue
			}
			visit(c)
		}
	}
	visit(body)
	return pruned
}

// endLines head what follows an article: other articles and comments. Signs, counts and
// blanks around them do not matter. Both scripts. Some of them stand within an article, too,
// or on a button above it; after running text lastLines do not.
var endLines = wordSet(`
	相关推荐 相關推薦 相关阅读 相關閱讀 相关新闻 相關新聞 相关文章 相關文章 相关链接 相關連結 相关报道 相關報道 相關報導 推荐阅读 推薦閱讀 延伸阅读 延伸閱讀
	热门推荐 熱門推薦 热门文章 熱門文章 更多推荐 更多推薦 猜你喜欢 猜你喜歡 为您推荐 為您推薦 精彩推荐 精彩推薦 网友评论 網友評論 最新评论 最新評論 热门评论 熱門評論
	热评论 新评论 我要评论 我要評論 发表评论 發表評論 全部评论 全部評論 用户评论 跟贴 评论 評論 留言
`)

var lastLines = wordSet(`
	为你推荐 為你推薦 为您推荐 為您推薦 猜你喜欢 猜你喜歡 相关推荐 相關推薦 热门推荐 熱門推薦 更多推荐 更多推薦 精彩推荐 精彩推薦
	网友评论 網友評論 最新评论 最新評論 热门评论 熱門評論 全部评论 全部評論 用户评论 用戶評論 发表评论 發表評論 我要评论 我要評論
`)

// loneLines are lines that pages have as buttons and marks.
var loneLines = wordSet(`
	收藏 分享 字号 字號 打印 列印 打印本页 关闭 關閉 关闭窗口 关闭本页 返回顶部 返回頂部 返回上页 回到顶部 我要反馈 点赞 點讚 讚 赞 举报 檢舉 回复 回覆 大 中 小 大中小
	字号大中小 字體大小 扫一扫 掃一掃 扫一扫在手机打开当前页 分享到 分享至 上一篇 下一篇 上一页 下一页 上一頁 下一頁 阅读全文 查看更多 展开全文 登录 注册 登入 註冊
`)

// pathStarts begin the lines that say where in its site a page stands.
var pathStarts = []string{"当前位置", "當前位置", "您的位置", "您现在的位置", "您当前的位置", "所在位置", "现在位置", "目前位置", "您所在的位置"}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// bare returns line without signs, blanks, ASCII and digits.
func bare(line string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || !unicode.IsLetter(r) {
			return -1
		}
		return r
	}, line)
}

const (
	maxAroundLine = 60  // bytes of a line that endLines or loneLines can name
	maxPathLine   = 300 // bytes of a line that says where a page stands
)

// withoutAround returns the text of a page without the lines that are no part of the
// article, and without what follows a line that ends it: one of lastLines after running
// text, one of endLines where what follows is the smaller part. It returns the numbers of the
// lines left out, too, of the last ones only the first.
func withoutAround(text string) (_ string, dropped []int) {
	var out strings.Builder
	number := 0
	kept := 0 // bytes up to here are in out or left out
	running := false
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:], '\n') + 1
		if end == at {
			end = len(text)
		}
		line := strings.TrimSuffix(text[at:end], "\n")
		drop := false
		if len(line) <= maxAroundLine && !strings.Contains(line, "\t") {
			word := bare(line)
			if running && lastLines[word] || endLines[word] && at > len(text)-at {
				out.WriteString(text[kept:at])
				return out.String(), append(dropped, number)
			}
			drop = loneLines[word]
		}
		running = running || isRunning(line)
		if !drop && len(line) <= maxPathLine {
			drop = isPath(line)
		}
		if drop {
			out.WriteString(text[kept:at])
			kept = end
			dropped = append(dropped, number)
		}
		at = end
		number++
	}
	if kept == 0 {
		return text, nil
	}
	out.WriteString(text[kept:])
	return out.String(), dropped
}

// isRunning reports whether a line is running text.
func isRunning(line string) bool { return len(line) >= paragraphText && strings.Contains(line, "。") }

// upToLast returns the lines up to one of lastLines after running text.
func upToLast(lines []string) []string {
	running := false
	for i, line := range lines {
		if running && len(line) <= maxAroundLine && lastLines[bare(line)] {
			return lines[:i]
		}
		running = running || isRunning(line)
	}
	return lines
}

// isPath reports whether a line says where in its site a page stands.
func isPath(line string) bool {
	for _, s := range pathStarts {
		if rest, ok := strings.CutPrefix(line, s); ok {
			return strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":") || rest == ""
		}
	}
	rest, ok := strings.CutPrefix(line, "首页")
	if !ok {
		rest, ok = strings.CutPrefix(line, "首頁")
	}
	rest = strings.TrimLeftFunc(rest, isSpace)
	return ok && rest != "" && strings.ContainsRune(">›»＞/", firstRune(rest))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// Without running text, a page with so many links and hardly any other text is a list of
// pages.
const manyLinks = 15

// noArticle says why a page has no article, "" where it has one.
func noArticle(text string, running int, body *html.Node) string {
	if strings.TrimFunc(text, isSpace) == "" {
		return "the page holds no text"
	}
	if running > 0 {
		return ""
	}
	links, linked, all := 0, 0, 0
	var visit func(n *html.Node, inLink bool)
	visit = func(n *html.Node, inLink bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				all += blackBytes(c.Data)
				if inLink {
					linked += blackBytes(c.Data)
				}
			case c.Type == html.ElementNode && c.DataAtom != atom.Script && c.DataAtom != atom.Style:
				if c.DataAtom == atom.A {
					links++
				}
				visit(c, inLink || c.DataAtom == atom.A)
			}
		}
	}
	visit(body, false)
	if links >= manyLinks && linked*2 > all {
		return "the page is a list of links"
	}
	return ""
}
