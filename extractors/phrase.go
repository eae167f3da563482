package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
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
const functionWords = "等者的了在和与及或是为有被把让使从向对于由将已均都也又并而但且则其该此即较比共各每所等到至达超逾近约仅只可能会要应须不未"

// tokenAt returns the index of the token that begins at or after pos.
func tokenAt(tokens []Token, pos int) int { return lexis.TokenAt(tokens, pos) }

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
		if !isWordy(word) || functionWord(d, word) || end > start && strings.HasPrefix(word, "总") && (measureNoun(word) || word == "总投资") {
			break // 38个项目|总投资
		}
		if !nominal(t.Tag) && !measureNoun(word) {
			// A verb before the first noun belongs to it (注册企业); after one it ends the phrase.
			if !strings.HasPrefix(t.Tag, "v") || end > start && !d.Words.Attributive.Has(tokens[k-1].Span.Of(text)) && !insidePhrase(d, text, tokens, k) {
				break
			}
			if k+1 < len(tokens) {
				next := tokens[k+1]
				if w := next.Span.Of(text); isWordy(w) && !functionWord(d, w) && (nominal(next.Tag) || strings.HasPrefix(next.Tag, "v") && last == start) {
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
	if !d.Words.VerbalNouns.Has(tokens[k].Span.Of(text)) || k+1 >= len(tokens) {
		return false
	}
	next := tokens[k+1]
	word := next.Span.Of(text)
	return isWordy(word) && !functionWord(d, word) && nominal(next.Tag)
}

func functionWord(d *dict.Dict, word string) bool {
	return d.Words.Adverbs.Has(word) || utf8.RuneCountInString(word) == 1 && strings.Contains(functionWords, word)
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
		if i >= 3 && text[i-3] >= 0xE4 && text[i-3] <= 0xE9 { // Han, of three bytes: no mark
			i -= 3
			continue
		}
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
				if !strings.HasSuffix(text[:from+open], "目") { // 「國外旅費」原列…: the quoted words are the name
					return span.Span{Start: from + open + len("「"), End: tokens[k].Span.Start}
				}
				k = tokenAt(tokens, from+open)
				continue
			}
		}
		if isWordy(word) && (head(tokens[k].Tag) || measureNoun(word)) && !functionWord(d, word) && !isChangeWord(word) && !d.Changes.Has(word) && !d.Words.EmptyNouns.Has(word) && (utf8.RuneCountInString(word)+passed > 1 || measureNoun(word) || word == "收") {
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
		if !isWordy(word) || !nominal(tokens[k].Tag) && !measureNoun(word) && !d.Words.VerbalNouns.Has(word) || functionWord(d, word) {
			break
		}
		start = tokens[k].Span.Start
	}
	if d.Words.Relational.Has(text[start:end]) && k >= 0 && tokens[k].Span.Start >= from && tokens[k].Span.End == start {
		// 财政补助标准: a noun that only relates to another takes the verb before it along.
		if word := tokens[k].Span.Of(text); isWordy(word) && !functionWord(d, word) && !d.Changes.Has(word) && strings.HasPrefix(tokens[k].Tag, "v") {
			start = tokens[k].Span.Start
			for k--; k >= 0 && tokens[k].Span.Start >= from; k-- {
				word := tokens[k].Span.Of(text)
				if !isWordy(word) || !nominal(tokens[k].Tag) && !d.Words.VerbalNouns.Has(word) || functionWord(d, word) {
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
	if utf8.RuneCountInString(text[start:end]) < 2 && k >= 0 && tokens[k].Span.End == start && tokens[k].Span.Start >= from && isWordy(tokens[k].Span.Of(text)) && !functionWord(d, tokens[k].Span.Of(text)) {
		start = tokens[k].Span.Start // 办结|率
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

// isChangeWord reports whether a token that the dictionary calls a noun is rather the
// growth of something: 增速, 增幅 stand for the change, not for what is measured.
func isChangeWord(word string) bool {
	switch word {
	case "增长", "下降", "增加", "减少", "提高", "上升", "增幅", "降幅", "涨幅", "跌幅", "提升", "新增", "总共", "全国", "全省", "全市", "全球", "世界":
		return true
	}
	return strings.HasSuffix(word, "增长") || strings.HasSuffix(word, "下降")
}
