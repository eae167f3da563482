package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// nominal reports whether a token with the tag can be part of a noun phrase.
func nominal(tag string) bool {
	switch tag {
	case "", "n", "nr", "ns", "nt", "nz", "nrt", "nrfg", "ng", "vn", "an", "a", "b", "j", "l", "i", "s", "f", "eng", "g", "ag", "z", "t", "q", "k", "h", "nb":
		return true
	}
	return false
}

// head reports whether a token with the tag can end a noun phrase.
func head(tag string) bool {
	switch tag {
	case "", "n", "nr", "ns", "nt", "nz", "nrt", "ng", "vn", "an", "j", "l", "s", "eng", "g", "i":
		return true
	}
	return false
}

// attributive are nouns that stand before another noun or verb of the same phrase: 重点
// in 重点节能工程.
var attributive = map[string]bool{"重点": true, "重大": true, "主要": true, "核心": true, "关键": true, "基础": true, "标志性": true, "优先": true, "专项": true, "国家": false, "大型": true, "综合": true, "专题": true}

// functionWords end a noun phrase whatever tag the dictionary gives them.
const functionWords = "等的了在和与及或是为有被把让使从向对于由将已均都也又并而但且则其该此即较比共各每所等到至达超逾近约仅只可能会要应须不未"

// adverbs that stand between a noun phrase and its verb or number.
var phraseAdverbs = map[string]bool{
	"累计": true, "同比": true, "环比": true, "平均": true, "共计": true, "总计": true, "合计": true, "分别": true, "已经": true, "首次": true,
	"预计": true, "大约": true, "约为": true, "大幅": true, "继续": true, "进一步": true, "全部": true, "全面": true, "持续": true, "普遍": true,
	"按年": true, "按月": true, "按季": true, "目前": true, "实际": true, "现有": true, "共有": true, "拥有": true, "进行": true, "开展": true, "实现": true, "达到": true,
	"其中": true, "包括": true, "以上": true, "以下": true, "左右": true, "均为": true, "成为": true, "有效": true, "组织": true, "完成": true, "投入": true, "逐步": true,
	"总投资": true, "总额": true, "总值": true, "总价": true, "总规模": true, "总面积": true, "基础上": true,
	"突破": true, "转变": true, "设置": true, "保持": true, "维持": true, "稳定": true,
	"明显": true, "显著": true, "稳步": true, "基本": true, "连续": true, "最高": true, "最低": true, "最多": true, "至少": true, "力争": true, "争取": true, "确保": true, "不低于": true, "不超过": true, "较": true,
}

