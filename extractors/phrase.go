package extractors

import (
	"strings"
	"unicode/utf8"

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

// functionWords end a noun phrase whatever tag the dictionary gives them.
const functionWords = "的了在和与及或是为有被把让使从向对于由将已均都也又并而但且则其该此即较比共各每所等到至达超逾近约仅只可能会要应须不未"

// adverbs that stand between a noun phrase and its verb or number.
var phraseAdverbs = map[string]bool{
	"累计": true, "同比": true, "环比": true, "平均": true, "共计": true, "总计": true, "合计": true, "分别": true, "已经": true, "首次": true,
	"预计": true, "大约": true, "约为": true, "大幅": true, "继续": true, "进一步": true, "全部": true, "全面": true, "持续": true, "普遍": true,
	"按年": true, "按月": true, "按季": true, "目前": true, "实际": true, "现有": true, "共有": true, "拥有": true, "进行": true, "开展": true, "实现": true, "达到": true,
	"其中": true, "包括": true, "以上": true, "以下": true, "左右": true, "均为": true, "成为": true, "有效": true, "组织": true, "完成": true, "投入": true, "逐步": true,
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
// 重点任务 in 12项重点任务，明确了. It ends before verbs, function words and punctuation.
func nounAfter(text string, tokens []Token, pos int) span.Span {
	pos = skipSpaces(text, pos)
	start := pos
	for _, q := range []string{"“", "「"} {
		if strings.HasPrefix(text[pos:], q) {
			if end := strings.IndexAny(text[pos:], "”」"); end > 0 && end < 60 {
				close_ := pos + end + 3
				inner := span.Span{Start: pos + 3, End: pos + end}
				after := nounAfter(text, tokens, close_)
				if !after.Empty() && after.Start == close_ {
					return span.Span{Start: pos, End: after.End}
				}
				return inner
			}
		}
	}
	k := tokenAt(tokens, pos)
	end, last := start, start
	for ; k < len(tokens); k++ {
		t := tokens[k]
		word := t.Span.Of(text)
		if last == start && t.Span.Start > start { // the number ends inside a token
			if t.Span.Start-start > 12 {
				break
			}
			if gap := text[start:t.Span.Start]; !isWordy(gap) {
				break
			}
		}
		if !isWordy(word) || utf8.RuneCountInString(word) == 1 && strings.Contains(functionWords, word) || phraseAdverbs[word] {
			break
		}
		if !nominal(t.Tag) {
			// A verb before the first noun belongs to it (注册企业); after one it ends the phrase.
			if t.Tag != "v" && t.Tag != "vd" && t.Tag != "d" && t.Tag != "p" || end > start || k+1 >= len(tokens) {
				break
			}
			if t.Tag != "v" {
				break
			}
			next := tokens[k+1]
			if !nominal(next.Tag) || !isWordy(next.Span.Of(text)) {
				break
			}
			last = t.Span.End
			continue
		}
		last = t.Span.End
		if head(t.Tag) {
			end = t.Span.End
		}
		if end-start > 90 {
			break
		}
	}
	if end == start && last > start {
		end = last
	}
	// 跨区域特色职教集团（联盟）
	return span.Span{Start: start, End: end}
}

// clauseStart returns where the clause that ends at pos begins: after the last comma,
// colon or other mark. Enumeration commas do not end a clause.
func clauseStart(text string, pos int) int {
	for i := pos; i > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if strings.ContainsRune("，。；：！？,;:!?（）()—\n", r) || r == '\u3000' {
			if !(r == ',' && i < len(text) && text[i] >= '0' && text[i] <= '9') {
				return i
			}
		}
		i -= size
	}
	return 0
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
func nounBefore(text string, tokens []Token, from, to int) span.Span {
	k := tokenAt(tokens, to) - 1
	for k >= 0 && tokens[k].Span.End > to {
		k--
	}
	passed := 0
	// Pass over what stands between the phrase and the number.
	for ; k >= 0 && tokens[k].Span.Start >= from; k-- {
		word := tokens[k].Span.Of(text)
		single := utf8.RuneCountInString(word) == 1
		if isWordy(word) && head(tokens[k].Tag) && !phraseAdverbs[word] && !(single && strings.Contains(functionWords, word)) && !isChangeWord(word) {
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
		if word == "和" || word == "与" || word == "及" || word == "、" {
			if k > 0 && tokens[k-1].Span.Start >= from && nominal(tokens[k-1].Tag) && isWordy(tokens[k-1].Span.Of(text)) && word != "、" {
				continue
			}
			break
		}
		if !isWordy(word) || !nominal(tokens[k].Tag) || phraseAdverbs[word] || utf8.RuneCountInString(word) == 1 && strings.Contains(functionWords, word) {
			break
		}
		start = tokens[k].Span.Start
	}
	return span.Span{Start: start, End: end}
}

// isChangeWord reports whether a token that the dictionary calls a noun is rather the
// growth of something: 增速, 增幅 stand for the change, not for what is measured.
func isChangeWord(word string) bool {
	switch word {
	case "增长", "下降", "增加", "减少", "提高", "上升", "增幅", "降幅", "涨幅", "跌幅", "提升", "新增", "总共", "全国", "全省", "全市", "全球", "世界":
		return true
	}
	return false
}