// tokenAt returns the index of the token that begins at or after pos.
func tokenAt(tokens []Token, pos int) int {
	lo, hi := 0, len(tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if tokens[mid].Span.Start < pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// isWordy reports whether a token is made of words and not of punctuation or digits.
func isWordy(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return isHan(r) || isLetterRune(r)
}

// nounAfter returns the noun phrase that begins at pos in the sentence, empty if none:
// 重点任务 in 12项重点任务，明确了. It ends before verbs, function words and punctuation. In
// 形式多样的促消费活动 the whole phrase comes back, and core is what stands after 的.
func nounAfter(d *dict.Dict, text string, tokens []Token, pos int) (whole, core span.Span) {
	pos = skipSpaces(text, pos)
	for _, q := range []struct{ open, close string }{{"“", "”"}, {"「", "」"}} {
		if !strings.HasPrefix(text[pos:], q.open) {
			continue
		}
		end := strings.Index(text[pos:], q.close)
		if end < 0 || end > 60 {
			break
		}
		after := pos + end + len(q.close)
		if rest, _ := simpleNoun(d, text, tokens, after); !rest.Empty() && rest.Start == after {
			whole = span.Span{Start: pos, End: rest.End}
		} else {
			whole = span.Span{Start: pos + len(q.open), End: pos + end}
		}
		return whole, whole
	}
	whole, verbal := simpleNoun(d, text, tokens, pos)
	core = whole
	if !whole.Empty() && !verbal && whole.Len() <= 18 && strings.HasPrefix(text[whole.End:], "的") && describes(tokens, whole.End) {
		if next, _ := simpleNoun(d, text, tokens, whole.End+len("的")); !next.Empty() {
			return span.Span{Start: whole.Start, End: next.End}, next
		}
	}
	return whole, core
}

// describes reports whether the token that ends at the byte offset describes what follows:
// 形式多样的活动, but not 攻坚战的支持.
func describes(tokens []Token, end int) bool {
	k := tokenAt(tokens, end) - 1
	if k < 0 || tokens[k].Span.End != end {
		return false
	}
	switch tokens[k].Tag {
	case "a", "ad", "an", "b", "z", "l", "i", "d":
		return true
	}
	return false
}

// simpleNoun returns the run of nouns that begins at pos. verbal says that it is a verb
// that stands for what happened: 42人受伤.
func simpleNoun(d *dict.Dict, text string, tokens []Token, pos int) (found span.Span, verbal bool) {
	start, end, last := pos, pos, pos
	for k := tokenAt(tokens, pos); k < len(tokens); k++ {
		t := tokens[k]
		word := t.Span.Of(text)
		if last == start && t.Span.Start > start { // the number ends inside a token
			if gap := text[start:t.Span.Start]; len(gap) > 12 || !isWordy(gap) {
				break
			}
		}
		if !isWordy(word) || functionWord(word) {
			break
		}
		if !nominal(t.Tag) && !measureNoun(word) {
			// A verb before the first noun belongs to it (注册企业); after one it ends the phrase.
			if !strings.HasPrefix(t.Tag, "v") || end > start && !attributive[tokens[k-1].Span.Of(text)] && !insidePhrase(d, text, tokens, k) {
				break
			}
			if k+1 < len(tokens) {
				next := tokens[k+1]
				if w := next.Span.Of(text); isWordy(w) && !functionWord(w) && (nominal(next.Tag) || strings.HasPrefix(next.Tag, "v") && last == start) {
					last = t.Span.End
					continue
				}
			}
			if utf8.RuneCountInString(word) >= 2 {
				return span.Span{Start: start, End: t.Span.End}, last == start
			}
			break
		}
		last = t.Span.End
		if head(t.Tag) || measureNoun(word) || t.Tag == "a" && k+1 < len(tokens) && strings.HasPrefix(text[t.Span.End:], "的") {
			end = t.Span.End
		}
		if end-start > 90 {
			break
		}
	}
	if end == start && last > start {
		end = last
	}
	return span.Span{Start: start, End: end}, false
}

// insidePhrase reports whether the verb at k stands between two nouns of one phrase: 审批
// in 行政审批事项.
func insidePhrase(d *dict.Dict, text string, tokens []Token, k int) bool {
	if !d.VerbalNouns.Has(tokens[k].Span.Of(text)) || k+1 >= len(tokens) {
		return false
	}
	next := tokens[k+1]
	word := next.Span.Of(text)
	return isWordy(word) && !functionWord(word) && nominal(next.Tag)
}

func functionWord(word string) bool {
	return phraseAdverbs[word] || utf8.RuneCountInString(word) == 1 && strings.Contains(functionWords, word)
}

// measureNoun reports whether a word names something measured by its last character,
// whatever tag the dictionary gives it: 占比, 达标率, 成交额.
func measureNoun(word string) bool {
	r, size := utf8.DecodeLastRuneInString(word)
	switch r {
	case '率', '额', '量', '数', '值', '费', '价', '重', '积':
		return true
	case '比', '度':
		return len(word) > size && word != "同比" && word != "环比" && word != "年度" && word != "季度" && word != "相比" && word != "对比" && word != "大幅度" && word != "进度"
	}
	return false
}

// clauseStart returns where the clause that ends at pos begins: after the last comma,
// colon or other mark. Enumeration commas do not end a clause.
func clauseStart(text string, pos int) int {
	for i := pos; i > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if endsClause(r) {
			if !(r == ',' && i < len(text) && text[i] >= '0' && text[i] <= '9') {
				return i
			}
		}
		i -= size
	}
	return 0
}

// endsClause reports whether a clause that goes on to the right may begin after r.
func endsClause(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?', '（', '）', '(', ')', '—', '\n', '\u3000':
		return true
	}
	return false
}

// clauseEnd returns where the clause that pos stands in ends.
func clauseEnd(text string, pos int) int {
	for i := pos; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if strings.ContainsRune("，。；：！？,;:!?（）()\n", r) {
			return i
		}
		i += size
	}
	return len(text)
}

// nounBefore returns the last noun phrase in text[from:to], empty if none: 技术合同成交额
// in 2023年北京流向津冀技术合同成交额. Verbs, adverbs and function words after it are passed over.
func nounBefore(d *dict.Dict, text string, tokens []Token, from, to int) span.Span {
	k := tokenAt(tokens, to) - 1
	for k >= 0 && tokens[k].Span.End > to {
		k--
	}
	passed := 0
	// Pass over what stands between the phrase and the number.
	for ; k >= 0 && tokens[k].Span.Start >= from; k-- {
		word := tokens[k].Span.Of(text)
		if word == "」" { // 歲出預算第2目「警政業務」編列…: what is quoted says which part
			if open := strings.LastIndex(text[from:tokens[k].Span.Start], "「"); open >= 0 {
				k = tokenAt(tokens, from+open)
				continue
			}
		}
		if isWordy(word) && (head(tokens[k].Tag) || measureNoun(word)) && !functionWord(word) && !isChangeWord(word) && !d.Changes.Has(word) && !emptyNouns[word] && (utf8.RuneCountInString(word)+passed > 1 || measureNoun(word) || word == "收") {
			break
		}
		passed++
		if passed > 12 {
			return span.Span{}
		}
	}
	if k < 0 || tokens[k].Span.Start < from {
		return span.Span{}
	}
	end := tokens[k].Span.End
	start := tokens[k].Span.Start
	for k--; k >= 0 && tokens[k].Span.Start >= from; k-- {
		word := tokens[k].Span.Of(text)
		if word == "和" || word == "与" || word == "及" {
			if k > 0 && tokens[k-1].Span.Start >= from && nominal(tokens[k-1].Tag) && isWordy(tokens[k-1].Span.Of(text)) {
				continue
			}
			break
		}
		if !isWordy(word) || !nominal(tokens[k].Tag) && !measureNoun(word) && !d.VerbalNouns.Has(word) || functionWord(word) {
			break
		}
		start = tokens[k].Span.Start
	}
	if relational[text[start:end]] && k >= 0 && tokens[k].Span.Start >= from && tokens[k].Span.End == start {
		// 财政补助标准: a noun that only relates to another takes the verb before it along.
		if word := tokens[k].Span.Of(text); isWordy(word) && !functionWord(word) && !d.Changes.Has(word) && strings.HasPrefix(tokens[k].Tag, "v") {
			start = tokens[k].Span.Start
			for k--; k >= 0 && tokens[k].Span.Start >= from; k-- {
				word := tokens[k].Span.Of(text)
				if !isWordy(word) || !nominal(tokens[k].Tag) && !d.VerbalNouns.Has(word) || functionWord(word) {
					break
				}
				start = tokens[k].Span.Start
			}
		}
	}
	// A token may have taken a verb along: 占|比达.
	for {
		r, size := utf8.DecodeLastRuneInString(text[start:end])
		if size == 0 || !strings.ContainsRune("达超为约逾至近有占", r) {
			break
		}
		end -= size
	}
	if utf8.RuneCountInString(text[start:end]) < 2 {
		return span.Span{}
	}
	if strings.HasSuffix(text[start:end], "收") && strings.HasPrefix(text[end:to], "入") {
		end += len("入") // 可支配收|入增长
	}
	return span.Span{Start: start, End: end + measureTail(text[end:to])}
}

// measureTail returns how far a phrase goes on in gap, the words between it and its number,
// where they begin with what is measured though the tags say otherwise: 平均盖度 in 平均盖度达.
func measureTail(gap string) int {
	best := 0
	for i, r := range gap {
		if !isHan(r) || i > 24 {
			break
		}
		if strings.ContainsRune("了的为在从由到至达超逾约近是有与和", r) {
			break
		}
		if strings.ContainsRune("率额量度收比值", r) && i > 0 {
			word := gap[:i+utf8.RuneLen(r)]
			if r == '比' && !strings.HasSuffix(word, "占比") || r == '度' && (strings.HasSuffix(word, "幅度") || strings.HasSuffix(word, "年度") || strings.HasSuffix(word, "季度")) {
				continue
			}
			best = i + utf8.RuneLen(r)
		}
	}
	return best
}

// relational are nouns that name nothing measured on their own: 标准, 规模.
var relational = map[string]bool{"规模": true, "标准": true, "强度": true, "面积": true, "产能": true, "项目": true, "事项": true, "资金": true, "投资": true, "支出": true, "比例": true, "水平": true, "时间": true, "价格": true, "总量": true, "收入": true, "年限": true, "浓度": true, "目标": true, "速度": true, "能力": true, "人数": true, "数量": true, "金额": true, "总额": true, "人口": true, "社会": true, "农业": true, "费用": true, "机构": true, "企业": true}

// emptyNouns name nothing that is measured.
var emptyNouns = map[string]bool{"时候": true, "时": true, "期间": true, "基础": true, "水平": true, "历史": true, "情况": true, "综上": true, "限期": true, "大关": true, "幅度": true, "升幅": true, "涨幅": true, "降幅": true, "跌幅": true, "增幅": true, "人民币": true, "港币": true, "美元": true, "年均": true, "年度": true, "全年": true, "当中": true, "其中": true, "之日起": true, "原": true, "比例": false, "规定": true, "标准": false, "最高": true, "总体": true, "整体": true, "整个": true, "期限": true, "以来": true, "合共": true, "新台币": true, "每人": true, "每年": true, "每月": true, "每户": true, "每亩": true, "每人每年": true, "总计": true, "共计": true}

// isChangeWord reports whether a token that the dictionary calls a noun is rather the
// growth of something: 增速, 增幅 stand for the change, not for what is measured.
func isChangeWord(word string) bool {
	switch word {
	case "增长", "下降", "增加", "减少", "提高", "上升", "增幅", "降幅", "涨幅", "跌幅", "提升", "新增", "总共", "全国", "全省", "全市", "全球", "世界":
		return true
	}
	return strings.HasSuffix(word, "增长") || strings.HasSuffix(word, "下降")
}
